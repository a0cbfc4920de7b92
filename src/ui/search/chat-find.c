/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looks through the messages on the chosen path of a conversation, a little at a time.
 */

#include "chat-find.h"

#include "chat-find-entry.h"
#include "chat-find-text.h"

/* A slice of work, far below the 16 ms of a frame. */
#define SLICE_US 3000

/* A place in the conversation: the first hit that begins there or later. */
typedef struct
{
  ChatFindEntry *entry;    /* NULL: the start */
  guint          block;
  gsize          start;    /* bytes, */
  guint          ordinal;  /* or hits before it: whichever is further on */
} Spot;

struct _ChatFind
{
  GObject           parent_instance;

  ChatConversation *conversation;
  ChatNeedle       *needle;
  GPtrArray        *entries;     /* (element-type ChatFindEntry), the path */
  guint             n_hits;
  guint             next;        /* entry that is looked at next */
  guint             slice;       /* idle source, while there is work */

  Spot              origin;      /* where a new needle begins */
  ChatFindEntry    *current;     /* or NULL */
  guint             part;
  guint             ordinal;
  gboolean          seeking;     /* for the first hit of a new needle */
};

G_DEFINE_FINAL_TYPE (ChatFind, chat_find, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_FOUND,
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];


static ChatFindEntry *
get_entry (ChatFind *self,
           guint     position)
{
  return g_ptr_array_index (self->entries, position);
}


static ChatFindEntry *
find_entry (ChatFind    *self,
            ChatMessage *message,
            guint       *position)
{
  /* From the end: that is where a reply is written. */
  for (guint i = self->entries->len; message != NULL && i > 0; i--)
    {
      if (get_entry (self, i - 1)->message == message)
        {
          *position = i - 1;
          return get_entry (self, i - 1);
        }
    }

  return NULL;
}


/* How many hits come before the spot. */
static guint
count_before (ChatFind   *self,
              const Spot *spot)
{
  guint n_before = 0;

  if (spot->entry == NULL)
    return 0;

  for (guint i = 0; get_entry (self, i) != spot->entry; i++)
    n_before += get_entry (self, i)->n_hits;
  for (guint i = 0; i < spot->entry->parts->len; i++)
    {
      const ChatFindPart *part = &g_array_index (spot->entry->parts, ChatFindPart, i);
      guint n_hits = chat_find_entry_count (spot->entry, i);

      for (guint j = 0; part->block <= spot->block && j < n_hits; j++)
        {
          if (part->block == spot->block && j >= spot->ordinal &&
              chat_find_entry_get_start (spot->entry, i, j) >= spot->start)
            break;
          n_before++;
        }
    }

  return n_before;
}


static void
make_current (ChatFind *self,
              guint     number)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      ChatFindEntry *entry = get_entry (self, i);

      if (number >= entry->n_hits)
        {
          number -= entry->n_hits;
          continue;
        }
      self->part = 0;
      while (number >= chat_find_entry_count (entry, self->part))
        number -= chat_find_entry_count (entry, self->part++);
      self->current = entry;
      self->ordinal = number;
      return;
    }
}


/* The search began at the origin, so the first hit behind it is known before those above it. */
static void
seek (ChatFind *self)
{
  guint n_before;

  if (!self->seeking || self->n_hits == 0)
    return;
  n_before = count_before (self, &self->origin);
  if (n_before == self->n_hits && chat_find_is_busy (self))
    return;

  self->seeking = FALSE;
  make_current (self, n_before < self->n_hits ? n_before : 0);
  g_signal_emit (self, signals[SIGNAL_FOUND], 0);
}


/* Where there is work, or the length of the path. */
static guint
find_work (ChatFind *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      guint position = (self->next + i) % self->entries->len;

      if (!get_entry (self, position)->over)
        return position;
    }

  return self->entries->len;
}


static gboolean
scan (ChatFind      *self,
      ChatFindEntry *entry,
      gint64         deadline_us)
{
  gboolean over;

  self->n_hits -= entry->n_hits;
  over = chat_find_entry_scan (entry, self->needle, deadline_us);
  self->n_hits += entry->n_hits;
  /* What was worded anew may have lost it. */
  if (self->current == entry && self->ordinal >= chat_find_entry_count (entry, self->part))
    self->current = NULL;

  return over;
}


static gboolean
slice_cb (gpointer data)
{
  g_autoptr(ChatFind) self = g_object_ref (data);
  gint64 deadline_us = g_get_monotonic_time () + SLICE_US;
  guint n_before = self->n_hits;
  guint position = find_work (self);

  while (position < self->entries->len && g_get_monotonic_time () < deadline_us)
    {
      self->next = position;
      if (scan (self, get_entry (self, position), deadline_us))
        position = find_work (self);
    }
  if (position == self->entries->len)
    self->slice = 0;

  seek (self);
  /* What is streamed later carries nobody away. */
  if (self->slice == 0)
    self->seeking = FALSE;
  if (self->slice == 0 || self->n_hits != n_before)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);

  /* Another needle may have begun its own. */
  return position < self->entries->len ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}


static void
schedule (ChatFind *self)
{
  if (self->slice == 0 && self->needle != NULL)
    self->slice = g_idle_add (slice_cb, self);
}


static void
message_changed_cb (ChatFind    *self,
                    ChatMessage *message)
{
  guint position;
  ChatFindEntry *entry = find_entry (self, message, &position);

  if (entry == NULL)
    return;

  entry->over = FALSE;
  schedule (self);
}


static void
drop_entries (ChatFind *self,
              guint     position,
              guint     n_entries)
{
  for (guint i = position; i < position + n_entries; i++)
    {
      ChatFindEntry *entry = get_entry (self, i);

      g_signal_handlers_disconnect_by_func (entry->message, message_changed_cb, self);
      self->n_hits -= entry->n_hits;
      if (self->current == entry)
        self->current = NULL;
      if (self->origin.entry == entry)
        self->origin = (Spot) { 0 };
    }
  if (n_entries > 0)
    g_ptr_array_remove_range (self->entries, position, n_entries);
  self->next = 0;
}


static void
items_changed_cb (ChatFind   *self,
                  guint       position,
                  guint       n_removed,
                  guint       n_added,
                  GListModel *model)
{
  drop_entries (self, position, n_removed);
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr(ChatMessage) message = g_list_model_get_item (model, i);

      g_ptr_array_insert (self->entries, (int) i, chat_find_entry_new (message));
      g_signal_connect_object (message, "changed", G_CALLBACK (message_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  schedule (self);
  if (n_removed > 0)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}


static void
chat_find_dispose (GObject *object)
{
  ChatFind *self = CHAT_FIND (object);

  chat_find_set_needle (self, NULL);
  chat_find_set_conversation (self, NULL);

  G_OBJECT_CLASS (chat_find_parent_class)->dispose (object);
}


static void
chat_find_finalize (GObject *object)
{
  g_ptr_array_unref (CHAT_FIND (object)->entries);

  G_OBJECT_CLASS (chat_find_parent_class)->finalize (object);
}


static void
chat_find_class_init (ChatFindClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chat_find_dispose;
  object_class->finalize = chat_find_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[SIGNAL_FOUND] =
    g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}


static void
chat_find_init (ChatFind *self)
{
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) chat_find_entry_free);
}


ChatFind *
chat_find_new (void)
{
  return g_object_new (CHAT_TYPE_FIND, NULL);
}


void
chat_find_set_conversation (ChatFind         *self,
                            ChatConversation *conversation)
{
  g_return_if_fail (CHAT_IS_FIND (self));

  if (self->conversation == conversation)
    return;

  if (self->conversation != NULL)
    g_signal_handlers_disconnect_by_func (self->conversation, items_changed_cb, self);
  drop_entries (self, 0, self->entries->len);
  g_set_object (&self->conversation, conversation);
  if (conversation == NULL)
    return;

  g_signal_connect_object (conversation, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  items_changed_cb (self, 0, 0, chat_conversation_get_n_messages (conversation),
                    G_LIST_MODEL (conversation));
}


void
chat_find_set_origin (ChatFind    *self,
                      ChatMessage *message,
                      guint        block,
                      guint        ordinal)
{
  guint position;

  g_return_if_fail (CHAT_IS_FIND (self));

  self->current = NULL;
  self->origin = (Spot) { find_entry (self, message, &position), block, 0, ordinal };
}


/* What was current is where the next one begins, so that typing on stays there. */
static void
keep_origin (ChatFind *self)
{
  if (self->current == NULL)
    return;

  self->origin.entry = self->current;
  self->origin.block = g_array_index (self->current->parts, ChatFindPart, self->part).block;
  self->origin.ordinal = 0;
  self->origin.start = chat_find_entry_get_start (self->current, self->part, self->ordinal);
}


void
chat_find_set_needle (ChatFind   *self,
                      ChatNeedle *needle)
{
  g_return_if_fail (CHAT_IS_FIND (self));

  keep_origin (self);
  for (guint i = 0; i < self->entries->len; i++)
    chat_find_entry_forget (get_entry (self, i));
  self->n_hits = 0;
  self->current = NULL;
  g_clear_handle_id (&self->slice, g_source_remove);
  g_clear_pointer (&self->needle, chat_needle_unref);
  self->needle = needle != NULL ? chat_needle_ref (needle) : NULL;
  self->seeking = needle != NULL;
  self->next = 0;
  if (self->origin.entry != NULL)
    find_entry (self, self->origin.entry->message, &self->next);
  schedule (self);
}


ChatNeedle *
chat_find_get_needle (ChatFind *self)
{
  g_return_val_if_fail (CHAT_IS_FIND (self), NULL);

  return self->needle;
}


guint
chat_find_get_n_hits (ChatFind *self)
{
  g_return_val_if_fail (CHAT_IS_FIND (self), 0);

  return self->n_hits;
}


gboolean
chat_find_is_busy (ChatFind *self)
{
  g_return_val_if_fail (CHAT_IS_FIND (self), FALSE);

  return self->slice != 0;
}


guint
chat_find_get_position (ChatFind *self)
{
  guint n_before = 0;

  g_return_val_if_fail (CHAT_IS_FIND (self), 0);

  if (self->current == NULL)
    return 0;

  for (guint i = 0; get_entry (self, i) != self->current; i++)
    n_before += get_entry (self, i)->n_hits;
  for (guint i = 0; i < self->part; i++)
    n_before += chat_find_entry_count (self->current, i);

  return n_before + self->ordinal + 1;
}


gboolean
chat_find_get_current (ChatFind    *self,
                       ChatFindHit *hit)
{
  const ChatFindPart *part;

  g_return_val_if_fail (CHAT_IS_FIND (self), FALSE);

  if (self->current == NULL)
    return FALSE;

  part = &g_array_index (self->current->parts, ChatFindPart, self->part);
  hit->message = self->current->message;
  hit->block = part->block;
  hit->n_blocks = part->n_blocks;
  hit->ordinal = self->ordinal;

  return TRUE;
}


gboolean
chat_find_move (ChatFind *self,
                gboolean  back,
                gboolean *wrapped)
{
  guint position;
  guint next;

  g_return_val_if_fail (CHAT_IS_FIND (self), FALSE);

  if (self->n_hits == 0)
    return FALSE;

  position = chat_find_get_position (self);
  /* Between two hits there is one on either side. */
  next = position > 0 ? position - 1 : count_before (self, &self->origin);
  if (back)
    *wrapped = next == 0;
  else
    *wrapped = (position > 0 ? ++next : next) == self->n_hits;
  if (back)
    next = *wrapped ? self->n_hits - 1 : next - 1;
  else if (*wrapped)
    next = 0;

  self->seeking = FALSE;
  make_current (self, next);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return TRUE;
}


void
chat_find_choose (ChatFind *self,
                  guint     number)
{
  g_return_if_fail (CHAT_IS_FIND (self));
  g_return_if_fail (number > 0);

  if (number > self->n_hits)
    return;

  self->seeking = FALSE;
  make_current (self, number - 1);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}


guint
chat_find_count_in (ChatFind *self,
                    guint     position)
{
  g_return_val_if_fail (CHAT_IS_FIND (self), 0);

  return position < self->entries->len ? get_entry (self, position)->n_hits : 0;
}


void
chat_find_list_places (ChatFind *self,
                       guint     position,
                       GArray   *places)
{
  g_return_if_fail (CHAT_IS_FIND (self));

  if (position < self->entries->len)
    chat_find_entry_list_places (get_entry (self, position), places);
}
