/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the transcript says about a turn, in words: status line, countdown, end line, notes.
 */

#pragma once

#include "chat-message.h"
#include "chat-turn.h"

G_BEGIN_DECLS

/* What goes on in a turn that runs; finer than its phase. */
typedef enum
{
  CHAT_ACTIVITY_CONNECTING,
  CHAT_ACTIVITY_WAITING,     /* nothing came yet */
  CHAT_ACTIVITY_THINKING,
  CHAT_ACTIVITY_WRITING,
  CHAT_ACTIVITY_PREPARING,   /* the input of a tool call streams in */
  CHAT_ACTIVITY_RUNNING,     /* the server runs a tool of its own */
  CHAT_ACTIVITY_PAUSING,     /* between two blocks, or silent within one */
} ChatTurnActivity;

typedef struct
{
  ChatTurnActivity activity;
  const char  *name;         /* the tool's, or NULL; borrowed */
  gint64       since_us;     /* monotonic, when it began */
} ChatActivityState;

/* Text reaches people in both directions: each value that a sentence is built from is wrapped in
 * U+2068 ... U+2069, so that it cannot tear the sentence apart. All strings: (transfer full). */

/* Grouped as the locale groups; U+202F where it would put a space. */
char    *chat_status_number       (gint64                   number);
/* "0.4 s", "12 s", "2 min 5 s"; @precise keeps a tenth up to a minute. */
char    *chat_status_duration     (gint64                   us,
                                   gboolean                 precise);
/* Nano-dollars to about two digits, and to the cent from ten cents on: "$0.0034", "$1.50"; NULL if the
 * price is unknown or nothing. */
char    *chat_status_price        (gint64                   cost);

/* Tokens that a piece of text of so many bytes is likely to be. */
double   chat_status_guess_tokens (gsize                    n_bytes);
/* Words for people: runs between spaces, and each ideograph on its own. */
guint    chat_status_count_words  (const char              *text);

/* What a running turn does, from its phase and what its message holds. */
void     chat_status_look         (ChatTurnPhase            phase,
                                   gint64                   phase_started_us,
                                   ChatMessage             *message,
                                   ChatActivityState       *state);
/* "Waiting for the first word… 2 s". @rate: tokens a second by our own guess, 0 while unknown. */
char    *chat_status_line         (const ChatActivityState *state,
                                   gint64                   now_us,
                                   double                   rate);
/* "next try in 8 s (2 of 5). Nothing was written yet." and the bold words before it. */
char    *chat_status_retry_title  (const ChatRetry         *retry);
char    *chat_status_retry_body   (const ChatRetry         *retry,
                                   gint64                   now_us);
/* Header of a block of thinking that has ended. @us: 0 if it is not known. */
char    *chat_status_thought      (gint64                   us);
/* "Claude Opus 5 · first word 0.6 s · …", parts that are unknown left out; @brief for narrow
 * windows. NULL if nothing is known. */
char    *chat_status_end_line     (ChatMessage             *message,
                                   gboolean                 brief);
/* How a message ended, for the note below it: "Stopped after 214 words". NULL for a plain end. */
char    *chat_status_ending       (ChatMessage             *message);

G_END_DECLS
