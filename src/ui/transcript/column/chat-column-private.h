/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The column of text: what its files share.
 */

#pragma once

#include "chat-citation.h"
#include "chat-code-find.h"
#include "chat-column.h"
#include "chat-image-cache.h"
#include "chat-page-views.h"
#include "chat-prose.h"

G_BEGIN_DECLS

/* The gutters on both sides of the text: for icons, and what cards reach out by. */
#define CHAT_GUTTER        30
#define CHAT_GUTTER_NARROW 24
/* A column that is not wider than this is narrow. */
#define CHAT_NARROW_WIDTH  500

typedef struct
{
  ChatSlot    *slot;    /* owned by the text view, as its overlay */
  GtkTextMark *line;    /* borrowed; NULL while it is free */
  int          above;
  int          x;       /* where it is */
  int          y;
} ChatPlacedSlot;

typedef enum
{
  CHAT_COLUMN_IDLE,
  CHAT_COLUMN_ALLOCATING,
  CHAT_COLUMN_DRAWING,
  CHAT_COLUMN_DRAWING_TEXT,   /* what is behind it is drawn already */
} ChatColumnPhase;

struct _ChatColumn
{
  GtkTextView  parent_instance;

  ChatTags    *tags;
  ChatHighlighter *highlighter;
  ChatPalette  palette;
  gboolean     styled;       /* the palette and the tags have their style */
  guint        preparing;    /* idle callback that gives it to them, or 0 */
  ChatPage    *page;         /* borrowed, or NULL */
  GArray      *slots;        /* (element-type ChatPlacedSlot) */
  ChatImageCache *images;
  GHashTable  *icons;        /* name → GtkSymbolicPaintable, for one scale and theme */
  int          icon_scale;
  int          width;
  gboolean     narrow;
  ChatColumnPhase phase;
  gboolean     stale;        /* written to since it was allocated */
  guint        stamp;        /* another one after each change of widths or fonts */
  guint        settling;     /* tick callback, when places are due */
  guint        offer;        /* idle callback, while the selection is another */
  char        *link;         /* that the pointer or the caret is on, or NULL */
  double       pointer_y;    /* where the pointer was last */
  gboolean     hovering;     /* the pointer is over something that can be pressed */
  int          shift;        /* px that the text view is moved sideways, while it looks at an event */
  guint        shifting;     /* tick callback that ends it, or 0 */

  GtkTextMark *caret;        /* borrowed, or NULL */
  gboolean     caret_rtl;
  graphene_rect_t caret_rect;   /* from the top left of the caret's line */
};

int  chat_column_get_gutter (ChatColumn  *self);

/* Allocates the text view until all slots are where their lines are. */
typedef void (*ChatAllocateFunc) (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline);
void chat_column_allocate   (ChatColumn       *self,
                             ChatAllocateFunc  allocate,
                             int               width,
                             int               height,
                             int               baseline);

/* Draws what is behind the text, and the caret of a stream; called while drawing. */
void chat_column_draw       (ChatColumn  *self,
                             GtkSnapshot *snapshot);
void chat_column_draw_caret (ChatColumn  *self,
                             GtkSnapshot *snapshot);

/* For drawing: the top and bottom of the line at @iter, and a card from edge to edge but for what it
 * keeps off them. */
void chat_column_get_line   (ChatColumn        *self,
                             const GtkTextIter *iter,
                             int               *top,
                             int               *bottom);
void chat_column_draw_card  (ChatColumn        *self,
                             GtkSnapshot       *snapshot,
                             int                left,
                             int                right,
                             int                top,
                             int                bottom);
/* Draws what belongs to rendered text. */
void chat_column_draw_prose (ChatColumn         *self,
                             GtkSnapshot        *snapshot,
                             const GdkRectangle *visible,
                             ChatProse          *prose);

/* Of a leaf that begins at character @start of the page. */
void chat_column_draw_pills (ChatColumn         *self,
                             GtkSnapshot        *snapshot,
                             ChatLeaf           *leaf,
                             guint               start);

/* The same for its formulas: to find their places, never while drawing, and to draw them there. */
void chat_column_place_formulas (ChatColumn    *self,
                             ChatLeaf           *leaf,
                             guint               start);
void chat_column_draw_formulas (ChatColumn     *self,
                             GtkSnapshot        *snapshot,
                             ChatLeaf           *leaf,
                             guint               start);

/* (nullable) (transfer full): the formula at a place of the page in words. */
char *chat_column_dup_formula_speech (ChatColumn *self,
                             int                 x,
                             int                 y);
/* Says formulas in tooltips; called once. */
void chat_column_add_formulas (ChatColumn       *self);

/* Pointer and keys; called once each. */
void chat_column_add_input     (ChatColumn     *self);
void chat_column_install_input (GtkWidgetClass *widget_class);

/* The citation whose mark @at is on, or NULL. Returns: (transfer full) (nullable) */
ChatCitation *chat_column_dup_citation (ChatColumn         *self,
                                        ChatMessageView    *view,
                                        ChatSection        *section,
                                        const GtkTextIter  *at);
/* Shows it in full beside @at. */
void          chat_column_show_link    (ChatColumn         *self,
                                        const ChatCitation *citation,
                                        const GtkTextIter  *at);
/* The list of a message's links; called once each. */
void          chat_column_install_links (GtkWidgetClass        *widget_class);
void          chat_column_add_links_key (ChatColumn            *self,
                                         GtkShortcutController *controller);

G_END_DECLS
