/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A window: the sidebar, and beside it header bar, banners and one conversation.
 */

#include "chat-window.h"

#include "chat-profile-menu.h"
#include "chat-title-bin.h"
#include "chat-window-private.h"
#include "chat-words.h"

G_DEFINE_FINAL_TYPE (ChatWindow, chat_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_0,
  PROP_ENGINE,
  PROP_SETTINGS,
  PROP_PROFILE_POSITION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];


static ChatConversation *
get_conversation (ChatWindow *self)
{
  return chat_view_get_conversation (self->view);
}


static int
get_profile_position (ChatWindow *self)
{
  GListModel *profiles = chat_engine_get_profiles (self->engine);
  ChatProfile *chosen;

  /* Actions ask before there is anything to show. */
  if (self->view == NULL)
    return -1;

  chosen = chat_engine_get_profile_for (self->engine, get_conversation (self));
  for (guint i = 0; i < g_list_model_get_n_items (profiles); i++)
    {
      g_autoptr(ChatProfile) profile = g_list_model_get_item (profiles, i);

      if (profile == chosen)
        return i;
    }

  return -1;
}


void
chat_window_choose (ChatWindow  *self,
                    ChatProfile *profile,
                    const char  *model)
{
  chat_view_choose (self->view, profile, model);
  chat_window_tell_left_out (self);
}


static void
set_profile_position (ChatWindow *self,
                      int         position)
{
  GListModel *profiles = chat_engine_get_profiles (self->engine);
  g_autoptr(ChatProfile) profile = g_list_model_get_item (profiles, position);

  if (profile != NULL)
    chat_window_choose (self, profile, NULL);
}


static void
profile_cb (ChatWindow *self)
{
  chat_window_update_header (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROFILE_POSITION]);
}


static void
update_profile_menu (ChatWindow *self)
{
  g_clear_object (&self->profile_menu);
  self->profile_menu =
    chat_profile_menu_new (chat_engine_get_profiles (self->engine), "win.profile");
}


static void
active_cb (ChatWindow *self)
{
  if (self->view != NULL)
    chat_window_update_shown (self);
}


ChatToastPlace *
chat_window_get_toast_place (ChatWindow *self)
{
  return self->page != NULL ? self->page_place : chat_view_get_toast_place (self->view);
}


/* @page (nullable): else the view */
static void
bring_in_front (ChatWindow *self,
                GtkWidget  *page)
{
  gboolean turns = (page != NULL) != (self->page != NULL);

  self->page = page;
  if (page != NULL)
    adw_toast_overlay_set_child (self->page_toasts, page);
  gtk_stack_set_visible_child (self->pages, page != NULL ? GTK_WIDGET (self->page_toasts)
                                                         : GTK_WIDGET (self->views));
  if (turns && page != NULL)
    chat_toast_place_follow (self->page_place, chat_view_get_toast_place (self->view));
  else if (turns)
    chat_toast_place_take_over (chat_view_get_toast_place (self->view), self->page_place);
}


void
chat_window_show_page (ChatWindow *self,
                       GtkWidget  *page,
                       const char *title,
                       const char *subtitle)
{
  g_return_if_fail (CHAT_IS_WINDOW (self));

  bring_in_front (self, page);
  if (page != NULL)
    {
      adw_window_title_set_title (self->title, title);
      adw_window_title_set_subtitle (self->title, subtitle);
    }

  chat_window_update_header (self);
  chat_window_update_shown (self);
}


static void
chat_window_constructed (GObject *object)
{
  ChatWindow *self = CHAT_WINDOW (object);
  g_autoptr(ChatAnnouncer) announcer = NULL;

  G_OBJECT_CLASS (chat_window_parent_class)->constructed (object);

  chat_window_restore_size (self);
  announcer = chat_announcer_new (GTK_WIDGET (self->page_toasts), self->settings);
  self->page_place = chat_toast_place_new (self->page_toasts, announcer);
  g_set_object (&self->history, chat_engine_get_history (self->engine));
  update_profile_menu (self);
  chat_window_offer_models (self);
  g_signal_connect_object (chat_engine_get_profiles (self->engine), "items-changed",
                           G_CALLBACK (update_profile_menu), self, G_CONNECT_SWAPPED);
  chat_window_show_fresh (self);
  g_signal_connect_object (self->engine, "notify::profile", G_CALLBACK (profile_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->engine, "choice-changed", G_CALLBACK (profile_cb), self,
                           G_CONNECT_SWAPPED);

  chat_sidebar_set_history (self->sidebar, self->history);
  self->search = chat_window_search_new (self, self->history);
  if (self->history == NULL)
    return;

  g_signal_connect_object (self->history, "list-changed", G_CALLBACK (chat_window_update_info),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->history, "notify::problem",
                           G_CALLBACK (chat_window_update_header), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->history, "notify::state",
                           G_CALLBACK (chat_window_update_header), self, G_CONNECT_SWAPPED);
}


static void
chat_window_dispose (GObject *object)
{
  ChatWindow *self = CHAT_WINDOW (object);

  if (self->shown != NULL)
    chat_history_set_shown (self->history, self->shown, FALSE);
  g_clear_object (&self->shown);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_cancellable_cancel (self->transfer);
  g_clear_object (&self->transfer);
  g_clear_object (&self->waiting_toast);
  g_clear_object (&self->page_place);
  g_clear_weak_pointer (&self->parameters);
  g_clear_pointer (&self->closed_problem, g_free);
  g_clear_pointer (&self->left, g_free);
  g_clear_pointer (&self->palette_target, g_free);
  g_clear_pointer (&self->slash_commands, g_ptr_array_unref);
  if (self->info != NULL)
    g_signal_handlers_disconnect_by_data (self->info, self);
  g_clear_object (&self->info);
  if (self->history != NULL)
    g_signal_handlers_disconnect_by_data (self->history, self);

  g_clear_object (&self->search);
  g_clear_pointer (&self->cache, chat_view_cache_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHAT_TYPE_WINDOW);
  g_clear_object (&self->fresh);
  g_clear_object (&self->view);
  g_clear_object (&self->profile_menu);
  g_clear_object (&self->history);
  g_clear_object (&self->settings);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chat_window_parent_class)->dispose (object);
}


static void
chat_window_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  ChatWindow *self = CHAT_WINDOW (object);

  switch (prop_id)
    {
    case PROP_ENGINE:
      g_value_set_object (value, self->engine);
      break;

    case PROP_SETTINGS:
      g_value_set_object (value, self->settings);
      break;

    case PROP_PROFILE_POSITION:
      g_value_set_int (value, get_profile_position (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}


static void
chat_window_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  ChatWindow *self = CHAT_WINDOW (object);

  switch (prop_id)
    {
    case PROP_ENGINE:
      self->engine = g_value_dup_object (value);
      break;

    case PROP_SETTINGS:
      self->settings = g_value_dup_object (value);
      break;

    case PROP_PROFILE_POSITION:
      set_profile_position (self, g_value_get_int (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}


static void
install_properties (GObjectClass *object_class)
{
  properties[PROP_ENGINE] =
    g_param_spec_object ("engine", NULL, NULL, CHAT_TYPE_ENGINE,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SETTINGS] =
    g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PROFILE_POSITION] =
    g_param_spec_int ("profile-position", NULL, NULL, -1, G_MAXINT, -1,
                      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}


static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (CHAT_TYPE_BANNER);
  g_type_ensure (CHAT_TYPE_SIDEBAR);
  g_type_ensure (CHAT_TYPE_TITLE_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/ClaudeChat/ui/chat-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, overlay);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, header_bar);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, title);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, model_button);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, model_label);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, conversation_menu);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, profile_section);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, conversation_section);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, problem_banner);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, trash_banner);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, transfer_banner);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, views);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, page_toasts);
  gtk_widget_class_bind_template_callback_full (widget_class, "update_flap",
                                                G_CALLBACK (chat_window_update_flap));
}


static void
chat_window_class_init (ChatWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = chat_window_constructed;
  object_class->dispose = chat_window_dispose;
  object_class->get_property = chat_window_get_property;
  object_class->set_property = chat_window_set_property;

  install_properties (object_class);
  gtk_widget_class_install_property_action (widget_class, "win.profile", "profile-position");
  chat_window_install_actions (widget_class);
  chat_window_install_answers (widget_class);
  chat_window_install_verbs (widget_class);
  chat_window_install_commands (widget_class);
  chat_window_install_transfers (widget_class);
  chat_window_install_memory (G_TYPE_FROM_CLASS (klass));
  bind_template (widget_class);
}


static void
chat_window_init (ChatWindow *self)
{
  chat_accessible_keep_role (GTK_WIDGET (self));
  chat_words_fit_window (GTK_WIDGET (self));
  gtk_widget_init_template (GTK_WIDGET (self));
  chat_words_offer_menu (self->menu_button, self->conversation_menu);
  self->cache = chat_view_cache_new (self->views);
  chat_window_explain_buttons (self);
  chat_window_add_keys (self);
  g_signal_connect_object (self, "notify::is-active", G_CALLBACK (active_cb), self,
                           G_CONNECT_SWAPPED);
}


GtkWidget *
chat_window_new (GtkApplication *application,
                 ChatEngine     *engine,
                 GSettings      *settings)
{
  return g_object_new (CHAT_TYPE_WINDOW,
                       "application", application,
                       "engine", engine,
                       "settings", settings,
                       NULL);
}


ChatView *
chat_window_get_view (ChatWindow *self)
{
  g_return_val_if_fail (CHAT_IS_WINDOW (self), NULL);

  return self->view;
}


ChatSidebar *
chat_window_get_sidebar (ChatWindow *self)
{
  g_return_val_if_fail (CHAT_IS_WINDOW (self), NULL);

  return self->sidebar;
}


GtkWidget *
chat_window_get_page (ChatWindow *self)
{
  g_return_val_if_fail (CHAT_IS_WINDOW (self), NULL);

  return self->page;
}


/* One for a view that is about to go would not be seen. FALSE: it can be shown now. */
static gboolean
wait_for_view (ChatWindow *self,
               AdwToast   *toast)
{
  if (self->loading == NULL)
    return FALSE;

  g_clear_object (&self->waiting_toast);
  self->waiting_toast = toast;

  return TRUE;
}


void
chat_window_add_toast (ChatWindow *self,
                       AdwToast   *toast)
{
  g_return_if_fail (CHAT_IS_WINDOW (self));

  if (wait_for_view (self, toast))
    return;

  chat_toast_place_add (chat_window_get_toast_place (self), toast);
}


void
chat_window_tell_state (ChatWindow *self,
                        AdwToast   *toast)
{
  g_return_if_fail (CHAT_IS_WINDOW (self));

  if (wait_for_view (self, toast))
    return;

  chat_toast_place_tell_state (chat_window_get_toast_place (self), toast);
}
