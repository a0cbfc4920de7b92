/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of the transcript share: keys, the wheel and clicks, as the X server sends them.
 */

#include "transcript-support.h"

#include <gdk/x11/gdkx.h>
#include <X11/extensions/XTest.h>

static Display *
get_display (Talk *self)
{
  return gdk_x11_display_get_xdisplay (gtk_widget_get_display (self->window));
}

static gboolean
event_cb (GtkEventControllerLegacy *controller,
          GdkEvent                 *event,
          GdkEventType             *awaited)
{
  if (gdk_event_get_event_type (event) == *awaited)
    *awaited = GDK_DELETE;

  return GDK_EVENT_PROPAGATE;
}

/* Hears of the next event of a type; it is GDK_DELETE when it has come. */
static GtkEventController *
await_event (Talk         *self,
             GdkEventType *awaited)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "event", G_CALLBACK (event_cb), awaited);
  gtk_widget_add_controller (self->window, controller);
  return controller;
}

static void
wait_for_event (Talk               *self,
                GtkEventController *controller,
                GdkEventType       *awaited)
{
  XFlush (get_display (self));
  test_wait_until (*awaited == GDK_DELETE);
  gtk_widget_remove_controller (self->window, controller);
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
}

static void
press (Talk         *self,
       const char   *accelerator,
       GdkEventType  awaited)
{
  Display *display = get_display (self);
  GtkEventController *controller;
  GdkModifierType modifiers;
  guint keyval;

  test_wait_until (gtk_window_is_active (GTK_WINDOW (self->window)));
  g_assert_true (gtk_accelerator_parse (accelerator, &keyval, &modifiers));
  controller = await_event (self, &awaited);
  if ((modifiers & GDK_ALT_MASK) != 0)
    XTestFakeKeyEvent (display, XKeysymToKeycode (display, GDK_KEY_Alt_L), True, CurrentTime);
  XTestFakeKeyEvent (display, XKeysymToKeycode (display, keyval), True, CurrentTime);
  XTestFakeKeyEvent (display, XKeysymToKeycode (display, keyval), False, CurrentTime);
  if ((modifiers & GDK_ALT_MASK) != 0)
    XTestFakeKeyEvent (display, XKeysymToKeycode (display, GDK_KEY_Alt_L), False, CurrentTime);
  wait_for_event (self, controller, &awaited);
}

void
talk_press_here (Talk       *self,
                 const char *accelerator)
{
  press (self, accelerator, GDK_KEY_RELEASE);
}

void
talk_press (Talk       *self,
            const char *accelerator)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->column));
  talk_press_here (self, accelerator);
}

void
talk_press_opening (Talk       *self,
                    const char *accelerator)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->column));
  press (self, accelerator, GDK_KEY_PRESS);
}

/* Moves the pointer to a place in the content of the window. */
static void
point_at (Talk *self,
          int   x,
          int   y)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self->window));
  Display *display = get_display (self);
  Window child;
  double dx;
  double dy;
  int root_x;
  int root_y;

  /* Before that, the window manager may still put the window elsewhere. */
  test_wait_until (gtk_window_is_active (GTK_WINDOW (self->window)));
  gtk_native_get_surface_transform (GTK_NATIVE (self->window), &dx, &dy);
  XTranslateCoordinates (display, gdk_x11_surface_get_xid (surface), DefaultRootWindow (display),
                         x + (int) dx, y + (int) dy, &root_x, &root_y, &child);
  XTestFakeMotionEvent (display, -1, root_x, root_y, CurrentTime);
}

void
talk_wheel_at (Talk     *self,
               int       x,
               int       y,
               gboolean  up)
{
  GdkEventType awaited = GDK_SCROLL;
  GtkEventController *controller = await_event (self, &awaited);
  guint button = up ? 4 : 5;

  point_at (self, x, y);
  XTestFakeButtonEvent (get_display (self), button, True, CurrentTime);
  XTestFakeButtonEvent (get_display (self), button, False, CurrentTime);
  wait_for_event (self, controller, &awaited);
}

void
talk_wheel (Talk     *self,
            gboolean  up)
{
  talk_wheel_at (self, gtk_widget_get_width (self->window) / 2,
                 gtk_widget_get_height (self->window) / 2, up);
}

static void
fake_button (Talk     *self,
             gboolean  press)
{
  GdkEventType awaited = press ? GDK_BUTTON_PRESS : GDK_BUTTON_RELEASE;
  GtkEventController *controller = await_event (self, &awaited);

  XTestFakeButtonEvent (get_display (self), 1, press, CurrentTime);
  wait_for_event (self, controller, &awaited);
}

/* The button goes up some frames after it is known to be down, as under a finger. After a frame
 * that has laid out the window, GTK asks the X server where the pointer is, and which buttons are
 * down: it gives up a click whose button is up by then, but not known to be. */
void
talk_click_at (Talk *self,
               int   x,
               int   y)
{
  talk_hold_at (self, x, y);
  talk_frame (self);
  talk_release (self);
}

void
talk_hold_at (Talk *self,
              int   x,
              int   y)
{
  point_at (self, x, y);
  fake_button (self, TRUE);
}

void
talk_move_to (Talk *self,
              int   x,
              int   y)
{
  GdkEventType awaited = GDK_MOTION_NOTIFY;
  GtkEventController *controller = await_event (self, &awaited);

  point_at (self, x, y);
  wait_for_event (self, controller, &awaited);
}

void
talk_release (Talk *self)
{
  fake_button (self, FALSE);
}

void
talk_click (Talk       *self,
            const char *text,
            int         x)
{
  GtkTextIter start;
  GtkTextIter end;
  GdkRectangle place;
  int widget_x;
  int widget_y;
  double window_x;
  double window_y;

  talk_find (self, text, &start, &end);
  gtk_text_view_get_iter_location (self->column, &start, &place);
  gtk_text_view_buffer_to_window_coords (self->column, GTK_TEXT_WINDOW_WIDGET, 0,
                                         place.y + place.height / 2, &widget_x, &widget_y);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->column), self->window, widget_x, widget_y,
                                    &window_x, &window_y);
  talk_click_at (self, x, (int) window_y);
}
