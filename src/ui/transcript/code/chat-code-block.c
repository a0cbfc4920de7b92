/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A block of code on the page. Its text goes to the highlighter as it comes; only the last line may
 * turn out to be another one, as the start of the fence that ends it looks like code.
 */

#include "chat-code-block.h"

#include "chat-code-guess.h"

#include <string.h>

struct _ChatCodeBlock
{
  ChatProse              *prose;       /* borrowed */
  ChatLeaf               *leaf;        /* borrowed; another one after each update */
  const ChatCodeLanguage *language;    /* or NULL */
  ChatHighlight          *highlight;   /* NULL: plain */

  /* what the highlighter has been given */
  gsize                   start;       /* bytes before the last line */
  guint                   start_char;
  GString                *line;        /* the last line */
};

ChatCodeBlock *
chat_code_block_new (ChatProse *prose)
{
  ChatCodeBlock *self = g_new0 (ChatCodeBlock, 1);

  self->prose = prose;
  self->line = g_string_new (NULL);
  return self;
}

void
chat_code_block_free (ChatCodeBlock *self)
{
  g_clear_pointer (&self->highlight, chat_highlight_free);
  g_string_free (self->line, TRUE);
  g_free (self);
}

static ChatPage *
get_page (ChatCodeBlock *self)
{
  return self->prose->section->page;
}

/* From characters of the code to those of the page. */
static guint
get_offset (ChatCodeBlock *self,
            guint          character)
{
  return chat_prose_get_start (self->prose) + self->leaf->offset +
         chat_leaf_get_place (self->leaf, character);
}

static void
show_cb (gpointer      owner,
         guint         start,
         guint         end,
         const GArray *runs)
{
  ChatCodeBlock *self = owner;
  g_autoptr(GArray) shown = g_array_sized_new (FALSE, FALSE, sizeof (ChatCodeRun), runs->len);

  for (guint i = 0; i < runs->len; i++)
    {
      const ChatCodeRun *run = &g_array_index (runs, ChatCodeRun, i);
      /* Not by what follows: that may stand further on. */
      ChatCodeRun there = { get_offset (self, run->start), get_offset (self, run->end - 1) + 1,
                            run->style };

      g_array_append_val (shown, there);
    }

  chat_code_tags_show (chat_tags_get_code (get_page (self)->tags), get_page (self)->buffer,
                       get_offset (self, start), get_offset (self, end), shown);
}

static gboolean
is_visible_cb (gpointer owner)
{
  ChatCodeBlock *self = owner;
  GtkTextView *column = GTK_TEXT_VIEW (get_page (self)->column);
  GtkTextIter start;
  GtkTextIter end;

  if (gtk_text_view_get_buffer (column) != get_page (self)->buffer)
    return FALSE;

  chat_code_block_get_bounds (self, &start, &end);
  return chat_column_shows (CHAT_COLUMN (column), &start, &end);
}

static const ChatHighlightClient client = { show_cb, is_visible_cb };

static void
begin (ChatCodeBlock          *self,
       const ChatCodeLanguage *language)
{
  g_clear_pointer (&self->highlight, chat_highlight_free);
  self->language = language;
  self->start = 0;
  self->start_char = 0;
  g_string_truncate (self->line, 0);
  if (language != NULL && language->id != NULL && !self->prose->quiet)
    self->highlight = chat_highlight_new (chat_column_get_highlighter (get_page (self)->column),
                                          language->id, &client, self);
}

/* FALSE: lines that are through are other ones now, or were written anew. */
static gboolean
goes_on (ChatCodeBlock          *self,
         const ChatCodeLanguage *language,
         guint                   from)
{
  return language == self->language && from >= self->start_char &&
         self->leaf->shown + 1 >= self->start;
}

/* More of the text. */
static void
give (ChatCodeBlock *self,
      const char    *more,
      gsize          length)
{
  const char *newline = g_strrstr_len (more, (gssize) length, "\n");

  chat_highlight_append (self->highlight, more, length);
  if (newline == NULL)
    {
      g_string_append_len (self->line, more, (gssize) length);
      return;
    }

  newline++;
  self->start_char += (guint) (g_utf8_strlen (self->line->str, (gssize) self->line->len) +
                               g_utf8_strlen (more, newline - more));
  self->start += self->line->len + (gsize) (newline - more);
  g_string_truncate (self->line, 0);
  g_string_append_len (self->line, newline, more + length - newline);
}

static void
highlight (ChatCodeBlock *self)
{
  const GString *text = chat_code_block_get_text (self);
  gsize length = self->leaf->shown;
  gsize given = self->start + self->line->len;

  if (chat_highlight_is_finished (self->highlight))
    begin (self, self->language);
  /* Text that is the same may have been written anew, too. */
  else if (length <= given ||
           memcmp (text->str + self->start, self->line->str, self->line->len) != 0)
    {
      chat_highlight_rewind (self->highlight);
      g_string_truncate (self->line, 0);
    }
  given = self->start + self->line->len;
  if (length > given)
    give (self, text->str + given, length - given);

  if (chat_code_block_is_closed (self))
    chat_highlight_finish (self->highlight);
  else
    chat_highlight_catch_up (self->highlight);
}

void
chat_code_block_update (ChatCodeBlock *self,
                        ChatLeaf      *leaf,
                        guint          from)
{
  const ChatCodeLanguage *language = chat_code_guess_block (leaf->block);

  self->leaf = leaf;
  if (!goes_on (self, language, from))
    begin (self, language);
  if (self->highlight != NULL)
    highlight (self);
}

ChatSection *
chat_code_block_get_section (ChatCodeBlock *self)
{
  return self->prose->section;
}

const GString *
chat_code_block_get_text (ChatCodeBlock *self)
{
  return self->leaf->block->text.text;
}

const ChatCodeLanguage *
chat_code_block_get_language (ChatCodeBlock *self)
{
  return self->language;
}

gboolean
chat_code_block_is_closed (ChatCodeBlock *self)
{
  return self->leaf->block->closed || self->prose->finished;
}

void
chat_code_block_get_iter (ChatCodeBlock *self,
                          guint          character,
                          GtkTextIter   *iter)
{
  chat_prose_get_iter (self->prose,
                       self->leaf->offset + chat_leaf_get_place (self->leaf, character), iter);
}

void
chat_code_block_get_bounds (ChatCodeBlock *self,
                            GtkTextIter   *start,
                            GtkTextIter   *end)
{
  chat_prose_get_iter (self->prose, self->leaf->offset, start);
  chat_prose_get_iter (self->prose, self->leaf->offset + self->leaf->n_chars, end);
}

const ChatLeaf *
chat_code_block_get_leaf (ChatCodeBlock *self)
{
  return self->leaf;
}

gboolean
chat_code_block_can_fold (ChatCodeBlock *self)
{
  return self->leaf->foldable;
}

gboolean
chat_code_block_is_folded (ChatCodeBlock *self)
{
  return self->leaf->folded;
}

void
chat_code_block_toggle (ChatCodeBlock *self)
{
  g_return_if_fail (self->leaf->foldable);

  chat_prose_refold (self->prose, self);
}

void
chat_code_block_get_handle (ChatCodeBlock *self,
                            GtkTextIter   *iter)
{
  chat_prose_get_iter (self->prose, self->leaf->offset + self->leaf->handle, iter);
}

gboolean
chat_code_block_is_unwrapped (ChatCodeBlock *self)
{
  return self->leaf->unwrapped;
}

void
chat_code_block_rewrap (ChatCodeBlock *self)
{
  chat_prose_rewrap (self->prose, self);
}

void
chat_code_block_take_wrap (ChatCodeBlock *self)
{
  chat_prose_take_wrap (self->prose, self);
}
