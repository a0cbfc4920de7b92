/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is pasted into the composer, dropped onto it, mentioned in it, or opened with the program.
 */

#include "attachments-support.h"

#include <string.h>


static void
set_clipboard (WindowFixture *self,
               GType          type,
               gconstpointer  content)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self->window));
  g_autoptr(GdkContentProvider) provider =
    gdk_content_provider_new_typed (type, (gpointer) content);

  gdk_clipboard_set_content (clipboard, provider);
}


static gboolean
has_prompt (WindowFixture *self,
            const char    *expected)
{
  g_autofree char *prompt = window_dup_prompt (self);

  return g_str_equal (prompt, expected);
}


static GdkTexture *
load_texture (const char *name)
{
  g_autoptr(GFile) file = attachments_get_file (name);
  g_autoptr(GError) error = NULL;
  GdkTexture *texture = gdk_texture_new_from_file (file, &error);

  g_assert_no_error (error);

  return texture;
}


static void
test_paste_picture (WindowFixture *self,
                    gconstpointer  script)
{
  g_autoptr(GdkTexture) texture = load_texture ("square.png");

  set_clipboard (self, GDK_TYPE_TEXTURE, texture);
  press_key (self->window, "<Control>v");
  test_wait_until (!chat_composer_is_blank (attachments_get_composer (self)));
  test_wait_until (!chat_attachment_row_is_reading (attachments_get_row (self)));
  attachments_assert (self, "Pasted picture:ready");
  window_activate (self, "chat.send");
  window_wait_idle (self);
  attachments_assert_sent (self, 0, "image");
}


/* Whoever offered it is gone, say, or it is no picture after all. */
static void
test_paste_broken (WindowFixture *self,
                   gconstpointer  script)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self->window));
  g_autoptr(GBytes) bytes = g_bytes_new_static ("no picture", 10);
  g_autoptr(GdkContentProvider) provider = gdk_content_provider_new_for_bytes ("image/png", bytes);
  GListModel *items = chat_attachment_row_get_items (attachments_get_row (self));
  g_autoptr(ChatAttachmentItem) item = NULL;

  gdk_clipboard_set_content (clipboard, provider);
  press_key (self->window, "<Control>v");
  test_wait_until (g_list_model_get_n_items (items) > 0);
  attachments_assert (self, "Pasted picture:failed");
  item = g_list_model_get_item (items, 0);
  g_assert_nonnull (chat_attachment_item_get_problem (item));

  /* no text is there that could have been pasted */
  press_key (self->window, "<Shift><Control>v");
  press_key (self->window, "x");
  test_wait_until (has_prompt (self, "x"));
  attachments_assert (self, "Pasted picture:failed");
}


static GdkFileList *
new_file_list (void)
{
  g_autoptr(GFile) notes = attachments_get_file ("notes.txt");
  g_autoptr(GFile) page = attachments_get_file ("page.pdf");
  g_autoptr(GFile) far = g_file_new_for_uri ("https://example.org/picture.png");
  GFile *files[] = { notes, page, far };

  return gdk_file_list_new_from_array (files, G_N_ELEMENTS (files));
}


/* What is not on this computer is not fetched: its address is text. */
static void
test_paste_files (WindowFixture *self,
                  gconstpointer  script)
{
  GdkFileList *files = new_file_list ();

  set_clipboard (self, GDK_TYPE_FILE_LIST, files);
  g_boxed_free (GDK_TYPE_FILE_LIST, files);
  press_key (self->window, "<Control>v");
  test_wait_until (has_prompt (self, "https://example.org/picture.png"));
  test_wait_until (!chat_attachment_row_is_reading (attachments_get_row (self)));
  attachments_assert (self, "notes.txt:ready page.pdf:ready");
}


/* GTK 4.8 complains about a window that goes while the text in it still scrolls into view. */
static gboolean
is_whole (WindowFixture *self)
{
  GtkWidget *composer = GTK_WIDGET (attachments_get_composer (self));
  GtkWidget *scroller = find_widget (composer, GTK_TYPE_SCROLLED_WINDOW, NULL);
  GtkAdjustment *place =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

  return gtk_adjustment_get_upper (place) <= gtk_adjustment_get_page_size (place);
}


static void
test_paste_text (WindowFixture *self,
                 gconstpointer  script)
{
  window_write (self, "replaced");
  press_key (self->window, "<Control>a");
  set_clipboard (self, G_TYPE_STRING, "  if (x)\r\n\treturn;\r\n");
  press_key (self->window, "<Control>v");
  test_wait_until (has_prompt (self, "  if (x)\n\treturn;\n"));
  test_wait_until (is_whole (self));
  attachments_assert (self, "");
}


static void
test_paste_long_text (WindowFixture *self,
                      gconstpointer  script)
{
  g_autofree char *text = g_strnfill (9000, 'x');

  set_clipboard (self, G_TYPE_STRING, text);
  press_key (self->window, "<Control>v");
  test_wait_until (!chat_composer_is_blank (attachments_get_composer (self)));
  test_wait_until (!chat_attachment_row_is_reading (attachments_get_row (self)));
  attachments_assert (self, "Pasted text:ready");
  attachments_assert_prompt (self, "");

  /* the other way */
  press_key (self->window, "<Shift><Control>v");
  test_wait_until (has_prompt (self, text));
  attachments_assert (self, "Pasted text:ready");
}


static GtkDropTarget *
find_drop_target (WindowFixture *self,
                  GType          type)
{
  g_autoptr(GListModel) controllers =
    gtk_widget_observe_controllers (GTK_WIDGET (window_get_view (self)));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller)
          && gdk_content_formats_contain_gtype (
            gtk_drop_target_get_formats (GTK_DROP_TARGET (controller)), type))
        return GTK_DROP_TARGET (controller);
    }

  g_assert_not_reached ();
}


static void
drop (WindowFixture *self,
      GType          type,
      gconstpointer  content)
{
  g_auto(GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, type);
  if (type == G_TYPE_STRING)
    g_value_set_string (&value, content);
  else if (type == GDK_TYPE_FILE_LIST)
    g_value_set_boxed (&value, content);
  else
    g_value_set_object (&value, (gpointer) content);
  g_signal_emit_by_name (find_drop_target (self, type), "drop", &value, 10.0, 10.0, &taken);
  g_assert_true (taken);
}


static void
test_drop (WindowFixture *self,
           gconstpointer  script)
{
  GdkFileList *files = new_file_list ();
  g_autoptr(GdkTexture) texture = load_texture ("square.png");

  drop (self, GDK_TYPE_TEXTURE, texture);
  drop (self, G_TYPE_STRING, "some words\n");
  drop (self, GDK_TYPE_FILE_LIST, files);
  g_boxed_free (GDK_TYPE_FILE_LIST, files);
  test_wait_until (!chat_attachment_row_is_reading (attachments_get_row (self)));
  attachments_assert (self, "Pasted picture:ready notes.txt:ready page.pdf:ready");
  attachments_assert_prompt (self, "some words\nhttps://example.org/picture.png");
}


static ChatCompletion *
get_completion (WindowFixture *self)
{
  return chat_composer_get_completion (attachments_get_composer (self));
}


/* The earlier conversation goes as a text that is called like it. */
static void
test_mention (WindowFixture *self,
              gconstpointer  script)
{
  ChatCompletion *completion;

  window_converse (self, "zebra facts");
  press_key (self->window, "<Control>n");
  completion = get_completion (self);
  press_keys (self->window, "see ");
  press_key (self->window, "<Shift>at");
  press_keys (self->window, "zeb");
  test_wait_until (chat_completion_get_choice (completion) != NULL);
  g_assert_cmpstr (chat_completion_get_choice (completion)->title, ==, "zebra facts");
  press_key (self->window, "Return");
  attachments_assert_prompt (self, "see ");
  test_wait_until (!chat_attachment_row_is_reading (attachments_get_row (self)));
  attachments_assert (self, "zebra facts.md:ready");
  press_keys (self->window, "x");
  window_activate (self, "chat.send");
  window_wait_idle (self);
  attachments_assert_sent (self, 1, "document,text");
  g_assert_nonnull (strstr (chat_demo_server_get_body (self->server, 1), "zebra facts.md"));
  g_assert_nonnull (strstr (chat_demo_server_get_body (self->server, 1), "Yes."));
}


/* An address is no mention, and the first thing that is offered are files. */
static void
test_mention_files (WindowFixture *self,
                    gconstpointer  script)
{
  ChatCompletion *completion = get_completion (self);

  press_keys (self->window, "a");
  press_key (self->window, "<Shift>at");
  g_assert_false (chat_completion_is_open (completion));
  press_keys (self->window, " ");
  press_key (self->window, "<Shift>at");
  test_wait_until (chat_completion_get_choice (completion) != NULL);
  g_assert_cmpstr (chat_completion_get_choice (completion)->title, ==, "Attach files");
  press_key (self->window, "Escape");
  attachments_assert_prompt (self, "a@ @");
}


/* They join what was written before, in a conversation that is not begun; links still lead. */
static void
test_open (WindowFixture *self,
           gconstpointer  script)
{
  g_autoptr(GFile) notes = attachments_get_file ("notes.txt");
  g_autoptr(GFile) page = attachments_get_file ("page.pdf");
  g_autoptr(GFile) link = g_file_new_for_uri ("claude-chat://new?text=Compare");
  GFile *files[] = { notes, link, page };

  window_converse (self, "hello");
  g_application_open (G_APPLICATION (self->application), files, G_N_ELEMENTS (files), "");
  g_assert_cmpuint (chat_conversation_get_n_messages (window_get_conversation (self)), ==, 0);
  test_wait_until (!chat_attachment_row_is_blank (attachments_get_row (self)));
  test_wait_until (!chat_attachment_row_is_reading (attachments_get_row (self)));
  attachments_assert (self, "notes.txt:ready page.pdf:ready");
  attachments_assert_prompt (self, "Compare");
}


#define ADD(path, func) \
  g_test_add ("/attachments/" path, WindowFixture, ATTACHMENTS_SCRIPT, attachments_set_up, func, \
              attachments_tear_down)

int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

  ADD ("paste-picture", test_paste_picture);
  ADD ("paste-broken", test_paste_broken);
  ADD ("paste-files", test_paste_files);
  ADD ("paste-text", test_paste_text);
  ADD ("paste-long-text", test_paste_long_text);
  ADD ("drop", test_drop);
  ADD ("mention", test_mention);
  ADD ("mention-files", test_mention_files);
  ADD ("open", test_open);

  return g_test_run ();
}
