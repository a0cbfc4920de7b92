/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What test programs share: fixtures by their path, and waiting without sleeping.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Far beyond what anything on loopback takes, under a sanitizer on a busy machine too; only a test
 * that fails ever waits so long. */
#define TEST_PATIENCE_SECONDS 50

/* The bytes of tests/fixtures/@path, followed by a NUL that @length does not count; the test fails
 * if there is no such file. @length is nullable. Returns: (transfer full) */
char   *test_load_fixture     (const char *path,
                               gsize      *length);
/* Names in tests/fixtures/@folder that end with @suffix, sorted; the test fails if there are none,
 * so that an empty folder does not pass. Returns: (transfer full) */
GStrv   test_list_fixtures    (const char *folder,
                               const char *suffix);

/* A script of the demo server that lists @n_models, "maker/model-000" and so on, each with another
 * context window, and answers "yes". Returns: (transfer full) */
char   *test_write_models     (guint       n_models);

/* Runs the default main context until @condition holds; the test fails after TEST_PATIENCE_SECONDS. */
#define test_wait_until(condition)                                                    \
  G_STMT_START                                                                        \
  {                                                                                   \
    guint test_patience = test_patience_start ();                                     \
    while (!(condition))                                                              \
      test_patience_iterate (#condition);                                             \
    test_patience_stop (test_patience);                                               \
  }                                                                                   \
  G_STMT_END

/* For test_wait_until(). */
guint   test_patience_start   (void);
void    test_patience_iterate (const char *condition);
void    test_patience_stop    (guint       source);

G_END_DECLS
