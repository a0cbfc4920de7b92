/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One message on the page: its sections, kept in line with the model. From top to bottom: the role,
 * a section for each block or row of blocks, the sources that are cited, how it goes or went, and
 * the note with buttons.
 */

#include "chat-message-view.h"

#include "chat-block-section.h"
#include "chat-cited-section.h"
#include "chat-image-section.h"
#include "chat-line-section.h"
#include "chat-message-view-private.h"
#include "chat-note-section.h"
#include "chat-text-section.h"
#include "chat-thinking-section.h"

#include <glib/gi18n.h>
#include <string.h>

/* px between sections; see the measures of the visual design. */
#define GAP_MESSAGE  24
#define GAP_ROLE     3
#define GAP_FOLD     6
#define GAP_SECTION  12

/* What a block that is not text takes, and what it takes to read through it, in bytes of text. */
#define BLOCK_BYTES 256
#define BYTES_READ  2048

/* What our tools answered goes out in the user's name, but nobody wrote it. */
static gboolean
is_of_tools (ChatMessage *message)
{
  guint n_blocks = chat_message_get_n_blocks (message);

  for (guint i = 0; i < n_blocks; i++)
    {
      if (chat_message_get_block (message, i)->kind != CHAT_BLOCK_TOOL_RESULT)
        return FALSE;
    }

  return n_blocks > 0;
}

ChatMessageView *
chat_message_view_new (ChatPage    *page,
                       ChatMessage *message,
                       GtkTextMark *before)
{
  ChatMessageView *self = g_new0 (ChatMessageView, 1);
  gboolean tools = is_of_tools (message);
  gboolean user = chat_message_get_role (message) == CHAT_ROLE_USER && !tools;

  self->page = page;
  self->message = g_object_ref (message);
  self->user = user;
  self->content = g_ptr_array_new ();
  self->sources = chat_source_list_new ();
  self->direction = CHAT_DIRECTION_NONE;
  self->generation = chat_message_get_generation (message);
  self->role = chat_line_section_new (page, user ? CHAT_STYLE_ROLE_USER : CHAT_STYLE_ROLE,
                                      CHAT_NO_BLOCK,
                                      user ? _("You") : tools ? _("Tools") : _("Claude"));
  self->role->before = before;
  chat_section_update (self->role, NULL);

  return self;
}

typedef void (*RemoveFunc) (ChatSection *section);

static void
remove_section (ChatSection **section,
                RemoveFunc    remove)
{
  if (*section != NULL)
    remove (*section);
  *section = NULL;
}

static void
remove_content (ChatMessageView *self,
                RemoveFunc       remove)
{
  for (guint i = 0; i < self->content->len; i++)
    remove (g_ptr_array_index (self->content, i));
  g_ptr_array_set_size (self->content, 0);
  self->partial = NULL;
  chat_source_list_clear (self->sources);
  remove_section (&self->cited, remove);
  self->n_blocks = 0;
  self->direction = CHAT_DIRECTION_NONE;
}

static void
free_members (ChatMessageView *self)
{
  g_ptr_array_unref (self->content);
  chat_source_list_free (self->sources);
  g_object_unref (self->message);
  g_free (self);
}

void
chat_message_view_drop (ChatMessageView *self)
{
  remove_content (self, chat_section_drop);
  remove_section (&self->role, chat_section_drop);
  remove_section (&self->ending, chat_section_drop);
  remove_section (&self->note, chat_section_drop);
  free_members (self);
}

void
chat_message_view_free (ChatMessageView *self)
{
  for (guint i = 0; chat_message_view_get_section (self, i) != NULL; i++)
    chat_section_free (chat_message_view_get_section (self, i));
  free_members (self);
}

ChatMessage *
chat_message_view_get_message (ChatMessageView *self)
{
  return self->message;
}

GtkTextMark *
chat_message_view_get_start (ChatMessageView *self)
{
  return self->role->start;
}

void
chat_message_view_set_neighbours (ChatMessageView *self,
                                  ChatMessageView *previous,
                                  ChatMessageView *next)
{
  self->previous = previous;
  self->next = next;
}

ChatSection *
chat_message_view_get_section (ChatMessageView *self,
                               guint            position)
{
  ChatSection *last[] = { self->cited, self->ending, self->note };

  if (position == 0)
    return self->role;
  if (position <= self->content->len)
    return g_ptr_array_index (self->content, position - 1);

  position -= self->content->len + 1;
  for (guint i = 0; i < G_N_ELEMENTS (last); i++)
    {
      if (last[i] != NULL && position-- == 0)
        return last[i];
    }

  return NULL;
}

/* What a section that is not on the page yet goes in front of. */
static GtkTextMark *
find_before (ChatMessageView *self,
             ChatSection     *section)
{
  gboolean seen = FALSE;

  for (guint i = 0; chat_message_view_get_section (self, i) != NULL; i++)
    {
      ChatSection *other = chat_message_view_get_section (self, i);

      if (seen && chat_section_is_placed (other))
        return other->start;
      seen = seen || other == section;
    }

  return self->next != NULL ? self->next->role->start : self->page->bottom;
}

static void
update_section (ChatMessageView    *self,
                ChatSection        *section,
                ChatSectionContext *context)
{
  if (!chat_section_is_placed (section))
    section->before = find_before (self, section);
  chat_section_update (section, context);
}

/* The position of the call, or of what comes next. */
static guint
attach_result (ChatMessageView *self,
               guint            block)
{
  for (guint i = self->content->len; i > 0; i--)
    {
      if (chat_block_section_take_result (g_ptr_array_index (self->content, i - 1), self->message,
                                          block))
        return i - 1;
    }

  return self->content->len;
}

static ChatSection *
new_section (ChatMessageView *self,
             ChatBlockKind    kind,
             guint            block)
{
  switch (kind)
    {
    case CHAT_BLOCK_TEXT:
      return chat_text_section_new (self->page, block, chat_message_view_is_user (self));
    case CHAT_BLOCK_THINKING:
      return chat_thinking_section_new (self->page, block);
    case CHAT_BLOCK_REDACTED_THINKING:
    case CHAT_BLOCK_TOOL_USE:
    case CHAT_BLOCK_SERVER_TOOL_USE:
    case CHAT_BLOCK_TOOL_RESULT:
    case CHAT_BLOCK_SERVER_TOOL_RESULT:
    case CHAT_BLOCK_COMPACTION:
    case CHAT_BLOCK_FALLBACK:
    case CHAT_BLOCK_IMAGE:
    case CHAT_BLOCK_DOCUMENT:
    case CHAT_BLOCK_OTHER:
    default:
      return chat_block_section_new (self->page, block, kind);
    }
}

/* As the reader left it when it was last on a page. */
static void
recall_fold (ChatMessageView *self,
             ChatSection     *section)
{
  gboolean open;

  if (self->page->folds == NULL ||
      !chat_folds_get (self->page->folds, chat_message_get_uid (self->message), section->block, 0,
                       &open))
    return;

  section->touched = TRUE;
  section->open = open;
}

static void
add_content (ChatMessageView *self,
             ChatSection     *section)
{
  g_ptr_array_add (self->content, section);
  recall_fold (self, section);
}

/* Below the result that they came with; a picture on its own stands alone. */
static void
add_images (ChatMessageView *self,
            guint            block)
{
  g_autoptr(GPtrArray) images = chat_image_data_collect (self->message, block);

  for (guint i = 0; i < images->len; i++)
    g_ptr_array_add (self->content,
                     chat_image_section_new (self->page, block, g_ptr_array_index (images, i)));
}

/* The position of the first section that it changes. */
static guint
take_block (ChatMessageView *self)
{
  guint block = self->n_blocks++;
  guint position = self->content->len;
  ChatBlockKind kind = chat_message_get_block (self->message, block)->kind;
  ChatSection *last = position > 0 ? g_ptr_array_index (self->content, position - 1) : NULL;

  if (kind == CHAT_BLOCK_TEXT && last != NULL &&
      chat_text_section_extend (last, self->message, block))
    return position - 1;

  if (kind == CHAT_BLOCK_SERVER_TOOL_RESULT)
    position = attach_result (self, block);
  if (kind != CHAT_BLOCK_IMAGE && position == self->content->len)
    add_content (self, new_section (self, kind, block));
  add_images (self, block);
  return position;
}

/* In bytes of text that take as long; text counts by itself, and a picture is read through. */
static gsize
get_cost (const ChatContentBlock *block)
{
  if (block->kind == CHAT_BLOCK_TEXT)
    return 0;

  return BLOCK_BYTES + strlen (block->start) / BYTES_READ;
}

/* As many as there is time for, but for text always all that reads on. Returns the position of the
 * first section that they change. */
static guint
take_blocks (ChatMessageView *self,
             gsize            budget,
             gsize           *cost)
{
  guint n_blocks = chat_message_get_n_blocks (self->message);
  guint first = self->content->len;

  for (*cost = 0; self->n_blocks < n_blocks;)
    {
      const ChatContentBlock *block = chat_message_get_block (self->message, self->n_blocks);
      guint position;

      if (*cost >= budget && block->kind != CHAT_BLOCK_TEXT)
        break;
      *cost += get_cost (block);
      position = take_block (self);
      first = MIN (first, position);
    }

  return first;
}

static void
update_sections (ChatMessageView    *self,
                 guint               first,
                 ChatSectionContext *context)
{
  for (guint i = first; i < self->content->len; i++)
    {
      ChatSection *section = g_ptr_array_index (self->content, i);

      update_section (self, section, context);
      if (context->budget == 0 && self->partial == NULL && !context->live)
        self->partial = section;
      if (self->direction == CHAT_DIRECTION_NONE && chat_section_is_text (section))
        self->direction = chat_text_section_get_direction (section);
    }
}

static void
update_content (ChatMessageView    *self,
                ChatSectionContext *context)
{
  gsize cost = 0;

  if (self->generation != chat_message_get_generation (self->message))
    {
      remove_content (self, chat_section_remove);
      self->generation = chat_message_get_generation (self->message);
    }
  self->partial = NULL;

  /* Nothing new comes below text that is still to come. */
  update_sections (self, 0, context);
  if (self->partial == NULL)
    {
      guint first = take_blocks (self, context->budget, &cost);

      update_sections (self, first, context);
    }
  context->budget -= MIN (cost, context->budget);
  if (self->n_blocks < chat_message_get_n_blocks (self->message) && self->partial == NULL &&
      !context->live)
    self->partial = self->role;
}

/* Sources are listed at the end, so that nothing grows in the middle while text streams. */
static void
update_cited (ChatMessageView    *self,
              ChatSectionContext *context)
{
  if (context->live || chat_cited_section_count (self->sources) == 0)
    return;

  if (self->cited == NULL)
    self->cited = chat_cited_section_new (self->page);
  update_section (self, self->cited, context);
}

static gboolean
is_fold_line (const ChatSection *section)
{
  return section->style == CHAT_STYLE_FOLD && !(section->body != NULL && section->open);
}

static int
get_gap_between (ChatSection *above,
                 ChatSection *section)
{
  if (above->style == CHAT_STYLE_ROLE || above->style == CHAT_STYLE_ROLE_USER)
    return section->frame == CHAT_FRAME_NONE ? GAP_ROLE : GAP_FOLD;
  if (is_fold_line (above) && section->frame == CHAT_FRAME_NONE)
    return GAP_FOLD;

  return GAP_SECTION + chat_section_get_pad (above);
}

static int
get_last_pad (ChatMessageView *self)
{
  ChatSection *last = self->role;

  for (guint i = 0; chat_message_view_get_section (self, i) != NULL; i++)
    {
      if (chat_section_is_placed (chat_message_view_get_section (self, i)))
        last = chat_message_view_get_section (self, i);
    }

  return chat_section_get_pad (last) + (chat_message_view_is_user (self) ? CHAT_USER_PAD : 0);
}

static int
get_role_gap (ChatMessageView *self)
{
  if (self->previous != NULL)
    return GAP_MESSAGE + get_last_pad (self->previous);
  /* Of the message before, which has left the page or is to come. */
  if (self->page->above > 0)
    return MAX (self->role->gap, GAP_MESSAGE);

  return GAP_SECTION;
}

static gboolean
is_section_rtl (ChatMessageView *self,
                ChatSection     *section)
{
  return section->own != CHAT_DIRECTION_NONE ? section->own == CHAT_DIRECTION_RTL
                                             : chat_message_view_is_rtl (self);
}

/* Every distance follows from the neighbours, whatever came, went, folded or turned. */
static void
arrange (ChatMessageView *self)
{
  ChatSection *above = NULL;

  for (guint i = 0; chat_message_view_get_section (self, i) != NULL; i++)
    {
      ChatSection *section = chat_message_view_get_section (self, i);

      if (!chat_section_is_placed (section))
        continue;
      chat_section_set_rtl (section, is_section_rtl (self, section));
      chat_section_set_gap (section, above != NULL ? get_gap_between (above, section)
                                                   : get_role_gap (self));
      above = section;
    }

  if (self->next != NULL)
    chat_section_set_gap (self->next->role, get_role_gap (self->next));
}

gboolean
chat_message_view_update (ChatMessageView              *self,
                          const ChatMessageViewContext *context)
{
  ChatSectionContext section_context = {
    .message = self->message,
    .previous = self->previous != NULL ? self->previous->message : NULL,
    .next = self->next != NULL ? self->next->message : NULL,
    .sources = self->sources,
    .now_us = context->now_us,
    .live = context->turn != NULL,
    .pinned = context->pinned,
    .budget = context->budget,
  };

  update_content (self, &section_context);
  update_cited (self, &section_context);
  chat_message_view_update_ending (self, context);
  if (self->ending != NULL)
    update_section (self, self->ending, &section_context);
  if (self->note != NULL)
    update_section (self, self->note, &section_context);
  arrange (self);
  chat_message_view_measure (self);

  return section_context.budget > 0;
}

gboolean
chat_message_view_is_partial (ChatMessageView *self)
{
  return self->partial != NULL;
}

void
chat_message_view_get_seam (ChatMessageView *self,
                            GtkTextIter     *at)
{
  ChatSection *section = chat_section_is_placed (self->partial) ? self->partial : self->role;

  gtk_text_buffer_get_iter_at_mark (self->page->buffer, at, section->tail);
}

void
chat_message_view_measure (ChatMessageView *self)
{
  for (guint i = 0; i < self->content->len; i++)
    chat_section_measure (g_ptr_array_index (self->content, i));
  if (self->note != NULL)
    chat_section_measure (self->note);
}

GtkTextMark *
chat_message_view_get_caret (ChatMessageView *self,
                             gboolean        *rtl)
{
  ChatSection *last = self->content->len > 0
                      ? g_ptr_array_index (self->content, self->content->len - 1) : NULL;

  if (!self->writing || last == NULL || !chat_section_is_text (last))
    return NULL;

  *rtl = chat_text_section_is_rtl (last);
  return last->tail;
}

ChatSection *
chat_message_view_find (ChatMessageView   *self,
                        const GtkTextIter *at)
{
  for (guint i = 0; chat_message_view_get_section (self, i) != NULL; i++)
    {
      ChatSection *section = chat_message_view_get_section (self, i);

      if (chat_section_is_placed (section) && chat_section_contains (section, at))
        return section;
    }

  return NULL;
}

ChatSection *
chat_message_view_find_fold (ChatMessageView *self)
{
  for (guint i = 0; i < self->content->len; i++)
    {
      ChatSection *section = g_ptr_array_index (self->content, i);

      if (chat_section_is_placed (section) && section->foldable)
        return section;
    }

  return NULL;
}

ChatSection *
chat_message_view_get_note (ChatMessageView *self)
{
  return self->note;
}

void
chat_message_view_toggle (ChatMessageView *self,
                          ChatSection     *section)
{
  section->touched = TRUE;
  chat_section_set_open (section, !section->open);
  if (self->page->folds != NULL && section->block != CHAT_NO_BLOCK)
    chat_folds_set (self->page->folds, chat_message_get_uid (self->message), section->block, 0,
                    section->open);
  arrange (self);
}

gboolean
chat_message_view_is_user (ChatMessageView *self)
{
  return self->user;
}

gboolean
chat_message_view_is_rtl (ChatMessageView *self)
{
  if (self->direction == CHAT_DIRECTION_NONE)
    return gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;

  return self->direction == CHAT_DIRECTION_RTL;
}

ChatSourceList *
chat_message_view_get_sources (ChatMessageView *self)
{
  return self->sources;
}
