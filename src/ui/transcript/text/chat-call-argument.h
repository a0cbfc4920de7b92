/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a call of a tool is about, in a few words: the path, the command, the query of its input.
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* One line of at most CHAT_CALL_ARGUMENT_MAX characters, with what deceives the eye made visible; NULL
 * if the input has nothing of the kind. Returns: (transfer full) (nullable) */
char *chat_call_argument_new (JsonObject *input);

#define CHAT_CALL_ARGUMENT_MAX 200

G_END_DECLS
