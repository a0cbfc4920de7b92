/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The language of a search: words, "phrases", pre*, -not and filters. Pure. For users:
 * data/search.md.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CHAT_QUERY_HAS_CODE  = 1 << 0,
  CHAT_QUERY_HAS_IMAGE = 1 << 1,
  CHAT_QUERY_HAS_TOOL  = 1 << 2,
} ChatQueryHas;

typedef enum
{
  CHAT_QUERY_IN_USUAL,         /* everything but the trash */
  CHAT_QUERY_IN_ARCHIVE,
  CHAT_QUERY_IN_TRASH,
  CHAT_QUERY_IN_CURRENT,       /* -in:archive */
} ChatQueryIn;

/* A word or a phrase, without quotes; it has something that the index knows. */
typedef struct
{
  char     *text;
  gboolean  prefix;            /* what begins like it matches too */
  GPtrArray *alternatives;     /* (element-type utf8) all that does, if it was looked up, or NULL */
} ChatQueryWord;

/* role:user|assistant  model:NAME  before:YYYY[-MM[-DD]]  after:...  has:code|image|tool
 * tag:NAME in:archive|trash. Unknown filters are words. A last word that is still being typed (no
 * blank after it) matches as a prefix. Texts are NULL, times 0, where nothing was asked. */
typedef struct
{
  GPtrArray    *words;         /* (element-type ChatQueryWord) all of them must be there */
  GPtrArray    *without;       /* (element-type ChatQueryWord) none of them may be there */
  char         *role;          /* "user" or "assistant" */
  char         *model;         /* any words of its name */
  char         *without_model;
  GPtrArray    *models;        /* (element-type utf8) phrases of facts: all models that @model may */
  GPtrArray    *without_models; /* mean, if they were looked up, or NULL */
  char         *tag;
  char         *without_tag;
  gint64        after_ms;      /* from then on */
  gint64        before_ms;     /* and not at it */
  ChatQueryHas  has;
  ChatQueryHas  without_has;
  ChatQueryIn   in;
} ChatStoreQuery;

/* Days are the local ones. Never fails, whatever is typed; what asks for nothing gives NULL.
 * Returns: (transfer full) (nullable) */
ChatStoreQuery *chat_store_query_new           (const char           *text);
void            chat_store_query_free          (ChatStoreQuery       *self);

/* TRUE if anything but words was asked that only messages have: a title cannot match. */
gboolean        chat_store_query_is_of_message (const ChatStoreQuery *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatStoreQuery, chat_store_query_free)

G_END_DECLS
