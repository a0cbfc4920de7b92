/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A part of a page as what it was made of.
 */

#include "chat-page-extract.h"

#include "chat-page-views.h"
#include "chat-text-section.h"

static void
extract_section (ChatPage          *page,
                 ChatMessageView   *view,
                 ChatSection       *section,
                 const GtkTextIter *start,
                 const GtkTextIter *end,
                 ChatExcerpt       *excerpt)
{
  GtkTextIter from;
  GtkTextIter to;
  g_autofree char *text = NULL;

  chat_section_get_bounds (section, &from, &to);
  if (gtk_text_iter_compare (&from, start) < 0)
    from = *start;
  if (gtk_text_iter_compare (&to, end) > 0)
    to = *end;
  if (gtk_text_iter_compare (&from, &to) >= 0)
    return;

  if (chat_section_is_text (section))
    {
      chat_text_section_extract (section, chat_message_view_get_message (view), &from, &to,
                                 excerpt);
      return;
    }
  text = chat_page_copy (page, &from, &to);
  chat_excerpt_add_typed (excerpt, text, -1);
}

/* FALSE: it is below @end, as is all that follows. */
static gboolean
extract_view (ChatPage          *page,
              ChatMessageView   *view,
              const GtkTextIter *start,
              const GtkTextIter *end,
              ChatExcerpt       *excerpt)
{
  GtkTextIter role;
  GtkTextIter role_end;

  chat_section_get_bounds (chat_message_view_get_section (view, 0), &role, &role_end);
  if (gtk_text_iter_compare (&role, end) >= 0)
    return FALSE;
  if (gtk_text_iter_compare (&role_end, start) > 0)
    chat_excerpt_begin_message (excerpt, chat_message_view_get_message (view));

  for (guint i = 1; chat_message_view_get_section (view, i) != NULL; i++)
    {
      ChatSection *section = chat_message_view_get_section (view, i);

      /* Sources, how it went, and notes are the program's words. */
      if (section->block != CHAT_NO_BLOCK && chat_section_is_placed (section))
        extract_section (page, view, section, start, end, excerpt);
    }

  return TRUE;
}

void
chat_page_extract (ChatPage          *page,
                   const GtkTextIter *start,
                   const GtkTextIter *end,
                   ChatExcerpt       *excerpt)
{
  guint first = 0;

  chat_page_find_view (page, start, &first);
  for (guint i = first; chat_page_get_view (page, i) != NULL; i++)
    {
      if (!extract_view (page, chat_page_get_view (page, i), start, end, excerpt))
        break;
    }
}
