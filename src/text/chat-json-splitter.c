/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The elements of a list in a stream of bytes: depth and strings are all that is kept track of.
 */

#include "chat-json-splitter.h"

#include "chat-json-scan.h"

#include <string.h>

#define LIST_NAME "conversations"
/* What is said before the list is a format and a version; a longer head is of no format of ours. */
#define MAX_HEAD 4096

typedef enum
{
  PLACE_START,     /* nothing seen but a byte order mark and blanks */
  PLACE_LIST,      /* between two elements */
  PLACE_ELEMENT,
  PLACE_OBJECT,    /* in the outer object, before a list was found */
  PLACE_TAIL,      /* in the outer object, behind the list */
  PLACE_END,
  PLACE_FAILED,
} Place;

/* How far a name of the outer object has been read. */
typedef enum
{
  NAME_NONE,       /* in a value, or before the name */
  NAME_INSIDE,
  NAME_FOUND,      /* it was that of the list */
} Name;

struct _ChatJsonSplitter
{
  GString  *buffer;
  gsize     at;            /* next byte to be looked at */
  gsize     start;         /* of the element or the outer object */
  gsize     max_element;
  Place     place;
  gsize     depth;         /* within the element, or with the outer object counted */
  gboolean  in_string;
  gboolean  escaped;       /* the byte before was a backslash */
  gboolean  is_scalar;     /* the element is a number, true, false or null */
  gboolean  dropping;      /* the element is too large */
  gboolean  wants_name;    /* the next string in the outer object is a name */
  Name      name;
  gsize     name_start;
  gboolean  in_object;     /* the list is a member */
  char     *head;
};

ChatJsonSplitter *
chat_json_splitter_new (gsize max_element)
{
  ChatJsonSplitter *self = g_new0 (ChatJsonSplitter, 1);

  self->buffer = g_string_new (NULL);
  self->max_element = max_element;
  return self;
}

void
chat_json_splitter_free (ChatJsonSplitter *self)
{
  g_string_free (self->buffer, TRUE);
  g_free (self->head);
  g_free (self);
}

const char *
chat_json_splitter_get_head (ChatJsonSplitter *self)
{
  return self->head;
}

/* The first byte that is still needed. */
static gsize
get_kept (ChatJsonSplitter *self)
{
  if ((self->place == PLACE_ELEMENT || self->place == PLACE_OBJECT) && !self->dropping)
    return self->start;
  if (self->place == PLACE_OBJECT && self->name == NAME_INSIDE)
    return self->name_start;
  return self->at;
}

void
chat_json_splitter_push (ChatJsonSplitter *self,
                         const char       *bytes,
                         gsize             length)
{
  gsize kept = get_kept (self);

  if (kept > 0)
    {
      g_string_erase (self->buffer, 0, (gssize) kept);
      self->at -= kept;
      self->start -= MIN (kept, self->start);
      self->name_start -= MIN (kept, self->name_start);
    }

  if (self->place != PLACE_END && self->place != PLACE_FAILED)
    g_string_append_len (self->buffer, bytes, (gssize) length);
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static gsize
count_backslashes (const char *start,
                   const char *end)
{
  const char *at = end;

  while (at > start && at[-1] == '\\')
    at--;
  return (gsize) (end - at);
}

/* To behind the closing quote. FALSE: it has not come yet. */
static gboolean
skip_string (ChatJsonSplitter *self)
{
  const char *end = self->buffer->str + self->buffer->len;
  const char *from = self->buffer->str + self->at;

  while (from < end)
    {
      const char *start = self->escaped ? from + 1 : from;
      const char *quote = memchr (start, '"', (gsize) (end - start));
      gboolean odd = count_backslashes (start, quote != NULL ? quote : end) % 2 == 1;

      self->escaped = quote == NULL && odd;
      from = quote != NULL ? quote + 1 : end;
      if (quote != NULL && !odd)
        {
          self->at = (gsize) (from - self->buffer->str);
          self->in_string = FALSE;
          return TRUE;
        }
    }

  self->at = self->buffer->len;
  return FALSE;
}

/* To the next byte that matters outside of strings: it is consumed. FALSE: there is none yet. */
static gboolean
next_mark (ChatJsonSplitter *self,
           char             *mark)
{
  const char *bytes = self->buffer->str;
  gsize length = self->buffer->len;

  while (self->at < length)
    {
      *mark = bytes[self->at++];
      switch (*mark)
        {
        case '"':
        case '{':
        case '[':
        case '}':
        case ']':
        case ',':
        case ':':
          return TRUE;
        default:
          break;
        }
    }

  return FALSE;
}

/* TRUE: the element is over. */
static gboolean
read_nested (ChatJsonSplitter *self)
{
  char mark;

  for (;;)
    {
      if (self->in_string && !skip_string (self))
        return FALSE;
      if (self->depth == 0)
        return TRUE;
      if (!next_mark (self, &mark))
        return FALSE;

      if (mark == '"')
        self->in_string = TRUE;
      else if (mark == '{' || mark == '[')
        self->depth++;
      else if ((mark == '}' || mark == ']') && --self->depth == 0)
        return TRUE;
    }
}

static gboolean
read_scalar (ChatJsonSplitter *self)
{
  while (self->at < self->buffer->len)
    {
      char c = self->buffer->str[self->at];

      if (c == ',' || c == ']' || c == '}' || is_space (c))
        return TRUE;
      self->at++;
    }

  return FALSE;
}

/* Past the limit nothing more of it is kept, so that memory stays bounded. */
static void
check_size (ChatJsonSplitter *self)
{
  self->dropping |= self->at - self->start > self->max_element;
}

static ChatSplitResult
finish (ChatJsonSplitter  *self,
        Place              next,
        const char       **element,
        gsize             *length)
{
  gboolean dropped = self->dropping;

  self->place = next;
  self->dropping = FALSE;
  if (dropped)
    return CHAT_SPLIT_TOO_LARGE;

  *element = self->buffer->str + self->start;
  *length = self->at - self->start;
  return CHAT_SPLIT_ELEMENT;
}

static ChatSplitResult
read_element (ChatJsonSplitter  *self,
              const char       **element,
              gsize             *length)
{
  gboolean over = self->is_scalar ? read_scalar (self) : read_nested (self);

  check_size (self);
  return over ? finish (self, PLACE_LIST, element, length) : CHAT_SPLIT_MORE;
}

static void
start_element (ChatJsonSplitter *self,
               char              first)
{
  self->place = PLACE_ELEMENT;
  self->start = self->at;
  self->is_scalar = first != '{' && first != '[' && first != '"';
  self->at++;
  self->in_string = first == '"';
  self->depth = self->is_scalar || self->in_string ? 0 : 1;
}

/* FALSE: all bytes are used up. */
static gboolean
read_list (ChatJsonSplitter *self)
{
  while (self->at < self->buffer->len)
    {
      char c = self->buffer->str[self->at];

      if (c == ']')
        {
          self->at++;
          self->depth = 1;
          self->place = self->in_object ? PLACE_TAIL : PLACE_END;
          return TRUE;
        }
      if (c != ',' && !is_space (c))
        {
          start_element (self, c);
          return TRUE;
        }
      self->at++;
    }

  return FALSE;
}

static gboolean
is_list_name (ChatJsonSplitter *self)
{
  gsize length = self->at - 1 - self->name_start;

  return chat_json_span_is (self->buffer->str + self->name_start, length, LIST_NAME);
}

/* {"format":"x",  of  {"format":"x","conversations":[  becomes  {"format":"x"} */
static void
keep_head (ChatJsonSplitter *self)
{
  gsize length = self->name_start - 1 - self->start;

  if (self->dropping || length > MIN (MAX_HEAD, self->max_element))
    return;

  while (length > 1 && (is_space (self->buffer->str[self->start + length - 1]) ||
                        self->buffer->str[self->start + length - 1] == ','))
    length--;
  self->head = g_strdup_printf ("%.*s}", (int) length, self->buffer->str + self->start);
}

static void
enter_list (ChatJsonSplitter *self)
{
  keep_head (self);
  self->dropping = FALSE;
  self->in_object = TRUE;
  self->place = PLACE_LIST;
}

/* One mark of the outer object. TRUE: the list begins, or the object is over. */
static gboolean
take_mark (ChatJsonSplitter *self,
           char              mark)
{
  gboolean is_list = self->name == NAME_FOUND && mark == '[';

  if (mark == '"')
    {
      self->in_string = TRUE;
      self->name = self->wants_name && self->depth == 1 ? NAME_INSIDE : NAME_NONE;
      self->name_start = self->at;
      self->wants_name = FALSE;
      return FALSE;
    }
  if (mark == ':' && self->name == NAME_FOUND)
    return FALSE;

  self->name = NAME_NONE;
  self->wants_name = mark == ',' && self->depth == 1;
  if (is_list)
    {
      enter_list (self);
      return TRUE;
    }
  if (mark == '{' || mark == '[')
    self->depth++;
  else if (mark == '}' || mark == ']')
    self->depth--;
  return self->depth == 0;
}

/* A name that is longer than the list's is no concern: nothing of it has to be kept. */
static gboolean
finish_string (ChatJsonSplitter *self)
{
  gboolean over = skip_string (self);

  if (self->name == NAME_INSIDE && self->at - self->name_start > strlen (LIST_NAME) + 1)
    self->name = NAME_NONE;
  if (over && self->name == NAME_INSIDE)
    self->name = is_list_name (self) ? NAME_FOUND : NAME_NONE;
  return over;
}

static ChatSplitResult
read_object (ChatJsonSplitter  *self,
             const char       **element,
             gsize             *length)
{
  char mark;

  for (;;)
    {
      if (self->in_string && !finish_string (self))
        break;
      if (!next_mark (self, &mark))
        break;
      if (!take_mark (self, mark))
        continue;
      if (self->place == PLACE_LIST)
        return CHAT_SPLIT_MORE;
      check_size (self);
      return finish (self, PLACE_END, element, length);
    }

  check_size (self);
  return CHAT_SPLIT_MORE;
}

/* FALSE: all bytes are used up. */
static gboolean
read_start (ChatJsonSplitter *self)
{
  static const char mark[] = "\xEF\xBB\xBF";   /* of the byte order */

  while (self->at < self->buffer->len)
    {
      char c = self->buffer->str[self->at++];

      if (is_space (c) || memchr (mark, c, strlen (mark)) != NULL)
        continue;

      self->start = self->at - 1;
      self->depth = 1;
      self->wants_name = TRUE;
      self->place = c == '[' ? PLACE_LIST : c == '{' ? PLACE_OBJECT : PLACE_FAILED;
      return TRUE;
    }

  return FALSE;
}

ChatSplitResult
chat_json_splitter_next (ChatJsonSplitter  *self,
                         const char       **element,
                         gsize             *length)
{
  ChatSplitResult result;

  for (;;)
    {
      switch (self->place)
        {
        case PLACE_START:
          if (!read_start (self))
            return CHAT_SPLIT_MORE;
          break;
        case PLACE_LIST:
          if (!read_list (self))
            return CHAT_SPLIT_MORE;
          break;
        case PLACE_ELEMENT:
          return read_element (self, element, length);
        case PLACE_OBJECT:
          result = read_object (self, element, length);
          if (self->place == PLACE_OBJECT || result != CHAT_SPLIT_MORE)
            return result;
          break;
        case PLACE_TAIL:
          if (!read_nested (self))
            return CHAT_SPLIT_MORE;
          self->place = PLACE_END;
          break;
        case PLACE_END:
          return CHAT_SPLIT_END;
        case PLACE_FAILED:
        default:
          return CHAT_SPLIT_FAILED;
        }
    }
}
