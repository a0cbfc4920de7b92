/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the search needs to know of a character: whether it is a word of its own.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CHAT_SCRIPT_SPACED,   /* words have blanks between them, or it is no part of a word */
  CHAT_SCRIPT_DENSE,    /* words are written without blanks: each character is a token */
  CHAT_SCRIPT_SYMBOL,   /* an emoji, an arrow, a sign of money: a token, too */
  CHAT_SCRIPT_WIDE,     /* a full-width form of an ASCII character */
} ChatScript;

ChatScript  chat_store_script_of    (gunichar    character);
/* TRUE if anything in @text (UTF-8) can be searched for. */
gboolean    chat_store_has_tokens   (const char *text);
/* Hangul in its jamo and kana with separate voicing marks are composed, other text stays byte for
 * byte. Returns: (transfer full) NULL if @text (UTF-8) is that already */
char       *chat_store_compose      (const char *text,
                                     gssize      length);

G_END_DECLS
