/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The groups of the list of conversations: pinned, today, yesterday, ... older by month. Pure.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CHAT_DATE_GROUP_PINNED,
  CHAT_DATE_GROUP_TODAY,       /* and what claims to be of tomorrow */
  CHAT_DATE_GROUP_YESTERDAY,
  CHAT_DATE_GROUP_WEEK,        /* the 7 days that end today */
  CHAT_DATE_GROUP_MONTH,       /* the 30 days that end today */
  CHAT_DATE_GROUP_OLDER,       /* by year and month */
} ChatDateGroupKind;

typedef struct
{
  ChatDateGroupKind kind;
  int               year;      /* year and month only of CHAT_DATE_GROUP_OLDER, else 0 */
  int               month;     /* from 1 */
} ChatDateGroup;

/* Days are those of @now's time zone. @updated_ms: wall clock, ms since 1970. */
ChatDateGroup chat_date_group_get       (gboolean             pinned,
                                         gint64               updated_ms,
                                         GDateTime           *now);
gboolean      chat_date_group_equal     (const ChatDateGroup *a,
                                         const ChatDateGroup *b);
/* Its heading; a month of the year of @now goes without the year. Returns: (transfer full) */
char         *chat_date_group_dup_title (const ChatDateGroup *self,
                                         GDateTime           *now);
/* How long until the groups are others, in ms: until the day that follows @now begins. */
gint64        chat_date_group_get_rest  (GDateTime           *now);

G_END_DECLS
