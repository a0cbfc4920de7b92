/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When a message was written and by which model, in a few words.
 */

#include "chat-message-time.h"

#include "chat-model-info.h"

#include <glib/gi18n.h>

static gboolean
is_same_day (GDateTime *one,
             GDateTime *other)
{
  return g_date_time_get_year (one) == g_date_time_get_year (other) &&
         g_date_time_get_day_of_year (one) == g_date_time_get_day_of_year (other);
}

static char *
describe_time (gint64 time_ms,
               gint64 now_ms)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (time_ms / 1000);
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_local (now_ms / 1000);

  if (time == NULL || now == NULL)
    return g_strdup ("");
  if (is_same_day (time, now))
    /* Translators: the time of a message of today, for g_date_time_format(). */
    return g_date_time_format (time, C_("message", "%H:%M"));
  if (g_date_time_get_year (time) == g_date_time_get_year (now))
    /* Translators: the time of a message of this year, for g_date_time_format(). */
    return g_date_time_format (time, C_("message", "%-d %B, %H:%M"));

  /* Translators: the time of a message of another year, for g_date_time_format(). */
  return g_date_time_format (time, C_("message", "%-d %B %Y, %H:%M"));
}

/* The model of the reply before, or NULL. */
static const char *
find_model_before (ChatConversation *conversation,
                   ChatMessage      *message)
{
  ChatMessage *before = chat_conversation_get_parent (conversation, message);

  for (; before != NULL; before = chat_conversation_get_parent (conversation, before))
    {
      if (chat_message_get_role (before) == CHAT_ROLE_ASSISTANT)
        return chat_message_get_model (before);
    }

  return NULL;
}

char *
chat_message_time_describe (ChatConversation *conversation,
                            ChatMessage      *message,
                            gint64            now_ms)
{
  const char *model = chat_message_get_model (message);
  const char *before = find_model_before (conversation, message);
  g_autofree char *time = describe_time (chat_message_get_created (message), now_ms);

  if (model == NULL || before == NULL || g_str_equal (model, before))
    return g_steal_pointer (&time);

  return g_strdup_printf ("%s · %s", chat_model_info_get_name (model), time);
}
