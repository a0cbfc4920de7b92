/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be done with the blocks of code: what its files share.
 */

#pragma once

#include "chat-code-button.h"
#include "chat-code-cards.h"

G_BEGIN_DECLS

typedef struct
{
  ChatCodeCards  *cards;    /* borrowed */
  ChatCodeButton *button;   /* in the slot */
  ChatSlot       *slot;
  GtkTextMark    *line;     /* our own: it outlives the block there */
  int             width;    /* px that it was laid out for */
  gboolean        wanted;
} ChatPlacedButton;

struct _ChatCodeCards
{
  GObject      parent_instance;

  ChatColumn  *column;      /* borrowed */
  ChatPage    *page;        /* borrowed, or NULL */
  GHashTable  *buttons;     /* chat_code_cards_dup_key() → ChatPlacedButton */
  ChatMessage *cursor;      /* or NULL */
  guint        tick;
};

/* (transfer full) */
char *chat_code_cards_dup_key   (const ChatCodePlace *place);
/* Called once. */
void  chat_code_cards_add_verbs (ChatCodeCards       *self);

G_END_DECLS
