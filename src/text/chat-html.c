/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Escaping, and which addresses a link may have.
 */

#include "chat-html.h"

#include <string.h>

void
chat_html_append_escaped (GString    *out,
                          const char *text,
                          gssize      length)
{
  const char *end = text + (length >= 0 ? (gsize) length : strlen (text));

  for (; text < end; text++)
    {
      switch (*text)
        {
        case '&':
          g_string_append (out, "&amp;");
          break;
        case '<':
          g_string_append (out, "&lt;");
          break;
        case '>':
          g_string_append (out, "&gt;");
          break;
        case '"':
          g_string_append (out, "&quot;");
          break;
        case '\'':
          g_string_append (out, "&#39;");
          break;
        case '\0':
          g_string_append (out, "\xEF\xBF\xBD");
          break;
        default:
          g_string_append_c (out, *text);
        }
    }
}

/* Browsers skip blanks and controls in an address (URL Standard, 4.1): with any it is none. */
gboolean
chat_html_may_lead_to (const char *address)
{
  static const char * const schemes[] = { "http://", "https://", "mailto:" };

  for (const char *c = address; *c != '\0'; c++)
    {
      if ((guchar) *c <= 0x20 || *c == 0x7f)
        return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      if (g_ascii_strncasecmp (address, schemes[i], strlen (schemes[i])) == 0)
        return TRUE;
    }

  return FALSE;
}

gboolean
chat_html_append_link (GString    *out,
                       const char *address)
{
  if (!chat_html_may_lead_to (address))
    return FALSE;

  g_string_append (out, "<a rel=\"noopener noreferrer nofollow\" href=\"");
  chat_html_append_escaped (out, address, -1);
  g_string_append (out, "\">");
  return TRUE;
}
