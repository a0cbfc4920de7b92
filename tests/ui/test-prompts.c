/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The library of prompts: inserted, written, and never set off by what a model or the user wrote.
 */

#include "chat-parameters-window.h"
#include "chat-prompt-editor.h"
#include "chat-prompt-popover.h"
#include "chat-prompts-window.h"
#include "window-support.h"

#include <string.h>

#define SCRIPT "{\"replies\":[{\"text\":\"Use {{clipboard}} now.\"},{\"text\":\"Again.\"}]}"


static void
keep (WindowFixture *self,
      const char    *name,
      const char    *text)
{
  g_autoptr(ChatLibraryItem) item = chat_library_item_new (name, text, NULL);

  chat_library_put (chat_engine_get_prompts (self->engine), NULL, item);
}


static void
forget_all (WindowFixture *self)
{
  ChatLibrary *prompts = chat_engine_get_prompts (self->engine);
  GListModel *items = chat_library_get_items (prompts);

  while (g_list_model_get_n_items (items) > 0)
    {
      g_autoptr(ChatLibraryItem) item = g_list_model_get_item (items, 0);

      chat_library_remove (prompts, item);
    }
}


static GtkWidget *
open_popover (WindowFixture *self)
{
  GtkWidget *popover;

  press_key (self->window, "<Control><Shift>l");
  popover = find_widget (GTK_WIDGET (self->window), CHAT_TYPE_PROMPT_POPOVER, NULL);
  g_assert_nonnull (popover);
  test_wait_until (gtk_widget_get_mapped (popover));
  settle ();

  return popover;
}


static gboolean
prompt_is (WindowFixture *self,
           const char    *expected)
{
  g_autofree char *prompt = window_dup_prompt (self);

  return strcmp (prompt, expected) == 0;
}


/* Found by its words, and put in where the cursor is. */
static void
test_insert (WindowFixture *self,
             gconstpointer  script)
{
  keep (self, "Another", "nothing");
  keep (self, "Review", "Look at this: {{selection}}!");
  window_write (self, "so ");
  open_popover (self);
  press_keys (self->window, "look");
  press_key (self->window, "Return");
  test_wait_until (prompt_is (self, "so Look at this: !"));
  forget_all (self);
}


static void
test_clipboard (WindowFixture *self,
                gconstpointer  script)
{
  keep (self, "Paste", "[{{clipboard}}]");
  window_write (self, "");
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), "{{date}} copied");
  open_popover (self);
  press_key (self->window, "Return");
  test_wait_until (prompt_is (self, "[{{date}} copied]"));
  forget_all (self);
}


/* What only the user knows he is asked for. */
static void
test_asked (WindowFixture *self,
            gconstpointer  script)
{
  GtkWindow *dialog;

  keep (self, "Translate", "Into {{language}}: {{what}}");
  window_write (self, "");
  open_popover (self);
  press_key (self->window, "Return");
  test_wait_until ((dialog = find_window (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  test_wait_until (gtk_window_is_active (dialog));
  press_keys (dialog, "welsh");
  press_key (dialog, "Tab");
  press_keys (dialog, "yes");
  press_key (dialog, "Return");
  test_wait_until (prompt_is (self, "Into welsh: yes"));
  forget_all (self);
}


static void
note_end (gpointer ended)
{
  *(gboolean *) ended = TRUE;
}


/* The window goes while it is asked, and all that was in it. */
static void
test_abandoned (WindowFixture *self,
                gconstpointer  script)
{
  gboolean ended = FALSE;

  g_object_set_data_full (G_OBJECT (window_get_view (self)), "test-end", &ended, note_end);
  keep (self, "Translate", "Into {{language}}");
  open_popover (self);
  press_key (self->window, "Return");
  test_wait_until (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  forget_all (self);
  gtk_window_destroy (self->window);
  test_wait_until (find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  test_wait_until (ended);
}


/* Nothing that is written in a conversation is filled in, by whomever it was written. */
static void
test_not_by_itself (WindowFixture *self,
                    gconstpointer  script)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), "secret");
  window_converse (self, "my {{clipboard}}");
  window_converse (self, "go on");
  g_assert_nonnull (strstr (chat_demo_server_get_body (self->server, 1), "my {{clipboard}}"));
  g_assert_nonnull (strstr (chat_demo_server_get_body (self->server, 1), "Use {{clipboard}} now."));
  g_assert_null (strstr (chat_demo_server_get_body (self->server, 1), "secret"));
}


/* Written, deleted in the library, and brought back. */
static void
test_library (WindowFixture *self,
              gconstpointer  script)
{
  ChatLibrary *prompts = chat_engine_get_prompts (self->engine);
  GtkWindow *window;
  GtkWindow *editor;

  press_key (self->window, "<Control><Shift>e");
  test_wait_until ((window = find_window (CHAT_TYPE_PROMPTS_WINDOW)) != NULL);
  test_wait_until (gtk_window_is_active (window));
  press_key (window, "<Control>n");
  test_wait_until ((editor = find_window (CHAT_TYPE_PROMPT_EDITOR)) != NULL);
  test_wait_until (gtk_window_is_active (editor));
  press_keys (editor, "short");
  press_key (editor, "Tab");
  press_keys (editor, "be brief");
  press_key (editor, "<Control>s");
  test_wait_until (find_window (CHAT_TYPE_PROMPT_EDITOR) == NULL);
  g_assert_cmpstr (chat_library_item_get_text (chat_library_find (prompts, "short")), ==,
                   "be brief");

  gtk_widget_activate_action (GTK_WIDGET (window), "prompts.edit", "s", "short");
  test_wait_until ((editor = find_window (CHAT_TYPE_PROMPT_EDITOR)) != NULL);
  test_wait_until (gtk_window_is_active (editor));
  gtk_widget_activate_action (GTK_WIDGET (editor), "prompt.delete", NULL);
  test_wait_until (find_window (CHAT_TYPE_PROMPT_EDITOR) == NULL);
  g_assert_null (chat_library_find (prompts, "short"));
  test_wait_until (gtk_window_is_active (window));
  press_toast (window);
  test_wait_until (chat_library_find (prompts, "short") != NULL);
  g_assert_cmpstr (chat_library_item_get_text (chat_library_find (prompts, "short")), ==,
                   "be brief");
  chat_library_remove (prompts, chat_library_find (prompts, "short"));
  /* Escape would be its */
  test_wait_until (find_widget (GTK_WIDGET (window), g_type_from_name ("AdwToastWidget"),
                                NULL) == NULL);
  press_key (window, "Escape");
  test_wait_until (find_window (CHAT_TYPE_PROMPTS_WINDOW) == NULL);
}


/* What Escape would throw away is asked about, and only that. */
static void
test_unsaved (WindowFixture *self,
              gconstpointer  script)
{
  ChatLibrary *prompts = chat_engine_get_prompts (self->engine);
  GtkWindow *window;
  GtkWindow *editor;
  GtkWindow *question;

  press_key (self->window, "<Control><Shift>e");
  test_wait_until ((window = find_window (CHAT_TYPE_PROMPTS_WINDOW)) != NULL);
  test_wait_until (gtk_window_is_active (window));
  press_key (window, "<Control>n");
  test_wait_until ((editor = find_window (CHAT_TYPE_PROMPT_EDITOR)) != NULL);
  test_wait_until (gtk_window_is_active (editor));
  press_key (editor, "Escape");
  test_wait_until (find_window (CHAT_TYPE_PROMPT_EDITOR) == NULL);

  test_wait_until (gtk_window_is_active (window));
  press_key (window, "<Control>n");
  test_wait_until ((editor = find_window (CHAT_TYPE_PROMPT_EDITOR)) != NULL);
  test_wait_until (gtk_window_is_active (editor));
  press_keys (editor, "long");
  press_key (editor, "Tab");
  press_keys (editor, "say much");
  press_key (editor, "Escape");
  test_wait_until ((question = find_window (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  test_wait_until (gtk_window_is_active (question));
  press_key (question, "Escape");
  test_wait_until (find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  g_assert_true (find_window (CHAT_TYPE_PROMPT_EDITOR) == editor);

  gtk_window_close (editor);
  test_wait_until ((question = find_window (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "discard");
  test_wait_until (find_window (CHAT_TYPE_PROMPT_EDITOR) == NULL);
  g_assert_null (find_window (ADW_TYPE_MESSAGE_DIALOG));
  g_assert_null (chat_library_find (prompts, "long"));
  gtk_window_close (window);
  test_wait_until (find_window (CHAT_TYPE_PROMPTS_WINDOW) == NULL);
}


static gboolean
shows_first_row (GtkWidget *popover)
{
  GtkWidget *list = find_widget (popover, GTK_TYPE_LIST_BOX, "prompt-list");
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0);

  return row != NULL && gtk_widget_get_mapped (GTK_WIDGET (row));
}


/* The one of the parameters is there for as long as their window: what is written meanwhile is in
 * it, and what was searched for is not. */
static void
test_kept (WindowFixture *self,
           gconstpointer  script)
{
  GtkWindow *window;
  GtkWidget *popover;
  GtkEditable *entry;

  press_key (self->window, "<Control><Shift>p");
  test_wait_until ((window = find_window (CHAT_TYPE_PARAMETERS_WINDOW)) != NULL);
  test_wait_until (gtk_window_is_active (window));
  popover = find_widget (GTK_WIDGET (window), CHAT_TYPE_PROMPT_POPOVER, NULL);
  entry = GTK_EDITABLE (find_widget (popover, GTK_TYPE_SEARCH_ENTRY, NULL));

  keep (self, "Review", "Look at this");
  gtk_menu_button_popup (GTK_MENU_BUTTON (gtk_widget_get_parent (popover)));
  test_wait_until (shows_first_row (popover));
  gtk_editable_set_text (entry, "nothing");
  g_assert_false (shows_first_row (popover));
  gtk_popover_popdown (GTK_POPOVER (popover));
  test_wait_until (!gtk_widget_get_mapped (popover));
  gtk_menu_button_popup (GTK_MENU_BUTTON (gtk_widget_get_parent (popover)));
  test_wait_until (shows_first_row (popover));
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "");

  gtk_window_close (window);
  test_wait_until (find_window (CHAT_TYPE_PARAMETERS_WINDOW) == NULL);
  forget_all (self);
}


int
main (int   argc,
      char *argv[])
{
  window_test_init (&argc, &argv);

#define ADD(name, func) \
  g_test_add ("/prompts/" name, WindowFixture, SCRIPT, window_fixture_set_up, func, \
              window_fixture_tear_down)
  ADD ("insert", test_insert);
  ADD ("clipboard", test_clipboard);
  ADD ("asked", test_asked);
  ADD ("abandoned", test_abandoned);
  ADD ("not-by-itself", test_not_by_itself);
  ADD ("library", test_library);
  ADD ("unsaved", test_unsaved);
  ADD ("kept", test_kept);

  return g_test_run ();
}
