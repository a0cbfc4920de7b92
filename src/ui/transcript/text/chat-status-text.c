/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the transcript says about a turn, in words. No widget here: the words are tested without.
 */

#include "chat-status-text.h"

#include "chat-failure-text.h"
#include "chat-model-info.h"
#include "chat-prices.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Bytes of UTF-8 that a token stands for on the average of prose and code in many scripts: about 4
 * letters of Latin, 1.3 ideographs of 3 bytes. A guess that is only shown as one. */
#define BYTES_PER_TOKEN 4.0

/* The shortest time that is told: "0.0 s" says nothing. */
#define SHORTEST_US (G_USEC_PER_SEC / 10)

/* First strong isolate … pop directional isolate (Unicode Bidirectional Algorithm, 2.4).
 * Takes @value, which may be NULL. */
static char *
isolate (char *value)
{
  g_autofree char *owned = value;

  return owned != NULL ? g_strconcat ("\u2068", owned, "\u2069", NULL) : NULL;
}

char *
chat_status_number (gint64 number)
{
  g_autofree char *grouped = g_strdup_printf ("%'" G_GINT64_FORMAT, number);
  g_auto(GStrv) parts = NULL;

  if (strstr (grouped, "\u00a0") != NULL)
    parts = g_strsplit (grouped, "\u00a0", -1);
  else
    parts = g_strsplit (grouped, " ", -1);

  return g_strjoinv ("\u202f", parts);
}

char *
chat_status_duration (gint64   us,
                      gboolean precise)
{
  double seconds = (double) MAX (us, 0) / G_USEC_PER_SEC;
  int whole = (int) MIN (seconds, G_MAXINT / 2);

  if (seconds < 1 || (precise && seconds < 59.95))
    return g_strdup_printf (_("%.1f s"), seconds);
  if (whole < 60)
    return g_strdup_printf (_("%d s"), whole);

  return g_strdup_printf (_("%d min %d s"), whole / 60, whole % 60);
}

char *
chat_status_price (gint64 cost)
{
  double dollars = (double) cost / CHAT_NANO_PER_DOLLAR;
  g_autofree char *number = NULL;

  if (cost <= 0)
    return NULL;
  if (dollars < 0.0001)
    return g_strdup (_("less than $0.0001"));

  number = g_strdup_printf ("%.*f", dollars >= 0.1 ? 2 : dollars >= 0.01 ? 3 : 4, dollars);
  /* Translators: an amount of US dollars; %s is the number: "0.0034" */
  return g_strdup_printf (_("$%s"), number);
}

double
chat_status_guess_tokens (gsize n_bytes)
{
  return (double) n_bytes / BYTES_PER_TOKEN;
}

static gboolean
is_ideograph (gunichar c)
{
  GUnicodeScript script;

  /* No script before these; the look-up is a search. */
  if (c < 0x2e80)
    return FALSE;

  script = g_unichar_get_script (c);
  return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA ||
         script == G_UNICODE_SCRIPT_KATAKANA;
}

guint
chat_status_count_words (const char *text)
{
  gboolean inside = FALSE;
  guint n_words = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean alone = is_ideograph (c);
      gboolean part = !alone && (g_unichar_isalnum (c) || (inside && !g_unichar_isspace (c)));

      if (alone || (part && !inside))
        n_words++;
      inside = part;
    }

  return n_words;
}

/* The block that is being written, else the last one. */
static const ChatContentBlock *
find_current_block (ChatMessage *message)
{
  guint n_blocks = chat_message_get_n_blocks (message);

  for (guint i = n_blocks; i > 0; i--)
    {
      const ChatContentBlock *block = chat_message_get_block (message, i - 1);

      if (block->state == CHAT_BLOCK_OPEN)
        return block;
    }

  return n_blocks > 0 ? chat_message_get_block (message, n_blocks - 1) : NULL;
}

static void
look_at_open_block (const ChatContentBlock *block,
                    ChatActivityState      *state)
{
  state->since_us = block->started_us;
  state->name = block->name;

  if (block->kind == CHAT_BLOCK_THINKING || block->kind == CHAT_BLOCK_REDACTED_THINKING)
    state->activity = CHAT_ACTIVITY_THINKING;
  else if (block->kind == CHAT_BLOCK_TOOL_USE || block->kind == CHAT_BLOCK_SERVER_TOOL_USE)
    state->activity = CHAT_ACTIVITY_PREPARING;
  else
    state->activity = CHAT_ACTIVITY_WRITING;
}

static void
look_at_closed_block (const ChatContentBlock *block,
                      ChatActivityState      *state)
{
  state->since_us = block->finished_us;
  state->name = block->name;
  state->activity = block->kind == CHAT_BLOCK_SERVER_TOOL_USE ? CHAT_ACTIVITY_RUNNING
                                                              : CHAT_ACTIVITY_PAUSING;
}

void
chat_status_look (ChatTurnPhase      phase,
                  gint64             phase_started_us,
                  ChatMessage       *message,
                  ChatActivityState *state)
{
  const ChatContentBlock *block = find_current_block (message);

  state->name = NULL;
  state->since_us = phase_started_us;
  state->activity = phase == CHAT_TURN_CONNECTING ? CHAT_ACTIVITY_CONNECTING
                                                  : CHAT_ACTIVITY_WAITING;
  if (phase != CHAT_TURN_STREAMING || block == NULL)
    return;

  if (block->state == CHAT_BLOCK_OPEN)
    look_at_open_block (block, state);
  else
    look_at_closed_block (block, state);
}

static char *
describe_writing (double rate)
{
  g_autofree char *value = NULL;

  if (rate < 1)
    return g_strdup (_("Writing…"));

  value = isolate (chat_status_number ((gint64) (rate + 0.5)));
  return g_strdup_printf (_("Writing · about %s tokens/s"), value);
}

char *
chat_status_line (const ChatActivityState *state,
                  gint64                   now_us,
                  double                   rate)
{
  gint64 elapsed = MAX (now_us - state->since_us, SHORTEST_US);
  g_autofree char *since = isolate (chat_status_duration (elapsed, FALSE));
  g_autofree char *name = isolate (g_strdup (state->name != NULL ? state->name : _("a tool")));

  switch (state->activity)
    {
    case CHAT_ACTIVITY_CONNECTING:
      return g_strdup_printf (_("Connecting… %s"), since);
    case CHAT_ACTIVITY_WAITING:
      return g_strdup_printf (_("Waiting for the first word… %s"), since);
    case CHAT_ACTIVITY_THINKING:
      return g_strdup_printf (_("Thinking… %s"), since);
    case CHAT_ACTIVITY_PREPARING:
      return g_strdup_printf (_("Preparing %s… %s"), name, since);
    case CHAT_ACTIVITY_RUNNING:
      return g_strdup_printf (_("Running %s… %s"), name, since);
    case CHAT_ACTIVITY_PAUSING:
      return g_strdup_printf (_("Waiting for more… %s"), since);
    case CHAT_ACTIVITY_WRITING:
    default:
      return describe_writing (rate);
    }
}

char *
chat_status_retry_title (const ChatRetry *retry)
{
  /* Translators: the head of a countdown, "Overloaded: next try in 8 s" */
  return g_strdup_printf (_("%s:"), chat_failure_get_headline (retry->failure));
}

char *
chat_status_retry_body (const ChatRetry *retry,
                        gint64           now_us)
{
  gint64 left = MAX (retry->at_us - now_us, 0);
  /* Counts down to 1, never shows a 0 that lasts. */
  int seconds = (int) MIN ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC, G_MAXINT);
  g_autofree char *wait = isolate (chat_status_duration ((gint64) MAX (seconds, 1) * G_USEC_PER_SEC,
                                                         FALSE));
  g_autofree char *count = isolate (g_strdup_printf (_("%u of %u"), retry->number,
                                                     retry->max_number));

  return g_strdup_printf (_("next try in %s (%s). Nothing was written yet."), wait, count);
}

char *
chat_status_thought (gint64 us)
{
  g_autofree char *time = isolate (chat_status_duration (MAX (us, SHORTEST_US), FALSE));

  return us > 0 ? g_strdup_printf (_("Thought for %s"), time) : g_strdup (_("Thought"));
}

/* One part of an end line; each returns NULL if it is not known. */

static char *
describe_first_word (ChatMessage *message)
{
  const ChatTimings *timings = chat_message_get_timings (message);
  g_autofree char *value = NULL;

  if (timings->started_us == 0 || timings->first_text_us == 0)
    return NULL;

  value = isolate (chat_status_duration (timings->first_text_us - timings->started_us, TRUE));
  return g_strdup_printf (_("first word %s"), value);
}

static char *
describe_total (ChatMessage *message)
{
  const ChatTimings *timings = chat_message_get_timings (message);

  if (timings->started_us == 0 || timings->ended_us == 0)
    return NULL;

  return isolate (chat_status_duration (timings->ended_us - timings->started_us, TRUE));
}

static char *
describe_rate (ChatMessage *message)
{
  double rate = chat_message_get_rate (message);
  g_autofree char *value = NULL;

  if (chat_message_get_timings (message)->ended_us == 0 || rate < 1)
    return NULL;

  value = isolate (chat_status_number ((gint64) (rate + 0.5)));
  return g_strdup_printf (_("%s tokens/s"), value);
}

static char *
describe_input (ChatMessage *message)
{
  const ChatUsage *usage = chat_message_get_usage (message);
  gint64 total = chat_usage_total_input (usage);
  g_autofree char *all = NULL;
  g_autofree char *cached = NULL;

  if (total < 0)
    return NULL;

  all = isolate (chat_status_number (total));
  if (usage->cache_read_input_tokens <= 0)
    return g_strdup_printf (_("%s in"), all);

  cached = isolate (chat_status_number (usage->cache_read_input_tokens));
  return g_strdup_printf (_("%s in (%s cached)"), all, cached);
}

static char *
describe_output (ChatMessage *message)
{
  gint64 tokens = chat_message_get_usage (message)->output_tokens;
  g_autofree char *value = NULL;

  if (tokens < 0)
    return NULL;

  value = isolate (chat_status_number (tokens));
  return g_strdup_printf (_("%s out"), value);
}

static char *
describe_model (ChatMessage *message)
{
  const char *model = chat_message_get_model (message);

  return model != NULL ? isolate (g_strdup (chat_model_info_get_name (model))) : NULL;
}

static char *
describe_price (ChatMessage *message)
{
  return isolate (chat_status_price (chat_message_get_cost (message)));
}

/* Reasons for a complete end that a person should know of; a new one is shown raw. */
static char *
describe_reason (ChatMessage *message)
{
  const char *reason = chat_message_get_stop_reason (message);
  g_autofree char *value = NULL;

  if (reason == NULL || chat_message_get_state (message) != CHAT_MESSAGE_COMPLETE ||
      strcmp (reason, "end_turn") == 0 || strcmp (reason, "tool_use") == 0)
    return NULL;
  if (strcmp (reason, "pause_turn") == 0)
    return g_strdup (_("paused by the server"));

  if (strcmp (reason, "stop_sequence") == 0 && chat_message_get_stop_sequence (message) != NULL)
    reason = chat_message_get_stop_sequence (message);
  value = isolate (g_strdup (reason));
  return g_strdup_printf (_("ended at “%s”"), value);
}

char *
chat_status_end_line (ChatMessage *message,
                      gboolean     brief)
{
  const struct
  {
    char     *(*describe) (ChatMessage *message);
    gboolean    also_brief;
  } describers[] = {
    { describe_model, TRUE },
    { describe_reason, TRUE },
    { describe_first_word, FALSE },
    { describe_total, TRUE },
    { describe_rate, FALSE },
    { describe_input, FALSE },
    { describe_output, TRUE },
    { describe_price, TRUE },
  };
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (describers); i++)
    {
      char *part = !brief || describers[i].also_brief ? describers[i].describe (message) : NULL;

      if (part != NULL)
        g_ptr_array_add (parts, part);
    }
  if (parts->len == 0)
    return NULL;

  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static char *
describe_stop (ChatMessage *message)
{
  g_autofree char *text = chat_message_dup_text (message);
  guint n_words = chat_status_count_words (text);
  g_autofree char *value = isolate (chat_status_number (n_words));

  if (n_words == 0)
    return g_strdup (_("Stopped before the first word"));

  return g_strdup_printf (ngettext ("Stopped after %s word", "Stopped after %s words", n_words),
                          value);
}

static char *
describe_interruption (ChatMessage *message)
{
  g_autofree char *text = chat_message_dup_text (message);
  guint n_words = chat_status_count_words (text);
  g_autofree char *value = isolate (chat_status_number (n_words));

  if (n_words == 0)
    return g_strdup (_("Interrupted before the first word"));

  return g_strdup_printf (ngettext ("Interrupted after %s word", "Interrupted after %s words",
                                    n_words),
                          value);
}

static char *
describe_cut (ChatMessage *message)
{
  gint64 tokens = chat_message_get_usage (message)->output_tokens;
  g_autofree char *value = NULL;

  if (g_strcmp0 (chat_message_get_stop_reason (message), "model_context_window_exceeded") == 0)
    return g_strdup (_("Cut off: the conversation fills the model’s context window"));
  if (tokens <= 0)
    return g_strdup (_("Cut off: the reply reached its limit of tokens"));

  value = isolate (chat_status_number (tokens));
  return g_strdup_printf (ngettext ("Cut off: the reply reached %s token",
                                    "Cut off: the reply reached %s tokens", (gulong) tokens),
                          value);
}

char *
chat_status_ending (ChatMessage *message)
{
  switch (chat_message_get_state (message))
    {
    case CHAT_MESSAGE_STOPPED:
      return describe_stop (message);
    case CHAT_MESSAGE_INTERRUPTED:
      return describe_interruption (message);
    case CHAT_MESSAGE_CUT_OFF:
      return describe_cut (message);
    case CHAT_MESSAGE_REFUSED:
      return g_strdup (_("Claude declined to answer"));
    case CHAT_MESSAGE_FAILED:
    case CHAT_MESSAGE_COMPLETE:
    case CHAT_MESSAGE_OPEN:
    default:
      return NULL;
    }
}
