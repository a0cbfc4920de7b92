/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes the chosen path as Markdown.
 */

#include "config.h"

#include "chat-export-markdown.h"

#include "chat-export-part.h"
#include "chat-fence.h"
#include "chat-html.h"
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

/* Fences are nothing but fences in their line. */
static gboolean
ends_with_fence (const char *text,
                 gsize       length)
{
  const char *line = g_strrstr_len (text, (gssize) length, "\n");

  line = line != NULL ? line + 1 : text;
  line += strspn (line, " >");
  return g_str_has_prefix (line, "```") || g_str_has_prefix (line, "~~~");
}

static void
append_mark (GString *out,
             guint    number)
{
  g_string_append_printf (out, "\\[%u\\]", number);
}

static void
append_text (GString              *out,
             const ChatExportPart *part)
{
  gsize done = 0;

  for (guint i = 0; i < part->marks->len; i++)
    {
      const ChatCiteMark *mark = &g_array_index (part->marks, ChatCiteMark, i);

      g_string_append_len (out, part->text + done, (gssize) (mark->offset - done));
      if (mark->offset > done && ends_with_fence (part->text, mark->offset))
        g_string_append (out, "\n\n");
      append_mark (out, mark->number);
      done = mark->offset;
    }
  g_string_append (out, part->text + done);
}

static void
append_source (GString          *out,
               const ChatSource *source,
               guint             number)
{
  const gboolean leads = source->url != NULL && strpbrk (source->url, "<>\\") == NULL &&
                         chat_html_may_lead_to (source->url);

  g_string_append (out, "- ");
  append_mark (out, number);
  g_string_append (out, leads ? " [" : " ");
  append_escaped (out, source->title);
  if (leads)
    g_string_append_printf (out, "](<%s>)", source->url);
  if (source->place != NULL)
    {
      g_string_append (out, " · ");
      append_escaped (out, source->place);
    }
  g_string_append_c (out, '\n');
}

static void
append_sources (GString              *out,
                const ChatExportPart *part,
                ChatSourceList       *sources)
{
  append_label (out, part->label);
  for (guint i = 0; i < part->numbers->len; i++)
    {
      guint number = g_array_index (part->numbers, guint, i);

      append_source (out, chat_source_list_get (sources, number), number);
    }
}

static void
append_part (GString              *out,
             const ChatExportPart *part,
             ChatSourceList       *sources)
{
  if (part->kind == CHAT_PART_NONE)
    return;

  append_gap (out);
  switch (part->kind)
    {
    case CHAT_PART_TEXT:
      append_text (out, part);
      break;
    case CHAT_PART_THINKING:
      append_quotation (out, part->label, part->text);
      break;
    case CHAT_PART_CARD:
      append_label (out, part->label);
      chat_fence_append (out, part->language, part->text != NULL ? part->text : "", -1);
      break;
    case CHAT_PART_SOURCES:
      append_sources (out, part, sources);
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
  g_autoptr(ChatSourceList) sources = chat_source_list_new ();
  g_auto(ChatExportPart) cited = { 0 };

  append_gap (out);
  g_string_append (out, "## ");
  append_escaped (out, chat_export_get_speaker (message));
  g_string_append_c (out, '\n');

  for (guint i = 0; i < chat_message_get_n_blocks (message);)
    {
      g_auto(ChatExportPart) part = { 0 };

      i = chat_export_part_init (&part, message, i, sources);
      append_part (out, &part, sources);
    }
  chat_export_part_init_sources (&cited, sources);
  append_part (out, &cited, sources);

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
