/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown on its way into a section. Each block is a leaf that knows what it looks like; a frame
 * lays the changed ones out anew and writes from the first character that differs. Ends of lines
 * stand in front of blocks, so that the open one can grow.
 */

#include "chat-prose-private.h"

#include "chat-code-block.h"
#include "chat-flow.h"
#include "chat-utf8.h"

#include <string.h>

static void
free_leaf (gpointer data)
{
  ChatLeaf *leaf = data;

  g_clear_pointer (&leaf->code, chat_code_block_free);
  chat_leaf_free (leaf);
}

/* px of the text in a window that is wide enough. */
#define COMMON_WIDTH 700

/* Before the view has a size it is laid out for a common one. */
static int
get_width (ChatProse *self)
{
  int width = chat_column_get_text_width (self->section->page->column);

  return width > 1 ? width : COMMON_WIDTH;
}

void
chat_prose_init (ChatProse   *self,
                 ChatSection *section,
                 gboolean     quiet)
{
  self->section = section;
  self->message = NULL;
  self->quiet = quiet;
  self->stream = chat_markdown_stream_new ();
  self->leaves = g_ptr_array_new_with_free_func (free_leaf);
  self->cites = g_array_new (FALSE, FALSE, sizeof (ChatLeafCite));
  self->cited = g_array_new (FALSE, FALSE, sizeof (guint));
  self->first = G_MAXUINT;
  self->kept = 0;
  self->finished = FALSE;
  self->width = get_width (self);
  self->stamp = chat_tags_get_stamp (section->page->tags);
  section->prose = self;
}

void
chat_prose_clear (ChatProse *self)
{
  g_clear_pointer (&self->stream, chat_markdown_stream_free);
  g_clear_pointer (&self->leaves, g_ptr_array_unref);
  g_clear_pointer (&self->cites, g_array_unref);
  g_clear_pointer (&self->cited, g_array_unref);
}

/* Several changes between two frames add up. */
static void
note_change (ChatProse *self,
             guint      first,
             gsize      kept)
{
  if (first < self->first)
    self->kept = kept;
  else if (first == self->first)
    self->kept = MIN (self->kept, kept);
  self->first = MIN (self->first, first);
}

static void
note_stream (ChatProse *self)
{
  guint first = chat_markdown_stream_get_first_changed (self->stream);

  if (first < chat_markdown_stream_get_blocks (self->stream)->len || first < self->leaves->len)
    note_change (self, first, chat_markdown_stream_get_kept (self->stream));
}

gsize
chat_prose_take (ChatProse              *self,
                 const ChatContentBlock *block,
                 gsize                   consumed,
                 gsize                  *budget)
{
  gsize length = chat_flow_measure (block, consumed, budget);
  g_autoptr(GString) valid = g_string_new (NULL);

  if (length > 0)
    {
      /* the stream would wait for the rest of a character that a block ends in */
      chat_utf8_append_valid (valid, block->text->str + consumed, length);
      chat_markdown_stream_append (self->stream, valid->str, valid->len);
      note_stream (self);
    }

  return consumed + length;
}

void
chat_prose_add_cite (ChatProse *self,
                     guint      number)
{
  const GPtrArray *blocks = chat_markdown_stream_get_blocks (self->stream);
  guint last = blocks->len - 1;
  ChatLeafCite cite = { number, 0 };

  if (blocks->len == 0)
    return;

  cite.at = ((ChatMarkdownBlock *) g_ptr_array_index (blocks, last))->text.text->len;
  g_array_append_val (self->cites, cite);
  g_array_append_val (self->cited, last);
  note_change (self, last, 0);
}

void
chat_prose_finish (ChatProse *self)
{
  if (self->finished)
    return;

  self->finished = TRUE;
  chat_markdown_stream_finish (self->stream);
  note_stream (self);
}

void
chat_prose_restart (ChatProse *self)
{
  chat_markdown_stream_free (self->stream);
  self->stream = chat_markdown_stream_new ();
  self->finished = FALSE;
  g_array_set_size (self->cites, 0);
  g_array_set_size (self->cited, 0);
  note_change (self, 0, 0);
}

static GtkTextMark *
get_start_mark (ChatProse *self)
{
  return self->quiet ? self->section->body : self->section->start;
}

gboolean
chat_prose_is_on_page (ChatProse *self)
{
  return get_start_mark (self) != NULL;
}

void
chat_prose_get_iter (ChatProse   *self,
                     guint        offset,
                     GtkTextIter *iter)
{
  gtk_text_buffer_get_iter_at_offset (self->section->page->buffer, iter,
                                      (int) (chat_prose_get_start (self) + offset));
}

/* Those in a block that has gone since stand in the last one. */
static GArray *
find_cites (ChatProse *self,
            guint      position,
            guint      n_blocks)
{
  GArray *found = NULL;

  for (guint i = 0; i < self->cites->len; i++)
    {
      ChatLeafCite cite = g_array_index (self->cites, ChatLeafCite, i);
      guint block = g_array_index (self->cited, guint, i);

      if (MIN (block, n_blocks - 1) != position)
        continue;
      if (block >= n_blocks)
        cite.at = G_MAXSIZE;
      if (found == NULL)
        found = g_array_new (FALSE, FALSE, sizeof (ChatLeafCite));
      g_array_append_val (found, cite);
    }

  return found;
}

static ChatLeaf *
get_leaf (ChatProse *self,
          guint      position)
{
  return position < self->leaves->len ? g_ptr_array_index (self->leaves, position) : NULL;
}

ChatLeaf *
chat_prose_lay_out (ChatProse *self,
                    guint      position,
                    ChatLeaf  *old)
{
  const GPtrArray *blocks = chat_markdown_stream_get_blocks (self->stream);
  const ChatLeaf *above = position > 0 ? get_leaf (self, position - 1) : NULL;
  g_autoptr(GArray) cites = find_cites (self, position, blocks->len);
  gboolean same = position == self->first;
  const ChatLeafContext context = {
    .tags = self->section->page->tags,
    .quiet = self->quiet,
    .direction = above != NULL ? above->direction : CHAT_DIRECTION_NONE,
    .mixed = above != NULL ? above->mixed
                           : gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL,
    .above = above,
    .gap = self->quiet ? 0 : self->section->gap,
    .width = self->width,
    .kept_rows = same ? (guint) MIN (self->kept, G_MAXUINT) : 0,
    .folded = chat_prose_is_folded (self, position),
    .unwrapped = chat_prose_is_unwrapped (self, position),
    .live = self->live,
    .cites = cites,
  };

  return chat_leaf_new (g_ptr_array_index (blocks, position), &context, old);
}

void
chat_prose_place_leaf (ChatProse *self,
                       guint      position)
{
  const ChatLeaf *above = position > 0 ? get_leaf (self, position - 1) : NULL;

  get_leaf (self, position)->offset = above != NULL ? above->offset + above->n_chars + 1 : 0;
}

static void
replace_head (ChatProse      *self,
              const ChatLeaf *old,
              const ChatLeaf *new)
{
  if (old->head != NULL && (old->head->n_chars != new->head->n_chars ||
                            chat_run_compare (old->head, new->head) < new->head->n_chars))
    chat_prose_replace (self, old->offset, old->offset + old->head->n_chars, new->head);
}

/* Lines whose text is on the page but whose look has changed. */
static void
retag_lines (ChatProse      *self,
             const ChatLeaf *old,
             const ChatLeaf *new,
             guint           same)
{
  for (guint i = 0; i < new->lines->len && i < old->lines->len; i++)
    {
      const ChatLeafLine *line = &g_array_index (new->lines, ChatLeafLine, i);
      GtkTextIter iter;

      if (line->start >= same)
        break;
      if (line->tag == g_array_index (old->lines, ChatLeafLine, i).tag)
        continue;
      chat_prose_get_iter (self, new->offset + new->base + line->start, &iter);
      chat_page_retag (self->section->page, &iter, line->tag);
    }
}

/* What only comes at the very end of the page's text goes to @tail, for one insertion. */
static void
update_leaf (ChatProse      *self,
             const ChatLeaf *old,
             const ChatLeaf *new,
             ChatRun        *tail)
{
  g_autoptr(ChatRun) run = chat_run_new ();
  guint same = chat_run_compare (old->run, new->run);

  replace_head (self, old, new);
  retag_lines (self, old, new, same);
  if (same == old->run->n_chars && same == new->run->n_chars)
    return;

  chat_leaf_append_run (new, same, tail != NULL && same == old->run->n_chars ? tail : run);
  if (run->n_chars == 0 && same == old->run->n_chars)
    return;

  chat_prose_replace (self, new->offset + new->base + same,
                      new->offset + new->base + old->run->n_chars, run);
}

static gboolean
is_grown (ChatProse               *self,
          const ChatLeaf          *old,
          const ChatMarkdownBlock *block,
          guint                    position)
{
  if (old->fit != NULL && block->kind == CHAT_MARKDOWN_TABLE)
    return TRUE;

  return chat_leaf_is_grown (old, block, position == self->first ? self->kept : 0);
}

static void
write_old (ChatProse *self,
           guint      position,
           ChatRun   *tail)
{
  ChatLeaf *old = get_leaf (self, position);
  ChatMarkdownBlock *block = g_ptr_array_index (chat_markdown_stream_get_blocks (self->stream),
                                                position);
  gboolean grown = is_grown (self, old, block, position);
  ChatLeaf *new = chat_prose_lay_out (self, position, grown ? old : NULL);

  new->offset = old->offset;
  if (grown || (old->head == NULL && new->head == NULL))
    {
      update_leaf (self, old, new, position + 1 == self->leaves->len ? tail : NULL);
    }
  else
    {
      g_autoptr(ChatRun) run = chat_run_new ();

      chat_leaf_append (new, run);
      chat_prose_replace (self, old->offset, old->offset + old->n_chars, run);
    }

  g_ptr_array_index (self->leaves, position) = new;
  if (new->head != NULL)
    chat_leaf_go_on (new, old);
  free_leaf (old);
}

static void
remove_surplus (ChatProse *self,
                guint      n_blocks)
{
  const ChatLeaf *last = get_leaf (self, self->leaves->len - 1);
  const ChatLeaf *kept = n_blocks > 0 ? get_leaf (self, n_blocks - 1) : NULL;
  g_autoptr(ChatRun) nothing = chat_run_new ();

  for (guint i = n_blocks; i < self->leaves->len; i++)
    chat_prose_place_leaf (self, i);
  chat_prose_replace (self, kept != NULL ? kept->offset + kept->n_chars : 0,
                      last->offset + last->n_chars, nothing);
  g_ptr_array_set_size (self->leaves, (int) n_blocks);
}

/* The one insertion of all that is new. */
static void
insert (ChatProse *self,
        ChatRun   *run)
{
  ChatSection *section = self->section;
  GtkTextIter iter;
  int offset;

  if (!chat_section_is_placed (section))
    {
      chat_section_place (section, run);
      return;
    }

  gtk_text_buffer_get_iter_at_mark (section->page->buffer, &iter, section->tail);
  offset = gtk_text_iter_get_offset (&iter);
  chat_page_insert (section->page, &iter, run);
  if (!chat_prose_is_on_page (self))
    chat_section_adopt_body (section, offset + 1);
}

static void
lay_out_new (ChatProse *self,
             guint      n_blocks,
             ChatRun   *run)
{
  if (self->quiet && !chat_prose_is_on_page (self) && n_blocks > 0)
    chat_run_append (run, "\n", 1);   /* of the header */

  for (guint i = self->leaves->len; i < n_blocks; i++)
    {
      g_ptr_array_add (self->leaves, chat_prose_lay_out (self, i, NULL));
      chat_prose_place_leaf (self, i);
      if (i > 0)
        chat_run_append (run, "\n", 1);
      chat_leaf_append (get_leaf (self, i), run);
    }
}

/* Code that is on the page: from the start of its run on it may have been written anew. */
static void
settle_all (ChatProse *self,
            guint      first)
{
  for (guint i = first; i < self->leaves->len; i++)
    {
      ChatLeaf *leaf = get_leaf (self, i);
      guint from = leaf->base_char;

      if (leaf->head == NULL)
        continue;
      chat_leaf_trim (leaf);
      if (leaf->code == NULL)
        leaf->code = chat_code_block_new (self);
      chat_code_block_update (leaf->code, leaf, from);
    }
}

void
chat_prose_write (ChatProse *self)
{
  guint n_blocks = chat_markdown_stream_get_blocks (self->stream)->len;
  guint n_old = MIN (self->leaves->len, n_blocks);
  g_autoptr(ChatRun) tail = chat_run_new ();

  if (self->first == G_MAXUINT)
    return;

  for (guint i = self->first; i < n_old; i++)
    {
      chat_prose_place_leaf (self, i);
      write_old (self, i, tail);
    }
  if (self->leaves->len > n_blocks)
    remove_surplus (self, n_blocks);
  lay_out_new (self, n_blocks, tail);
  if (tail->n_chars > 0)
    insert (self, tail);
  settle_all (self, MIN (self->first, n_old));
  self->first = G_MAXUINT;
}

static gboolean
depends_on_size (const ChatLeaf *leaf)
{
  return leaf->fit != NULL || leaf->formulas->len > 0;
}

void
chat_prose_measure (ChatProse *self)
{
  guint stamp = chat_tags_get_stamp (self->section->page->tags);
  guint first = 0;

  if (self->width == get_width (self) && self->stamp == stamp)
    return;

  while (first < self->leaves->len && !depends_on_size (get_leaf (self, first)))
    first++;
  self->width = get_width (self);
  self->stamp = stamp;
  if (first == self->leaves->len)
    return;

  note_change (self, first, 0);
  chat_prose_write (self);
}

static ChatLeaf *
get_last (ChatProse *self)
{
  return self->leaves->len > 0 ? get_leaf (self, self->leaves->len - 1) : NULL;
}

ChatDirection
chat_prose_get_direction (ChatProse *self)
{
  return get_last (self) != NULL ? get_last (self)->direction : CHAT_DIRECTION_NONE;
}

gboolean
chat_prose_is_rtl (ChatProse *self)
{
  const ChatLeaf *last = get_last (self);

  return last != NULL && last->rtl && last->head == NULL;
}

int
chat_prose_get_pad (ChatProse *self)
{
  return get_last (self) != NULL ? get_last (self)->pad : 0;
}

guint
chat_prose_get_start (ChatProse *self)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (self->section->page->buffer, &iter, get_start_mark (self));
  return (guint) gtk_text_iter_get_offset (&iter);
}

ChatLeaf *
chat_prose_find (ChatProse *self,
                 guint      offset,
                 guint     *position)
{
  guint low = 0;
  guint high = self->leaves->len;

  /* The last one that does not begin behind it is within [low - 1, high - 1]. */
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_leaf (self, middle)->offset <= offset)
        low = middle + 1;
      else
        high = middle;
    }

  *position = low > 0 ? low - 1 : 0;
  return low > 0 ? get_leaf (self, low - 1) : NULL;
}

const char *
chat_prose_get_uri (ChatProse         *self,
                    const GtkTextIter *at)
{
  guint position;
  guint start;
  guint place;
  const ChatLeaf *leaf;
  const ChatLeafLink *link;

  if (!chat_prose_is_on_page (self))
    return NULL;

  start = chat_prose_get_start (self);
  place = (guint) gtk_text_iter_get_offset (at);
  leaf = place >= start ? chat_prose_find (self, place - start, &position) : NULL;
  if (leaf == NULL)
    return NULL;

  link = chat_leaf_find_link (leaf, place - start - leaf->offset);
  return link != NULL ? link->target : NULL;
}
