/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the transcript says about the result of a tool, in words.
 */

#pragma once

#include "chat-block-text.h"

G_BEGIN_DECLS

/* Fills @text from a CHAT_BLOCK_SERVER_TOOL_RESULT or CHAT_BLOCK_TOOL_RESULT. Title and summary are
 * always set; FALSE if the content has no known shape, so that the body is left to the caller. */
gboolean chat_result_text_describe (const ChatContentBlock *block,
                                    ChatSourceList         *sources,
                                    ChatBlockText          *text);

G_END_DECLS
