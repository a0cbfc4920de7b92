/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a model's server makes of text: tokens, identifiers, signatures. Pure.
 */

#include "chat-demo-text.h"

#include <string.h>

/* Words up to this length pass as one token, longer ones come in parts. */
#define TOKEN_WORD_MAX   8
#define TOKEN_WORD_PART  5
#define TOKEN_SIGNS_MAX  3
#define BYTES_PER_TOKEN  4
#define ID_LENGTH        22

/* Real signatures begin alike, too; by this one ours are known. */
#define SIGNATURE_PREFIX "EoADCkYICRACDemo"
#define SIGNATURE_KEY    "claude-chat demo server"

static gboolean
is_space (const char *text)
{
  return *text == ' ' || *text == '\n' || *text == '\t';
}

static gboolean
is_letter (const char *text)
{
  return g_unichar_isalnum (g_utf8_get_char (text)) || g_unichar_ismark (g_utf8_get_char (text));
}

static guint
count_letters (const char *text)
{
  guint n = 0;

  while (n <= TOKEN_WORD_MAX && *text != '\0' && is_letter (text))
    {
      text = g_utf8_next_char (text);
      n++;
    }
  return n;
}

static const char *
skip_letters (const char *text)
{
  guint n = count_letters (text);

  return g_utf8_offset_to_pointer (text, n > TOKEN_WORD_MAX ? TOKEN_WORD_PART : n);
}

static const char *
skip_signs (const char *text)
{
  guint n = 0;

  while (n < TOKEN_SIGNS_MAX && *text != '\0' && !is_space (text) && !is_letter (text))
    {
      text = g_utf8_next_char (text);
      n++;
    }
  return text;
}

gsize
chat_demo_token_length (const char *text)
{
  const char *end = text;

  while (is_space (end))
    end++;
  if (*end != '\0')
    end = is_letter (end) ? skip_letters (end) : skip_signs (end);
  return end - text;
}

guint
chat_demo_estimate_tokens (gsize n_bytes)
{
  return MAX (1, (n_bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN);
}

char *
chat_demo_make_id (const char *prefix)
{
  /* Base 58: no letters that look alike. */
  static const char letters[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  GString *id = g_string_new (prefix);

  for (guint i = 0; i < ID_LENGTH; i++)
    g_string_append_c (id, letters[g_random_int_range (0, sizeof letters - 1)]);
  return g_string_free (id, FALSE);
}

char *
chat_demo_sign (const char *thinking)
{
  g_autoptr(GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA512, (const guchar *) SIGNATURE_KEY,
                                      strlen (SIGNATURE_KEY));
  g_autofree char *digest_text = NULL;
  guint8 digest[64];
  gsize length = sizeof digest;

  g_hmac_update (hmac, (const guchar *) thinking, -1);
  g_hmac_get_digest (hmac, digest, &length);
  digest_text = g_base64_encode (digest, length);
  return g_strconcat (SIGNATURE_PREFIX, digest_text, NULL);
}

ChatDemoSignature
chat_demo_check_signature (const char *thinking,
                           const char *signature)
{
  g_autofree char *good = NULL;

  if (!g_str_has_prefix (signature, SIGNATURE_PREFIX))
    return CHAT_DEMO_SIGNATURE_FOREIGN;
  good = chat_demo_sign (thinking);
  return strcmp (signature, good) == 0 ? CHAT_DEMO_SIGNATURE_GOOD : CHAT_DEMO_SIGNATURE_BAD;
}
