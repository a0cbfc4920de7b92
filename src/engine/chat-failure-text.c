/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Failures in words: what happened, what it means for the text on the screen, what to do.
 */

#include "chat-failure-text.h"

#include "chat-api-error.h"
#include "chat-phrase.h"

#include <glib/gi18n.h>

/* Three lines of a narrow window; the whole message is one click away. */
#define MAX_QUOTE_CHARACTERS 300

#define SECONDS_PER_MINUTE 60
#define MS_PER_SECOND      1000

typedef struct
{
  const char   *title;     /* without the full stop: a status may follow */
  const char   *outcome;   /* for the person's words, when nothing of the reply arrived */
  const char   *advice;
  ChatNextStep  next_step;
  gboolean      quoted;    /* the message is the server's, and helps */
} Words;

/* Translators: "account" is a server address together with its key, as set up in Preferences.
 * Each title is a sentence without its full stop. */
static const Words words[] = {
  [CHAT_FAILURE_NONE] = {
    N_("Nothing failed"),
    N_("All is as it should be."),
    NULL, CHAT_NEXT_STEP_NONE, FALSE,
  },
  [CHAT_FAILURE_NO_KEY] = {
    N_("There is no key for this account"),
    N_("Nothing was sent."),
    N_("Add the key in Preferences, or set ANTHROPIC_API_KEY before the start."),
    CHAT_NEXT_STEP_OPEN_PREFERENCES, FALSE,
  },
  [CHAT_FAILURE_KEYRING] = {
    N_("The key could not be had from the keyring"),
    N_("Nothing was sent."),
    N_("Unlock the keyring and retry, or enter the key again in Preferences."),
    CHAT_NEXT_STEP_RETRY, FALSE,
  },
  [CHAT_FAILURE_BUDGET] = {
    N_("This month’s budget is used up"),
    N_("Nothing was sent; the message is kept."),
    N_("Send it anyway, this once, or change the budget in Preferences."),
    CHAT_NEXT_STEP_SEND_ANYWAY, FALSE,
  },
  [CHAT_FAILURE_SPENDING_UNKNOWN] = {
    N_("The history cannot be read"),
    N_("Nothing was sent; the message is kept."),
    N_("Send it anyway, this once, or change the budget in Preferences."),
    CHAT_NEXT_STEP_SEND_ANYWAY, FALSE,
  },
  [CHAT_FAILURE_INSECURE] = {
    N_("The address is not encrypted"),
    N_("Nothing was sent: others could have read the key and the conversation on the way."),
    N_("Use an address that begins with https, or allow http for this account in Preferences."),
    CHAT_NEXT_STEP_OPEN_PREFERENCES, FALSE,
  },
  [CHAT_FAILURE_BAD_ADDRESS] = {
    N_("The address of the server cannot be used"),
    N_("Nothing was sent."),
    N_("Check the base URL in Preferences; it looks like https://api.example.com."),
    CHAT_NEXT_STEP_OPEN_PREFERENCES, FALSE,
  },
  [CHAT_FAILURE_NAME_NOT_FOUND] = {
    N_("There is no server of this name"),
    N_("Nothing was sent."),
    N_("Check the network connection, and the base URL in Preferences."),
    CHAT_NEXT_STEP_OPEN_PREFERENCES, FALSE,
  },
  [CHAT_FAILURE_REFUSED] = {
    N_("The server refused the connection"),
    N_("Nothing was sent."),
    N_("Check that the server runs and that the base URL is right, then retry."),
    CHAT_NEXT_STEP_RETRY, FALSE,
  },
  [CHAT_FAILURE_UNREACHABLE] = {
    N_("The server cannot be reached"),
    N_("Nothing was sent."),
    N_("Check the network connection, then retry."),
    CHAT_NEXT_STEP_RETRY, FALSE,
  },
  [CHAT_FAILURE_TLS] = {
    N_("No secure connection could be made"),
    N_("Nothing was sent."),
    N_("The certificate is not trusted, or does not fit the address. "
       "Check the base URL in Preferences and the date of this computer."),
    CHAT_NEXT_STEP_OPEN_PREFERENCES, FALSE,
  },
  [CHAT_FAILURE_PROXY] = {
    N_("The proxy refused the connection"),
    N_("Nothing was sent."),
    N_("Check the proxy’s address and password in the network settings."),
    CHAT_NEXT_STEP_OPEN_PREFERENCES, FALSE,
  },
  [CHAT_FAILURE_CONNECT_TIMEOUT] = {
    N_("The server did not pick up in time"),
    N_("Nothing was sent."),
    N_("Check the network connection, then retry."),
    CHAT_NEXT_STEP_RETRY, FALSE,
  },
  [CHAT_FAILURE_FIRST_BYTE_TIMEOUT] = {
    N_("The server did not answer in time"),
    N_("The message was sent, and may be charged for."),
    N_("Retry, or choose another model."),
    CHAT_NEXT_STEP_RETRY, FALSE,
  },
  [CHAT_FAILURE_REDIRECT] = {
    N_("The server points to another address"),
    N_("It was not followed, because the key would have gone along."),
    N_("If the address is right, enter it as the base URL in Preferences."),
    CHAT_NEXT_STEP_OPEN_PREFERENCES, FALSE,
  },
  [CHAT_FAILURE_AUTHENTICATION] = {
    N_("The key was refused"),
    N_("Nothing was sent twice."),
    N_("Check the key in Preferences."),
    CHAT_NEXT_STEP_OPEN_PREFERENCES, FALSE,
  },
  [CHAT_FAILURE_BILLING] = {
    N_("The account cannot be charged"),
    N_("Nothing was sent twice."),
    N_("Check plan and payment with the provider, then retry."),
    CHAT_NEXT_STEP_RETRY, TRUE,
  },
  [CHAT_FAILURE_PERMISSION] = {
    N_("The key does not allow this"),
    N_("Nothing was sent twice."),
    N_("Choose another model, or use a key that may use this one."),
    CHAT_NEXT_STEP_CHOOSE_MODEL, TRUE,
  },
  [CHAT_FAILURE_NOT_FOUND] = {
    N_("The server does not know this model or address"),
    N_("Nothing was sent twice."),
    N_("Choose another model, or check the base URL in Preferences."),
    CHAT_NEXT_STEP_CHOOSE_MODEL, TRUE,
  },
  [CHAT_FAILURE_TOO_LARGE] = {
    N_("The conversation is too large for the server"),
    N_("Nothing was sent twice."),
    N_("Shorten the message, or begin a new conversation."),
    CHAT_NEXT_STEP_EDIT_MESSAGE, TRUE,
  },
  [CHAT_FAILURE_INVALID_REQUEST] = {
    N_("The server did not accept the request"),
    N_("Nothing was sent twice."),
    N_("Edit the message, or begin a new conversation."),
    CHAT_NEXT_STEP_EDIT_MESSAGE, TRUE,
  },
  [CHAT_FAILURE_RATE_LIMIT] = {
    N_("There were too many requests"),
    N_("The message is kept."),
    N_("Wait a little, then retry."),
    CHAT_NEXT_STEP_RETRY, TRUE,
  },
  [CHAT_FAILURE_SPEND_LIMIT] = {
    N_("The spending limit is reached"),
    N_("Nothing was sent twice; waiting a little does not help."),
    N_("Raise the limit with the provider, or use another account."),
    CHAT_NEXT_STEP_OPEN_PREFERENCES, TRUE,
  },
  [CHAT_FAILURE_OVERLOADED] = {
    N_("The server is overloaded"),
    N_("The message is kept."),
    N_("Wait a little, then retry, or choose another model."),
    CHAT_NEXT_STEP_RETRY, FALSE,
  },
  [CHAT_FAILURE_SERVER] = {
    N_("The server had a failure"),
    N_("The message is kept."),
    N_("Wait a little, then retry."),
    CHAT_NEXT_STEP_RETRY, TRUE,
  },
  [CHAT_FAILURE_HTML] = {
    N_("A web page came instead of an answer"),
    N_("The message is kept."),
    N_("Check the base URL in Preferences, and whether the network asks to sign in."),
    CHAT_NEXT_STEP_OPEN_PREFERENCES, TRUE,
  },
  [CHAT_FAILURE_NOT_A_STREAM] = {
    N_("The answer could not be understood"),
    N_("The message is kept."),
    N_("Check the base URL in Preferences: the server seems to speak another protocol."),
    CHAT_NEXT_STEP_OPEN_PREFERENCES, TRUE,
  },
  [CHAT_FAILURE_EMPTY] = {
    N_("The answer was empty"),
    N_("The message is kept."),
    N_("Retry, or choose another model."),
    CHAT_NEXT_STEP_RETRY, FALSE,
  },
  [CHAT_FAILURE_CONNECTION_LOST] = {
    N_("The connection was lost"),
    N_("Nothing of the reply had arrived."),
    N_("Check the network connection, then retry."),
    CHAT_NEXT_STEP_RETRY, FALSE,
  },
  [CHAT_FAILURE_ENDED_EARLY] = {
    N_("The reply broke off"),
    N_("Nothing of it had arrived."),
    N_("Retry; the server or a proxy closed the connection too early."),
    CHAT_NEXT_STEP_RETRY, FALSE,
  },
  [CHAT_FAILURE_IDLE_TIMEOUT] = {
    N_("The server fell silent"),
    N_("Nothing of the reply had arrived."),
    N_("Check the network connection, then retry."),
    CHAT_NEXT_STEP_RETRY, FALSE,
  },
  [CHAT_FAILURE_EVENT_TOO_LARGE] = {
    N_("A part of the reply was too large to be read"),
    N_("Nothing of it can be shown."),
    N_("Retry, or ask for less at a time."),
    CHAT_NEXT_STEP_RETRY, FALSE,
  },
  [CHAT_FAILURE_BAD_EVENT] = {
    N_("A part of the reply could not be read"),
    N_("Reading on would have left a hole in the text."),
    N_("Retry; if it happens again, the server is at fault."),
    CHAT_NEXT_STEP_RETRY, FALSE,
  },
  [CHAT_FAILURE_PROGRAM_ENDED] = {
    N_("The program ended while this reply was being written"),
    N_("Nothing of it had arrived."),
    N_("Retry."),
    CHAT_NEXT_STEP_RETRY, FALSE,
  },
  [CHAT_FAILURE_OTHER] = {
    N_("The request failed"),
    N_("The message is kept."),
    N_("Retry; the details say more."),
    CHAT_NEXT_STEP_RETRY, FALSE,
  },
};

static const Words *
get_words (ChatFailureKind kind)
{
  g_return_val_if_fail ((gsize) kind < G_N_ELEMENTS (words), &words[CHAT_FAILURE_OTHER]);

  return &words[kind];
}

static char *
make_title (const ChatFailure *failure)
{
  const char *title = _(get_words (failure->kind)->title);

  if (failure->status != 0)
    /* Translators: a sentence such as "The key was refused", and the HTTP status behind it */
    return g_strdup_printf (_("%s (%u)."), title, failure->status);

  /* Translators: a sentence such as "The key was refused", which gets its full stop here */
  return g_strdup_printf (_("%s."), title);
}

static void
append_wait (GString *out,
             gint64   wait_ms)
{
  const guint seconds = (guint) ((wait_ms + MS_PER_SECOND - 1) / MS_PER_SECOND);
  const guint minutes = (seconds + SECONDS_PER_MINUTE - 1) / SECONDS_PER_MINUTE;
  g_autofree char *sentence = NULL;

  if (seconds < 2 * SECONDS_PER_MINUTE)
    sentence = g_strdup_printf (ngettext ("The server asks to wait for %u second.",
                                          "The server asks to wait for %u seconds.", seconds),
                                seconds);
  else
    sentence = g_strdup_printf (ngettext ("The server asks to wait for %u minute.",
                                          "The server asks to wait for %u minutes.", minutes),
                                minutes);

  chat_phrase_append (out, sentence);
}

static void
append_quote (GString    *out,
              const char *message)
{
  g_autofree char *quote = chat_api_error_fold (message, MAX_QUOTE_CHARACTERS);
  g_autofree char *sentence = NULL;

  if (quote[0] == '\0')
    return;

  /* Translators: %s is a message of the server, mostly in English */
  sentence = g_strdup_printf (_("The server says: “%s”"), quote);
  chat_phrase_append (out, sentence);
}

static void
append_location (GString    *out,
                 const char *location)
{
  /* Translators: %s is the URL that the server points to */
  g_autofree char *sentence = g_strdup_printf (_("The address is %s."), location);

  chat_phrase_append (out, sentence);
}

static const char *
get_kept (ChatFailureKind kind)
{
  if (kind == CHAT_FAILURE_PROGRAM_ENDED)
    return _("What had arrived is kept.");
  return _("What arrived is kept.");
}

/* Whoever was told for how long need not hear "a little". */
static gboolean
says_when (const ChatFailure *failure)
{
  return failure->retry_after_ms > 0 &&
         (failure->kind == CHAT_FAILURE_RATE_LIMIT || failure->kind == CHAT_FAILURE_SERVER);
}

static char *
make_body (const ChatFailure *failure,
           gboolean           kept)
{
  const Words *said = get_words (failure->kind);
  GString *body = g_string_new (NULL);

  chat_phrase_append (body, kept ? get_kept (failure->kind) : _(said->outcome));
  if (failure->location != NULL)
    append_location (body, failure->location);
  if (failure->retry_after_ms > 0)
    append_wait (body, failure->retry_after_ms);

  if (kept && said->next_step == CHAT_NEXT_STEP_RETRY)
    chat_phrase_append (body, _("Continue from there, or retry."));
  else if (said->advice != NULL && !says_when (failure))
    chat_phrase_append (body, _(said->advice));
  /* Mostly without a full stop: nothing can stand behind it. */
  if (said->quoted && failure->message != NULL)
    append_quote (body, failure->message);

  return g_string_free (body, FALSE);
}

static void
append_detail (GString    *out,
               const char *label,
               const char *value)
{
  if (value == NULL || value[0] == '\0')
    return;

  if (out->len > 0)
    g_string_append_c (out, '\n');
  g_string_append_printf (out, "%s: %s", label, value);
}

static char *
make_details (const ChatFailure *failure)
{
  GString *details = g_string_new (NULL);

  /* Translators: what kind of error it is, by the name that the server gives it */
  append_detail (details, _("Type"), failure->type);
  /* Translators: an error code, a word such as image_dimensions_too_large */
  append_detail (details, _("Code"), failure->code);
  append_detail (details, _("Message"), failure->message);
  append_detail (details, _("Request id"), failure->request_id);

  return g_string_free (details, details->len == 0);
}

ChatFailureText *
chat_failure_text_new (const ChatFailure *failure,
                       gboolean           kept)
{
  ChatFailureText *self;

  g_return_val_if_fail (failure != NULL, NULL);

  self = g_new0 (ChatFailureText, 1);
  self->title = make_title (failure);
  self->body = make_body (failure, kept);
  self->details = make_details (failure);
  self->next_step = get_words (failure->kind)->next_step;

  return self;
}

void
chat_failure_text_free (ChatFailureText *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->body);
  g_free (self->details);
  g_free (self);
}

/* Of what is tried again by itself; the server may ask for that with any other failure too. */
const char *
chat_failure_get_headline (const ChatFailure *failure)
{
  switch (failure->kind)
    {
    case CHAT_FAILURE_RATE_LIMIT:
      return _("Too many requests");
    case CHAT_FAILURE_OVERLOADED:
      return _("Overloaded");
    case CHAT_FAILURE_SERVER:
      return _("Server failure");
    case CHAT_FAILURE_NAME_NOT_FOUND:
    case CHAT_FAILURE_REFUSED:
    case CHAT_FAILURE_UNREACHABLE:
    case CHAT_FAILURE_CONNECT_TIMEOUT:
      return _("No connection");
    case CHAT_FAILURE_CONNECTION_LOST:
    case CHAT_FAILURE_ENDED_EARLY:
      return _("Connection lost");
    default:
      return _("Request failed");
    }
}
