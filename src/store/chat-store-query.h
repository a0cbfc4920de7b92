/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The language of a search: words, "phrases", pre*, -not and filters. Pure.
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

/* role:user|assistant  model:PREFIX  before:YYYY[-MM[-DD]]  after:...  has:code|image|tool
 * tag:NAME  in:archive|trash. Unknown filters are words. A last word that is still being typed
 * (no blank after it) matches as a prefix. */
typedef struct
{
  char         *match;       /* for FTS5, or NULL: filters alone */
  GPtrArray    *words;       /* (element-type utf8) to be highlighted, as typed */
  char         *role;        /* or NULL */
  char         *model;       /* or NULL */
  char         *tag;         /* or NULL */
  gint64        after_ms;    /* 0: none */
  gint64        before_ms;   /* 0: none */
  ChatQueryHas  has;
  gboolean      only_archive;
  gboolean      only_trash;
} ChatStoreQuery;

/* Days are the local ones. Never fails on half a query ("an open phrase); an empty one gives NULL.
 * Returns: (transfer full) (nullable) */
ChatStoreQuery *chat_store_query_new  (const char     *text);
void            chat_store_query_free (ChatStoreQuery *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatStoreQuery, chat_store_query_free)

G_END_DECLS
