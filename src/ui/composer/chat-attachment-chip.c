/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An attachment above the text of the composer: what it is, and a button that removes it.
 */

#include "chat-attachment-chip.h"

#include <glib/gi18n.h>

#define THUMBNAIL_SIDE 28

/* Characters of a name at most; the middle of a longer one is left out, its end tells the kind. */
#define NAME_WIDTH 18

struct _ChatAttachmentChip
{
  GtkWidget           parent_instance;

  ChatAttachmentItem *item;
  GtkWidget          *box;
  GtkWidget          *image;
  GtkWidget          *name;
  GtkWidget          *detail;
  GtkWidget          *button;
};

G_DEFINE_FINAL_TYPE (ChatAttachmentChip, chat_attachment_chip, GTK_TYPE_WIDGET)

enum
{
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];


static void
update_names (ChatAttachmentChip *self,
              const char         *detail)
{
  const char *name = chat_attachment_item_get_name (self->item);
  const char *problem = chat_attachment_item_get_problem (self->item);
  g_autofree char *label = g_strdup_printf ("%s, %s", name, detail);
  /* Translators: %s is the name of a file. */
  g_autofree char *remove = g_strdup_printf (_("Remove “%s”"), name);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self), problem != NULL ? problem : name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  problem != NULL ? problem : "",
                                  -1);
  gtk_widget_set_tooltip_text (self->button, remove);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, remove,
                                  -1);
}


static void
update (ChatAttachmentChip *self)
{
  GdkTexture *thumbnail = chat_attachment_item_get_thumbnail (self->item);
  g_autofree char *detail = chat_attachment_item_dup_detail (self->item);

  if (thumbnail != NULL)
    gtk_image_set_from_paintable (GTK_IMAGE (self->image), GDK_PAINTABLE (thumbnail));
  else
    gtk_image_set_from_icon_name (GTK_IMAGE (self->image),
                                  chat_attachment_item_get_icon_name (self->item));
  gtk_image_set_pixel_size (GTK_IMAGE (self->image), thumbnail != NULL ? THUMBNAIL_SIDE : -1);
  gtk_label_set_label (GTK_LABEL (self->name), chat_attachment_item_get_name (self->item));
  gtk_label_set_label (GTK_LABEL (self->detail), detail);
  gtk_widget_set_visible (self->detail, *detail != '\0');
  if (thumbnail != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "pictured");
  if (chat_attachment_item_get_state (self->item) == CHAT_ATTACHMENT_FAILED)
    gtk_widget_add_css_class (GTK_WIDGET (self), "failed");
  update_names (self, detail);
}


static void
emit_remove (ChatAttachmentChip *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}


static gboolean
remove_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  emit_remove (CHAT_ATTACHMENT_CHIP (widget));

  return TRUE;
}


static void
chat_attachment_chip_dispose (GObject *object)
{
  ChatAttachmentChip *self = CHAT_ATTACHMENT_CHIP (object);

  g_clear_object (&self->item);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (chat_attachment_chip_parent_class)->dispose (object);
}


static void
chat_attachment_chip_class_init (ChatAttachmentChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const guint keys[] = { GDK_KEY_Delete, GDK_KEY_KP_Delete, GDK_KEY_BackSpace };

  G_OBJECT_CLASS (klass)->dispose = chat_attachment_chip_dispose;

  signals[REMOVE] =
    g_signal_new ("remove", CHAT_TYPE_ATTACHMENT_CHIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i], 0, remove_cb, NULL);

  gtk_widget_class_set_css_name (widget_class, "attachment");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}


static void
add_labels (ChatAttachmentChip *self,
            GtkBox             *box)
{
  self->name = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->name), NAME_WIDTH);
  gtk_box_append (box, self->name);

  self->detail = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->detail, "detail");
  gtk_box_append (box, self->detail);
}


static void
chat_attachment_chip_init (ChatAttachmentChip *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);

  self->image = gtk_image_new ();
  gtk_widget_set_overflow (self->image, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_valign (self->image, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->box), self->image);
  add_labels (self, GTK_BOX (self->box));

  self->button = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (emit_remove), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), self->button);
}


GtkWidget *
chat_attachment_chip_new (ChatAttachmentItem *item)
{
  ChatAttachmentChip *self = g_object_new (CHAT_TYPE_ATTACHMENT_CHIP, NULL);

  self->item = g_object_ref (item);
  g_signal_connect_object (item, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}


ChatAttachmentItem *
chat_attachment_chip_get_item (ChatAttachmentChip *self)
{
  g_return_val_if_fail (CHAT_IS_ATTACHMENT_CHIP (self), NULL);

  return self->item;
}
