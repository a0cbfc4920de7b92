/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys of the accounts and the passwords of their proxies: in the keyring, or in memory.
 */

#pragma once

#include "chat-profile.h"

G_BEGIN_DECLS

#define CHAT_TYPE_KEYRING (chat_keyring_get_type ())
G_DECLARE_FINAL_TYPE (ChatKeyring, chat_keyring, CHAT, KEYRING, GObject)

/* Keys are kept under the id of the profile together with the origin of its base URL: whoever changes
 * the address in the file of accounts does not get the key sent there. The password of an account's
 * own proxy is kept likewise, with the origin of the proxy and the name of the user. In a sandbox libsecret goes
 * through the portal by itself. Nothing blocks: a keyring that does not answer, or whose password
 * nobody types, is given up after a while.
 *
 * Property "changing" (gboolean, read-only): a key is on its way into the keyring or out of it;
 * whoever ends the program now loses it, or leaves it there. */
ChatKeyring *chat_keyring_new           (void);
/* How long to wait for an answer, and where the user may be asked for a password. */
void         chat_keyring_set_limits    (ChatKeyring          *self,
                                         guint                 answer_ms,
                                         guint                 prompt_ms);

gboolean     chat_keyring_is_changing   (ChatKeyring          *self);

/* Whether @profile lacks its key or its proxy's password, and may have it in the keyring. */
gboolean     chat_keyring_is_needed     (ChatProfile          *profile);
/* Gives @profile what is kept for it. */
void         chat_keyring_load_async    (ChatKeyring          *self,
                                         ChatProfile          *profile,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
/* TRUE if @profile has its key now. FALSE without @error: there is none; with @error: nobody knows,
 * as the keyring did not answer. Messages are for people. */
gboolean     chat_keyring_load_finish   (ChatKeyring          *self,
                                         GAsyncResult         *result,
                                         GError              **error);
/* Keeps what @profile has, which is not wiped by it. FALSE: it is there for this session
 * only, and the user is to be told. */
void         chat_keyring_store_async   (ChatKeyring          *self,
                                         ChatProfile          *profile,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean     chat_keyring_store_finish  (ChatKeyring          *self,
                                         GAsyncResult         *result,
                                         GError              **error);
/* Forgets what is kept for @profile, for whatever origin. TRUE also if there was nothing. */
void         chat_keyring_forget_async  (ChatKeyring          *self,
                                         ChatProfile          *profile,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean     chat_keyring_forget_finish (ChatKeyring          *self,
                                         GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
