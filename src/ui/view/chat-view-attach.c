/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is attached to the message that is being written: chosen, kept with the draft, sent.
 */

#include "chat-view-private.h"

#include "chat-history-attachments.h"

#include <glib/gi18n.h>


static ChatAttachmentRow *
get_row (ChatView *self)
{
  return chat_composer_get_attachments (self->composer);
}


/* The draft names it from now on. Without a place on the disk it still can be sent. */
static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(ChatAttachmentItem) item = CHAT_ATTACHMENT_ITEM (user_data);
  g_autofree char *digest =
    chat_history_keep_attachment_finish (CHAT_HISTORY (source), result, NULL);

  if (digest != NULL)
    chat_attachment_item_set_digest (item, digest);
}


static void
keep (ChatView           *self,
      ChatAttachmentItem *item)
{
  ChatHistory *history = chat_engine_get_history (self->engine);
  GBytes *bytes = chat_attachment_item_get_bytes (item);

  if (bytes == NULL || chat_attachment_item_get_digest (item) != NULL)
    return;

  chat_attachment_item_set_digest (item, "");
  chat_history_keep_attachment_async (history, bytes, kept_cb, g_object_ref (item));
}


static void
keep_all (ChatView *self)
{
  GListModel *items = chat_attachment_row_get_draft (get_row (self));

  if (chat_engine_get_history (self->engine) == NULL)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(ChatAttachmentItem) item = g_list_model_get_item (items, i);

      keep (self, item);
    }
}


/* Not if one of them failed: whoever reads that may want to do something about it. */
static void
send_if_read (ChatView *self)
{
  if (!self->send_when_read || chat_attachment_row_is_reading (get_row (self)))
    return;

  self->send_when_read = FALSE;
  if (!chat_attachment_row_has_failed (get_row (self)))
    gtk_widget_activate_action (GTK_WIDGET (self), "chat.send", NULL);
}


static void
attachments_changed_cb (ChatView *self)
{
  keep_all (self);
  chat_view_update_meter (self);
  send_if_read (self);
}


static void
chooser_response_cb (ChatView             *self,
                     int                   response,
                     GtkFileChooserNative *chooser)
{
  g_autoptr(GListModel) files = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));
  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);

      chat_attachment_row_add (get_row (self), chat_attachment_source_new_file (file));
    }
  g_clear_object (&self->chooser);
  chat_composer_focus (self->composer);
}


static void
add_filter (GtkFileChooserNative *chooser,
            const char           *name,
            const char * const   *types)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (gsize i = 0; types[i] != NULL; i++)
    gtk_file_filter_add_mime_type (filter, types[i]);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
}


/* The first is what is taken; source code has many types that are no text/plain in name. */
static void
add_filters (GtkFileChooserNative *chooser)
{
  static const char * const all[] = {
    "image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain", "text/*",
    "application/json", "application/xml", NULL
  };
  static const char * const pictures[] = {
    "image/png", "image/jpeg", "image/gif", "image/webp", NULL
  };
  static const char * const any[] = { "application/octet-stream", NULL };

  add_filter (chooser, _("Pictures, PDF and text"), all);
  add_filter (chooser, _("Pictures"), pictures);
  add_filter (chooser, _("All files"), any);
}


static void
attach_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);

  if (self->chooser != NULL)
    return;

  self->chooser = gtk_file_chooser_native_new (_("Attach files"),
                                               GTK_WINDOW (gtk_widget_get_root (widget)),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, _("_Attach"),
                                               _("_Cancel"));
  add_filters (self->chooser);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chooser_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}


static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ChatAttachmentItem) item = CHAT_ATTACHMENT_ITEM (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes =
    chat_history_load_attachment_finish (CHAT_HISTORY (source), result, &error);
  const char *name = chat_attachment_item_get_name (item);

  if (bytes != NULL)
    chat_attachment_item_read (item, chat_attachment_source_new_bytes (bytes, name));
  else
    chat_attachment_item_fail (item, error);
}


/* It has its place at once: a draft that is saved meanwhile still names it. */
static void
load_file (ChatView            *self,
           const ChatDraftFile *file)
{
  g_autoptr(ChatAttachmentItem) item =
    chat_attachment_item_new_kept (file->name, file->digest);

  chat_attachment_row_append (get_row (self), item);
  chat_history_load_attachment_async (chat_engine_get_history (self->engine), file->digest,
                                      loaded_cb, g_object_ref (item));
}


void
chat_view_install_attach_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chat.attach", NULL, attach_action);
}


void
chat_view_attach (ChatView  *self,
                  GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++)
    {
      GFile *file = g_ptr_array_index (files, i);

      chat_attachment_row_add (get_row (self), chat_attachment_source_new_file (file));
    }
}


void
chat_view_follow_attachments (ChatView *self)
{
  g_signal_connect_object (get_row (self), "changed", G_CALLBACK (attachments_changed_cb), self,
                           G_CONNECT_SWAPPED);
}


ChatMessage *
chat_view_write_message (ChatView *self,
                         gboolean  take)
{
  g_autofree char *text = g_strchomp (chat_composer_dup_text (self->composer));
  ChatMessage *message = chat_message_new (CHAT_ROLE_USER);

  chat_attachment_row_write (get_row (self), message, take);
  if (*text != '\0')
    chat_message_add_block (message, chat_content_block_new_text (text));
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);

  return message;
}


gboolean
chat_view_wait_for_attachments (ChatView *self)
{
  self->send_when_read = chat_attachment_row_is_reading (get_row (self));

  return self->send_when_read;
}


char *
chat_view_dup_draft (ChatView *self)
{
  GListModel *items = chat_attachment_row_get_draft (get_row (self));
  g_autofree char *text = chat_composer_dup_draft (self->composer);
  g_autoptr(ChatDraft) draft = chat_draft_new (text);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(ChatAttachmentItem) item = g_list_model_get_item (items, i);
      const char *digest = chat_attachment_item_get_digest (item);

      /* "": on its way */
      if (digest != NULL && *digest != '\0')
        chat_draft_add_file (draft, digest, chat_attachment_item_get_name (item));
    }

  return chat_draft_write (draft);
}


void
chat_view_load_files (ChatView        *self,
                      const ChatDraft *draft)
{
  for (guint i = 0; i < draft->files->len; i++)
    load_file (self, g_ptr_array_index (draft->files, i));
}


void
chat_view_load_draft (ChatView   *self,
                      const char *draft)
{
  g_autoptr(ChatDraft) read = chat_draft_read (draft);

  /* first, so that no draft without them is ever to be saved */
  chat_view_load_files (self, read);
  chat_composer_load_draft (self->composer, read->text);
}
