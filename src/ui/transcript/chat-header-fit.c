/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How much of an argument fits into the header of a card.
 */

#include "chat-header-fit.h"

/* Less than this tells nobody anything. */
#define MIN_CHARACTERS 6

static int
measure (GtkWidget  *widget,
         const char *text,
         const char *family,
         double      scale,
         PangoWeight weight)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr(PangoAttrList) looks = pango_attr_list_new ();
  int width;

  if (family != NULL)
    pango_attr_list_insert (looks, pango_attr_family_new (family));
  pango_attr_list_insert (looks, pango_attr_scale_new (scale));
  pango_attr_list_insert (looks, pango_attr_weight_new (weight));
  pango_layout_set_attributes (layout, looks);
  pango_layout_get_pixel_size (layout, &width, NULL);

  return width;
}

/* All characters of this font are equally wide, but for the few that it does not have. */
static char *
cut (const char *argument,
     int         room,
     int         width)
{
  long n_chars = g_utf8_strlen (argument, -1);
  long n_fit = n_chars * room / MAX (width, 1) - 1;
  g_autofree char *begin = NULL;

  if (width <= room)
    return g_strdup (argument);
  if (n_fit < MIN_CHARACTERS)
    return NULL;

  begin = g_utf8_substring (argument, 0, n_fit);
  return g_strconcat (begin, "…", NULL);
}

char *
chat_header_fit (GtkWidget  *widget,
                 const char *title,
                 const char *argument,
                 const char *meta,
                 const char *family,
                 int         width)
{
  int room = width - measure (widget, title, NULL, 1, PANGO_WEIGHT_BOLD) -
             measure (widget, "  ", NULL, 1, PANGO_WEIGHT_BOLD);

  if (meta != NULL)
    room -= measure (widget, meta, NULL, 0.82, PANGO_WEIGHT_NORMAL);

  return cut (argument, room,
              measure (widget, argument, family, 0.91, PANGO_WEIGHT_NORMAL));
}
