/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The formats of exports by name.
 */

#include "chat-transfer.h"

#include <string.h>

gboolean
chat_export_format_parse (const char       *name,
                          ChatExportFormat *format)
{
  static const char * const names[] = {
    [CHAT_EXPORT_MARKDOWN] = "markdown",
    [CHAT_EXPORT_JSON] = "json",
    [CHAT_EXPORT_HTML] = "html",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (strcmp (names[i], name) == 0)
        {
          *format = (ChatExportFormat) i;
          return TRUE;
        }
    }

  return FALSE;
}
