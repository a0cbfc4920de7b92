/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of a message can be found, taken out of the raw blocks. Pure.
 */

#include "chat-store-extract.h"

#include "chat-store-script.h"

#include "chat-content-block.h"
#include "chat-json-scan.h"
#include "chat-utf8.h"

#include <string.h>

/* Encoded data has no blank in so many bytes; text has. */
#define DATA_LOOK 256

/* Members whose strings nobody has read. */
static const char * const unseen[] = {
  "type", "id", "tool_use_id", "signature", "encrypted_content", "encrypted_index",
  "encrypted_stdout", "media_type", "file_id", "cache_control",
};

/* Where the strings of a value go. */
typedef struct
{
  ChatStoreExtract *self;
  GString          *out;
  gboolean          encoded;   /* the source that is being read said so */
} Sink;

static gboolean
is_unseen (const char *name,
           gsize       length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (unseen); i++)
    {
      if (chat_json_span_is (name, length, unseen[i]))
        return TRUE;
    }

  return FALSE;
}

/* Encoded data that nothing announced. */
static gboolean
is_encoded (const char *value,
            gsize       length)
{
  return length > DATA_LOOK && memchr (value, ' ', DATA_LOOK) == NULL &&
         memchr (value, '\\', DATA_LOOK) == NULL;
}

static gunichar
read_hex (const char *at)
{
  gunichar value = 0;

  for (guint i = 0; i < 4; i++)
    value = value * 16 + (gunichar) g_ascii_xdigit_value (at[i]);
  return value;
}

/* @at stands after "\u"; the text has been scanned, four digits follow. Returns: where it goes on
 * */
static const char *
append_unicode (GString    *out,
                const char *at,
                const char *end)
{
  gunichar first = read_hex (at);
  gunichar second = 0;

  at += 4;
  if (first >= 0xd800 && first <= 0xdbff && end - at >= 6 && at[0] == '\\' && at[1] == 'u')
    second = read_hex (at + 2);
  if (second >= 0xdc00 && second <= 0xdfff)
    {
      first = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
      at += 6;
    }

  if (first >= 0xd800 && first <= 0xdfff)
    first = 0xfffd;
  if (first < 0x20 && first != '\n')
    first = ' ';
  g_string_append_unichar (out, first);
  return at;
}

static const char *
append_escape (GString    *out,
               const char *at,
               const char *end)
{
  switch (*at)
    {
    case 'u':
      return append_unicode (out, at + 1, end);
    case 'n':
      g_string_append_c (out, '\n');
      break;
    case 'b':
    case 'f':
    case 'r':
    case 't':
      g_string_append_c (out, ' ');
      break;
    default:
      g_string_append_c (out, *at);
      break;
    }

  return at + 1;
}

/* @value: a JSON string with its quotes. */
static void
append_string (GString    *out,
               const char *value,
               gsize       length)
{
  const char *at = value + 1;
  const char *end = value + length - 1;

  if (out->len > 0)
    g_string_append_c (out, '\n');
  while (at < end)
    {
      const char *escape = memchr (at, '\\', end - at);
      const char *stop = escape != NULL ? escape : end;

      g_string_append_len (out, at, stop - at);
      at = escape != NULL ? append_escape (out, escape + 1, end) : end;
    }
}

static const char *
skip_string (const char *at,
             const char *end)
{
  for (at++; at < end && *at != '"'; at++)
    {
      if (*at == '\\')
        at++;
    }

  return MIN (at + 1, end);
}

static const char *
skip_blanks (const char *at,
             const char *end)
{
  while (at < end && g_ascii_isspace (*at))
    at++;
  return at;
}

/* One string of a value: what it says besides its text, or else its text. */
static void
take_string (Sink       *sink,
             const char *name,
             gsize       name_length,
             const char *value,
             gsize       length)
{
  gboolean is_type = chat_json_span_is (name, name_length, "type");
  gboolean is_data = chat_json_span_is (name, name_length, "data");

  if (is_type && chat_json_span_is (value, length, "\"image\""))
    sink->self->has |= CHAT_QUERY_HAS_IMAGE;
  if (is_type)
    sink->encoded = chat_json_span_is (value, length, "\"base64\"");
  else if (!is_unseen (name, name_length) && !(is_data && sink->encoded) &&
           !is_encoded (value, length))
    append_string (sink->out, value, length);
}

/* All strings of a value, in order, but for the names of members. */
static void
append_strings (Sink       *sink,
                const char *value,
                gsize       length)
{
  const char *end = value + length;
  const char *name = "";
  gsize name_length = 0;

  for (const char *at = value; at < end;)
    {
      const char *after;

      if (*at != '"')
        {
          at++;
          continue;
        }

      after = skip_string (at, end);
      if (skip_blanks (after, end) < end && *skip_blanks (after, end) == ':')
        {
          name = at + 1;
          name_length = after - at - 2;
        }
      else
        {
          take_string (sink, name, name_length, at, after - at);
        }
      at = after;
    }
}

static void
append_member (ChatStoreExtract  *self,
               ChatExtractColumn  column,
               const char        *block,
               gsize              length,
               const char        *member)
{
  Sink sink = { self, self->columns[column] };
  const char *value;
  gsize value_length;

  if (chat_json_find_member (block, length, member, &value, &value_length))
    append_strings (&sink, value, value_length);
}

static ChatBlockKind
get_kind (const char *block,
          gsize       length)
{
  const char *value;
  gsize value_length;
  g_autofree char *type = NULL;

  if (*block != '{' || !chat_json_find_member (block, length, "type", &value, &value_length) ||
      *value != '"')
    return CHAT_BLOCK_OTHER;

  type = g_strndup (value + 1, value_length - 2);
  return chat_block_kind_from_type (type);
}

static void
extract_tool (ChatStoreExtract *self,
              const char       *block,
              gsize             length)
{
  static const char * const members[] = { "name", "input", "partial_json", "content" };

  self->has |= CHAT_QUERY_HAS_TOOL;
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    append_member (self, CHAT_EXTRACT_TOOL, block, length, members[i]);
}

static void
extract_document (ChatStoreExtract *self,
                  const char       *block,
                  gsize             length)
{
  static const char * const members[] = { "title", "context", "source" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    append_member (self, CHAT_EXTRACT_TEXT, block, length, members[i]);
}

static void
extract_block_cb (const char *block,
                  gsize       length,
                  gpointer    user_data)
{
  ChatStoreExtract *self = user_data;

  switch (get_kind (block, length))
    {
    case CHAT_BLOCK_TEXT:
      append_member (self, CHAT_EXTRACT_TEXT, block, length, "text");
      break;
    case CHAT_BLOCK_COMPACTION:
      append_member (self, CHAT_EXTRACT_TEXT, block, length, "content");
      break;
    case CHAT_BLOCK_THINKING:
      append_member (self, CHAT_EXTRACT_THINKING, block, length, "thinking");
      break;
    case CHAT_BLOCK_TOOL_USE:
    case CHAT_BLOCK_SERVER_TOOL_USE:
    case CHAT_BLOCK_TOOL_RESULT:
    case CHAT_BLOCK_SERVER_TOOL_RESULT:
      extract_tool (self, block, length);
      break;
    case CHAT_BLOCK_IMAGE:
      self->has |= CHAT_QUERY_HAS_IMAGE;
      break;
    case CHAT_BLOCK_DOCUMENT:
      extract_document (self, block, length);
      break;
    case CHAT_BLOCK_REDACTED_THINKING:
    case CHAT_BLOCK_FALLBACK:
    case CHAT_BLOCK_OTHER:
    default:
      break;
    }
}

/* A fence of Markdown at the start of a line. */
static gboolean
has_fence (const char *text)
{
  for (const char *at = strstr (text, "```"); at != NULL; at = strstr (at + 1, "```"))
    {
      const char *before = at;

      while (before > text && before[-1] == ' ')
        before--;
      if (before == text || before[-1] == '\n')
        return TRUE;
    }

  return FALSE;
}

static void
settle (GString *text)
{
  g_autofree char *composed = NULL;

  for (gsize i = 0; i < text->len; i++)
    {
      if (g_ascii_iscntrl (text->str[i]) && text->str[i] != '\n')
        text->str[i] = ' ';
    }

  if (!chat_utf8_is_valid (text->str, text->len))
    {
      g_autofree char *broken = g_strndup (text->str, text->len);
      gsize length = text->len;

      g_string_truncate (text, 0);
      chat_utf8_append_valid (text, broken, length);
    }

  composed = chat_store_compose (text->str, (gssize) text->len);
  if (composed != NULL)
    g_string_assign (text, composed);
}

ChatStoreExtract *
chat_store_extract_new (const char *blocks,
                        gsize       length)
{
  ChatStoreExtract *self = g_new0 (ChatStoreExtract, 1);

  for (guint i = 0; i < CHAT_EXTRACT_N_COLUMNS; i++)
    self->columns[i] = g_string_new (NULL);

  if (length > 0 && *blocks == '[' && chat_json_scan (blocks, length) == CHAT_JSON_SCAN_OK)
    chat_json_each_element (blocks, length, extract_block_cb, self);
  else
    g_string_append_len (self->columns[CHAT_EXTRACT_TEXT], blocks, (gssize) length);

  for (guint i = 0; i < CHAT_EXTRACT_N_COLUMNS; i++)
    settle (self->columns[i]);
  if (has_fence (self->columns[CHAT_EXTRACT_TEXT]->str))
    self->has |= CHAT_QUERY_HAS_CODE;
  return self;
}

void
chat_store_extract_free (ChatStoreExtract *self)
{
  for (guint i = 0; i < CHAT_EXTRACT_N_COLUMNS; i++)
    g_string_free (self->columns[i], TRUE);
  g_free (self);
}
