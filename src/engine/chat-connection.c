/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a profile works: asks for the models, for a message, and at the addresses nearby.
 */

#include "chat-connection.h"

#include "chat-connection-words.h"
#include "chat-models-page.h"
#include "chat-request-setup.h"

#include <glib/gi18n.h>
#include <string.h>

#define TIMEOUT_MS 20000

#define US_PER_MS 1000

/* A server that has the path refuses it, at no cost; one that has not says that. */
#define EMPTY_MESSAGE "{}"

typedef enum
{
  STEP_MODELS,
  STEP_MESSAGES,
  STEP_ELSEWHERE,
} Step;

typedef struct
{
  ChatProfile          *profile;
  ChatProfile          *asked;       /* the profile, or a copy with another address */
  ChatClient           *client;
  Step                  step;
  guint                 place;       /* of those nearby */
  gboolean              has_list;
  guint                 n_models;
  gint64                duration_us;
  GString              *tried;
  ChatConnectionReport *report;
} Check;

/* Where else people find it who copied an address of the same server. */
static const struct
{
  const char *suffix;      /* put behind the base URL; NULL: its last part is cut */
  gboolean    bare_path;
} places[] = {
  { "", TRUE },
  { "/anthropic", FALSE },
  { "/api", FALSE },
  { NULL, FALSE },
};

static void ask (GTask *task);   /* each answer leads to the next question */

static void
free_check (gpointer data)
{
  Check *check = data;

  g_object_unref (check->profile);
  g_clear_object (&check->asked);
  g_object_unref (check->client);
  g_string_free (check->tried, TRUE);
  g_clear_pointer (&check->report, chat_connection_report_free);
  g_free (check);
}

static void
end (GTask *task)
{
  Check *check = g_task_get_task_data (task);
  ChatConnectionReport *report = g_steal_pointer (&check->report);

  report->tried = g_strdup (check->tried->str);
  g_task_return_pointer (task, report, (GDestroyNotify) chat_connection_report_free);
  g_object_unref (task);
}

static void
say (GTask                 *task,
     ChatConnectionVerdict  verdict,
     const char            *title,
     const char            *advice)
{
  Check *check = g_task_get_task_data (task);

  check->report->verdict = verdict;
  check->report->title = g_strdup (title);
  check->report->advice = g_strdup (advice);
  end (task);
}

static void
say_it_works (GTask *task)
{
  Check *check = g_task_get_task_data (task);
  gboolean keyless = chat_profile_get_auth (check->profile) == CHAT_AUTH_NONE;
  g_autofree char *server = chat_connection_dup_server (check->profile);
  /* Translators: %s is the server; a number of models follows */
  g_autofree char *answered = g_strdup_printf (_("%s answered in %d ms"), server,
                                               (int) (check->duration_us / US_PER_MS));
  g_autofree char *models = g_strdup_printf (ngettext ("%u model", "%u models", check->n_models),
                                             check->n_models);
  g_autofree char *advice = g_strdup_printf ("%s · %s.", answered, models);

  say (task, CHAT_CONNECTION_WORKS,
       keyless ? _("It works without a key.") : _("The connection works."), advice);
}

static void
say_where (GTask *task)
{
  Check *check = g_task_get_task_data (task);
  g_autofree char *endpoint = chat_profile_dup_endpoint (check->asked, "messages");
  /* Translators: %s is an address */
  g_autofree char *advice = g_strdup_printf (_("It answers at %s: use that address."), endpoint);

  check->report->base_url = g_strdup (chat_profile_get_base_url (check->asked));
  check->report->bare_path = chat_profile_get_bare_path (check->asked);
  say (task, CHAT_CONNECTION_FAILS, _("The address leads nowhere (404)."), advice);
}

/* The path is there if something else is wrong than the path. A web page is not it. */
static gboolean
is_messages (const ChatFetched *fetched)
{
  const ChatFailure *failure = fetched->failure;
  g_autoptr(JsonObject) object = NULL;

  if (failure == NULL)
    {
      object = chat_json_parse_object (g_bytes_get_data (fetched->body, NULL),
                                       g_bytes_get_size (fetched->body), NULL);
      return object != NULL;
    }

  return fetched->status >= 400 && fetched->status != SOUP_STATUS_NOT_FOUND &&
         fetched->status != SOUP_STATUS_METHOD_NOT_ALLOWED &&
         fetched->status != SOUP_STATUS_NOT_IMPLEMENTED &&
         failure->kind != CHAT_FAILURE_HTML;
}

static void
note (Check       *check,
      const char  *method,
      const char  *endpoint,
      ChatFetched *fetched)
{
  if (check->tried->len > 0)
    g_string_append_c (check->tried, '\n');
  g_string_append_printf (check->tried, "%s %s: ", method, endpoint);
  if (fetched->status != 0)
    g_string_append_printf (check->tried, "%u, ", fetched->status);
  else
    g_string_append_printf (check->tried, "%s, ",
                            fetched->failure != NULL && fetched->failure->message != NULL
                            ? fetched->failure->message : "-");
  g_string_append_printf (check->tried, "%d ms", (int) (fetched->duration_us / US_PER_MS));
}

/* Nobody has to be asked any more: the server is not there, or refuses the key. */
static gboolean
is_final (const ChatFailure *failure)
{
  if (failure == NULL)
    return FALSE;

  return failure->status == 0 || failure->kind == CHAT_FAILURE_PROXY ||
         failure->kind == CHAT_FAILURE_AUTHENTICATION ||
         failure->kind == CHAT_FAILURE_PERMISSION || failure->kind == CHAT_FAILURE_REDIRECT ||
         failure->kind == CHAT_FAILURE_RATE_LIMIT || failure->kind == CHAT_FAILURE_OVERLOADED;
}

static void
take_models (Check             *check,
             const ChatFetched *fetched)
{
  g_autoptr(JsonArray) models = json_array_new ();
  g_autofree char *next = NULL;

  check->has_list = chat_models_page_read (g_bytes_get_data (fetched->body, NULL),
                                           g_bytes_get_size (fetched->body), models, &next);
  check->n_models = json_array_get_length (models);
  check->duration_us = fetched->duration_us;
  if (check->n_models > 0)
    check->report->model =
      g_strdup (chat_json_get_string (chat_json_array_get_object (models, 0), "id"));
}

static void
go_on_after_models (GTask       *task,
                    ChatFetched *fetched)
{
  Check *check = g_task_get_task_data (task);

  if (fetched->failure == NULL)
    take_models (check, fetched);
  if (is_final (fetched->failure))
    {
      chat_connection_describe (check->report, check->profile, fetched);
      end (task);
      return;
    }
  if (check->has_list && chat_profile_is_anthropic (check->profile))
    {
      say_it_works (task);
      return;
    }

  check->step = STEP_MESSAGES;
  ask (task);
}

static void
go_on_after_messages (GTask       *task,
                      ChatFetched *fetched)
{
  Check *check = g_task_get_task_data (task);

  if (is_final (fetched->failure))
    {
      chat_connection_describe (check->report, check->profile, fetched);
      end (task);
    }
  else if (is_messages (fetched) && check->has_list)
    say_it_works (task);
  else if (is_messages (fetched))
    say (task, CHAT_CONNECTION_LIMITED, _("The server has no list of models."),
         _("Type the name of the model by hand."));
  else if (check->has_list)
    say (task, CHAT_CONNECTION_FAILS, _("This is not the API of Anthropic."),
         _("The server lists its models but takes no messages this way: look for a newer version "
           "of it, or for an address that ends in /anthropic."));
  else
    {
      check->step = STEP_ELSEWHERE;
      ask (task);
    }
}

static void
go_on_elsewhere (GTask       *task,
                 ChatFetched *fetched)
{
  Check *check = g_task_get_task_data (task);

  if (is_messages (fetched) && fetched->failure != NULL)
    {
      say_where (task);
      return;
    }

  check->place++;
  ask (task);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask *task = user_data;
  Check *check = g_task_get_task_data (task);
  g_autoptr(ChatFetched) fetched = chat_fetch_finish (result);
  g_autofree char *endpoint = NULL;

  if (fetched == NULL)
    {
      g_task_return_pointer (task, NULL, NULL);
      g_object_unref (task);
      return;
    }

  chat_fetched_conceal (fetched, chat_profile_get_key (check->profile));
  endpoint = chat_profile_dup_endpoint (check->asked,
                                        check->step == STEP_MODELS ? "models" : "messages");
  note (check, check->step == STEP_MODELS ? "GET" : "POST", endpoint, fetched);

  if (check->step == STEP_MODELS)
    go_on_after_models (task, fetched);
  else if (check->step == STEP_MESSAGES)
    go_on_after_messages (task, fetched);
  else
    go_on_elsewhere (task, fetched);
}

static void
say_it_is_not_there (GTask *task)
{
  Check *check = g_task_get_task_data (task);
  g_autofree char *server = chat_connection_dup_server (check->profile);
  /* Translators: %s is the server */
  g_autofree char *title = g_strdup_printf (_("%s does not speak the API of Anthropic."), server);

  say (task, CHAT_CONNECTION_FAILS, title,
       _("Check what follows the name in the address; it was tried with and without /v1."));
}

/* FALSE: there is no such place. */
static gboolean
go_to_place (Check *check)
{
  const char *base_url = chat_profile_get_base_url (check->profile);
  const char *suffix = places[check->place].suffix;
  const char *path = strstr (base_url, "://") != NULL ? strchr (strstr (base_url, "://") + 3, '/')
                                                      : NULL;
  g_autofree char *cut = NULL;
  g_autofree char *url = NULL;

  if (suffix == NULL && path == NULL)
    return FALSE;

  cut = g_strndup (base_url, strrchr (base_url, '/') - base_url);
  url = suffix != NULL ? g_strconcat (base_url, suffix, NULL) : g_steal_pointer (&cut);
  g_clear_object (&check->asked);
  check->asked = chat_profile_new (chat_profile_get_name (check->profile), url);
  chat_profile_set_key (check->asked, chat_profile_get_auth (check->profile),
                        chat_profile_get_key (check->profile));
  chat_profile_set_headers (check->asked, chat_profile_get_headers (check->profile));
  chat_profile_set_version (check->asked, chat_profile_get_version (check->profile));
  chat_profile_set_allow_http (check->asked, chat_profile_get_allow_http (check->profile));
  chat_profile_set_bare_path (check->asked, places[check->place].bare_path);

  return TRUE;
}

/* Nobody was asked. */
static void
say_what_forbids (GTask             *task,
                  const ChatFetched *none)
{
  Check *check = g_task_get_task_data (task);

  if (none->failure->kind == CHAT_FAILURE_TLS)
    {
      say (task, CHAT_CONNECTION_FAILS, _("The file of certificates cannot be read."),
           _("Choose another one below, or none."));
      return;
    }
  chat_connection_describe (check->report, check->profile, none);
  end (task);
}

static void
ask (GTask *task)
{
  Check *check = g_task_get_task_data (task);
  ChatRequest probe = { (char *) EMPTY_MESSAGE, strlen (EMPTY_MESSAGE), NULL };
  g_autoptr(SoupMessage) message = NULL;
  ChatFetched none = { 0 };

  while (check->step == STEP_ELSEWHERE && check->place < G_N_ELEMENTS (places) &&
         !go_to_place (check))
    check->place++;
  if (check->place == G_N_ELEMENTS (places))
    {
      say_it_is_not_there (task);
      return;
    }

  if (check->step == STEP_MODELS)
    message = chat_request_setup_get (check->client, check->asked, "models", "", &none.failure);
  else
    message = chat_request_setup_post (check->client, check->asked, &probe, &none.failure);

  if (message != NULL)
    {
      chat_fetch_async (check->client, message, TIMEOUT_MS, g_task_get_cancellable (task),
                        answered_cb, task);
      return;
    }
  say_what_forbids (task, &none);
  chat_failure_unref (none.failure);
}

void
chat_connection_check_async (ChatProfile         *profile,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Check *check = g_new0 (Check, 1);

  check->profile = g_object_ref (profile);
  check->asked = g_object_ref (profile);
  check->client = chat_request_setup_client (profile);
  check->tried = g_string_new (NULL);
  check->report = g_new0 (ChatConnectionReport, 1);
  g_task_set_source_tag (task, chat_connection_check_async);
  g_task_set_task_data (task, check, free_check);
  ask (task);
}

ChatConnectionReport *
chat_connection_check_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
chat_connection_report_free (ChatConnectionReport *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->advice);
  g_free (self->tried);
  g_free (self->certificate);
  g_free (self->base_url);
  g_free (self->model);
  g_free (self);
}
