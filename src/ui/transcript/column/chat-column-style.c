/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Colours and fonts of the column. To measure all its fonts takes longer than to show an empty
 * conversation, so that is done before the first page or after the window is there.
 */

#include "chat-column-private.h"


void
chat_column_take_style (ChatColumn *self)
{
  if (!self->styled)
    return;

  chat_palette_load (&self->palette, GTK_WIDGET (self));
  g_hash_table_remove_all (self->icons);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (chat_tags_update (self->tags, GTK_WIDGET (self), &self->palette))
    {
      self->stamp++;
      g_signal_emit_by_name (self, "resized");
    }
}

void
chat_column_prepare (ChatColumn *self)
{
  if (self->styled)
    return;

  g_clear_handle_id (&self->preparing, g_source_remove);
  self->styled = TRUE;
  chat_column_take_style (self);
}

static gboolean
prepare_cb (gpointer user_data)
{
  ChatColumn *self = CHAT_COLUMN (user_data);

  self->preparing = 0;
  chat_column_prepare (self);

  return G_SOURCE_REMOVE;
}

/* The first message need not wait for it. */
void
chat_column_prepare_later (ChatColumn *self)
{
  if (!self->styled && self->preparing == 0)
    self->preparing = g_idle_add_full (G_PRIORITY_LOW, prepare_cb, self, NULL);
}

ChatTags *
chat_column_get_tags (ChatColumn *self)
{
  return self->tags;
}

const ChatPalette *
chat_column_get_palette (ChatColumn *self)
{
  return &self->palette;
}

void
chat_column_set_code_font (ChatColumn *self,
                           const char *family)
{
  chat_tags_set_mono (self->tags, family);
  chat_column_take_style (self);
}
