/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The models of one profile: from its server, from the cache meanwhile, from the table at least.
 */

#include "chat-models.h"

#include "chat-engine-private.h"
#include "chat-engine-spending.h"
#include "chat-fetch.h"
#include "chat-models-page.h"
#include "chat-models-private.h"
#include "chat-request-setup.h"

/* New models come every few weeks. */
#define FRESH_SECONDS (24 * 60 * 60)

#define TIMEOUT_MS 30000

/* A server that never comes to an end is given up. */
#define MAX_MODELS 20000

struct _ChatModels
{
  GObject          parent_instance;

  ChatEngine      *engine;        /* borrowed; NULL once closed */
  ChatProfile     *profile;
  GListStore      *list;
  ChatModelsState  state;
  ChatFailure     *failure;
  JsonArray       *coming;        /* the pages so far, while it is loading */
  GCancellable    *cancellable;
};

G_DEFINE_FINAL_TYPE (ChatModels, chat_models, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void ask_for_page (ChatModels *self,
                          const char *after);   /* each page leads to the next */

static void
set_state (ChatModels      *self,
           ChatModelsState  state)
{
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  if (self->engine != NULL)
    g_signal_emit_by_name (self->engine, "models-changed", self->profile);
}

static void
take_list (ChatModels *self,
           GPtrArray  *models)
{
  ChatPrices *prices = chat_spending_get_prices (chat_engine_get_spending (self->engine));
  g_autofree char *server = chat_spending_dup_server (self->profile);

  for (guint i = 0; i < models->len; i++)
    chat_model_fill_price (models->pdata[i], prices, server);
  g_list_store_splice (self->list, 0, g_list_model_get_n_items (G_LIST_MODEL (self->list)),
                       models->pdata, models->len);
}

static void
fill (ChatModels *self,
      JsonArray  *objects)
{
  g_autoptr(GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < json_array_get_length (objects); i++)
    {
      ChatModel *model = chat_model_new_from_json (chat_json_array_get_object (objects, i));

      if (model != NULL)
        g_ptr_array_add (models, model);
    }

  take_list (self, models);
}

/* Better than nothing, where the models are known. */
static void
fill_from_table (ChatModels *self)
{
  g_autoptr(GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_infos;
  const ChatModelInfo *infos = chat_model_info_get_all (&n_infos);

  for (guint i = 0; i < n_infos; i++)
    g_ptr_array_add (models, chat_model_new (infos[i].id));

  take_list (self, models);
}

static void
fail (ChatModels  *self,
      ChatFailure *failure)
{
  self->failure = failure;
  g_clear_pointer (&self->coming, json_array_unref);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0 &&
      chat_profile_is_anthropic (self->profile))
    fill_from_table (self);
  set_state (self, CHAT_MODELS_FAILED);
}

static void
succeed (ChatModels *self)
{
  g_autoptr(JsonArray) models = g_steal_pointer (&self->coming);

  fill (self, models);
  if (!chat_profile_is_demo (self->profile))
    chat_models_cache_write (self->profile, models);
  set_state (self, CHAT_MODELS_READY);
}

static void
page_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(ChatModels) self = user_data;
  g_autoptr(ChatFetched) fetched = chat_fetch_finish (result);
  g_autofree char *next = NULL;

  if (fetched == NULL || self->engine == NULL)
    return;

  chat_fetched_conceal (fetched, chat_profile_get_key (self->profile));
  if (fetched->failure != NULL)
    fail (self, g_steal_pointer (&fetched->failure));
  else if (!chat_models_page_read (g_bytes_get_data (fetched->body, NULL),
                                   g_bytes_get_size (fetched->body), self->coming, &next))
    fail (self, chat_failure_new (CHAT_FAILURE_NOT_A_STREAM, NULL));
  else if (next != NULL && json_array_get_length (self->coming) < MAX_MODELS)
    ask_for_page (self, next);
  else
    succeed (self);
}

static void
ask_for_page (ChatModels *self,
              const char *after)
{
  ChatClient *client = chat_engine_get_client (self->engine, self->profile);
  g_autofree char *query =
    chat_models_page_dup_query (chat_profile_is_anthropic (self->profile), after);
  ChatFailure *failure = NULL;
  g_autoptr(SoupMessage) message =
    chat_request_setup_get (client, self->profile, "models", query, &failure);

  if (message == NULL)
    fail (self, failure);
  else
    chat_fetch_async (client, message, TIMEOUT_MS, self->cancellable, page_cb,
                      g_object_ref (self));
}

static void
key_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(ChatModels) self = user_data;
  g_autoptr(GError) error = NULL;

  chat_keyring_load_finish (CHAT_KEYRING (source), result, &error);
  if (self->engine == NULL)
    return;

  if (error != NULL)
    fail (self, chat_failure_new (CHAT_FAILURE_KEYRING, error->message));
  else
    {
      chat_request_setup_way (chat_engine_get_client (self->engine, self->profile), self->profile);
      ask_for_page (self, NULL);
    }
}

static void
cache_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(ChatModels) self = user_data;
  gint64 age_s = 0;
  g_autoptr(JsonArray) models = chat_models_cache_read_finish (result, &age_s);

  if (self->engine == NULL || self->state != CHAT_MODELS_NEW)
    return;

  if (models != NULL)
    fill (self, models);
  if (models != NULL && age_s < FRESH_SECONDS)
    set_state (self, CHAT_MODELS_READY);
  else
    chat_models_refresh (self);
}

static void
chat_models_dispose (GObject *object)
{
  ChatModels *self = CHAT_MODELS (object);

  chat_models_close (self);
  g_clear_object (&self->profile);
  g_clear_object (&self->list);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->failure, chat_failure_unref);
  g_clear_pointer (&self->coming, json_array_unref);

  G_OBJECT_CLASS (chat_models_parent_class)->dispose (object);
}

static void
chat_models_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_STATE:
      g_value_set_uint (value, CHAT_MODELS (object)->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
chat_models_class_init (ChatModelsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chat_models_dispose;
  object_class->get_property = chat_models_get_property;

  properties[PROP_STATE] =
    g_param_spec_uint ("state", NULL, NULL, CHAT_MODELS_NEW, CHAT_MODELS_FAILED, CHAT_MODELS_NEW,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
chat_models_init (ChatModels *self)
{
  self->list = g_list_store_new (CHAT_TYPE_MODEL);
  self->cancellable = g_cancellable_new ();
}

ChatModels *
chat_models_new (ChatEngine  *engine,
                 ChatProfile *profile)
{
  ChatModels *self = g_object_new (CHAT_TYPE_MODELS, NULL);

  self->engine = engine;
  self->profile = g_object_ref (profile);
  if (chat_profile_is_demo (profile))
    chat_models_refresh (self);
  else
    chat_models_cache_read_async (profile, self->cancellable, cache_cb, g_object_ref (self));

  return self;
}

void
chat_models_close (ChatModels *self)
{
  self->engine = NULL;
  g_cancellable_cancel (self->cancellable);
}

GListModel *
chat_models_get_list (ChatModels *self)
{
  g_return_val_if_fail (CHAT_IS_MODELS (self), NULL);

  return G_LIST_MODEL (self->list);
}

ChatModelsState
chat_models_get_state (ChatModels *self)
{
  g_return_val_if_fail (CHAT_IS_MODELS (self), CHAT_MODELS_FAILED);

  return self->state;
}

const ChatFailure *
chat_models_get_failure (ChatModels *self)
{
  g_return_val_if_fail (CHAT_IS_MODELS (self), NULL);

  return self->failure;
}

ChatModel *
chat_models_find (ChatModels *self,
                  const char *id)
{
  g_return_val_if_fail (CHAT_IS_MODELS (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    {
      g_autoptr(ChatModel) model = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (g_strcmp0 (chat_model_get_id (model), id) == 0)
        return model;   /* the list goes on holding it */
    }

  return NULL;
}

void
chat_models_refresh (ChatModels *self)
{
  g_return_if_fail (CHAT_IS_MODELS (self));

  if (self->state == CHAT_MODELS_LOADING || self->engine == NULL)
    return;

  g_clear_pointer (&self->failure, chat_failure_unref);
  self->coming = json_array_new ();
  set_state (self, CHAT_MODELS_LOADING);
  if (chat_keyring_is_needed (self->profile))
    chat_keyring_load_async (chat_engine_get_keyring (self->engine), self->profile,
                             self->cancellable, key_cb, g_object_ref (self));
  else
    ask_for_page (self, NULL);
}
