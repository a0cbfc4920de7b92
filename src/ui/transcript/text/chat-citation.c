/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a citation says, in words. The kinds are those of the Messages API.
 */

#include "chat-citation.h"

#include "chat-json.h"

#include <glib/gi18n.h>
#include <string.h>

void
chat_citation_free (ChatCitation *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->place);
  g_free (self->where);
  g_free (self->text);
  g_free (self->url);
  g_free (self);
}

ChatCitation *
chat_citation_new_link (const char *title,
                        const char *url)
{
  ChatCitation *self = g_new0 (ChatCitation, 1);

  self->title = g_strdup (title);
  self->url = g_strdup (url);
  return self;
}

gboolean
chat_citation_can_open (const char *url)
{
  const char *scheme = url != NULL ? g_uri_peek_scheme (url) : NULL;

  return g_strcmp0 (scheme, "https") == 0 || g_strcmp0 (scheme, "http") == 0 ||
         g_strcmp0 (scheme, "mailto") == 0;
}

static int
get_int (JsonObject *object,
         const char *member,
         int         fallback)
{
  return (int) CLAMP (chat_json_get_int (object, member, fallback), 0, G_MAXINT - 1);
}

/* Ends are exclusive; pages are counted from 1, the others from 0. */
static char *
describe_pages (JsonObject *object)
{
  int first = get_int (object, "start_page_number", 1);
  int last = get_int (object, "end_page_number", first + 1) - 1;

  return last > first ? g_strdup_printf (_("Pages %d–%d"), first, last)
                      : g_strdup_printf (_("Page %d"), first);
}

static char *
describe_characters (JsonObject *object)
{
  int first = get_int (object, "start_char_index", 0) + 1;
  int last = get_int (object, "end_char_index", first);

  return last > first ? g_strdup_printf (_("Characters %d–%d"), first, last)
                      : g_strdup_printf (_("Character %d"), first);
}

static char *
describe_parts (JsonObject *object)
{
  int first = get_int (object, "start_block_index", 0) + 1;
  int last = get_int (object, "end_block_index", first);

  return last > first ? g_strdup_printf (_("Parts %d–%d"), first, last)
                      : g_strdup_printf (_("Part %d"), first);
}

static char *
describe_where (JsonObject *object)
{
  const char *type = chat_json_get_string (object, "type");

  if (g_strcmp0 (type, "page_location") == 0)
    return describe_pages (object);
  if (g_strcmp0 (type, "char_location") == 0)
    return describe_characters (object);
  if (g_strcmp0 (type, "content_block_location") == 0 ||
      g_strcmp0 (type, "search_result_location") == 0)
    return describe_parts (object);

  return NULL;
}

/* Web pages are cited with some characters as HTML writes them. */
static char *
decode (const char *text)
{
  static const struct
  {
    const char *entity;
    const char *character;
  } entities[] = {
    { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&#x27;", "'" }, { "&#39;", "'" },
    { "&nbsp;", " " }, { "&amp;", "&" },
  };
  GString *out = g_string_new (text);

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    g_string_replace (out, entities[i].entity, entities[i].character, 0);

  return g_strstrip (g_string_free (out, FALSE));
}

/* A source that is cited twice in a row has one mark for both. */
static void
add_text (ChatCitation *self,
          JsonObject   *object)
{
  const char *cited = chat_json_get_string (object, "cited_text");
  g_autofree char *before = NULL;
  g_autofree char *text = NULL;

  if (cited == NULL || *cited == '\0')
    return;

  text = g_strcmp0 (chat_json_get_string (object, "type"), "web_search_result_location") == 0
         ? decode (cited) : g_strstrip (g_strdup (cited));
  before = g_steal_pointer (&self->text);
  self->text = before != NULL ? g_strconcat (before, " … ", text, NULL) : g_steal_pointer (&text);
}

static ChatCitation *
new_citation (ChatSourceList *sources,
              guint           number,
              JsonObject     *object)
{
  const ChatSource *source = chat_source_list_get (sources, number);
  ChatCitation *self = chat_citation_new_link (source->title, source->url);

  self->number = number;
  self->place = g_strdup (source->place);
  self->where = describe_where (object);
  return self;
}

static void
add_block (GPtrArray              *citations,
           const ChatContentBlock *block,
           ChatSourceList         *sources)
{
  ChatCitation *last = NULL;

  for (guint i = 0; block->citations != NULL && i < block->citations->len; i++)
    {
      const char *json = g_ptr_array_index (block->citations, i);
      g_autoptr(JsonObject) object = chat_json_parse_object (json, -1, NULL);
      guint number = chat_source_list_cite (sources, json);

      if (number == 0)
        {
          last = NULL;
          continue;
        }
      if (last == NULL || last->number != number)
        {
          last = new_citation (sources, number, object);
          g_ptr_array_add (citations, last);
        }
      add_text (last, object);
    }
}

GPtrArray *
chat_citations_new (ChatMessage    *message,
                    guint           first,
                    ChatSourceList *sources)
{
  GPtrArray *citations = g_ptr_array_new_with_free_func ((GDestroyNotify) chat_citation_free);

  for (guint i = first; i < chat_message_get_n_blocks (message); i++)
    {
      const ChatContentBlock *block = chat_message_get_block (message, i);

      if (block->kind != CHAT_BLOCK_TEXT)
        break;
      add_block (citations, block, sources);
    }

  return citations;
}
