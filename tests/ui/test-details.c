/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The details of a message in their window: by keys, copied, and without a key in them.
 */

#include "window-support.h"

#include "chat-details-window.h"
#include "hyphens.h"

#include <string.h>

#define SCRIPT "{\"replies\":[{\"text\":\"All good.\"}]}"
#define KEY    "sk-ant-test-0123456789abcdef"

static void
set_up (WindowFixture *self,
        gconstpointer  script)
{
  window_fixture_set_up (self, script);
  chat_profile_set_key (chat_engine_get_profile (self->engine), CHAT_AUTH_X_API_KEY, KEY);
}

static void
open_details (WindowFixture *self,
              guint          position)
{
  ChatMessage *message = chat_conversation_get_message (window_get_conversation (self), position);

  gtk_widget_activate_action (GTK_WIDGET (window_get_view (self)), "chat.details", "s",
                              chat_message_get_uid (message));
  test_wait_until (find_window (CHAT_TYPE_DETAILS_WINDOW) != NULL);
  settle ();
}

static char *
dup_shown (GtkWindow  *details,
           const char *page)
{
  GtkWidget *stack = find_widget (GTK_WIDGET (details), GTK_TYPE_STACK, NULL);
  GtkWidget *child = gtk_stack_get_child_by_name (GTK_STACK (stack), page);
  GtkWidget *view = find_widget (child, GTK_TYPE_TEXT_VIEW, NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  return text;
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

static char *
copy (GtkWindow  *details,
      const char *action)
{
  Clip clip = { NULL, FALSE };

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (details), action, NULL));
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (details)), NULL, clip_cb,
                                 &clip);
  test_wait_until (clip.done);
  return clip.text;
}

static gboolean
is_laid_out (GtkWindow *details)
{
  g_autofree char *request = dup_shown (details, "request");

  return *request != '\0';
}

static void
test_reply (WindowFixture *self,
            gconstpointer  script)
{
  GtkWindow *details;
  g_autofree char *request = NULL;
  g_autofree char *stream = NULL;
  g_autofree char *json = NULL;
  g_autofree char *curl = NULL;
  g_autofree char *events = NULL;

  window_converse (self, "The key is " KEY);
  open_details (self, 1);
  details = find_window (CHAT_TYPE_DETAILS_WINDOW);
  test_wait_until (is_laid_out (details));
  request = dup_shown (details, "request");
  stream = dup_shown (details, "stream");
  json = copy (details, "details.copy-json");
  curl = copy (details, "details.copy-curl");
  events = copy (details, "details.copy-stream");

  g_assert_nonnull (strstr (request, "POST http://127.0.0.1:"));
  g_assert_nonnull (strstr (request, "x-api-key: [removed]"));
  g_assert_nonnull (strstr (request, "\"text\": \"The key is [removed]\""));
  g_assert_true (g_str_has_prefix (json, "{\n  \"model\""));
  g_assert_nonnull (strstr (curl, "$ANTHROPIC_API_KEY"));
  g_assert_nonnull (strstr (events, "event: message_stop"));
  g_assert_cmpstr (stream, ==, events);
  g_assert_null (strstr (request, KEY));
  g_assert_null (strstr (json, KEY));
  g_assert_null (strstr (curl, KEY));
  g_assert_null (strstr (events, KEY));

  press_key (details, "Escape");
  test_wait_until (find_window (CHAT_TYPE_DETAILS_WINDOW) == NULL);
}

/* Closed while a thread is still at it. */
static void
test_close_at_once (WindowFixture *self,
                    gconstpointer  script)
{
  window_converse (self, "Hello");
  open_details (self, 1);
  gtk_window_destroy (find_window (CHAT_TYPE_DETAILS_WINDOW));
  settle ();
  g_assert_null (find_window (CHAT_TYPE_DETAILS_WINDOW));
}

static void
test_prompt (WindowFixture *self,
             gconstpointer  script)
{
  GtkWidget *details;
  GtkWidget *switcher;

  window_converse (self, "Hello");
  open_details (self, 0);
  details = GTK_WIDGET (find_window (CHAT_TYPE_DETAILS_WINDOW));
  switcher = find_widget (details, GTK_TYPE_STACK_SWITCHER, NULL);
  g_assert_false (gtk_widget_get_visible (switcher));
  g_assert_nonnull (find_widget (details, GTK_TYPE_LIST_BOX, NULL));
  gtk_window_destroy (GTK_WINDOW (details));
}

/* An id that goes on in the next line is shown as it is. */
static void
test_long_id (WindowFixture *self,
              gconstpointer  script)
{
  GtkWidget *details;
  GtkWidget *value;

  window_converse (self, "Hello");
  open_details (self, 1);
  details = GTK_WIDGET (find_window (CHAT_TYPE_DETAILS_WINDOW));
  value = find_widget (details, GTK_TYPE_LABEL, "numeric");
  gtk_label_set_text (GTK_LABEL (value), "req_internationalisation");
  g_assert_cmpuint (hyphens_count (gtk_label_get_layout (GTK_LABEL (value))), ==, 0);
  gtk_window_destroy (GTK_WINDOW (details));
}

/* A value in several lines stays within its row. */
static void
test_long_value (WindowFixture *self,
                 gconstpointer  script)
{
  GtkWidget *details;
  GtkWidget *value;
  g_autofree char *lines = NULL;
  int height;
  int y;

  window_converse (self, "Hello");
  open_details (self, 1);
  details = GTK_WIDGET (find_window (CHAT_TYPE_DETAILS_WINDOW));
  value = find_widget (details, GTK_TYPE_LABEL, "numeric");
  lines = g_strdup_printf ("%1$s\n%1$s\n%1$s", gtk_label_get_text (GTK_LABEL (value)));
  gtk_label_set_text (GTK_LABEL (value), lines);
  wait_for_frames (details);
  gtk_label_get_layout_offsets (GTK_LABEL (value), NULL, &y);
  pango_layout_get_pixel_size (gtk_label_get_layout (GTK_LABEL (value)), NULL, &height);
  g_assert_cmpint (y, >=, 0);
  /* Its height is rounded, and so is where it begins. */
  g_assert_cmpint (y + height, <=, gtk_widget_get_height (value) + 1);
  gtk_window_destroy (GTK_WINDOW (details));
}

/* With the message cursor, a key opens them. */
static void
test_key (WindowFixture *self,
          gconstpointer  script)
{
  window_converse (self, "Hello");
  press_key (self->window, "<Alt>Up");
  press_key (self->window, "i");
  test_wait_until (find_window (CHAT_TYPE_DETAILS_WINDOW) != NULL);
  gtk_window_destroy (find_window (CHAT_TYPE_DETAILS_WINDOW));
}

int
main (int   argc,
      char *argv[])
{
  window_test_init (&argc, &argv);

  g_test_add ("/details/reply", WindowFixture, SCRIPT, set_up, test_reply,
              window_fixture_tear_down);
  g_test_add ("/details/close-at-once", WindowFixture, SCRIPT, set_up, test_close_at_once,
              window_fixture_tear_down);
  g_test_add ("/details/prompt", WindowFixture, SCRIPT, set_up, test_prompt,
              window_fixture_tear_down);
  g_test_add ("/details/long-id", WindowFixture, SCRIPT, set_up, test_long_id,
              window_fixture_tear_down);
  g_test_add ("/details/long-value", WindowFixture, SCRIPT, set_up, test_long_value,
              window_fixture_tear_down);
  g_test_add ("/details/key", WindowFixture, SCRIPT, set_up, test_key,
              window_fixture_tear_down);

  return g_test_run ();
}
