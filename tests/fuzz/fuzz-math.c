/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Formulas: any bytes become a tree that can be walked and said, or name what stands in the way.
 */

#include "fuzz.h"

#include "chat-math.h"
#include "math-dump.h"

#include <string.h>

static void
check (const char *source,
       gsize       length)
{
  g_autoptr(ChatMath) math = chat_math_new (source, (gssize) length);
  g_autofree char *dump = math_dump (math);
  g_autofree char *speech = chat_math_dup_speech (math);
  const char *problem = chat_math_get_problem (math);

  g_assert_true ((problem == NULL) == (speech != NULL));
  g_assert_true (g_utf8_validate (dump, -1, NULL));
  g_assert_true (problem != NULL || g_utf8_validate (speech, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const char *at = (const char *) data;
  const char *end = at + size;

  while (at < end)
    {
      const char *newline = memchr (at, '\n', (gsize) (end - at));
      const char *stop = newline != NULL ? newline : end;

      check (at, (gsize) (stop - at));
      at = stop + 1;
    }

  return 0;
}
