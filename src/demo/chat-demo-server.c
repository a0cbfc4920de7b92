/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Messages API on loopback that plays scripts: the tests' other end, and the built-in demo.
 */

#include "chat-demo-server.h"

#include "chat-demo-check.h"
#include "chat-demo-endpoints.h"
#include "chat-demo-head.h"
#include "chat-demo-journal.h"
#include "chat-demo-listener.h"
#include "chat-demo-player.h"
#include "chat-demo-tour.h"

#include <string.h>

#define MESSAGES_PATH "/v1/messages"
#define JOURNAL_PATH  "/__demo/journal"
#define SCRIPT_PATH   "/__demo/script"

struct _ChatDemoServer
{
  GObject           parent_instance;

  ChatDemoListener *listener;      /* NULL: not started */
  char             *url;
  GTlsCertificate  *certificate;

  ChatDemoScript   *script;        /* the tour, if nothing else was set */
  char             *key;
  gboolean          strict;
  gboolean          control;
  double            speed;

  ChatDemoJournal  *journal;
  GPtrArray        *plays;         /* Play, one for each open connection */
};

G_DEFINE_FINAL_TYPE (ChatDemoServer, chat_demo_server, G_TYPE_OBJECT)

enum
{
  SIGNAL_REQUEST_RECEIVED,
  SIGNAL_CLIENT_LEFT,
  SIGNAL_REPLY_OVER,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* A reply on its way. Its request is one of the server's, or its own. */
typedef struct
{
  ChatDemoServer  *server;
  ChatDemoPlayer  *player;
  ChatDemoRequest *request;
  int              number;         /* of the request; -1: it is its own */
} Play;

static void
free_play (gpointer data)
{
  Play *play = data;

  chat_demo_player_free (play->player);
  if (play->number < 0)
    chat_demo_request_free (play->request);
  g_free (play);
}

static void
emit (ChatDemoServer *self,
      guint           signal,
      int             number)
{
  if (number >= 0)
    g_signal_emit (self, signals[signal], 0, (guint) number);
}

static void
note_end (Play   *play,
          gint64  now_us)
{
  play->request->over_us = now_us;
  emit (play->server, SIGNAL_REPLY_OVER, play->number);
}

static void
note_leaving (Play   *play,
              gint64  now_us)
{
  if (play->request->over_us > 0)
    return;
  play->request->left_us = now_us;
  emit (play->server, SIGNAL_CLIENT_LEFT, play->number);
}

/* Taken off the list before anybody hears of it: a listener may stop the server. */
static void
end_play (Play   *play,
          gint64  now_us,
          void  (*note) (Play   *play,
                         gint64  now_us))
{
  g_autoptr(ChatDemoServer) server = g_object_ref (play->server);
  guint index;

  if (g_ptr_array_find (server->plays, play, &index))
    g_ptr_array_steal_index_fast (server->plays, index);
  note (play, now_us);
  free_play (play);
}

static void
moment_cb (ChatDemoPlayer *player,
           ChatDemoMoment  moment,
           gint64          now_us,
           gpointer        user_data)
{
  Play *play = user_data;
  ChatDemoRequest *request = play->request;

  switch (moment)
    {
    case CHAT_DEMO_MOMENT_FIRST_BYTE:
      request->first_byte_us = now_us;
      break;

    case CHAT_DEMO_MOMENT_FIRST_DELTA:
      request->first_delta_us = now_us;
      break;

    case CHAT_DEMO_MOMENT_KEPT:
      note_end (play, now_us);
      break;

    case CHAT_DEMO_MOMENT_OVER:
      end_play (play, now_us, note_end);
      break;

    case CHAT_DEMO_MOMENT_LEFT:
    default:
      end_play (play, now_us, note_leaving);
      break;
    }
}

static ChatDemoPlan *
play_script (ChatDemoServer  *self,
             ChatDemoRequest *request)
{
  g_autoptr(GError) error = NULL;
  ChatDemoPlan *plan = chat_demo_script_answer (self->script, request, &error);

  if (plan == NULL && error != NULL)
    plan = chat_demo_plan_new_error (request, 500, "api_error", error->message, NULL);
  return plan;
}

static ChatDemoPlan *
answer_message (ChatDemoServer      *self,
                ChatDemoRequest     *request,
                const ChatDemoRules *rules)
{
  g_autoptr(ChatDemoRefusal) refusal = chat_demo_check_body (request, rules, FALSE);
  ChatDemoPlan *plan;

  if (refusal != NULL)
    return chat_demo_endpoints_refuse (request, refusal);
  plan = play_script (self, request);
  if (plan == NULL)
    plan = chat_demo_plan_new_error (request, 500, "api_error",
                                     "No rule of the script fits this request", NULL);
  return plan;
}

static ChatDemoPlan *
answer_control (ChatDemoServer  *self,
                ChatDemoRequest *request)
{
  g_autofree char *journal = NULL;
  g_autoptr(GError) error = NULL;

  if (strcmp (request->path, SCRIPT_PATH) == 0)
    {
      if (!chat_demo_server_set_script (self, chat_demo_request_get_text (request), &error))
        return chat_demo_plan_new_error (request, 400, "invalid_request_error", error->message,
                                         NULL);
      return chat_demo_plan_new_json (request, SOUP_STATUS_OK, "{}");
    }
  journal = chat_demo_journal_to_json (self->journal);
  return chat_demo_plan_new_json (request, SOUP_STATUS_OK, journal);
}

static gboolean
is_for_message (ChatDemoRequest *request)
{
  return strcmp (request->path, MESSAGES_PATH) == 0 && strcmp (request->method, "POST") == 0;
}

static ChatDemoPlan *
answer (ChatDemoServer  *self,
        ChatDemoRequest *request)
{
  const ChatDemoRules rules = {
    .key = self->key,
    .checks = self->strict || chat_demo_script_checks (self->script),
    .strict = self->strict,
  };
  g_autoptr(ChatDemoRefusal) refusal = NULL;
  ChatDemoPlan *plan = NULL;

  if (self->control && (strcmp (request->path, JOURNAL_PATH) == 0 ||
                        strcmp (request->path, SCRIPT_PATH) == 0))
    return answer_control (self, request);
  refusal = chat_demo_check_headers (request, &rules);
  if (refusal != NULL)
    return chat_demo_endpoints_refuse (request, refusal);
  if (is_for_message (request))
    return answer_message (self, request, &rules);
  if (strcmp (request->path, MESSAGES_PATH) != 0)
    plan = play_script (self, request);
  return plan != NULL ? plan : chat_demo_endpoints_answer (request, &rules);
}

/* Returns: the number of the request, -1 if it is none of a message. */
static int
record (ChatDemoServer  *self,
        ChatDemoRequest *request)
{
  guint number;

  if (!is_for_message (request))
    return -1;
  number = chat_demo_journal_add (self->journal, request);
  emit (self, SIGNAL_REQUEST_RECEIVED, number);
  return number;
}

static void
request_cb (GIOStream       *stream,
            GSocket         *socket,
            ChatDemoRequest *request,
            gpointer         user_data)
{
  ChatDemoServer *self = user_data;
  Play *play = g_new0 (Play, 1);
  ChatDemoPlan *plan;

  play->server = self;
  play->request = request;
  play->number = record (self, request);
  plan = answer (self, request);
  request->status = plan->status;
  g_clear_pointer (&request->json, json_object_unref);
  play->player = chat_demo_player_new (stream, socket, plan, self->speed, moment_cb, play);
  g_ptr_array_add (self->plays, play);
  chat_demo_player_start (play->player);
}

static void
chat_demo_server_finalize (GObject *object)
{
  ChatDemoServer *self = CHAT_DEMO_SERVER (object);

  chat_demo_server_stop (self);
  g_ptr_array_unref (self->plays);
  chat_demo_journal_free (self->journal);
  chat_demo_script_free (self->script);
  g_clear_object (&self->certificate);
  g_free (self->key);
  G_OBJECT_CLASS (chat_demo_server_parent_class)->finalize (object);
}

static void
chat_demo_server_class_init (ChatDemoServerClass *klass)
{
  static const char *const names[] = { "request-received", "client-left", "reply-over" };

  G_OBJECT_CLASS (klass)->finalize = chat_demo_server_finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], CHAT_TYPE_DEMO_SERVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
chat_demo_server_init (ChatDemoServer *self)
{
  self->speed = 1;
  self->script = chat_demo_tour_new (FALSE);
  self->journal = chat_demo_journal_new ();
  self->plays = g_ptr_array_new_with_free_func (free_play);
}

ChatDemoServer *
chat_demo_server_new (void)
{
  return g_object_new (CHAT_TYPE_DEMO_SERVER, NULL);
}

gboolean
chat_demo_server_start (ChatDemoServer  *self,
                        guint            port,
                        GError         **error)
{
  g_return_val_if_fail (self->listener == NULL, FALSE);
  self->listener = chat_demo_listener_new (port, self->certificate, request_cb, self, error);
  if (self->listener == NULL)
    return FALSE;
  self->url = g_strdup_printf ("%s://127.0.0.1:%u", self->certificate != NULL ? "https" : "http",
                               chat_demo_server_get_port (self));
  return TRUE;
}

void
chat_demo_server_stop (ChatDemoServer *self)
{
  g_ptr_array_set_size (self->plays, 0);
  g_clear_pointer (&self->listener, chat_demo_listener_free);
  g_clear_pointer (&self->url, g_free);
}

guint
chat_demo_server_get_port (ChatDemoServer *self)
{
  return self->listener != NULL ? chat_demo_listener_get_port (self->listener) : 0;
}

const char *
chat_demo_server_get_url (ChatDemoServer *self)
{
  return self->url;
}

static gboolean
replace_script (ChatDemoServer  *self,
                const char      *json,
                GFile           *folder,
                GError         **error)
{
  ChatDemoScript *script = json != NULL ? chat_demo_script_new (json, folder, TRUE, error)
                                        : chat_demo_tour_new (FALSE);

  if (script == NULL)
    return FALSE;
  chat_demo_script_free (self->script);
  self->script = script;
  return TRUE;
}

gboolean
chat_demo_server_set_script (ChatDemoServer  *self,
                             const char      *json,
                             GError         **error)
{
  return replace_script (self, json, NULL, error);
}

gboolean
chat_demo_server_load_script (ChatDemoServer  *self,
                              const char      *path,
                              GError         **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFile) folder = g_file_get_parent (file);
  g_autofree char *json = NULL;

  return g_file_load_contents (file, NULL, &json, NULL, NULL, error) &&
         replace_script (self, json, folder, error);
}

void
chat_demo_server_set_key (ChatDemoServer *self,
                          const char     *key)
{
  g_free (self->key);
  self->key = g_strdup (key);
}

void
chat_demo_server_set_strict (ChatDemoServer *self,
                             gboolean        strict)
{
  self->strict = strict;
}

void
chat_demo_server_set_speed (ChatDemoServer *self,
                            double          speed)
{
  self->speed = speed;
}

void
chat_demo_server_set_control (ChatDemoServer *self,
                              gboolean        control)
{
  self->control = control;
}

gboolean
chat_demo_server_set_certificate (ChatDemoServer  *self,
                                  const char      *certificate_file,
                                  const char      *key_file,
                                  GError         **error)
{
  GTlsCertificate *certificate;

  certificate = g_tls_certificate_new_from_files (certificate_file, key_file, error);
  if (certificate == NULL)
    return FALSE;
  g_clear_object (&self->certificate);
  self->certificate = certificate;
  return TRUE;
}

guint
chat_demo_server_get_n_connections (ChatDemoServer *self)
{
  return self->listener != NULL ? chat_demo_listener_get_n_connections (self->listener) : 0;
}

guint
chat_demo_server_get_n_requests (ChatDemoServer *self)
{
  return chat_demo_journal_get_size (self->journal);
}

const char *
chat_demo_server_get_body (ChatDemoServer *self,
                           guint           number)
{
  ChatDemoRequest *request = chat_demo_journal_get (self->journal, number);

  return request != NULL && request->body != NULL ? chat_demo_request_get_text (request) : NULL;
}

const char *
chat_demo_server_get_header (ChatDemoServer *self,
                             guint           number,
                             const char     *name)
{
  ChatDemoRequest *request = chat_demo_journal_get (self->journal, number);

  return request != NULL ? soup_message_headers_get_list (request->headers, name) : NULL;
}

guint
chat_demo_server_get_status (ChatDemoServer *self,
                             guint           number)
{
  ChatDemoRequest *request = chat_demo_journal_get (self->journal, number);

  return request != NULL ? request->status : 0;
}

gint64
chat_demo_server_get_left_us (ChatDemoServer *self,
                              guint           number)
{
  ChatDemoRequest *request = chat_demo_journal_get (self->journal, number);

  return request != NULL ? request->left_us : 0;
}

gint64
chat_demo_server_get_first_byte_us (ChatDemoServer *self,
                                    guint           number)
{
  ChatDemoRequest *request = chat_demo_journal_get (self->journal, number);

  return request != NULL ? request->first_byte_us : 0;
}

gint64
chat_demo_server_get_first_delta_us (ChatDemoServer *self,
                                     guint           number)
{
  ChatDemoRequest *request = chat_demo_journal_get (self->journal, number);

  return request != NULL ? request->first_delta_us : 0;
}

gint64
chat_demo_server_get_over_us (ChatDemoServer *self,
                              guint           number)
{
  ChatDemoRequest *request = chat_demo_journal_get (self->journal, number);

  return request != NULL ? request->over_us : 0;
}
