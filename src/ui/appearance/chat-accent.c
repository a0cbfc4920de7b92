/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An accent colour with enough contrast, where the user has not chosen one.
 */

#include "chat-accent.h"

#include <adwaita.h>

/* By high contrast and dark. White on the backgrounds and the colours on the view have 4.8:1 or
 * more, and 7.1:1 with high contrast. */
static const char * const accents[2][2] = {
  {
    "@define-color accent_bg_color #1c71d8; @define-color accent_color #1a65c0;",
    "@define-color accent_bg_color #1c71d8; @define-color accent_color #78aeed;",
  },
  {
    "@define-color accent_bg_color #1757a6; @define-color accent_color #144b91;",
    "@define-color accent_bg_color #1757a6; @define-color accent_color #99c1f1;",
  },
};


const char *
chat_accent_get_css (gboolean dark,
                     gboolean high_contrast)
{
  if (adw_get_major_version () > 1 || adw_get_minor_version () >= 6)
    return "";

  return accents[high_contrast ? 1 : 0][dark ? 1 : 0];
}
