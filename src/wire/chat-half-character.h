/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Characters whose halves came in two deltas: some gateways cut text between UTF-16 code units.
 */

#pragma once

#include "chat-event.h"

G_BEGIN_DECLS

/* A first half that waits for its second one. All zero: none does. */
typedef struct
{
  GString   *out;    /* where the character belongs; borrowed */
  gunichar2  high;
} ChatHalfCharacter;

/* Finds halves at both ends of the delta's text, which has U+FFFD there. @raw is the text as the
 * JSON string that it was, with its quotes. */
void chat_half_character_find   (ChatEvent         *event,
                                 const char        *raw,
                                 gsize              raw_length);
/* Appends the delta's text. A first half at its end is held back, until the next delta for @out
 * brings the other one or shows that it does not come. */
void chat_half_character_append (ChatHalfCharacter *self,
                                 GString           *out,
                                 const ChatEvent   *event);
/* No more is to come: what was held back becomes U+FFFD. */
void chat_half_character_flush  (ChatHalfCharacter *self);

G_END_DECLS
