/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parameters of a conversation: set by keyboard, offered by model, the same in all windows.
 */

#include "chat-engine-presets.h"
#include "chat-parameters-form.h"
#include "chat-parameters-rows.h"
#include "chat-parameters-window.h"
#include "chat-preset-popover.h"
#include "window-support.h"

#include <string.h>

#define SCRIPT "{\"rules\":[{\"when\":{\"path\":\"/v1/models\"},\"reply\":{\"status\":404}}]," \
               "\"replies\":[{\"text\":\"yes\"}]}"


/* Opened by its key, with the keyboard in it. */
static GtkWindow *
open_window (WindowFixture *self)
{
  GtkWindow *window;

  press_key (self->window, "<Control><Shift>p");
  window = find_window (CHAT_TYPE_PARAMETERS_WINDOW);
  g_assert_nonnull (window);
  test_wait_until (gtk_window_is_active (window));
  settle ();

  return window;
}


/* A menu that closes has the keys to the last. */
static gboolean
has_keys (GtkWindow *window)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  return focus != NULL && GTK_WIDGET (gtk_widget_get_native (focus)) == GTK_WIDGET (window);
}


static void
close_window (WindowFixture *self,
              GtkWindow     *window)
{
  test_wait_until (has_keys (window));
  press_key (window, "Escape");
  test_wait_until (find_window (CHAT_TYPE_PARAMETERS_WINDOW) == NULL);
  test_wait_until (gtk_window_is_active (self->window));
}


/* On a server that takes all that the API knows. */
static void
choose_model (WindowFixture *self,
              const char    *model)
{
  ChatProfile *profile = chat_engine_get_profile (self->engine);
  ChatDialect *dialect = chat_profile_get_dialect (profile);

  dialect->thinking = TRUE;
  dialect->effort = TRUE;
  chat_profile_set_model (profile, model);
  chat_engine_choose (self->engine, window_get_conversation (self), profile, model);
}


static gboolean
shows_row (GtkWindow  *window,
           const char *title)
{
  return find_row (GTK_WIDGET (window), title) != NULL;
}


static void
type_into (GtkWindow  *window,
           const char *title,
           const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_row (GTK_WIDGET (window), title)), text);
}


static const char *
get_json (WindowFixture *self)
{
  return chat_conversation_get_parameters (window_get_conversation (self));
}


static char *
dup_body (WindowFixture *self)
{
  return g_strdup (chat_demo_server_get_body (self->server,
                                              chat_demo_server_get_n_requests (self->server) - 1));
}


/* What is written goes out with the next message, also when nobody waits for the pause. */
static void
test_system (WindowFixture *self,
             gconstpointer  script)
{
  GtkWindow *window = open_window (self);
  g_autofree char *body = NULL;

  press_keys (window, "be brief");
  close_window (self, window);
  g_assert_cmpstr (chat_conversation_get_system (window_get_conversation (self)), ==, "be brief");
  window_converse (self, "hello");
  body = dup_body (self);
  g_assert_nonnull (strstr (body, "\"system\":\"be brief\""));

  /* and is there again */
  window = open_window (self);
  g_assert_nonnull (window);
  close_window (self, window);
}


/* Everything by the keyboard: Tab to the row, its menu, the choice. */
static void
test_keys (WindowFixture *self,
           gconstpointer  script)
{
  GtkWindow *window;

  choose_model (self, "claude-opus-5");
  window = open_window (self);
  press_key (window, "Tab");
  press_key (window, "space");
  press_key (window, "Down");
  press_key (window, "Return");
  test_wait_until (g_strcmp0 (get_json (self), "{\"thinking\":\"off\"}") == 0);
  g_assert_false (shows_row (window, "Shown"));
  close_window (self, window);

  press_key (self->window, "<Control><Shift>t");
  g_assert_null (get_json (self));
  press_key (self->window, "<Control><Shift>t");
  g_assert_cmpstr (get_json (self), ==, "{\"thinking\":\"off\"}");
}


/* What the model takes, and nothing else; the wish stays for another one. */
static void
test_offers (WindowFixture *self,
             gconstpointer  script)
{
  GtkWindow *window;
  g_autofree char *body = NULL;

  choose_model (self, "claude-opus-4-6");
  window = open_window (self);
  g_assert_true (shows_row (window, "Temperature"));
  g_assert_true (shows_row (window, "Effort"));
  type_into (window, "Temperature", "0,5");
  test_wait_until (g_strcmp0 (get_json (self), "{\"temperature\":0.5}") == 0);

  choose_model (self, "claude-fable-5-1");
  settle ();
  g_assert_false (shows_row (window, "Temperature"));
  g_assert_true (gtk_widget_get_mapped (find_widget (GTK_WIDGET (window), GTK_TYPE_LABEL,
                                                     "parameters-note")));
  choose_model (self, "claude-haiku-4-5");
  settle ();
  g_assert_false (shows_row (window, "Effort"));
  g_assert_false (gtk_widget_get_mapped (find_widget (GTK_WIDGET (window), GTK_TYPE_LABEL,
                                                      "parameters-note")));
  close_window (self, window);

  window_converse (self, "hello");
  body = dup_body (self);
  g_assert_nonnull (strstr (body, "\"temperature\":0.5"));
}


static void
test_numbers (WindowFixture *self,
              gconstpointer  script)
{
  GtkWindow *window;

  choose_model (self, "claude-haiku-4-5");
  window = open_window (self);
  type_into (window, "Longest, in tokens", "500");
  test_wait_until (g_strcmp0 (get_json (self), "{\"max_tokens\":500}") == 0);
  type_into (window, "Longest, in tokens", "x");
  test_wait_until (gtk_widget_has_css_class (find_row (GTK_WIDGET (window), "Longest, in tokens"),
                                             "error"));
  g_assert_cmpstr (get_json (self), ==, "{\"max_tokens\":500}");
  chat_engine_set_system (self->engine, window_get_conversation (self), "From elsewhere");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (
                     find_row (GTK_WIDGET (window), "Longest, in tokens"))), ==, "500");
  g_assert_false (gtk_widget_has_css_class (find_row (GTK_WIDGET (window), "Longest, in tokens"),
                                            "error"));
  type_into (window, "Longest, in tokens", "16,000");
  test_wait_until (g_strcmp0 (get_json (self), "{\"max_tokens\":16000}") == 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (
                     find_row (GTK_WIDGET (window), "Longest, in tokens"))), ==, "16,000");
  type_into (window, "Longest, in tokens", "");
  test_wait_until (get_json (self) == NULL);
  close_window (self, window);
}


static gboolean
has_focus_in (GtkWindow *window,
              GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}


/* One conversation in two windows: what is set in one is seen in the other. */
static void
test_live (WindowFixture *self,
           gconstpointer  script)
{
  const ChatParameters limited = { .max_tokens = 77 };
  ChatConversation *conversation = window_get_conversation (self);
  GtkWindow *window = open_window (self);
  GtkEditable *row = GTK_EDITABLE (find_row (GTK_WIDGET (window), "Longest, in tokens"));
  GtkTextView *system = chat_parameters_form_get_system (CHAT_PARAMETERS_FORM (
    find_widget (GTK_WIDGET (window), CHAT_TYPE_PARAMETERS_FORM, NULL)));
  g_autofree char *text = NULL;

  chat_engine_set_parameters (self->engine, conversation, &limited);
  chat_engine_set_system (self->engine, conversation, "From elsewhere");
  g_assert_cmpstr (gtk_editable_get_text (row), ==, "77");
  text = chat_parameters_rows_dup_text (system);
  g_assert_cmpstr (text, ==, "From elsewhere");
  close_window (self, window);
}


/* What is being typed is not lost to what comes from elsewhere, and takes nothing of that back. */
static void
test_meanwhile (WindowFixture *self,
                gconstpointer  script)
{
  const ChatParameters limited = { .max_tokens = 77 };
  ChatConversation *conversation = window_get_conversation (self);
  GtkWindow *window;
  GtkEditable *row;

  choose_model (self, "claude-haiku-4-5");
  window = open_window (self);
  row = GTK_EDITABLE (find_row (GTK_WIDGET (window), "Temperature"));
  gtk_editable_set_text (row, "0.5");
  chat_engine_set_parameters (self->engine, conversation, &limited);
  chat_engine_set_system (self->engine, conversation, "From elsewhere");
  g_assert_cmpstr (gtk_editable_get_text (row), ==, "0.5");
  test_wait_until (strstr (get_json (self), "\"temperature\":0.5") != NULL);
  g_assert_nonnull (strstr (get_json (self), "\"max_tokens\":77"));
  g_assert_cmpstr (chat_conversation_get_system (conversation), ==, "From elsewhere");
  close_window (self, window);
}


static GtkWidget *
open_presets (GtkWindow *window)
{
  GtkWidget *popover = find_widget (GTK_WIDGET (window), CHAT_TYPE_PRESET_POPOVER, NULL);
  GtkWidget *button = gtk_widget_get_parent (popover);

  gtk_widget_grab_focus (button);
  press_key (window, "space");
  test_wait_until (gtk_widget_get_mapped (popover));
  settle ();

  return popover;
}


/* Saved, made the usual one, given to a new conversation, applied, renamed, deleted, brought back:
 * by keys. */
static void
test_presets (WindowFixture *self,
              gconstpointer  script)
{
  ChatLibrary *presets = chat_engine_get_presets (self->engine);
  GtkWindow *window = open_window (self);
  GtkWidget *popover;

  press_keys (window, "be brief");
  popover = open_presets (window);
  /* There is nothing to choose from yet. */
  g_assert_false (gtk_widget_get_mapped (find_widget (popover, GTK_TYPE_SCROLLED_WINDOW, NULL)));
  press_keys (window, "short");
  press_key (window, "Return");
  g_assert_nonnull (chat_library_find (presets, "short"));
  g_assert_cmpstr (chat_library_item_get_text (chat_library_find (presets, "short")), ==,
                   "be brief");
  gtk_widget_activate_action (popover, "presets.toggle-usual", "s", "short");
  g_assert_nonnull (chat_library_get_usual (presets));
  press_key (window, "Escape");
  test_wait_until (!gtk_widget_get_mapped (popover));
  close_window (self, window);
  window_converse (self, "hello");

  press_key (self->window, "<Control>n");
  g_assert_cmpstr (chat_conversation_get_system (window_get_conversation (self)), ==, "be brief");
  chat_engine_set_system (self->engine, window_get_conversation (self), "other");
  window = open_window (self);
  popover = open_presets (window);
  gtk_widget_child_focus (popover, GTK_DIR_TAB_FORWARD);
  press_key (window, "<Shift>Tab");
  gtk_widget_grab_focus (find_row (popover, "short"));
  press_key (window, "Return");
  test_wait_until (!gtk_widget_get_mapped (popover));
  g_assert_cmpstr (chat_conversation_get_system (window_get_conversation (self)), ==, "be brief");

  popover = open_presets (window);
  gtk_widget_activate_action (popover, "presets.rename", "s", "short");
  press_keys (window, "brief");
  press_key (window, "Return");
  g_assert_nonnull (chat_library_find (presets, "brief"));
  g_assert_null (chat_library_find (presets, "short"));
  gtk_widget_activate_action (popover, "presets.delete", "s", "brief");
  g_assert_cmpuint (g_list_model_get_n_items (chat_library_get_items (presets)), ==, 0);
  test_wait_until (!gtk_widget_get_mapped (popover));
  press_toast (window);
  g_assert_cmpstr (chat_library_item_get_name (chat_library_get_usual (presets)), ==, "brief");
  chat_library_remove (presets, chat_library_find (presets, "brief"));
  close_window (self, window);
}


/* A preset that is renamed takes no other one's place. */
static void
test_taken_name (WindowFixture *self,
                 gconstpointer  script)
{
  ChatLibrary *presets = chat_engine_get_presets (self->engine);
  GtkWindow *window = open_window (self);
  GtkWidget *popover;

  chat_engine_save_preset (self->engine, window_get_conversation (self), "one");
  chat_engine_save_preset (self->engine, window_get_conversation (self), "two");
  popover = open_presets (window);
  gtk_widget_activate_action (popover, "presets.rename", "s", "one");
  press_keys (window, "two");
  press_key (window, "Return");
  g_assert_nonnull (chat_library_find (presets, "one"));
  g_assert_nonnull (chat_library_find (presets, "two"));
  press_keys (window, "s");
  press_key (window, "Return");
  g_assert_null (chat_library_find (presets, "one"));
  g_assert_nonnull (chat_library_find (presets, "twos"));

  chat_library_remove (presets, chat_library_find (presets, "two"));
  chat_library_remove (presets, chat_library_find (presets, "twos"));
  press_key (window, "Escape");
  test_wait_until (!gtk_widget_get_mapped (popover));
  close_window (self, window);
}


/* The star is pressed again by whoever thinks better of it. */
static void
test_star (WindowFixture *self,
           gconstpointer  script)
{
  ChatLibrary *presets = chat_engine_get_presets (self->engine);
  GtkWindow *window = open_window (self);
  GtkWidget *popover;

  chat_engine_save_preset (self->engine, window_get_conversation (self), "one");
  chat_engine_save_preset (self->engine, window_get_conversation (self), "two");
  popover = open_presets (window);
  gtk_widget_grab_focus (find_row (popover, "two"));
  press_key (window, "Tab");
  press_key (window, "space");
  test_wait_until (chat_library_get_usual (presets) == chat_library_find (presets, "two"));
  g_assert_true (has_focus_in (window, find_row (popover, "two")));
  press_key (window, "space");
  test_wait_until (chat_library_get_usual (presets) == NULL);

  press_key (window, "Escape");
  test_wait_until (!gtk_widget_get_mapped (popover));
  chat_library_remove (presets, chat_library_find (presets, "one"));
  chat_library_remove (presets, chat_library_find (presets, "two"));
  close_window (self, window);
}


static void
assert_stops (const char *lines,
              const char *first,
              const char *again)
{
  g_auto(GStrv) stops = chat_parameters_rows_split_stops (lines);
  g_autofree char *back = chat_parameters_rows_join_stops ((const char * const *) stops);

  g_assert_cmpstr (stops[0], ==, first);
  g_assert_cmpstr (back, ==, again);
}


static void
assert_count (const char *text,
              double      expected)
{
  gboolean set;
  double count;

  g_assert_true (chat_parameters_rows_read_count (text, 1, 9999999, &set, &count));
  g_assert_true (set);
  g_assert_cmpfloat (count, ==, expected);
}


/* Groups of three as the program itself writes them, in whichever language. */
static void
test_counts (void)
{
  const char * const wrong[] = { "1.5", "16,00", "1,0000", "1,000.000", "1e3", ",500", "-5", "0",
                                 "10,000,000", "x" };
  gboolean set;
  double count;

  assert_count (" 500 ", 500);
  assert_count ("64000", 64000);
  assert_count ("16,000", 16000);
  assert_count ("16.000", 16000);
  assert_count ("1 234 567", 1234567);
  assert_count ("16\u00a0000", 16000);
  assert_count ("16\u202f000", 16000);
  assert_count ("16’000", 16000);
  assert_count ("٢٠٤٨", 2048);
  assert_count ("١٦٬٠٠٠", 16000);
  assert_count ("۱۶۰۰۰", 16000);
  assert_count ("१६,०००", 16000);
  assert_count ("１６０００", 16000);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (chat_parameters_rows_read_count (wrong[i], 1, 9999999, &set, &count));
  g_assert_true (chat_parameters_rows_read_count (" ", 1, 9999999, &set, &count));
  g_assert_false (set);
}


static void
test_texts (void)
{
  gboolean set;
  double number;

  assert_stops ("", NULL, "");
  assert_stops ("\n\n", NULL, "");
  assert_stops ("END\n\\n\\nHuman:", "END", "END\n\\n\\nHuman:");
  assert_stops ("a\\\\n\\t\\x\\", "a\\n\t\\x\\", "a\\\\n\\t\\\\x\\\\");

  g_assert_true (chat_parameters_rows_read_number (" 0.5 ", 0, 1, &set, &number));
  g_assert_true (set);
  g_assert_cmpfloat (number, ==, 0.5);
  g_assert_true (chat_parameters_rows_read_number ("٠٫٥", 0, 1, &set, &number));
  g_assert_cmpfloat (number, ==, 0.5);
  g_assert_true (chat_parameters_rows_read_number ("０．５", 0, 1, &set, &number));
  g_assert_cmpfloat (number, ==, 0.5);
  g_assert_true (chat_parameters_rows_read_number (" ", 0, 1, &set, &number));
  g_assert_false (set);
  g_assert_false (chat_parameters_rows_read_number ("2", 0, 1, &set, &number));
  g_assert_false (chat_parameters_rows_read_number ("1 x", 0, 1, &set, &number));
  g_assert_false (chat_parameters_rows_read_number ("nan", 0, 1, &set, &number));
}


int
main (int   argc,
      char *argv[])
{
  window_test_init (&argc, &argv);

#define ADD(name, func) \
  g_test_add ("/parameters-window/" name, WindowFixture, SCRIPT, window_fixture_set_up, func, \
              window_fixture_tear_down)
  ADD ("system", test_system);
  ADD ("keys", test_keys);
  ADD ("offers", test_offers);
  ADD ("numbers", test_numbers);
  ADD ("live", test_live);
  ADD ("meanwhile", test_meanwhile);
  ADD ("presets", test_presets);
  ADD ("taken-name", test_taken_name);
  ADD ("star", test_star);
  g_test_add_func ("/parameters-window/counts", test_counts);
  g_test_add_func ("/parameters-window/texts", test_texts);

  return g_test_run ();
}
