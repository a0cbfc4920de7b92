/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a profile works, in one sentence, and what to do if it does not, in another.
 */

#pragma once

#include "chat-profile.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_CONNECTION_WORKS,
  CHAT_CONNECTION_LIMITED,   /* it can be used, but something is missing */
  CHAT_CONNECTION_FAILS,
} ChatConnectionVerdict;

/* For people, but for what is said to be NULL. Never with a key. */
typedef struct
{
  ChatConnectionVerdict  verdict;
  char                  *title;        /* "The key was refused (401)." */
  char                  *advice;       /* what to do, or what was found */
  char                  *tried;        /* one request a line, with what came of it */
  char                  *certificate;  /* that was not trusted, a few lines; or NULL */
  char                  *base_url;     /* where it would work, or NULL */
  gboolean               bare_path;    /* for that address: without /v1 */
  char                  *model;        /* the first of the list, or NULL */
} ChatConnectionReport;

/* Asks the server of @profile, which need not be in any list, with the key that it has. Nothing that is
 * asked costs anything: the list of models, and a message that is refused because it is empty. */
void                  chat_connection_check_async  (ChatProfile          *profile,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
/* Returns: (transfer full) (nullable): NULL if it was cancelled */
ChatConnectionReport *chat_connection_check_finish (GAsyncResult         *result);
void                  chat_connection_report_free  (ChatConnectionReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatConnectionReport, chat_connection_report_free)

G_END_DECLS
