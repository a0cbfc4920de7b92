/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every key of the table has a case: what happens when it is pressed in a real window. One array a
 * group of the table; whoever adds a row there adds its case here.
 */

#pragma once

#include "branches-support.h"
#include "chat-keymap.h"
#include "sidebar-support.h"

G_BEGIN_DECLS

typedef struct
{
  const char *action;
  /* Brings about what @key needs, presses it, and asserts what the title of the row says. The window
   * is new, the history empty; the server answers KEYS_ANSWERS. */
  void      (*check) (WindowFixture *self,
                      const char    *key);
} KeyCase;

#define KEYS_ANSWERS "{\"text\": \"You said: {{prompt}}\"}"

/* Each ended by one without an action. */
extern const KeyCase keys_general[];
extern const KeyCase keys_sidebar[];
extern const KeyCase keys_conversation[];
extern const KeyCase keys_cursor[];
extern const KeyCase keys_composer[];

/* press_key() for a key of the table, with the Shift that the keyboard needs for it. */
void       keys_press          (GtkWindow     *window,
                                const char    *key);
/* The window of @type, once it is there; NULL at once with keys_find_window(). */
GtkWindow *keys_find_window    (GType          type);
GtkWindow *keys_wait_window    (GType          type);
/* Presses @key, which opens a window of @type, and closes it again. */
void       keys_check_window   (WindowFixture *self,
                                const char    *key,
                                GType          type);
/* Presses @key, which shows a @type in the window. */
void       keys_check_shown    (WindowFixture *self,
                                const char    *key,
                                GType          type);
/* The text of what is copied. Returns: (transfer full) */
char      *keys_dup_copied     (WindowFixture *self);
/* Answers @script from now on. */
void       keys_answer         (WindowFixture *self,
                                const char    *script);
/* A reply that waits after its first words. */
void       keys_begin_reply    (WindowFixture *self);
/* What the transcript shows. Returns: (transfer full) */
char      *keys_dup_page       (WindowFixture *self);
gboolean   keys_composer_has_focus (WindowFixture *self);
void       keys_assert_prompt  (WindowFixture *self,
                                const char    *expected);

G_END_DECLS
