/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A block that is not plain text. A call that we would run is a card; what the server runs is one
 * line with its result folded in.
 */

#include "chat-block-section.h"

#include "chat-block-text.h"
#include "chat-body-colors.h"
#include "chat-flow.h"
#include "chat-header-fit.h"
#include "chat-source-lines.h"

#include <glib/gi18n.h>
#include <string.h>

/* What is no longer than this is open from the start. */
#define OPEN_SOURCES    5
#define OPEN_CARD_LINES 12

/* Lines of a body that show before all are asked for: more, and it is cut. */
#define SHOWN_LINES 40

/* px between what stands in a header and what stands at its end. */
#define META_APART 12

/* Below the last line of an open card. */
#define CARD_PAD 12

typedef struct
{
  ChatSection     parent;
  guint           result;    /* the block with the result of this call, or CHAT_NO_BLOCK */
  ChatBlockText  *text;      /* what is shown */
  ChatBlockText  *outcome;   /* of the result, or NULL */
  ChatBodyColors *colors;    /* of a body that shows, or NULL */
  ChatRun        *lines;     /* the sources it found, or NULL */
  GPtrArray      *urls;      /* of these lines, or NULL */
  ChatBlockKind   kind;
  ChatBlockState  state;     /* of the block, as it is shown */
  gsize           length;    /* of its text, as it is shown */
  char           *meta;      /* at the end of the header, or NULL */
  int             width;     /* px that the header was fitted to */
  guint           stamp;     /* of the fonts then */
  gboolean        rtl;       /* the edge where it begins */
  gboolean        answered;  /* the next message answers the call */
  gboolean        whole;     /* all lines are asked for */
  guint           n_lines;   /* of the body if it is cut, else 0 */
} ChatBlockSection;

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

static gboolean
is_card (ChatBlockSection *self)
{
  return self->parent.frame == CHAT_FRAME_CARD;
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
  gboolean card = is_card (self);
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

  if (self->text != NULL && is_card (self) && (self->rtl != section->rtl || !fits (self)))
    show_header (self);
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

static guint
count_lines (const char *text)
{
  guint n_lines = 1;

  for (const char *p = strchr (text, '\n'); p != NULL; p = strchr (p + 1, '\n'))
    n_lines++;

  return n_lines;
}

/* How many bytes the first lines take, without the end of the last. */
static gsize
get_shown_length (const char *text)
{
  const char *p = text;

  for (guint i = 0; i < SHOWN_LINES && p != NULL; i++)
    p = strchr (i > 0 ? p + 1 : p, '\n');

  return p != NULL ? (gsize) (p - text) : strlen (text);
}

static gsize
get_max_length (const char *text)
{
  gsize length = strlen (text);

  if (length <= CHAT_BODY_MAX)
    return length;

  return (gsize) (g_utf8_find_prev_char (text, text + CHAT_BODY_MAX + 1) - text);
}

/* A line in the program's words below the body. */
static void
add_last_line (ChatBlockSection *self,
               const char       *words,
               gboolean          link)
{
  ChatSection *section = &self->parent;
  ChatTags *tags = section->page->tags;
  g_autoptr(ChatRun) run = chat_run_new ();
  GtkTextIter iter;
  guint start;

  chat_run_append (run, "\n", 1);
  start = run->n_chars;
  chat_section_add_words (section, run, words, link ? CHAT_INLINE_LINK : CHAT_INLINE_DIM);
  chat_section_tag_line (section, run, start, CHAT_STYLE_CARD_MORE, 0);
  chat_run_tag (run, 0, chat_tags_get_inline (tags, CHAT_INLINE_PAD));
  gtk_text_buffer_get_iter_at_mark (section->page->buffer, &iter, section->tail);
  chat_page_insert (section->page, &iter, run);
}

static void
add_cut_line (ChatBlockSection *self,
              gsize             length,
              gsize             shown)
{
  g_autofree char *words = NULL;

  if (self->n_lines > 0)
    {
      /* Translators: what shows all lines of a long output that is cut. */
      words = g_strdup_printf (ngettext ("Show all (%u line)", "Show all (%u lines)",
                                         self->n_lines), self->n_lines);
      add_last_line (self, words, TRUE);
    }
  else if (shown < length)
    {
      g_autofree char *size = g_format_size (shown);

      /* Translators: %s is a size such as 262 kB */
      words = g_strdup_printf (_("Only the first %s are shown."), size);
      add_last_line (self, words, FALSE);
    }
}

/* What was asked, in front of what came of it. */
static void
color_lines (ChatBlockSection *self,
             const char       *body,
             gsize             length)
{
  g_clear_pointer (&self->colors, chat_body_colors_free);
  if (self->text->style == CHAT_BODY_JSON && self->text->body != NULL)
    self->colors = chat_body_colors_new (&self->parent, body,
                                         MIN (length, strlen (self->text->body)));
}

/* Plain lines go the way of streamed text, which breaks the overlong ones. */
static void
write_lines (ChatBlockSection *self)
{
  g_autofree char *body = join_bodies (self);
  ChatFlow flow = { 0 };
  gsize most;
  gsize shown;

  if (body == NULL)
    return;

  most = get_max_length (body);
  shown = MIN (self->whole ? most : get_shown_length (body), most);
  self->n_lines = shown < most ? count_lines (body) : 0;

  chat_flow_init (&flow, &self->parent, TRUE);
  flow.scanner.in_code = self->text->style != CHAT_BODY_PROSE;
  chat_flow_add (&flow, body, shown);
  chat_flow_write (&flow);
  chat_flow_clear (&flow);
  color_lines (self, body, shown);
  add_cut_line (self, strlen (body), shown);
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

static gboolean
is_more_line (ChatBlockSection  *self,
              const GtkTextIter *at)
{
  GtkTextIter tail;

  if (self->n_lines == 0 || self->parent.body == NULL)
    return FALSE;

  gtk_text_buffer_get_iter_at_mark (self->parent.page->buffer, &tail, self->parent.tail);
  return gtk_text_iter_get_line (at) == gtk_text_iter_get_line (&tail);
}

static gboolean
block_can_activate (ChatSection       *section,
                    const GtkTextIter *at)
{
  return is_more_line ((ChatBlockSection *) section, at);
}

static gboolean
block_show_all (ChatSection *section)
{
  ChatBlockSection *self = (ChatBlockSection *) section;

  if (section->body == NULL || self->n_lines == 0)
    return FALSE;

  self->whole = TRUE;
  chat_section_set_body (section, NULL);
  chat_section_set_open (section, TRUE);
  return TRUE;
}

static gboolean
is_open_at_first (ChatBlockSection *self)
{
  if (self->urls != NULL)
    return self->urls->len <= OPEN_SOURCES;
  if (is_card (self) && self->kind == CHAT_BLOCK_TOOL_USE)
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
  .measure = block_measure,
  .can_activate = block_can_activate,
  .show_all = block_show_all,
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
