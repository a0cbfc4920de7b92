/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Proxies without their passwords: those are kept back for whom the proxy asks for them.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CHAT_TYPE_PROXY_RESOLVER (chat_proxy_resolver_get_type ())
G_DECLARE_FINAL_TYPE (ChatProxyResolver, chat_proxy_resolver, CHAT, PROXY_RESOLVER, GObject)

/* A GProxyResolver that answers as @base does, less user and password of each http proxy. libsoup
 * (3.2 to 3.6) sends those of a URL again after each refusal, without end, and a request without a
 * tunnel to the proxy itself, with all its headers. */
GProxyResolver *chat_proxy_resolver_new           (GProxyResolver     *base);
/* What the proxy on the way to @uri is to be told, as far as it was looked up before. FALSE: nothing.
 * @user, @password: (transfer full) */
gboolean        chat_proxy_resolver_dup_password  (ChatProxyResolver  *self,
                                                   GUri               *uri,
                                                   char              **user,
                                                   char              **password);/* Whether the way to @uri leads over a proxy, as far as it was looked up before. */
gboolean        chat_proxy_resolver_has_proxy     (ChatProxyResolver  *self,
                                                   GUri               *uri);

G_END_DECLS
