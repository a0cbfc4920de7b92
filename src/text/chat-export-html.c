/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes the chosen path as HTML. A browser is told to run and to load nothing, should anything
 * slip through the escaping.
 */

#include "config.h"

#include "chat-export-html.h"

#include "chat-export-part.h"
#include "chat-html.h"
#include "chat-iso-time.h"
#include "chat-text-resources.h"

#include <string.h>

#define STYLE_URI "/org/example/ClaudeChat/export/export.css"

static GBytes *
load_style (void)
{
  GBytes *style = g_resource_lookup_data (chat_text_get_resource (), STYLE_URI,
                                          G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_assert (style != NULL);
  return style;
}

/* The one style sheet is allowed by its hash (CSP 3, 2.3.1). */
static char *
hash_style (GBytes *style)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, g_bytes_get_data (style, NULL), (gssize) g_bytes_get_size (style));
  g_checksum_get_digest (checksum, digest, &length);
  return g_base64_encode (digest, length);
}

static void
append_head (GString    *out,
             const char *title)
{
  g_autoptr(GBytes) style = load_style ();
  g_autofree char *hash = hash_style (style);
  g_autofree char *language = g_strdelimit (g_strdup (g_get_language_names ()[0]), "_", '-');

  language[strcspn (language, ".@")] = '\0';
  g_string_append_printf (out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n",
                          strcmp (language, "C") == 0 ? "en" : language);
  g_string_append (out, "<meta charset=\"utf-8\">\n");
  g_string_append_printf (out, "<meta http-equiv=\"Content-Security-Policy\" content=\""
                          "default-src 'none'; style-src 'sha256-%s'; img-src data:; "
                          "base-uri 'none'; form-action 'none'\">\n", hash);
  g_string_append (out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   "<meta name=\"referrer\" content=\"no-referrer\">\n"
                   "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
  chat_html_append_escaped (out, title, -1);
  g_string_append (out, "</title>\n<style>");
  g_string_append_len (out, g_bytes_get_data (style, NULL), (gssize) g_bytes_get_size (style));
  g_string_append (out, "</style>\n</head>\n<body>\n");
}

static void
append_header (GString              *out,
               const char           *title,
               ChatConversationInfo *info)
{
  g_autofree char *date = info != NULL
                          ? chat_iso_time_format_local (chat_conversation_info_get_created (info))
                          : NULL;

  g_string_append (out, "<header>\n<h1 dir=\"auto\">");
  chat_html_append_escaped (out, title, -1);
  g_string_append (out, "</h1>\n");
  if (date != NULL)
    g_string_append_printf (out, "<p class=\"facts\">%s</p>\n", date);
  g_string_append (out, "</header>\n<main>\n");
}

static void
open_details (GString    *out,
              const char *class_name,
              const char *label)
{
  g_string_append_printf (out, "<details class=\"%s\"><summary dir=\"auto\">", class_name);
  chat_html_append_escaped (out, label, -1);
  g_string_append (out, "</summary>\n");
}

static void
append_text (GString              *out,
             const ChatExportPart *part,
             const char           *anchor)
{
  const GArray *marks = part->marks;

  g_string_append (out, "<div class=\"text\" dir=\"auto\">\n");
  chat_html_append_markdown (out, part->text, strlen (part->text),
                             marks != NULL ? (gconstpointer) marks->data : NULL,
                             marks != NULL ? marks->len : 0, anchor);
  g_string_append (out, "</div>\n");
}

/* A prompt is no Markdown: it stands as it was typed. */
static void
append_prompt (GString    *out,
               const char *text)
{
  g_string_append (out, "<div class=\"text typed\" dir=\"auto\">");
  chat_html_append_escaped (out, text, -1);
  g_string_append (out, "</div>\n");
}

static void
append_note (GString    *out,
             const char *label)
{
  g_string_append (out, "<p class=\"ending\" dir=\"auto\">");
  chat_html_append_escaped (out, label, -1);
  g_string_append (out, "</p>\n");
}

static gboolean
is_base64 (const char *text)
{
  return strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n")
         == strlen (text);
}

static void
append_image (GString              *out,
              const ChatExportPart *part)
{
  if (part->media_type != NULL && is_base64 (part->text))
    {
      g_string_append_printf (out, "<p><img alt=\"%s\" src=\"data:%s;base64,%s\"></p>\n",
                              part->label, part->media_type, part->text);
      return;
    }

  g_string_append (out, "<p>");
  if (part->media_type == NULL && chat_html_append_link (out, part->text))
    {
      chat_html_append_escaped (out, part->text, -1);
      g_string_append (out, "</a></p>\n");
      return;
    }
  chat_html_append_escaped (out, part->label, -1);
  g_string_append (out, "</p>\n");
}

static void
append_source (GString          *out,
               const ChatSource *source,
               guint             number,
               const char       *anchor)
{
  gboolean leads;

  g_string_append_printf (out, "<li id=\"%s%u\"><span class=\"number\">%u</span> ", anchor, number,
                          number);
  leads = source->url != NULL && chat_html_append_link (out, source->url);
  chat_html_append_escaped (out, source->title, -1);
  if (leads)
    g_string_append (out, "</a>");
  if (source->place != NULL)
    {
      g_string_append (out, " · ");
      chat_html_append_escaped (out, source->place, -1);
    }
  g_string_append (out, "</li>\n");
}

/* Open: the numbers in the text lead here. */
static void
append_sources (GString              *out,
                const ChatExportPart *part,
                ChatSourceList       *sources,
                const char           *anchor)
{
  g_string_append (out, "<details class=\"sources\" open><summary dir=\"auto\">");
  chat_html_append_escaped (out, part->label, -1);
  g_string_append (out, "</summary>\n<ul>\n");
  for (guint i = 0; i < part->numbers->len; i++)
    {
      guint number = g_array_index (part->numbers, guint, i);

      append_source (out, chat_source_list_get (sources, number), number, anchor);
    }
  g_string_append (out, "</ul>\n</details>\n");
}

static void
append_part (GString              *out,
             const ChatExportPart *part,
             gboolean              is_user,
             ChatSourceList       *sources,
             const char           *anchor)
{
  switch (part->kind)
    {
    case CHAT_PART_TEXT:
      if (is_user)
        append_prompt (out, part->text);
      else
        append_text (out, part, anchor);
      break;
    case CHAT_PART_THINKING:
      open_details (out, "thinking", part->label);
      append_text (out, part, anchor);
      g_string_append (out, "</details>\n");
      break;
    case CHAT_PART_CARD:
      open_details (out, "card", part->label);
      g_string_append (out, "<pre dir=\"auto\"><code>");
      chat_html_append_escaped (out, part->text != NULL ? part->text : "", -1);
      g_string_append (out, "</code></pre></details>\n");
      break;
    case CHAT_PART_SOURCES:
      append_sources (out, part, sources, anchor);
      break;
    case CHAT_PART_IMAGE:
      append_image (out, part);
      break;
    case CHAT_PART_NOTE:
      append_note (out, part->label);
      break;
    case CHAT_PART_NONE:
    default:
      break;
    }
}

/* @anchor: what the ids of its sources begin with. */
static void
append_message (GString     *out,
                ChatMessage *message,
                const char  *anchor)
{
  g_autoptr(ChatSourceList) sources = chat_source_list_new ();
  g_auto(ChatExportPart) cited = { 0 };
  const char *ending = chat_export_get_ending (message);
  gboolean is_user = chat_message_get_role (message) == CHAT_ROLE_USER;

  g_string_append_printf (out, "<article class=\"%s\">\n<h2>", is_user ? "user" : "assistant");
  chat_html_append_escaped (out, chat_export_get_speaker (message), -1);
  g_string_append (out, "</h2>\n<div class=\"body\">\n");
  for (guint i = 0; i < chat_message_get_n_blocks (message);)
    {
      g_auto(ChatExportPart) part = { 0 };

      i = chat_export_part_init (&part, message, i, sources);
      append_part (out, &part, is_user, sources, anchor);
    }
  chat_export_part_init_sources (&cited, sources);
  append_part (out, &cited, is_user, sources, anchor);
  if (ending != NULL)
    append_note (out, ending);
  g_string_append (out, "</div>\n</article>\n");
}

void
chat_export_html_append (GString              *out,
                         ChatConversation     *conversation,
                         ChatConversationInfo *info)
{
  g_autofree char *title = chat_export_dup_title (conversation);

  append_head (out, title);
  append_header (out, title, info);
  for (guint i = 0; i < chat_conversation_get_n_messages (conversation); i++)
    {
      g_autofree char *anchor = g_strdup_printf ("source-%u-", i + 1);

      append_message (out, chat_conversation_get_message (conversation, i), anchor);
    }
  g_string_append (out, "</main>\n</body>\n</html>\n");
}
