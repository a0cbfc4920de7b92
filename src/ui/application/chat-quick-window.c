/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small window for one question: the composer, and above it what is answered.
 */

#include "chat-quick-window.h"

#include "chat-accessible.h"
#include "chat-dialogs.h"
#include "chat-engine-presets.h"
#include "chat-history-texts.h"
#include "chat-model-popover.h"
#include "chat-parameters-window.h"
#include "chat-preferences-window.h"
#include "chat-profile-menu.h"
#include "chat-prompts-window.h"
#include "chat-shortcuts.h"
#include "chat-title-bin.h"
#include "chat-toast.h"
#include "chat-words.h"

#include <glib/gi18n.h>

/* px; without a reply it is only as high as the composer. */
#define WIDTH         600
#define FILLED_HEIGHT 520

struct _ChatQuickWindow
{
  AdwApplicationWindow  parent_instance;

  ChatEngine           *engine;
  GSettings            *settings;
  ChatView             *view;          /* of the bin */
  ChatConversation     *shown;         /* the history was told that it is in front, or NULL */
  gboolean              kept;          /* what is written belongs to a kept conversation */
  gboolean              filled;        /* it is high */

  AdwBin               *bin;
  GtkWidget            *header_bar;
  GtkMenuButton        *model_button;
  GtkLabel             *model_label;
  GtkWidget            *open_button;
  ChatModelPopover     *models;        /* of the button, once it was wanted; or NULL */
};

G_DEFINE_FINAL_TYPE (ChatQuickWindow, chat_quick_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  SIGNAL_OPENED,
  SIGNAL_LEFT,
  SIGNAL_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];


static ChatConversation *
get_conversation (ChatQuickWindow *self)
{
  return chat_view_get_conversation (self->view);
}


/* NULL without a history, and before anything was said. */
static ChatConversationInfo *
get_info (ChatQuickWindow *self)
{
  ChatHistory *history = chat_engine_get_history (self->engine);

  return history != NULL
         ? chat_history_get_info (history, chat_conversation_get_uid (get_conversation (self)))
         : NULL;
}


/* A reply that ends is unread unless it is in front of somebody. */
static void
update_shown (ChatQuickWindow *self)
{
  ChatHistory *history = chat_engine_get_history (self->engine);
  gboolean in_front = gtk_window_is_active (GTK_WINDOW (self)) && self->view != NULL;
  ChatConversation *shown = in_front ? get_conversation (self) : NULL;

  if (history == NULL || shown == self->shown)
    return;

  if (self->shown != NULL)
    chat_history_set_shown (history, self->shown, FALSE);
  g_set_object (&self->shown, shown);
  if (shown != NULL)
    chat_history_set_shown (history, shown, TRUE);
}


static void
update_model (ChatQuickWindow *self)
{
  ChatProfile *profile;
  const char *model;
  g_autofree char *label = NULL;

  if (self->view == NULL)
    return;

  profile = chat_engine_get_profile_for (self->engine, get_conversation (self));
  model = chat_engine_get_model_for (self->engine, get_conversation (self));
  label = chat_profile_menu_dup_label (profile, model);
  gtk_label_set_label (self->model_label, chat_profile_menu_get_short_name (model));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->model_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}


static void
update_line (ChatQuickWindow *self)
{
  if (chat_view_is_scrolled (self->view))
    gtk_widget_add_css_class (self->header_bar, "scrolled");
  else
    gtk_widget_remove_css_class (self->header_bar, "scrolled");
}


static void
update_height (ChatQuickWindow *self)
{
  self->filled = chat_conversation_get_last (get_conversation (self)) != NULL;
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, self->filled ? FILLED_HEIGHT : -1);
}


static void
items_changed_cb (ChatQuickWindow *self)
{
  if ((chat_conversation_get_last (get_conversation (self)) != NULL) != self->filled)
    update_height (self);
}


/* What is not begun has its draft in the full window, with which this one must not meddle. */
static void
list_changed_cb (ChatQuickWindow *self)
{
  if (self->kept || self->view == NULL || get_info (self) == NULL)
    return;

  self->kept = TRUE;
  chat_view_keep_draft (self->view, FALSE);
  chat_view_keep_place (self->view, NULL);
}


static void
leave_conversation (ChatQuickWindow *self)
{
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (get_conversation (self), self);
}


static void
show_conversation (ChatQuickWindow  *self,
                   ChatConversation *conversation)
{
  leave_conversation (self);
  self->view = CHAT_VIEW (chat_view_new (self->engine, self->settings, conversation));
  self->kept = FALSE;
  chat_view_set_compact (self->view);
  adw_bin_set_child (self->bin, GTK_WIDGET (self->view));
  g_signal_connect_object (conversation, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "notify::scrolled", G_CALLBACK (update_line), self,
                           G_CONNECT_SWAPPED);
  if (self->models != NULL)
    chat_model_popover_set_conversation (self->models, conversation);
  update_model (self);
  update_line (self);
  update_height (self);
  update_shown (self);
  list_changed_cb (self);
}


static void
begin (ChatQuickWindow *self)
{
  g_autoptr(ChatConversation) conversation = chat_engine_new_conversation (self->engine);

  show_conversation (self, conversation);
}


/* Whether something is still to be seen or done in the conversation of now. */
static gboolean
is_open (ChatQuickWindow *self,
         const char      *draft)
{
  ChatConversationInfo *info = get_info (self);

  return *draft != '\0' ||
         (info != NULL && chat_conversation_info_get_activity (info) != CHAT_ACTIVITY_NONE);
}


/* What is not begun is for the next time; the program may end with this window. */
static void
keep_draft (ChatQuickWindow *self,
            const char      *draft)
{
  ChatHistory *history = chat_engine_get_history (self->engine);

  if (history != NULL && get_info (self) == NULL)
    chat_history_set_asked_draft (history, draft);
}


/* Not only hidden: shown again on X11, GTK 4.8 would not know whether it has the focus. */
static void
hide (ChatQuickWindow *self)
{
  g_autofree char *draft = chat_view_dup_draft (self->view);

  keep_draft (self, draft);
  if (is_open (self, draft))
    g_signal_emit (self, signals[SIGNAL_LEFT], 0, get_conversation (self), draft);
  gtk_window_destroy (GTK_WINDOW (self));
}


static void
open_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChatQuickWindow *self = CHAT_QUICK_WINDOW (widget);
  g_autoptr(ChatConversation) conversation = g_object_ref (get_conversation (self));
  g_autofree char *draft = chat_view_dup_draft (self->view);
  const char *uid = get_info (self) != NULL ? chat_conversation_get_uid (conversation) : NULL;

  /* In this order: the program must not be without a window for a moment. */
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, uid, uid == NULL ? draft : NULL);
  gtk_window_destroy (GTK_WINDOW (self));
}


static void
hide_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  hide (CHAT_QUICK_WINDOW (widget));
}


static void
new_conversation_action (GtkWidget  *widget,
                         const char *action_name,
                         GVariant   *parameter)
{
  ChatQuickWindow *self = CHAT_QUICK_WINDOW (widget);

  begin (self);
  chat_view_focus_composer (self->view);
}


static void
show_conversation_action (GtkWidget  *widget,
                          const char *action_name,
                          GVariant   *parameter)
{
  ChatQuickWindow *self = CHAT_QUICK_WINDOW (widget);

  g_signal_emit (self, signals[SIGNAL_OPENED], 0, g_variant_get_string (parameter, NULL), NULL);
  hide (self);
}


static void
choose_model_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  gtk_menu_button_popup (CHAT_QUICK_WINDOW (widget)->model_button);
}


static void
parameters_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  ChatQuickWindow *self = CHAT_QUICK_WINDOW (widget);

  gtk_window_present (GTK_WINDOW (chat_parameters_window_new (GTK_WINDOW (self), self->engine,
                                                              get_conversation (self))));
}


static void
preferences_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  ChatQuickWindow *self = CHAT_QUICK_WINDOW (widget);

  gtk_window_present (GTK_WINDOW (chat_preferences_window_new (GTK_WINDOW (self), self->engine,
                                                               self->settings)));
}


static void
shortcuts_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  chat_dialogs_present_shortcuts (GTK_WINDOW (widget));
}


/* Among the preferences is where keys are changed, below the parameters the library. */
static void
keys_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  chat_dialogs_present_keys (GTK_WINDOW (widget));
}


static void
prompts_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  ChatQuickWindow *self = CHAT_QUICK_WINDOW (widget);

  gtk_window_present (GTK_WINDOW (chat_prompts_window_new (GTK_WINDOW (self), self->engine)));
}


/* The preferences also offer what only the full window does. */
static void
full_window_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_WANTED], 0, action_name);
}


/* As in the full window. */
static void
tell_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  chat_view_tell_state (CHAT_QUICK_WINDOW (widget)->view,
                        chat_toast_new_lasting (g_variant_get_string (parameter, NULL)));
}


static void
chosen_cb (ChatQuickWindow *self,
           ChatProfile     *profile,
           const char      *model)
{
  chat_view_choose (self->view, profile, model);
}


static void
create_models_cb (GtkMenuButton *button,
                  gpointer       user_data)
{
  ChatQuickWindow *self = user_data;

  if (self->models != NULL)
    return;

  self->models = CHAT_MODEL_POPOVER (chat_model_popover_new (self->engine));
  chat_model_popover_set_conversation (self->models, get_conversation (self));
  g_signal_connect_object (self->models, "chosen", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, GTK_WIDGET (self->models));
}


static gboolean
chat_quick_window_close_request (GtkWindow *window)
{
  hide (CHAT_QUICK_WINDOW (window));

  return GDK_EVENT_STOP;
}


static void
chat_quick_window_dispose (GObject *object)
{
  ChatQuickWindow *self = CHAT_QUICK_WINDOW (object);

  if (self->shown != NULL)
    chat_history_set_shown (chat_engine_get_history (self->engine), self->shown, FALSE);
  g_clear_object (&self->shown);
  leave_conversation (self);
  self->view = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), CHAT_TYPE_QUICK_WINDOW);
  g_clear_object (&self->settings);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chat_quick_window_parent_class)->dispose (object);
}


static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "quick.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "quick.hide", NULL, hide_action);
  gtk_widget_class_install_action (widget_class, "win.close", NULL, hide_action);
  gtk_widget_class_install_action (widget_class, "win.new-conversation", NULL,
                                   new_conversation_action);
  gtk_widget_class_install_action (widget_class, "win.show-conversation", "s",
                                   show_conversation_action);
  gtk_widget_class_install_action (widget_class, "win.choose-model", NULL, choose_model_action);
  gtk_widget_class_install_action (widget_class, "win.parameters", NULL, parameters_action);
  gtk_widget_class_install_action (widget_class, "win.open-preferences", NULL,
                                   preferences_action);
  gtk_widget_class_install_action (widget_class, "win.show-shortcuts", NULL, shortcuts_action);
  gtk_widget_class_install_action (widget_class, "win.change-keys", NULL, keys_action);
  gtk_widget_class_install_action (widget_class, "win.prompts", NULL, prompts_action);
  gtk_widget_class_install_action (widget_class, "win.tell", "s", tell_action);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, full_window_action);
  gtk_widget_class_install_action (widget_class, "win.export-all", NULL, full_window_action);
  gtk_widget_class_install_action (widget_class, "win.empty-trash", NULL, full_window_action);
}


static void
chat_quick_window_class_init (ChatQuickWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_quick_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = chat_quick_window_close_request;

  signals[SIGNAL_OPENED] =
    g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_LEFT] =
    g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, CHAT_TYPE_CONVERSATION, G_TYPE_STRING);
  signals[SIGNAL_WANTED] =
    g_signal_new ("wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/ClaudeChat/ui/chat-quick-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ChatQuickWindow, bin);
  gtk_widget_class_bind_template_child (widget_class, ChatQuickWindow, header_bar);
  gtk_widget_class_bind_template_child (widget_class, ChatQuickWindow, model_button);
  gtk_widget_class_bind_template_child (widget_class, ChatQuickWindow, model_label);
  gtk_widget_class_bind_template_child (widget_class, ChatQuickWindow, open_button);
}


static void
add_keys (ChatQuickWindow *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    chat_shortcuts_new_shortcut (GTK_WIDGET (self), "quick.open",
                                 gtk_named_action_new ("quick.open")));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}


static void
chat_quick_window_init (ChatQuickWindow *self)
{
  chat_accessible_keep_role (GTK_WIDGET (self));
  chat_words_fit_window (GTK_WIDGET (self));
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (self->header_bar),
                                   chat_title_bin_new (GTK_WINDOW (self)));
  chat_shortcuts_set_tooltip (self->open_button, _("Go on in the full window"), "quick.open");
  gtk_menu_button_set_create_popup_func (self->model_button, create_models_cb, self, NULL);
  add_keys (self);
  g_signal_connect_object (self, "notify::is-active", G_CALLBACK (update_shown), self,
                           G_CONNECT_SWAPPED);
}


static void
draft_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(ChatQuickWindow) self = CHAT_QUICK_WINDOW (user_data);
  ChatHistory *history = CHAT_HISTORY (source);
  g_autofree char *draft = chat_history_load_draft_finish (history, result, NULL);

  if (draft == NULL || self->view == NULL)
    return;

  chat_view_hand_over_draft (self->view, draft);
  chat_history_set_asked_draft (history, NULL);
}


/* From an earlier run of the program, unless this one knows what it was closed with. */
static void
take_draft (ChatQuickWindow *self,
            gboolean         known)
{
  ChatHistory *history = chat_engine_get_history (self->engine);

  if (history == NULL)
    return;

  if (known)
    chat_history_set_asked_draft (history, NULL);
  else
    chat_history_load_asked_draft_async (history, draft_loaded_cb, g_object_ref (self));
}


ChatQuickWindow *
chat_quick_window_new (GtkApplication   *application,
                       ChatEngine       *engine,
                       GSettings        *settings,
                       ChatConversation *conversation,
                       const char       *draft)
{
  ChatQuickWindow *self = g_object_new (CHAT_TYPE_QUICK_WINDOW, "application", application, NULL);

  self->engine = g_object_ref (engine);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (engine, "notify::profile", G_CALLBACK (update_model), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "choice-changed", G_CALLBACK (update_model), self,
                           G_CONNECT_SWAPPED);
  if (chat_engine_get_history (engine) != NULL)
    g_signal_connect_object (chat_engine_get_history (engine), "list-changed",
                             G_CALLBACK (list_changed_cb), self, G_CONNECT_SWAPPED);

  if (conversation != NULL)
    show_conversation (self, conversation);
  else
    begin (self);
  if (draft != NULL)
    chat_view_hand_over_draft (self->view, draft);
  take_draft (self, conversation != NULL);
  chat_view_focus_composer (self->view);

  return self;
}


ChatView *
chat_quick_window_get_view (ChatQuickWindow *self)
{
  g_return_val_if_fail (CHAT_IS_QUICK_WINDOW (self), NULL);

  return self->view;
}
