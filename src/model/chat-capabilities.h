/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which parameters a model takes: what its server says, completed by the table.
 */

#pragma once

#include "chat-json.h"
#include "chat-model-info.h"

G_BEGIN_DECLS

/* How much a model may spend on an answer, from little to much. */
typedef enum
{
  CHAT_EFFORT_DEFAULT,   /* as the model has it: no parameter */
  CHAT_EFFORT_LOW,
  CHAT_EFFORT_MEDIUM,
  CHAT_EFFORT_HIGH,
  CHAT_EFFORT_XHIGH,
  CHAT_EFFORT_MAX,
} ChatEffort;

#define CHAT_N_EFFORTS (CHAT_EFFORT_MAX + 1)

typedef struct
{
  ChatThinkingSupport thinking;
  guint               efforts;       /* a bit (1 << ChatEffort) for each that is taken */
  ChatEffort          effort;        /* what is taken by itself; CHAT_EFFORT_DEFAULT: unknown */
  ChatEffort          quiet_effort;  /* the most with which thinking may be off; _DEFAULT: any */
  gboolean            sampling;      /* temperature, top_p and top_k */
  gboolean            one_sampling;  /* of temperature and top_p only one */
  gint64              max_output;    /* tokens; 0: unknown */
} ChatCapabilities;

/* By the table alone (Messages API, thinking and effort, state of 2026-11). An unknown Claude is
 * taken for one that is newer than the table, anything else for a foreign model. */
ChatCapabilities chat_capabilities_for_model (const char       *model_id);
/* What the server says overrides that: @model is an element of the answer to GET /v1/models, of
 * which everything may be missing. */
void             chat_capabilities_read      (ChatCapabilities *self,
                                              JsonObject       *model);
gboolean         chat_capabilities_has_effort (const ChatCapabilities *self,
                                              ChatEffort        effort);

/* As the API writes it; NULL for CHAT_EFFORT_DEFAULT. */
const char      *chat_effort_get_name        (ChatEffort        effort);
/* CHAT_EFFORT_DEFAULT for what is none. @name (nullable) */
ChatEffort       chat_effort_from_name       (const char       *name);

G_END_DECLS
