/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How far a turn is, in words for debugging.
 */

/* CHAT_LOG_DOMAIN; GLib wants it before anything else. */
#define G_LOG_DOMAIN "claude-chat"

#include "chat-turn-log.h"

static const char * const phase_names[] = {
  [CHAT_TURN_CONNECTING] = "connecting",
  [CHAT_TURN_WAITING] = "waiting",
  [CHAT_TURN_STREAMING] = "streaming",
  [CHAT_TURN_RETRYING] = "waiting for another try",
};

static const char * const state_names[] = {
  [CHAT_MESSAGE_OPEN] = "open",
  [CHAT_MESSAGE_COMPLETE] = "complete",
  [CHAT_MESSAGE_STOPPED] = "stopped",
  [CHAT_MESSAGE_INTERRUPTED] = "interrupted",
  [CHAT_MESSAGE_CUT_OFF] = "cut off",
  [CHAT_MESSAGE_REFUSED] = "refused",
  [CHAT_MESSAGE_FAILED] = "failed",
};

static void
log_end (ChatMessage *reply)
{
  const char *uid = chat_message_get_uid (reply);
  const char *state = state_names[chat_message_get_state (reply)];
  ChatFailure *failure = chat_message_get_failure (reply);
  const ChatTimings *timings = chat_message_get_timings (reply);
  gint64 total_ms = (timings->ended_us - timings->started_us) / 1000;

  if (failure == NULL)
    g_debug ("%s: %s after %" G_GINT64_FORMAT " ms", uid, state, total_ms);
  else
    g_debug ("%s: %s after %" G_GINT64_FORMAT " ms: failure %d, status %u, request %s", uid, state,
             total_ms, (int) failure->kind, failure->status,
             failure->request_id != NULL ? failure->request_id : "without id");
}

void
chat_turn_log_phase (ChatMessage   *reply,
                     ChatTurnPhase  phase)
{
  if (phase == CHAT_TURN_ENDED)
    log_end (reply);
  else
    g_debug ("%s: %s", chat_message_get_uid (reply), phase_names[phase]);
}
