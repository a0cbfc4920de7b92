/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where an attachment comes from, and how it becomes what is sent: in a thread.
 */

#include "chat-attachment-source.h"

#include "chat-attachment.h"
#include "chat-image-fit.h"
#include "chat-preview.h"

#include <string.h>

/* A picture may be larger than what is sent of it. */
#define MAX_FILE (64 * 1000 * 1000)

/* One of the four is there. */
struct _ChatAttachmentSource
{
  char       *name;
  GFile      *file;
  GBytes     *bytes;
  GdkTexture *texture;
  GString    *block;     /* raw JSON */
};


static ChatAttachmentSource *
new_source (const char *name)
{
  ChatAttachmentSource *self = g_new0 (ChatAttachmentSource, 1);

  self->name = g_strdup (name);

  return self;
}


static GBytes *
read_bytes (ChatAttachmentSource  *self,
            GError               **error)
{
  if (self->file != NULL)
    return chat_attachment_read (self->file, MAX_FILE, error);
  if (self->texture != NULL)
    return gdk_texture_save_to_png_bytes (self->texture);

  return g_bytes_ref (self->bytes);
}


static gboolean
is_of (GBytes     *bytes,
       const char *prefix)
{
  const char *type = chat_attachment_guess_type (bytes);

  return type != NULL && g_str_has_prefix (type, prefix);
}


static gboolean
fill (ChatAttachmentSource   *self,
      ChatAttachmentContent  *content,
      GError                **error)
{
  const char *name = self->name != NULL ? self->name : "";
  g_autoptr(GBytes) bytes = read_bytes (self, error);

  if (bytes == NULL)
    return FALSE;

  content->name = g_strdup (self->name);
  content->is_text = is_of (bytes, "text/");
  content->bytes = is_of (bytes, "image/")
                   ? chat_image_fit (bytes, name, &content->thumbnail, error)
                   : g_bytes_ref (bytes);
  if (content->bytes != NULL)
    content->block = chat_attachment_new_block (content->bytes, name, error);

  return content->block != NULL;
}


/* It need not be shown to be sent. */
static void
take_apart (ChatAttachmentSource  *self,
            ChatAttachmentContent *content)
{
  g_autoptr(GBytes) shown = NULL;

  content->bytes = chat_attachment_dup_bytes (self->block->str, self->block->len, &content->name);
  content->block = chat_content_block_new_kept (self->block->str, self->block->len,
                                                CHAT_BLOCK_COMPLETE, 0);
  if (content->bytes == NULL)
    return;

  content->is_text = is_of (content->bytes, "text/");
  if (is_of (content->bytes, "image/"))
    shown = chat_image_fit (content->bytes, "", &content->thumbnail, NULL);
}


static void
load (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  ChatAttachmentSource *self = data;
  g_autoptr(ChatAttachmentContent) content = g_new0 (ChatAttachmentContent, 1);
  GError *error = NULL;

  if (self->block != NULL)
    take_apart (self, content);
  else if (!fill (self, content, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  content->tokens = chat_preview_weigh (content->block->start, strlen (content->block->start));
  g_task_return_pointer (task, g_steal_pointer (&content),
                         (GDestroyNotify) chat_attachment_content_free);
}


ChatAttachmentSource *
chat_attachment_source_new_file (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = base != NULL ? g_utf8_make_valid (base, -1) : NULL;
  ChatAttachmentSource *self = new_source (name);

  self->file = g_object_ref (file);

  return self;
}


ChatAttachmentSource *
chat_attachment_source_new_bytes (GBytes     *bytes,
                                  const char *name)
{
  ChatAttachmentSource *self = new_source (name);

  self->bytes = g_bytes_ref (bytes);

  return self;
}


ChatAttachmentSource *
chat_attachment_source_new_texture (GdkTexture *texture,
                                    const char *name)
{
  ChatAttachmentSource *self = new_source (name);

  self->texture = g_object_ref (texture);

  return self;
}


ChatAttachmentSource *
chat_attachment_source_new_block (const ChatContentBlock *block)
{
  ChatAttachmentSource *self = new_source (NULL);

  self->block = g_string_new (NULL);
  chat_content_block_append_raw (block, self->block);

  return self;
}


void
chat_attachment_source_free (ChatAttachmentSource *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_clear_object (&self->file);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_object (&self->texture);
  if (self->block != NULL)
    g_string_free (self->block, TRUE);
  g_free (self);
}


char *
chat_attachment_source_dup_name (ChatAttachmentSource *self)
{
  return g_strdup (self->name);
}


void
chat_attachment_source_load_async (ChatAttachmentSource *self,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, chat_attachment_source_load_async);
  g_task_set_task_data (task, self, (GDestroyNotify) chat_attachment_source_free);
  g_task_run_in_thread (task, load);
}


ChatAttachmentContent *
chat_attachment_source_load_finish (GAsyncResult  *result,
                                    GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}


void
chat_attachment_content_free (ChatAttachmentContent *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->block, chat_content_block_unref);
  g_clear_object (&self->thumbnail);
  g_free (self);
}
