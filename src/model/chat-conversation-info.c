/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a list shows of a conversation, without its messages.
 */

#include "chat-conversation-info.h"

struct _ChatConversationInfo
{
  GObject        parent_instance;

  char          *uid;
  char          *title;
  gint64         created_ms;
  gint64         updated_ms;
  gint64         trashed_ms;
  char         **tags;
  gboolean       pinned;
  gboolean       archived;
  ChatActivity   activity;
};

G_DEFINE_FINAL_TYPE (ChatConversationInfo, chat_conversation_info, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_UPDATED,
  PROP_PINNED,
  PROP_ARCHIVED,
  PROP_TRASHED,
  PROP_TAGS,
  PROP_ACTIVITY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
chat_conversation_info_finalize (GObject *object)
{
  ChatConversationInfo *self = CHAT_CONVERSATION_INFO (object);

  g_free (self->uid);
  g_free (self->title);
  g_strfreev (self->tags);

  G_OBJECT_CLASS (chat_conversation_info_parent_class)->finalize (object);
}

static void
chat_conversation_info_get_property (GObject    *object,
                                     guint       property_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  ChatConversationInfo *self = CHAT_CONVERSATION_INFO (object);

  switch (property_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_UPDATED:
      g_value_set_int64 (value, self->updated_ms);
      break;
    case PROP_PINNED:
      g_value_set_boolean (value, self->pinned);
      break;
    case PROP_ARCHIVED:
      g_value_set_boolean (value, self->archived);
      break;
    case PROP_TRASHED:
      g_value_set_int64 (value, self->trashed_ms);
      break;
    case PROP_TAGS:
      g_value_set_boxed (value, self->tags);
      break;
    case PROP_ACTIVITY:
      g_value_set_uint (value, self->activity);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
chat_conversation_info_class_init (ChatConversationInfoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = chat_conversation_info_finalize;
  object_class->get_property = chat_conversation_info_get_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_UPDATED] =
    g_param_spec_int64 ("updated", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_PINNED] = g_param_spec_boolean ("pinned", NULL, NULL, FALSE, flags);
  properties[PROP_ARCHIVED] = g_param_spec_boolean ("archived", NULL, NULL, FALSE, flags);
  properties[PROP_TRASHED] =
    g_param_spec_int64 ("trashed", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_TAGS] = g_param_spec_boxed ("tags", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_ACTIVITY] =
    g_param_spec_uint ("activity", NULL, NULL, CHAT_ACTIVITY_NONE, CHAT_ACTIVITY_UNREAD,
                       CHAT_ACTIVITY_NONE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
chat_conversation_info_init (ChatConversationInfo *self)
{
  self->tags = g_new0 (char *, 1);
}

ChatConversationInfo *
chat_conversation_info_new (const char *uid)
{
  ChatConversationInfo *self = g_object_new (CHAT_TYPE_CONVERSATION_INFO, NULL);

  self->uid = g_strdup (uid);
  return self;
}

static void
notify (ChatConversationInfo *self,
        guint                 property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

const char *
chat_conversation_info_get_uid (ChatConversationInfo *self)
{
  return self->uid;
}

const char *
chat_conversation_info_get_title (ChatConversationInfo *self)
{
  return self->title;
}

void
chat_conversation_info_set_title (ChatConversationInfo *self,
                                  const char           *title)
{
  if (g_strcmp0 (self->title, title) == 0)
    return;

  g_free (self->title);
  self->title = g_strdup (title);
  notify (self, PROP_TITLE);
}

gint64
chat_conversation_info_get_created (ChatConversationInfo *self)
{
  return self->created_ms;
}

void
chat_conversation_info_set_created (ChatConversationInfo *self,
                                    gint64                created_ms)
{
  self->created_ms = created_ms;
}

gint64
chat_conversation_info_get_updated (ChatConversationInfo *self)
{
  return self->updated_ms;
}

void
chat_conversation_info_set_updated (ChatConversationInfo *self,
                                    gint64                updated_ms)
{
  if (self->updated_ms == updated_ms)
    return;

  self->updated_ms = updated_ms;
  notify (self, PROP_UPDATED);
}

gboolean
chat_conversation_info_get_pinned (ChatConversationInfo *self)
{
  return self->pinned;
}

void
chat_conversation_info_set_pinned (ChatConversationInfo *self,
                                   gboolean              pinned)
{
  if (self->pinned == pinned)
    return;

  self->pinned = pinned;
  notify (self, PROP_PINNED);
}

gboolean
chat_conversation_info_get_archived (ChatConversationInfo *self)
{
  return self->archived;
}

void
chat_conversation_info_set_archived (ChatConversationInfo *self,
                                     gboolean              archived)
{
  if (self->archived == archived)
    return;

  self->archived = archived;
  notify (self, PROP_ARCHIVED);
}

gint64
chat_conversation_info_get_trashed (ChatConversationInfo *self)
{
  return self->trashed_ms;
}

void
chat_conversation_info_set_trashed (ChatConversationInfo *self,
                                    gint64                trashed_ms)
{
  if (self->trashed_ms == trashed_ms)
    return;

  self->trashed_ms = trashed_ms;
  notify (self, PROP_TRASHED);
}

ChatActivity
chat_conversation_info_get_activity (ChatConversationInfo *self)
{
  return self->activity;
}

void
chat_conversation_info_set_activity (ChatConversationInfo *self,
                                     ChatActivity          activity)
{
  if (self->activity == activity)
    return;

  self->activity = activity;
  notify (self, PROP_ACTIVITY);
}

const char * const *
chat_conversation_info_get_tags (ChatConversationInfo *self)
{
  return (const char * const *) self->tags;
}

void
chat_conversation_info_set_tags (ChatConversationInfo *self,
                                 const char * const   *tags)
{
  static const char * const none[] = { NULL };
  char **copy;

  if (tags == NULL)
    tags = none;
  if (g_strv_equal ((const char * const *) self->tags, tags))
    return;

  copy = g_strdupv ((char **) tags);
  g_strfreev (self->tags);
  self->tags = copy;
  notify (self, PROP_TAGS);
}

void
chat_conversation_info_copy_from (ChatConversationInfo *self,
                                  ChatConversationInfo *other)
{
  g_free (self->uid);
  self->uid = g_strdup (other->uid);
  self->created_ms = other->created_ms;

  g_object_freeze_notify (G_OBJECT (self));
  chat_conversation_info_set_title (self, other->title);
  chat_conversation_info_set_updated (self, other->updated_ms);
  chat_conversation_info_set_pinned (self, other->pinned);
  chat_conversation_info_set_archived (self, other->archived);
  chat_conversation_info_set_trashed (self, other->trashed_ms);
  chat_conversation_info_set_tags (self, (const char * const *) other->tags);
  g_object_thaw_notify (G_OBJECT (self));
}
