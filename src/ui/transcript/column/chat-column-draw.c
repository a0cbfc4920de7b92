/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is drawn behind the text: blocks, cards, icons, the caret. Only the heights of lines are
 * asked for here; asking GTK 4.8 for places within a line while it draws can upset the styles of
 * others.
 */

#include "chat-column-private.h"

#include "chat-column-images.h"
#include "chat-image-section.h"
#include "chat-text-section.h"

#define FRAME_RADIUS  12
#define CARET_RADIUS  2
#define ICON_SIZE     16
/* From the text's edge to the outer edge of an icon. */
#define ICON_REACH    22
/* A card within a user's block keeps off its edges. */
#define USER_CARD_INSET 12

void
chat_column_get_line (ChatColumn        *self,
                      const GtkTextIter *iter,
                      int               *top,
                      int               *bottom)
{
  int height;

  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self), iter, top, &height);
  *bottom = *top + height;
}

static void
get_mark_line (ChatColumn  *self,
               GtkTextMark *mark,
               int         *top,
               int         *bottom)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (self->page->buffer, &iter, mark);
  chat_column_get_line (self, &iter, top, bottom);
}

static void
draw_frame (ChatColumn  *self,
            GtkSnapshot *snapshot,
            int          left,
            int          right,
            int          top,
            int          bottom,
            ChatColor    fill,
            ChatColor    line,
            int          width)
{
  const GdkRGBA color = self->palette.colors[line];
  const float w = (float) width;
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT ((float) left, (float) top,
                                                        (float) (self->width - left - right),
                                                        (float) (bottom - top)),
                                   FRAME_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &self->palette.colors[fill], &outline.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { w, w, w, w },
                              (GdkRGBA[4]) { color, color, color, color });
}

void
chat_column_draw_card (ChatColumn  *self,
                       GtkSnapshot *snapshot,
                       int          left,
                       int          right,
                       int          top,
                       int          bottom)
{
  draw_frame (self, snapshot, left, right, top, bottom, CHAT_COLOR_CODE_BG, CHAT_COLOR_CARD_BORDER,
              1);
}

static void
draw_section_frame (ChatColumn  *self,
                    GtkSnapshot *snapshot,
                    ChatSection *section,
                    int          top,
                    int          bottom)
{
  int note = self->palette.note_border;

  switch (section->frame)
    {
    case CHAT_FRAME_CARD:
      draw_frame (self, snapshot, 0, 0, top, bottom, CHAT_COLOR_CODE_BG, CHAT_COLOR_CARD_BORDER, 1);
      break;
    case CHAT_FRAME_WARN:
      draw_frame (self, snapshot, 0, 0, top, bottom,
                  CHAT_COLOR_WARN_BG, CHAT_COLOR_WARN_BORDER, note);
      break;
    case CHAT_FRAME_ERROR:
      draw_frame (self, snapshot, 0, 0, top, bottom,
                  CHAT_COLOR_ERROR_BG, CHAT_COLOR_ERROR_BORDER, note);
      break;
    case CHAT_FRAME_NONE:
    default:
      break;
    }
}

static GtkSymbolicPaintable *
get_icon (ChatColumn *self,
          const char *name)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  int scale = gtk_widget_get_scale_factor (widget);
  GtkIconPaintable *icon;

  if (self->icon_scale != scale)
    g_hash_table_remove_all (self->icons);
  self->icon_scale = scale;

  icon = g_hash_table_lookup (self->icons, name);
  if (icon == NULL)
    {
      icon = gtk_icon_theme_lookup_icon (theme, name, NULL, ICON_SIZE, scale, GTK_TEXT_DIR_LTR,
                                         GTK_ICON_LOOKUP_FORCE_SYMBOLIC);
      g_hash_table_insert (self->icons, g_strdup (name), icon);
    }

  return GTK_SYMBOLIC_PAINTABLE (icon);
}

static void
draw_icon (ChatColumn  *self,
           GtkSnapshot *snapshot,
           const char  *name,
           ChatColor    color,
           int          x,
           int          middle)
{
  const GdkRGBA rgba = self->palette.colors[color];

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) x, (float) (middle - ICON_SIZE / 2)));
  gtk_symbolic_paintable_snapshot_symbolic (get_icon (self, name), snapshot, ICON_SIZE, ICON_SIZE,
                                            (GdkRGBA[4]) { rgba, rgba, rgba, rgba }, 4);
  gtk_snapshot_restore (snapshot);
}

static const struct
{
  const char *name;
  ChatColor   color;
} icons[] = {
  [CHAT_MARK_NONE] = { NULL, CHAT_COLOR_DIM },
  [CHAT_MARK_BUSY] = { "content-loading-symbolic", CHAT_COLOR_DIM },
  [CHAT_MARK_WAITING] = { "content-loading-symbolic", CHAT_COLOR_WARN_ICON },
  [CHAT_MARK_THINKING] = { "emoji-objects-symbolic", CHAT_COLOR_DIM },
  [CHAT_MARK_TOOL] = { "preferences-system-symbolic", CHAT_COLOR_DIM },
  [CHAT_MARK_STOPPED] = { "media-playback-stop-symbolic", CHAT_COLOR_DIM },
  [CHAT_MARK_WARNING] = { "dialog-warning-symbolic", CHAT_COLOR_WARN_ICON },
  [CHAT_MARK_ERROR] = { "dialog-error-symbolic", CHAT_COLOR_ERROR_ICON },
  [CHAT_MARK_REFUSED] = { "action-unavailable-symbolic", CHAT_COLOR_DIM },
  [CHAT_MARK_DONE] = { "object-select-symbolic", CHAT_COLOR_OK_ICON },
};

static void
draw_section_icon (ChatColumn  *self,
                   GtkSnapshot *snapshot,
                   ChatSection *section,
                   gboolean     rtl,
                   int          top)
{
  int middle = top + chat_tags_get_middle (self->tags, section->style, section->gap);
  int edge = chat_column_get_gutter (self);
  int start = edge - ICON_REACH;
  int end = self->width - edge - ICON_SIZE;
  const char *closed = rtl ? "pan-start-symbolic" : "pan-end-symbolic";

  if (rtl)
    {
      start = self->width - edge + ICON_REACH - ICON_SIZE;
      end = edge;
    }
  if (section->foldable)
    draw_icon (self, snapshot, section->open ? "pan-down-symbolic" : closed,
               CHAT_COLOR_DIM, start, middle);
  else if (icons[section->icon].name != NULL)
    draw_icon (self, snapshot, icons[section->icon].name,
               section->busy ? CHAT_COLOR_CURSOR : icons[section->icon].color, start, middle);
  if (icons[section->end_icon].name != NULL)
    draw_icon (self, snapshot, icons[section->end_icon].name, icons[section->end_icon].color, end,
               middle);
}

static void
draw_cards (ChatColumn         *self,
            GtkSnapshot        *snapshot,
            const GdkRectangle *visible,
            ChatSection        *section,
            int                 inset)
{
  const GArray *cards = chat_text_section_get_cards (section);

  for (guint i = 0; cards != NULL && i < cards->len; i++)
    {
      const ChatCodeCard *card = &g_array_index (cards, ChatCodeCard, i);
      int top;
      int bottom;
      int unused;

      get_mark_line (self, card->first, &top, &unused);
      if (top >= visible->y + visible->height)
        break;
      get_mark_line (self, card->last, &unused, &bottom);
      if (bottom <= visible->y)
        continue;

      top += card->gap >= 0 ? card->gap : section->gap;
      chat_column_draw_card (self, snapshot, inset, inset, top,
                             bottom + (card->closed ? 0 : CHAT_OPEN_CODE_PAD));
    }
}

/* FALSE if it is below what is visible, as is all that follows. */
static gboolean
draw_section (ChatColumn         *self,
              GtkSnapshot        *snapshot,
              const GdkRectangle *visible,
              ChatMessageView    *view,
              ChatSection        *section)
{
  GtkTextIter last;
  int top;
  int bottom;
  int unused;

  get_mark_line (self, section->start, &top, &unused);
  if (top >= visible->y + visible->height)
    return FALSE;

  chat_section_get_last (section, &last);
  chat_column_get_line (self, &last, &unused, &bottom);
  bottom += chat_section_get_pad (section);
  if (bottom <= visible->y)
    return TRUE;

  draw_section_frame (self, snapshot, section, top + section->gap, bottom);
  if (chat_section_is_text (section))
    draw_cards (self, snapshot, visible, section,
                chat_message_view_is_user (view) ? USER_CARD_INSET : 0);
  if (section->prose != NULL)
    chat_column_draw_prose (self, snapshot, visible, section->prose);
  if (chat_section_is_image (section))
    chat_column_draw_image (self, snapshot, section, chat_message_view_is_rtl (view));
  draw_section_icon (self, snapshot, section, section->rtl, top);
  return TRUE;
}

/* A message from the top of its role line to its last line, with what its frame adds. */
static void
get_extent (ChatColumn      *self,
            ChatMessageView *view,
            int             *top,
            int             *bottom)
{
  ChatSection *first = chat_message_view_get_section (view, 0);
  ChatSection *last = first;
  GtkTextIter iter;
  int unused;

  for (guint i = 0; chat_message_view_get_section (view, i) != NULL; i++)
    {
      if (chat_section_is_placed (chat_message_view_get_section (view, i)))
        last = chat_message_view_get_section (view, i);
    }

  get_mark_line (self, first->start, top, &unused);
  *top += first->gap;
  chat_section_get_last (last, &iter);
  chat_column_get_line (self, &iter, &unused, bottom);
  *bottom += chat_section_get_pad (last) + (chat_message_view_is_user (view) ? CHAT_USER_PAD : 0);
}

static void
draw_user_block (ChatColumn      *self,
                 GtkSnapshot     *snapshot,
                 ChatMessageView *view)
{
  int top;
  int bottom;

  get_extent (self, view, &top, &bottom);
  draw_frame (self, snapshot, 0, 0, top, bottom, CHAT_COLOR_USER_BG, CHAT_COLOR_USER_BORDER, 1);
}

static gboolean
draw_view (ChatColumn         *self,
           GtkSnapshot        *snapshot,
           const GdkRectangle *visible,
           ChatMessageView    *view)
{
  int top;
  int unused;

  get_mark_line (self, chat_message_view_get_start (view), &top, &unused);
  if (top >= visible->y + visible->height)
    return FALSE;

  if (chat_message_view_is_user (view))
    draw_user_block (self, snapshot, view);
  for (guint i = 0; chat_message_view_get_section (view, i) != NULL; i++)
    {
      ChatSection *section = chat_message_view_get_section (view, i);

      if (chat_section_is_placed (section) &&
          !draw_section (self, snapshot, visible, view, section))
        break;
    }

  return TRUE;
}

void
chat_column_draw_caret (ChatColumn  *self,
                        GtkSnapshot *snapshot)
{
  graphene_rect_t rect = self->caret_rect;
  GskRoundedRect outline;
  int top;
  int unused;

  if (self->caret == NULL)
    return;

  get_mark_line (self, self->caret, &top, &unused);
  rect.origin.y += (float) top;
  gsk_rounded_rect_init_from_rect (&outline, &rect, CARET_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &self->palette.colors[CHAT_COLOR_CURSOR], &rect);
  gtk_snapshot_pop (snapshot);
}

void
chat_column_draw (ChatColumn  *self,
                  GtkSnapshot *snapshot)
{
  GdkRectangle visible;
  GtkTextIter iter;
  guint first = 0;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self), &visible);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self), &iter, visible.y, NULL);
  chat_page_find_view (self->page, &iter, &first);

  chat_image_cache_begin (self->images);
  for (guint i = first; i < self->page->views->len; i++)
    {
      if (!draw_view (self, snapshot, &visible, chat_page_get_view (self->page, i)))
        break;
    }
  chat_image_cache_end (self->images);
}

int
chat_column_get_message_top (ChatColumn      *self,
                             ChatMessageView *view,
                             int             *height)
{
  int top;
  int bottom;

  get_extent (self, view, &top, &bottom);
  *height = bottom - top;
  return top - chat_column_get_visible_top (self);
}
