/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table on its way to a spreadsheet or a document.
 */

#include "chat-table-copy.h"

#include "chat-html.h"

#include <string.h>

static const ChatMarkdownText *
get_cell (const ChatMarkdownTable *table,
          guint                    row,
          guint                    column)
{
  return g_ptr_array_index ((GPtrArray *) g_ptr_array_index (table->rows, row), column);
}

static const ChatMarkdownSpan *
get_span (const ChatMarkdownText *cell,
          guint                   position)
{
  return &g_array_index (cell->spans, ChatMarkdownSpan, position);
}

static const char *
get_delimiter (const ChatMarkdownSpan *span)
{
  if ((span->style & CHAT_MARKDOWN_FORMULA) == 0)
    return "";

  return (span->style & CHAT_MARKDOWN_DISPLAY) != 0 ? "$$" : "$";
}

/* (transfer full) */
static char *
dup_plain (const ChatMarkdownText *cell)
{
  GString *out = g_string_new (NULL);
  gsize at = 0;

  for (guint i = 0; i < cell->spans->len; i++)
    {
      const ChatMarkdownSpan *span = get_span (cell, i);
      const char *delimiter = get_delimiter (span);

      /* Nothing stands within a formula. */
      if (*delimiter == '\0')
        continue;
      g_string_append_len (out, cell->text->str + at, (gssize) (span->start - at));
      g_string_append (out, delimiter);
      g_string_append_len (out, cell->text->str + span->start, (gssize) (span->end - span->start));
      g_string_append (out, delimiter);
      at = span->end;
    }
  g_string_append (out, cell->text->str + at);

  return g_string_free (out, FALSE);
}

static void
append_field (GString    *out,
              const char *text)
{
  if (strpbrk (text, ",\"\r\n") == NULL)
    {
      g_string_append (out, text);
      return;
    }

  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

char *
chat_table_to_csv (const ChatMarkdownTable *table)
{
  GString *out = g_string_new (NULL);

  for (guint row = 0; row < table->rows->len; row++)
    {
      for (guint column = 0; column < table->columns->len; column++)
        {
          g_autofree char *text = dup_plain (get_cell (table, row, column));

          if (column > 0)
            g_string_append_c (out, ',');
          append_field (out, text);
        }
      g_string_append (out, "\r\n");
    }

  return g_string_free (out, FALSE);
}

/* A cell while it is written. */
typedef struct
{
  GString                *out;
  const ChatMarkdownText *cell;
  gsize                   at;       /* byte of its text */
  GArray                 *open;     /* (element-type guint), the spans around it, outermost first */
  guint                   link;     /* how many are open down to the one that is a link; 0: none */
} Writer;

static const struct
{
  ChatMarkdownStyle  style;
  const char        *tag;
} tags[] = {
  { CHAT_MARKDOWN_EMPHASIS, "em" },
  { CHAT_MARKDOWN_STRONG, "strong" },
  { CHAT_MARKDOWN_STRIKE, "del" },
  { CHAT_MARKDOWN_CODE_SPAN, "code" },
};

/* (nullable) */
static const char *
get_tag (const ChatMarkdownSpan *span)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      if ((span->style & tags[i].style) != 0)
        return tags[i].tag;
    }

  return NULL;
}

static void
write_text (Writer *self,
            gsize   end)
{
  chat_html_append_escaped (self->out, self->cell->text->str + self->at,
                            (gssize) (end - self->at));
  self->at = end;
}

/* Links do not nest in HTML. */
static void
open_span (Writer *self,
           guint   position)
{
  const ChatMarkdownSpan *span = get_span (self->cell, position);
  const char *tag = get_tag (span);

  write_text (self, span->start);
  g_array_append_val (self->open, position);
  if (span->target != NULL && self->link == 0 && chat_html_append_link (self->out, span->target))
    self->link = self->open->len;
  if (tag != NULL)
    g_string_append_printf (self->out, "<%s>", tag);
  g_string_append (self->out, get_delimiter (span));
}

static void
close_span (Writer *self)
{
  guint position = g_array_index (self->open, guint, self->open->len - 1);
  const ChatMarkdownSpan *span = get_span (self->cell, position);
  const char *tag = get_tag (span);

  write_text (self, span->end);
  g_string_append (self->out, get_delimiter (span));
  if (tag != NULL)
    g_string_append_printf (self->out, "</%s>", tag);
  if (self->link == self->open->len)
    {
      g_string_append (self->out, "</a>");
      self->link = 0;
    }
  g_array_set_size (self->open, self->open->len - 1);
}

/* Closes what ends at a byte of the text or before it. */
static void
close_until (Writer *self,
             gsize   end)
{
  while (self->open->len > 0)
    {
      guint position = g_array_index (self->open, guint, self->open->len - 1);

      if (get_span (self->cell, position)->end > end)
        break;
      close_span (self);
    }
}

static void
append_content (GString                *out,
                const ChatMarkdownText *cell)
{
  g_autoptr(GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));
  Writer self = { .out = out, .cell = cell, .open = open };

  for (guint i = 0; i < cell->spans->len; i++)
    {
      close_until (&self, get_span (cell, i)->start);
      open_span (&self, i);
    }
  close_until (&self, cell->text->len);
  write_text (&self, cell->text->len);
}

static void
append_cell (GString                *out,
             const char             *tag,
             ChatMarkdownAlign       align,
             const ChatMarkdownText *cell)
{
  static const char * const aligns[] = {
    [CHAT_MARKDOWN_ALIGN_LEFT] = "left",
    [CHAT_MARKDOWN_ALIGN_CENTER] = "center",
    [CHAT_MARKDOWN_ALIGN_RIGHT] = "right",
  };

  g_string_append_printf (out, "<%s", tag);
  if (align != CHAT_MARKDOWN_ALIGN_NONE)
    g_string_append_printf (out, " style=\"text-align: %s\"", aligns[align]);
  g_string_append_c (out, '>');
  append_content (out, cell);
  g_string_append_printf (out, "</%s>", tag);
}

static void
append_row (GString                 *out,
            const ChatMarkdownTable *table,
            guint                    row)
{
  g_string_append (out, "<tr>");
  for (guint column = 0; column < table->columns->len; column++)
    append_cell (out, row == 0 ? "th" : "td",
                 g_array_index (table->columns, ChatMarkdownAlign, column),
                 get_cell (table, row, column));
  g_string_append (out, "</tr>\n");
}

char *
chat_table_to_html (const ChatMarkdownTable *table)
{
  GString *out = g_string_new ("<table>\n<thead>\n");

  append_row (out, table, 0);
  g_string_append (out, "</thead>\n<tbody>\n");
  for (guint row = 1; row < table->rows->len; row++)
    append_row (out, table, row);
  g_string_append (out, "</tbody>\n</table>\n");

  return g_string_free (out, FALSE);
}
