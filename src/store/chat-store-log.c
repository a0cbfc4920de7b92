/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether SQLite will read all of a write-ahead log (SQLite, WAL file format).
 */

#include "chat-store-check.h"

#include <glib/gstdio.h>
#include <string.h>

#define HEADER 32
#define FRAME_HEADER 24
#define MAGIC 0x377f0682u    /* its last bit: checksums are of big-endian words */

typedef struct
{
  guint32 first;
  guint32 second;
} Sum;

static guint32
read_word (const guint8 *bytes,
           gboolean      big_endian)
{
  guint32 word;

  memcpy (&word, bytes, sizeof word);
  return big_endian ? GUINT32_FROM_BE (word) : GUINT32_FROM_LE (word);
}

static void
add (Sum          *sum,
     const guint8 *bytes,
     gsize         length,
     gboolean      big_endian)
{
  for (gsize i = 0; i < length; i += 8)
    {
      sum->first += read_word (bytes + i, big_endian) + sum->second;
      sum->second += read_word (bytes + i + 4, big_endian) + sum->first;
    }
}

static gboolean
equals (const Sum    *sum,
        const guint8 *stored)
{
  return sum->first == read_word (stored, TRUE) && sum->second == read_word (stored + 4, TRUE);
}

/* Whether the frame at @at was written whole behind the one that stands before it. */
static gboolean
follows (const guint8 *log,
         gsize         at,
         gsize         frame,
         gboolean      big_endian)
{
  const guint8 *before = at > HEADER ? log + at - frame + 16 : log + 24;
  Sum sum = { read_word (before, TRUE), read_word (before + 4, TRUE) };

  add (&sum, log + at, 8, big_endian);
  add (&sum, log + at + FRAME_HEADER, frame - FRAME_HEADER, big_endian);
  return equals (&sum, log + at + 16);
}

/* The number in the header that tells how often the log was begun. */
#define COUNT 12

static gboolean
has_header (const guint8 *header,
            gboolean      big_endian)
{
  Sum sum = { 0, 0 };

  add (&sum, header, 24, big_endian);
  return equals (&sum, header + 24);
}

/* A log is begun anew when all of it is in the database. Of a new header that only half came to a
 * failing disk, the count is the next one, and what is behind it still the old; SQLite passes over
 * such a log, and loses nothing. */
static gboolean
is_half_begun (const guint8 *log,
               gboolean      big_endian)
{
  guint8 before[HEADER];
  guint32 count = GUINT32_TO_BE (read_word (log + COUNT, TRUE) - 1);

  memcpy (before, log, HEADER);
  memcpy (before + COUNT, &count, sizeof count);
  return has_header (before, big_endian);
}

/* The beginning of the index that SQLite keeps beside a log (walindex.html), in the byte order of
 * the machine; another of the same follows it. */
typedef struct
{
  guint32 version;
  guint32 unused;
  guint32 n_changes;
  guint8  is_initialised;
  guint8  is_big_endian;
  guint16 page_size;
  guint32 n_frames;
  guint32 n_pages;
  guint32 frame_sum[2];
  guint32 salts[2];
  guint32 sum[2];
} Index;

G_STATIC_ASSERT (sizeof (Index) == 48);

static gboolean
is_sound_index (const Index *index,
                const Index *again)
{
  Sum sum = { 0, 0 };

  add (&sum, (const guint8 *) index, G_STRUCT_OFFSET (Index, sum), G_BYTE_ORDER == G_BIG_ENDIAN);
  return memcmp (index, again, sizeof *index) == 0 && index->is_initialised == 1 &&
         index->sum[0] == sum.first && index->sum[1] == sum.second;
}

/* Whether the last frame that the index counts is in the log. Another round has other salts. */
static gboolean
is_index_of (const Index  *index,
             const guint8 *log,
             gsize         length,
             gsize         frame)
{
  gsize end = HEADER + (gsize) index->n_frames * frame;
  Sum sum = { index->frame_sum[0], index->frame_sum[1] };

  return memcmp (index->salts, log + 16, sizeof index->salts) == 0 &&
         (index->n_frames == 0 || (end <= length && equals (&sum, log + end - frame + 16)));
}

/* A machine that loses its power may keep an older index beside a newer log; while it runs, the
 * index is as the last program left it. Time asleep is not counted, which errs on the safe side. */
static gboolean
is_since_start (const char *path)
{
  gint64 started_us = g_get_real_time () - g_get_monotonic_time ();
  GStatBuf status;

  return g_stat (path, &status) == 0 && status.st_mtim.tv_sec > started_us / G_USEC_PER_SEC;
}

/* Returns: how many frames hold all that was committed; G_MAXSIZE if that is not known. */
static gsize
count_committed (ChatStoreDb  *db,
                 const guint8 *log,
                 gsize         length,
                 gsize         frame)
{
  g_autofree char *path = g_strconcat (db->path, "-shm", NULL);
  g_autofree char *bytes = NULL;
  Index index[2];
  gsize index_length;

  if (!is_since_start (path) || !g_file_get_contents (path, &bytes, &index_length, NULL) ||
      index_length < sizeof index)
    return G_MAXSIZE;

  memcpy (index, bytes, sizeof index);
  return is_sound_index (&index[0], &index[1]) && is_index_of (&index[0], log, length, frame)
         ? index[0].n_frames : G_MAXSIZE;
}

/* SQLite stops at the first frame whose sum is wrong. A commit of the same round behind it is one
 * that it would pass over in silence, but for two: one that a dying program only began, whose
 * header may lie there behind what was written since; and one that failed when it was made durable,
 * of which the next one, failing too, has left the rest. The latter is known by the index. */
static gboolean
is_whole (ChatStoreDb  *db,
          const guint8 *log,
          gsize         length)
{
  gboolean big_endian = read_word (log, TRUE) & 1;
  gsize frame = FRAME_HEADER + read_word (log + 8, TRUE);
  Sum sum = { 0, 0 };
  gboolean broken = FALSE;
  gsize n_sound = 0;

  if ((read_word (log, TRUE) & ~1u) != MAGIC || frame % 8 != 0)
    return FALSE;
  if (!has_header (log, big_endian))
    return is_half_begun (log, big_endian);

  add (&sum, log, 24, big_endian);
  for (gsize at = HEADER; at + frame <= length; at += frame)
    {
      gboolean same_round = memcmp (log + at + 8, log + 16, 8) == 0;
      gboolean is_commit = read_word (log + at + 4, TRUE) != 0;

      if (broken && same_round && is_commit && follows (log, at, frame, big_endian))
        return n_sound >= count_committed (db, log, length, frame);
      add (&sum, log + at, 8, big_endian);
      add (&sum, log + at + FRAME_HEADER, frame - FRAME_HEADER, big_endian);
      broken = broken || !same_round || !equals (&sum, log + at + 16);
      n_sound += !broken;
    }
  return TRUE;
}

/* A log that was begun, and nothing more, has no header yet. */
gboolean
chat_store_log_is_whole (ChatStoreDb *db)
{
  g_autofree char *path = g_strconcat (db->path, "-wal", NULL);
  g_autoptr(GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);

  return file == NULL || g_mapped_file_get_length (file) < HEADER + FRAME_HEADER ||
         is_whole (db, (const guint8 *) g_mapped_file_get_contents (file),
                   g_mapped_file_get_length (file));
}
