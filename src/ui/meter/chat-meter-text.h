/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tokens, money and time in words. All strings: (transfer full).
 */

#pragma once

#include "chat-forecast.h"

G_BEGIN_DECLS

/* "12.4k", "987", "1.2M". */
char *chat_meter_short_number (gint64              number);
/* As chat_status_price() has it under a reply; "unknown" for CHAT_COST_UNKNOWN, "nothing" for 0. */
char *chat_meter_money        (gint64              nano);
/* The same of a sum some of which is not known: "at least $0.21". */
char *chat_meter_sum          (const ChatSpent    *spent);
/* "About 12 412 of 200 000 tokens · 6 %", without "About" if the server counted. */
char *chat_meter_fill         (const ChatForecast *forecast);
/* "12.4k · $0.050", for the button. */
char *chat_meter_label        (const ChatForecast *forecast);
/* "In the cache for 3 min 20 s more"; NULL: nothing is there, or has a limit. */
char *chat_meter_cache        (const ChatForecast *forecast,
                               gint64              now_ms);

G_END_DECLS
