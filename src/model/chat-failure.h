/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What went wrong with a reply, in a form that both the window and the shell can put into words.
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* One value for each failure that a person would answer differently. */
typedef enum
{
  CHAT_FAILURE_NONE,
  /* before anything was answered */
  CHAT_FAILURE_NO_KEY,             /* the profile needs a key and has none */
  CHAT_FAILURE_KEYRING,            /* it is in the keyring, which does not answer */
  CHAT_FAILURE_BUDGET,             /* the user's own, which is used up */
  CHAT_FAILURE_SPENDING_UNKNOWN,   /* nobody can say whether it is */
  CHAT_FAILURE_INSECURE,           /* plain http to another machine, and the profile does not allow it */
  CHAT_FAILURE_BAD_ADDRESS,        /* the base URL is none */
  CHAT_FAILURE_NAME_NOT_FOUND,
  CHAT_FAILURE_REFUSED,            /* connection refused */
  CHAT_FAILURE_UNREACHABLE,        /* no route, network down */
  CHAT_FAILURE_TLS,
  CHAT_FAILURE_PROXY,
  CHAT_FAILURE_CONNECT_TIMEOUT,    /* no connection in 30 s */
  CHAT_FAILURE_FIRST_BYTE_TIMEOUT, /* connected, and no answer in 10 min */
  CHAT_FAILURE_REDIRECT,           /* not followed: the key would go along */
  /* what the server said, by HTTP status and error type */
  CHAT_FAILURE_AUTHENTICATION,     /* 401 */
  CHAT_FAILURE_BILLING,            /* 402 */
  CHAT_FAILURE_PERMISSION,         /* 403 */
  CHAT_FAILURE_NOT_FOUND,          /* 404: wrong path or unknown model */
  CHAT_FAILURE_TOO_LARGE,          /* 413 */
  CHAT_FAILURE_INVALID_REQUEST,    /* 400, 422, other 4xx */
  CHAT_FAILURE_RATE_LIMIT,         /* 429 */
  CHAT_FAILURE_SPEND_LIMIT,        /* 429 that no waiting cures */
  CHAT_FAILURE_OVERLOADED,         /* 529 */
  CHAT_FAILURE_SERVER,             /* other 5xx, api_error; 408 and 409, which pass as well */
  /* an answer that is no stream */
  CHAT_FAILURE_HTML,
  CHAT_FAILURE_NOT_A_STREAM,       /* neither SSE nor a message nor an error */
  CHAT_FAILURE_EMPTY,              /* 200 and not one event */
  /* a stream that broke */
  CHAT_FAILURE_CONNECTION_LOST,
  CHAT_FAILURE_ENDED_EARLY,        /* a clean end without message_stop and without a stop reason */
  CHAT_FAILURE_IDLE_TIMEOUT,       /* not one byte in 5 min */
  CHAT_FAILURE_EVENT_TOO_LARGE,
  CHAT_FAILURE_BAD_EVENT,          /* an event that cannot be read: text would have a hole */
  CHAT_FAILURE_PROGRAM_ENDED,      /* ours, in the middle of it; found at the next start */
  CHAT_FAILURE_OTHER,
} ChatFailureKind;

/* Refcounted and never changed once made. Strings are valid UTF-8 without U+0000, and never hold a key. */
typedef struct _ChatFailure ChatFailure;
struct _ChatFailure
{
  /*< private >*/
  gatomicrefcount ref_count;
  /*< public >*/
  ChatFailureKind kind;
  guint           status;       /* HTTP status, 0 if none came */
  char           *type;         /* the API's error type, or NULL */
  char           *code;         /* error.details.error_code, or NULL */
  char           *message;      /* the server's or the library's own words, or NULL */
  char           *request_id;   /* or NULL */
  char           *location;     /* where a redirect pointed, or NULL */
  gint64          retry_after_ms; /* -1: the server did not say */
  int             should_retry; /* x-should-retry: 1, 0, or -1 if absent */
  gboolean        in_stream;    /* came after HTTP 200, as an event */
};

#define CHAT_TYPE_FAILURE (chat_failure_get_type ())
GType        chat_failure_get_type     (void);
ChatFailure *chat_failure_new          (ChatFailureKind    kind,
                                        const char        *message);
/* The same without @secret wherever somebody quoted it; @self itself if nobody did. @secret
 * (nullable) Returns: (transfer full) */
ChatFailure *chat_failure_conceal      (ChatFailure       *self,
                                        const char        *secret);
ChatFailure *chat_failure_ref          (ChatFailure       *self);
void         chat_failure_unref        (ChatFailure       *self);
/* A short stable name, "rate-limit", for logs and JSON. */
const char  *chat_failure_kind_to_name (ChatFailureKind    kind);
/* CHAT_FAILURE_OTHER for NULL and what is unknown. */
ChatFailureKind chat_failure_kind_from_name (const char    *name);
/* A copy that may be shown and logged: valid UTF-8, controls but for line feeds made blanks, and
 * whatever looks like a key (sk-, Bearer, user:password@) masked. @length in bytes, or -1. (nullable) */
char        *chat_failure_dup_safe     (const char        *text,
                                        gssize             length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatFailure, chat_failure_unref)

G_END_DECLS
