/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Profiles, clients and the turns that run.
 */

#include "chat-engine.h"

#include "chat-client.h"
#include "chat-engine-private.h"
#include "chat-engine-spending.h"
#include "chat-history-book.h"
#include "chat-keeper.h"
#include "chat-models-private.h"
#include "chat-policy.h"
#include "chat-request-setup.h"
#include "chat-spending-private.h"
#include "chat-titler.h"
#include "chat-turn-private.h"
#include "chat-wake.h"

/* What of the session's requests and replies can be looked at, in bytes. */
#define EXCHANGES_MAX (16 * 1024 * 1024)

struct _ChatEngine
{
  GObject      parent_instance;

  ChatAccounts *accounts;
  ChatKeyring *keyring;
  ChatLibrary *libraries[CHAT_N_LIBRARIES];   /* each NULL until it is asked for */
  ChatProfile *profile;
  GHashTable  *clients;   /* ChatProfile → ChatClient: each has its own certificates and proxy */
  GHashTable  *models;    /* ChatProfile → ChatModels */
  GHashTable  *turns;     /* ChatConversation → ChatTurn, until "ended" */
  ChatHistory *history;   /* NULL: nothing is to be left behind */
  ChatExchangeLog *exchanges;
  ChatSpending *spending;
  gboolean     auto_title;
  gboolean     online;
  ChatPolicy   policy;
  GCancellable *background;   /* of what nobody waits for; cancelled with us */
  ChatWake    *wake;          /* watched while turns run */
  gulong       network_id;    /* of the monitor, from the first turn on */
};

G_DEFINE_FINAL_TYPE (ChatEngine, chat_engine, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_AUTO_TITLE,
  PROP_N_TURNS,
  PROP_ONLINE,
  PROP_PROFILE,
  N_PROPS,
};

enum
{
  SIGNAL_CHOICE_CHANGED,
  SIGNAL_MODELS_CHANGED,
  SIGNAL_PROFILE_USED,
  SIGNAL_TURN_ENDED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
chat_engine_dispose (GObject *object)
{
  ChatEngine *self = CHAT_ENGINE (object);

  if (self->turns != NULL)
    chat_engine_stop_turns (self);
  g_clear_pointer (&self->wake, chat_wake_free);
  g_clear_pointer (&self->turns, g_hash_table_unref);
  g_cancellable_cancel (self->background);
  if (self->history != NULL)
    chat_history_close (self->history);
  g_clear_object (&self->history);
  g_clear_object (&self->spending);
  g_clear_pointer (&self->models, g_hash_table_unref);
  g_clear_pointer (&self->clients, g_hash_table_unref);
  g_clear_object (&self->profile);
  if (self->accounts != NULL)
    chat_accounts_flush (self->accounts);
  g_clear_object (&self->accounts);
  for (gsize i = 0; i < CHAT_N_LIBRARIES; i++)
    g_clear_object (&self->libraries[i]);
  g_clear_object (&self->keyring);
  g_clear_object (&self->background);
  g_clear_pointer (&self->exchanges, chat_exchange_log_unref);

  G_OBJECT_CLASS (chat_engine_parent_class)->dispose (object);
}

static void
chat_engine_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  ChatEngine *self = CHAT_ENGINE (object);

  switch (property_id)
    {
    case PROP_AUTO_TITLE:
      g_value_set_boolean (value, self->auto_title);
      break;
    case PROP_N_TURNS:
      g_value_set_uint (value, chat_engine_get_n_turns (self));
      break;
    case PROP_ONLINE:
      g_value_set_boolean (value, self->online);
      break;
    case PROP_PROFILE:
      g_value_set_object (value, self->profile);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
chat_engine_set_property (GObject      *object,
                          guint         property_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  ChatEngine *self = CHAT_ENGINE (object);

  switch (property_id)
    {
    case PROP_AUTO_TITLE:
      chat_engine_set_auto_title (self, g_value_get_boolean (value));
      break;
    case PROP_PROFILE:
      chat_engine_set_profile (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
chat_engine_class_init (ChatEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chat_engine_dispose;
  object_class->get_property = chat_engine_get_property;
  object_class->set_property = chat_engine_set_property;

  properties[PROP_AUTO_TITLE] =
    g_param_spec_boolean ("auto-title", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_TURNS] =
    g_param_spec_uint ("n-turns", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ONLINE] =
    g_param_spec_boolean ("online", NULL, NULL, TRUE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PROFILE] =
    g_param_spec_object ("profile", NULL, NULL, CHAT_TYPE_PROFILE,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CHOICE_CHANGED] =
    g_signal_new ("choice-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, CHAT_TYPE_CONVERSATION);
  signals[SIGNAL_MODELS_CHANGED] =
    g_signal_new ("models-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, CHAT_TYPE_PROFILE);
  signals[SIGNAL_PROFILE_USED] =
    g_signal_new ("profile-used", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, CHAT_TYPE_PROFILE);
  signals[SIGNAL_TURN_ENDED] =
    g_signal_new ("turn-ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CHAT_TYPE_TURN);
}

/* Whoever shows them may hold them longer. */
static void
close_models (gpointer data)
{
  g_autoptr(ChatModels) models = data;

  chat_models_close (models);
}

/* The computer slept, or hangs on another network: what seems to stand may be gone. */
static void
probe_connections (gpointer user_data)
{
  ChatEngine *self = user_data;
  GHashTableIter iter;
  gpointer client;

  g_hash_table_iter_init (&iter, self->clients);
  while (g_hash_table_iter_next (&iter, NULL, &client))
    chat_client_probe (client);
}

static void
network_changed_cb (GNetworkMonitor *monitor,
                    gboolean         available,
                    ChatEngine      *self)
{
  probe_connections (self);
  chat_engine_set_online (self, available);
}

/* The monitor asks other programs when it is made, which no start waits for. */
void
chat_engine_watch_network (ChatEngine *self)
{
  GNetworkMonitor *monitor;

  if (self->network_id != 0)
    return;

  monitor = g_network_monitor_get_default ();
  self->network_id = g_signal_connect_object (monitor, "network-changed",
                                              G_CALLBACK (network_changed_cb), self, 0);
  chat_engine_set_online (self, g_network_monitor_get_network_available (monitor));
}

gboolean
chat_engine_is_online (ChatEngine *self)
{
  return self->online;
}

void
chat_engine_set_online (ChatEngine *self,
                        gboolean    online)
{
  if (self->online == online)
    return;

  self->online = online;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ONLINE]);
}

static void
watch_connections (ChatEngine *self)
{
  chat_wake_watch (self->wake, chat_engine_get_n_turns (self) > 0);
}

static void
chat_engine_init (ChatEngine *self)
{
  self->policy = (ChatPolicy) CHAT_POLICY_INIT;
  self->accounts = chat_accounts_new (NULL);
  self->keyring = chat_keyring_new ();
  self->profile = g_object_ref (chat_accounts_get_chosen (self->accounts));
  self->clients = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
  self->models = g_hash_table_new_full (NULL, NULL, g_object_unref, close_models);
  self->turns = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->background = g_cancellable_new ();
  self->online = TRUE;
  self->wake = chat_wake_new (probe_connections, self, NULL, NULL);
  self->exchanges = chat_exchange_log_new (EXCHANGES_MAX);
  self->spending = chat_spending_new (NULL, self->accounts);
}

/* Over HTTP/2, libsoup 3.2 to 3.6 has no back-pressure, cancels late and hangs on a reset stream.
 * soup_message_set_force_http1() exists only from 3.4 on. */
void
chat_engine_prepare_process (void)
{
  g_setenv ("SOUP_FORCE_HTTP1", "1", TRUE);
}

static ChatLibrary *
get_library (ChatEngine      *self,
             ChatLibraryKind  kind)
{
  if (self->libraries[kind] == NULL)
    self->libraries[kind] = chat_library_new (kind, NULL);

  return self->libraries[kind];
}

ChatLibrary *
chat_engine_get_prompts (ChatEngine *self)
{
  return get_library (self, CHAT_LIBRARY_PROMPTS);
}

ChatLibrary *
chat_engine_get_presets (ChatEngine *self)
{
  return get_library (self, CHAT_LIBRARY_PRESETS);
}

ChatEngine *
chat_engine_new (void)
{
  return g_object_new (CHAT_TYPE_ENGINE, NULL);
}

static void
stop_turn_cb (ChatConversation *conversation,
              gpointer          user_data)
{
  ChatTurn *turn = chat_engine_get_turn (user_data, conversation);

  if (turn != NULL)
    chat_turn_stop (turn);
}

void
chat_engine_open_history (ChatEngine *self,
                          const char *folder)
{
  g_return_if_fail (self->history == NULL);

  self->history = chat_history_new (folder);
  chat_history_set_stop_func (self->history, stop_turn_cb, self);
  chat_history_set_entry_func (self->history, chat_engine_enter_recovered, self);
  chat_spending_set_history (self->spending, self->history);
}

ChatHistory *
chat_engine_get_history (ChatEngine *self)
{
  return self->history;
}

guint
chat_engine_get_n_turns (ChatEngine *self)
{
  return self->turns != NULL ? g_hash_table_size (self->turns) : 0;
}

GList *
chat_engine_list_turns (ChatEngine *self)
{
  return self->turns != NULL ? g_hash_table_get_values (self->turns) : NULL;
}

void
chat_engine_stop_turns (ChatEngine *self)
{
  g_autoptr(GList) turns = chat_engine_list_turns (self);

  /* None ends within the call, so the list holds. */
  for (GList *l = turns; l != NULL; l = l->next)
    chat_turn_stop (l->data);
}

gboolean
chat_engine_get_auto_title (ChatEngine *self)
{
  return self->auto_title;
}

void
chat_engine_set_auto_title (ChatEngine *self,
                            gboolean    auto_title)
{
  if (self->auto_title == auto_title)
    return;

  self->auto_title = auto_title;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AUTO_TITLE]);
}

ChatPolicy *
chat_engine_get_policy (ChatEngine *self)
{
  return &self->policy;
}

void
chat_engine_emit_choice_changed (ChatEngine       *self,
                                 ChatConversation *conversation)
{
  g_signal_emit (self, signals[SIGNAL_CHOICE_CHANGED], 0, conversation);
}

GListModel *
chat_engine_get_profiles (ChatEngine *self)
{
  return chat_accounts_get_profiles (self->accounts);
}

ChatAccounts *
chat_engine_get_accounts (ChatEngine *self)
{
  return self->accounts;
}

ChatKeyring *
chat_engine_get_keyring (ChatEngine *self)
{
  return self->keyring;
}

ChatProfile *
chat_engine_get_profile (ChatEngine *self)
{
  return self->profile;
}

void
chat_engine_set_profile (ChatEngine  *self,
                         ChatProfile *profile)
{
  if (g_set_object (&self->profile, profile))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROFILE]);
}

/* Its certificates or its proxy may be others now. What runs keeps the old one. */
static void
profile_changed_cb (ChatEngine  *self,
                    ChatProfile *profile)
{
  g_signal_handlers_disconnect_by_func (profile, profile_changed_cb, self);
  g_hash_table_remove (self->models, profile);
  g_hash_table_remove (self->clients, profile);
}

ChatClient *
chat_engine_get_client (ChatEngine  *self,
                        ChatProfile *profile)
{
  ChatClient *client;

  g_signal_emit (self, signals[SIGNAL_PROFILE_USED], 0, profile);
  client = g_hash_table_lookup (self->clients, profile);
  if (client == NULL)
    {
      client = chat_request_setup_client (profile);
      g_hash_table_insert (self->clients, g_object_ref (profile), client);
      g_signal_connect_object (profile, "changed", G_CALLBACK (profile_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }

  return client;
}

void
chat_engine_expect_prompt (ChatEngine       *self,
                           ChatConversation *conversation)
{
  ChatProfile *profile = chat_engine_get_profile_for (self, conversation);
  g_autofree char *endpoint = NULL;

  if (chat_profile_is_demo (profile) || chat_engine_get_turn (self, conversation) != NULL ||
      (chat_profile_get_proxy_user (profile) != NULL &&
       chat_profile_get_proxy_password (profile) == NULL))
    return;

  endpoint = chat_profile_dup_endpoint (profile, "messages");
  chat_client_preconnect (chat_engine_get_client (self, profile), endpoint,
                          chat_profile_get_allow_http (profile));
}

ChatModels *
chat_engine_get_models (ChatEngine  *self,
                        ChatProfile *profile)
{
  ChatModels *models = g_hash_table_lookup (self->models, profile);

  if (models == NULL)
    {
      /* connects to the profile's changes */
      chat_engine_get_client (self, profile);
      models = chat_models_new (self, profile);
      g_hash_table_insert (self->models, g_object_ref (profile), models);
    }

  return models;
}

/* Nothing is asked for that is not wanted yet: the table will do until the list is there. */
ChatModel *
chat_engine_find_model (ChatEngine  *self,
                        ChatProfile *profile,
                        const char  *model)
{
  ChatModels *models = g_hash_table_lookup (self->models, profile);

  return models != NULL ? chat_models_find (models, model) : NULL;
}

/* The tour is nobody's to be charged for, and its server has no titles to give. */
static void
start_titling (ChatEngine *self,
               ChatTurn   *turn)
{
  ChatConversation *conversation = chat_turn_get_conversation (turn);
  ChatProfile *profile = chat_turn_get_profile (turn);
  ChatMessageState state = chat_message_get_state (chat_turn_get_message (turn));

  if (!self->auto_title || chat_profile_is_demo (profile) || state != CHAT_MESSAGE_COMPLETE)
    return;
  if (chat_titler_is_wanted (conversation) &&
      chat_spending_allows (self->spending, profile, chat_turn_get_model (turn)))
    chat_titler_start (chat_engine_get_client (self, profile), profile, chat_turn_get_model (turn),
                       conversation, self->background, chat_engine_enter_title, self);
}

static void
turn_ended_cb (ChatTurn   *turn,
               ChatEngine *self)
{
  ChatConversation *conversation = chat_turn_get_conversation (turn);

  if (g_hash_table_lookup (self->turns, conversation) == turn)
    g_hash_table_remove (self->turns, conversation);
  if (self->history != NULL && chat_engine_get_turn (self, conversation) == NULL)
    chat_history_set_activity (self->history, conversation, CHAT_ACTIVITY_UNREAD);
  start_titling (self, turn);
  watch_connections (self);
  g_signal_emit (self, signals[SIGNAL_TURN_ENDED], 0, turn);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TURNS]);
}

/* The history says what goes on in it, and keeps what comes. */
static void
begin_keeping (ChatEngine *self,
               ChatTurn   *turn)
{
  ChatConversation *conversation = chat_turn_get_conversation (turn);

  chat_history_adopt (self->history, conversation);
  chat_history_set_activity (self->history, conversation, CHAT_ACTIVITY_STREAMING);
  chat_turn_set_keeper (turn, chat_keeper_new (self->history, conversation,
                                               chat_turn_get_message (turn)));
}

ChatTurn *
chat_engine_start_turn (ChatEngine           *self,
                        ChatConversation     *conversation,
                        const ChatParameters *parameters,
                        const char           *body)
{
  g_autoptr(ChatMessage) reply = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_auto(ChatParameters) last =
    chat_parameters_from_json (chat_conversation_get_parameters (conversation));
  ChatProfile *profile = chat_engine_get_profile_for (self, conversation);
  const char *model = chat_engine_get_model_for (self, conversation);
  const ChatCapabilities capabilities = chat_engine_get_capabilities (self, profile, model);
  ChatTurn *turn;

  if (parameters == NULL)
    parameters = &last;
  turn = chat_turn_new (chat_engine_get_client (self, profile), profile, model, &capabilities,
                        conversation, reply, parameters);
  chat_engine_name_conversation (conversation);
  chat_engine_note_settings (turn, parameters);
  chat_conversation_append (conversation, reply);
  chat_turn_set_body (turn, body);
  chat_turn_set_exchanges (turn, self->exchanges);
  chat_turn_set_keyring (turn, self->keyring);
  chat_turn_set_policy (turn, &self->policy);
  chat_turn_set_spending (turn, self->spending);
  chat_engine_check_budget (self, turn);
  if (self->history != NULL)
    begin_keeping (self, turn);
  g_hash_table_replace (self->turns, conversation, turn);
  g_signal_connect_object (turn, "ended", G_CALLBACK (turn_ended_cb), self, G_CONNECT_AFTER);
  chat_turn_start (turn);
  watch_connections (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TURNS]);
  return turn;
}

ChatSpending *
chat_engine_get_spending (ChatEngine *self)
{
  return self->spending;
}

ChatExchangeLog *
chat_engine_get_exchanges (ChatEngine *self)
{
  return self->exchanges;
}

ChatTurn *
chat_engine_get_turn (ChatEngine       *self,
                      ChatConversation *conversation)
{
  ChatTurn *turn = g_hash_table_lookup (self->turns, conversation);

  /* between its end and its "ended" it does not run any more */
  return turn != NULL && chat_turn_get_phase (turn) != CHAT_TURN_ENDED ? turn : NULL;
}
