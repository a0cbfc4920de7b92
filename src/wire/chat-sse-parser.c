/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The event stream parser: lines, fields, dispatch (WHATWG HTML, 9.2.6), each byte looked at once.
 */

#include "chat-sse-parser.h"

#include "chat-utf8.h"

#include <string.h>

/* A buffer that grew beyond this for one event is given back after it. */
#define KEEP_BYTES (256 * 1024)

/* Bytes that lie in the pushed data while they can, and are copied when they must outlive it. */
typedef struct
{
  const char *at;       /* NULL: not set */
  gsize       length;
  gboolean    owned;    /* @at points into @own */
  GString    *own;
} Field;

struct _ChatSseParser
{
  const char *at;            /* what was pushed and is not used up yet */
  const char *end;
  const char *next_lf;       /* first LF at or after @at, or @end: so that CR alone stays linear */

  GString    *line;          /* the start of a line whose end has not come */
  gboolean    first_line;    /* a byte order mark may stand in front of it */
  gboolean    swallow_lf;    /* the last line ended in CR: an LF right after belongs to it */
  gboolean    dispatched;    /* the frame is out; its buffers are cleared by the next call */
  gboolean    failed;

  Field       event;
  Field       data;
  GString    *id;
  gint64      retry;
};

G_DEFINE_QUARK (chat-sse-error-quark, chat_sse_error)

ChatSseParser *
chat_sse_parser_new (void)
{
  ChatSseParser *self = g_new0 (ChatSseParser, 1);

  self->line = g_string_new (NULL);
  self->event.own = g_string_new (NULL);
  self->data.own = g_string_new (NULL);
  self->id = g_string_new (NULL);
  self->first_line = TRUE;
  self->retry = -1;

  return self;
}

void
chat_sse_parser_free (ChatSseParser *self)
{
  if (self == NULL)
    return;

  g_string_free (self->line, TRUE);
  g_string_free (self->event.own, TRUE);
  g_string_free (self->data.own, TRUE);
  g_string_free (self->id, TRUE);
  g_free (self);
}

static const char *
find_byte (const char *at,
           const char *end,
           char        byte)
{
  const char *found = at < end ? memchr (at, byte, (gsize) (end - at)) : NULL;

  return found != NULL ? found : end;
}

void
chat_sse_parser_push (ChatSseParser *self,
                      const char    *data,
                      gsize          length)
{
  g_return_if_fail (self->at == self->end);

  self->at = data;
  self->end = data + length;
  self->next_lf = find_byte (self->at, self->end, '\n');
}

static void
empty_string (GString **string)
{
  if ((*string)->allocated_len <= KEEP_BYTES)
    {
      g_string_truncate (*string, 0);
      return;
    }

  g_string_free (*string, TRUE);
  *string = g_string_new (NULL);
}

static void
clear_field (Field *field)
{
  field->at = NULL;
  field->length = 0;
  field->owned = FALSE;
  if (field->own->len > 0)
    empty_string (&field->own);
}

/* Makes it outlive the pushed data. */
static void
copy_field (Field *field)
{
  if (field->at == NULL || field->owned)
    return;

  g_string_truncate (field->own, 0);
  g_string_append_len (field->own, field->at, (gssize) field->length);
  field->at = field->own->str;
  field->owned = TRUE;
}

static void
append_data (Field      *data,
             const char *value,
             gsize       length)
{
  copy_field (data);
  /* a line that changed hands brought its field name; erasing nothing would move everything */
  if (data->at > data->own->str)
    g_string_erase (data->own, 0, data->at - data->own->str);
  g_string_append_c (data->own, '\n');
  g_string_append_len (data->own, value, (gssize) length);
  data->at = data->own->str;
  data->length = data->own->len;
}

static void
set_id (ChatSseParser *self,
        const char    *value,
        gsize          length)
{
  if (length > 0 && memchr (value, '\0', length) != NULL)
    return;

  g_string_truncate (self->id, 0);
  chat_utf8_append_valid (self->id, value, length);
}

static void
set_retry (ChatSseParser *self,
           const char    *value,
           gsize          length)
{
  gint64 retry = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (value[i]))
        return;
      retry = MIN (retry * 10 + (value[i] - '0'), G_MAXINT);
    }
  if (length > 0)
    self->retry = retry;
}

/* @in_line: @value lies in self->line, which the next line would overwrite. It changes hands, so
 * that a line of many megabytes that came in pieces is not copied again. */
static void
set_field (ChatSseParser *self,
           Field         *field,
           const char    *value,
           gsize          length,
           gboolean       in_line)
{
  if (in_line)
    {
      GString *line = self->line;

      self->line = field->own;
      field->own = line;
    }

  field->at = value;
  field->length = length;
  field->owned = in_line;
}

static gboolean
is_name (const char *line,
         gsize       length,
         const char *name,
         gsize       name_length)
{
  return length >= name_length && memcmp (line, name, name_length) == 0 &&
         (length == name_length || line[name_length] == ':');
}

/* The value of a field whose name has @name_length bytes, less one leading space. */
static const char *
get_value (const char *line,
           gsize       length,
           gsize       name_length,
           gsize      *value_length)
{
  gsize start = MIN (name_length + 1, length);

  if (start < length && line[start] == ' ')
    start++;
  *value_length = length - start;
  return line + start;
}

static void
take_field (ChatSseParser *self,
            const char    *line,
            gsize          length,
            gboolean       in_line)
{
  const char *value;
  gsize value_length;

  if (is_name (line, length, "data", 4))
    {
      value = get_value (line, length, 4, &value_length);
      if (self->data.at != NULL)
        append_data (&self->data, value, value_length);
      else
        set_field (self, &self->data, value, value_length, in_line);
    }
  else if (is_name (line, length, "event", 5))
    {
      value = get_value (line, length, 5, &value_length);
      set_field (self, &self->event, value, value_length, in_line);
    }
  else if (is_name (line, length, "id", 2))
    {
      value = get_value (line, length, 2, &value_length);
      set_id (self, value, value_length);
    }
  else if (is_name (line, length, "retry", 5))
    {
      value = get_value (line, length, 5, &value_length);
      set_retry (self, value, value_length);
    }
}

static void
repair (Field *field)
{
  GString *valid;

  if (chat_utf8_is_valid (field->at, field->length))
    return;

  valid = g_string_sized_new (field->length + 1);
  chat_utf8_append_valid (valid, field->at, field->length);
  g_string_free (field->own, TRUE);
  field->own = valid;
  field->at = valid->str;
  field->length = valid->len;
  field->owned = TRUE;
}

/* FALSE if there is nothing to dispatch: an event without data only resets its name. */
static gboolean
dispatch (ChatSseParser *self,
          ChatSseFrame  *frame)
{
  if (self->data.at == NULL)
    {
      clear_field (&self->event);
      return FALSE;
    }

  repair (&self->data);
  frame->data = self->data.at;
  frame->data_length = self->data.length;

  if (self->event.at == NULL || self->event.length == 0)
    set_field (self, &self->event, "message", strlen ("message"), FALSE);
  repair (&self->event);
  frame->event = self->event.at;
  frame->event_length = self->event.length;

  frame->id = self->id->str;
  frame->id_length = self->id->len;

  self->dispatched = TRUE;
  return TRUE;
}

/* One complete line without its end. TRUE if it dispatched a frame. */
static gboolean
take_line (ChatSseParser *self,
           const char    *line,
           gsize          length,
           gboolean       in_line,
           ChatSseFrame  *frame)
{
  if (self->first_line)
    {
      self->first_line = FALSE;
      if (length >= 3 && memcmp (line, "\xEF\xBB\xBF", 3) == 0)
        {
          line += 3;
          length -= 3;
        }
    }

  if (length == 0)
    return dispatch (self, frame);
  if (*line != ':')
    take_field (self, line, length, in_line);
  return FALSE;
}

/* The end of the line that starts at self->at, or NULL if it has not come. */
static const char *
find_line_end (ChatSseParser *self)
{
  const char *line_end;

  if (self->next_lf < self->at)
    self->next_lf = find_byte (self->at, self->end, '\n');

  line_end = find_byte (self->at, self->next_lf, '\r');
  return line_end < self->end ? line_end : NULL;
}

static gboolean
is_too_large (ChatSseParser *self,
              const char    *line_end)
{
  return self->line->len + (gsize) (line_end - self->at) + self->data.length
         > CHAT_SSE_MAX_EVENT_BYTES;
}

static ChatSseResult
fail (ChatSseParser  *self,
      GError        **error)
{
  self->failed = TRUE;
  self->at = self->end;
  g_set_error (error, CHAT_SSE_ERROR, CHAT_SSE_ERROR_TOO_LARGE,
               "An event is larger than %d MiB", CHAT_SSE_MAX_EVENT_BYTES / (1024 * 1024));
  return CHAT_SSE_FAILED;
}

/* Everything that must outlive the pushed data. */
static ChatSseResult
keep_rest (ChatSseParser *self)
{
  g_string_append_len (self->line, self->at, self->end - self->at);
  self->at = self->end;
  copy_field (&self->event);
  copy_field (&self->data);
  return CHAT_SSE_MORE;
}

/* Uses up the line and its end. TRUE if it dispatched a frame. */
static gboolean
consume_line (ChatSseParser *self,
              const char    *line_end,
              ChatSseFrame  *frame)
{
  const char *line = self->at;
  gsize length = (gsize) (line_end - self->at);
  gboolean ready;

  self->swallow_lf = *line_end == '\r';
  self->at = line_end + 1;
  if (self->line->len == 0)
    return take_line (self, line, length, FALSE, frame);

  g_string_append_len (self->line, line, (gssize) length);
  ready = take_line (self, self->line->str, self->line->len, TRUE, frame);
  empty_string (&self->line);
  return ready;
}

ChatSseResult
chat_sse_parser_next (ChatSseParser  *self,
                      ChatSseFrame   *frame,
                      GError        **error)
{
  if (self->failed)
    return fail (self, error);

  if (self->dispatched)
    {
      self->dispatched = FALSE;
      clear_field (&self->event);
      clear_field (&self->data);
    }

  while (self->at < self->end)
    {
      const char *line_end;

      if (self->swallow_lf && *self->at == '\n')
        self->at++;
      self->swallow_lf = FALSE;

      line_end = find_line_end (self);
      if (is_too_large (self, line_end != NULL ? line_end : self->end))
        return fail (self, error);
      if (line_end == NULL)
        break;
      if (consume_line (self, line_end, frame))
        return CHAT_SSE_READY;
    }

  return keep_rest (self);
}

gint64
chat_sse_parser_get_retry (ChatSseParser *self)
{
  return self->retry;
}

gboolean
chat_sse_parser_is_in_event (ChatSseParser *self)
{
  return self->line->len > 0 ||
         (!self->dispatched && (self->data.at != NULL || self->event.at != NULL));
}
