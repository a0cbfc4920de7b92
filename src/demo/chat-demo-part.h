/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A content block of a script, worked out: how it starts, what its deltas carry, how it is whole.
 */

#pragma once

#include "chat-demo-emitter.h"

G_BEGIN_DECLS

typedef struct
{
  GString    *start;         /* JSON of the block in content_block_start */
  GString    *whole;         /* JSON of the complete block */
  const char *delta_type;    /* NULL: complete at its start */
  const char *delta_member;
  GString    *text;          /* what the deltas carry */
  char       *signature;     /* (nullable) */
  char       *made_id;       /* for a call that the script gave none (nullable) */
  GPtrArray  *citations;     /* of JSON texts */
  guint       tokens;
  gboolean    is_thinking;
  gboolean    is_tool_use;
  gboolean    is_cut;        /* the budget was used up in it */
} ChatDemoPart;

/* @budget: tokens that may still be said; what the block takes is taken off. Returns: NULL if the
 * block is not to be sent, because the budget is used up or the request forbids thinking; with
 * @obeys only. (transfer full) (nullable) */
ChatDemoPart *chat_demo_part_new         (ChatDemoContext *context,
                                          JsonObject      *block,
                                          gboolean         obeys,
                                          guint           *budget);
void          chat_demo_part_free        (ChatDemoPart    *self);

/* @delta_length: characters; 0: token by token. */
void          chat_demo_part_emit_deltas (ChatDemoPart    *self,
                                          ChatDemoEmitter *emitter,
                                          guint            index,
                                          guint            delta_length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatDemoPart, chat_demo_part_free)

G_END_DECLS
