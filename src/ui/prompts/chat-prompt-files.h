/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Prompts out to files and in from them.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-library.h"

G_BEGIN_DECLS

/* Asks where to, and writes @text there. */
void chat_prompt_files_save   (GtkWindow   *parent,
                               const char  *name,
                               const char  *text);
/* Asks for files of data/library-format.md, JSON or Markdown, and adds what is in them. */
void chat_prompt_files_import (GtkWindow   *parent,
                               ChatLibrary *library);

G_END_DECLS
