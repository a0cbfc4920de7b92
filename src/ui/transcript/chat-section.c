/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A section: the lines on the page that show one thing, be it a role, a block or a note.
 */

#include "chat-section.h"

#include "chat-direction.h"

#include <string.h>

void
chat_section_init (ChatSection            *self,
                   const ChatSectionClass *klass,
                   ChatPage               *page,
                   ChatStyle               style,
                   guint                   block)
{
  self->klass = klass;
  self->page = page;
  self->style = style;
  self->block = block;
}

static void
get_iter (ChatSection *self,
          GtkTextMark *mark,
          GtkTextIter *iter)
{
  gtk_text_buffer_get_iter_at_mark (self->page->buffer, iter, mark);
}

/* A line that runs away from the edge where its message begins is set against it. */
static gboolean
is_mirrored (ChatSection *self,
             const char  *text,
             gsize        length)
{
  ChatDirection direction = chat_direction_of_text (text, length);

  return direction == (self->rtl ? CHAT_DIRECTION_LTR : CHAT_DIRECTION_RTL);
}

static gboolean
is_line_mirrored (ChatSection       *self,
                  const GtkTextIter *line)
{
  GtkTextIter end = *line;
  g_autofree char *text = NULL;

  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  text = gtk_text_iter_get_slice (line, &end);

  return is_mirrored (self, text, strlen (text));
}

static void
retag_first_line (ChatSection *self)
{
  ChatTags *tags = self->page->tags;
  GtkTextTag *tag;
  GtkTextIter start;

  get_iter (self, self->start, &start);
  tag = chat_page_get_line_tag (self->page, &start);
  if (tag == NULL)
    tag = chat_tags_get_line (tags, self->style, self->gap, FALSE);
  tag = chat_tags_move (tags, tag, self->gap);
  chat_page_retag (self->page, &start,
                   chat_tags_mirror (tags, tag, is_line_mirrored (self, &start)));
}

void
chat_section_place (ChatSection *self,
                    ChatRun     *header)
{
  GtkTextBuffer *buffer = self->page->buffer;
  GtkTextIter iter;
  int offset;

  get_iter (self, self->before, &iter);
  offset = gtk_text_iter_get_offset (&iter);
  chat_run_append (header, "\n", 1);
  chat_page_insert (self->page, &iter, header);
  gtk_text_buffer_move_mark (buffer, self->before, &iter);
  self->before = NULL;

  gtk_text_iter_backward_char (&iter);
  self->tail = gtk_text_buffer_create_mark (buffer, NULL, &iter, FALSE);
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, offset);
  self->start = gtk_text_buffer_create_mark (buffer, NULL, &iter, TRUE);
  retag_first_line (self);
}

gboolean
chat_section_is_placed (ChatSection *self)
{
  return self->start != NULL;
}

void
chat_section_get_bounds (ChatSection *self,
                         GtkTextIter *start,
                         GtkTextIter *end)
{
  get_iter (self, self->start, start);
  get_iter (self, self->tail, end);
  gtk_text_iter_forward_char (end);
}

void
chat_section_free (ChatSection *self)
{
  if (self->klass->free != NULL)
    self->klass->free (self);
  g_free (self);
}

void
chat_section_remove (ChatSection *self)
{
  GtkTextIter start;
  GtkTextIter end;

  if (chat_section_is_placed (self))
    {
      chat_section_get_bounds (self, &start, &end);
      chat_page_delete (self->page, &start, &end);
    }
  chat_section_drop (self);
}

void
chat_section_drop (ChatSection *self)
{
  GtkTextBuffer *buffer = self->page->buffer;

  if (chat_section_is_placed (self))
    {
      gtk_text_buffer_delete_mark (buffer, self->start);
      gtk_text_buffer_delete_mark (buffer, self->tail);
      if (self->body != NULL)
        gtk_text_buffer_delete_mark (buffer, self->body);
    }

  chat_section_free (self);
}

void
chat_section_update (ChatSection        *self,
                     ChatSectionContext *context)
{
  if (self->klass->update != NULL)
    self->klass->update (self, context);
}

void
chat_section_measure (ChatSection *self)
{
  if (self->klass->measure != NULL)
    self->klass->measure (self);
}

gboolean
chat_section_can_activate (ChatSection       *self,
                           const GtkTextIter *at)
{
  return self->klass->can_activate != NULL && self->klass->can_activate (self, at);
}

gboolean
chat_section_show_all (ChatSection *self)
{
  return self->klass->show_all != NULL && self->klass->show_all (self);
}

const char *
chat_section_get_uri (ChatSection       *self,
                      const GtkTextIter *at)
{
  return self->klass->get_uri != NULL ? self->klass->get_uri (self, at) : NULL;
}

gboolean
chat_section_contains (ChatSection       *self,
                       const GtkTextIter *at)
{
  GtkTextIter start;
  GtkTextIter end;

  chat_section_get_bounds (self, &start, &end);
  return gtk_text_iter_in_range (at, &start, &end);
}

/* Where the header ends: before its last end of line. */
static void
get_header_end (ChatSection *self,
                GtkTextIter *end)
{
  if (self->body == NULL)
    {
      get_iter (self, self->tail, end);
      return;
    }

  get_iter (self, self->body, end);
  gtk_text_iter_backward_char (end);
}

gboolean
chat_section_is_handle (ChatSection       *self,
                        const GtkTextIter *at)
{
  GtkTextIter start;
  GtkTextIter end;

  if (!self->foldable)
    return FALSE;

  get_iter (self, self->start, &start);
  get_header_end (self, &end);
  return gtk_text_iter_compare (at, &start) >= 0 && gtk_text_iter_compare (at, &end) <= 0;
}

void
chat_section_get_last (ChatSection *self,
                       GtkTextIter *at)
{
  get_iter (self, self->tail, at);
}

void
chat_section_set_header (ChatSection   *self,
                         const ChatRun *header)
{
  GtkTextIter start;
  GtkTextIter end;

  get_iter (self, self->start, &start);
  get_header_end (self, &end);
  chat_page_delete (self->page, &start, &end);
  chat_page_insert (self->page, &start, header);
  retag_first_line (self);
}

static void
remove_body (ChatSection *self)
{
  GtkTextIter start;
  GtkTextIter end;

  if (self->body == NULL)
    return;

  get_header_end (self, &start);
  get_iter (self, self->tail, &end);
  chat_page_delete (self->page, &start, &end);
  gtk_text_buffer_delete_mark (self->page->buffer, self->body);
  self->body = NULL;
}

void
chat_section_adopt_body (ChatSection *self,
                         int          offset)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (self->page->buffer, &iter, offset);
  self->body = gtk_text_buffer_create_mark (self->page->buffer, NULL, &iter, TRUE);
}

void
chat_section_set_body (ChatSection   *self,
                       const ChatRun *body)
{
  g_autoptr(ChatRun) newline = chat_run_new ();
  GtkTextIter iter;
  int offset;

  remove_body (self);
  if (body == NULL || body->n_chars == 0)
    return;

  get_iter (self, self->tail, &iter);
  offset = gtk_text_iter_get_offset (&iter);
  chat_run_append (newline, "\n", 1);
  chat_page_insert (self->page, &iter, newline);
  chat_page_insert (self->page, &iter, body);
  chat_section_adopt_body (self, offset + 1);
}

void
chat_section_set_open (ChatSection *self,
                       gboolean     open)
{
  self->open = open;
  if (!open)
    remove_body (self);
  else if (self->body == NULL && self->klass->fill_body != NULL)
    self->klass->fill_body (self);
}

void
chat_section_set_gap (ChatSection *self,
                      int          gap)
{
  if (self->gap == gap)
    return;

  self->gap = gap;
  if (chat_section_is_placed (self))
    retag_first_line (self);
}

static void
mirror_lines (ChatSection *self)
{
  GtkTextIter at;
  GtkTextIter end;

  chat_section_get_bounds (self, &at, &end);
  while (gtk_text_iter_compare (&at, &end) < 0)
    {
      GtkTextTag *tag = chat_page_get_line_tag (self->page, &at);

      if (tag != NULL)
        chat_page_retag (self->page, &at,
                         chat_tags_mirror (self->page->tags, tag, is_line_mirrored (self, &at)));
      if (!gtk_text_iter_forward_line (&at))
        break;
    }
}

void
chat_section_set_rtl (ChatSection *self,
                      gboolean     rtl)
{
  if (self->rtl == rtl)
    return;

  self->rtl = rtl;
  if (chat_section_is_placed (self))
    mirror_lines (self);
}

int
chat_section_get_pad (ChatSection *self)
{
  return self->body != NULL ? self->pad_open : self->pad;
}

void
chat_section_add_words (ChatSection *self,
                        ChatRun     *run,
                        const char  *words,
                        ChatInline   part)
{
  GtkTextTag *pad = chat_tags_get_inline (self->page->tags, CHAT_INLINE_PAD);
  guint start = run->n_chars;

  while (*words != '\0')
    {
      gboolean isolate = g_str_has_prefix (words, "\u2068") || g_str_has_prefix (words, "\u2069");
      gsize length = isolate ? strlen ("\u2068") : 1;
      guint from = run->n_chars;
      g_autofree char *piece = NULL;

      while (!isolate && words[length] != '\0' && !g_str_has_prefix (words + length, "\u2068") &&
             !g_str_has_prefix (words + length, "\u2069"))
        length++;
      piece = g_strndup (words, length);
      chat_run_append_line (run, piece);
      if (isolate)
        chat_run_tag (run, from, pad);
      words += length;
    }

  if (part != CHAT_N_INLINES)
    chat_run_tag (run, start, chat_tags_get_inline (self->page->tags, part));
}

void
chat_section_tag_line (ChatSection *self,
                       ChatRun     *run,
                       guint        start,
                       ChatStyle    style,
                       int          gap)
{
  const char *text = g_utf8_offset_to_pointer (run->text->str, start);
  gboolean mirrored = is_mirrored (self, text, strlen (text));

  chat_run_tag (run, start, chat_tags_get_line (self->page->tags, style, gap, mirrored));
}
