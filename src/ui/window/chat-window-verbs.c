/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be done with a conversation as a whole, from wherever it was asked for.
 */

#include "chat-popover.h"
#include "chat-rename-popover.h"
#include "chat-tags-popover.h"
#include "chat-toast.h"
#include "chat-window-private.h"
#include "chat-words.h"

#include <glib/gi18n.h>

#define UID_KEY "chat-uid"


char *
chat_window_dup_target (ChatWindow *self,
                        GVariant   *parameter)
{
  const char *uid = g_variant_get_string (parameter, NULL);
  g_autofree char *focused =
    chat_conversation_list_dup_focused_uid (chat_sidebar_get_list (self->sidebar));

  if (uid[0] != '\0')
    return g_strdup (uid);

  if (focused != NULL)
    return g_steal_pointer (&focused);

  /* One that is not begun has no place in the history yet. */
  return self->info != NULL ? g_strdup (chat_conversation_info_get_uid (self->info)) : NULL;
}


/* What a verb is about. @uid (out). Returns: (nullable): then there is nothing to do. */
static ChatConversationInfo *
get_target (ChatWindow  *self,
            GVariant    *parameter,
            char       **uid)
{
  *uid = chat_window_dup_target (self, parameter);

  return *uid != NULL && self->history != NULL ? chat_history_get_info (self->history, *uid) : NULL;
}


/* At the row if that is to be seen, else below the title. */
static void
show_popover (ChatWindow *self,
              GtkWidget  *popover,
              const char *uid)
{
  ChatConversationList *list = chat_sidebar_get_list (self->sidebar);
  GtkWidget *row = adw_flap_get_reveal_flap (self->flap)
                   ? chat_conversation_list_find_row (list, uid)
                   : NULL;

  /* Not a child of the list, which is hidden when its last row leaves it. */
  if (row != NULL)
    chat_popover_show (popover, GTK_WIDGET (self->sidebar), row);
  else
    chat_popover_show (popover, GTK_WIDGET (self->header_bar),
                       gtk_widget_get_parent (GTK_WIDGET (self->title)));
}


static void
rename_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);
  g_autofree char *uid = NULL;

  if (get_target (self, parameter, &uid) != NULL)
    show_popover (self, chat_rename_popover_new (self->history, uid), uid);
}


static void
edit_tags_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);
  g_autofree char *uid = NULL;

  if (get_target (self, parameter, &uid) != NULL)
    show_popover (self, chat_tags_popover_new (self->history, uid), uid);
}


static void
toggle_pinned_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);
  g_autofree char *uid = NULL;
  ChatConversationInfo *info = get_target (self, parameter, &uid);

  if (info != NULL)
    chat_history_set_pinned (self->history, uid, !chat_conversation_info_get_pinned (info));
}


/* A toast whose button takes back what was done with @uid. */
static void
offer_undo (ChatWindow *self,
            const char *title,
            const char *action_name,
            const char *uid)
{
  AdwToast *toast = chat_toast_new (title);

  adw_toast_set_button_label (toast, _("Undo"));
  adw_toast_set_action_name (toast, action_name);
  adw_toast_set_action_target (toast, "s", uid);
  chat_window_add_toast (self, toast);
}


static void
toggle_archived_action (GtkWidget  *widget,
                        const char *action_name,
                        GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);
  g_autofree char *uid = NULL;
  ChatConversationInfo *info = get_target (self, parameter, &uid);
  gboolean archived;

  if (info == NULL)
    return;

  archived = !chat_conversation_info_get_archived (info);
  chat_history_set_archived (self->history, uid, archived);
  offer_undo (self,
              archived ? _("Conversation archived") : _("Conversation taken out of the archive"),
              "win.toggle-archived", uid);
}


static void
duplicate_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);
  g_autofree char *uid = NULL;
  g_autofree char *copy = NULL;

  if (get_target (self, parameter, &uid) == NULL)
    return;

  copy = chat_history_copy (self->history, uid, NULL);
  if (copy != NULL)
    chat_window_show_conversation (self, copy);
}


static void
delete_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);
  g_autofree char *uid = NULL;
  ChatConversationInfo *info = get_target (self, parameter, &uid);
  gboolean shown = info != NULL && info == self->info;

  if (info == NULL)
    return;

  if (chat_conversation_info_get_trashed (info) != 0)
    {
      gtk_widget_activate_action (widget, "win.purge", "s", uid);
      return;
    }

  chat_history_set_trashed (self->history, uid, TRUE);
  offer_undo (self, _("Conversation deleted"), shown ? "win.restore-and-show" : "win.restore", uid);
}


static void
restore_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);
  g_autofree char *uid = NULL;

  if (get_target (self, parameter, &uid) != NULL)
    chat_history_set_trashed (self->history, uid, FALSE);
}


static void
restore_and_show_action (GtkWidget  *widget,
                         const char *action_name,
                         GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);

  restore_action (widget, action_name, parameter);
  /* The button of a toast acts before its toast goes: the conversation may come in between. */
  chat_toast_place_forget (chat_window_get_toast_place (self), action_name, parameter);
  chat_window_show_conversation (self, g_variant_get_string (parameter, NULL));
}


/* For what cannot be undone. */
static GtkWidget *
new_question (ChatWindow *self,
              const char *heading,
              const char *body,
              const char *verb)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("Cancel"),
                                    "delete", verb,
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete",
                                              ADW_RESPONSE_DESTRUCTIVE);
  chat_words_tell_whole (dialog);

  return dialog;
}


static void
purge_response_cb (ChatWindow       *self,
                   const char       *response,
                   AdwMessageDialog *dialog)
{
  chat_history_purge (self->history, g_object_get_data (G_OBJECT (dialog), UID_KEY));
}


static void
purge_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);
  g_autofree char *uid = NULL;
  ChatConversationInfo *info = get_target (self, parameter, &uid);
  const char *title = info != NULL ? chat_conversation_info_get_title (info) : NULL;
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (info == NULL)
    return;

  body = g_strdup_printf (_("“%s” and all that was written in it will be gone."),
                          title != NULL ? title : _("New conversation"));
  dialog = new_question (self, _("Delete for ever?"), body, _("Delete"));
  g_object_set_data_full (G_OBJECT (dialog), UID_KEY, g_steal_pointer (&uid), g_free);
  g_signal_connect_object (dialog, "response::delete", G_CALLBACK (purge_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}


static void
empty_trash_response_cb (ChatWindow *self)
{
  chat_history_empty_trash (self->history);
}


static void
empty_trash_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);
  GtkWidget *dialog;

  if (self->history == NULL)
    return;

  dialog = new_question (self, _("Empty the trash?"),
                         _("All conversations and branches in it will be gone."),
                         _("Empty the trash"));
  g_signal_connect_object (dialog, "response::delete", G_CALLBACK (empty_trash_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}


void
chat_window_install_verbs (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.rename", "s", rename_action);
  gtk_widget_class_install_action (widget_class, "win.toggle-pinned", "s", toggle_pinned_action);
  gtk_widget_class_install_action (widget_class, "win.toggle-archived", "s",
                                   toggle_archived_action);
  gtk_widget_class_install_action (widget_class, "win.edit-tags", "s", edit_tags_action);
  gtk_widget_class_install_action (widget_class, "win.duplicate", "s", duplicate_action);
  gtk_widget_class_install_action (widget_class, "win.delete", "s", delete_action);
  gtk_widget_class_install_action (widget_class, "win.restore", "s", restore_action);
  gtk_widget_class_install_action (widget_class, "win.restore-and-show", "s",
                                   restore_and_show_action);
  gtk_widget_class_install_action (widget_class, "win.purge", "s", purge_action);
  gtk_widget_class_install_action (widget_class, "win.empty-trash", NULL, empty_trash_action);
}
