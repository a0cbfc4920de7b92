/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A block that is not plain text. A call that we would run is a card; what the server runs is one
 * line with its result folded in.
 */

#include "chat-block-section-private.h"

#include "chat-header-fit.h"
#include "chat-source-lines.h"

#include <glib/gi18n.h>

/* px between what stands in a header and what stands at its end. */
#define META_APART 12

/* Below the last line of an open card. */
#define CARD_PAD 12

static void
block_free (ChatSection *section)
{
  ChatBlockSection *self = (ChatBlockSection *) section;

  g_clear_pointer (&self->colors, chat_body_colors_free);
  chat_block_text_free (self->text);
  chat_block_text_free (self->outcome);
  g_clear_pointer (&self->lines, chat_run_free);
  g_clear_pointer (&self->urls, g_ptr_array_unref);
  g_free (self->meta);
}

gboolean
chat_block_section_is_card (ChatBlockSection *self)
{
  return self->parent.frame == CHAT_FRAME_CARD;
}

static void
add_remark (ChatBlockSection *self,
            ChatRun          *run)
{
  ChatSection *section = &self->parent;
  guint start;

  chat_run_append (run, "\n", 1);
  start = run->n_chars;
  chat_section_add_words (section, run, self->text->remark,
                          self->text->failed ? CHAT_INLINE_ERROR : CHAT_N_INLINES);
  chat_section_tag_line (section, run, start, CHAT_STYLE_CARD_REMARK, 0);
}

static void
add_summary (ChatBlockSection    *self,
             ChatRun             *run,
             const ChatBlockText *text)
{
  const char *words = text->summary != NULL ? text->summary : text->remark;

  if (words == NULL)
    return;

  chat_section_add_words (&self->parent, run, " · ", CHAT_N_INLINES);
  chat_section_add_words (&self->parent, run, words,
                          text->failed ? CHAT_INLINE_ERROR : CHAT_N_INLINES);
}

/* What is in the body as well, or is only told: it is neither found nor copied. */
static void
add_extra (ChatBlockSection *self,
           ChatRun          *run,
           const char       *words,
           ChatInline        look)
{
  ChatTags *tags = self->parent.page->tags;
  guint start = run->n_chars;

  chat_run_append_line (run, words);
  chat_run_tag (run, start, chat_tags_get_inline (tags, look));
  chat_run_tag (run, start, chat_tags_get_inline (tags, CHAT_INLINE_PAD));
}

/* A name in Latin letters does not turn the header of a card around. */
static void
add_direction (ChatBlockSection *self,
               ChatRun          *run)
{
  self->rtl = self->parent.rtl;
  add_extra (self, run, self->rtl ? "\u200f" : "\u200e", CHAT_INLINE_PAD);
}

/* The argument in the room that title and meta leave, the meta behind the tab stop. */
static void
add_ends (ChatBlockSection *self,
          ChatRun          *run)
{
  ChatSection *section = &self->parent;
  g_autofree char *argument = NULL;

  self->width = chat_column_get_text_width (section->page->column);
  self->stamp = chat_tags_get_stamp (section->page->tags);
  if (self->text->argument != NULL)
    argument = chat_header_fit (GTK_WIDGET (section->page->column), self->text->title,
                                self->text->argument, self->meta,
                                chat_tags_get_mono (section->page->tags),
                                self->width - META_APART - CHAT_END_ICON_REACH);
  if (argument != NULL)
    {
      add_extra (self, run, "  ", CHAT_INLINE_PAD);
      add_extra (self, run, argument, CHAT_INLINE_ARGUMENT);
    }
  if (self->meta != NULL)
    {
      add_extra (self, run, "\t", CHAT_INLINE_META);
      add_extra (self, run, self->meta, CHAT_INLINE_META);
    }
}

static ChatRun *
compose_header (ChatBlockSection *self)
{
  ChatSection *section = &self->parent;
  gboolean card = chat_block_section_is_card (self);
  ChatRun *run = chat_run_new ();

  if (card)
    section->style = self->text->remark != NULL ? CHAT_STYLE_CARD_HEAD_MORE : CHAT_STYLE_CARD_HEAD;
  if (card)
    add_direction (self, run);
  /* The name in the header of a result is that of its call, where it is found. */
  chat_section_add_words (section, run, self->text->title,
                          self->kind == CHAT_BLOCK_TOOL_RESULT ? CHAT_INLINE_PAD : CHAT_N_INLINES);
  if (card)
    add_ends (self, run);
  if (card && self->text->remark != NULL)
    add_remark (self, run);
  if (!card)
    add_summary (self, run, self->text);
  if (self->outcome != NULL)
    add_summary (self, run, self->outcome);

  return run;
}

static void
show_header (ChatBlockSection *self)
{
  g_autoptr(ChatRun) run = compose_header (self);

  if (chat_section_is_placed (&self->parent))
    chat_section_set_header (&self->parent, run);
  else
    chat_section_place (&self->parent, run);
}

static gboolean
fits (ChatBlockSection *self)
{
  ChatPage *page = self->parent.page;

  return self->text->argument == NULL ||
         (self->width == chat_column_get_text_width (page->column) &&
          self->stamp == chat_tags_get_stamp (page->tags));
}

/* Another width leaves other room; the message may begin at the other edge now. */
static void
block_measure (ChatSection *section)
{
  ChatBlockSection *self = (ChatBlockSection *) section;

  if (self->text != NULL && chat_block_section_is_card (self) &&
      (self->rtl != section->rtl || !fits (self)))
    show_header (self);
}

static gboolean
has_sources (ChatBlockSection *self)
{
  return self->outcome != NULL ? self->outcome->sources != NULL && self->outcome->sources->len > 0
                               : self->text->sources != NULL && self->text->sources->len > 0;
}

static void
describe (ChatBlockSection       *self,
          const ChatContentBlock *block,
          ChatSectionContext     *context)
{
  g_clear_pointer (&self->text, chat_block_text_free);
  g_clear_pointer (&self->outcome, chat_block_text_free);
  g_clear_pointer (&self->lines, chat_run_free);
  g_clear_pointer (&self->urls, g_ptr_array_unref);

  self->text = chat_block_text_new (block, context->sources);
  if (self->answered)
    chat_block_text_set_answered (self->text);
  if (self->result != CHAT_NO_BLOCK)
    self->outcome = chat_block_text_new (chat_message_get_block (context->message, self->result),
                                         context->sources);
  if (has_sources (self))
    {
      const GArray *numbers = self->outcome != NULL ? self->outcome->sources : self->text->sources;

      self->lines = chat_source_lines_compose (&self->parent, context->sources, numbers);
      self->urls = chat_source_lines_get_urls (context->sources, numbers);
    }
}

static void
choose_frame (ChatBlockSection *self)
{
  gboolean unknown = self->kind == CHAT_BLOCK_OTHER && self->text->body != NULL;

  if (self->kind != CHAT_BLOCK_TOOL_USE && self->kind != CHAT_BLOCK_TOOL_RESULT && !unknown)
    return;

  self->parent.frame = CHAT_FRAME_CARD;
  self->parent.pad_open = CARD_PAD;
}

/* What stands at the end of the card's header. */
static void
describe_end (ChatBlockSection *self)
{
  ChatSection *section = &self->parent;
  guint n_lines = self->text->n_lines;

  g_clear_pointer (&self->meta, g_free);
  section->end_icon = CHAT_MARK_NONE;
  if (self->kind != CHAT_BLOCK_TOOL_RESULT)
    return;

  if (self->text->failed)
    self->meta = g_strdup (self->text->summary);
  else if (n_lines > 0)
    self->meta = g_strdup_printf (ngettext ("%u line", "%u lines", n_lines), n_lines);
  section->end_icon = self->text->failed ? CHAT_MARK_ERROR : CHAT_MARK_DONE;
}

/* The message after this one holds the answer. */
static gboolean
is_answered (ChatBlockSection       *self,
             const ChatContentBlock *block,
             ChatSectionContext     *context)
{
  if (self->kind != CHAT_BLOCK_TOOL_USE || context->next == NULL || block->id == NULL)
    return FALSE;

  for (guint i = 0; i < chat_message_get_n_blocks (context->next); i++)
    {
      if (g_strcmp0 (chat_message_get_block (context->next, i)->tool_use_id, block->id) == 0)
        return TRUE;
    }

  return FALSE;
}

/* The tool that the result is of is named by the call, in the message before. */
static void
name_result (ChatBlockSection       *self,
             const ChatContentBlock *block,
             ChatSectionContext     *context)
{
  for (guint i = 0; context->previous != NULL &&
                    i < chat_message_get_n_blocks (context->previous); i++)
    {
      const ChatContentBlock *call = chat_message_get_block (context->previous, i);

      if (call->kind != CHAT_BLOCK_TOOL_USE || call->name == NULL ||
          g_strcmp0 (call->id, block->tool_use_id) != 0)
        continue;
      g_free (self->text->title);
      self->text->title = g_strdup (call->name);
      return;
    }
}

static gboolean
is_shown (ChatBlockSection       *self,
          const ChatContentBlock *block)
{
  return self->text != NULL && self->state == block->state && self->length == block->text->len &&
         (self->result != CHAT_NO_BLOCK) == (self->outcome != NULL);
}

static void
block_update (ChatSection        *section,
              ChatSectionContext *context)
{
  ChatBlockSection *self = (ChatBlockSection *) section;
  const ChatContentBlock *block = chat_message_get_block (context->message, section->block);

  if (is_shown (self, block) && self->answered == is_answered (self, block, context))
    return;

  self->answered = is_answered (self, block, context);
  describe (self, block, context);
  if (self->kind == CHAT_BLOCK_TOOL_RESULT)
    name_result (self, block, context);
  self->state = block->state;
  self->length = block->text->len;
  choose_frame (self);
  describe_end (self);
  section->foldable = self->lines != NULL || self->text->body != NULL ||
                      (self->outcome != NULL && self->outcome->body != NULL);
  show_header (self);
  self->n_lines = 0;
  chat_section_set_body (section, NULL);
  chat_section_set_open (section, section->touched ? section->open
                                                   : chat_block_body_is_open_at_first (self));
}

static const char *
block_get_uri (ChatSection       *section,
               const GtkTextIter *at)
{
  return chat_source_lines_get_uri (section, ((ChatBlockSection *) section)->urls, at);
}

static const ChatSectionClass block_class = {
  .update = block_update,
  .fill_body = chat_block_body_fill,
  .measure = block_measure,
  .can_activate = chat_block_body_can_activate,
  .show_all = chat_block_body_show_all,
  .get_uri = block_get_uri,
  .free = block_free,
};

static ChatMarkIcon
get_icon (ChatBlockKind kind)
{
  switch (kind)
    {
    case CHAT_BLOCK_REDACTED_THINKING:
      return CHAT_MARK_THINKING;
    case CHAT_BLOCK_TOOL_USE:
    case CHAT_BLOCK_SERVER_TOOL_USE:
    case CHAT_BLOCK_SERVER_TOOL_RESULT:
    case CHAT_BLOCK_TOOL_RESULT:
      return CHAT_MARK_TOOL;
    case CHAT_BLOCK_TEXT:
    case CHAT_BLOCK_THINKING:
    case CHAT_BLOCK_COMPACTION:
    case CHAT_BLOCK_FALLBACK:
    case CHAT_BLOCK_IMAGE:
    case CHAT_BLOCK_DOCUMENT:
    case CHAT_BLOCK_OTHER:
    default:
      return CHAT_MARK_NONE;
    }
}

ChatSection *
chat_block_section_new (ChatPage      *page,
                        guint          block,
                        ChatBlockKind  kind)
{
  ChatBlockSection *self = g_new0 (ChatBlockSection, 1);

  chat_section_init (&self->parent, &block_class, page, CHAT_STYLE_FOLD, block);
  self->parent.icon = get_icon (kind);
  self->result = CHAT_NO_BLOCK;
  self->kind = kind;
  return &self->parent;
}

gboolean
chat_block_section_take_result (ChatSection *section,
                                ChatMessage *message,
                                guint        block)
{
  ChatBlockSection *self = (ChatBlockSection *) section;
  const char *answers = chat_message_get_block (message, block)->tool_use_id;

  if (section->klass != &block_class || self->kind != CHAT_BLOCK_SERVER_TOOL_USE ||
      answers == NULL || self->result != CHAT_NO_BLOCK)
    return FALSE;
  if (g_strcmp0 (chat_message_get_block (message, section->block)->id, answers) != 0)
    return FALSE;

  self->result = block;
  return TRUE;
}
