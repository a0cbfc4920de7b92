/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A profile: where to send requests, as whom, and what the server there understands.
 */

#pragma once

#include <gio/gio.h>

#include "chat-dialect.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_AUTH_X_API_KEY,   /* x-api-key: KEY */
  CHAT_AUTH_BEARER,      /* Authorization: Bearer KEY */
  CHAT_AUTH_NONE,
} ChatAuth;

/* The way to the server. */
typedef enum
{
  CHAT_PROXY_SYSTEM,     /* what the desktop or the environment says; none to this computer itself */
  CHAT_PROXY_NONE,
  CHAT_PROXY_OWN,
} ChatProxy;

typedef enum
{
  CHAT_HEADER_GOOD,
  CHAT_HEADER_BAD,       /* cannot be sent: RFC 9110, 5.1 and 5.5 */
  CHAT_HEADER_TAKEN,     /* is set by the program itself */
  CHAT_HEADER_SECRET,    /* would bring a key along, by its name */
} ChatHeaderCheck;

/* What its server has refused, and is not sent again. Flags. */
typedef enum
{
  CHAT_FALLBACK_NO_BETAS     = 1 << 0,
  CHAT_FALLBACK_BASE_VERSION = 1 << 1,   /* CHAT_DEFAULT_VERSION instead of the profile's */
} ChatFallback;

#define CHAT_BETA_HEADER "anthropic-beta"

#define CHAT_TYPE_PROFILE (chat_profile_get_type ())
G_DECLARE_FINAL_TYPE (ChatProfile, chat_profile, CHAT, PROFILE, GObject)

#define CHAT_ANTHROPIC_URL   "https://api.anthropic.com"
#define CHAT_DEFAULT_MODEL   "claude-sonnet-5-5"
#define CHAT_DEFAULT_VERSION "2023-06-01"

/* The ids of the two that are in no file. */
#define CHAT_PROFILE_ENVIRONMENT "environment"
#define CHAT_PROFILE_DEMO        "demo"

/* @base_url: with or without a trailing "/", "/v1" or "/v1/messages". The dialect is chosen by its
 * host, and so is whether a key is expected. */
ChatProfile       *chat_profile_new              (const char        *name,
                                                  const char        *base_url);
/* From ANTHROPIC_API_KEY, ANTHROPIC_AUTH_TOKEN, ANTHROPIC_BASE_URL and ANTHROPIC_MODEL; NULL if
 * none of the first three is set. */
ChatProfile       *chat_profile_new_from_environment (void);
/* Everything but the id, the key, and whether it is the demo: also what its proxy is told. */
void               chat_profile_copy_settings    (ChatProfile       *self,
                                                  ChatProfile       *other);
/* Emits "changed", after the settings were changed: who shows or keeps them listens. */
void               chat_profile_changed          (ChatProfile       *self);

/* What conversations and the keyring know it by, whatever its name becomes; NULL for one that is in
 * no list. */
const char        *chat_profile_get_id           (ChatProfile       *self);   /* nullable */
void               chat_profile_set_id           (ChatProfile       *self,
                                                  const char        *id);
const char        *chat_profile_get_name         (ChatProfile       *self);
void               chat_profile_set_name         (ChatProfile       *self,
                                                  const char        *name);
const char        *chat_profile_get_base_url     (ChatProfile       *self);
/* In lower case. Returns: (transfer full) (nullable): NULL if the address has none */
char              *chat_profile_dup_host         (ChatProfile       *self);
gboolean           chat_profile_is_anthropic     (ChatProfile       *self);
/* Whether its server is on this computer. */
gboolean           chat_profile_is_local         (ChatProfile       *self);
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
/* For this session: in no file, and gone when the profile is changed. At first 0. */
ChatFallback       chat_profile_get_fallback     (ChatProfile       *self);
void               chat_profile_set_fallback     (ChatProfile       *self,
                                                  ChatFallback       fallback);
/* More headers for each request, as name, value, name, value, NULL; never NULL itself. */
const char * const *chat_profile_get_headers     (ChatProfile       *self);
/* Those that are not CHAT_HEADER_GOOD are left out. @headers (nullable) */
void               chat_profile_set_headers      (ChatProfile       *self,
                                                  const char * const *headers);
ChatHeaderCheck    chat_profile_check_header     (const char        *name,
                                                  const char        *value);
ChatDialect       *chat_profile_get_dialect      (ChatProfile       *self);   /* borrowed, writable */
/* What the dialect is by default, for the host of the base URL. */
const ChatDialect *chat_profile_get_host_dialect (ChatProfile       *self);
ChatProxy          chat_profile_get_proxy        (ChatProfile       *self);
/* For CHAT_PROXY_OWN, else NULL. Without user and password. */
const char        *chat_profile_get_proxy_url    (ChatProfile       *self);
/* User and password are those of @url, or none. */
void               chat_profile_set_proxy        (ChatProfile       *self,
                                                  ChatProxy          proxy,
                                                  const char        *url);
const char        *chat_profile_get_proxy_user   (ChatProfile       *self);   /* nullable */
/* As the key: in memory only. */
const char        *chat_profile_get_proxy_password (ChatProfile     *self);   /* nullable */
/* For CHAT_PROXY_OWN, as which it is to know us. Both nullable; no password without a user. */
void               chat_profile_set_proxy_login  (ChatProfile       *self,
                                                  const char        *user,
                                                  const char        *password);
/* The address of the own proxy with user and password, to be wiped. Returns: (transfer full)
 * (nullable) */
char              *chat_profile_dup_proxy_uri    (ChatProfile       *self);
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
/* Whether the endpoints are right below the base URL, without "/v1". */
gboolean           chat_profile_get_bare_path    (ChatProfile       *self);
void               chat_profile_set_bare_path    (ChatProfile       *self,
                                                  gboolean           bare_path);
/* BASE + "/v1/messages" for path "messages". Returns: (transfer full) */
char              *chat_profile_dup_endpoint     (ChatProfile       *self,
                                                  const char        *path);

G_END_DECLS
