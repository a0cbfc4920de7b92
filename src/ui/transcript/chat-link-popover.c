/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Popovers for sources and links.
 */

#include "chat-link-popover.h"

#include "chat-line-break.h"
#include "chat-open-address.h"
#include "chat-popover-width.h"
#include "chat-words.h"

#include <glib/gi18n.h>

/* px; narrow windows leave it less. */
#define POPOVER_WIDTH  CHAT_POPOVER_WIDTH
#define LIST_HEIGHT    320
#define PARTS_APART    6

/* Characters of a row, which has one line. */
#define ROW_WIDTH 44

#define LINKS_KEY "chat-links"

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  chat_line_break_anywhere (GTK_LABEL (label));
  gtk_label_set_max_width_chars (GTK_LABEL (label), ROW_WIDTH);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_can_focus (label, FALSE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

/* "docs.kernel.org · Page 3" */
static char *
describe_place (const ChatCitation *citation)
{
  if (citation->place != NULL && citation->where != NULL)
    return g_strdup_printf ("%s · %s", citation->place, citation->where);

  return g_strdup (citation->place != NULL ? citation->place : citation->where);
}

static void
open_cb (GtkWidget  *button,
         const char *url)
{
  chat_open_address (button, url);
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER)));
}

static void
free_url (gpointer  url,
          GClosure *closure)
{
  g_free (url);
}

/* The button has the focus at first, so that Enter opens what has been read. */
static GtkWidget *
new_open_button (const char *url)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Open link"));

  gtk_widget_set_halign (button, GTK_ALIGN_END);
  g_signal_connect_data (button, "clicked", G_CALLBACK (open_cb), g_strdup (url), free_url, 0);
  return button;
}

/* What a reader reads before the button that has the focus. */
static void
name_page (GtkWidget          *page,
           const ChatCitation *citation,
           const char         *place)
{
  const char *parts[] = { citation->title, place, citation->text, citation->url };
  g_autoptr(GString) name = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i] != NULL)
        g_string_append_printf (name, "%s%s", name->len > 0 ? ", " : "", parts[i]);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str,
                                  -1);
  gtk_widget_set_focusable (page, !chat_citation_can_open (citation->url));
}

static GtkWidget *
new_page (const ChatCitation *citation)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX,
                                 "orientation", GTK_ORIENTATION_VERTICAL,
                                 "spacing", PARTS_APART,
                                 "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP,
                                 NULL);
  g_autofree char *place = describe_place (citation);

  gtk_box_append (GTK_BOX (box), new_label (citation->title, "heading"));
  if (place != NULL)
    gtk_box_append (GTK_BOX (box), new_label (place, "dim"));
  if (citation->text != NULL)
    {
      /* Translators: words of a source that are cited. */
      g_autofree char *quoted = g_strdup_printf (_("“%s”"), citation->text);

      gtk_box_append (GTK_BOX (box), new_label (quoted, "cited-text"));
    }
  if (citation->url != NULL)
    gtk_box_append (GTK_BOX (box), new_label (citation->url, "link-target"));
  if (chat_citation_can_open (citation->url))
    gtk_box_append (GTK_BOX (box), new_open_button (citation->url));
  gtk_widget_add_css_class (box, "link-page");
  name_page (box, citation, place);

  return box;
}

/* A scrolled window asks how high its child is when that is as wide as it likes, and here it is
 * narrower. */
static void
fit_height_cb (GtkScrolledWindow *window,
               GtkWidget         *page)
{
  int height;

  gtk_widget_measure (page, GTK_ORIENTATION_VERTICAL, POPOVER_WIDTH, NULL, &height, NULL, NULL);
  gtk_scrolled_window_set_min_content_height (window, MIN (height, LIST_HEIGHT));
}

static GtkWidget *
new_scrolled (GtkWidget *child)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (window), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (window), LIST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), child);
  gtk_widget_set_focusable (window, FALSE);
  gtk_widget_set_size_request (window, POPOVER_WIDTH, -1);

  return window;
}

static GtkWidget *
new_scrolled_page (GtkWidget *page)
{
  GtkWidget *window = new_scrolled (page);

  g_signal_connect_object (page, "realize", G_CALLBACK (fit_height_cb), window,
                           G_CONNECT_SWAPPED);
  return window;
}

static GtkWidget *
new_popover (GtkWidget  *child,
             const char *name)
{
  GtkWidget *popover = gtk_popover_new ();

  chat_words_fit (child);
  gtk_popover_set_child (GTK_POPOVER (popover), child);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  return popover;
}

GtkWidget *
chat_link_popover_new (const ChatCitation *citation)
{
  return new_popover (new_scrolled_page (new_page (citation)), citation->title);
}

static GtkWidget *
new_row (const ChatCitation *citation)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *place = describe_place (citation);
  g_autofree char *title = citation->number > 0
                           ? g_strdup_printf ("%u  %s", citation->number, citation->title)
                           : g_strdup (citation->title);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *detail = gtk_label_new (place != NULL ? place : citation->url);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), ROW_WIDTH);
  gtk_label_set_max_width_chars (GTK_LABEL (detail), ROW_WIDTH);
  gtk_widget_add_css_class (detail, "dim");
  gtk_widget_add_css_class (detail, "caption");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_widget_add_css_class (box, "link-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  gtk_label_get_label (GTK_LABEL (detail)),
                                  -1);

  return row;
}

static void
row_activated_cb (GtkWidget     *popover,
                  GtkListBoxRow *row,
                  GtkListBox    *list)
{
  GPtrArray *links = g_object_get_data (G_OBJECT (popover), LINKS_KEY);
  const ChatCitation *chosen = g_ptr_array_index (links, gtk_list_box_row_get_index (row));
  GtkWidget *page = new_page (chosen);
  GtkWidget *button = gtk_widget_get_last_child (page);

  chat_words_fit (page);
  /* GTK 4.8 would keep the focus where it was, on a row that is gone. */
  gtk_root_set_focus (gtk_widget_get_root (popover), NULL);
  gtk_popover_set_child (GTK_POPOVER (popover), new_scrolled_page (page));
  gtk_widget_grab_focus (GTK_IS_BUTTON (button) ? button : page);
}

GtkWidget *
chat_link_popover_new_list (GPtrArray *links)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *popover = new_popover (new_scrolled (list), _("Links of the message"));

  for (guint i = 0; i < links->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), new_row (g_ptr_array_index (links, i)));
  gtk_widget_add_css_class (list, "link-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Links of the message"), -1);
  g_object_set_data_full (G_OBJECT (popover), LINKS_KEY, links,
                          (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (row_activated_cb), popover,
                           G_CONNECT_SWAPPED);
  return popover;
}
