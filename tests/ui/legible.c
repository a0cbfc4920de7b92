/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether words stand out from their ground, by what is drawn of them.
 */

#include "legible.h"

#include "places-picture.h"
#include "test-support.h"

#include <adwaita.h>
#include <math.h>
#include <stdlib.h>

#define LEAST_CONTRAST 4.5
#define MOST_CONTRAST  21

/* By which the strongest and the weakest of red, green and blue differ at least. */
#define VIVID 0x60

/* Nothing is drawn there, such as a key that keeps its place. */
#define NOTHING 1.1

typedef struct
{
  GtkWidget       *root;
  graphene_rect_t  bounds;     /* of what is drawn of it */
  guint32         *pixels;
  int              width;
  int              height;
  LegibleFunc      func;
  gpointer         user_data;
} Picture;


static double
get_linear (guint32 channel)
{
  const double value = channel / 255.0;

  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}


static double
get_luminance (guint32 pixel)
{
  return 0.2126 * get_linear (pixel >> 16 & 0xff) + 0.7152 * get_linear (pixel >> 8 & 0xff)
         + 0.0722 * get_linear (pixel & 0xff);
}


double
legible_get_contrast (guint32 pixel,
                      guint32 ground)
{
  const double one = get_luminance (pixel) + 0.05;
  const double other = get_luminance (ground) + 0.05;

  return MAX (one, other) / MIN (one, other);
}


static int
compare_pixels (const void *a,
                const void *b)
{
  const guint32 one = *(const guint32 *) a;
  const guint32 other = *(const guint32 *) b;

  return (one > other) - (one < other);
}


/* From libadwaita 1.6 on the user chooses the accent and is given its blue and red as they are:
 * white on the one has 3.8:1, the other on a dialog 4.3:1. */
static gboolean
is_desktops (guint32 pixel)
{
  const int red = (int) (pixel >> 16 & 0xff);
  const int green = (int) (pixel >> 8 & 0xff);
  const int blue = (int) (pixel & 0xff);

  return (adw_get_major_version () > 1 || adw_get_minor_version () >= 6) &&
         MAX (red, MAX (green, blue)) - MIN (red, MIN (green, blue)) > VIVID;
}


/* What most pixels have is the ground, and what differs most from it the words. */
static double
measure (GArray *pixels)
{
  guint32 ground = 0;
  guint32 words = 0;
  guint most = 0;
  guint run = 0;
  double contrast = 1;

  if (pixels->len == 0)
    return contrast;

  qsort (pixels->data, pixels->len, sizeof (guint32), compare_pixels);
  for (guint i = 0; i < pixels->len; i++)
    {
      const guint32 pixel = g_array_index (pixels, guint32, i);

      run = i > 0 && pixel == g_array_index (pixels, guint32, i - 1) ? run + 1 : 1;
      if (run > most)
        ground = pixel;
      most = MAX (most, run);
    }
  for (guint i = 0; i < pixels->len; i++)
    {
      const guint32 pixel = g_array_index (pixels, guint32, i);
      const double here = i == 0 || pixel != g_array_index (pixels, guint32, i - 1)
                          ? legible_get_contrast (pixel, ground) : 1;

      if (here > contrast)
        words = pixel;
      contrast = MAX (contrast, here);
    }

  return is_desktops (ground) || is_desktops (words) ? MOST_CONTRAST : contrast;
}


static GArray *
cut_out (Picture               *self,
         const graphene_rect_t *area)
{
  const int left = (int) floorf (area->origin.x - self->bounds.origin.x);
  const int top = (int) floorf (area->origin.y - self->bounds.origin.y);
  GArray *pixels = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (int y = MAX (top, 0); y < MIN (top + (int) area->size.height, self->height); y++)
    {
      for (int x = MAX (left, 0); x < MIN (left + (int) area->size.width, self->width); x++)
        g_array_append_val (pixels, self->pixels[y * self->width + x]);
    }

  return pixels;
}


/* Without what is scrolled away. Half of a line may have no stroke as wide as the whole. */
static gboolean
find_area (Picture         *self,
           GtkWidget       *label,
           graphene_rect_t *area)
{
  float height;

  if (!gtk_widget_compute_bounds (label, self->root, area))
    return FALSE;

  height = area->size.height;
  for (GtkWidget *around = gtk_widget_get_parent (label);
       around != NULL && around != self->root;
       around = gtk_widget_get_parent (around))
    {
      graphene_rect_t bounds;

      if (gtk_widget_get_overflow (around) == GTK_OVERFLOW_HIDDEN
          && (!gtk_widget_compute_bounds (around, self->root, &bounds)
              || !graphene_rect_intersection (area, &bounds, area)))
        return FALSE;
    }

  return area->size.height >= height - 1;
}


/* Nothing lies over it. */
static gboolean
is_in_front (Picture               *self,
             GtkWidget             *label,
             const graphene_rect_t *area)
{
  GtkWidget *there = gtk_widget_pick (self->root, area->origin.x + area->size.width / 2,
                                      area->origin.y + area->size.height / 2,
                                      GTK_PICK_INSENSITIVE | GTK_PICK_NON_TARGETABLE);

  return there != NULL && (there == label || gtk_widget_is_ancestor (label, there));
}


static void
check_label (Picture   *self,
             GtkWidget *label)
{
  const GtkStateFlags off = GTK_STATE_FLAG_INSENSITIVE | GTK_STATE_FLAG_BACKDROP;
  g_autoptr(GArray) pixels = NULL;
  graphene_rect_t area;
  double contrast;

  if ((gtk_widget_get_state_flags (label) & off) != 0 || !find_area (self, label, &area)
      || !is_in_front (self, label, &area))
    return;

  pixels = cut_out (self, &area);
  contrast = measure (pixels);
  if (contrast > NOTHING && contrast < LEAST_CONTRAST)
    self->func (label, contrast, self->user_data);
}


static void
check (Picture   *self,
       GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;

  if (GTK_IS_LABEL (widget))
    check_label (self, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!GTK_IS_NATIVE (child))
        check (self, child);
    }
}


void
legible_check (GtkWidget   *front,
               LegibleFunc  func,
               gpointer     user_data)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_native (front));
  g_autoptr(GdkTexture) texture = NULL;
  Picture self = { .root = root, .func = func, .user_data = user_data };

  /* Its colours may just have changed, and nothing been drawn in them. */
  test_wait_until ((texture = places_render (front)) != NULL);
  g_assert_true (gtk_widget_compute_bounds (root, root, &self.bounds));
  self.width = gdk_texture_get_width (texture);
  self.height = gdk_texture_get_height (texture);
  self.pixels = g_new (guint32, (gsize) self.width * (gsize) self.height);
  gdk_texture_download (texture, (guchar *) self.pixels, (gsize) self.width * sizeof (guint32));
  check (&self, front);
  g_free (self.pixels);
}
