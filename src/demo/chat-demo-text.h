/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a model's server makes of text: tokens, identifiers, signatures. Pure.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many bytes the next token-sized piece of @text takes; 0 at its end. Pieces are whole
 * characters: a short word with the space before it, part of a long one, a few signs. */
gsize    chat_demo_token_length    (const char *text);
/* The usual rule of thumb: four bytes a token, and never none. */
guint    chat_demo_estimate_tokens (gsize       n_bytes);

/* @prefix and 22 random characters, as the API's identifiers look. Returns: (transfer full) */
char    *chat_demo_make_id         (const char *prefix);

typedef enum
{
  CHAT_DEMO_SIGNATURE_GOOD,
  CHAT_DEMO_SIGNATURE_BAD,       /* ours, but not of this text */
  CHAT_DEMO_SIGNATURE_FOREIGN,   /* made elsewhere: there is no telling */
} ChatDemoSignature;

/* Signs thinking, so that altered thinking is found out. The same text has the same signature in
 * every process: a conversation outlives the server. Returns: (transfer full) */
char              *chat_demo_sign            (const char *thinking);
ChatDemoSignature  chat_demo_check_signature (const char *thinking,
                                              const char *signature);

G_END_DECLS
