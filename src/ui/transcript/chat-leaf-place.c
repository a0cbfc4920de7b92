/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a block of rendered Markdown stands: its distance from the one above, the margin that lists
 * and quotes give it, the markers in front of it. Measures are those of the visual design.
 */

#include "chat-leaf-private.h"

#include <string.h>

/* px of the design's font: what stands further in than this stays there, as there would be no room
 * for words. */
#define MAX_MARGIN 168

/* px between two blocks. */
#define GAP               12
#define GAP_ITEM          3
#define GAP_LOOSE_ITEM    9
#define GAP_ABOVE_HEADING 18
#define GAP_BELOW_HEADING 6

/* An item's number of more digits than this needs more than a step. */
#define STEP_DIGITS 2
#define DIGIT_STEP  9

static const ChatMarkdownContainer *
get_container (const ChatMarkdownBlock *block,
               guint                    depth)
{
  return depth < block->containers->len
         ? &g_array_index (block->containers, ChatMarkdownContainer, depth) : NULL;
}

static gboolean
is_item (const ChatMarkdownContainer *container)
{
  return container != NULL && container->kind != CHAT_MARKDOWN_QUOTE;
}

/* How many containers two blocks are in together. */
static guint
count_common (const ChatMarkdownBlock *above,
              const ChatMarkdownBlock *block)
{
  guint depth = 0;

  while (depth < above->containers->len && depth < block->containers->len &&
         get_container (above, depth)->id == get_container (block, depth)->id)
    depth++;

  return depth;
}

/* The list that both are in, or NULL. */
static const ChatMarkdownContainer *
find_list (const ChatMarkdownBlock *above,
           const ChatMarkdownBlock *block)
{
  guint depth = count_common (above, block);
  const ChatMarkdownContainer *own = get_container (block, depth);
  const ChatMarkdownContainer *other = get_container (above, depth);

  if (is_item (own) && is_item (other) && own->kind == other->kind)
    return own;
  while (depth > 0)
    {
      if (is_item (get_container (block, --depth)))
        return get_container (block, depth);
    }

  return NULL;
}

static gboolean
is_heading (const ChatLeaf *leaf)
{
  return leaf->block->kind == CHAT_MARKDOWN_HEADING;
}

static gboolean
is_text (const ChatLeaf *leaf)
{
  return leaf->block->kind == CHAT_MARKDOWN_PARAGRAPH;
}

static int
get_gap (ChatLeaf              *self,
         const ChatLeafContext *context)
{
  const ChatLeaf *above = context->above;
  const ChatMarkdownContainer *list;
  int gap = GAP;

  if (above == NULL)
    return context->gap;

  list = find_list (above->block, self->block);
  if (list != NULL)
    gap = list->tight && is_text (self) && is_text (above) ? GAP_ITEM : GAP_LOOSE_ITEM;
  if (context->quiet)
    return gap + above->pad;
  if (is_heading (above))
    gap = GAP_BELOW_HEADING;
  if (is_heading (self))
    gap = is_heading (above) ? GAP : GAP_ABOVE_HEADING;

  return gap + above->pad;
}

static int
get_step (const ChatMarkdownContainer *container)
{
  guint digits = 1;

  if (container->kind == CHAT_MARKDOWN_QUOTE)
    return CHAT_QUOTE_STEP;
  if (container->kind != CHAT_MARKDOWN_ORDERED)
    return CHAT_LIST_STEP;

  for (guint n = container->number; n >= 10; n /= 10)
    digits++;
  return CHAT_LIST_STEP + (digits > STEP_DIGITS ? (int) (digits - STEP_DIGITS) * DIGIT_STEP : 0);
}

static void
add_bar (ChatLeaf *self,
         int       place,
         gboolean  goes_on)
{
  if (self->n_bars < CHAT_MAX_BARS)
    self->bars[self->n_bars++] = (ChatBar) { place, goes_on };
}

void
chat_leaf_place (ChatLeaf              *self,
                 const ChatLeafContext *context,
                 ChatLine              *look)
{
  guint n_common = context->above != NULL ? count_common (context->above->block, self->block) : 0;
  int margin = 0;
  int marker = -1;

  for (guint i = 0; i < self->block->containers->len; i++)
    {
      const ChatMarkdownContainer *container = get_container (self->block, i);

      if (container->kind == CHAT_MARKDOWN_QUOTE)
        {
          add_bar (self, margin, i < n_common);
        }
      else if (i >= n_common)
        {
          marker = marker < 0 ? margin : marker;
          look->n_markers++;
        }
      margin = MIN (margin + get_step (container), MAX_MARGIN);
    }

  self->gap = get_gap (self, context);
  self->margin = margin;
  look->gap = self->gap;
  look->margin = marker < 0 ? margin : marker;
  look->hang = marker < 0 ? 0 : margin - marker;
}

static const char *
get_bullet (const ChatMarkdownBlock *block,
            guint                    depth)
{
  const char *const bullets[] = { "•", "◦", "▪" };
  guint level = 0;

  for (guint i = 0; i < depth; i++)
    level += get_container (block, i)->kind == CHAT_MARKDOWN_BULLET;

  return bullets[MIN (level, G_N_ELEMENTS (bullets) - 1)];
}

static void
add_marker (ChatPen                     *pen,
            const ChatMarkdownContainer *container,
            guint                        depth)
{
  ChatRun *run = pen->leaf->run;
  guint start = run->n_chars;
  g_autofree char *number = NULL;
  const char *text = get_bullet (pen->leaf->block, depth);

  if (container->kind == CHAT_MARKDOWN_ORDERED)
    text = number = g_strdup_printf ("%u%c", container->number, container->delimiter);
  if (container->task != CHAT_MARKDOWN_TASK_NONE)
    text = container->task == CHAT_MARKDOWN_TASK_DONE ? "☑" : "☐";

  chat_run_append (run, text, strlen (text));
  chat_run_append (run, "\t", 1);
  chat_run_tag (run, start, chat_tags_get_inline (pen->context->tags, CHAT_INLINE_MARKER));
}

void
chat_leaf_add_markers (ChatPen *pen)
{
  const ChatMarkdownBlock *block = pen->leaf->block;
  const ChatLeaf *above = pen->context->above;
  guint n_common = above != NULL ? count_common (above->block, block) : 0;

  for (guint i = n_common; i < block->containers->len; i++)
    {
      if (is_item (get_container (block, i)))
        add_marker (pen, get_container (block, i), i);
    }
}
