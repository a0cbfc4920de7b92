/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of the find bar's search share: a search through a conversation, without the bar.
 */

#pragma once

#include "chat-column.h"
#include "chat-find.h"
#include "transcript-support.h"

G_BEGIN_DECLS

typedef struct
{
  Talk      talk;
  ChatFind *find;
  guint     n_found;
} Search;

void search_open          (Search     *self);
void search_close         (Search     *self);
/* Waits until all hits are counted. */
void search_for           (Search     *self,
                           const char *words);
/* Brings the current hit into view. */
void search_show_current  (Search     *self);
/* The next one, or the one before. */
void search_show_next     (Search     *self,
                           gboolean    back);
/* Places on the page with the look of @part, each with @tag_text (nullable). */
guint search_count_marked (Search     *self,
                           const char *tag_text,
                           ChatInline  part);
/* There are @n_wanted places on the page with the look of @part, each with @tag_text (nullable). */
void search_assert_marked (Search     *self,
                           const char *tag_text,
                           ChatInline  part,
                           guint       n_wanted);

G_END_DECLS
