/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows found in the pages of a database file, whatever has become of its trees.
 */

#pragma once

#include <sqlite3.h>

#include <glib.h>

G_BEGIN_DECLS

/* A row as it is stored (SQLite, database file format 2.1): not to be kept. */
typedef struct
{
  gint64        id;
  guint         n_columns;
  const guint8 *types;      /* the header's varints, one for each column */
  const guint8 *values;
  const guint8 *end;        /* of the values */
} ChatStoreCarvedRow;

typedef void (*ChatStoreCarveFunc) (const ChatStoreCarvedRow *row,
                                    gpointer                  user_data);

/* Calls @func for each row of each page at @path and in its log that belongs to a table; those on
 * free pages, which were deleted, are left out. Pages of another size than @page_size are none. */
void     chat_store_carve      (const char               *path,
                                gsize                     page_size,
                                ChatStoreCarveFunc        func,
                                gpointer                  user_data);
/* Binds all columns in their order, the first one as the row's number. FALSE if a value is cut. */
gboolean chat_store_carve_bind (const ChatStoreCarvedRow *row,
                                sqlite3_stmt             *insert);

G_END_DECLS
