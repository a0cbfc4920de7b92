/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The groups of the list of conversations: pinned, today, yesterday, ... older by month. Pure.
 */

#include "chat-date-group.h"

#include <glib/gi18n.h>

/* Days before today that still belong to the group. */
#define DAYS_OF_WEEK  6
#define DAYS_OF_MONTH 29


static GDateTime *
get_midnight (GDateTime *time,
              int        days_later)
{
  g_autoptr(GDateTime) later = g_date_time_add_days (time, days_later);

  return g_date_time_new (g_date_time_get_timezone (time),
                          g_date_time_get_year (later),
                          g_date_time_get_month (later),
                          g_date_time_get_day_of_month (later),
                          0, 0, 0);
}


/* Calendar days, as a day with a change of the clock is no 24 hours long. */
static int
count_days (GDateTime *earlier,
            GDateTime *later)
{
  GDate first = { 0 }, last = { 0 };

  g_date_set_dmy (&first, g_date_time_get_day_of_month (earlier),
                  g_date_time_get_month (earlier), g_date_time_get_year (earlier));
  g_date_set_dmy (&last, g_date_time_get_day_of_month (later),
                  g_date_time_get_month (later), g_date_time_get_year (later));

  return g_date_days_between (&first, &last);
}


static ChatDateGroupKind
get_kind (int days_ago)
{
  if (days_ago <= 0)
    return CHAT_DATE_GROUP_TODAY;

  if (days_ago == 1)
    return CHAT_DATE_GROUP_YESTERDAY;

  if (days_ago <= DAYS_OF_WEEK)
    return CHAT_DATE_GROUP_WEEK;

  return days_ago <= DAYS_OF_MONTH ? CHAT_DATE_GROUP_MONTH : CHAT_DATE_GROUP_OLDER;
}


ChatDateGroup
chat_date_group_get (gboolean   pinned,
                     gint64     updated_ms,
                     GDateTime *now)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (updated_ms / 1000);
  g_autoptr(GDateTime) updated =
    utc != NULL ? g_date_time_to_timezone (utc, g_date_time_get_timezone (now)) : NULL;
  ChatDateGroup group = { CHAT_DATE_GROUP_PINNED, 0, 0 };

  if (pinned)
    return group;

  /* A time that is no time can only come from a clock far ahead. */
  group.kind = updated != NULL ? get_kind (count_days (updated, now)) : CHAT_DATE_GROUP_TODAY;
  if (group.kind == CHAT_DATE_GROUP_OLDER)
    {
      group.year = g_date_time_get_year (updated);
      group.month = g_date_time_get_month (updated);
    }

  return group;
}


gboolean
chat_date_group_equal (const ChatDateGroup *a,
                       const ChatDateGroup *b)
{
  return a->kind == b->kind && a->year == b->year && a->month == b->month;
}


static char *
dup_month (const ChatDateGroup *self,
           GDateTime           *now)
{
  g_autoptr(GDateTime) first = g_date_time_new_utc (self->year, self->month, 1, 0, 0, 0);

  if (self->year == g_date_time_get_year (now))
    /* Translators: a heading over conversations of a month of this year, for strftime(): "October".
     * %OB is the month as it stands alone. */
    return g_date_time_format (first, C_("heading", "%OB"));

  /* Translators: the same for an earlier year: "October 2025". */
  return g_date_time_format (first, C_("heading", "%OB %Y"));
}


char *
chat_date_group_dup_title (const ChatDateGroup *self,
                           GDateTime           *now)
{
  switch (self->kind)
    {
    case CHAT_DATE_GROUP_PINNED:
      return g_strdup (C_("heading", "Pinned"));

    case CHAT_DATE_GROUP_TODAY:
      return g_strdup (C_("heading", "Today"));

    case CHAT_DATE_GROUP_YESTERDAY:
      return g_strdup (C_("heading", "Yesterday"));

    case CHAT_DATE_GROUP_WEEK:
      return g_strdup (C_("heading", "Last 7 days"));

    case CHAT_DATE_GROUP_MONTH:
      return g_strdup (C_("heading", "Last 30 days"));

    case CHAT_DATE_GROUP_OLDER:
      return dup_month (self, now);

    default:
      g_return_val_if_reached (NULL);
    }
}


gint64
chat_date_group_get_rest (GDateTime *now)
{
  g_autoptr(GDateTime) midnight = get_midnight (now, 1);

  return g_date_time_difference (midnight, now) / G_TIME_SPAN_MILLISECOND + 1;
}
