/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands that take arguments.
 */

#include "chat-math-private.h"

#include <stdlib.h>
#include <string.h>

typedef ChatMathNode *(*ReadFunc) (ChatMathParser *self,
                                   int             value);

typedef struct
{
  const char *name;
  ReadFunc    read;
  int         value;
} Command;

enum
{
  MODULO_BRACKETED,
  MODULO_BARE,
  MODULO_WIDE,
  MODULO_BINARY,
};

static ChatMathNode *
read_fraction (ChatMathParser *self,
               int             form)
{
  ChatMathNode *node = chat_math_new_node (self, CHAT_MATH_FRACTION);

  node->form = (ChatMathForm) form;
  node->atom = CHAT_MATH_INNER;
  /* Where the numerator goes by is of no use to anybody. */
  chat_math_read_option (self);
  node->above = chat_math_read_argument (self);
  node->below = chat_math_read_argument (self);

  return node;
}

static ChatMathNode *
read_binomial (ChatMathParser *self,
               int             form)
{
  ChatMathNode *node = read_fraction (self, form);

  node->unruled = TRUE;
  return chat_math_new_fence (self, node, "(", ")");
}

static ChatMathNode *
read_root (ChatMathParser *self,
           int             unused)
{
  ChatMathNode *node = chat_math_new_node (self, CHAT_MATH_ROOT);

  if (chat_math_at_character (self, "["))
    node->above = chat_math_read_bracketed (self);
  node->base = chat_math_read_argument (self);

  return node;
}

static ChatMathNode *
read_accent (ChatMathParser *self,
             int             form)
{
  ChatMathNode *node = chat_math_new_node (self, CHAT_MATH_ACCENT);

  node->form = (ChatMathForm) form;
  node->base = chat_math_read_argument (self);

  return node;
}

/* Scripts of a brace are its label. */
static ChatMathNode *
read_brace (ChatMathParser *self,
            int             form)
{
  ChatMathNode *node = read_accent (self, form);

  node->atom = CHAT_MATH_OP;
  node->limits = CHAT_MATH_LIMITS_OVER;

  return node;
}

static ChatMathNode *
read_alphabet (ChatMathParser *self,
               int             alphabet)
{
  ChatMathAlphabet before = self->alphabet;
  ChatMathNode *node;

  self->alphabet = (ChatMathAlphabet) alphabet;
  node = chat_math_read_argument (self);
  self->alphabet = before;

  return node;
}

/* Up to the end of the group. */
static ChatMathNode *
switch_alphabet (ChatMathParser *self,
                 int             alphabet)
{
  self->alphabet = (ChatMathAlphabet) alphabet;
  return chat_math_read_row (self);
}

static ChatMathNode *
read_size (ChatMathParser *self,
           int             form)
{
  ChatMathNode *node = chat_math_new_node (self, CHAT_MATH_SIZE);

  node->form = (ChatMathForm) form;
  node->first = chat_math_read_row (self);

  return node;
}

static ChatMathNode *
read_words (ChatMathParser *self,
            int             alphabet)
{
  return chat_math_read_words (self, (ChatMathAlphabet) alphabet);
}

/* As a group of its own, that is spaced as @atom says. */
static ChatMathNode *
read_as (ChatMathParser *self,
         int             atom)
{
  ChatMathNode *row = chat_math_new_node (self, CHAT_MATH_ROW);

  row->first = chat_math_read_argument (self);
  row->atom = (ChatMathAtom) atom;

  return row;
}

static ChatMathNode *
read_operator (ChatMathParser *self,
               int             limits)
{
  ChatMathAlphabet before = self->alphabet;
  ChatMathNode *row;

  self->alphabet = CHAT_MATH_ALPHABET_ROMAN;
  row = read_as (self, CHAT_MATH_OP);
  row->limits = (ChatMathLimits) limits;
  self->alphabet = before;

  return row;
}

static ChatMathNode *
read_space (ChatMathParser *self,
            int             amount)
{
  return chat_math_new_space (self, amount);
}

/* Of a font of 10 points, as TeX's own. */
static ChatMathNode *
read_length (ChatMathParser *self,
             int             unused)
{
  static const struct
  {
    const char *name;
    double      amount;   /* in 1/18 em */
  } units[] = {
    { "em", 18 }, { "ex", 7.8 }, { "mu", 1 }, { "pt", 1.8 }, { "px", 1.35 }, { "mm", 5.1 },
    { "cm", 51 }, { "in", 130 },
  };
  const char *raw = chat_math_read_raw (self);
  char *unit = NULL;
  double length = raw != NULL ? g_ascii_strtod (raw, &unit) : 0;

  for (guint i = 0; raw != NULL && i < G_N_ELEMENTS (units); i++)
    {
      if (strncmp (g_strchug (unit), units[i].name, 2) == 0)
        return chat_math_new_space (self, (int) CLAMP (length * units[i].amount, -180, 720));
    }

  chat_math_fail (self, self->command, (gsize) (self->start - self->command));
  return chat_math_new_space (self, 0);
}

static ChatMathNode *
read_ordinary_delimiter (ChatMathParser *self,
                         int             size)
{
  return chat_math_read_delimiter (self, size, CHAT_MATH_ORD);
}

static ChatMathNode *
read_open_delimiter (ChatMathParser *self,
                     int             size)
{
  return chat_math_read_delimiter (self, size, CHAT_MATH_OPEN);
}

static ChatMathNode *
read_close_delimiter (ChatMathParser *self,
                      int             size)
{
  return chat_math_read_delimiter (self, size, CHAT_MATH_CLOSE);
}

static ChatMathNode *
read_middle_delimiter (ChatMathParser *self,
                       int             size)
{
  return chat_math_read_delimiter (self, size, CHAT_MATH_REL);
}

static ChatMathNode *
read_enclosure (ChatMathParser *self,
                int             form)
{
  ChatMathNode *node = chat_math_new_node (self, CHAT_MATH_ENCLOSURE);

  node->form = (ChatMathForm) form;
  node->base = chat_math_read_argument (self);

  return node;
}

static ChatMathNode *
new_name (ChatMathParser *self,
          const char     *text,
          ChatMathAtom    atom)
{
  ChatMathNode *node = chat_math_new_node (self, CHAT_MATH_NAME);

  node->text = text;
  node->atom = atom;

  return node;
}

static ChatMathNode *
read_modulo (ChatMathParser *self,
             int             form)
{
  ChatMathNode *row = chat_math_new_node (self, CHAT_MATH_ROW);
  ChatMathNode **last = &row->first;
  ChatMathNode *parts[6] = { NULL };
  gboolean bracketed = form != MODULO_WIDE;

  if (form == MODULO_BINARY)
    return new_name (self, "mod", CHAT_MATH_BIN);

  parts[0] = chat_math_new_space (self, bracketed ? 8 : 12);
  if (bracketed)
    parts[1] = chat_math_new_symbol (self, "(", CHAT_MATH_OPEN);
  if (form != MODULO_BARE)
    {
      parts[2] = new_name (self, "mod", CHAT_MATH_ORD);
      parts[3] = chat_math_new_space (self, 6);
    }
  parts[4] = chat_math_read_argument (self);
  if (bracketed)
    parts[5] = chat_math_new_symbol (self, ")", CHAT_MATH_CLOSE);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      *last = parts[i];
      if (parts[i] != NULL)
        last = &parts[i]->next;
    }

  return row;
}

static ChatMathNode *
read_plain (ChatMathParser *self,
            int             unused)
{
  chat_math_read_option (self);
  return chat_math_read_argument (self);
}

/* Colours are left to the theme, so that all can be read in the dark, too. */
static ChatMathNode *
skip_color (ChatMathParser *self,
            int             unused)
{
  chat_math_read_option (self);
  chat_math_read_raw (self);
  return chat_math_new_node (self, CHAT_MATH_ROW);
}

static ChatMathNode *
read_colored (ChatMathParser *self,
              int             unused)
{
  skip_color (self, unused);
  return chat_math_read_argument (self);
}

static ChatMathNode *
skip_raw (ChatMathParser *self,
          int             unused)
{
  chat_math_read_raw (self);
  return chat_math_new_node (self, CHAT_MATH_ROW);
}

static ChatMathNode *
skip_nothing (ChatMathParser *self,
              int             unused)
{
  return chat_math_new_node (self, CHAT_MATH_ROW);
}

static ChatMathNode *
read_tag (ChatMathParser *self,
          int             bracketed)
{
  ChatMathNode *row = chat_math_new_node (self, CHAT_MATH_ROW);
  ChatMathNode *text;
  const char *raw = chat_math_read_raw (self);
  g_autofree char *label = bracketed ? g_strdup_printf ("(%s)", raw != NULL ? raw : "")
                                     : g_strdup (raw != NULL ? raw : "");

  row->first = chat_math_new_space (self, 36);
  text = chat_math_new_node (self, CHAT_MATH_TEXT);
  text->text = g_string_chunk_insert (self->math->strings, label);
  row->first->next = text;

  return row;
}

static ChatMathNode *
read_pair (ChatMathParser *self,
           int             unused)
{
  return chat_math_read_fence (self);
}

static ChatMathNode *
read_begin (ChatMathParser *self,
            int             unused)
{
  return chat_math_read_table (self);
}

static ChatMathNode *
read_lines (ChatMathParser *self,
            int             unused)
{
  return chat_math_read_substack (self);
}

/* In the order of strcmp(). */
static const Command commands[] = {
  { "\n", read_space, 6 },
  { " ", read_space, 6 },
  { "!", read_space, -3 },
  { ",", read_space, 3 },
  { ":", read_space, 4 },
  { ";", read_space, 5 },
  { ">", read_space, 4 },
  { "Big", read_ordinary_delimiter, 2 },
  { "Bigg", read_ordinary_delimiter, 4 },
  { "Biggl", read_open_delimiter, 4 },
  { "Biggm", read_middle_delimiter, 4 },
  { "Biggr", read_close_delimiter, 4 },
  { "Bigl", read_open_delimiter, 2 },
  { "Bigm", read_middle_delimiter, 2 },
  { "Bigr", read_close_delimiter, 2 },
  { "acute", read_accent, CHAT_MATH_FORM_ACUTE },
  { "bar", read_accent, CHAT_MATH_FORM_BAR },
  { "bcancel", read_enclosure, CHAT_MATH_FORM_BACK_CANCEL },
  { "begin", read_begin, 0 },
  { "bf", switch_alphabet, CHAT_MATH_ALPHABET_BOLD },
  { "big", read_ordinary_delimiter, 1 },
  { "bigg", read_ordinary_delimiter, 3 },
  { "biggl", read_open_delimiter, 3 },
  { "biggm", read_middle_delimiter, 3 },
  { "biggr", read_close_delimiter, 3 },
  { "bigl", read_open_delimiter, 1 },
  { "bigm", read_middle_delimiter, 1 },
  { "bigr", read_close_delimiter, 1 },
  { "binom", read_binomial, CHAT_MATH_FORM_NONE },
  { "bm", read_alphabet, CHAT_MATH_ALPHABET_BOLD_ITALIC },
  { "bmod", read_modulo, MODULO_BINARY },
  { "boldsymbol", read_alphabet, CHAT_MATH_ALPHABET_BOLD_ITALIC },
  { "boxed", read_enclosure, CHAT_MATH_FORM_BOX },
  { "breve", read_accent, CHAT_MATH_FORM_BREVE },
  { "cal", switch_alphabet, CHAT_MATH_ALPHABET_SCRIPT },
  { "cancel", read_enclosure, CHAT_MATH_FORM_CANCEL },
  { "cfrac", read_fraction, CHAT_MATH_FORM_DISPLAY },
  { "check", read_accent, CHAT_MATH_FORM_CHECK },
  { "color", skip_color, 0 },
  { "dbinom", read_binomial, CHAT_MATH_FORM_DISPLAY },
  { "dddot", read_accent, CHAT_MATH_FORM_DDDOT },
  { "ddot", read_accent, CHAT_MATH_FORM_DDOT },
  { "dfrac", read_fraction, CHAT_MATH_FORM_DISPLAY },
  { "displaystyle", read_size, CHAT_MATH_FORM_DISPLAY },
  { "dot", read_accent, CHAT_MATH_FORM_DOT },
  { "emph", read_words, CHAT_MATH_ALPHABET_ITALIC },
  { "enspace", read_space, 9 },
  { "ensuremath", read_plain, 0 },
  { "fbox", read_enclosure, CHAT_MATH_FORM_BOX },
  { "frac", read_fraction, CHAT_MATH_FORM_NONE },
  { "grave", read_accent, CHAT_MATH_FORM_GRAVE },
  { "hat", read_accent, CHAT_MATH_FORM_HAT },
  { "hbox", read_words, CHAT_MATH_ALPHABET_AUTO },
  { "hphantom", read_enclosure, CHAT_MATH_FORM_WIDTH_ONLY },
  { "hspace", read_length, 0 },
  { "hspace*", read_length, 0 },
  { "it", switch_alphabet, CHAT_MATH_ALPHABET_ITALIC },
  { "label", skip_raw, 0 },
  { "left", read_pair, 0 },
  { "mathbb", read_alphabet, CHAT_MATH_ALPHABET_BLACKBOARD },
  { "mathbf", read_alphabet, CHAT_MATH_ALPHABET_BOLD },
  { "mathbin", read_as, CHAT_MATH_BIN },
  { "mathcal", read_alphabet, CHAT_MATH_ALPHABET_SCRIPT },
  { "mathclose", read_as, CHAT_MATH_CLOSE },
  { "mathfrak", read_alphabet, CHAT_MATH_ALPHABET_FRAKTUR },
  { "mathinner", read_as, CHAT_MATH_INNER },
  { "mathit", read_alphabet, CHAT_MATH_ALPHABET_ITALIC },
  { "mathnormal", read_alphabet, CHAT_MATH_ALPHABET_AUTO },
  { "mathop", read_as, CHAT_MATH_OP },
  { "mathopen", read_as, CHAT_MATH_OPEN },
  { "mathord", read_as, CHAT_MATH_ORD },
  { "mathpunct", read_as, CHAT_MATH_PUNCT },
  { "mathrel", read_as, CHAT_MATH_REL },
  { "mathring", read_accent, CHAT_MATH_FORM_RING },
  { "mathrm", read_alphabet, CHAT_MATH_ALPHABET_ROMAN },
  { "mathscr", read_alphabet, CHAT_MATH_ALPHABET_SCRIPT },
  { "mathsf", read_alphabet, CHAT_MATH_ALPHABET_SANS },
  { "mathtt", read_alphabet, CHAT_MATH_ALPHABET_MONO },
  { "mathup", read_alphabet, CHAT_MATH_ALPHABET_ROMAN },
  { "mbox", read_words, CHAT_MATH_ALPHABET_AUTO },
  { "medspace", read_space, 4 },
  { "mod", read_modulo, MODULO_WIDE },
  { "negmedspace", read_space, -4 },
  { "negthickspace", read_space, -5 },
  { "negthinspace", read_space, -3 },
  { "nonumber", skip_nothing, 0 },
  { "not", chat_math_read_negated, 0 },
  { "notag", skip_nothing, 0 },
  { "operatorname", read_operator, CHAT_MATH_LIMITS_SIDE },
  { "operatorname*", read_operator, CHAT_MATH_LIMITS_DISPLAY },
  { "overbrace", read_brace, CHAT_MATH_FORM_OVERBRACE },
  { "overleftarrow", read_accent, CHAT_MATH_FORM_OVER_LEFT },
  { "overleftrightarrow", read_accent, CHAT_MATH_FORM_OVER_BOTH },
  { "overline", read_accent, CHAT_MATH_FORM_OVERLINE },
  { "overrightarrow", read_accent, CHAT_MATH_FORM_OVER_RIGHT },
  { "overset", chat_math_read_stacked, CHAT_MATH_STACK_OVER },
  { "phantom", read_enclosure, CHAT_MATH_FORM_PHANTOM },
  { "pmb", read_alphabet, CHAT_MATH_ALPHABET_BOLD_ITALIC },
  { "pmod", read_modulo, MODULO_BRACKETED },
  { "pod", read_modulo, MODULO_BARE },
  { "qquad", read_space, 36 },
  { "quad", read_space, 18 },
  { "relax", skip_nothing, 0 },
  { "rm", switch_alphabet, CHAT_MATH_ALPHABET_ROMAN },
  { "scriptscriptstyle", read_size, CHAT_MATH_FORM_SCRIPTSCRIPT },
  { "scriptstyle", read_size, CHAT_MATH_FORM_SCRIPT },
  { "sf", switch_alphabet, CHAT_MATH_ALPHABET_SANS },
  { "smash", read_plain, 0 },
  { "space", read_space, 6 },
  { "sqrt", read_root, 0 },
  { "stackrel", chat_math_read_stacked, CHAT_MATH_STACK_RELATION },
  { "substack", read_lines, 0 },
  { "symbb", read_alphabet, CHAT_MATH_ALPHABET_BLACKBOARD },
  { "symbf", read_alphabet, CHAT_MATH_ALPHABET_BOLD },
  { "tag", read_tag, TRUE },
  { "tag*", read_tag, FALSE },
  { "tbinom", read_binomial, CHAT_MATH_FORM_INLINE },
  { "text", read_words, CHAT_MATH_ALPHABET_AUTO },
  { "textbf", read_words, CHAT_MATH_ALPHABET_BOLD },
  { "textcolor", read_colored, 0 },
  { "textit", read_words, CHAT_MATH_ALPHABET_ITALIC },
  { "textnormal", read_words, CHAT_MATH_ALPHABET_AUTO },
  { "textrm", read_words, CHAT_MATH_ALPHABET_AUTO },
  { "textsf", read_words, CHAT_MATH_ALPHABET_SANS },
  { "textstyle", read_size, CHAT_MATH_FORM_INLINE },
  { "texttt", read_words, CHAT_MATH_ALPHABET_MONO },
  { "textup", read_words, CHAT_MATH_ALPHABET_AUTO },
  { "tfrac", read_fraction, CHAT_MATH_FORM_INLINE },
  { "thickspace", read_space, 5 },
  { "thinspace", read_space, 3 },
  { "tilde", read_accent, CHAT_MATH_FORM_TILDE },
  { "tt", switch_alphabet, CHAT_MATH_ALPHABET_MONO },
  { "underbrace", read_brace, CHAT_MATH_FORM_UNDERBRACE },
  { "underline", read_accent, CHAT_MATH_FORM_UNDERLINE },
  { "underset", chat_math_read_stacked, CHAT_MATH_STACK_UNDER },
  { "vec", read_accent, CHAT_MATH_FORM_VEC },
  { "vphantom", read_enclosure, CHAT_MATH_FORM_HEIGHT_ONLY },
  { "widehat", read_accent, CHAT_MATH_FORM_WIDE_HAT },
  { "widetilde", read_accent, CHAT_MATH_FORM_WIDE_TILDE },
  { "xcancel", read_enclosure, CHAT_MATH_FORM_CROSS_CANCEL },
  { "xleftarrow", chat_math_read_arrow, CHAT_MATH_FORM_OVER_LEFT },
  { "xrightarrow", chat_math_read_arrow, CHAT_MATH_FORM_OVER_RIGHT },
};

static int
compare_name (gconstpointer key,
              gconstpointer element)
{
  return strcmp (key, ((const Command *) element)->name);
}

static ChatMathNode *
read_symbol (ChatMathParser       *self,
             const ChatMathSymbol *symbol)
{
  gboolean name = (symbol->flags & CHAT_MATH_SYMBOL_NAME) != 0;
  ChatMathNode *node = name ? new_name (self, symbol->text, symbol->atom)
                            : chat_math_new_symbol (self, symbol->text, symbol->atom);

  if ((symbol->flags & CHAT_MATH_SYMBOL_BIG) != 0)
    node->form = CHAT_MATH_FORM_BIG;
  if ((symbol->flags & CHAT_MATH_SYMBOL_LIMITS) == 0)
    node->limits = CHAT_MATH_LIMITS_SIDE;
  chat_math_advance (self);

  return node;
}

ChatMathNode *
chat_math_read_command (ChatMathParser *self)
{
  const ChatMathSymbol *symbol = chat_math_symbol_find (self->text);
  const Command *command;

  if (symbol != NULL)
    return read_symbol (self, symbol);

  command = bsearch (self->text, commands, G_N_ELEMENTS (commands), sizeof *commands, compare_name);
  if (command == NULL)
    {
      chat_math_fail_here (self);
      return chat_math_new_node (self, CHAT_MATH_ROW);
    }

  self->command = self->start;
  chat_math_advance (self);

  return command->read (self, command->value);
}
