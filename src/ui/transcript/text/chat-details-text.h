/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All that is known of a message, in rows of a name and a value; and long texts made fit to be shown.
 */

#pragma once

#include "chat-message.h"

G_BEGIN_DECLS

typedef struct
{
  char    *group;      /* heading above the first row of a group, not owned by one */
  char    *name;
  char    *value;
  gboolean copyable;   /* an id that people are asked for */
} ChatDetail;

/* What is unknown is left out. Returns: (transfer full) (element-type ChatDetail) */
GPtrArray *chat_details_new (ChatMessage *message);

/* Text views choke on endless lines, and nobody reads on after this; in bytes. */
#define CHAT_DETAILS_LINE_MAX 2000
#define CHAT_DETAILS_TEXT_MAX (512 * 1024)

/* @bytes as text for a text view: JSON laid out if it is some, lines and the whole cut, saying so.
 * @whole (out, nullable, transfer full): the same without a cut. Any thread.
 * Returns: (transfer full) */
char      *chat_details_lay_out (GBytes *bytes,
                                 char  **whole);

G_END_DECLS
