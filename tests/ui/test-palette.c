/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The palette, by keys.
 */

#include "chat-command-palette.h"
#include "chat-command-usage.h"
#include "chat-prompt-view.h"
#include "chat-settings.h"
#include "window-support.h"

#include <math.h>

#define LARGE_DPI 144

#define ANSWERS "{\"text\": \"yes\"}"


static GtkWidget *
get_palette (WindowFixture *self)
{
  return find_widget (GTK_WIDGET (self->window), CHAT_TYPE_COMMAND_PALETTE, NULL);
}


static gboolean
is_open (WindowFixture *self)
{
  GtkWidget *palette = get_palette (self);

  return palette != NULL && chat_command_palette_is_open (CHAT_COMMAND_PALETTE (palette));
}


static GtkSingleSelection *
get_selection (WindowFixture *self)
{
  GtkWidget *list = find_widget (get_palette (self), GTK_TYPE_LIST_VIEW, NULL);

  return GTK_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
}


/* The title of the one that is chosen, or "". */
static const char *
get_choice (WindowFixture *self)
{
  ChatCommand *command = gtk_single_selection_get_selected_item (get_selection (self));

  return command != NULL ? command->title : "";
}


/* The command of that title that is shown, or NULL. */
static ChatCommand *
find_shown (WindowFixture *self,
            const char    *title)
{
  GListModel *model = G_LIST_MODEL (get_selection (self));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(ChatCommand) command = g_list_model_get_item (model, i);

      if (g_str_equal (command->title, title))
        return command;
    }

  return NULL;
}


static void
open_palette (WindowFixture *self,
              const char    *words)
{
  press_key (self->window, "<Control>k");
  g_assert_true (is_open (self));
  press_keys (self->window, words);
}


static gboolean
has_composer_focus (WindowFixture *self)
{
  return CHAT_IS_PROMPT_VIEW (gtk_root_get_focus (GTK_ROOT (self->window)));
}


/* An action is found by some of its letters and runs; the focus comes back. */
static void
test_run (WindowFixture *self,
          gconstpointer  script)
{
  GtkWidget *flap = find_widget (GTK_WIDGET (self->window), ADW_TYPE_FLAP, NULL);
  gboolean shown = adw_flap_get_reveal_flap (ADW_FLAP (flap));
  ChatCommand *command;

  open_palette (self, "sideb");
  g_assert_cmpstr (get_choice (self), ==, "Show or hide the sidebar");
  command = gtk_single_selection_get_selected_item (get_selection (self));
  g_assert_cmpstr (command->keys, ==, "F9");
  press_key (self->window, "Return");
  g_assert_false (is_open (self));
  g_assert_true (adw_flap_get_reveal_flap (ADW_FLAP (flap)) != shown);
  g_assert_true (has_composer_focus (self));
}


/* What stands in the message box stays, and nothing is sent. */
static void
test_escape (WindowFixture *self,
             gconstpointer  script)
{
  g_autofree char *prompt = NULL;

  window_write (self, "half");
  open_palette (self, "zzzz");
  g_assert_cmpstr (get_choice (self), ==, "");
  press_key (self->window, "Return");
  press_key (self->window, "Tab");
  g_assert_true (is_open (self));
  press_key (self->window, "Escape");
  g_assert_false (is_open (self));
  g_assert_true (has_composer_focus (self));
  prompt = window_dup_prompt (self);
  g_assert_cmpstr (prompt, ==, "half");

  open_palette (self, "");
  press_key (self->window, "<Control>k");
  g_assert_false (is_open (self));
  g_assert_true (has_composer_focus (self));
}


static void
test_move (WindowFixture *self,
           gconstpointer  script)
{
  GtkSingleSelection *selection;
  GtkScrolledWindow *scroller;
  GtkAdjustment *adjustment;
  guint n_items;

  open_palette (self, "");
  selection = get_selection (self);
  n_items = g_list_model_get_n_items (G_LIST_MODEL (selection));
  g_assert_cmpuint (n_items, >, 20);
  press_key (self->window, "Down");
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 1);
  press_key (self->window, "Page_Down");
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 11);
  press_key (self->window, "Page_Up");
  press_key (self->window, "Page_Up");
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 0);
  press_key (self->window, "Up");
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, n_items - 1);

  /* What is found for another letter is shown from its top on. */
  scroller = GTK_SCROLLED_WINDOW (find_widget (get_palette (self), GTK_TYPE_SCROLLED_WINDOW, NULL));
  adjustment = gtk_scrolled_window_get_vadjustment (scroller);
  test_wait_until (gtk_adjustment_get_value (adjustment) > 0);
  press_keys (self->window, "e");
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 0);
  test_wait_until (gtk_adjustment_get_value (adjustment) <= 0);
}


/* Only what can be done is there. */
static void
test_enabled (WindowFixture *self,
              gconstpointer  script)
{
  open_palette (self, "find in");
  g_assert_null (find_shown (self, "Find in the conversation"));
  press_key (self->window, "Escape");

  window_converse (self, "hello");
  open_palette (self, "find in");
  g_assert_nonnull (find_shown (self, "Find in the conversation"));
}


/* In a second step, from which Escape leads back to the first. */
static void
test_rename (WindowFixture *self,
             gconstpointer  script)
{
  ChatConversation *conversation;

  window_converse (self, "first words");
  conversation = window_get_conversation (self);
  test_wait_until (chat_conversation_get_title (conversation) != NULL);
  open_palette (self, "rename");
  g_assert_cmpstr (get_choice (self), ==, "Rename");
  press_key (self->window, "Return");
  g_assert_true (is_open (self));
  press_key (self->window, "Escape");
  g_assert_true (is_open (self));
  g_assert_cmpstr (get_choice (self), ==, "Rename");
  press_key (self->window, "Return");
  press_keys (self->window, "tea");
  press_key (self->window, "Return");
  g_assert_false (is_open (self));
  g_assert_cmpstr (chat_conversation_get_title (conversation), ==, "tea");
  g_assert_true (has_composer_focus (self));
}


static void
test_model (WindowFixture *self,
            gconstpointer  script)
{
  g_autofree char *id = NULL;
  ChatCommand *command;

  open_palette (self, "choose the model");
  press_key (self->window, "Return");
  g_assert_true (is_open (self));
  press_key (self->window, "Down");
  command = gtk_single_selection_get_selected_item (get_selection (self));
  g_assert_nonnull (command);
  id = g_strdup (g_variant_get_string (command->target, NULL));
  press_key (self->window, "Return");
  g_assert_false (is_open (self));
  g_assert_cmpstr (chat_engine_get_model_for (self->engine, window_get_conversation (self)), ==,
                   id);
}


static gboolean
shows_model (WindowFixture *self)
{
  return g_str_has_prefix (get_choice (self), "Switch to ");
}


/* The list of models is asked for when it is first wanted, and comes while one types. */
static void
test_models_come (WindowFixture *self,
                  gconstpointer  script)
{
  open_palette (self, "switch to");
  test_wait_until (shows_model (self));
  press_key (self->window, "Escape");
  open_palette (self, "switch to");
  g_assert_true (shows_model (self));
  press_key (self->window, "Escape");
}


/* Others by their title, this one's prompts by their words. */
static void
test_conversations (WindowFixture *self,
                    gconstpointer  script)
{
  ChatHistory *history = chat_engine_get_history (self->engine);
  g_autofree char *first = NULL;

  window_converse (self, "oranges");
  first = g_strdup (chat_conversation_get_uid (window_get_conversation (self)));
  chat_history_rename (history, first, "Über Orangen");
  open_palette (self, "oranges");
  g_assert_nonnull (find_shown (self, "oranges"));
  press_key (self->window, "Escape");

  press_key (self->window, "<Control>n");
  g_assert_cmpstr (chat_conversation_get_uid (window_get_conversation (self)), !=, first);
  open_palette (self, "uber or");
  test_wait_until (find_shown (self, "Über Orangen") != NULL);
  g_assert_cmpstr (get_choice (self), ==, "Über Orangen");
  press_key (self->window, "Return");
  test_wait_until (g_str_equal (chat_conversation_get_uid (window_get_conversation (self)), first));
}


/* Prompts and replies, by how they begin. */
static void
test_messages (WindowFixture *self,
               gconstpointer  script)
{
  window_converse (self, "How many oranges?");
  window_converse (self, "And apples?");
  open_palette (self, "you said oranges");
  g_assert_cmpstr (get_choice (self), ==, "You said: How many oranges?");
  press_key (self->window, "Return");
  test_wait_until (!is_open (self));
}


/* Also by the words that lead to it after a slash. */
static void
test_words (WindowFixture *self,
            gconstpointer  script)
{
  open_palette (self, "settings");
  g_assert_cmpstr (get_choice (self), ==, "Preferences");
  press_key (self->window, "Escape");
}


/* What was used comes first among the like, and only so much of it is remembered. */
static void
test_usage (void)
{
  g_autoptr(GSettings) settings = chat_settings_new (NULL);
  g_autoptr(ChatCommandUsage) usage = chat_command_usage_new (settings);
  g_auto(GStrv) kept = NULL;
  guint once;

  g_settings_reset (settings, CHAT_SETTING_RECENT_COMMANDS);
  g_assert_cmpuint (chat_command_usage_get (usage, "a"), ==, 0);
  chat_command_usage_add (usage, "a");
  once = chat_command_usage_get (usage, "a");
  g_assert_cmpuint (once, >, 0);
  chat_command_usage_add (usage, "b");
  g_assert_cmpuint (chat_command_usage_get (usage, "b"), >=, chat_command_usage_get (usage, "a"));
  chat_command_usage_add (usage, "a");
  g_assert_cmpuint (chat_command_usage_get (usage, "a"), >, once);
  for (guint i = 0; i < 2 * CHAT_COMMAND_USAGE_MAX; i++)
    chat_command_usage_add (usage, "c");
  g_assert_cmpuint (chat_command_usage_get (usage, "a"), ==, 0);
  kept = g_settings_get_strv (settings, CHAT_SETTING_RECENT_COMMANDS);
  g_assert_cmpuint (g_strv_length (kept), ==, CHAT_COMMAND_USAGE_MAX);
  g_settings_reset (settings, CHAT_SETTING_RECENT_COMMANDS);
}


/* Words of what it belongs to lead to a page, too. */
static void
test_preferences (WindowFixture *self,
                  gconstpointer  script)
{
  g_autoptr(GListModel) toplevels = g_object_ref (gtk_window_get_toplevels ());
  g_autoptr(GtkWindow) window = NULL;

  open_palette (self, "appear pref");
  g_assert_cmpstr (get_choice (self), ==, "Appearance");
  press_key (self->window, "Return");
  for (guint i = 0; i < g_list_model_get_n_items (toplevels) && window == NULL; i++)
    {
      g_autoptr(GtkWindow) candidate = g_list_model_get_item (toplevels, i);

      if (ADW_IS_PREFERENCES_WINDOW (candidate))
        window = g_steal_pointer (&candidate);
    }
  g_assert_nonnull (window);
  g_assert_cmpstr (adw_preferences_window_get_visible_page_name (ADW_PREFERENCES_WINDOW (window)),
                   ==, "appearance");
  gtk_window_destroy (window);
}


/* Whatever else takes the focus closes it. */
static void
test_leave (WindowFixture *self,
            gconstpointer  script)
{
  open_palette (self, "a");
  press_key (self->window, "<Control>n");
  g_assert_false (is_open (self));
  g_assert_true (has_composer_focus (self));
}


static float
get_middle (GtkWidget *child)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (child, gtk_widget_get_parent (child), &bounds));
  return bounds.origin.y + bounds.size.height / 2;
}


/* With large text a key is lower than the sign beside it, and stands in the middle of the line. */
static void
test_keys_in_line (WindowFixture *self,
                   gconstpointer  script)
{
  GtkSettings *settings = gtk_settings_get_default ();
  GtkWidget *keys;
  float middle;
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", LARGE_DPI * PANGO_SCALE, NULL);
  press_key (self->window, "<Control>k");
  keys = find_widget (get_palette (self), GTK_TYPE_SHORTCUT_LABEL, NULL);
  test_wait_until (gtk_widget_get_mapped (keys) && gtk_widget_get_height (keys) > 0);
  wait_for_frames (keys);

  middle = (float) gtk_widget_get_height (keys) / 2;
  for (GtkWidget *child = gtk_widget_get_first_child (keys); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    g_assert_cmpfloat (fabsf (get_middle (child) - middle), <=, 1);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  press_key (self->window, "Escape");
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

#define ADD(path, function) \
  g_test_add ("/palette/" path, WindowFixture, ANSWERS, window_fixture_set_up, function, \
              window_fixture_tear_down)
  g_test_add_func ("/palette/usage", test_usage);
  ADD ("run", test_run);
  ADD ("escape", test_escape);
  ADD ("move", test_move);
  ADD ("enabled", test_enabled);
  ADD ("rename", test_rename);
  ADD ("model", test_model);
  ADD ("models-come", test_models_come);
  ADD ("conversations", test_conversations);
  ADD ("words", test_words);
  g_test_add ("/palette/messages", WindowFixture, "{\"text\": \"You said: {{prompt}}\"}",
              window_fixture_set_up, test_messages, window_fixture_tear_down);
  ADD ("preferences", test_preferences);
  ADD ("leave", test_leave);
  ADD ("keys-in-line", test_keys_in_line);
#undef ADD

  return g_test_run ();
}
