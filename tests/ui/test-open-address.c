/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses that the desktop does not open: its OpenURI portal is missing, refuses, fails or is
 * given up, as in a sandbox.
 */

#include "test-bus.h"
#include "window-support.h"

#include "chat-open-address.h"

#include <string.h>

#define SCRIPT  "{\"text\": \"Reply.\"}"
/* Of a kind that no program of this machine opens. */
#define ADDRESS "no-such-kind://example.org/a_b?c=<d>&e"

#define PORTAL      "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define OPEN_URI    "org.freedesktop.portal.OpenURI"
#define REQUEST     "org.freedesktop.portal.Request"

/* Newer GTK looks for the portal once, and most cases begin without one; and it crashes by itself
 * where a window is closed that it is just about to name to the portal. Seen with 4.18.6. */
#define LAST_ASKING_MINOR 16

#define REFUSAL "org.freedesktop.portal.Error.NotAllowed"

static const char interfaces[] =
  "<node>"
  "  <interface name='" OPEN_URI "'>"
  "    <method name='OpenURI'>"
  "      <arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "      <arg type='a{sv}' direction='in'/><arg type='o' direction='out'/>"
  "    </method>"
  "    <property name='version' type='u' access='read'/>"
  "  </interface>"
  "</node>";

/* What the portal says. */
typedef enum
{
  DONE,
  GIVEN_UP,
  ENDED_OTHERWISE,
  NOT_ALLOWED,
} Answer;

typedef struct
{
  WindowFixture  window;
  TestService   *portal;    /* NULL: there is none */
  Answer         answer;
  guint          n_asked;
} Fixture;


static GVariant *
get_version (GDBusConnection *bus,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *property,
             GError         **error,
             gpointer         user_data)
{
  return g_variant_new_uint32 (3);
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
  Fixture *self = user_data;
  g_autoptr(GVariant) options = g_variant_get_child_value (parameters, 2);
  g_autofree char *request = test_service_dup_handle (sender, "request", options, "handle_token");
  g_autoptr(GError) error = NULL;

  self->n_asked++;
  if (self->answer == NOT_ALLOWED)
    {
      g_dbus_method_invocation_return_dbus_error (invocation, REFUSAL, "Not today.");
      return;
    }

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", request));
  /* To who asked alone: GLib listens for nothing else. */
  g_dbus_connection_emit_signal (bus, sender, request, REQUEST, "Response",
                                 g_variant_new ("(ua{sv})", self->answer, NULL), &error);
  g_assert_no_error (error);
}


static const GDBusInterfaceVTable vtable = {
  .method_call = called_cb,
  .get_property = get_version,
};


static void
open_address (Fixture *self)
{
  chat_open_address (GTK_WIDGET (window_get_view (&self->window)), ADDRESS);
}


static GtkWindow *
find_dialog (void)
{
  return find_window (ADW_TYPE_MESSAGE_DIALOG);
}


static void
assert_told (const char *reason)
{
  const char *body;

  test_wait_until (find_dialog () != NULL);
  body = adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (find_dialog ()));
  g_assert_nonnull (strstr (body, ADDRESS));
  g_assert_nonnull (strstr (body, reason));
}


static void
answer_dialog (const char *response)
{
  GtkWindow *dialog = find_dialog ();

  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (dialog);
  test_wait_until (find_dialog () == NULL);
}


/* GLib waits for the portal the first time, so that this must not be the one of this process. */
static void
start_portal (Fixture *self,
              Answer   answer)
{
  open_address (self);
  assert_told ("");
  answer_dialog ("close");

  self->answer = answer;
  self->portal = test_service_new (PORTAL, interfaces, &vtable, self);
  test_service_add_object (self->portal, PORTAL_PATH, OPEN_URI);
  test_service_wait (self->portal);
  open_address (self);
  test_wait_until (self->n_asked == 1);
}


static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}


static void
set_up (Fixture       *self,
        gconstpointer  script)
{
  window_fixture_set_up (&self->window, script);
}


static void
tear_down (Fixture       *self,
           gconstpointer  script)
{
  settle ();
  g_clear_pointer (&self->portal, test_service_free);
  window_fixture_tear_down (&self->window, script);
}


static void
test_missing (Fixture       *self,
              gconstpointer  script)
{
  g_autofree char *copied = NULL;

  open_address (self);
  assert_told ("");
  answer_dialog ("copy");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self->window.window)), NULL,
                                 read_cb, &copied);
  test_wait_until (copied != NULL);
  g_assert_cmpstr (copied, ==, ADDRESS);
}


static guint
count_windows (void)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ());
}


/* Whoever presses it three times is told once, and again the next time. */
static void
test_often (Fixture       *self,
            gconstpointer  script)
{
  guint n_windows = count_windows ();

  for (guint i = 0; i < 3; i++)
    open_address (self);
  assert_told ("");
  wait_for_frames (GTK_WIDGET (self->window.window));
  g_assert_cmpuint (count_windows (), ==, n_windows + 1);
  answer_dialog ("close");

  open_address (self);
  assert_told ("");
  answer_dialog ("close");
}


static void
test_not_allowed (Fixture       *self,
                  gconstpointer  script)
{
  start_portal (self, NOT_ALLOWED);
  assert_told ("\n\nNot today.");
  answer_dialog ("close");
}


static void
test_failed (Fixture       *self,
             gconstpointer  script)
{
  start_portal (self, ENDED_OTHERWISE);
  assert_told ("");
  answer_dialog ("close");
}


/* Neither who has it opened nor who gave it up has to be told. */
static void
test_not_told (Fixture       *self,
               gconstpointer  script)
{
  guint n_windows = count_windows ();

  start_portal (self, DONE);
  self->answer = GIVEN_UP;
  open_address (self);
  test_wait_until (self->n_asked == 2);
  self->answer = NOT_ALLOWED;
  open_address (self);
  /* the answers come in their order */
  assert_told ("Not today.");
  g_assert_cmpuint (count_windows (), ==, n_windows + 1);
  answer_dialog ("close");
}


/* The window goes while the desktop thinks about it. */
static void
test_closed (Fixture       *self,
             gconstpointer  script)
{
  open_address (self);
  gtk_window_destroy (self->window.window);
  test_wait_until (self->window.window == NULL);
  g_assert_null (find_dialog ());
}


int
main (int    argc,
      char **argv)
{
  /* As in a sandbox. */
  g_setenv ("GTK_USE_PORTAL", "1", TRUE);
  window_test_init (&argc, &argv);

#define add(name, func) \
  g_test_add ("/open-address/" name, Fixture, SCRIPT, set_up, func, tear_down)
  add ("missing", test_missing);
  add ("often", test_often);
  if (gtk_get_minor_version () <= LAST_ASKING_MINOR)
    {
      add ("not-allowed", test_not_allowed);
      add ("failed", test_failed);
      add ("not-told", test_not_told);
      add ("closed", test_closed);
    }

  return g_test_run ();
}
