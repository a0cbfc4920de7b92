/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The title of a conversation on one line, and a mark behind it.
 */

#include "chat-row-title.h"

#define SPACING 6

struct _ChatRowTitle
{
  GtkWidget    parent_instance;

  char        *text;
  PangoLayout *layout;   /* nullable: of the text, once it was drawn */
  ChatRowMark  mark;
  GtkWidget   *widget;   /* nullable: of the mark */
};

G_DEFINE_FINAL_TYPE (ChatRowTitle, chat_row_title, GTK_TYPE_WIDGET)


static GtkWidget *
new_mark (ChatRowMark mark)
{
  GtkWidget *widget;

  if (mark == CHAT_ROW_MARK_STREAMING)
    {
      widget = g_object_new (GTK_TYPE_IMAGE,
                             "icon-name", "content-loading-symbolic",
                             "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                             NULL);
      gtk_widget_add_css_class (widget, "accent");
    }
  else
    {
      widget = g_object_new (GTK_TYPE_BOX,
                             "valign", GTK_ALIGN_CENTER,
                             "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                             NULL);
      gtk_widget_add_css_class (widget, "unread-dot");
    }

  return widget;
}


/* Of any line in the font, whatever other fonts its text needs: all rows are of one height. */
static int
measure_line (ChatRowTitle *self)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);

  return height;
}


static int
get_mark_width (ChatRowTitle *self)
{
  int width = 0;

  if (self->widget == NULL)
    return 0;

  gtk_widget_measure (self->widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);

  return width + SPACING;
}


static PangoLayout *
lay_out (ChatRowTitle *self,
         int           width)
{
  if (self->layout == NULL)
    {
      self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_single_paragraph_mode (self->layout, TRUE);
    }
  pango_layout_set_width (self->layout, MAX (width, 0) * PANGO_SCALE);

  return self->layout;
}


static void
chat_row_title_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  ChatRowTitle *self = CHAT_ROW_TITLE (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = get_mark_width (self);
    }
  else
    {
      *minimum = 0;
      if (self->widget != NULL)
        gtk_widget_measure (self->widget, orientation, -1, minimum, NULL, NULL, NULL);
      *minimum = MAX (*minimum, measure_line (self));
    }
  *natural = *minimum;
}


static void
chat_row_title_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  ChatRowTitle *self = CHAT_ROW_TITLE (widget);
  GtkAllocation place = { 0, 0, get_mark_width (self) - SPACING, height };

  if (self->widget == NULL)
    return;

  if (gtk_widget_get_direction (widget) != GTK_TEXT_DIR_RTL)
    place.x = width - place.width;
  gtk_widget_size_allocate (self->widget, &place, -1);
}


/* At the beginning of the line as the window reads, whichever way the title does. */
static void
chat_row_title_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  ChatRowTitle *self = CHAT_ROW_TITLE (widget);
  PangoLayout *layout =
    lay_out (self, gtk_widget_get_width (widget) - get_mark_width (self));
  PangoRectangle extents;
  double x, y;

  pango_layout_get_pixel_extents (layout, NULL, &extents);
  x = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL
      ? gtk_widget_get_width (widget) - extents.width : 0;
  y = (gtk_widget_get_height (widget) - extents.height) / 2;
  gtk_snapshot_render_layout (snapshot, gtk_widget_get_style_context (widget),
                              x - extents.x, y - extents.y, layout);

  GTK_WIDGET_CLASS (chat_row_title_parent_class)->snapshot (widget, snapshot);
}


/* The rest of a title that is cut. */
static gboolean
chat_row_title_query_tooltip (GtkWidget  *widget,
                              int         x,
                              int         y,
                              gboolean    keyboard,
                              GtkTooltip *tooltip)
{
  ChatRowTitle *self = CHAT_ROW_TITLE (widget);

  if (self->layout == NULL || !pango_layout_is_ellipsized (self->layout))
    return FALSE;

  gtk_tooltip_set_text (tooltip, self->text);

  return TRUE;
}


static void
chat_row_title_dispose (GObject *object)
{
  ChatRowTitle *self = CHAT_ROW_TITLE (object);

  g_clear_pointer (&self->widget, gtk_widget_unparent);
  g_clear_object (&self->layout);

  G_OBJECT_CLASS (chat_row_title_parent_class)->dispose (object);
}


static void
chat_row_title_finalize (GObject *object)
{
  g_free (CHAT_ROW_TITLE (object)->text);

  G_OBJECT_CLASS (chat_row_title_parent_class)->finalize (object);
}


static void
chat_row_title_class_init (ChatRowTitleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chat_row_title_dispose;
  object_class->finalize = chat_row_title_finalize;
  widget_class->measure = chat_row_title_measure;
  widget_class->size_allocate = chat_row_title_size_allocate;
  widget_class->snapshot = chat_row_title_snapshot;
  widget_class->query_tooltip = chat_row_title_query_tooltip;
}


static void
chat_row_title_init (ChatRowTitle *self)
{
  self->text = g_strdup ("");
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "conversation-row");
}


GtkWidget *
chat_row_title_new (void)
{
  return g_object_new (CHAT_TYPE_ROW_TITLE,
                       "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                       NULL);
}


void
chat_row_title_set_text (ChatRowTitle *self,
                         const char   *text)
{
  g_return_if_fail (CHAT_IS_ROW_TITLE (self));

  if (g_str_equal (self->text, text))
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  g_clear_object (&self->layout);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}


const char *
chat_row_title_get_text (ChatRowTitle *self)
{
  g_return_val_if_fail (CHAT_IS_ROW_TITLE (self), NULL);

  return self->text;
}


void
chat_row_title_set_mark (ChatRowTitle *self,
                         ChatRowMark   mark)
{
  g_return_if_fail (CHAT_IS_ROW_TITLE (self));

  if (self->mark == mark)
    return;

  self->mark = mark;
  g_clear_pointer (&self->widget, gtk_widget_unparent);
  if (mark != CHAT_ROW_MARK_NONE)
    {
      self->widget = new_mark (mark);
      gtk_widget_set_parent (self->widget, GTK_WIDGET (self));
    }
  if (mark == CHAT_ROW_MARK_UNREAD)
    gtk_widget_add_css_class (GTK_WIDGET (self), "unread");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "unread");
}
