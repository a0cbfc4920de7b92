/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of the transcript share.
 */

#include "transcript-support.h"

#include "chat-column.h"
#include "toolkit-faults.h"

#include <adwaita.h>
#include <gdk/x11/gdkx.h>
#include <string.h>

void
talk_init (int    *argc,
           char ***argv)
{
  toolkit_faults_init_test (argc, argv);
  adw_init ();
  /* On a busy machine a key may be down for long enough to be repeated. */
  XAutoRepeatOff (gdk_x11_display_get_xdisplay (gdk_display_get_default ()));
  /* Nothing here waits for a movement to end. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

static GtkWidget *
find_type (GtkWidget *widget,
           GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

void
talk_open (Talk *self,
           int   width,
           int   height)
{
  GtkWidget *scrolled;

  memset (self, 0, sizeof *self);
  self->conversation = chat_conversation_new ();
  self->transcript = CHAT_TRANSCRIPT (chat_transcript_new ());
  chat_transcript_set_conversation (self->transcript, self->conversation);

  self->window = adw_window_new ();
  gtk_widget_add_css_class (self->window, "chat");
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  adw_window_set_content (ADW_WINDOW (self->window), GTK_WIDGET (self->transcript));
  gtk_window_present (GTK_WINDOW (self->window));

  scrolled = find_type (GTK_WIDGET (self->transcript), GTK_TYPE_SCROLLED_WINDOW);
  self->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  self->column = GTK_TEXT_VIEW (find_type (scrolled, GTK_TYPE_TEXT_VIEW));
  talk_frame (self);
}

void
talk_close (Talk *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_object (&self->turn);
  g_clear_object (&self->conversation);
}

ChatMessage *
talk_say (Talk       *self,
          const char *text)
{
  g_autoptr(ChatMessage) message = chat_message_new_user (text);

  chat_conversation_append (self->conversation, message);
  return message;
}

ChatMessage *
talk_reply (Talk *self)
{
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);

  chat_message_set_model (message, "claude-opus-5");
  chat_message_get_timings (message)->started_us = g_get_monotonic_time ();
  chat_conversation_append (self->conversation, message);
  self->reply = message;
  g_clear_object (&self->turn);
  self->turn = fake_turn_new (self->conversation, message);
  fake_turn_set_phase (self->turn, CHAT_TURN_STREAMING);
  chat_transcript_set_turn (self->transcript, self->turn);
  return message;
}

ChatContentBlock *
talk_block (Talk       *self,
            const char *start)
{
  ChatContentBlock *block = chat_content_block_new (start, strlen (start), 0);

  chat_message_add_block (self->reply, block);
  chat_message_changed (self->reply);
  return block;
}

ChatMessage *
talk_answer (Talk       *self,
             const char *text)
{
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);

  chat_message_set_model (message, "claude-opus-5");
  chat_message_add_block (message, chat_content_block_new_text (text));
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  chat_conversation_append (self->conversation, message);
  self->reply = message;
  return message;
}

void
talk_add (Talk             *self,
          ChatContentBlock *block,
          const char       *text)
{
  GString *out = block->kind == CHAT_BLOCK_TOOL_USE || block->kind == CHAT_BLOCK_SERVER_TOOL_USE
                 ? block->input_json : block->text;

  g_string_append (out, text);
  chat_message_changed (self->reply);
}

void
talk_close_block (Talk             *self,
                  ChatContentBlock *block)
{
  chat_content_block_close (block);
  chat_message_changed (self->reply);
}

void
talk_end (Talk             *self,
          ChatMessageState  state)
{
  guint n_blocks = chat_message_get_n_blocks (self->reply);

  for (guint i = 0; i < n_blocks; i++)
    {
      ChatContentBlock *block = chat_message_get_block (self->reply, i);

      if (block->state == CHAT_BLOCK_OPEN)
        block->state = CHAT_BLOCK_CUT;
    }
  chat_message_get_timings (self->reply)->ended_us = g_get_monotonic_time ();
  chat_message_set_state (self->reply, state);
  chat_message_changed (self->reply);
  fake_turn_set_phase (self->turn, CHAT_TURN_ENDED);
  chat_transcript_set_turn (self->transcript, NULL);
  g_clear_object (&self->turn);
}

static gboolean
passed_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       data)
{
  guint *n_left = data;

  return --*n_left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

void
talk_frame (Talk *self)
{
  /* One for what is due, one for what that asked for. */
  guint n_left = 3;

  gtk_widget_add_tick_callback (self->window, passed_cb, &n_left, NULL);
  test_wait_until (n_left == 0);
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
}

static char *
strip (char *text)
{
  const gunichar dropped[] = { 0x200e, 0x200f, 0x2068, 0x2069, 0x202f, 0x00a0 };
  g_autofree char *owned = text;
  GString *out = g_string_new (NULL);

  for (const char *p = owned; *p != '\0'; p = g_utf8_next_char (p))
    {
      gboolean drop = FALSE;

      for (gsize i = 0; i < G_N_ELEMENTS (dropped); i++)
        drop = drop || g_utf8_get_char (p) == dropped[i];
      if (!drop)
        g_string_append_unichar (out, g_utf8_get_char (p));
    }

  return g_string_free (out, FALSE);
}

static char *
dup_text (Talk     *self,
          gboolean  hidden)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->column);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return strip (gtk_text_buffer_get_text (buffer, &start, &end, hidden));
}

char *
talk_dup_text (Talk *self)
{
  return dup_text (self, TRUE);
}

char *
talk_dup_visible (Talk *self)
{
  return dup_text (self, FALSE);
}

void
talk_find (Talk        *self,
           const char  *text,
           GtkTextIter *start,
           GtkTextIter *end)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->column);
  GtkTextIter from;

  gtk_text_buffer_get_start_iter (buffer, &from);
  if (!gtk_text_iter_forward_search (&from, text, 0, start, end, NULL))
    g_error ("\"%s\" is not on the page", text);
}

void
talk_wait_for_colors (Talk *self)
{
  ChatHighlighter *highlighter = chat_column_get_highlighter (CHAT_COLUMN (self->column));

  talk_frame (self);
  test_wait_until (chat_highlighter_is_idle (highlighter));
}

char
talk_get_look_at (Talk              *self,
                  const GtkTextIter *at)
{
  ChatCodeTags *tags = chat_tags_get_code (chat_column_get_tags (CHAT_COLUMN (self->column)));
  char letter = '.';

  for (int i = CHAT_CODE_PLAIN + 1; i < CHAT_N_CODE_STYLES; i++)
    {
      if (gtk_text_iter_has_tag (at, chat_code_tags_get (tags, (ChatCodeStyle) i)))
        {
          g_assert_cmpint (letter, ==, '.');
          letter = (char) ('a' + i - 1);
        }
    }

  return letter;
}

char
talk_get_look (Talk       *self,
               const char *text)
{
  GtkTextIter start;
  GtkTextIter end;

  talk_find (self, text, &start, &end);
  return talk_get_look_at (self, &start);
}

void
talk_put_caret (Talk       *self,
                const char *text)
{
  GtkTextIter start;
  GtkTextIter end;

  talk_find (self, text, &start, &end);
  gtk_text_buffer_place_cursor (gtk_text_view_get_buffer (self->column), &start);
}

typedef struct
{
  char     *text;
  gboolean  done;
} Clip;

static void
clip_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Clip *clip = user_data;

  clip->text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  clip->done = TRUE;
}

char *
talk_copy (Talk              *self,
           const GtkTextIter *start,
           const char        *last)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->column);
  Clip clip = { NULL, FALSE };
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  if (last != NULL)
    {
      GtkTextIter found;

      g_assert_true (gtk_text_iter_forward_search (start, last, 0, &found, &end, NULL));
    }

  gtk_text_buffer_select_range (buffer, start, &end);
  g_signal_emit_by_name (self->column, "copy-clipboard");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self->column)), NULL,
                                 clip_cb, &clip);
  test_wait_until (clip.done);

  return clip.text;
}

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }

  return NULL;
}

GtkWidget *
talk_find_button (Talk       *self,
                  const char *label)
{
  GtkWidget *button = find_button (GTK_WIDGET (self->column), label);

  g_assert_nonnull (button);
  return button;
}

int
talk_get_y (Talk       *self,
            const char *text)
{
  GtkTextIter start;
  GtkTextIter end;
  GdkRectangle visible;
  int y;

  talk_find (self, text, &start, &end);
  gtk_text_view_get_line_yrange (self->column, &start, &y, NULL);
  gtk_text_view_get_visible_rect (self->column, &visible);
  return y - visible.y;
}

int
talk_measure_line (Talk       *self,
                   const char *text)
{
  GtkTextIter start;
  GtkTextIter end;
  int height;

  talk_find (self, text, &start, &end);
  gtk_text_view_get_line_yrange (self->column, &start, NULL, &height);
  return height;
}

gboolean
talk_is_pinned (Talk *self)
{
  gboolean pinned;

  g_object_get (self->transcript, "pinned", &pinned, NULL);
  return pinned;
}

double
talk_get_end (Talk *self)
{
  return gtk_adjustment_get_upper (self->adjustment) -
         gtk_adjustment_get_page_size (self->adjustment);
}

GdkTexture *
talk_render (Talk *self)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (self->window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (self->window));
  GdkTexture *texture;
  GskRenderNode *node;

  talk_wait_for_colors (self);
  talk_frame (self);
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (self->window),
                          gtk_widget_get_height (self->window));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (renderer, node, NULL);
  gsk_render_node_unref (node);
  return texture;
}

void
talk_save (Talk       *self,
           const char *path)
{
  g_autoptr(GdkTexture) texture = talk_render (self);

  g_assert_true (gdk_texture_save_to_png (texture, path));
}

typedef struct
{
  char     *text;
  gboolean  done;
} Reading;

static void
spliced_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Reading *reading = user_data;
  GOutputStream *out = G_OUTPUT_STREAM (source);

  g_assert_cmpint (g_output_stream_splice_finish (out, result, NULL), >=, 0);
  g_output_stream_write_all (out, "", 1, NULL, NULL, NULL);
  g_output_stream_close (out, NULL, NULL);
  reading->text = g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (out));
  reading->done = TRUE;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Reading *reading = user_data;
  const char *mime_type = NULL;
  g_autoptr(GInputStream) stream =
    gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, &mime_type, NULL);
  g_autoptr(GOutputStream) out = g_memory_output_stream_new_resizable ();

  if (stream == NULL)
    {
      reading->done = TRUE;
      return;
    }
  g_output_stream_splice_async (out, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE, 0, NULL,
                                spliced_cb, reading);
}

char *
talk_read_clipboard (GdkClipboard *clipboard,
                     const char   *mime_type)
{
  const char *types[] = { mime_type, NULL };
  Reading reading = { NULL, FALSE };

  gdk_clipboard_read_async (clipboard, types, 0, NULL, read_cb, &reading);
  test_wait_until (reading.done);
  return reading.text;
}
