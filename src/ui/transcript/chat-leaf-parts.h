/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is drawn with a block of rendered Markdown, and what can be pressed in it.
 */

#pragma once

#include "chat-math-layout.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Deeper quotes have no bar of their own. */
#define CHAT_MAX_BARS 8

/* Places are characters of the block. */
typedef struct
{
  guint  start;
  guint  end;
  char  *target;   /* what may be opened: http, https or mailto */
} ChatLeafLink;

typedef enum
{
  CHAT_PILL_CODE,
  CHAT_PILL_FORMULA,   /* as source */
  CHAT_PILL_CITE,
} ChatPillKind;

/* A part of a line with a ground of its own. */
typedef struct
{
  guint        start;
  guint        end;
  ChatPillKind kind;
} ChatPill;

/* Where a pill is, from the left edge of the view and the top of its line; one for each row. */
typedef struct
{
  guint           pill;
  graphene_rect_t rect;
} ChatPillRect;

/* A formula that is drawn: over its pad, a character as wide as it is. */
typedef struct
{
  guint           pad;      /* characters of the run */
  guint           end;      /* of the source, which follows the pad */
  ChatMathLayout *layout;
  int             rise;     /* px, of the pad */
  int             indent;   /* px, from the start of the pad */
  gboolean        dim;
  int             x;        /* where its baseline starts, from the left edge of the view and from the */
  int             y;        /* top of its line, when it was last looked for */
  int             width;    /* px that there were for it then */
} ChatLeafFormula;

/* The line of code that has the most columns. */
typedef struct
{
  guint columns;   /* of a font whose characters are all as wide, or twice as wide */
  guint end;       /* where it ends, in characters of the code */
} ChatLeafWidest;

/* The bar of a quote. */
typedef struct
{
  int      place;   /* px of the design's font from the text edge */
  gboolean goes_on; /* from the block above */
} ChatBar;

G_END_DECLS
