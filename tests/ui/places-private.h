/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the table of places and the way into them share.
 */

#pragma once

#include "places.h"

G_BEGIN_DECLS

/* What there is in each window, beside the conversation. */
#define PLACES_ACCOUNT "Heron server"
#define PLACES_PROMPT  "Heron prompt"

/* @detailed: the action with its target, from the conversation. */
void places_activate (WindowFixture *self,
                      const char    *detailed);

G_END_DECLS
