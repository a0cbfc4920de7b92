/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A profile: where to send requests, as whom, and what the server there understands.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  CHAT_AUTH_X_API_KEY,   /* x-api-key: KEY */
  CHAT_AUTH_BEARER,      /* Authorization: Bearer KEY */
  CHAT_AUTH_NONE,
} ChatAuth;

/* What a server understands beyond the core of the API. A foreign one gets nothing extra, and its
 * thinking back as it came. */
typedef struct
{
  gboolean cache_control;   /* top-level cache_control */
  gboolean thinking;        /* the thinking parameter, by model */
  gboolean strict_end;      /* a stop reason without message_stop is suspicious */
  gboolean unsigned_thinking; /* thinking blocks go back even with an empty signature */
} ChatDialect;

#define CHAT_TYPE_PROFILE (chat_profile_get_type ())
G_DECLARE_FINAL_TYPE (ChatProfile, chat_profile, CHAT, PROFILE, GObject)

#define CHAT_ANTHROPIC_URL   "https://api.anthropic.com"
#define CHAT_DEFAULT_MODEL   "claude-sonnet-5-5"
#define CHAT_DEFAULT_VERSION "2023-06-01"

/* @base_url: with or without a trailing "/", "/v1" or "/v1/messages". The dialect is chosen by its
 * host, and so is whether a key is expected. */
ChatProfile       *chat_profile_new              (const char        *name,
                                                  const char        *base_url);
/* From ANTHROPIC_API_KEY, ANTHROPIC_AUTH_TOKEN, ANTHROPIC_BASE_URL and ANTHROPIC_MODEL; NULL if
 * none of the first three is set. */
ChatProfile       *chat_profile_new_from_environment (void);

const char        *chat_profile_get_name         (ChatProfile       *self);
const char        *chat_profile_get_base_url     (ChatProfile       *self);
const char        *chat_profile_get_model        (ChatProfile       *self);
void               chat_profile_set_model        (ChatProfile       *self,
                                                  const char        *model);
ChatAuth           chat_profile_get_auth         (ChatProfile       *self);
/* The key lives in memory only and is wiped when the profile goes. Blanks around it are cut; what
 * cannot be a key (a control character, a blank inside) counts as NULL. */
void               chat_profile_set_key          (ChatProfile       *self,
                                                  ChatAuth           auth,
                                                  const char        *key);
const char        *chat_profile_get_key          (ChatProfile       *self);   /* nullable */
const char        *chat_profile_get_version      (ChatProfile       *self);   /* anthropic-version */
void               chat_profile_set_version      (ChatProfile       *self,
                                                  const char        *version);
ChatDialect       *chat_profile_get_dialect      (ChatProfile       *self);   /* borrowed, writable */
gboolean           chat_profile_get_allow_http   (ChatProfile       *self);
/* The user insists on plain http to another machine. */
void               chat_profile_set_allow_http   (ChatProfile       *self,
                                                  gboolean           allow_http);
/* PEM file with the certificates to trust instead of the system's, or NULL. */
const char        *chat_profile_get_ca_file      (ChatProfile       *self);
void               chat_profile_set_ca_file      (ChatProfile       *self,
                                                  const char        *ca_file);
/* The built-in demonstration server; its base URL is filled in when the server listens. The first
 * call makes it "Demo" with the model "claude-demo" and no key. */
gboolean           chat_profile_is_demo          (ChatProfile       *self);
void               chat_profile_set_demo         (ChatProfile       *self,
                                                  const char        *base_url);
/* BASE + "/v1/messages" for path "messages". Returns: (transfer full) */
char              *chat_profile_dup_endpoint     (ChatProfile       *self,
                                                  const char        *path);

G_END_DECLS
