/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Toasts that come and go faster than they appear, with the toolkit's animations, and their lines.
 */

#include "test-support.h"

#include "chat-toast.h"
#include "toolkit-faults.h"

typedef struct
{
  GtkWindow       *window;
  AdwToastOverlay *overlay;
  guint            frames;
} Fixture;


static gboolean
count_frame_cb (GtkWidget     *widget,
                GdkFrameClock *clock,
                gpointer       user_data)
{
  Fixture *self = user_data;

  self->frames++;
  return G_SOURCE_CONTINUE;
}


static void
wait_frames (Fixture *self,
             guint    count)
{
  guint end = self->frames + count;

  test_wait_until (self->frames >= end);
}


static void
set_up (Fixture      *self,
        gconstpointer user_data)
{
  GtkWidget *overlay = adw_toast_overlay_new ();

  self->overlay = ADW_TOAST_OVERLAY (overlay);
  adw_toast_overlay_set_child (self->overlay, gtk_label_new ("Behind"));
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, 600, 300);
  gtk_window_set_child (self->window, overlay);
  gtk_widget_add_tick_callback (overlay, count_frame_cb, self, NULL);
  gtk_window_present (self->window);
  wait_frames (self, 2);
}


static void
tear_down (Fixture      *self,
           gconstpointer user_data)
{
  gtk_window_destroy (self->window);
}


/* Returns: (transfer full) */
static AdwToast *
show (Fixture    *self,
      const char *title)
{
  AdwToast *toast = adw_toast_new (title);

  adw_toast_set_timeout (toast, 0);
  chat_toast_show (g_object_ref (toast), self->overlay);
  return toast;
}


/* Of all that are in the overlay, each with a blank after it. */
static char *
dup_titles (Fixture *self)
{
  GString *titles = g_string_new (NULL);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->overlay));

  while ((child = gtk_widget_get_next_sibling (child)) != NULL)
    {
      g_autoptr(AdwToast) toast = NULL;

      g_object_get (child, "toast", &toast, NULL);
      g_string_append_printf (titles, "%s ", adw_toast_get_title (toast));
    }

  return g_string_free (titles, FALSE);
}


static gboolean
shows (Fixture    *self,
       const char *titles)
{
  g_autofree char *shown = dup_titles (self);

  return g_str_equal (shown, titles);
}


/* The second of two that follow closely goes while it is still appearing. */
static void
test_hurried (Fixture      *self,
              gconstpointer user_data)
{
  for (guint i = 0; i < 16; i++)
    {
      g_autoptr(AdwToast) toast = show (self, "Deleted");

      wait_frames (self, i % 5);
      chat_toast_dismiss (toast, self->overlay);
    }

  test_wait_until (shows (self, ""));
  wait_frames (self, 40);
}


static void
test_one_after_the_other (Fixture      *self,
                          gconstpointer user_data)
{
  g_autoptr(AdwToast) first = show (self, "first");
  g_autoptr(AdwToast) second = show (self, "second");
  g_autoptr(AdwToast) third G_GNUC_UNUSED = show (self, "third");

  g_assert_true (shows (self, "first "));
  chat_toast_dismiss (second, self->overlay);
  g_assert_true (shows (self, "first "));

  /* as by its button */
  wait_frames (self, 40);
  adw_toast_dismiss (first);
  test_wait_until (!shows (self, "first "));
  test_wait_until (!shows (self, ""));
  g_assert_true (shows (self, "third "));
}


static void
test_gone_with_the_window (Fixture      *self,
                           gconstpointer user_data)
{
  g_autoptr(AdwToast) first = show (self, "first");
  g_autoptr(AdwToast) second G_GNUC_UNUSED = show (self, "second");

  chat_toast_dismiss (first, self->overlay);
}


/* As after a conversation was deleted, when another one has just been put in its place. */
static void
test_before_layout (Fixture      *self,
                    gconstpointer user_data)
{
  g_autoptr(AdwToast) toast = adw_toast_new ("Conversation deleted");
  GtkWidget *fresh = adw_toast_overlay_new ();

  adw_toast_overlay_set_child (self->overlay, fresh);
  g_assert_cmpint (gtk_widget_get_width (fresh), ==, 0);
  chat_toast_fit (toast, fresh);
  g_assert_null (adw_toast_get_custom_title (toast));
}


/* As at the start, when the last conversation cannot be opened: nothing has a width yet. */
static void
test_before_the_window (Fixture      *self,
                        gconstpointer user_data)
{
  g_autoptr(AdwToast) toast =
    chat_toast_new ("The conversation cannot be opened: No conversation of this name is here.");
  GtkWidget *fresh = g_object_ref_sink (adw_toast_overlay_new ());
  GtkWidget *label;

  chat_toast_fit (toast, fresh);
  label = adw_toast_get_custom_title (toast);
  g_assert_nonnull (label);
  g_assert_cmpint (gtk_label_get_max_width_chars (GTK_LABEL (label)), >=, 10);
  g_object_unref (fresh);
}


static void
assert_says (AdwToast   *toast,
             GtkWidget  *widget,
             const char *words)
{
  GtkWidget *label = adw_toast_get_custom_title (toast);

  if (label == NULL)
    label = gtk_widget_get_first_child (gtk_widget_get_first_child (widget));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, words);
}


/* Errors and names hold what markup takes for its own, in one line and in more. */
static void
test_words (Fixture      *self,
            gconstpointer user_data)
{
  static const char * const words[] = {
    "No <file> in R&D",
    "No file could be written in the folder /home/somebody/Documents/<new>/R&D: it is not there "
    "any more, or it was moved to another place, where it cannot be found",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr(AdwToast) toast = chat_toast_new (words[i]);

      chat_toast_fit (toast, GTK_WIDGET (self->overlay));
      g_assert_cmpint (adw_toast_get_custom_title (toast) != NULL, ==, i == 1);
      chat_toast_show (g_object_ref (toast), self->overlay);
      test_wait_until (!shows (self, ""));
      assert_says (toast, gtk_widget_get_last_child (GTK_WIDGET (self->overlay)), words[i]);
      chat_toast_dismiss (toast, self->overlay);
      test_wait_until (shows (self, ""));
    }
}


static void
add (const char *path,
     void        (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}


/* Nor by its button. */
static void
test_pressed_at_once (Fixture      *self,
                      gconstpointer user_data)
{
  g_autoptr(AdwToast) toast = adw_toast_new ("One");
  GtkWidget *widget;

  adw_toast_set_button_label (toast, "Undo");
  chat_toast_show (g_object_ref (toast), self->overlay);
  wait_frames (self, 2);
  widget = gtk_widget_get_last_child (GTK_WIDGET (self->overlay));
  g_assert_false (gtk_widget_get_can_target (widget));
  g_assert_false (gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD));
  test_wait_until (gtk_widget_get_can_target (widget));
  g_assert_true (gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD));
}


int
main (int    argc,
      char **argv)
{
  toolkit_faults_init_test (&argc, &argv);
  adw_init ();

  add ("/toast/hurried", test_hurried);
  add ("/toast/one-after-the-other", test_one_after_the_other);
  add ("/toast/gone-with-the-window", test_gone_with_the_window);
  add ("/toast/before-layout", test_before_layout);
  add ("/toast/before-the-window", test_before_the_window);
  add ("/toast/pressed-at-once", test_pressed_at_once);
  add ("/toast/words", test_words);

  return g_test_run ();
}
