/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The widgets that the transcript is built of.
 */

#include "chat-transcript-private.h"

#include "chat-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define FADE_MS 200

GtkWidget *
chat_transcript_new_pill (ChatTranscript *self)
{
  GtkWidget *revealer = gtk_revealer_new ();
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "go-bottom-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _("Latest"));
  gtk_button_set_child (GTK_BUTTON (button), content);
  chat_words_fit (button);
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_add_css_class (button, "latest");
  g_signal_connect_object (button, "clicked", G_CALLBACK (chat_transcript_scroll_to_latest), self,
                           G_CONNECT_SWAPPED);

  gtk_widget_set_margin_start (button, CHAT_PILL_SHADOW);
  gtk_widget_set_margin_end (button, CHAT_PILL_SHADOW);
  gtk_widget_set_margin_top (button, CHAT_PILL_SHADOW);
  gtk_widget_set_margin_bottom (button, CHAT_PILL_SHADOW);
  gtk_revealer_set_child (GTK_REVEALER (revealer), button);
  gtk_revealer_set_transition_type (GTK_REVEALER (revealer),
                                    GTK_REVEALER_TRANSITION_TYPE_CROSSFADE);
  gtk_revealer_set_transition_duration (GTK_REVEALER (revealer), FADE_MS);
  gtk_widget_set_can_target (revealer, FALSE);
  return revealer;
}

/* A bar that takes room shows always: a text can fit beside it, but not without it, and then it
 * would come and go for ever. Nor is the text wrapped anew when it outgrows its window. */
static void
choose_bar (GtkScrolledWindow *window)
{
  gboolean over_text = FALSE;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (window)), "gtk-overlay-scrolling", &over_text,
                NULL);
  over_text = over_text && gtk_scrolled_window_get_overlay_scrolling (window);

  /* Not never: then what is inside could keep the window from becoming narrow. */
  gtk_scrolled_window_set_policy (window, GTK_POLICY_EXTERNAL,
                                  over_text ? GTK_POLICY_AUTOMATIC : GTK_POLICY_ALWAYS);
}

int
chat_transcript_get_bar_width (ChatTranscript *self)
{
  GtkScrolledWindow *window;
  GtkPolicyType policy;
  int width;

  g_return_val_if_fail (CHAT_IS_TRANSCRIPT (self), 0);

  window = GTK_SCROLLED_WINDOW (gtk_overlay_get_child (GTK_OVERLAY (self->overlay)));
  gtk_scrolled_window_get_policy (window, NULL, &policy);
  if (policy != GTK_POLICY_ALWAYS)
    return 0;

  gtk_widget_measure (gtk_scrolled_window_get_vscrollbar (window), GTK_ORIENTATION_HORIZONTAL, -1,
                      &width, NULL, NULL, NULL);

  return width;
}

static void
follow_bar (GtkWidget *window)
{
  g_signal_connect_object (gtk_widget_get_settings (window), "notify::gtk-overlay-scrolling",
                           G_CALLBACK (choose_bar), window, G_CONNECT_SWAPPED);
  g_signal_connect (window, "notify::overlay-scrolling", G_CALLBACK (choose_bar), NULL);
  choose_bar (GTK_SCROLLED_WINDOW (window));
}

/* GTK asks whether to glide to where one scrolls only when the window appears. */
static void
animations_changed_cb (GtkWidget *window)
{
  if (!gtk_widget_get_mapped (window))
    return;

  gtk_widget_unmap (window);
  gtk_widget_map (window);
}

GtkWidget *
chat_transcript_new_window (ChatColumn *column)
{
  GtkWidget *window = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_scrollable_new ();

  adw_clamp_scrollable_set_maximum_size (ADW_CLAMP_SCROLLABLE (clamp), CHAT_COLUMN_WIDTH);
  adw_clamp_scrollable_set_tightening_threshold (ADW_CLAMP_SCROLLABLE (clamp), CHAT_COLUMN_WIDTH);
  adw_clamp_scrollable_set_child (ADW_CLAMP_SCROLLABLE (clamp), GTK_WIDGET (column));
  gtk_widget_set_margin_start (clamp, CHAT_EDGE);
  gtk_widget_set_margin_end (clamp, CHAT_EDGE);

  follow_bar (window);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), clamp);
  g_signal_connect_object (gtk_widget_get_settings (window), "notify::gtk-enable-animations",
                           G_CALLBACK (animations_changed_cb), window, G_CONNECT_SWAPPED);
  return window;
}
