/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Attachments in the composer: chips, what is sent of them, what is kept of them.
 */

#include "attachments-support.h"
#include "chat-attachment-chip.h"
#include "chat-draft.h"
#include "chat-history-attachments.h"
#include "chat-history-texts.h"
#include "chat-image-fit.h"
#include "chat-meter.h"

#include <string.h>

/* In the order in which they were given, before the text. */
static void
test_send (WindowFixture *self,
           gconstpointer  script)
{
  attachments_begin (self, "notes.txt");
  attachments_begin (self, "square.png");
  attachments_add (self, "page.pdf");
  attachments_assert (self, "notes.txt:ready square.png:ready page.pdf:ready");
  window_write (self, "look");
  window_activate (self, "chat.send");
  window_wait_idle (self);

  attachments_assert_sent (self, 0, "document,image,document,text");
  attachments_assert (self, "");
  g_assert_nonnull (strstr (chat_demo_server_get_body (self->server, 0),
                            "\"title\":\"notes.txt\",\"source\":{\"type\":\"text\","
                            "\"media_type\":\"text/plain\",\"data\":\"Gr"));
}


/* The conversation is then called by the first of them. */
static void
test_alone (WindowFixture *self,
            gconstpointer  script)
{
  g_assert_false (window_is_enabled (self, "chat.send"));
  attachments_add (self, "page.pdf");
  g_assert_true (window_is_enabled (self, "chat.send"));
  window_activate (self, "chat.send");
  window_wait_idle (self);

  attachments_assert_sent (self, 0, "document");
  g_assert_cmpstr (chat_conversation_get_title (window_get_conversation (self)), ==, "page.pdf");
}


/* Enter, while it is being read, counts. */
static void
test_send_while_reading (WindowFixture *self,
                         gconstpointer  script)
{
  window_write (self, "look");
  attachments_begin (self, "square.png");
  g_assert_true (chat_attachment_row_is_reading (attachments_get_row (self)));
  window_activate (self, "chat.send");
  test_wait_until (chat_demo_server_get_n_requests (self->server) == 1);
  window_wait_idle (self);
  attachments_assert_sent (self, 0, "image,text");
}


/* Escape stops what is on its way at every stage, and this is the first. */
static void
test_stop_while_reading (WindowFixture *self,
                         gconstpointer  script)
{
  g_autofree char *text = NULL;

  window_write (self, "look");
  attachments_begin (self, "square.png");
  g_assert_true (chat_attachment_row_is_reading (attachments_get_row (self)));
  window_activate (self, "chat.send");
  window_activate (self, "chat.escape");
  test_wait_until (!chat_attachment_row_is_reading (attachments_get_row (self)));
  settle ();
  g_assert_cmpuint (chat_conversation_get_n_messages (window_get_conversation (self)), ==, 0);
  attachments_assert (self, "square.png:ready");
  text = chat_composer_dup_text (attachments_get_composer (self));
  g_assert_cmpstr (text, ==, "look");
}


/* The meter counts what is attached before it is sent. */
static void
test_metered (WindowFixture *self,
              gconstpointer  script)
{
  ChatMeter *meter = chat_composer_get_meter (attachments_get_composer (self));
  GListModel *items = chat_attachment_row_get_items (attachments_get_row (self));
  g_autoptr(ChatAttachmentItem) item = NULL;
  double before;

  chat_profile_set_model (chat_engine_get_profile (self->engine), "claude-opus-5");
  chat_meter_look_again (meter);
  before = chat_meter_get_fill (meter);
  attachments_add (self, "square.png");
  g_assert_cmpfloat_with_epsilon (chat_meter_get_fill (meter) - before, 1568.0 / 1000000, 1e-9);
  item = g_list_model_get_item (items, 0);
  chat_attachment_row_remove (attachments_get_row (self), item);
  g_assert_cmpfloat (chat_meter_get_fill (meter), ==, before);
}


static void
test_failed (WindowFixture *self,
             gconstpointer  script)
{
  static const char * const names[] = { "latin1.txt", "noise.bin", "broken.png", "missing.txt" };
  GListModel *items = chat_attachment_row_get_items (attachments_get_row (self));

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(ChatAttachmentItem) item = NULL;

      attachments_add (self, names[i]);
      item = g_list_model_get_item (items, i);
      g_assert_cmpint (chat_attachment_item_get_state (item), ==, CHAT_ATTACHMENT_FAILED);
      g_assert_nonnull (strstr (chat_attachment_item_get_problem (item), names[i]));
    }
  g_assert_false (window_is_enabled (self, "chat.send"));

  /* what can be sent is */
  attachments_add (self, "square.png");
  window_activate (self, "chat.send");
  window_wait_idle (self);
  attachments_assert_sent (self, 0, "image");
  attachments_assert (self, "");
}


/* A message of which a part could not be read waits for another word. */
static void
test_failed_while_sending (WindowFixture *self,
                           gconstpointer  script)
{
  window_write (self, "look");
  attachments_begin (self, "broken.png");
  window_activate (self, "chat.send");
  test_wait_until (!chat_attachment_row_is_reading (attachments_get_row (self)));
  settle ();
  g_assert_cmpuint (chat_demo_server_get_n_requests (self->server), ==, 0);
  attachments_assert (self, "broken.png:failed");
}


static GtkWidget *
find_chip (WindowFixture *self)
{
  return find_widget (GTK_WIDGET (attachments_get_row (self)), CHAT_TYPE_ATTACHMENT_CHIP, NULL);
}


static void
test_remove (WindowFixture *self,
             gconstpointer  script)
{
  GtkWidget *prompt = gtk_window_get_focus (self->window);

  attachments_add (self, "notes.txt");
  attachments_add (self, "page.pdf");
  attachments_add (self, "square.png");
  settle ();
  press_key (self->window, "<Shift>Tab");
  g_assert_true (CHAT_IS_ATTACHMENT_CHIP (gtk_window_get_focus (self->window))
                 || gtk_widget_get_ancestor (gtk_window_get_focus (self->window),
                                             CHAT_TYPE_ATTACHMENT_CHIP) != NULL);

  gtk_widget_grab_focus (find_chip (self));
  press_key (self->window, "Delete");
  attachments_assert (self, "page.pdf:ready square.png:ready");
  g_assert_true (gtk_window_get_focus (self->window) == find_chip (self));
  press_key (self->window, "BackSpace");
  attachments_assert (self, "square.png:ready");
  g_signal_emit_by_name (find_widget (find_chip (self), GTK_TYPE_BUTTON, NULL), "clicked");
  attachments_assert (self, "");
  g_assert_true (gtk_window_get_focus (self->window) == prompt);
}


static void
test_names (WindowFixture *self,
            gconstpointer  script)
{
  GtkWidget *chip;

  attachments_add (self, "notes.txt");
  chip = find_chip (self);
  gtk_test_accessible_assert_property (chip, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "notes.txt, 40 bytes");
  gtk_test_accessible_assert_property (find_widget (chip, GTK_TYPE_BUTTON, NULL),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Remove “notes.txt”");
}


/* The chips of an earlier message can be taken away; what was attached before comes back. */
static void
test_edit (WindowFixture *self,
           gconstpointer  script)
{
  GListModel *items;
  g_autoptr(ChatAttachmentItem) picture = NULL;

  attachments_add (self, "square.png");
  attachments_add (self, "notes.txt");
  window_converse (self, "look");
  attachments_add (self, "page.pdf");

  window_activate (self, "chat.edit-last");
  test_wait_until (!chat_attachment_row_is_reading (attachments_get_row (self)));
  attachments_assert (self, "Picture:ready notes.txt:ready");
  items = chat_attachment_row_get_items (attachments_get_row (self));
  picture = g_list_model_get_item (items, 0);
  g_assert_nonnull (chat_attachment_item_get_thumbnail (picture));
  chat_attachment_row_remove (attachments_get_row (self), picture);
  window_activate (self, "chat.send");
  window_wait_idle (self);
  attachments_assert_sent (self, 1, "document,text");
  attachments_assert (self, "page.pdf:ready");

  window_activate (self, "chat.edit-last");
  press_key (self->window, "Escape");
  attachments_assert (self, "page.pdf:ready");
}


static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}


/* What another program finds on the disk, without anything being saved first; NULL if nothing. */
static ChatDraft *
read_disk (ChatHistory *history)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *written = NULL;

  chat_history_load_draft_async (history, NULL, result_cb, &result);
  test_wait_until (result != NULL);
  written = chat_history_load_draft_finish (history, result, NULL);

  return written != NULL ? chat_draft_read (written) : NULL;
}


static gboolean
has_files (guint n_files)
{
  g_autoptr(ChatEngine) other = chat_engine_new ();
  g_autoptr(ChatDraft) draft = NULL;

  chat_engine_open_history (other, NULL);
  draft = read_disk (chat_engine_get_history (other));

  return draft != NULL && draft->files->len == n_files;
}


static GBytes *
load_first (void)
{
  g_autoptr(ChatEngine) other = chat_engine_new ();
  g_autoptr(ChatDraft) draft = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  const ChatDraftFile *file;

  chat_engine_open_history (other, NULL);
  draft = read_disk (chat_engine_get_history (other));
  file = g_ptr_array_index (draft->files, 0);
  chat_history_load_attachment_async (chat_engine_get_history (other), file->digest, result_cb,
                                      &result);
  test_wait_until (result != NULL);

  return chat_history_load_attachment_finish (chat_engine_get_history (other), result, NULL);
}


/* Also when its view has gone meanwhile, and what can be undone is kept. */
static void
test_revisit (WindowFixture *self,
              gconstpointer  script)
{
  g_autofree char *prompt = NULL;

  window_converse (self, "one");
  attachments_add (self, "page.pdf");
  window_write (self, "look");
  for (guint i = 0; i < 8; i++)
    {
      window_activate (self, "win.new-conversation");
      window_converse (self, "other");
    }
  attachments_assert (self, "");

  press_key (self->window, "<Alt>9");
  test_wait_until (!chat_attachment_row_is_blank (attachments_get_row (self)) &&
                   !chat_attachment_row_is_reading (attachments_get_row (self)));
  attachments_assert (self, "page.pdf:ready");
  prompt = window_dup_prompt (self);
  g_assert_cmpstr (prompt, ==, "look");
}


/* As a program that was killed left it. */
static void
test_draft (WindowFixture *self,
            gconstpointer  script)
{
  g_autoptr(GBytes) kept = NULL;
  gsize length;
  g_autofree char *page = test_load_fixture ("attachments/page.pdf", &length);
  g_autoptr(GBytes) expected = g_bytes_new (page, length);

  attachments_add (self, "page.pdf");
  attachments_add (self, "square.png");
  window_write (self, "look");
  test_wait_until (has_files (2));
  kept = load_first ();
  g_assert_true (g_bytes_equal (kept, expected));

  /* a window that comes later shows them again */
  gtk_window_destroy (self->window);
  test_wait_until (self->window == NULL);
  g_application_activate (G_APPLICATION (self->application));
  self->window = gtk_application_get_active_window (GTK_APPLICATION (self->application));
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  test_wait_until (!chat_composer_is_blank (attachments_get_composer (self)));
  test_wait_until (!chat_attachment_row_is_reading (attachments_get_row (self)));
  attachments_assert (self, "page.pdf:ready square.png:ready");

  /* and they are gone once they are sent */
  test_wait_until (gtk_window_is_active (self->window));
  window_activate (self, "chat.send");
  window_wait_idle (self);
  attachments_assert_sent (self, 0, "document,image,text");
  attachments_assert (self, "");
}


static void
test_chooser (WindowFixture *self,
              gconstpointer  script)
{
  GListModel *toplevels = gtk_window_get_toplevels ();
  guint n_toplevels = g_list_model_get_n_items (toplevels);
  g_autoptr(GtkWindow) dialog = NULL;

  window_write (self, "stays");
  press_key (self->window, "<Control>u");
  test_wait_until (g_list_model_get_n_items (toplevels) == n_toplevels + 1);
  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (GTK_IS_DIALOG (window))
        g_set_object (&dialog, window);
    }
  g_assert_nonnull (dialog);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  test_wait_until (!gtk_widget_get_visible (GTK_WIDGET (dialog)));
  test_wait_until (gtk_window_is_active (self->window));
  attachments_assert_prompt (self, "stays");
}


static void
assert_fit (const char *name,
            int         width,
            int         height,
            gboolean    same)
{
  g_autofree char *path = g_strconcat ("attachments/", name, NULL);
  gsize length;
  g_autofree char *data = test_load_fixture (path, &length);
  g_autoptr(GBytes) bytes = g_bytes_new (data, length);
  g_autoptr(GdkTexture) thumbnail = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) fitting = chat_image_fit (bytes, name, &thumbnail, &error);
  g_autoptr(GdkTexture) texture = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (thumbnail);
  g_assert_cmpint (g_bytes_equal (bytes, fitting), ==, same);
  texture = gdk_texture_new_from_bytes (fitting, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, width);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, height);
}


/* What the decoder would show as a picture that is grey below. */
static void
assert_cut (const char *name)
{
  g_autofree char *path = g_strconcat ("attachments/", name, NULL);
  gsize length;
  g_autofree char *data = test_load_fixture (path, &length);
  g_autoptr(GBytes) bytes = g_bytes_new (data, length - 14);
  g_autoptr(GdkTexture) thumbnail = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) fitting = chat_image_fit (bytes, name, &thumbnail, &error);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_null (fitting);
  g_assert_null (thumbnail);
}


static void
test_fit (void)
{
  assert_cut ("square.png");
  assert_cut ("turned.jpg");
  assert_fit ("square.png", 8, 8, TRUE);
  assert_fit ("wide.png", CHAT_IMAGE_FIT_SIDE, 21, FALSE);
  assert_fit ("turned.jpg", 4, 8, FALSE);
}


#define ADD(path, func) \
  g_test_add ("/attachments/" path, WindowFixture, ATTACHMENTS_SCRIPT, attachments_set_up, func, \
              attachments_tear_down)

/* Who sends while a file is being read, and goes to another message before it is, does not send
 * that one. */
static void
test_edit_while_reading (WindowFixture *self,
                         gconstpointer  script)
{
  ChatConversation *conversation = window_get_conversation (self);
  g_autoptr(ChatAttachmentItem) slow = chat_attachment_item_new_kept ("slow.txt", NULL);
  g_autoptr(GBytes) bytes = g_bytes_new_static ("words", 5);

  window_converse (self, "hello");
  chat_attachment_row_append (attachments_get_row (self), slow);
  window_write (self, "with a file");
  window_activate (self, "chat.send");
  g_assert_cmpuint (chat_conversation_get_n_messages (conversation), ==, 2);
  gtk_widget_activate_action (GTK_WIDGET (window_get_view (self)), "chat.edit", "s",
                              chat_message_get_uid (chat_conversation_get_message (conversation,
                                                                                   0)));
  g_assert_true (chat_composer_is_editing (attachments_get_composer (self)));
  chat_attachment_item_read (slow, chat_attachment_source_new_bytes (bytes, "slow.txt"));
  test_wait_until (chat_attachment_item_get_state (slow) == CHAT_ATTACHMENT_READY);
  g_assert_cmpuint (chat_demo_server_get_n_requests (self->server), ==, 1);

  /* and what was to be sent is still there */
  press_key (self->window, "Escape");
  attachments_assert (self, "slow.txt:ready");
  window_activate (self, "chat.send");
  window_wait_idle (self);
  g_assert_cmpuint (chat_conversation_get_n_messages (conversation), ==, 4);
}


/* Who thinks better of an edit that waits is not taken at the first word. */
static void
test_cancel_while_reading (WindowFixture *self,
                           gconstpointer  script)
{
  g_autofree char *text = NULL;

  attachments_add (self, "square.png");
  window_converse (self, "look");
  window_write (self, "and then");
  window_activate (self, "chat.edit-last");
  g_assert_true (chat_attachment_row_is_reading (attachments_get_row (self)));
  window_activate (self, "chat.send");
  window_activate (self, "chat.escape");
  g_assert_false (chat_composer_is_editing (attachments_get_composer (self)));
  settle ();
  g_assert_cmpuint (chat_demo_server_get_n_requests (self->server), ==, 1);
  g_assert_cmpuint (chat_conversation_get_n_messages (window_get_conversation (self)), ==, 2);
  text = chat_composer_dup_text (attachments_get_composer (self));
  g_assert_cmpstr (text, ==, "and then");
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

  g_test_add_func ("/attachments/fit", test_fit);
  ADD ("send", test_send);
  ADD ("alone", test_alone);
  ADD ("send-while-reading", test_send_while_reading);
  ADD ("stop-while-reading", test_stop_while_reading);
  ADD ("edit-while-reading", test_edit_while_reading);
  ADD ("cancel-while-reading", test_cancel_while_reading);
  ADD ("metered", test_metered);
  ADD ("failed", test_failed);
  ADD ("failed-while-sending", test_failed_while_sending);
  ADD ("remove", test_remove);
  ADD ("names", test_names);
  ADD ("edit", test_edit);
  ADD ("revisit", test_revisit);
  ADD ("draft", test_draft);
  ADD ("chooser", test_chooser);

  return g_test_run ();
}
