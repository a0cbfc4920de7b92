/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Notices that the computer was suspended, by two clocks of which one goes on meanwhile.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Microseconds, of CLOCK_BOOTTIME less CLOCK_MONOTONIC. */
typedef gint64 (*ChatWakeClock) (gpointer user_data);

typedef struct _ChatWake ChatWake;

/* @func is called within a second after the computer woke up, as long as it is watched. @clock
 * (nullable): for tests. */
ChatWake *chat_wake_new   (GSourceOnceFunc  func,
                           gpointer         user_data,
                           ChatWakeClock    clock,
                           gpointer         clock_data);
void      chat_wake_free  (ChatWake        *self);
/* While nobody watches, nothing runs. */
void      chat_wake_watch (ChatWake        *self,
                           gboolean         watch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatWake, chat_wake_free)

G_END_DECLS
