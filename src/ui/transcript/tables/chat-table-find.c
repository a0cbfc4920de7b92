/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds the tables of a message.
 */

#include "chat-table-find.h"

static gboolean
contains (const ChatTablePlace *place,
          const GtkTextIter    *at)
{
  GtkTextIter start;
  GtkTextIter end;

  chat_prose_get_iter (place->prose, place->leaf->offset, &start);
  chat_prose_get_iter (place->prose, place->leaf->offset + place->leaf->n_chars, &end);
  return gtk_text_iter_compare (at, &start) >= 0 && gtk_text_iter_compare (at, &end) <= 0;
}

/* The first table that is number *@left from here, or that @at (nullable) is in. */
static gboolean
search (ChatProse         *prose,
        const GtkTextIter *at,
        guint             *left,
        ChatTablePlace    *place)
{
  for (guint i = 0; i < prose->leaves->len; i++)
    {
      *place = (ChatTablePlace) { prose, g_ptr_array_index (prose->leaves, i) };
      if (place->leaf->block->table == NULL)
        continue;
      if (at != NULL ? contains (place, at) : *left == 0)
        return TRUE;
      (*left)--;
    }

  return FALSE;
}

/* Those of thinking are not counted: it is not the reply. */
static gboolean
search_all (ChatMessageView   *view,
            const GtkTextIter *at,
            guint             *left,
            ChatTablePlace    *place)
{
  ChatSection *section;

  for (guint i = 0; (section = chat_message_view_get_section (view, i)) != NULL; i++)
    {
      ChatProse *prose = section->prose;

      if (prose != NULL && !prose->quiet && chat_prose_is_on_page (prose) &&
          search (prose, at, left, place))
        return TRUE;
    }

  return FALSE;
}

gboolean
chat_table_find_at (ChatMessageView   *view,
                    const GtkTextIter *at,
                    guint             *number)
{
  guint left = G_MAXUINT;
  ChatTablePlace place;

  if (!search_all (view, at, &left, &place))
    return FALSE;

  *number = G_MAXUINT - left;
  return TRUE;
}

gboolean
chat_table_find (ChatMessageView *view,
                 guint            number,
                 ChatTablePlace  *place)
{
  return search_all (view, NULL, &number, place);
}
