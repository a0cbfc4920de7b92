/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A key that must not come back: in bytes from the server it is made unreadable. Pure.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Shorter ones may be words ("ollama"), and open no door that matters. In bytes. */
#define CHAT_SECRET_MIN_LENGTH 16

/* Puts asterisks in the place of each @secret in @bytes, also where its letters are escaped as JSON
 * does it ("\u0041"): as many bytes as before, and JSON is still JSON. */
void  chat_secret_mask      (char       *bytes,
                             gsize       length,
                             const char *secret);
/* How many bytes at the end of @bytes may be the beginning of a @secret that goes on. */
gsize chat_secret_get_begun (const char *bytes,
                             gsize       length,
                             const char *secret);

G_END_DECLS
