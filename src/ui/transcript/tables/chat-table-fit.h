/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How wide the columns of a table are, and where their tabs stand.
 */

#pragma once

#include "chat-markdown.h"
#include "chat-ruler.h"

G_BEGIN_DECLS

/* px between two columns. */
#define CHAT_TABLE_GAP 24

/* What is below the head of a column. */
typedef enum
{
  CHAT_TABLE_EMPTY,
  CHAT_TABLE_FIGURES,   /* numbers only */
  CHAT_TABLE_WORDS,
} ChatTableContent;

typedef struct
{
  int               settled;    /* px of its widest cell, the last row apart, which may still grow */
  ChatTableContent  settled_content;
  int               natural;    /* px of its widest cell */
  ChatTableContent  content;
  ChatMarkdownAlign align;      /* as it is shown: never NONE */
  int               start;      /* px from the table's edge */
  int               width;
} ChatTableColumn;

typedef struct
{
  GArray  *columns;     /* (element-type ChatTableColumn) */
  guint    n_rows;      /* that were measured for good: all but the last */
  int      width;       /* px of all */
  gboolean fits;        /* each row in one line */
} ChatTableFit;

ChatTableFit  *chat_table_fit_new      (void);
void           chat_table_fit_free     (ChatTableFit            *self);
/* @kept: rows that were measured before and are the same. @room: px; @scale: of the font. */
void           chat_table_fit_update   (ChatTableFit            *self,
                                        const ChatMarkdownTable *table,
                                        guint                    kept,
                                        ChatRuler               *ruler,
                                        double                   scale,
                                        int                      room);
/* How wide a cell is in one row, px. */
int            chat_table_fit_measure  (const ChatMarkdownText  *cell,
                                        gboolean                 head,
                                        ChatRuler               *ruler,
                                        double                   scale);
/* The tabs of a row: one for each column but a first one whose text begins at the edge. */
PangoTabArray *chat_table_fit_get_tabs (ChatTableFit            *self);   /* (transfer full) */
/* Whether a row begins with a tab. */
gboolean       chat_table_fit_has_lead (ChatTableFit            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatTableFit, chat_table_fit_free)

G_END_DECLS
