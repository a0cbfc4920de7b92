/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tree of messages, and its chosen path as a GListModel.
 */

#include "chat-conversation.h"

/* One message in its place. The root stands before the first prompts and has no message. */
typedef struct _Node Node;
struct _Node
{
  ChatMessage *message;
  Node        *parent;
  GPtrArray   *children;   /* (element-type Node), oldest first; NULL while there are none */
  Node        *chosen;     /* the child that the path last went through, or NULL */
  guint        position;   /* among the parent's children */
  guint        depth;      /* on a path: the root's children are at 0 */
};

struct _ChatConversation
{
  GObject     parent_instance;

  char       *uid;
  char       *title;
  char       *system;
  char       *profile;
  char       *model;
  char       *parameters;
  Node       *root;
  GHashTable *nodes;   /* uid → Node, owned */
  GPtrArray  *path;    /* (element-type Node), without the root */
};

static GType
get_item_type (GListModel *model)
{
  return CHAT_TYPE_MESSAGE;
}

static guint
get_n_items (GListModel *model)
{
  return CHAT_CONVERSATION (model)->path->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  ChatMessage *message = chat_conversation_get_message (CHAT_CONVERSATION (model), position);

  return message != NULL ? g_object_ref (message) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ChatConversation, chat_conversation, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS,
};

enum
{
  SIGNAL_TREE_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
node_free (gpointer data)
{
  Node *self = data;

  g_clear_object (&self->message);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self);
}

static void
chat_conversation_finalize (GObject *object)
{
  ChatConversation *self = CHAT_CONVERSATION (object);

  g_free (self->uid);
  g_free (self->title);
  g_free (self->system);
  g_free (self->profile);
  g_free (self->model);
  g_free (self->parameters);
  g_clear_pointer (&self->path, g_ptr_array_unref);
  g_clear_pointer (&self->nodes, g_hash_table_unref);
  g_clear_pointer (&self->root, node_free);

  G_OBJECT_CLASS (chat_conversation_parent_class)->finalize (object);
}

static void
chat_conversation_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  ChatConversation *self = CHAT_CONVERSATION (object);

  switch (property_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
chat_conversation_set_property (GObject      *object,
                                guint         property_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  ChatConversation *self = CHAT_CONVERSATION (object);

  switch (property_id)
    {
    case PROP_TITLE:
      chat_conversation_set_title (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
chat_conversation_class_init (ChatConversationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = chat_conversation_finalize;
  object_class->get_property = chat_conversation_get_property;
  object_class->set_property = chat_conversation_set_property;

  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_TREE_CHANGED] =
    g_signal_new ("tree-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
chat_conversation_init (ChatConversation *self)
{
  self->root = g_new0 (Node, 1);
  self->nodes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, node_free);
  self->path = g_ptr_array_new ();
}

ChatConversation *
chat_conversation_new_with_uid (const char *uid)
{
  ChatConversation *self = g_object_new (CHAT_TYPE_CONVERSATION, NULL);

  self->uid = g_strdup (uid);
  return self;
}

ChatConversation *
chat_conversation_new (void)
{
  g_autofree char *uid = g_uuid_string_random ();

  return chat_conversation_new_with_uid (uid);
}

const char *
chat_conversation_get_uid (ChatConversation *self)
{
  return self->uid;
}

const char *
chat_conversation_get_title (ChatConversation *self)
{
  return self->title;
}

void
chat_conversation_set_title (ChatConversation *self,
                             const char       *title)
{
  if (g_strcmp0 (self->title, title) == 0)
    return;

  g_free (self->title);
  self->title = g_strdup (title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static void
set_text (char       **text,
          const char  *value)
{
  char *copy = g_strdup (value);

  g_free (*text);
  *text = copy;
}

const char *
chat_conversation_get_system (ChatConversation *self)
{
  return self->system;
}

void
chat_conversation_set_system (ChatConversation *self,
                              const char       *system)
{
  set_text (&self->system, system);
}

const char *
chat_conversation_get_profile (ChatConversation *self)
{
  return self->profile;
}

void
chat_conversation_set_profile (ChatConversation *self,
                               const char       *profile)
{
  set_text (&self->profile, profile);
}

const char *
chat_conversation_get_model (ChatConversation *self)
{
  return self->model;
}

void
chat_conversation_set_model (ChatConversation *self,
                             const char       *model)
{
  set_text (&self->model, model);
}

const char *
chat_conversation_get_parameters (ChatConversation *self)
{
  return self->parameters;
}

void
chat_conversation_set_parameters (ChatConversation *self,
                                  const char       *parameters)
{
  set_text (&self->parameters, parameters);
}

guint
chat_conversation_get_n_messages (ChatConversation *self)
{
  return self->path->len;
}

ChatMessage *
chat_conversation_get_message (ChatConversation *self,
                               guint             position)
{
  Node *node = position < self->path->len ? g_ptr_array_index (self->path, position) : NULL;

  return node != NULL ? node->message : NULL;
}

static Node *
get_end (ChatConversation *self)
{
  guint length = self->path->len;

  return length > 0 ? g_ptr_array_index (self->path, length - 1) : self->root;
}

ChatMessage *
chat_conversation_get_last (ChatConversation *self)
{
  return get_end (self)->message;
}

/* The root for NULL; NULL for a message of another conversation. */
static Node *
find_node (ChatConversation *self,
           ChatMessage      *message)
{
  Node *node;

  if (message == NULL)
    return self->root;

  node = g_hash_table_lookup (self->nodes, chat_message_get_uid (message));
  return node != NULL && node->message == message ? node : NULL;
}

static gboolean
is_on_path (ChatConversation *self,
            const Node       *node)
{
  return node == self->root ||
         (node->depth < self->path->len && g_ptr_array_index (self->path, node->depth) == node);
}

gboolean
chat_conversation_find (ChatConversation *self,
                        ChatMessage      *message,
                        guint            *position)
{
  Node *node = find_node (self, message);

  if (node == NULL || node == self->root || !is_on_path (self, node))
    return FALSE;

  if (position != NULL)
    *position = node->depth;
  return TRUE;
}

static Node *
add_node (ChatConversation *self,
          Node             *parent,
          ChatMessage      *message)
{
  Node *node = g_new0 (Node, 1);

  if (parent->children == NULL)
    parent->children = g_ptr_array_new ();

  node->message = g_object_ref (message);
  node->parent = parent;
  node->position = parent->children->len;
  node->depth = parent == self->root ? 0 : parent->depth + 1;
  g_ptr_array_add (parent->children, node);
  g_hash_table_insert (self->nodes, (gpointer) chat_message_get_uid (message), node);
  return node;
}

static void
emit_tree_changed (ChatConversation *self)
{
  g_signal_emit (self, signals[SIGNAL_TREE_CHANGED], 0);
}

static void
extend_path (ChatConversation *self,
             Node             *node)
{
  node->parent->chosen = node;
  g_ptr_array_add (self->path, node);
  g_list_model_items_changed (G_LIST_MODEL (self), self->path->len - 1, 0, 1);
}

void
chat_conversation_add (ChatConversation *self,
                       ChatMessage      *parent,
                       ChatMessage      *message)
{
  Node *parent_node = find_node (self, parent);
  Node *node;

  g_return_if_fail (parent_node != NULL);
  g_return_if_fail (chat_conversation_lookup (self, chat_message_get_uid (message)) == NULL);

  node = add_node (self, parent_node, message);
  if (get_end (self) == parent_node)
    extend_path (self, node);
  emit_tree_changed (self);
}

void
chat_conversation_append (ChatConversation *self,
                          ChatMessage      *message)
{
  chat_conversation_add (self, get_end (self)->message, message);
}

ChatMessage *
chat_conversation_lookup (ChatConversation *self,
                          const char       *uid)
{
  Node *node = g_hash_table_lookup (self->nodes, uid);

  return node != NULL ? node->message : NULL;
}

ChatMessage *
chat_conversation_get_parent (ChatConversation *self,
                              ChatMessage      *message)
{
  Node *node = find_node (self, message);

  return node != NULL && node->parent != NULL ? node->parent->message : NULL;
}

guint
chat_conversation_get_n_children (ChatConversation *self,
                                  ChatMessage      *message)
{
  Node *node = find_node (self, message);

  return node != NULL && node->children != NULL ? node->children->len : 0;
}

ChatMessage *
chat_conversation_get_child (ChatConversation *self,
                             ChatMessage      *message,
                             guint             position)
{
  Node *node = find_node (self, message);
  Node *child;

  g_return_val_if_fail (position < chat_conversation_get_n_children (self, message), NULL);

  child = g_ptr_array_index (node->children, position);
  return child->message;
}

guint
chat_conversation_get_sibling_position (ChatConversation *self,
                                        ChatMessage      *message,
                                        guint            *n_siblings)
{
  Node *node = find_node (self, message);

  g_return_val_if_fail (node != NULL && node->parent != NULL, 0);

  if (n_siblings != NULL)
    *n_siblings = node->parent->children->len;
  return node->position;
}

guint
chat_conversation_get_size (ChatConversation *self)
{
  return g_hash_table_size (self->nodes);
}

/* Where the path goes on below @node; NULL: it ends. */
static Node *
get_next (const Node *node)
{
  if (node->chosen != NULL || node->children == NULL || node->children->len == 0)
    return node->chosen;

  return g_ptr_array_index (node->children, node->children->len - 1);
}

/* Takes @path (transfer full) for the chosen one and tells what differs. */
static void
set_path (ChatConversation *self,
          GPtrArray        *path)
{
  g_autoptr(GPtrArray) former = g_steal_pointer (&self->path);
  guint shared = 0;

  while (shared < path->len && shared < former->len &&
         g_ptr_array_index (path, shared) == g_ptr_array_index (former, shared))
    shared++;

  self->path = path;
  for (guint i = shared; i < path->len; i++)
    {
      Node *node = g_ptr_array_index (path, i);

      node->parent->chosen = node;
    }

  if (shared < path->len || shared < former->len)
    g_list_model_items_changed (G_LIST_MODEL (self), shared, former->len - shared,
                                path->len - shared);
}

/* From the first prompt to @node, both included. */
static GPtrArray *
new_path_to (ChatConversation *self,
             Node             *node)
{
  GPtrArray *path = g_ptr_array_new ();

  if (node == self->root)
    return path;

  g_ptr_array_set_size (path, node->depth + 1);
  for (; node != self->root; node = node->parent)
    path->pdata[node->depth] = node;
  return path;
}

static void
select_node (ChatConversation *self,
             Node             *node)
{
  GPtrArray *path = new_path_to (self, node);

  for (Node *next = get_next (node); next != NULL; next = get_next (next))
    g_ptr_array_add (path, next);
  set_path (self, path);
}

void
chat_conversation_select (ChatConversation *self,
                          ChatMessage      *message)
{
  Node *node = find_node (self, message);

  g_return_if_fail (node != NULL);

  select_node (self, node);
  emit_tree_changed (self);
}

void
chat_conversation_rewind (ChatConversation *self,
                          ChatMessage      *message)
{
  Node *node = find_node (self, message);

  g_return_if_fail (node != NULL);

  set_path (self, new_path_to (self, node));
  emit_tree_changed (self);
}

static void
detach (Node *node)
{
  Node *parent = node->parent;

  g_ptr_array_remove_index (parent->children, node->position);
  for (guint i = node->position; i < parent->children->len; i++)
    ((Node *) g_ptr_array_index (parent->children, i))->position = i;
  if (parent->chosen == node)
    parent->chosen = NULL;
}

/* A conversation of thousands of messages is as deep: no recursion. */
static void
free_branch (ChatConversation *self,
             Node             *top)
{
  g_autoptr(GPtrArray) pending = g_ptr_array_new ();

  g_ptr_array_add (pending, top);
  while (pending->len > 0)
    {
      Node *node = g_ptr_array_steal_index_fast (pending, pending->len - 1);

      for (guint i = 0; node->children != NULL && i < node->children->len; i++)
        g_ptr_array_add (pending, g_ptr_array_index (node->children, i));
      g_hash_table_remove (self->nodes, chat_message_get_uid (node->message));
    }
}

void
chat_conversation_remove (ChatConversation *self,
                          ChatMessage      *message)
{
  Node *node = find_node (self, message);
  Node *parent;
  guint n_siblings;

  g_return_if_fail (node != NULL && node != self->root);

  parent = node->parent;
  detach (node);
  n_siblings = parent->children->len;
  if (is_on_path (self, node) && n_siblings > 0)
    select_node (self, g_ptr_array_index (parent->children, MIN (node->position, n_siblings - 1)));
  else if (is_on_path (self, node))
    set_path (self, new_path_to (self, parent));

  free_branch (self, node);
  emit_tree_changed (self);
}
