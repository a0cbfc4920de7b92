/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds the blocks of code of a page and of a message.
 */

#include "chat-code-find.h"

#include "chat-page-views.h"

void
chat_code_find_each (ChatMessageView *view,
                     ChatCodeFunc     func,
                     gpointer         user_data)
{
  ChatCodePlace place = { chat_message_view_get_message (view), 0 };
  ChatSection *section;

  for (guint i = 0; (section = chat_message_view_get_section (view, i)) != NULL; i++)
    {
      ChatProse *prose = section->prose;

      if (prose == NULL || prose->quiet || !chat_prose_is_on_page (prose))
        continue;
      for (guint j = 0; j < prose->leaves->len; j++)
        {
          const ChatLeaf *leaf = g_ptr_array_index (prose->leaves, j);

          if (leaf->code == NULL)
            continue;
          func (leaf->code, &place, user_data);
          place.number++;
        }
    }
}

typedef struct
{
  guint              number;
  const GtkTextIter *at;
  ChatCodeBlock     *block;
  guint              found;
} Search;

static void
match_number_cb (ChatCodeBlock       *block,
                 const ChatCodePlace *place,
                 gpointer             user_data)
{
  Search *search = user_data;

  if (place->number == search->number)
    search->block = block;
}

ChatCodeBlock *
chat_code_find (ChatMessageView *view,
                guint            number)
{
  Search search = { .number = number };

  chat_code_find_each (view, match_number_cb, &search);
  return search.block;
}

static void
match_place_cb (ChatCodeBlock       *block,
                const ChatCodePlace *place,
                gpointer             user_data)
{
  Search *search = user_data;
  GtkTextIter start;
  GtkTextIter end;

  chat_code_block_get_bounds (block, &start, &end);
  if (gtk_text_iter_compare (search->at, &start) >= 0 &&
      gtk_text_iter_compare (search->at, &end) <= 0)
    {
      search->block = block;
      search->found = place->number;
    }
}

gboolean
chat_code_find_at (ChatPage          *page,
                   const GtkTextIter *at,
                   ChatCodePlace     *place)
{
  ChatMessageView *view = chat_page_find_view (page, at, NULL);
  Search search = { .at = at };

  if (view == NULL)
    return FALSE;

  chat_code_find_each (view, match_place_cb, &search);
  place->message = chat_message_view_get_message (view);
  place->number = search.found;
  return search.block != NULL;
}
