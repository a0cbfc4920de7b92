/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes the chosen path as Markdown.
 */

#include "config.h"

#include "chat-export-markdown.h"

#include "chat-export-part.h"
#include "chat-fence.h"
#include "chat-iso-time.h"

#include <string.h>

/* So that a title or a label is a line of text, whatever is in it. */
static void
append_escaped (GString    *out,
                const char *text)
{
  for (; *text != '\0'; text++)
    {
      if (strchr ("\\`*_[]<>#|~", *text) != NULL)
        g_string_append_c (out, '\\');
      g_string_append_c (out, *text == '\n' || *text == '\r' ? ' ' : *text);
    }
}

/* One empty line before what comes next. */
static void
append_gap (GString *out)
{
  if (out->len == 0)
    return;
  while (out->len < 2 || strcmp (out->str + out->len - 2, "\n\n") != 0)
    g_string_append_c (out, '\n');
}

static void
append_label (GString    *out,
              const char *label)
{
  g_string_append (out, "**");
  append_escaped (out, label);
  g_string_append (out, "**\n\n");
}

static void
append_quotation (GString    *out,
                  const char *label,
                  const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  g_string_append (out, "> **");
  append_escaped (out, label);
  g_string_append (out, "**\n>\n");
  for (gsize i = 0; lines[i] != NULL; i++)
    g_string_append_printf (out, *lines[i] != '\0' ? "> %s\n" : ">%s\n", lines[i]);
}

static void
append_image (GString              *out,
              const ChatExportPart *part)
{
  g_string_append_c (out, '*');
  append_escaped (out, part->label);
  if (part->media_type != NULL)
    g_string_append_printf (out, " (%s)", part->media_type);
  g_string_append (out, "*\n");
  if (part->media_type == NULL)
    {
      g_string_append_c (out, '\n');
      chat_fence_append (out, NULL, part->text, -1);
    }
}

static void
append_part (GString              *out,
             const ChatExportPart *part)
{
  append_gap (out);
  switch (part->kind)
    {
    case CHAT_PART_TEXT:
      g_string_append (out, part->text);
      break;
    case CHAT_PART_THINKING:
      append_quotation (out, part->label, part->text);
      break;
    case CHAT_PART_CARD:
      append_label (out, part->label);
      chat_fence_append (out, part->language, part->text != NULL ? part->text : "", -1);
      break;
    case CHAT_PART_IMAGE:
      append_image (out, part);
      break;
    case CHAT_PART_NOTE:
      g_string_append_c (out, '*');
      append_escaped (out, part->label);
      g_string_append (out, "*\n");
      break;
    case CHAT_PART_NONE:
    default:
      break;
    }
}

static void
append_message (GString     *out,
                ChatMessage *message)
{
  const char *ending = chat_export_get_ending (message);

  append_gap (out);
  g_string_append (out, "## ");
  append_escaped (out, chat_export_get_speaker (message));
  g_string_append_c (out, '\n');

  for (guint i = 0; i < chat_message_get_n_blocks (message);)
    {
      g_auto(ChatExportPart) part = { 0 };

      i = chat_export_part_init (&part, message, i);
      if (part.kind != CHAT_PART_NONE)
        append_part (out, &part);
    }

  if (ending == NULL)
    return;
  append_gap (out);
  g_string_append_printf (out, "*%s*\n", ending);
}

void
chat_export_markdown_append (GString              *out,
                             ChatConversation     *conversation,
                             ChatConversationInfo *info)
{
  g_autofree char *title = chat_export_dup_title (conversation);
  g_autofree char *date = info != NULL
                          ? chat_iso_time_format_local (chat_conversation_info_get_created (info))
                          : NULL;

  g_string_append (out, "# ");
  append_escaped (out, title);
  g_string_append_c (out, '\n');
  if (date != NULL)
    g_string_append_printf (out, "\n*%s*\n", date);

  for (guint i = 0; i < chat_conversation_get_n_messages (conversation); i++)
    append_message (out, chat_conversation_get_message (conversation, i));

  if (out->str[out->len - 1] != '\n')
    g_string_append_c (out, '\n');
}
