/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The source made ready for md4c.
 */

#include "chat-markdown-private.h"

void
chat_markdown_prepare (ChatMarkdownPrepared *self,
                       const char           *source,
                       gsize                 length)
{
  self->source = source;
  self->length = length;
  self->text = g_string_new_len (source, (gssize) length);
  self->formulas = g_array_new (FALSE, TRUE, sizeof (ChatMarkdownFormula));
}

void
chat_markdown_prepared_clear (ChatMarkdownPrepared *self)
{
  g_string_free (g_steal_pointer (&self->text), TRUE);
  g_clear_pointer (&self->formulas, g_array_unref);
}
