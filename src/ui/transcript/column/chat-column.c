/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The column of text: one text view for the whole conversation. It has no margins above and below
 * and no CSS padding, as GTK 4.8 shifts the text by them when it corrects its place after a change
 * of heights; the page has lines for that.
 */

#include "chat-column-private.h"

#include "chat-column-images.h"
#include "chat-column-clipboard.h"
#include "chat-column-fresh.h"
#include "chat-column-sideways.h"
#include "chat-column-targets.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* The caret of a stream: a block of its own, as high as a row of text. */
#define CARET_WIDTH 8
#define CARET_APART 3

/* px that the column has at least. */
#define MAX_MINIMUM 100

G_DEFINE_FINAL_TYPE (ChatColumn, chat_column, GTK_TYPE_TEXT_VIEW)

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_LINK,
  N_PROPS,
};

enum
{
  SIGNAL_READER_MOVED,
  SIGNAL_RESIZED,
  SIGNAL_PAGE_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

int
chat_column_get_gutter (ChatColumn *self)
{
  return self->narrow ? CHAT_GUTTER_NARROW : CHAT_GUTTER;
}

static void
set_width (ChatColumn *self,
           int         width)
{
  gboolean narrow = width <= CHAT_NARROW_WIDTH;

  if (self->width == width)
    return;

  self->width = width;
  self->stamp++;
  if (self->narrow != narrow || chat_column_get_gutter (self) !=
                                gtk_text_view_get_left_margin (GTK_TEXT_VIEW (self)))
    {
      self->narrow = narrow;
      gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self), chat_column_get_gutter (self));
      gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self), chat_column_get_gutter (self));
      chat_tags_set_edge (self->tags, chat_column_get_gutter (self));
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
    }
  chat_tags_set_end (self->tags, chat_column_get_text_width (self) - CHAT_END_ICON_REACH);
  g_signal_emit (self, signals[SIGNAL_RESIZED], 0);
}

void
chat_column_update_caret (ChatColumn *self)
{
  GtkTextIter iter;
  GdkRectangle rect;
  int line_y;
  int x;

  if (self->caret == NULL)
    return;

  gtk_text_buffer_get_iter_at_mark (self->page->buffer, &iter, self->caret);
  gtk_text_view_get_cursor_locations (GTK_TEXT_VIEW (self), &iter, &rect, NULL);
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self), &iter, &line_y, NULL);

  x = self->caret_rtl ? rect.x - CARET_APART - CARET_WIDTH : rect.x + CARET_APART;
  graphene_rect_init (&self->caret_rect, (float) x, (float) (rect.y - line_y),
                      CARET_WIDTH, (float) rect.height);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
chat_column_set_caret (ChatColumn  *self,
                       GtkTextMark *mark,
                       gboolean     rtl)
{
  if (self->caret != mark)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->caret = mark;
  self->caret_rtl = rtl;
}

static void
chat_column_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  ChatColumn *self = CHAT_COLUMN (widget);
  gboolean changed = self->width != width;

  set_width (self, width);
  chat_column_allocate (self, GTK_WIDGET_CLASS (chat_column_parent_class)->size_allocate,
                        width, height, baseline);
  self->stale = FALSE;
  if (changed)
    chat_column_update_caret (self);
  chat_column_settle (self);
}

static void
chat_column_css_changed (GtkWidget         *widget,
                         GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (chat_column_parent_class)->css_changed (widget, change);
  chat_column_take_style (CHAT_COLUMN (widget));
}

static void
chat_column_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  ChatColumn *self = CHAT_COLUMN (widget);

  self->phase = CHAT_COLUMN_DRAWING;
  chat_column_draw_long (self, snapshot, GTK_WIDGET_CLASS (chat_column_parent_class)->snapshot);
  self->phase = CHAT_COLUMN_IDLE;
}

static void
chat_column_snapshot_layer (GtkTextView      *view,
                            GtkTextViewLayer  layer,
                            GtkSnapshot      *snapshot)
{
  ChatColumn *self = CHAT_COLUMN (view);

  if (layer != GTK_TEXT_VIEW_LAYER_BELOW_TEXT || self->page == NULL)
    return;

  if (self->phase != CHAT_COLUMN_DRAWING_TEXT)
    chat_column_draw (self, snapshot);
  chat_column_draw_caret (self, snapshot);
}

/* Lines that do not wrap are cut off; they do not make the column wider. */
static void
chat_column_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  GTK_WIDGET_CLASS (chat_column_parent_class)->measure (widget, orientation, for_size, minimum,
                                                        natural, minimum_baseline,
                                                        natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, MAX_MINIMUM);
}

static void
chat_column_realize (GtkWidget *widget)
{
  ChatColumn *self = CHAT_COLUMN (widget);

  GTK_WIDGET_CLASS (chat_column_parent_class)->realize (widget);
  chat_column_withhold (self, TRUE);
}

static void
chat_column_unrealize (GtkWidget *widget)
{
  ChatColumn *self = CHAT_COLUMN (widget);

  chat_column_withhold (self, FALSE);
  GTK_WIDGET_CLASS (chat_column_parent_class)->unrealize (widget);
}

static void
paint_cb (ChatColumn *self)
{
  chat_highlighter_note_frame (self->highlighter);
  chat_column_prepare_later (self);
}

/* All that the window draws, also while the column itself is not shown. */
static void
follow_frames (ChatColumn *self)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  GdkFrameClock *clock = gtk_widget_get_frame_clock (root);

  g_signal_connect_object (clock, "paint", G_CALLBACK (paint_cb), self, G_CONNECT_SWAPPED);
  chat_column_follow_phases (self, clock);
}

static void
chat_column_root (GtkWidget *widget)
{
  GtkWidget *root;

  GTK_WIDGET_CLASS (chat_column_parent_class)->root (widget);
  root = GTK_WIDGET (gtk_widget_get_root (widget));
  g_signal_connect_object (root, "realize", G_CALLBACK (follow_frames), widget,
                           G_CONNECT_AFTER | G_CONNECT_SWAPPED);
  if (gtk_widget_get_realized (root))
    follow_frames (CHAT_COLUMN (widget));
}

static void
chat_column_unroot (GtkWidget *widget)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (widget));

  g_signal_handlers_disconnect_by_func (root, follow_frames, widget);
  if (gtk_widget_get_realized (root))
    {
      GdkFrameClock *clock = gtk_widget_get_frame_clock (root);

      g_signal_handlers_disconnect_by_func (clock, paint_cb, widget);
      chat_column_leave_phases (CHAT_COLUMN (widget), clock);
    }
  GTK_WIDGET_CLASS (chat_column_parent_class)->unroot (widget);
}

static void
tell_move (ChatColumn *self,
           ChatMove    move)
{
  g_signal_emit (self, signals[SIGNAL_READER_MOVED], 0, (int) move);
}

static void
reveal_caret (ChatColumn *self)
{
  GtkTextIter iter;

  if (self->page == NULL)
    return;

  gtk_text_buffer_get_iter_at_mark (self->page->buffer, &iter,
                                    gtk_text_buffer_get_insert (self->page->buffer));
  chat_column_reveal (self, &iter);
}

/* Without a caret the keys scroll, and Home and End go to the ends. */
static void
chat_column_move_cursor (GtkTextView     *view,
                         GtkMovementStep  step,
                         int              count,
                         gboolean         extend)
{
  ChatColumn *self = CHAT_COLUMN (view);
  gboolean caret = gtk_text_view_get_cursor_visible (view) || extend;

  if (!caret && step == GTK_MOVEMENT_DISPLAY_LINE_ENDS)
    step = GTK_MOVEMENT_BUFFER_ENDS;
  if (!caret && step == GTK_MOVEMENT_BUFFER_ENDS)
    {
      tell_move (self, count > 0 ? CHAT_MOVE_TO_END : CHAT_MOVE_TO_START);
      return;
    }
  if (step != GTK_MOVEMENT_VISUAL_POSITIONS && step != GTK_MOVEMENT_LOGICAL_POSITIONS)
    tell_move (self, count < 0 ? CHAT_MOVE_UP : CHAT_MOVE_DOWN);
  else if (caret && count < 0)
    tell_move (self, CHAT_MOVE_UP);

  GTK_TEXT_VIEW_CLASS (chat_column_parent_class)->move_cursor (view, step, count, extend);
  if (caret)
    reveal_caret (self);
}

static void
chat_column_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  ChatColumn *self = CHAT_COLUMN (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_LINK:
      g_value_set_string (value, self->link);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
chat_column_dispose (GObject *object)
{
  g_clear_handle_id (&CHAT_COLUMN (object)->preparing, g_source_remove);

  G_OBJECT_CLASS (chat_column_parent_class)->dispose (object);
}

static void
chat_column_finalize (GObject *object)
{
  ChatColumn *self = CHAT_COLUMN (object);

  g_clear_pointer (&self->link, g_free);
  g_clear_pointer (&self->slots, g_array_unref);
  g_clear_pointer (&self->images, chat_image_cache_free);
  g_clear_pointer (&self->icons, g_hash_table_unref);
  g_clear_pointer (&self->highlighter, chat_highlighter_free);
  g_clear_pointer (&self->tags, chat_tags_free);

  G_OBJECT_CLASS (chat_column_parent_class)->finalize (object);
}

static void
chat_column_class_init (ChatColumnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkTextViewClass *view_class = GTK_TEXT_VIEW_CLASS (klass);

  object_class->dispose = chat_column_dispose;
  object_class->finalize = chat_column_finalize;
  object_class->get_property = chat_column_get_property;
  widget_class->size_allocate = chat_column_size_allocate;
  widget_class->css_changed = chat_column_css_changed;
  widget_class->snapshot = chat_column_snapshot;
  widget_class->root = chat_column_root;
  widget_class->unroot = chat_column_unroot;
  widget_class->measure = chat_column_measure;
  widget_class->realize = chat_column_realize;
  widget_class->unrealize = chat_column_unrealize;
  view_class->snapshot_layer = chat_column_snapshot_layer;
  view_class->copy_clipboard = chat_column_copy;
  view_class->move_cursor = chat_column_move_cursor;

  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LINK] =
    g_param_spec_string ("link", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_READER_MOVED] =
    g_signal_new ("reader-moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_RESIZED] =
    g_signal_new ("resized", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  signals[SIGNAL_PAGE_CHANGED] =
    g_signal_new ("page-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  chat_column_install_input (widget_class);
  chat_column_install_clipboard (widget_class);
  chat_column_install_tables (widget_class);
  chat_column_install_menu (widget_class);
}

/* What replies hold most often, of what takes long to load. */
static const char * const common_languages[] = { "python3", "js", "sh", "json", NULL };

static void
chat_column_init (ChatColumn *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  AdwStyleManager *manager =
    adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));

  self->stamp = 1;
  self->tags = chat_tags_new ();
  self->highlighter = chat_highlighter_new ();
  chat_highlighter_prepare (self->highlighter, common_languages);
  self->slots = g_array_new (FALSE, TRUE, sizeof (ChatPlacedSlot));
  self->images = chat_column_new_images (self);
  self->icons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);

  gtk_text_view_set_editable (view, FALSE);
  gtk_text_view_set_cursor_visible (view, FALSE);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (GTK_WIDGET (self), "transcript");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Conversation"), -1);
  chat_column_add_formulas (self);
  chat_column_add_input (self);
  chat_column_add_clipboard (self);
  chat_column_add_menu (self);

  /* A colour that only has a name does not count as a change of the widget's own style. */
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (chat_column_take_style), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast",
                           G_CALLBACK (chat_column_take_style), self, G_CONNECT_SWAPPED);
}

ChatColumn *
chat_column_new (void)
{
  return g_object_new (CHAT_TYPE_COLUMN, NULL);
}

ChatHighlighter *
chat_column_get_highlighter (ChatColumn *self)
{
  return self->highlighter;
}

gboolean
chat_column_get_narrow (ChatColumn *self)
{
  return self->narrow;
}

const char *
chat_column_get_link (ChatColumn *self)
{
  return self->link;
}

int
chat_column_get_text_width (ChatColumn *self)
{
  return MAX (self->width - 2 * chat_column_get_gutter (self), 1);
}

/* A text view of GTK 4.8 keeps the layouts of lines that it was asked about but never measured, and
 * looks into those lines when they are long gone. A change of style makes it forget them. */
static void
swap_buffer (ChatColumn    *self,
             GtkTextBuffer *buffer)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  int indent = gtk_text_view_get_indent (view);

  gtk_text_view_set_indent (view, indent + 1);
  gtk_text_view_set_buffer (view, buffer);
  gtk_text_view_set_indent (view, indent);
}

void
chat_column_set_page (ChatColumn *self,
                      ChatPage   *page)
{
  g_autoptr(GtkTextBuffer) empty = NULL;

  if (self->page != NULL)
    {
      chat_column_stop_offer (self, self->page->buffer);
      chat_column_leave_changes (self, self->page->buffer);
    }
  chat_column_withhold (self, FALSE);
  self->page = page;
  self->caret = NULL;

  /* Never without one: GTK 4.18 looks for a mark in its buffer when it next idles. */
  if (page == NULL)
    empty = gtk_text_buffer_new (NULL);
  swap_buffer (self, page != NULL ? page->buffer : empty);
  if (page != NULL)
    {
      chat_column_offer_from (self, page->buffer);
      chat_column_follow_changes (self, page->buffer);
    }
  chat_column_withhold (self, TRUE);
  chat_column_follow_links (self);
}

gboolean
chat_column_shows (ChatColumn        *self,
                   const GtkTextIter *start,
                   const GtkTextIter *end)
{
  GdkRectangle visible;
  int top;
  int bottom;
  int height;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self), &visible);
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self), start, &top, NULL);
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self), end, &bottom, &height);

  return top < visible.y + visible.height && bottom + height > visible.y;
}

int
chat_column_get_visible_top (ChatColumn *self)
{
  GdkRectangle visible;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self), &visible);
  return visible.y;
}
