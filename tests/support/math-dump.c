/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tree of a formula as text: what differs from the ordinary, and in parentheses what is within.
 */

#include "math-dump.h"

static const char *const kinds[] = {
  [CHAT_MATH_ROW] = "row",
  [CHAT_MATH_NAME] = "name",
  [CHAT_MATH_TEXT] = "text",
  [CHAT_MATH_SPACE] = "space",
  [CHAT_MATH_FRACTION] = "fraction",
  [CHAT_MATH_ROOT] = "root",
  [CHAT_MATH_SCRIPTS] = "scripts",
  [CHAT_MATH_FENCE] = "fence",
  [CHAT_MATH_DELIMITER] = "delimiter",
  [CHAT_MATH_TABLE] = "table",
  [CHAT_MATH_ACCENT] = "accent",
  [CHAT_MATH_SIZE] = "size",
  [CHAT_MATH_ENCLOSURE] = "enclosure",
};

static const char *const atoms[] = {
  "", ":op", ":bin", ":rel", ":open", ":close", ":punct", ":inner",
};

static const char *const alphabets[] = {
  "", ".roman", ".bold", ".italic", ".bolditalic", ".blackboard", ".script", ".fraktur", ".sans",
  ".mono",
};

static const char *const forms[] = {
  [CHAT_MATH_FORM_NONE] = "",
  [CHAT_MATH_FORM_BIG] = "big",
  [CHAT_MATH_FORM_DISPLAY] = "display",
  [CHAT_MATH_FORM_INLINE] = "inline",
  [CHAT_MATH_FORM_SCRIPT] = "script",
  [CHAT_MATH_FORM_SCRIPTSCRIPT] = "scriptscript",
  [CHAT_MATH_FORM_HAT] = "hat",
  [CHAT_MATH_FORM_CHECK] = "check",
  [CHAT_MATH_FORM_TILDE] = "tilde",
  [CHAT_MATH_FORM_ACUTE] = "acute",
  [CHAT_MATH_FORM_GRAVE] = "grave",
  [CHAT_MATH_FORM_DOT] = "dot",
  [CHAT_MATH_FORM_DDOT] = "ddot",
  [CHAT_MATH_FORM_DDDOT] = "dddot",
  [CHAT_MATH_FORM_BREVE] = "breve",
  [CHAT_MATH_FORM_BAR] = "bar",
  [CHAT_MATH_FORM_VEC] = "vec",
  [CHAT_MATH_FORM_RING] = "ring",
  [CHAT_MATH_FORM_WIDE_HAT] = "widehat",
  [CHAT_MATH_FORM_WIDE_TILDE] = "widetilde",
  [CHAT_MATH_FORM_OVERLINE] = "overline",
  [CHAT_MATH_FORM_UNDERLINE] = "underline",
  [CHAT_MATH_FORM_OVERBRACE] = "overbrace",
  [CHAT_MATH_FORM_UNDERBRACE] = "underbrace",
  [CHAT_MATH_FORM_OVER_RIGHT] = "right",
  [CHAT_MATH_FORM_OVER_LEFT] = "left",
  [CHAT_MATH_FORM_OVER_BOTH] = "both",
  [CHAT_MATH_FORM_MATRIX] = "matrix",
  [CHAT_MATH_FORM_SMALL_MATRIX] = "smallmatrix",
  [CHAT_MATH_FORM_ARRAY] = "array",
  [CHAT_MATH_FORM_CASES] = "cases",
  [CHAT_MATH_FORM_DISPLAY_CASES] = "dcases",
  [CHAT_MATH_FORM_ALIGNED] = "aligned",
  [CHAT_MATH_FORM_GATHERED] = "gathered",
  [CHAT_MATH_FORM_SUBSTACK] = "substack",
  [CHAT_MATH_FORM_BOX] = "box",
  [CHAT_MATH_FORM_CANCEL] = "cancel",
  [CHAT_MATH_FORM_BACK_CANCEL] = "bcancel",
  [CHAT_MATH_FORM_CROSS_CANCEL] = "xcancel",
  [CHAT_MATH_FORM_NEGATED] = "negated",
  [CHAT_MATH_FORM_PHANTOM] = "phantom",
  [CHAT_MATH_FORM_WIDTH_ONLY] = "width",
  [CHAT_MATH_FORM_HEIGHT_ONLY] = "height",
};

static void dump_node (GString            *out,
                       const ChatMathNode *node);

static void
dump_part (GString            *out,
           const char         *name,
           const ChatMathNode *node)
{
  if (node == NULL)
    return;

  g_string_append_printf (out, " %s", name);
  dump_node (out, node);
}

static void
dump_form (GString            *out,
           const ChatMathNode *node)
{
  if (node->form != CHAT_MATH_FORM_NONE)
    g_string_append_printf (out, "/%s", forms[node->form]);
  if (node->unruled)
    g_string_append (out, "/unruled");
  if (node->limits == CHAT_MATH_LIMITS_OVER)
    g_string_append (out, "/over");
  if (node->atom == CHAT_MATH_OP && node->limits == CHAT_MATH_LIMITS_DISPLAY)
    g_string_append (out, "/limits");
  g_string_append (out, atoms[node->atom]);
}

static void
dump_inside (GString            *out,
             const ChatMathNode *node)
{
  if (node->text != NULL)
    g_string_append_printf (out, " \"%s\"", node->text);
  if (node->close != NULL)
    g_string_append_printf (out, " \"%s\"", node->close);
  if (node->kind == CHAT_MATH_SPACE || node->kind == CHAT_MATH_DELIMITER)
    g_string_append_printf (out, " %d", node->amount);
  for (guint i = 0; i < node->n_lines; i++)
    g_string_append (out, " line");
  dump_part (out, "", node->base);
  dump_part (out, "^", node->above);
  dump_part (out, "_", node->below);
  for (const ChatMathNode *child = node->first; child != NULL; child = child->next)
    dump_part (out, "", child);
}

static void
dump_node (GString            *out,
           const ChatMathNode *node)
{
  if (node->kind == CHAT_MATH_SYMBOL)
    {
      g_string_append_printf (out, "%s%s", node->text, alphabets[node->alphabet]);
      dump_form (out, node);
      return;
    }

  g_string_append_printf (out, "(%s%s", kinds[node->kind], alphabets[node->alphabet]);
  dump_form (out, node);
  dump_inside (out, node);
  g_string_append_c (out, ')');
}

char *
math_dump (ChatMath *math)
{
  GString *out = g_string_new (NULL);

  if (chat_math_get_problem (math) != NULL)
    g_string_append_printf (out, "! %s", chat_math_get_problem (math));
  else
    dump_node (out, chat_math_get_root (math));

  return g_string_free (out, FALSE);
}
