/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What helps to write Markdown: lists that go on, marks and brackets around what is selected. Pure.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CHAT_MARKDOWN_BOLD,
  CHAT_MARKDOWN_ITALIC,
  CHAT_MARKDOWN_CODE,    /* of several lines: a block in a fence */
} ChatMarkdownMark;

/* A change of a text. All places are counted in characters. */
typedef struct
{
  guint  from;           /* what stands from here */
  guint  to;             /* to here */
  char  *with;           /* becomes this; owned */
  guint  select_from;    /* and this part of the new text is selected; a cursor if it is empty */
  guint  select_to;
} ChatMarkdownEdit;

void     chat_markdown_edit_clear    (ChatMarkdownEdit *self);

/* In all of them @from to @to is what is selected in @text. The result is for
 * chat_markdown_edit_clear(). */

/* Whether a block of code is open at @at: its fence has begun above or just there, and is not closed
 * before. */
gboolean chat_markdown_edit_is_code  (const char       *text,
                                      guint             at);
/* Begins a line. After a line of a list or quotation it begins as that did, a number being the next
 * one and a box empty; one that has nothing but its beginning loses that instead, which ends the list.
 * In a block of code it is indented as the line before. */
void     chat_markdown_edit_new_line (const char       *text,
                                      guint             from,
                                      guint             to,
                                      ChatMarkdownEdit *edit);
/* Marks what is selected, or the word at the cursor, or takes that mark away; without a word it begins
 * something marked, and at the end of that it leaves it. */
void     chat_markdown_edit_toggle   (const char       *text,
                                      guint             from,
                                      guint             to,
                                      ChatMarkdownMark  mark,
                                      ChatMarkdownEdit *edit);
/* FALSE if @typed is nothing that goes around what is selected, or nothing is selected. */
gboolean chat_markdown_edit_surround (const char       *text,
                                      guint             from,
                                      guint             to,
                                      gunichar          typed,
                                      ChatMarkdownEdit *edit);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChatMarkdownEdit, chat_markdown_edit_clear)

G_END_DECLS
