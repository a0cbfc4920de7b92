/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of the window share: an application against a server of their own, real keys, a
 * search through the widgets.
 */

#include "window-support.h"

#include "chat-prompt-view.h"
#include "chat-settings.h"
#include "toolkit-faults.h"

#include <X11/extensions/XTest.h>
#include <gdk/x11/gdkx.h>


/* Far more than what one key or click sets off. */
#define SETTLE_ROUNDS 200

/* One for the whole program: GLib lets an application go only at the end of g_application_run(). */
static ChatApplication *application;
static GSettings *settings;


static void
begin (int          *argc,
       char       ***argv,
       const char   *accessibility)
{
  g_autoptr(GError) error = NULL;

  /* The plain input method, which composes U+263A after Ctrl+Shift+U. */
  g_setenv ("GTK_IM_MODULE", "gtk-im-context-simple", TRUE);
  g_setenv ("GTK_A11Y", accessibility, TRUE);
  toolkit_faults_init_test (argc, argv);
  adw_init ();
  toolkit_faults_excuse ();
  /* On a busy machine a key may be down for long enough to be repeated. */
  XAutoRepeatOff (gdk_x11_display_get_xdisplay (gdk_display_get_default ()));

  settings = chat_settings_new (&error);
  g_assert_no_error (error);
  application = chat_application_new (G_APPLICATION_NON_UNIQUE, settings);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  /* What it leaves for later it does as after any start, while there is no account yet. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}


void
window_test_init (int    *argc,
                  char ***argv)
{
  /* The back end whose state tests can ask for. */
  begin (argc, argv, "test");
}


void
window_test_init_for_reader (int    *argc,
                             char ***argv)
{
  begin (argc, argv, "atspi");
  /* What is there is there at once, and nothing else is. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}


/* Each test begins as a first start does. */
static void
reset_settings (void)
{
  g_autoptr(GSettingsSchema) schema = NULL;
  g_auto(GStrv) keys = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  chat_settings_reset (settings, (const char * const *) keys);
}


void
window_fixture_set_up (WindowFixture *self,
                       gconstpointer  script)
{
  g_autoptr(ChatProfile) profile = NULL;
  g_autoptr(GError) error = NULL;

  self->server = chat_demo_server_new ();
  chat_demo_server_set_speed (self->server, 0);
  chat_demo_server_start (self->server, 0, &error);
  g_assert_no_error (error);
  chat_demo_server_set_script (self->server, script, &error);
  g_assert_no_error (error);

  reset_settings ();
  self->settings = settings;
  self->application = application;
  self->engine = chat_application_get_engine (application);
  profile = chat_profile_new ("Test", chat_demo_server_get_url (self->server));
  chat_engine_set_profile (self->engine, profile);

  g_application_activate (G_APPLICATION (application));
  self->window = gtk_application_get_active_window (GTK_APPLICATION (application));
  test_wait_until (gtk_window_is_active (self->window));

  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  g_object_add_weak_pointer (G_OBJECT (self->server), (gpointer *) &self->server);
}


void
window_fixture_tear_down (WindowFixture *self,
                          gconstpointer  script)
{
  GList *windows;

  while ((windows = gtk_application_get_windows (GTK_APPLICATION (application))) != NULL)
    gtk_window_destroy (windows->data);
  /* Replies go on without a window. */
  chat_engine_stop_turns (self->engine);
  test_wait_until (chat_engine_get_n_turns (self->engine) == 0);
  chat_demo_server_stop (self->server);
  g_object_unref (self->server);

  /* What was told to the session bus is held until the bus has heard that it is over. */
  test_wait_until (self->window == NULL);
  test_wait_until (self->server == NULL);
}


ChatView *
window_get_view (WindowFixture *self)
{
  return chat_window_get_view (CHAT_WINDOW (self->window));
}


ChatConversation *
window_get_conversation (WindowFixture *self)
{
  return chat_view_get_conversation (window_get_view (self));
}


static ChatPromptView *
get_prompt_view (WindowFixture *self)
{
  return CHAT_PROMPT_VIEW (find_widget (GTK_WIDGET (window_get_view (self)), CHAT_TYPE_PROMPT_VIEW,
                                        NULL));
}


char *
window_dup_prompt (WindowFixture *self)
{
  return chat_prompt_view_dup_text (get_prompt_view (self));
}


void
window_write (WindowFixture *self,
              const char    *text)
{
  chat_prompt_view_set_text (get_prompt_view (self), text);
}


void
window_activate (WindowFixture *self,
                 const char    *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window_get_view (self)), action, NULL));
}


/* A button is as sensitive as its action is enabled; there is no other way to ask. */
gboolean
is_action_enabled (GtkWidget  *widget,
                   const char *action)
{
  GtkWidget *button = g_object_ref_sink (gtk_button_new ());
  gboolean enabled;

  /* Unseen, so that nothing is laid out anew. */
  gtk_widget_set_visible (button, FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_insert_before (button, widget, NULL);
  enabled = gtk_widget_get_sensitive (button);
  gtk_widget_unparent (button);
  g_object_unref (button);

  return enabled;
}


gboolean
window_is_enabled (WindowFixture *self,
                   const char    *action)
{
  return is_action_enabled (GTK_WIDGET (window_get_view (self)), action);
}


void
window_wait_idle (WindowFixture *self)
{
  test_wait_until (chat_engine_get_turn (self->engine, window_get_conversation (self)) == NULL);
  test_wait_until (!window_is_enabled (self, "chat.stop"));
}


void
window_converse (WindowFixture *self,
                 const char    *prompt)
{
  window_write (self, prompt);
  window_activate (self, "chat.send");
  window_wait_idle (self);
}


void
settle (void)
{
  /* A reply that streams would go on for ever. */
  for (guint i = 0; i < SETTLE_ROUNDS && g_main_context_iteration (NULL, FALSE); i++)
    ;
}


static gboolean
passed_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       data)
{
  guint *n_left = data;

  return --*n_left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}


void
wait_for_frames (GtkWidget *widget)
{
  guint n_left = 4;

  gtk_widget_add_tick_callback (widget, passed_cb, &n_left, NULL);
  test_wait_until (n_left == 0);
}


static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                guint                 *awaited)
{
  if (keycode == *awaited)
    *awaited = 0;

  return GDK_EVENT_PROPAGATE;
}


static const KeySym modifier_keys[][2] = {
  { GDK_SHIFT_MASK, GDK_KEY_Shift_L },
  { GDK_CONTROL_MASK, GDK_KEY_Control_L },
  { GDK_ALT_MASK, GDK_KEY_Alt_L },
};


static void
fake_modifiers (Display         *display,
                GdkModifierType  modifiers,
                gboolean         press)
{
  for (guint i = 0; i < G_N_ELEMENTS (modifier_keys); i++)
    {
      if ((modifiers & modifier_keys[i][0]) != 0)
        XTestFakeKeyEvent (display, XKeysymToKeycode (display, modifier_keys[i][1]), press,
                           CurrentTime);
    }
}


static void
press_keyval (GtkWindow       *window,
              guint            keyval,
              GdkModifierType  modifiers)
{
  Display *display = gdk_x11_display_get_xdisplay (gtk_widget_get_display (GTK_WIDGET (window)));
  GtkEventController *controller = gtk_event_controller_key_new ();
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
  /* An open menu has its keys to itself. */
  g_autoptr(GtkWidget) native =
    g_object_ref (focus != NULL ? GTK_WIDGET (gtk_widget_get_native (focus)) : GTK_WIDGET (window));
  guint keycode = XKeysymToKeycode (display, keyval);
  guint awaited = keycode;

  g_assert_cmpuint (keycode, !=, 0);
  /* Keys go to the window that the X server knows to have them. */
  test_wait_until (gtk_window_is_active (window));
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (key_pressed_cb), &awaited);
  gtk_widget_add_controller (native, controller);

  fake_modifiers (display, modifiers, TRUE);
  XTestFakeKeyEvent (display, keycode, True, CurrentTime);
  XTestFakeKeyEvent (display, keycode, False, CurrentTime);
  fake_modifiers (display, modifiers, FALSE);
  XFlush (display);
  test_wait_until (awaited == 0);
  settle ();

  gtk_widget_remove_controller (native, controller);
}


/* Moves the pointer there, a little elsewhere each time: the window may just have come, and be told
 * of a pointer only when it moves. TRUE once the widget knows that it is over it. */
static gboolean
move_pointer (GtkWidget *widget,
              int       *aside)
{
  Display *display = gdk_x11_display_get_xdisplay (gtk_widget_get_display (widget));
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = gtk_native_get_surface (native);
  Window child;
  double dx;
  double dy;
  double x;
  double y;
  int root_x;
  int root_y;

  if ((gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_PRELIGHT) != 0)
    return TRUE;

  *aside = 1 - *aside;
  gtk_widget_translate_coordinates (widget, GTK_WIDGET (native),
                                    gtk_widget_get_width (widget) / 2.0,
                                    gtk_widget_get_height (widget) / 2.0, &x, &y);
  gtk_native_get_surface_transform (native, &dx, &dy);
  XTranslateCoordinates (display, gdk_x11_surface_get_xid (surface), DefaultRootWindow (display),
                         (int) (x + dx) + *aside, (int) (y + dy), &root_x, &root_y, &child);
  XTestFakeMotionEvent (display, -1, root_x, root_y, CurrentTime);
  XFlush (display);
  return FALSE;
}


void
point_at (GtkWidget *widget)
{
  int aside = 0;

  test_wait_until (move_pointer (widget, &aside));
  settle ();
}


void
click_here (GtkWidget *widget)
{
  Display *display = gdk_x11_display_get_xdisplay (gtk_widget_get_display (widget));

  XTestFakeButtonEvent (display, 1, True, CurrentTime);
  XFlush (display);
  /* As a finger would: GTK may give up a click whose button is up before it is known to be down. */
  test_wait_until ((gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_ACTIVE) != 0);
  wait_for_frames (widget);
  XTestFakeButtonEvent (display, 1, False, CurrentTime);
  XFlush (display);
}


void
press_key (GtkWindow  *window,
           const char *accelerator)
{
  GdkModifierType modifiers;
  guint keyval;

  g_assert_true (gtk_accelerator_parse (accelerator, &keyval, &modifiers));
  press_keyval (window, keyval, modifiers);
}


void
press_keys (GtkWindow  *window,
            const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    press_keyval (window, gdk_unicode_to_keyval (*at), 0);
}


GtkWidget *
find_widget (GtkWidget  *root,
             GType       type,
             const char *css_class)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type)
      && (css_class == NULL || gtk_widget_has_css_class (root, css_class)))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type, css_class);

      if (found != NULL)
        return found;
    }

  return NULL;
}


GtkWidget *
find_row (GtkWidget  *root,
          const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (root) && gtk_widget_get_mapped (root)
      && g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}


/* One that can be seen. */
static GtkWidget *
find_toast (GtkWidget *root)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  /* Of libadwaita, which has no name for it in its headers. */
  if (g_str_equal (G_OBJECT_TYPE_NAME (root), "AdwToastWidget"))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_toast (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}


gboolean
has_toast (GtkWindow  *window,
           const char *words)
{
  GtkWidget *toast = find_toast (GTK_WIDGET (window));
  GtkWidget *label = toast != NULL ? find_widget (toast, GTK_TYPE_LABEL, NULL) : NULL;

  return label != NULL && g_str_equal (gtk_label_get_text (GTK_LABEL (label)), words);
}


static GtkWidget *
find_offer (GtkWindow *window)
{
  GtkWidget *toast = find_toast (GTK_WIDGET (window));

  return toast != NULL ? find_widget (toast, GTK_TYPE_BUTTON, "text-button") : NULL;
}


void
press_toast (GtkWindow *window)
{
  test_wait_until (find_offer (window) != NULL);
  settle ();
  /* Not before it has appeared. */
  test_wait_until (find_offer (window) == NULL || gtk_widget_grab_focus (find_offer (window)));
  g_assert_nonnull (find_offer (window));
  press_key (window, "Return");
}


GtkWindow *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }

  return NULL;
}
