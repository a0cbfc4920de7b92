/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Marks, fences and brackets around what is selected, and away from it.
 */

#include "chat-markdown-edit-private.h"

#include "chat-fence.h"

#include <string.h>


static gsize
count_before (const ChatSpan *span,
              gsize           at,
              char            sign)
{
  gsize n = 0;

  while (n < at && span->text[at - 1 - n] == sign)
    n++;

  return n;
}


static gsize
count_after (const ChatSpan *span,
             gsize           at,
             char            sign)
{
  gsize n = 0;

  while (span->text[at + n] == sign)
    n++;

  return n;
}


/* Of so many signs on both sides. Three are bold and italic. */
static gboolean
has_mark (gsize            n_signs,
          ChatMarkdownMark mark)
{
  switch (mark)
    {
    case CHAT_MARKDOWN_BOLD:
      return n_signs >= 2;

    case CHAT_MARKDOWN_ITALIC:
      return n_signs % 2 == 1;

    case CHAT_MARKDOWN_CODE:
    default:
      return n_signs >= 1;
    }
}


/* The longest row of backticks in what is selected. */
static gsize
count_backticks (const ChatSpan *span)
{
  gsize most = 0;

  for (gsize at = span->from; at < span->to; at++)
    most = MAX (most, MIN (count_after (span, at, '`'), span->to - at));

  return most;
}


/* Returns: (transfer full) */
static char *
dup_signs (const ChatSpan   *span,
           ChatMarkdownMark  mark)
{
  switch (mark)
    {
    case CHAT_MARKDOWN_BOLD:
      return g_strdup ("**");

    case CHAT_MARKDOWN_ITALIC:
      return g_strdup ("*");

    case CHAT_MARKDOWN_CODE:
    default:
      return g_strnfill (count_backticks (span) + 1, '`');
    }
}


/* Marks hold only where no blank is beside them. */
static void
trim (ChatSpan *span)
{
  while (span->from < span->to && g_ascii_isspace (span->text[span->from]))
    span->from++;
  while (span->to > span->from && g_ascii_isspace (span->text[span->to - 1]))
    span->to--;
}


/* The blank that keeps backticks at its ends apart from those around it (CommonMark 0.30, 6.1). */
static gsize
get_padding (const ChatSpan   *span,
             ChatMarkdownMark  mark)
{
  if (mark != CHAT_MARKDOWN_CODE || span->from == span->to)
    return 0;

  return span->text[span->from] == '`' || span->text[span->to - 1] == '`' ? 1 : 0;
}


static void
mark_span (const ChatSpan   *span,
           ChatMarkdownMark  mark,
           ChatMarkdownEdit *edit)
{
  g_autofree char *signs = dup_signs (span, mark);
  gsize length = span->to - span->from;
  gsize padding = get_padding (span, mark);
  gsize before = strlen (signs) + padding;
  char *with = g_strdup_printf ("%s%*s%.*s%*s%s", signs, (int) padding, "",
                                (int) length, span->text + span->from,
                                (int) padding, "", signs);

  chat_span_set_edit (span, edit, span->from, span->to, with, before, before + length);
}


static gboolean
has_blanks_around (const ChatSpan *span)
{
  return span->from > 0 && span->text[span->from - 1] == ' ' && span->text[span->to] == ' ';
}


/* A longer row of backticks than any in the span stands behind such blanks. */
static gsize
count_padding_around (const ChatSpan   *span,
                      ChatMarkdownMark  mark)
{
  gsize n_signs;

  if (!has_blanks_around (span) || get_padding (span, mark) == 0)
    return 0;

  n_signs = MIN (count_before (span, span->from - 1, '`'), count_after (span, span->to + 1, '`'));

  return n_signs > count_backticks (span) ? 1 : 0;
}


/* The blank behind the first @n_signs of the span that keeps backticks apart from them. */
static gsize
count_padding (const ChatSpan *span,
               gsize           n_signs)
{
  ChatSpan content = *span;

  content.from += n_signs + 1;
  content.to -= n_signs + 1;

  return content.from < content.to && has_blanks_around (&content)
         ? get_padding (&content, CHAT_MARKDOWN_CODE)
         : 0;
}


/* The signs stand around the span, or within it at its ends. */
static gboolean
unmark_span (const ChatSpan   *span,
             ChatMarkdownMark  mark,
             ChatMarkdownEdit *edit)
{
  const char sign = mark == CHAT_MARKDOWN_CODE ? '`' : '*';
  gsize length = span->to - span->from;
  gsize padding = count_padding_around (span, mark);
  gsize around = MIN (count_before (span, span->from - padding, sign),
                      count_after (span, span->to + padding, sign));
  gsize within = MIN (count_after (span, span->from, sign), count_before (span, span->to, sign));
  gsize n_signs = mark == CHAT_MARKDOWN_BOLD ? 2 : 1;

  if (length == 0)
    return FALSE;

  if (has_mark (around, mark))
    {
      n_signs = mark == CHAT_MARKDOWN_CODE ? around + padding : n_signs;
      chat_span_set_edit (span, edit, span->from - n_signs, span->to + n_signs,
                          g_strndup (span->text + span->from, length), 0, length);
      return TRUE;
    }
  if (has_mark (within, mark) && 2 * within < length)
    {
      n_signs = mark == CHAT_MARKDOWN_CODE ? within + count_padding (span, within) : n_signs;
      length -= 2 * n_signs;
      chat_span_set_edit (span, edit, span->from, span->to,
                          g_strndup (span->text + span->from + n_signs, length), 0, length);
      return TRUE;
    }

  return FALSE;
}


/* Words of scripts that put no blanks between them have no ends that could be told here. */
static gboolean
is_in_word (const char *at)
{
  gunichar character = g_utf8_get_char (at);

  return (g_unichar_isalnum (character) && !g_unichar_iswide (character)) ||
         g_unichar_ismark (character);
}


/* The word at the cursor; nothing if there is none. */
static ChatSpan
find_word (const ChatSpan *span)
{
  ChatSpan word = *span;

  while (word.from > 0)
    {
      const char *before = g_utf8_prev_char (word.text + word.from);

      if (!is_in_word (before))
        break;
      word.from = (gsize) (before - word.text);
    }
  while (word.text[word.to] != '\0' && is_in_word (word.text + word.to))
    word.to = (gsize) (g_utf8_next_char (word.text + word.to) - word.text);

  return word;
}


/* Whether something marked has begun in the line and goes on at the cursor. */
static gboolean
is_marked (const ChatSpan   *span,
           ChatMarkdownMark  mark)
{
  const char sign = mark == CHAT_MARKDOWN_CODE ? '`' : '*';
  gboolean marked = FALSE;

  for (gsize at = chat_span_find_line (span, span->from); at < span->from; at++)
    {
      gsize n_signs = count_after (span, at, sign);

      if (n_signs == 0)
        continue;
      marked ^= has_mark (n_signs, mark);
      at += n_signs - 1;
    }

  return marked;
}


/* A cursor stays where it is in its word. */
static void
keep_cursor (const ChatSpan   *word,
             const ChatSpan   *cursor,
             ChatMarkdownEdit *edit)
{
  edit->select_from += (guint) g_utf8_strlen (word->text + word->from,
                                              (gssize) (cursor->from - word->from));
  edit->select_to = edit->select_from;
}


static void
toggle_at_cursor (const ChatSpan   *span,
                  ChatMarkdownMark  mark,
                  ChatMarkdownEdit *edit)
{
  const char sign = mark == CHAT_MARKDOWN_CODE ? '`' : '*';
  gsize n_signs = mark == CHAT_MARKDOWN_BOLD ? 2 : 1;
  gsize before = count_before (span, span->from, sign);
  gsize after = count_after (span, span->from, sign);
  ChatSpan word = find_word (span);

  if (before > 0 && has_mark (MIN (before, after), mark))
    /* Nothing was written in it. */
    chat_span_set_edit (span, edit, span->from - n_signs, span->from + n_signs, g_strdup (""),
                        0, 0);
  else if (before == 0 && has_mark (after, mark) && is_marked (span, mark))
    chat_span_set_edit (span, edit, span->from, span->from + n_signs,
                        g_strndup (span->text + span->from, n_signs), n_signs, n_signs);
  else
    {
      if (!unmark_span (&word, mark, edit))
        mark_span (&word, mark, edit);
      keep_cursor (&word, span, edit);
    }
}


/* Whole lines, without the last line break. */
static ChatSpan
find_lines (const ChatSpan *span)
{
  ChatSpan lines = *span;

  if (lines.to > lines.from && lines.text[lines.to - 1] == '\n')
    lines.to--;
  lines.from = chat_span_find_line (span, lines.from);
  lines.to = chat_span_find_line_end (span, lines.to);

  return lines;
}


static gboolean
is_fence (const ChatSpan *span,
          gsize           line)
{
  return count_after (span, chat_span_skip_blanks (span, line), '`') >= LEAST_FENCE;
}


/* A block whose fences are the first and the last of the lines. */
static gboolean
unfence (const ChatSpan   *lines,
         ChatMarkdownEdit *edit)
{
  gsize begin = chat_span_find_line_end (lines, lines->from) + 1;
  gsize end = chat_span_find_line (lines, lines->to);
  gsize length;

  if (begin > end || !is_fence (lines, lines->from) || !is_fence (lines, end))
    return FALSE;

  length = end > begin ? end - 1 - begin : 0;
  chat_span_set_edit (lines, edit, lines->from, lines->to,
                      g_strndup (lines->text + begin, length), 0, length);

  return TRUE;
}


/* The lines are all that is between fences. */
static gboolean
unfence_around (const ChatSpan   *lines,
                ChatMarkdownEdit *edit)
{
  ChatSpan block = *lines;

  if (block.from == 0 || block.to >= block.length)
    return FALSE;

  block.from = chat_span_find_line (lines, block.from - 1);
  block.to = chat_span_find_line_end (lines, block.to + 1);

  return unfence (&block, edit);
}


static void
toggle_fence (const ChatSpan   *span,
              ChatMarkdownEdit *edit)
{
  ChatSpan lines = find_lines (span);
  g_autoptr(GString) out = g_string_new (NULL);
  gsize length = lines.to - lines.from;
  gsize begin;

  if (unfence (&lines, edit) || unfence_around (&lines, edit))
    return;

  chat_fence_append (out, NULL, lines.text + lines.from, (gssize) length);
  g_string_truncate (out, strlen (g_strchomp (out->str)));
  begin = strcspn (out->str, "\n") + 1;
  chat_span_set_edit (span, edit, lines.from, lines.to, g_strdup (out->str),
                      begin, begin + length);
}


void
chat_markdown_edit_toggle (const char       *text,
                           guint             from,
                           guint             to,
                           ChatMarkdownMark  mark,
                           ChatMarkdownEdit *edit)
{
  ChatSpan span = chat_span_new (text, from, to);

  trim (&span);
  if (span.from == span.to)
    toggle_at_cursor (&span, mark, edit);
  else if (mark == CHAT_MARKDOWN_CODE &&
           memchr (text + span.from, '\n', span.to - span.from) != NULL)
    toggle_fence (&span, edit);
  else if (!unmark_span (&span, mark, edit))
    mark_span (&span, mark, edit);
}


gboolean
chat_markdown_edit_surround (const char       *text,
                             guint             from,
                             guint             to,
                             gunichar          typed,
                             ChatMarkdownEdit *edit)
{
  static const char opening[] = "([{\"'`*_";
  static const char closing[] = ")]}\"'`*_";
  ChatSpan span = chat_span_new (text, from, to);
  const char *found = typed > 0 && typed < 128 ? strchr (opening, (int) typed) : NULL;
  gsize length = span.to - span.from;
  char *with;

  if (found == NULL || length == 0)
    return FALSE;

  with = g_strdup_printf ("%c%.*s%c", *found, (int) length, text + span.from,
                          closing[found - opening]);
  chat_span_set_edit (&span, edit, span.from, span.to, with, 1, 1 + length);

  return TRUE;
}
