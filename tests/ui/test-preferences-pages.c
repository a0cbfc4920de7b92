/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pages of the preferences: what is changed there acts at once, and can be taken back.
 */

#include "chat-column.h"
#include "chat-engine-spending.h"
#include "chat-policy.h"
#include "chat-preferences-window.h"
#include "chat-settings.h"
#include "window-support.h"

/* Says a little and then nothing more. */
#define HANGS   "{\"text\": \"one two three four five six\", \"hang\": 5}"
#define ANSWERS "{\"text\": \"You said: {{prompt}}\"}"

/* Text of 150 %. */
#define LARGE_DPI 144


static GtkWindow *
open_page (WindowFixture *self,
           const char    *name)
{
  GtkWindow *window;

  window_activate (self, "win.open-preferences");
  window = find_window (CHAT_TYPE_PREFERENCES_WINDOW);
  g_assert_nonnull (window);
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (window), name);
  test_wait_until (gtk_window_is_active (window));

  return window;
}


static void
close_preferences (WindowFixture *self,
                   GtkWindow     *window)
{
  GObject *object = G_OBJECT (window);

  g_object_add_weak_pointer (object, (gpointer *) &object);
  press_key (window, "<Control>w");
  test_wait_until (object == NULL);
  test_wait_until (gtk_window_is_active (self->window));
}


static void
focus_row (GtkWindow  *window,
           const char *title)
{
  GtkWidget *row = NULL;

  test_wait_until ((row = find_row (GTK_WIDGET (window), title)) != NULL);
  gtk_widget_grab_focus (row);
}


static GtkWidget *
get_spin_button (GtkWindow  *window,
                 const char *title)
{
  GtkWidget *row = NULL;

  test_wait_until ((row = find_row (GTK_WIDGET (window), title)) != NULL);

  return find_widget (row, GTK_TYPE_SPIN_BUTTON, NULL);
}


static void
test_behaviour (WindowFixture *self,
                gconstpointer  script)
{
  static const char * const switches[][2] = {
    { "Follow a reply while it is written", CHAT_SETTING_FOLLOW_REPLIES },
    { "Scroll on after a swipe", CHAT_SETTING_KINETIC_SCROLLING },
    { "Notify when a reply ends", CHAT_SETTING_NOTIFY_REPLIES },
    { "Titles by a model", CHAT_SETTING_AUTO_TITLES },
    { "Ask before quitting stops a reply", CHAT_SETTING_CONFIRM_QUIT },
  };
  GtkWindow *window = open_page (self, "behaviour");

  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      gboolean before = g_settings_get_boolean (self->settings, switches[i][1]);

      focus_row (window, switches[i][0]);
      press_key (window, "Return");
      /* A switch slides before it has switched. */
      test_wait_until (g_settings_get_boolean (self->settings, switches[i][1]) == !before);
    }
  g_assert_true (chat_engine_get_auto_title (self->engine));
  close_preferences (self, window);
}


static void
test_send_key (WindowFixture *self,
               gconstpointer  script)
{
  ChatConversation *conversation = window_get_conversation (self);
  GtkWindow *window = open_page (self, "behaviour");
  GtkWidget *row;
  g_autofree char *text = NULL;

  focus_row (window, "Send with");
  row = find_row (GTK_WIDGET (window), "Send with");
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), CHAT_SEND_KEY_CONTROL_ENTER);
  g_assert_cmpint (g_settings_get_enum (self->settings, CHAT_SETTING_SEND_KEY), ==,
                   CHAT_SEND_KEY_CONTROL_ENTER);
  close_preferences (self, window);

  window_write (self, "one");
  press_key (self->window, "Return");
  text = window_dup_prompt (self);
  g_assert_cmpstr (text, ==, "one\n");
  g_assert_cmpuint (chat_conversation_get_n_messages (conversation), ==, 0);
  press_key (self->window, "<Control>Return");
  window_wait_idle (self);
  g_assert_cmpuint (chat_conversation_get_n_messages (conversation), ==, 2);
}


static void
test_budget (WindowFixture *self,
             gconstpointer  script)
{
  ChatSpending *spending = chat_engine_get_spending (self->engine);
  GtkWindow *window = open_page (self, "behaviour");

  gtk_widget_grab_focus (get_spin_button (window, "US dollars in a month"));
  press_key (window, "Up");
  press_key (window, "Up");
  g_assert_cmpfloat (g_settings_get_double (self->settings, CHAT_SETTING_MONTHLY_BUDGET), ==, 2);
  g_assert_cmpint (chat_spending_get_budget (spending)->limit, ==, 2 * CHAT_NANO_PER_DOLLAR);
  gtk_widget_grab_focus (get_spin_button (window, "Warn from this percentage on"));
  press_key (window, "Down");
  g_assert_cmpuint (chat_spending_get_budget (spending)->warn_percent, ==, 75);
  focus_row (window, "Stop when it is used up");
  press_key (window, "Return");
  test_wait_until (!chat_spending_get_budget (spending)->stops);

  gtk_widget_activate_action (GTK_WIDGET (window), "preferences.reset", "s", "behaviour");
  g_assert_cmpint (chat_spending_get_budget (spending)->limit, ==, 0);
  close_preferences (self, window);
}


static int
get_font_size (WindowFixture *self)
{
  GtkWidget *column = find_widget (GTK_WIDGET (self->window), CHAT_TYPE_COLUMN, NULL);
  PangoContext *context = gtk_widget_get_pango_context (column);

  return pango_font_description_get_size (pango_context_get_font_description (context));
}


static void
test_appearance (WindowFixture *self,
                 gconstpointer  script)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkWindow *window;
  int size;

  window_converse (self, "hello");
  size = get_font_size (self);
  window = open_page (self, "appearance");
  gtk_widget_grab_focus (get_spin_button (window, "Size"));
  press_key (window, "Up");
  g_assert_cmpuint (g_settings_get_uint (self->settings, CHAT_SETTING_TEXT_SIZE), ==, 110);
  test_wait_until (get_font_size (self) > size);
  gtk_widget_grab_focus (get_spin_button (window, "Greatest width"));
  press_key (window, "Up");
  g_assert_cmpuint (g_settings_get_uint (self->settings, CHAT_SETTING_COLUMN_WIDTH), ==, 780);

  g_assert_false (adw_style_manager_get_dark (manager));
  g_settings_set_string (self->settings, CHAT_SETTING_COLOR_SCHEME, "dark");
  g_assert_true (adw_style_manager_get_dark (manager));
  g_settings_set_string (self->settings, CHAT_SETTING_CODE_SCHEME, "solarized-light");
  g_settings_set_string (self->settings, CHAT_SETTING_CODE_FONT, "DejaVu Sans");
  settle ();

  gtk_widget_activate_action (GTK_WIDGET (window), "preferences.reset", "s", "appearance");
  g_assert_false (adw_style_manager_get_dark (manager));
  test_wait_until (get_font_size (self) == size);
  gtk_widget_activate_action (GTK_WIDGET (window), "preferences.undo-reset", NULL);
  g_assert_cmpuint (g_settings_get_uint (self->settings, CHAT_SETTING_TEXT_SIZE), ==, 110);
  g_assert_true (adw_style_manager_get_dark (manager));
  close_preferences (self, window);
}


static GdkRGBA
get_color (WindowFixture *self,
           const char    *name)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self->window));
  GdkRGBA color = { 0 };

  g_assert_true (gtk_style_context_lookup_color (context, name, &color));

  return color;
}


static void
test_code_scheme (WindowFixture *self,
                  gconstpointer  script)
{
  GdkRGBA before = get_color (self, "chat_code_comment");
  GdkRGBA light;
  GdkRGBA dark;

  g_settings_set_string (self->settings, CHAT_SETTING_CODE_SCHEME, "solarized-light");
  light = get_color (self, "chat_code_bg");
  g_settings_set_string (self->settings, CHAT_SETTING_COLOR_SCHEME, "dark");
  dark = get_color (self, "chat_code_bg");
  g_assert_cmpfloat (light.red, >, 0.9);
  g_assert_cmpfloat (dark.red, <, 0.1);

  /* An unknown one, and one that has no brother for the dark, are as none. */
  g_settings_reset (self->settings, CHAT_SETTING_COLOR_SCHEME);
  g_settings_set_string (self->settings, CHAT_SETTING_CODE_SCHEME, "not-there");
  light = get_color (self, "chat_code_comment");
  g_assert_true (gdk_rgba_equal (&light, &before));
}


static void
test_data (WindowFixture *self,
           gconstpointer  script)
{
  GtkWindow *window = open_page (self, "data");
  GtkWidget *row;

  focus_row (window, "Place");
  row = find_row (GTK_WIDGET (window), "Size");
  test_wait_until (g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)),
                              "Being counted…") != 0);
  g_assert_nonnull (find_row (GTK_WIDGET (window), "Trash"));

  /* a backup, which says where it is */
  row = find_row (GTK_WIDGET (window), "Last backup");
  test_wait_until (*adw_action_row_get_subtitle (ADW_ACTION_ROW (row)) != '\0');
  gtk_widget_grab_focus (find_widget (row, GTK_TYPE_BUTTON, NULL));
  press_key (window, "Return");
  test_wait_until (find_row (GTK_WIDGET (window), "history-2") != NULL &&
                   strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)),
                           ", in \u2066/") != NULL);
  close_preferences (self, window);
}


static void
test_advanced (WindowFixture *self,
               gconstpointer  script)
{
  GtkWindow *window = open_page (self, "advanced");

  gtk_widget_grab_focus (get_spin_button (window, "Time to connect"));
  press_key (window, "Up");
  g_assert_cmpuint (g_settings_get_uint (self->settings, CHAT_SETTING_CONNECT_TIMEOUT), ==, 35000);
  g_assert_cmpuint (chat_engine_get_policy (self->engine)->connect_ms, ==, 35000);
  focus_row (window, "Cache conversations");
  press_key (window, "Return");
  test_wait_until (!chat_engine_get_policy (self->engine)->prompt_caching);

  focus_row (window, "All settings");
  press_key (window, "Return");
  test_wait_until (chat_engine_get_policy (self->engine)->prompt_caching);
  g_assert_cmpuint (chat_engine_get_policy (self->engine)->connect_ms, ==, 30000);
  close_preferences (self, window);
}


static void
test_quit (WindowFixture *self,
           gconstpointer  script)
{
  GtkWindow *question;

  window_write (self, "hello");
  window_activate (self, "chat.send");
  g_assert_cmpuint (chat_engine_get_n_turns (self->engine), ==, 1);
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "quit", NULL);
  question = find_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (question);
  test_wait_until (gtk_window_is_active (question));
  press_key (question, "Escape");
  g_assert_nonnull (self->window);
  g_assert_cmpuint (chat_engine_get_n_turns (self->engine), ==, 1);
  test_wait_until (gtk_window_is_active (self->window));
}


/* Takes back what was typed, and then leaves; a toast is no hindrance. */
static void
test_escape (WindowFixture *self,
             gconstpointer  script)
{
  GtkWindow *window = open_page (self, "appearance");
  GObject *object = G_OBJECT (window);
  GtkWidget *spin = get_spin_button (window, "Greatest width");

  g_object_add_weak_pointer (object, (gpointer *) &object);
  gtk_widget_activate_action (GTK_WIDGET (window), "preferences.reset", "s", "appearance");
  gtk_widget_grab_focus (spin);
  press_keys (window, "12");
  press_key (window, "Escape");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "760");
  g_assert_cmpuint (g_settings_get_uint (self->settings, CHAT_SETTING_COLUMN_WIDTH), ==, 760);
  press_key (window, "Escape");
  test_wait_until (object == NULL);
  test_wait_until (gtk_window_is_active (self->window));
}


/* Also on pages that nobody has looked at yet. */
static void
test_search (WindowFixture *self,
             gconstpointer  script)
{
  GtkWindow *window = open_page (self, "accounts");

  press_key (window, "<Control>f");
  press_keys (window, "silence");
  test_wait_until (find_row (GTK_WIDGET (window), "Longest silence") != NULL);
  press_key (window, "Escape");
  close_preferences (self, window);
}


/* The layout of the first label in the row called @title that is of a @type there. */
static PangoLayout *
get_layout_in (GtkWindow  *window,
               const char *title,
               GType       type)
{
  GtkWidget *row = NULL;
  GtkWidget *label;

  test_wait_until ((row = find_row (GTK_WIDGET (window), title)) != NULL);
  wait_for_frames (row);
  label = find_widget (find_widget (row, type, NULL), GTK_TYPE_LABEL, NULL);

  return gtk_label_get_layout (GTK_LABEL (label));
}


/* With large text the explanation breaks, rather than what the row is set to or its button. */
static void
test_large_text (WindowFixture *self,
                 gconstpointer  script)
{
  GtkSettings *settings = gtk_settings_get_default ();
  GtkWindow *window;
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", LARGE_DPI * PANGO_SCALE, NULL);
  window = open_page (self, "behaviour");
  g_assert_false (pango_layout_is_ellipsized (
    get_layout_in (window, "A screen reader tells", GTK_TYPE_LIST_VIEW)));
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (window), "data");
  g_assert_cmpint (pango_layout_get_line_count (
    get_layout_in (window, "Last backup", GTK_TYPE_BUTTON)), ==, 1);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  close_preferences (self, window);
}


int
main (int   argc,
      char *argv[])
{
  window_test_init (&argc, &argv);

#define ADD(name, script, func) \
  g_test_add ("/preferences-pages/" name, WindowFixture, script, window_fixture_set_up, func, \
              window_fixture_tear_down)
  ADD ("behaviour", ANSWERS, test_behaviour);
  ADD ("send-key", ANSWERS, test_send_key);
  ADD ("budget", ANSWERS, test_budget);
  ADD ("appearance", ANSWERS, test_appearance);
  ADD ("code-scheme", ANSWERS, test_code_scheme);
  ADD ("data", ANSWERS, test_data);
  ADD ("advanced", ANSWERS, test_advanced);
  ADD ("quit", HANGS, test_quit);
  ADD ("escape", ANSWERS, test_escape);
  ADD ("search", ANSWERS, test_search);
  ADD ("large-text", ANSWERS, test_large_text);

  return g_test_run ();
}
