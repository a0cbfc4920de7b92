/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tree of a formula.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How something is spaced from its neighbours (The TeXbook, chapter 18). */
typedef enum
{
  CHAT_MATH_ORD,
  CHAT_MATH_OP,
  CHAT_MATH_BIN,
  CHAT_MATH_REL,
  CHAT_MATH_OPEN,
  CHAT_MATH_CLOSE,
  CHAT_MATH_PUNCT,
  CHAT_MATH_INNER,
} ChatMathAtom;

typedef enum
{
  CHAT_MATH_ROW,        /* first: one beside the other */
  CHAT_MATH_SYMBOL,     /* text: one character, with the marks that belong to it */
  CHAT_MATH_NAME,       /* text: upright letters of an operator, such as lim */
  CHAT_MATH_TEXT,       /* text: words */
  CHAT_MATH_SPACE,      /* amount: in 1/18 of the font's size; may be negative */
  CHAT_MATH_FRACTION,   /* above and below, form */
  CHAT_MATH_ROOT,       /* base, above: the degree (nullable) */
  CHAT_MATH_SCRIPTS,    /* base, above and below (nullable), limits */
  CHAT_MATH_FENCE,      /* first: rows and, between them, delimiters; text and close: its ends */
  CHAT_MATH_DELIMITER,  /* text, amount: 1 to 4 for its size; 0: as high as the fence around it */
  CHAT_MATH_TABLE,      /* first: rows, first of each: cells; form; text: columns */
  CHAT_MATH_ACCENT,     /* base, form */
  CHAT_MATH_SIZE,       /* first, form: style of what is within */
  CHAT_MATH_ENCLOSURE,  /* base, form */
} ChatMathKind;

typedef enum
{
  CHAT_MATH_ALPHABET_AUTO,   /* letters slanted, but for capital Greek ones */
  CHAT_MATH_ALPHABET_ROMAN,
  CHAT_MATH_ALPHABET_BOLD,
  CHAT_MATH_ALPHABET_ITALIC,
  CHAT_MATH_ALPHABET_BOLD_ITALIC,
  CHAT_MATH_ALPHABET_BLACKBOARD,
  CHAT_MATH_ALPHABET_SCRIPT,
  CHAT_MATH_ALPHABET_FRAKTUR,
  CHAT_MATH_ALPHABET_SANS,
  CHAT_MATH_ALPHABET_MONO,
} ChatMathAlphabet;

#define CHAT_MATH_N_ALPHABETS (CHAT_MATH_ALPHABET_MONO + 1)

typedef enum
{
  CHAT_MATH_LIMITS_DISPLAY,   /* above and below in displays, else at the side */
  CHAT_MATH_LIMITS_SIDE,
  CHAT_MATH_LIMITS_OVER,
} ChatMathLimits;

/* What a node's form says, by its kind. */
typedef enum
{
  CHAT_MATH_FORM_NONE,
  /* symbols */
  CHAT_MATH_FORM_BIG,         /* larger in displays */
  /* sizes, and fractions of a fixed one */
  CHAT_MATH_FORM_DISPLAY,
  CHAT_MATH_FORM_INLINE,
  CHAT_MATH_FORM_SCRIPT,
  CHAT_MATH_FORM_SCRIPTSCRIPT,
  /* accents: on one letter, ... */
  CHAT_MATH_FORM_HAT,
  CHAT_MATH_FORM_CHECK,
  CHAT_MATH_FORM_TILDE,
  CHAT_MATH_FORM_ACUTE,
  CHAT_MATH_FORM_GRAVE,
  CHAT_MATH_FORM_DOT,
  CHAT_MATH_FORM_DDOT,
  CHAT_MATH_FORM_DDDOT,
  CHAT_MATH_FORM_BREVE,
  CHAT_MATH_FORM_BAR,
  CHAT_MATH_FORM_VEC,
  CHAT_MATH_FORM_RING,
  /* ... and as wide as what they stand on */
  CHAT_MATH_FORM_WIDE_HAT,
  CHAT_MATH_FORM_WIDE_TILDE,
  CHAT_MATH_FORM_OVERLINE,
  CHAT_MATH_FORM_UNDERLINE,
  CHAT_MATH_FORM_OVERBRACE,
  CHAT_MATH_FORM_UNDERBRACE,
  CHAT_MATH_FORM_OVER_RIGHT,
  CHAT_MATH_FORM_OVER_LEFT,
  CHAT_MATH_FORM_OVER_BOTH,
  /* tables */
  CHAT_MATH_FORM_MATRIX,
  CHAT_MATH_FORM_SMALL_MATRIX,
  CHAT_MATH_FORM_ARRAY,
  CHAT_MATH_FORM_CASES,
  CHAT_MATH_FORM_DISPLAY_CASES,
  CHAT_MATH_FORM_ALIGNED,
  CHAT_MATH_FORM_GATHERED,
  CHAT_MATH_FORM_SUBSTACK,
  /* enclosures */
  CHAT_MATH_FORM_BOX,
  CHAT_MATH_FORM_CANCEL,
  CHAT_MATH_FORM_BACK_CANCEL,
  CHAT_MATH_FORM_CROSS_CANCEL,
  CHAT_MATH_FORM_NEGATED,     /* a stroke through a relation */
  CHAT_MATH_FORM_PHANTOM,
  CHAT_MATH_FORM_WIDTH_ONLY,
  CHAT_MATH_FORM_HEIGHT_ONLY,
} ChatMathForm;

typedef struct _ChatMathNode ChatMathNode;

struct _ChatMathNode
{
  ChatMathKind      kind;
  ChatMathAtom      atom;
  ChatMathForm      form;
  ChatMathAlphabet  alphabet;
  ChatMathLimits    limits;
  int               amount;
  gboolean          unruled;    /* of a fraction: without its line */
  guint             n_lines;    /* of a table's row: how many lines are drawn above it */
  const char       *text;
  const char       *close;
  ChatMathNode     *base;
  ChatMathNode     *above;
  ChatMathNode     *below;
  ChatMathNode     *first;
  ChatMathNode     *next;
};

G_END_DECLS
