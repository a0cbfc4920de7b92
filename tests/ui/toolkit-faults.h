/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Warnings of the toolkit about itself.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* As gtk_test_init(), but in the locale "C" everywhere: that one wants en_US.UTF-8, and newer GTK
 * (seen with 4.24) warns where it is not installed. First thing in main(). */
void toolkit_faults_init_test (int    *argc,
                               char ***argv);

/* From here on, warnings that are known faults of GTK or libadwaita, in versions that have them, do
 * not end the program as others do. Only widgets of theirs are excused. Once in a program, after
 * adw_init(). */
void toolkit_faults_excuse (void);

G_END_DECLS
