/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the labels at or below a widget say.
 */

#include "labels.h"

#include <string.h>

typedef gboolean (*MatchFunc) (GtkLabel   *label,
                               const char *text);

static gboolean
says (GtkLabel   *label,
      const char *text)
{
  return gtk_widget_get_mapped (GTK_WIDGET (label)) &&
         g_str_equal (gtk_label_get_text (label), text);
}

static gboolean
mentions (GtkLabel   *label,
          const char *text)
{
  return strstr (gtk_label_get_text (label), text) != NULL;
}

static gboolean
find (GtkWidget  *widget,
      MatchFunc   match,
      const char *text)
{
  if (GTK_IS_LABEL (widget) && match (GTK_LABEL (widget), text))
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (find (child, match, text))
        return TRUE;
    }

  return FALSE;
}

gboolean
labels_say (GtkWidget  *widget,
            const char *text)
{
  return find (widget, says, text);
}

gboolean
labels_mention (GtkWidget  *widget,
                const char *text)
{
  return find (widget, mentions, text);
}
