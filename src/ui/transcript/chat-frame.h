/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is drawn around a section, and the icons at its edges.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Drawn behind the lines, over the whole column. */
typedef enum
{
  CHAT_FRAME_NONE,
  CHAT_FRAME_CARD,
  CHAT_FRAME_WARN,
  CHAT_FRAME_ERROR,
} ChatFrame;

/* Beside the first line; what folds shows its arrow instead. */
typedef enum
{
  CHAT_MARK_NONE,
  CHAT_MARK_BUSY,
  CHAT_MARK_WAITING,
  CHAT_MARK_THINKING,
  CHAT_MARK_TOOL,
  CHAT_MARK_STOPPED,
  CHAT_MARK_WARNING,
  CHAT_MARK_ERROR,
  CHAT_MARK_REFUSED,
  CHAT_MARK_DONE,
} ChatMarkIcon;

G_END_DECLS
