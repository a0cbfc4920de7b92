/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One message that is looked through, and what was found in it.
 */

#include "chat-find-entry.h"

#include "chat-find-text.h"

#include <string.h>

/* Bytes after which the clock is looked at. */
#define STRIDE 16384

/* How far a part has been looked through. */
typedef struct
{
  guint64   stamp;     /* of the text that was looked through to its end */
  gsize     length;    /* bytes of text, at the last look */
  gsize     offset;    /* bytes that need no second look */
  gboolean  over;
  char     *text;      /* while it is looked through, or NULL */
  ChatFindLive *live;  /* its text while it is written, instead; or NULL */
  GArray   *starts;    /* (element-type gsize) where the hits begin, or NULL */
  GArray   *former;    /* those that count until it is looked through anew, or NULL */
} Scan;


static void
clear_hits (Scan *scan)
{
  g_clear_pointer (&scan->starts, g_array_unref);
  g_clear_pointer (&scan->former, g_array_unref);
}


static void
clear_scan (gpointer data)
{
  Scan *scan = data;

  g_clear_pointer (&scan->text, g_free);
  g_clear_pointer (&scan->live, chat_find_live_free);
  clear_hits (scan);
}


ChatFindEntry *
chat_find_entry_new (ChatMessage *message)
{
  ChatFindEntry *self = g_new0 (ChatFindEntry, 1);

  self->message = g_object_ref (message);
  self->parts = g_array_new (FALSE, FALSE, sizeof (ChatFindPart));
  self->scans = g_array_new (FALSE, TRUE, sizeof (Scan));
  self->generation = chat_message_get_generation (message);
  g_array_set_clear_func (self->scans, clear_scan);

  return self;
}


void
chat_find_entry_free (ChatFindEntry *self)
{
  g_array_unref (self->parts);
  g_array_unref (self->scans);
  g_object_unref (self->message);
  g_free (self);
}


static Scan *
get_scan (ChatFindEntry *self,
          guint          part)
{
  return &g_array_index (self->scans, Scan, part);
}


/* (nullable) */
static GArray *
get_hits (Scan *scan)
{
  return scan->former != NULL ? scan->former : scan->starts;
}


static guint
count (Scan *scan)
{
  GArray *hits = get_hits (scan);

  return hits != NULL ? hits->len : 0;
}


guint
chat_find_entry_count (ChatFindEntry *self,
                       guint          part)
{
  return part < self->scans->len ? count (get_scan (self, part)) : 0;
}


gsize
chat_find_entry_get_start (ChatFindEntry *self,
                           guint          part,
                           guint          ordinal)
{
  return g_array_index (get_hits (get_scan (self, part)), gsize, ordinal);
}


static void
forget_scan (ChatFindEntry *self,
             guint          part)
{
  Scan *scan = get_scan (self, part);

  self->n_hits -= count (scan);
  clear_hits (scan);
  scan->offset = 0;
  scan->over = FALSE;
}


/* For a text that is worded anew: nobody sees the numbers drop and rise again. */
static void
restart_scan (Scan *scan)
{
  if (scan->former == NULL)
    scan->former = g_steal_pointer (&scan->starts);
  g_clear_pointer (&scan->starts, g_array_unref);
  scan->offset = 0;
}


/* What was found in the first @kept bytes stays, but for what they end in. */
static void
go_back (ChatFindEntry    *self,
         Scan             *scan,
         const ChatNeedle *needle,
         const GString    *text,
         gsize             kept)
{
  gsize reach = chat_needle_get_reach (needle);
  gsize offset = kept - MIN (kept, reach);
  guint n_before = count (scan);
  guint n = scan->starts != NULL ? scan->starts->len : 0;

  while (offset > 0 && ((guchar) text->str[offset] & 0xc0) == 0x80)
    offset--;
  while (n > 0 && g_array_index (scan->starts, gsize, n - 1) >= offset)
    n--;
  /* A place that may end behind it is looked for again from its start. */
  if (n > 0 && g_array_index (scan->starts, gsize, n - 1) + reach > offset)
    offset = g_array_index (scan->starts, gsize, --n);
  if (scan->starts != NULL)
    g_array_set_size (scan->starts, n);
  self->n_hits -= n_before - count (scan);
  scan->offset = MIN (scan->offset, offset);
}


void
chat_find_entry_forget (ChatFindEntry *self)
{
  for (guint i = 0; i < self->scans->len; i++)
    forget_scan (self, i);
  self->over = FALSE;
}


/* Blocks come, and in the restart of a stream all go. */
static void
take_blocks (ChatFindEntry *self)
{
  if (self->generation != chat_message_get_generation (self->message))
    {
      chat_find_entry_forget (self);
      g_array_set_size (self->scans, 0);
      g_array_set_size (self->parts, 0);
      self->n_blocks = 0;
      self->generation = chat_message_get_generation (self->message);
    }

  chat_find_text_collect (self->message, self->n_blocks, self->parts);
  self->n_blocks = chat_message_get_n_blocks (self->message);
  g_array_set_size (self->scans, self->parts->len);
}


static void
add_hit (ChatFindEntry *self,
         Scan          *scan,
         gsize          start)
{
  if (scan->starts == NULL)
    scan->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_array_append_val (scan->starts, start);
  self->n_hits += scan->former == NULL;
}


static void
finish_scan (ChatFindEntry *self,
             Scan          *scan)
{
  guint n_before = count (scan);

  g_clear_pointer (&scan->text, g_free);
  g_clear_pointer (&scan->former, g_array_unref);
  self->n_hits += count (scan) - n_before;
}


/* FALSE if the time was over first. */
static gboolean
scan_text (ChatFindEntry    *self,
           Scan             *scan,
           const ChatNeedle *needle,
           const char       *text,
           gsize             length,
           gint64            deadline_us)
{
  gsize until = scan->offset + STRIDE;
  gsize start;
  gsize end;

  while (TRUE)
    {
      if (chat_needle_find (needle, text, length, scan->offset, until, &start, &end,
                            &scan->offset))
        {
          add_hit (self, scan, start);
          continue;
        }
      /* At the end, or before what may go on there. */
      if (until >= length)
        return TRUE;
      if (g_get_monotonic_time () >= deadline_us)
        return FALSE;
      until += STRIDE;
    }
}


static void
take_whole_text (ChatFindEntry      *self,
                 Scan               *scan,
                 const ChatFindPart *part,
                 guint64             stamp)
{
  if (scan->live != NULL || (!part->grows && scan->stamp != stamp))
    restart_scan (scan);
  g_clear_pointer (&scan->live, chat_find_live_free);
  if (scan->text != NULL && scan->stamp == stamp)
    return;

  g_free (scan->text);
  scan->text = chat_find_text_dup (self->message, part);
  scan->length = strlen (scan->text);
}


static const char *
take_live_text (ChatFindEntry      *self,
                Scan               *scan,
                const ChatFindPart *part,
                const ChatNeedle   *needle)
{
  const GString *text;
  gsize kept;

  if (scan->live == NULL)
    scan->live = chat_find_live_new ();
  text = chat_find_live_read (scan->live, self->message, part, &kept);
  go_back (self, scan, needle, text, kept);
  scan->length = text->len;
  return text->str;
}


static gboolean
scan_part (ChatFindEntry    *self,
           guint             position,
           const ChatNeedle *needle,
           gint64            deadline_us)
{
  const ChatFindPart *part = &g_array_index (self->parts, ChatFindPart, position);
  guint64 stamp = chat_find_text_stamp (self->message, part);
  gboolean live = position + 1 == self->parts->len &&
                  chat_find_text_is_live (self->message, part);
  Scan *scan = get_scan (self, position);
  const char *text;

  if (scan->over && scan->stamp == stamp && live == (scan->live != NULL))
    return TRUE;
  if (!live)
    take_whole_text (self, scan, part, stamp);
  text = live ? take_live_text (self, scan, part, needle) : scan->text;
  scan->stamp = stamp;
  scan->over = scan_text (self, scan, needle, text, scan->length, deadline_us);
  if (scan->over)
    finish_scan (self, scan);
  return scan->over;
}


gboolean
chat_find_entry_scan (ChatFindEntry    *self,
                      const ChatNeedle *needle,
                      gint64            deadline_us)
{
  take_blocks (self);
  for (guint i = 0; i < self->parts->len; i++)
    {
      if (!scan_part (self, i, needle, deadline_us))
        return FALSE;
    }

  self->over = TRUE;
  return TRUE;
}


void
chat_find_entry_list_places (ChatFindEntry *self,
                             GArray        *places)
{
  gsize total = 0;
  gsize before = 0;

  for (guint i = 0; i < self->scans->len; i++)
    total += get_scan (self, i)->length;
  for (guint i = 0; i < self->scans->len; i++)
    {
      for (guint j = 0; j < chat_find_entry_count (self, i); j++)
        {
          gsize start = before + chat_find_entry_get_start (self, i, j);
          double place = (double) start / (double) total;

          g_array_append_val (places, place);
        }
      before += get_scan (self, i)->length;
    }
}
