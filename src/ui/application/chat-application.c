/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The application: one instance with one engine, its windows, and the demonstration server.
 */

#include "config.h"

#include "chat-application.h"

#include "chat-background.h"
#include "chat-appearance.h"
#include "chat-demo-server.h"
#include "chat-engine-spending.h"
#include "chat-exit.h"
#include "chat-global-key.h"
#include "chat-link.h"
#include "chat-log.h"
#include "chat-notifier.h"
#include "chat-open-windows.h"
#include "chat-policy.h"
#include "chat-quick-ask.h"
#include "chat-settings.h"
#include "chat-keymap.h"
#include "chat-shortcuts.h"
#include "chat-style-sheets.h"
#include "chat-ui-resources.h"
#include "chat-window.h"

#include <glib/gi18n.h>

#define ICON_NAME "org.example.ClaudeChat"

struct _ChatApplication
{
  AdwApplication  parent_instance;

  GSettings      *settings;
  ChatEngine     *engine;
  ChatExit       *exit;
  ChatOpenWindows *windows;
  ChatBackground *background;
  ChatGlobalKey  *key;
  ChatNotifier   *notifier;
  ChatQuickAsk   *quick;
  guint           settle_idle;
  ChatAppearance *appearance;
  ChatDemoServer *demo_server;   /* NULL until the demo profile is first chosen */
};

G_DEFINE_FINAL_TYPE (ChatApplication, chat_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "conversation", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Open a conversation"), N_("ID") },
  { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Talk to the built-in demonstration"), NULL },
  { "new-conversation", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Begin a conversation"), NULL },
  { "new-window", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Open another window"), NULL },
  { "quick-ask", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Open the small window for one question"),
    NULL },
  { "search", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Search all conversations"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Show the version"), NULL },
  { NULL }
};

/* What the desktop offers beside the program: options, and actions of the window. */
static const char * const entries[] = { "new-conversation", "search" };


static void
start_demo (ChatApplication *self,
            ChatProfile     *profile)
{
  g_autoptr(GError) error = NULL;

  if (!chat_profile_is_demo (profile) || self->demo_server != NULL)
    return;

  self->demo_server = chat_demo_server_new ();
  if (chat_demo_server_start (self->demo_server, 0, &error))
    {
      chat_profile_set_demo (profile, chat_demo_server_get_url (self->demo_server));
      return;
    }

  /* The next message then says that nothing listens there. */
  g_warning ("The demonstration server cannot start: %s", error->message);
  g_clear_object (&self->demo_server);
}


static void
update_policy (ChatApplication *self)
{
  *chat_engine_get_policy (self->engine) = (ChatPolicy) {
    .prompt_caching = g_settings_get_boolean (self->settings, CHAT_SETTING_PROMPT_CACHING),
    .connect_ms = g_settings_get_uint (self->settings, CHAT_SETTING_CONNECT_TIMEOUT),
    .first_byte_ms = g_settings_get_uint (self->settings, CHAT_SETTING_FIRST_BYTE_TIMEOUT),
    .idle_ms = g_settings_get_uint (self->settings, CHAT_SETTING_IDLE_TIMEOUT),
  };
  chat_log_set_debug (g_settings_get_boolean (self->settings, CHAT_SETTING_DEBUG_MESSAGES));
}


static void
follow_settings (ChatApplication *self)
{
  g_settings_bind (self->settings, CHAT_SETTING_AUTO_TITLES, self->engine, "auto-title",
                   G_SETTINGS_BIND_GET);
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (update_policy), self,
                           G_CONNECT_SWAPPED);
  update_policy (self);
}


/* Before the first message, which then waits for nothing. */
static void
profile_cb (ChatApplication *self)
{
  start_demo (self, chat_engine_get_profile (self->engine));
}


/* For what lists windows. Many desktops take that of the desktop entry, and it has to be drawn. */
static void
show_icon (ChatApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_set_icon_name (l->data, ICON_NAME);
  gtk_window_set_default_icon_name (ICON_NAME);
}


/* Not on the way to the first window. Who is quicker starts the demonstration by using it. */
static gboolean
settle_cb (gpointer user_data)
{
  ChatApplication *self = CHAT_APPLICATION (user_data);

  self->settle_idle = 0;
  profile_cb (self);
  chat_engine_watch_network (self->engine);
  show_icon (self);

  return G_SOURCE_REMOVE;
}


static void
choose_demo (ChatApplication *self)
{
  GListModel *profiles = chat_engine_get_profiles (self->engine);

  for (guint i = 0; i < g_list_model_get_n_items (profiles); i++)
    {
      g_autoptr(ChatProfile) profile = g_list_model_get_item (profiles, i);

      if (chat_profile_is_demo (profile))
        chat_engine_set_profile (self->engine, profile);
    }
}


static ChatWindow *
get_window (ChatApplication *self)
{
  return chat_open_windows_get (self->windows);
}


static void
quick_ask_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  chat_quick_ask_present (CHAT_APPLICATION (user_data)->quick, NULL);
}


/* What was written into a notification is not lost. */
static void
unsent_cb (ChatApplication *self,
           const char      *text)
{
  chat_window_begin (get_window (self), text);
}


static void
make_notifier (ChatApplication *self)
{
  self->notifier = chat_notifier_new (G_APPLICATION (self), self->engine, self->settings);
  g_signal_connect_object (self->notifier, "unsent", G_CALLBACK (unsent_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->exit, "quit", G_CALLBACK (chat_notifier_release), self->notifier,
                           G_CONNECT_SWAPPED);
}


static void
new_window_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  chat_open_windows_add (CHAT_APPLICATION (user_data)->windows);
}


static void
activate_entry (ChatWindow *window,
                const char *name)
{
  g_autofree char *action = g_strconcat ("win.", name, NULL);

  gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);
}


static void
entry_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  activate_entry (get_window (CHAT_APPLICATION (user_data)), g_action_get_name (G_ACTION (action)));
}


/* From a notification. */
static void
show_conversation_action (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  ChatWindow *window = get_window (CHAT_APPLICATION (user_data));

  chat_window_show_conversation (window, g_variant_get_string (parameter, NULL));
}


/* From the desktop's search: a conversation, a message or "", words to be looked for in it. */
static void
show_message_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  ChatWindow *window = get_window (CHAT_APPLICATION (user_data));
  const char *uid;
  const char *message;
  const char *words;

  g_variant_get (parameter, "(&s&s&s)", &uid, &message, &words);
  chat_window_show_message (window, uid, *message != '\0' ? message : NULL,
                            *words != '\0' ? words : NULL);
}


static void
search_for_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  ChatWindow *window = get_window (CHAT_APPLICATION (user_data));

  chat_window_search_for (window, g_variant_get_string (parameter, NULL));
}


/* From the notification that it is still being written. */
static void
stop_reply_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  ChatApplication *self = CHAT_APPLICATION (user_data);

  chat_background_stop (self->background, g_variant_get_string (parameter, NULL));
}


static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  chat_exit_quit (CHAT_APPLICATION (user_data)->exit);
}


static void
chat_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "new-window", .activate = new_window_action },
    { .name = "new-conversation", .activate = entry_action },
    { .name = "quick-ask", .activate = quick_ask_action },
    { .name = "search", .activate = entry_action },
    { .name = "show-conversation", .activate = show_conversation_action, .parameter_type = "s" },
    { .name = "show-message", .activate = show_message_action, .parameter_type = "(sss)" },
    { .name = "search-for", .activate = search_for_action, .parameter_type = "s" },
    { .name = "stop-reply", .activate = stop_reply_action, .parameter_type = "s" },
    { .name = "quit", .activate = quit_action },
  };
  ChatApplication *self = CHAT_APPLICATION (application);

  G_APPLICATION_CLASS (chat_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  chat_keymap_keep (chat_keymap_get (gdk_display_get_default ()), self->settings);
  chat_shortcuts_set_accels (GTK_APPLICATION (self));
  chat_style_sheets_install (gdk_display_get_default (), adw_style_manager_get_default ());

  self->appearance = chat_appearance_new (gdk_display_get_default (), self->settings);

  self->engine = chat_engine_new ();
  follow_settings (self);
  chat_engine_open_history (self->engine, NULL);
  self->exit = chat_exit_new (GTK_APPLICATION (self), self->engine, self->settings);
  self->windows = chat_open_windows_new (GTK_APPLICATION (self), self->engine, self->settings);
  g_signal_connect_object (self->exit, "quit", G_CALLBACK (chat_open_windows_keep), self->windows,
                           G_CONNECT_SWAPPED);
  self->quick = chat_quick_ask_new (GTK_APPLICATION (self), self->engine, self->settings,
                                    self->windows);
  self->background = chat_background_new (GTK_APPLICATION (self), self->engine);
  self->key = chat_global_key_new (application, self->settings);
  g_signal_connect_object (self->key, "activated", G_CALLBACK (chat_quick_ask_present),
                           self->quick, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->exit, "quit", G_CALLBACK (chat_global_key_release), self->key,
                           G_CONNECT_SWAPPED);
  make_notifier (self);
  chat_spending_bind_budget (chat_engine_get_spending (self->engine), self->settings);
  g_signal_connect_object (self->engine, "notify::profile", G_CALLBACK (profile_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->engine, "profile-used", G_CALLBACK (start_demo), self,
                           G_CONNECT_SWAPPED);
  self->settle_idle = g_idle_add_full (G_PRIORITY_LOW, settle_cb, self, NULL);
}


static void
chat_application_activate (GApplication *application)
{
  get_window (CHAT_APPLICATION (application));
}


/* Nothing is sent: who wrote the link is not known. */
static void
follow_link (ChatApplication *self,
             const char      *uri)
{
  g_autoptr(ChatLink) link = chat_link_new (uri);

  if (link == NULL)
    g_warning ("This is no link to a conversation: %s", uri);
  else if (link->conversation != NULL)
    chat_window_show_conversation (get_window (self), link->conversation);
  else
    chat_window_begin (get_window (self), link->text);
}


/* Links lead where they lead; all files together begin one conversation. */
static void
open_all (ChatApplication  *self,
          GFile           **files,
          int               n_files)
{
  g_autoptr(GPtrArray) attached = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *uri = g_file_get_uri (files[i]);

      if (g_file_has_uri_scheme (files[i], CHAT_LINK_SCHEME))
        follow_link (self, uri);
      else
        g_ptr_array_add (attached, g_object_ref (files[i]));
    }
  if (attached->len > 0)
    chat_window_begin_with_files (get_window (self), attached);
}


static void
chat_application_open (GApplication  *application,
                       GFile        **files,
                       int            n_files,
                       const char    *hint)
{
  open_all (CHAT_APPLICATION (application), files, n_files);
}


static int
chat_application_handle_local_options (GApplication *application,
                                       GVariantDict *arguments)
{
  if (!g_variant_dict_contains (arguments, "version"))
    return -1;

  g_print ("%s %s\n", PACKAGE_NAME, PACKAGE_VERSION);

  return 0;
}


static void
follow_arguments (ChatApplication         *self,
                  GApplicationCommandLine *command_line)
{
  g_auto(GStrv) arguments = g_application_command_line_get_arguments (command_line, NULL);
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  /* names are meant where the other program was started */
  for (int i = 1; arguments[0] != NULL && arguments[i] != NULL; i++)
    g_ptr_array_add (files, g_application_command_line_create_file_for_arg (command_line,
                                                                            arguments[i]));
  open_all (self, (GFile **) files->pdata, (int) files->len);
}


static int
chat_application_command_line (GApplication            *application,
                               GApplicationCommandLine *command_line)
{
  ChatApplication *self = CHAT_APPLICATION (application);
  GVariantDict *arguments = g_application_command_line_get_options_dict (command_line);
  ChatWindow *window;
  const char *uid;

  if (g_variant_dict_contains (arguments, "demo"))
    choose_demo (self);

  if (g_variant_dict_contains (arguments, "quick-ask"))
    {
      chat_quick_ask_present (self->quick, NULL);
      return 0;
    }

  if (g_variant_dict_contains (arguments, "new-window"))
    window = chat_open_windows_add (self->windows);
  else
    window = get_window (self);

  if (g_variant_dict_lookup (arguments, "conversation", "&s", &uid))
    chat_window_show_conversation (window, uid);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      if (g_variant_dict_contains (arguments, entries[i]))
        activate_entry (window, entries[i]);
    }

  follow_arguments (self, command_line);

  return 0;
}


static void
chat_application_dispose (GObject *object)
{
  ChatApplication *self = CHAT_APPLICATION (object);

  g_clear_handle_id (&self->settle_idle, g_source_remove);
  g_clear_object (&self->key);
  g_clear_object (&self->notifier);
  g_clear_object (&self->background);
  g_clear_object (&self->quick);
  g_clear_object (&self->windows);
  g_clear_object (&self->exit);
  g_clear_object (&self->engine);
  g_clear_object (&self->demo_server);
  g_clear_object (&self->appearance);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (chat_application_parent_class)->dispose (object);
}


static void
chat_application_class_init (ChatApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_application_dispose;

  application_class->startup = chat_application_startup;
  application_class->activate = chat_application_activate;
  application_class->handle_local_options = chat_application_handle_local_options;
  application_class->open = chat_application_open;
  application_class->command_line = chat_application_command_line;
}


static void
chat_application_init (ChatApplication *self)
{
  /* They register themselves, but out of a static library the linker takes only what is named. */
  chat_ui_get_resource ();

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  /* Translators: what can stand behind the options on the command line. */
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[FILE…]"));
  g_application_set_option_context_summary (G_APPLICATION (self),
                                            _("Files (pictures, PDF, text) are attached to a new "
                                              "conversation."));
}


ChatApplication *
chat_application_new (GApplicationFlags  flags,
                      GSettings         *settings)
{
  ChatApplication *self = g_object_new (CHAT_TYPE_APPLICATION,
                                        "application-id", APPLICATION_ID,
                                        "flags", flags | G_APPLICATION_HANDLES_COMMAND_LINE
                                                 | G_APPLICATION_HANDLES_OPEN,
                                        NULL);

  /* With one GTK would look there for icons too, and read all icon themes a second time. */
  g_application_set_resource_base_path (G_APPLICATION (self), NULL);
  self->settings = g_object_ref (settings);

  return self;
}


ChatEngine *
chat_application_get_engine (ChatApplication *self)
{
  g_return_val_if_fail (CHAT_IS_APPLICATION (self), NULL);

  return self->engine;
}
