/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Standard output and standard error of ask.
 */

#include "chat-cli-output.h"

#include "chat-file.h"
#include "chat-iso-time.h"
#include "chat-json.h"
#include "chat-message-json.h"
#include "chat-prices.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Characters of an id that people see. Among many thousands two may begin alike. */
#define SHORT_ID 8

static gboolean
is_control (char c)
{
  return ((guchar) c < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
}

/* C1 controls steer a terminal as well: U+0080 to U+009F, in UTF-8 C2 80 to C2 9F. */
static char *
without_controls (const char *bytes,
                  gsize      *length)
{
  GString *out = g_string_sized_new (*length + 1);

  for (gsize i = 0; i < *length; i++)
    {
      guchar next = i + 1 < *length ? (guchar) bytes[i + 1] : 0;

      if ((guchar) bytes[i] == 0xC2 && next >= 0x80 && next <= 0x9F)
        i++;
      else if (!is_control (bytes[i]))
        g_string_append_c (out, bytes[i]);
    }

  *length = out->len;
  return g_string_free (out, FALSE);
}

static void
print (ChatCliPrinter *printer,
       const char     *bytes,
       gsize           length)
{
  g_autofree char *harmless = NULL;

  if (length == 0 || printer->error != 0)
    return;
  if (isatty (STDOUT_FILENO))
    {
      harmless = without_controls (bytes, &length);
      bytes = harmless;
    }

  if (!chat_file_write_all (STDOUT_FILENO, bytes, length))
    printer->error = errno;
  printer->printed = TRUE;
  if (length > 0)
    printer->at_line_start = bytes[length - 1] == '\n';
}

static void
start_over (ChatCliPrinter *printer,
            ChatMessage    *message)
{
  if (printer->printed)
    print (printer, "\n\n", 2);
  printer->block = 0;
  printer->offset = 0;
  printer->generation = chat_message_get_generation (message);
}

/* Between two pieces of text something else was said or done. */
static gboolean
needs_gap (ChatCliPrinter *printer,
           ChatMessage    *message)
{
  return printer->printed && printer->offset == 0 && printer->block > 0 &&
         chat_message_get_block (message, printer->block - 1)->kind != CHAT_BLOCK_TEXT;
}

void
chat_cli_print_text (ChatCliPrinter *printer,
                     ChatMessage    *message)
{
  guint n_blocks = chat_message_get_n_blocks (message);

  if (printer->generation != chat_message_get_generation (message))
    start_over (printer, message);

  while (printer->block < n_blocks)
    {
      const ChatContentBlock *block = chat_message_get_block (message, printer->block);

      if (block->kind == CHAT_BLOCK_TEXT && block->text->len > printer->offset)
        {
          if (needs_gap (printer, message))
            print (printer, "\n\n", 2);
          print (printer, block->text->str + printer->offset, block->text->len - printer->offset);
          printer->offset = block->text->len;
        }
      if (block->state == CHAT_BLOCK_OPEN)
        return;

      printer->block++;
      printer->offset = 0;
    }
}

void
chat_cli_finish_text (ChatCliPrinter *printer)
{
  if (printer->printed && !printer->at_line_start)
    print (printer, "\n", 1);
}

void
chat_cli_print_event (ChatCliPrinter  *printer,
                      const ChatEvent *event)
{
  g_autoptr(GString) line = g_string_new (NULL);

  if (event->type == CHAT_EVENT_MALFORMED ||
      (event->object == NULL && event->type != CHAT_EVENT_CONTENT_BLOCK_DELTA))
    {
      g_string_append_c (line, '{');
      chat_json_append_member (line, "type", chat_event_type_to_name (event->type));
      chat_json_append_key (line, "data");
      chat_json_append_string (line, event->raw, (gssize) event->raw_length);
      g_string_append_c (line, '}');
    }
  else
    {
      /* lines of data were joined by line feeds, which JSON allows only between tokens */
      g_string_append_len (line, event->raw, (gssize) event->raw_length);
      g_strdelimit (line->str, "\r\n", ' ');
    }

  g_string_append_c (line, '\n');
  print (printer, line->str, line->len);
}

void
chat_cli_print_message (ChatCliPrinter *printer,
                        ChatMessage    *message,
                        const char     *conversation)
{
  g_autoptr(GString) line = g_string_new (NULL);

  chat_message_append_json (message, line);
  if (conversation != NULL)
    {
      g_string_truncate (line, line->len - strlen ("}"));
      chat_json_append_member (line, "conversation", conversation);
      g_string_append_c (line, '}');
    }
  g_string_append_c (line, '\n');
  print (printer, line->str, line->len);
}

gboolean
chat_cli_check_printed (const ChatCliPrinter *printer,
                        const char           *command)
{
  return chat_cli_check (command, printer->error == 0 || printer->error == EPIPE,
                         g_strerror (printer->error));
}

gboolean
chat_cli_print (const char    *command,
                const GString *text,
                ChatExit      *status)
{
  ChatCliPrinter printer = { 0 };

  print (&printer, text->str, text->len);
  if (!chat_cli_check_printed (&printer, command))
    *status = CHAT_EXIT_API_ERROR;
  return printer.error == 0;
}

void
chat_cli_append_row (GString    *out,
                     const char *uid,
                     gint64      time_ms,
                     const char *text)
{
  gboolean is_terminal = isatty (STDOUT_FILENO) != 0;
  g_autofree char *time = is_terminal ? chat_iso_time_format_local (time_ms)
                                      : chat_iso_time_format (time_ms);
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n\r\t\v\f", ' ');

  if (is_terminal)
    g_string_append_printf (out, "%.*s  %s  %s\n", SHORT_ID, uid, time, line);
  else
    g_string_append_printf (out, "%s\t%s\t%s\n", uid, time, line);
}

static void
append_ms (GString    *out,
           const char *name,
           gint64      from_us,
           gint64      to_us)
{
  if (from_us > 0 && to_us >= from_us)
    chat_json_append_double_member (out, name, (double) (to_us - from_us) / 1000);
  else
    chat_json_append_raw_member (out, name, NULL);
}

static void
append_count (GString    *out,
              const char *name,
              gint64      count)
{
  if (count >= 0)
    chat_json_append_int_member (out, name, count);
  else
    chat_json_append_raw_member (out, name, NULL);
}

void
chat_cli_print_stats (ChatMessage *message)
{
  g_autoptr(GString) line = g_string_new ("{");
  const ChatTimings *timings = chat_message_get_timings (message);
  const ChatUsage *usage = chat_message_get_usage (message);
  gint64 cost = chat_message_get_cost (message);

  chat_json_append_member (line, "model", chat_message_get_model (message));
  chat_json_append_member (line, "stop_reason", chat_message_get_stop_reason (message));
  chat_json_append_member (line, "request_id", chat_message_get_request_id (message));
  append_ms (line, "ttft_ms", timings->started_us, timings->first_delta_us);
  append_ms (line, "total_ms", timings->started_us, timings->ended_us);
  append_count (line, "input_tokens", usage->input_tokens);
  append_count (line, "cache_creation_input_tokens", usage->cache_creation_input_tokens);
  append_count (line, "cache_read_input_tokens", usage->cache_read_input_tokens);
  append_count (line, "output_tokens", usage->output_tokens);
  append_count (line, "thinking_tokens", usage->thinking_tokens);
  chat_json_append_double_member (line, "tokens_per_second", chat_message_get_rate (message));
  if (cost >= 0)
    chat_json_append_double_member (line, "cost_usd", (double) cost / CHAT_NANO_PER_DOLLAR);
  else
    chat_json_append_raw_member (line, "cost_usd", NULL);
  g_string_append (line, "}\n");

  fputs (line->str, stderr);
}
