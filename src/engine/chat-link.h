/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Links that lead into the program: claude-chat://new?text=… and claude-chat://conversation/UID.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CHAT_LINK_SCHEME "claude-chat"

/* Anybody can write a link: more than this many bytes of text are no prompt. */
#define CHAT_LINK_MAX_TEXT (100 * 1024)

typedef struct
{
  char *conversation;   /* uid, or NULL: a new one */
  char *text;           /* for a new one, to be looked at before it is sent, or NULL */
} ChatLink;

/* Returns: (transfer full), NULL if @uri is no such link */
ChatLink *chat_link_new  (const char *uri);
void      chat_link_free (ChatLink   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatLink, chat_link_free)

G_END_DECLS
