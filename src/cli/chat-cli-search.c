/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * search: through all conversations.
 */

#include "config.h"

#include "chat-cli.h"

#include "chat-cli-history.h"
#include "chat-cli-output.h"
#include "chat-iso-time.h"
#include "chat-json.h"

#include <glib/gi18n.h>
#include <unistd.h>

#define DEFAULT_LIMIT 50

static void
append_ranges (GString *out,
               GArray  *ranges)
{
  chat_json_append_key (out, "ranges");
  g_string_append_c (out, '[');
  for (guint i = 0; ranges != NULL && i < ranges->len; i++)
    {
      const ChatHitRange *range = &g_array_index (ranges, ChatHitRange, i);

      g_string_append_printf (out, "%s[%u,%u]", i > 0 ? "," : "", range->start, range->end);
    }
  g_string_append_c (out, ']');
}

static void
append_json (GString             *out,
             const ChatSearchHit *hit)
{
  g_autofree char *created = chat_iso_time_format (hit->created_ms);

  g_string_append_c (out, '{');
  chat_json_append_member (out, "conversation", hit->conversation);
  chat_json_append_member (out, "message", hit->message);
  chat_json_append_member (out, "title", hit->title);
  chat_json_append_member (out, "role", hit->message == NULL ? NULL
                                        : hit->role == CHAT_ROLE_USER ? "user" : "assistant");
  chat_json_append_member (out, "created", created);
  chat_json_append_member (out, "snippet", hit->snippet);
  append_ranges (out, hit->ranges);
  g_string_append_c (out, '}');
}

static GString *
make_json (GPtrArray *hits)
{
  GString *out = g_string_new ("[");

  for (guint i = 0; i < hits->len; i++)
    {
      g_string_append (out, i == 0 ? "\n" : ",\n");
      append_json (out, g_ptr_array_index (hits, i));
    }
  g_string_append (out, hits->len > 0 ? "\n]\n" : "]\n");
  return out;
}

static GString *
make_table (GPtrArray *hits)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < hits->len; i++)
    {
      const ChatSearchHit *hit = g_ptr_array_index (hits, i);
      g_autofree char *line = g_strconcat (hit->title != NULL ? hit->title : "",
                                           hit->message != NULL ? ": " : "",
                                           hit->message != NULL ? hit->snippet : "", NULL);

      chat_cli_append_row (out, hit->conversation, hit->created_ms, line);
    }
  return out;
}

/* Messages are what a script looks for; a title says only that its conversation is about it. */
static GPtrArray *
put_titles_last (GPtrArray *hits)
{
  GPtrArray *sorted = g_ptr_array_new_full (hits->len, (GDestroyNotify) chat_search_hit_free);
  g_autoptr(GPtrArray) titles = g_ptr_array_new ();

  g_ptr_array_set_free_func (hits, NULL);
  for (guint i = 0; i < hits->len; i++)
    {
      ChatSearchHit *hit = g_ptr_array_index (hits, i);

      g_ptr_array_add (hit->message != NULL ? sorted : titles, hit);
    }
  g_ptr_array_extend_and_steal (sorted, g_steal_pointer (&titles));
  g_ptr_array_unref (hits);
  return sorted;
}

static ChatExit
search (ChatCliHistory *history,
        const char     *query,
        const char     *conversation,
        guint           limit,
        gboolean        json)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) hits = NULL;
  g_autoptr(GString) out = NULL;
  ChatExit status = CHAT_EXIT_OK;

  chat_history_search_async (history->history, query, conversation, 0, limit, history->cancellable,
                             chat_cli_history_cb, history);
  hits = chat_history_search_finish (history->history, chat_cli_history_wait (history), &error);
  if (hits == NULL)
    return chat_cli_history_fail (history, error);

  hits = put_titles_last (g_steal_pointer (&hits));
  out = json ? make_json (hits) : make_table (hits);
  chat_cli_print (history->command, out, &status);
  return status;
}

int
chat_cli_search (int    argc,
                 char **argv)
{
  gboolean json = FALSE;
  int limit = DEFAULT_LIMIT;
  g_autofree char *in = NULL;
  g_auto(GStrv) words = NULL;
  const GOptionEntry entries[] = {
    { "conversation", 'c', 0, G_OPTION_ARG_STRING, &in, N_("Only in this conversation"), N_("ID") },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_("At most so many results"), "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words, NULL, N_("QUERY") },
    { NULL },
  };
  ChatCliHistory history = { 0 };
  g_autoptr(ChatConversation) conversation = NULL;
  g_autofree char *query = NULL;
  ChatExit status = CHAT_EXIT_OK;

  if (!chat_cli_parse ("search", _("Finds words, “phrases”, beginnings*, -without, role:user, "
                                   "model:NAME, before:DATE, after:DATE, has:code, has:image, "
                                   "has:tool."), entries, argc, argv) ||
      !chat_cli_check ("search", words != NULL, _("there is nothing to search for.")) ||
      !chat_cli_check ("search", limit > 0, _("--limit takes a number above 0.")))
    return CHAT_EXIT_USAGE;

  query = g_strjoinv (" ", words);
  if (!chat_cli_history_open (&history, "search", NULL, CHAT_CLI_READ))
    status = CHAT_EXIT_API_ERROR;
  else if (in == NULL || (conversation = chat_cli_history_load (&history, in, &status)) != NULL)
    status = search (&history, query,
                     conversation != NULL ? chat_conversation_get_uid (conversation) : NULL,
                     (guint) limit, json);

  g_clear_object (&conversation);
  chat_cli_history_close (&history);
  return status;
}
