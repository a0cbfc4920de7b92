/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A GlobalShortcuts portal of the tests' own.
 */

#pragma once

#include "test-bus.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define SHORTCUTS   "org.freedesktop.portal.GlobalShortcuts"
#define REQUEST     "org.freedesktop.portal.Request"
#define SESSION     "org.freedesktop.portal.Session"

/* What a portal answers with. */
enum
{
  DONE,
  CANCELLED_BY_USER,
  ENDED_OTHERWISE,
};

typedef struct
{
  TestService *service;
  GString     *calls;      /* what was called so far, "Create Bind" */
  char        *request;    /* the path of the last one, or NULL */
  char        *session;    /* likewise */
} Portal;

/* It waits for the name if another has it. */
Portal *portal_new    (void);
void    portal_free   (Portal     *self);

/* To the last request. @results: as text. */
void    portal_answer (Portal     *self,
                       guint32     response,
                       const char *results);
/* A key of a session is pressed. */
void    portal_press  (Portal     *self,
                       const char *session,
                       const char *shortcut);
/* Until it was called so, and nothing more. */
void    portal_wait   (Portal     *self,
                       const char *calls);
