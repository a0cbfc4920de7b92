/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Points in time as text, by GDateTime.
 */

#include "chat-iso-time.h"

#include "chat-json.h"

#define MS_PER_SECOND 1000

/* A division that rounds down before 1970, too. */
static gint64
get_seconds (gint64 ms)
{
  return ms / MS_PER_SECOND - (ms % MS_PER_SECOND < 0 ? 1 : 0);
}

char *
chat_iso_time_format (gint64 ms)
{
  gint64 seconds = get_seconds (ms);
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *text = NULL;

  if (time == NULL)
    return NULL;

  /* %Y does not pad the years before 1000 */
  text = g_date_time_format (time, "-%m-%dT%H:%M:%S");
  return g_strdup_printf ("%04d%s.%03dZ", g_date_time_get_year (time), text,
                          (int) (ms - seconds * MS_PER_SECOND));
}

gint64
chat_iso_time_parse (const char *text)
{
  g_autoptr(GTimeZone) utc = NULL;
  g_autoptr(GDateTime) time = NULL;

  if (text == NULL)
    return 0;

  utc = g_time_zone_new_utc ();
  time = g_date_time_new_from_iso8601 (text, utc);
  if (time == NULL)
    return 0;
  return g_date_time_to_unix (time) * MS_PER_SECOND + g_date_time_get_microsecond (time) / 1000;
}

char *
chat_iso_time_format_local (gint64 ms)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (get_seconds (ms));

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : NULL;
}

void
chat_iso_time_append_member (GString    *out,
                             const char *name,
                             gint64      ms)
{
  g_autofree char *text = chat_iso_time_format (ms);

  chat_json_append_member (out, name, text);
}
