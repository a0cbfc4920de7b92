/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Servers that many people use: what a new account begins with.
 */

#pragma once

#include "chat-profile.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;
  const char *name;       /* of a product: the same in every language; NULL: a server of one's own */
  const char *base_url;
  ChatAuth    auth;
  const char *model;      /* NULL: the first that the server lists */
  const char *key_url;    /* the page where one gets a key; NULL: none is needed, or nobody knows */
} ChatPreset;

/* In the order to be offered in. */
const ChatPreset *chat_preset_get_all (guint *n_presets);
/* "Another server" for the one without a name. Returns: (transfer none) */
const char       *chat_preset_get_name    (const ChatPreset *self);
/* An account as the preset describes it. Returns: (transfer full) */
ChatProfile      *chat_preset_new_profile (const ChatPreset *self);
/* The page where one gets a key for the server at @base_url; NULL: nobody knows. */
const char       *chat_preset_find_key_url (const char *base_url);

G_END_DECLS
