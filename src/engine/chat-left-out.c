/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which parameters a model is not sent although they were wished for, and that in words.
 */

#include "chat-left-out.h"

#include <glib/gi18n.h>

static const struct
{
  ChatLeftOut  what;
  const char  *sentence;
} sentences[] = {
  { CHAT_LEFT_OUT_OFF, N_("The model always thinks; that cannot be switched off.") },
  { CHAT_LEFT_OUT_BUDGET,
    N_("The model decides itself how much it thinks; the budget is not sent.") },
  { CHAT_LEFT_OUT_ADAPTIVE, N_("The model thinks only with a budget, so it gets one.") },
  { CHAT_LEFT_OUT_THINKING, N_("The model is not told how to think.") },
  { CHAT_LEFT_OUT_LOWER_BUDGET,
    N_("The budget for thinking is lowered: it has to be less than the longest reply.") },
  { CHAT_LEFT_OUT_EFFORT, N_("The model does not take this effort; it is not sent.") },
  { CHAT_LEFT_OUT_LOWER_EFFORT,
    N_("The model makes at most a high effort with thinking off; that is what is sent.") },
  { CHAT_LEFT_OUT_SAMPLING,
    N_("The model does not take temperature, top-p or top-k; they are not sent.") },
  { CHAT_LEFT_OUT_WHILE_THINKING,
    N_("Temperature, top-p and top-k are not sent: none is taken together with thinking.") },
  { CHAT_LEFT_OUT_TOP_P,
    N_("Top-p is not sent: it is not taken together with a temperature.") },
  { CHAT_LEFT_OUT_TEMPERATURE,
    N_("The model takes a temperature of at most 1; that is what is sent.") },
  { CHAT_LEFT_OUT_MAX_TOKENS,
    N_("The model cannot write that long a reply; its own limit is sent.") },
};

char *
chat_left_out_dup_words (ChatLeftOut self)
{
  g_autoptr(GString) words = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      if ((self & sentences[i].what) == 0)
        continue;
      if (words->len > 0)
        g_string_append_c (words, '\n');
      g_string_append (words, _(sentences[i].sentence));
    }

  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}
