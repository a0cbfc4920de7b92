/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the store says: errors, how it opened, what it found.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CHAT_STORE_ERROR_FULL,       /* no space, quota */
  CHAT_STORE_ERROR_READ_ONLY,  /* folder or file may not be written */
  CHAT_STORE_ERROR_LOCKED,     /* another program holds it for too long */
  CHAT_STORE_ERROR_DAMAGED,    /* not a database, or it fails its integrity check */
  CHAT_STORE_ERROR_TOO_NEW,    /* made by a later version of this program */
  CHAT_STORE_ERROR_NOT_FOUND,  /* no such conversation or message */
  CHAT_STORE_ERROR_QUERY,      /* a search that cannot be understood; the message says where */
  CHAT_STORE_ERROR_FAILED,
} ChatStoreError;

#define CHAT_STORE_ERROR (chat_store_error_quark ())
GQuark      chat_store_error_quark   (void);

/* What opening found and did, for the user to be told. */
typedef enum
{
  CHAT_STORE_OPENED,       /* as it should be */
  CHAT_STORE_MIGRATED,     /* from an earlier version; the backup is kept. A large one is opened as
                            * it is, and follows when there is time */
  CHAT_STORE_SALVAGED,     /* it was damaged: set aside as it was, what could be read is in a new one */
  CHAT_STORE_READ_ONLY,    /* can be read, nothing can be saved */
} ChatStoreOpening;

/* Which conversations a list shows. */
typedef enum
{
  CHAT_SCOPE_CURRENT,    /* neither archived nor in the trash */
  CHAT_SCOPE_ARCHIVED,
  CHAT_SCOPE_TRASH,
  CHAT_SCOPE_ALL,        /* but for the trash */
} ChatScope;

/* How a text that is written in marks reads without them. Pure: called in another thread. @text is
 * valid UTF-8, and so must be what is returned (transfer full). */
typedef char *(*ChatStoreWordsFunc) (const char *text,
                                     gsize       length);

/* Replies that were open when their program ended: no living process writes them. */
typedef struct
{
  char   *conversation;   /* uid */
  char   *message;        /* uid */
  GBytes *journal;        /* raw bytes of the response body, in order; may be empty */
} ChatStoreOrphan;

void chat_store_orphan_free (ChatStoreOrphan *self);

/* What sums of the ledger are made for: each of these, oldest or first in the alphabet first. */
typedef enum
{
  CHAT_STORE_SPENT_ALL,        /* one sum */
  CHAT_STORE_SPENT_BY_DAY,     /* "2026-11-28", by the local clock */
  CHAT_STORE_SPENT_BY_MONTH,   /* "2026-11" */
  CHAT_STORE_SPENT_BY_MODEL,
  CHAT_STORE_N_SPENT_GROUPS,
} ChatStoreSpentGroup;

G_END_DECLS
