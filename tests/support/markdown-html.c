/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown blocks as the HTML that the specifications' examples give.
 */

#include "markdown-html.h"

#include <string.h>

/* What need not be escaped in an address there. */
#define SAFE "-_.+!*'(),%#@?=;:/$~"

typedef struct
{
  GString *out;
  GArray  *open;       /* (element-type ChatMarkdownContainer): items and quotes around here */
  ChatMarkdownContainer last;   /* the item that was closed last, its list is open yet; or none */
} Writer;

static void
append_escaped (GString    *out,
                const char *text,
                gsize       length)
{
  for (const char *p = text; p < text + length; p++)
    {
      if (*p == '&')
        g_string_append (out, "&amp;");
      else if (*p == '<')
        g_string_append (out, "&lt;");
      else if (*p == '>')
        g_string_append (out, "&gt;");
      else if (*p == '"')
        g_string_append (out, "&quot;");
      else
        g_string_append_c (out, *p);
    }
}

static void
append_address (GString    *out,
                const char *address)
{
  for (const char *p = address; *p != '\0'; p++)
    {
      if (g_ascii_isalnum (*p) || strchr (SAFE, *p) != NULL)
        g_string_append_c (out, *p);
      else if (*p == '&')
        g_string_append (out, "&amp;");
      else
        g_string_append_printf (out, "%%%02X", (guchar) *p);
    }
}

static void
append_attribute (GString    *out,
                  const char *name,
                  const char *value)
{
  if (value == NULL)
    return;

  g_string_append_printf (out, " %s=\"", name);
  append_escaped (out, value, strlen (value));
  g_string_append_c (out, '"');
}

static void
append_start (GString                *out,
              const ChatMarkdownText *text,
              const ChatMarkdownSpan *span)
{
  if (span->style == CHAT_MARKDOWN_LINK)
    {
      g_string_append (out, "<a href=\"");
      append_address (out, span->target);
      g_string_append_c (out, '"');
      append_attribute (out, "title", span->title);
      g_string_append_c (out, '>');
    }
  else if (span->style == CHAT_MARKDOWN_IMAGE)
    {
      g_autofree char *alt = g_strndup (text->text->str + span->start, span->end - span->start);

      g_string_append (out, "<img src=\"");
      append_address (out, span->target);
      g_string_append_c (out, '"');
      append_attribute (out, "alt", alt);
      append_attribute (out, "title", span->title);
      g_string_append (out, " />");
    }
  else if (span->style == CHAT_MARKDOWN_CODE_SPAN)
    g_string_append (out, "<code>");
  else if (span->style == CHAT_MARKDOWN_EMPHASIS)
    g_string_append (out, "<em>");
  else if (span->style == CHAT_MARKDOWN_STRONG)
    g_string_append (out, "<strong>");
  else if (span->style == CHAT_MARKDOWN_STRIKE)
    g_string_append (out, "<del>");
}

static void
append_end (GString                *out,
            const ChatMarkdownSpan *span)
{
  if (span->style == CHAT_MARKDOWN_LINK)
    g_string_append (out, "</a>");
  else if (span->style == CHAT_MARKDOWN_CODE_SPAN)
    g_string_append (out, "</code>");
  else if (span->style == CHAT_MARKDOWN_EMPHASIS)
    g_string_append (out, "</em>");
  else if (span->style == CHAT_MARKDOWN_STRONG)
    g_string_append (out, "</strong>");
  else if (span->style == CHAT_MARKDOWN_STRIKE)
    g_string_append (out, "</del>");
}

static void append_spans (GString                *out,
                          const ChatMarkdownText *text,
                          guint                  *next,
                          gsize                   start,
                          gsize                   end);

static void
append_plain (GString                *out,
              const ChatMarkdownText *text,
              gsize                   start,
              gsize                   end)
{
  for (gsize i = start; i < end; i++)
    {
      if (text->text->str[i] == '\n')
        g_string_append (out, "<br />\n");
      else
        append_escaped (out, text->text->str + i, 1);
    }
}

static void
append_span (GString                *out,
             const ChatMarkdownText *text,
             guint                  *next)
{
  const ChatMarkdownSpan *span = &g_array_index (text->spans, ChatMarkdownSpan, *next);

  (*next)++;
  append_start (out, text, span);
  if (span->style == CHAT_MARKDOWN_RAW_HTML)
    g_string_append_len (out, text->text->str + span->start, (gssize) (span->end - span->start));
  else if (span->style != CHAT_MARKDOWN_IMAGE)
    append_spans (out, text, next, span->start, span->end);
  while (*next < text->spans->len
         && g_array_index (text->spans, ChatMarkdownSpan, *next).start < span->end)
    (*next)++;
  append_end (out, span);
}

static void
append_spans (GString                *out,
              const ChatMarkdownText *text,
              guint                  *next,
              gsize                   start,
              gsize                   end)
{
  while (*next < text->spans->len)
    {
      const ChatMarkdownSpan *span = &g_array_index (text->spans, ChatMarkdownSpan, *next);

      if (span->end > end || (span->start >= end && end > start && span->end > span->start))
        break;
      append_plain (out, text, start, span->start);
      start = span->end;
      append_span (out, text, next);
    }
  append_plain (out, text, start, end);
}

static void
append_text (GString                *out,
             const ChatMarkdownText *text)
{
  guint next = 0;

  append_spans (out, text, &next, 0, text->text->len);
}

static void
append_table (GString                 *out,
              const ChatMarkdownTable *table)
{
  static const char * const aligns[] = {
    "", " align=\"left\"", " align=\"center\"", " align=\"right\"",
  };

  g_string_append (out, "<table>\n<thead>\n");
  for (guint i = 0; i < table->rows->len; i++)
    {
      const GPtrArray *row = table->rows->pdata[i];
      const char *tag = i == 0 ? "th" : "td";

      if (i == 1)
        g_string_append (out, "<tbody>\n");
      g_string_append (out, "<tr>\n");
      for (guint j = 0; j < row->len; j++)
        {
          guint align = g_array_index (table->columns, ChatMarkdownAlign, j);

          g_string_append_printf (out, "<%s%s>", tag, aligns[align]);
          append_text (out, row->pdata[j]);
          g_string_append_printf (out, "</%s>\n", tag);
        }
      g_string_append (out, "</tr>\n");
      if (i == 0)
        g_string_append (out, "</thead>\n");
    }
  g_string_append (out, table->rows->len > 1 ? "</tbody>\n</table>\n" : "</table>\n");
}

static void
append_code (GString                 *out,
             const ChatMarkdownBlock *block)
{
  g_string_append (out, "<pre><code");
  if (block->info != NULL && block->info[0] != '\0')
    {
      g_autofree char *word = g_strndup (block->info, strcspn (block->info, " \t"));
      g_autofree char *class = g_strconcat ("language-", word, NULL);

      append_attribute (out, "class", class);
    }
  g_string_append_c (out, '>');
  append_escaped (out, block->text.text->str, block->text.text->len);
  g_string_append (out, block->text.text->len > 0 ? "\n</code></pre>\n" : "</code></pre>\n");
}

static gboolean
is_tight (const ChatMarkdownBlock *block)
{
  guint n = block->containers->len;

  return n > 0 && g_array_index (block->containers, ChatMarkdownContainer, n - 1).tight;
}

static void
append_leaf (GString                 *out,
             const ChatMarkdownBlock *block)
{
  if (block->kind == CHAT_MARKDOWN_HEADING)
    {
      g_string_append_printf (out, "<h%u>", block->level);
      append_text (out, &block->text);
      g_string_append_printf (out, "</h%u>\n", block->level);
    }
  else if (block->kind == CHAT_MARKDOWN_CODE)
    append_code (out, block);
  else if (block->kind == CHAT_MARKDOWN_TABLE)
    append_table (out, block->table);
  else if (block->kind == CHAT_MARKDOWN_RULE)
    g_string_append (out, "<hr />\n");
  else if (block->kind == CHAT_MARKDOWN_HTML)
    g_string_append_printf (out, "%s\n", block->text.text->str);
  else if (block->text.text->len > 0 || block->text.spans->len > 0)
    {
      g_string_append (out, is_tight (block) ? "" : "<p>");
      append_text (out, &block->text);
      g_string_append (out, is_tight (block) ? "\n" : "</p>\n");
    }
}

static const char *
get_tag (const ChatMarkdownContainer *container)
{
  return container->kind == CHAT_MARKDOWN_ORDERED ? "ol" : "ul";
}

static void
close_list (Writer *self)
{
  if (self->last.delimiter != '\0')
    g_string_append_printf (self->out, "</%s>\n", get_tag (&self->last));
  self->last.delimiter = '\0';
}

static void
close_to (Writer *self,
          guint   depth)
{
  while (self->open->len > depth)
    {
      ChatMarkdownContainer container
        = g_array_index (self->open, ChatMarkdownContainer, self->open->len - 1);

      close_list (self);
      g_array_set_size (self->open, self->open->len - 1);
      if (container.kind == CHAT_MARKDOWN_QUOTE)
        g_string_append (self->out, "</blockquote>\n");
      else
        {
          g_string_append (self->out, "</li>\n");
          self->last = container;
        }
    }
}

static void
open_item (Writer                      *self,
           const ChatMarkdownContainer *container)
{
  if (self->last.kind != container->kind || self->last.delimiter != container->delimiter)
    {
      close_list (self);
      if (container->kind == CHAT_MARKDOWN_ORDERED && container->number != 1)
        g_string_append_printf (self->out, "<ol start=\"%u\">\n", container->number);
      else
        g_string_append_printf (self->out, "<%s>\n", get_tag (container));
    }
  self->last.delimiter = '\0';
  g_string_append (self->out, "<li>");
  if (container->task != CHAT_MARKDOWN_TASK_NONE)
    g_string_append_printf (self->out, "<input%s disabled=\"\" type=\"checkbox\"> ",
                            container->task == CHAT_MARKDOWN_TASK_DONE ? " checked=\"\"" : "");
}

static void
open_containers (Writer                  *self,
                 const ChatMarkdownBlock *block)
{
  const GArray *containers = block->containers;
  guint same = 0;

  while (same < containers->len && same < self->open->len
         && g_array_index (containers, ChatMarkdownContainer, same).id
            == g_array_index (self->open, ChatMarkdownContainer, same).id)
    same++;

  close_to (self, same);
  for (guint i = same; i < containers->len; i++)
    {
      ChatMarkdownContainer container = g_array_index (containers, ChatMarkdownContainer, i);

      if (container.kind == CHAT_MARKDOWN_QUOTE)
        {
          close_list (self);
          g_string_append (self->out, "<blockquote>\n");
        }
      else
        open_item (self, &container);
      g_array_append_val (self->open, container);
    }
  close_list (self);
}

char *
markdown_to_html (const GPtrArray *blocks)
{
  Writer self = {
    .out = g_string_new (NULL),
    .open = g_array_new (FALSE, TRUE, sizeof (ChatMarkdownContainer)),
  };

  for (guint i = 0; i < blocks->len; i++)
    {
      open_containers (&self, blocks->pdata[i]);
      append_leaf (self.out, blocks->pdata[i]);
    }
  close_to (&self, 0);
  close_list (&self);
  g_array_unref (self.open);

  return g_string_free (self.out, FALSE);
}

static char *
replace (char       *text,
         const char *pattern,
         const char *by)
{
  g_autoptr(GRegex) regex = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, NULL);
  char *replaced = g_regex_replace (regex, text, -1, 0, by, 0, NULL);

  g_free (text);

  return replaced;
}

char *
markdown_normalize_html (const char *html)
{
  static const char tags[] =
    "[ \\n]*(</?(?:p|ul|ol|li|h[1-6]|hr|blockquote|pre|table|thead|tbody|tr|th|td)"
    "(?: [^>]*)?>)[ \\n]*";
  GString *out = g_string_new (NULL);
  g_auto(GStrv) parts = g_strsplit (html, "<pre", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *end = i > 0 ? strstr (parts[i], "</pre>") : parts[i];
      char *rest;

      if (end == NULL)
        end = parts[i] + strlen (parts[i]);
      if (i > 0)
        g_string_append (out, "<pre");
      g_string_append_len (out, parts[i], end - parts[i]);
      rest = replace (g_strdup (end), "<br />\\s*", "<br />");
      rest = replace (rest, " *\\n *", " ");
      rest = replace (rest, tags, "\\1");
      g_string_append (out, g_strchug (rest));
      g_free (rest);
    }

  return g_strchomp (g_string_free (out, FALSE));
}
