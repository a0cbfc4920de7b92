/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A window with nothing but a composer, and actions that only note that they were wanted.
 */

#pragma once

#include "chat-composer.h"
#include "chat-prompt-view.h"
#include "window-support.h"

G_BEGIN_DECLS

typedef struct
{
  GtkWindow          *window;
  ChatComposer       *composer;
  GtkWidget          *prompt;
  GtkWidget          *button;
  ChatConversation   *conversation;
  GSimpleActionGroup *actions;
  GString            *log;        /* names of "chat.*" that were activated */
} ComposerFixture;

void composer_fixture_set_up    (ComposerFixture *self,
                                 gconstpointer    data);
void composer_fixture_tear_down (ComposerFixture *self,
                                 gconstpointer    data);
void composer_assert_text       (ComposerFixture *self,
                                 const char      *expected);
/* From now on the log has also the names of the keys that the composer leaves to others. */
void composer_note_passed       (ComposerFixture *self);

G_END_DECLS
