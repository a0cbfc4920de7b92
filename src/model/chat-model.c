/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A model that can be chosen: what its server says of it, and what the table knows.
 */

#include "chat-model.h"

#include <math.h>
#include <string.h>

/* Prices of gateways are for one token. */
#define TOKENS_PER_PRICE 1e6

struct _ChatModel
{
  GObject             parent_instance;

  char               *id;
  char               *name;
  char               *folded;       /* id and name, for the search */
  gint64              context;
  double              input_price;  /* negative: unknown */
  double              output_price;
  ChatModelAbilities  abilities;
  ChatCapabilities    capabilities;
  ChatModelLifecycle  lifecycle;
  GDateTime          *retirement;
};

G_DEFINE_FINAL_TYPE (ChatModel, chat_model, G_TYPE_OBJECT)

/* Every Claude of the table: Messages API, vision and PDF support. */
#define CLAUDE_ABILITIES \
  (CHAT_MODEL_SEES_IMAGES | CHAT_MODEL_READS_PDF | CHAT_MODEL_THINKS | CHAT_MODEL_SEARCHES)

static const struct
{
  const char         *member;
  const char         *inner;     /* NULL: of the capability itself */
  ChatModelAbilities  ability;
} capabilities[] = {
  { "image_input", NULL, CHAT_MODEL_SEES_IMAGES },
  { "pdf_input", NULL, CHAT_MODEL_READS_PDF },
  { "thinking", NULL, CHAT_MODEL_THINKS },
  { "server_tools", "web_search", CHAT_MODEL_SEARCHES },
};

static void
chat_model_finalize (GObject *object)
{
  ChatModel *self = CHAT_MODEL (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->folded);
  g_clear_pointer (&self->retirement, g_date_time_unref);

  G_OBJECT_CLASS (chat_model_parent_class)->finalize (object);
}

static void
chat_model_class_init (ChatModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chat_model_finalize;
}

static void
chat_model_init (ChatModel *self)
{
  self->input_price = -1;
  self->output_price = -1;
}

static void
set_name (ChatModel  *self,
          const char *name)
{
  g_autofree char *text = g_strconcat (self->id, "\n", name, NULL);

  self->name = g_strdup (name);
  self->folded = g_utf8_casefold (text, -1);
}

/* What the table knows, before the server has its say. */
static void
fill_from_table (ChatModel *self)
{
  const ChatModelInfo *info = chat_model_info_find (self->id);
  const char *retirement = chat_model_info_get_retirement (self->id);

  if (info == NULL)
    return;

  self->context = info->context_window;
  /* the demonstration can do nothing of this but think */
  self->abilities = strcmp (info->id, CHAT_DEMO_MODEL) == 0 ? CHAT_MODEL_THINKS : CLAUDE_ABILITIES;
  if (retirement != NULL)
    {
      self->retirement = g_date_time_new_from_iso8601 (retirement, NULL);
      self->lifecycle = CHAT_MODEL_DEPRECATED;
    }
}

/* Each server has a name of its own for it; 0: none of them. */
static gint64
read_context (JsonObject *object)
{
  static const char * const members[] = {
    "max_input_tokens", "context_length", "max_model_len", "context_window", "max_context_length",
  };
  JsonObject *meta = chat_json_get_object (object, "meta");

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      gint64 context = chat_json_get_int (object, members[i], 0);

      if (context > 0)
        return context;
    }

  return MAX (chat_json_get_int (meta, "n_ctx_train", 0), 0);
}

/* OpenRouter writes dollars for one token, as a string; "-1" stands for "depends". */
static double
read_price (JsonObject *pricing,
            const char *member)
{
  const char *text = chat_json_get_string (pricing, member);
  double price = text != NULL ? g_ascii_strtod (text, NULL)
                              : chat_json_get_double (pricing, member, -1);

  return isfinite (price) && price >= 0 ? price * TOKENS_PER_PRICE : -1;
}

static void
read_prices (ChatModel  *self,
             JsonObject *pricing)
{
  if (pricing == NULL)
    return;

  self->input_price = read_price (pricing, "prompt");
  self->output_price = read_price (pricing, "completion");
}

static void
read_abilities (ChatModel  *self,
                JsonObject *object)
{
  if (object == NULL)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (capabilities); i++)
    {
      JsonObject *capability = chat_json_get_object (object, capabilities[i].member);

      if (capabilities[i].inner != NULL)
        capability = chat_json_get_object (capability, capabilities[i].inner);
      if (capability == NULL)
        continue;
      if (chat_json_get_boolean (capability, "supported", FALSE))
        self->abilities |= capabilities[i].ability;
      else
        self->abilities &= ~capabilities[i].ability;
    }
}

static void
read_lifecycle (ChatModel  *self,
                JsonObject *object)
{
  const char *lifecycle = chat_json_get_string (object, "lifecycle");
  const char *retires_at = chat_json_get_string (object, "retires_at");

  if (g_strcmp0 (lifecycle, "active") == 0)
    self->lifecycle = CHAT_MODEL_ACTIVE;
  else if (g_strcmp0 (lifecycle, "deprecated") == 0)
    self->lifecycle = CHAT_MODEL_DEPRECATED;
  else if (g_strcmp0 (lifecycle, "retired") == 0)
    self->lifecycle = CHAT_MODEL_RETIRED;

  if (retires_at == NULL)
    return;
  g_clear_pointer (&self->retirement, g_date_time_unref);
  self->retirement = g_date_time_new_from_iso8601 (retires_at, NULL);
}

static ChatModel *
new_with_id (const char *id)
{
  ChatModel *self = g_object_new (CHAT_TYPE_MODEL, NULL);

  self->id = g_strdup (id);
  self->capabilities = chat_capabilities_for_model (id);
  fill_from_table (self);

  return self;
}

ChatModel *
chat_model_new (const char *id)
{
  ChatModel *self;

  g_return_val_if_fail (id != NULL, NULL);

  self = new_with_id (id);
  set_name (self, chat_model_info_get_name (id));

  return self;
}

ChatModel *
chat_model_new_from_json (JsonObject *object)
{
  const char *id = chat_json_get_string (object, "id");
  const char *name = chat_json_get_string (object, "display_name");
  gint64 context = read_context (object);
  ChatModel *self;

  if (id == NULL || *id == '\0')
    return NULL;
  if (name == NULL || *name == '\0')
    name = chat_json_get_string (object, "name");
  if (name == NULL || *name == '\0')
    name = chat_model_info_get_name (id);

  self = new_with_id (id);
  set_name (self, name);
  if (context > 0)
    self->context = context;
  read_prices (self, chat_json_get_object (object, "pricing"));
  read_abilities (self, chat_json_get_object (object, "capabilities"));
  chat_capabilities_read (&self->capabilities, object);
  read_lifecycle (self, object);

  return self;
}

const char *
chat_model_get_id (ChatModel *self)
{
  g_return_val_if_fail (CHAT_IS_MODEL (self), NULL);

  return self->id;
}

const char *
chat_model_get_name (ChatModel *self)
{
  g_return_val_if_fail (CHAT_IS_MODEL (self), NULL);

  return self->name;
}

gint64
chat_model_get_context (ChatModel *self)
{
  g_return_val_if_fail (CHAT_IS_MODEL (self), 0);

  return self->context;
}

gboolean
chat_model_get_price (ChatModel *self,
                      double    *input,
                      double    *output)
{
  g_return_val_if_fail (CHAT_IS_MODEL (self), FALSE);

  *input = self->input_price;
  *output = self->output_price;

  return self->input_price >= 0 && self->output_price >= 0;
}

/* The table has millionths of a dollar. */
void
chat_model_fill_price (ChatModel  *self,
                       ChatPrices *prices,
                       const char *server)
{
  ChatRates rates;

  g_return_if_fail (CHAT_IS_MODEL (self));

  if (self->input_price >= 0 || !chat_prices_find (prices, server, self->id, 0, &rates) ||
      rates.rates[CHAT_RATE_INPUT] < 0 || rates.rates[CHAT_RATE_OUTPUT] < 0)
    return;

  self->input_price = rates.rates[CHAT_RATE_INPUT] / TOKENS_PER_PRICE;
  self->output_price = rates.rates[CHAT_RATE_OUTPUT] / TOKENS_PER_PRICE;
}

ChatModelAbilities
chat_model_get_abilities (ChatModel *self)
{
  g_return_val_if_fail (CHAT_IS_MODEL (self), 0);

  return self->abilities;
}

const ChatCapabilities *
chat_model_get_capabilities (ChatModel *self)
{
  g_return_val_if_fail (CHAT_IS_MODEL (self), NULL);

  return &self->capabilities;
}

ChatModelLifecycle
chat_model_get_lifecycle (ChatModel *self)
{
  g_return_val_if_fail (CHAT_IS_MODEL (self), CHAT_MODEL_ACTIVE);

  return self->lifecycle;
}

GDateTime *
chat_model_get_retirement (ChatModel *self)
{
  g_return_val_if_fail (CHAT_IS_MODEL (self), NULL);

  return self->retirement;
}

gboolean
chat_model_matches (ChatModel          *self,
                    const char * const *words)
{
  g_return_val_if_fail (CHAT_IS_MODEL (self), FALSE);

  for (gsize i = 0; words[i] != NULL; i++)
    {
      if (strstr (self->folded, words[i]) == NULL)
        return FALSE;
    }

  return TRUE;
}
