/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * New lines in Markdown: lists that go on, code that is indented.
 */

#include "chat-markdown-edit-private.h"

#include <string.h>

/* CommonMark 0.30, 5.2. */
#define MAX_DIGITS 9

/* How a line of a list or quotation begins. */
typedef struct
{
  gsize quote;    /* up to here blanks and signs of quotation */
  gsize bullet;   /* then a sign or number, up to here; quote if there is none */
  gsize box;      /* then something to be ticked, up to here; bullet if there is none */
} Lead;


void
chat_markdown_edit_clear (ChatMarkdownEdit *self)
{
  g_clear_pointer (&self->with, g_free);
}


ChatSpan
chat_span_new (const char *text,
               guint       from,
               guint       to)
{
  return (ChatSpan) {
    .text = text,
    .length = strlen (text),
    .from = (gsize) (g_utf8_offset_to_pointer (text, from) - text),
    .to = (gsize) (g_utf8_offset_to_pointer (text, to) - text),
  };
}


static guint
count_chars (const char *text,
             gsize       bytes)
{
  return (guint) g_utf8_strlen (text, (gssize) bytes);
}


void
chat_span_set_edit (const ChatSpan   *self,
                    ChatMarkdownEdit *edit,
                    gsize             from,
                    gsize             to,
                    char             *with,
                    gsize             select_from,
                    gsize             select_to)
{
  edit->from = count_chars (self->text, from);
  edit->to = count_chars (self->text, to);
  edit->select_from = edit->from + count_chars (with, select_from);
  edit->select_to = edit->from + count_chars (with, select_to);
  edit->with = with;
}


gsize
chat_span_find_line (const ChatSpan *self,
                     gsize           at)
{
  while (at > 0 && self->text[at - 1] != '\n')
    at--;

  return at;
}


gsize
chat_span_find_line_end (const ChatSpan *self,
                         gsize           at)
{
  return at + strcspn (self->text + at, "\n");
}


gsize
chat_span_skip_blanks (const ChatSpan *self,
                       gsize           at)
{
  return at + strspn (self->text + at, " \t");
}


/* @open becomes the fence of the block that @line, of @length bytes, begins, or NULL where it ends
 * that. */
static void
read_fence_line (const char  *line,
                 gsize        length,
                 const char **open,
                 gsize       *open_length)
{
  gsize begin = strspn (line, " \t");
  gsize run = 0;

  while (begin + run < length && line[begin + run] == line[begin])
    run++;
  if (begin >= length || strchr ("`~", line[begin]) == NULL || run < LEAST_FENCE)
    return;

  if (*open == NULL)
    {
      /* With another one behind it, it is code within a line. */
      if (memchr (line + begin + run, '`', length - begin - run) == NULL || line[begin] == '~')
        {
          *open = line + begin;
          *open_length = run;
        }
    }
  else if (**open == line[begin] && run >= *open_length &&
           strspn (line + begin + run, " \t") >= length - begin - run)
    *open = NULL;
}


gboolean
chat_markdown_edit_is_code (const char *text,
                            guint       at)
{
  ChatSpan span = chat_span_new (text, at, at);
  const char *open = NULL;
  gsize open_length = 0;

  for (gsize line = 0; line <= span.from; line = chat_span_find_line_end (&span, line) + 1)
    {
      gsize end = MIN (chat_span_find_line_end (&span, line), span.from);

      read_fence_line (text + line, end - line, &open, &open_length);
    }

  return open != NULL;
}


static gsize
read_bullet (const ChatSpan *span,
             gsize           at)
{
  gsize digits = strspn (span->text + at, "0123456789");
  gsize end = at + digits + strspn (span->text + at + digits, digits > 0 ? ".)" : "-*+");

  if (digits > MAX_DIGITS || end != at + digits + 1 || chat_span_skip_blanks (span, end) == end)
    return at;

  return chat_span_skip_blanks (span, end);
}


static gsize
read_box (const ChatSpan *span,
          gsize           at)
{
  const char *text = span->text + at;

  if (text[0] == '[' && text[1] != '\0' && strchr (" xX", text[1]) != NULL && text[2] == ']' &&
      text[3] == ' ')
    return at + strlen ("[ ] ");

  return at;
}


static Lead
read_lead (const ChatSpan *span,
           gsize           line)
{
  Lead lead = { .quote = chat_span_skip_blanks (span, line) };

  while (span->text[lead.quote] == '>')
    lead.quote = chat_span_skip_blanks (span, lead.quote + 1);
  lead.bullet = read_bullet (span, lead.quote);
  lead.box = lead.bullet > lead.quote ? read_box (span, lead.bullet) : lead.bullet;

  return lead;
}


/* The number after that of a list that is numbered. */
static void
append_bullet (GString    *out,
               const char *bullet,
               gsize       length)
{
  gsize digits = strspn (bullet, "0123456789");

  if (digits > 0)
    g_string_append_printf (out, "%" G_GUINT64_FORMAT, g_ascii_strtoull (bullet, NULL, 10) + 1);
  g_string_append_len (out, bullet + digits, (gssize) (length - digits));
}


static char *
dup_next_lead (const ChatSpan *span,
               gsize           line,
               const Lead     *lead)
{
  g_autoptr(GString) out = g_string_new ("\n");

  g_string_append_len (out, span->text + line, (gssize) (lead->quote - line));
  append_bullet (out, span->text + lead->quote, lead->bullet - lead->quote);
  if (lead->box > lead->bullet)
    g_string_append (out, "[ ] ");

  return g_string_free (g_steal_pointer (&out), FALSE);
}


static void
insert (const ChatSpan   *span,
        char             *with,
        ChatMarkdownEdit *edit)
{
  chat_span_set_edit (span, edit, span->from, span->to, with, strlen (with), strlen (with));
}


/* Blanks alone lead nothing on, but in code. */
static gboolean
leads_on (const ChatSpan *span,
          gsize           line,
          const Lead     *lead)
{
  return lead->bullet > lead->quote ||
         memchr (span->text + line, '>', lead->quote - line) != NULL;
}


void
chat_markdown_edit_new_line (const char       *text,
                             guint             from,
                             guint             to,
                             ChatMarkdownEdit *edit)
{
  ChatSpan span = chat_span_new (text, from, to);
  gsize line = chat_span_find_line (&span, span.from);
  gsize line_end = chat_span_find_line_end (&span, span.from);
  Lead lead = read_lead (&span, line);

  if (chat_markdown_edit_is_code (text, from))
    {
      gsize indent = MIN (chat_span_skip_blanks (&span, line), span.from) - line;

      insert (&span, g_strdup_printf ("\n%.*s", (int) indent, text + line), edit);
    }
  else if (!leads_on (&span, line, &lead) || span.from < lead.box || span.to > line_end)
    insert (&span, g_strdup ("\n"), edit);
  else if (chat_span_skip_blanks (&span, lead.box) >= line_end)
    chat_span_set_edit (&span, edit, line, line_end, g_strdup (""), 0, 0);
  else
    insert (&span, dup_next_lead (&span, line, &lead), edit);
}
