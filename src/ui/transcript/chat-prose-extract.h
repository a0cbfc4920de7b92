/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A part of rendered text as its source.
 */

#pragma once

#include "chat-excerpt.h"
#include "chat-prose.h"

G_BEGIN_DECLS

/* What stands between @start and @end, which are within the text. @source: what was given to it.
 * @marks: (element-type ChatCiteMark) (nullable) what is cited in it. */
void chat_prose_extract (ChatProse         *self,
                         const GString     *source,
                         const GArray      *marks,
                         const GtkTextIter *start,
                         const GtkTextIter *end,
                         ChatExcerpt       *excerpt);

G_END_DECLS
