/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How high the messages of a conversation are. A guess goes by the bytes of text: reading them all
 * for their lines would cost what is to be saved.
 */

#include "chat-heights.h"

/* px of a message without text, and of a block that is folded to a line, by the visual design. */
#define BASE_HEIGHT  66
#define BLOCK_HEIGHT 30

/* px² that a byte of text takes: a row of 22 px, 7 px wide. */
#define BYTE_AREA (22 * 7.0)
#define WIDTH     700

/* So many bytes have to be measured before their weight in the guesses is half. */
#define PRIOR_BYTES 20000

typedef struct
{
  gsize bytes;      /* of text */
  guint n_blocks;   /* of other kinds */
  int   height;     /* px as measured, or -1 */
} Entry;

struct _ChatHeights
{
  GArray *entries;          /* (element-type Entry) */
  int     width;
  double  measured;         /* px that measured text took, without what every message has */
  double  measured_bytes;
};

ChatHeights *
chat_heights_new (void)
{
  ChatHeights *self = g_new0 (ChatHeights, 1);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->width = WIDTH;
  return self;
}

void
chat_heights_free (ChatHeights *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->entries);
  g_free (self);
}

static Entry *
get_entry (ChatHeights *self,
           guint        position)
{
  return &g_array_index (self->entries, Entry, position);
}

static Entry
look_at (ChatMessage *message)
{
  Entry entry = { 0, 0, -1 };

  for (guint i = 0; i < chat_message_get_n_blocks (message); i++)
    {
      const ChatContentBlock *block = chat_message_get_block (message, i);

      if (block->kind == CHAT_BLOCK_TEXT)
        entry.bytes += block->text->len;
      else
        entry.n_blocks++;
    }

  return entry;
}

void
chat_heights_splice (ChatHeights *self,
                     guint        position,
                     guint        n_removed,
                     GListModel  *model,
                     guint        n_added)
{
  g_autoptr(GArray) added = g_array_sized_new (FALSE, FALSE, sizeof (Entry), n_added);

  for (guint i = 0; i < n_added; i++)
    {
      g_autoptr(ChatMessage) message = g_list_model_get_item (model, position + i);
      Entry entry = look_at (message);

      g_array_append_val (added, entry);
    }

  if (n_removed > 0)
    g_array_remove_range (self->entries, position, n_removed);
  if (n_added > 0)
    g_array_insert_vals (self->entries, position, added->data, n_added);
}

void
chat_heights_set_width (ChatHeights *self,
                        int          width)
{
  if (width <= 0 || width == self->width)
    return;

  for (guint i = 0; i < self->entries->len; i++)
    get_entry (self, i)->height = -1;
  /* What was learned about the text still holds: its area stays. */
  self->measured *= (double) self->width / width;
  self->width = width;
}

static int
get_fixed (const Entry *entry)
{
  return BASE_HEIGHT + (int) entry->n_blocks * BLOCK_HEIGHT;
}

/* What was learned from the message as it was is forgotten. */
static void
unlearn (ChatHeights *self,
         const Entry *entry)
{
  if (entry->height < 0)
    return;

  self->measured -= MAX (entry->height - get_fixed (entry), 0);
  self->measured_bytes -= (double) entry->bytes;
}

void
chat_heights_renew (ChatHeights *self,
                    guint        position,
                    ChatMessage *message)
{
  Entry *entry = get_entry (self, position);
  Entry now = look_at (message);

  if (now.bytes == entry->bytes && now.n_blocks == entry->n_blocks)
    return;

  unlearn (self, entry);
  *entry = now;
}

void
chat_heights_measure (ChatHeights *self,
                      guint        position,
                      int          height)
{
  Entry *entry = get_entry (self, position);

  unlearn (self, entry);
  entry->height = height;
  self->measured += MAX (height - get_fixed (entry), 0);
  self->measured_bytes += (double) entry->bytes;
}

guint
chat_heights_get_n (ChatHeights *self)
{
  return self->entries->len;
}

gsize
chat_heights_get_bytes (ChatHeights *self,
                        guint        from,
                        guint        to)
{
  gsize bytes = 0;

  for (guint i = from; i < to; i++)
    bytes += get_entry (self, i)->bytes;

  return bytes;
}

static double
get_byte_height (ChatHeights *self)
{
  double prior = BYTE_AREA / self->width;

  return (self->measured + prior * PRIOR_BYTES) / (self->measured_bytes + PRIOR_BYTES);
}

static double
guess (ChatHeights *self,
       guint        position,
       double       byte_height)
{
  const Entry *entry = get_entry (self, position);

  if (entry->height >= 0)
    return entry->height;

  return get_fixed (entry) + (double) entry->bytes * byte_height;
}

static double
add_up (ChatHeights *self,
        guint        from,
        guint        to)
{
  double byte_height = get_byte_height (self);
  double sum = 0;

  for (guint i = from; i < to; i++)
    sum += guess (self, i, byte_height);

  return sum;
}

/* What all heights are multiplied by. */
static double
get_scale (ChatHeights *self)
{
  double sum = add_up (self, 0, self->entries->len);

  return sum > CHAT_HEIGHTS_MAX ? CHAT_HEIGHTS_MAX / sum : 1;
}

int
chat_heights_get (ChatHeights *self,
                  guint        from,
                  guint        to)
{
  return (int) (add_up (self, from, to) * get_scale (self));
}

void
chat_heights_list_tops (ChatHeights *self,
                        double      *tops)
{
  double byte_height = get_byte_height (self);
  double scale = get_scale (self);
  double sum = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      tops[i] = sum;
      sum += guess (self, i, byte_height) * scale;
    }
  tops[self->entries->len] = sum;
}

guint
chat_heights_find (ChatHeights *self,
                   guint        from,
                   guint        to,
                   int          y,
                   int         *rest)
{
  double byte_height = get_byte_height (self);
  double left = MAX (y, 0) / get_scale (self);

  for (guint i = from; i < to; i++)
    {
      double height = guess (self, i, byte_height);

      if (left < height || i == to - 1)
        {
          *rest = (int) MIN (left, height);
          return i;
        }
      left -= height;
    }

  g_return_val_if_reached (from);
}
