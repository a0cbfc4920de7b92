/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown blocks and styled texts as values: made, freed, compared.
 */

#include "chat-markdown-private.h"

#include <string.h>

static void
clear_span (ChatMarkdownSpan *span)
{
  g_free (span->target);
  g_free (span->title);
}

void
chat_markdown_text_init (ChatMarkdownText *self)
{
  self->text = g_string_new (NULL);
  self->spans = g_array_new (FALSE, TRUE, sizeof (ChatMarkdownSpan));
  g_array_set_clear_func (self->spans, (GDestroyNotify) clear_span);
}

void
chat_markdown_text_clear (ChatMarkdownText *self)
{
  g_string_free (g_steal_pointer (&self->text), TRUE);
  g_clear_pointer (&self->spans, g_array_unref);
}

ChatMarkdownText *
chat_markdown_text_new (void)
{
  ChatMarkdownText *self = g_new (ChatMarkdownText, 1);

  chat_markdown_text_init (self);

  return self;
}

void
chat_markdown_text_free (ChatMarkdownText *self)
{
  chat_markdown_text_clear (self);
  g_free (self);
}

static gboolean
span_equal (const ChatMarkdownSpan *a,
            const ChatMarkdownSpan *b)
{
  return a->start == b->start && a->end == b->end && a->style == b->style
         && g_strcmp0 (a->target, b->target) == 0 && g_strcmp0 (a->title, b->title) == 0;
}

gboolean
chat_markdown_text_equal (const ChatMarkdownText *self,
                          const ChatMarkdownText *other)
{
  if (!g_string_equal (self->text, other->text) || self->spans->len != other->spans->len)
    return FALSE;

  for (guint i = 0; i < self->spans->len; i++)
    {
      if (!span_equal (&g_array_index (self->spans, ChatMarkdownSpan, i),
                       &g_array_index (other->spans, ChatMarkdownSpan, i)))
        return FALSE;
    }

  return TRUE;
}

static void
table_free (ChatMarkdownTable *self)
{
  g_array_unref (self->columns);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static gboolean
row_equal (GPtrArray *a,
           GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    {
      if (!chat_markdown_text_equal (a->pdata[i], b->pdata[i]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
array_equal (GArray *a,
             GArray *b)
{
  return a->len == b->len
         && (a->len == 0 || memcmp (a->data, b->data, a->len * g_array_get_element_size (a)) == 0);
}

static gboolean
table_equal (const ChatMarkdownTable *a,
             const ChatMarkdownTable *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (!array_equal (a->columns, b->columns) || a->rows->len != b->rows->len)
    return FALSE;

  for (guint i = 0; i < a->rows->len; i++)
    {
      if (!row_equal (a->rows->pdata[i], b->rows->pdata[i]))
        return FALSE;
    }

  return TRUE;
}

ChatMarkdownBlock *
chat_markdown_block_new (ChatMarkdownKind kind)
{
  ChatMarkdownBlock *self = g_rc_box_new0 (ChatMarkdownBlock);

  self->kind = kind;
  self->closed = TRUE;
  self->containers = g_array_new (FALSE, TRUE, sizeof (ChatMarkdownContainer));
  chat_markdown_text_init (&self->text);

  return self;
}

static void
block_clear (ChatMarkdownBlock *self)
{
  g_array_unref (self->containers);
  chat_markdown_text_clear (&self->text);
  g_free (self->info);
  g_clear_pointer (&self->table, table_free);
}

ChatMarkdownBlock *
chat_markdown_block_ref (ChatMarkdownBlock *self)
{
  return g_rc_box_acquire (self);
}

void
chat_markdown_block_unref (ChatMarkdownBlock *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) block_clear);
}

static gboolean
containers_equal (GArray *a,
                  GArray *b)
{
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    {
      const ChatMarkdownContainer *one = &g_array_index (a, ChatMarkdownContainer, i);
      const ChatMarkdownContainer *two = &g_array_index (b, ChatMarkdownContainer, i);

      if (one->kind != two->kind || one->id != two->id || one->number != two->number
          || one->delimiter != two->delimiter || one->task != two->task
          || one->tight != two->tight)
        return FALSE;
    }

  return TRUE;
}

gboolean
chat_markdown_block_equal (const ChatMarkdownBlock *self,
                           const ChatMarkdownBlock *other)
{
  if (self == other)
    return TRUE;

  return self->kind == other->kind
         && self->level == other->level
         && self->fenced == other->fenced
         && self->closed == other->closed
         && self->start == other->start
         && self->end == other->end
         && g_strcmp0 (self->info, other->info) == 0
         && containers_equal (self->containers, other->containers)
         && chat_markdown_text_equal (&self->text, &other->text)
         && table_equal (self->table, other->table);
}

char *
chat_markdown_block_dup_language (const ChatMarkdownBlock *self)
{
  g_autofree char *word = NULL;

  if (self->info == NULL || self->info[0] == '\0')
    return NULL;

  word = g_strndup (self->info, strcspn (self->info, " \t,{"));

  return word[0] != '\0' ? g_utf8_strdown (word, -1) : NULL;
}
