/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What chat-composer.c and the files of its parts share.
 */

#pragma once

#include "chat-attachment-row.h"
#include "chat-composer.h"
#include "chat-meter.h"
#include "chat-prompt-history.h"
#include "chat-prompt-view.h"

G_BEGIN_DECLS

struct _ChatComposer
{
  GtkWidget          parent_instance;

  ChatPromptHistory *history;   /* NULL without a conversation */
  char              *draft;     /* what was in the box before an edit began; NULL: no edit */
  gboolean           busy;
  gboolean           narrow;
  gboolean           resumed;   /* the text is another composer's, and no draft has been loaded */
  GSignalGroup      *buffer_signals;

  GtkWidget         *edit_note;
  ChatAttachmentRow *attachments;
  GtkWidget         *scrolled_window;
  ChatPromptView    *prompt;
  ChatCompletion    *completion;
  GtkWidget         *actions;
  GtkWidget         *attach_button;
  ChatMeter         *meter;
  GtkWidget         *button;
  GtkStack          *faces;
};

/* chat-composer-paste.c */
void chat_composer_follow_paste (ChatComposer *self);

G_END_DECLS
