/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Formulas as a picture, to look at; not a test. One formula a line; needs no display.
 *
 *   math-viewer FORMULAS.tex PICTURE.png [dark] [inline] [SCALE] [FONT]
 */

#include "chat-math-layout.h"

#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH 760
#define MARGIN 12
#define FONT_PX 14.667

typedef struct
{
  gboolean    dark;
  gboolean    inline_;
  double      scale;
  const char *font;
} Options;

static Options
read_options (int    argc,
              char **argv)
{
  Options options = { .scale = 1, .font = "Cantarell 11" };

  for (int i = 3; i < argc; i++)
    {
      if (strcmp (argv[i], "dark") == 0)
        options.dark = TRUE;
      else if (strcmp (argv[i], "inline") == 0)
        options.inline_ = TRUE;
      else if (g_ascii_isdigit (argv[i][0]))
        options.scale = g_ascii_strtod (argv[i], NULL);
      else
        options.font = argv[i];
    }

  return options;
}

static PangoContext *
new_context (const Options *options)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr(PangoFontDescription) font = pango_font_description_from_string (options->font);

  pango_context_set_font_description (context, font);
  return context;
}

static double
draw_one (GtkSnapshot   *snapshot,
          ChatMathFont  *font,
          const char    *source,
          const Options *options,
          double         y)
{
  g_autoptr(ChatMath) math = chat_math_new (source, -1);
  g_autoptr(ChatMathLayout) layout = NULL;
  g_autofree char *speech = chat_math_dup_speech (math);
  GdkRGBA color = options->dark ? (GdkRGBA) { 1, 1, 1, 1 } : (GdkRGBA) { 0, 0, 0, 0.8f };
  double width;
  double ascent;
  double descent;

  if (chat_math_get_problem (math) != NULL)
    {
      g_print ("%s: %s\n", chat_math_get_problem (math), source);
      return y;
    }

  g_print ("%s\n", speech);
  layout = chat_math_layout_new (math, font, !options->inline_, WIDTH - 2 * MARGIN);
  chat_math_layout_get_size (layout, &width, &ascent, &descent);
  chat_math_layout_snapshot (layout, snapshot, MARGIN, (int) (y + ascent), &color);

  return (int) (y + ascent + descent) + 14;
}

static void
save (GskRenderNode *node,
      double         height,
      const Options *options,
      const char    *path)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24,
                                                         (int) (WIDTH * options->scale),
                                                         (int) (height * options->scale));
  cairo_t *cr = cairo_create (surface);
  double page = options->dark ? 0.12 : 1;

  cairo_scale (cr, options->scale, options->scale);
  cairo_set_source_rgb (cr, page, page, page);
  cairo_paint (cr);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_write_to_png (surface, path);
  cairo_surface_destroy (surface);
}

int
main (int    argc,
      char **argv)
{
  Options options = read_options (argc, argv);
  PangoContext *context = new_context (&options);
  g_autoptr(ChatMathFont) font = NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  GtkSnapshot *snapshot = NULL;
  g_autoptr(GskRenderNode) node = NULL;
  double y = MARGIN;

  if (argc < 3 || !g_file_get_contents (argv[1], &text, NULL, NULL))
    return EXIT_FAILURE;

  /* Makes the types of nodes known; that there is no display does no harm. */
  gtk_init_check ();
  font = chat_math_font_new (context, FONT_PX);
  snapshot = gtk_snapshot_new ();
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (lines[i][0] != '\0')
        y = draw_one (snapshot, font, lines[i], &options, y);
    }
  node = gtk_snapshot_free_to_node (snapshot);
  if (node != NULL)
    save (node, y, &options, argv[2]);

  g_object_unref (context);

  return EXIT_SUCCESS;
}
