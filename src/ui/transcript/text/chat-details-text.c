/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All that is known of a message, in rows of a name and a value.
 */

#include "chat-details-text.h"

#include "chat-json-scan.h"
#include "chat-json.h"
#include "chat-model-info.h"
#include "chat-status-text.h"
#include "chat-utf8.h"

#include <glib/gi18n.h>
#include <string.h>

static void
free_detail (ChatDetail *detail)
{
  g_free (detail->group);
  g_free (detail->name);
  g_free (detail->value);
  g_free (detail);
}

/* @value: (transfer full), NULL adds nothing. */
static ChatDetail *
add (GPtrArray  *details,
     const char *group,
     const char *name,
     char       *value)
{
  ChatDetail *detail;

  if (value == NULL)
    return NULL;

  detail = g_new0 (ChatDetail, 1);
  detail->group = g_strdup (group);
  detail->name = g_strdup (name);
  detail->value = value;
  g_ptr_array_add (details, detail);
  return detail;
}

static void
add_id (GPtrArray  *details,
        const char *name,
        const char *id)
{
  ChatDetail *detail = add (details, _("Message"), name, g_strdup (id));

  if (detail != NULL)
    detail->copyable = TRUE;
}

static char *
describe_model (ChatMessage *message)
{
  const char *model = chat_message_get_model (message);
  const char *name = model != NULL ? chat_model_info_get_name (model) : NULL;

  if (model == NULL || strcmp (name, model) == 0)
    return g_strdup (model);

  return g_strdup_printf ("%s (%s)", name, model);
}

static char *
describe_time (ChatMessage *message)
{
  gint64 created = chat_message_get_created (message);
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (created / 1000);

  return time != NULL ? g_date_time_format (time, "%c") : NULL;
}

static const char *
get_state_words (ChatMessageState state)
{
  switch (state)
    {
    case CHAT_MESSAGE_OPEN:
      return _("being written");
    case CHAT_MESSAGE_STOPPED:
      return _("stopped");
    case CHAT_MESSAGE_INTERRUPTED:
      return _("interrupted");
    case CHAT_MESSAGE_FAILED:
      return _("failed");
    case CHAT_MESSAGE_REFUSED:
      return _("refused");
    case CHAT_MESSAGE_CUT_OFF:
      return _("cut off");
    case CHAT_MESSAGE_COMPLETE:
    default:
      return _("complete");
    }
}

static char *
describe_stop (ChatMessage *message)
{
  const char *reason = chat_message_get_stop_reason (message);
  const char *sequence = chat_message_get_stop_sequence (message);

  if (reason == NULL || sequence == NULL)
    return g_strdup (reason);

  return g_strdup_printf ("%s (“%s”)", reason, sequence);
}

static void
add_message (GPtrArray   *details,
             ChatMessage *message)
{
  const char *group = _("Message");

  add (details, group, _("Model"), describe_model (message));
  add (details, group, _("Time"), describe_time (message));
  add (details, group, _("State"), g_strdup (get_state_words (chat_message_get_state (message))));
  add (details, group, _("Stop reason"), describe_stop (message));
  add (details, group, _("Stop details"), g_strdup (chat_message_get_stop_details (message)));
  add_id (details, _("Request id"), chat_message_get_request_id (message));
  add_id (details, _("Message id"), chat_message_get_id (message));
}

static void
add_moment (GPtrArray  *details,
            const char *name,
            gint64      start_us,
            gint64      moment_us)
{
  if (start_us != 0 && moment_us > start_us)
    add (details, _("Times"), name, chat_status_duration (moment_us - start_us, TRUE));
}

static void
add_times (GPtrArray   *details,
           ChatMessage *message)
{
  const ChatTimings *times = chat_message_get_timings (message);
  double rate = chat_message_get_rate (message);

  add_moment (details, _("First byte after"), times->started_us, times->first_byte_us);
  add_moment (details, _("First content after"), times->started_us, times->first_delta_us);
  add_moment (details, _("First word after"), times->started_us, times->first_text_us);
  add_moment (details, _("All after"), times->started_us, times->ended_us);
  if (rate > 0)
    add (details, _("Times"), _("Tokens a second"), chat_status_number ((gint64) (rate + 0.5)));
}

static void
add_usage (GPtrArray   *details,
           ChatMessage *message)
{
  const ChatUsage *usage = chat_message_get_usage (message);
  const struct
  {
    const char *name;
    gint64      number;
  } rows[] = {
    { _("Read, not from the cache"), usage->input_tokens },
    { _("Read from the cache"), usage->cache_read_input_tokens },
    { _("Written to the cache"), usage->cache_creation_input_tokens },
    { _("Written to the cache for 5 minutes"), usage->cache_creation_5m_tokens },
    { _("Written to the cache for 1 hour"), usage->cache_creation_1h_tokens },
    { _("Written"), usage->output_tokens },
    { _("Written while thinking"), usage->thinking_tokens },
    { _("Web searches"), usage->web_search_requests },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (rows[i].number >= 0)
        add (details, _("Tokens"), rows[i].name, chat_status_number (rows[i].number));
    }
}

/* All fields, also those that are not known here. */
static void
add_raw_usage (GPtrArray   *details,
               ChatMessage *message)
{
  JsonObject *usage = chat_message_get_raw_usage (message);
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr(GString) json = g_string_new (NULL);

  if (usage == NULL)
    return;

  json_node_set_object (node, usage);
  chat_json_append_node (json, node);
  add (details, _("Tokens"), _("As the server says it"), chat_json_pretty (json->str, json->len));
}

GPtrArray *
chat_details_new (ChatMessage *message)
{
  GPtrArray *details = g_ptr_array_new_with_free_func ((GDestroyNotify) free_detail);

  add_message (details, message);
  if (chat_message_get_role (message) == CHAT_ROLE_USER)
    return details;

  add_times (details, message);
  add_usage (details, message);
  add_raw_usage (details, message);
  return details;
}

/* The start of the line, and how much of it is missing. */
static void
append_line (GString    *out,
             const char *line,
             gsize       length)
{
  gsize shown = length;
  g_autofree char *rest = NULL;

  if (length > CHAT_DETAILS_LINE_MAX)
    {
      shown = (gsize) (g_utf8_find_prev_char (line, line + CHAT_DETAILS_LINE_MAX + 1) - line);
      rest = g_format_size (length - shown);
    }

  g_string_append_len (out, line, (gssize) shown);
  if (rest != NULL)
    {
      g_string_append_c (out, ' ');
      /* Translators: in place of the rest of an endless line; %s is a size such as 1.2 MB */
      g_string_append_printf (out, _("… (%s more)"), rest);
    }
}

static char *
cut (const char *text)
{
  GString *out = g_string_new (NULL);

  while (*text != '\0' && out->len < CHAT_DETAILS_TEXT_MAX)
    {
      gsize length = strcspn (text, "\n");

      append_line (out, text, length);
      text += length;
      if (*text == '\n')
        {
          g_string_append_c (out, '\n');
          text++;
        }
    }
  if (*text != '\0')
    g_string_append (out, _("… The rest is not shown, but copied."));

  return g_string_free (out, FALSE);
}

char *
chat_details_lay_out (GBytes  *bytes,
                      char   **whole)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *pretty = NULL;
  g_autofree char *text = NULL;

  if (length == 0)
    {
      if (whole != NULL)
        *whole = g_strdup ("");
      return g_strdup ("");
    }

  pretty = chat_json_pretty (data, length);
  text = chat_utf8_displayable (pretty, strlen (pretty));
  if (whole != NULL)
    *whole = g_strdup (text);

  return cut (text);
}
