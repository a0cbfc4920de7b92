/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures of the places of the program, for whoever works on how they look; not a test.
 *
 *   places-viewer FOLDER SIZE [PLACE]...     (SIZE of text in percent; NAME.png for each)
 *
 * ADW_DEBUG_COLOR_SCHEME=prefer-dark and ADW_DEBUG_HIGH_CONTRAST=1 change the look.
 */

#include "places.h"
#include "places-picture.h"

#include <stdlib.h>

#define DPI 96


static void
save (const char  *folder,
      const Place *place)
{
  g_autofree char *name = g_strconcat (place->name, ".png", NULL);
  g_autofree char *path = g_build_filename (folder, g_strdelimit (name, ": ", '-'), NULL);
  g_autoptr(GdkTexture) texture = NULL;
  WindowFixture fixture = { 0 };

  texture = places_render (places_enter (&fixture, place));
  g_assert_true (gdk_texture_save_to_png (texture, path));
  places_leave (&fixture);
}


int
main (int   argc,
      char *argv[])
{
  window_test_init (&argc, &argv);
  g_assert_cmpint (argc, >=, 3);
  g_object_set (gtk_settings_get_default (),
                "gtk-enable-animations", FALSE,
                "gtk-xft-dpi", DPI * PANGO_SCALE * atoi (argv[2]) / 100,
                NULL);
  for (const Place *place = places_get_all (); argc == 3 && place->name != NULL; place++)
    save (argv[1], place);
  for (int i = 3; i < argc; i++)
    save (argv[1], places_find (argv[i]));

  return 0;
}
