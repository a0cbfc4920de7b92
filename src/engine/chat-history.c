/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The user's conversations: which are in memory, what lists show of them.
 */

#include "chat-history.h"

#include "chat-history-list.h"
#include "chat-history-save.h"

G_DEFINE_FINAL_TYPE (ChatHistory, chat_history, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_STATE,
  PROP_PROBLEM,
  N_PROPS,
};

enum
{
  SIGNAL_BOOKED,
  SIGNAL_LIST_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

gint64
chat_history_now (void)
{
  return g_get_real_time () / 1000;
}

static void
forget_open (gpointer  data,
             GObject  *conversation)
{
  ChatHistoryOpen *open = data;

  /* it is on its way out: its handlers go with it */
  g_hash_table_remove (open->history->open, chat_conversation_info_get_uid (open->info));
}

static void
free_open (gpointer data)
{
  ChatHistoryOpen *open = data;

  g_object_unref (open->info);
  g_free (open);
}

static void
forget_list (gpointer  data,
             GObject  *list)
{
  g_ptr_array_remove (CHAT_HISTORY (data)->lists, list);
}

void
chat_history_let_go (ChatHistory *self,
                     const char  *uid)
{
  ChatHistoryOpen *open = g_hash_table_lookup (self->open, uid);

  if (open == NULL)
    return;

  g_object_weak_unref (G_OBJECT (open->conversation), forget_open, open);
  g_hash_table_remove (self->open, uid);
}

static void
let_all_go (ChatHistory *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->open);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      ChatHistoryOpen *open = value;

      g_object_weak_unref (G_OBJECT (open->conversation), forget_open, open);
      g_hash_table_iter_remove (&iter);
    }

  for (guint i = 0; i < self->lists->len; i++)
    g_object_weak_unref (self->lists->pdata[i], forget_list, self);
  g_ptr_array_set_size (self->lists, 0);
}

static void
chat_history_dispose (GObject *object)
{
  ChatHistory *self = CHAT_HISTORY (object);

  chat_history_close (self);
  g_clear_handle_id (&self->follow_timer, g_source_remove);
  let_all_go (self);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (chat_history_parent_class)->dispose (object);
}

static void
chat_history_finalize (GObject *object)
{
  ChatHistory *self = CHAT_HISTORY (object);

  chat_history_writer_free (self->writer);
  g_hash_table_unref (self->open);
  g_hash_table_unref (self->infos);
  chat_history_free_texts (self);
  g_ptr_array_unref (self->branches);
  g_ptr_array_unref (self->lists);
  g_strfreev (self->tags);
  g_free (self->opening_problem);
  g_free (self->problem);
  g_free (self->folder);

  G_OBJECT_CLASS (chat_history_parent_class)->finalize (object);
}

static void
chat_history_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  ChatHistory *self = CHAT_HISTORY (object);

  switch (property_id)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
chat_history_class_init (ChatHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = chat_history_dispose;
  object_class->finalize = chat_history_finalize;
  object_class->get_property = chat_history_get_property;

  properties[PROP_STATE] =
    g_param_spec_uint ("state", NULL, NULL, CHAT_HISTORY_OPENING, CHAT_HISTORY_MEMORY,
                       CHAT_HISTORY_OPENING, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_LIST_CHANGED] =
    g_signal_new ("list-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_BOOKED] =
    g_signal_new ("booked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
chat_history_init (ChatHistory *self)
{
  self->infos = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_open);
  self->lists = g_ptr_array_new ();
  self->branches = g_ptr_array_new_with_free_func (chat_history_free_branch);
  chat_history_init_texts (self);
  self->tags = g_new0 (char *, 1);
  self->writer = chat_history_writer_new (chat_history_writer_state, chat_history_save_again, self);
}

ChatHistory *
chat_history_new (const char *folder)
{
  ChatHistory *self = g_object_new (CHAT_TYPE_HISTORY, NULL);

  self->folder = g_strdup (folder);
  chat_history_start_opening (self);
  return self;
}

void
chat_history_close (ChatHistory *self)
{
  self->stop_func = NULL;
  self->entry_func = NULL;
  chat_history_save_texts (self);
  chat_history_writer_close (self->writer, self->readable ? self->store : NULL);
}

ChatStore *
chat_history_get_store (ChatHistory *self)
{
  return self->readable ? self->store : NULL;
}

void
chat_history_set_stop_func (ChatHistory         *self,
                            ChatHistoryStopFunc  func,
                            gpointer             user_data)
{
  self->stop_func = func;
  self->stop_data = user_data;
}

ChatHistoryState
chat_history_get_state (ChatHistory *self)
{
  return self->state;
}

const char *
chat_history_get_folder (ChatHistory *self)
{
  return chat_store_get_folder (self->store);
}

const char *
chat_history_get_problem (ChatHistory *self)
{
  return self->problem;
}

void
chat_history_set_state (ChatHistory      *self,
                        ChatHistoryState  state,
                        const char       *problem)
{
  if (g_strcmp0 (self->problem, problem) != 0)
    {
      g_free (self->problem);
      self->problem = g_strdup (problem);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
    }
  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
}

/* A store that could not be opened, or not for writing, is opened anew. */
void
chat_history_try_again (ChatHistory *self)
{
  if (self->state == CHAT_HISTORY_OPENING)
    return;

  if (self->opened)
    chat_history_writer_retry (self->writer);
  else
    chat_history_start_opening (self);
}

GListModel *
chat_history_new_list (ChatHistory      *self,
                       ChatHistoryScope  scope,
                       const char       *tag)
{
  ChatHistoryList *list;

  for (guint i = 0; i < self->lists->len; i++)
    if (chat_history_list_is (self->lists->pdata[i], scope, tag))
      return g_object_ref (self->lists->pdata[i]);

  list = chat_history_list_new (self, scope, tag);
  g_ptr_array_add (self->lists, list);
  g_object_weak_ref (G_OBJECT (list), forget_list, self);
  return G_LIST_MODEL (list);
}

void
chat_history_emit_list_changed (ChatHistory *self)
{
  g_signal_emit (self, signals[SIGNAL_LIST_CHANGED], 0);
}

void
chat_history_emit_booked (ChatHistory *self)
{
  g_signal_emit (self, signals[SIGNAL_BOOKED], 0);
}

void
chat_history_refresh_lists (ChatHistory *self)
{
  for (guint i = 0; i < self->lists->len; i++)
    chat_history_list_refresh (self->lists->pdata[i]);
}

void
chat_history_refresh (ChatHistory *self)
{
  chat_history_refresh_lists (self);
  chat_history_read_tags (self);
  chat_history_follow (self);
  chat_history_emit_list_changed (self);
  chat_history_emit_booked (self);
}

static void
save_title (ChatHistory          *self,
            ChatConversationInfo *info)
{
  ChatStoreBatch *batch = chat_store_batch_new ();
  const char *uid = chat_conversation_info_get_uid (info);

  chat_store_batch_set_title (batch, uid, chat_conversation_info_get_title (info));
  chat_history_save_later (self, batch, uid);
}

static void
title_changed_cb (ChatConversation *conversation,
                  GParamSpec       *pspec,
                  ChatHistory      *self)
{
  const char *title = chat_conversation_get_title (conversation);
  ChatHistoryOpen *open;

  open = g_hash_table_lookup (self->open, chat_conversation_get_uid (conversation));
  if (open == NULL || g_strcmp0 (chat_conversation_info_get_title (open->info), title) == 0)
    return;

  self->epoch++;
  chat_conversation_info_set_title (open->info, title);
  save_title (self, open->info);
  chat_history_emit_list_changed (self);
}

/* One that is open is saved by its "notify". */
void
chat_history_rename (ChatHistory *self,
                     const char  *uid,
                     const char  *title)
{
  ChatConversation *conversation = chat_history_find_open (self, uid);
  ChatConversationInfo *info = chat_history_get_info (self, uid);
  ChatStoreBatch *batch;

  if (conversation != NULL)
    {
      chat_conversation_set_title (conversation, title);
      return;
    }

  self->epoch++;
  if (info != NULL)
    chat_conversation_info_set_title (info, title);
  batch = chat_store_batch_new ();
  chat_store_batch_set_title (batch, uid, title);
  chat_history_save_later (self, batch, uid);
  chat_history_emit_list_changed (self);
}

static ChatConversationInfo *
make_info (ChatHistory      *self,
           ChatConversation *conversation)
{
  const char *uid = chat_conversation_get_uid (conversation);
  ChatConversationInfo *info = chat_conversation_info_new (uid);

  chat_conversation_info_set_title (info, chat_conversation_get_title (conversation));
  chat_conversation_info_set_created (info, chat_history_now ());
  chat_conversation_info_set_updated (info, chat_history_now ());
  g_hash_table_insert (self->infos, g_strdup (uid), info);
  chat_history_info_changed (self, info, NULL);
  return info;
}

ChatHistoryOpen *
chat_history_adopt (ChatHistory      *self,
                    ChatConversation *conversation)
{
  const char *uid = chat_conversation_get_uid (conversation);
  ChatHistoryOpen *open = g_hash_table_lookup (self->open, uid);
  ChatConversationInfo *info;

  if (open != NULL)
    return open;

  info = g_hash_table_lookup (self->infos, uid);
  if (info == NULL)
    info = make_info (self, conversation);
  open = g_new0 (ChatHistoryOpen, 1);
  open->history = self;
  open->conversation = conversation;
  open->info = g_object_ref (info);
  g_signal_connect_object (conversation, "notify::title", G_CALLBACK (title_changed_cb), self, 0);
  g_object_weak_ref (G_OBJECT (conversation), forget_open, open);
  g_hash_table_insert (self->open, g_strdup (uid), open);
  return open;
}

ChatConversation *
chat_history_find_open (ChatHistory *self,
                        const char  *uid)
{
  ChatHistoryOpen *open = g_hash_table_lookup (self->open, uid);

  return open != NULL ? open->conversation : NULL;
}
