/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Thinking: open while it streams, folded by itself when the text begins.
 */

#include "chat-thinking-section.h"

#include "chat-prose.h"
#include "chat-status-text.h"

#include <glib/gi18n.h>

typedef struct
{
  ChatSection  parent;
  ChatMessage *message;     /* borrowed, from the first update on */
  ChatProse    prose;
  gsize        consumed;    /* bytes of the text that are on the page */
  char        *words;
  gboolean     seen_live;   /* it was being written while it was shown */
} ChatThinkingSection;

static void
thinking_free (ChatSection *section)
{
  ChatThinkingSection *self = (ChatThinkingSection *) section;

  chat_prose_clear (&self->prose);
  g_free (self->words);
}

/* Servers that leave their blocks open until the end have gone on when the next one begins. */
static gint64
get_end (ChatThinkingSection    *self,
         const ChatContentBlock *block,
         ChatMessage            *message)
{
  guint next = self->parent.block + 1;

  if (next < chat_message_get_n_blocks (message))
    return chat_message_get_block (message, next)->started_us;

  if (block->finished_us != 0)
    return block->finished_us;
  return chat_message_get_timings (message)->ended_us;
}

/* While it goes on the status line below counts its seconds. */
static char *
describe (ChatThinkingSection    *self,
          const ChatContentBlock *block,
          ChatSectionContext     *context,
          gboolean                over)
{
  gint64 start = block->started_us;
  gint64 end = get_end (self, block, context->message);

  if (!over)
    return g_strdup (_("Thinking…"));

  return chat_status_thought (start != 0 && end > start ? end - start : 0);
}

static void
show_header (ChatThinkingSection *self,
             char                *words)
{
  g_autofree char *owned = words;
  g_autoptr(ChatRun) run = NULL;

  if (g_strcmp0 (self->words, owned) == 0)
    return;

  g_free (self->words);
  self->words = g_steal_pointer (&owned);
  run = chat_run_new ();
  chat_section_add_words (&self->parent, run, self->words, CHAT_N_INLINES);
  if (chat_section_is_placed (&self->parent))
    chat_section_set_header (&self->parent, run);
  else
    chat_section_place (&self->parent, run);
}

/* Only what can be seen is written. */
static void
write_body (ChatThinkingSection *self,
            gsize               *budget)
{
  const ChatContentBlock *block = chat_message_get_block (self->message, self->parent.block);

  if (self->prose.finished && block->text->len > self->consumed)
    {
      chat_prose_restart (&self->prose);
      self->consumed = 0;
    }
  self->consumed = chat_prose_take (&self->prose, block, self->consumed, budget);
  if (block->state != CHAT_BLOCK_OPEN && self->consumed == block->text->len)
    chat_prose_finish (&self->prose);
  chat_prose_write (&self->prose);
}

static void
thinking_fill_body (ChatSection *section)
{
  ChatThinkingSection *self = (ChatThinkingSection *) section;
  gsize budget = G_MAXSIZE;

  chat_prose_clear (&self->prose);
  chat_prose_init (&self->prose, section, TRUE);
  self->consumed = 0;
  write_body (self, &budget);
}

/* The reader who has scrolled back to read it keeps it: nothing moves under the eye. */
static gboolean
is_being_read (ChatThinkingSection *self,
               ChatSectionContext  *context)
{
  GtkTextIter start;
  GtkTextIter end;

  if (context->pinned)
    return FALSE;

  chat_section_get_bounds (&self->parent, &start, &end);
  return chat_column_shows (self->parent.page->column, &start, &end);
}

static void
fold_when_over (ChatThinkingSection *self,
                ChatSectionContext  *context)
{
  if (!self->seen_live || self->parent.touched || !self->parent.open)
    return;

  self->parent.touched = TRUE;
  if (!is_being_read (self, context))
    chat_section_set_open (&self->parent, FALSE);
}

static void
thinking_update (ChatSection        *section,
                 ChatSectionContext *context)
{
  ChatThinkingSection *self = (ChatThinkingSection *) section;
  const ChatContentBlock *block = chat_message_get_block (context->message, section->block);
  gboolean followed = section->block + 1 < chat_message_get_n_blocks (context->message);
  gboolean over = followed || !context->live || block->state != CHAT_BLOCK_OPEN;

  self->message = context->message;
  if (!over && !self->seen_live)
    self->seen_live = section->open = TRUE;
  if (!over && block->text->len == 0)
    return;

  section->foldable = block->text->len > 0;
  section->icon = CHAT_MARK_THINKING;
  show_header (self, describe (self, block, context, over));
  if (section->open)
    write_body (self, &context->budget);
  if (followed || block->state == CHAT_BLOCK_COMPLETE)
    fold_when_over (self, context);
}

static const ChatSectionClass thinking_class = {
  .update = thinking_update,
  .fill_body = thinking_fill_body,
  .free = thinking_free,
};

ChatSection *
chat_thinking_section_new (ChatPage *page,
                           guint     block)
{
  ChatThinkingSection *self = g_new0 (ChatThinkingSection, 1);

  chat_section_init (&self->parent, &thinking_class, page, CHAT_STYLE_FOLD, block);
  chat_prose_init (&self->prose, &self->parent, TRUE);
  return &self->parent;
}

gboolean
chat_section_is_thinking (ChatSection *section)
{
  return section->klass == &thinking_class;
}
