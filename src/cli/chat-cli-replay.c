/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * replay: the debugger for gateways. A recorded stream through the same parser as a live one.
 */

#include "config.h"

#include "chat-cli.h"

#include "chat-accumulator.h"
#include "chat-cli-output.h"
#include "chat-json.h"
#include "chat-message-json.h"
#include "chat-sse-parser.h"

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

/* As much as the stream reads from a socket at once. */
#define DEFAULT_CHUNK (64 * 1024)

typedef struct
{
  gboolean  frames;
  gboolean  message;
  int       chunk;
  int       repeat;
  char    **files;
} Options;

typedef struct
{
  ChatSseParser    *parser;
  ChatEventDecoder *decoder;
  ChatAccumulator  *accumulator;
  GString          *frames;       /* NULL: not asked for */
  gboolean          reading;      /* the message is not over */
} Replay;

static void
append_frame (GString            *out,
              const ChatSseFrame *frame)
{
  g_string_append (out, out->len > 1 ? ",\n{" : "{");
  chat_json_append_key (out, "event");
  chat_json_append_string (out, frame->event, (gssize) frame->event_length);
  chat_json_append_key (out, "data");
  chat_json_append_string (out, frame->data, (gssize) frame->data_length);
  chat_json_append_key (out, "id");
  chat_json_append_string (out, frame->id, (gssize) frame->id_length);
  g_string_append_c (out, '}');
}

static void
take_frame (Replay             *self,
            const ChatSseFrame *frame)
{
  ChatEvent event;

  if (self->frames != NULL)
    append_frame (self->frames, frame);
  if (!self->reading)
    return;

  chat_event_decoder_decode (self->decoder, frame, &event);
  self->reading = chat_accumulator_apply (self->accumulator, &event);
}

/* FALSE if an event is too large. */
static gboolean
feed (Replay      *self,
      const char  *bytes,
      gsize        length,
      gsize        chunk,
      GError     **error)
{
  for (gsize at = 0; at < length && (self->reading || self->frames != NULL); at += chunk)
    {
      ChatSseFrame frame;
      ChatSseResult result;

      chat_sse_parser_push (self->parser, bytes + at, MIN (chunk, length - at));
      while ((result = chat_sse_parser_next (self->parser, &frame, error)) == CHAT_SSE_READY)
        take_frame (self, &frame);
      if (result == CHAT_SSE_FAILED)
        return FALSE;
    }

  return TRUE;
}

static void
append_error (GString     *out,
              const char  *type,
              const char  *message)
{
  chat_json_append_key (out, "error");
  g_string_append_c (out, '{');
  chat_json_append_member (out, "type", type);
  chat_json_append_member (out, "message", message);
  g_string_append_c (out, '}');
}

static GString *
describe (Replay       *self,
          ChatMessage  *message,
          ChatOutcome   outcome,
          const GError *error)
{
  ChatFailure *failure = chat_accumulator_get_failure (self->accumulator);
  GString *out = g_string_new ("{");

  chat_json_append_member (out, "outcome", chat_outcome_to_name (outcome));
  chat_json_append_key (out, "message");
  chat_message_append_json (message, out);
  if (error != NULL)
    append_error (out, "event_too_large", error->message);
  else if (failure != NULL)
    append_error (out, failure->type != NULL ? failure->type
                                             : chat_failure_kind_to_name (failure->kind),
                  failure->message);
  else
    chat_json_append_raw_member (out, "error", NULL);
  g_string_append (out, "}\n");

  return out;
}

static GString *
replay_once (const Options *options,
             GBytes        *input)
{
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autoptr(ChatSseParser) parser = chat_sse_parser_new ();
  g_autoptr(ChatEventDecoder) decoder = chat_event_decoder_new ();
  g_autoptr(ChatAccumulator) accumulator = chat_accumulator_new (message);
  g_autoptr(GString) frames = options->frames ? g_string_new ("[") : NULL;
  g_autoptr(GError) error = NULL;
  Replay self = { parser, decoder, accumulator, frames, !options->frames };
  ChatOutcome outcome;
  gsize length;
  const char *bytes = g_bytes_get_data (input, &length);

  feed (&self, bytes, length, (gsize) options->chunk, &error);
  if (options->frames)
    {
      g_string_append (frames, "]\n");
      return g_steal_pointer (&frames);
    }

  outcome = chat_accumulator_finish (accumulator);
  return describe (&self, message, error != NULL ? CHAT_OUTCOME_ERROR : outcome, error);
}

static GBytes *
read_input (const Options  *options,
            GError        **error)
{
  g_autoptr(GInputStream) input = NULL;
  g_autoptr(GOutputStream) output = g_memory_output_stream_new_resizable ();

  if (options->files == NULL || strcmp (options->files[0], "-") == 0)
    {
      input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
    }
  else
    {
      g_autoptr(GFile) file = g_file_new_for_commandline_arg (options->files[0]);

      input = G_INPUT_STREAM (g_file_read (file, NULL, error));
    }

  if (input == NULL ||
      g_output_stream_splice (output, input, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, error) < 0)
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (output));
}

static gboolean
parse_options (int       argc,
               char    **argv,
               Options  *options)
{
  const GOptionEntry entries[] = {
    { "frames", 0, 0, G_OPTION_ARG_NONE, &options->frames,
      N_("Print the frames as a JSON array of event, data, id"), NULL },
    { "message", 0, 0, G_OPTION_ARG_NONE, &options->message,
      N_("Print outcome, message and error as JSON (the default)"), NULL },
    { "chunk", 0, 0, G_OPTION_ARG_INT, &options->chunk,
      N_("Feed so many bytes at a time"), "N" },
    { "repeat", 0, 0, G_OPTION_ARG_INT, &options->repeat,
      N_("Read the stream so many times, for measuring"), "N" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->files, NULL, N_("[FILE]") },
    { NULL },
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GError) error = NULL;

  g_option_context_set_summary (context, _("Reads a recorded stream, or standard input."));
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("claude-chat-cli replay: %s\n", error->message);
      return FALSE;
    }
  if (options->chunk < 1 || options->repeat < 1 ||
      (options->files != NULL && options->files[1] != NULL) ||
      (options->frames && options->message))
    {
      g_printerr (_("claude-chat-cli replay: the options do not go together. Try --help.\n"));
      return FALSE;
    }

  return TRUE;
}

int
chat_cli_replay (int    argc,
                 char **argv)
{
  Options options = { .chunk = DEFAULT_CHUNK, .repeat = 1 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) input = NULL;
  g_autoptr(GString) result = NULL;
  g_auto(GStrv) files = NULL;
  ChatExit status = CHAT_EXIT_OK;

  if (!parse_options (argc, argv, &options))
    return CHAT_EXIT_USAGE;

  files = options.files;
  input = read_input (&options, &error);
  if (input == NULL)
    {
      g_printerr ("claude-chat-cli replay: %s\n", error->message);
      return CHAT_EXIT_USAGE;
    }

  for (int i = 0; i < options.repeat; i++)
    {
      if (result != NULL)
        g_string_free (result, TRUE);
      result = replay_once (&options, input);
    }

  chat_cli_print ("replay", result, &status);
  return status;
}
