/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parsed JSON for another thread.
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A copy of @node and of all that is in it. json_node_copy() shares objects, arrays and even numbers
 * with the copy, and json-glib does not count those references atomically: two threads that drop
 * them at once would free one of them too early.
 * @node is no deeper than what chat_json_parse() gives. Returns: (transfer full). Any thread. */
JsonNode *chat_json_copy (JsonNode *node);

G_END_DECLS
