/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program of the shell, started as a user starts it.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char *data;    /* XDG_DATA_HOME of this test */
  char *config;  /* its XDG_CONFIG_HOME, with its settings */
  char *out;     /* what the last command printed */
  char *err;
  int   status;
  char *output;  /* NULL, or the file that standard output goes to instead of to @out */
} Shell;

/* A fixture; @data is ignored. */
void         shell_set_up    (Shell              *self,
                              gconstpointer       data);
void         shell_tear_down (Shell              *self,
                              gconstpointer       data);
/* @arguments: NULL-terminated. Returns: (transfer full) */
GSubprocess *shell_start     (Shell              *self,
                              const char * const *arguments);
/* Waits for its end. */
void         shell_finish    (Shell              *self,
                              GSubprocess        *process);
/* Both, and asserts how it ended. */
void         shell_run_list  (Shell              *self,
                              int                 status,
                              const char * const *arguments);

#define shell_run(self, status, ...) \
  shell_run_list (self, status, (const char * const []) { __VA_ARGS__, NULL })

G_END_DECLS
