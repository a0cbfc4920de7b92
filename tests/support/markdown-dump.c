/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown blocks as text for people.
 */

#include "markdown-dump.h"

#include <string.h>

static const struct { ChatMarkdownStyle style; const char *name; } styles[] = {
  { CHAT_MARKDOWN_EMPHASIS, "em" },
  { CHAT_MARKDOWN_STRONG, "strong" },
  { CHAT_MARKDOWN_STRIKE, "strike" },
  { CHAT_MARKDOWN_CODE_SPAN, "code" },
  { CHAT_MARKDOWN_LINK, "link" },
  { CHAT_MARKDOWN_IMAGE, "image" },
  { CHAT_MARKDOWN_FORMULA, "math" },
  { CHAT_MARKDOWN_DISPLAY, "display" },
  { CHAT_MARKDOWN_RAW_HTML, "html" },
  { CHAT_MARKDOWN_OPEN, "open" },
};

static void
append_tag (GString                *out,
            const ChatMarkdownSpan *span)
{
  const char *separator = "\u2039";

  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      if ((span->style & styles[i].style) != 0)
        {
          g_string_append_printf (out, "%s%s", separator, styles[i].name);
          separator = " ";
        }
    }
  if (span->target != NULL)
    g_string_append_printf (out, " %s", span->target);
  if (span->title != NULL)
    g_string_append_printf (out, " \"%s\"", span->title);
  g_string_append (out, "\u203A");
}

static void
append_ends (GString      *out,
             const GArray *spans,
             gsize         offset,
             guint         before)
{
  for (guint i = before; i > 0; i--)
    {
      const ChatMarkdownSpan *span = &g_array_index (spans, ChatMarkdownSpan, i - 1);

      if (span->end == offset && span->start < offset)
        g_string_append (out, "\u2039/\u203A");
    }
}

/* A line break within the text is shown as such a sign. */
static void
append_text (GString                *out,
             const ChatMarkdownText *text)
{
  guint next = 0;

  for (gsize offset = 0; offset <= text->text->len; offset++)
    {
      append_ends (out, text->spans, offset, next);
      for (; next < text->spans->len; next++)
        {
          const ChatMarkdownSpan *span = &g_array_index (text->spans, ChatMarkdownSpan, next);

          if (span->start != offset)
            break;
          append_tag (out, span);
          if (span->end == offset)
            g_string_append (out, "\u2039/\u203A");
        }
      if (offset == text->text->len)
        break;
      if (text->text->str[offset] == '\n')
        g_string_append (out, "\u21B5");
      else
        g_string_append_c (out, text->text->str[offset]);
    }
}

static void
append_container (GString                     *out,
                  const ChatMarkdownContainer *container)
{
  static const char * const tasks[] = { "", " open", " done" };

  if (container->kind == CHAT_MARKDOWN_QUOTE)
    g_string_append_printf (out, "quote:%u > ", container->id);
  else if (container->kind == CHAT_MARKDOWN_BULLET)
    g_string_append_printf (out, "%c:%u%s%s > ", container->delimiter, container->id,
                            tasks[container->task], container->tight ? "" : " loose");
  else
    g_string_append_printf (out, "%u%c:%u%s%s > ", container->number, container->delimiter,
                            container->id, tasks[container->task],
                            container->tight ? "" : " loose");
}

static void
append_lines (GString    *out,
              const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (out, "  | %s\n", lines[i]);
}

static void
append_table (GString                 *out,
              const ChatMarkdownTable *table)
{
  g_string_append (out, "  ");
  for (guint i = 0; i < table->columns->len; i++)
    g_string_append_c (out, "-<^>"[g_array_index (table->columns, ChatMarkdownAlign, i)]);
  g_string_append_c (out, '\n');

  for (guint i = 0; i < table->rows->len; i++)
    {
      const GPtrArray *row = table->rows->pdata[i];

      g_string_append (out, "  ");
      for (guint j = 0; j < row->len; j++)
        {
          g_string_append (out, "| ");
          append_text (out, row->pdata[j]);
          g_string_append_c (out, ' ');
        }
      g_string_append (out, "|\n");
    }
}

static void
append_kind (GString                 *out,
             const ChatMarkdownBlock *block)
{
  static const char * const kinds[] = {
    "paragraph", "heading", "code", "table", "math", "rule", "html",
  };

  g_string_append (out, kinds[block->kind]);
  if (block->level > 0)
    g_string_append_printf (out, " %u", block->level);
  if (block->fenced)
    g_string_append (out, " fenced");
  if (block->info != NULL && block->info[0] != '\0')
    g_string_append_printf (out, " (%s)", block->info);
  if (!block->closed)
    g_string_append (out, " open");
}

static void
append_block (GString                 *out,
              const ChatMarkdownBlock *block)
{
  for (guint i = 0; i < block->containers->len; i++)
    append_container (out, &g_array_index (block->containers, ChatMarkdownContainer, i));
  append_kind (out, block);
  g_string_append_printf (out, " @%" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT "\n",
                          block->start, block->end);

  if (block->kind == CHAT_MARKDOWN_TABLE)
    append_table (out, block->table);
  else if (block->kind == CHAT_MARKDOWN_PARAGRAPH || block->kind == CHAT_MARKDOWN_HEADING)
    {
      g_string_append (out, "  ");
      append_text (out, &block->text);
      g_string_append_c (out, '\n');
    }
  else if (block->kind != CHAT_MARKDOWN_RULE)
    append_lines (out, block->text.text->str);
}

char *
markdown_dump (const GPtrArray *blocks)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    append_block (out, blocks->pdata[i]);

  return g_string_free (out, FALSE);
}
