/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A block that is not plain text. A call that we would run is a card; what the server runs is one
 * line with its result folded in.
 */

#include "chat-block-section.h"

#include "chat-block-text.h"
#include "chat-flow.h"
#include "chat-source-lines.h"

#include <glib/gi18n.h>
#include <string.h>

/* What is no longer than this is open from the start. */
#define OPEN_SOURCES    5
#define OPEN_CARD_LINES 12

/* Below the last line of an open card. */
#define CARD_PAD 12

typedef struct
{
  ChatSection     parent;
  guint           result;    /* the block with the result of this call, or CHAT_NO_BLOCK */
  ChatBlockText  *text;      /* what is shown */
  ChatBlockText  *outcome;   /* of the result, or NULL */
  ChatRun        *lines;     /* the sources it found, or NULL */
  GPtrArray      *urls;      /* of these lines, or NULL */
  ChatBlockKind   kind;
  ChatBlockState  state;     /* of the block, as it is shown */
  gsize           length;    /* of its text, as it is shown */
} ChatBlockSection;

static void
block_free (ChatSection *section)
{
  ChatBlockSection *self = (ChatBlockSection *) section;

  chat_block_text_free (self->text);
  chat_block_text_free (self->outcome);
  g_clear_pointer (&self->lines, chat_run_free);
  g_clear_pointer (&self->urls, g_ptr_array_unref);
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

static void
show_header (ChatBlockSection *self)
{
  ChatSection *section = &self->parent;
  gboolean card = section->frame == CHAT_FRAME_CARD;
  g_autoptr(ChatRun) run = chat_run_new ();

  if (card)
    section->style = self->text->remark != NULL ? CHAT_STYLE_CARD_HEAD_MORE : CHAT_STYLE_CARD_HEAD;
  chat_section_add_words (section, run, self->text->title, CHAT_N_INLINES);
  if (card && self->text->remark != NULL)
    add_remark (self, run);
  if (!card)
    add_summary (self, run, self->text);
  if (self->outcome != NULL)
    add_summary (self, run, self->outcome);

  if (chat_section_is_placed (section))
    chat_section_set_header (section, run);
  else
    chat_section_place (section, run);
}

static gboolean
has_sources (ChatBlockSection *self)
{
  return self->outcome != NULL ? self->outcome->sources != NULL && self->outcome->sources->len > 0
                               : self->text->sources != NULL && self->text->sources->len > 0;
}

/* What was asked, an empty line, what came of it. (nullable) */
static char *
join_bodies (ChatBlockSection *self)
{
  const char *first = self->text->body;
  const char *second = self->outcome != NULL ? self->outcome->body : NULL;

  if (first != NULL && second != NULL)
    return g_strconcat (first, "\n\n", second, NULL);

  return g_strdup (first != NULL ? first : second);
}

/* Plain lines go the way of streamed text, which breaks the overlong ones. */
static void
write_lines (ChatBlockSection *self)
{
  g_autofree char *body = join_bodies (self);
  ChatFlow flow = { 0 };

  if (body == NULL)
    return;

  chat_flow_init (&flow, &self->parent, TRUE);
  flow.scanner.in_code = self->text->style == CHAT_BODY_CODE;
  chat_flow_add (&flow, body, strlen (body));
  chat_flow_write (&flow);
  chat_flow_clear (&flow);
}

static void
block_fill_body (ChatSection *section)
{
  ChatBlockSection *self = (ChatBlockSection *) section;

  if (self->lines != NULL)
    chat_section_set_body (section, self->lines);
  else
    write_lines (self);
}

static guint
count_lines (const char *text)
{
  guint n_lines = 1;

  for (const char *p = strchr (text, '\n'); p != NULL; p = strchr (p + 1, '\n'))
    n_lines++;

  return n_lines;
}

static gboolean
is_open_at_first (ChatBlockSection *self)
{
  if (self->urls != NULL)
    return self->urls->len <= OPEN_SOURCES;
  if (self->parent.frame == CHAT_FRAME_CARD && self->kind == CHAT_BLOCK_TOOL_USE)
    return self->text->body != NULL && count_lines (self->text->body) <= OPEN_CARD_LINES;

  return FALSE;
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

  if (self->kind != CHAT_BLOCK_TOOL_USE && !unknown)
    return;

  self->parent.frame = CHAT_FRAME_CARD;
  self->parent.pad_open = CARD_PAD;
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

  if (is_shown (self, block))
    return;

  describe (self, block, context);
  self->state = block->state;
  self->length = block->text->len;
  choose_frame (self);
  section->foldable = self->lines != NULL || self->text->body != NULL ||
                      (self->outcome != NULL && self->outcome->body != NULL);
  show_header (self);
  chat_section_set_body (section, NULL);
  chat_section_set_open (section, section->touched ? section->open : is_open_at_first (self));
}

static const char *
block_get_uri (ChatSection       *section,
               const GtkTextIter *at)
{
  return chat_source_lines_get_uri (section, ((ChatBlockSection *) section)->urls, at);
}

static const ChatSectionClass block_class = {
  .update = block_update,
  .fill_body = block_fill_body,
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
