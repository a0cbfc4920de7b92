/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Warnings of the toolkit about itself.
 */

#include "toolkit-faults.h"

#include <adwaita.h>
#include <stdio.h>
#include <string.h>

/* Half a second after the pointer came, GTK 4.8.3 looks for the tooltip of what is below it, even
 * if that is a popover that has gone: asks where the pointer is, and then what is there. */
#define STALE_TOOLTIP      "gdk_surface_get_device_position: assertion 'GDK_IS_SURFACE"
#define STALE_PLACE        "_gtk_widget_find_at_coords: assertion 'GDK_IS_SURFACE"
#define LAST_TOOLTIP_MINOR 8

/* GTK began to look at what is measured; both were seen with 4.18.6 and libadwaita 1.7.6. */
#define FIRST_MINOR 17

/* GDK marks a frame of its own clock a second time; seen with 4.24.1, while a popover was open. */
#define TWICE_SUBMITTED "gdk_frame_timings_submitted() called on submitted frame."

/* A row that becomes the last one that is shown loses the line below it. Of a page of preferences
 * some of whose rows were hidden, some heights are then of before and some of after, one pixel
 * apart; the next frame has the right ones. */
static gboolean
is_stale_page (const char *message)
{
  void *clamp = NULL;
  int min = 0;
  int natural = 0;

  return sscanf (message, "AdwClamp %p (clamp) reported min height %d and natural height %d in",
                 &clamp, &min, &natural) == 3 &&
         min == natural + 1 &&
         gtk_widget_get_ancestor (clamp, ADW_TYPE_PREFERENCES_PAGE) != NULL;
}

/* A message has its heading twice, large and small, asks both for their height at any width, and is
 * as narrow as the small one. */
static gboolean
is_large_heading (const char *message)
{
  void *label = NULL;
  int width;
  int min;

  return sscanf (message, "Trying to measure GtkLabel %p for width of %d, but it needs at least %d",
                 &label, &width, &min) == 3 &&
         ADW_IS_MESSAGE_DIALOG (gtk_widget_get_root (label)) &&
         g_str_equal (G_OBJECT_TYPE_NAME (gtk_widget_get_parent (label)), "AdwGizmo");
}

/* A message whose words may break, as an address must, asks for less at the height that it gets
 * than at any. */
static gboolean
is_broken_message (const char *message)
{
  void *box = NULL;
  int min;
  int natural;

  return sscanf (message, "GtkBox %p (box) reported min width %d and natural width %d in",
                 &box, &min, &natural) == 3 &&
         ADW_IS_MESSAGE_DIALOG (gtk_widget_get_root (box));
}

static GLogWriterOutput
write_cb (GLogLevelFlags   level,
          const GLogField *fields,
          gsize            n_fields,
          gpointer         user_data)
{
  for (gsize i = 0; i < n_fields && (level & G_LOG_LEVEL_WARNING) != 0; i++)
    {
      if (g_str_equal (fields[i].key, "MESSAGE") &&
          (is_stale_page (fields[i].value) || is_large_heading (fields[i].value) ||
           is_broken_message (fields[i].value) ||
           g_str_equal (fields[i].value, TWICE_SUBMITTED)))
        return G_LOG_WRITER_HANDLED;
    }

  return g_log_writer_default (level, fields, n_fields, user_data);
}

static gboolean
is_fatal_cb (const char     *domain,
             GLogLevelFlags  level,
             const char     *message,
             gpointer        user_data)
{
  return strstr (message, STALE_TOOLTIP) == NULL && strstr (message, STALE_PLACE) == NULL;
}

void
toolkit_faults_init_test (int    *argc,
                          char ***argv)
{
  g_test_init (argc, argv, NULL);
  gtk_disable_setlocale ();
  gtk_init ();
}

void
toolkit_faults_excuse (void)
{
  if (gtk_get_minor_version () <= LAST_TOOLTIP_MINOR)
    g_test_log_set_fatal_handler (is_fatal_cb, NULL);
  if (gtk_get_minor_version () >= FIRST_MINOR)
    g_log_set_writer_func (write_cb, NULL, NULL);
}
