/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures of scenes of the transcript, to look at; not a test.
 *
 *   transcript-viewer SCENE WIDTH HEIGHT PICTURE.png [dark] [contrast] [rtl]
 */

#include "scenes.h"

int
main (int   argc,
      char *argv[])
{
  Talk talk;
  SceneLook look = SCENE_LIGHT;

  talk_init (&argc, &argv);
  scene_init ();
  g_assert_cmpint (argc, >=, 5);
  for (int i = 5; i < argc; i++)
    {
      if (g_str_equal (argv[i], "dark"))
        look |= SCENE_DARK;
      if (g_str_equal (argv[i], "contrast"))
        look |= SCENE_CONTRAST;
      if (g_str_equal (argv[i], "rtl"))
        look |= SCENE_MIRRORED;
    }

  scene_open (&talk, look, atoi (argv[2]), atoi (argv[3]));
  scene_play (&talk, argv[1]);
  talk_save (&talk, argv[4]);
  scene_close (&talk);

  return 0;
}
