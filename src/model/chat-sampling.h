/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How words are drawn, for the models that let one choose.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CHAT_SAMPLING_TEMPERATURE = 1 << 0,
  CHAT_SAMPLING_TOP_P       = 1 << 1,
  CHAT_SAMPLING_TOP_K       = 1 << 2,
} ChatSamplingMembers;

#define CHAT_SAMPLING_ALL \
  (CHAT_SAMPLING_TEMPERATURE | CHAT_SAMPLING_TOP_P | CHAT_SAMPLING_TOP_K)

typedef struct
{
  ChatSamplingMembers set;           /* the others are left to the model */
  double              temperature;   /* 0 to 1; other servers than Anthropic's take up to 2 */
  double              top_p;         /* 0 to 1 */
  gint64              top_k;         /* tokens, from 1 */
} ChatSampling;

/* Appends what is set to the JSON object at the end of @out, by the names that the API has for it. */
void chat_sampling_append_members (const ChatSampling *self,
                                   GString            *out);

G_END_DECLS
