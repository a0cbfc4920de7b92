/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The composer: the box in which a prompt is written, with Send, which is Stop while a turn runs.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-attachment-row.h"
#include "chat-completion.h"
#include "chat-conversation.h"
#include "chat-meter.h"

G_BEGIN_DECLS

#define CHAT_TYPE_COMPOSER (chat_composer_get_type ())
G_DECLARE_FINAL_TYPE (ChatComposer, chat_composer, CHAT, COMPOSER, GtkWidget)

/* The button and Enter activate "chat.send" or "chat.stop" of a widget around it.
 * Properties: "busy" (a turn runs), "narrow", "markdown-help", "checks-spelling", and to be read
 * "blank" (nothing to send), "editing" and "draft", all with notify. */

GtkWidget *chat_composer_new              (void);

/* Whose prompts Ctrl+Up brings back. */
void       chat_composer_set_conversation (ChatComposer     *self,
                                           ChatConversation *conversation);
void       chat_composer_set_busy         (ChatComposer     *self,
                                           gboolean          busy);
/* What is attached stands above the text, goes with chat_composer_clear(), and counts in "blank" and
 * "draft", which notifies of it. Borrowed. */
ChatAttachmentRow *chat_composer_get_attachments (ChatComposer *self);
/* Stands beside Send. Borrowed. */
ChatMeter *chat_composer_get_meter        (ChatComposer     *self);
/* What may be meant by what is written. Borrowed. */
ChatCompletion *chat_composer_get_completion (ChatComposer  *self);
/* Puts the cursor into the text. */
void       chat_composer_focus            (ChatComposer     *self);
gboolean   chat_composer_is_blank         (ChatComposer     *self);
gboolean   chat_composer_is_editing       (ChatComposer     *self);

/* Returns: (transfer full) */
char      *chat_composer_dup_text         (ChatComposer     *self);
/* What is being written, without an edit of an earlier prompt or a look at one.
 * Returns: (transfer full) */
char      *chat_composer_dup_draft        (ChatComposer     *self);
void       chat_composer_set_text         (ChatComposer     *self,
                                           const char       *text);
/* Shows what was written before; undoing ends at it. */
void       chat_composer_load_draft       (ChatComposer     *self,
                                           const char       *draft);
/* Goes on with @buffer, which chat_composer_release() of another composer returned, and with what can
 * be undone in it. A draft that is loaded then is one more step, unless it is there already, or something
 * else has been written since. */
void       chat_composer_resume           (ChatComposer     *self,
                                           GtkTextBuffer    *buffer);
/* Lets go of the text, without a word. Returns: (transfer full) (nullable): NULL where there is nothing to
 * be undone */
GtkTextBuffer *chat_composer_release      (ChatComposer     *self);
/* Puts lines of text where the cursor is, which goes behind them; what is written stays. */
void       chat_composer_insert_lines     (ChatComposer     *self,
                                           const char       *lines);
/* Puts text in the place of what is selected, or where the cursor is. */
void       chat_composer_insert           (ChatComposer     *self,
                                           const char       *text);
/* Attaches or inserts what was dropped: a GDK_TYPE_FILE_LIST, a GDK_TYPE_TEXTURE or a string. */
void       chat_composer_take_value       (ChatComposer     *self,
                                           const GValue     *value);
/* Returns: (transfer full) (nullable): NULL if nothing is selected */
char      *chat_composer_dup_selected     (ChatComposer     *self);
/* Shows an earlier prompt for editing, without what was attached to it. What was in the box comes back
 * after it. */
void       chat_composer_begin_edit       (ChatComposer     *self,
                                           const char       *prompt);
/* Ends editing or leaves an empty box: the text was sent, or is not wanted. */
void       chat_composer_clear            (ChatComposer     *self);

G_END_DECLS
