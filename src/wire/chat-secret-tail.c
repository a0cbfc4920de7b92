/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Holds back the end of a text that may be the beginning of a key.
 */

#include "chat-secret-tail.h"

#include "chat-secret.h"

#include <string.h>

/* Shorter ends are beginnings of words, and no letter is to come late: "s", "sk-". They are masked
 * with the rest once that has come. In bytes. */
#define MIN_HELD 4

/* "\u0041", in the input of a tool */
#define LONGEST_LETTER 6

void
chat_secret_tail_init (ChatSecretTail *self,
                       const char     *secret)
{
  self->secret = g_strdup (secret);
  self->held = g_string_new (NULL);
}

void
chat_secret_tail_clear (ChatSecretTail *self)
{
  if (self->secret != NULL)
    explicit_bzero (self->secret, strlen (self->secret));
  g_clear_pointer (&self->secret, g_free);
  if (self->held != NULL)
    g_string_free (self->held, TRUE);
  self->held = NULL;
}

void
chat_secret_tail_flush (ChatSecretTail *self)
{
  if (self->out == NULL)
    return;

  g_string_append_len (self->out, self->held->str, (gssize) self->held->len);
  chat_secret_tail_forget (self);
}

void
chat_secret_tail_hold (ChatSecretTail *self,
                       GString        *out,
                       gsize           n_added)
{
  gsize window;
  gsize begun;

  if (self->secret == NULL)
    return;

  window = MIN (out->len, n_added + strlen (self->secret) * LONGEST_LETTER);
  chat_secret_mask (out->str + out->len - window, window, self->secret);
  begun = chat_secret_get_begun (out->str + out->len - window, window, self->secret);
  if (begun < MIN_HELD)
    return;

  self->out = out;
  g_string_append_len (self->held, out->str + out->len - begun, (gssize) begun);
  g_string_truncate (out, out->len - begun);
}

void
chat_secret_tail_forget (ChatSecretTail *self)
{
  self->out = NULL;
  if (self->held != NULL)
    g_string_truncate (self->held, 0);
}
