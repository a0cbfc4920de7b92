/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ways through a window: its conversations, its sidebar, its menus and dialogs.
 */

#include "chat-dialogs.h"
#include "chat-help-window.h"
#include "chat-popover.h"
#include "chat-preferences-window.h"
#include "chat-shortcuts.h"
#include "chat-toast.h"
#include "chat-window-private.h"

#include <glib/gi18n.h>


static ChatConversationList *
get_list (ChatWindow *self)
{
  return chat_sidebar_get_list (self->sidebar);
}


static void
new_conversation_action (GtkWidget  *widget,
                         const char *action_name,
                         GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);

  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  chat_window_show_fresh (self);
}


static void
show_conversation_action (GtkWidget  *widget,
                          const char *action_name,
                          GVariant   *parameter)
{
  chat_window_show_conversation (CHAT_WINDOW (widget), g_variant_get_string (parameter, NULL));
}


static void
show_nth (ChatWindow *self,
          guint       position)
{
  g_autofree char *uid = chat_conversation_list_dup_uid (get_list (self), position);

  if (uid != NULL)
    chat_window_show_conversation (self, uid);
}


/* From a conversation that is not in the list, the first is the next one. */
static void
next_conversation_action (GtkWidget  *widget,
                          const char *action_name,
                          GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);
  guint position = chat_conversation_list_find_shown (get_list (self));

  show_nth (self, position != GTK_INVALID_LIST_POSITION ? position + 1 : 0);
}


static void
previous_conversation_action (GtkWidget  *widget,
                              const char *action_name,
                              GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);
  guint position = chat_conversation_list_find_shown (get_list (self));

  if (position == GTK_INVALID_LIST_POSITION)
    show_nth (self, 0);
  else if (position > 0)
    show_nth (self, position - 1);
}


static gboolean
has_focus_in_sidebar (ChatWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->sidebar));
}


/* Over the conversation it is what one looks at. Until it has begun to come in it cannot have the
 * focus, nor must a key then be meant for what it comes to lie over. */
static void
focus_sidebar (ChatWindow *self)
{
  if (!adw_flap_get_folded (self->flap) || !adw_flap_get_reveal_flap (self->flap)
      || has_focus_in_sidebar (self))
    return;

  /* An empty list cannot have it either. */
  if (!gtk_widget_child_focus (GTK_WIDGET (get_list (self)), GTK_DIR_TAB_FORWARD)
      && !gtk_widget_child_focus (GTK_WIDGET (self->sidebar), GTK_DIR_TAB_FORWARD))
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
}


static void
set_sidebar_shown (ChatWindow *self,
                   gboolean    shown)
{
  adw_flap_set_reveal_flap (self->flap, shown);
  if (shown)
    focus_sidebar (self);
  else if (has_focus_in_sidebar (self))
    chat_view_focus_composer (self->view);
}


/* To be read it is no longer unread, so that the next time another one is shown. */
static void
next_unread_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);
  ChatConversationInfo *info =
    self->history != NULL ? chat_history_find_unread (self->history) : NULL;

  if (info != NULL)
    chat_window_show_conversation (self, chat_conversation_info_get_uid (info));
}


static void
toggle_sidebar_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);

  set_sidebar_shown (self, !adw_flap_get_reveal_flap (self->flap));
}


static void
find_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);

  gtk_widget_activate_action (GTK_WIDGET (self->view), "chat.find", NULL);
}


static void
search_words_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  chat_window_search_for (CHAT_WINDOW (widget), g_variant_get_string (parameter, NULL));
}


static void
search_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  chat_window_search_show (CHAT_WINDOW (widget)->search);
}


static void
close_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}


static gboolean
sidebar_is_there (ChatWindow *self)
{
  GtkWidget *sidebar = GTK_WIDGET (self->sidebar);
  graphene_rect_t bounds;

  return adw_flap_get_reveal_progress (self->flap) >= 1 && gtk_widget_get_mapped (sidebar) &&
         gtk_widget_compute_bounds (sidebar, GTK_WIDGET (self), &bounds) &&
         bounds.origin.x >= 0 &&
         bounds.origin.x + bounds.size.width <= gtk_widget_get_width (GTK_WIDGET (self));
}


/* A menu of what is still coming in would open beside the window. */
static gboolean
popup_menu_cb (GtkWidget     *widget,
               GdkFrameClock *clock,
               gpointer       user_data)
{
  ChatWindow *self = CHAT_WINDOW (widget);

  if (adw_flap_get_reveal_flap (self->flap) && !sidebar_is_there (self))
    return G_SOURCE_CONTINUE;

  if (sidebar_is_there (self))
    chat_sidebar_popup_menu (self->sidebar);

  return G_SOURCE_REMOVE;
}


static void
menu_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);

  adw_flap_set_reveal_flap (self->flap, TRUE);
  if (sidebar_is_there (self))
    chat_sidebar_popup_menu (self->sidebar);
  else
    gtk_widget_add_tick_callback (widget, popup_menu_cb, NULL, NULL);
}


static void
conversation_menu_action (GtkWidget  *widget,
                          const char *action_name,
                          GVariant   *parameter)
{
  gtk_menu_button_popup (CHAT_WINDOW (widget)->menu_button);
}


/* In a narrow window there is no button for it. */
static void
choose_model_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);
  GtkWidget *popover;

  if (gtk_widget_is_visible (self->model_button))
    {
      gtk_menu_button_popup (GTK_MENU_BUTTON (self->model_button));
      return;
    }

  popover = chat_model_popover_new (self->engine);
  chat_model_popover_set_conversation (CHAT_MODEL_POPOVER (popover),
                                       chat_view_get_conversation (self->view));
  g_signal_connect_object (popover, "chosen", G_CALLBACK (chat_window_choose), self,
                           G_CONNECT_SWAPPED);
  chat_popover_show (popover, GTK_WIDGET (self->header_bar), GTK_WIDGET (self->menu_button));
}


static void
show_shortcuts_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  chat_dialogs_present_shortcuts (GTK_WINDOW (widget));
}


static void
change_keys_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  chat_dialogs_present_keys (GTK_WINDOW (widget));
}


static void
open_preferences_action (GtkWidget  *widget,
                         const char *action_name,
                         GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);

  gtk_window_present (GTK_WINDOW (chat_preferences_window_new (GTK_WINDOW (self), self->engine,
                                                               self->settings)));
}


static void
open_preferences_page_action (GtkWidget  *widget,
                              const char *action_name,
                              GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);
  GtkWidget *preferences =
    chat_preferences_window_new (GTK_WINDOW (self), self->engine, self->settings);

  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (preferences),
                                                g_variant_get_string (parameter, NULL));
  gtk_window_present (GTK_WINDOW (preferences));
}


static void
about_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  chat_dialogs_present_about (GTK_WINDOW (widget));
}


static void
help_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  gtk_window_present (GTK_WINDOW (chat_help_window_new (GTK_WINDOW (widget))));
}


static void
try_again_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);

  if (self->history != NULL)
    chat_history_try_again (self->history);
}


static void
close_problem_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);

  g_free (self->closed_problem);
  self->closed_problem = g_strdup (chat_history_get_problem (self->history));
  chat_window_update_header (self);
}


/* From windows in front of this one that may be closed when there is something to say. It stays
 * until it was read. */
static void
tell_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  chat_window_tell_state (CHAT_WINDOW (widget),
                          chat_toast_new_lasting (g_variant_get_string (parameter, NULL)));
}


void
chat_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.new-conversation", NULL,
                                   new_conversation_action);
  gtk_widget_class_install_action (widget_class, "win.show-conversation", "s",
                                   show_conversation_action);
  gtk_widget_class_install_action (widget_class, "win.next-conversation", NULL,
                                   next_conversation_action);
  gtk_widget_class_install_action (widget_class, "win.previous-conversation", NULL,
                                   previous_conversation_action);
  gtk_widget_class_install_action (widget_class, "win.next-unread", NULL, next_unread_action);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, toggle_sidebar_action);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.search-words", "s", search_words_action);
  gtk_widget_class_install_action (widget_class, "win.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "win.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "win.conversation-menu", NULL,
                                   conversation_menu_action);
  gtk_widget_class_install_action (widget_class, "win.choose-model", NULL, choose_model_action);
  gtk_widget_class_install_action (widget_class, "win.show-shortcuts", NULL, show_shortcuts_action);
  gtk_widget_class_install_action (widget_class, "win.change-keys", NULL, change_keys_action);
  gtk_widget_class_install_action (widget_class, "win.open-preferences", NULL,
                                   open_preferences_action);
  gtk_widget_class_install_action (widget_class, "win.open-preferences-page", "s",
                                   open_preferences_page_action);
  gtk_widget_class_install_action (widget_class, "win.help", NULL, help_action);
  gtk_widget_class_install_action (widget_class, "win.about", NULL, about_action);
  gtk_widget_class_install_action (widget_class, "win.try-again", NULL, try_again_action);
  gtk_widget_class_install_action (widget_class, "win.close-problem", NULL, close_problem_action);
  gtk_widget_class_install_action (widget_class, "win.tell", "s", tell_action);
}


static gboolean
number_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  show_nth (CHAT_WINDOW (widget), g_variant_get_uint32 (arguments));

  return GDK_EVENT_STOP;
}


static gboolean
escape_flap_cb (GtkWidget *widget,
                GVariant  *arguments,
                gpointer   user_data)
{
  ChatWindow *self = CHAT_WINDOW (gtk_widget_get_root (widget));

  if (!adw_flap_get_folded (self->flap) || !adw_flap_get_reveal_flap (self->flap))
    return GDK_EVENT_PROPAGATE;

  set_sidebar_shown (self, FALSE);

  return GDK_EVENT_STOP;
}


/* The keys of the view are those of what can be seen there. */
static gboolean
take_offer_cb (GtkWidget *widget,
               GVariant  *arguments,
               gpointer   user_data)
{
  ChatWindow *self = CHAT_WINDOW (gtk_widget_get_root (widget));

  chat_toast_place_take_offer (self->page_place);

  return GDK_EVENT_STOP;
}


static void
add_page_keys (ChatWindow *self)
{
  GtkWidget *page = GTK_WIDGET (self->page_toasts);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    chat_shortcuts_new_shortcut (page, "chat.take-offer",
                                 gtk_callback_action_new (take_offer_cb, NULL, NULL)));
  gtk_widget_add_controller (page, keys);
}


void
chat_window_add_keys (ChatWindow *self)
{
  GtkEventController *numbers = gtk_shortcut_controller_new ();
  GtkEventController *escape = gtk_shortcut_controller_new ();

  for (guint i = 0; i < CHAT_SHORTCUTS_N_DIGITS; i++)
    {
      GtkShortcut *shortcut =
        chat_shortcuts_new_nth_shortcut (GTK_WIDGET (self), "win.show-nth", i,
                                         gtk_callback_action_new (number_cb, NULL, NULL));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_uint32 (i));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (numbers), shortcut);
    }
  gtk_widget_add_controller (GTK_WIDGET (self), numbers);

  /* Before the conversation has its Escape, after whatever is open in the sidebar. */
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (escape),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                      gtk_callback_action_new (escape_flap_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->flap), escape);
  add_page_keys (self);

  /* It cannot have the focus before it has begun to come in. */
  g_signal_connect_object (self->sidebar, "map", G_CALLBACK (focus_sidebar), self,
                           G_CONNECT_SWAPPED);
}
