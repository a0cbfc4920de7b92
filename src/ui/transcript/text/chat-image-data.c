/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture of a message as it came.
 */

#include "chat-image-data.h"

#include "chat-json-scan.h"
#include "chat-json.h"

#include <string.h>

/* Base64 that is decoded to see how large the picture is; what photographs have in front of that
 * seldom takes more than the second. */
#define HEAD_LENGTH (4 * 1024)
#define LONG_LENGTH (256 * 1024)

ChatImageData *
chat_image_data_ref (ChatImageData *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  ChatImageData *self = data;

  g_object_unref (self->message);
  g_free (self->name);
  g_free (self->url);
}

void
chat_image_data_unref (ChatImageData *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* The value of a member that is a string without escapes, as base64 is. */
static gboolean
find_plain (const char  *json,
            gsize        length,
            const char  *member,
            const char **value,
            gsize       *value_length)
{
  if (!chat_json_find_member (json, length, member, value, value_length) ||
      *value_length < 2 || **value != '"')
    return FALSE;

  *value += 1;
  *value_length -= 2;
  return TRUE;
}

static char *
dup_text (const char *json,
          gsize       length,
          const char *member)
{
  const char *value;
  gsize value_length;
  g_autofree char *wrapped = NULL;
  g_autoptr(JsonObject) object = NULL;

  if (!chat_json_find_member (json, length, member, &value, &value_length) || *value != '"')
    return NULL;

  wrapped = g_strdup_printf ("{\"x\":%.*s}", (int) value_length, value);
  object = chat_json_parse_object (wrapped, -1, NULL);
  return g_strdup (chat_json_get_string (object, "x"));
}

static void
look_at_head (ChatImageData *self,
              const char    *data,
              gsize          length)
{
  g_autofree guint8 *head = g_malloc (length / 4 * 3 + 3);
  int state = 0;
  guint save = 0;
  gsize n_bytes = g_base64_decode_step (data, length, head, &state, &save);

  self->format = chat_image_look (head, n_bytes, &self->width, &self->height);
}

static void
look (ChatImageData *self,
      const char    *data,
      gsize          length)
{
  self->size = length / 4 * 3;
  look_at_head (self, data, MIN (length, HEAD_LENGTH));
  if (self->format != CHAT_IMAGE_UNKNOWN && self->width == 0)
    look_at_head (self, data, MIN (length, LONG_LENGTH));
}

/* An image block as raw JSON; NULL if it is another one. */
static ChatImageData *
new_from_json (const char *json,
               gsize       length,
               const char *start)
{
  const char *source;
  const char *data;
  gsize source_length;
  gsize data_length;
  ChatImageData *self;

  if (!chat_json_find_member (json, length, "source", &source, &source_length) || *source != '{')
    return NULL;

  self = g_atomic_rc_box_new0 (ChatImageData);
  self->name = dup_text (json, length, "title");
  self->url = dup_text (source, source_length, "url");
  if (find_plain (source, source_length, "data", &data, &data_length))
    {
      self->start = (gsize) (source - start);
      self->length = source_length;
      look (self, data, data_length);
    }

  return self;
}

typedef struct
{
  ChatMessage *message;
  guint        block;
  const char  *start;    /* of the block's raw JSON */
  GPtrArray   *images;
} Collector;

static void
collect_cb (const char *value,
            gsize       value_length,
            gpointer    user_data)
{
  Collector *self = user_data;
  const char *type;
  gsize type_length;
  ChatImageData *image;

  if (*value != '{' || !chat_json_find_member (value, value_length, "type", &type, &type_length) ||
      !chat_json_span_is (type, type_length, "\"image\""))
    return;

  image = new_from_json (value, value_length, self->start);
  if (image == NULL)
    return;

  image->message = g_object_ref (self->message);
  image->generation = chat_message_get_generation (self->message);
  image->block = self->block;
  g_ptr_array_add (self->images, image);
}

GPtrArray *
chat_image_data_collect (ChatMessage *message,
                         guint        block)
{
  const ChatContentBlock *holder = chat_message_get_block (message, block);
  Collector self = {
    message, block, holder->start,
    g_ptr_array_new_with_free_func ((GDestroyNotify) chat_image_data_unref),
  };
  gsize length = strlen (holder->start);
  const char *content;
  gsize content_length;

  if (holder->kind == CHAT_BLOCK_IMAGE)
    collect_cb (holder->start, length, &self);
  else if ((holder->kind == CHAT_BLOCK_TOOL_RESULT ||
            holder->kind == CHAT_BLOCK_SERVER_TOOL_RESULT) &&
           chat_json_find_member (holder->start, length, "content", &content, &content_length) &&
           *content == '[')
    chat_json_each_element (content, content_length, collect_cb, &self);

  return self.images;
}

gboolean
chat_image_data_can_show (const ChatImageData *self)
{
  return self->length > 0 && self->format != CHAT_IMAGE_UNKNOWN &&
         self->size <= CHAT_IMAGE_MAX_BYTES &&
         (gint64) self->width * self->height <= CHAT_IMAGE_MAX_PIXELS;
}

GBytes *
chat_image_data_dup_source (ChatImageData *self)
{
  ChatContentBlock *block;

  if (self->length == 0 || self->generation != chat_message_get_generation (self->message))
    return NULL;

  block = chat_content_block_ref (chat_message_get_block (self->message, self->block));
  return g_bytes_new_with_free_func (block->start + self->start, self->length,
                                     (GDestroyNotify) chat_content_block_unref, block);
}

GBytes *
chat_image_source_decode (GBytes *source)
{
  gsize length;
  const char *json = g_bytes_get_data (source, &length);
  g_autoptr(JsonObject) object = chat_json_parse_object (json, (gssize) length, NULL);
  guint8 *bytes;

  if (chat_json_get_string (object, "data") == NULL)
    return NULL;

  bytes = g_base64_decode (chat_json_get_string (object, "data"), &length);
  return g_bytes_new_take (bytes, length);
}
