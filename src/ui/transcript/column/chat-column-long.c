/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drawing of code whose lines do not wrap. They are lines of the text view like all others, so that
 * they are selected, found and read aloud as such; only where they come on the screen they are
 * moved, and cut off at the edges of their card.
 */

#include "chat-column-sideways.h"

#include "chat-column-private.h"

/* px that the lines may reach beyond the text edge. */
#define REACH 12

/* Lines of the window. */
typedef struct
{
  int left;
  int right;
  int top;
  int bottom;
  int scroll;
} Band;

static void
get_line_at (ChatColumn *self,
             guint       offset,
             int        *top,
             int        *bottom)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (self->page->buffer, &iter, (int) offset);
  chat_column_get_line (self, &iter, top, bottom);
}

/* @start: the first character of the block on the page. */
static void
add_band (ChatColumn         *self,
          GArray             *bands,
          const GdkRectangle *visible,
          const ChatLeaf     *leaf,
          guint               start)
{
  int margin = chat_tags_scale (self->tags, leaf->margin);
  int gutter = chat_column_get_gutter (self);
  Band band = { .scroll = chat_column_get_scroll (self, leaf) };
  int unused;

  get_line_at (self, start + leaf->head->n_chars + 1, &band.top, &unused);
  get_line_at (self, start + (leaf->foldable ? leaf->handle - 1 : leaf->n_chars), &unused,
               &band.bottom);
  band.top = MAX (band.top - visible->y, 0);
  band.bottom = MIN (band.bottom - visible->y, visible->height);
  band.left = gutter + (leaf->rtl ? 0 : margin) - (band.scroll > 0 ? REACH : 0);
  band.right = self->width - gutter - (leaf->rtl ? margin : 0) + REACH;
  if (band.top < band.bottom)
    g_array_append_val (bands, band);
}

/* With the characters of the page that begin the first line in view and the last one. */
static void
add_prose (ChatColumn         *self,
           GArray             *bands,
           const GdkRectangle *visible,
           guint               first,
           guint               last,
           ChatProse          *prose)
{
  guint start;
  guint position = 0;

  if (prose->leaves->len == 0 || !chat_prose_is_on_page (prose))
    return;

  start = chat_prose_get_start (prose);
  if (first > start)
    chat_prose_find (prose, first - start, &position);
  for (; position < prose->leaves->len; position++)
    {
      const ChatLeaf *leaf = g_ptr_array_index (prose->leaves, position);

      if (start + leaf->offset > last)
        break;
      if (leaf->unwrapped)
        add_band (self, bands, visible, leaf, start + leaf->offset);
    }
}

/* From top to bottom. (transfer full) */
static GArray *
find_bands (ChatColumn         *self,
            const GdkRectangle *visible)
{
  GArray *bands = g_array_new (FALSE, FALSE, sizeof (Band));
  GtkTextIter first;
  GtkTextIter last;
  guint position = 0;

  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self), &first, visible->y, NULL);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self), &last, visible->y + visible->height, NULL);
  chat_page_find_view (self->page, &first, &position);
  for (; position < self->page->views->len; position++)
    {
      ChatMessageView *view = chat_page_get_view (self->page, position);
      GtkTextIter start;

      gtk_text_buffer_get_iter_at_mark (self->page->buffer, &start,
                                        chat_message_view_get_start (view));
      if (gtk_text_iter_compare (&start, &last) > 0)
        break;
      for (guint i = 0; chat_message_view_get_section (view, i) != NULL; i++)
        {
          ChatSection *section = chat_message_view_get_section (view, i);

          if (section->prose != NULL && chat_section_is_placed (section))
            add_prose (self, bands, visible, (guint) gtk_text_iter_get_offset (&first),
                       (guint) gtk_text_iter_get_offset (&last), section->prose);
        }
    }

  return bands;
}

static void
draw_ground (ChatColumn         *self,
             GtkSnapshot        *snapshot,
             const GdkRectangle *visible)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) -visible->y));
  chat_column_draw (self, snapshot);
  gtk_snapshot_restore (snapshot);
}

/* The text view cuts its text off at its own edge; what is moved comes from beyond. Returns:
 * (transfer full) */
static GskRenderNode *
uncut (GskRenderNode *node)
{
  g_autoptr(GPtrArray) parts = NULL;

  if (gsk_render_node_get_node_type (node) == GSK_CLIP_NODE)
    return gsk_render_node_ref (gsk_clip_node_get_child (node));
  if (gsk_render_node_get_node_type (node) != GSK_CONTAINER_NODE)
    return gsk_render_node_ref (node);

  parts = g_ptr_array_new_with_free_func ((GDestroyNotify) gsk_render_node_unref);
  for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
    g_ptr_array_add (parts, uncut (gsk_container_node_get_child (node, i)));

  return gsk_container_node_new ((GskRenderNode **) parts->pdata, parts->len);
}

static void
draw_part (GtkSnapshot           *snapshot,
           GskRenderNode         *text,
           const graphene_rect_t *part,
           int                    scroll)
{
  gtk_snapshot_push_clip (snapshot, part);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) -scroll, 0));
  gtk_snapshot_append_node (snapshot, text);
  gtk_snapshot_restore (snapshot);
  gtk_snapshot_pop (snapshot);
}

/* All of the text between two heights, as it is. */
static void
draw_between (ChatColumn    *self,
              GtkSnapshot   *snapshot,
              GskRenderNode *text,
              int            top,
              int            bottom)
{
  const graphene_rect_t part = GRAPHENE_RECT_INIT (0, (float) top, (float) self->width,
                                                   (float) (bottom - top));

  if (top < bottom)
    draw_part (snapshot, text, &part, 0);
}

static void
draw_text (ChatColumn         *self,
           GtkSnapshot        *snapshot,
           const GdkRectangle *visible,
           const GArray       *bands,
           GskRenderNode      *text)
{
  g_autoptr(GskRenderNode) whole = uncut (text);
  int y = 0;

  for (guint i = 0; i < bands->len; i++)
    {
      const Band *band = &g_array_index (bands, Band, i);

      draw_between (self, snapshot, text, y, band->top);
      draw_part (snapshot, whole,
                 &GRAPHENE_RECT_INIT ((float) band->left, (float) band->top,
                                      (float) (band->right - band->left),
                                      (float) (band->bottom - band->top)), band->scroll);
      y = band->bottom;
    }
  draw_between (self, snapshot, text, y, visible->height);
}

void
chat_column_draw_long (ChatColumn   *self,
                       GtkSnapshot  *snapshot,
                       ChatDrawFunc  draw)
{
  g_autoptr(GArray) bands = NULL;
  g_autoptr(GskRenderNode) text = NULL;
  GtkSnapshot *apart;
  GdkRectangle visible;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self), &visible);
  bands = self->page != NULL ? find_bands (self, &visible) : NULL;
  if (bands == NULL || bands->len == 0)
    {
      draw (GTK_WIDGET (self), snapshot);
      return;
    }

  draw_ground (self, snapshot, &visible);
  self->phase = CHAT_COLUMN_DRAWING_TEXT;
  apart = gtk_snapshot_new ();
  draw (GTK_WIDGET (self), apart);
  text = gtk_snapshot_free_to_node (apart);
  if (text != NULL)
    draw_text (self, snapshot, &visible, bands, text);
}
