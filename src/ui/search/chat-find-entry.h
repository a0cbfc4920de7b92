/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One message that is looked through, and what was found in it.
 */

#pragma once

#include "chat-message.h"
#include "chat-needle.h"

G_BEGIN_DECLS

/* Read-only for others but for @over. */
typedef struct
{
  ChatMessage *message;
  GArray      *parts;        /* (element-type ChatFindPart) */
  GArray      *scans;        /* one for each part; private */
  guint        n_blocks;     /* that the parts know */
  guint        generation;
  guint        n_hits;
  gboolean     over;         /* nothing to do until the message changes */
} ChatFindEntry;

ChatFindEntry *chat_find_entry_new    (ChatMessage      *message);
void           chat_find_entry_free   (ChatFindEntry    *self);
/* Forgets what was found, for another needle. */
void           chat_find_entry_forget (ChatFindEntry    *self);
/* Goes on until it is over, or until @deadline_us (monotonic): then FALSE. Looks only at what has
 * changed since the last time. */
gboolean       chat_find_entry_scan   (ChatFindEntry    *self,
                                       const ChatNeedle *needle,
                                       gint64            deadline_us);
/* How many hits there are in a part; none in one that is not there. */
guint          chat_find_entry_count  (ChatFindEntry    *self,
                                       guint             part);
/* Where one of them begins, in bytes of the part. */
gsize          chat_find_entry_get_start (ChatFindEntry *self,
                                       guint             part,
                                       guint             ordinal);
/* Where each of the message's hits begins: from 0 (its start) to 1, by bytes. @places: (element-type
 * double), appended to. */
void           chat_find_entry_list_places (ChatFindEntry *self,
                                       GArray           *places);

G_END_DECLS
