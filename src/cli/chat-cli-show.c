/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * show: one conversation.
 */

#include "config.h"

#include "chat-cli.h"

#include "chat-cli-history.h"
#include "chat-cli-output.h"
#include "chat-export-json.h"
#include "chat-export-markdown.h"

#include <glib/gi18n.h>

static ChatExit
print_conversation (ChatCliHistory   *history,
                    ChatConversation *conversation,
                    gboolean          json)
{
  ChatConversationInfo *info = chat_history_get_info (history->history,
                                                      chat_conversation_get_uid (conversation));
  g_autoptr(GString) out = g_string_new (NULL);
  ChatExit status = CHAT_EXIT_OK;

  if (json)
    {
      chat_export_json_append (out, conversation, info, TRUE);
      g_string_append_c (out, '\n');
    }
  else
    {
      chat_export_markdown_append (out, conversation, info);
    }
  chat_cli_print (history->command, out, &status);
  return status;
}

int
chat_cli_show (int    argc,
               char **argv)
{
  gboolean json = FALSE;
  g_auto(GStrv) ids = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print it without loss, all branches, as JSON"),
      NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &ids, NULL, N_("ID") },
    { NULL },
  };
  ChatCliHistory history = { 0 };
  g_autoptr(ChatConversation) conversation = NULL;
  ChatExit status = CHAT_EXIT_OK;

  if (!chat_cli_parse ("show", _("Prints a conversation as Markdown. The beginning of an id will "
                                 "do."), entries, argc, argv) ||
      !chat_cli_check ("show", ids != NULL && ids[1] == NULL, _("give one id; “list” tells them.")))
    return CHAT_EXIT_USAGE;

  if (!chat_cli_history_open (&history, "show", NULL, CHAT_CLI_READ))
    status = CHAT_EXIT_API_ERROR;
  else if ((conversation = chat_cli_history_load (&history, ids[0], &status)) != NULL)
    status = print_conversation (&history, conversation, json);

  g_clear_object (&conversation);
  chat_cli_history_close (&history);
  return status;
}
