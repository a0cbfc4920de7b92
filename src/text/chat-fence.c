/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fences long enough (CommonMark 0.30, section 4.5).
 */

#include "chat-fence.h"

#include <string.h>

#define SHORTEST_FENCE 3

static gsize
get_longest_run (const char *text,
                 gsize       length)
{
  gsize longest = 0;
  gsize run = 0;

  for (gsize i = 0; i < length; i++)
    {
      run = text[i] == '`' ? run + 1 : 0;
      longest = MAX (longest, run);
    }

  return longest;
}

static gboolean
is_word (const char *language)
{
  for (; language != NULL && *language != '\0'; language++)
    {
      if (!g_ascii_isalnum (*language) && strchr ("+-#._", *language) == NULL)
        return FALSE;
    }

  return language != NULL;
}

static void
append_run (GString *out,
            gsize    length)
{
  for (gsize i = 0; i < length; i++)
    g_string_append_c (out, '`');
}

void
chat_fence_append (GString    *out,
                   const char *language,
                   const char *text,
                   gssize      length)
{
  gsize n_bytes = length >= 0 ? (gsize) length : strlen (text);
  gsize fence = MAX (SHORTEST_FENCE, get_longest_run (text, n_bytes) + 1);

  append_run (out, fence);
  if (is_word (language))
    g_string_append (out, language);
  g_string_append_c (out, '\n');
  g_string_append_len (out, text, (gssize) n_bytes);
  if (n_bytes > 0 && text[n_bytes - 1] != '\n')
    g_string_append_c (out, '\n');
  append_run (out, fence);
  g_string_append_c (out, '\n');
}
