/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Notifications that are answered where they stand.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CHAT_TYPE_REPLY_NOTICES (chat_reply_notices_get_type ())
G_DECLARE_FINAL_TYPE (ChatReplyNotices, chat_reply_notices, CHAT, REPLY_NOTICES, GObject)

/* A server of the Desktop Notifications Specification that has the capability "inline-reply" (of
 * KDE) shows a place to write in; GNotification knows nothing of it. Such a server reaches only who
 * is still running, so the application is held while a notification stands.
 *
 * Signals: "opened" with a conversation and what lets a window come to the front (nullable), and
 * "answered" with a conversation and the text, which is not empty. @application (borrowed) holds the
 * result. Main thread. */
ChatReplyNotices *chat_reply_notices_new         (GApplication        *application);

/* Shows @body, plain text, in the place of an earlier one for the same @conversation (its uid).
 * G_IO_ERROR_NOT_SUPPORTED where the server has no such notifications, or cannot be reached; then
 * nothing is shown. */
void              chat_reply_notices_show_async  (ChatReplyNotices    *self,
                                                  const char          *conversation,
                                                  const char          *title,
                                                  const char          *body,
                                                  GAsyncReadyCallback  callback,
                                                  gpointer             user_data);
gboolean          chat_reply_notices_show_finish (ChatReplyNotices    *self,
                                                  GAsyncResult        *result,
                                                  GError             **error);
void              chat_reply_notices_withdraw    (ChatReplyNotices    *self,
                                                  const char          *conversation);
/* Withdraws all, and shows no more: the program is to end, and they could not reach it then. */
void              chat_reply_notices_release     (ChatReplyNotices    *self);

G_END_DECLS
