/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A key that comes in pieces: text is put together from deltas, and a key must not stand in it.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All zero: there is no key. */
typedef struct
{
  char    *secret;   /* or NULL; owned, wiped when it is cleared */
  GString *out;      /* whose end is held back, borrowed; NULL: nothing is */
  GString *held;
} ChatSecretTail;

void chat_secret_tail_init   (ChatSecretTail *self,
                              const char     *secret);
void chat_secret_tail_clear  (ChatSecretTail *self);
/* Behind what was appended to @out: masks a key that is whole now, and holds back an end that may
 * become one. */
void chat_secret_tail_hold   (ChatSecretTail *self,
                              GString        *out,
                              gsize           n_added);
/* Puts back what is held: before more is appended, and when no more is to come. */
void chat_secret_tail_flush  (ChatSecretTail *self);
/* What was written so far is void. */
void chat_secret_tail_forget (ChatSecretTail *self);

G_END_DECLS
