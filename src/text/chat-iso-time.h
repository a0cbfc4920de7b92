/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Points in time as text: ISO 8601, UTC, milliseconds.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @ms since 1970 as "2026-11-22T10:20:30.405Z". NULL outside of the years 1 to 9999.
 * Returns: (transfer full) (nullable) */
char   *chat_iso_time_format       (gint64      ms);
/* The same as a member of a JSON object; null outside of them. */
void    chat_iso_time_append_member (GString   *out,
                                    const char *name,
                                    gint64      ms);
/* ms since 1970; without an offset it is UTC. 0 for NULL and for what is no time. */
gint64  chat_iso_time_parse        (const char *text);
/* For people: day and minute in the local time zone. Returns: (transfer full) (nullable) */
char   *chat_iso_time_format_local (gint64      ms);

G_END_DECLS
