/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tree of messages, and its chosen path as a GListModel.
 */

#include "chat-conversation.h"

#include "chat-message-tree.h"

struct _ChatConversation
{
  GObject          parent_instance;

  char            *uid;
  char            *title;
  char            *system;
  char            *profile;
  char            *model;
  char            *parameters;
  ChatMessageTree  tree;
  GPtrArray       *path;    /* (element-type ChatMessageNode), without the root */
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
  chat_message_tree_clear (&self->tree);

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
  chat_message_tree_init (&self->tree);
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

void
chat_conversation_copy_settings (ChatConversation *self,
                                 ChatConversation *original)
{
  chat_conversation_set_system (self, original->system);
  chat_conversation_set_profile (self, original->profile);
  chat_conversation_set_model (self, original->model);
  chat_conversation_set_parameters (self, original->parameters);
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
  ChatMessageNode *node;

  if (position >= self->path->len)
    return NULL;

  node = g_ptr_array_index (self->path, position);
  return node->message;
}

static ChatMessageNode *
get_end (ChatConversation *self)
{
  guint length = self->path->len;

  return length > 0 ? g_ptr_array_index (self->path, length - 1) : self->tree.root;
}

ChatMessage *
chat_conversation_get_last (ChatConversation *self)
{
  return get_end (self)->message;
}

static gboolean
is_on_path (ChatConversation      *self,
            const ChatMessageNode *node)
{
  return node == self->tree.root ||
         (node->depth < self->path->len && g_ptr_array_index (self->path, node->depth) == node);
}

gboolean
chat_conversation_find (ChatConversation *self,
                        ChatMessage      *message,
                        guint            *position)
{
  ChatMessageNode *node = chat_message_tree_find (&self->tree, message);

  if (node == NULL || node == self->tree.root || !is_on_path (self, node))
    return FALSE;

  if (position != NULL)
    *position = node->depth;
  return TRUE;
}

static void
emit_tree_changed (ChatConversation *self)
{
  g_signal_emit (self, signals[SIGNAL_TREE_CHANGED], 0);
}

static void
extend_path (ChatConversation *self,
             ChatMessageNode  *node)
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
  ChatMessageNode *parent_node = chat_message_tree_find (&self->tree, parent);
  ChatMessageNode *node;

  g_return_if_fail (parent_node != NULL);
  g_return_if_fail (chat_conversation_lookup (self, chat_message_get_uid (message)) == NULL);

  node = chat_message_tree_add (&self->tree, parent_node, message);
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
  ChatMessageNode *node = chat_message_tree_lookup (&self->tree, uid);

  return node != NULL ? node->message : NULL;
}

ChatMessage *
chat_conversation_get_parent (ChatConversation *self,
                              ChatMessage      *message)
{
  ChatMessageNode *node = chat_message_tree_find (&self->tree, message);

  return node != NULL && node->parent != NULL ? node->parent->message : NULL;
}

guint
chat_conversation_get_n_children (ChatConversation *self,
                                  ChatMessage      *message)
{
  ChatMessageNode *node = chat_message_tree_find (&self->tree, message);

  return node != NULL ? chat_message_node_n_children (node) : 0;
}

ChatMessage *
chat_conversation_get_child (ChatConversation *self,
                             ChatMessage      *message,
                             guint             position)
{
  ChatMessageNode *node = chat_message_tree_find (&self->tree, message);

  g_return_val_if_fail (position < chat_conversation_get_n_children (self, message), NULL);

  return chat_message_node_get_child (node, position)->message;
}

guint
chat_conversation_get_sibling_position (ChatConversation *self,
                                        ChatMessage      *message,
                                        guint            *n_siblings)
{
  ChatMessageNode *node = chat_message_tree_find (&self->tree, message);

  g_return_val_if_fail (node != NULL && node->parent != NULL, 0);

  if (n_siblings != NULL)
    *n_siblings = chat_message_node_n_children (node->parent);
  return node->position;
}

void
chat_conversation_set_sibling_position (ChatConversation *self,
                                        ChatMessage      *message,
                                        guint             position)
{
  ChatMessageNode *node = chat_message_tree_find (&self->tree, message);

  g_return_if_fail (node != NULL && node->parent != NULL);

  if (chat_message_tree_place (node, position))
    emit_tree_changed (self);
}

guint
chat_conversation_get_size (ChatConversation *self)
{
  return g_hash_table_size (self->tree.nodes);
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
      ChatMessageNode *node = g_ptr_array_index (path, i);

      node->parent->chosen = node;
    }

  if (shared < path->len || shared < former->len)
    g_list_model_items_changed (G_LIST_MODEL (self), shared, former->len - shared,
                                path->len - shared);
}

/* From the first prompt to @node, both included. */
static GPtrArray *
new_path_to (ChatConversation *self,
             ChatMessageNode  *node)
{
  GPtrArray *path = g_ptr_array_new ();

  if (node == self->tree.root)
    return path;

  g_ptr_array_set_size (path, node->depth + 1);
  for (; node != self->tree.root; node = node->parent)
    path->pdata[node->depth] = node;
  return path;
}

static void
select_node (ChatConversation *self,
             ChatMessageNode  *node)
{
  GPtrArray *path = new_path_to (self, node);

  while ((node = chat_message_node_get_next (node)) != NULL)
    g_ptr_array_add (path, node);
  set_path (self, path);
}

void
chat_conversation_select (ChatConversation *self,
                          ChatMessage      *message)
{
  ChatMessageNode *node = chat_message_tree_find (&self->tree, message);

  g_return_if_fail (node != NULL);

  select_node (self, node);
  emit_tree_changed (self);
}

void
chat_conversation_rewind (ChatConversation *self,
                          ChatMessage      *message)
{
  ChatMessageNode *node = chat_message_tree_find (&self->tree, message);

  g_return_if_fail (node != NULL);

  set_path (self, new_path_to (self, node));
  emit_tree_changed (self);
}

void
chat_conversation_remove (ChatConversation *self,
                          ChatMessage      *message)
{
  ChatMessageNode *node = chat_message_tree_find (&self->tree, message);
  ChatMessageNode *parent;
  guint n_siblings;

  g_return_if_fail (node != NULL && node != self->tree.root);

  parent = node->parent;
  chat_message_tree_detach (node);
  n_siblings = chat_message_node_n_children (parent);
  if (is_on_path (self, node) && n_siblings > 0)
    select_node (self,
                 chat_message_node_get_child (parent, MIN (node->position, n_siblings - 1)));
  else if (is_on_path (self, node))
    set_path (self, new_path_to (self, parent));

  chat_message_tree_free_branch (&self->tree, node);
  emit_tree_changed (self);
}
