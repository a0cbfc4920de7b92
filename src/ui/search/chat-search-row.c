/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row of the search: where a hit is, and what it says there.
 */

#include "chat-search-row.h"

#include "chat-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _ChatSearchRow
{
  GtkWidget       parent_instance;

  ChatSearchItem *item;
  GtkWidget      *box;
  GtkLabel       *title;
  GtkLabel       *where;
  GtkLabel       *branch;
  GtkWidget      *archived;
  GtkLabel       *snippet;
};

G_DEFINE_FINAL_TYPE (ChatSearchRow, chat_search_row, GTK_TYPE_WIDGET)


char *
chat_search_row_describe_time (gint64     created_ms,
                               GDateTime *now)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (created_ms / 1000);
  g_autoptr(GDateTime) then = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autoptr(GDateTime) yesterday = g_date_time_add_days (now, -1);

  if (then == NULL)
    return g_strdup ("");
  if (g_date_time_get_year (then) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now))
    /* Translators: a time of today, for g_date_time_format(). */
    return g_date_time_format (then, _("today %H:%M"));
  if (g_date_time_get_year (then) == g_date_time_get_year (yesterday) &&
      g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (yesterday))
    /* Translators: a time of yesterday, for g_date_time_format(). */
    return g_date_time_format (then, _("yesterday %H:%M"));
  if (g_date_time_get_year (then) == g_date_time_get_year (now))
    /* Translators: a day of this year, for g_date_time_format(). */
    return g_date_time_format (then, _("%-d %B"));

  /* Translators: a day of another year, for g_date_time_format(). */
  return g_date_time_format (then, _("%-d %B %Y"));
}


static char *
describe_place (const ChatSearchHit *hit)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = chat_search_row_describe_time (hit->created_ms, now);
  const char *who = hit->role == CHAT_ROLE_USER ? _("You") : _("Claude");
  /* A Latin name at the beginning would turn the line from left to right. */
  const char *mark = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL ? "\u200f" : "";

  return g_strdup_printf ("%s%s · \u2068%s\u2069", mark, hit->message == NULL ? _("Title") : who,
                          time);
}


static void
add_attribute (PangoAttrList      *list,
               PangoAttribute     *attribute,
               const ChatHitRange *range)
{
  attribute->start_index = range->start;
  attribute->end_index = range->end;
  pango_attr_list_insert (list, attribute);
}


static guint16
get_channel (float value)
{
  return (guint16) (value * 65535);
}


static void
mark_range (ChatSearchRow      *self,
            PangoAttrList      *list,
            const ChatHitRange *range)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  AdwStyleManager *manager =
    adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  GdkRGBA bg;
  GdkRGBA fg;

  if (gtk_style_context_lookup_color (context, "chat_hit_bg", &bg) &&
      gtk_style_context_lookup_color (context, "chat_hit_fg", &fg))
    {
      add_attribute (list, pango_attr_background_new (get_channel (bg.red), get_channel (bg.green),
                                                      get_channel (bg.blue)), range);
      add_attribute (list, pango_attr_foreground_new (get_channel (fg.red), get_channel (fg.green),
                                                      get_channel (fg.blue)), range);
    }
  if (adw_style_manager_get_high_contrast (manager))
    add_attribute (list, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), range);
}


static void
mark_ranges (ChatSearchRow *self)
{
  g_autoptr(PangoAttrList) list = pango_attr_list_new ();
  const GArray *ranges;

  if (self->item == NULL)
    return;

  ranges = chat_search_item_get_hit (self->item)->ranges;
  for (guint i = 0; ranges != NULL && i < ranges->len; i++)
    mark_range (self, list, &g_array_index (ranges, ChatHitRange, i));
  gtk_label_set_attributes (self->snippet, list);
}


static void
chat_search_row_dispose (GObject *object)
{
  ChatSearchRow *self = CHAT_SEARCH_ROW (object);

  g_clear_object (&self->item);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (chat_search_row_parent_class)->dispose (object);
}


static void
chat_search_row_class_init (ChatSearchRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_search_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "searchrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}


static GtkLabel *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  chat_words_fit (label);
  gtk_widget_add_css_class (label, css_class);
  return GTK_LABEL (label);
}


static GtkWidget *
new_tag (const char *text,
         const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, css_class);
  return label;
}


static void
chat_search_row_init (ChatSearchRow *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *key = new_tag (C_("keyboard label", "Enter"), "keycap");
  AdwStyleManager *manager =
    adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->title = new_label ("title");
  self->where = new_label ("where");
  self->branch = new_label ("tag");
  self->archived = new_tag (C_("state", "Archived"), "tag");
  self->snippet = new_label ("snippet");
  /* Translators: what was found is not in the branch of its conversation that is shown. */
  gtk_label_set_label (self->branch, _("In another branch"));
  gtk_widget_set_valign (GTK_WIDGET (self->branch), GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (key, TRUE);
  gtk_widget_set_halign (key, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->where));
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->branch));
  gtk_box_append (GTK_BOX (head), self->archived);
  gtk_box_append (GTK_BOX (head), key);
  gtk_box_append (GTK_BOX (self->box), head);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->snippet));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  /* A colour that only has a name does not count as a change of the widget's own style. */
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (mark_ranges), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (mark_ranges), self,
                           G_CONNECT_SWAPPED);
}


/* The line as it is read out. Returns: (transfer full) */
static char *
dup_name (ChatSearchRow *self)
{
  const ChatSearchHit *hit = chat_search_item_get_hit (self->item);
  g_autoptr(GString) name = g_string_new (gtk_label_get_label (self->title));

  g_string_append_printf (name, ", %s", gtk_label_get_label (self->where));
  if (hit->in_other_branch)
    g_string_append_printf (name, ", %s", gtk_label_get_label (self->branch));
  if (hit->archived)
    g_string_append_printf (name, ", %s", C_("state", "Archived"));
  g_string_append_printf (name, ": %s", hit->snippet);
  return g_string_free (g_steal_pointer (&name), FALSE);
}


GtkWidget *
chat_search_row_new (void)
{
  return g_object_new (CHAT_TYPE_SEARCH_ROW, NULL);
}


void
chat_search_row_set_item (ChatSearchRow  *self,
                          ChatSearchItem *item)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));
  const ChatSearchHit *hit;
  g_autofree char *where = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (CHAT_IS_SEARCH_ROW (self));

  g_set_object (&self->item, item);
  if (item == NULL)
    return;

  hit = chat_search_item_get_hit (item);
  where = describe_place (hit);
  gtk_label_set_label (self->title, hit->title != NULL ? hit->title : _("New conversation"));
  gtk_label_set_label (self->where, where);
  gtk_widget_set_visible (GTK_WIDGET (self->branch), hit->in_other_branch);
  gtk_widget_set_visible (self->archived, hit->archived);
  gtk_label_set_label (self->snippet, hit->snippet);
  mark_ranges (self);

  name = dup_name (self);
  /* It is the row of the list that is read out. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (row != NULL ? row : GTK_WIDGET (self)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}
