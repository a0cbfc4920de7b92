/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells the desktop that a reply has ended that nobody was looking at.
 */

#include "chat-notifier.h"

#include "chat-reply-notices.h"
#include "chat-settings.h"

#include <glib/gi18n.h>

/* What desktops show of it; more would only be sent around. */
#define MAX_CHARACTERS 200

struct _ChatNotifier
{
  GObject           parent_instance;

  GApplication     *application;     /* borrowed */
  ChatEngine       *engine;
  GSettings        *settings;
  ChatReplyNotices *reply_notices;   /* what stands there is answered in place */
};

G_DEFINE_FINAL_TYPE (ChatNotifier, chat_notifier, G_TYPE_OBJECT)

enum
{
  SIGNAL_UNSENT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Something that is done for a conversation, with a text. */
typedef struct
{
  ChatNotifier         *notifier;
  ChatConversationInfo *info;     /* NULL for an answer */
  char                 *text;
} Job;


/* Until it is done the program goes on, with or without a window. */
static Job *
job_new (ChatNotifier         *notifier,
         ChatConversationInfo *info,
         const char           *text)
{
  Job *self = g_new0 (Job, 1);

  self->notifier = g_object_ref (notifier);
  g_set_object (&self->info, info);
  self->text = g_strdup (text);
  g_application_hold (notifier->application);

  return self;
}


static void
job_free (Job *self)
{
  g_application_release (self->notifier->application);
  g_object_unref (self->notifier);
  g_clear_object (&self->info);
  g_free (self->text);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)


static gboolean
is_unread (ChatConversationInfo *info)
{
  return chat_conversation_info_get_activity (info) == CHAT_ACTIVITY_UNREAD;
}


static char *
dup_body (ChatMessage *reply)
{
  g_autofree char *text = chat_message_dup_text (reply);

  switch (chat_message_get_state (reply))
    {
    case CHAT_MESSAGE_FAILED:
    case CHAT_MESSAGE_INTERRUPTED:
      return g_strdup (_("The reply ended with an error."));

    case CHAT_MESSAGE_REFUSED:
      return g_strdup (_("Claude declined to answer."));

    case CHAT_MESSAGE_OPEN:
    case CHAT_MESSAGE_COMPLETE:
    case CHAT_MESSAGE_STOPPED:
    case CHAT_MESSAGE_CUT_OFF:
    default:
      break;
    }

  g_strstrip (text);
  if (text[0] == '\0')
    return g_strdup (_("The reply is there."));

  return g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_CHARACTERS));
}


static void
activity_cb (ChatConversationInfo *info,
             GParamSpec           *pspec,
             ChatNotifier         *self)
{
  const char *uid = chat_conversation_info_get_uid (info);

  if (is_unread (info))
    return;

  g_application_withdraw_notification (self->application, uid);
  chat_reply_notices_withdraw (self->reply_notices, uid);
  g_signal_handlers_disconnect_by_func (info, activity_cb, self);
}


static const char *
get_title (ChatConversationInfo *info)
{
  const char *title = chat_conversation_info_get_title (info);

  return title != NULL ? title : _("New conversation");
}


static void
show_plain (ChatNotifier         *self,
            ChatConversationInfo *info,
            const char           *body)
{
  const char *uid = chat_conversation_info_get_uid (info);
  g_autoptr(GNotification) notification = g_notification_new (get_title (info));

  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.show-conversation", "s", uid);
  g_notification_add_button_with_target (notification, _("Open"), "app.show-conversation", "s",
                                         uid);
  g_application_send_notification (self->application, uid, notification);
}


static void
shown_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Job) job = user_data;
  ChatNotifier *self = job->notifier;
  g_autoptr(GError) error = NULL;

  chat_reply_notices_show_finish (CHAT_REPLY_NOTICES (source), result, &error);
  /* read meanwhile */
  if (!is_unread (job->info))
    {
      chat_reply_notices_withdraw (self->reply_notices,
                                   chat_conversation_info_get_uid (job->info));
      return;
    }

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    show_plain (self, job->info, job->text);
  g_signal_handlers_disconnect_by_func (job->info, activity_cb, self);
  g_signal_connect_object (job->info, "notify::activity", G_CALLBACK (activity_cb), self, 0);
}


static void
notify (ChatNotifier         *self,
        ChatConversationInfo *info,
        ChatMessage          *reply)
{
  g_autofree char *body = dup_body (reply);

  chat_reply_notices_show_async (self->reply_notices, chat_conversation_info_get_uid (info),
                                 get_title (info), body, shown_cb, job_new (self, info, body));
}


/* Unread is what was in front of nobody; stopped is what somebody has just dealt with. */
static void
turn_ended_cb (ChatNotifier *self,
               ChatTurn     *turn)
{
  ChatHistory *history = chat_engine_get_history (self->engine);
  const char *uid = chat_conversation_get_uid (chat_turn_get_conversation (turn));
  ChatConversationInfo *info = history != NULL ? chat_history_get_info (history, uid) : NULL;
  ChatMessage *reply = chat_turn_get_message (turn);

  if (!g_settings_get_boolean (self->settings, CHAT_SETTING_NOTIFY_REPLIES))
    return;
  if (info != NULL && is_unread (info) && chat_message_get_state (reply) != CHAT_MESSAGE_STOPPED)
    notify (self, info, reply);
}


/* As GLib activates an action from a notification of its own, so that a window may come to the
 * front. */
static void
opened_cb (ChatNotifier *self,
           const char   *uid,
           const char   *token)
{
  GApplicationClass *klass = G_APPLICATION_GET_CLASS (self->application);
  g_autoptr(GVariant) platform_data = NULL;
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  if (token != NULL)
    {
      g_variant_dict_insert (&dict, "desktop-startup-id", "s", token);
      g_variant_dict_insert (&dict, "activation-token", "s", token);
    }
  platform_data = g_variant_ref_sink (g_variant_dict_end (&dict));

  klass->before_emit (self->application, platform_data);
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "show-conversation",
                                  g_variant_new_string (uid));
  klass->after_emit (self->application, platform_data);
}


static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Job) job = user_data;
  ChatNotifier *self = job->notifier;
  g_autoptr(ChatConversation) conversation =
    chat_history_load_finish (CHAT_HISTORY (source), result, NULL);

  /* It may have been deleted, or gone on in a window. */
  if (conversation != NULL && chat_engine_get_turn (self->engine, conversation) == NULL)
    chat_engine_send (self->engine, conversation, job->text, NULL);
  else
    g_signal_emit (self, signals[SIGNAL_UNSENT], 0, job->text);
}


static void
answered_cb (ChatNotifier *self,
             const char   *uid,
             const char   *text)
{
  chat_history_load_async (chat_engine_get_history (self->engine), uid, NULL, loaded_cb,
                           job_new (self, NULL, text));
}


static void
chat_notifier_dispose (GObject *object)
{
  ChatNotifier *self = CHAT_NOTIFIER (object);

  g_clear_object (&self->reply_notices);
  g_clear_object (&self->settings);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chat_notifier_parent_class)->dispose (object);
}


static void
chat_notifier_class_init (ChatNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_notifier_dispose;

  signals[SIGNAL_UNSENT] =
    g_signal_new ("unsent", CHAT_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}


static void
chat_notifier_init (ChatNotifier *self)
{
}


ChatNotifier *
chat_notifier_new (GApplication *application,
                   ChatEngine   *engine,
                   GSettings    *settings)
{
  ChatNotifier *self = g_object_new (CHAT_TYPE_NOTIFIER, NULL);

  self->application = application;
  self->engine = g_object_ref (engine);
  self->settings = g_object_ref (settings);
  self->reply_notices = chat_reply_notices_new (application);
  g_signal_connect_object (engine, "turn-ended", G_CALLBACK (turn_ended_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reply_notices, "opened", G_CALLBACK (opened_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reply_notices, "answered", G_CALLBACK (answered_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}


void
chat_notifier_release (ChatNotifier *self)
{
  g_return_if_fail (CHAT_IS_NOTIFIER (self));

  chat_reply_notices_release (self->reply_notices);
}
