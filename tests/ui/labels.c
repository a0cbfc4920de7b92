/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the labels at or below a widget say, but for what is hidden.
 */

#include "labels.h"

#include <string.h>

typedef gboolean (*MatchFunc) (const char *words,
                               const char *text);

static gboolean
is_equal (const char *words,
          const char *text)
{
  return strcmp (words, text) == 0;
}

static gboolean
contains (const char *words,
          const char *text)
{
  return strstr (words, text) != NULL;
}

static gboolean
find (GtkWidget  *widget,
      MatchFunc   match,
      const char *text)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) &&
      match (gtk_label_get_text (GTK_LABEL (widget)), text))
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
  return find (widget, is_equal, text);
}

gboolean
labels_mention (GtkWidget  *widget,
                const char *text)
{
  return find (widget, contains, text);
}
