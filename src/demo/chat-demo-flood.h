/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text deltas by the hundred thousand: a block of ready HTTP chunks that is sent again and again.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  GBytes  *bytes;
  guint32 *ends;     /* where each event ends in bytes */
  guint    n_events;
} ChatDemoFlood;

/* With @chunked, each event is an HTTP chunk of its own. */
ChatDemoFlood *chat_demo_flood_new      (gboolean       chunked);
void           chat_demo_flood_free     (ChatDemoFlood *self);

/* Appends whole events from number @first on to @out, at most @count and about @size bytes.
 * Returns: how many. */
guint64        chat_demo_flood_append   (ChatDemoFlood *self,
                                         GByteArray    *out,
                                         guint64        first,
                                         guint64        count,
                                         gsize          size);

/* The text that a flood of @count events adds up to. Returns: (transfer full) */
char          *chat_demo_flood_dup_text (guint64        count);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatDemoFlood, chat_demo_flood_free)

G_END_DECLS
