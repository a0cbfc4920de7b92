/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A mapping whose last page is closed.
 */

#include "test-guard.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* No valid UTF-8, no JSON, no line end. */
#define NONSENSE 0xDB

/* Mapping is what costs, and a fuzzer wants millions of these: up to here one is kept. */
#define MAX_SPARE_BYTES (64 * 1024)

struct _TestGuard
{
  char  *pages;
  gsize  capacity;   /* whole pages, without the closed one */
  gsize  page_size;
  gsize  used;       /* bytes at the end that were put last */
};

static TestGuard *spare;

static TestGuard *
map (gsize capacity)
{
  TestGuard *self = g_new0 (TestGuard, 1);

  self->page_size = (gsize) sysconf (_SC_PAGESIZE);
  self->capacity = (capacity / self->page_size + 1) * self->page_size;
  self->pages = mmap (NULL, self->capacity + self->page_size, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  g_assert_true (self->pages != MAP_FAILED);
  g_assert_no_errno (mprotect (self->pages + self->capacity, self->page_size, PROT_NONE));

  return self;
}

TestGuard *
test_guard_new (gsize capacity)
{
  if (spare != NULL && capacity <= spare->capacity)
    return g_steal_pointer (&spare);

  return map (MAX (capacity, MAX_SPARE_BYTES));
}

void
test_guard_free (TestGuard *self)
{
  test_guard_put (self, "", 0);
  if (spare == NULL && self->capacity <= 2 * MAX_SPARE_BYTES)
    {
      spare = self;
      return;
    }

  g_assert_no_errno (munmap (self->pages, self->capacity + self->page_size));
  g_free (self);
}

const char *
test_guard_put (TestGuard  *self,
                const char *bytes,
                gsize       length)
{
  char *end = self->pages + self->capacity;

  g_assert_cmpuint (length, <=, self->capacity);
  memset (end - self->used, NONSENSE, self->used);
  memcpy (end - length, bytes, length);
  self->used = length;

  return end - length;
}
