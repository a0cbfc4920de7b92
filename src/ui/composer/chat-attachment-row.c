/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is attached to the message that is being written: chips above its text.
 */

#include "chat-attachment-row.h"

#include "chat-attachment-chip.h"
#include "chat-attachment.h"
#include "chat-wrap-layout.h"

#include <glib/gi18n.h>
#include <string.h>

/* px between the chips */
#define SPACING 6

struct _ChatAttachmentRow
{
  GtkWidget   parent_instance;

  GListStore *items;   /* that are shown */
  GListStore *draft;   /* the same, unless an earlier message is edited */
};

G_DEFINE_FINAL_TYPE (ChatAttachmentRow, chat_attachment_row, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];


static guint
get_n_items (ChatAttachmentRow *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->items));
}


/* Borrowed: the list holds it. */
static ChatAttachmentItem *
get_item (ChatAttachmentRow *self,
          guint              position)
{
  g_autoptr(ChatAttachmentItem) item =
    g_list_model_get_item (G_LIST_MODEL (self->items), position);

  return item;
}


static gboolean
has_state (ChatAttachmentRow   *self,
           ChatAttachmentState  state)
{
  for (guint i = 0; i < get_n_items (self); i++)
    {
      if (chat_attachment_item_get_state (get_item (self, i)) == state)
        return TRUE;
    }

  return FALSE;
}


static void
changed (ChatAttachmentRow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), get_n_items (self) > 0);
  g_signal_emit (self, signals[CHANGED], 0);
}


/* The one that came last has no room. */
static void
item_changed_cb (ChatAttachmentRow  *self,
                 ChatAttachmentItem *item)
{
  gsize weight = 0;

  for (guint i = 0; i < get_n_items (self); i++)
    weight += chat_attachment_item_get_weight (get_item (self, i));
  if (weight > CHAT_ATTACHMENT_MAX_REQUEST && chat_attachment_item_get_weight (item) > 0)
    chat_attachment_item_refuse (item);
  else
    changed (self);
}


/* The focus goes to the chip behind it, or before it. */
static void
chip_remove_cb (ChatAttachmentRow  *self,
                ChatAttachmentChip *chip)
{
  GtkWidget *next = gtk_widget_get_next_sibling (GTK_WIDGET (chip));

  if (next == NULL)
    next = gtk_widget_get_prev_sibling (GTK_WIDGET (chip));
  if (next != NULL)
    gtk_widget_grab_focus (next);
  chat_attachment_row_remove (self, chat_attachment_chip_get_item (chip));
  if (next == NULL)
    g_signal_emit (self, signals[LEFT], 0);
}


static void
append_chip (ChatAttachmentRow  *self,
             ChatAttachmentItem *item)
{
  GtkWidget *chip = chat_attachment_chip_new (item);

  g_signal_connect_object (chip, "remove", G_CALLBACK (chip_remove_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (chip, GTK_WIDGET (self));
}


static void
remove_chips (ChatAttachmentRow *self)
{
  GtkWidget *chip;

  while ((chip = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (chip);
}


static void
show (ChatAttachmentRow *self,
      GListStore        *items)
{
  g_set_object (&self->items, items);
  remove_chips (self);
  for (guint i = 0; i < get_n_items (self); i++)
    append_chip (self, get_item (self, i));
  changed (self);
}


static void
chat_attachment_row_dispose (GObject *object)
{
  ChatAttachmentRow *self = CHAT_ATTACHMENT_ROW (object);

  remove_chips (self);
  g_clear_object (&self->items);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (chat_attachment_row_parent_class)->dispose (object);
}


static void
chat_attachment_row_class_init (ChatAttachmentRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_attachment_row_dispose;

  signals[CHANGED] =
    g_signal_new ("changed", CHAT_TYPE_ATTACHMENT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[LEFT] =
    g_signal_new ("left", CHAT_TYPE_ATTACHMENT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "attachments");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}


static void
chat_attachment_row_init (ChatAttachmentRow *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), chat_wrap_layout_new (SPACING));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Attachments"),
                                  -1);

  self->draft = g_list_store_new (CHAT_TYPE_ATTACHMENT_ITEM);
  show (self, self->draft);
}


static void
append_to (ChatAttachmentRow  *self,
           GListStore         *items,
           ChatAttachmentItem *item)
{
  g_signal_connect_object (item, "changed", G_CALLBACK (item_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_list_store_append (items, item);
}


void
chat_attachment_row_append (ChatAttachmentRow  *self,
                            ChatAttachmentItem *item)
{
  g_return_if_fail (CHAT_IS_ATTACHMENT_ROW (self));

  append_to (self, self->items, item);
  append_chip (self, item);
  changed (self);
}


ChatAttachmentItem *
chat_attachment_row_add (ChatAttachmentRow    *self,
                         ChatAttachmentSource *source)
{
  g_autoptr(ChatAttachmentItem) item = chat_attachment_item_new (source);

  g_return_val_if_fail (CHAT_IS_ATTACHMENT_ROW (self), NULL);

  chat_attachment_row_append (self, item);

  return item;
}


void
chat_attachment_row_add_text (ChatAttachmentRow *self,
                              const char        *text,
                              const char        *name)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  chat_attachment_row_add (self, chat_attachment_source_new_bytes (bytes, name));
}


void
chat_attachment_row_remove (ChatAttachmentRow  *self,
                            ChatAttachmentItem *item)
{
  guint position;
  GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_return_if_fail (CHAT_IS_ATTACHMENT_ROW (self));

  if (!g_list_store_find (self->items, item, &position))
    return;

  while (chat_attachment_chip_get_item (CHAT_ATTACHMENT_CHIP (chip)) != item)
    chip = gtk_widget_get_next_sibling (chip);
  g_list_store_remove (self->items, position);
  gtk_widget_unparent (chip);
  changed (self);
}


GListModel *
chat_attachment_row_get_items (ChatAttachmentRow *self)
{
  g_return_val_if_fail (CHAT_IS_ATTACHMENT_ROW (self), NULL);

  return G_LIST_MODEL (self->items);
}


GListModel *
chat_attachment_row_get_draft (ChatAttachmentRow *self)
{
  g_return_val_if_fail (CHAT_IS_ATTACHMENT_ROW (self), NULL);

  return G_LIST_MODEL (self->draft);
}


gboolean
chat_attachment_row_is_blank (ChatAttachmentRow *self)
{
  g_return_val_if_fail (CHAT_IS_ATTACHMENT_ROW (self), TRUE);

  return !has_state (self, CHAT_ATTACHMENT_READY) && !has_state (self, CHAT_ATTACHMENT_READING);
}


gboolean
chat_attachment_row_is_reading (ChatAttachmentRow *self)
{
  g_return_val_if_fail (CHAT_IS_ATTACHMENT_ROW (self), FALSE);

  return has_state (self, CHAT_ATTACHMENT_READING);
}


gboolean
chat_attachment_row_has_failed (ChatAttachmentRow *self)
{
  g_return_val_if_fail (CHAT_IS_ATTACHMENT_ROW (self), FALSE);

  return has_state (self, CHAT_ATTACHMENT_FAILED);
}


void
chat_attachment_row_begin_edit (ChatAttachmentRow *self,
                                ChatMessage       *message)
{
  g_autoptr(GListStore) items = g_list_store_new (CHAT_TYPE_ATTACHMENT_ITEM);

  g_return_if_fail (CHAT_IS_ATTACHMENT_ROW (self));

  for (guint i = 0; i < chat_message_get_n_blocks (message); i++)
    {
      const ChatContentBlock *block = chat_message_get_block (message, i);
      g_autoptr(ChatAttachmentItem) item = NULL;

      if (block->kind != CHAT_BLOCK_IMAGE && block->kind != CHAT_BLOCK_DOCUMENT)
        continue;
      item = chat_attachment_item_new (chat_attachment_source_new_block (block));
      append_to (self, items, item);
    }
  show (self, items);
}


void
chat_attachment_row_clear (ChatAttachmentRow *self)
{
  g_return_if_fail (CHAT_IS_ATTACHMENT_ROW (self));

  if (self->items != self->draft)
    {
      show (self, self->draft);
    }
  else if (get_n_items (self) > 0)
    {
      g_list_store_remove_all (self->items);
      remove_chips (self);
      changed (self);
    }
}


void
chat_attachment_row_write (ChatAttachmentRow *self,
                           ChatMessage       *message,
                           gboolean           take)
{
  g_return_if_fail (CHAT_IS_ATTACHMENT_ROW (self));

  for (guint i = 0; i < get_n_items (self); i++)
    {
      ChatAttachmentItem *item = get_item (self, i);
      ChatContentBlock *block = chat_attachment_item_get_block (item);

      if (block != NULL)
        chat_message_add_block (message, take ? chat_attachment_item_take_block (item)
                                              : chat_content_block_ref (block));
    }
}
