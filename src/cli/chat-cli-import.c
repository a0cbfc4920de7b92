/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * import: a data export into the history.
 */

#include "config.h"

#include "chat-cli.h"

#include "chat-cli-history.h"
#include "chat-cli-output.h"
#include "chat-json.h"
#include "chat-transfer.h"

#include <glib/gi18n.h>
#include <unistd.h>

static void
progress_cb (double   fraction,
             guint    n_conversations,
             gpointer user_data)
{
  /* Translators: progress of an import, written over itself in one line */
  g_autofree char *line = g_strdup_printf (ngettext ("%3.0f %%, %u conversation",
                                                     "%3.0f %%, %u conversations",
                                                     n_conversations),
                                           fraction * 100, n_conversations);

  g_printerr ("\r%s", line);
}

static GString *
make_json (const ChatImportReport *report)
{
  GString *out = g_string_new ("{");

  chat_json_append_int_member (out, "added", report->n_added);
  chat_json_append_int_member (out, "extended", report->n_extended);
  chat_json_append_int_member (out, "known", report->n_known);
  chat_json_append_int_member (out, "skipped", report->n_skipped);
  chat_json_append_member (out, "problem", report->first_problem);
  g_string_append (out, "}\n");
  return out;
}

static GString *
make_words (const ChatImportReport *report)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, _("New conversations: %u\n"), report->n_added);
  g_string_append_printf (out, _("With new messages: %u\n"), report->n_extended);
  g_string_append_printf (out, _("Known already: %u\n"), report->n_known);
  if (report->n_skipped > 0)
    g_string_append_printf (out, _("Skipped: %u. %s\n"), report->n_skipped,
                            report->first_problem);
  return out;
}

/* What could not be read makes the command fail, though the rest is there: scripts should see. */
static ChatExit
import (ChatCliHistory *history,
        const char     *path,
        gboolean        json)
{
  g_autoptr(GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) out = NULL;
  ChatImportReport report;
  gboolean shows_progress = isatty (STDERR_FILENO) != 0;
  gboolean done;
  ChatExit status;

  chat_transfer_import_async (history->history, file, shows_progress ? progress_cb : NULL, NULL,
                              history->cancellable, chat_cli_history_cb, history);
  done = chat_transfer_import_finish (history->history, chat_cli_history_wait (history), &report,
                                      &error);
  if (shows_progress)
    g_printerr ("\r\033[K");

  if (!done)
    status = chat_cli_history_fail (history, error);
  else
    status = report.n_skipped > 0 ? CHAT_EXIT_API_ERROR : CHAT_EXIT_OK;
  if (json)
    out = make_json (&report);
  else if (done || report.n_added + report.n_extended > 0)
    out = make_words (&report);
  if (out != NULL)
    chat_cli_print (history->command, out, &status);
  chat_import_report_clear (&report);
  return status;
}

int
chat_cli_import (int    argc,
                 char **argv)
{
  gboolean json = FALSE;
  g_auto(GStrv) files = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print what was done as JSON"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, N_("FILE") },
    { NULL },
  };
  ChatCliHistory history = { 0 };
  ChatExit status = CHAT_EXIT_API_ERROR;

  if (!chat_cli_parse ("import", _("Adds the conversations of an export of Claude Chat, or of a "
                                   "data export of Claude.ai or ChatGPT (the ZIP file). What is "
                                   "there already is not added again."), entries, argc, argv) ||
      !chat_cli_check ("import", files != NULL && files[1] == NULL, _("give one file.")))
    return CHAT_EXIT_USAGE;

  if (chat_cli_history_open (&history, "import", NULL, CHAT_CLI_WRITE))
    status = import (&history, files[0], json);
  chat_cli_history_close (&history);
  return status;
}
