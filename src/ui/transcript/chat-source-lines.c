/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sources as lines of a section: number, title, place.
 */

#include "chat-source-lines.h"

static void
add_number (ChatSection *section,
            ChatRun     *run,
            guint        number)
{
  ChatTags *tags = section->page->tags;
  g_autofree char *pill = g_strdup_printf ("\u202f%u\u202f", number);
  guint start = run->n_chars;

  chat_run_append_line (run, pill);
  chat_run_tag (run, start, chat_tags_get_inline (tags, CHAT_INLINE_CITE));
  chat_run_tag_part (run, start, start + 1, chat_tags_get_inline (tags, CHAT_INLINE_PAD));
  chat_run_tag (run, run->n_chars - 1, chat_tags_get_inline (tags, CHAT_INLINE_PAD));
  chat_run_append_line (run, " ");
}

static void
add_source (ChatSection      *section,
            ChatRun          *run,
            const ChatSource *source,
            guint             number)
{
  guint start = run->n_chars;
  guint title;

  add_number (section, run, number);
  title = run->n_chars;
  chat_run_append_line (run, source->title);
  if (source->url != NULL)
    chat_run_tag (run, title, chat_tags_get_inline (section->page->tags, CHAT_INLINE_LINK));
  if (source->place != NULL)
    {
      chat_run_append_line (run, " · ");
      chat_run_append_line (run, source->place);
    }
  chat_section_tag_line (section, run, start, CHAT_STYLE_SOURCE, 0);
}

ChatRun *
chat_source_lines_compose (ChatSection    *section,
                           ChatSourceList *sources,
                           const GArray   *numbers)
{
  ChatRun *run = chat_run_new ();

  for (guint i = 0; i < numbers->len; i++)
    {
      guint number = g_array_index (numbers, guint, i);

      if (i > 0)
        chat_run_append (run, "\n", 1);
      add_source (section, run, chat_source_list_get (sources, number), number);
    }

  return run;
}

GPtrArray *
chat_source_lines_get_urls (ChatSourceList *sources,
                            const GArray   *numbers)
{
  GPtrArray *urls = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < numbers->len; i++)
    {
      guint number = g_array_index (numbers, guint, i);

      g_ptr_array_add (urls, g_strdup (chat_source_list_get (sources, number)->url));
    }

  return urls;
}

const char *
chat_source_lines_get_uri (ChatSection       *section,
                           const GPtrArray   *urls,
                           const GtkTextIter *at)
{
  GtkTextTag *link = chat_tags_get_inline (section->page->tags, CHAT_INLINE_LINK);
  GtkTextIter body;
  int line;

  if (urls == NULL || section->body == NULL || !gtk_text_iter_has_tag (at, link))
    return NULL;

  gtk_text_buffer_get_iter_at_mark (section->page->buffer, &body, section->body);
  line = gtk_text_iter_get_line (at) - gtk_text_iter_get_line (&body);

  return line >= 0 && line < (int) urls->len ? g_ptr_array_index (urls, line) : NULL;
}
