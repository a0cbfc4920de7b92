/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Toasts whose sentence is never cut, one after the other.
 *
 * AdwToastOverlay up to 1.2 frees a toast as soon as it has gone, even when it is still appearing,
 * and ends in freed memory then. So none goes before it has appeared, and none comes while another
 * goes, which would make it appear for longer than the other takes to go.
 */

#include "chat-toast.h"

#include "chat-words.h"

/* px of a toast that are not its words: margins, padding and the button that closes it; and those
 * around the words of its other button. */
#define FRAME  126
#define BUTTON 46

/* px of the narrowest window: what is sure to be there before anything is laid out. */
#define NARROWEST 360

/* With fewer of them in a line, the words stand above the button. */
#define FEW_CHARS 10

/* A toast that was added takes 300 ms to appear. */
#define APPEARING_US (350 * G_TIME_SPAN_MILLISECOND)

#define QUEUE "chat-toasts"

/* What stands before an overlay. */
typedef struct
{
  AdwToastOverlay *overlay;
  GListModel      *widgets;   /* in the overlay: its child, and a toast while one is to be seen */
  GQueue           waiting;   /* of AdwToast */
  AdwToast        *shown;     /* (nullable) until it is dismissed */
  gint64           shown_us;
  guint            next;      /* source */
  guint            appearing; /* source, until it has */
} Queue;


static int
measure (GtkWidget  *widget,
         const char *text)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr(PangoAttrList) bold = pango_attr_list_new ();
  int width;

  pango_attr_list_insert (bold, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, bold);
  pango_layout_get_pixel_size (layout, &width, NULL);

  return width;
}


/* What a label takes a character for: wider than the letters of most sentences. */
static int
measure_char (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  g_autoptr(PangoFontDescription) bold =
    pango_font_description_copy (pango_context_get_font_description (context));
  PangoFontMetrics *metrics;
  int width;

  pango_font_description_set_weight (bold, PANGO_WEIGHT_BOLD);
  metrics = pango_context_get_metrics (context, bold, NULL);
  width = MAX (pango_font_metrics_get_approximate_char_width (metrics),
               pango_font_metrics_get_approximate_digit_width (metrics));
  pango_font_metrics_unref (metrics);

  return MAX (PANGO_PIXELS_CEIL (width), 1);
}


/* The overlay asks how high a toast is at the width that it likes best. */
static void
fit_button (GtkWidget *button,
            int        n_chars)
{
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

  chat_words_fit_part (button);
  if (GTK_IS_LABEL (label))
    gtk_label_set_max_width_chars (GTK_LABEL (label), n_chars);
  else
    gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
}


/* The toast is what is around its title, and that around the label. */
static void
title_realize_cb (GtkWidget *label)
{
  GtkWidget *toast = gtk_widget_get_parent (gtk_widget_get_parent (label));
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (toast);

  if (GTK_IS_ORIENTABLE (layout))
    gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  for (GtkWidget *child = gtk_widget_get_first_child (toast);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_BUTTON (child))
        fit_button (child, gtk_label_get_max_width_chars (GTK_LABEL (label)));
    }
}


static GtkWidget *
new_title (const char *text,
           int         n_chars)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX (n_chars, 1));
  gtk_widget_add_css_class (label, "heading");

  return label;
}


AdwToast *
chat_toast_new (const char *words)
{
  g_autofree char *title = g_markup_escape_text (words, -1);

  return adw_toast_new (title);
}


AdwToast *
chat_toast_new_lasting (const char *words)
{
  AdwToast *toast = chat_toast_new (words);

  adw_toast_set_timeout (toast, 0);

  return toast;
}


char *
chat_toast_dup_words (AdwToast *toast)
{
  GtkWidget *fitted = adw_toast_get_custom_title (toast);
  char *words = NULL;

  if (fitted != NULL)
    return g_strdup (gtk_label_get_label (GTK_LABEL (fitted)));

  pango_parse_markup (adw_toast_get_title (toast), -1, 0, NULL, &words, NULL, NULL);

  return words;
}


void
chat_toast_fit (AdwToast  *toast,
                GtkWidget *around)
{
  g_autofree char *words = chat_toast_dup_words (toast);
  const char *button = adw_toast_get_button_label (toast);
  GtkWidget *label;
  gboolean is_narrow;
  int beside = 0;
  int width;
  int room;
  int n_chars;

  /* What has only just come into the window has no width yet, but will have what is around it. */
  while (gtk_widget_get_width (around) == 0 && gtk_widget_get_parent (around) != NULL)
    around = gtk_widget_get_parent (around);
  width = gtk_widget_get_width (around);
  room = (width > 0 ? width : NARROWEST) - FRAME;

  if (button != NULL)
    beside = measure (around, button) + BUTTON;
  if (measure (around, words) <= room - beside)
    return;

  n_chars = (room - beside) / measure_char (around);
  is_narrow = n_chars < FEW_CHARS;
  if (is_narrow)
    n_chars = room / measure_char (around);
  label = new_title (words, n_chars);
  if (is_narrow)
    g_signal_connect (label, "realize", G_CALLBACK (title_realize_cb), NULL);
  adw_toast_set_custom_title (toast, label);
}


AdwToast *
chat_toast_copy (AdwToast *toast)
{
  g_autofree char *words = chat_toast_dup_words (toast);
  AdwToast *copy = chat_toast_new (words);

  adw_toast_set_button_label (copy, adw_toast_get_button_label (toast));
  adw_toast_set_action_name (copy, adw_toast_get_action_name (toast));
  adw_toast_set_action_target_value (copy, adw_toast_get_action_target_value (toast));
  adw_toast_set_timeout (copy, adw_toast_get_timeout (toast));

  return copy;
}


static void
dismissed_cb (AdwToast *toast,
              Queue    *queue)
{
  g_signal_handlers_disconnect_by_func (toast, dismissed_cb, queue);
  g_clear_object (&queue->shown);
}


static gint64
get_left_us (Queue *queue)
{
  if (!adw_get_enable_animations (GTK_WIDGET (queue->overlay)))
    return 0;

  return queue->shown_us + APPEARING_US - g_get_monotonic_time ();
}


/* A toast whose button is pressed goes. */
static void
set_reachable (Queue    *queue,
               gboolean  reachable)
{
  GtkWidget *behind = adw_toast_overlay_get_child (queue->overlay);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (queue->overlay));
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (child == behind)
        continue;
      gtk_widget_set_can_target (child, reachable);
      gtk_widget_set_can_focus (child, reachable);
    }
}


static gboolean
appeared_cb (gpointer user_data)
{
  Queue *queue = user_data;

  queue->appearing = 0;
  set_reachable (queue, TRUE);
  return G_SOURCE_REMOVE;
}


static void
show_next (Queue *queue)
{
  gint64 left_us;

  if (queue->shown != NULL || g_queue_is_empty (&queue->waiting) ||
      g_list_model_get_n_items (queue->widgets) > 1)
    return;

  queue->shown = g_queue_pop_head (&queue->waiting);
  queue->shown_us = g_get_monotonic_time ();
  g_signal_connect (queue->shown, "dismissed", G_CALLBACK (dismissed_cb), queue);
  adw_toast_overlay_add_toast (queue->overlay, g_object_ref (queue->shown));

  left_us = get_left_us (queue);
  g_clear_handle_id (&queue->appearing, g_source_remove);
  if (left_us > 0)
    {
      set_reachable (queue, FALSE);
      queue->appearing = g_timeout_add ((guint) (left_us / G_TIME_SPAN_MILLISECOND) + 1,
                                        appeared_cb, queue);
    }
}


static gboolean
show_next_cb (gpointer user_data)
{
  Queue *queue = user_data;

  queue->next = 0;
  show_next (queue);
  return G_SOURCE_REMOVE;
}


/* Later, as the overlay is in the middle of taking a toast out. */
static void
widgets_changed_cb (Queue *queue)
{
  if (queue->next == 0 && !g_queue_is_empty (&queue->waiting))
    queue->next = g_idle_add (show_next_cb, queue);
}


static void
free_queue (gpointer data)
{
  Queue *queue = data;

  if (queue->shown != NULL)
    g_signal_handlers_disconnect_by_func (queue->shown, dismissed_cb, queue);
  g_signal_handlers_disconnect_by_func (queue->widgets, widgets_changed_cb, queue);
  g_clear_handle_id (&queue->next, g_source_remove);
  g_clear_handle_id (&queue->appearing, g_source_remove);
  g_clear_object (&queue->shown);
  g_queue_clear_full (&queue->waiting, g_object_unref);
  g_object_unref (queue->widgets);
  g_free (queue);
}


static Queue *
get_queue (AdwToastOverlay *overlay)
{
  Queue *queue = g_object_get_data (G_OBJECT (overlay), QUEUE);

  if (queue != NULL)
    return queue;

  queue = g_new0 (Queue, 1);
  queue->overlay = overlay;
  queue->widgets = gtk_widget_observe_children (GTK_WIDGET (overlay));
  g_queue_init (&queue->waiting);
  g_signal_connect_swapped (queue->widgets, "items-changed", G_CALLBACK (widgets_changed_cb),
                            queue);
  g_object_set_data_full (G_OBJECT (overlay), QUEUE, queue, free_queue);
  return queue;
}


static gboolean
dismiss_cb (gpointer user_data)
{
  adw_toast_dismiss (user_data);
  return G_SOURCE_REMOVE;
}


void
chat_toast_show (AdwToast        *toast,
                 AdwToastOverlay *overlay)
{
  Queue *queue = get_queue (overlay);

  g_queue_push_tail (&queue->waiting, toast);
  if (queue->next == 0)
    show_next (queue);
}


void
chat_toast_dismiss (AdwToast        *toast,
                    AdwToastOverlay *overlay)
{
  Queue *queue = get_queue (overlay);
  gint64 left_us = get_left_us (queue);

  if (g_queue_remove (&queue->waiting, toast))
    {
      g_object_unref (toast);
      return;
    }

  /* Its button is no longer for what it seems to be for. */
  if (toast == queue->shown)
    {
      g_clear_handle_id (&queue->appearing, g_source_remove);
      set_reachable (queue, FALSE);
    }
  if (toast == queue->shown && left_us > 0)
    g_timeout_add_full (G_PRIORITY_DEFAULT, left_us / 1000 + 1, dismiss_cb, g_object_ref (toast),
                        g_object_unref);
  else
    adw_toast_dismiss (toast);
}
