/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a window shows of the conversation in front.
 */

#pragma once

#include "window-support.h"

G_BEGIN_DECLS

guint        shown_count          (WindowFixture *self);
/* Returns: (nullable) */
ChatMessage *shown_get_last       (WindowFixture *self);
void         shown_assert_message (WindowFixture *self,
                                   guint          position,
                                   const char    *expected);
/* What is being written. */
void         shown_assert_prompt  (WindowFixture *self,
                                   const char    *expected);
/* "start" or "transcript" */
const char  *shown_get_page       (WindowFixture *self);
/* Returns: (nullable): what the toast says that is to be seen. */
const char  *shown_get_toast      (WindowFixture *self);

G_END_DECLS
