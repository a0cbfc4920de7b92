/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a history must hold after a row of commands, kept apart from the store: to compare with.
 *
 * A command is one line: a verb and words without blanks. The same line is carried out by the
 * store (crash-worker.c) and by the world.
 */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _CrashWorld CrashWorld;

CrashWorld *crash_world_new     (void);
void        crash_world_free    (CrashWorld *self);
/* A sensible thing to do next. @number: another one each time, for names. Returns: (transfer
 * full) */
char       *crash_world_invent  (CrashWorld *self,
                                 GRand      *random,
                                 guint       number);
void        crash_world_apply   (CrashWorld *self,
                                 const char *command);
/* Everything that is to be kept, as text. Returns: (transfer full) */
char       *crash_world_dump    (CrashWorld *self);
/* The same of a database. Returns: (transfer full) */
char       *crash_world_dump_db (sqlite3    *db);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrashWorld, crash_world_free)

G_END_DECLS
