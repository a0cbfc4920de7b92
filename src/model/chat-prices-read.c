/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text of a price table: data/prices.md describes it.
 */

#include "chat-prices-private.h"

#include "chat-json.h"

#include <math.h>

/* Of a table that older programs would understand wrongly. */
#define FORMAT 1

/* Prices have six decimals; what is dearer than this is a mistake, and would overflow sums. */
#define MICRO     1e6
#define MAX_PRICE 1000

#define MAX_FACTOR 4

static const char * const rate_names[CHAT_N_RATES] = {
  [CHAT_RATE_INPUT] = "input",
  [CHAT_RATE_OUTPUT] = "output",
  [CHAT_RATE_CACHE_WRITE_5M] = "cache_write_5m",
  [CHAT_RATE_CACHE_WRITE_1H] = "cache_write_1h",
  [CHAT_RATE_CACHE_READ] = "cache_read",
};

static void
free_entry (gpointer data)
{
  ChatPriceEntry *self = data;

  g_free (self->model);
  g_free (self);
}

void
chat_price_list_free (gpointer data)
{
  ChatPriceList *self = data;

  g_strfreev (self->servers);
  g_ptr_array_unref (self->entries);
  g_free (self->reported);
  g_free (self);
}

static gboolean
set_damaged (GError     **error,
             const char  *place)
{
  g_set_error (error, CHAT_PRICES_ERROR, CHAT_PRICES_ERROR_DAMAGED, "%s", place);
  return FALSE;
}

/* @fallback if it is not there; FALSE if it is no number from 0 to @max. */
static gboolean
read_number (JsonObject  *object,
             const char  *member,
             double       max,
             double       scale,
             gint64       fallback,
             gint64      *value,
             GError     **error)
{
  double number = chat_json_get_double (object, member, NAN);

  *value = fallback;
  if (!json_object_has_member (object, member))
    return TRUE;
  if (!isfinite (number) || number < 0 || number > max)
    return set_damaged (error, member);

  *value = llround (number * scale);
  return TRUE;
}

static gboolean
read_rates (JsonObject  *object,
            ChatRates   *self,
            GError     **error)
{
  for (guint i = 0; i < CHAT_N_RATES; i++)
    {
      if (!read_number (object, rate_names[i], MAX_PRICE, MICRO, -1, &self->rates[i], error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_tier (JsonObject      *object,
           ChatPriceEntry  *self,
           GError         **error)
{
  JsonObject *above = chat_json_get_object (object, "above");

  if (!json_object_has_member (object, "above"))
    return TRUE;

  self->tier_tokens = chat_json_get_int (above, "prompt", 0);
  if (above == NULL || self->tier_tokens <= 0)
    return set_damaged (error, "above");

  return read_rates (above, &self->tier_rates, error);
}

static gboolean
read_entry (JsonObject      *object,
            ChatPriceEntry  *self,
            GError         **error)
{
  if (object == NULL)
    return set_damaged (error, self->model);

  return read_rates (object, &self->rates, error) &&
         read_tier (object, self, error) &&
         read_number (object, "fast", MAX_FACTOR, CHAT_FACTOR_ONE, 0, &self->fast, error);
}

static gboolean
read_entries (JsonObject     *models,
              ChatPriceList  *self,
              GError        **error)
{
  g_autoptr(GList) names = models != NULL ? json_object_get_members (models) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      ChatPriceEntry *entry = g_new0 (ChatPriceEntry, 1);

      entry->model = g_strdup (l->data);
      g_ptr_array_add (self->entries, entry);
      if (!read_entry (chat_json_get_object (models, l->data), entry, error))
        {
          g_prefix_error (error, "%s: ", entry->model);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
read_servers (JsonArray      *array,
              ChatPriceList  *self,
              GError        **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  const guint n_servers = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n_servers; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        return set_damaged (error, "servers");
      g_strv_builder_add (builder, json_node_get_string (node));
    }

  self->servers = g_strv_builder_end (builder);
  return n_servers > 0 || set_damaged (error, "servers");
}

/* USD for 1000 are millionths of a dollar for 1000, or nano-dollars for one. */
static gboolean
read_list (JsonObject     *object,
           ChatPriceList  *self,
           GError        **error)
{
  if (object == NULL)
    return set_damaged (error, "lists");

  self->reported = g_strdup (chat_json_get_string (object, "reported"));
  return read_servers (chat_json_get_array (object, "servers"), self, error) &&
         read_number (object, "web_search", MAX_PRICE, MICRO, -1, &self->web_search, error) &&
         read_number (object, "web_fetch", MAX_PRICE, MICRO, -1, &self->web_fetch, error) &&
         read_number (object, "us", MAX_FACTOR, CHAT_FACTOR_ONE, 0, &self->us, error) &&
         read_number (object, "batch", MAX_FACTOR, CHAT_FACTOR_ONE, 0, &self->batch, error) &&
         read_entries (chat_json_get_object (object, "models"), self, error);
}

static gboolean
read_lists (JsonArray  *array,
            GPtrArray  *lists,
            GError    **error)
{
  if (array == NULL)
    return set_damaged (error, "lists");

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      ChatPriceList *list = g_new0 (ChatPriceList, 1);

      list->entries = g_ptr_array_new_with_free_func (free_entry);
      g_ptr_array_add (lists, list);
      if (!read_list (chat_json_array_get_object (array, i), list, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
chat_prices_read (const char  *text,
                  gssize       length,
                  GPtrArray   *lists,
                  char       **date,
                  GError     **error)
{
  g_autoptr(GError) problem = NULL;
  g_autoptr(JsonObject) object = chat_json_parse_object (text, length, &problem);
  const char *currency;
  const guint n_before = lists->len;

  if (object == NULL)
    return set_damaged (error, problem->message);

  currency = chat_json_get_string (object, "currency");
  if (chat_json_get_int (object, "format", 0) != FORMAT)
    return set_damaged (error, "format");
  if (currency != NULL && !g_str_equal (currency, "USD"))
    return set_damaged (error, "currency");
  if (!read_lists (chat_json_get_array (object, "lists"), lists, error))
    {
      g_ptr_array_set_size (lists, n_before);
      return FALSE;
    }

  if (date != NULL)
    *date = g_strdup (chat_json_get_string (object, "date"));
  return TRUE;
}
