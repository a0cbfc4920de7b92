/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Spelling in a text view, without a library for it.
 */

#include "chat-spelling.h"


gboolean
chat_spelling_is_available (void)
{
  return FALSE;
}


GtkTextBuffer *
chat_spelling_new_buffer (void)
{
  return gtk_text_buffer_new (NULL);
}


void
chat_spelling_set_enabled (GtkTextView *view,
                           gboolean     enabled)
{
}
