/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file that stands for the keyring.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Keys go to a file in the home of the test from now on; before libsecret is first used. What is
 * lost afterwards in this process is not checked: libsecret 0.20 loses the entity tag of its file
 * each time that it reads it, and no frame of it shows in the stack. */
void     test_use_file_keyring  (void);
/* FALSE, and the case is skipped, in the sandbox of Flatpak: there libsecret asks the portal for the
 * password of its file, whatever it was told. */
gboolean test_have_file_keyring (void);

G_END_DECLS
