/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table whose cells wrap: too wide for tabs, it is drawn over lines that keep its room.
 */

#pragma once

#include "chat-palette.h"
#include "chat-table-fit.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _ChatTableGrid ChatTableGrid;

/* px above and below the text of a cell. */
#define CHAT_TABLE_PAD 3

/* A cell with a ground, or some of its words. */
typedef struct
{
  guint   cell;
  GdkRGBA color;
  GdkRGBA text;    /* of the words */
  int     start;   /* bytes of the cell's text */
  int     end;     /* 0: the whole cell */
} ChatTableMark;

ChatTableGrid          *chat_table_grid_new         (ChatRuler               *ruler,
                                                     double                   scale,
                                                     int                      pitch);
void                    chat_table_grid_free        (ChatTableGrid           *self);
/* @table lives until the next update. @kept: rows that are as they were before. */
void                    chat_table_grid_update      (ChatTableGrid           *self,
                                                     const ChatMarkdownTable *table,
                                                     const ChatTableFit      *fit,
                                                     gboolean                 rtl,
                                                     guint                    kept);
/* px. */
int                     chat_table_grid_get_height  (ChatTableGrid           *self,
                                                     guint                    row);
/* Draws the row with its top left corner at @x, @y. @marks: (element-type ChatTableMark) */
void                    chat_table_grid_draw_row    (ChatTableGrid           *self,
                                                     GtkSnapshot             *snapshot,
                                                     guint                    row,
                                                     int                      x,
                                                     int                      y,
                                                     const ChatPalette       *palette,
                                                     const GdkRGBA           *text,
                                                     const GArray            *marks);
/* What is linked to at a place in the row, px from its corner. (nullable) */
const char             *chat_table_grid_get_uri     (ChatTableGrid           *self,
                                                     guint                    row,
                                                     int                      x,
                                                     int                      y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatTableGrid, chat_table_grid_free)

G_END_DECLS
