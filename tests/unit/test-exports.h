/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of export and import share: files, ZIPs, conversations in a few letters.
 */

#pragma once

#include <gio/gio.h>

#include "chat-conversation.h"

G_BEGIN_DECLS

/* A file of its own in a temporary folder, with these bytes. Returns: (transfer full) */
GFile *test_write_file        (const char       *bytes,
                               gsize             length);
/* A ZIP with one deflated entry @name between two others. Returns: (transfer full) */
GFile *test_write_zip         (const char       *name,
                               const char       *bytes,
                               gsize             length);
/* All conversations in @file in the lossless form, each on lines of its own; what was skipped as
 * "skipped: why"; and at the end why no more came, if it is not the end. Returns: (transfer full) */
char  *test_read_archive      (GFile            *file);
/* The tree, "user(assistant(user) assistant*)": the first word of each message, "*" marks the leaf,
 * "|" separates the first prompts. Returns: (transfer full) */
char  *test_describe_tree     (ChatConversation *conversation);

G_END_DECLS
