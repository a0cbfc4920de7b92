/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What went wrong with a reply, in a form that both the window and the shell can put into words.
 */

#include "chat-failure.h"

#include "chat-utf8.h"

#include <string.h>

/* Local servers take any word for a key; one so short is no secret, and is part of other words. */
#define MIN_SECRET 8

G_DEFINE_BOXED_TYPE (ChatFailure, chat_failure, chat_failure_ref, chat_failure_unref)

static const char * const kind_names[] = {
  [CHAT_FAILURE_NONE] = "none",
  [CHAT_FAILURE_NO_KEY] = "no-key",
  [CHAT_FAILURE_KEYRING] = "keyring",
  [CHAT_FAILURE_BUDGET] = "budget",
  [CHAT_FAILURE_SPENDING_UNKNOWN] = "spending-unknown",
  [CHAT_FAILURE_INSECURE] = "insecure",
  [CHAT_FAILURE_BAD_ADDRESS] = "bad-address",
  [CHAT_FAILURE_NAME_NOT_FOUND] = "name-not-found",
  [CHAT_FAILURE_REFUSED] = "refused",
  [CHAT_FAILURE_UNREACHABLE] = "unreachable",
  [CHAT_FAILURE_TLS] = "tls",
  [CHAT_FAILURE_PROXY] = "proxy",
  [CHAT_FAILURE_CONNECT_TIMEOUT] = "connect-timeout",
  [CHAT_FAILURE_FIRST_BYTE_TIMEOUT] = "first-byte-timeout",
  [CHAT_FAILURE_REDIRECT] = "redirect",
  [CHAT_FAILURE_AUTHENTICATION] = "authentication",
  [CHAT_FAILURE_BILLING] = "billing",
  [CHAT_FAILURE_PERMISSION] = "permission",
  [CHAT_FAILURE_NOT_FOUND] = "not-found",
  [CHAT_FAILURE_TOO_LARGE] = "too-large",
  [CHAT_FAILURE_INVALID_REQUEST] = "invalid-request",
  [CHAT_FAILURE_RATE_LIMIT] = "rate-limit",
  [CHAT_FAILURE_SPEND_LIMIT] = "spend-limit",
  [CHAT_FAILURE_OVERLOADED] = "overloaded",
  [CHAT_FAILURE_SERVER] = "server",
  [CHAT_FAILURE_HTML] = "html",
  [CHAT_FAILURE_NOT_A_STREAM] = "not-a-stream",
  [CHAT_FAILURE_EMPTY] = "empty",
  [CHAT_FAILURE_CONNECTION_LOST] = "connection-lost",
  [CHAT_FAILURE_ENDED_EARLY] = "ended-early",
  [CHAT_FAILURE_IDLE_TIMEOUT] = "idle-timeout",
  [CHAT_FAILURE_EVENT_TOO_LARGE] = "event-too-large",
  [CHAT_FAILURE_BAD_EVENT] = "bad-event",
  [CHAT_FAILURE_PROGRAM_ENDED] = "program-ended",
  [CHAT_FAILURE_OTHER] = "other",
};

/* What servers and gateways have been seen to quote back, and what is left of it. A value without
 * any digit is taken for a word ("Bearer authentication required"). Without its needle no pattern
 * can match, and most texts have none: searching for it costs nothing beside the pattern. */
static const struct
{
  const char *needle;
  const char *pattern;
  const char *replacement;
} secrets[] = {
  { "k-", "\\b((?:sk|rk|pk)-)[A-Za-z0-9_*.-]{6,}+", "\\1…" },
  { "bearer", "(\\bbearer\\s++)(?=[^\\s,;\"']*[0-9])[^\\s,;\"']{6,}+", "\\1…" },
  { "key", "(\\b(?:x-)?api[-_ ]?key(?: provided)?[\"']?\\s*+[:=]\\s*+[\"']?)"
           "(?=[^\\s,;\"']*[0-9])[^\\s,;\"']{6,}+", "\\1…" },
  { "=", "([?&](?:key|api_key|token|access_token|sig|signature)=)[^&\\s\"']++", "\\1…" },
  { "@", "(://)[^/@\\s]++@", "\\1…@" },
  { "eyj", "\\beyJ[A-Za-z0-9_-]{10,}+\\.[A-Za-z0-9_.-]++", "…" },
};

/* Messages are printed on terminals, which obey control characters. UTF-8 has been made valid, so
 * 0xC2 followed by less than 0xA0 is one of the range from U+0080 on. */
static void
blank_controls (char *text)
{
  for (; *text != '\0'; text++)
    {
      if ((guchar) text[0] == 0xC2 && (guchar) text[1] < 0xA0)
        text[0] = text[1] = ' ';
      else if (g_ascii_iscntrl (*text) && *text != '\n')
        *text = ' ';
    }
}

/* Compiled once for the process: that takes a hundred times as long as to use them. */
static GRegex *
get_regex (gsize number)
{
  static GRegex *regexes[G_N_ELEMENTS (secrets)];
  static gsize compiled;

  if (g_once_init_enter (&compiled))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (secrets); i++)
        regexes[i] = g_regex_new (secrets[i].pattern, G_REGEX_CASELESS, 0, NULL);
      g_once_init_leave (&compiled, 1);
    }

  return regexes[number];
}

static char *
mask (char  *text,
      gsize  number)
{
  char *masked;

  if (strcasestr (text, secrets[number].needle) == NULL)
    return text;

  masked = g_regex_replace (get_regex (number), text, -1, 0, secrets[number].replacement, 0, NULL);

  /* NULL when PCRE runs into its limits: then nothing of the text can be vouched for. */
  g_free (text);
  return masked != NULL ? masked : g_strdup ("…");
}

ChatFailure *
chat_failure_new (ChatFailureKind  kind,
                  const char      *message)
{
  ChatFailure *self = g_new0 (ChatFailure, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->message = chat_failure_dup_safe (message, -1);
  self->retry_after_ms = -1;
  self->should_retry = -1;

  return self;
}

/* @text (nullable) */
static char *
dup_without (const char *text,
             const char *secret)
{
  GString *out = g_string_new (text);

  g_string_replace (out, secret, "…", 0);

  return g_string_free (out, text == NULL);
}

static gboolean
quotes (const ChatFailure *self,
        const char        *secret)
{
  const char * const texts[] = {
    self->type, self->code, self->message, self->request_id, self->location,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (texts[i] != NULL && strstr (texts[i], secret) != NULL)
        return TRUE;
    }

  return FALSE;
}

ChatFailure *
chat_failure_conceal (ChatFailure *self,
                      const char  *secret)
{
  ChatFailure *copy;

  g_return_val_if_fail (self != NULL, NULL);

  if (secret == NULL || strlen (secret) < MIN_SECRET || !quotes (self, secret))
    return chat_failure_ref (self);

  copy = g_new (ChatFailure, 1);
  *copy = *self;
  g_atomic_ref_count_init (&copy->ref_count);
  copy->type = dup_without (self->type, secret);
  copy->code = dup_without (self->code, secret);
  copy->message = dup_without (self->message, secret);
  copy->request_id = dup_without (self->request_id, secret);
  copy->location = dup_without (self->location, secret);

  return copy;
}

ChatFailure *
chat_failure_ref (ChatFailure *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
chat_failure_unref (ChatFailure *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->type);
  g_free (self->code);
  g_free (self->message);
  g_free (self->request_id);
  g_free (self->location);
  g_free (self);
}

const char *
chat_failure_kind_to_name (ChatFailureKind kind)
{
  g_return_val_if_fail ((gsize) kind < G_N_ELEMENTS (kind_names), "other");

  return kind_names[kind];
}

ChatFailureKind
chat_failure_kind_from_name (const char *name)
{
  for (int kind = 0; name != NULL && kind < CHAT_FAILURE_OTHER; kind++)
    {
      if (strcmp (chat_failure_kind_to_name ((ChatFailureKind) kind), name) == 0)
        return (ChatFailureKind) kind;
    }

  return CHAT_FAILURE_OTHER;
}

char *
chat_failure_dup_safe (const char *text,
                       gssize      length)
{
  char *safe;

  if (text == NULL)
    return NULL;

  safe = chat_utf8_displayable (text, length < 0 ? strlen (text) : (gsize) length);
  blank_controls (safe);
  for (gsize i = 0; i < G_N_ELEMENTS (secrets); i++)
    safe = mask (safe, i);

  return safe;
}
