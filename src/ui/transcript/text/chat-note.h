/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the transcript says below a reply that did not come to a plain end, and what can be done.
 */

#pragma once

#include "chat-message.h"
#include "chat-turn.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_NOTE_STOPPED,
  CHAT_NOTE_INTERRUPTED,
  CHAT_NOTE_CUT_OFF,
  CHAT_NOTE_REFUSED,
  CHAT_NOTE_RETRYING,
  CHAT_NOTE_FAILED,
} ChatNoteKind;

typedef enum
{
  CHAT_BUTTON_PLAIN,
  CHAT_BUTTON_SUGGESTED,
  CHAT_BUTTON_FLAT,
} ChatButtonLook;

typedef struct
{
  const char     *label;    /* translated */
  const char     *action;   /* of the widgets around, or NULL: shows the details */
  ChatButtonLook  look;
} ChatNoteButton;

#define CHAT_NOTE_MAX_BUTTONS 4

typedef struct
{
  ChatNoteKind    kind;
  char           *title;    /* "Stopped after 214 words." */
  char           *body;     /* goes on with it, or NULL */
  char           *details;  /* several lines, or NULL */
  ChatNoteButton  buttons[CHAT_NOTE_MAX_BUTTONS];
  guint           n_buttons;
} ChatNote;

/* NULL if the message needs none: it is open, or it is complete. Returns: (transfer full) */
ChatNote *chat_note_new       (ChatMessage     *message);
/* For a turn that waits for its next try. */
ChatNote *chat_note_new_retry (const ChatRetry *retry,
                               gint64           now_us);
void      chat_note_free      (ChatNote        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatNote, chat_note_free)

G_END_DECLS
