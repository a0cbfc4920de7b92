/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keeps what went over the wire for the replies of this session.
 */

#include "chat-exchange-log.h"

#include <string.h>

/* Local servers take any word for a key. One so short is no secret, and to remove it would tear
 * other words apart. */
#define MIN_SECRET 8

typedef struct
{
  char       *uid;
  ChatExchange exchange;   /* without a stream */
  GByteArray *stream;
  char       *key;         /* while more may come; or NULL */
} Record;

struct _ChatExchangeLog
{
  GQueue      records;     /* (element-type Record) the oldest first */
  GHashTable *links;       /* uid → its link in there */
  gsize       limit;
  gsize       size;        /* bytes of all bodies and streams */
};

/* All that is set by us, and that says nothing about anybody. */
static const char * const open_headers[] = {
  "Accept", "Accept-Encoding", "Content-Length", "Content-Type", "User-Agent", "anthropic-beta",
  "anthropic-version",
};

static void
forget_key (Record *record)
{
  if (record->key != NULL)
    explicit_bzero (record->key, strlen (record->key));
  g_clear_pointer (&record->key, g_free);
}

static gsize
get_size (const Record *record)
{
  gsize body = record->exchange.body != NULL ? g_bytes_get_size (record->exchange.body) : 0;

  return body + record->stream->len;
}

static void
free_record (Record *record)
{
  forget_key (record);
  g_free (record->uid);
  g_free (record->exchange.url);
  g_strfreev (record->exchange.headers);
  g_clear_pointer (&record->exchange.body, g_bytes_unref);
  g_byte_array_unref (record->stream);
  g_free (record);
}

static void
drop (ChatExchangeLog *self,
      GList           *link)
{
  Record *record = link->data;

  self->size -= get_size (record);
  g_hash_table_remove (self->links, record->uid);
  g_queue_delete_link (&self->records, link);
  free_record (record);
}

ChatExchangeLog *
chat_exchange_log_new (gsize limit)
{
  ChatExchangeLog *self = g_rc_box_new0 (ChatExchangeLog);

  g_queue_init (&self->records);
  self->links = g_hash_table_new (g_str_hash, g_str_equal);
  self->limit = limit;
  return self;
}

ChatExchangeLog *
chat_exchange_log_ref (ChatExchangeLog *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  ChatExchangeLog *self = data;

  while (self->records.head != NULL)
    drop (self, self->records.head);
  g_hash_table_unref (self->links);
}

void
chat_exchange_log_unref (ChatExchangeLog *self)
{
  g_rc_box_release_full (self, clear);
}

static const char *
find_key (const char *at,
          const char *end,
          const char *key)
{
  gsize length = key != NULL ? strlen (key) : 0;

  return at < end && length >= MIN_SECRET ? memmem (at, (gsize) (end - at), key, length) : NULL;
}

static GByteArray *
copy_without_key (const char *bytes,
                  gsize       length,
                  const char *key)
{
  GByteArray *out = g_byte_array_sized_new ((guint) length);
  const char *end = bytes + length;
  const char *found;

  while ((found = find_key (bytes, end, key)) != NULL)
    {
      g_byte_array_append (out, (const guint8 *) bytes, (guint) (found - bytes));
      g_byte_array_append (out, (const guint8 *) CHAT_EXCHANGE_REMOVED,
                           strlen (CHAT_EXCHANGE_REMOVED));
      bytes = found + strlen (key);
    }

  g_byte_array_append (out, (const guint8 *) bytes, (guint) (end - bytes));
  return out;
}

static char *
dup_without_key (const char *text,
                 const char *key)
{
  g_autoptr(GByteArray) clean = copy_without_key (text, strlen (text), key);

  return clean->len > 0 ? g_strndup ((const char *) clean->data, clean->len) : g_strdup ("");
}

static gboolean
is_open (const char *header)
{
  for (gsize i = 0; i < G_N_ELEMENTS (open_headers); i++)
    {
      if (g_ascii_strcasecmp (header, open_headers[i]) == 0)
        return TRUE;
    }

  return FALSE;
}

static GStrv
copy_headers (SoupMessageHeaders *headers,
              const char         *key)
{
  g_autoptr(GStrvBuilder) out = g_strv_builder_new ();
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    {
      g_autofree char *shown = is_open (name) ? dup_without_key (value, key)
                                              : g_strdup (CHAT_EXCHANGE_REMOVED);

      g_strv_builder_add (out, name);
      g_strv_builder_add (out, shown);
    }

  return g_strv_builder_end (out);
}

/* User, password and query are where addresses keep secrets. */
static char *
copy_url (GUri       *uri,
          const char *key)
{
  g_autofree char *url = g_uri_to_string_partial (uri, G_URI_HIDE_USERINFO | G_URI_HIDE_QUERY |
                                                       G_URI_HIDE_FRAGMENT);

  return dup_without_key (url, key);
}

/* Never the one that @length is for: of that only the beginning is kept. */
static gsize
make_room (ChatExchangeLog *self,
           Record          *record,
           gsize            length)
{
  while (self->size + length > self->limit && self->records.head->data != record)
    drop (self, self->records.head);

  return MIN (length, self->limit - MIN (self->size, self->limit));
}

void
chat_exchange_log_begin (ChatExchangeLog *self,
                         const char      *uid,
                         SoupMessage     *request,
                         const char      *body,
                         gsize            length,
                         ChatProfile     *profile)
{
  GList *link = g_hash_table_lookup (self->links, uid);
  Record *record = g_new0 (Record, 1);

  if (link != NULL)
    drop (self, link);

  record->uid = g_strdup (uid);
  record->key = g_strdup (chat_profile_get_key (profile));
  record->stream = g_byte_array_new ();
  record->exchange.url = copy_url (soup_message_get_uri (request), record->key);
  record->exchange.headers = copy_headers (soup_message_get_request_headers (request),
                                           record->key);
  g_queue_push_tail (&self->records, record);
  g_hash_table_insert (self->links, record->uid, self->records.tail);

  if (make_room (self, record, length) < length)
    return;

  record->exchange.body =
    g_byte_array_free_to_bytes (copy_without_key (body, length, record->key));
  self->size += g_bytes_get_size (record->exchange.body);
}

static Record *
find (ChatExchangeLog *self,
      const char      *uid)
{
  GList *link = g_hash_table_lookup (self->links, uid);

  return link != NULL ? link->data : NULL;
}

void
chat_exchange_log_add (ChatExchangeLog *self,
                       const char      *uid,
                       const char      *bytes,
                       gsize            length)
{
  Record *record = find (self, uid);
  gsize kept;

  if (record == NULL || record->exchange.cut)
    return;

  kept = make_room (self, record, length);
  record->exchange.cut = kept < length;
  g_byte_array_append (record->stream, (const guint8 *) bytes, (guint) kept);
  self->size += kept;
}

static GByteArray *
copy_stream (Record *record)
{
  return copy_without_key ((const char *) record->stream->data, record->stream->len, record->key);
}

void
chat_exchange_log_end (ChatExchangeLog *self,
                       const char      *uid)
{
  Record *record = find (self, uid);
  GByteArray *stream;

  if (record == NULL)
    return;

  stream = copy_stream (record);
  self->size += stream->len - record->stream->len;
  g_byte_array_unref (record->stream);
  record->stream = stream;
  forget_key (record);
}

ChatExchange *
chat_exchange_log_find (ChatExchangeLog *self,
                        const char      *uid)
{
  Record *record = find (self, uid);
  ChatExchange *copy;

  if (record == NULL)
    return NULL;

  copy = g_new0 (ChatExchange, 1);
  *copy = record->exchange;
  copy->url = g_strdup (copy->url);
  copy->headers = g_strdupv (copy->headers);
  if (copy->body != NULL)
    g_bytes_ref (copy->body);
  copy->stream = g_byte_array_free_to_bytes (copy_stream (record));
  return copy;
}

static GStrv
compose_headers (ChatProfile *profile)
{
  g_autoptr(GStrvBuilder) out = g_strv_builder_new ();
  const char * const *headers = chat_profile_get_headers (profile);
  ChatAuth auth = chat_profile_get_auth (profile);

  g_strv_builder_add_many (out, "Content-Type", "application/json",
                           "anthropic-version", chat_profile_get_version (profile), NULL);
  if (auth != CHAT_AUTH_NONE)
    g_strv_builder_add_many (out, auth == CHAT_AUTH_BEARER ? "Authorization" : "x-api-key",
                             CHAT_EXCHANGE_REMOVED, NULL);
  for (gsize i = 0; headers[i] != NULL; i += 2)
    g_strv_builder_add_many (out, headers[i], CHAT_EXCHANGE_REMOVED, NULL);

  return g_strv_builder_end (out);
}

ChatExchange *
chat_exchange_rebuild (ChatProfile *profile,
                       const char  *body,
                       gsize        length)
{
  g_autofree char *endpoint = chat_profile_dup_endpoint (profile, "messages");
  g_autoptr(GUri) uri = g_uri_parse (endpoint, SOUP_HTTP_URI_FLAGS, NULL);
  const char *key = chat_profile_get_key (profile);
  ChatExchange *self = g_new0 (ChatExchange, 1);

  self->url = uri != NULL ? copy_url (uri, key) : g_strdup (CHAT_EXCHANGE_REMOVED);
  self->headers = compose_headers (profile);
  self->body = g_byte_array_free_to_bytes (copy_without_key (body, length, key));
  self->rebuilt = TRUE;
  return self;
}
