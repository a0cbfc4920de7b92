/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text with its tags, gathered before it goes into the buffer as one insertion.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  GtkTextTag *tag;
  guint       start;   /* characters from the start of the run */
  guint       end;
} ChatSpan;

typedef struct
{
  GString *text;
  GArray  *spans;      /* (element-type ChatSpan) */
  guint    n_chars;
} ChatRun;

ChatRun *chat_run_new         (void);
void     chat_run_free        (ChatRun    *self);
void     chat_run_clear       (ChatRun    *self);
/* @text goes in as it is but for bytes that GTK could not show (invalid UTF-8, U+0000), which become
 * U+FFFD. Ends of lines are the caller's affair. */
void     chat_run_append      (ChatRun    *self,
                               const char *text,
                               gsize       length);
/* The same for one line: whatever would end it becomes a space. */
void     chat_run_append_line (ChatRun    *self,
                               const char *text);
void     chat_run_append_words (ChatRun   *self,
                               const char *text,
                               gsize       length);
/* Tags all characters from @start to the end so far; nothing if there are none. */
void     chat_run_tag         (ChatRun    *self,
                               guint       start,
                               GtkTextTag *tag);
/* The same for a part that is not at the end. */
void     chat_run_tag_part    (ChatRun    *self,
                               guint       start,
                               guint       end,
                               GtkTextTag *tag);

/* Appends the characters of @other from @from on with their tags. */
void     chat_run_append_run  (ChatRun       *self,
                               const ChatRun *other,
                               guint          from);
/* Brings the spans into an order that depends on nothing but them. */
void     chat_run_sort        (ChatRun    *self);
/* The first character in which two sorted runs differ, be it by a tag. */
guint    chat_run_compare     (const ChatRun *self,
                               const ChatRun *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatRun, chat_run_free)

G_END_DECLS
