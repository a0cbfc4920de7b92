/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Scenes of the transcript, to be compared with approved pictures and to be looked at.
 */

#pragma once

#include "transcript-support.h"

G_BEGIN_DECLS

/* How the program looks; they combine. */
typedef enum
{
  SCENE_LIGHT    = 0,
  SCENE_DARK     = 1 << 0,
  SCENE_CONTRAST = 1 << 1,
  SCENE_MIRRORED = 1 << 2,
} SceneLook;

/* Once, after talk_init(): the fonts of the design. */
void         scene_init       (void);
/* Opens a window in that look. What it changes of GTK holds until scene_close(). */
void         scene_open       (Talk        *talk,
                               SceneLook    look,
                               int          width,
                               int          height);
void         scene_close      (Talk        *talk);
/* Plays a scene: one of the list, or else a reply of that text, tests/fixtures/scenes/NAME.md. */
void         scene_play       (Talk        *talk,
                               const char  *name);
/* Names that scene_play() knows without a file; NULL past the end. */
const char  *scene_get_name   (guint        position);

G_END_DECLS
