/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A profile as JSON, for the file of accounts: everything but the key.
 */

#pragma once

#include "chat-json.h"
#include "chat-profile.h"

G_BEGIN_DECLS

/* Appends an object. What is by default for the server is left out, and so is a password in an
 * address: nothing secret gets into it. */
void         chat_profile_append_json   (ChatProfile *self,
                                         GString     *out);
/* NULL unless it has an id, a name and a base URL; the rest is by default where it is missing or no
 * good. Returns: (transfer full) (nullable) */
ChatProfile *chat_profile_new_from_json (JsonObject  *object);

G_END_DECLS
