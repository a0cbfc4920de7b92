/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conversations out to files and in from them.
 */

#pragma once

#include "chat-history.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_EXPORT_MARKDOWN,
  CHAT_EXPORT_JSON,      /* lossless; data/export-format.md */
  CHAT_EXPORT_HTML,      /* one file that works offline */
} ChatExportFormat;

/* "markdown", "json", "html". FALSE for anything else. */
gboolean chat_export_format_parse (const char          *name,
                                   ChatExportFormat    *format);

/* How far it is, on the main thread; @fraction 0 to 1. */
typedef void (*ChatTransferProgress) (double   fraction,
                                      guint    n_conversations,
                                      gpointer user_data);

/* @uids (nullable, NULL-terminated): which; NULL means all but the trash. @target: a file; for all
 * of them in Markdown or HTML a folder with a file each. Nothing existing is half overwritten: a
 * file is replaced when the new one is complete. */
void     chat_transfer_export_async  (ChatHistory          *history,
                                      const char * const   *uids,
                                      ChatExportFormat      format,
                                      GFile                *target,
                                      ChatTransferProgress  progress,
                                      gpointer              progress_data,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
/* @n_written (out, nullable): conversations that are in files now, of several files also where not
 * all could be written. */
gboolean chat_transfer_export_finish (ChatHistory          *history,
                                      GAsyncResult         *result,
                                      guint                *n_written,
                                      GError              **error);

typedef struct
{
  guint n_added;      /* conversations */
  guint n_extended;   /* were there, and got messages */
  guint n_known;      /* were there whole */
  guint n_skipped;    /* could not be read; the others were */
  char *first_problem;   /* why, of the first that was skipped, or NULL */
} ChatImportReport;

void     chat_import_report_clear    (ChatImportReport     *self);
/* @source: our JSON, a Claude.ai or ChatGPT data export (ZIP, or its conversations.json), told by
 * its contents. The same again adds nothing. Cancelled: what was read so far stays. When it could not
 * be written, some of it may be there, and nothing is counted as added or extended. */
void     chat_transfer_import_async  (ChatHistory          *history,
                                      GFile                *source,
                                      ChatTransferProgress  progress,
                                      gpointer              progress_data,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean chat_transfer_import_finish (ChatHistory          *history,
                                      GAsyncResult         *result,
                                      ChatImportReport     *report,
                                      GError              **error);

G_END_DECLS
