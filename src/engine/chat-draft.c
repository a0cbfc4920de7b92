/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands in the composer as one text: the words, and the names of what is attached.
 */

#include "chat-draft.h"

#include "chat-json.h"

#include <string.h>

/* RECORD SEPARATOR, which no keyboard writes, between the words and the list. */
#define SEPARATOR '\x1e'

static void
free_file (gpointer data)
{
  ChatDraftFile *file = data;

  g_free (file->digest);
  g_free (file->name);
  g_free (file);
}

ChatDraft *
chat_draft_new (const char *text)
{
  ChatDraft *self = g_new0 (ChatDraft, 1);

  self->text = g_strdup (text);
  self->files = g_ptr_array_new_with_free_func (free_file);
  return self;
}

void
chat_draft_free (ChatDraft *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_ptr_array_unref (self->files);
  g_free (self);
}

void
chat_draft_add_file (ChatDraft  *self,
                     const char *digest,
                     const char *name)
{
  ChatDraftFile *file = g_new0 (ChatDraftFile, 1);

  file->digest = g_strdup (digest);
  file->name = g_strdup (name);
  g_ptr_array_add (self->files, file);
}

void
chat_draft_append (ChatDraft       *self,
                   const ChatDraft *other)
{
  const char *between = *self->text != '\0' && *other->text != '\0' ? "\n\n" : "";
  g_autofree char *before = g_steal_pointer (&self->text);

  self->text = g_strconcat (before, between, other->text, NULL);
  for (guint i = 0; i < other->files->len; i++)
    {
      const ChatDraftFile *file = g_ptr_array_index (other->files, i);

      chat_draft_add_file (self, file->digest, file->name);
    }
}

char *
chat_draft_write (const ChatDraft *self)
{
  g_autoptr(GString) out = g_string_new (self->text);

  for (guint i = 0; i < self->files->len; i++)
    {
      const ChatDraftFile *file = g_ptr_array_index (self->files, i);

      if (i == 0)
        g_string_append_printf (out, "%c{\"files\":[", SEPARATOR);
      else
        g_string_append_c (out, ',');
      g_string_append_c (out, '{');
      chat_json_append_member (out, "sha256", file->digest);
      chat_json_append_member (out, "name", file->name);
      g_string_append_c (out, '}');
    }
  if (self->files->len > 0)
    g_string_append (out, "]}");

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
read_files (ChatDraft *self,
            JsonArray *files)
{
  for (guint i = 0; files != NULL && i < json_array_get_length (files); i++)
    {
      JsonNode *node = json_array_get_element (files, i);
      JsonObject *file = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *digest = chat_json_get_string (file, "sha256");
      const char *name = chat_json_get_string (file, "name");

      if (digest != NULL)
        chat_draft_add_file (self, digest, name != NULL ? name : "");
    }
}

ChatDraft *
chat_draft_read (const char *written)
{
  const char *list = strrchr (written, SEPARATOR);
  g_autoptr(JsonObject) object =
    list != NULL ? chat_json_parse_object (list + 1, -1, NULL) : NULL;
  ChatDraft *self = chat_draft_new (written);

  if (object != NULL)
    {
      self->text[list - written] = '\0';
      read_files (self, chat_json_get_array (object, "files"));
    }
  return self;
}
