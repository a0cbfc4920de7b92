/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands in the composer as one text: the words, and the names of what is attached.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *digest;   /* under which the history keeps its bytes */
  char *name;
} ChatDraftFile;

typedef struct
{
  char      *text;
  GPtrArray *files;   /* (element-type ChatDraftFile) */
} ChatDraft;

ChatDraft *chat_draft_new      (const char       *text);
void       chat_draft_free     (ChatDraft        *self);
void       chat_draft_add_file (ChatDraft        *self,
                                const char       *digest,
                                const char       *name);
/* Adds the text of @other below, and its files behind those that are there. */
void       chat_draft_append   (ChatDraft        *self,
                                const ChatDraft  *other);
/* The plain text where nothing is attached; else a list follows it, in which the store finds the
 * digests. Returns: (transfer full) */
char      *chat_draft_write    (const ChatDraft  *self);
/* Also what was written before there were attachments. Returns: (transfer full) */
ChatDraft *chat_draft_read     (const char       *written);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatDraft, chat_draft_free)

G_END_DECLS
