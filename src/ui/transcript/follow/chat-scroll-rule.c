/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rule of scrolling: who moved the view, and whether it follows the end.
 */

#include "chat-scroll-rule.h"

/* Bytes of a line that takes GTK long to lay out. */
#define LONG_LINE 1024

/* Where the main button went down, since the pointer has moved. */
typedef enum
{
  HOLD_NONE,
  HOLD_TEXT,
  HOLD_OTHER,   /* the bar, a button over the text */
} Hold;

struct _ChatScrollRule
{
  GObject            parent_instance;

  GtkScrolledWindow *window;         /* borrowed: it outlives us */
  GtkAdjustment     *adjustment;
  gboolean           pinned;
  gboolean           scrolled;
  gboolean           programmatic;   /* we are moving it ourselves */
  gboolean           measuring;      /* it passes by: nobody sees where it is */
  gboolean           downward;       /* the reader's last move */
  double             touch_y;
  Hold               hold;
};

G_DEFINE_FINAL_TYPE (ChatScrollRule, chat_scroll_rule, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_PINNED,
  PROP_SCROLLED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static double
get_end (ChatScrollRule *self)
{
  return gtk_adjustment_get_upper (self->adjustment) -
         gtk_adjustment_get_page_size (self->adjustment);
}

static gboolean
is_at_end (ChatScrollRule *self)
{
  return gtk_adjustment_get_value (self->adjustment) >= get_end (self);
}

static void
set_pinned (ChatScrollRule *self,
            gboolean        pinned)
{
  if (self->pinned == pinned)
    return;

  self->pinned = pinned;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PINNED]);
}

static void
update_scrolled (ChatScrollRule *self)
{
  gboolean scrolled = gtk_adjustment_get_value (self->adjustment) >
                      gtk_adjustment_get_lower (self->adjustment);

  if (self->programmatic || self->scrolled == scrolled)
    return;

  self->scrolled = scrolled;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCROLLED]);
}

static void
go_to_end (ChatScrollRule *self)
{
  if (self->programmatic)
    return;

  self->programmatic = TRUE;
  gtk_adjustment_set_value (self->adjustment, get_end (self));
  self->programmatic = FALSE;
  update_scrolled (self);
}

void
chat_scroll_rule_move (ChatScrollRule *self,
                       gboolean        up)
{
  self->downward = !up;
  if (up)
    {
      if (get_end (self) > gtk_adjustment_get_lower (self->adjustment))
        set_pinned (self, FALSE);
    }
  else if (is_at_end (self))
    {
      set_pinned (self, TRUE);
    }
}

/* It may be within something that keeps it narrow. */
static GtkWidget *
get_text (ChatScrollRule *self)
{
  GtkWidget *child = gtk_scrolled_window_get_child (self->window);

  while (child != NULL && !GTK_IS_TEXT_VIEW (child))
    child = gtk_widget_get_first_child (child);

  return child;
}

static gboolean
is_selecting (ChatScrollRule *self)
{
  GtkWidget *text = self->hold == HOLD_TEXT ? get_text (self) : NULL;

  return text != NULL &&
         gtk_text_buffer_get_has_selection (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)));
}

/* Heights have changed. Where there is nothing to scroll the end is always in view; what is just
 * being selected stays under the pointer. */
static void
adjustment_changed_cb (ChatScrollRule *self)
{
  if (get_end (self) <= gtk_adjustment_get_lower (self->adjustment))
    set_pinned (self, TRUE);
  else if (self->pinned && !is_at_end (self) && is_selecting (self))
    chat_scroll_rule_move (self, TRUE);
  if (self->pinned)
    go_to_end (self);
  update_scrolled (self);
}

/* Text views also move by themselves, to keep a line in its place: that is nobody's wish. */
static void
value_changed_cb (ChatScrollRule *self)
{
  if (!self->programmatic)
    {
      if (self->pinned)
        go_to_end (self);
      else if (self->downward && is_at_end (self))
        set_pinned (self, TRUE);
    }
  update_scrolled (self);
}

static gboolean
wheel_cb (ChatScrollRule           *self,
          double                    dx,
          double                    dy,
          GtkEventControllerScroll *controller)
{
  if (dy != 0)
    chat_scroll_rule_move (self, dy < 0);

  return GDK_EVENT_PROPAGATE;
}

static gboolean
bar_cb (ChatScrollRule *self,
        GtkScrollType   type,
        double          value,
        GtkRange       *range)
{
  double old = gtk_adjustment_get_value (self->adjustment);

  if (value != old)
    chat_scroll_rule_move (self, value < old);

  return GDK_EVENT_PROPAGATE;
}

/* Keys on a button over the text reach the scrolled window. */
static gboolean
scroll_child_cb (ChatScrollRule    *self,
                 GtkScrollType      type,
                 gboolean           horizontal,
                 GtkScrolledWindow *window)
{
  if (horizontal)
    return FALSE;

  chat_scroll_rule_move (self, type == GTK_SCROLL_STEP_BACKWARD ||
                               type == GTK_SCROLL_PAGE_BACKWARD || type == GTK_SCROLL_START);
  return FALSE;
}

/* A finger pulls the page along; a button is let go of, wherever that is. */
static gboolean
event_cb (ChatScrollRule           *self,
          GdkEvent                 *event,
          GtkEventControllerLegacy *controller)
{
  GdkEventType type = gdk_event_get_event_type (event);
  double x;
  double y;

  if (type == GDK_BUTTON_RELEASE)
    self->hold = HOLD_NONE;
  if ((type != GDK_TOUCH_BEGIN && type != GDK_TOUCH_UPDATE) ||
      !gdk_event_get_position (event, &x, &y))
    return GDK_EVENT_PROPAGATE;

  if (type == GDK_TOUCH_UPDATE && y != self->touch_y)
    chat_scroll_rule_move (self, y > self->touch_y);
  self->touch_y = y;

  return GDK_EVENT_PROPAGATE;
}

static Hold
find_hold (ChatScrollRule *self,
           double          x,
           double          y)
{
  GtkWidget *held = gtk_widget_pick (GTK_WIDGET (self->window), x, y, GTK_PICK_DEFAULT);
  GtkWidget *text = get_text (self);

  /* A text view is covered by a widget of its own for what lies over the text. */
  return held != NULL && (held == text || gtk_widget_get_parent (held) == text) ? HOLD_TEXT
                                                                                 : HOLD_OTHER;
}

/* A selection that is drawn beyond an edge pulls the view along, and within holds it. */
static void
motion_cb (ChatScrollRule           *self,
           double                    x,
           double                    y,
           GtkEventControllerMotion *motion)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (motion));
  gboolean above = y < 0;
  gboolean below = y >= gtk_widget_get_height (GTK_WIDGET (self->window));

  if ((state & GDK_BUTTON1_MASK) == 0)
    {
      self->hold = HOLD_NONE;
      return;
    }

  if (above || below)
    chat_scroll_rule_move (self, above);
  if (self->hold == HOLD_NONE && !above && !below)
    self->hold = find_hold (self, x, y);
  else if (self->hold == HOLD_TEXT && (above || below))
    self->hold = HOLD_NONE;
}

static void
add_controller (ChatScrollRule     *self,
                GtkEventController *controller,
                const char         *signal,
                GCallback           callback)
{
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, signal, callback, self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->window), controller);
}

static void
listen (ChatScrollRule *self)
{
  GtkWidget *bar = gtk_scrolled_window_get_vscrollbar (self->window);
  /* A GtkScrollbar is a GtkRange within. */
  GtkWidget *range = gtk_widget_get_first_child (bar);

  g_signal_connect_object (self->adjustment, "changed", G_CALLBACK (adjustment_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (value_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->window, "scroll-child", G_CALLBACK (scroll_child_cb), self,
                           G_CONNECT_SWAPPED);
  if (GTK_IS_RANGE (range))
    g_signal_connect_object (range, "change-value", G_CALLBACK (bar_cb), self, G_CONNECT_SWAPPED);

  add_controller (self, gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL),
                  "scroll", G_CALLBACK (wheel_cb));
  add_controller (self, gtk_event_controller_legacy_new (), "event", G_CALLBACK (event_cb));
  add_controller (self, gtk_event_controller_motion_new (), "motion", G_CALLBACK (motion_cb));
}

static void
chat_scroll_rule_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  ChatScrollRule *self = CHAT_SCROLL_RULE (object);

  switch (prop_id)
    {
    case PROP_PINNED:
      g_value_set_boolean (value, self->pinned);
      break;
    case PROP_SCROLLED:
      g_value_set_boolean (value, self->scrolled);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
chat_scroll_rule_finalize (GObject *object)
{
  ChatScrollRule *self = CHAT_SCROLL_RULE (object);

  g_clear_object (&self->adjustment);

  G_OBJECT_CLASS (chat_scroll_rule_parent_class)->finalize (object);
}

static void
chat_scroll_rule_class_init (ChatScrollRuleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = chat_scroll_rule_finalize;
  object_class->get_property = chat_scroll_rule_get_property;

  properties[PROP_PINNED] =
    g_param_spec_boolean ("pinned", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SCROLLED] =
    g_param_spec_boolean ("scrolled", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
chat_scroll_rule_init (ChatScrollRule *self)
{
  self->pinned = TRUE;
}

ChatScrollRule *
chat_scroll_rule_new (GtkScrolledWindow *window)
{
  ChatScrollRule *self = g_object_new (CHAT_TYPE_SCROLL_RULE, NULL);

  self->window = window;
  self->adjustment = g_object_ref (gtk_scrolled_window_get_vadjustment (window));
  listen (self);
  return self;
}

gboolean
chat_scroll_rule_get_pinned (ChatScrollRule *self)
{
  return self->pinned;
}

gboolean
chat_scroll_rule_get_scrolled (ChatScrollRule *self)
{
  return self->scrolled;
}

void
chat_scroll_rule_settle (ChatScrollRule *self)
{
  gboolean programmatic = self->programmatic;

  /* A text view measures its lines when it is scrolled, also by nothing. */
  self->programmatic = TRUE;
  g_signal_emit_by_name (self->adjustment, "value-changed");
  self->programmatic = programmatic;
  if (self->pinned)
    go_to_end (self);
}

static int
get_top (GtkTextView       *view,
         const GtkTextIter *at)
{
  int top;

  gtk_text_view_get_line_yrange (view, at, &top, NULL);
  return top;
}

static int
get_height (GtkTextView *view)
{
  GtkTextIter iter;
  int top;
  int height;

  gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (view), &iter);
  gtk_text_view_get_line_yrange (view, &iter, &top, &height);
  return top + height;
}

/* Also where the view does not know yet that it is so high. */
static void
go_to (ChatScrollRule *self,
       int             y)
{
  int page = (int) gtk_adjustment_get_page_size (self->adjustment);

  if (gtk_adjustment_get_upper (self->adjustment) < y + page)
    gtk_adjustment_set_upper (self->adjustment, y + page);
  if ((int) gtk_adjustment_get_value (self->adjustment) == y)
    g_signal_emit_by_name (self->adjustment, "value-changed");
  else
    gtk_adjustment_set_value (self->adjustment, y);
}

/* GTK 4.8 lays a line out once to measure it and once more to draw it, unless it has been asked for
 * a place in it before: then it keeps the layout. That takes milliseconds for a long one. */
static void
lay_out_long (GtkTextView       *view,
              const GtkTextIter *start,
              const GtkTextIter *end)
{
  GtkTextIter iter = *start;
  GdkRectangle place;

  while (gtk_text_iter_compare (&iter, end) < 0)
    {
      if (gtk_text_iter_get_bytes_in_line (&iter) >= LONG_LINE)
        gtk_text_view_get_iter_location (view, &iter, &place);
      if (!gtk_text_iter_forward_line (&iter))
        break;
    }
}

/* A view measures the lines that it shows, so it is shown them all. A place where lines have no
 * height yet is taken for the line below them: each step begins in the last line that has one. */
void
chat_scroll_rule_measure (ChatScrollRule    *self,
                          GtkTextView       *view,
                          const GtkTextIter *start,
                          const GtkTextIter *end)
{
  int page = (int) gtk_adjustment_get_page_size (self->adjustment);
  int y = MAX (get_top (view, start) - 1, 0);

  if (page <= 1)
    return;

  lay_out_long (view, start, end);
  self->programmatic = TRUE;
  self->measuring = TRUE;
  do
    {
      go_to (self, y);
      y += page - 1;
    }
  while (y <= get_top (view, end));
  self->measuring = FALSE;
  self->programmatic = FALSE;
}

void
chat_scroll_rule_put (ChatScrollRule *self,
                      GtkTextView    *view,
                      GtkTextMark    *line,
                      int             offset)
{
  GtkTextIter iter;
  double before = gtk_adjustment_get_value (self->adjustment);

  self->programmatic = TRUE;
  gtk_text_buffer_get_iter_at_mark (gtk_text_view_get_buffer (view), &iter, line);
  gtk_adjustment_set_upper (self->adjustment,
                            MAX (get_height (view),
                                 gtk_adjustment_get_page_size (self->adjustment)));
  gtk_adjustment_set_value (self->adjustment,
                            self->pinned ? get_end (self) : get_top (view, &iter) + offset);
  /* Who did not look while it was measured does now. */
  if (gtk_adjustment_get_value (self->adjustment) == before)
    g_signal_emit_by_name (self->adjustment, "value-changed");
  self->programmatic = FALSE;
  update_scrolled (self);
}

void
chat_scroll_rule_pin (ChatScrollRule *self)
{
  set_pinned (self, TRUE);
  go_to_end (self);
}

void
chat_scroll_rule_unpin (ChatScrollRule *self)
{
  set_pinned (self, FALSE);
}

gboolean
chat_scroll_rule_is_measuring (ChatScrollRule *self)
{
  return self->measuring;
}
