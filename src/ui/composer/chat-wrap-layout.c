/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lays children out like words. GtkFlowBox puts them into columns, and asks for less height than it
 * then takes.
 */

#include "chat-wrap-layout.h"

struct _ChatWrapLayout
{
  GtkLayoutManager parent_instance;

  int              spacing;
};

G_DEFINE_FINAL_TYPE (ChatWrapLayout, chat_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Where the next child goes. */
typedef struct
{
  int width;    /* of the line */
  int x;
  int y;
  int height;   /* of the line so far */
} Place;

typedef struct
{
  GtkWidget     *child;
  GtkAllocation  at;
} Placed;


static GtkSizeRequestMode
chat_wrap_layout_get_request_mode (GtkLayoutManager *manager,
                                   GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}


static GtkWidget *
get_next (GtkWidget *child)
{
  do
    child = gtk_widget_get_next_sibling (child);
  while (child != NULL && !gtk_widget_should_layout (child));

  return child;
}


static gboolean
is_last_in_line (ChatWrapLayout *self,
                 GtkWidget      *child,
                 const Place    *place,
                 int             width)
{
  GtkWidget *next = get_next (child);
  int natural;

  if (next == NULL)
    return TRUE;

  gtk_widget_measure (next, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);

  return place->x + width + self->spacing + natural > place->width;
}


/* Moves @place to where the child begins, and says how large it is there. */
static void
find_place (ChatWrapLayout *self,
            GtkWidget      *child,
            Place          *place,
            int            *width,
            int            *height)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, width, NULL, NULL);
  *width = MAX (minimum, MIN (*width, place->width));
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, *width, height, NULL, NULL, NULL);

  if (place->x > 0 && place->x + *width > place->width)
    {
      place->x = 0;
      place->y += place->height + self->spacing;
      place->height = 0;
    }
  place->height = MAX (place->height, *height);
  /* What is left of the line, not the room of what can stand beside it. */
  if (gtk_widget_get_hexpand (child) && is_last_in_line (self, child, place, *width))
    *width = MAX (*width, place->width - place->x);
}


static void
measure_width (ChatWrapLayout *self,
               GtkWidget      *widget,
               int            *minimum,
               int            *natural)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum;
      int child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? self->spacing : 0);
    }
}


static int
measure_height (ChatWrapLayout *self,
                GtkWidget      *widget,
                int             width)
{
  Place place = { width, 0, 0, 0 };
  GtkWidget *child = gtk_widget_get_first_child (widget);

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_width;
      int child_height;

      if (!gtk_widget_should_layout (child))
        continue;
      find_place (self, child, &place, &child_width, &child_height);
      place.x += child_width + self->spacing;
    }

  return place.y + place.height;
}


static void
chat_wrap_layout_measure (GtkLayoutManager *manager,
                          GtkWidget        *widget,
                          GtkOrientation    orientation,
                          int               for_size,
                          int              *minimum,
                          int              *natural,
                          int              *minimum_baseline,
                          int              *natural_baseline)
{
  ChatWrapLayout *self = CHAT_WRAP_LAYOUT (manager);

  *minimum = 0;
  *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, widget, minimum, natural);
      return;
    }

  *minimum = measure_height (self, widget, for_size >= 0 ? for_size : G_MAXINT / 2);
  *natural = *minimum;
}


/* What is lower than its line stands in the middle of it. */
static void
allocate_line (GArray *line,
               int     height)
{
  for (guint i = 0; i < line->len; i++)
    {
      Placed *placed = &g_array_index (line, Placed, i);

      placed->at.y += (height - placed->at.height) / 2;
      gtk_widget_size_allocate (placed->child, &placed->at, -1);
    }
  g_array_set_size (line, 0);
}


static void
chat_wrap_layout_allocate (GtkLayoutManager *manager,
                           GtkWidget        *widget,
                           int               width,
                           int               height,
                           int               baseline)
{
  ChatWrapLayout *self = CHAT_WRAP_LAYOUT (manager);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  g_autoptr(GArray) line = g_array_new (FALSE, FALSE, sizeof (Placed));
  Place place = { width, 0, 0, 0 };
  GtkWidget *child = gtk_widget_get_first_child (widget);

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      const Place before = place;
      Placed placed = { child, { 0, 0, 0, 0 } };

      if (!gtk_widget_should_layout (child))
        continue;
      find_place (self, child, &place, &placed.at.width, &placed.at.height);
      if (place.y > before.y)
        allocate_line (line, before.height);
      placed.at.x = mirrored ? width - place.x - placed.at.width : place.x;
      placed.at.y = place.y;
      g_array_append_val (line, placed);
      place.x += placed.at.width + self->spacing;
    }
  allocate_line (line, place.height);
}


static void
chat_wrap_layout_class_init (ChatWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = chat_wrap_layout_get_request_mode;
  layout_class->measure = chat_wrap_layout_measure;
  layout_class->allocate = chat_wrap_layout_allocate;
}


static void
chat_wrap_layout_init (ChatWrapLayout *self)
{
}


GtkLayoutManager *
chat_wrap_layout_new (int spacing)
{
  ChatWrapLayout *self = g_object_new (CHAT_TYPE_WRAP_LAYOUT, NULL);

  self->spacing = spacing;

  return GTK_LAYOUT_MANAGER (self);
}
