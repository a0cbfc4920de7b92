/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of a part of the page without what is only there for looks, and where they stand.
 */

#include "chat-shown-text.h"

#include "chat-prose.h"
#include "chat-thinking-section.h"

/* Text in one go, on the page as here. */
typedef struct
{
  gsize          start;    /* bytes */
  int            offset;   /* characters of the page */
  ChatCodeBlock *folded;   /* what it is folded away in, and then it is not on the page; or NULL */
} ChatShownPiece;

ChatShownText *
chat_shown_text_new (void)
{
  ChatShownText *self = g_new0 (ChatShownText, 1);

  self->at = G_MAXSIZE;
  self->text = g_string_new (NULL);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (ChatShownPiece));
  return self;
}

void
chat_shown_text_free (ChatShownText *self)
{
  if (self == NULL)
    return;

  g_string_free (self->text, TRUE);
  g_array_unref (self->pieces);
  g_free (self);
}

/* The next place where text of one tag begins or ends. */
typedef struct
{
  GtkTextTag  *tag;
  GtkTextIter  at;
} Toggle;

static void
find_toggle (Toggle            *self,
             const GtkTextIter *from,
             const GtkTextIter *end)
{
  self->at = *from;
  if (!gtk_text_iter_forward_to_tag_toggle (&self->at, self->tag) ||
      gtk_text_iter_compare (&self->at, end) > 0)
    self->at = *end;
}

static void
add_piece (ChatShownText     *self,
           const GtkTextIter *start,
           const GtkTextIter *end)
{
  ChatShownPiece piece = { self->text->len, gtk_text_iter_get_offset (start), NULL };
  g_autofree char *text = gtk_text_iter_get_slice (start, end);

  g_array_append_val (self->pieces, piece);
  g_string_append (self->text, text);
}

/* Looks only for the two tags that count: a megabyte has ten thousands of others. */
void
chat_shown_text_add (ChatShownText     *self,
                     ChatPage          *page,
                     const GtkTextIter *start,
                     const GtkTextIter *end)
{
  Toggle pad = { chat_tags_get_inline (page->tags, CHAT_INLINE_PAD), *start };
  Toggle cite = { chat_tags_get_inline (page->tags, CHAT_INLINE_CITE), *start };
  GtkTextIter at = *start;

  while (gtk_text_iter_compare (&at, end) < 0)
    {
      GtkTextIter next;

      if (gtk_text_iter_compare (&pad.at, &at) <= 0)
        find_toggle (&pad, &at, end);
      if (gtk_text_iter_compare (&cite.at, &at) <= 0)
        find_toggle (&cite, &at, end);
      next = gtk_text_iter_compare (&pad.at, &cite.at) < 0 ? pad.at : cite.at;
      if (!gtk_text_iter_has_tag (&at, pad.tag) && !gtk_text_iter_has_tag (&at, cite.tag))
        add_piece (self, &at, &next);
      at = next;
    }
}

static void
add_folded (ChatShownText     *self,
            const ChatLeaf    *leaf,
            const GtkTextIter *place)
{
  const GString *code = chat_code_block_get_text (leaf->code);
  ChatShownPiece piece = { self->text->len, gtk_text_iter_get_offset (place), leaf->code };

  g_array_append_val (self->pieces, piece);
  g_string_append_len (self->text, code->str + leaf->shown, (gssize) (code->len - leaf->shown));
}

void
chat_shown_text_add_whole (ChatShownText     *self,
                           ChatSection       *section,
                           const GtkTextIter *start,
                           const GtkTextIter *end)
{
  GtkTextIter at = *start;

  for (guint i = 0; section->prose != NULL && i < section->prose->leaves->len; i++)
    {
      const ChatLeaf *leaf = g_ptr_array_index (section->prose->leaves, i);
      GtkTextIter handle;

      if (!leaf->folded)
        continue;
      chat_code_block_get_handle (leaf->code, &handle);
      if (gtk_text_iter_compare (&handle, end) >= 0)
        break;
      chat_shown_text_add (self, section->page, &at, &handle);
      add_folded (self, leaf, &handle);
      at = handle;
    }
  chat_shown_text_add (self, section->page, &at, end);
}

/* Of a piece that is folded away and ends at byte @end; see chat_shown_text_get_folded(). */
static void
get_code_range (ChatShownText        *self,
                const ChatShownPiece *piece,
                gsize                 end,
                gsize                 from,
                gsize                 to,
                int                  *first,
                int                  *last)
{
  const GString *code = chat_code_block_get_text (piece->folded);
  gsize shown = code->len - (end - piece->start);

  *first = *last = -1;
  if (from < piece->start || to > end)
    return;

  *first = (int) g_utf8_strlen (code->str, (gssize) (shown + from - piece->start));
  *last = *first + (int) g_utf8_strlen (self->text->str + from, (gssize) (to - from)) - 1;
}

ChatCodeBlock *
chat_shown_text_get_folded (ChatShownText *self,
                            gsize          from,
                            gsize          to,
                            int           *first,
                            int           *last)
{
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const ChatShownPiece *piece = &g_array_index (self->pieces, ChatShownPiece, i);
      gsize end = i + 1 < self->pieces->len ? piece[1].start : self->text->len;

      if (piece->folded != NULL && piece->start < to && end > from)
        {
          get_code_range (self, piece, end, from, to, first, last);
          return piece->folded;
        }
    }

  return NULL;
}

/* Counts on from the place before if that is nearer: one line may be a megabyte with a hit in every
 * word. */
static int
get_offset (ChatShownText *self,
            gsize          at)
{
  const ChatShownPiece *piece;
  guint low = 0;
  guint high = self->pieces->len;

  /* The last piece that does not begin behind it is within [low - 1, high - 1]. */
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->pieces, ChatShownPiece, middle).start <= at)
        low = middle + 1;
      else
        high = middle;
    }
  g_return_val_if_fail (low > 0, 0);

  piece = &g_array_index (self->pieces, ChatShownPiece, low - 1);
  if (self->at < piece->start || self->at > at)
    {
      self->at = piece->start;
      self->offset = piece->offset;
    }
  self->offset += (int) g_utf8_strlen (self->text->str + self->at, (gssize) (at - self->at));
  self->at = at;
  return self->offset;
}

void
chat_shown_text_get_range (ChatShownText *self,
                           gsize          from,
                           gsize          to,
                           int           *start,
                           int           *end)
{
  const char *last = g_utf8_prev_char (self->text->str + to);

  /* Not by what follows: that may stand further on. */
  *start = get_offset (self, from);
  *end = get_offset (self, (gsize) (last - self->text->str)) + 1;
}

void
chat_shown_text_get_bounds (ChatSection *section,
                            GtkTextIter *start,
                            GtkTextIter *end)
{
  gboolean thinking = chat_section_is_thinking (section);

  chat_section_get_last (section, end);
  if (thinking && section->body == NULL)
    *start = *end;
  else
    gtk_text_buffer_get_iter_at_mark (section->page->buffer, start,
                                      thinking ? section->body : section->start);
}
