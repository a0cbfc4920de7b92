/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown that is there as a whole.
 */

#include "chat-markdown.h"

#include "chat-markdown-build.h"

GPtrArray *
chat_markdown_parse (const char *text,
                     gsize       length)
{
  g_auto(ChatMarkdownPrepared) prepared = { 0 };
  ChatMarkdownResult result = { 0 };

  chat_markdown_prepare (&prepared, text, length, FALSE);
  chat_markdown_build (&prepared, &result);

  return result.blocks;
}
