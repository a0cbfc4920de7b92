/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads pages of a database without following its trees (SQLite, database file format).
 */

#include "chat-store-carve.h"

#include <string.h>

#define TABLE_LEAF 0x0d
#define LEAF_HEADER 8
#define FILE_HEADER 100
#define FIRST_FREE_PAGE 32    /* where it stands in the file's header */
#define WAL_HEADER 32
#define FRAME_HEADER 24

typedef struct
{
  const guint8       *bytes;       /* of the database file */
  gsize               length;
  gsize               page_size;
  GHashTable         *logged;      /* page number → its bytes in the log */
  GHashTable         *free_pages;
  guint               n_pages;
  GByteArray         *payload;
  ChatStoreCarveFunc  func;
  gpointer            user_data;
} Carver;

static guint32
read_32 (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

static guint
read_16 (const guint8 *bytes)
{
  return (guint) bytes[0] << 8 | bytes[1];
}

/* Returns: how many bytes it takes, 0 if it goes beyond @end. */
static gsize
read_varint (const guint8 *bytes,
             const guint8 *end,
             guint64      *value)
{
  *value = 0;
  for (gsize i = 0; i < 9 && bytes + i < end; i++)
    {
      if (i == 8)
        {
          *value = *value << 8 | bytes[i];
          return 9;
        }
      *value = *value << 7 | (bytes[i] & 0x7f);
      if ((bytes[i] & 0x80) == 0)
        return i + 1;
    }
  return 0;
}

static const guint8 *
get_page (const Carver *self,
          guint         number)
{
  const guint8 *logged = g_hash_table_lookup (self->logged, GUINT_TO_POINTER (number));

  if (logged != NULL)
    return logged;
  if (number == 0 || (gsize) number * self->page_size > self->length)
    return NULL;
  return self->bytes + (gsize) (number - 1) * self->page_size;
}

/* How much of a payload is on the leaf itself. */
static gsize
get_local_size (const Carver *self,
                guint64       size)
{
  gsize largest = self->page_size - 35;
  gsize smallest = (self->page_size - 12) * 32 / 255 - 23;
  gsize local;

  if (size <= largest)
    return size;

  local = smallest + (size - smallest) % (self->page_size - 4);
  return local <= largest ? local : smallest;
}

/* The rest of a payload, page by page. */
static gboolean
collect (Carver  *self,
         guint    number,
         guint64  size)
{
  for (guint n = 0; self->payload->len < size; n++)
    {
      const guint8 *page = get_page (self, number);
      guint64 missing = size - self->payload->len;

      if (page == NULL || n > self->n_pages)
        return FALSE;
      g_byte_array_append (self->payload, page + 4,
                           (guint) MIN (missing, (guint64) self->page_size - 4));
      number = read_32 (page);
    }
  return TRUE;
}

static void
report (Carver *self,
        gint64  id)
{
  const guint8 *start = self->payload->data;
  const guint8 *end = start + self->payload->len;
  ChatStoreCarvedRow row = { .id = id, .end = end };
  guint64 header;
  guint64 type;
  gsize taken = read_varint (start, end, &header);

  if (taken == 0 || header > self->payload->len)
    return;

  row.types = start + taken;
  row.values = start + header;
  for (const guint8 *at = row.types; at < row.values; at += taken, row.n_columns++)
    {
      taken = read_varint (at, row.values, &type);
      if (taken == 0)
        return;
    }
  self->func (&row, self->user_data);
}

static void
read_cell (Carver       *self,
           const guint8 *page,
           guint         offset)
{
  const guint8 *end = page + self->page_size;
  const guint8 *at = page + offset;
  guint64 size;
  guint64 id;
  gsize local;
  gsize taken = read_varint (at, end, &size);

  at += taken;
  if (taken == 0 || (taken = read_varint (at, end, &id)) == 0)
    return;
  at += taken;

  local = get_local_size (self, size);
  if (local > (gsize) (end - at) || size > (guint64) self->n_pages * self->page_size)
    return;

  g_byte_array_set_size (self->payload, 0);
  g_byte_array_append (self->payload, at, (guint) local);
  if (local < size &&
      (local + 4 > (gsize) (end - at) || !collect (self, read_32 (at + local), size)))
    return;
  report (self, (gint64) id);
}

static void
read_page (Carver *self,
           guint   number)
{
  const guint8 *page = get_page (self, number);
  const guint8 *header = page != NULL && number == 1 ? page + FILE_HEADER : page;
  guint n_cells;

  if (header == NULL || header[0] != TABLE_LEAF ||
      g_hash_table_contains (self->free_pages, GUINT_TO_POINTER (number)))
    return;

  n_cells = read_16 (header + 3);
  for (guint i = 0; i < n_cells; i++)
    {
      const guint8 *pointer = header + LEAF_HEADER + 2 * (gsize) i;

      if (pointer + 2 > page + self->page_size)
        return;
      if (read_16 (pointer) >= LEAF_HEADER && read_16 (pointer) < self->page_size)
        read_cell (self, page, read_16 (pointer));
    }
}

/* The last state of each page that was committed. */
static void
read_log (Carver       *self,
          const guint8 *log,
          gsize         length)
{
  g_autoptr(GHashTable) open = g_hash_table_new (NULL, NULL);
  gsize frame = FRAME_HEADER + self->page_size;

  if (length < WAL_HEADER || read_32 (log + 8) != self->page_size)
    return;

  for (gsize at = WAL_HEADER; at + frame <= length; at += frame)
    {
      guint number = read_32 (log + at);
      GHashTableIter iter;
      gpointer key;
      gpointer value;

      /* frames of an earlier round of the log bear other salts */
      if (memcmp (log + at + 8, log + 16, 8) != 0)
        return;
      g_hash_table_insert (open, GUINT_TO_POINTER (number), (gpointer) (log + at + FRAME_HEADER));
      if (read_32 (log + at + 4) == 0)
        continue;

      g_hash_table_iter_init (&iter, open);
      while (g_hash_table_iter_next (&iter, &key, &value))
        {
          g_hash_table_insert (self->logged, key, value);
          self->n_pages = MAX (self->n_pages, GPOINTER_TO_UINT (key));
        }
      g_hash_table_remove_all (open);
    }
}

/* Each trunk names the next one and its leaves. */
static void
note_free_pages (Carver *self)
{
  const guint8 *page = get_page (self, 1);
  guint trunk = page != NULL ? read_32 (page + FIRST_FREE_PAGE) : 0;

  while (trunk != 0 && g_hash_table_add (self->free_pages, GUINT_TO_POINTER (trunk)) &&
         (page = get_page (self, trunk)) != NULL)
    {
      guint n_leaves = MIN (read_32 (page + 4), (guint) self->page_size / 4 - 2);

      for (guint i = 0; i < n_leaves; i++)
        g_hash_table_add (self->free_pages, GUINT_TO_POINTER (read_32 (page + 8 + 4 * (gsize) i)));
      trunk = read_32 (page);
    }
}

void
chat_store_carve (const char         *path,
                  gsize               page_size,
                  ChatStoreCarveFunc  func,
                  gpointer            user_data)
{
  g_autofree char *log_path = g_strconcat (path, "-wal", NULL);
  g_autoptr(GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr(GMappedFile) log = g_mapped_file_new (log_path, FALSE, NULL);
  g_autoptr(GHashTable) logged = g_hash_table_new (NULL, NULL);
  g_autoptr(GHashTable) free_pages = g_hash_table_new (NULL, NULL);
  g_autoptr(GByteArray) payload = g_byte_array_new ();
  Carver carver = { .page_size = page_size, .logged = logged, .free_pages = free_pages,
                    .payload = payload, .func = func, .user_data = user_data };

  if (file != NULL)
    {
      carver.bytes = (const guint8 *) g_mapped_file_get_contents (file);
      carver.length = g_mapped_file_get_length (file);
      carver.n_pages = (guint) (carver.length / page_size);
    }
  if (log != NULL)
    read_log (&carver, (const guint8 *) g_mapped_file_get_contents (log),
              g_mapped_file_get_length (log));

  note_free_pages (&carver);
  for (guint number = 1; number <= carver.n_pages; number++)
    read_page (&carver, number);
}

static gint64
read_integer (const guint8 *bytes,
              gsize         n_bytes)
{
  gint64 value = n_bytes > 0 && (bytes[0] & 0x80) != 0 ? -1 : 0;

  for (gsize i = 0; i < n_bytes; i++)
    value = (gint64) ((guint64) value << 8 | bytes[i]);
  return value;
}

/* Serial types of the record format; 7 is a number with a fraction, which no table of ours has. */
static gsize
get_size (guint64 type)
{
  static const guint8 sizes[] = { 0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0 };

  return type < G_N_ELEMENTS (sizes) ? sizes[type] : (gsize) (type - 12) / 2;
}

static void
bind_value (sqlite3_stmt *insert,
            int           position,
            guint64       type,
            const guint8 *value)
{
  if (type == 0)
    sqlite3_bind_null (insert, position);
  else if (type >= 12 && type % 2 == 0)
    sqlite3_bind_blob64 (insert, position, value, get_size (type), SQLITE_STATIC);
  else if (type >= 12)
    sqlite3_bind_text64 (insert, position, (const char *) value, get_size (type), SQLITE_STATIC,
                         SQLITE_UTF8);
  else if (type >= 8)
    sqlite3_bind_int64 (insert, position, (gint64) type - 8);
  else
    sqlite3_bind_int64 (insert, position, read_integer (value, get_size (type)));
}

gboolean
chat_store_carve_bind (const ChatStoreCarvedRow *row,
                       sqlite3_stmt             *insert)
{
  const guint8 *type_at = row->types;
  const guint8 *value = row->values;

  for (guint i = 0; i < row->n_columns; i++)
    {
      guint64 type;

      type_at += read_varint (type_at, row->values, &type);
      if (get_size (type) > (gsize) (row->end - value))
        return FALSE;
      bind_value (insert, (int) i + 1, type, value);
      value += get_size (type);
    }

  return sqlite3_bind_int64 (insert, 1, row->id) == SQLITE_OK;
}
