/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cuts streamed plain text into the lines that the transcript shows, however it arrives.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CHAT_LINE_PROSE,
  CHAT_LINE_BLANK,
  CHAT_LINE_FENCE,       /* opens a block of code */
  CHAT_LINE_CODE,
  CHAT_LINE_CODE_BLANK,
  CHAT_LINE_FENCE_END,
} ChatLineKind;

/* A part of one line, without its end. The text lives as long as the bytes that were fed. */
typedef struct
{
  ChatLineKind  kind;
  gboolean      starts_line;
  gboolean      soft;        /* starts a line only because the one before grew too long */
  const char   *text;
  gsize         length;
} ChatLinePart;

/* Where the scanner stands in the open line. Copied freely; zeroed is the start. */
typedef struct
{
  ChatLineKind kind;
  gsize        length;        /* bytes of the open line since its start or its last soft break */
  guint        n_newlines;    /* line ends that nothing followed yet */
  gboolean     started;       /* anything was fed */
  gboolean     after_cr;
  gboolean     after_space;
  gboolean     in_code;
  char         fence;         /* '`' or '~' that opened the code */
  guint        fence_length;
  /* what the open line may still become */
  guint        n_spaces;
  guint        n_fence;
  char         fence_seen;
  guint8       head;          /* ChatLineHead */
} ChatLineScanner;

/* Feeds whole characters of valid UTF-8. Appends ChatLinePart to @parts: the first one may go on
 * with the open line, whose kind may have changed by it. Ends of lines are held back until something
 * follows, so that text never ends with an empty line. CR, CRLF and U+2029 end lines as LF does. */
void chat_line_scanner_feed (ChatLineScanner *self,
                             const char      *text,
                             gsize            length,
                             GArray          *parts);

G_END_DECLS
