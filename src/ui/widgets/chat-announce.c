/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words for a screen reader, spoken where the focus does not go.
 */

#include "chat-announce.h"


#if GTK_CHECK_VERSION (4, 14, 0)

static void
announce (GtkWidget  *widget,
          const char *words,
          gboolean    urgent)
{
  /* Newer than the floor, which is what a warning would say; where it compiles, it is there. */
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gtk_accessible_announce (GTK_ACCESSIBLE (widget), words,
                           urgent ? GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH
                                  : GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  G_GNUC_END_IGNORE_DEPRECATIONS
}

#else

/* Not of a button, which has a description of its own. */
static void
announce (GtkWidget  *widget,
          const char *words,
          gboolean    urgent)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (GTK_IS_TEXT_VIEW (focus))
    gtk_accessible_update_property (GTK_ACCESSIBLE (focus),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

#endif


void
chat_announce (GtkWidget  *widget,
               const char *words,
               gboolean    urgent)
{
  GtkRoot *root;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (words != NULL);

  root = gtk_widget_get_root (widget);
  if (GTK_IS_WINDOW (root) && gtk_window_is_active (GTK_WINDOW (root))
      && gtk_widget_get_mapped (widget))
    announce (widget, words, urgent);
}
