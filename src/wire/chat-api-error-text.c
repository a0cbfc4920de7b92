/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person may read of a body that is no JSON: mostly the web pages of proxies.
 */

#include "chat-api-error.h"
#include "chat-utf8.h"

#include <string.h>

/* A page says what it has to say at its top; below come scripts and styles by the megabyte. */
#define MAX_BYTES_READ (256 * 1024)
#define MAX_CHARACTERS 300

static const struct
{
  const char *name;
  const char *text;
} entities[] = {
  { "amp;", "&" },
  { "lt;", "<" },
  { "gt;", ">" },
  { "quot;", "\"" },
  { "apos;", "'" },
  { "nbsp;", " " },
  { "middot;", "·" },
  { "bull;", "•" },
  { "ndash;", "–" },
  { "mdash;", "—" },
  { "hellip;", "…" },
  { "copy;", "©" },
};

/* Their content is never text. */
static const struct
{
  const char *opening;
  const char *closing;
} silent_elements[] = {
  { "<script", "</script" },
  { "<style", "</style" },
  { "<svg", "</svg" },
  { "<noscript", "</noscript" },
};

/* How pages begin that are served without a content type. */
static const char * const page_starts[] = {
  "<!doctype html", "<html", "<head", "<body", "<title", "<h1", "<center", "<meta",
};

static gboolean
starts_with (const char *at,
             const char *end,
             const char *prefix)
{
  const gsize length = strlen (prefix);

  return (gsize) (end - at) >= length && g_ascii_strncasecmp (at, prefix, length) == 0;
}

/* Behind the next @closing, or the end. */
static const char *
skip_past (const char *at,
           const char *end,
           const char *closing)
{
  for (; at < end; at++)
    {
      if (starts_with (at, end, closing))
        return at + strlen (closing);
    }

  return end;
}

static gboolean
is_tag (const char *at,
        const char *end)
{
  return end - at > 1 && *at == '<' &&
         (g_ascii_isalpha (at[1]) || at[1] == '/' || at[1] == '!' || at[1] == '?');
}

static const char *
skip_tag (const char *at,
          const char *end)
{
  if (starts_with (at, end, "<!--"))
    return skip_past (at, end, "-->");

  for (gsize i = 0; i < G_N_ELEMENTS (silent_elements); i++)
    {
      if (starts_with (at, end, silent_elements[i].opening))
        at = skip_past (at, end, silent_elements[i].closing);
    }

  return skip_past (at, end, ">");
}

static const char *
append_number_entity (GString    *out,
                      const char *at,
                      const char *end)
{
  const gboolean hexadecimal = starts_with (at, end, "&#x");
  const char *digits = at + (hexadecimal ? 3 : 2);
  gunichar character = 0;

  for (at = digits; at < end && at - digits < 7 && g_ascii_isxdigit (*at); at++)
    character = character * (hexadecimal ? 16 : 10) + (gunichar) g_ascii_xdigit_value (*at);

  g_string_append_unichar (out, g_unichar_validate (character) && character != 0 ? character : ' ');

  return at < end && *at == ';' ? at + 1 : at;
}

static const char *
append_entity (GString    *out,
               const char *at,
               const char *end)
{
  if (end - at > 2 && at[1] == '#' && (g_ascii_isdigit (at[2]) || starts_with (at, end, "&#x")))
    return append_number_entity (out, at, end);

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      if (starts_with (at + 1, end, entities[i].name))
        {
          g_string_append (out, entities[i].text);
          return at + 1 + strlen (entities[i].name);
        }
    }

  g_string_append_c (out, '&');
  return at + 1;
}

char *
chat_api_error_strip_html (const char *text,
                           gsize       length)
{
  g_autofree char *valid = chat_utf8_displayable (text, MIN (length, MAX_BYTES_READ));
  g_autoptr(GString) out = g_string_new (NULL);
  g_autofree char *safe = NULL;
  const char *at = valid;
  const char *end = valid + strlen (valid);

  while (at < end)
    {
      if (is_tag (at, end))
        {
          g_string_append_c (out, ' ');
          at = skip_tag (at, end);
        }
      else if (*at == '&')
        {
          at = append_entity (out, at, end);
        }
      else
        {
          g_string_append_c (out, *at);
          at++;
        }
    }

  /* Masked first and cut then, so that no half of a key is left over. */
  safe = chat_failure_dup_safe (out->str, (gssize) out->len);

  return chat_api_error_fold (safe, MAX_CHARACTERS);
}

gboolean
chat_api_error_looks_like_html (const char *text,
                                gsize       length)
{
  const char *end = text + length;

  if (starts_with (text, end, "\xEF\xBB\xBF"))
    text += 3;
  while (text < end && (g_ascii_isspace (*text) || starts_with (text, end, "<!--")))
    text = *text == '<' ? skip_past (text, end, "-->") : text + 1;

  for (gsize i = 0; i < G_N_ELEMENTS (page_starts); i++)
    {
      if (starts_with (text, end, page_starts[i]))
        return TRUE;
    }

  return FALSE;
}

/* Valid UTF-8 without double or outer blanks; the last of the characters becomes an ellipsis. */
static void
cut (GString *text,
     gsize    max_characters)
{
  const char *end;

  if ((gsize) g_utf8_strlen (text->str, (gssize) text->len) <= max_characters)
    return;

  end = g_utf8_offset_to_pointer (text->str, (long) max_characters - 1);
  g_string_truncate (text, (gsize) (end - text->str));
  if (g_str_has_suffix (text->str, " "))
    g_string_truncate (text, text->len - 1);
  g_string_append (text, "…");
}

char *
chat_api_error_fold (const char *text,
                     gsize       max_characters)
{
  GString *out = g_string_new (NULL);
  gsize n_characters = 0;
  gboolean blank = FALSE;

  for (; *text != '\0' && n_characters <= max_characters; text = g_utf8_next_char (text))
    {
      const gunichar character = g_utf8_get_char (text);

      if (g_unichar_isspace (character) || g_unichar_iscntrl (character))
        {
          blank = out->len > 0;
          continue;
        }

      if (blank)
        g_string_append_c (out, ' ');
      g_string_append_unichar (out, character);
      n_characters += blank ? 2 : 1;
      blank = FALSE;
    }
  cut (out, max_characters);

  return g_string_free (out, FALSE);
}
