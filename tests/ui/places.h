/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every window, dialog, popover and menu of the program, and the states of the main window, in one
 * table: what is to hold everywhere is tested in all of them.
 */

#pragma once

#include "window-support.h"

G_BEGIN_DECLS

typedef enum
{
  PLACE_SILENT,      /* nothing was said */
  PLACE_ANSWERED,    /* a reply with all that Markdown has */
  PLACE_STREAMING,   /* a reply that is being written */
  PLACE_FAILED,      /* a reply that did not come */
} PlaceTalk;

typedef struct
{
  const char *name;
  const char *sources;   /* in src/ui: who makes it, "a.c b.c"; or NULL */
  PlaceTalk   talk;
  const char *action;    /* that leads there, with its target; or NULL */
  void      (*go)        (WindowFixture *self);   /* after it; or NULL */
} Place;

/* Ends with a name that is NULL. */
const Place *places_get_all   (void);
/* Returns: (nullable) */
const Place *places_find      (const char     *name);

/* Begins a window, and leads it to @place. Returns: (transfer none) what is to be looked at: the
 * window, or the popover with the focus. */
GtkWidget   *places_enter     (WindowFixture  *self,
                               const Place    *place);
/* The same; @prepare (nullable) is called before anything is opened. */
GtkWidget   *places_enter_after (WindowFixture  *self,
                               const Place    *place,
                               void          (*prepare) (WindowFixture *self));
/* Closes all. */
void         places_leave     (WindowFixture  *self);

G_END_DECLS
