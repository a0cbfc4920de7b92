/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The chosen path of a conversation as a GListModel.
 */

#include "chat-conversation.h"

struct _ChatConversation
{
  GObject    parent_instance;

  char      *title;
  char      *system;
  GPtrArray *messages;
};

static GType
get_item_type (GListModel *model)
{
  return CHAT_TYPE_MESSAGE;
}

static guint
get_n_items (GListModel *model)
{
  return CHAT_CONVERSATION (model)->messages->len;
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

static GParamSpec *properties[N_PROPS];

static void
chat_conversation_finalize (GObject *object)
{
  ChatConversation *self = CHAT_CONVERSATION (object);

  g_free (self->title);
  g_free (self->system);
  g_clear_pointer (&self->messages, g_ptr_array_unref);

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
}

static void
chat_conversation_init (ChatConversation *self)
{
  self->messages = g_ptr_array_new_with_free_func (g_object_unref);
}

ChatConversation *
chat_conversation_new (void)
{
  return g_object_new (CHAT_TYPE_CONVERSATION, NULL);
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

const char *
chat_conversation_get_system (ChatConversation *self)
{
  return self->system;
}

void
chat_conversation_set_system (ChatConversation *self,
                              const char       *system)
{
  char *copy = g_strdup (system);

  g_free (self->system);
  self->system = copy;
}

guint
chat_conversation_get_n_messages (ChatConversation *self)
{
  return self->messages->len;
}

ChatMessage *
chat_conversation_get_message (ChatConversation *self,
                               guint             position)
{
  return position < self->messages->len ? g_ptr_array_index (self->messages, position) : NULL;
}

ChatMessage *
chat_conversation_get_last (ChatConversation *self)
{
  return self->messages->len > 0
         ? chat_conversation_get_message (self, self->messages->len - 1)
         : NULL;
}

gboolean
chat_conversation_find (ChatConversation *self,
                        ChatMessage      *message,
                        guint            *position)
{
  return g_ptr_array_find (self->messages, message, position);
}

void
chat_conversation_append (ChatConversation *self,
                          ChatMessage      *message)
{
  g_ptr_array_add (self->messages, g_object_ref (message));
  g_list_model_items_changed (G_LIST_MODEL (self), self->messages->len - 1, 0, 1);
}

void
chat_conversation_remove (ChatConversation *self,
                          ChatMessage      *message)
{
  guint position;

  if (!chat_conversation_find (self, message, &position))
    return;

  g_ptr_array_remove_index (self->messages, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}
