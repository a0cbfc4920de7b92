/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file that notes on which thread it is worked on, and that can be as slow as a test likes.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TEST_TYPE_WATCHED_FILE (test_watched_file_get_type ())
G_DECLARE_FINAL_TYPE (TestWatchedFile, test_watched_file, TEST, WATCHED_FILE, GObject)

/* Implements GFile in front of @file; what is derived from it is watched together with it. The thread
 * that calls this is the one that may not wait. Returns: (transfer full) */
TestWatchedFile *test_watched_file_new         (GFile           *file);
/* From now on every other thread waits in what it does, until it is released. */
void             test_watched_file_hold        (TestWatchedFile *self);
void             test_watched_file_release     (TestWatchedFile *self);
/* Whether one waits. */
gboolean         test_watched_file_is_held     (TestWatchedFile *self);
/* How often it was worked on elsewhere, and what was done first on the thread that may not wait, or
 * NULL. */
guint            test_watched_file_get_n_calls (TestWatchedFile *self);
const char      *test_watched_file_get_blocking (TestWatchedFile *self);

G_END_DECLS
