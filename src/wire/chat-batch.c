/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the socket holds, in batches of bounded size and time, without the key.
 */

#include "chat-batch.h"

#include "chat-secret.h"

#include <string.h>

/* What is read before it is parsed. libsoup gives at most one HTTP chunk a read. */
#define READ_BYTES (64 * 1024)

/* How long one turn of the main loop may read: a quarter of a frame at 60 Hz. */
#define BATCH_US 4000

/* Reads between two looks at the clock. */
#define READS_PER_LOOK 64

struct _ChatBatch
{
  char  *bytes;
  gsize  seen;     /* of those at its front: they were handed out */
  gsize  held;     /* behind them: they wait for what follows */
  char  *secret;   /* or NULL */
};

ChatBatch *
chat_batch_new (void)
{
  ChatBatch *self = g_new0 (ChatBatch, 1);

  self->bytes = g_malloc (READ_BYTES);
  return self;
}

void
chat_batch_free (ChatBatch *self)
{
  if (self == NULL)
    return;

  if (self->secret != NULL)
    explicit_bzero (self->secret, strlen (self->secret));
  g_free (self->secret);
  g_free (self->bytes);
  g_free (self);
}

void
chat_batch_set_secret (ChatBatch  *self,
                       const char *secret)
{
  g_return_if_fail (self->secret == NULL);

  self->secret = g_strdup (secret);
}

const char *
chat_batch_get_secret (ChatBatch *self)
{
  return self->secret;
}

static ChatBatchResult
judge (GError  *problem,
       GError **error)
{
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    {
      g_error_free (problem);
      return CHAT_BATCH_BLOCKED;
    }

  g_propagate_error (error, problem);
  return CHAT_BATCH_FAILED;
}

static ChatBatchResult
read_all (ChatBatch             *self,
          GPollableInputStream  *input,
          gsize                 *length,
          GError               **error)
{
  gint64 started_us = g_get_monotonic_time ();
  GError *problem = NULL;
  guint n_reads = 0;

  while (*length < READ_BYTES)
    {
      gssize n = g_pollable_input_stream_read_nonblocking (input, self->bytes + *length,
                                                           READ_BYTES - *length, NULL,
                                                           &problem);

      if (n == 0)
        return CHAT_BATCH_END;
      if (n < 0)
        return judge (problem, error);
      *length += (gsize) n;
      if (++n_reads % READS_PER_LOOK == 0 && g_get_monotonic_time () - started_us > BATCH_US)
        break;
    }

  return CHAT_BATCH_FULL;
}

/* What of @length bytes may be looked at. */
static gsize
conceal (ChatBatch *self,
         gsize      length,
         gboolean   more)
{
  if (self->secret == NULL)
    return length;

  chat_secret_mask (self->bytes, length, self->secret);
  self->held = more ? chat_secret_get_begun (self->bytes, length, self->secret) : 0;
  return length - self->held;
}

ChatBatchResult
chat_batch_fill (ChatBatch     *self,
                 GInputStream  *input,
                 gsize         *length,
                 GError       **error)
{
  ChatBatchResult result;

  memmove (self->bytes, self->bytes + self->seen, self->held);
  *length = self->held;
  result = read_all (self, G_POLLABLE_INPUT_STREAM (input), length, error);
  *length = conceal (self, *length,
                     result == CHAT_BATCH_BLOCKED || result == CHAT_BATCH_FULL);
  self->seen = *length;
  return result;
}

const char *
chat_batch_get_bytes (ChatBatch *self)
{
  return self->bytes;
}
