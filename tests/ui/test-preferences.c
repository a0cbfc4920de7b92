/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Accounts in the preferences: added, changed and removed by keyboard, and no key in any widget.
 */

#include "chat-account-page.h"
#include "chat-key-row.h"
#include "chat-preferences-window.h"
#include "window-support.h"

#include <glib/gstdio.h>
#include <string.h>

#define ANSWERS \
  "{\"check\":false,\"rules\":[{\"when\":{\"path\":\"/v1/models\"},\"reply\":{\"body\":{\"data\":" \
  "[{\"id\":\"first\"},{\"id\":\"second\"}]}}}],\"replies\":[{\"text\":\"yes\"}]}"

#define KEY "abcdefgh0123456789wxyz"

/* The folder of all settings. */
#define CONFIG "R&D <"


static GtkWindow *
open_preferences (WindowFixture *self)
{
  GtkWindow *window;

  window_activate (self, "win.open-preferences");
  window = find_window (CHAT_TYPE_PREFERENCES_WINDOW);
  g_assert_nonnull (window);
  g_assert_true (gtk_window_get_transient_for (window) == self->window);
  test_wait_until (gtk_window_is_active (window));

  return window;
}


static void
close_preferences (WindowFixture *self,
                   GtkWindow     *window)
{
  GObject *object = G_OBJECT (window);

  g_object_add_weak_pointer (object, (gpointer *) &object);
  gtk_window_close (window);
  test_wait_until (gtk_window_is_active (self->window));
  test_wait_until (object == NULL);
}


/* As Enter does on the row that has the focus. */
static void
activate_row (GtkWindow  *window,
              const char *title)
{
  GtkWidget *row = find_row (GTK_WIDGET (window), title);

  g_assert_nonnull (row);
  gtk_widget_grab_focus (row);
  press_key (window, "Return");
}


static GtkWidget *
get_page (GtkWindow *window)
{
  return find_widget (GTK_WIDGET (window), CHAT_TYPE_ACCOUNT_PAGE, NULL);
}


static void
write_row (GtkWindow  *window,
           const char *title,
           const char *text)
{
  GtkWidget *row = find_row (get_page (window), title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}


static const char *
read_row (GtkWindow  *window,
          const char *title)
{
  return gtk_editable_get_text (GTK_EDITABLE (find_row (get_page (window), title)));
}


static gboolean
shows (const char *text)
{
  return text != NULL && strstr (text, KEY) != NULL;
}


/* What widgets hold is what assistive technologies can be told. */
static void
assert_key_is_nowhere (GtkWidget *root)
{
  if (GTK_IS_LABEL (root))
    g_assert_false (shows (gtk_label_get_text (GTK_LABEL (root))));
  if (GTK_IS_EDITABLE (root))
    g_assert_false (shows (gtk_editable_get_text (GTK_EDITABLE (root))));
  if (ADW_IS_ACTION_ROW (root))
    g_assert_false (shows (adw_action_row_get_subtitle (ADW_ACTION_ROW (root))));
  g_assert_false (shows (gtk_widget_get_tooltip_text (root)));

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_key_is_nowhere (child);
}


static void
add_account (WindowFixture *self,
             GtkWindow     *window)
{
  activate_row (window, "Another server");
  write_row (window, "Name", "Mine");
  write_row (window, "Base URL", chat_demo_server_get_url (self->server));
  gtk_widget_grab_focus (find_row (get_page (window), "Key"));
  press_keys (window, KEY);
  assert_key_is_nowhere (GTK_WIDGET (window));
}


static gboolean
is_tested (GtkWindow *window)
{
  return find_row (get_page (window), "The connection works.") != NULL;
}


static void
test_add (WindowFixture *self,
          gconstpointer  script)
{
  GtkWindow *window = open_preferences (self);
  ChatAccounts *accounts = chat_engine_get_accounts (self->engine);
  ChatProfile *profile;

  add_account (self, window);
  g_assert_true (gtk_widget_activate_action (get_page (window), "account.test", NULL));
  test_wait_until (is_tested (window));
  g_assert_cmpstr (read_row (window, "Usual model"), ==, "first");
  assert_key_is_nowhere (GTK_WIDGET (window));

  g_assert_true (gtk_widget_activate_action (get_page (window), "account.add", NULL));
  profile = chat_accounts_find (accounts, "mine");
  g_assert_nonnull (profile);
  g_assert_true (chat_engine_get_profile (self->engine) == profile);
  g_assert_cmpstr (chat_profile_get_key (profile), ==, KEY);
  test_wait_until (gtk_window_get_focus (window) == find_row (GTK_WIDGET (window), "Mine"));
  close_preferences (self, window);

  window_converse (self, "hello");
  g_assert_cmpstr (chat_demo_server_get_header (self->server,
                                                chat_demo_server_get_n_requests (self->server) - 1,
                                                "Authorization"), ==, "Bearer " KEY);
  chat_accounts_remove (accounts, profile);
}


static GtkWidget *
find_by_tooltip (GtkWidget  *root,
                 const char *tooltip)
{
  GtkWidget *found = NULL;

  if (g_strcmp0 (gtk_widget_get_tooltip_text (root), tooltip) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_by_tooltip (child, tooltip);

  return found;
}


/* A preset lacks only the key: it can be pasted at once, and says where one gets it; not any more
 * with another address. */
static void
test_preset (WindowFixture *self,
             gconstpointer  script)
{
  GtkWindow *window = open_preferences (self);
  GtkWidget *key_page;

  activate_row (window, "Anthropic");
  test_wait_until (gtk_window_get_focus (window) == find_row (get_page (window), "Key"));
  key_page = find_by_tooltip (get_page (window), "https://console.anthropic.com/settings/keys");
  g_assert_nonnull (key_page);
  test_wait_until (gtk_widget_get_mapped (key_page));

  write_row (window, "Base URL", chat_demo_server_get_url (self->server));
  g_assert_false (gtk_widget_get_mapped (key_page));
  close_preferences (self, window);
}


/* Nothing is added that could not be used, and nothing when one goes back. */
static void
test_check (WindowFixture *self,
            gconstpointer  script)
{
  GtkWindow *window = open_preferences (self);
  ChatAccounts *accounts = chat_engine_get_accounts (self->engine);
  guint n_before = g_list_model_get_n_items (chat_accounts_get_profiles (accounts));

  activate_row (window, "Another server");
  gtk_widget_activate_action (get_page (window), "account.add", NULL);
  g_assert_true (gtk_widget_has_css_class (find_row (get_page (window), "Base URL"), "error"));
  write_row (window, "Base URL", "https://user:secret@example.com");
  gtk_widget_activate_action (get_page (window), "account.add", NULL);
  g_assert_true (gtk_widget_has_css_class (find_row (get_page (window), "Base URL"), "error"));
  write_row (window, "Base URL", "https://example.com");
  gtk_widget_activate_action (get_page (window), "account.add", NULL);
  g_assert_false (gtk_widget_has_css_class (find_row (get_page (window), "Base URL"), "error"));
  g_assert_true (gtk_widget_has_css_class (
    find_row (get_page (window), "Usual model"), "error"));
  gtk_widget_activate_action (get_page (window), "account.back", NULL);

  g_assert_cmpuint (g_list_model_get_n_items (chat_accounts_get_profiles (accounts)), ==, n_before);
  close_preferences (self, window);
}


/* What is changed counts when one goes back, and also when the window is closed. */
/* The one answer is at hand, the other is a Tab away. */
static void
answer_removal (GtkWindow *window,
                gboolean   remove)
{
  GtkWindow *dialog;

  gtk_widget_activate_action (get_page (window), "account.remove", NULL);
  dialog = find_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (dialog);
  test_wait_until (gtk_window_is_active (dialog));
  if (remove)
    press_key (dialog, "Tab");
  press_key (dialog, "Return");
  test_wait_until (find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  test_wait_until (gtk_window_is_active (window));
}


static void
test_change (WindowFixture *self,
             gconstpointer  script)
{
  ChatAccounts *accounts = chat_engine_get_accounts (self->engine);
  g_autoptr(ChatProfile) profile = chat_profile_new ("Old", chat_demo_server_get_url (self->server));
  GtkWindow *window;

  chat_profile_get_dialect (profile)->unsigned_thinking = FALSE;
  chat_accounts_add (accounts, profile);
  window = open_preferences (self);
  activate_row (window, "Old");
  write_row (window, "Name", "New");
  gtk_widget_activate_action (get_page (window), "account.back", NULL);
  g_assert_cmpstr (chat_profile_get_name (profile), ==, "New");
  g_assert_cmpstr (chat_profile_get_id (profile), ==, "old");
  g_assert_false (chat_profile_get_dialect (profile)->unsigned_thinking);

  g_assert_nonnull (find_row (GTK_WIDGET (window), "New"));
  test_wait_until (get_page (window) == NULL);
  activate_row (window, "New");
  test_wait_until (get_page (window) != NULL);
  write_row (window, "Usual model", "other");
  close_preferences (self, window);
  g_assert_cmpstr (chat_profile_get_model (profile), ==, "other");

  window = open_preferences (self);
  activate_row (window, "New");
  test_wait_until (get_page (window) != NULL);
  answer_removal (window, FALSE);
  g_assert_nonnull (chat_accounts_find (accounts, "old"));
  answer_removal (window, TRUE);
  g_assert_null (chat_accounts_find (accounts, "old"));
  close_preferences (self, window);
}


/* What is not changed is as usual for the server, wherever the account's address leads. */
static void
test_dialect (WindowFixture *self,
              gconstpointer  script)
{
  ChatAccounts *accounts = chat_engine_get_accounts (self->engine);
  GtkWindow *window = open_preferences (self);
  GtkWidget *row;
  ChatDialect *dialect;

  activate_row (window, "Anthropic");
  write_row (window, "Name", "Not Anthropic");
  write_row (window, "Base URL", "https://api.example.com");
  gtk_widget_child_focus (find_row (get_page (window), "What the server understands"),
                          GTK_DIR_TAB_FORWARD);
  press_key (window, "Return");
  test_wait_until (find_row (get_page (window), "Thinking") != NULL);
  row = find_row (get_page (window), "Thinking");
  activate_row (window, "Thinking");
  test_wait_until (gtk_switch_get_active (GTK_SWITCH (find_widget (row, GTK_TYPE_SWITCH, NULL))));
  gtk_widget_activate_action (get_page (window), "account.add", NULL);
  dialect = chat_profile_get_dialect (chat_accounts_find (accounts, "not-anthropic"));
  g_assert_true (dialect->thinking);
  g_assert_false (dialect->cache_control);
  g_assert_false (dialect->effort);
  g_assert_true (dialect->unsigned_thinking);

  chat_accounts_remove (accounts, chat_accounts_find (accounts, "not-anthropic"));
  close_preferences (self, window);
}


/* The keyring answers when the preferences are closed already: it is told behind them. */
static void
test_told_later (WindowFixture *self,
                 gconstpointer  script)
{
  ChatAccounts *accounts = chat_engine_get_accounts (self->engine);
  g_autoptr(ChatProfile) profile = chat_profile_new ("Mine", "https://mine.invalid");
  GtkWindow *window;

  chat_profile_set_key (profile, CHAT_AUTH_BEARER, NULL);
  chat_accounts_add (accounts, profile);
  window = open_preferences (self);
  activate_row (window, "Mine");
  write_row (window, "Usual model", "first");
  gtk_widget_grab_focus (find_row (get_page (window), "Key"));
  press_keys (window, KEY);
  close_preferences (self, window);
  g_assert_cmpstr (chat_profile_get_key (profile), ==, KEY);
  test_wait_until (has_toast (self->window, "There is no keyring on this computer. The key is kept "
                              "until the program ends."));

  chat_accounts_remove (accounts, profile);
}


/* The proxy's password is in memory and on its way to the keyring, and in no widget. */
static void
test_proxy (WindowFixture *self,
            gconstpointer  script)
{
  ChatAccounts *accounts = chat_engine_get_accounts (self->engine);
  g_autoptr(ChatProfile) profile = chat_profile_new ("Far", "https://far.invalid");
  GtkWindow *window;

  chat_profile_set_proxy (profile, CHAT_PROXY_OWN, "http://proxy.invalid:3128");
  chat_accounts_add (accounts, profile);
  window = open_preferences (self);
  activate_row (window, "Far");
  g_assert_null (find_row (get_page (window), "Password of the proxy"));
  write_row (window, "User of the proxy", "me");
  g_assert_nonnull (find_row (get_page (window), "Password of the proxy"));
  gtk_widget_grab_focus (find_row (get_page (window), "Password of the proxy"));
  press_keys (window, KEY);
  press_key (window, "space");
  press_key (window, "x");
  assert_key_is_nowhere (GTK_WIDGET (window));
  gtk_widget_activate_action (get_page (window), "account.back", NULL);
  g_assert_cmpstr (chat_profile_get_proxy_user (profile), ==, "me");
  g_assert_cmpstr (chat_profile_get_proxy_password (profile), ==, KEY " x");
  g_assert_cmpstr (chat_profile_get_proxy_url (profile), ==, "http://proxy.invalid:3128");

  /* another proxy does not get it */
  test_wait_until (get_page (window) == NULL);
  activate_row (window, "Far");
  write_row (window, "Address of the proxy", "http://evil.invalid:3128");
  gtk_widget_activate_action (get_page (window), "account.back", NULL);
  g_assert_null (chat_profile_get_proxy_password (profile));

  chat_accounts_remove (accounts, profile);
  close_preferences (self, window);
}


static void
add_header (GtkWindow  *window,
            const char *name,
            const char *value)
{
  GtkWidget *row = find_row (get_page (window), "Name of another header");

  gtk_widget_grab_focus (row);
  gtk_editable_set_text (GTK_EDITABLE (row), name);
  g_signal_emit_by_name (row, "apply");
  if (value == NULL)
    return;

  g_assert_false (gtk_widget_has_css_class (row, "error"));
  write_row (window, name, value);
}


/* Headers are added by keyboard and changed; one that brings a key along is refused. */
static void
test_headers (WindowFixture *self,
              gconstpointer  script)
{
  static const char * const headers[] = { "X-Old", "old", "X-Gone", "1", NULL };
  ChatAccounts *accounts = chat_engine_get_accounts (self->engine);
  g_autoptr(ChatProfile) profile = chat_profile_new ("Team",
                                                     chat_demo_server_get_url (self->server));
  GtkWindow *window;
  g_autofree char *sent = NULL;

  chat_profile_set_headers (profile, headers);
  chat_accounts_add (accounts, profile);
  window = open_preferences (self);
  activate_row (window, "Team");
  write_row (window, "X-Old", "changed");
  add_header (window, "X-Secret-Token", NULL);
  g_assert_true (gtk_widget_has_css_class (find_row (get_page (window), "Name of another header"),
                                           "error"));
  g_assert_null (find_row (get_page (window), "X-Secret-Token"));
  add_header (window, "X-Team", "blue");
  write_row (window, "X-Team", "b\303\244d");
  gtk_widget_activate_action (get_page (window), "account.back", NULL);
  g_assert_true (gtk_widget_has_css_class (find_row (get_page (window), "X-Team"), "error"));
  write_row (window, "X-Team", "blue");
  gtk_widget_grab_focus (find_by_tooltip (get_page (window), "Remove X-Gone"));
  press_key (window, "space");
  test_wait_until (find_row (get_page (window), "X-Gone") == NULL);
  gtk_widget_activate_action (get_page (window), "account.back", NULL);
  sent = g_strjoinv ("|", (char **) chat_profile_get_headers (profile));
  g_assert_cmpstr (sent, ==, "X-Old|changed|X-Team|blue");

  chat_accounts_remove (accounts, profile);
  close_preferences (self, window);
}


/* The end of a key, which is shown, is no markup. */
static void
test_key (WindowFixture *self,
          gconstpointer  script)
{
  GtkWindow *window = open_preferences (self);
  GtkWidget *row;
  GtkWidget *label;

  activate_row (window, "Another server");
  row = find_row (get_page (window), "Key");
  chat_key_row_set_known (CHAT_KEY_ROW (row), "abcdefgh0123456789<b>&");
  label = find_widget (row, GTK_TYPE_LABEL, "subtitle");
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (label)), "<b>&"));
  close_preferences (self, window);
}


static char *
dup_description (GtkWindow  *window,
                 const char *title)
{
  GtkWidget *row = find_row (GTK_WIDGET (window), title);
  GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);
  GtkWidget *heading = find_widget (group, GTK_TYPE_LABEL, "heading");
  GtkWidget *description = gtk_widget_get_next_sibling (heading);

  return g_strdup (gtk_label_get_text (GTK_LABEL (description)));
}


/* What the system says of a file is no markup, whatever the name of its folder. */
static void
test_problem (WindowFixture *self,
              gconstpointer  script)
{
  ChatAccounts *accounts = chat_engine_get_accounts (self->engine);
  g_autoptr(ChatProfile) profile = chat_profile_new ("Team", "https://example.com");
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "claude-chat", NULL);
  g_autofree char *aside = g_strconcat (folder, ".aside", NULL);
  g_autofree char *said = NULL;
  GtkWindow *window;

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_config_dir (), 0700), ==, 0);
  g_rename (folder, aside);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  chat_accounts_add (accounts, profile);
  test_wait_until (chat_accounts_get_problem (accounts) != NULL);
  g_assert_nonnull (strstr (chat_accounts_get_problem (accounts), CONFIG));

  window = open_preferences (self);
  said = dup_description (window, "Team");
  g_assert_cmpstr (said, ==, chat_accounts_get_problem (accounts));
  close_preferences (self, window);
}


int
main (int   argc,
      char *argv[])
{
  g_autofree char *config = g_build_filename (g_getenv ("HOME"), CONFIG, NULL);

  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  window_test_init (&argc, &argv);

#define ADD(name, func) \
  g_test_add ("/preferences/" name, WindowFixture, ANSWERS, window_fixture_set_up, func, \
              window_fixture_tear_down)
  ADD ("add", test_add);
  ADD ("preset", test_preset);
  ADD ("check", test_check);
  ADD ("change", test_change);
  ADD ("dialect", test_dialect);
  ADD ("headers", test_headers);
  ADD ("told-later", test_told_later);
  ADD ("proxy", test_proxy);
  ADD ("key", test_key);
  ADD ("problem", test_problem);

  return g_test_run ();
}
