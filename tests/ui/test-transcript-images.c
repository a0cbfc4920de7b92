/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures of the transcript: drawn when they are in view, shown in full by key and by pointer.
 */

#include "chat-image-window.h"
#include "transcript-support.h"

#include <string.h>

/* A block of colour as PNG in base64. */
static char *
new_picture (int width,
             int height)
{
  g_autoptr(GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autofree char *bytes = NULL;
  gsize length;

  gdk_pixbuf_fill (pixbuf, 0x10c020ff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &bytes, &length, "png", NULL, NULL));
  return g_base64_encode ((const guchar *) bytes, length);
}

static void
say_with_picture (Talk       *talk,
                  const char *data)
{
  g_autoptr(ChatMessage) message = chat_message_new_user ("Look at this.");
  g_autofree char *start = g_strdup_printf ("{\"type\":\"image\",\"title\":\"lake\",\"source\":{"
                                            "\"type\":\"base64\",\"media_type\":\"image/png\","
                                            "\"data\":\"%s\"}}", data);
  ChatContentBlock *block = chat_content_block_new (start, strlen (start), 0);

  chat_content_block_close (block);
  chat_message_add_block (message, block);
  chat_conversation_append (talk->conversation, message);
}

static void
open_with_picture (Talk *talk)
{
  g_autofree char *data = new_picture (1200, 800);

  talk_open (talk, 700, 600);
  say_with_picture (talk, data);
  talk_frame (talk);
}

static GtkWindow *
find_image_window (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (CHAT_IS_IMAGE_WINDOW (l->data))
        return l->data;
    }

  return NULL;
}

/* How green the middle of the picture is, 0 to 255. */
static int
get_green (Talk *talk)
{
  g_autoptr(GdkTexture) texture = talk_render (talk);
  int width = gdk_texture_get_width (texture);
  int height = gdk_texture_get_height (texture);
  g_autofree guchar *pixels = g_malloc ((gsize) width * (gsize) height * 4);
  const guchar *pixel;
  int y = talk_get_y (talk, "Picture") + 60;

  gdk_texture_download (texture, pixels, (gsize) width * 4);
  pixel = pixels + (y * width + 150) * 4;
  return pixel[1] - MAX (pixel[0], pixel[2]);
}

/* It says what it is, and no character stands in for it. */
static void
test_thumbnail (void)
{
  Talk talk;
  GtkTextBuffer *buffer;
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *slice = NULL;

  open_with_picture (&talk);
  buffer = gtk_text_view_get_buffer (talk.column);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  slice = gtk_text_iter_get_slice (&start, &end);
  g_assert_nonnull (strstr (slice, "Picture · lake · 1200 × 800"));
  g_assert_null (strstr (slice, "\ufffc"));
  test_wait_until (get_green (&talk) > 100);
  talk_close (&talk);
}

static void
open_by_key (Talk *talk)
{
  talk_put_caret (talk, "Picture");
  talk_press_opening (talk, "Return");
  test_wait_until (find_image_window () != NULL);
  test_wait_until (chat_image_window_is_ready (CHAT_IMAGE_WINDOW (find_image_window ())));
}

static void
test_window (void)
{
  Talk talk;
  GtkWidget *window;
  double fit;

  open_with_picture (&talk);
  open_by_key (&talk);
  window = GTK_WIDGET (find_image_window ());
  g_assert_nonnull (strstr (gtk_window_get_title (GTK_WINDOW (window)), "lake"));
  test_wait_until (chat_image_window_get_zoom (CHAT_IMAGE_WINDOW (window)) < 1);
  fit = chat_image_window_get_zoom (CHAT_IMAGE_WINDOW (window));

  gtk_widget_activate_action (window, "image.zoom-in", NULL);
  g_assert_cmpfloat (chat_image_window_get_zoom (CHAT_IMAGE_WINDOW (window)), >, fit * 1.2);
  gtk_widget_activate_action (window, "image.zoom-normal", NULL);
  g_assert_cmpfloat (chat_image_window_get_zoom (CHAT_IMAGE_WINDOW (window)), ==, 1);
  gtk_widget_activate_action (window, "image.zoom-out", NULL);
  g_assert_cmpfloat (chat_image_window_get_zoom (CHAT_IMAGE_WINDOW (window)), ==, 0.8);
  gtk_widget_activate_action (window, "image.zoom-fit", NULL);
  g_assert_cmpfloat_with_epsilon (chat_image_window_get_zoom (CHAT_IMAGE_WINDOW (window)), fit,
                                  0.05);
  g_assert_true (gtk_widget_activate_action (window, "image.copy", NULL));
  g_assert_true (gdk_content_formats_contain_gtype (
    gdk_clipboard_get_formats (gtk_widget_get_clipboard (window)), GDK_TYPE_TEXTURE));
  gtk_widget_activate_action (window, "window.close", NULL);
  test_wait_until (find_image_window () == NULL);
  talk_close (&talk);
}

static void
test_pointer (void)
{
  Talk talk;

  open_with_picture (&talk);
  talk_click_at (&talk, 150, talk_get_y (&talk, "Picture") + 60);
  test_wait_until (find_image_window () != NULL);
  gtk_window_destroy (find_image_window ());
  talk_close (&talk);
}

/* Damaged, of another kind, elsewhere: a line that says so, and nothing is fetched. */
static void
test_not_shown (void)
{
  Talk talk;
  g_autofree char *visible = NULL;
  ChatContentBlock *block;

  talk_open (&talk, 700, 600);
  say_with_picture (&talk, "PHN2Zy8+");
  talk_reply (&talk);
  block = talk_block (&talk, "{\"type\":\"image\",\"source\":{\"type\":\"url\","
                             "\"url\":\"https://example.org/a.png\"}}");
  talk_close_block (&talk, block);
  talk_end (&talk, CHAT_MESSAGE_COMPLETE);
  talk_frame (&talk);
  visible = talk_dup_visible (&talk);
  g_assert_nonnull (strstr (visible, "cannot be shown"));
  g_assert_nonnull (strstr (visible, "Picture · https://example.org/a.png"));
  talk_close (&talk);
}

/* Closed while threads are at it. */
static void
test_close_at_once (void)
{
  Talk talk;

  open_with_picture (&talk);
  talk_close (&talk);
}

int
main (int   argc,
      char *argv[])
{
  talk_init (&argc, &argv);

  g_test_add_func ("/transcript-images/thumbnail", test_thumbnail);
  g_test_add_func ("/transcript-images/window", test_window);
  g_test_add_func ("/transcript-images/pointer", test_pointer);
  g_test_add_func ("/transcript-images/not-shown", test_not_shown);
  g_test_add_func ("/transcript-images/close-at-once", test_close_at_once);

  return g_test_run ();
}
