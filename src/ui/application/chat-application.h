/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The application: one instance with one engine, its windows, and the demonstration server.
 */

#pragma once

#include <adwaita.h>

#include "chat-engine.h"

G_BEGIN_DECLS

#define CHAT_TYPE_APPLICATION (chat_application_get_type ())
G_DECLARE_FINAL_TYPE (ChatApplication, chat_application, CHAT, APPLICATION, AdwApplication)

/* @flags: beyond what the application needs itself; tests pass G_APPLICATION_NON_UNIQUE.
 * @settings: chat_settings_new() */
ChatApplication *chat_application_new        (GApplicationFlags  flags,
                                              GSettings         *settings);

ChatEngine      *chat_application_get_engine (ChatApplication   *self);

G_END_DECLS
