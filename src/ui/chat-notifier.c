/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells the desktop that a reply has ended that nobody was looking at.
 */

#include "chat-notifier.h"

#include "chat-settings.h"

#include <glib/gi18n.h>

/* What desktops show of it; more would only be sent around. */
#define MAX_CHARACTERS 200

/* Data of the application. */
#define SETTINGS_KEY "chat-notifier-settings"


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
             GApplication         *application)
{
  if (chat_conversation_info_get_activity (info) == CHAT_ACTIVITY_UNREAD)
    return;

  g_application_withdraw_notification (application, chat_conversation_info_get_uid (info));
  g_signal_handlers_disconnect_by_func (info, activity_cb, application);
}


static void
notify (GApplication         *application,
        ChatConversationInfo *info,
        ChatMessage          *reply)
{
  const char *uid = chat_conversation_info_get_uid (info);
  const char *title = chat_conversation_info_get_title (info);
  g_autoptr(GNotification) notification =
    g_notification_new (title != NULL ? title : _("New conversation"));
  g_autofree char *body = dup_body (reply);

  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.show-conversation", "s", uid);
  g_notification_add_button_with_target (notification, _("Open"), "app.show-conversation", "s",
                                         uid);
  g_application_send_notification (application, uid, notification);

  g_signal_handlers_disconnect_by_func (info, activity_cb, application);
  g_signal_connect_object (info, "notify::activity", G_CALLBACK (activity_cb), application, 0);
}


/* Unread is what was in front of nobody; stopped is what somebody has just dealt with. */
static void
turn_ended_cb (ChatEngine   *engine,
               ChatTurn     *turn,
               GApplication *application)
{
  GSettings *settings = g_object_get_data (G_OBJECT (application), SETTINGS_KEY);
  ChatHistory *history = chat_engine_get_history (engine);
  const char *uid = chat_conversation_get_uid (chat_turn_get_conversation (turn));
  ChatConversationInfo *info = history != NULL ? chat_history_get_info (history, uid) : NULL;
  ChatMessage *reply = chat_turn_get_message (turn);

  if (!g_settings_get_boolean (settings, CHAT_SETTING_NOTIFY_REPLIES))
    return;
  if (info != NULL && chat_conversation_info_get_activity (info) == CHAT_ACTIVITY_UNREAD
      && chat_message_get_state (reply) != CHAT_MESSAGE_STOPPED)
    notify (application, info, reply);
}


void
chat_notifier_install (GApplication *application,
                       ChatEngine   *engine,
                       GSettings    *settings)
{
  g_object_set_data_full (G_OBJECT (application), SETTINGS_KEY, g_object_ref (settings),
                          g_object_unref);
  g_signal_connect_object (engine, "turn-ended", G_CALLBACK (turn_ended_cb), application, 0);
}
