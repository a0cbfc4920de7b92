/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One attachment of the composer, from the moment it is chosen.
 */

#include "chat-attachment-item.h"

#include "chat-attachment.h"

#include <glib/gi18n.h>
#include <string.h>

struct _ChatAttachmentItem
{
  GObject                parent_instance;

  ChatAttachmentState    state;
  char                  *name;          /* or NULL */
  ChatAttachmentContent *content;       /* NULL unless it is ready */
  GError                *problem;       /* NULL unless it failed */
  char                  *digest;        /* or NULL */
};

G_DEFINE_FINAL_TYPE (ChatAttachmentItem, chat_attachment_item, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];


static void
settle (ChatAttachmentItem  *self,
        ChatAttachmentState  state)
{
  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}


static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ChatAttachmentItem) self = CHAT_ATTACHMENT_ITEM (user_data);
  g_autoptr(GError) error = NULL;
  ChatAttachmentContent *content = chat_attachment_source_load_finish (result, &error);

  self->content = content;
  self->problem = g_steal_pointer (&error);
  if (content != NULL && content->name != NULL)
    {
      g_free (self->name);
      self->name = g_strdup (content->name);
    }
  settle (self, content != NULL ? CHAT_ATTACHMENT_READY : CHAT_ATTACHMENT_FAILED);
}


static void
chat_attachment_item_finalize (GObject *object)
{
  ChatAttachmentItem *self = CHAT_ATTACHMENT_ITEM (object);

  g_free (self->name);
  g_clear_pointer (&self->content, chat_attachment_content_free);
  g_clear_error (&self->problem);
  g_free (self->digest);

  G_OBJECT_CLASS (chat_attachment_item_parent_class)->finalize (object);
}


static void
chat_attachment_item_class_init (ChatAttachmentItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chat_attachment_item_finalize;

  signals[CHANGED] =
    g_signal_new ("changed", CHAT_TYPE_ATTACHMENT_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}


static void
chat_attachment_item_init (ChatAttachmentItem *self)
{
}


ChatAttachmentItem *
chat_attachment_item_new (ChatAttachmentSource *source)
{
  ChatAttachmentItem *self = g_object_new (CHAT_TYPE_ATTACHMENT_ITEM, NULL);

  self->name = chat_attachment_source_dup_name (source);
  chat_attachment_item_read (self, source);

  return self;
}


ChatAttachmentItem *
chat_attachment_item_new_kept (const char *name,
                               const char *digest)
{
  ChatAttachmentItem *self = g_object_new (CHAT_TYPE_ATTACHMENT_ITEM, NULL);

  self->name = g_strdup (name);
  self->digest = g_strdup (digest);

  return self;
}


void
chat_attachment_item_read (ChatAttachmentItem   *self,
                           ChatAttachmentSource *source)
{
  g_return_if_fail (CHAT_IS_ATTACHMENT_ITEM (self));

  chat_attachment_source_load_async (source, loaded_cb, g_object_ref (self));
}


void
chat_attachment_item_fail (ChatAttachmentItem *self,
                           const GError       *problem)
{
  g_return_if_fail (CHAT_IS_ATTACHMENT_ITEM (self));

  g_clear_error (&self->problem);
  self->problem = g_error_copy (problem);
  settle (self, CHAT_ATTACHMENT_FAILED);
}


ChatAttachmentItem *
chat_attachment_item_new_failed (const char   *name,
                                 const GError *problem)
{
  ChatAttachmentItem *self = chat_attachment_item_new_kept (name, NULL);

  chat_attachment_item_fail (self, problem);

  return self;
}


ChatAttachmentState
chat_attachment_item_get_state (ChatAttachmentItem *self)
{
  g_return_val_if_fail (CHAT_IS_ATTACHMENT_ITEM (self), CHAT_ATTACHMENT_FAILED);

  return self->state;
}


static gboolean
is_image (ChatAttachmentItem *self)
{
  return self->content != NULL && self->content->block != NULL
         && self->content->block->kind == CHAT_BLOCK_IMAGE;
}


const char *
chat_attachment_item_get_name (ChatAttachmentItem *self)
{
  g_return_val_if_fail (CHAT_IS_ATTACHMENT_ITEM (self), NULL);

  if (self->name != NULL)
    return self->name;

  return self->content == NULL || is_image (self) ? _("Picture") : _("Document");
}


/* In a chip; the whole sentence is one hover away. */
static const char *
get_short_problem (const GError *problem)
{
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    /* Translators: beside the name of a file */
    return _("too large");
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    /* Translators: beside the name of a file: of a kind that cannot be sent */
    return _("cannot be sent");

  /* Translators: beside the name of a file */
  return _("cannot be read");
}


char *
chat_attachment_item_dup_detail (ChatAttachmentItem *self)
{
  g_return_val_if_fail (CHAT_IS_ATTACHMENT_ITEM (self), NULL);

  switch (self->state)
    {
    case CHAT_ATTACHMENT_READY:
      return self->content->bytes != NULL ? g_format_size (g_bytes_get_size (self->content->bytes))
                                          : g_strdup ("");

    case CHAT_ATTACHMENT_FAILED:
      return g_strdup (get_short_problem (self->problem));

    case CHAT_ATTACHMENT_READING:
    default:
      /* Translators: beside the name of a file that is being read */
      return g_strdup (_("reading…"));
    }
}


const char *
chat_attachment_item_get_problem (ChatAttachmentItem *self)
{
  g_return_val_if_fail (CHAT_IS_ATTACHMENT_ITEM (self), NULL);

  return self->problem != NULL ? self->problem->message : NULL;
}


const char *
chat_attachment_item_get_icon_name (ChatAttachmentItem *self)
{
  g_return_val_if_fail (CHAT_IS_ATTACHMENT_ITEM (self), NULL);

  if (self->state == CHAT_ATTACHMENT_FAILED)
    return "dialog-error-symbolic";
  if (self->state == CHAT_ATTACHMENT_READING)
    return "content-loading-symbolic";
  if (is_image (self))
    return "image-x-generic-symbolic";

  return self->content->is_text ? "text-x-generic-symbolic" : "x-office-document-symbolic";
}


GdkTexture *
chat_attachment_item_get_thumbnail (ChatAttachmentItem *self)
{
  g_return_val_if_fail (CHAT_IS_ATTACHMENT_ITEM (self), NULL);

  return self->content != NULL ? self->content->thumbnail : NULL;
}


ChatContentBlock *
chat_attachment_item_get_block (ChatAttachmentItem *self)
{
  g_return_val_if_fail (CHAT_IS_ATTACHMENT_ITEM (self), NULL);

  return self->content != NULL ? self->content->block : NULL;
}


ChatContentBlock *
chat_attachment_item_take_block (ChatAttachmentItem *self)
{
  g_return_val_if_fail (CHAT_IS_ATTACHMENT_ITEM (self), NULL);

  return self->content != NULL ? g_steal_pointer (&self->content->block) : NULL;
}


GBytes *
chat_attachment_item_get_bytes (ChatAttachmentItem *self)
{
  g_return_val_if_fail (CHAT_IS_ATTACHMENT_ITEM (self), NULL);

  return self->content != NULL ? self->content->bytes : NULL;
}


gsize
chat_attachment_item_get_weight (ChatAttachmentItem *self)
{
  g_return_val_if_fail (CHAT_IS_ATTACHMENT_ITEM (self), 0);

  return self->content != NULL && self->content->block != NULL
         ? strlen (self->content->block->start) : 0;
}


gint64
chat_attachment_item_get_tokens (ChatAttachmentItem *self)
{
  g_return_val_if_fail (CHAT_IS_ATTACHMENT_ITEM (self), 0);

  return self->content != NULL && self->content->block != NULL ? self->content->tokens : 0;
}


void
chat_attachment_item_refuse (ChatAttachmentItem *self)
{
  g_autofree char *most = g_format_size (CHAT_ATTACHMENT_MAX_REQUEST);
  g_autoptr(GError) problem = NULL;

  g_return_if_fail (CHAT_IS_ATTACHMENT_ITEM (self));

  g_clear_pointer (&self->content, chat_attachment_content_free);
  problem = g_error_new (G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                         /* Translators: the first %s is a file's name, the second a size such as
                          * 32 MB */
                         _("“%s” is too large together with the others: at most %s can be sent "
                           "at once."), chat_attachment_item_get_name (self), most);
  chat_attachment_item_fail (self, problem);
}


const char *
chat_attachment_item_get_digest (ChatAttachmentItem *self)
{
  g_return_val_if_fail (CHAT_IS_ATTACHMENT_ITEM (self), NULL);

  return self->digest;
}


void
chat_attachment_item_set_digest (ChatAttachmentItem *self,
                                 const char         *digest)
{
  g_return_if_fail (CHAT_IS_ATTACHMENT_ITEM (self));

  g_free (self->digest);
  self->digest = g_strdup (digest);
  if (*digest != '\0')
    settle (self, self->state);
}
