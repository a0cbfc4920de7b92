/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the program says about itself.
 */

#include "chat-log.h"

#include <unistd.h>

static int wanted;   /* atomic */

static gboolean
is_ours (const GLogField *fields,
         gsize            n_fields)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      if (g_str_equal (fields[i].key, "GLIB_DOMAIN"))
        return g_strcmp0 (fields[i].value, CHAT_LOG_DOMAIN) == 0;
    }

  return FALSE;
}

/* GLib can only let the messages of all libraries through. */
static GLogWriterOutput
write_cb (GLogLevelFlags   level,
          const GLogField *fields,
          gsize            n_fields,
          gpointer         user_data)
{
  if ((level & G_LOG_LEVEL_DEBUG) == 0 || !g_atomic_int_get (&wanted) ||
      !is_ours (fields, n_fields))
    return g_log_writer_default (level, fields, n_fields, user_data);

  if (g_log_writer_is_journald (STDERR_FILENO))
    return g_log_writer_journald (level, fields, n_fields, user_data);

  return g_log_writer_standard_streams (level, fields, n_fields, user_data);
}

void
chat_log_install (void)
{
  g_log_set_writer_func (write_cb, NULL, NULL);
}

void
chat_log_set_debug (gboolean debug)
{
  g_atomic_int_set (&wanted, debug);
}
