/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The service that the desktop asks for results: org.gnome.Shell.SearchProvider2, as described in
 * https://developer.gnome.org/documentation/tutorials/search-provider.html
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CHAT_TYPE_PROVIDER (chat_provider_get_type ())
G_DECLARE_FINAL_TYPE (ChatProvider, chat_provider, CHAT, PROVIDER, GApplication)

/* Ends by itself some time after the last question. @settings: whether anything is found at all;
 * each search looks again. */
ChatProvider *chat_provider_new (GSettings *settings);

G_END_DECLS
