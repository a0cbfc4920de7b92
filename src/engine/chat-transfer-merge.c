/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is new in a conversation, in batches of bounded size.
 */

#include "chat-transfer-merge.h"

#include "chat-import.h"
#include "chat-tree-walk.h"

/* A transaction of this size takes the store about a tenth of a second: whoever else writes waits
 * no longer. Ids are random, so that each message changes a page of their index: the larger the
 * transaction, the more of them share one. */
#define MAX_BATCH_MESSAGES 2000
#define MAX_BATCH_BYTES (4 * 1024 * 1024)

/* A new conversation is there whole or not at all, whenever the program dies, unless it is larger
 * than this. */
#define MAX_WHOLE_MESSAGES 5000
#define MAX_WHOLE_BYTES (16 * 1024 * 1024)

struct _ChatTransferMerge
{
  ChatTransferDesk *desk;
  ChatStoreBatch   *batch;       /* not yet handed over, or NULL */
  guint             n_messages;  /* in it */
  gsize             n_bytes;
  GHashTable       *waiting;     /* uids in it, of conversations and messages */
  GQueue            under_way;   /* of the same for batches handed over, the oldest first */
  ChatStoreLocator *locator;     /* made when it is first needed */
};

/* One conversation on its way. */
typedef struct
{
  ChatTransferMerge *merge;
  const char        *uid;
  GHashTable        *known;      /* uids of messages that are there */
  guint              n_new;
  GError           **error;
} Addition;

static GHashTable *
new_uids (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

ChatTransferMerge *
chat_transfer_merge_new (ChatTransferDesk *desk)
{
  ChatTransferMerge *self = g_new0 (ChatTransferMerge, 1);

  self->desk = desk;
  self->waiting = new_uids ();
  g_queue_init (&self->under_way);
  return self;
}

void
chat_transfer_merge_free (ChatTransferMerge *self)
{
  g_clear_pointer (&self->batch, chat_store_batch_free);
  g_clear_pointer (&self->locator, chat_store_locator_free);
  g_queue_clear_full (&self->under_way, (GDestroyNotify) g_hash_table_unref);
  g_hash_table_unref (self->waiting);
  g_free (self);
}

static gboolean
flush (ChatTransferMerge  *self,
       GError            **error)
{
  self->n_messages = 0;
  self->n_bytes = 0;
  if (self->batch == NULL)
    return TRUE;

  g_queue_push_tail (&self->under_way, self->waiting);
  self->waiting = new_uids ();
  return chat_transfer_desk_commit (self->desk, g_steal_pointer (&self->batch), error);
}

static ChatStoreBatch *
get_batch (ChatTransferMerge *self)
{
  if (self->batch == NULL)
    self->batch = chat_store_batch_new ();
  return self->batch;
}

static gboolean
add_uid_cb (ChatMessage *message,
            ChatMessage *parent,
            gpointer     user_data)
{
  g_ptr_array_add (user_data, (char *) chat_message_get_uid (message));
  return TRUE;
}

/* Borrowed uids of all messages, with a NULL at the end. */
static GPtrArray *
list_uids (ChatConversation *conversation)
{
  GPtrArray *uids = g_ptr_array_new ();

  chat_tree_walk (conversation, add_uid_cb, uids);
  g_ptr_array_add (uids, NULL);
  return uids;
}

static gboolean
has_any (GHashTable *set,
         const char *uid,
         GPtrArray  *uids)
{
  gboolean found = g_hash_table_contains (set, uid);

  for (guint i = 0; !found && i + 1 < uids->len; i++)
    found = g_hash_table_contains (set, uids->pdata[i]);
  return found;
}

/* Only what is committed can be located: what is asked for must not be on its way. */
static gboolean
wait_if_asked (ChatTransferMerge  *self,
               const char         *uid,
               GPtrArray          *uids,
               GError            **error)
{
  guint n_commits = chat_transfer_desk_get_n_commits (self->desk);
  gboolean waits = has_any (self->waiting, uid, uids);

  while (self->under_way.length > n_commits)
    g_hash_table_unref (g_queue_pop_head (&self->under_way));
  for (GList *l = self->under_way.head; l != NULL && !waits; l = l->next)
    waits = has_any (l->data, uid, uids);

  return !waits || (flush (self, error) && chat_transfer_desk_settle (self->desk, error));
}

static ChatStoreLocation *
locate (ChatTransferMerge  *self,
        ChatConversation   *conversation,
        GError            **error)
{
  g_autoptr(GPtrArray) uids = list_uids (conversation);
  const char *uid = chat_conversation_get_uid (conversation);

  if (self->locator == NULL)
    self->locator = chat_transfer_desk_new_locator (self->desk, error);
  if (self->locator == NULL || !wait_if_asked (self, uid, uids, error))
    return NULL;
  return chat_store_locator_find (self->locator, uid, (const char * const *) uids->pdata, error);
}

/* How many of the messages are in the conversation; @elsewhere (out): in others. */
static guint
count_homes (const ChatStoreLocation *location,
             const char              *uid,
             guint                   *elsewhere)
{
  guint n = 0;

  *elsewhere = 0;
  for (guint i = 0; i < location->homes->len; i++)
    {
      const char *home = g_ptr_array_index (location->homes, i);

      if (home != NULL && g_str_equal (home, uid))
        n++;
      else if (home != NULL)
        (*elsewhere)++;
    }

  return n;
}

static gsize
measure (ChatMessage *message)
{
  gsize n_bytes = 0;

  for (guint i = 0; i < chat_message_get_n_blocks (message); i++)
    {
      const ChatContentBlock *block = chat_message_get_block (message, i);

      n_bytes += block->text->len + block->input_json->len;
    }

  return n_bytes;
}

static gboolean
is_full (const ChatTransferMerge *self)
{
  return self->n_messages >= MAX_BATCH_MESSAGES || self->n_bytes >= MAX_BATCH_BYTES;
}

static gboolean
add_message_cb (ChatMessage *message,
                ChatMessage *parent,
                gpointer     user_data)
{
  Addition *self = user_data;
  ChatTransferMerge *merge = self->merge;

  if (g_hash_table_contains (self->known, chat_message_get_uid (message)))
    return TRUE;
  if ((merge->n_messages >= MAX_WHOLE_MESSAGES || merge->n_bytes >= MAX_WHOLE_BYTES) &&
      !flush (merge, self->error))
    return FALSE;

  chat_store_batch_put_message (get_batch (merge), self->uid,
                                parent != NULL ? chat_message_get_uid (parent) : NULL, message);
  g_hash_table_add (merge->waiting, g_strdup (chat_message_get_uid (message)));
  merge->n_messages++;
  merge->n_bytes += measure (message);
  self->n_new++;
  return TRUE;
}

static void
begin_conversation (ChatTransferMerge    *self,
                    ChatConversation     *conversation,
                    ChatConversationInfo *info)
{
  ChatStoreBatch *batch = get_batch (self);
  const char *uid = chat_conversation_get_uid (conversation);

  chat_store_batch_add_conversation (batch, uid, chat_conversation_info_get_created (info));
  chat_store_batch_set_title (batch, uid, chat_conversation_get_title (conversation));
  chat_store_batch_set_settings (batch, uid, chat_conversation_get_system (conversation),
                                 chat_conversation_get_profile (conversation),
                                 chat_conversation_get_model (conversation),
                                 chat_conversation_get_parameters (conversation));
  chat_store_batch_set_pinned (batch, uid, chat_conversation_info_get_pinned (info));
  chat_store_batch_set_archived (batch, uid, chat_conversation_info_get_archived (info));
  chat_store_batch_set_tags (batch, uid, chat_conversation_info_get_tags (info));
  /* conversations without a message make a batch as well */
  self->n_messages++;
}

/* Whoever went on from another message here stays there: the path moves where it just grows, or
 * where an import ended before it was chosen. */
static gboolean
moves_leaf (const ChatStoreLocation *location,
            ChatConversation        *conversation)
{
  ChatMessage *leaf = location->leaf != NULL
                      ? chat_conversation_lookup (conversation, location->leaf) : NULL;

  return !location->exists || location->leaf == NULL ||
         (leaf != NULL && chat_conversation_find (conversation, leaf, NULL));
}

static void
end_conversation (ChatTransferMerge       *self,
                  const ChatStoreLocation *location,
                  ChatConversation        *conversation,
                  ChatConversationInfo    *info)
{
  ChatStoreBatch *batch = get_batch (self);
  ChatMessage *last = chat_conversation_get_last (conversation);
  const char *uid = chat_conversation_get_uid (conversation);

  if (moves_leaf (location, conversation))
    chat_store_batch_set_leaf (batch, uid, last != NULL ? chat_message_get_uid (last) : NULL);
  chat_store_batch_touch (batch, uid, MAX (chat_conversation_info_get_updated (info),
                                           location->updated_ms));
  g_hash_table_add (self->waiting, g_strdup (uid));
}

static GHashTable *
make_known (const ChatStoreLocation *location,
            GPtrArray               *uids)
{
  GHashTable *known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < location->homes->len; i++)
    {
      if (location->homes->pdata[i] != NULL)
        g_hash_table_add (known, uids->pdata[i]);
    }

  return known;
}

static ChatMergeResult
put (ChatTransferMerge        *self,
     const ChatStoreLocation  *location,
     ChatConversation         *conversation,
     ChatConversationInfo     *info,
     GError                  **error)
{
  g_autoptr(GPtrArray) uids = list_uids (conversation);
  g_autoptr(GHashTable) known = make_known (location, uids);
  Addition addition = { self, chat_conversation_get_uid (conversation), known, 0, error };

  if (location->exists && g_hash_table_size (known) + 1 == uids->len)
    return CHAT_MERGE_KNOWN;

  if (!location->exists)
    begin_conversation (self, conversation, info);
  if (!chat_tree_walk (conversation, add_message_cb, &addition))
    return CHAT_MERGE_FAILED;
  end_conversation (self, location, conversation, info);
  if (is_full (self) && !flush (self, error))
    return CHAT_MERGE_FAILED;
  return location->exists ? CHAT_MERGE_EXTENDED : CHAT_MERGE_ADDED;
}

/* The same conversation under ids of its own: some of those it has are another's. */
static ChatMergeResult
put_apart (ChatTransferMerge  *self,
           const char         *json,
           gsize               length,
           GError            **error)
{
  g_autoptr(ChatConversationInfo) info = NULL;
  g_autoptr(ChatConversation) conversation = chat_import_read (json, length,
                                                               CHAT_IMPORT_UIDS_DERIVED, &info,
                                                               error);
  g_autoptr(ChatStoreLocation) location = NULL;

  if (conversation == NULL)
    return CHAT_MERGE_BROKEN;

  location = locate (self, conversation, error);
  return location != NULL ? put (self, location, conversation, info, error) : CHAT_MERGE_FAILED;
}

/* TRUE if it was already put apart when it was first read. */
static gboolean
is_apart (ChatTransferMerge *self,
          const char        *json,
          gsize              length)
{
  g_autoptr(ChatConversationInfo) info = NULL;
  g_autoptr(ChatConversation) conversation = chat_import_read (json, length,
                                                               CHAT_IMPORT_UIDS_DERIVED, &info,
                                                               NULL);
  g_autoptr(ChatStoreLocation) location = conversation != NULL ? locate (self, conversation, NULL)
                                                               : NULL;
  guint elsewhere;

  return location != NULL &&
         count_homes (location, chat_conversation_get_uid (conversation), &elsewhere) > 0;
}

ChatMergeResult
chat_transfer_merge_add (ChatTransferMerge  *self,
                         const char         *json,
                         gsize               length,
                         GError            **error)
{
  g_autoptr(ChatConversationInfo) info = NULL;
  g_autoptr(ChatConversation) conversation = chat_import_read (json, length, CHAT_IMPORT_UIDS_KEPT,
                                                               &info, error);
  g_autoptr(ChatStoreLocation) location = NULL;
  guint n_here, n_elsewhere;

  if (conversation == NULL)
    return CHAT_MERGE_BROKEN;
  if (chat_conversation_get_size (conversation) == 0)
    return CHAT_MERGE_EMPTY;

  location = locate (self, conversation, error);
  if (location == NULL)
    return CHAT_MERGE_FAILED;

  n_here = count_homes (location, chat_conversation_get_uid (conversation), &n_elsewhere);
  if (n_elsewhere > 0 || (location->exists && n_here == 0 && is_apart (self, json, length)))
    return put_apart (self, json, length, error);
  return put (self, location, conversation, info, error);
}

gboolean
chat_transfer_merge_finish (ChatTransferMerge  *self,
                            GError            **error)
{
  /* with the last one all that went before is on the disk */
  if (self->batch != NULL)
    chat_store_batch_set_durable (self->batch);
  return flush (self, error) && chat_transfer_desk_settle (self->desk, error);
}
