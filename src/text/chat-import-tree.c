/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a list of who follows whom to a tree, without recursion: chains are as long as they please.
 */

#include "chat-import-tree.h"

#include <string.h>

#define MAX_UID 64

typedef struct _Node Node;
struct _Node
{
  char        *id;
  char        *parent;
  Node        *above;      /* the parent, borrowed, or NULL */
  ChatMessage *message;    /* NULL: not shown */
  ChatMessage *shown;      /* itself, or the nearest one above that is shown */
  guint        rank;
  guint        position;   /* of the call */
  gboolean     placed;
  GPtrArray   *children;   /* (element-type Node) borrowed, or NULL */
};

struct _ChatImportTree
{
  GPtrArray  *nodes;   /* in the order of the calls */
  GHashTable *by_id;   /* id → Node, both borrowed from nodes */
  GHashTable *ranks;   /* id → rank + 1 */
  char       *scope;   /* or NULL: ids stay as they are */
};

static void
free_node (Node *node)
{
  g_free (node->id);
  g_free (node->parent);
  g_clear_object (&node->message);
  g_clear_pointer (&node->children, g_ptr_array_unref);
  g_free (node);
}

ChatImportTree *
chat_import_tree_new (void)
{
  ChatImportTree *self = g_new0 (ChatImportTree, 1);

  self->nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) free_node);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->ranks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
chat_import_tree_free (ChatImportTree *self)
{
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->ranks);
  g_ptr_array_unref (self->nodes);
  g_free (self->scope);
  g_free (self);
}

void
chat_import_tree_set_scope (ChatImportTree *self,
                            const char     *scope)
{
  self->scope = g_strdup (scope);
}

void
chat_import_tree_add (ChatImportTree *self,
                      const char     *id,
                      const char     *parent,
                      ChatMessage    *message)
{
  g_autoptr(ChatMessage) owned = message;
  g_autofree char *uid = NULL;
  Node *node;

  if (g_hash_table_contains (self->by_id, id))
    return;

  node = g_new0 (Node, 1);
  node->id = g_strdup (id);
  node->parent = g_strdup (parent);
  node->position = self->nodes->len;
  node->message = g_steal_pointer (&owned);
  if (node->message != NULL)
    {
      uid = self->scope != NULL ? chat_import_derive_uid (self->scope, id)
                                : chat_import_make_uid (id);
      chat_message_set_uid (node->message, uid);
    }
  g_ptr_array_add (self->nodes, node);
  g_hash_table_insert (self->by_id, node->id, node);
}

void
chat_import_tree_set_rank (ChatImportTree *self,
                           const char     *id,
                           guint           rank)
{
  g_hash_table_insert (self->ranks, g_strdup (id), GUINT_TO_POINTER (rank + 1));
}

static int
compare_nodes (gconstpointer a,
               gconstpointer b)
{
  const Node *first = *(const Node * const *) a;
  const Node *second = *(const Node * const *) b;

  if (first->rank != second->rank)
    return first->rank < second->rank ? -1 : 1;
  return first->position < second->position ? -1 : first->position > second->position;
}

static void
link_node (ChatImportTree *self,
           Node           *node,
           GPtrArray      *roots)
{
  gpointer rank = g_hash_table_lookup (self->ranks, node->id);

  node->above = node->parent != NULL ? g_hash_table_lookup (self->by_id, node->parent) : NULL;
  node->rank = rank != NULL ? GPOINTER_TO_UINT (rank) - 1 : G_MAXUINT;
  if (node->above == NULL)
    {
      g_ptr_array_add (roots, node);
      return;
    }

  if (node->above->children == NULL)
    node->above->children = g_ptr_array_new ();
  g_ptr_array_add (node->above->children, node);
}

static void
place (ChatConversation *conversation,
       Node             *node)
{
  ChatMessage *above = node->above != NULL ? node->above->shown : NULL;

  node->placed = TRUE;
  node->shown = node->message != NULL ? node->message : above;
  if (node->message != NULL)
    chat_conversation_add (conversation, above, node->message);
}

/* The oldest child first, each branch whole. */
static void
place_branch (ChatConversation *conversation,
              Node             *top)
{
  g_autoptr(GPtrArray) stack = g_ptr_array_new ();

  g_ptr_array_add (stack, top);
  while (stack->len > 0)
    {
      Node *node = g_ptr_array_steal_index (stack, stack->len - 1);

      place (conversation, node);
      for (guint i = node->children != NULL ? node->children->len : 0; i > 0; i--)
        {
          Node *child = g_ptr_array_index (node->children, i - 1);

          if (!child->placed)
            g_ptr_array_add (stack, child);
        }
    }
}

static Node *
find_newest (ChatImportTree *self)
{
  Node *newest = NULL;

  for (guint i = 0; i < self->nodes->len; i++)
    {
      Node *node = g_ptr_array_index (self->nodes, i);

      if (node->shown != NULL &&
          (newest == NULL || chat_message_get_created (node->shown) >=
                             chat_message_get_created (newest->shown)))
        newest = node;
    }

  return newest;
}

static void
choose (ChatImportTree   *self,
        ChatConversation *conversation,
        const char       *leaf)
{
  Node *node = leaf != NULL ? g_hash_table_lookup (self->by_id, leaf) : NULL;

  if (node == NULL || node->shown == NULL)
    node = find_newest (self);
  if (node == NULL)
    return;

  chat_conversation_select (conversation, node->shown);
  chat_conversation_rewind (conversation, node->shown);
}

void
chat_import_tree_build (ChatImportTree   *self,
                        ChatConversation *conversation,
                        const char       *leaf)
{
  g_autoptr(GPtrArray) roots = g_ptr_array_new ();

  for (guint i = 0; i < self->nodes->len; i++)
    link_node (self, g_ptr_array_index (self->nodes, i), roots);
  for (guint i = 0; i < self->nodes->len; i++)
    {
      Node *node = g_ptr_array_index (self->nodes, i);

      if (node->children != NULL)
        g_ptr_array_sort (node->children, compare_nodes);
    }

  for (guint i = 0; i < roots->len; i++)
    place_branch (conversation, g_ptr_array_index (roots, i));
  /* what is left goes in circles: it is cut open where it came first */
  for (guint i = 0; i < self->nodes->len; i++)
    {
      Node *node = g_ptr_array_index (self->nodes, i);

      if (!node->placed)
        {
          node->above = NULL;
          place_branch (conversation, node);
        }
    }

  choose (self, conversation, leaf);
}

char *
chat_import_make_uid (const char *id)
{
  gsize length = strlen (id);

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (id[i]) && id[i] != '-' && id[i] != '_')
        return chat_import_derive_uid ("", id);
    }

  return length > 0 && length <= MAX_UID ? g_strdup (id) : chat_import_derive_uid ("", id);
}

/* As RFC 9562 makes them of a hash, version 8. */
char *
chat_import_derive_uid (const char *scope,
                        const char *id)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) scope, (gssize) strlen (scope) + 1);
  g_checksum_update (checksum, (const guchar *) id, (gssize) strlen (id));
  g_checksum_get_digest (checksum, digest, &length);
  digest[6] = (digest[6] & 0x0f) | 0x80;
  digest[8] = (digest[8] & 0x3f) | 0x80;
  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          digest[0], digest[1], digest[2], digest[3], digest[4], digest[5],
                          digest[6], digest[7], digest[8], digest[9], digest[10], digest[11],
                          digest[12], digest[13], digest[14], digest[15]);
}
