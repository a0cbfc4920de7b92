/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One conversation on the screen: transcript or start page, and the composer below.
 */

#include "chat-view.h"

#include "chat-accessible.h"
#include "chat-fallback.h"
#include "chat-engine-spending.h"
#include "chat-profile-menu.h"
#include "chat-settings.h"
#include "chat-shortcuts.h"
#include "chat-start-page.h"
#include "chat-toast.h"
#include "chat-undo-toast.h"
#include "chat-view-private.h"

#include <glib/gi18n.h>

/* As long as a button says that it has copied. */
#define TOLD_SECONDS 2

G_DEFINE_FINAL_TYPE (ChatView, chat_view, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_ENGINE,
  PROP_CONVERSATION,
  PROP_SETTINGS,
  PROP_SCROLLED,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];


static void
undo_toast_dismissed_cb (AdwToast *toast,
                         ChatView *self)
{
  if (toast != self->undo_toast)
    return;

  g_clear_object (&self->undo_toast);
  chat_session_forget_undo (self->session, self->undo_id);
}


static void
dismiss_undo (ChatView *self)
{
  g_autoptr(AdwToast) toast = g_steal_pointer (&self->undo_toast);

  if (toast != NULL)
    chat_toast_dismiss (toast, self->toasts);
}


static void
update_undo (ChatView *self)
{
  guint id = chat_session_get_undo_id (self->session);

  if (id == self->undo_id)
    return;

  dismiss_undo (self);
  self->undo_id = id;
  if (id == 0)
    return;

  self->undo_toast = chat_undo_toast_new (self->session);
  g_signal_connect_object (self->undo_toast, "dismissed", G_CALLBACK (undo_toast_dismissed_cb),
                           self, 0);
  chat_view_add_toast (self, g_object_ref (self->undo_toast));
}


static void
session_changed_cb (ChatView *self)
{
  gboolean filled = chat_conversation_get_last (self->conversation) != NULL;

  chat_transcript_set_turn (self->transcript, chat_session_get_turn (self->session));
  chat_announcer_set_turn (self->announcer, chat_session_get_turn (self->session));
  chat_composer_set_busy (self->composer, chat_session_is_busy (self->session));
  gtk_stack_set_visible_child_name (self->stack, filled ? "transcript" : "start");
  gtk_widget_set_visible (GTK_WIDGET (self->toasts), filled || !self->compact);
  update_undo (self);
  chat_meter_look_again (chat_composer_get_meter (self->composer));
  chat_view_update_meter (self);
  chat_view_update_actions (self);
}


static void
composer_editing_cb (ChatView *self)
{
  if (chat_composer_is_editing (self->composer))
    return;

  self->send_when_read = FALSE;
  g_clear_object (&self->edited);
  chat_meter_set_edited (chat_composer_get_meter (self->composer), NULL);
}


static void
composer_written_cb (ChatView *self)
{
  if (!chat_composer_is_blank (self->composer))
    chat_engine_expect_prompt (self->engine, self->conversation);
}


static void
bin_narrow_cb (ChatView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}


static void
transcript_scrolled_cb (ChatView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCROLLED]);
}


static void
update_description (ChatView *self)
{
  ChatProfile *profile = chat_engine_get_profile_for (self->engine, self->conversation);
  const char *model = chat_profile_menu_get_model_name (
    chat_engine_get_model_for (self->engine, self->conversation));
  g_autofree char *description = NULL;

  if (chat_profile_is_demo (profile))
    /* Translators: who answers: "Demo model · answers are prepared". */
    description = g_strdup_printf (_("%s · answers are prepared"), model);
  else
    description = g_strdup (model);

  g_object_set (self->start_page, "description", description, NULL);
  chat_view_update_offline (self);
}


/* What fills one model's context may be little for another one. */
static void
choice_changed_cb (ChatView *self)
{
  update_description (self);
  chat_view_update_meter (self);
}


/* Quietly: the reply has come all the same. */
static void
turn_ended_cb (ChatView *self,
               ChatTurn *turn)
{
  g_autofree char *words = NULL;

  if (chat_turn_get_conversation (turn) != self->conversation)
    return;

  words = chat_fallback_dup_words (chat_engine_get_profile_for (self->engine, self->conversation),
                                   chat_turn_get_fallback (turn));
  if (words != NULL)
    chat_view_add_toast (self, chat_toast_new (words));
}


/* So that its edges are those of the text. */
static void
update_margin (ChatView *self)
{
  gtk_widget_set_margin_end (GTK_WIDGET (self->clamp),
                             gtk_widget_get_margin_start (GTK_WIDGET (self->clamp)) +
                             chat_transcript_get_bar_width (self->transcript));
}


static void
bind_settings (ChatView *self)
{
  chat_transcript_set_settings (self->transcript, self->settings);
  g_settings_bind (self->settings, CHAT_SETTING_MARKDOWN_HELP, self->composer, "markdown-help",
                   G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, CHAT_SETTING_CHECK_SPELLING, self->composer, "checks-spelling",
                   G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, CHAT_SETTING_COLUMN_WIDTH, self->clamp, "maximum-size",
                   G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, CHAT_SETTING_COLUMN_WIDTH, self->clamp,
                   "tightening-threshold", G_SETTINGS_BIND_GET);
  /* Also a setting: whether a scrollbar takes room. The transcript has heard of it before. */
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)),
                           "notify::gtk-overlay-scrolling", G_CALLBACK (update_margin), self,
                           G_CONNECT_SWAPPED);
  update_margin (self);
}


static void
chat_view_constructed (GObject *object)
{
  ChatView *self = CHAT_VIEW (object);

  G_OBJECT_CLASS (chat_view_parent_class)->constructed (object);

  self->session = chat_session_new (self->engine, self->conversation);
  self->announcer = chat_announcer_new (GTK_WIDGET (self), self->settings);
  self->toast_place = chat_toast_place_new (self->toasts, self->announcer);
  bind_settings (self);
  chat_transcript_set_conversation (self->transcript, self->conversation);
  chat_find_bar_set_transcript (self->find_bar, self->transcript, self->conversation);
  chat_composer_set_conversation (self->composer, self->conversation);
  chat_meter_set_conversation (chat_composer_get_meter (self->composer), self->engine,
                               self->conversation);
  g_signal_connect_object (self->session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->engine, "notify::profile", G_CALLBACK (choice_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->engine, "choice-changed", G_CALLBACK (choice_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->engine, "models-changed", G_CALLBACK (chat_view_update_meter),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->engine, "turn-ended", G_CALLBACK (turn_ended_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (chat_engine_get_spending (self->engine), "changed",
                           G_CALLBACK (chat_view_update_meter), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->composer, "notify::blank",
                           G_CALLBACK (chat_view_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->composer, "notify::draft", G_CALLBACK (composer_written_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->engine, "notify::online", G_CALLBACK (chat_view_update_offline),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->composer, "notify::editing",
                           G_CALLBACK (composer_editing_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->transcript, "notify::pinned",
                           G_CALLBACK (chat_view_update_actions), self, G_CONNECT_SWAPPED);

  chat_view_follow_attachments (self);
  chat_view_take_drops (self);
  chat_view_offer_mentions (self);
  session_changed_cb (self);
  update_description (self);
}


static void
chat_view_dispose (GObject *object)
{
  ChatView *self = CHAT_VIEW (object);

  dismiss_undo (self);
  g_clear_object (&self->chooser);
  g_cancellable_cancel (self->previewing);
  g_clear_object (&self->previewing);
  g_clear_pointer (&self->handed_files, g_ptr_array_unref);
  g_clear_object (&self->edited);
  g_clear_object (&self->toast_place);
  g_clear_object (&self->announcer);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHAT_TYPE_VIEW);
  g_clear_object (&self->conversation);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->handed, chat_draft_free);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chat_view_parent_class)->dispose (object);
}


static void
chat_view_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  ChatView *self = CHAT_VIEW (object);

  switch (prop_id)
    {
    case PROP_ENGINE:
      g_value_set_object (value, self->engine);
      break;

    case PROP_CONVERSATION:
      g_value_set_object (value, self->conversation);
      break;

    case PROP_SETTINGS:
      g_value_set_object (value, self->settings);
      break;

    case PROP_SCROLLED:
      g_value_set_boolean (value, chat_view_is_scrolled (self));
      break;

    case PROP_NARROW:
      g_value_set_boolean (value, chat_view_is_narrow (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}


static void
chat_view_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  ChatView *self = CHAT_VIEW (object);

  switch (prop_id)
    {
    case PROP_ENGINE:
      self->engine = g_value_dup_object (value);
      break;

    case PROP_CONVERSATION:
      self->conversation = g_value_dup_object (value);
      break;

    case PROP_SETTINGS:
      self->settings = g_value_dup_object (value);
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
  properties[PROP_CONVERSATION] =
    g_param_spec_object ("conversation", NULL, NULL, CHAT_TYPE_CONVERSATION,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SETTINGS] =
    g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SCROLLED] =
    g_param_spec_boolean ("scrolled", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}


static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (CHAT_TYPE_BANNER);
  g_type_ensure (CHAT_TYPE_COMPOSER);
  g_type_ensure (CHAT_TYPE_FIND_BAR);
  g_type_ensure (CHAT_TYPE_NARROW_BIN);
  g_type_ensure (CHAT_TYPE_START_PAGE);
  g_type_ensure (CHAT_TYPE_TRANSCRIPT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/ClaudeChat/ui/chat-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ChatView, bin);
  gtk_widget_class_bind_template_child (widget_class, ChatView, offline_banner);
  gtk_widget_class_bind_template_child (widget_class, ChatView, find_bar);
  gtk_widget_class_bind_template_child (widget_class, ChatView, toasts);
  gtk_widget_class_bind_template_child (widget_class, ChatView, stack);
  gtk_widget_class_bind_template_child (widget_class, ChatView, start_page);
  gtk_widget_class_bind_template_child (widget_class, ChatView, transcript);
  gtk_widget_class_bind_template_child (widget_class, ChatView, clamp);
  gtk_widget_class_bind_template_child (widget_class, ChatView, meter_banner);
  gtk_widget_class_bind_template_child (widget_class, ChatView, drop_note);
  gtk_widget_class_bind_template_child (widget_class, ChatView, composer);
  gtk_widget_class_bind_template_callback (widget_class, bin_narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, transcript_scrolled_cb);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}


/* What is shown within the view for a moment only. */
static void
announce_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  chat_announcer_say (CHAT_VIEW (widget)->announcer, g_variant_get_string (parameter, NULL));
}


/* What nothing else within the view shows. */
static void
tell_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  AdwToast *toast = chat_toast_new (g_variant_get_string (parameter, NULL));

  adw_toast_set_timeout (toast, TOLD_SECONDS);
  chat_view_add_toast (CHAT_VIEW (widget), toast);
}


static void
chat_view_class_init (ChatViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = chat_view_constructed;
  object_class->dispose = chat_view_dispose;
  object_class->get_property = chat_view_get_property;
  object_class->set_property = chat_view_set_property;

  install_properties (object_class);
  gtk_widget_class_install_action (widget_class, "view.announce", "s", announce_action);
  gtk_widget_class_install_action (widget_class, "view.tell", "s", tell_action);
  chat_view_install_actions (widget_class);
  chat_view_install_message_actions (widget_class);
  chat_view_install_offer_action (widget_class);
  chat_view_install_attach_actions (widget_class);
  chat_view_install_meter_actions (widget_class);
  chat_view_install_offline_actions (widget_class);
  chat_view_install_preview_action (widget_class);
  chat_view_install_prompt_actions (widget_class);
  bind_template (widget_class);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}


static void
chat_view_init (ChatView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  chat_accessible_name_parts (GTK_WIDGET (self));
  gtk_widget_add_controller (GTK_WIDGET (self), chat_shortcuts_new_controller (GTK_WIDGET (self)));
}


GtkWidget *
chat_view_new (ChatEngine       *engine,
               GSettings        *settings,
               ChatConversation *conversation)
{
  return g_object_new (CHAT_TYPE_VIEW,
                       "engine", engine,
                       "settings", settings,
                       "conversation", conversation,
                       NULL);
}


void
chat_view_set_compact (ChatView *self)
{
  g_return_if_fail (CHAT_IS_VIEW (self));

  self->compact = TRUE;
  session_changed_cb (self);
}


void
chat_view_choose (ChatView    *self,
                  ChatProfile *profile,
                  const char  *model)
{
  ChatAccounts *accounts;

  g_return_if_fail (CHAT_IS_VIEW (self));

  accounts = chat_engine_get_accounts (self->engine);
  if (model != NULL)
    chat_accounts_set_model (accounts, profile, model);
  chat_accounts_choose (accounts, profile);
  chat_engine_set_profile (self->engine, profile);
  chat_engine_choose (self->engine, self->conversation, profile, model);
}


void
chat_view_focus_composer (ChatView *self)
{
  g_return_if_fail (CHAT_IS_VIEW (self));

  chat_composer_focus (self->composer);
}


ChatConversation *
chat_view_get_conversation (ChatView *self)
{
  g_return_val_if_fail (CHAT_IS_VIEW (self), NULL);

  return self->conversation;
}


gboolean
chat_view_is_scrolled (ChatView *self)
{
  gboolean scrolled;

  g_return_val_if_fail (CHAT_IS_VIEW (self), FALSE);

  if (chat_conversation_get_last (self->conversation) == NULL)
    return FALSE;

  g_object_get (self->transcript, "scrolled", &scrolled, NULL);

  return scrolled;
}


gboolean
chat_view_is_narrow (ChatView *self)
{
  g_return_val_if_fail (CHAT_IS_VIEW (self), FALSE);

  return chat_narrow_bin_is_narrow (self->bin);
}


void
chat_view_show_message (ChatView    *self,
                        ChatMessage *message,
                        const char  *words)
{
  g_return_if_fail (CHAT_IS_VIEW (self));

  chat_find_bar_show (self->find_bar, message, words);
}
