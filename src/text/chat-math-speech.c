/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Formulas in words, for those who hear them.
 */

#include "config.h"

#include "chat-math-private.h"

#include <glib/gi18n.h>
#include <string.h>

static void append_node (GString            *out,
                         const ChatMathNode *node);

/* Characters that are not said, or not rightly, by their names. */
static const struct
{
  const char *text;
  const char *words;
} symbols[] = {
  { "+", N_("plus") },
  { "−", N_("minus") },
  { "±", N_("plus or minus") },
  { "×", N_("times") },
  { "⋅", N_("times") },
  { "÷", N_("divided by") },
  { "/", N_("divided by") },
  { "=", N_("equals") },
  { "≠", N_("is not equal to") },
  { "<", N_("is less than") },
  { ">", N_("is greater than") },
  { "≤", N_("is at most") },
  { "≥", N_("is at least") },
  { "≈", N_("is about") },
  { "≡", N_("is equivalent to") },
  { "∼", N_("is distributed as") },
  { "∝", N_("is proportional to") },
  { "∈", N_("is in") },
  { "∉", N_("is not in") },
  { "⊂", N_("is a subset of") },
  { "⊆", N_("is a subset of") },
  { "∪", N_("united with") },
  { "∩", N_("intersected with") },
  { "∅", N_("empty set") },
  { "∞", N_("infinity") },
  { "∂", N_("partial") },
  { "∇", N_("nabla") },
  { "∀", N_("for all") },
  { "∃", N_("there is") },
  { "¬", N_("not") },
  { "∧", N_("and") },
  { "∨", N_("or") },
  { "→", N_("to") },
  { "⇒", N_("implies") },
  { "⟹", N_("implies") },
  { "⇔", N_("if and only if") },
  { "⟺", N_("if and only if") },
  { "↦", N_("maps to") },
  { "∣", N_("given") },
  { "!", N_("factorial") },
  { "′", N_("prime") },
  { "…", N_("and so on") },
  { "⋯", N_("and so on") },
  { "∑", N_("sum") },
  { "∏", N_("product") },
  { "∫", N_("integral") },
  { "∬", N_("double integral") },
  { "∮", N_("contour integral") },
  { "⋃", N_("union") },
  { "⋂", N_("intersection") },
  { "lim", N_("limit") },
};

static void
append_word (GString    *out,
             const char *word)
{
  if (out->len > 0 && out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');
  g_string_append (out, word);
}

static const char *
get_words (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (symbols); i++)
    {
      if (strcmp (symbols[i].text, text) == 0)
        return _(symbols[i].words);
    }

  return text;
}

static char *
say (const ChatMathNode *node)
{
  GString *out = g_string_new (NULL);

  if (node != NULL)
    append_node (out, node);

  return g_string_free (out, FALSE);
}

/* Of one that stands for itself: no bracket is needed to hear where it ends. */
static const ChatMathNode *
get_single (const ChatMathNode *node)
{
  while (node != NULL && node->kind == CHAT_MATH_ROW && node->first != NULL &&
         node->first->next == NULL)
    node = node->first;

  return node != NULL && node->kind == CHAT_MATH_SYMBOL ? node : NULL;
}

static gboolean
is_digit (const ChatMathNode *node)
{
  return node->kind == CHAT_MATH_SYMBOL &&
         (g_ascii_isdigit (node->text[0]) || strcmp (node->text, ".") == 0);
}

static gboolean
is_letter (const ChatMathNode *node)
{
  return node->kind == CHAT_MATH_SYMBOL && node->alphabet == CHAT_MATH_ALPHABET_ROMAN &&
         g_ascii_isalpha (node->text[0]);
}

/* Digits of one number and letters of one name are one word. */
static void
append_row (GString            *out,
            const ChatMathNode *first)
{
  const ChatMathNode *before = NULL;

  for (const ChatMathNode *node = first; node != NULL; before = node, node = node->next)
    {
      gboolean joined = before != NULL && ((is_digit (before) && is_digit (node)) ||
                                           (is_letter (before) && is_letter (node)));

      if (joined)
        g_string_append (out, node->text);
      else
        append_node (out, node);
    }
}

static void
append_text (GString    *out,
             const char *text)
{
  g_autofree char *words = g_strstrip (g_strdup (text));

  append_word (out, words);
}

static void
append_fraction (GString            *out,
                 const ChatMathNode *node)
{
  g_autofree char *above = say (node->above);
  g_autofree char *below = say (node->below);
  gboolean simple = get_single (node->above) != NULL && get_single (node->below) != NULL;
  g_autofree char *words = NULL;

  if (node->unruled)
    /* Translators: a binomial coefficient: n choose k */
    words = g_strdup_printf (_("%s choose %s"), above, below);
  else if (simple)
    /* Translators: a fraction of two symbols: a over b */
    words = g_strdup_printf (_("%s over %s"), above, below);
  else
    /* Translators: a fraction of longer parts */
    words = g_strdup_printf (_("fraction %s over %s, end of fraction"), above, below);
  append_word (out, words);
}

static void
append_root (GString            *out,
             const ChatMathNode *node)
{
  g_autofree char *base = say (node->base);
  g_autofree char *degree = say (node->above);
  g_autofree char *words = NULL;

  if (*degree != '\0')
    /* Translators: the n-th root of x: first n, then x */
    words = g_strdup_printf (_("root of degree %s of %s"), degree, base);
  else
    words = g_strdup_printf (_("square root of %s"), base);
  append_word (out, words);
  if (get_single (node->base) == NULL)
    append_word (out, _("end of root"));
}

static void
append_power (GString            *out,
              const ChatMathNode *above)
{
  const ChatMathNode *single = get_single (above);
  g_autofree char *power = say (above);
  g_autofree char *words = NULL;

  if (single != NULL && strcmp (single->text, "2") == 0)
    words = g_strdup (_("squared"));
  else if (single != NULL && strcmp (single->text, "3") == 0)
    words = g_strdup (_("cubed"));
  else if (above->first != NULL && above->first->kind == CHAT_MATH_SYMBOL &&
           strcmp (above->first->text, "′") == 0)
    words = g_steal_pointer (&power);
  else
    words = g_strdup_printf (_("to the power of %s"), power);
  append_word (out, words);
}

/* Sums, integrals and limits: what they range over. */
static void
append_range (GString            *out,
              const ChatMathNode *node)
{
  g_autofree char *below = say (node->below);
  g_autofree char *above = say (node->above);
  g_autofree char *words = NULL;

  if (node->below != NULL && node->above != NULL)
    /* Translators: of a sum or an integral: from 1 to n of what follows */
    words = g_strdup_printf (_("from %s to %s of"), below, above);
  else if (node->below != NULL)
    /* Translators: of a sum, a limit, a maximum: over all i of what follows */
    words = g_strdup_printf (_("over %s of"), below);
  else
    words = g_strdup_printf (_("up to %s of"), above);
  append_word (out, words);
}

/* What is written on a relation, an arrow or a brace. */
static void
append_labels (GString            *out,
               const ChatMathNode *node)
{
  if (node->above != NULL)
    {
      g_autofree char *above = say (node->above);
      /* Translators: something is written above an arrow or a relation */
      g_autofree char *words = g_strdup_printf (_("with %s above"), above);

      append_word (out, words);
    }
  if (node->below != NULL)
    {
      g_autofree char *below = say (node->below);
      /* Translators: something is written below an arrow or a relation */
      g_autofree char *words = g_strdup_printf (_("with %s below"), below);

      append_word (out, words);
    }
}

static gboolean
has_range (const ChatMathNode *node)
{
  return node->atom == CHAT_MATH_OP && node->base->kind != CHAT_MATH_ACCENT &&
         (node->base->form == CHAT_MATH_FORM_BIG || node->limits != CHAT_MATH_LIMITS_SIDE);
}

static void
append_scripts (GString            *out,
                const ChatMathNode *node)
{
  append_node (out, node->base);
  if (has_range (node) || node->limits == CHAT_MATH_LIMITS_OVER)
    {
      if (has_range (node))
        append_range (out, node);
      else
        append_labels (out, node);
      return;
    }

  if (node->below != NULL)
    {
      g_autofree char *below = say (node->below);
      /* Translators: an index: x sub i */
      g_autofree char *words = g_strdup_printf (_("sub %s"), below);

      append_word (out, words);
    }
  if (node->above != NULL)
    append_power (out, node->above);
}

static void
append_fence (GString            *out,
              const ChatMathNode *node)
{
  gboolean binomial = node->first != NULL && node->first->kind == CHAT_MATH_FRACTION &&
                      node->first->unruled;

  if (!binomial && *node->text != '\0')
    append_word (out, node->text);
  append_row (out, node->first);
  if (!binomial && *node->close != '\0')
    append_word (out, node->close);
}

static void
append_table (GString            *out,
              const ChatMathNode *node)
{
  for (const ChatMathNode *row = node->first; row != NULL; row = row->next)
    {
      for (const ChatMathNode *cell = row->first; cell != NULL; cell = cell->next)
        {
          gboolean aligned = node->form == CHAT_MATH_FORM_ALIGNED;

          append_row (out, cell->first);
          if (cell->next != NULL && !aligned)
            g_string_append_c (out, ',');
        }
      if (row->next != NULL)
        g_string_append_c (out, ';');
    }
}

static void
append_accent (GString            *out,
               const ChatMathNode *node)
{
  static const struct
  {
    ChatMathForm  form;
    const char   *format;
  } accents[] = {
    { CHAT_MATH_FORM_HAT, N_("%s hat") },
    { CHAT_MATH_FORM_WIDE_HAT, N_("%s hat") },
    { CHAT_MATH_FORM_TILDE, N_("%s tilde") },
    { CHAT_MATH_FORM_WIDE_TILDE, N_("%s tilde") },
    { CHAT_MATH_FORM_BAR, N_("%s bar") },
    { CHAT_MATH_FORM_OVERLINE, N_("%s bar") },
    { CHAT_MATH_FORM_VEC, N_("vector %s") },
    { CHAT_MATH_FORM_OVER_RIGHT, N_("vector %s") },
    { CHAT_MATH_FORM_DOT, N_("%s dot") },
    { CHAT_MATH_FORM_DDOT, N_("%s double dot") },
  };
  g_autofree char *base = say (node->base);

  for (guint i = 0; i < G_N_ELEMENTS (accents); i++)
    {
      if (accents[i].form == node->form)
        {
          g_auto(GStrv) parts = g_strsplit (_(accents[i].format), "%s", 2);
          g_autofree char *words = g_strjoinv (base, parts);

          append_word (out, words);
          return;
        }
    }

  append_word (out, base);
}

static void
append_enclosure (GString            *out,
                  const ChatMathNode *node)
{
  if (node->form >= CHAT_MATH_FORM_PHANTOM)
    return;

  if (node->form == CHAT_MATH_FORM_NEGATED)
    append_word (out, _("not"));
  else if (node->form != CHAT_MATH_FORM_BOX)
    append_word (out, _("crossed out"));
  append_node (out, node->base);
}

static void
append_node (GString            *out,
             const ChatMathNode *node)
{
  switch (node->kind)
    {
    case CHAT_MATH_SYMBOL:
    case CHAT_MATH_NAME:
      append_word (out, get_words (node->text));
      break;
    case CHAT_MATH_TEXT:
      append_text (out, node->text);
      break;
    case CHAT_MATH_FRACTION:
      append_fraction (out, node);
      break;
    case CHAT_MATH_ROOT:
      append_root (out, node);
      break;
    case CHAT_MATH_SCRIPTS:
      append_scripts (out, node);
      break;
    case CHAT_MATH_FENCE:
      append_fence (out, node);
      break;
    case CHAT_MATH_DELIMITER:
      append_word (out, node->text);
      break;
    case CHAT_MATH_TABLE:
      append_table (out, node);
      break;
    case CHAT_MATH_ACCENT:
      append_accent (out, node);
      break;
    case CHAT_MATH_ENCLOSURE:
      append_enclosure (out, node);
      break;
    case CHAT_MATH_ROW:
    case CHAT_MATH_SIZE:
    case CHAT_MATH_SPACE:
    default:
      append_row (out, node->first);
      break;
    }
}

char *
chat_math_dup_speech (ChatMath *self)
{
  return chat_math_get_root (self) != NULL ? say (self->root) : NULL;
}
