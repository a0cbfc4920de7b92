/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the next message holds and costs, and what was spent: the popover of the meter.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-forecast.h"

G_BEGIN_DECLS

#define CHAT_TYPE_METER_POPOVER (chat_meter_popover_get_type ())
G_DECLARE_FINAL_TYPE (ChatMeterPopover, chat_meter_popover, CHAT, METER_POPOVER, GtkPopover)

GtkWidget *chat_meter_popover_new          (ChatEngine         *engine,
                                            ChatConversation   *conversation);
/* What it shows from now on. */
void       chat_meter_popover_set_forecast (ChatMeterPopover   *self,
                                            const ChatForecast *forecast);

G_END_DECLS
