/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sources of one message: search results, and what citations point at.
 */

#include "chat-source-list.h"

#include "chat-json.h"

#include <glib/gi18n.h>
#include <string.h>

struct _ChatSourceList
{
  GPtrArray  *sources;
  GHashTable *numbers;   /* address, or title where there is none → number */
};

static void
free_source (ChatSource *source)
{
  g_free (source->title);
  g_free (source->place);
  g_free (source->url);
  g_free (source);
}

ChatSourceList *
chat_source_list_new (void)
{
  ChatSourceList *self = g_new0 (ChatSourceList, 1);

  self->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) free_source);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
chat_source_list_free (ChatSourceList *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->sources);
  g_hash_table_unref (self->numbers);
  g_free (self);
}

void
chat_source_list_clear (ChatSourceList *self)
{
  g_ptr_array_set_size (self->sources, 0);
  g_hash_table_remove_all (self->numbers);
}

/* "docs.kernel.org" of an address; the address itself if it has no host. */
static char *
get_host (const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_PARSE_RELAXED, NULL);

  return g_strdup (uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : url);
}

static ChatSource *
new_source (const char *url,
            const char *title,
            const char *place)
{
  ChatSource *source = g_new0 (ChatSource, 1);

  source->url = g_strdup (url);
  source->place = place != NULL ? g_strdup (place) : url != NULL ? get_host (url) : NULL;
  source->title = g_strdup (title != NULL && *title != '\0' ? title : url);
  if (source->title == NULL)
    source->title = g_strdup (_("Untitled source"));

  return source;
}

guint
chat_source_list_add (ChatSourceList *self,
                      const char     *url,
                      const char     *title,
                      const char     *place,
                      gboolean        listed)
{
  const char *key = url != NULL ? url : title != NULL ? title : "";
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, key));

  if (number == 0)
    {
      g_ptr_array_add (self->sources, new_source (url, title, place));
      number = self->sources->len;
      g_hash_table_insert (self->numbers, g_strdup (key), GUINT_TO_POINTER (number));
    }
  if (listed)
    ((ChatSource *) g_ptr_array_index (self->sources, number - 1))->listed = TRUE;

  return number;
}

guint
chat_source_list_cite (ChatSourceList *self,
                       const char     *citation)
{
  g_autoptr(JsonObject) object = chat_json_parse_object (citation, -1, NULL);
  const char *url = chat_json_get_string (object, "url");
  const char *title = chat_json_get_string (object, "title");

  if (object == NULL)
    return 0;
  /* search_result_location: an address or any other name of the source */
  if (url == NULL && chat_json_get_string (object, "source") != NULL)
    url = chat_json_get_string (object, "source");
  if (title == NULL)
    title = chat_json_get_string (object, "document_title");
  if (title == NULL && url == NULL && json_object_has_member (object, "document_index"))
    {
      int index = (int) CLAMP (chat_json_get_int (object, "document_index", 0), 0, G_MAXINT - 1);
      g_autofree char *numbered = g_strdup_printf (_("Document %d"), index + 1);

      return chat_source_list_add (self, NULL, numbered, NULL, FALSE);
    }

  return chat_source_list_add (self, url, title, NULL, FALSE);
}

void
chat_source_list_add_hits (ChatSourceList *self,
                           JsonArray      *hits,
                           GArray         *numbers)
{
  for (guint i = 0; i < json_array_get_length (hits); i++)
    {
      JsonObject *hit = chat_json_array_get_object (hits, i);
      const char *url = chat_json_get_string (hit, "url");
      guint number;

      if (url == NULL)
        continue;
      number = chat_source_list_add (self, url, chat_json_get_string (hit, "title"), NULL, TRUE);
      g_array_append_val (numbers, number);
    }
}

gboolean
chat_source_list_add_page (ChatSourceList *self,
                           JsonObject     *content)
{
  JsonObject *document = chat_json_get_object (content, "content");
  const char *url = chat_json_get_string (content, "url");

  if (url == NULL)
    return FALSE;

  chat_source_list_add (self, url, chat_json_get_string (document, "title"), NULL, FALSE);
  return TRUE;
}

GArray *
chat_source_list_get_unlisted (ChatSourceList *self)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint number = 1; number <= self->sources->len; number++)
    {
      if (!chat_source_list_get (self, number)->listed)
        g_array_append_val (numbers, number);
    }

  return numbers;
}

guint
chat_source_list_get_n (ChatSourceList *self)
{
  return self->sources->len;
}

const ChatSource *
chat_source_list_get (ChatSourceList *self,
                      guint           number)
{
  g_return_val_if_fail (number > 0 && number <= self->sources->len, NULL);

  return g_ptr_array_index (self->sources, number - 1);
}
