/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Titles as names of files.
 */

#include "chat-transfer-private.h"

#include <string.h>

/* Bytes: with what is added it stays below the 255 that most file systems take, and readable. */
#define MAX_TITLE 120
#define UID_LENGTH 8

static const char * const endings[] = {
  [CHAT_EXPORT_MARKDOWN] = "md",
  [CHAT_EXPORT_JSON] = "json",
  [CHAT_EXPORT_HTML] = "html",
};

/* Separators, what Windows refuses, what a shell or a terminal would take for itself. */
static gboolean
is_harmless (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT && type != G_UNICODE_SURROGATE &&
         type != G_UNICODE_UNASSIGNED && type != G_UNICODE_PRIVATE_USE &&
         type != G_UNICODE_LINE_SEPARATOR && type != G_UNICODE_PARAGRAPH_SEPARATOR &&
         (c > 0x7f || strchr ("/\\:*?\"<>|`$", (int) c) == NULL);
}

static char *
clean_title (const char *title)
{
  GString *out = g_string_new (NULL);

  for (const char *at = title; *at != '\0' && out->len < MAX_TITLE; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (is_harmless (c))
        g_string_append_unichar (out, c);
      else if (out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }

  return g_strstrip (g_string_free (out, FALSE));
}

char *
chat_transfer_make_name (const char       *title,
                         const char       *uid,
                         ChatExportFormat  format)
{
  g_autofree char *valid = title != NULL ? g_utf8_make_valid (title, -1) : g_strdup ("");
  g_autofree char *clean = clean_title (valid);
  const char *visible = clean + strspn (clean, ".- ~");

  return g_strdup_printf ("%s%s%.*s.%s", visible, *visible != '\0' ? " " : "", UID_LENGTH, uid,
                          endings[format]);
}
