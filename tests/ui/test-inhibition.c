/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The computer is kept awake while a reply is written, by a session manager and a portal of our
 * own, whatever they answer.
 */

#include "test-bus.h"
#include "window-support.h"

#define SCRIPT "{\"text\": \"One two.\", \"hang\": 1}"

#define SESSION        "org.gnome.SessionManager"
#define SESSION_PATH   "/org/gnome/SessionManager"
#define PORTAL         "org.freedesktop.portal.Desktop"
#define PORTAL_PATH    "/org/freedesktop/portal/desktop"
#define PORTAL_INHIBIT "org.freedesktop.portal.Inhibit"
#define REQUEST        "org.freedesktop.portal.Request"
#define REQUEST_PATH   PORTAL_PATH "/request/1_1/one"

#define REFUSAL "org.freedesktop.DBus.Error.AccessDenied"

/* As the interfaces count. */
#define SUSPEND 4

static const char session_interfaces[] =
  "<node>"
  "  <interface name='" SESSION "'>"
  "    <method name='Inhibit'>"
  "      <arg type='s' direction='in'/><arg type='u' direction='in'/>"
  "      <arg type='s' direction='in'/><arg type='u' direction='in'/>"
  "      <arg type='u' direction='out'/>"
  "    </method>"
  "    <method name='Uninhibit'><arg type='u' direction='in'/></method>"
  "  </interface>"
  "</node>";

static const char portal_interfaces[] =
  "<node>"
  "  <interface name='" PORTAL_INHIBIT "'>"
  "    <method name='Inhibit'>"
  "      <arg type='s' direction='in'/><arg type='u' direction='in'/>"
  "      <arg type='a{sv}' direction='in'/><arg type='o' direction='out'/>"
  "    </method>"
  "  </interface>"
  "  <interface name='" REQUEST "'><method name='Close'/></interface>"
  "</node>";

typedef enum
{
  GIVES,
  REFUSES,
  HANGS,
} Manner;

/* Of the session manager or of the portal. */
typedef struct
{
  TestService           *service;   /* NULL: there is none */
  Manner                 manner;
  GDBusMethodInvocation *asked;     /* what was not answered, or NULL */
  guint                  n_asked;
  guint                  n_ended;
} Inhibitor;

typedef struct
{
  WindowFixture window;
  Inhibitor     session;
  Inhibitor     portal;
} Fixture;


static void
assert_suspend (GVariant   *parameters,
                const char *method)
{
  gboolean by_portal = g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(sua{sv})"));
  g_autoptr(GVariant) what = g_variant_get_child_value (parameters, by_portal ? 1 : 3);

  g_assert_cmpstr (method, ==, "Inhibit");
  g_assert_cmpuint (g_variant_get_uint32 (what), ==, SUSPEND);
}


static void
give (Inhibitor             *self,
      GDBusMethodInvocation *invocation)
{
  gboolean by_portal = g_str_equal (g_dbus_method_invocation_get_object_path (invocation),
                                    PORTAL_PATH);

  g_dbus_method_invocation_return_value (invocation,
                                         by_portal ? g_variant_new ("(o)", REQUEST_PATH)
                                                   : g_variant_new ("(u)", self->n_asked));
}


static void
called_cb (GDBusConnection       *bus,
           const char            *sender,
           const char            *path,
           const char            *interface,
           const char            *method,
           GVariant              *parameters,
           GDBusMethodInvocation *invocation,
           gpointer               user_data)
{
  Inhibitor *self = user_data;

  if (g_str_equal (method, "Uninhibit") || g_str_equal (method, "Close"))
    {
      self->n_ended++;
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }

  assert_suspend (parameters, method);
  self->n_asked++;
  if (self->manner == GIVES)
    give (self, invocation);
  else if (self->manner == REFUSES)
    g_dbus_method_invocation_return_dbus_error (invocation, REFUSAL, "No.");
  else
    self->asked = invocation;
}


static const GDBusInterfaceVTable vtable = {
  .method_call = called_cb,
};


static void
start_session (Fixture *self,
               Manner   manner)
{
  self->session.manner = manner;
  self->session.service = test_service_new (SESSION, session_interfaces, &vtable, &self->session);
  test_service_add_object (self->session.service, SESSION_PATH, SESSION);
  test_service_wait (self->session.service);
}


static void
start_portal (Fixture *self,
              Manner   manner)
{
  self->portal.manner = manner;
  self->portal.service = test_service_new (PORTAL, portal_interfaces, &vtable, &self->portal);
  test_service_add_object (self->portal.service, PORTAL_PATH, PORTAL_INHIBIT);
  test_service_add_object (self->portal.service, REQUEST_PATH, REQUEST);
  test_service_wait (self->portal.service);
}


static void
stop (Inhibitor *self)
{
  if (self->asked != NULL)
    g_dbus_method_invocation_return_dbus_error (g_steal_pointer (&self->asked), REFUSAL, "No.");
  g_clear_pointer (&self->service, test_service_free);
}


static void
begin_reply (Fixture *self)
{
  window_write (&self->window, "Why?");
  window_activate (&self->window, "chat.send");
  test_wait_until (chat_engine_get_n_turns (self->window.engine) == 1);
}


static void
end_reply (Fixture *self)
{
  window_activate (&self->window, "chat.stop");
  window_wait_idle (&self->window);
}


static void
tear_down (Fixture       *self,
           gconstpointer  script)
{
  stop (&self->session);
  stop (&self->portal);
  settle ();
  window_fixture_tear_down (&self->window, script);
}


static void
set_up (Fixture       *self,
        gconstpointer  script)
{
  window_fixture_set_up (&self->window, script);
}


static void
test_session (Fixture       *self,
              gconstpointer  script)
{
  start_session (self, GIVES);
  start_portal (self, GIVES);
  begin_reply (self);
  test_wait_until (self->session.n_asked == 1);
  g_assert_cmpuint (self->session.n_ended, ==, 0);
  end_reply (self);
  test_wait_until (self->session.n_ended == 1);
  g_assert_cmpuint (self->portal.n_asked, ==, 0);
}


static void
test_portal (Fixture       *self,
             gconstpointer  script)
{
  start_portal (self, GIVES);
  begin_reply (self);
  test_wait_until (self->portal.n_asked == 1);
  g_assert_cmpuint (self->portal.n_ended, ==, 0);
  end_reply (self);
  test_wait_until (self->portal.n_ended == 1);
}


/* Neither gives it, and each reply asks again. */
static void
test_refused (Fixture       *self,
              gconstpointer  script)
{
  start_session (self, REFUSES);
  start_portal (self, REFUSES);
  for (guint i = 1; i <= 2; i++)
    {
      begin_reply (self);
      test_wait_until (self->portal.n_asked == i);
      end_reply (self);
      g_assert_cmpuint (self->session.n_asked, ==, i);
    }
  g_assert_cmpuint (self->session.n_ended + self->portal.n_ended, ==, 0);
}


/* The reply goes on meanwhile; what is given once it has ended is given back. */
static void
test_hanging_session (Fixture       *self,
                      gconstpointer  script)
{
  start_session (self, HANGS);
  begin_reply (self);
  test_wait_until (self->session.asked != NULL);
  end_reply (self);
  g_assert_cmpuint (self->session.n_ended, ==, 0);
  give (&self->session, g_steal_pointer (&self->session.asked));
  test_wait_until (self->session.n_ended == 1);
}


static void
test_hanging_portal (Fixture       *self,
                     gconstpointer  script)
{
  start_portal (self, HANGS);
  begin_reply (self);
  test_wait_until (self->portal.asked != NULL);
  end_reply (self);
  g_assert_cmpuint (self->portal.n_ended, ==, 0);
  give (&self->portal, g_steal_pointer (&self->portal.asked));
  test_wait_until (self->portal.n_ended == 1);
}


/* Also while it is being asked. */
static void
test_missing (Fixture       *self,
              gconstpointer  script)
{
  begin_reply (self);
  end_reply (self);
  start_session (self, HANGS);
  begin_reply (self);
  test_wait_until (self->session.asked != NULL);
  stop (&self->session);
  end_reply (self);
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

#define add(name, func) g_test_add ("/inhibition/" name, Fixture, SCRIPT, set_up, func, tear_down)
  add ("session", test_session);
  add ("portal", test_portal);
  add ("refused", test_refused);
  add ("hanging-session", test_hanging_session);
  add ("hanging-portal", test_hanging_portal);
  add ("missing", test_missing);

  return g_test_run ();
}
