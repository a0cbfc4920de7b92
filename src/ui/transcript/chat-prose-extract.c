/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A part of rendered text as its source.
 */

#include "chat-prose-extract.h"

static const ChatLeaf *
get_leaf (ChatProse *self,
          guint      position)
{
  return g_ptr_array_index (self->leaves, position);
}

/* Characters of the page, from where the text begins. */
typedef struct
{
  guint start;
  guint end;
} Range;

static gboolean
is_whole (const ChatLeaf *leaf,
          const Range    *range)
{
  return range->start <= leaf->offset && range->end >= leaf->offset + leaf->n_chars;
}

static void
add_part (ChatProse      *self,
          const ChatLeaf *leaf,
          const Range    *range,
          ChatExcerpt    *excerpt)
{
  g_autofree char *text = NULL;
  GtkTextIter start;
  GtkTextIter end;

  chat_prose_get_iter (self, MAX (range->start, leaf->offset), &start);
  chat_prose_get_iter (self, MIN (range->end, leaf->offset + leaf->n_chars), &end);
  text = chat_page_copy (self->section->page, &start, &end);
  if (leaf->block->kind == CHAT_MARKDOWN_CODE)
    {
      g_autofree char *language = chat_markdown_block_dup_language (leaf->block);

      chat_excerpt_add_code (excerpt, language, text, -1);
    }
  else
    {
      chat_excerpt_add_typed (excerpt, text, -1);
    }
}

/* Those behind text between @start and @end, counted from @start. Returns: (transfer full) */
static GArray *
cut_marks (const GArray *marks,
           gsize         start,
           gsize         end)
{
  GArray *cut = g_array_new (FALSE, FALSE, sizeof (ChatCiteMark));

  for (guint i = 0; marks != NULL && i < marks->len; i++)
    {
      ChatCiteMark mark = g_array_index (marks, ChatCiteMark, i);

      if (mark.offset <= start || mark.offset > end)
        continue;
      mark.offset -= start;
      g_array_append_val (cut, mark);
    }

  return cut;
}

/* Blocks in a row with all that is between them. Returns: how many there are */
static guint
add_whole (ChatProse     *self,
           guint          first,
           const Range   *range,
           const GString *source,
           const GArray  *marks,
           ChatExcerpt   *excerpt)
{
  g_autoptr(GArray) cut = NULL;
  gsize start = get_leaf (self, first)->block->start;
  gsize end = start;
  guint n_leaves = 0;

  for (guint i = first; i < self->leaves->len && is_whole (get_leaf (self, i), range); i++)
    {
      end = MAX (end, get_leaf (self, i)->block->end);
      n_leaves++;
    }
  end = MIN (end, source->len);
  cut = cut_marks (marks, start, end);
  if (start < end)
    chat_excerpt_add_markdown (excerpt, source->str + start, (gssize) (end - start), cut);

  return n_leaves;
}

void
chat_prose_extract (ChatProse         *self,
                    const GString     *source,
                    const GArray      *marks,
                    const GtkTextIter *start,
                    const GtkTextIter *end,
                    ChatExcerpt       *excerpt)
{
  guint base = chat_prose_get_start (self);
  const Range range = {
    (guint) gtk_text_iter_get_offset (start) - base,
    (guint) gtk_text_iter_get_offset (end) - base,
  };
  guint position = 0;

  chat_prose_find (self, range.start, &position);
  while (position < self->leaves->len && get_leaf (self, position)->offset < range.end)
    {
      if (is_whole (get_leaf (self, position), &range))
        position += add_whole (self, position, &range, source, marks, excerpt);
      else
        add_part (self, get_leaf (self, position++), &range, excerpt);
    }
}
