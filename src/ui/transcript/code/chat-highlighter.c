/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Highlights code off screen: which block is next, and when.
 */

#include "chat-highlighter-private.h"

#include "chat-code-classes.h"

/* One slice of idle time: with what a frame has to do, it still ends in time. */
#define SLICE_US      4000
/* After so many slices a long block lets those go first that have come into sight. */
#define MAX_SLICES    16
#define US_PER_MS     1000
/* Between two languages that are prepared, and after the last work before it goes on. */
#define QUIET_MS      500
/* Nothing moves when nothing was drawn for so long; a cursor that blinks leaves half a second. */
#define STILL_MS      200

ChatHighlighter *
chat_highlighter_new (void)
{
  ChatHighlighter *self = g_new0 (ChatHighlighter, 1);

  self->pins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->waiting = g_ptr_array_new ();
  g_queue_init (&self->to_prepare);
  g_queue_init (&self->spent);
  g_queue_init (&self->spare);

  return self;
}

static void
unpin (ChatHighlighter *self)
{
  GHashTableIter iter;
  gpointer pin;

  g_hash_table_iter_init (&iter, self->pins);
  while (g_hash_table_iter_next (&iter, NULL, &pin))
    g_clear_object ((GObject **) &pin);
  g_clear_pointer (&self->pins, g_hash_table_unref);
}

void
chat_highlighter_free (ChatHighlighter *self)
{
  if (self == NULL)
    return;

  g_assert (self->waiting->len == 0);
  g_clear_handle_id (&self->work, g_source_remove);
  g_clear_handle_id (&self->prepare, g_source_remove);
  g_queue_clear_full (&self->to_prepare, g_free);
  g_queue_clear_full (&self->spent, g_object_unref);
  g_queue_clear_full (&self->spare, g_object_unref);
  g_ptr_array_unref (self->waiting);
  unpin (self);
  g_clear_object (&self->classes);
  g_free (self);
}

static GtkSourceLanguage *
find_language (const char *id)
{
  return gtk_source_language_manager_get_language (gtk_source_language_manager_get_default (), id);
}

ChatLanguageState
chat_highlighter_look_up (ChatHighlighter *self,
                          const char      *id)
{
  gpointer pin;

  if (g_hash_table_lookup_extended (self->pins, id, NULL, &pin))
    return pin != NULL ? CHAT_LANGUAGE_READY : CHAT_LANGUAGE_UNKNOWN;

  return CHAT_LANGUAGE_TO_LOAD;
}

static GtkSourceBuffer *
make_buffer (void)
{
  GtkSourceBuffer *buffer = gtk_source_buffer_new (NULL);

  gtk_text_buffer_set_enable_undo (GTK_TEXT_BUFFER (buffer), FALSE);
  gtk_source_buffer_set_highlight_matching_brackets (buffer, FALSE);
  gtk_source_buffer_set_implicit_trailing_newline (buffer, FALSE);

  return buffer;
}

/* GtkSourceView names each buffer that is made by its address, in a quark, and those never go. */
GtkSourceBuffer *
chat_highlighter_new_buffer (ChatHighlighter *self,
                             const char      *id)
{
  GtkSourceBuffer *buffer = self->spare.length > 0 ? g_queue_pop_head (&self->spare)
                                                   : make_buffer ();

  gtk_source_buffer_set_style_scheme (buffer, self->classes);
  gtk_source_buffer_set_language (buffer, find_language (id));

  return buffer;
}

/* What a language has been parsed to goes with its last buffer. */
static void
load_language (ChatHighlighter *self,
               const char      *id)
{
  GtkSourceBuffer *pin = NULL;

  if (self->classes == NULL)
    self->classes = chat_code_classes_load ();
  if (self->classes != NULL && find_language (id) != NULL)
    pin = chat_highlighter_new_buffer (self, id);
  g_hash_table_insert (self->pins, g_strdup (id), pin);
}

/* One that is seen, else the latest. */
static ChatHighlight *
find_next (ChatHighlighter *self,
           gint64           now,
           gint64          *next)
{
  ChatHighlight *best = NULL;

  /* The latest are nearest to the end, where most people read. */
  for (guint i = self->waiting->len; i > 0; i--)
    {
      ChatHighlight *highlight = g_ptr_array_index (self->waiting, i - 1);
      gint64 due = chat_highlight_get_due (highlight);

      *next = MIN (*next, due);
      if (due > now)
        continue;
      if (chat_highlight_is_visible (highlight))
        return highlight;
      if (best == NULL)
        best = highlight;
    }

  return best;
}

/* NULL: nothing is to be done before @next. */
static ChatHighlight *
choose (ChatHighlighter *self,
        gint64          *next)
{
  gint64 now = g_get_monotonic_time ();

  *next = G_MAXINT64;
  if (self->current == NULL || self->n_slices >= MAX_SLICES ||
      chat_highlight_get_due (self->current) > now)
    {
      self->current = find_next (self, now, next);
      self->n_slices = 0;
    }

  return self->current;
}

/* Loading fills a slice by itself. FALSE: the slice is over. */
static gboolean
work_on (ChatHighlighter *self,
         ChatHighlight   *highlight)
{
  const char *id = chat_highlight_get_id (highlight);

  switch (chat_highlighter_look_up (self, id))
    {
    case CHAT_LANGUAGE_TO_LOAD:
      load_language (self, id);
      return FALSE;
    case CHAT_LANGUAGE_UNKNOWN:
      chat_highlight_give_up (highlight);
      return TRUE;
    case CHAT_LANGUAGE_READY:
    default:
      chat_highlight_step (highlight);
      return TRUE;
    }
}

static gboolean
prepare_cb (gpointer user_data)
{
  ChatHighlighter *self = user_data;
  gint64 now = g_get_monotonic_time ();
  g_autofree char *id = NULL;

  if (now - self->busy_at < QUIET_MS * US_PER_MS || now - self->drawn_at < STILL_MS * US_PER_MS)
    return G_SOURCE_CONTINUE;

  id = g_queue_pop_head (&self->to_prepare);
  if (chat_highlighter_look_up (self, id) == CHAT_LANGUAGE_TO_LOAD)
    load_language (self, id);
  if (self->to_prepare.length > 0)
    return G_SOURCE_CONTINUE;

  self->prepare = 0;
  return G_SOURCE_REMOVE;
}

/* Empty, what the language keeps of it goes in half the time. */
static void
recycle_spent (ChatHighlighter *self)
{
  GtkSourceBuffer *buffer = g_queue_pop_head (&self->spent);

  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (buffer), "", 0);
  gtk_source_buffer_set_language (buffer, NULL);
  g_queue_push_tail (&self->spare, buffer);
}

static void plan_work (ChatHighlighter *self,
                       gint64           due);

static gboolean
work_cb (gpointer user_data)
{
  ChatHighlighter *self = user_data;
  gint64 deadline = g_get_monotonic_time () + SLICE_US;
  gint64 next = 0;
  ChatHighlight *highlight = NULL;

  self->work = 0;
  self->n_slices++;
  while (g_get_monotonic_time () < deadline && (highlight = choose (self, &next)) != NULL)
    {
      if (!work_on (self, highlight))
        break;
    }
  if (highlight == NULL && self->spent.length > 0)
    recycle_spent (self);
  plan_work (self, highlight != NULL || self->spent.length > 0 ? 0 : next);

  return G_SOURCE_REMOVE;
}

/* The next slice, or the end of a rest. Below all drawing, and below what lays out text. */
static void
plan_work (ChatHighlighter *self,
           gint64           due)
{
  gint64 now = g_get_monotonic_time ();

  g_clear_handle_id (&self->work, g_source_remove);
  if (self->waiting->len > 0 && due > now)
    self->work = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE,
                                     (guint) ((due - now) / US_PER_MS + 1), work_cb, self, NULL);
  else if (self->waiting->len > 0)
    self->work = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, work_cb, self, NULL);
  else if (self->spent.length > 0)
    self->work = g_idle_add_full (G_PRIORITY_LOW, work_cb, self, NULL);
}

void
chat_highlighter_discard (ChatHighlighter *self,
                          GtkSourceBuffer *buffer)
{
  g_queue_push_tail (&self->spent, buffer);
  if (self->work == 0)
    plan_work (self, 0);
}

void
chat_highlighter_add (ChatHighlighter *self,
                      ChatHighlight   *highlight)
{
  self->busy_at = g_get_monotonic_time ();
  if (!g_ptr_array_find (self->waiting, highlight, NULL))
    g_ptr_array_add (self->waiting, highlight);

  plan_work (self, 0);
}

void
chat_highlighter_remove (ChatHighlighter *self,
                         ChatHighlight   *highlight)
{
  g_ptr_array_remove (self->waiting, highlight);
  if (self->current == highlight)
    self->current = NULL;
}

void
chat_highlighter_prepare (ChatHighlighter    *self,
                          const char * const *ids)
{
  for (; *ids != NULL; ids++)
    {
      if (chat_highlighter_look_up (self, *ids) == CHAT_LANGUAGE_TO_LOAD)
        g_queue_push_tail (&self->to_prepare, g_strdup (*ids));
    }

  if (self->prepare == 0 && self->to_prepare.length > 0)
    self->prepare = g_timeout_add_full (G_PRIORITY_LOW, QUIET_MS, prepare_cb, self, NULL);
}

void
chat_highlighter_note_frame (ChatHighlighter *self)
{
  self->drawn_at = g_get_monotonic_time ();
}

gboolean
chat_highlighter_is_idle (ChatHighlighter *self)
{
  return self->waiting->len == 0;
}
