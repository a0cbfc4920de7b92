/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sources that a message cites and that no result of a search has listed.
 */

#include "chat-cited-section.h"

#include "chat-source-lines.h"

#include <glib/gi18n.h>

typedef struct
{
  ChatSection  parent;
  ChatRun     *lines;  /* NULL before the first update */
  GPtrArray   *urls;   /* one a line */
} ChatCitedSection;

guint
chat_cited_section_count (ChatSourceList *sources)
{
  g_autoptr(GArray) numbers = chat_source_list_get_unlisted (sources);

  return numbers->len;
}

static void
cited_free (ChatSection *section)
{
  ChatCitedSection *self = (ChatCitedSection *) section;

  g_clear_pointer (&self->lines, chat_run_free);
  g_clear_pointer (&self->urls, g_ptr_array_unref);
}

static void
cited_fill_body (ChatSection *section)
{
  chat_section_set_body (section, ((ChatCitedSection *) section)->lines);
}

static void
cited_update (ChatSection        *section,
              ChatSectionContext *context)
{
  ChatCitedSection *self = (ChatCitedSection *) section;
  g_autoptr(GArray) numbers = chat_source_list_get_unlisted (context->sources);
  g_autoptr(ChatRun) header = chat_run_new ();

  if (self->urls != NULL && self->urls->len == numbers->len)
    return;

  if (!chat_section_is_placed (section))
    {
      chat_section_add_words (section, header, _("Sources"), CHAT_N_INLINES);
      chat_section_place (section, header);
    }
  g_clear_pointer (&self->lines, chat_run_free);
  g_clear_pointer (&self->urls, g_ptr_array_unref);
  self->lines = chat_source_lines_compose (section, context->sources, numbers);
  self->urls = chat_source_lines_get_urls (context->sources, numbers);
  chat_section_set_body (section, section->open ? self->lines : NULL);
}

static const char *
cited_get_uri (ChatSection       *section,
               const GtkTextIter *at)
{
  return chat_source_lines_get_uri (section, ((ChatCitedSection *) section)->urls, at);
}

static const ChatSectionClass cited_class = {
  .update = cited_update,
  .fill_body = cited_fill_body,
  .get_uri = cited_get_uri,
  .free = cited_free,
};

ChatSection *
chat_cited_section_new (ChatPage *page)
{
  ChatCitedSection *self = g_new0 (ChatCitedSection, 1);

  chat_section_init (&self->parent, &cited_class, page, CHAT_STYLE_FOLD, CHAT_NO_BLOCK);
  self->parent.foldable = TRUE;
  self->parent.open = TRUE;
  return &self->parent;
}
