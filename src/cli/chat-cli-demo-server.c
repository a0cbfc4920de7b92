/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "claude-chat-cli demo-server": the demo server as a program of its own.
 */

#include "config.h"

#include "chat-cli.h"

#include "chat-demo-server.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

typedef struct
{
  int       port;
  char     *script;
  char     *key;
  char     *certificate;
  char     *private_key;
  double    speed;
  gboolean  strict;
  gboolean  control;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->script);
  g_free (options->key);
  g_free (options->certificate);
  g_free (options->private_key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static gboolean
parse_options (Options   *options,
               int        argc,
               char     **argv,
               GError   **error)
{
  const GOptionEntry entries[] = {
    { "port", 'p', 0, G_OPTION_ARG_INT, &options->port, N_("Listen on this port; 0 for any"),
      N_("NUMBER") },
    { "script", 's', 0, G_OPTION_ARG_FILENAME, &options->script,
      N_("Play this script instead of the guided tour"), N_("FILE") },
    { "require-key", 0, 0, G_OPTION_ARG_STRING, &options->key,
      N_("Refuse requests without this key"), N_("KEY") },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &options->strict,
      N_("Check requests as the strictest models do"), NULL },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &options->speed,
      N_("Play so many times faster; 0 without any waits"), N_("FACTOR") },
    { "control", 0, 0, G_OPTION_ARG_NONE, &options->control,
      N_("Answer /__demo/journal and /__demo/script"), NULL },
    { "tls-certificate", 0, 0, G_OPTION_ARG_FILENAME, &options->certificate,
      N_("Serve https with this certificate (PEM)"), N_("FILE") },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &options->private_key,
      N_("The key of the certificate (PEM)"), N_("FILE") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context, _("Plays the Messages API on this computer, for trying "
                                           "things out without a key."));
  g_option_context_set_description (context, _("It listens on 127.0.0.1 only. Scripts are "
                                               "described in doc/claude-chat/demo-server.md."));
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  if (argc > 1)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("Unexpected argument: %s"),
                 argv[1]);
  return argc == 1;
}

static gboolean
prepare (ChatDemoServer  *server,
         const Options   *options,
         GError         **error)
{
  if (options->port < 0 || options->port > G_MAXUINT16)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _("A port is a number from 0 to 65535"));
      return FALSE;
    }
  chat_demo_server_set_key (server, options->key);
  chat_demo_server_set_strict (server, options->strict);
  chat_demo_server_set_control (server, options->control);
  chat_demo_server_set_speed (server, options->speed);
  if (options->certificate != NULL &&
      !chat_demo_server_set_certificate (server, options->certificate,
                                         options->private_key != NULL ? options->private_key
                                                                      : options->certificate,
                                         error))
    return FALSE;
  return options->script == NULL ||
         chat_demo_server_load_script (server, options->script, error);
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static void
play_until_interrupted (ChatDemoServer *server)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint interrupt = g_unix_signal_add (SIGINT, quit_cb, loop);
  guint terminate = g_unix_signal_add (SIGTERM, quit_cb, loop);

  g_print ("listening on %s\n", chat_demo_server_get_url (server));
  g_main_loop_run (loop);
  chat_demo_server_stop (server);
  g_source_remove (interrupt);
  g_source_remove (terminate);
}

int
chat_cli_demo_server (int    argc,
                      char **argv)
{
  g_auto(Options) options = { .speed = 1 };
  g_autoptr(ChatDemoServer) server = chat_demo_server_new ();
  g_autoptr(GError) error = NULL;

  if (!parse_options (&options, argc, argv, &error) || !prepare (server, &options, &error))
    {
      g_printerr ("claude-chat-cli demo-server: %s\n", error->message);
      return CHAT_EXIT_USAGE;
    }
  if (!chat_demo_server_start (server, options.port, &error))
    {
      g_printerr ("claude-chat-cli demo-server: %s\n", error->message);
      return CHAT_EXIT_NETWORK;
    }
  play_until_interrupted (server);
  return CHAT_EXIT_OK;
}
