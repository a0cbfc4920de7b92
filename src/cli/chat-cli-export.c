/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * export: conversations to files, or to standard output.
 */

#include "config.h"

#include "chat-cli.h"

#include "chat-cli-history.h"
#include "chat-cli-output.h"
#include "chat-export-html.h"
#include "chat-export-json.h"
#include "chat-export-markdown.h"
#include "chat-json.h"
#include "chat-transfer.h"

#include <glib/gi18n.h>
#include <string.h>

#define PAGE 1000

typedef struct
{
  char             *format_name;
  char             *output;
  char            **ids;
  gboolean          json;
  ChatExportFormat  format;
} Options;

static gboolean
parse (int       argc,
       char    **argv,
       Options  *options)
{
  const GOptionEntry entries[] = {
    { "format", 'f', 0, G_OPTION_ARG_STRING, &options->format_name,
      N_("markdown, json (without loss) or html"), N_("FORMAT") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
      N_("Write there instead of to standard output; several in Markdown or HTML go into a folder"),
      N_("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json,
      N_("Print what was done as JSON; without --output the same as --format json"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->ids, NULL, N_("[ID…]") },
    { NULL },
  };

  if (!chat_cli_parse ("export", _("Exports these conversations, or all but those in the trash."),
                       entries, argc, argv))
    return FALSE;
  if (options->format_name == NULL)
    options->format_name = g_strdup (options->json && options->output == NULL ? "json"
                                                                              : "markdown");
  return chat_cli_check ("export",
                         chat_export_format_parse (options->format_name, &options->format),
                         _("--format takes markdown, json or html."));
}

/* Whole ids of what was given by its beginning. NULL after the reason was printed. */
static char **
find_ids (ChatCliHistory  *history,
          char           **ids,
          ChatExit        *status)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      g_autoptr(ChatConversation) conversation = chat_cli_history_load (history, ids[i], status);

      if (conversation == NULL)
        return NULL;
      g_strv_builder_add (builder, chat_conversation_get_uid (conversation));
    }

  return g_strv_builder_end (builder);
}

static gboolean
append_pages (ChatCliHistory    *history,
              ChatHistoryScope   scope,
              GPtrArray         *infos,
              GError           **error)
{
  guint offset = 0;
  guint n_rows;

  do
    {
      g_autoptr(GPtrArray) page = NULL;

      chat_history_list_async (history->history, scope, NULL, offset, PAGE, chat_cli_history_cb,
                               history);
      page = chat_history_list_finish (history->history, chat_cli_history_wait (history), error);
      if (page == NULL)
        return FALSE;
      n_rows = page->len;
      offset += n_rows;
      g_ptr_array_extend_and_steal (infos, g_steal_pointer (&page));
    }
  while (n_rows == PAGE);

  return TRUE;
}

/* As chat_transfer_export_async() sorts them. */
static int
compare_infos (gconstpointer a,
               gconstpointer b)
{
  ChatConversationInfo *first = *(ChatConversationInfo * const *) a;
  ChatConversationInfo *second = *(ChatConversationInfo * const *) b;
  gint64 difference = chat_conversation_info_get_created (first) -
                      chat_conversation_info_get_created (second);

  if (difference != 0)
    return difference < 0 ? -1 : 1;
  return strcmp (chat_conversation_info_get_uid (first), chat_conversation_info_get_uid (second));
}

static char **
list_ids (ChatCliHistory *history,
          ChatExit       *status)
{
  g_autoptr(GPtrArray) infos = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GError) error = NULL;

  if (!append_pages (history, CHAT_HISTORY_CURRENT, infos, &error) ||
      !append_pages (history, CHAT_HISTORY_ARCHIVED, infos, &error))
    {
      *status = chat_cli_history_fail (history, error);
      return NULL;
    }

  g_ptr_array_sort (infos, compare_infos);
  for (guint i = 0; i < infos->len; i++)
    g_strv_builder_add (builder, chat_conversation_info_get_uid (infos->pdata[i]));
  return g_strv_builder_end (builder);
}

static void
append (GString              *out,
        ChatExportFormat      format,
        gboolean              alone,
        ChatConversation     *conversation,
        ChatConversationInfo *info)
{
  if (format == CHAT_EXPORT_MARKDOWN)
    chat_export_markdown_append (out, conversation, info);
  else if (format == CHAT_EXPORT_HTML)
    chat_export_html_append (out, conversation, info);
  else
    chat_export_json_append (out, conversation, info, alone);
}

static void
append_gap (GString          *out,
            ChatExportFormat  format,
            gboolean          is_first)
{
  if (format == CHAT_EXPORT_JSON)
    g_string_append (out, is_first ? "" : ",\n");
  else if (format == CHAT_EXPORT_MARKDOWN && !is_first)
    g_string_append (out, "\n---\n\n");
}

static gboolean
print_one (ChatCliHistory   *history,
           const char       *id,
           ChatExportFormat  format,
           gboolean          alone,
           gboolean          is_first,
           ChatExit         *status)
{
  g_autoptr(ChatConversation) conversation = chat_cli_history_load (history, id, status);
  g_autoptr(GString) out = g_string_new (NULL);

  if (conversation == NULL)
    return FALSE;

  append_gap (out, format, is_first);
  append (out, format, alone, conversation, chat_history_get_info (history->history, id));
  if (alone && format == CHAT_EXPORT_JSON)
    g_string_append_c (out, '\n');
  return chat_cli_print (history->command, out, status);
}

static gboolean
print_frame (ChatCliHistory  *history,
             void           (*append_frame) (GString *out),
             ChatExit        *status)
{
  g_autoptr(GString) out = g_string_new (NULL);

  append_frame (out);
  return chat_cli_print (history->command, out, status);
}

/* One conversation after the other: memory is that of one. */
static ChatExit
print_all (ChatCliHistory *history,
           const Options  *options,
           char          **ids)
{
  gboolean alone = options->ids != NULL && ids[0] != NULL && ids[1] == NULL;
  gboolean is_list = options->format == CHAT_EXPORT_JSON && !alone;
  ChatExit status = CHAT_EXIT_OK;

  if (is_list && !print_frame (history, chat_export_json_append_head, &status))
    return status;
  for (gsize i = 0; ids[i] != NULL; i++)
    {
      if (g_cancellable_is_cancelled (history->cancellable))
        return CHAT_EXIT_STOPPED;
      if (!print_one (history, ids[i], options->format, alone, i == 0, &status))
        return status;
    }
  if (is_list)
    print_frame (history, chat_export_json_append_tail, &status);
  return status;
}

static ChatExit
print_report (const Options *options,
              guint          n_written)
{
  g_autofree char *path = g_filename_display_name (options->output);
  g_autoptr(GString) out = g_string_new ("{");
  ChatExit status = CHAT_EXIT_OK;

  if (!options->json)
    {
      g_printerr (ngettext ("%d conversation is now in “%s”.\n",
                            "%d conversations are now in “%s”.\n", n_written),
                  (int) n_written, path);
      return status;
    }

  chat_json_append_int_member (out, "conversations", n_written);
  chat_json_append_member (out, "output", path);
  g_string_append (out, "}\n");
  chat_cli_print ("export", out, &status);
  return status;
}

static ChatExit
write_all (ChatCliHistory *history,
           const Options  *options,
           char          **ids)
{
  g_autoptr(GFile) target = g_file_new_for_commandline_arg (options->output);
  g_autoptr(GError) error = NULL;
  guint n_written = 0;

  chat_transfer_export_async (history->history, (const char * const *) ids, options->format, target,
                              NULL, NULL, history->cancellable, chat_cli_history_cb, history);
  if (chat_transfer_export_finish (history->history, chat_cli_history_wait (history), &n_written,
                                   &error))
    return print_report (options, n_written);

  if (n_written > 0)
    print_report (options, n_written);
  return chat_cli_history_fail (history, error);
}

static ChatExit
export (ChatCliHistory *history,
        const Options  *options)
{
  ChatExit status = CHAT_EXIT_OK;
  g_auto(GStrv) ids = NULL;

  if (options->ids != NULL)
    ids = find_ids (history, options->ids, &status);
  else if (options->output == NULL)
    ids = list_ids (history, &status);
  if (status != CHAT_EXIT_OK)
    return status;

  return options->output != NULL ? write_all (history, options, ids)
                                 : print_all (history, options, ids);
}

int
chat_cli_export (int    argc,
                 char **argv)
{
  Options options = { 0 };
  ChatCliHistory history = { 0 };
  ChatExit status = CHAT_EXIT_USAGE;

  if (parse (argc, argv, &options))
    status = chat_cli_history_open (&history, "export", NULL, CHAT_CLI_READ)
             ? export (&history, &options) : CHAT_EXIT_API_ERROR;

  chat_cli_history_close (&history);
  g_free (options.format_name);
  g_free (options.output);
  g_strfreev (options.ids);
  return status;
}
