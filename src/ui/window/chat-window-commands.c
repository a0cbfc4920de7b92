/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The palette of a window: what it offers there, and what becomes of a choice.
 */

#include "chat-window-private.h"

#include "chat-command-actions.h"
#include "chat-command-palette.h"
#include "chat-view-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* The latest ones, and so much of each, in characters. */
#define MAX_MESSAGES 1000
#define MAX_LENGTH 120


static void
add_searched (GPtrArray  *commands,
              const char *id,
              const char *title,
              const char *place,
              const char *action,
              GVariant   *target,
              GtkWidget  *owner)
{
  ChatCommand *command = chat_command_new (id, title, place, action, target, owner);

  command->searched = TRUE;
  g_ptr_array_add (commands, command);
}


/* The beginning of its text, on one line, or NULL. No more is read: a reply may be long. */
static char *
dup_beginning (ChatMessage *message)
{
  for (guint i = 0; i < chat_message_get_n_blocks (message); i++)
    {
      const ChatContentBlock *block = chat_message_get_block (message, i);
      const char *end;

      if (block->kind != CHAT_BLOCK_TEXT || block->text->len == 0)
        continue;

      end = block->text->str;
      for (guint n = 0; n < MAX_LENGTH && *end != '\0'; n++)
        end = g_utf8_next_char (end);

      return g_strdelimit (g_strstrip (g_strndup (block->text->str, end - block->text->str)),
                           "\n\r\t", ' ');
    }

  return NULL;
}


static void
add_message (ChatWindow  *self,
             ChatMessage *message,
             GPtrArray   *commands)
{
  const char *uid = chat_message_get_uid (message);
  g_autofree char *title = dup_beginning (message);
  g_autofree char *id = g_strconcat ("message:", uid, NULL);

  if (title != NULL && *title != '\0')
    add_searched (commands, id, title, _("Message of this conversation"), "chat.show-message",
                  g_variant_new_string (uid), GTK_WIDGET (self->view));
}


/* The latest one first. */
static void
add_messages (ChatWindow *self,
              GPtrArray  *commands)
{
  ChatConversation *conversation = chat_view_get_conversation (self->view);
  const guint n_messages = chat_conversation_get_n_messages (conversation);

  for (guint i = 0; i < MIN (n_messages, MAX_MESSAGES); i++)
    add_message (self, chat_conversation_get_message (conversation, n_messages - 1 - i), commands);
}


static void
add_library (ChatWindow *self,
             GPtrArray  *commands)
{
  GListModel *items = chat_library_get_items (chat_engine_get_prompts (self->engine));

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(ChatLibraryItem) item = g_list_model_get_item (items, i);
      const char *name = chat_library_item_get_name (item);
      g_autofree char *id = g_strconcat ("prompt:", name, NULL);

      add_searched (commands, id, name, _("Prompt of the library"), "chat.insert-named-prompt",
                    g_variant_new_string (name), GTK_WIDGET (self->view));
    }
}


static GListModel *
get_models (ChatWindow *self)
{
  ChatConversation *conversation = chat_view_get_conversation (self->view);
  ChatProfile *profile = chat_engine_get_profile_for (self->engine, conversation);

  return chat_models_get_list (chat_engine_get_models (self->engine, profile));
}


static void
add_models (ChatWindow *self,
            gboolean    searched,
            GPtrArray  *commands)
{
  GListModel *list = get_models (self);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(ChatModel) model = g_list_model_get_item (list, i);
      const char *name = chat_model_get_name (model);
      g_autofree char *id = g_strconcat ("model:", chat_model_get_id (model), NULL);
      g_autofree char *title = NULL;

      /* Translators: %s is a model: the conversation goes on with it */
      title = searched ? g_strdup_printf (_("Switch to %s"), name) : g_strdup (name);
      add_searched (commands, id, title, chat_model_get_id (model), "win.switch-model",
                    g_variant_new_string (chat_model_get_id (model)), NULL);
      ((ChatCommand *) g_ptr_array_index (commands, commands->len - 1))->searched = searched;
    }
}


static void
add_preferences (ChatWindow *self,
                 GPtrArray  *commands)
{
  static const struct
  {
    const char *name;
    const char *title;
  } pages[] = {
    { "accounts", N_("Accounts") },
    { "behaviour", N_("Behaviour") },
    { "appearance", N_("Appearance") },
    { "data", N_("Data") },
    { "advanced", N_("Advanced") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *id = g_strconcat ("preferences:", pages[i].name, NULL);

      /* Without a history there are no data to be looked after. */
      if (self->history != NULL || !g_str_equal (pages[i].name, "data"))
        add_searched (commands, id, _(pages[i].title), _("Preferences"),
                      "win.open-preferences-page", g_variant_new_string (pages[i].name), NULL);
    }
}


/* Verbs for a message are about the one at the cursor, or else the last one. */
static const char *
get_message (ChatWindow *self)
{
  ChatMessage *message = chat_transcript_get_cursor (self->view->transcript);

  if (message == NULL)
    message = chat_conversation_get_last (chat_view_get_conversation (self->view));

  return message != NULL ? chat_message_get_uid (message) : NULL;
}


GPtrArray *
chat_window_list_commands (ChatWindow *self,
                           gboolean    messages)
{
  GPtrArray *commands = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GVariant) any = g_variant_ref_sink (g_variant_new_string (""));
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  GtkWidget *from = GTK_WIDGET (self->view);

  g_free (self->palette_target);
  self->palette_target = chat_window_dup_target (self, any);
  if (focus != NULL && gtk_widget_is_ancestor (focus, from))
    from = focus;
  chat_command_actions_list (from, get_message (self), self->palette_target != NULL, commands);
  add_models (self, TRUE, commands);
  add_library (self, commands);
  add_preferences (self, commands);
  if (messages)
    add_messages (self, commands);

  return commands;
}


GPtrArray *
chat_window_list_models (ChatWindow *self)
{
  GPtrArray *models = g_ptr_array_new_with_free_func (g_object_unref);

  add_models (self, FALSE, models);

  return models;
}


void
chat_window_run_command (ChatWindow  *self,
                         ChatCommand *command)
{
  GtkWidget *owner = command->owner != NULL ? command->owner : GTK_WIDGET (self);

  gtk_widget_activate_action_variant (owner, command->action, command->target);
}


static void
ask_title (ChatWindow *self)
{
  ChatConversationInfo *info = chat_history_get_info (self->history, self->palette_target);
  const char *title = info != NULL ? chat_conversation_info_get_title (info) : NULL;
  g_autoptr(ChatCommand) command = chat_command_new ("win.rename::", "", NULL, "win.set-title",
                                                     NULL, NULL);

  chat_command_palette_ask_text (self->palette, _("New title"), title != NULL ? title : "",
                                 command);
}


static void
asks_cb (ChatWindow  *self,
         ChatCommand *command)
{
  if (command->kind == CHAT_COMMAND_ASKS_MODEL)
    chat_command_palette_ask (self->palette, _("Which model?"), chat_window_list_models (self));
  else if (command->kind == CHAT_COMMAND_ASKS_TITLE)
    ask_title (self);
}


static void
closed_cb (ChatWindow *self)
{
  chat_view_focus_composer (self->view);
}


static void
models_came_cb (ChatWindow *self,
                guint       position,
                guint       removed,
                guint       added,
                GListModel *list)
{
  GPtrArray *commands = g_ptr_array_new_with_free_func (g_object_unref);

  g_signal_handlers_disconnect_by_func (list, models_came_cb, self);
  if (list == get_models (self))
    add_models (self, TRUE, commands);
  chat_command_palette_add (self->palette, commands);
}


/* The list is asked for when it is first wanted. */
static void
await_models (ChatWindow *self)
{
  GListModel *list = get_models (self);

  g_signal_handlers_disconnect_by_func (list, models_came_cb, self);
  if (g_list_model_get_n_items (list) == 0)
    g_signal_connect_object (list, "items-changed", G_CALLBACK (models_came_cb), self,
                             G_CONNECT_SWAPPED);
}


/* Not before it is wanted. */
static void
add_palette (ChatWindow *self)
{
  GtkWidget *palette = chat_command_palette_new (self->settings);

  self->palette = CHAT_COMMAND_PALETTE (palette);
  chat_command_palette_set_history (self->palette, self->history);
  g_signal_connect_object (palette, "chosen", G_CALLBACK (chat_window_run_command), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (palette, "asks", G_CALLBACK (asks_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (palette, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  gtk_overlay_add_overlay (self->overlay, palette);
}


static void
show_palette_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);

  if (self->palette == NULL)
    add_palette (self);
  if (chat_command_palette_is_open (self->palette))
    {
      chat_command_palette_close (self->palette);
      return;
    }

  chat_command_palette_open (self->palette, chat_window_list_commands (self, TRUE));
  await_models (self);
}


static void
switch_model_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);
  ChatConversation *conversation = chat_view_get_conversation (self->view);

  chat_window_choose (self, chat_engine_get_profile_for (self->engine, conversation),
                      g_variant_get_string (parameter, NULL));
}


/* Of the conversation that the palette was opened for. */
static void
set_title_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);
  g_autofree char *title = g_strstrip (g_variant_dup_string (parameter, NULL));

  if (*title != '\0' && self->palette_target != NULL && self->history != NULL)
    chat_history_rename (self->history, self->palette_target, title);
}


void
chat_window_install_commands (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.show-palette", NULL, show_palette_action);
  gtk_widget_class_install_action (widget_class, "win.switch-model", "s", switch_model_action);
  gtk_widget_class_install_action (widget_class, "win.set-title", "s", set_title_action);
}
