/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A made-up history, the same for the same numbers: words as frequent as in a language, some of it
 * Japanese, code, thinking, tool use, and branches.
 */

#pragma once

#include "bench-prose.h"

G_BEGIN_DECLS

/* In five messages, wherever they are. */
#define BENCH_RARE_WORD "zyzzyva"

typedef struct
{
  guint   n_conversations;
  guint   n_messages;
  guint64 n_bytes;          /* of text */
} BenchHistory;

/* The uid of a conversation, from 0 on. Returns: (transfer full) */
char   *bench_history_uid   (guint               conversation);
/* Writes it into the store at @folder, which must be new, and indexes it. */
void    bench_history_write (const BenchHistory *self,
                             const char         *folder);

/* For a program that measures with a history. Takes the options --conversations, --messages, --bytes
 * ("2G"), which change @self, and --folder, from the arguments; writes it, with a line of its own,
 * unless it is there from an earlier run. @is_kept (out): it was told where. Returns: (transfer
 * full): the folder */
char   *bench_history_prepare (BenchHistory      *self,
                               int               *argc,
                               char            ***argv,
                               gboolean          *is_kept);
void    bench_history_remove  (const char        *folder);

G_END_DECLS
