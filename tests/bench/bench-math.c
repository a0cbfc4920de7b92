/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Formulas: what reading and laying out costs, each formula of the files that are named.
 */

#include "bench-support.h"

#include "chat-math-layout.h"

#include <pango/pangocairo.h>
#include <string.h>

#define FONT_PX 15
#define ROUNDS 20

static ChatMathFont *
new_font (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  ChatMathFont *font = chat_math_font_new (context, FONT_PX);

  g_object_unref (context);
  return font;
}

static double
lay_all (GStrv         lines,
         ChatMathFont *font)
{
  double start = bench_cpu ();

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr(ChatMath) math = chat_math_new (lines[i], -1);
      g_autoptr(ChatMathLayout) layout = NULL;

      if (chat_math_get_problem (math) == NULL)
        layout = chat_math_layout_new (math, font, TRUE, 700);
    }

  return bench_cpu () - start;
}

static double
read_all (GStrv lines)
{
  double start = bench_cpu ();

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr(ChatMath) math = chat_math_new (lines[i], -1);
    }

  return bench_cpu () - start;
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(ChatMathFont) font = NULL;
  double values[ROUNDS];
  double first;
  guint n_lines;
  GString *line;

  if (argc < 2 || !g_file_get_contents (argv[1], &text, NULL, NULL))
    return 1;

  lines = g_strsplit (g_strstrip (text), "\n", -1);
  n_lines = g_strv_length (lines);
  first = bench_cpu ();
  font = new_font ();
  line = bench_begin ("math");
  bench_number (line, "font_ms", (bench_cpu () - first) * 1000);
  first = lay_all (lines, font);
  bench_number (line, "formulas", n_lines);
  bench_number (line, "first_ms_each", first * 1000 / n_lines);
  for (guint i = 0; i < ROUNDS; i++)
    values[i] = lay_all (lines, font) * 1000 / n_lines;
  bench_number (line, "layout_ms_each", bench_median (values, ROUNDS));
  for (guint i = 0; i < ROUNDS; i++)
    values[i] = read_all (lines) * 1000 / n_lines;
  bench_number (line, "read_ms_each", bench_median (values, ROUNDS));
  bench_end (line);

  return 0;
}
