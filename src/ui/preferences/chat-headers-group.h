/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The headers that an account adds to its requests.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CHAT_TYPE_HEADERS_GROUP (chat_headers_group_get_type ())
G_DECLARE_FINAL_TYPE (ChatHeadersGroup, chat_headers_group, CHAT, HEADERS_GROUP,
                      AdwPreferencesGroup)

/* @headers: name, value, name, value, NULL. Values are covered, as one may look over a shoulder. */
GtkWidget  *chat_headers_group_new         (const char * const *headers);
/* Returns: (transfer full), as it was given */
char      **chat_headers_group_dup_headers (ChatHeadersGroup   *self);
/* What is wrong with one of them, or with a name that was not added yet, in a sentence; its row has
 * the focus then. Returns: (transfer none) (nullable) */
const char *chat_headers_group_check       (ChatHeadersGroup   *self);

G_END_DECLS
