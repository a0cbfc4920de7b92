/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Attachments: files named by their SHA-256 beside the database, and who refers to them.
 */

#pragma once

#include "chat-store-private.h"

G_BEGIN_DECLS

/* A ChatStoreWork: GBytes to the digest as text. */
gpointer chat_store_keep_attachment    (ChatStoreDb            *db,
                                        gpointer                request,
                                        GError                **error);
/* A ChatStoreWork: the digest to GBytes. */
gpointer chat_store_load_attachment    (ChatStoreDb            *db,
                                        gpointer                request,
                                        GError                **error);
/* Inside a transaction: a message refers to the attachments whose digests its blocks hold. */
gboolean chat_store_note_attachments   (ChatStoreDb            *db,
                                        const ChatStoreRecord  *record,
                                        GError                **error);
/* Inside a transaction: forgets what no message and no draft refers to, with its file. */
gboolean chat_store_forget_attachments (ChatStoreDb            *db,
                                        GError                **error);

G_END_DECLS
