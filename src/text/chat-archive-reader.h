/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The conversations in a file, one after the other: a ZIP of a data export, or plain JSON.
 */

#pragma once

#include <gio/gio.h>

#include "chat-import.h"

G_BEGIN_DECLS

/* Reads in bounded memory; blocks, for a thread of its own. Of a ZIP only "conversations.json" is
 * looked at, in whatever folder, and "conversations-000.json" and so on. */
typedef struct _ChatArchiveReader ChatArchiveReader;

typedef enum
{
  CHAT_ARCHIVE_ELEMENT,   /* one conversation as JSON */
  CHAT_ARCHIVE_SKIPPED,   /* one that is too large to be read; the error says so */
  CHAT_ARCHIVE_END,
  CHAT_ARCHIVE_FAILED,    /* nothing more can be read */
} ChatArchiveResult;

/* NULL with the error set: of GIO, or CHAT_IMPORT_ERROR. */
ChatArchiveReader *chat_archive_reader_open         (GFile              *file,
                                                     GCancellable       *cancellable,
                                                     GError            **error);
void               chat_archive_reader_free         (ChatArchiveReader  *self);
/* @element (out): borrowed until the next call. */
ChatArchiveResult  chat_archive_reader_next         (ChatArchiveReader  *self,
                                                     const char        **element,
                                                     gsize              *length,
                                                     GError            **error);
/* 0 to 1, by the bytes of the file. */
double             chat_archive_reader_get_fraction (ChatArchiveReader  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatArchiveReader, chat_archive_reader_free)

G_END_DECLS
