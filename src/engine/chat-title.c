/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The title that a conversation gets from its first prompt, or from a model.
 */

#include "chat-title.h"

#include "chat-json-span.h"

#include <glib/gi18n.h>
#include <string.h>

/* What a header bar shows whole beside its buttons. */
#define MAX_CHARACTERS 50
/* A word that would leave less than this is cut itself: a long address, or a script without
 * blanks. */
#define MIN_CHARACTERS 20

static const char *
skip_space (const char *text)
{
  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  return text;
}

/* One line, with each run of white space as one blank. */
static GString *
first_line (const char *text)
{
  GString *line = g_string_new (NULL);
  gboolean gap = FALSE;

  for (const char *at = text; *at != '\0' && *at != '\n'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (g_unichar_isspace (character))
        {
          gap = TRUE;
          continue;
        }

      if (gap)
        g_string_append_c (line, ' ');
      gap = FALSE;
      g_string_append_unichar (line, character);
    }

  return line;
}

/* Bytes to keep of a line that is too long. */
static gsize
find_cut (const char *line)
{
  const char *end = g_utf8_offset_to_pointer (line, MAX_CHARACTERS);
  const char *blank = g_utf8_strrchr (line, end + 1 - line, ' ');

  if (blank != NULL && g_utf8_pointer_to_offset (line, blank) >= MIN_CHARACTERS)
    end = blank;

  return end - line;
}

char *
chat_title_from_prompt (const char *prompt)
{
  g_autoptr(GString) line = first_line (skip_space (prompt));

  if (line->len == 0)
    return NULL;

  if (g_utf8_strlen (line->str, line->len) > MAX_CHARACTERS)
    {
      g_string_truncate (line, find_cut (line->str));
      g_string_append (line, "…");
    }

  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* NULL if it is none. */
static char *
name_attachment (const ChatContentBlock *block)
{
  const ChatJsonSpan start = { block->start, strlen (block->start) };
  g_autofree char *title = NULL;

  if (block->kind == CHAT_BLOCK_IMAGE)
    return g_strdup (_("Picture"));
  if (block->kind != CHAT_BLOCK_DOCUMENT)
    return NULL;

  title = chat_json_span_dup_string (chat_json_span_get (start, "title"));
  return chat_title_from_prompt (title != NULL ? title : _("Document"));
}

char *
chat_title_from_message (ChatMessage *prompt)
{
  g_autofree char *text = chat_message_dup_text (prompt);
  char *title = chat_title_from_prompt (text);

  for (guint i = 0; title == NULL && i < chat_message_get_n_blocks (prompt); i++)
    title = name_attachment (chat_message_get_block (prompt, i));
  return title;
}

/* Quotes, emphasis and headings around it, and a full stop behind it. */
static gboolean
is_decoration (gunichar character)
{
  return g_unichar_isspace (character) ||
         g_utf8_strchr ("\"'`*_#.“”„‘’«»", -1, character) != NULL;
}

char *
chat_title_from_answer (const char *answer)
{
  const char *start = answer;
  g_autofree char *line = NULL;
  char *end;

  while (*start != '\0' && is_decoration (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  if (g_ascii_strncasecmp (start, "title:", strlen ("title:")) == 0)
    start += strlen ("title:");
  while (*start != '\0' && is_decoration (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);

  line = g_strndup (start, strcspn (start, "\n"));
  end = line + strlen (line);
  while (end > line && is_decoration (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  *end = '\0';

  return chat_title_from_prompt (line);
}
