/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A key that must not come back: in bytes from the server it is made unreadable. Pure.
 */

#include "chat-secret.h"

#include <string.h>

void
chat_secret_mask (char       *bytes,
                  gsize       length,
                  const char *secret)
{
  const gsize secret_length = strlen (secret);
  const char *end = bytes + length;

  if (secret_length < CHAT_SECRET_MIN_LENGTH)
    return;

  while ((bytes = memmem (bytes, (gsize) (end - bytes), secret, secret_length)) != NULL)
    {
      memset (bytes, '*', secret_length);
      bytes += secret_length;
    }
}

gsize
chat_secret_get_begun (const char *bytes,
                       gsize       length,
                       const char *secret)
{
  const gsize secret_length = strlen (secret);

  if (secret_length < CHAT_SECRET_MIN_LENGTH)
    return 0;

  for (gsize n = MIN (secret_length - 1, length); n > 0; n--)
    {
      if (memcmp (bytes + length - n, secret, n) == 0)
        return n;
    }

  return 0;
}
