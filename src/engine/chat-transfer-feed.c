/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Unpacks ahead of whoever parses, so far and no farther.
 */

#include "chat-transfer-feed.h"

/* Read ahead, or one conversation if that is longer: memory stays bounded. */
#define MAX_AHEAD (4 * 1024 * 1024)

typedef struct
{
  ChatArchiveResult  result;
  char              *bytes;      /* of an element */
  gsize              length;
  double             fraction;
  GError            *error;
} Piece;

struct _ChatTransferFeed
{
  ChatArchiveReader *reader;     /* the thread's */
  GThread           *thread;
  Piece             *taken;      /* the last one, or NULL */
  GMutex             lock;       /* of what follows */
  GCond              changed;
  GQueue             pieces;     /* of Piece */
  gsize              n_bytes;    /* in them */
  gboolean           stopped;    /* nobody wants more */
};

static void
free_piece (Piece *piece)
{
  g_clear_error (&piece->error);
  g_free (piece->bytes);
  g_free (piece);
}

static Piece *
read_piece (ChatTransferFeed *self)
{
  Piece *piece = g_new0 (Piece, 1);
  const char *element;

  piece->result = chat_archive_reader_next (self->reader, &element, &piece->length, &piece->error);
  if (piece->result == CHAT_ARCHIVE_ELEMENT)
    piece->bytes = g_memdup2 (element, piece->length);
  else
    piece->length = 0;
  piece->fraction = chat_archive_reader_get_fraction (self->reader);
  return piece;
}

static gboolean
is_last (const Piece *piece)
{
  return piece->result != CHAT_ARCHIVE_ELEMENT && piece->result != CHAT_ARCHIVE_SKIPPED;
}

/* FALSE: no more is wanted. */
static gboolean
offer (ChatTransferFeed *self,
       Piece            *piece)
{
  gboolean wanted;

  g_mutex_lock (&self->lock);
  while (!self->stopped && self->n_bytes > 0 && self->n_bytes + piece->length > MAX_AHEAD)
    g_cond_wait (&self->changed, &self->lock);
  self->n_bytes += piece->length;
  g_queue_push_tail (&self->pieces, piece);
  wanted = !self->stopped;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);

  return wanted;
}

static gpointer
run (gpointer data)
{
  ChatTransferFeed *self = data;
  gboolean more = TRUE;

  while (more)
    {
      Piece *piece = read_piece (self);
      gboolean last = is_last (piece);

      more = offer (self, piece) && !last;
    }
  return NULL;
}

ChatTransferFeed *
chat_transfer_feed_new (ChatArchiveReader *reader)
{
  ChatTransferFeed *self = g_new0 (ChatTransferFeed, 1);

  self->reader = reader;
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_queue_init (&self->pieces);
  self->thread = g_thread_new ("unpack", run, self);
  return self;
}

void
chat_transfer_feed_free (ChatTransferFeed *self)
{
  g_mutex_lock (&self->lock);
  self->stopped = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);

  g_queue_clear_full (&self->pieces, (GDestroyNotify) free_piece);
  g_clear_pointer (&self->taken, free_piece);
  chat_archive_reader_free (self->reader);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

ChatArchiveResult
chat_transfer_feed_next (ChatTransferFeed  *self,
                         const char       **element,
                         gsize             *length,
                         GError           **error)
{
  Piece *piece;

  g_mutex_lock (&self->lock);
  while ((piece = g_queue_pop_head (&self->pieces)) == NULL)
    g_cond_wait (&self->changed, &self->lock);
  self->n_bytes -= piece->length;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);

  g_clear_pointer (&self->taken, free_piece);
  self->taken = piece;
  *element = piece->bytes;
  *length = piece->length;
  if (piece->error != NULL)
    g_propagate_error (error, g_steal_pointer (&piece->error));
  return piece->result;
}

double
chat_transfer_feed_get_fraction (ChatTransferFeed *self)
{
  return self->taken != NULL ? self->taken->fraction : 0;
}
