/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Highlights code off screen, by the languages of GtkSourceView, in slices of idle time.
 */

#pragma once

#include "chat-code-tags.h"

G_BEGIN_DECLS

/* What all blocks of one column share: the languages that are loaded, and the time. */
typedef struct _ChatHighlighter ChatHighlighter;
/* One block of code, which may still grow. */
typedef struct _ChatHighlight ChatHighlight;

typedef struct
{
  /* The characters from @start to @end, whole lines or the start of the last one, look like @runs
   * (element-type ChatCodeRun), in characters of the block. */
  void     (*show)       (gpointer      owner,
                          guint         start,
                          guint         end,
                          const GArray *runs);
  /* Whether somebody sees it: such blocks come first. */
  gboolean (*is_visible) (gpointer      owner);
} ChatHighlightClient;

/* A line longer than this, in bytes, and all that follows it, stays plain: GtkSourceView looks at a
 * line as a whole, each time that it grows. */
#define CHAT_HIGHLIGHT_MAX_LINE  1024
/* So does what comes after so many bytes. */
#define CHAT_HIGHLIGHT_MAX_BYTES (512 * 1024)

ChatHighlighter *chat_highlighter_new      (void);
/* No block may be left. */
void             chat_highlighter_free     (ChatHighlighter           *self);
/* Loads languages that will be wanted, each in a quiet moment of its own: it takes up to 75 ms,
 * once, and cannot be cut. @ids: NULL-terminated. */
void             chat_highlighter_prepare  (ChatHighlighter           *self,
                                            const char * const        *ids);
/* The window has just been drawn: no language is prepared while something moves. */
void             chat_highlighter_note_frame (ChatHighlighter         *self);
/* All text that has come is through. */
gboolean         chat_highlighter_is_idle  (ChatHighlighter           *self);

/* A block in the language of @id (ChatCodeLanguage); unknown ones stay plain. @client and @owner
 * must outlive it. */
ChatHighlight   *chat_highlight_new        (ChatHighlighter           *highlighter,
                                            const char                *id,
                                            const ChatHighlightClient *client,
                                            gpointer                   owner);
void             chat_highlight_free       (ChatHighlight             *self);
/* More of its text: valid UTF-8, whole characters. It is taken up later. */
void             chat_highlight_append     (ChatHighlight             *self,
                                            const char                *text,
                                            gsize                      length);
/* Takes back what came after the last end of a line. */
void             chat_highlight_rewind     (ChatHighlight             *self);
/* Takes up what it can within 2 ms at once: for the block that is being written. */
void             chat_highlight_catch_up   (ChatHighlight             *self);
/* No more text comes: what it holds is given back as soon as it is through. */
void             chat_highlight_finish     (ChatHighlight             *self);
/* That has been said. */
gboolean         chat_highlight_is_finished (ChatHighlight            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatHighlighter, chat_highlighter_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatHighlight, chat_highlight_free)

G_END_DECLS
