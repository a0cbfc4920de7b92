/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tree of a formula as text.
 */

#pragma once

#include "chat-math.h"

/* (transfer full): the tree on one line, or "! " and what stands in the way. */
char *math_dump (ChatMath *math);
