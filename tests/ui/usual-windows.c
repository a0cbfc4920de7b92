/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every window, popover and menu in its usual size: the words of buttons and menus are in one line
 * there, and with animations switched off nothing moves when it is opened.
 *
 *   usual-windows [PLACE]...
 *
 * Says what does not hold. Ends with 1 if there is any.
 */

#include "places.h"
#include "rest.h"

#define SHORT_CHARS 12

/* Frames in which something may still come late: a colour of code, a hint. What slides or fades
 * takes more of them. */
#define MAX_LATE 3

static guint n_faults;


static void
tell (const Place *place,
      const char  *type,
      const char  *text,
      const char  *what)
{
  g_print ("%s: %s “%s” %s\n", place->name, type, text, what);
  n_faults++;
}


/* Of a button or a menu, or so short that it has room anywhere. */
static gboolean
needs_one_line (GtkWidget *label)
{
  return g_utf8_strlen (gtk_label_get_text (GTK_LABEL (label)), -1) <= SHORT_CHARS
         || gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON) != NULL
         || g_str_equal (G_OBJECT_TYPE_NAME (gtk_widget_get_parent (label)), "GtkModelButton");
}


/* Of a bar to switch between pages. */
static gboolean
is_folded (GtkWidget *switcher)
{
  GtkWidget *first = gtk_widget_get_first_child (switcher);

  return first != NULL && gtk_widget_get_height (switcher) >= 2 * gtk_widget_get_height (first);
}


static void
check_words (const Place *place,
             GtkWidget   *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;

  if (GTK_IS_LABEL (widget) && needs_one_line (widget)
      && pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (widget))) > 1)
    tell (place, G_OBJECT_TYPE_NAME (widget), gtk_label_get_text (GTK_LABEL (widget)),
          "is in more than one line");
  if (GTK_IS_STACK_SWITCHER (widget) && is_folded (widget))
    tell (place, G_OBJECT_TYPE_NAME (widget), "", "is in more than one line");

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!GTK_IS_NATIVE (child))
        check_words (place, child);
    }
}


static void
check_rest (const Place *place,
            GtkWidget   *front)
{
  if (rest_count_changes (front) > MAX_LATE)
    tell (place, G_OBJECT_TYPE_NAME (front), "", "moves");
}


static void
look (const Place *place)
{
  WindowFixture fixture = { 0 };
  GtkWidget *front;

  front = places_enter (&fixture, place);
  g_print ("# %s: %s\n", place->name, G_OBJECT_TYPE_NAME (front));

  /* While a reply is written, seconds pass; popovers are the toolkit's. */
  if (place->talk != PLACE_STREAMING && !GTK_IS_POPOVER (front))
    check_rest (place, front);
  check_words (place, front);
  places_leave (&fixture);
}


int
main (int   argc,
      char *argv[])
{
  window_test_init (&argc, &argv);
  g_object_set (gtk_settings_get_default (),
                "gtk-enable-animations", FALSE,
                "gtk-cursor-blink", FALSE,
                NULL);
  for (const Place *place = places_get_all (); argc == 1 && place->name != NULL; place++)
    look (place);
  for (int i = 1; i < argc; i++)
    look (places_find (argv[i]));

  return n_faults > 0 ? 1 : 0;
}
