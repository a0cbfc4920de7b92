/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The body of a block that is not plain text: its lines, or the first of them and a way to all.
 */

#include "chat-block-section-private.h"

#include "chat-flow.h"

#include <glib/gi18n.h>
#include <string.h>

/* What is no longer than this is open from the start. */
#define OPEN_SOURCES    5
#define OPEN_CARD_LINES 12

/* Lines of a body that show before all are asked for: more, and it is cut. */
#define SHOWN_LINES 40

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

void
chat_block_body_fill (ChatSection *section)
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

gboolean
chat_block_body_can_activate (ChatSection       *section,
                              const GtkTextIter *at)
{
  return is_more_line ((ChatBlockSection *) section, at);
}

gboolean
chat_block_body_show_all (ChatSection *section)
{
  ChatBlockSection *self = (ChatBlockSection *) section;

  if (section->body == NULL || self->n_lines == 0)
    return FALSE;

  self->whole = TRUE;
  chat_section_set_body (section, NULL);
  chat_section_set_open (section, TRUE);
  return TRUE;
}

gboolean
chat_block_body_is_open_at_first (ChatBlockSection *self)
{
  if (self->urls != NULL)
    return self->urls->len <= OPEN_SOURCES;
  if (chat_block_section_is_card (self) && self->kind == CHAT_BLOCK_TOOL_USE)
    return self->text->body != NULL && count_lines (self->text->body) <= OPEN_CARD_LINES;

  return FALSE;
}
