/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From md4c's calls to blocks.
 */

#include "chat-markdown-build.h"

#include "chat-markdown-inline.h"

#include <string.h>

/* A list item or quote that is open. */
typedef struct
{
  ChatMarkdownContainer container;
  gboolean              filled;      /* something is in it */
} Level;

/* A list that is open. */
typedef struct
{
  ChatMarkdownContainerKind kind;
  guint                     next;    /* the number of its next item */
  char                      delimiter;
  gboolean                  tight;
} List;

typedef struct
{
  const ChatMarkdownPrepared *prepared;
  ChatMarkdownResult         *result;
  ChatMarkdownRange           range;
  GArray                     *levels;       /* (element-type Level) */
  GArray                     *lists;        /* (element-type List) */
  ChatMarkdownBlock          *block;        /* the leaf that is open, or NULL */
  ChatMarkdownInline          writer;       /* of its text */
  GPtrArray                  *row;          /* of the table */
  guint                       n_quotes;     /* among the levels */
  gboolean                    new_top;      /* the next block begins one of the top level */
  guint                       top_id;       /* the next id then */
} Builder;

static void
begin_block (Builder          *self,
             ChatMarkdownKind  kind)
{
  guint depth = MIN (self->levels->len, CHAT_MARKDOWN_MAX_DEPTH);

  self->block = chat_markdown_block_new (kind);
  for (guint i = self->levels->len; i > 0; i--)
    {
      Level *level = &g_array_index (self->levels, Level, i - 1);

      if (level->filled)
        break;
      level->filled = TRUE;
    }
  for (guint i = 0; i < depth; i++)
    g_array_append_val (self->block->containers,
                        g_array_index (self->levels, Level, i).container);

  self->writer.place = (ChatMarkdownPlace) { .first = G_MAXSIZE };
  self->writer.n_quotes = self->n_quotes;
  self->writer.in_table = kind == CHAT_MARKDOWN_TABLE;
  self->writer.verbatim = kind == CHAT_MARKDOWN_CODE || kind == CHAT_MARKDOWN_HTML;
  chat_markdown_inline_begin (&self->writer, &self->block->text);
}

static void
drop_last_newline (GString *text)
{
  if (text->len > 0 && text->str[text->len - 1] == '\n')
    g_string_truncate (text, text->len - 1);
}

/* md4c 0.4.8 leaves tabs around the text of a heading. */
static void
trim_heading (ChatMarkdownText *text)
{
  gsize blanks = strspn (text->text->str, " \t");

  while (text->text->len > blanks && strchr (" \t", text->text->str[text->text->len - 1]) != NULL)
    g_string_truncate (text->text, text->text->len - 1);
  g_string_erase (text->text, 0, (gssize) blanks);
  for (guint i = 0; i < text->spans->len; i++)
    {
      ChatMarkdownSpan *span = &g_array_index (text->spans, ChatMarkdownSpan, i);

      span->start = MIN (span->start - MIN (span->start, blanks), text->text->len);
      span->end = MIN (span->end - MIN (span->end, blanks), text->text->len);
    }
}

/* A paragraph that is only a display formula is one. */
static void
turn_into_math (ChatMarkdownBlock *block)
{
  const ChatMarkdownSpan *span = (const ChatMarkdownSpan *) (gpointer) block->text.spans->data;

  if (block->kind != CHAT_MARKDOWN_PARAGRAPH || block->text.spans->len != 1
      || (span->style & CHAT_MARKDOWN_DISPLAY) == 0
      || span->start > 0 || span->end < block->text.text->len)
    return;

  block->kind = CHAT_MARKDOWN_MATH;
  block->closed = (span->style & CHAT_MARKDOWN_OPEN) == 0;
  g_array_set_size (block->text.spans, 0);
}

/* Whether what comes next begins a block of the top level. */
static void
expect_top (Builder *self)
{
  if (self->levels->len > 0 || self->lists->len > 0)
    return;

  self->new_top = TRUE;
  self->top_id = self->result->next_id;
}

static void
end_block (Builder *self)
{
  ChatMarkdownBlock *block = self->block;

  if (block->kind == CHAT_MARKDOWN_CODE || block->kind == CHAT_MARKDOWN_HTML)
    drop_last_newline (block->text.text);
  else if (block->kind == CHAT_MARKDOWN_HEADING)
    trim_heading (&block->text);
  turn_into_math (block);

  chat_markdown_range_find (&self->range, block, &self->writer.place);
  if (self->new_top)
    {
      self->result->last_top = self->result->blocks->len;
      self->result->last_top_id = self->top_id;
    }
  self->new_top = FALSE;
  expect_top (self);
  g_ptr_array_add (self->result->blocks, g_steal_pointer (&self->block));
}

/* The text of an item of a tight list stands in no block of md4c's. */
static void
ensure_block (Builder *self)
{
  if (self->block == NULL)
    begin_block (self, CHAT_MARKDOWN_PARAGRAPH);
}

static void
end_loose_text (Builder *self)
{
  if (self->block != NULL && self->row == NULL && self->block->kind == CHAT_MARKDOWN_PARAGRAPH)
    end_block (self);
}

static void
begin_code (Builder                    *self,
            const MD_BLOCK_CODE_DETAIL *detail)
{
  begin_block (self, CHAT_MARKDOWN_CODE);
  self->block->fenced = detail->fence_char != '\0';
  self->block->closed = !self->block->fenced;
  if (self->block->fenced)
    self->block->info = chat_markdown_inline_dup_attribute (&self->writer, &detail->info);
  /* the fence is no line of the code */
  self->writer.place = (ChatMarkdownPlace) { .first = G_MAXSIZE };
}

static void
begin_table (Builder                     *self,
             const MD_BLOCK_TABLE_DETAIL *detail)
{
  begin_block (self, CHAT_MARKDOWN_TABLE);
  self->block->table = g_new0 (ChatMarkdownTable, 1);
  self->block->table->columns = g_array_new (FALSE, TRUE, sizeof (ChatMarkdownAlign));
  self->block->table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
}

static void
begin_row (Builder *self)
{
  if (self->writer.place.first > self->writer.place.last)
    self->writer.place.n_empty_rows = self->block->table->rows->len;
  self->row = g_ptr_array_new_with_free_func ((GDestroyNotify) chat_markdown_text_free);
  g_ptr_array_add (self->block->table->rows, self->row);
}

static void
begin_cell (Builder                  *self,
            const MD_BLOCK_TD_DETAIL *detail)
{
  static const ChatMarkdownAlign aligns[] = {
    [MD_ALIGN_DEFAULT] = CHAT_MARKDOWN_ALIGN_NONE,
    [MD_ALIGN_LEFT] = CHAT_MARKDOWN_ALIGN_LEFT,
    [MD_ALIGN_CENTER] = CHAT_MARKDOWN_ALIGN_CENTER,
    [MD_ALIGN_RIGHT] = CHAT_MARKDOWN_ALIGN_RIGHT,
  };
  ChatMarkdownText *cell = chat_markdown_text_new ();

  if (self->block->table->rows->len == 1)
    g_array_append_val (self->block->table->columns, aligns[detail->align]);
  g_ptr_array_add (self->row, cell);
  chat_markdown_inline_begin (&self->writer, cell);
}

static void
begin_container (Builder                     *self,
                 const ChatMarkdownContainer *container)
{
  Level level = { .container = *container };

  level.container.id = self->result->next_id++;
  if (container->kind == CHAT_MARKDOWN_QUOTE)
    self->n_quotes++;
  g_array_append_val (self->levels, level);
}

static void
end_container (Builder *self)
{
  const Level *level = &g_array_index (self->levels, Level, self->levels->len - 1);

  if (level->container.kind == CHAT_MARKDOWN_QUOTE)
    self->n_quotes--;
  if (!level->filled)
    {
      begin_block (self, CHAT_MARKDOWN_PARAGRAPH);
      end_block (self);
    }
  g_array_set_size (self->levels, self->levels->len - 1);
  expect_top (self);
}

static void
begin_item (Builder                  *self,
            const MD_BLOCK_LI_DETAIL *detail)
{
  List *list = &g_array_index (self->lists, List, self->lists->len - 1);
  ChatMarkdownContainer container = {
    .kind = list->kind,
    .delimiter = list->delimiter,
    .tight = list->tight,
  };

  if (list->kind == CHAT_MARKDOWN_ORDERED)
    container.number = list->next++;
  if (detail->is_task)
    container.task = detail->task_mark == ' ' ? CHAT_MARKDOWN_TASK_OPEN : CHAT_MARKDOWN_TASK_DONE;
  begin_container (self, &container);
}

static void
begin_list (Builder *self,
            List     list)
{
  g_array_append_val (self->lists, list);
}

static void
end_list (Builder *self)
{
  g_array_set_size (self->lists, self->lists->len - 1);
  expect_top (self);
}

static int
text_cb (MD_TEXTTYPE    type,
         const MD_CHAR *text,
         MD_SIZE        size,
         void          *user_data)
{
  Builder *self = user_data;

  ensure_block (self);
  chat_markdown_inline_append (&self->writer, type, text, size);

  return 0;
}

static int
enter_span_cb (MD_SPANTYPE  type,
               void        *detail,
               void        *user_data)
{
  Builder *self = user_data;

  ensure_block (self);
  chat_markdown_inline_begin_span (&self->writer, type, detail);

  return 0;
}

static int
leave_span_cb (MD_SPANTYPE  type,
               void        *detail,
               void        *user_data)
{
  Builder *self = user_data;

  chat_markdown_inline_end_span (&self->writer, type);

  return 0;
}

static int
enter_block_cb (MD_BLOCKTYPE  type,
                void         *detail,
                void         *user_data)
{
  static const ChatMarkdownContainer quote = { .kind = CHAT_MARKDOWN_QUOTE, .delimiter = '>' };
  Builder *self = user_data;
  const MD_BLOCK_UL_DETAIL *ul = detail;
  const MD_BLOCK_OL_DETAIL *ol = detail;

  end_loose_text (self);
  switch (type)
    {
    case MD_BLOCK_QUOTE:
      begin_container (self, &quote);
      break;
    case MD_BLOCK_UL:
      begin_list (self, (List) { CHAT_MARKDOWN_BULLET, 0, ul->mark, ul->is_tight });
      break;
    case MD_BLOCK_OL:
      begin_list (self, (List) { CHAT_MARKDOWN_ORDERED, ol->start, ol->mark_delimiter,
                                 ol->is_tight });
      break;
    case MD_BLOCK_LI:
      begin_item (self, detail);
      break;
    case MD_BLOCK_HR:
      begin_block (self, CHAT_MARKDOWN_RULE);
      break;
    case MD_BLOCK_H:
      begin_block (self, CHAT_MARKDOWN_HEADING);
      self->block->level = ((MD_BLOCK_H_DETAIL *) detail)->level;
      break;
    case MD_BLOCK_CODE:
      begin_code (self, detail);
      break;
    case MD_BLOCK_HTML:
      begin_block (self, CHAT_MARKDOWN_HTML);
      break;
    case MD_BLOCK_P:
      begin_block (self, CHAT_MARKDOWN_PARAGRAPH);
      break;
    case MD_BLOCK_TABLE:
      begin_table (self, detail);
      break;
    case MD_BLOCK_TR:
      begin_row (self);
      break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      begin_cell (self, detail);
      break;
    default:
      break;
    }

  return 0;
}

static int
leave_block_cb (MD_BLOCKTYPE  type,
                void         *detail,
                void         *user_data)
{
  Builder *self = user_data;

  if (type != MD_BLOCK_P)
    end_loose_text (self);
  switch (type)
    {
    case MD_BLOCK_QUOTE:
    case MD_BLOCK_LI:
      end_container (self);
      break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      end_list (self);
      break;
    case MD_BLOCK_TR:
      self->row = NULL;
      break;
    case MD_BLOCK_HR:
    case MD_BLOCK_H:
    case MD_BLOCK_CODE:
    case MD_BLOCK_HTML:
    case MD_BLOCK_P:
    case MD_BLOCK_TABLE:
      end_block (self);
      break;
    default:
      break;
    }

  return 0;
}

/* Whether what comes next may belong to the last word. */
static gboolean
may_grow (const ChatMarkdownPrepared *prepared)
{
  return prepared->coming && prepared->length > 0
         && !g_ascii_isspace (prepared->source[prepared->length - 1]);
}

static void
find_links (ChatMarkdownBlock *block,
            gboolean           coming)
{
  if (block->kind == CHAT_MARKDOWN_PARAGRAPH || block->kind == CHAT_MARKDOWN_HEADING)
    chat_markdown_text_find_links (&block->text, coming);

  for (guint i = 0; block->table != NULL && i < block->table->rows->len; i++)
    {
      GPtrArray *row = block->table->rows->pdata[i];

      for (guint j = 0; j < row->len; j++)
        chat_markdown_text_find_links (row->pdata[j], coming && i + 1 == block->table->rows->len);
    }
}

/* When md4c has no memory for it: shown as it is. */
static void
build_plain (Builder *self)
{
  g_ptr_array_set_size (self->result->blocks, 0);
  g_array_set_size (self->levels, 0);
  self->result->last_top = 0;
  self->row = NULL;
  g_clear_pointer (&self->block, chat_markdown_block_unref);
  begin_block (self, CHAT_MARKDOWN_PARAGRAPH);
  chat_markdown_inline_append (&self->writer, MD_TEXT_NORMAL, self->writer.wide->text->str,
                               self->writer.wide->text->len);
  self->block->end = self->prepared->length;
  g_ptr_array_add (self->result->blocks, g_steal_pointer (&self->block));
}

void
chat_markdown_build (const ChatMarkdownPrepared *prepared,
                     ChatMarkdownResult         *result)
{
  MD_PARSER parser = {
    .flags = CHAT_MARKDOWN_PARSER_FLAGS,
    .enter_block = enter_block_cb,
    .leave_block = leave_block_cb,
    .enter_span = enter_span_cb,
    .leave_span = leave_span_cb,
    .text = text_cb,
  };
  g_auto(ChatMarkdownWide) wide = { 0 };
  Builder self = {
    .prepared = prepared,
    .result = result,
    .range = { .source = prepared->source, .length = prepared->length },
    .levels = g_array_new (FALSE, TRUE, sizeof (Level)),
    .lists = g_array_new (FALSE, TRUE, sizeof (List)),
  };

  chat_markdown_wide_init (&wide, prepared->text);
  chat_markdown_inline_init (&self.writer, prepared, &wide);
  result->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) chat_markdown_block_unref);
  result->next_id = prepared->first_id;
  expect_top (&self);
  if (md_parse (wide.text->str, (MD_SIZE) wide.text->len, &parser, &self) != 0)
    build_plain (&self);
  chat_markdown_inline_mark_open (&self.writer);

  for (guint i = 0; i < result->blocks->len; i++)
    find_links (result->blocks->pdata[i], may_grow (prepared) && i + 1 == result->blocks->len);

  result->fence = self.range.fence;

  g_array_unref (self.levels);
  g_array_unref (self.lists);
  chat_markdown_inline_clear (&self.writer);
}
