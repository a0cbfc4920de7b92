/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The texts of libraries: what is kept, exported and imported. Pure.
 */

#pragma once

#include <gio/gio.h>

#include "chat-library-item.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_LIBRARY_PROMPTS,
  CHAT_LIBRARY_PRESETS,   /* sets of parameters */
} ChatLibraryKind;

#define CHAT_N_LIBRARIES (CHAT_LIBRARY_PRESETS + 1)

/* @items: of ChatLibraryItem. @usual (nullable): name of the one that is used by itself.
 * The form is that of data/library-format.md. Returns: (transfer full) */
char      *chat_library_file_print          (ChatLibraryKind   kind,
                                             GListModel       *items,
                                             const char       *usual);
/* @usual: (out) (transfer full) (nullable). @whole: (out): FALSE if something in it was
 * not understood. Any thread.
 * Returns: (transfer full) (element-type ChatLibraryItem) (nullable): NULL if it is none of @kind */
GPtrArray *chat_library_file_parse          (ChatLibraryKind   kind,
                                             const char       *text,
                                             gsize             length,
                                             char            **usual,
                                             gboolean         *whole);
/* One prompt a file: its text, below a front matter with its name if it has one, else called
 * @name. Returns: (transfer full) (nullable): NULL without any text */
ChatLibraryItem *chat_library_file_parse_markdown (const char *text,
                                             const char       *name);
/* Returns: (transfer full) */
char      *chat_library_file_print_markdown (ChatLibraryItem  *item);

G_END_DECLS
