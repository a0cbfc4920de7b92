/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page that a conversation is written on. All changes of the buffer go through here.
 */

#include "chat-page.h"

/* Characters that are deleted at once. */
#define DELETE_CHARS 2048

static void
write_bottom (ChatPage *self)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_start_iter (self->buffer, &start);
  self->bottom = gtk_text_buffer_create_mark (self->buffer, NULL, &start, TRUE);
  gtk_text_buffer_insert (self->buffer, &start, "\u00a0", -1);
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_apply_tag (self->buffer,
                             chat_tags_get_line (self->tags, CHAT_STYLE_BOTTOM, 0, FALSE),
                             &start, &end);
  gtk_text_buffer_apply_tag (self->buffer, chat_tags_get_inline (self->tags, CHAT_INLINE_PAD),
                             &start, &end);
  gtk_text_buffer_place_cursor (self->buffer, &start);
}

void
chat_page_set_below (ChatPage *self,
                     int       height)
{
  GtkTextTag *tag = chat_tags_get_inline (self->tags, CHAT_INLINE_BELOW);
  GtkTextIter start;
  GtkTextIter end;

  if (height > 0)
    chat_tags_set_room (self->tags, CHAT_INLINE_BELOW, height);
  if ((height > 0) != (self->below > 0))
    {
      gtk_text_buffer_get_iter_at_mark (self->buffer, &start, self->bottom);
      gtk_text_buffer_get_end_iter (self->buffer, &end);
      if (height > 0)
        gtk_text_buffer_apply_tag (self->buffer, tag, &start, &end);
      else
        gtk_text_buffer_remove_tag (self->buffer, tag, &start, &end);
    }
  self->below = height;
}

ChatPage *
chat_page_new (ChatColumn *column,
               ChatTags   *tags)
{
  ChatPage *self = g_new0 (ChatPage, 1);

  self->column = column;
  self->tags = tags;
  self->views = g_ptr_array_new ();
  self->buffer = gtk_text_buffer_new (chat_tags_get_table (tags));
  /* Nothing here is typed, and each insertion would be kept twice. */
  gtk_text_buffer_set_enable_undo (self->buffer, FALSE);
  write_bottom (self);

  return self;
}

void
chat_page_free (ChatPage *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->views);
  /* GTK 4.8 keeps a buffer in which anything was once selected for ever: then an empty one. */
  gtk_text_buffer_set_text (self->buffer, "", 0);
  g_object_unref (self->buffer);
  g_free (self);
}

static gboolean
is_at (ChatPage          *self,
       GtkTextMark       *mark,
       const GtkTextIter *at)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &iter, mark);
  return gtk_text_iter_equal (&iter, at);
}

static void
apply_spans (ChatPage      *self,
             const ChatRun *run,
             int            offset)
{
  for (guint i = 0; i < run->spans->len; i++)
    {
      const ChatSpan *span = &g_array_index (run->spans, ChatSpan, i);
      GtkTextIter start;
      GtkTextIter end;

      gtk_text_buffer_get_iter_at_offset (self->buffer, &start, offset + (int) span->start);
      gtk_text_buffer_get_iter_at_offset (self->buffer, &end, offset + (int) span->end);
      gtk_text_buffer_apply_tag (self->buffer, span->tag, &start, &end);
    }
}

void
chat_page_insert (ChatPage      *self,
                  GtkTextIter   *at,
                  const ChatRun *run)
{
  GtkTextMark *caret = gtk_text_buffer_get_insert (self->buffer);
  GtkTextMark *bound = gtk_text_buffer_get_selection_bound (self->buffer);
  gboolean caret_here = is_at (self, caret, at);
  gboolean bound_here = is_at (self, bound, at);
  GtkTextTag *pad = chat_tags_get_inline (self->tags, CHAT_INLINE_PAD);
  gboolean inherits = gtk_text_iter_has_tag (at, pad) && !gtk_text_iter_starts_tag (at, pad);
  int offset = gtk_text_iter_get_offset (at);
  GtkTextIter start;

  if (run->n_chars == 0)
    return;

  self->writing = TRUE;
  gtk_text_buffer_insert (self->buffer, at, run->text->str, (int) run->text->len);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, offset);
  /* Not one after the other: what is between would be selected for a moment, and GTK 4.8 makes of
   * that a content for the clipboard that keeps the buffer for ever. */
  if (caret_here && bound_here)
    gtk_text_buffer_place_cursor (self->buffer, &start);
  else if (caret_here)
    gtk_text_buffer_move_mark (self->buffer, caret, &start);
  else if (bound_here)
    gtk_text_buffer_move_mark (self->buffer, bound, &start);
  self->writing = FALSE;

  /* Between the lines of room above and below an empty page it would all be no text. */
  if (inherits)
    gtk_text_buffer_remove_tag (self->buffer, pad, &start, at);
  apply_spans (self, run, offset);
  gtk_text_buffer_get_iter_at_offset (self->buffer, at, offset + (int) run->n_chars);
}

/* From the end on, piece by piece: GTK 4.8 gathers the ends of all tags of what it deletes in one
 * line, and looks for those of the same tag among them. */
void
chat_page_delete (ChatPage    *self,
                  GtkTextIter *start,
                  GtkTextIter *end)
{
  int first = gtk_text_iter_get_offset (start);
  int rest = gtk_text_iter_get_offset (end);

  while (rest > first)
    {
      int piece = MAX (first, rest - DELETE_CHARS);

      gtk_text_buffer_get_iter_at_offset (self->buffer, start, piece);
      gtk_text_buffer_get_iter_at_offset (self->buffer, end, rest);
      gtk_text_buffer_delete (self->buffer, start, end);
      rest = piece;
    }
}

GtkTextTag *
chat_page_get_line_tag (ChatPage          *self,
                        const GtkTextIter *at)
{
  GtkTextIter start = *at;
  g_autoptr(GSList) tags = NULL;

  gtk_text_iter_set_line_offset (&start, 0);
  tags = gtk_text_iter_get_tags (&start);
  for (GSList *l = tags; l != NULL; l = l->next)
    {
      if (chat_tags_is_line (self->tags, l->data))
        return l->data;
    }

  return NULL;
}

void
chat_page_retag (ChatPage          *self,
                 const GtkTextIter *at,
                 GtkTextTag        *tag)
{
  GtkTextTag *old = chat_page_get_line_tag (self, at);
  GtkTextIter start = *at;
  GtkTextIter end;

  if (old == tag)
    return;

  gtk_text_iter_set_line_offset (&start, 0);
  end = start;
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  else
    gtk_text_iter_forward_char (&end);

  if (old != NULL)
    gtk_text_buffer_remove_tag (self->buffer, old, &start, &end);
  gtk_text_buffer_apply_tag (self->buffer, tag, &start, &end);
}

static gboolean
is_shown (ChatPage          *self,
          const GtkTextIter *at)
{
  return !gtk_text_iter_has_tag (at, chat_tags_get_inline (self->tags, CHAT_INLINE_PAD));
}

static gboolean
begins_message (ChatPage          *self,
                const GtkTextIter *at)
{
  GtkTextTag *tag = gtk_text_iter_starts_line (at) ? chat_page_get_line_tag (self, at) : NULL;
  ChatStyle style = tag != NULL ? chat_tags_get_style (self->tags, tag) : CHAT_STYLE_PROSE;

  return style == CHAT_STYLE_ROLE || style == CHAT_STYLE_ROLE_USER;
}

char *
chat_page_copy (ChatPage          *self,
                const GtkTextIter *start,
                const GtkTextIter *end)
{
  GString *out = g_string_new (NULL);
  GtkTextIter at = *start;

  while (gtk_text_iter_compare (&at, end) < 0)
    {
      GtkTextIter next = at;

      if (!gtk_text_iter_forward_to_tag_toggle (&next, NULL) ||
          gtk_text_iter_compare (&next, end) > 0)
        next = *end;
      if (is_shown (self, &at))
        {
          g_autofree char *text = gtk_text_iter_get_slice (&at, &next);

          if (out->len > 0 && begins_message (self, &at))
            g_string_append_c (out, '\n');
          g_string_append (out, text);
        }
      at = next;
    }

  return g_string_free (out, FALSE);
}
