/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * list: the conversations, newest first.
 */

#include "config.h"

#include "chat-cli.h"

#include "chat-cli-history.h"
#include "chat-cli-output.h"
#include "chat-iso-time.h"
#include "chat-json.h"

#include <glib/gi18n.h>

/* Rows asked for at once. */
#define PAGE 1000

typedef struct
{
  gboolean  archived;
  gboolean  trash;
  gboolean  json;
  char     *tag;
  int       limit;
} Options;

static gboolean
parse (int       argc,
       char    **argv,
       Options  *options)
{
  const GOptionEntry entries[] = {
    { "archived", 0, 0, G_OPTION_ARG_NONE, &options->archived, N_("Those that are archived"),
      NULL },
    { "trash", 0, 0, G_OPTION_ARG_NONE, &options->trash, N_("Those in the trash"), NULL },
    { "tag", 0, 0, G_OPTION_ARG_STRING, &options->tag, N_("Only those with this tag"), N_("TAG") },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &options->limit, N_("At most so many"), "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("Print JSON"), NULL },
    { NULL },
  };

  return chat_cli_parse ("list", _("Lists the conversations, newest first."),
                         entries, argc, argv) &&
         chat_cli_check ("list", !options->archived || !options->trash,
                         _("--archived and --trash do not go together.")) &&
         chat_cli_check ("list", options->limit >= 0, _("--limit takes a number above 0."));
}

static int
compare_updated (gconstpointer a,
                 gconstpointer b)
{
  gint64 first = chat_conversation_info_get_updated (*(ChatConversationInfo * const *) a);
  gint64 second = chat_conversation_info_get_updated (*(ChatConversationInfo * const *) b);

  return first < second ? 1 : first > second ? -1 : 0;
}

static GPtrArray *
read_all (ChatCliHistory  *history,
          const Options   *options,
          GError         **error)
{
  ChatHistoryScope scope = options->trash ? CHAT_HISTORY_TRASH
                           : options->archived ? CHAT_HISTORY_ARCHIVED : CHAT_HISTORY_CURRENT;
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (;;)
    {
      g_autoptr(GPtrArray) page = NULL;
      guint n_rows;

      chat_history_list_async (history->history, scope, options->tag, all->len, PAGE,
                               chat_cli_history_cb, history);
      page = chat_history_list_finish (history->history, chat_cli_history_wait (history), error);
      if (page == NULL)
        return NULL;
      n_rows = page->len;
      g_ptr_array_extend_and_steal (all, g_steal_pointer (&page));
      if (n_rows < PAGE)
        break;
    }

  g_ptr_array_sort (all, compare_updated);
  if (options->limit > 0 && all->len > (guint) options->limit)
    g_ptr_array_set_size (all, options->limit);
  return g_steal_pointer (&all);
}

static void
append_json (GString              *out,
             ChatConversationInfo *info)
{
  g_string_append_c (out, '{');
  chat_json_append_member (out, "id", chat_conversation_info_get_uid (info));
  chat_json_append_member (out, "title", chat_conversation_info_get_title (info));
  chat_iso_time_append_member (out, "created", chat_conversation_info_get_created (info));
  chat_iso_time_append_member (out, "updated", chat_conversation_info_get_updated (info));
  chat_json_append_boolean_member (out, "pinned", chat_conversation_info_get_pinned (info));
  chat_json_append_boolean_member (out, "archived", chat_conversation_info_get_archived (info));
  if (chat_conversation_info_get_trashed (info) != 0)
    chat_iso_time_append_member (out, "trashed", chat_conversation_info_get_trashed (info));
  chat_json_append_strings_member (out, "tags", chat_conversation_info_get_tags (info));
  g_string_append_c (out, '}');
}

static GString *
make_json (GPtrArray *infos)
{
  GString *out = g_string_new ("[");

  for (guint i = 0; i < infos->len; i++)
    {
      g_string_append (out, i == 0 ? "\n" : ",\n");
      append_json (out, g_ptr_array_index (infos, i));
    }
  g_string_append (out, infos->len > 0 ? "\n]\n" : "]\n");
  return out;
}

static GString *
make_table (GPtrArray *infos)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < infos->len; i++)
    {
      ChatConversationInfo *info = g_ptr_array_index (infos, i);
      const char *title = chat_conversation_info_get_title (info);
      gint64 updated_ms = chat_conversation_info_get_updated (info);

      chat_cli_append_row (out, chat_conversation_info_get_uid (info), updated_ms,
                           title != NULL ? title : _("Untitled conversation"));
    }
  return out;
}

static ChatExit
list (ChatCliHistory *history,
      const Options  *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) infos = read_all (history, options, &error);
  g_autoptr(GString) out = NULL;
  ChatExit status = CHAT_EXIT_OK;

  if (infos == NULL)
    return chat_cli_history_fail (history, error);

  out = options->json ? make_json (infos) : make_table (infos);
  chat_cli_print (history->command, out, &status);
  return status;
}

int
chat_cli_list (int    argc,
               char **argv)
{
  Options options = { 0 };
  ChatCliHistory history = { 0 };
  ChatExit status = CHAT_EXIT_USAGE;

  if (parse (argc, argv, &options))
    status = chat_cli_history_open (&history, "list", NULL, CHAT_CLI_READ)
             ? list (&history, &options) : CHAT_EXIT_API_ERROR;

  chat_cli_history_close (&history);
  g_free (options.tag);
  return status;
}
