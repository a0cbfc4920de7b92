/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Says of every window, popover and menu what is wider than the least width of a window, and which
 * text is cut there: for whoever works on it; not a test. Its argument is the size of text: 1, or 3
 * for the largest.
 */

#include "places.h"

#include <stdlib.h>

#define WIDTH  360
#define HEIGHT 640
#define DPI    96

static int scale = 1;


static void
tell (const Place *place,
      GtkWidget   *widget,
      const char  *what)
{
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "";

  g_print ("%s: %s “%s” %s\n", place->name, G_OBJECT_TYPE_NAME (widget), text,
                          what);
}


/* What a tooltip says whole may be cut: names and titles of any length. */
static gboolean
is_said_elsewhere (GtkWidget *widget)
{
  while (widget != NULL && gtk_widget_get_tooltip_text (widget) == NULL)
    widget = gtk_widget_get_parent (widget);

  return widget != NULL;
}


static void
check_label (const Place *place,
             GtkLabel    *label)
{
  PangoLayout *layout = gtk_label_get_layout (label);
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (gtk_label_get_ellipsize (label) == PANGO_ELLIPSIZE_NONE)
    {
      if (width > gtk_widget_get_width (GTK_WIDGET (label)) + 1
          || height > gtk_widget_get_height (GTK_WIDGET (label)) + 1)
        tell (place, GTK_WIDGET (label), "is cut");
    }
  else if (pango_layout_is_ellipsized (layout) && !is_said_elsewhere (GTK_WIDGET (label)))
    tell (place, GTK_WIDGET (label), "is shortened, and nothing says it whole");
}


/* What can be scrolled there lies outside of what is seen. */
static gboolean
can_scroll_sideways (GtkWidget *widget)
{
  GtkPolicyType policy;

  if (!GTK_IS_SCROLLED_WINDOW (widget))
    return FALSE;

  gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (widget), &policy, NULL);
  return policy != GTK_POLICY_NEVER;
}


static void
check (const Place *place,
       GtkWidget   *root,
       GtkWidget   *widget)
{
  graphene_rect_t bounds;

  if (!gtk_widget_get_mapped (widget))
    return;

  if (GTK_IS_LABEL (widget))
    check_label (place, GTK_LABEL (widget));
  if (widget != root && gtk_widget_compute_bounds (widget, root, &bounds)
      && bounds.origin.x + bounds.size.width > gtk_widget_get_width (root) + 1
      && bounds.size.width > 0)
    {
      tell (place, widget, "reaches out of the window");
      return;
    }
  if (can_scroll_sideways (widget))
    return;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!GTK_IS_NATIVE (child))
        check (place, root, child);
    }
}


static void
check_width (const Place *place,
             GtkWidget   *front)
{
  int least;
  g_autofree char *words = NULL;

  gtk_widget_measure (front, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  /* Without the frame, which is there only on a screen without a compositor, and shadows. */
  least -= gtk_widget_get_allocated_width (front) - gtk_widget_get_width (front);
  words = g_strdup_printf ("is %d px wide at least", least);
  if (least > WIDTH)
    tell (place, front, words);
}


static void
set_scale (int size)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", DPI * size * PANGO_SCALE, NULL);
}


static void
make_narrow (GtkWindow *window)
{
  GtkWidget *widget = GTK_WIDGET (window);
  int least;

  gtk_window_set_default_size (window, WIDTH, HEIGHT);
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  test_wait_until (gtk_widget_get_width (widget) <= MAX (WIDTH, least));
  gtk_test_widget_wait_for_draw (widget);
  gtk_test_widget_wait_for_draw (widget);
  settle ();
}


static void
prepare (WindowFixture *self)
{
  set_scale (scale);
  make_narrow (self->window);
}


static void
report (void)
{
  for (const Place *place = places_get_all (); place->name != NULL; place++)
    {
      WindowFixture fixture = { 0 };
      GtkWidget *front;

      front = places_enter_after (&fixture, place, prepare);
      /* A dialog is as wide as its window. */
      if (GTK_IS_WINDOW (front) && !ADW_IS_MESSAGE_DIALOG (front)
          && front != GTK_WIDGET (fixture.window))
        make_narrow (GTK_WINDOW (front));
      check_width (place, front);
      check (place, front, front);
      set_scale (1);
      places_leave (&fixture);
    }
}


int
main (int   argc,
      char *argv[])
{
  window_test_init (&argc, &argv);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  if (argc > 1)
    scale = MAX (atoi (argv[1]), 1);
  report ();

  return 0;
}
