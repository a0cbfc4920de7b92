/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Streamed text on its way into a section: what its files share.
 */

#pragma once

#include "chat-flow.h"

G_BEGIN_DECLS

/* A line that this frame adds or goes on with, in characters of the run. */
typedef struct
{
  guint        start;
  guint        end;
  ChatLineKind kind;
  ChatLineKind kind_before;
  gboolean     first;       /* of the section */
  gboolean     goes_on;     /* began in an earlier frame */
} ChatFlowLine;

/* px above the line. */
int  chat_flow_get_gap      (ChatFlow           *self,
                             const ChatFlowLine *line);

/* After the lines of this frame were written: opens, extends, closes and drops cards. @base: where
 * the run begins on the page; @open_line: where the line begins that went on. */
void chat_flow_follow_cards (ChatFlow           *self,
                             int                 base,
                             int                 open_line);

G_END_DECLS
