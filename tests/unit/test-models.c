/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists of models: every shape and every page, the cache, and what there is without a list.
 */

#include "chat-models-page.h"
#include "chat-models.h"
#include "test-support.h"
#include "test-talk.h"

#include <string.h>

static ChatModel *
parse (const char *json)
{
  g_autoptr(JsonObject) object = chat_json_parse_object (json, -1, NULL);

  g_assert_nonnull (object);

  return chat_model_new_from_json (object);
}

static void
test_shapes (void)
{
  static const struct
  {
    const char         *json;
    const char         *id;
    const char         *name;
    gint64              context;
    double              input;
    double              output;
    ChatModelAbilities  abilities;
  } cases[] = {
    { "{\"id\":\"claude-opus-5\"}", "claude-opus-5", "Claude Opus 5", 1000000, 5, 25,
      CHAT_MODEL_SEES_IMAGES | CHAT_MODEL_READS_PDF | CHAT_MODEL_THINKS | CHAT_MODEL_SEARCHES },
    { "{\"id\":\"claude-opus-9\",\"display_name\":\"Claude Opus 9\",\"max_input_tokens\":2000000,"
      "\"capabilities\":{\"image_input\":{\"supported\":true},\"pdf_input\":{\"supported\":false},"
      "\"thinking\":null}}", "claude-opus-9", "Claude Opus 9", 2000000, -1, -1,
      CHAT_MODEL_SEES_IMAGES },
    /* the server knows better than the table */
    { "{\"id\":\"claude-opus-5\",\"display_name\":\"Five\",\"max_input_tokens\":500,"
      "\"capabilities\":{\"pdf_input\":{\"supported\":false},\"image_input\":{\"supported\":false}}}",
      "claude-opus-5", "Five", 500, 5, 25, CHAT_MODEL_THINKS | CHAT_MODEL_SEARCHES },
    { "{\"id\":\"claude-opus-5\",\"display_name\":null,\"max_input_tokens\":null,\"capabilities\":[]}",
      "claude-opus-5", "Claude Opus 5", 1000000, 5, 25,
      CHAT_MODEL_SEES_IMAGES | CHAT_MODEL_READS_PDF | CHAT_MODEL_THINKS | CHAT_MODEL_SEARCHES },
    /* Ollama, vLLM, llama.cpp, OpenRouter */
    { "{\"id\":\"qwen3:8b\",\"object\":\"model\",\"created\":1764300000,\"owned_by\":\"library\"}",
      "qwen3:8b", "qwen3:8b", 0, -1, -1, 0 },
    { "{\"id\":\"m\",\"max_model_len\":32768}", "m", "m", 32768, -1, -1, 0 },
    { "{\"id\":\"m.gguf\",\"meta\":{\"n_ctx_train\":131072}}", "m.gguf", "m.gguf", 131072, -1, -1, 0 },
    { "{\"id\":\"x/y\",\"name\":\"X: Y\",\"context_length\":8192,"
      "\"pricing\":{\"prompt\":\"0.000003\",\"completion\":\"0.000015\"}}", "x/y", "X: Y", 8192,
      3, 15, 0 },
    { "{\"id\":\"x/auto\",\"pricing\":{\"prompt\":\"-1\",\"completion\":\"-1\"}}", "x/auto", "x/auto",
      0, -1, -1, 0 },
    { "{\"id\":\"x/free\",\"pricing\":{\"prompt\":0,\"completion\":0}}", "x/free", "x/free", 0, 0, 0,
      0 },
  };

  g_autoptr(ChatPrices) prices = chat_prices_new (NULL, 0, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ChatModel) model = parse (cases[i].json);
      double input, output;
      gboolean known;

      chat_model_fill_price (model, prices, "api.anthropic.com");
      known = chat_model_get_price (model, &input, &output);
      g_test_message ("%s", cases[i].json);
      g_assert_cmpstr (chat_model_get_id (model), ==, cases[i].id);
      g_assert_cmpstr (chat_model_get_name (model), ==, cases[i].name);
      g_assert_cmpint (chat_model_get_context (model), ==, cases[i].context);
      g_assert_cmpint (known, ==, cases[i].input >= 0);
      g_assert_cmpfloat_with_epsilon (input, cases[i].input, 1e-9);
      g_assert_cmpfloat_with_epsilon (output, cases[i].output, 1e-9);
      g_assert_cmpint (chat_model_get_abilities (model), ==, cases[i].abilities);
    }

  g_assert_null (parse ("{}"));
  g_assert_null (parse ("{\"id\":\"\"}"));
  g_assert_null (parse ("{\"id\":7}"));
}

static void
test_lifecycle (void)
{
  g_autoptr(ChatModel) retiring = parse ("{\"id\":\"claude-sonnet-4-5\"}");
  g_autoptr(ChatModel) told = parse ("{\"id\":\"a\",\"lifecycle\":\"deprecated\","
                                     "\"retires_at\":\"2027-02-03T00:00:00Z\"}");
  g_autoptr(ChatModel) nonsense = parse ("{\"id\":\"a\",\"lifecycle\":\"x\",\"retires_at\":\"soon\"}");

  g_assert_cmpint (chat_model_get_lifecycle (retiring), ==, CHAT_MODEL_DEPRECATED);
  g_assert_cmpint (g_date_time_get_day_of_month (chat_model_get_retirement (retiring)), ==, 30);
  g_assert_cmpint (chat_model_get_lifecycle (told), ==, CHAT_MODEL_DEPRECATED);
  g_assert_cmpint (g_date_time_get_year (chat_model_get_retirement (told)), ==, 2027);
  g_assert_cmpint (chat_model_get_lifecycle (nonsense), ==, CHAT_MODEL_ACTIVE);
  g_assert_null (chat_model_get_retirement (nonsense));
}

static void
test_search (void)
{
  static const char * const both[] = { "opus", "5", NULL };
  static const char * const other[] = { "opus", "haiku", NULL };
  static const char * const none[] = { NULL };
  g_autoptr(ChatModel) model = parse ("{\"id\":\"x/OPUS-5\",\"name\":\"Große\"}");
  g_autofree char *folded = g_utf8_casefold ("GROSSE", -1);
  const char *words[] = { folded, NULL };

  g_assert_true (chat_model_matches (model, both));
  g_assert_false (chat_model_matches (model, other));
  g_assert_true (chat_model_matches (model, none));
  g_assert_true (chat_model_matches (model, words));
}

static void
test_pages (void)
{
  static const struct
  {
    const char *json;
    gboolean    good;
    guint       n_models;   /* in all */
    const char *next;
  } pages[] = {
    { "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"has_more\":true,\"last_id\":\"b\"}", TRUE, 2, "b" },
    { "{\"data\":[{\"id\":\"c\"},{},7,{\"id\":\"a\"}],\"has_more\":true}", TRUE, 3, "c" },
    /* a server that does not turn the page */
    { "{\"data\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"has_more\":true,\"last_id\":\"b\"}", TRUE, 3, NULL },
    { "{\"object\":\"list\",\"data\":[{\"id\":\"d\"}]}", TRUE, 4, NULL },
    { "{\"data\":[]}", TRUE, 4, NULL },
    { "{\"data\":null}", FALSE, 4, NULL },
    { "{\"models\":[]}", FALSE, 4, NULL },
    { "[]", FALSE, 4, NULL },
    { "<html>", FALSE, 4, NULL },
    { "", FALSE, 4, NULL },
  };
  g_autoptr(JsonArray) models = json_array_new ();
  g_autofree char *query = chat_models_page_dup_query (TRUE, "a b&c");

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *next = NULL;

      g_assert_cmpint (chat_models_page_read (pages[i].json, strlen (pages[i].json), models, &next),
                       ==, pages[i].good);
      g_assert_cmpuint (json_array_get_length (models), ==, pages[i].n_models);
      if (i != 1)
        g_assert_cmpstr (next, ==, pages[i].next);
    }

  g_assert_cmpstr (query, ==, "?limit=1000&after_id=a%20b%26c");
}

/* A recorded answer of the API. */
static void
test_recorded (void)
{
  gsize length;
  g_autofree char *json = test_load_fixture ("models/anthropic.json", &length);
  g_autoptr(JsonArray) models = json_array_new ();
  g_autofree char *next = NULL;

  g_assert_true (chat_models_page_read (json, length, models, &next));
  g_assert_cmpuint (json_array_get_length (models), >, 5);
  for (guint i = 0; i < json_array_get_length (models); i++)
    {
      g_autoptr(ChatModel) model =
        chat_model_new_from_json (chat_json_array_get_object (models, i));

      g_assert_true (g_str_has_prefix (chat_model_get_name (model), "Claude "));
      g_assert_cmpint (chat_model_get_context (model), >=, 200000);
    }
}

#define LIST(items, more) \
  "{\"rules\":[{\"when\":{\"path\":\"/v1/models\"},\"replies\":[{\"body\":{\"data\":[" items "]," more \
  "}},{\"body\":{\"data\":[{\"id\":\"third\"}]}}]}],\"replies\":[{\"text\":\"x\"}]}"
#define NO_LIST \
  "{\"rules\":[{\"when\":{\"path\":\"/v1/models\"},\"reply\":{\"status\":404}}]," \
  "\"replies\":[{\"text\":\"x\"}]}"

static char *
dup_ids (ChatModels *models)
{
  GListModel *list = chat_models_get_list (models);
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(ChatModel) model = g_list_model_get_item (list, i);

      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", chat_model_get_id (model));
    }

  return g_string_free (ids, FALSE);
}

static void
wait_for (ChatModels      *models,
          ChatModelsState  state)
{
  test_wait_until (chat_models_get_state (models) == state);
}

static void
assert_ids (ChatModels *models,
            const char *expected)
{
  g_autofree char *ids = dup_ids (models);

  g_assert_cmpstr (ids, ==, expected);
}

/* A file that is being written has another ending. */
static gboolean
has_cache (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "claude-chat", "models", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = dir != NULL ? g_dir_read_name (dir) : NULL;

  return name != NULL && g_str_has_suffix (name, ".json");
}

/* Pages are asked for, and the next program has them from the cache. */
static void
test_server (void)
{
  TestTalk self;
  ChatModels *models;
  guint n_connections;

  test_talk_set_up (&self, LIST ("{\"id\":\"first\"},{\"id\":\"second\"}", "\"has_more\":true"));
  models = chat_engine_get_models (self.engine, self.profile);
  g_assert_true (models == chat_engine_get_models (self.engine, self.profile));
  wait_for (models, CHAT_MODELS_READY);
  assert_ids (models, "first second third");
  g_assert_cmpstr (chat_model_get_id (chat_models_find (models, "second")), ==, "second");
  g_assert_null (chat_models_find (models, "fourth"));

  /* as soon as it is written */
  n_connections = chat_demo_server_get_n_connections (self.server);
  test_wait_until (has_cache ());
  chat_profile_changed (self.profile);
  models = chat_engine_get_models (self.engine, self.profile);
  wait_for (models, CHAT_MODELS_READY);
  assert_ids (models, "first second third");
  g_assert_cmpuint (chat_demo_server_get_n_connections (self.server), ==, n_connections);

  /* the server's newest, on request */
  chat_models_refresh (models);
  g_assert_cmpint (chat_models_get_state (models), ==, CHAT_MODELS_LOADING);
  assert_ids (models, "first second third");
  wait_for (models, CHAT_MODELS_READY);
  assert_ids (models, "third");
  test_talk_tear_down (&self);
}

static void
test_no_list (void)
{
  TestTalk self;
  ChatModels *models;
  g_autoptr(ChatProfile) anthropic = chat_profile_new ("A", "https://api.anthropic.com");

  test_talk_set_up (&self, NO_LIST);
  models = chat_engine_get_models (self.engine, self.profile);
  wait_for (models, CHAT_MODELS_FAILED);
  g_assert_cmpint (chat_models_get_failure (models)->kind, ==, CHAT_FAILURE_NOT_FOUND);
  assert_ids (models, "");

  /* where the models are known, the table stands in; without a key nothing is asked */
  models = chat_engine_get_models (self.engine, anthropic);
  wait_for (models, CHAT_MODELS_FAILED);
  g_assert_cmpint (chat_models_get_failure (models)->kind, ==, CHAT_FAILURE_NO_KEY);
  g_assert_nonnull (chat_models_find (models, "claude-opus-5"));
  g_assert_null (chat_models_find (models, "claude-demo"));
  test_talk_tear_down (&self);
}

static void
test_key_is_concealed (void)
{
  TestTalk self;
  ChatModels *models;

  test_talk_set_up (&self, "{\"rules\":[{\"when\":{\"path\":\"/v1/models\"},\"reply\":{\"status\":403,"
                    "\"body\":{\"error\":\"no opaque-key-1234567890\"}}}],"
                    "\"replies\":[{\"text\":\"x\"}]}");
  chat_profile_set_key (self.profile, CHAT_AUTH_BEARER, "opaque-key-1234567890");
  models = chat_engine_get_models (self.engine, self.profile);
  wait_for (models, CHAT_MODELS_FAILED);
  g_assert_cmpstr (chat_models_get_failure (models)->message, ==, "no …");
  test_talk_tear_down (&self);

  /* a list goes into the cache, too */
  test_talk_set_up (&self, "{\"rules\":[{\"when\":{\"path\":\"/v1/models\"},\"reply\":{"
                    "\"body\":{\"data\":[{\"id\":\"of-" TEST_TALK_KEY "\"}]}}}],"
                    "\"replies\":[{\"text\":\"x\"}]}");
  models = chat_engine_get_models (self.engine, self.profile);
  wait_for (models, CHAT_MODELS_READY);
  assert_ids (models, "of-****************************");
  test_talk_tear_down (&self);
}

/* The engine goes amid the request; who holds the list may go on doing so. */
static void
test_closed (void)
{
  TestTalk self;
  g_autoptr(ChatModels) models = NULL;

  test_talk_set_up (&self, "{\"rules\":[{\"when\":{\"path\":\"/v1/models\"},\"reply\":{\"text\":\"x\","
                    "\"hang\":\"start\"}}],\"replies\":[{\"text\":\"x\"}]}");
  models = g_object_ref (chat_engine_get_models (self.engine, self.profile));
  wait_for (models, CHAT_MODELS_LOADING);
  test_wait_until (chat_demo_server_get_n_connections (self.server) == 1);
  test_talk_tear_down (&self);
  chat_models_refresh (models);
  g_assert_cmpuint (g_list_model_get_n_items (chat_models_get_list (models)), ==, 0);
  test_wait_until (G_OBJECT (models)->ref_count == 1);
}

static void
test_demo (void)
{
  TestTalk self;
  g_autoptr(ChatProfile) demo = chat_profile_new ("D", "http://127.0.0.1");
  ChatModels *models;

  test_talk_set_up (&self, NULL);
  chat_profile_set_demo (demo, chat_demo_server_get_url (self.server));
  models = chat_engine_get_models (self.engine, demo);
  wait_for (models, CHAT_MODELS_READY);
  assert_ids (models, "claude-demo");
  test_talk_tear_down (&self);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/models/shapes", test_shapes);
  g_test_add_func ("/models/lifecycle", test_lifecycle);
  g_test_add_func ("/models/search", test_search);
  g_test_add_func ("/models/pages", test_pages);
  g_test_add_func ("/models/recorded", test_recorded);
  g_test_add_func ("/models/server", test_server);
  g_test_add_func ("/models/no-list", test_no_list);
  g_test_add_func ("/models/key-is-concealed", test_key_is_concealed);
  g_test_add_func ("/models/closed", test_closed);
  g_test_add_func ("/models/demo", test_demo);

  return g_test_run ();
}
