/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the Messages API accepts as a conversation, checked without the code that builds one.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Fails the test where the real server would answer 400. An empty list of messages passes. */
void test_request_assert_acceptable (const char *body,
                                     gboolean    unsigned_thinking);

G_END_DECLS
