/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of the transcript share: a window with nothing but a transcript, messages made by
 * hand, a turn that does as it is told.
 */

#pragma once

#include "chat-transcript.h"
#include "fake-turn.h"
#include "test-support.h"

G_BEGIN_DECLS

typedef struct
{
  GtkWidget        *window;
  ChatTranscript   *transcript;
  GtkTextView      *column;
  GtkAdjustment    *adjustment;   /* vertical */
  ChatConversation *conversation;
  ChatMessage      *reply;        /* the last one that talk_reply() began */
  ChatTurn         *turn;         /* of it, or NULL */
} Talk;

/* Before everything else in main(). */
void              talk_init              (int               *argc,
                                          char            ***argv);
void              talk_open              (Talk              *self,
                                          int                width,
                                          int                height);
void              talk_close             (Talk              *self);

ChatMessage      *talk_say               (Talk              *self,
                                          const char        *text);
/* Begins a reply and its turn, already streaming. */
ChatMessage      *talk_reply             (Talk              *self);
/* A block of JSON as a stream would begin it; it stays open. Returns: (transfer none) */
ChatContentBlock *talk_block             (Talk              *self,
                                          const char        *start);
/* A reply in one piece, complete. */
ChatMessage      *talk_answer            (Talk              *self,
                                          const char        *text);
/* More text for a block; the view hears of it. */
void              talk_add               (Talk              *self,
                                          ChatContentBlock  *block,
                                          const char        *text);
void              talk_close_block       (Talk              *self,
                                          ChatContentBlock  *block);
/* Ends the turn. */
void              talk_end               (Talk              *self,
                                          ChatMessageState   state);

/* Until all code that came has its colours. */
void              talk_wait_for_colors   (Talk              *self);
/* The ChatCodeStyle of a character as a letter from a on, a dot if it is plain; the test fails if it
 * has more than one. The second: of the first character of text of the page. */
char              talk_get_look_at       (Talk              *self,
                                          const GtkTextIter *at);
char              talk_get_look          (Talk              *self,
                                          const char        *text);
/* Lets all that was changed so far come to the screen. */
void              talk_frame             (Talk              *self);
/* All of the page, as it is in the buffer, folded or not; marks and isolates are left out.
 * Returns: (transfer full) */
char             *talk_dup_text          (Talk              *self);
/* The same without what is folded away. */
char             *talk_dup_visible       (Talk              *self);
/* Whether text can be seen on the page; the test fails otherwise. */
void              talk_assert_shows      (Talk              *self,
                                          const char        *text);
void              talk_assert_hides      (Talk              *self,
                                          const char        *text);
/* Finds text of the page; the test fails if it is not there. */
void              talk_find              (Talk              *self,
                                          const char        *text,
                                          GtkTextIter       *start,
                                          GtkTextIter       *end);
/* Puts the caret on the line with @text. */
void              talk_put_caret         (Talk              *self,
                                          const char        *text);
/* Selects and copies, and reads the clipboard: from @start to the end of @last, or of all text if it
 * is NULL. Returns: (transfer full) */
char             *talk_copy              (Talk              *self,
                                          const GtkTextIter *start,
                                          const char        *last);
/* The button over the text that says @label; the test fails if there is none. */
GtkWidget        *talk_find_button       (Talk              *self,
                                          const char        *label);
/* Real keys and a real wheel, over the middle of the window; they return when the window has had
 * them. The first puts the focus on the text before. */
void              talk_press             (Talk              *self,
                                          const char        *accelerator);
void              talk_press_here        (Talk              *self,
                                          const char        *accelerator);
/* The same as the first for a key that opens something, which has the release of it. */
void              talk_press_opening     (Talk              *self,
                                          const char        *accelerator);
void              talk_wheel             (Talk              *self,
                                          gboolean           up);
/* The same wheel at a place of the window. */
void              talk_wheel_at          (Talk              *self,
                                          int                x,
                                          int                y,
                                          gboolean           up);
/* Presses and releases the main button over the line with @text, @x px from the window's edge. */
void              talk_click             (Talk              *self,
                                          const char        *text,
                                          int                x);
/* The same at a place of the window. */
void              talk_click_at          (Talk              *self,
                                          int                x,
                                          int                y);
/* Holds the main button down at a place of the window, moves the pointer, lets go of the button. */
void              talk_hold_at           (Talk              *self,
                                          int                x,
                                          int                y);
void              talk_move_to           (Talk              *self,
                                          int                x,
                                          int                y);
void              talk_release           (Talk              *self);
/* What is on @clipboard as a @mime_type, NULL if it is not there as such. Returns: (transfer full) */
char             *talk_read_clipboard    (GdkClipboard      *clipboard,
                                          const char        *mime_type);
/* Where the line with @text is, from the top of the window. */
int               talk_get_y             (Talk              *self,
                                          const char        *text);
/* px of the line with @text. */
int               talk_measure_line      (Talk              *self,
                                          const char        *text);
gboolean          talk_is_pinned         (Talk              *self);
double            talk_get_end           (Talk              *self);
/* A picture of the window, as it is or in a file. Returns: (transfer full) */
GdkTexture       *talk_render            (Talk              *self);
void              talk_save              (Talk              *self,
                                          const char        *path);

G_END_DECLS
