/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Citations and links of the column: what they say, and all of a message as a list.
 */

#include "chat-column-private.h"

#include "chat-link-popover.h"
#include "chat-popover.h"
#include "chat-shortcuts.h"
#include "chat-text-section.h"

#include <glib/gi18n.h>

static GtkTextTag *
get_tag (ChatColumn *self,
         ChatInline  part)
{
  return chat_tags_get_inline (self->tags, part);
}

/* How many marks of the section begin at or before @at, which is on one. */
static guint
count_cites (ChatColumn        *self,
             ChatSection       *section,
             const GtkTextIter *at)
{
  GtkTextTag *tag = get_tag (self, CHAT_INLINE_CITE);
  GtkTextIter iter;
  GtkTextIter end;
  guint n_cites = 0;

  chat_section_get_bounds (section, &iter, &end);
  do
    {
      if (gtk_text_iter_starts_tag (&iter, tag))
        n_cites++;
    }
  while (gtk_text_iter_forward_to_tag_toggle (&iter, tag) &&
         gtk_text_iter_compare (&iter, at) <= 0);

  return n_cites;
}

ChatCitation *
chat_column_dup_citation (ChatColumn        *self,
                          ChatMessageView   *view,
                          ChatSection       *section,
                          const GtkTextIter *at)
{
  g_autoptr(GPtrArray) citations = NULL;
  guint n_cites;

  if (!chat_section_is_text (section) ||
      !gtk_text_iter_has_tag (at, get_tag (self, CHAT_INLINE_CITE)))
    return NULL;

  citations = chat_citations_new (chat_message_view_get_message (view), section->block,
                                  chat_message_view_get_sources (view));
  n_cites = count_cites (self, section, at);
  return n_cites > 0 && n_cites <= citations->len
         ? g_ptr_array_steal_index (citations, n_cites - 1) : NULL;
}

static void
show_popover (ChatColumn        *self,
              GtkWidget         *popover,
              const GtkTextIter *at)
{
  GtkWidget *parent = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_OVERLAY);
  GdkRectangle place;
  double x;
  double y;

  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), at, &place);
  gtk_text_view_buffer_to_window_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, place.x,
                                         place.y, &place.x, &place.y);
  gtk_widget_translate_coordinates (GTK_WIDGET (self), parent, place.x, place.y, &x, &y);
  place.x = (int) x;
  place.y = CLAMP ((int) y, 0, gtk_widget_get_height (parent) - place.height);
  chat_popover_show_at (popover, parent, &place);
}

void
chat_column_show_link (ChatColumn         *self,
                       const ChatCitation *citation,
                       const GtkTextIter  *at)
{
  show_popover (self, chat_link_popover_new (citation), at);
}

/* Words of the page from @start on, as long as they lead to the same address. */
static void
add_link (ChatColumn        *self,
          GPtrArray         *links,
          ChatSection       *section,
          const GtkTextIter *start)
{
  const char *url = chat_section_get_uri (section, start);
  GtkTextIter end = *start;
  g_autofree char *text = NULL;

  if (url == NULL)
    return;

  gtk_text_iter_forward_to_tag_toggle (&end, get_tag (self, CHAT_INLINE_LINK));
  text = gtk_text_iter_get_slice (start, &end);
  for (guint i = 0; i < links->len; i++)
    {
      if (g_strcmp0 (((ChatCitation *) g_ptr_array_index (links, i))->url, url) == 0)
        return;
    }
  g_ptr_array_add (links, chat_citation_new_link (text, url));
}

static void
collect_links (ChatColumn  *self,
               GPtrArray   *links,
               ChatSection *section)
{
  GtkTextTag *tag = get_tag (self, CHAT_INLINE_LINK);
  GtkTextIter iter;
  GtkTextIter end;

  chat_section_get_bounds (section, &iter, &end);
  do
    {
      if (gtk_text_iter_starts_tag (&iter, tag))
        add_link (self, links, section, &iter);
    }
  while (gtk_text_iter_forward_to_tag_toggle (&iter, tag) &&
         gtk_text_iter_compare (&iter, &end) < 0);
}

/* Citations first: a source that is listed and cited is met with what is cited of it. */
static GPtrArray *
collect (ChatColumn      *self,
         ChatMessageView *view)
{
  GPtrArray *links = g_ptr_array_new_with_free_func ((GDestroyNotify) chat_citation_free);

  for (guint i = 0; chat_message_view_get_section (view, i) != NULL; i++)
    {
      ChatSection *section = chat_message_view_get_section (view, i);
      g_autoptr(GPtrArray) citations = NULL;

      if (!chat_section_is_placed (section) || !chat_section_is_text (section))
        continue;
      citations = chat_citations_new (chat_message_view_get_message (view), section->block,
                                      chat_message_view_get_sources (view));
      g_ptr_array_extend_and_steal (links, g_steal_pointer (&citations));
    }
  for (guint i = 0; chat_message_view_get_section (view, i) != NULL; i++)
    {
      if (chat_section_is_placed (chat_message_view_get_section (view, i)))
        collect_links (self, links, chat_message_view_get_section (view, i));
    }

  return links;
}

static ChatMessageView *
find_view (ChatColumn *self,
           const char *uid)
{
  for (guint i = 0; self->page != NULL && i < self->page->views->len; i++)
    {
      ChatMessageView *view = chat_page_get_view (self->page, i);

      if (g_str_equal (chat_message_get_uid (chat_message_view_get_message (view)), uid))
        return view;
    }

  return NULL;
}

static void
show_list (ChatColumn      *self,
           ChatMessageView *view)
{
  g_autoptr(GPtrArray) links = collect (self, view);
  GtkTextIter start;

  if (links->len == 0)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "chat.tell", "s",
                                  _("This message has no links."));
      return;
    }

  gtk_text_buffer_get_iter_at_mark (self->page->buffer, &start, chat_message_view_get_start (view));
  show_popover (self, chat_link_popover_new_list (g_steal_pointer (&links)), &start);
}

static void
links_action (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  ChatColumn *self = CHAT_COLUMN (widget);
  ChatMessageView *view = find_view (self, g_variant_get_string (parameter, NULL));

  if (view != NULL)
    show_list (self, view);
}

/* Of the message that the caret is in. */
static gboolean
links_key_cb (GtkWidget *widget,
              GVariant  *arguments,
              gpointer   user_data)
{
  ChatColumn *self = CHAT_COLUMN (widget);
  ChatMessageView *view;
  GtkTextIter iter;

  if (self->page == NULL || !gtk_widget_is_focus (widget))
    return FALSE;

  gtk_text_buffer_get_iter_at_mark (self->page->buffer, &iter,
                                    gtk_text_buffer_get_insert (self->page->buffer));
  view = chat_page_find_view (self->page, &iter, NULL);
  if (view == NULL)
    return FALSE;

  show_list (self, view);
  return TRUE;
}

void
chat_column_install_links (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "transcript.links", "s", links_action);
}

void
chat_column_add_links_key (ChatColumn            *self,
                           GtkShortcutController *controller)
{
  gtk_shortcut_controller_add_shortcut (
    controller,
    chat_shortcuts_new_shortcut (GTK_WIDGET (self), "transcript.links",
                                 gtk_callback_action_new (links_key_cb, NULL, NULL)));
}
