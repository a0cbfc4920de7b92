/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of the transcript share: what can be seen of the page.
 */

#include "transcript-support.h"

#include <string.h>

void
talk_assert_shows (Talk       *self,
                   const char *text)
{
  g_autofree char *visible = talk_dup_visible (self);

  if (strstr (visible, text) == NULL)
    g_error ("\"%s\" is not in \"%s\"", text, visible);
}

void
talk_assert_hides (Talk       *self,
                   const char *text)
{
  g_autofree char *visible = talk_dup_visible (self);

  g_assert_null (strstr (visible, text));
}
