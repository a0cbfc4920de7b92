/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Arguments, environment and standard input of ask.
 */

#include "config.h"

#include "chat-cli-ask-options.h"

#include "chat-attachment.h"
#include "chat-utf8.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static gboolean
complain (const char *words)
{
  g_printerr ("claude-chat-cli ask: %s\n", words);
  return FALSE;
}

static gboolean
read_thinking (ChatAskOptions *self)
{
  char *end = NULL;

  if (self->thinking == NULL)
    return TRUE;
  if (strcmp (self->thinking, "off") == 0)
    {
      self->parameters.thinking = CHAT_THINKING_MODE_OFF;
      return TRUE;
    }
  if (strcmp (self->thinking, "adaptive") == 0)
    {
      self->parameters.thinking = CHAT_THINKING_MODE_ADAPTIVE;
      return TRUE;
    }

  self->parameters.thinking = CHAT_THINKING_MODE_BUDGET;
  self->parameters.thinking_budget = g_ascii_strtoll (self->thinking, &end, 10);
  return end != self->thinking && *end == '\0' && self->parameters.thinking_budget > 0;
}

static gboolean
read_effort (ChatAskOptions *self)
{
  self->parameters.effort = chat_effort_from_name (self->effort);
  return self->effort == NULL || self->parameters.effort != CHAT_EFFORT_DEFAULT;
}

static gboolean
read_display (ChatAskOptions *self)
{
  if (g_strcmp0 (self->display, "omitted") == 0)
    self->parameters.display = CHAT_DISPLAY_OMITTED;
  return self->display == NULL || strcmp (self->display, "summarized") == 0 ||
         self->parameters.display == CHAT_DISPLAY_OMITTED;
}

/* In the language of shells, which write a point. */
static gboolean
read_number (ChatAskOptions      *self,
             const char          *text,
             double               most,
             ChatSamplingMembers  which,
             double              *number)
{
  char *end = NULL;

  if (text == NULL)
    return TRUE;
  *number = g_ascii_strtod (text, &end);
  self->parameters.sampling.set |= which;
  return end != text && *end == '\0' && *number >= 0 && *number <= most;
}

static gboolean
check_sampling (ChatAskOptions *self)
{
  ChatSampling *sampling = &self->parameters.sampling;

  if (!read_number (self, self->temperature, 2, CHAT_SAMPLING_TEMPERATURE, &sampling->temperature))
    return complain (_("--temperature takes a number from 0 to 2."));
  if (!read_number (self, self->top_p, 1, CHAT_SAMPLING_TOP_P, &sampling->top_p))
    return complain (_("--top-p takes a number from 0 to 1."));
  if (self->top_k < 0)
    return complain (_("--top-k takes a number above 0."));

  sampling->top_k = self->top_k;
  if (self->top_k > 0)
    sampling->set |= CHAT_SAMPLING_TOP_K;
  return TRUE;
}

static gboolean
check (ChatAskOptions *self)
{
  static const char * const auths[] = { "x-api-key", "bearer", "none", NULL };

  if (!read_thinking (self))
    return complain (_("--thinking takes off, adaptive or a number of tokens."));
  if (!read_effort (self))
    return complain (_("--effort takes low, medium, high, xhigh or max."));
  if (!read_display (self))
    return complain (_("--display takes summarized or omitted."));
  if (!check_sampling (self))
    return FALSE;
  if (self->is_new && self->conversation != NULL)
    return complain (_("--new and --conversation do not go together."));
  if (self->max_tokens < 0)
    return complain (_("--max-tokens takes a number above 0."));
  if (self->auth != NULL && !g_strv_contains (auths, self->auth))
    return complain (_("--auth takes x-api-key, bearer or none."));

  self->parameters.max_tokens = self->max_tokens;
  self->parameters.stop_sequences = g_strdupv (self->stop);
  return TRUE;
}

void
chat_ask_options_apply (ChatAskOptions *self,
                        ChatParameters *parameters)
{
  const ChatParameters *given = &self->parameters;

  if (self->max_tokens > 0)
    parameters->max_tokens = given->max_tokens;
  if (self->thinking != NULL)
    {
      parameters->thinking = given->thinking;
      parameters->thinking_budget = given->thinking_budget;
    }
  if (self->effort != NULL)
    parameters->effort = given->effort;
  if (self->display != NULL)
    parameters->display = given->display;
  if (given->sampling.set != 0)
    parameters->sampling = given->sampling;
  if (self->stop != NULL)
    {
      g_strfreev (parameters->stop_sequences);
      parameters->stop_sequences = g_strdupv (self->stop);
    }
}

static void
describe (GOptionContext *context)
{
  g_option_context_set_summary (context,
                                _("Asks and prints the reply as it comes. "
                                  "Standard input is added unless it is a terminal."));
  g_option_context_set_description (context,
                                    _("The key comes from ANTHROPIC_API_KEY or "
                                      "ANTHROPIC_AUTH_TOKEN.\n"
                                      "Exit codes: 0 complete, 1 error of the server or refusal, "
                                      "2 usage, 3 network or interrupted, 4 budget used up, "
                                      "130 stopped."));
}

gboolean
chat_ask_options_parse (ChatAskOptions  *self,
                        int              argc,
                        char           **argv)
{
  const GOptionEntry entries[] = {
    { "profile", 'p', 0, G_OPTION_ARG_STRING, &self->profile,
      N_("Account to use; “demo” needs no key"), N_("NAME") },
    { "base-url", 'u', 0, G_OPTION_ARG_STRING, &self->base_url,
      N_("Server to ask (environment: ANTHROPIC_BASE_URL)"), N_("URL") },
    { "model", 'm', 0, G_OPTION_ARG_STRING, &self->model,
      N_("Model to ask (environment: ANTHROPIC_MODEL)"), N_("ID") },
    { "system", 's', 0, G_OPTION_ARG_STRING, &self->system, N_("System prompt"), N_("TEXT") },
    { "max-tokens", 0, 0, G_OPTION_ARG_INT64, &self->max_tokens,
      N_("Longest reply, in tokens"), "N" },
    { "thinking", 't', 0, G_OPTION_ARG_STRING, &self->thinking,
      N_("off, adaptive, or a budget in tokens"), N_("MODE") },
    { "display", 0, 0, G_OPTION_ARG_STRING, &self->display,
      N_("Thinking as a summary, or not at all: summarized or omitted"), N_("HOW") },
    { "effort", 'e', 0, G_OPTION_ARG_STRING, &self->effort,
      N_("low, medium, high, xhigh or max"), N_("LEVEL") },
    { "temperature", 0, 0, G_OPTION_ARG_STRING, &self->temperature,
      N_("How freely words are drawn, from 0"), N_("NUMBER") },
    { "top-p", 0, 0, G_OPTION_ARG_STRING, &self->top_p,
      N_("Draw from the likeliest words of this share, 0 to 1"), N_("NUMBER") },
    { "top-k", 0, 0, G_OPTION_ARG_INT64, &self->top_k,
      N_("Draw from this many of the likeliest words"), "N" },
    { "stop", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->stop,
      N_("End the reply before this text; may be repeated"), N_("TEXT") },
    { "file", 'f', 0, G_OPTION_ARG_FILENAME_ARRAY, &self->files,
      N_("Send a text, a picture or a PDF along; may be repeated"), N_("FILE") },
    { "new", 'n', 0, G_OPTION_ARG_NONE, &self->is_new,
      N_("Keep it in the history as a new conversation"), NULL },
    { "conversation", 'c', 0, G_OPTION_ARG_STRING, &self->conversation,
      N_("Go on with this conversation of the history"), N_("ID") },
    { "auth", 0, 0, G_OPTION_ARG_STRING, &self->auth,
      N_("Header for the key: x-api-key, bearer or none"), N_("HEADER") },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &self->ca_file,
      N_("Certificates to trust instead of the system's"), N_("FILE") },
    { "allow-http", 0, 0, G_OPTION_ARG_NONE, &self->allow_http,
      N_("Send to another machine without encryption"), NULL },
    { "over-budget", 0, 0, G_OPTION_ARG_NONE, &self->over_budget,
      N_("Send although the budget of the month is used up"), NULL },
    { "events", 0, 0, G_OPTION_ARG_NONE, &self->events,
      N_("Print each event as a JSON line as it comes"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_("Print the whole message as JSON"), NULL },
    { "stats", 0, 0, G_OPTION_ARG_NONE, &self->stats,
      N_("Print times, tokens and cost as JSON on standard error"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->words, NULL, N_("[PROMPT]") },
    { NULL },
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GError) error = NULL;

  describe (context);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return complain (error->message);
  return check (self);
}

void
chat_ask_options_clear (ChatAskOptions *self)
{
  g_free (self->profile);
  g_free (self->base_url);
  g_free (self->model);
  g_free (self->system);
  g_free (self->auth);
  g_free (self->thinking);
  g_free (self->effort);
  g_free (self->display);
  g_free (self->temperature);
  g_free (self->top_p);
  g_strfreev (self->stop);
  chat_parameters_clear (&self->parameters);
  g_free (self->ca_file);
  g_free (self->conversation);
  g_strfreev (self->files);
  g_strfreev (self->words);
}

static ChatProfile *
find_profile (ChatEngine *engine,
              const char *name)
{
  GListModel *profiles = chat_engine_get_profiles (engine);

  for (guint i = 0; i < g_list_model_get_n_items (profiles); i++)
    {
      g_autoptr(ChatProfile) profile = g_list_model_get_item (profiles, i);

      if (g_ascii_strcasecmp (chat_profile_get_name (profile), name) == 0 ||
          (chat_profile_is_demo (profile) && g_ascii_strcasecmp (name, "demo") == 0))
        return g_steal_pointer (&profile);
    }

  return NULL;
}

/* Another server than the environment names may only get the environment's key because the user
 * said so: by giving --base-url together with it. */
static ChatProfile *
make_profile (ChatAskOptions *self)
{
  const char *key = g_getenv ("ANTHROPIC_API_KEY");
  const char *token = g_getenv ("ANTHROPIC_AUTH_TOKEN");
  ChatProfile *profile = chat_profile_new (self->base_url, self->base_url);

  if (key != NULL && *key != '\0')
    chat_profile_set_key (profile, CHAT_AUTH_X_API_KEY, key);
  else if (token != NULL && *token != '\0')
    chat_profile_set_key (profile, CHAT_AUTH_BEARER, token);
  if (g_getenv ("ANTHROPIC_MODEL") != NULL)
    chat_profile_set_model (profile, g_getenv ("ANTHROPIC_MODEL"));
  return profile;
}

static void
set_auth (ChatProfile *profile,
          const char  *auth)
{
  g_autofree char *key = g_strdup (chat_profile_get_key (profile));

  if (strcmp (auth, "none") == 0)
    chat_profile_set_key (profile, CHAT_AUTH_NONE, NULL);
  else
    chat_profile_set_key (profile, strcmp (auth, "bearer") == 0
                                   ? CHAT_AUTH_BEARER : CHAT_AUTH_X_API_KEY, key);
  if (key != NULL)
    explicit_bzero (key, strlen (key));
}

gboolean
chat_ask_options_set_profile (ChatAskOptions *self,
                              ChatEngine     *engine)
{
  g_autoptr(ChatProfile) profile = NULL;

  if (self->base_url != NULL)
    profile = make_profile (self);
  else if (self->profile != NULL)
    profile = find_profile (engine, self->profile);
  else if (!chat_profile_is_demo (chat_engine_get_profile (engine)))
    profile = g_object_ref (chat_engine_get_profile (engine));

  if (profile == NULL && self->profile != NULL)
    return complain (_("there is no account of that name."));
  if (profile == NULL)
    return complain (_("no key. Set ANTHROPIC_API_KEY, or try --profile demo."));

  if (self->model != NULL)
    chat_profile_set_model (profile, self->model);
  if (self->auth != NULL)
    set_auth (profile, self->auth);
  if (self->ca_file != NULL)
    chat_profile_set_ca_file (profile, self->ca_file);
  if (self->allow_http)
    chat_profile_set_allow_http (profile, TRUE);
  chat_engine_set_profile (engine, profile);
  return TRUE;
}

static char *
read_standard_input (GError **error)
{
  g_autoptr(GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr(GOutputStream) output = g_memory_output_stream_new_resizable ();
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (output);

  if (g_output_stream_splice (output, input, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, error) < 0)
    return NULL;
  return chat_utf8_displayable (g_memory_output_stream_get_data (memory),
                                g_memory_output_stream_get_data_size (memory));
}

static char *
join_prompt (ChatAskOptions  *self,
             GError         **error)
{
  g_autofree char *words = self->words != NULL ? g_strjoinv (" ", self->words) : g_strdup ("");
  g_autofree char *input = NULL;

  if (isatty (STDIN_FILENO))
    return g_steal_pointer (&words);

  input = read_standard_input (error);
  if (input == NULL)
    return NULL;
  if (*g_strchomp (input) == '\0')
    return g_steal_pointer (&words);
  return *words != '\0' ? g_strconcat (words, "\n\n", input, NULL) : g_steal_pointer (&input);
}

static gboolean
add_files (ChatAskOptions  *self,
           ChatMessage     *message,
           GError         **error)
{
  for (char **name = self->files; name != NULL && *name != NULL; name++)
    {
      g_autoptr(GFile) file = g_file_new_for_commandline_arg (*name);
      ChatContentBlock *block = chat_attachment_load (file, error);

      if (block == NULL)
        return FALSE;
      chat_message_add_block (message, block);
    }

  return TRUE;
}

ChatMessage *
chat_ask_options_make_prompt (ChatAskOptions *self)
{
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_USER);
  g_autoptr(GError) error = NULL;
  g_autofree char *prompt = join_prompt (self, &error);

  if (prompt == NULL || !add_files (self, message, &error))
    {
      complain (error->message);
      return NULL;
    }
  if (*g_strstrip (prompt) == '\0' && self->files == NULL)
    {
      complain (_("there is nothing to ask. Give a prompt, or pipe one in."));
      return NULL;
    }

  if (*prompt != '\0')
    chat_message_add_block (message, chat_content_block_new_text (prompt));
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  return g_steal_pointer (&message);
}
