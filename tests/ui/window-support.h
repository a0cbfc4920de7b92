/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of the window share: an application against a server of their own, real keys, a
 * search through the widgets.
 */

#pragma once

#include "chat-application.h"
#include "chat-demo-server.h"
#include "chat-window.h"
#include "test-support.h"

G_BEGIN_DECLS

typedef struct
{
  ChatApplication *application;
  GSettings       *settings;
  ChatEngine      *engine;
  ChatDemoServer  *server;   /* does not wait between words */
  GtkWindow       *window;   /* has the focus of the screen */
} WindowFixture;

/* Before everything else in main(): GTK, the resources and the style of the application. */
void              window_test_init         (int             *argc,
                                            char          ***argv);

/* The same for a program that a screen reader reads. */
void              window_test_init_for_reader (int          *argc,
                                            char          ***argv);

/* For g_test_add(). @script: what the server answers. */
void              window_fixture_set_up    (WindowFixture   *self,
                                            gconstpointer    script);
void              window_fixture_tear_down (WindowFixture   *self,
                                            gconstpointer    script);

ChatView         *window_get_view          (WindowFixture   *self);
ChatConversation *window_get_conversation  (WindowFixture   *self);
/* The text that is being written. Returns: (transfer full) */
char             *window_dup_prompt        (WindowFixture   *self);
/* Puts @text in the place of what is being written. */
void              window_write             (WindowFixture   *self,
                                            const char      *text);
/* Activates an action as a button in the conversation would. */
void              window_activate          (WindowFixture   *self,
                                            const char      *action);
/* Whether a button in @widget with the action @action could be pressed. */
gboolean          is_action_enabled        (GtkWidget       *widget,
                                            const char      *action);
gboolean          window_is_enabled        (WindowFixture   *self,
                                            const char      *action);
/* Writes @prompt, sends it, and waits for the end of the reply. */
void              window_converse          (WindowFixture   *self,
                                            const char      *prompt);
/* Waits until no turn runs. */
void              window_wait_idle         (WindowFixture   *self);

/* Presses and releases a key of the real keyboard, "<Control>n", and returns when @window, which
 * must have the focus of the screen, has done what it does. */
void              press_key                (GtkWindow       *window,
                                            const char      *accelerator);
/* The same for each letter of @text, which is plain ASCII without capitals. */
void              press_keys               (GtkWindow       *window,
                                            const char      *text);
/* Moves the pointer to the middle of @widget, and waits until it is there. */
void              point_at                 (GtkWidget       *widget);

/* Presses and lets go of the pointer's first button; what comes of it, the caller waits for. */
void              click_here               (GtkWidget       *widget);

/* Lets everything that is due now happen. */
void              settle                   (void);

/* So many that all of @widget has its place, and the pointer is known to be over a part of it. */
void              wait_for_frames          (GtkWidget       *widget);

/* The first widget at or below @root that is a @type and has @css_class (NULL: any), depth first. */
GtkWidget        *find_widget              (GtkWidget       *root,
                                            GType            type,
                                            const char      *css_class);
/* The first row of a list of preferences at or below @root that is on the screen and whose title
 * begins with @title. */
GtkWidget        *find_row                 (GtkWidget       *root,
                                            const char      *title);
/* Takes what the toast in @window offers, by its button and the keyboard, once it is there. */
void              press_toast              (GtkWindow       *window);
/* Whether a toast in @window says @words, and nothing else. */
gboolean          has_toast                (GtkWindow       *window,
                                            const char      *words);
/* A window of @type, if there is one. Returns: (transfer none) (nullable) */
GtkWindow        *find_window              (GType            type);

G_END_DECLS
