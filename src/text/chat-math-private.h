/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The reader of formulas, cut by role: tokens, rows, commands, tables, words.
 */

#pragma once

#include "chat-math.h"

#include "chat-math-symbols.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_MATH_TOKEN_END,
  CHAT_MATH_TOKEN_CHARACTER,
  CHAT_MATH_TOKEN_COMMAND,   /* text: without the backslash */
  CHAT_MATH_TOKEN_OPEN,
  CHAT_MATH_TOKEN_CLOSE,
  CHAT_MATH_TOKEN_SUPER,
  CHAT_MATH_TOKEN_SUB,
  CHAT_MATH_TOKEN_PRIME,
  CHAT_MATH_TOKEN_CELL,      /* & */
  CHAT_MATH_TOKEN_TIE,       /* ~ */
} ChatMathTokenKind;

enum
{
  CHAT_MATH_STACK_OVER,
  CHAT_MATH_STACK_UNDER,
  CHAT_MATH_STACK_RELATION,
};

struct _ChatMath
{
  GPtrArray    *nodes;     /* all there are, as the tree has no other owner of them */
  GStringChunk *strings;
  ChatMathNode *root;
  char         *problem;
};

typedef struct
{
  ChatMath          *math;
  const char        *at;          /* behind the token */
  const char        *end;
  ChatMathTokenKind  kind;        /* the token that comes next */
  const char        *start;       /* where it stands in the source */
  const char        *text;        /* owned by math */
  const char        *command;     /* where the command stands that is being read */
  ChatMathAlphabet   alphabet;
  guint              depth;
  gboolean           bracketed;   /* a "]" ends the row */
} ChatMathParser;

/* Tokens */

void          chat_math_advance         (ChatMathParser   *self);
gboolean      chat_math_at_command      (ChatMathParser   *self,
                                         const char       *name);
gboolean      chat_math_at_character    (ChatMathParser   *self,
                                         const char       *character);
/* @length bytes of the source from @start are what stands in the way; for the parser the source ends
 * here. Only the first problem counts. */
void          chat_math_fail            (ChatMathParser   *self,
                                         const char       *start,
                                         gsize             length);
/* The next token is. */
void          chat_math_fail_here       (ChatMathParser   *self);
/* (nullable): the text between the braces that are next, as it is; NULL with a problem. */
const char   *chat_math_read_raw        (ChatMathParser   *self);
/* (nullable): the same between square brackets; NULL without a problem if there are none. */
const char   *chat_math_read_option     (ChatMathParser   *self);

/* Rows */

ChatMathNode *chat_math_new_node        (ChatMathParser   *self,
                                         ChatMathKind      kind);
ChatMathNode *chat_math_new_symbol      (ChatMathParser   *self,
                                         const char       *text,
                                         ChatMathAtom      atom);
ChatMathNode *chat_math_new_space       (ChatMathParser   *self,
                                         int               amount);
/* Up to what cannot be part of a row: its caller says what it must be. */
ChatMathNode *chat_math_read_row        (ChatMathParser   *self);
/* The same between the square brackets that come next. */
ChatMathNode *chat_math_read_bracketed  (ChatMathParser   *self);
/* One symbol, command or group, as commands take it. */
ChatMathNode *chat_math_read_argument   (ChatMathParser   *self);
/* The next symbol, command or group, without its scripts. */
ChatMathNode *chat_math_read_atom       (ChatMathParser   *self);
/* FALSE, with a problem, if there are too many groups in one another. */
gboolean      chat_math_enter           (ChatMathParser   *self);
void          chat_math_leave           (ChatMathParser   *self);

/* Commands, tables and words: the token that comes next is behind the command. */

ChatMathNode *chat_math_read_command    (ChatMathParser   *self);
/* If it comes next and is one that cuts the group in two, such as \over: takes what is before it. */
gboolean      chat_math_read_infix      (ChatMathParser   *self,
                                         ChatMathNode     *row);
ChatMathNode *chat_math_read_delimiter  (ChatMathParser   *self,
                                         int               size,
                                         ChatMathAtom      atom);
/* (nullable): the next token as a delimiter, "" for none at all; NULL with a problem. */
const char   *chat_math_read_fence_end  (ChatMathParser   *self);
ChatMathNode *chat_math_read_fence      (ChatMathParser   *self);
ChatMathNode *chat_math_new_fence       (ChatMathParser   *self,
                                         ChatMathNode     *inner,
                                         const char       *open,
                                         const char       *close);
ChatMathNode *chat_math_read_table      (ChatMathParser   *self);
ChatMathNode *chat_math_read_substack   (ChatMathParser   *self);
/* Rows up to what cannot be part of one. */
ChatMathNode *chat_math_read_rows       (ChatMathParser   *self,
                                         ChatMathForm      form);
ChatMathNode *chat_math_read_words      (ChatMathParser   *self,
                                         ChatMathAlphabet  alphabet);
ChatMathNode *chat_math_read_negated    (ChatMathParser   *self,
                                         int               unused);
ChatMathNode *chat_math_read_stacked    (ChatMathParser   *self,
                                         int               place);
ChatMathNode *chat_math_read_arrow      (ChatMathParser   *self,
                                         int               form);

G_END_DECLS
