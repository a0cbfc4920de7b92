/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The service that the desktop asks for results.
 */

#include "config.h"

#include "chat-provider.h"

#include "chat-provider-results.h"
#include "chat-settings.h"
#include "chat-store-reader.h"

#include <glib/gi18n.h>
#include <string.h>

/* Of so many conversations. A desktop shows about five, and says how many more there are. */
#define MAX_HITS 20

/* After the last question. The next one waits some milliseconds longer for its answer then. */
#define IDLE_MS (30 * 1000)

#define PROVIDER_ID APPLICATION_ID ".SearchProvider"

struct _ChatProvider
{
  GApplication         parent_instance;

  GSettings           *settings;
  ChatStoreReader     *reader;        /* NULL before the first search */
  ChatProviderResults *results;
  GCancellable        *searching;     /* of the last search, which makes the one before needless */
  GDBusNodeInfo       *interface;
  guint                registration;
};

G_DEFINE_FINAL_TYPE (ChatProvider, chat_provider, G_TYPE_APPLICATION)

/* A question that is being answered: the program stays for it. */
typedef struct
{
  ChatProvider          *provider;
  GDBusMethodInvocation *invocation;
} Question;

static const GOptionEntry options[] = {
  { "idle", 0, 0, G_OPTION_ARG_INT, NULL, N_("End after this time without a question"),
    N_("MILLISECONDS") },
  { NULL }
};

static const char interface[] =
  "<node><interface name='org.gnome.Shell.SearchProvider2'>"
  "<method name='GetInitialResultSet'>"
  "<arg type='as' direction='in'/><arg type='as' direction='out'/></method>"
  "<method name='GetSubsearchResultSet'>"
  "<arg type='as' direction='in'/><arg type='as' direction='in'/>"
  "<arg type='as' direction='out'/></method>"
  "<method name='GetResultMetas'>"
  "<arg type='as' direction='in'/><arg type='aa{sv}' direction='out'/></method>"
  "<method name='ActivateResult'>"
  "<arg type='s' direction='in'/><arg type='as' direction='in'/>"
  "<arg type='u' direction='in'/></method>"
  "<method name='LaunchSearch'>"
  "<arg type='as' direction='in'/><arg type='u' direction='in'/></method>"
  "</interface></node>";


static Question *
question_new (ChatProvider          *self,
              GDBusMethodInvocation *invocation)
{
  Question *question = g_new0 (Question, 1);

  question->provider = g_object_ref (self);
  question->invocation = invocation;
  g_application_hold (G_APPLICATION (self));

  return question;
}


/* The invocation went with its answer. */
static void
question_free (Question *question)
{
  g_application_release (G_APPLICATION (question->provider));
  g_object_unref (question->provider);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)


static void
answer_with_ids (GDBusMethodInvocation *invocation,
                 GVariant              *ids)
{
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(@as)", ids));
}


static void
answer_with_nothing (GDBusMethodInvocation *invocation)
{
  answer_with_ids (invocation, g_variant_new_strv (NULL, 0));
}


/* Without a history, or with one that cannot be read, nothing is found; the window says why. */
static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Question) question = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) hits = chat_store_reader_search_finish (result, &error);
  g_autoptr(GVariant) ids = NULL;

  if (hits == NULL)
    {
      g_debug ("Nothing can be found: %s", error->message);
      answer_with_nothing (question->invocation);
      return;
    }

  ids = chat_provider_results_take (question->provider->results, hits);
  answer_with_ids (question->invocation, ids);
}


static void
search (ChatProvider          *self,
        const char * const    *terms,
        GDBusMethodInvocation *invocation)
{
  g_autofree char *query = g_strjoinv (" ", (char **) terms);

  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);

  if (!g_settings_get_boolean (self->settings, CHAT_SETTING_SEARCH_PROVIDER))
    {
      answer_with_nothing (invocation);
      return;
    }

  if (self->reader == NULL)
    self->reader = chat_store_reader_new (NULL);
  self->searching = g_cancellable_new ();
  chat_store_reader_search_async (self->reader, query, MAX_HITS, self->searching, found_cb,
                                  question_new (self, invocation));
}


static void
describe (ChatProvider          *self,
          const char * const    *ids,
          GDBusMethodInvocation *invocation)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (; *ids != NULL; ids++)
    {
      GVariant *meta = chat_provider_results_describe (self->results, *ids);

      g_variant_builder_add_value (&builder, meta);
    }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aa{sv})", &builder));
}


static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Question) question = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (answer == NULL)
    g_dbus_method_invocation_return_gerror (question->invocation, error);
  else
    g_dbus_method_invocation_return_value (question->invocation, NULL);
}


/* An activation id of this form carries nothing but a time: there was a click at @timestamp, so
 * the window may come to the front. */
static void
call_window (ChatProvider          *self,
             const char            *action,
             GVariant              *parameter,
             guint32                timestamp,
             GDBusMethodInvocation *invocation)
{
  g_autofree char *path = g_strdelimit (g_strconcat ("/", APPLICATION_ID, NULL), ".", '/');
  g_autofree char *activation = g_strdup_printf ("_TIME%" G_GUINT32_FORMAT, timestamp);
  GVariantBuilder parameters;
  GVariantBuilder platform;

  g_variant_builder_init (&parameters, G_VARIANT_TYPE ("av"));
  g_variant_builder_add (&parameters, "v", parameter);
  g_variant_builder_init (&platform, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&platform, "{sv}", "desktop-startup-id",
                         g_variant_new_string (activation));
  g_dbus_connection_call (g_application_get_dbus_connection (G_APPLICATION (self)), APPLICATION_ID,
                          path, "org.freedesktop.Application", "ActivateAction",
                          g_variant_new ("(sava{sv})", action, &parameters, &platform), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, called_cb,
                          question_new (self, invocation));
}


/* What is looked for within the message: words that stand together are hardly ever all of them. */
static const char *
find_longest (const char * const *terms)
{
  const char *longest = "";

  for (; *terms != NULL; terms++)
    {
      if (strlen (*terms) > strlen (longest))
        longest = *terms;
    }

  return longest;
}


static void
activate (ChatProvider          *self,
          const char            *id,
          const char * const    *terms,
          guint32                timestamp,
          GDBusMethodInvocation *invocation)
{
  g_autofree char *conversation = NULL;
  g_autofree char *message = NULL;

  chat_provider_results_split (id, &conversation, &message);
  call_window (self, "show-message",
               g_variant_new ("(sss)", conversation, message, find_longest (terms)), timestamp,
               invocation);
}


static void
launch (ChatProvider          *self,
        const char * const    *terms,
        guint32                timestamp,
        GDBusMethodInvocation *invocation)
{
  g_autofree char *query = g_strjoinv (" ", (char **) terms);

  call_window (self, "search-for", g_variant_new_string (query), timestamp, invocation);
}


static void
method_cb (GDBusConnection       *connection,
           const char            *sender,
           const char            *path,
           const char            *interface_name,
           const char            *method,
           GVariant              *parameters,
           GDBusMethodInvocation *invocation,
           gpointer               user_data)
{
  ChatProvider *self = CHAT_PROVIDER (user_data);
  g_autofree const char **list = NULL;
  const char *id;
  guint32 timestamp;

  /* The time without a question begins again. */
  g_application_hold (G_APPLICATION (self));
  if (strcmp (method, "GetInitialResultSet") == 0)
    {
      g_variant_get (parameters, "(^a&s)", &list);
      search (self, list, invocation);
    }
  else if (strcmp (method, "GetSubsearchResultSet") == 0)
    {
      g_variant_get (parameters, "(@as^a&s)", NULL, &list);
      search (self, list, invocation);
    }
  else if (strcmp (method, "GetResultMetas") == 0)
    {
      g_variant_get (parameters, "(^a&s)", &list);
      describe (self, list, invocation);
    }
  else if (strcmp (method, "ActivateResult") == 0)
    {
      g_variant_get (parameters, "(&s^a&su)", &id, &list, &timestamp);
      activate (self, id, list, timestamp, invocation);
    }
  else
    {
      g_variant_get (parameters, "(^a&su)", &list, &timestamp);
      launch (self, list, timestamp, invocation);
    }
  g_application_release (G_APPLICATION (self));
}


static gboolean
chat_provider_dbus_register (GApplication     *application,
                             GDBusConnection  *connection,
                             const char       *path,
                             GError          **error)
{
  static const GDBusInterfaceVTable methods = { .method_call = method_cb };
  ChatProvider *self = CHAT_PROVIDER (application);

  if (!G_APPLICATION_CLASS (chat_provider_parent_class)->dbus_register (application, connection,
                                                                        path, error))
    return FALSE;

  self->registration = g_dbus_connection_register_object (connection, path,
                                                          self->interface->interfaces[0], &methods,
                                                          self, NULL, error);

  return self->registration != 0;
}


static void
chat_provider_dbus_unregister (GApplication    *application,
                               GDBusConnection *connection,
                               const char      *path)
{
  ChatProvider *self = CHAT_PROVIDER (application);

  if (self->registration != 0)
    g_dbus_connection_unregister_object (connection, self->registration);
  self->registration = 0;

  G_APPLICATION_CLASS (chat_provider_parent_class)->dbus_unregister (application, connection, path);
}


/* The desktop never does this: it calls methods. */
static void
chat_provider_activate (GApplication *application)
{
}


static int
chat_provider_handle_local_options (GApplication *application,
                                    GVariantDict *arguments)
{
  int idle_ms;

  if (g_variant_dict_lookup (arguments, "idle", "i", &idle_ms) && idle_ms >= 0)
    g_application_set_inactivity_timeout (application, (guint) idle_ms);

  return -1;
}


static void
chat_provider_dispose (GObject *object)
{
  ChatProvider *self = CHAT_PROVIDER (object);

  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  g_clear_pointer (&self->reader, chat_store_reader_free);
  g_clear_pointer (&self->results, chat_provider_results_free);
  g_clear_pointer (&self->interface, g_dbus_node_info_unref);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (chat_provider_parent_class)->dispose (object);
}


static void
chat_provider_class_init (ChatProviderClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_provider_dispose;

  application_class->activate = chat_provider_activate;
  application_class->handle_local_options = chat_provider_handle_local_options;
  application_class->dbus_register = chat_provider_dbus_register;
  application_class->dbus_unregister = chat_provider_dbus_unregister;
}


static void
chat_provider_init (ChatProvider *self)
{
  self->results = chat_provider_results_new ();
  self->interface = g_dbus_node_info_new_for_xml (interface, NULL);

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}


ChatProvider *
chat_provider_new (GSettings *settings)
{
  ChatProvider *self = g_object_new (CHAT_TYPE_PROVIDER,
                                     "application-id", PROVIDER_ID,
                                     "flags", G_APPLICATION_IS_SERVICE,
                                     "inactivity-timeout", IDLE_MS,
                                     NULL);

  self->settings = g_object_ref (settings);

  return self;
}
