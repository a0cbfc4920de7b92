/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text of a block of rendered Markdown: emphasis, code, links, citations. No tag runs over the
 * end of a line.
 */

#include "chat-leaf-private.h"

#include <string.h>

/* Around code and numbers, so that their ground is a little wider than they are. */
#define HAIR "\u202f"

/* A span that has begun and not ended. */
typedef struct
{
  const ChatMarkdownSpan *span;
  guint                   start;   /* characters of the run, in the open line */
  guint                   whole;   /* where it began, pad included */
  gboolean                drawn;   /* a formula: it is whole already */
} OpenSpan;

typedef struct
{
  ChatPen                *pen;
  const ChatMarkdownText *text;
  GArray                 *open;    /* (element-type OpenSpan), the innermost last */
  guint                   next;    /* of the text's spans */
  const GArray           *cites;   /* (nullable) */
  guint                   next_cite;
  gsize                   at;      /* bytes of the text */
} Writer;

static gboolean
is_pill (const ChatMarkdownSpan *span)
{
  return (span->style & (CHAT_MARKDOWN_CODE_SPAN | CHAT_MARKDOWN_FORMULA)) != 0;
}

static gboolean
may_open (const char *target)
{
  const char *const schemes[] = { "http", "https", "mailto" };
  g_autofree char *scheme = target != NULL ? g_uri_parse_scheme (target) : NULL;

  for (gsize i = 0; scheme != NULL && i < G_N_ELEMENTS (schemes); i++)
    {
      if (g_ascii_strcasecmp (scheme, schemes[i]) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
tag_style (Writer                 *self,
           const ChatMarkdownSpan *span,
           guint                   start)
{
  const struct { ChatMarkdownStyle style; ChatInline part; } looks[] = {
    { CHAT_MARKDOWN_EMPHASIS, CHAT_INLINE_EMPHASIS },
    { CHAT_MARKDOWN_STRONG, CHAT_INLINE_BOLD },
    { CHAT_MARKDOWN_STRIKE, CHAT_INLINE_STRIKE },
    { CHAT_MARKDOWN_CODE_SPAN, CHAT_INLINE_CODE },
    { CHAT_MARKDOWN_FORMULA, CHAT_INLINE_FORMULA },
  };
  ChatRun *run = self->pen->leaf->run;
  ChatTags *tags = self->pen->context->tags;

  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      if ((span->style & looks[i].style) != 0)
        chat_run_tag (run, start, chat_tags_get_inline (tags, looks[i].part));
    }
}

static void
add_link (Writer                 *self,
          const ChatMarkdownSpan *span,
          guint                   start)
{
  ChatLeaf *leaf = self->pen->leaf;
  ChatLeafLink link = { start, leaf->run->n_chars, NULL };

  if ((span->style & (CHAT_MARKDOWN_LINK | CHAT_MARKDOWN_IMAGE)) == 0 || start == link.end ||
      !may_open (span->target))
    return;

  link.target = g_strdup (span->target);
  g_array_append_val (leaf->links, link);
  chat_run_tag (leaf->run, start, chat_tags_get_inline (self->pen->context->tags,
                                                        CHAT_INLINE_LINK));
}

/* What is open gets its tags up to here. */
static void
tag_span (Writer         *self,
          const OpenSpan *open)
{
  tag_style (self, open->span, open->start);
  add_link (self, open->span, open->start);
}

static void
add_pill (Writer         *self,
          const OpenSpan *open)
{
  ChatLeaf *leaf = self->pen->leaf;
  ChatPill pill = { open->whole, 0, CHAT_PILL_CODE };

  chat_pen_add_pad (self->pen, HAIR);
  pill.end = leaf->run->n_chars;
  if ((open->span->style & CHAT_MARKDOWN_FORMULA) != 0)
    pill.kind = CHAT_PILL_FORMULA;
  g_array_append_val (leaf->pills, pill);
}

/* One that is still being written stays as it is. */
static gboolean
draw_formula (Writer                 *self,
              const ChatMarkdownSpan *span)
{
  if ((span->style & CHAT_MARKDOWN_FORMULA) == 0 || (span->style & CHAT_MARKDOWN_OPEN) != 0 ||
      !chat_pen_add_formula (self->pen, self->text->text->str + span->start,
                             span->end - span->start, (span->style & CHAT_MARKDOWN_DISPLAY) != 0))
    return FALSE;

  self->at = span->end;
  return TRUE;
}

static void
open_span (Writer *self)
{
  const ChatMarkdownSpan *span = &g_array_index (self->text->spans, ChatMarkdownSpan, self->next++);
  OpenSpan open = { span, 0, self->pen->leaf->run->n_chars };

  open.drawn = draw_formula (self, span);
  if (is_pill (span) && !open.drawn)
    chat_pen_add_pad (self->pen, HAIR);
  open.start = self->pen->leaf->run->n_chars;
  /* A picture that nobody describes is named by its address. */
  if ((span->style & CHAT_MARKDOWN_IMAGE) != 0 && span->start == span->end && span->target != NULL)
    chat_run_append_line (self->pen->leaf->run, span->target);
  g_array_append_val (self->open, open);
}

static void
close_span (Writer *self)
{
  const OpenSpan *open = &g_array_index (self->open, OpenSpan, self->open->len - 1);

  if (!open->drawn)
    tag_span (self, open);
  if (is_pill (open->span) && !open->drawn)
    add_pill (self, open);
  g_array_set_size (self->open, self->open->len - 1);
}

static void
break_line (Writer   *self,
            gboolean  soft)
{
  ChatLeaf *leaf = self->pen->leaf;

  for (guint i = self->open->len; i > 0; i--)
    {
      const OpenSpan *open = &g_array_index (self->open, OpenSpan, i - 1);

      tag_span (self, open);
      if (is_pill (open->span))
        add_pill (self, open);
    }

  chat_pen_break_line (self->pen, self->text->text->str + self->at,
                       self->text->text->len - self->at, soft);
  for (guint i = 0; i < self->open->len; i++)
    {
      OpenSpan *open = &g_array_index (self->open, OpenSpan, i);

      open->whole = open->start = leaf->run->n_chars;
    }
}

static void
add_words (Writer *self,
           gsize   end)
{
  const char *text = self->text->text->str;

  while (self->at < end)
    {
      const char *newline = memchr (text + self->at, '\n', end - self->at);
      gsize stop = newline != NULL ? (gsize) (newline - text) : end;
      gsize room = chat_pen_get_room (self->pen, text + self->at, stop - self->at);

      chat_run_append_words (self->pen->leaf->run, text + self->at, room);
      self->at += room;
      if (self->at < stop)
        {
          break_line (self, TRUE);
        }
      else if (newline != NULL)
        {
          self->at++;
          break_line (self, FALSE);
        }
    }
}

static gsize
get_next_start (Writer *self)
{
  return self->next < self->text->spans->len
         ? g_array_index (self->text->spans, ChatMarkdownSpan, self->next).start : G_MAXSIZE;
}

static gsize
get_next_end (Writer *self)
{
  return self->open->len > 0
         ? g_array_index (self->open, OpenSpan, self->open->len - 1).span->end : G_MAXSIZE;
}

static gsize
get_next_cite (Writer *self)
{
  if (self->cites == NULL || self->next_cite >= self->cites->len)
    return G_MAXSIZE;

  return MIN (g_array_index (self->cites, ChatLeafCite, self->next_cite).at, self->text->text->len);
}

/* FALSE at the end. Spans end before others begin, and citations come last. */
static gboolean
step (Writer *self)
{
  gsize start = get_next_start (self);
  gsize end = get_next_end (self);
  gsize cite = get_next_cite (self);
  gsize stop = MIN (MIN (start, end), cite);

  if (stop == G_MAXSIZE)
    return FALSE;

  add_words (self, stop);
  if (end == stop)
    close_span (self);
  else if (start == stop && start < cite)
    open_span (self);
  else if (cite == stop)
    chat_pen_add_cite (self->pen,
                       g_array_index (self->cites, ChatLeafCite, self->next_cite++).number);
  else
    open_span (self);

  return TRUE;
}

void
chat_pen_add_text (ChatPen                *self,
                   const ChatMarkdownText *text,
                   const GArray           *cites)
{
  g_autoptr(GArray) open = g_array_new (FALSE, FALSE, sizeof (OpenSpan));
  Writer writer = { self, text, open, 0, cites, 0, 0 };

  while (step (&writer))
    ;
  add_words (&writer, text->text->len);
}

void
chat_pen_add_cite (ChatPen *self,
                   guint    number)
{
  ChatTags *tags = self->context->tags;
  ChatLeaf *leaf = self->leaf;
  g_autofree char *digits = g_strdup_printf ("%u", number);
  ChatPill pill = { 0, 0, CHAT_PILL_CITE };
  guint start;

  chat_pen_add_pad (self, HAIR);
  pill.start = start = leaf->run->n_chars;
  chat_pen_add_pad (self, HAIR);
  chat_run_append (leaf->run, digits, strlen (digits));
  chat_pen_add_pad (self, HAIR);
  pill.end = leaf->run->n_chars;
  chat_run_tag (leaf->run, start, chat_tags_get_inline (tags, CHAT_INLINE_CITE));
  g_array_append_val (leaf->pills, pill);
}

/* The letters that speak: not those of code. */
static ChatDirection
look_at_letters (const ChatMarkdownText *text,
                 gboolean              (*says) (const char *text, gsize length),
                 gboolean               *found)
{
  const char *start = text->text->str;
  gsize at = 0;

  for (guint i = 0; i <= text->spans->len; i++)
    {
      const ChatMarkdownSpan *span = i < text->spans->len
                                     ? &g_array_index (text->spans, ChatMarkdownSpan, i) : NULL;
      gsize end = span != NULL ? span->start : text->text->len;
      ChatDirection direction;

      if (span != NULL && !is_pill (span))
        continue;
      if (end > at)
        {
          direction = chat_direction_of_text (start + at, end - at);
          if (says == NULL && direction != CHAT_DIRECTION_NONE)
            return direction;
          *found = *found || (says != NULL && says (start + at, end - at));
        }
      at = span != NULL ? MAX (at, span->end) : at;
    }

  return CHAT_DIRECTION_NONE;
}

/* In a text that runs to the left a paragraph may well begin with a foreign name. */
ChatDirection
chat_leaf_find_direction (const ChatMarkdownText *text,
                          ChatDirection           around)
{
  gboolean rtl = FALSE;
  ChatDirection direction = look_at_letters (text, NULL, &rtl);

  if (direction == CHAT_DIRECTION_LTR && around == CHAT_DIRECTION_RTL)
    look_at_letters (text, chat_direction_has_rtl, &rtl);

  return rtl ? CHAT_DIRECTION_RTL : direction;
}
