/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sentences one after the other, as the language has them.
 */

#include "chat-phrase.h"

#include <glib/gi18n.h>

const char *
chat_phrase_get_gap (void)
{
  /* Translators: what stands between two sentences. Where that is nothing, as in Chinese and
   * Japanese, take U+200B, the zero width space: an empty translation would count as none. */
  return C_("between sentences", " ");
}

void
chat_phrase_append (GString    *out,
                    const char *sentence)
{
  if (sentence == NULL)
    return;

  if (out->len > 0)
    g_string_append (out, chat_phrase_get_gap ());
  g_string_append (out, sentence);
}

char *
chat_phrase_join (const char *first,
                  const char *second)
{
  return g_strconcat (first, chat_phrase_get_gap (), second, NULL);
}
