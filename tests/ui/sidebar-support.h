/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of the sidebar share: an empty history, and its list in words.
 */

#pragma once

#include "window-support.h"

G_BEGIN_DECLS

/* window_fixture_set_up(), but the history is that of the whole program: it is emptied first. */
void                  sidebar_set_up       (WindowFixture *self,
                                            gconstpointer  script);
ChatHistory          *sidebar_get_history  (WindowFixture *self);
ChatSidebar          *sidebar_get          (WindowFixture *self);
ChatConversationList *sidebar_get_list     (WindowFixture *self);
/* Lists others, and waits for @n_rows of them. */
void                  sidebar_choose_list  (WindowFixture *self,
                                            const char    *choice,
                                            guint          n_rows);
/* window_converse() in a conversation of its own. */
void                  sidebar_converse     (WindowFixture *self,
                                            const char    *prompt);
/* "Pinned: one, *two; Today: three", the one that is shown with a star; "" for no rows.
 * Returns: (transfer full) */
char                 *sidebar_describe     (WindowFixture *self);
void                  sidebar_assert_title (WindowFixture *self,
                                            const char    *expected);
/* Presses @key, and waits for the conversation called @title. */
void                  sidebar_press        (WindowFixture *self,
                                            const char    *key,
                                            const char    *title);
/* The popover that has the focus, or NULL. */
GtkWidget            *sidebar_get_popover  (WindowFixture *self);

#define sidebar_assert(self, expected)                   \
  G_STMT_START                                        \
  {                                                   \
    g_autofree char *described = sidebar_describe (self); \
    g_assert_cmpstr (described, ==, expected);        \
  }                                                   \
  G_STMT_END

G_END_DECLS
