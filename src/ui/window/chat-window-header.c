/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands above the conversation: the header bar and the banners.
 */

#include "chat-conversation-menu.h"
#include "chat-profile-menu.h"
#include "chat-shortcuts.h"
#include "chat-window-private.h"
#include "chat-words.h"

#include <glib/gi18n.h>


/* In a narrow window the demonstration's takes much of the height, which a conversation needs more:
 * the subtitle goes on saying what the banner says. */
static gboolean
has_room_for_demo (ChatWindow *self)
{
  ChatConversation *conversation = chat_view_get_conversation (self->view);

  return !chat_view_is_narrow (self->view) || chat_conversation_get_last (conversation) == NULL;
}


/* What lasts can be tried again; what is over can only be taken note of. */
static void
update_problem (ChatWindow *self)
{
  const char *problem = self->history != NULL ? chat_history_get_problem (self->history) : NULL;
  gboolean over;

  /* Not emptied when it goes, as that takes a moment. */
  if (problem != NULL)
    {
      over = chat_history_get_state (self->history) == CHAT_HISTORY_READY;
      chat_banner_set_text (self->problem_banner, problem);
      g_object_set (self->problem_banner,
                    "label", over ? _("Close") : _("Try again"),
                    "action", over ? "win.close-problem" : "win.try-again",
                    "other-label", over ? NULL : _("Save elsewhere…"),
                    NULL);
    }
  chat_banner_set_revealed (self->problem_banner,
                            problem != NULL && g_strcmp0 (problem, self->closed_problem) != 0);
}


static ChatProfile *
get_profile (ChatWindow *self)
{
  return chat_engine_get_profile_for (self->engine, chat_view_get_conversation (self->view));
}


static const char *
get_model (ChatWindow *self)
{
  return chat_engine_get_model_for (self->engine, chat_view_get_conversation (self->view));
}


/* The focus would go to the sidebar, away with its button. */
static void
reveal_banner (ChatWindow *self,
               ChatBanner *banner,
               gboolean    revealed)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (!revealed && focus != NULL && self->page == NULL &&
      gtk_widget_is_ancestor (focus, GTK_WIDGET (banner)))
    chat_view_focus_composer (self->view);
  chat_banner_set_revealed (banner, revealed);
}


static void
update_banners (ChatWindow *self)
{
  gboolean demo = chat_profile_is_demo (get_profile (self));
  gboolean narrow = chat_view_is_narrow (self->view);

  chat_banner_set_narrow (self->banner, narrow);
  chat_banner_set_narrow (self->problem_banner, narrow);
  chat_banner_set_narrow (self->trash_banner, narrow);
  chat_banner_set_narrow (self->transfer_banner, narrow);
  reveal_banner (self, self->banner, demo && self->page == NULL && has_room_for_demo (self));
  update_problem (self);
  reveal_banner (self, self->trash_banner, self->trashed && self->page == NULL);
}


static void
update_title (ChatWindow *self)
{
  const char *title = chat_conversation_get_title (chat_view_get_conversation (self->view));
  g_autofree char *profile = chat_profile_menu_dup_label (get_profile (self), get_model (self));

  if (self->page != NULL)
    return;

  adw_window_title_set_title (self->title, title != NULL ? title : _("New conversation"));
  adw_window_title_set_subtitle (self->title, profile);
  gtk_window_set_title (GTK_WINDOW (self), title != NULL ? title : _("Claude Chat"));
}


/* A narrow header bar has no place for the model: the menu takes the choice in. */
static void
update_model (ChatWindow *self)
{
  g_autofree char *label = chat_profile_menu_dup_label (get_profile (self), get_model (self));
  gboolean narrow = chat_view_is_narrow (self->view);

  gtk_label_set_label (self->model_label, chat_profile_menu_get_short_name (get_model (self)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->model_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_set_visible (self->model_button, !narrow && self->page == NULL);

  g_menu_remove_all (self->profile_section);
  if (narrow)
    g_menu_append_section (self->profile_section, NULL, self->profile_menu);
}


static void
update_line (ChatWindow *self)
{
  if (self->page != NULL || chat_view_is_scrolled (self->view))
    gtk_widget_add_css_class (GTK_WIDGET (self->header_bar), "scrolled");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->header_bar), "scrolled");
}


void
chat_window_update_header (ChatWindow *self)
{
  update_title (self);
  update_model (self);
  update_line (self);
  update_banners (self);
}


void
chat_window_explain_buttons (ChatWindow *self)
{
  chat_words_set_tooltip (GTK_WIDGET (self->model_button), _("Who answers"));
  chat_words_set_tooltip (GTK_WIDGET (self->menu_button), _("Conversation"));
  chat_shortcuts_set_tooltip (self->sidebar_button, _("Sidebar"), "win.toggle-sidebar");
}


void
chat_window_update_menu (ChatWindow *self)
{
  g_autoptr(GMenuModel) menu = NULL;

  g_menu_remove_all (self->conversation_section);
  if (self->info == NULL)
    return;

  menu = chat_conversation_menu_new (self->info);
  g_menu_append_section (self->conversation_section, NULL, menu);
}


/* Folded, the sidebar lies over the content; its header bar then has no part in the window's. */
void
chat_window_update_flap (ChatWindow *self)
{
  gboolean folded = adw_flap_get_folded (self->flap);
  gboolean revealed = adw_flap_get_reveal_flap (self->flap);

  adw_header_bar_set_show_start_title_buttons (self->header_bar, folded || !revealed);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->sidebar_button),
                               GTK_ACCESSIBLE_STATE_EXPANDED, revealed,
                               -1);
}
