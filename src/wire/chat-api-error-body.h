/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the error reader: what a body says of itself, before it is known what that makes of it.
 */

#pragma once

#include "chat-json.h"

G_BEGIN_DECLS

/* Bounded in length and without keys; NULL for what the body does not say. */
typedef struct
{
  char  *type;
  char  *code;
  char  *message;
  char  *request_id;
  guint  status;      /* as some gateways put it into the body; 0: they did not */
} ChatApiErrorSaid;

/* FALSE if the body is no JSON, or says nothing that is understood. */
gboolean chat_api_error_read_json   (ChatApiErrorSaid *said,
                                     const char       *body,
                                     gsize             length);
void     chat_api_error_read_object (ChatApiErrorSaid *said,
                                     JsonObject       *object);
void     chat_api_error_read_text   (ChatApiErrorSaid *said,
                                     const char       *text,
                                     gsize             length);
void     chat_api_error_said_clear  (ChatApiErrorSaid *said);

/* As it may be shown: masked first and cut then, so that no half of a key is left over. NULL for
 * NULL and for nothing. Returns: (transfer full) */
char    *chat_api_error_dup_name    (const char       *name);
char    *chat_api_error_dup_words   (const char       *words);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChatApiErrorSaid, chat_api_error_said_clear)

G_END_DECLS
