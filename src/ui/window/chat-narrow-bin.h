/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Holds one widget and tells when it has become narrow.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Below this width, which grows with the text, buttons lose their words, cards stand in one column. */
#define CHAT_NARROW_WIDTH 500

#define CHAT_TYPE_NARROW_BIN (chat_narrow_bin_get_type ())
G_DECLARE_FINAL_TYPE (ChatNarrowBin, chat_narrow_bin, CHAT, NARROW_BIN, AdwBin)

/* Property: "narrow" (to be read, notify), which follows one frame later. */

gboolean chat_narrow_bin_is_narrow (ChatNarrowBin *self);

G_END_DECLS
