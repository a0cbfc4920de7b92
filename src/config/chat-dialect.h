/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a server understands.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a server understands beyond the core of the API. A foreign one gets nothing extra, and its
 * thinking back as it came. */
typedef struct
{
  gboolean cache_control;   /* top-level cache_control */
  gboolean thinking;        /* the thinking parameter, by model */
  gboolean effort;          /* output_config, by model */
  gboolean strict_end;      /* a stop reason without message_stop is suspicious */
  gboolean documents;       /* text that is attached goes as a document; else as text under its title */
  gboolean unsigned_thinking; /* thinking blocks go back even with an empty signature */
} ChatDialect;

G_END_DECLS
