/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Popovers that are never wider than the narrowest window, however large the text.
 */

#include "chat-popover-width.h"

#include "chat-words.h"

#include <adwaita.h>


void
chat_popover_count_px (GtkWidget *clamp)
{
  /* ADW_LENGTH_UNIT_PX, which the headers of libadwaita 1.2 do not have. */
  const int px = 0;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (clamp), "unit") != NULL)
    g_object_set (clamp, "unit", px, NULL);
}


void
chat_popover_set_narrow_child (GtkPopover *popover,
                               GtkWidget  *child)
{
  GtkWidget *clamp = adw_clamp_new ();

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), CHAT_POPOVER_WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), CHAT_POPOVER_WIDTH);
  chat_popover_count_px (clamp);
  adw_clamp_set_child (ADW_CLAMP (clamp), child);
  chat_words_fit (child);
  gtk_popover_set_child (popover, clamp);
}
