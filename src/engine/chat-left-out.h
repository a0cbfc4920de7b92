/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which parameters a model is not sent although they were wished for, and that in words.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CHAT_LEFT_OUT_OFF           = 1 << 0,   /* it cannot be told not to think: adaptive */
  CHAT_LEFT_OUT_BUDGET        = 1 << 1,   /* it decides itself how much: adaptive */
  CHAT_LEFT_OUT_ADAPTIVE      = 1 << 2,   /* it needs a budget: the smallest, or the wished one */
  CHAT_LEFT_OUT_THINKING      = 1 << 3,   /* no parameter for it is taken, or it has no room */
  CHAT_LEFT_OUT_LOWER_BUDGET  = 1 << 4,   /* it has to be less than the longest reply */
  CHAT_LEFT_OUT_EFFORT        = 1 << 5,
  CHAT_LEFT_OUT_LOWER_EFFORT  = 1 << 6,   /* thinking is off, which much effort forbids */
  CHAT_LEFT_OUT_SAMPLING      = 1 << 7,   /* none is taken */
  CHAT_LEFT_OUT_WHILE_THINKING = 1 << 8,  /* none is taken with thinking */
  CHAT_LEFT_OUT_TOP_P         = 1 << 9,   /* not together with temperature */
  CHAT_LEFT_OUT_TEMPERATURE   = 1 << 10,  /* at most 1 */
  CHAT_LEFT_OUT_MAX_TOKENS    = 1 << 11,  /* at most what the model can write */
} ChatLeftOut;

/* One sentence for each, a line each. Returns: (transfer full) (nullable): NULL if nothing is left
 * out */
char *chat_left_out_dup_words (ChatLeftOut self);

G_END_DECLS
