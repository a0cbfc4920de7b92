/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every window, dialog, popover and menu of the program, and how one gets there.
 */

#include "places-private.h"

#include "chat-account-page.h"
#include "chat-image-window.h"
#include "chat-message-bar.h"
#include "chat-preset-popover.h"
#include "chat-search-row.h"
#include "places-front.h"

#include <string.h>

static GtkWidget *
find_by_id (GtkWidget  *root,
            const char *id)
{
  GtkWidget *found = NULL;

  if (g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (root)), id) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_by_id (child, id);

  return found;
}


static void
type (WindowFixture *self)
{
  press_keys (front_get_window (), "heron");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
}


static void
search (WindowFixture *self)
{
  type (self);
  test_wait_until (find_widget (GTK_WIDGET (self->window), CHAT_TYPE_SEARCH_ROW, NULL) != NULL);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
}


/* After an action that opens something. */
static void
arrive (WindowFixture *self)
{
  front_wait (GTK_WIDGET (self->window));
}


static void
open_account (WindowFixture *self)
{
  GtkWidget *row;

  arrive (self);
  row = find_row (front_get (), PLACES_ACCOUNT);
  gtk_widget_grab_focus (row);
  front_press ("Return");
  test_wait_until (!gtk_widget_get_mapped (row));
}


static void
remove_account (WindowFixture *self)
{
  GtkWidget *front;

  open_account (self);
  front = front_get ();
  gtk_widget_activate_action (find_widget (front, CHAT_TYPE_ACCOUNT_PAGE, NULL), "account.remove",
                              NULL);
  front_wait (front);
}


static void
open_presets (WindowFixture *self)
{
  GtkWidget *front;
  GtkWidget *popover;

  arrive (self);
  front = front_get ();
  popover = find_widget (front, CHAT_TYPE_PRESET_POPOVER, NULL);
  gtk_widget_grab_focus (gtk_widget_get_parent (popover));
  front_press ("space");
  front_wait (front);
}


static void
open_editor (WindowFixture *self)
{
  GtkWidget *front;

  arrive (self);
  front = front_get ();
  gtk_widget_activate_action (front, "prompts.edit", "s", PLACES_PROMPT);
  front_wait (front);
}


static void
fill_prompt (WindowFixture *self)
{
  gtk_widget_activate_action (GTK_WIDGET (window_get_view (self)), "chat.insert-named-prompt", "s",
                              PLACES_PROMPT);
  arrive (self);
}


static void
activate_for_reply (WindowFixture *self,
                    const char    *action)
{
  ChatMessage *message = chat_conversation_get_last (window_get_conversation (self));

  gtk_widget_activate_action (GTK_WIDGET (window_get_view (self)), action, "s",
                              chat_message_get_uid (message));
}


static void
open_details (WindowFixture *self)
{
  activate_for_reply (self, "chat.details");
  arrive (self);
}


static void
begin_editing (WindowFixture *self)
{
  press_key (self->window, "<Alt>Up");
  press_key (self->window, "<Alt>Up");
  press_key (self->window, "e");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
}


static void
put_cursor (WindowFixture *self)
{
  /* The end of a reply is written in the next frame. */
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
  press_key (self->window, "<Alt>Up");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
  settle ();
}


static void
open_links (WindowFixture *self)
{
  put_cursor (self);
  press_key (self->window, "o");
  arrive (self);
}


static void
open_link (WindowFixture *self)
{
  open_links (self);
  press_key (self->window, "Return");
  settle ();
}


static void
open_text_menu (WindowFixture *self)
{
  put_cursor (self);
  press_key (self->window, "<Shift>F10");
  arrive (self);
}


static void
open_message_menu (WindowFixture *self)
{
  GtkWidget *bar;

  put_cursor (self);
  bar = find_widget (GTK_WIDGET (window_get_view (self)), CHAT_TYPE_MESSAGE_BAR, NULL);
  gtk_menu_button_popup (GTK_MENU_BUTTON (find_widget (bar, GTK_TYPE_MENU_BUTTON, NULL)));
  arrive (self);
}


static void
click (GtkWidget  *root,
       const char *id)
{
  GtkWidget *button = find_by_id (root, id);

  if (GTK_IS_MENU_BUTTON (button))
    gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  else
    g_signal_emit_by_name (button, "clicked");
  front_wait (GTK_WIDGET (gtk_widget_get_root (root)));
}


/* The key of the first row. */
static void
open_key_editor (WindowFixture *self)
{
  GtkWidget *front;

  arrive (self);
  front = front_get ();
  front_press ("Tab");
  front_press ("Down");
  front_press ("Return");
  front_wait (front);
}


/* Commands of the message box. */
static void
complete (WindowFixture *self)
{
  press_key (self->window, "slash");
  front_wait (GTK_WIDGET (self->window));
}


static void
open_choice (WindowFixture *self)
{
  GtkWidget *button = find_by_id (GTK_WIDGET (self->window), "choice_button");

  /* In a narrow window. */
  if (!gtk_widget_get_mapped (button))
    window_activate (self, "win.toggle-sidebar");
  test_wait_until (gtk_widget_get_mapped (button));
  click (GTK_WIDGET (self->window), "choice_button");
}


static void
open_row_menu (WindowFixture *self)
{
  ChatSidebar *sidebar = chat_window_get_sidebar (CHAT_WINDOW (self->window));
  GtkWidget *list = GTK_WIDGET (chat_sidebar_get_list (sidebar));

  /* In a narrow window. */
  if (!gtk_widget_get_mapped (list))
    window_activate (self, "win.toggle-sidebar");
  test_wait_until (gtk_widget_get_mapped (list)
                   && chat_conversation_list_get_n_rows (CHAT_CONVERSATION_LIST (list)) > 0);
  settle ();
  gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD);
  press_key (self->window, "<Shift>F10");
  arrive (self);
}


static void
ask_quickly (WindowFixture *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "quick-ask", NULL);
  arrive (self);
}


static void
open_search_help (WindowFixture *self)
{
  click (GTK_WIDGET (self->window), "help_button");
}


static void
delete_conversation (WindowFixture *self)
{
  ChatSidebar *sidebar = chat_window_get_sidebar (CHAT_WINDOW (self->window));

  press_key (self->window, "<Shift><Control>Delete");
  chat_sidebar_set_choice (sidebar, "trash");
  test_wait_until (chat_conversation_list_get_n_rows (chat_sidebar_get_list (sidebar)) > 0);
  settle ();
}


static void
show_trashed (WindowFixture *self)
{
  ChatConversationList *list;
  g_autofree char *uid = NULL;

  delete_conversation (self);
  list = chat_sidebar_get_list (chat_window_get_sidebar (CHAT_WINDOW (self->window)));
  test_wait_until ((uid = chat_conversation_list_dup_uid (list, 0)) != NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-conversation", "s", uid);
  test_wait_until (g_strcmp0 (chat_conversation_get_uid (window_get_conversation (self)), uid)
                   == 0);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
}


static void
purge (WindowFixture *self)
{
  show_trashed (self);
  places_activate (self, "win.purge::");
  arrive (self);
}


static void
quit (WindowFixture *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "quit", NULL);
  arrive (self);
}


static void
write_prompt (WindowFixture *self)
{
  window_write (self, "heron");
  window_activate (self, "chat.preview");
  arrive (self);
}


static void
show_picture (WindowFixture *self)
{
  static const char block[] =
    "{\"type\":\"image\",\"title\":\"heron\",\"source\":{\"type\":\"base64\",\"media_type\":"
    "\"image/png\",\"data\":\"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAC"
    "hwGA60e6kgAAAABJRU5ErkJggg==\"}}";
  g_autoptr(ChatMessage) message = chat_message_new_user ("heron");
  ChatContentBlock *content = chat_content_block_new (block, strlen (block), 0);
  g_autoptr(GPtrArray) pictures = NULL;
  GtkWidget *window;

  chat_content_block_close (content);
  chat_message_add_block (message, content);
  pictures = chat_image_data_collect (message, 1);
  window = chat_image_window_new (g_ptr_array_index (pictures, 0), "heron", self->window);
  gtk_window_present (GTK_WINDOW (window));
  test_wait_until (chat_image_window_is_ready (CHAT_IMAGE_WINDOW (window)));
  arrive (self);
}


static void
go_offline (WindowFixture *self)
{
  g_autoptr(ChatProfile) profile = chat_profile_new ("Heron", "https://heron.invalid");

  chat_engine_set_profile (self->engine, profile);
  chat_engine_choose (self->engine, window_get_conversation (self), profile, "heron");
  chat_engine_set_online (self->engine, FALSE);
  window_write (self, "heron");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
}


static const Place places[] = {
  { "start", "chat-start-page.c", PLACE_SILENT, NULL, NULL },
  { "conversation", "chat-window.c", PLACE_ANSWERED, NULL, NULL },
  { "cursor", NULL, PLACE_ANSWERED, NULL, put_cursor },
  { "streaming", NULL, PLACE_STREAMING, NULL, NULL },
  { "failed", NULL, PLACE_FAILED, NULL, NULL },
  { "offline", NULL, PLACE_ANSWERED, NULL, go_offline },
  { "editing", NULL, PLACE_ANSWERED, NULL, begin_editing },
  { "find", NULL, PLACE_ANSWERED, "chat.find", type },
  { "search", NULL, PLACE_ANSWERED, "win.search", search },
  { "trash", NULL, PLACE_ANSWERED, NULL, delete_conversation },
  { "trashed", NULL, PLACE_ANSWERED, NULL, show_trashed },
  { "palette", "chat-command-palette.c", PLACE_ANSWERED, "win.show-palette", arrive },
  { "main menu", NULL, PLACE_SILENT, "win.menu", arrive },
  { "conversation menu", NULL, PLACE_ANSWERED, "win.conversation-menu", arrive },
  { "row menu", "chat-conversation-list.c", PLACE_ANSWERED, NULL, open_row_menu },
  { "list choice", "chat-sidebar.c", PLACE_SILENT, NULL, open_choice },
  { "text menu", "chat-column-menu.c", PLACE_ANSWERED, NULL, open_text_menu },
  { "message menu", NULL, PLACE_ANSWERED, NULL, open_message_menu },
  { "links", "chat-link-popover.c", PLACE_ANSWERED, NULL, open_links },
  { "link", NULL, PLACE_ANSWERED, NULL, open_link },
  { "rename", "chat-rename-popover.c", PLACE_ANSWERED, "win.rename::", arrive },
  { "tags", "chat-tags-popover.c", PLACE_ANSWERED, "win.edit-tags::", arrive },
  { "models", "chat-model-popover.c", PLACE_SILENT, "win.choose-model", arrive },
  { "meter", "chat-meter-popover.c", PLACE_ANSWERED, "chat.show-meter", arrive },
  { "prompts", "chat-prompt-popover.c", PLACE_SILENT, "chat.insert-prompt", arrive },
  { "search help", "chat-search-help.c", PLACE_SILENT, "win.search", open_search_help },
  { "preferences: accounts", "chat-preferences-window.c", PLACE_SILENT,
    "win.open-preferences-page::accounts", arrive },
  { "preferences: behaviour", NULL, PLACE_SILENT, "win.open-preferences-page::behaviour",
    arrive },
  { "preferences: appearance", NULL, PLACE_SILENT, "win.open-preferences-page::appearance",
    arrive },
  { "preferences: data", NULL, PLACE_SILENT, "win.open-preferences-page::data", arrive },
  { "preferences: advanced", NULL, PLACE_SILENT, "win.open-preferences-page::advanced",
    arrive },
  { "account", NULL, PLACE_SILENT, "win.open-preferences-page::accounts", open_account },
  { "account removal", "chat-account-page.c", PLACE_SILENT,
    "win.open-preferences-page::accounts", remove_account },
  { "parameters", "chat-parameters-window.c", PLACE_SILENT, "win.parameters", arrive },
  { "presets", "chat-preset-popover.c", PLACE_SILENT, "win.parameters", open_presets },
  { "prompt library", "chat-prompts-window.c", PLACE_SILENT, "win.prompts", arrive },
  { "prompt editor", "chat-prompt-editor.c", PLACE_SILENT, "win.prompts", open_editor },
  { "prompt fill", "chat-prompt-fill.c", PLACE_SILENT, NULL, fill_prompt },
  { "branches", "chat-branches-window.c", PLACE_ANSWERED, "chat.show-branches", arrive },
  { "details", "chat-details-window.c", PLACE_ANSWERED, NULL, open_details },
  { "preview", "chat-preview-window.c", PLACE_ANSWERED, NULL, write_prompt },
  { "picture", "chat-image-window.c", PLACE_SILENT, NULL, show_picture },
  { "keys", "chat-keys-window.c", PLACE_SILENT, "win.change-keys", arrive },
  { "key", "chat-key-editor.c", PLACE_SILENT, "win.change-keys", open_key_editor },
  { "completion", "chat-completion.c", PLACE_SILENT, NULL, complete },
  { "shortcuts", "chat-shortcuts-window.c", PLACE_SILENT, "win.show-shortcuts", arrive },
  { "manual", "chat-help-window.c", PLACE_SILENT, "win.help", arrive },
  { "about", "chat-dialogs.c", PLACE_SILENT, "win.about", arrive },
  { "export", "chat-export-dialog.c", PLACE_ANSWERED, "win.export::", arrive },
  { "export all", NULL, PLACE_ANSWERED, "win.export-all", arrive },
  { "purge", "chat-window-verbs.c", PLACE_ANSWERED, NULL, purge },
  { "empty trash", NULL, PLACE_SILENT, "win.empty-trash", arrive },
  { "quick ask", "chat-quick-window.c", PLACE_SILENT, NULL, ask_quickly },
  { "quit", "chat-exit.c", PLACE_STREAMING, NULL, quit },
  { NULL }
};


const Place *
places_get_all (void)
{
  return places;
}


const Place *
places_find (const char *name)
{
  for (const Place *place = places; place->name != NULL; place++)
    {
      if (g_str_equal (place->name, name))
        return place;
    }

  return NULL;
}
