/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Puts text into the vertical middle of its place without trying one width after the other.
 *
 * For a widget that is not as high as its place GTK asks how narrow it can be at the height that
 * there is, and whatever holds text that wraps lays it out at a dozen widths to find out.
 */

#include "chat-middle-layout.h"

struct _ChatMiddleLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (ChatMiddleLayout, chat_middle_layout, GTK_TYPE_LAYOUT_MANAGER)


static GtkSizeRequestMode
chat_middle_layout_get_request_mode (GtkLayoutManager *manager,
                                     GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}


static void
chat_middle_layout_measure (GtkLayoutManager *manager,
                            GtkWidget        *widget,
                            GtkOrientation    orientation,
                            int               for_size,
                            int              *minimum,
                            int              *natural,
                            int              *minimum_baseline,
                            int              *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_measure (child, orientation,
                        orientation == GTK_ORIENTATION_VERTICAL ? for_size : -1,
                        minimum, natural, NULL, NULL);
}


static void
chat_middle_layout_allocate (GtkLayoutManager *manager,
                             GtkWidget        *widget,
                             int               width,
                             int               height,
                             int               baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  GtkAllocation place = { 0, 0, width, height };
  int natural;

  if (child == NULL || !gtk_widget_should_layout (child))
    return;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  place.height = MIN (natural, height);
  place.y = (height - place.height) / 2;
  gtk_widget_size_allocate (child, &place, -1);
}


static void
chat_middle_layout_class_init (ChatMiddleLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = chat_middle_layout_get_request_mode;
  layout_class->measure = chat_middle_layout_measure;
  layout_class->allocate = chat_middle_layout_allocate;
}


static void
chat_middle_layout_init (ChatMiddleLayout *self)
{
}
