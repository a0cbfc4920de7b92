/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plays a plan over a connection without ever blocking, and sees the moment the client leaves.
 */

#pragma once

#include "chat-demo-plan.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _ChatDemoPlayer ChatDemoPlayer;

typedef enum
{
  CHAT_DEMO_MOMENT_FIRST_BYTE,    /* about to be written */
  CHAT_DEMO_MOMENT_FIRST_DELTA,   /* about to be written */
  CHAT_DEMO_MOMENT_OVER,          /* all is written, and the connection goes as planned */
  CHAT_DEMO_MOMENT_KEPT,          /* all is written, and the connection stays open as planned */
  CHAT_DEMO_MOMENT_LEFT,          /* the client has closed the connection */
} ChatDemoMoment;

/* @now_us: monotonic. Nothing follows OVER and LEFT, and the player may be freed from within them. */
typedef void (*ChatDemoMomentFunc) (ChatDemoPlayer *player,
                                    ChatDemoMoment  moment,
                                    gint64          now_us,
                                    gpointer        user_data);

/* Holds one piece of the reply beyond the plan itself, whatever the client does. @stream must be
 * pollable both ways; @socket is what lies under it. @speed divides all waits; 0 leaves them out.
 * @plan: (transfer full) */
ChatDemoPlayer *chat_demo_player_new   (GIOStream          *stream,
                                        GSocket            *socket,
                                        ChatDemoPlan       *plan,
                                        double              speed,
                                        ChatDemoMomentFunc  func,
                                        gpointer            user_data);
/* In the thread-default main context. The first moments may come from within. */
void            chat_demo_player_start (ChatDemoPlayer     *self);
/* Closes the connection if it is still open. No moment is told any more. */
void            chat_demo_player_free  (ChatDemoPlayer     *self);

G_END_DECLS
