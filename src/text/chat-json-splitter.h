/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cuts a list that is too long for memory into its elements, while its bytes arrive. Pure.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CHAT_SPLIT_MORE,        /* push more bytes; at the end of the input: it was cut */
  CHAT_SPLIT_ELEMENT,
  CHAT_SPLIT_TOO_LARGE,   /* an element was left out; the next ones follow */
  CHAT_SPLIT_END,         /* the whole value was seen; what follows it is not looked at */
  CHAT_SPLIT_FAILED,      /* neither a list nor an object */
} ChatSplitResult;

/* Takes [element, ...], or {..., "conversations": [element, ...], ...}, or any other object, which
 * is the one element then. Only brackets and strings are looked at: an element has balanced
 * brackets, and may be wrong in every other way. Memory is that of one element. */
typedef struct _ChatJsonSplitter ChatJsonSplitter;

/* @max_element, in bytes: larger ones are not kept. */
ChatJsonSplitter *chat_json_splitter_new      (gsize             max_element);
void              chat_json_splitter_free     (ChatJsonSplitter *self);
/* Ends the life of the last element. */
void              chat_json_splitter_push     (ChatJsonSplitter *self,
                                               const char       *bytes,
                                               gsize             length);
/* @element (out): borrowed until the next push. */
ChatSplitResult   chat_json_splitter_next     (ChatJsonSplitter *self,
                                               const char      **element,
                                               gsize            *length);
/* The members before "conversations" as an object of their own, or NULL. Borrowed. */
const char       *chat_json_splitter_get_head (ChatJsonSplitter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatJsonSplitter, chat_json_splitter_free)

G_END_DECLS
