/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells whose export it is, and what the readers of all three share.
 */

#include "config.h"

#include "chat-import-private.h"

#include "chat-export-json.h"
#include "chat-fence.h"
#include "chat-json-scan.h"
#include "chat-utf8.h"

#include <glib/gi18n.h>
#include <string.h>

/* Characters of a title made from a prompt: a line in the sidebar. */
#define TITLE_LENGTH 60

G_DEFINE_QUARK (chat-import-error-quark, chat_import_error)

static const struct
{
  const char       *member;   /* that only this form has */
  ChatConversation *(*read) (const ChatImportSource *, ChatConversationInfo **, GError **);
} forms[] = {
  { "mapping", chat_import_chatgpt_read },
  { "chat_messages", chat_import_claude_read },
  { "messages", chat_import_own_read },
};

gboolean
chat_import_check_head (const char  *head,
                        GError     **error)
{
  g_autoptr(JsonObject) object = head != NULL ? chat_json_parse_object (head, -1, NULL) : NULL;

  if (g_strcmp0 (chat_json_get_string (object, "format"), CHAT_EXPORT_FORMAT_NAME) != 0 ||
      chat_json_get_int (object, "version", 1) <= CHAT_EXPORT_FORMAT_VERSION)
    return TRUE;

  g_set_error_literal (error, CHAT_IMPORT_ERROR, CHAT_IMPORT_ERROR_TOO_NEW,
                       _("The file was made by a later version of Claude Chat."));
  return FALSE;
}

void
chat_import_set_broken (GError **error)
{
  g_set_error_literal (error, CHAT_IMPORT_ERROR, CHAT_IMPORT_ERROR_BROKEN,
                       _("A conversation is damaged."));
}

typedef struct
{
  ChatImportSource *source;
  gsize             form;       /* of the member that was found, or their number */
  GString          *rest;
} Cut;

static void
cut_member_cb (const char *name,
               gsize       name_length,
               const char *value,
               gsize       value_length,
               gpointer    user_data)
{
  Cut *cut = user_data;

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      if (chat_json_span_is (name, name_length, forms[i].member))
        {
          cut->form = i;
          cut->source->messages = value;
          cut->source->length = value_length;
          return;
        }
    }

  if (chat_json_span_is (name, name_length, "parameters"))
    {
      cut->source->parameters = value;
      cut->source->parameters_length = value_length;
    }
  chat_json_append_span_member (cut->rest, name, name_length, value, value_length);
}

static ChatConversation *
read_checked (const char            *json,
              gsize                  length,
              ChatImportUids         uids,
              ChatConversationInfo **info,
              GError               **error)
{
  g_autoptr(GString) rest = g_string_new ("{");
  g_autoptr(JsonObject) object = NULL;
  ChatImportSource source = { .uids = uids };
  Cut cut = { &source, G_N_ELEMENTS (forms), rest };

  chat_json_each_member (json, length, cut_member_cb, &cut);
  g_string_append_c (rest, '}');
  if (cut.form < G_N_ELEMENTS (forms))
    {
      object = chat_json_parse_object (rest->str, (gssize) rest->len, NULL);
      source.rest = object;
      return forms[cut.form].read (&source, info, error);
    }

  g_set_error_literal (error, CHAT_IMPORT_ERROR, CHAT_IMPORT_ERROR_UNKNOWN,
                       _("The file holds something else than conversations."));
  return NULL;
}

ChatConversation *
chat_import_read (const char            *json,
                  gsize                  length,
                  ChatImportUids         uids,
                  ChatConversationInfo **info,
                  GError               **error)
{
  g_autoptr(GString) valid = NULL;

  if (!chat_utf8_is_valid (json, length))
    {
      valid = g_string_sized_new (length + 1);
      chat_utf8_append_valid (valid, json, length);
      json = valid->str;
      length = valid->len;
    }
  if (chat_json_scan (json, length) != CHAT_JSON_SCAN_OK)
    {
      chat_import_set_broken (error);
      return NULL;
    }

  return read_checked (json, length, uids, info, error);
}

static char *
make_title (ChatConversation *conversation)
{
  for (guint i = 0; i < chat_conversation_get_n_messages (conversation); i++)
    {
      ChatMessage *message = chat_conversation_get_message (conversation, i);
      g_autofree char *text = chat_message_dup_text (message);

      if (chat_message_get_role (message) != CHAT_ROLE_USER || *g_strstrip (text) == '\0')
        continue;

      text[strcspn (text, "\r\n")] = '\0';
      return g_utf8_strlen (text, -1) > TITLE_LENGTH
             ? g_utf8_substring (text, 0, TITLE_LENGTH) : g_steal_pointer (&text);
    }

  return NULL;
}

void
chat_import_set_title (ChatConversation     *conversation,
                       ChatConversationInfo *info,
                       const char           *title)
{
  g_autofree char *made = title == NULL || *title == '\0' ? make_title (conversation) : NULL;

  chat_conversation_set_title (conversation, made != NULL ? made : title);
  chat_conversation_info_set_title (info, chat_conversation_get_title (conversation));
}

/* FALSE: there is nothing in it. */
static gboolean
append_gap (GString    *out,
            const char *text)
{
  if (text == NULL || text[strspn (text, " \t\r\n")] == '\0')
    return FALSE;
  if (out->len > 0)
    g_string_append (out, out->str[out->len - 1] == '\n' ? "\n" : "\n\n");
  return TRUE;
}

void
chat_import_append_text (GString    *out,
                         const char *text)
{
  if (append_gap (out, text))
    g_string_append (out, text);
}

void
chat_import_append_code (GString    *out,
                         const char *name,
                         const char *language,
                         const char *text)
{
  if (!append_gap (out, text))
    return;
  if (name != NULL && *name != '\0')
    g_string_append_printf (out, "**%s**\n\n", name);
  chat_fence_append (out, language, text, -1);
}

ChatMessage *
chat_import_make_message (ChatRole       role,
                          const GString *text)
{
  ChatMessage *message;

  if (text->len == 0)
    return NULL;

  message = chat_message_new (role);
  chat_message_add_block (message, chat_content_block_new_text (text->str));
  return message;
}
