/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One block of code on its way through the highlighter: always whole lines and the start of the
 * last one, so that GtkSourceView never has more to look at than it is given time for. Lines do not
 * look ahead, so cutting the text at their ends changes nothing.
 */

#include "chat-code-classes.h"
#include "chat-highlighter-private.h"

#include <string.h>

/* What a step should take, so that the slices it is done in end in time. */
#define STEP_US  2000
/* What the block that is being written may take of a frame. */
#define LIVE_US  2000
/* A step is never less than this: each has a cost of its own. In bytes. */
#define STEP_MIN 64
/* The start of a line is looked at again each time that it grows; where that is dear, only so often
 * that it takes a fifth of the time. */
#define REST_US    500
#define REST_TIMES 4
/* GtkSourceView takes longer for a line the more it has before it, and far longer to free it all.
 * So a long block is done in parts, each afresh from its first line: at an empty line before one
 * that is not indented, later at any empty line, in the end at any line; but not within a comment
 * or a string that goes on, unless it is a very long one. This depends on the text alone, so that
 * it is the same however it comes. In bytes. */
#define PART_MIN   (8 * 1024)
#define PART_LOOSE (12 * 1024)
#define PART_MAX   (16 * 1024)
#define PART_LAST  (48 * 1024)
/* Until it has been measured, in µs a byte: that of JavaScript. */
#define COST_AT_FIRST 6.0

typedef enum
{
  CHAT_HIGHLIGHT_OPEN,       /* more text may come */
  CHAT_HIGHLIGHT_FINISHED,   /* no more comes; there may be some left to do */
  CHAT_HIGHLIGHT_GIVEN_UP,   /* over a limit, or a language that is not there */
  CHAT_HIGHLIGHT_DONE,
} ChatHighlightState;

struct _ChatHighlight
{
  ChatHighlighter           *highlighter;   /* borrowed */
  const ChatHighlightClient *client;        /* borrowed */
  gpointer                   owner;         /* borrowed */
  char                      *id;
  ChatHighlightState         state;
  GtkSourceBuffer           *buffer;        /* the part so far; NULL before and after work */
  GString                   *text;          /* what has not, from @used on */
  gsize                      used;          /* bytes */
  gsize                      n_bytes;       /* taken up before the last line */
  gsize                      line_bytes;    /* taken up of the last line */
  gboolean                   after_blank;   /* the line before that is empty */
  int                        line_start;    /* of the last line, in characters of the part */
  guint                      part_start;    /* in characters of the block */
  gsize                      part_bytes;    /* of @n_bytes, those before the part */
  double                     cost;          /* µs a byte */
  gint64                     rest_until;    /* monotonic time; for the start of a line only */
};

static void
drop_buffer (ChatHighlight *self)
{
  if (self->buffer != NULL)
    chat_highlighter_discard (self->highlighter, g_steal_pointer (&self->buffer));
}

ChatHighlight *
chat_highlight_new (ChatHighlighter           *highlighter,
                    const char                *id,
                    const ChatHighlightClient *client,
                    gpointer                   owner)
{
  ChatHighlight *self = g_new0 (ChatHighlight, 1);

  self->highlighter = highlighter;
  self->client = client;
  self->owner = owner;
  self->id = g_strdup (id);
  self->text = g_string_new (NULL);
  self->cost = COST_AT_FIRST;
  if (id == NULL || chat_highlighter_look_up (highlighter, id) == CHAT_LANGUAGE_UNKNOWN)
    self->state = CHAT_HIGHLIGHT_GIVEN_UP;

  return self;
}

void
chat_highlight_free (ChatHighlight *self)
{
  if (self == NULL)
    return;

  chat_highlighter_remove (self->highlighter, self);
  drop_buffer (self);
  g_string_free (self->text, TRUE);
  g_free (self->id);
  g_free (self);
}

const char *
chat_highlight_get_id (ChatHighlight *self)
{
  return self->id;
}

gboolean
chat_highlight_is_visible (ChatHighlight *self)
{
  return self->client->is_visible (self->owner);
}

static gboolean
has_work (ChatHighlight *self)
{
  return self->used < self->text->len &&
         (self->state == CHAT_HIGHLIGHT_OPEN || self->state == CHAT_HIGHLIGHT_FINISHED);
}

static gboolean
has_line (ChatHighlight *self)
{
  return self->state == CHAT_HIGHLIGHT_FINISHED ||
         memchr (self->text->str + self->used, '\n', self->text->len - self->used) != NULL;
}

gint64
chat_highlight_get_due (ChatHighlight *self)
{
  if (!has_work (self))
    return G_MAXINT64;
  if (self->rest_until == 0 || has_line (self))
    return 0;

  return self->rest_until;
}

static void
end_work (ChatHighlight      *self,
          ChatHighlightState  state)
{
  self->state = state;
  drop_buffer (self);
  g_string_truncate (self->text, 0);
  self->used = 0;
  chat_highlighter_remove (self->highlighter, self);
}

void
chat_highlight_give_up (ChatHighlight *self)
{
  g_autoptr(GArray) none = g_array_new (FALSE, FALSE, sizeof (ChatCodeRun));
  GtkTextIter end;

  if (self->buffer != NULL && self->line_bytes > 0)
    {
      gtk_text_buffer_get_end_iter (GTK_TEXT_BUFFER (self->buffer), &end);
      self->client->show (self->owner, self->part_start + (guint) self->line_start,
                          self->part_start + (guint) gtk_text_iter_get_offset (&end), none);
    }
  end_work (self, CHAT_HIGHLIGHT_GIVEN_UP);
}

/* Whether a line that begins with @first, behind @before bytes of a part, begins the next one. */
static gboolean
begins_part (gsize    before,
             gboolean after_blank,
             char     first)
{
  if (before >= PART_MAX)
    return TRUE;
  if (!after_blank || first == '\n')
    return FALSE;

  return before >= (g_ascii_isspace (first) ? PART_LOOSE : PART_MIN);
}

/* Whether the next line begins within a comment or a string: a letter there would be part of it. */
static gboolean
is_within (ChatHighlight *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  GtkTextIter start;
  GtkTextIter end;
  gboolean within;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, "x", 1);
  start = end;
  gtk_text_iter_backward_char (&start);
  gtk_source_buffer_ensure_highlight (self->buffer, &start, &end);
  within = gtk_source_buffer_iter_has_context_class (self->buffer, &start, "comment") ||
           gtk_source_buffer_iter_has_context_class (self->buffer, &start, "string");
  gtk_text_buffer_delete (buffer, &start, &end);

  return within;
}

static gboolean
may_begin_part (ChatHighlight *self,
                char           first)
{
  gsize before = self->n_bytes - self->part_bytes;

  return begins_part (before, self->after_blank, first) &&
         (before >= PART_LAST || !is_within (self));
}

static void
begin_part (ChatHighlight *self)
{
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (GTK_TEXT_BUFFER (self->buffer), &end);
  self->part_start += (guint) gtk_text_iter_get_offset (&end);
  self->part_bytes = self->n_bytes;
  self->line_start = 0;
  drop_buffer (self);
}

/* How much to take up now, in bytes: lines for about STEP_US, at least one, or the start of one
 * that is not complete. 0: the next one is over a limit. */
static gsize
measure_step (ChatHighlight *self)
{
  const char *start = self->text->str + self->used;
  const char *end = self->text->str + self->text->len;
  gsize wanted = MAX ((gsize) (STEP_US / self->cost), STEP_MIN);
  gsize before = self->line_bytes;
  gsize taken = 0;
  gboolean blank;

  do
    {
      const char *newline = memchr (start + taken, '\n', (gsize) (end - start) - taken);
      gsize length = (gsize) ((newline != NULL ? newline + 1 : end) - start) - taken;

      if (before + length > CHAT_HIGHLIGHT_MAX_LINE ||
          self->n_bytes + self->line_bytes + taken + length > CHAT_HIGHLIGHT_MAX_BYTES)
        return taken;
      /* The start of a line goes alone: it is to be seen when it is looked at again. */
      if (newline == NULL && taken > 0)
        return taken;
      blank = before + length == 1;
      taken += length;
      before = 0;
    }
  while (start + taken < end && taken < wanted &&
         !begins_part (self->n_bytes + self->line_bytes + taken - self->part_bytes, blank,
                       start[taken]));

  return taken;
}

/* Appends the text and tells how it and the line that it goes on with look. */
static void
highlight (ChatHighlight *self,
           const char    *text,
           gsize          length)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  g_autoptr(GArray) runs = g_array_new (FALSE, FALSE, sizeof (ChatCodeRun));
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, text, (int) length);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, self->line_start);
  gtk_source_buffer_ensure_highlight (self->buffer, &start, &end);

  chat_code_classes_read (&start, runs);
  for (guint i = 0; i < runs->len; i++)
    {
      g_array_index (runs, ChatCodeRun, i).start += self->part_start;
      g_array_index (runs, ChatCodeRun, i).end += self->part_start;
    }
  self->client->show (self->owner, self->part_start + (guint) self->line_start,
                      self->part_start + (guint) gtk_text_iter_get_offset (&end), runs);
}

static void
follow_lines (ChatHighlight *self,
              const char    *text,
              gsize          length)
{
  const char *newline = g_strrstr_len (text, (gssize) length, "\n");
  const char *last;
  GtkTextIter end;

  if (newline == NULL)
    {
      self->line_bytes += length;
      return;
    }

  last = g_strrstr_len (text, newline - text, "\n");
  self->after_blank = last != NULL ? last + 1 == newline
                                   : newline == text && self->line_bytes == 0;
  self->n_bytes += self->line_bytes + (gsize) (newline + 1 - text);
  self->line_bytes = (gsize) (text + length - (newline + 1));
  gtk_text_buffer_get_end_iter (GTK_TEXT_BUFFER (self->buffer), &end);
  self->line_start = gtk_text_iter_get_offset (&end) - gtk_text_iter_get_line_offset (&end);
}

static void
measure_cost (ChatHighlight *self,
              gsize          length,
              gint64         elapsed)
{
  gboolean complete = self->line_bytes == 0;

  if (complete)
    self->cost = (self->cost + (double) elapsed / (double) length) / 2;
  self->rest_until = complete || elapsed < REST_US
                     ? 0 : g_get_monotonic_time () + REST_TIMES * elapsed;
}

/* All that there is has been taken up. */
static void
rest (ChatHighlight *self)
{
  if (self->state == CHAT_HIGHLIGHT_FINISHED)
    {
      end_work (self, CHAT_HIGHLIGHT_DONE);
      return;
    }

  g_string_truncate (self->text, 0);
  self->used = 0;
  chat_highlighter_remove (self->highlighter, self);
}

void
chat_highlight_step (ChatHighlight *self)
{
  gint64 start = g_get_monotonic_time ();
  const char *text = self->text->str + self->used;
  gsize length = measure_step (self);

  if (length == 0)
    {
      chat_highlight_give_up (self);
      return;
    }

  if (self->buffer != NULL && self->line_bytes == 0 && may_begin_part (self, *text))
    begin_part (self);
  if (self->buffer == NULL)
    self->buffer = chat_highlighter_new_buffer (self->highlighter, self->id);
  highlight (self, text, length);
  follow_lines (self, text, length);
  measure_cost (self, length, g_get_monotonic_time () - start);

  self->used += length;
  if (self->used == self->text->len)
    rest (self);
}

void
chat_highlight_append (ChatHighlight *self,
                       const char    *text,
                       gsize          length)
{
  if (self->state != CHAT_HIGHLIGHT_OPEN || length == 0)
    return;

  g_string_append_len (self->text, text, (gssize) length);
  chat_highlighter_add (self->highlighter, self);
}

static void
forget_line (ChatHighlight *self)
{
  GtkTextIter start;
  GtkTextIter end;

  if (self->buffer == NULL || self->line_bytes == 0)
    return;

  gtk_text_buffer_get_iter_at_offset (GTK_TEXT_BUFFER (self->buffer), &start, self->line_start);
  gtk_text_buffer_get_end_iter (GTK_TEXT_BUFFER (self->buffer), &end);
  gtk_text_buffer_delete (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  self->line_bytes = 0;
}

void
chat_highlight_rewind (ChatHighlight *self)
{
  const char *waiting = self->text->str + self->used;
  const char *newline = g_strrstr_len (waiting, (gssize) (self->text->len - self->used), "\n");

  if (self->state != CHAT_HIGHLIGHT_OPEN)
    return;

  if (newline != NULL)
    {
      g_string_truncate (self->text, (gsize) (newline + 1 - self->text->str));
      return;
    }

  forget_line (self);
  rest (self);
}

void
chat_highlight_catch_up (ChatHighlight *self)
{
  gint64 deadline = g_get_monotonic_time () + LIVE_US;

  if (!has_work (self) ||
      chat_highlighter_look_up (self->highlighter, self->id) != CHAT_LANGUAGE_READY)
    return;

  while (g_get_monotonic_time () < deadline &&
         chat_highlight_get_due (self) <= g_get_monotonic_time ())
    chat_highlight_step (self);
}

void
chat_highlight_finish (ChatHighlight *self)
{
  if (self->state != CHAT_HIGHLIGHT_OPEN)
    return;

  self->state = CHAT_HIGHLIGHT_FINISHED;
  if (!has_work (self))
    end_work (self, CHAT_HIGHLIGHT_DONE);
  else
    chat_highlighter_add (self->highlighter, self);
}

gboolean
chat_highlight_is_finished (ChatHighlight *self)
{
  return self->state == CHAT_HIGHLIGHT_FINISHED || self->state == CHAT_HIGHLIGHT_DONE;
}
