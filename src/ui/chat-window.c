/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A window: header bar, banner and one conversation.
 */

#include "chat-window.h"

#include "chat-dialogs.h"
#include "chat-profile-menu.h"
#include "chat-shortcuts.h"

#include <glib/gi18n.h>

struct _ChatWindow
{
  AdwApplicationWindow  parent_instance;

  ChatEngine           *engine;
  ChatView             *view;          /* the bin holds it */
  ChatView             *aside;         /* the one before it, while its toast offers the way back */
  AdwToast             *aside_toast;
  GMenuModel           *profile_menu;

  GtkWidget            *header_bar;
  AdwWindowTitle       *title;
  GtkWidget            *new_button;
  GtkWidget            *model_button;
  GtkLabel             *model_label;
  GtkMenuButton        *menu_button;
  GMenu                *profile_section;
  GtkRevealer          *banner;
  GtkOrientable        *banner_box;
  AdwBin               *bin;
};

G_DEFINE_FINAL_TYPE (ChatWindow, chat_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_0,
  PROP_ENGINE,
  PROP_PROFILE_POSITION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];


static int
get_profile_position (ChatWindow *self)
{
  GListModel *profiles = chat_engine_get_profiles (self->engine);

  for (guint i = 0; i < g_list_model_get_n_items (profiles); i++)
    {
      g_autoptr(ChatProfile) profile = g_list_model_get_item (profiles, i);

      if (profile == chat_engine_get_profile (self->engine))
        return i;
    }

  return -1;
}


static void
set_profile_position (ChatWindow *self,
                      int         position)
{
  GListModel *profiles = chat_engine_get_profiles (self->engine);
  g_autoptr(ChatProfile) profile = g_list_model_get_item (profiles, position);

  if (profile != NULL)
    chat_engine_set_profile (self->engine, profile);
}


static gboolean
is_filled (ChatView *view)
{
  return chat_conversation_get_n_messages (chat_view_get_conversation (view)) > 0;
}


/* In a narrow window it takes much of the height, which a conversation needs more: the subtitle
 * goes on saying what the banner says. */
static void
update_banner (ChatWindow *self)
{
  gboolean demo = chat_profile_is_demo (chat_engine_get_profile (self->engine));
  gboolean room = !chat_view_is_narrow (self->view) || !is_filled (self->view);

  gtk_orientable_set_orientation (self->banner_box,
                                  chat_view_is_narrow (self->view) ? GTK_ORIENTATION_VERTICAL
                                                                   : GTK_ORIENTATION_HORIZONTAL);
  gtk_revealer_set_reveal_child (self->banner, demo && room);
}


static void
update_profile (ChatWindow *self)
{
  ChatProfile *profile = chat_engine_get_profile (self->engine);
  g_autofree char *label = chat_profile_menu_dup_label (profile);

  adw_window_title_set_subtitle (self->title, label);
  gtk_label_set_label (self->model_label, chat_profile_menu_get_short_name (profile));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->model_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  update_banner (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROFILE_POSITION]);
}


static void
update_title (ChatWindow *self)
{
  const char *title = chat_conversation_get_title (chat_view_get_conversation (self->view));

  adw_window_title_set_title (self->title, title != NULL ? title : _("New conversation"));
  gtk_window_set_title (GTK_WINDOW (self), title != NULL ? title : _("Claude Chat"));
}


static void
update_line (ChatWindow *self)
{
  if (chat_view_is_scrolled (self->view))
    gtk_widget_add_css_class (self->header_bar, "scrolled");
  else
    gtk_widget_remove_css_class (self->header_bar, "scrolled");
}


/* A narrow header bar has no place for the model: the menu takes the choice in. */
static void
update_narrow (ChatWindow *self)
{
  gboolean narrow = chat_view_is_narrow (self->view);

  gtk_widget_set_visible (self->model_button, !narrow);
  g_menu_remove_all (self->profile_section);
  if (narrow)
    g_menu_append_section (self->profile_section, NULL, self->profile_menu);
  update_banner (self);
}


static void
dismiss_aside (ChatWindow *self)
{
  g_autoptr(AdwToast) toast = g_steal_pointer (&self->aside_toast);

  if (toast != NULL)
    adw_toast_dismiss (toast);
  g_clear_object (&self->aside);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back", FALSE);
}


static void
aside_toast_dismissed_cb (AdwToast   *toast,
                          ChatWindow *self)
{
  if (toast != self->aside_toast)
    return;

  g_clear_object (&self->aside_toast);
  dismiss_aside (self);
}


/* Nothing else leads back to it yet, so the offer stays until it is closed. */
static void
put_aside (ChatWindow *self,
           ChatView   *view)
{
  self->aside = g_object_ref (view);
  self->aside_toast = adw_toast_new (_("Conversation put aside"));
  adw_toast_set_button_label (self->aside_toast, _("Go back"));
  adw_toast_set_action_name (self->aside_toast, "win.back");
  adw_toast_set_timeout (self->aside_toast, 0);
  g_signal_connect_object (self->aside_toast, "dismissed", G_CALLBACK (aside_toast_dismissed_cb),
                           self, 0);
  chat_view_add_toast (self->view, g_object_ref (self->aside_toast));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.back", TRUE);
}


static void
set_view (ChatWindow *self,
          ChatView   *view)
{
  ChatConversation *conversation = chat_view_get_conversation (view);

  if (self->view != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->view, self);
      g_signal_handlers_disconnect_by_data (chat_view_get_conversation (self->view), self);
    }

  self->view = view;
  adw_bin_set_child (self->bin, GTK_WIDGET (view));
  g_signal_connect_object (view, "notify::scrolled", G_CALLBACK (update_line), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::narrow", G_CALLBACK (update_narrow), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (conversation, "notify::title", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (conversation, "items-changed", G_CALLBACK (update_banner), self,
                           G_CONNECT_SWAPPED);
  update_title (self);
  update_line (self);
  update_narrow (self);
  chat_view_focus_composer (view);
}


/* The one that leaves is put aside if it holds anything. */
static void
exchange_view (ChatWindow *self,
               ChatView   *view)
{
  g_autoptr(ChatView) former = g_object_ref (self->view);

  dismiss_aside (self);
  set_view (self, view);
  if (is_filled (former))
    put_aside (self, former);
}


static ChatView *
new_view (ChatWindow *self)
{
  g_autoptr(ChatConversation) conversation = chat_conversation_new ();

  return CHAT_VIEW (chat_view_new (self->engine, conversation));
}


static void
new_conversation_action (GtkWidget  *widget,
                         const char *action_name,
                         GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);

  if (is_filled (self->view))
    exchange_view (self, new_view (self));
  else
    chat_view_focus_composer (self->view);
}


static void
back_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChatWindow *self = CHAT_WINDOW (widget);
  g_autoptr(ChatView) aside = g_steal_pointer (&self->aside);

  if (aside != NULL)
    exchange_view (self, aside);
}


static void
close_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}


static void
menu_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  gtk_menu_button_popup (CHAT_WINDOW (widget)->menu_button);
}


static void
show_shortcuts_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  chat_dialogs_present_shortcuts (GTK_WINDOW (widget));
}


static void
open_preferences_action (GtkWidget  *widget,
                         const char *action_name,
                         GVariant   *parameter)
{
  chat_dialogs_present_keys (GTK_WINDOW (widget));
}


static void
about_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  chat_dialogs_present_about (GTK_WINDOW (widget));
}


static void
chat_window_constructed (GObject *object)
{
  ChatWindow *self = CHAT_WINDOW (object);

  G_OBJECT_CLASS (chat_window_parent_class)->constructed (object);

  self->profile_menu =
    chat_profile_menu_new (chat_engine_get_profiles (self->engine), "win.profile");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->model_button), self->profile_menu);
  g_signal_connect_object (self->engine, "notify::profile", G_CALLBACK (update_profile), self,
                           G_CONNECT_SWAPPED);
  set_view (self, new_view (self));
  update_profile (self);
  dismiss_aside (self);
}


static void
chat_window_dispose (GObject *object)
{
  ChatWindow *self = CHAT_WINDOW (object);

  g_clear_object (&self->aside_toast);
  g_clear_object (&self->aside);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHAT_TYPE_WINDOW);
  g_clear_object (&self->profile_menu);
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
  properties[PROP_PROFILE_POSITION] =
    g_param_spec_int ("profile-position", NULL, NULL, -1, G_MAXINT, -1,
                      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}


static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.new-conversation", NULL,
                                   new_conversation_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "win.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "win.show-shortcuts", NULL, show_shortcuts_action);
  gtk_widget_class_install_action (widget_class, "win.open-preferences", NULL,
                                   open_preferences_action);
  gtk_widget_class_install_action (widget_class, "win.about", NULL, about_action);
  gtk_widget_class_install_property_action (widget_class, "win.profile", "profile-position");
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
  install_actions (widget_class);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/ClaudeChat/ui/chat-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, header_bar);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, title);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, model_button);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, model_label);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, profile_section);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, banner_box);
  gtk_widget_class_bind_template_child (widget_class, ChatWindow, bin);
}


static void
chat_window_init (ChatWindow *self)
{
  g_autofree char *new_tooltip =
    chat_shortcuts_dup_tooltip (_("New conversation"), "win.new-conversation");
  g_autofree char *menu_tooltip = chat_shortcuts_dup_tooltip (_("Menu"), "win.menu");

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_tooltip_text (self->new_button, new_tooltip);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu_button), menu_tooltip);
}


GtkWidget *
chat_window_new (GtkApplication *application,
                 ChatEngine     *engine)
{
  return g_object_new (CHAT_TYPE_WINDOW,
                       "application", application,
                       "engine", engine,
                       NULL);
}


ChatView *
chat_window_get_view (ChatWindow *self)
{
  g_return_val_if_fail (CHAT_IS_WINDOW (self), NULL);

  return self->view;
}
