/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The meter: how full the context is and what the next message will cost, in the composer.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-engine.h"

G_BEGIN_DECLS

/* A context that is so full is said to be. */
#define CHAT_METER_NEAR_END 0.85

#define CHAT_TYPE_METER (chat_meter_get_type ())
G_DECLARE_FINAL_TYPE (ChatMeter, chat_meter, CHAT, METER, GtkWidget)

/* Property "narrow": only the ring, if there is one. */

/* Whose meter it is. Until then it is hidden. */
void      chat_meter_set_conversation (ChatMeter        *self,
                                       ChatEngine       *engine,
                                       ChatConversation *conversation);
/* The conversation is another one than when it was last looked at: a reply ended, another branch. */
void      chat_meter_look_again       (ChatMeter        *self);
/* The message (nullable) in whose place what is being written will stand. */
void      chat_meter_set_edited       (ChatMeter        *self,
                                       ChatMessage      *edited);
/* What is being written. */
void      chat_meter_set_buffer       (ChatMeter        *self,
                                       GtkTextBuffer    *buffer);
/* What is attached to it, in tokens: an estimate. With it the server is not asked to count, as nothing
 * is sent to it before the message is. */
void      chat_meter_set_attached     (ChatMeter        *self,
                                       gint64            tokens);
/* Opens the popover. */
void      chat_meter_open             (ChatMeter        *self);
/* The share of the context that is full, from 0 on; 0 if the model's limit is not known. */
double    chat_meter_get_fill         (ChatMeter        *self);

G_END_DECLS
