/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is known of a model: names, limits, what its thinking parameter accepts.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CHAT_THINKING_UNKNOWN,    /* a foreign or unknown model: send no parameter unless told to */
  CHAT_THINKING_NONE,       /* takes no such parameter */
  CHAT_THINKING_BUDGET,     /* {"type":"enabled","budget_tokens":N} only */
  CHAT_THINKING_EITHER,     /* adaptive and enabled */
  CHAT_THINKING_ADAPTIVE,   /* adaptive; may be off */
  CHAT_THINKING_ALWAYS,     /* adaptive, and cannot be switched off */
} ChatThinkingSupport;

/* Fast and cheap, for what the user does not wait for. */
#define CHAT_SMALL_MODEL "claude-haiku-4-5"

/* The one that the demonstration plays. */
#define CHAT_DEMO_MODEL "claude-demo"

typedef struct
{
  const char         *id;             /* a date suffix (-20251001) of the asked id is ignored */
  const char         *display_name;
  gint64              context_window; /* tokens */
  gint64              max_output;     /* tokens */
  ChatThinkingSupport thinking;
} ChatModelInfo;

/* From the built-in table (Messages API, models, state of 2026-11). Returns: (nullable) */
const ChatModelInfo *chat_model_info_find         (const char          *model_id);
/* Whether @asked is the model @known, perhaps with a date (-20251001). */
gboolean             chat_model_id_matches        (const char          *known,
                                                  const char          *asked);
/* The table, newest first in each line, without the demonstration. Returns: (transfer none) */
const ChatModelInfo *chat_model_info_get_all      (guint               *n_infos);
/* The day it stops to answer, as ISO 8601 has it, or NULL: none is known. */
const char          *chat_model_info_get_retirement (const char        *model_id);
/* "Claude Opus 5" for a known id, else the id itself; never NULL for a non-NULL id. */
const char          *chat_model_info_get_name     (const char          *model_id);

G_END_DECLS
