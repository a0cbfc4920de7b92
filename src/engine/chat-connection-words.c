/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Failures of a connection in words.
 */

#include "chat-connection-words.h"

#include <glib/gi18n.h>

typedef struct
{
  const char            *title;     /* may hold one %s: the server */
  const char            *advice;
  ChatConnectionVerdict  verdict;
} Words;

/* Translators: %s is the server: "localhost:8080" */
static const Words words[] = {
  [CHAT_FAILURE_NO_KEY] = {
    N_("There is no key for %s."),
    N_("Paste the key of this account above."), CHAT_CONNECTION_FAILS,
  },
  [CHAT_FAILURE_KEYRING] = {
    N_("The key could not be had from the keyring."),
    N_("Unlock the keyring, or paste the key again."), CHAT_CONNECTION_FAILS,
  },
  [CHAT_FAILURE_BUDGET] = {
    N_("This month’s budget is used up."),
    N_("Change the budget in Preferences."), CHAT_CONNECTION_FAILS,
  },
  [CHAT_FAILURE_INSECURE] = {
    N_("The address is not encrypted."),
    N_("Begin it with https, or allow plain http below."), CHAT_CONNECTION_FAILS,
  },
  [CHAT_FAILURE_BAD_ADDRESS] = {
    N_("This is no address of a server."),
    N_("It looks like https://api.example.com."), CHAT_CONNECTION_FAILS,
  },
  [CHAT_FAILURE_NAME_NOT_FOUND] = {
    N_("There is no server of the name %s."),
    N_("Check how it is written, and whether this computer is online."), CHAT_CONNECTION_FAILS,
  },
  [CHAT_FAILURE_REFUSED] = {
    N_("No answer from %s."),
    N_("Nothing listens there. Start the server or change the port."), CHAT_CONNECTION_FAILS,
  },
  [CHAT_FAILURE_UNREACHABLE] = {
    N_("%s cannot be reached."),
    N_("Check the network connection."), CHAT_CONNECTION_FAILS,
  },
  [CHAT_FAILURE_CONNECT_TIMEOUT] = {
    N_("%s does not pick up."),
    N_("Check the address and the port; a firewall may be in the way."), CHAT_CONNECTION_FAILS,
  },
  [CHAT_FAILURE_FIRST_BYTE_TIMEOUT] = {
    N_("%s does not answer in time."),
    N_("It may be busy: test again in a minute."), CHAT_CONNECTION_FAILS,
  },
  [CHAT_FAILURE_TLS] = {
    N_("The certificate is not trusted."), NULL, CHAT_CONNECTION_FAILS,
  },
  [CHAT_FAILURE_PROXY] = {
    N_("The proxy refused the connection to %s."),
    N_("Check the proxy’s address, or choose another way below."), CHAT_CONNECTION_FAILS,
  },
  [CHAT_FAILURE_REDIRECT] = {
    N_("%s points to another address."),
    N_("If that is right, enter it as the base URL; it was not followed, because of the key."),
    CHAT_CONNECTION_FAILS,
  },
  [CHAT_FAILURE_AUTHENTICATION] = {
    N_("The key was refused (401)."),
    N_("Copy it again from where you got it, or try the other header below."),
    CHAT_CONNECTION_FAILS,
  },
  [CHAT_FAILURE_PERMISSION] = {
    N_("The key does not allow this (403)."),
    N_("Use another key, or ask whoever gave you this one."), CHAT_CONNECTION_FAILS,
  },
  [CHAT_FAILURE_RATE_LIMIT] = {
    N_("%s answers, but has had too many requests."),
    N_("Test again in a minute."), CHAT_CONNECTION_LIMITED,
  },
  [CHAT_FAILURE_OVERLOADED] = {
    N_("%s answers, but is overloaded."),
    N_("Test again in a minute."), CHAT_CONNECTION_LIMITED,
  },
  [CHAT_FAILURE_SERVER] = {
    N_("%s answers, but fails."),
    N_("Look into the server’s log, or test again in a minute."), CHAT_CONNECTION_FAILS,
  },
  [CHAT_FAILURE_CONNECTION_LOST] = {
    N_("%s closed the connection without an answer."),
    N_("Check the port, and whether it wants https instead of http."), CHAT_CONNECTION_FAILS,
  },
};

static const Words other = {
  N_("%s gives no answer that can be understood."),
  N_("Check the base URL: another program seems to be there."), CHAT_CONNECTION_FAILS,
};

/* Something answers there, or nothing, but no certificate came. */
static const Words no_certificate = {
  N_("%s makes no secure connection."),
  N_("Check whether the server speaks https at this port, or expects http."),
  CHAT_CONNECTION_FAILS,
};

static const struct
{
  GTlsCertificateFlags  flag;
  const char           *advice;
} tls_advice[] = {
  { G_TLS_CERTIFICATE_BAD_IDENTITY,
    N_("It is made out to another name than %s: check the address.") },
  { G_TLS_CERTIFICATE_EXPIRED,
    N_("It has expired: %s needs a new one, or this computer’s date is wrong.") },
  { G_TLS_CERTIFICATE_NOT_ACTIVATED,
    N_("It is not valid yet: check this computer’s date.") },
  { G_TLS_CERTIFICATE_REVOKED,
    N_("It was revoked: do not use %s.") },
  { G_TLS_CERTIFICATE_UNKNOWN_CA,
    N_("%s has it from an authority that this computer does not know: choose its file of "
       "certificates below, if you trust it.") },
};

char *
chat_connection_dup_server (ChatProfile *profile)
{
  g_autoptr(GUri) uri = g_uri_parse (chat_profile_get_base_url (profile), G_URI_FLAGS_NONE, NULL);
  g_autofree char *host = chat_profile_dup_host (profile);

  if (host == NULL)
    return g_strdup (chat_profile_get_base_url (profile));

  return uri != NULL && g_uri_get_port (uri) > 0
         ? g_strdup_printf ("%s:%d", host, g_uri_get_port (uri)) : g_steal_pointer (&host);
}

/* As a string of the table may or may not name the server. */
static char *
fill_in (const char *text,
         const char *server)
{
  GString *filled = g_string_new (text);

  g_string_replace (filled, "%s", server, 1);

  return g_string_free (filled, FALSE);
}

static char *
dup_tls_advice (GTlsCertificateFlags  errors,
                const char           *server)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tls_advice); i++)
    {
      if ((errors & tls_advice[i].flag) != 0)
        return fill_in (_(tls_advice[i].advice), server);
    }

  return g_strdup (_(no_certificate.advice));
}

static void
append_line (GString    *out,
             const char *label,
             const char *value)
{
  if (value != NULL)
    g_string_append_printf (out, "%s%s: %s", out->len > 0 ? "\n" : "", label, value);
}

/* @date (nullable) (transfer full) */
static char *
take_day (GDateTime *date)
{
  g_autoptr(GDateTime) taken = date;

  /* Translators: a day, as strftime() takes it: "30 November 2026" */
  return taken != NULL ? g_date_time_format (taken, _("%-d %B %Y")) : NULL;
}

static char *
describe_certificate (GTlsCertificate *certificate)
{
  g_autofree char *subject = g_tls_certificate_get_subject_name (certificate);
  g_autofree char *issuer = g_tls_certificate_get_issuer_name (certificate);
  g_autofree char *from = take_day (g_tls_certificate_get_not_valid_before (certificate));
  g_autofree char *until = take_day (g_tls_certificate_get_not_valid_after (certificate));
  GString *out = g_string_new (NULL);

  /* Translators: whom a certificate was given to */
  append_line (out, _("Made out to"), subject);
  /* Translators: who gave a certificate */
  append_line (out, _("Signed by"), issuer);
  append_line (out, _("Valid from"), from);
  append_line (out, _("Valid until"), until);

  return g_string_free (out, FALSE);
}

void
chat_connection_describe (ChatConnectionReport *report,
                          ChatProfile          *profile,
                          const ChatFetched    *fetched)
{
  const ChatFailure *failure = fetched->failure;
  const Words *said = &other;
  g_autofree char *server = chat_connection_dup_server (profile);

  if ((gsize) failure->kind < G_N_ELEMENTS (words) && words[failure->kind].title != NULL)
    said = &words[failure->kind];
  if (failure->kind == CHAT_FAILURE_TLS && fetched->certificate == NULL)
    said = &no_certificate;

  report->verdict = said->verdict;
  report->title = fill_in (_(said->title), server);
  report->advice = said->advice != NULL ? g_strdup (_(said->advice))
                                        : dup_tls_advice (fetched->errors, server);
  if (fetched->certificate != NULL)
    report->certificate = describe_certificate (fetched->certificate);
}
