/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One result of a search through the history.
 */

#include "chat-search-hit.h"

ChatSearchHit *
chat_search_hit_new (void)
{
  ChatSearchHit *self = g_new0 (ChatSearchHit, 1);

  self->ranges = g_array_new (FALSE, FALSE, sizeof (ChatHitRange));
  return self;
}

void
chat_search_hit_free (ChatSearchHit *self)
{
  if (self == NULL)
    return;

  g_free (self->conversation);
  g_free (self->message);
  g_free (self->title);
  g_free (self->snippet);
  g_array_unref (self->ranges);
  g_free (self);
}
