/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The key of the desktop that asks quickly, against a GlobalShortcuts portal of our own.
 */

#include "shortcuts-portal.h"
#include "window-support.h"

#include "chat-behaviour-page.h"
#include "chat-global-key.h"
#include "chat-preferences-window.h"
#include "chat-quick-window.h"
#include "chat-settings.h"

#define SCRIPT "{\"text\": \"Reply.\"}"

typedef struct
{
  WindowFixture  window;
  Portal        *portal;       /* NULL: this desktop has none */
} Fixture;


static void
set_key (Fixture  *self,
         gboolean  on)
{
  g_settings_set_boolean (self->window.settings, CHAT_SETTING_QUICK_ASK_KEY, on);
}


static gboolean
is_key_set (Fixture *self)
{
  return g_settings_get_boolean (self->window.settings, CHAT_SETTING_QUICK_ASK_KEY);
}


static void
give_session (Portal *portal)
{
  g_autofree char *results = g_strdup_printf ("{'session_handle': <'%s'>}", portal->session);

  portal_answer (portal, DONE, results);
}


/* When it is answered, all that was on its way through the bus has come. */
static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(int *) user_data = chat_global_key_probe_finish (result);
}


static gboolean
probe (void)
{
  int found = -1;

  chat_global_key_probe_async (NULL, probed_cb, &found);
  test_wait_until (found >= 0);

  return found;
}


/* What the row of the key says below its title. */
#define GIVEN     "The program then goes on without a window"
#define NOT_GIVEN "This desktop cannot give it a key."

static void
open_preferences (Fixture *self)
{
  GtkWindow *window;

  window_activate (&self->window, "win.open-preferences");
  window = find_window (CHAT_TYPE_PREFERENCES_WINDOW);
  g_assert_nonnull (window);
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (window),
                                                CHAT_BEHAVIOUR_PAGE);
  test_wait_until (find_row (GTK_WIDGET (window), "Quick ask") != NULL);
}


static void
assert_said (const char *words)
{
  GtkWidget *row = find_row (GTK_WIDGET (find_window (CHAT_TYPE_PREFERENCES_WINDOW)), "Quick ask");
  const char *said;

  g_assert_nonnull (row);
  probe ();
  said = adw_action_row_get_subtitle (ADW_ACTION_ROW (row));
  if (!g_str_has_prefix (said, words))
    g_error ("It says: %s", said);
}


#define BOUND "{'shortcuts': <[('quick-ask', {'trigger_description': <'Ctrl+Space'>})]>}"

/* @calls: that came before, followed by a blank; or "". */
static void
bind (Fixture    *self,
      const char *calls)
{
  g_autofree char *created = g_strconcat (calls, "CreateSession", NULL);
  g_autofree char *bound = g_strconcat (created, " BindShortcuts", NULL);

  portal_wait (self->portal, created);
  give_session (self->portal);
  portal_wait (self->portal, bound);
  portal_answer (self->portal, DONE, BOUND);
  probe ();
}


static void
assert_opens (Fixture *self)
{
  portal_press (self->portal, self->portal->session, "quick-ask");
  test_wait_until (find_window (CHAT_TYPE_QUICK_WINDOW) != NULL);
}


static void
assert_opens_not (Fixture    *self,
                  const char *session,
                  const char *shortcut)
{
  portal_press (self->portal, session, shortcut);
  probe ();
  g_assert_null (find_window (CHAT_TYPE_QUICK_WINDOW));
}


static void
set_up (Fixture       *self,
        gconstpointer  script)
{
  window_fixture_set_up (&self->window, script);
  g_assert_false (is_key_set (self));
  self->portal = portal_new ();
  test_service_wait (self->portal->service);
}


static void
tear_down (Fixture       *self,
           gconstpointer  script)
{
  set_key (self, FALSE);
  settle ();
  if (self->portal != NULL)
    portal_free (self->portal);
  window_fixture_tear_down (&self->window, script);
}


static void
test_pressed (Fixture       *self,
              gconstpointer  script)
{
  set_key (self, TRUE);
  bind (self, "");
  assert_opens_not (self, self->portal->session, "another");
  assert_opens_not (self, PORTAL_PATH "/session/1_1/another", "quick-ask");
  assert_opens (self);
  g_assert_true (is_key_set (self));

  set_key (self, FALSE);
  portal_wait (self->portal, "CreateSession BindShortcuts Close");
}


/* Off and on again it is a session of its own. */
static void
test_again (Fixture       *self,
            gconstpointer  script)
{
  g_autofree char *first = NULL;

  set_key (self, TRUE);
  bind (self, "");
  first = g_strdup (self->portal->session);
  set_key (self, FALSE);
  portal_wait (self->portal, "CreateSession BindShortcuts Close");
  set_key (self, TRUE);
  bind (self, "CreateSession BindShortcuts Close ");
  assert_opens_not (self, first, "quick-ask");
  assert_opens (self);
}


/* It goes on being wanted: the next desktop may have it. */
static void
test_missing (Fixture       *self,
              gconstpointer  script)
{
  portal_free (g_steal_pointer (&self->portal));
  open_preferences (self);
  set_key (self, TRUE);
  g_assert_false (probe ());
  assert_said (NOT_GIVEN);
  g_assert_true (is_key_set (self));

  self->portal = portal_new ();
  test_service_wait (self->portal->service);
  g_assert_true (probe ());
  set_key (self, FALSE);
  set_key (self, TRUE);
  bind (self, "");
  assert_said (GIVEN);
  assert_opens (self);
}


static void
test_no_session (Fixture       *self,
                 gconstpointer  script)
{
  open_preferences (self);
  assert_said (GIVEN);
  set_key (self, TRUE);
  portal_wait (self->portal, "CreateSession");
  assert_said (GIVEN);
  portal_answer (self->portal, ENDED_OTHERWISE, "{}");
  assert_said (NOT_GIVEN);
  portal_wait (self->portal, "CreateSession");
  g_assert_true (is_key_set (self));

  /* Wanted anew, it is asked for anew. */
  set_key (self, FALSE);
  assert_said (GIVEN);
  set_key (self, TRUE);
  bind (self, "CreateSession ");
  assert_said (GIVEN);
}


/* It says that it is done, and gives no session that could be used. */
static void
test_bad_session (Fixture       *self,
                  gconstpointer  script)
{
  set_key (self, TRUE);
  portal_wait (self->portal, "CreateSession");
  portal_answer (self->portal, DONE, "{'session_handle': <'nowhere'>}");
  probe ();
  portal_wait (self->portal, "CreateSession");
  open_preferences (self);
  assert_said (NOT_GIVEN);
}


/* Answers of other types than agreed. */
static void
test_strange (Fixture       *self,
              gconstpointer  script)
{
  open_preferences (self);
  set_key (self, TRUE);
  portal_wait (self->portal, "CreateSession");
  test_service_emit (self->portal->service, self->portal->request, REQUEST, "Response",
                     g_variant_new ("(s)", "yes"));
  assert_said (NOT_GIVEN);

  set_key (self, FALSE);
  set_key (self, TRUE);
  portal_wait (self->portal, "CreateSession CreateSession");
  portal_answer (self->portal, DONE, "{'session_handle': <7>}");
  assert_said (NOT_GIVEN);
  portal_wait (self->portal, "CreateSession CreateSession");
}


/* Whoever says no is not asked again at the next start. */
static void
test_refused (Fixture       *self,
              gconstpointer  script)
{
  set_key (self, TRUE);
  portal_wait (self->portal, "CreateSession");
  give_session (self->portal);
  portal_wait (self->portal, "CreateSession BindShortcuts");
  portal_answer (self->portal, CANCELLED_BY_USER, "{}");
  portal_wait (self->portal, "CreateSession BindShortcuts Close");
  g_assert_false (is_key_set (self));
  open_preferences (self);
  assert_said (GIVEN);
  assert_opens_not (self, self->portal->session, "quick-ask");
}


/* The answer lists what is bound: our key is not among it. */
static void
test_left_out (Fixture       *self,
               gconstpointer  script)
{
  set_key (self, TRUE);
  portal_wait (self->portal, "CreateSession");
  give_session (self->portal);
  portal_wait (self->portal, "CreateSession BindShortcuts");
  portal_answer (self->portal, DONE, "{'shortcuts': <@a(sa{sv}) []>}");
  portal_wait (self->portal, "CreateSession BindShortcuts Close");
  open_preferences (self);
  assert_said (NOT_GIVEN);
}


/* The question of the desktop goes with the wish. */
static void
test_given_up (Fixture       *self,
               gconstpointer  script)
{
  set_key (self, TRUE);
  portal_wait (self->portal, "CreateSession");
  give_session (self->portal);
  portal_wait (self->portal, "CreateSession BindShortcuts");
  set_key (self, FALSE);
  portal_wait (self->portal, "CreateSession BindShortcuts CloseRequest Close");
}


/* There is nothing left to be closed, and nothing to come. */
static void
test_closed (Fixture       *self,
             gconstpointer  script)
{
  open_preferences (self);
  set_key (self, TRUE);
  bind (self, "");
  assert_said (GIVEN);
  test_service_emit (self->portal->service, self->portal->session, SESSION, "Closed",
                     g_variant_new ("(a{sv})", NULL));
  assert_said (NOT_GIVEN);
  assert_opens_not (self, self->portal->session, "quick-ask");
  set_key (self, FALSE);
  probe ();
  portal_wait (self->portal, "CreateSession BindShortcuts");
}


/* The portal ends, and the next one knows nothing of the session. */
static void
test_restarted (Fixture       *self,
                gconstpointer  script)
{
  Portal *next = portal_new ();

  set_key (self, TRUE);
  bind (self, "");
  portal_free (self->portal);
  self->portal = next;
  bind (self, "");
  assert_opens (self);
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

#define add(name, func) g_test_add ("/global-key/" name, Fixture, SCRIPT, set_up, func, tear_down)
  add ("pressed", test_pressed);
  add ("again", test_again);
  add ("missing", test_missing);
  add ("no-session", test_no_session);
  add ("bad-session", test_bad_session);
  add ("strange", test_strange);
  add ("refused", test_refused);
  add ("left-out", test_left_out);
  add ("given-up", test_given_up);
  add ("closed", test_closed);
  add ("restarted", test_restarted);

  return g_test_run ();
}
