/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program for a screen reader that walks through all of it: goes where it is told to on
 * standard input, a line each, and answers each with a line.
 *
 *   list          the names of all places, with what makes them: "name<TAB>sources", then "."
 *   enter NAME    the type of what is there to be looked at, then "."; the rest is hidden
 *   press KEY     the title of the entry row that has the focus, if one has, then "."; when the
 *                 window has done what the key does
 *   wait          ".", when what was looked at has gone
 *   leave         "."
 */

#include "places.h"
#include "places-front.h"

#include <gio/gunixinputstream.h>
#include <string.h>

typedef struct
{
  WindowFixture     fixture;
  const Place      *place;    /* where it is, or NULL */
  GtkWidget        *front;    /* what is to be looked at there, or NULL; weak */
  GDataInputStream *input;
  gboolean          ended;
} Stage;


/* Answers are not given by g_print(): newer GLib makes a comment of what a test says so. */
static void
list_places (void)
{
  for (const Place *place = places_get_all (); place->name != NULL; place++)
    printf ("%s\t%s\n", place->name, place->sources != NULL ? place->sources : "");
}


/* GTK 4.8 tells a reader also of what is in a page that is not in front. */
static void
hide_unseen (GtkWidget *root)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_get_mapped (child))
        gtk_accessible_update_state (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
      else
        hide_unseen (child);
    }
}


static void
hide_others (GListModel *toplevels,
             GtkWidget  *shown)
{
  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (window != shown)
        gtk_accessible_update_state (GTK_ACCESSIBLE (window), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE,
                                     -1);
    }
}


/* Leaves a reader nothing but @front to read. */
static void
hide_around (GtkWidget *front)
{
  GtkWidget *inner = front;

  for (GtkWidget *outer = gtk_widget_get_parent (front);
       outer != NULL;
       outer = gtk_widget_get_parent (outer))
    {
      for (GtkWidget *child = gtk_widget_get_first_child (outer);
           child != NULL;
           child = gtk_widget_get_next_sibling (child))
        {
          if (child != inner)
            gtk_accessible_update_state (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE,
                                         -1);
        }
      inner = outer;
    }
  hide_others (gtk_window_get_toplevels (), inner);
  hide_unseen (front);
}


static void
leave (Stage *self)
{
  g_clear_weak_pointer (&self->front);
  if (self->place == NULL)
    return;

  places_leave (&self->fixture);
  self->place = NULL;
}


static void
enter (Stage      *self,
       const char *name)
{
  leave (self);
  self->place = places_find (name);
  g_assert_nonnull (self->place);
  g_set_weak_pointer (&self->front, places_enter (&self->fixture, self->place));
  hide_around (self->front);
  printf ("%s\n", G_OBJECT_TYPE_NAME (self->front));
}


static gboolean
has_gone (Stage *self)
{
  return self->front == NULL || !gtk_widget_get_mapped (self->front);
}


/* libadwaita 1.2 tells a reader of no focus in it. */
static void
name_entry_row (void)
{
  GtkWindow *window = front_get_window ();
  GtkWidget *focus = window != NULL ? gtk_root_get_focus (GTK_ROOT (window)) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, ADW_TYPE_ENTRY_ROW) : NULL;

  if (row != NULL && GTK_IS_TEXT (focus))
    printf ("%s\n", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}


static void
press (const char *key)
{
  test_wait_until (front_get_window () != NULL);
  press_key (front_get_window (), key);
  name_entry_row ();
}


static void
obey (Stage      *self,
      const char *line)
{
  if (g_str_equal (line, "list"))
    list_places ();
  else if (g_str_has_prefix (line, "enter "))
    enter (self, line + strlen ("enter "));
  else if (g_str_has_prefix (line, "press "))
    press (line + strlen ("press "));
  else if (g_str_equal (line, "wait"))
    test_wait_until (has_gone (self));
  else
    leave (self);
  printf (".\n");
  fflush (stdout);
}


static void
line_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Stage *self = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish (self->input, result, NULL, NULL);

  self->ended = line == NULL;
  if (self->ended)
    return;

  obey (self, line);
  g_data_input_stream_read_line_async (self->input, G_PRIORITY_DEFAULT, NULL, line_cb, self);
}


int
main (int   argc,
      char *argv[])
{
  Stage self = { 0 };
  g_autoptr(GInputStream) input = g_unix_input_stream_new (0, FALSE);

  window_test_init_for_reader (&argc, &argv);
  self.input = g_data_input_stream_new (input);
  g_data_input_stream_read_line_async (self.input, G_PRIORITY_DEFAULT, NULL, line_cb, &self);
  while (!self.ended)
    g_main_context_iteration (NULL, TRUE);
  leave (&self);
  g_object_unref (self.input);

  return 0;
}
