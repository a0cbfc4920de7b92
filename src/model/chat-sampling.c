/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How words are drawn, for the models that let one choose.
 */

#include "chat-sampling.h"

#include "chat-json.h"

void
chat_sampling_append_members (const ChatSampling *self,
                              GString            *out)
{
  if (self->set & CHAT_SAMPLING_TEMPERATURE)
    chat_json_append_double_member (out, "temperature", self->temperature);
  if (self->set & CHAT_SAMPLING_TOP_P)
    chat_json_append_double_member (out, "top_p", self->top_p);
  if (self->set & CHAT_SAMPLING_TOP_K)
    chat_json_append_int_member (out, "top_k", self->top_k);
}
