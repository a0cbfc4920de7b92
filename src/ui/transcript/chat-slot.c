/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A place for widgets over the text.
 */

#include "chat-slot.h"

struct _ChatSlot
{
  GtkWidget  parent_instance;

  GtkWidget *child;
  int        width;
  int        height;
};

G_DEFINE_FINAL_TYPE (ChatSlot, chat_slot, GTK_TYPE_WIDGET)

static void
chat_slot_dispose (GObject *object)
{
  ChatSlot *self = CHAT_SLOT (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (chat_slot_parent_class)->dispose (object);
}

static void
chat_slot_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  *minimum = *natural = 1;
}

static void
chat_slot_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  ChatSlot *self = CHAT_SLOT (widget);

  if (self->child != NULL && self->width > 0)
    gtk_widget_size_allocate (self->child,
                              &(GtkAllocation) { 0, 0, self->width, self->height }, -1);
}

static void
chat_slot_class_init (ChatSlotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chat_slot_dispose;
  widget_class->measure = chat_slot_measure;
  widget_class->size_allocate = chat_slot_size_allocate;
}

static void
chat_slot_init (ChatSlot *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

ChatSlot *
chat_slot_new (void)
{
  return g_object_new (CHAT_TYPE_SLOT, NULL);
}

void
chat_slot_set_child (ChatSlot  *self,
                     GtkWidget *child)
{
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  self->width = self->height = 0;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), child != NULL);
}

int
chat_slot_fit (ChatSlot *self,
               int       width)
{
  int wanted;

  if (self->child == NULL)
    return 0;

  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &wanted, NULL, NULL, NULL);
  self->width = MAX (width, wanted);
  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, self->width, &wanted, NULL, NULL,
                      NULL);
  self->height = wanted;
  gtk_widget_queue_allocate (GTK_WIDGET (self));

  return self->height;
}
