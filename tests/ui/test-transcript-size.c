/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text that becomes larger or smaller while it is shown looks as if it had always been so.
 */

#include "scenes.h"

#define DPI 96

#define WIDTH  800
#define HEIGHT 700

/* What is not right then will not become so. */
#define MAX_FRAMES 30

static void
set_text_size (int percent)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", DPI * PANGO_SCALE * percent / 100,
                NULL);
}

static GBytes *
take_picture (Talk *talk)
{
  g_autoptr(GdkTexture) texture = talk_render (talk);
  gsize stride = (gsize) gdk_texture_get_width (texture) * 4;
  gsize size = stride * (gsize) gdk_texture_get_height (texture);
  guchar *pixels = g_malloc (size);

  gdk_texture_download (texture, pixels, stride);
  return g_bytes_new_take (pixels, size);
}

static GBytes *
draw (const char *scene,
      int         percent)
{
  GBytes *picture;
  Talk talk;

  set_text_size (percent);
  scene_open (&talk, SCENE_LIGHT, WIDTH, HEIGHT);
  scene_play (&talk, scene);
  picture = take_picture (&talk);
  scene_close (&talk);

  return picture;
}

static gboolean
becomes (Talk   *talk,
         GBytes *wanted)
{
  for (int i = 0; i < MAX_FRAMES; i++)
    {
      g_autoptr(GBytes) picture = take_picture (talk);

      if (g_bytes_equal (picture, wanted))
        return TRUE;
    }

  return FALSE;
}

static void
test_size (gconstpointer data)
{
  static const int sizes[] = { 160, 50, 100 };
  const char *scene = data;
  Talk talk;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr(GBytes) wanted = draw (scene, sizes[i]);

      set_text_size (i > 0 ? sizes[i - 1] : 100);
      scene_open (&talk, SCENE_LIGHT, WIDTH, HEIGHT);
      scene_play (&talk, scene);
      talk_frame (&talk);
      set_text_size (sizes[i]);
      if (!becomes (&talk, wanted))
        {
          g_test_message ("%d %% looks different when it was another size before", sizes[i]);
          g_test_fail ();
        }
      scene_close (&talk);
    }
}

int
main (int   argc,
      char *argv[])
{
  static const char * const scenes[] = { "main", "code", "tables", "math", "calls" };

  talk_init (&argc, &argv);
  scene_init ();

  for (guint i = 0; i < G_N_ELEMENTS (scenes); i++)
    {
      g_autofree char *path = g_strconcat ("/transcript/size/", scenes[i], NULL);

      g_test_add_data_func (path, scenes[i], test_size);
    }

  return g_test_run ();
}
