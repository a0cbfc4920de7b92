/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Scenes of the transcript compared with approved pictures, tests/fixtures/scenes.
 *
 *   CHAT_APPROVE_SCENES=FOLDER test-scenes     writes the pictures instead, to be looked at
 */

#include "scenes.h"

#include <pango/pangocairo.h>
#include <string.h>

/* A pixel differs if one of its colours does by more than this: edges of letters waver a little. */
#define CHANNEL_TOLERANCE 40
/* This many of all pixels may differ, in millionths. */
#define PIXEL_TOLERANCE   400

/* Letters are drawn as these versions and these fonts draw them; others cannot be compared. */
#define MADE_WITH "GTK 4.8, Pango 1.50, Cantarell, DejaVu with its Math"

typedef struct
{
  const char *scene;
  int         width;
  int         height;
  SceneLook   look;
} Picture;

#define WIDE   800, 700
#define NARROW 360, 640

static const Picture pictures[] = {
  { "main", WIDE, SCENE_LIGHT },
  { "main", WIDE, SCENE_DARK },
  { "main", WIDE, SCENE_CONTRAST },
  { "main", WIDE, SCENE_DARK | SCENE_CONTRAST },
  { "main", WIDE, SCENE_MIRRORED },
  { "main", NARROW, SCENE_LIGHT },
  { "tools", WIDE, SCENE_LIGHT },
  { "tools", WIDE, SCENE_DARK },
  { "tools", WIDE, SCENE_CONTRAST },
  { "tools", WIDE, SCENE_DARK | SCENE_CONTRAST },
  { "tools", NARROW, SCENE_LIGHT },
  { "cited", WIDE, SCENE_LIGHT },
  { "cited", WIDE, SCENE_DARK | SCENE_CONTRAST },
  { "interrupted", WIDE, SCENE_LIGHT },
  { "interrupted", NARROW, SCENE_DARK },
  { "errors", WIDE, SCENE_LIGHT },
  { "errors", WIDE, SCENE_DARK },
  { "errors", WIDE, SCENE_CONTRAST },
  { "errors", WIDE, SCENE_DARK | SCENE_CONTRAST },
  { "cut", WIDE, SCENE_LIGHT },
  { "unwrapped", WIDE, SCENE_LIGHT },
  { "unwrapped", WIDE, SCENE_DARK },
  { "unwrapped", WIDE, SCENE_MIRRORED },
  { "unwrapped", NARROW, SCENE_LIGHT },
  { "arabic", WIDE, SCENE_LIGHT },
  { "arabic", WIDE, SCENE_MIRRORED },
  { "arabic", NARROW, SCENE_MIRRORED | SCENE_DARK },
  { "cursor", WIDE, SCENE_LIGHT },
  { "cursor", WIDE, SCENE_DARK },
  { "prose", WIDE, SCENE_LIGHT },
  { "prose", WIDE, SCENE_DARK },
  { "prose", NARROW, SCENE_LIGHT },
  { "lists", WIDE, SCENE_LIGHT },
  { "lists", WIDE, SCENE_MIRRORED },
  { "lists", NARROW, SCENE_LIGHT },
  { "quotes", WIDE, SCENE_LIGHT },
  { "quotes", WIDE, SCENE_DARK },
  { "code", WIDE, SCENE_LIGHT },
  { "code", WIDE, SCENE_DARK },
  { "code", WIDE, SCENE_CONTRAST },
  { "code", WIDE, SCENE_DARK | SCENE_CONTRAST },
  { "code", NARROW, SCENE_LIGHT },
  { "tables", WIDE, SCENE_LIGHT },
  { "tables", WIDE, SCENE_DARK },
  { "tables", WIDE, SCENE_MIRRORED },
  { "tables", NARROW, SCENE_LIGHT },
  { "math", WIDE, SCENE_LIGHT },
  { "math", WIDE, SCENE_DARK },
  { "math", NARROW, SCENE_LIGHT },
  { "formula-tables", WIDE, SCENE_DARK },
  { "formula-tables", NARROW, SCENE_LIGHT },
  { "hebrew", WIDE, SCENE_MIRRORED },
  { "hebrew", WIDE, SCENE_DARK },
};

static char *
dup_name (const Picture *picture)
{
  GString *name = g_string_new (picture->scene);

  g_string_append_printf (name, "-%d", picture->width);
  if ((picture->look & SCENE_DARK) != 0)
    g_string_append (name, "-dark");
  if ((picture->look & SCENE_CONTRAST) != 0)
    g_string_append (name, "-contrast");
  if ((picture->look & SCENE_MIRRORED) != 0)
    g_string_append (name, "-mirrored");
  return g_string_free (name, FALSE);
}

static gboolean
has_font (const char *name)
{
  PangoFontFamily *family = pango_font_map_get_family (pango_cairo_font_map_get_default (), name);

  return family != NULL && strcmp (pango_font_family_get_name (family), name) == 0;
}

static gboolean
is_comparable (void)
{
  return gtk_get_minor_version () == 8 && pango_version () / 100 == 150 &&
         has_font ("Cantarell") && has_font ("DejaVu Sans Mono") &&
         has_font ("DejaVu Math TeX Gyre");
}

static guchar *
download (GdkTexture *texture,
          gsize      *size)
{
  int width = gdk_texture_get_width (texture);
  int height = gdk_texture_get_height (texture);
  gsize stride = (gsize) width * 4;
  guchar *pixels;

  *size = stride * (gsize) height;
  pixels = g_malloc (*size);
  gdk_texture_download (texture, pixels, stride);
  return pixels;
}

/* Of all pixels, in millionths. */
static guint64
count_differing (const guchar *pixels,
                 const guchar *approved,
                 gsize         size)
{
  guint64 n_differing = 0;

  for (gsize i = 0; i < size; i += 4)
    {
      gboolean differs = FALSE;

      for (gsize channel = 0; channel < 3; channel++)
        differs = differs || ABS (pixels[i + channel] - approved[i + channel]) > CHANNEL_TOLERANCE;
      n_differing += differs ? 1 : 0;
    }

  return n_differing * 1000000 / (size / 4);
}

static void
compare (GdkTexture *texture,
         const char *name)
{
  g_autofree char *relative = g_strdup_printf ("scenes/%s.png", name);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", relative, NULL);
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *seen = g_test_build_filename (G_TEST_BUILT, file, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) approved = gdk_texture_new_from_filename (path, &error);
  g_autofree guchar *pixels = NULL;
  g_autofree guchar *approved_pixels = NULL;
  guint64 differing;
  gsize approved_size;
  gsize size;

  g_assert_no_error (error);
  pixels = download (texture, &size);
  approved_pixels = download (approved, &approved_size);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, gdk_texture_get_width (approved));
  g_assert_cmpuint (size, ==, approved_size);

  differing = count_differing (pixels, approved_pixels, size);
  if (differing > PIXEL_TOLERANCE)
    {
      gdk_texture_save_to_png (texture, seen);
      g_test_message ("%" G_GUINT64_FORMAT " of a million pixels differ; see %s", differing, seen);
      g_test_fail ();
    }
}

static void
test_picture (gconstpointer data)
{
  const Picture *picture = data;
  const char *folder = g_getenv ("CHAT_APPROVE_SCENES");
  g_autofree char *name = dup_name (picture);
  g_autofree char *path = g_strdup_printf ("%s/%s.png", folder, name);
  g_autoptr(GdkTexture) texture = NULL;
  Talk talk;

  if (!is_comparable ())
    {
      g_test_skip ("the pictures were made with " MADE_WITH);
      return;
    }

  scene_open (&talk, picture->look, picture->width, picture->height);
  scene_play (&talk, picture->scene);
  texture = talk_render (&talk);
  if (folder != NULL)
    g_assert_true (gdk_texture_save_to_png (texture, path));
  else
    compare (texture, name);
  scene_close (&talk);
}

int
main (int   argc,
      char *argv[])
{
  talk_init (&argc, &argv);
  scene_init ();

  for (gsize i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      g_autofree char *name = dup_name (&pictures[i]);
      g_autofree char *path = g_strconcat ("/scenes/", name, NULL);

      g_test_add_data_func (path, &pictures[i], test_picture);
    }

  return g_test_run ();
}
