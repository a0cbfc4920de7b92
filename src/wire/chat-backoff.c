/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether and when to try again.
 */

#include "chat-backoff.h"

/* As the official clients wait: 0.5 s, doubled up to 8 s, less up to a quarter so that many
 * clients do not come back together. */
#define FIRST_DELAY_MS 500
#define MAX_DELAY_MS   8000
#define MAX_JITTER     0.25

/* Nobody looks at a countdown for longer; a limit that lasts is a limit to be told of. */
#define MAX_SERVER_DELAY_MS (10 * 60 * 1000)

/* What may be different in a moment, and has not been billed. The first byte and the idle time-out
 * are not here: after minutes of silence the server may be at work, and another try costs as much
 * again. A name that is not found, a certificate, a web page stay what they are. */
static gboolean
is_transient (ChatFailureKind kind)
{
  switch (kind)
    {
    case CHAT_FAILURE_REFUSED:
    case CHAT_FAILURE_UNREACHABLE:
    case CHAT_FAILURE_CONNECT_TIMEOUT:
    case CHAT_FAILURE_RATE_LIMIT:
    case CHAT_FAILURE_OVERLOADED:
    case CHAT_FAILURE_SERVER:
    case CHAT_FAILURE_CONNECTION_LOST:
    case CHAT_FAILURE_ENDED_EARLY:
      return TRUE;

    case CHAT_FAILURE_NONE:
    case CHAT_FAILURE_NO_KEY:
    case CHAT_FAILURE_KEYRING:
    case CHAT_FAILURE_BUDGET:
    case CHAT_FAILURE_SPENDING_UNKNOWN:
    case CHAT_FAILURE_INSECURE:
    case CHAT_FAILURE_BAD_ADDRESS:
    case CHAT_FAILURE_NAME_NOT_FOUND:
    case CHAT_FAILURE_TLS:
    case CHAT_FAILURE_PROXY:
    case CHAT_FAILURE_FIRST_BYTE_TIMEOUT:
    case CHAT_FAILURE_REDIRECT:
    case CHAT_FAILURE_AUTHENTICATION:
    case CHAT_FAILURE_BILLING:
    case CHAT_FAILURE_PERMISSION:
    case CHAT_FAILURE_NOT_FOUND:
    case CHAT_FAILURE_TOO_LARGE:
    case CHAT_FAILURE_INVALID_REQUEST:
    case CHAT_FAILURE_SPEND_LIMIT:
    case CHAT_FAILURE_HTML:
    case CHAT_FAILURE_NOT_A_STREAM:
    case CHAT_FAILURE_EMPTY:
    case CHAT_FAILURE_IDLE_TIMEOUT:
    case CHAT_FAILURE_EVENT_TOO_LARGE:
    case CHAT_FAILURE_BAD_EVENT:
    case CHAT_FAILURE_OTHER:
    default:
      return FALSE;
    }
}

static gboolean
may_retry (const ChatFailure *failure)
{
  /* It lasts until the next month, whatever else the answer says. */
  if (failure->kind == CHAT_FAILURE_SPEND_LIMIT)
    return FALSE;
  if (failure->should_retry >= 0)
    return failure->should_retry != 0;

  return is_transient (failure->kind);
}

gint64
chat_backoff_delay (const ChatFailure *failure,
                    guint              attempt,
                    double             chance)
{
  gint64 delay = FIRST_DELAY_MS;

  g_return_val_if_fail (attempt > 0, -1);

  if (attempt > CHAT_BACKOFF_MAX_RETRIES || !may_retry (failure))
    return -1;
  if (failure->retry_after_ms > 0)
    return failure->retry_after_ms <= MAX_SERVER_DELAY_MS ? failure->retry_after_ms : -1;

  for (guint i = 1; i < attempt && delay < MAX_DELAY_MS; i++)
    delay *= 2;

  return (gint64) (MIN (delay, MAX_DELAY_MS) * (1 - MAX_JITTER * CLAMP (chance, 0, 1)));
}
