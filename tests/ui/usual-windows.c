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
#include "places-picture.h"

#define SHORT_CHARS 12

/* A place that has come to rest draws no more. */
#define REST_MS 60

/* Frames in which something may still come late: a colour of code, a hint. What slides or fades
 * takes more of them. */
#define MAX_LATE 3

/* Nothing that ends takes so many frames. */
#define MAX_FRAMES 120

typedef struct
{
  GtkWidget *front;
  GBytes    *picture;     /* of the last frame */
  guint      n_frames;
  guint      n_changes;   /* frames that looked different from the one before */
  guint      rest;        /* is over when nothing was drawn for a while; 0: it is over */
} Watch;

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


static gboolean
rest_cb (gpointer user_data)
{
  Watch *watch = user_data;

  watch->rest = 0;

  return G_SOURCE_REMOVE;
}


static void
await_rest (Watch *watch)
{
  g_clear_handle_id (&watch->rest, g_source_remove);
  watch->rest = g_timeout_add (REST_MS, rest_cb, watch);
}


static GBytes *
take_picture (GtkWidget *front)
{
  g_autoptr(GdkTexture) texture = places_render (front);
  gsize stride;
  gsize size;
  guchar *pixels;

  if (texture == NULL)
    return g_bytes_new (NULL, 0);

  stride = (gsize) gdk_texture_get_width (texture) * 4;
  size = stride * (gsize) gdk_texture_get_height (texture);
  pixels = g_malloc (size);
  gdk_texture_download (texture, pixels, stride);

  return g_bytes_new_take (pixels, size);
}


static void
after_paint_cb (Watch *watch)
{
  GBytes *picture = take_picture (watch->front);

  watch->n_frames++;
  if (!g_bytes_equal (picture, watch->picture))
    watch->n_changes++;
  g_bytes_unref (watch->picture);
  watch->picture = picture;
  await_rest (watch);
}


static void
check_rest (const Place *place,
            GtkWidget   *front)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (front);
  Watch watch = { front, take_picture (front), 0, 0, 0 };
  const gulong handler = g_signal_connect_swapped (clock, "after-paint",
                                                   G_CALLBACK (after_paint_cb), &watch);

  await_rest (&watch);
  while (watch.rest != 0 && watch.n_frames < MAX_FRAMES)
    g_main_context_iteration (NULL, TRUE);

  g_print ("# %s: %u frames, %u changes\n", place->name, watch.n_frames, watch.n_changes);
  if (watch.n_changes > MAX_LATE)
    tell (place, G_OBJECT_TYPE_NAME (front), "", "moves");
  g_clear_handle_id (&watch.rest, g_source_remove);
  g_signal_handler_disconnect (clock, handler);
  g_bytes_unref (watch.picture);
}


static void
look (const Place *place)
{
  WindowFixture fixture = { 0 };
  GtkWidget *front = places_enter (&fixture, place);

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
