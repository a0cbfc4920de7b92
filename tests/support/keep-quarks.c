/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keeps the leak checker quiet about GLib's quarks. Their table is made by GLib's constructor; a
 * program that needs more than its 2048 entries gets a larger one, and the old one is abandoned
 * on purpose (gquark.c: threads may still be reading it). No stack names it, as GLib has no frame
 * pointers.
 */

#include <stddef.h>

/* QUARK_BLOCK_SIZE pointers */
#define TABLE_BYTES (2048 * sizeof (char *))

/* sanitizer/allocator_interface.h, which gcc does not bring */
int __sanitizer_install_malloc_and_free_hooks (void (*malloc_hook) (const volatile void *, size_t),
                                               void (*free_hook) (const volatile void *));

static const volatile void *table;

static void
malloc_cb (const volatile void *memory,
           size_t               size)
{
  if (size == TABLE_BYTES && table == NULL)
    table = memory;
}

static void
free_cb (const volatile void *memory)
{
  if (memory == table)
    table = NULL;
}

static void
install_hooks (void)
{
  __sanitizer_install_malloc_and_free_hooks (malloc_cb, free_cb);
}

/* before the constructors of the libraries */
__attribute__ ((section (".preinit_array"), used))
static void (*const run_first) (void) = install_hooks;
