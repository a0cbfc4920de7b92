/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lines and the dot that a row has of the tree. A message is filled if the user wrote it, and
 * hollow if it is a reply; where the path ends, it is ticked.
 */

#include "chat-branch-graph.h"

#define LANE_WIDTH  30
/* Of the whole graph; more lanes than fit move together. */
#define MAX_WIDTH   150
#define LINE_WIDTH  2.0
#define RADIUS      5.0
#define RADIUS_END  7.0
/* px above the row where a turn begins that has another row's dot above it. */
#define TURN_ABOVE  4.0

struct _ChatBranchGraph
{
  GtkWidget        parent_instance;

  ChatBranchPlace  place;
  gboolean         filled;    /* the user wrote it */
  gboolean         shown;     /* it has an item */
  guint            n_lanes;
};

G_DEFINE_FINAL_TYPE (ChatBranchGraph, chat_branch_graph, GTK_TYPE_WIDGET)

static double
get_lane_width (ChatBranchGraph *self)
{
  return MIN (LANE_WIDTH, (double) MAX_WIDTH / MAX (self->n_lanes, 1));
}

static double
get_x (ChatBranchGraph *self,
       int              lane)
{
  double x = get_lane_width (self) * (MAX (lane, 0) + 0.5);

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    return gtk_widget_get_width (GTK_WIDGET (self)) - x;

  return x;
}

typedef struct
{
  GdkRGBA path;
  GdkRGBA other;
  GdkRGBA ground;
} Colors;

static void
get_colors (ChatBranchGraph *self,
            Colors          *colors)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));

  gtk_style_context_get_color (style, &colors->other);
  colors->path = colors->ground = colors->other;
  gtk_style_context_lookup_color (style, "chat_cursor", &colors->path);
  gtk_style_context_lookup_color (style, "window_bg_color", &colors->ground);
}

static void
draw_line (cairo_t       *cr,
           const GdkRGBA *color,
           double         x,
           double         from,
           double         to)
{
  gdk_cairo_set_source_rgba (cr, color);
  cairo_move_to (cr, x, from);
  cairo_line_to (cr, x, to);
  cairo_stroke (cr);
}

/* From the dot above, or from the line between the rows, in the lane before, to this row's dot. */
static void
draw_turn (ChatBranchGraph *self,
           cairo_t         *cr,
           const GdkRGBA   *color,
           double           middle)
{
  double from = get_x (self, (int) self->place.lane - 1);
  double to = get_x (self, (int) self->place.lane);
  double top = self->place.near ? -middle : -TURN_ABOVE;

  if (self->place.near)
    from += from < to ? RADIUS + 1 : -RADIUS - 1;
  gdk_cairo_set_source_rgba (cr, color);
  cairo_move_to (cr, from, top);
  cairo_curve_to (cr, to, top, to, (top + middle) / 4, to, middle);
  cairo_stroke (cr);
}

static void
draw_lines (ChatBranchGraph *self,
            cairo_t         *cr,
            const Colors    *colors,
            double           middle)
{
  const ChatBranchPlace *place = &self->place;
  const GdkRGBA *own = place->on_path ? &colors->path : &colors->other;
  double x = get_x (self, (int) place->lane);

  if (place->side)
    draw_turn (self, cr, own, middle);
  for (guint lane = 0; lane < place->lane; lane++)
    draw_line (cr, lane == 0 && place->rail ? &colors->path : &colors->other,
               get_x (self, (int) lane), 0, 2 * middle);
  if (!place->side && !place->top)
    draw_line (cr, own, x, 0, middle);
  if (place->goes_on)
    draw_line (cr, place->end ? &colors->other : own, x, middle, 2 * middle);
}

static void
draw_tick (cairo_t       *cr,
           const GdkRGBA *ground,
           double         x,
           double         y)
{
  gdk_cairo_set_source_rgba (cr, ground);
  cairo_move_to (cr, x - 3, y);
  cairo_line_to (cr, x - 1, y + 2.2);
  cairo_line_to (cr, x + 3.2, y - 2.4);
  cairo_stroke (cr);
}

static void
draw_dot (ChatBranchGraph *self,
          cairo_t         *cr,
          const Colors    *colors,
          double           middle)
{
  const ChatBranchPlace *place = &self->place;
  const GdkRGBA *own = place->on_path ? &colors->path : &colors->other;
  double x = get_x (self, (int) place->lane);
  double radius = place->end ? RADIUS_END : RADIUS;

  cairo_arc (cr, x, middle, radius, 0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, self->filled || place->end ? own : &colors->ground);
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, own);
  cairo_stroke (cr);
  if (place->end)
    draw_tick (cr, &colors->ground, x, middle);
}

static void
chat_branch_graph_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  ChatBranchGraph *self = CHAT_BRANCH_GRAPH (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  Colors colors;
  cairo_t *cr;

  if (!self->shown)
    return;

  get_colors (self, &colors);
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, -height / 2, width, 1.5f * height));
  cairo_set_line_width (cr, LINE_WIDTH);
  draw_lines (self, cr, &colors, height / 2);
  draw_dot (self, cr, &colors, height / 2);
  cairo_destroy (cr);
}

static void
chat_branch_graph_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  ChatBranchGraph *self = CHAT_BRANCH_GRAPH (widget);
  int width = (int) (get_lane_width (self) * MAX (self->n_lanes, 1));

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? width : 2 * (int) RADIUS_END;
}

static void
chat_branch_graph_class_init (ChatBranchGraphClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = chat_branch_graph_snapshot;
  widget_class->measure = chat_branch_graph_measure;
  gtk_widget_class_set_css_name (widget_class, "branchgraph");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
chat_branch_graph_init (ChatBranchGraph *self)
{
}

GtkWidget *
chat_branch_graph_new (void)
{
  return g_object_new (CHAT_TYPE_BRANCH_GRAPH, NULL);
}

void
chat_branch_graph_set_item (ChatBranchGraph *self,
                            ChatBranchItem  *item,
                            guint            n_lanes)
{
  g_return_if_fail (CHAT_IS_BRANCH_GRAPH (self));

  self->shown = item != NULL;
  self->n_lanes = n_lanes;
  if (item != NULL)
    {
      self->place = *chat_branch_item_get_place (item);
      self->filled = chat_message_get_role (chat_branch_item_get_message (item)) == CHAT_ROLE_USER;
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
