/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window in its sizes, its banner, its choice of profiles, and the names of its parts.
 */

#include "chat-banner.h"
#include "chat-composer.h"
#include "chat-prompt-view.h"
#include "chat-transcript.h"
#include "window-support.h"

#include <gdk/x11/gdkx.h>

#define ANSWERS "{\"text\": \"yes\"}"
/* More than any window shows. */
#define LONG    "{\"text\": \"a\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\n" \
                "a\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\na\\n\\n\"}"


static gboolean
has_width (GdkSurface *surface,
           int         width,
           int         height)
{
  if (gdk_surface_get_width (surface) == width)
    return TRUE;

  /* As the window manager does it. GTK's own first size may come later and undo it: asked again. */
  XResizeWindow (gdk_x11_display_get_xdisplay (gdk_surface_get_display (surface)),
                 gdk_x11_surface_get_xid (surface), width, height);
  return FALSE;
}


static void
resize (WindowFixture *self,
        int            width,
        int            height)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self->window));

  test_wait_until (has_width (surface, width, height));
  /* What follows from a width comes one frame later. */
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
}


static GtkWidget *
find_in_view (WindowFixture *self,
              GType          type,
              const char    *css_class)
{
  return find_widget (GTK_WIDGET (window_get_view (self)), type, css_class);
}


static void
get_edges (GtkWidget *widget,
           GtkWidget *ancestor,
           int       *left,
           int       *right)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, ancestor, &bounds));
  *left = (int) bounds.origin.x;
  *right = (int) (bounds.origin.x + bounds.size.width);
}


static void
test_column (WindowFixture *self,
             gconstpointer  script)
{
  GtkWidget *composer = find_in_view (self, CHAT_TYPE_COMPOSER, NULL);
  GtkWidget *view = GTK_WIDGET (window_get_view (self));
  GtkTextView *prompt = GTK_TEXT_VIEW (find_in_view (self, CHAT_TYPE_PROMPT_VIEW, NULL));
  int left, right, text, unused;

  resize (self, 1100, 700);
  get_edges (composer, view, &left, &right);
  g_assert_cmpint (right - left, ==, 760);
  g_assert_cmpint (ABS (left - (gtk_widget_get_width (view) - right)), <=, 1);

  /* One edge for all text: the gutter is 30. */
  get_edges (GTK_WIDGET (prompt), view, &text, &unused);
  g_assert_cmpint (text + gtk_text_view_get_left_margin (prompt) - left, ==, 30);
}


/* A scrollbar that takes room from the conversation takes it from the message box, too. */
static void
test_bar (WindowFixture *self,
          gconstpointer  script)
{
  GtkWidget *view = GTK_WIDGET (window_get_view (self));
  GtkSettings *settings = gtk_widget_get_settings (view);
  GtkWidget *composer = find_in_view (self, CHAT_TYPE_COMPOSER, NULL);
  GtkWidget *column;
  int left, text, unused;

  g_object_set (settings, "gtk-overlay-scrolling", FALSE, NULL);
  resize (self, 1100, 700);
  window_converse (self, "hello");
  wait_for_frames (view);
  column = find_widget (find_in_view (self, CHAT_TYPE_TRANSCRIPT, NULL), GTK_TYPE_TEXT_VIEW, NULL);
  get_edges (composer, view, &left, &unused);
  get_edges (column, view, &text, &unused);
  g_assert_cmpint (text + gtk_text_view_get_left_margin (GTK_TEXT_VIEW (column)) - left, ==, 30);
  gtk_settings_reset_property (settings, "gtk-overlay-scrolling");
}


static void
test_narrow (WindowFixture *self,
             gconstpointer  script)
{
  GtkWidget *composer = find_in_view (self, CHAT_TYPE_COMPOSER, NULL);
  GtkWidget *view = GTK_WIDGET (window_get_view (self));
  GtkTextView *prompt = GTK_TEXT_VIEW (find_in_view (self, CHAT_TYPE_PROMPT_VIEW, NULL));
  GtkWidget *button = find_in_view (self, GTK_TYPE_BUTTON, "send");
  GtkWidget *model = find_widget (GTK_WIDGET (self->window), GTK_TYPE_MENU_BUTTON, "flat");
  int left, right, text, unused;

  g_assert_true (gtk_widget_get_visible (model));
  resize (self, 380, 400);
  g_assert_true (chat_view_is_narrow (window_get_view (self)));
  g_assert_false (gtk_widget_get_visible (model));
  get_edges (composer, view, &left, &right);
  g_assert_cmpint (left, ==, 6);
  g_assert_cmpint (gtk_widget_get_width (view) - right, ==, 6);
  get_edges (GTK_WIDGET (prompt), view, &text, &unused);
  g_assert_cmpint (text + gtk_text_view_get_left_margin (prompt) - left, ==, 24);
  g_assert_cmpint (gtk_widget_get_allocated_width (button), ==, 34);

  resize (self, 800, 400);
  g_assert_false (chat_view_is_narrow (window_get_view (self)));
  g_assert_true (gtk_widget_get_visible (model));
  g_assert_cmpint (gtk_widget_get_allocated_width (button), ==, 84);
}


static void
assert_text_height (WindowFixture *self)
{
  GtkWidget *prompt = find_in_view (self, CHAT_TYPE_PROMPT_VIEW, NULL);
  int most = gtk_widget_get_height (GTK_WIDGET (self->window)) * 40 / 100;

  test_wait_until (gtk_widget_get_height (gtk_widget_get_parent (prompt)) == most);
}


/* As much of the window as a long text may have, whatever else would like to be seen in it. */
static void
test_long_prompt (WindowFixture *self,
                  gconstpointer  script)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < 60; i++)
    g_string_append (text, "line\n");
  resize (self, 500, 500);
  window_write (self, text->str);
  assert_text_height (self);

  window_converse (self, "hello");
  window_write (self, text->str);
  assert_text_height (self);
}


/* Without the frame, which is there only on a screen without a compositor. */
static int
measure (WindowFixture  *self,
         GtkOrientation  orientation,
         int             for_size)
{
  GtkWidget *window = GTK_WIDGET (self->window);
  int minimum;

  gtk_widget_measure (window, orientation, for_size, &minimum, NULL, NULL, NULL);

  return minimum - (gtk_widget_get_allocated_width (window) - gtk_widget_get_width (window));
}


/* Nothing asks for more, at the start or in a conversation. */
static void
test_least_size (WindowFixture *self,
                 gconstpointer  script)
{
  g_assert_cmpint (measure (self, GTK_ORIENTATION_HORIZONTAL, -1), <=, 360);
  resize (self, 370, 310);
  g_assert_cmpint (measure (self, GTK_ORIENTATION_HORIZONTAL, -1), <=, 360);
  g_assert_cmpint (measure (self, GTK_ORIENTATION_VERTICAL, 370), <=, 300);

  window_converse (self, "hello");
  g_assert_cmpint (measure (self, GTK_ORIENTATION_HORIZONTAL, -1), <=, 360);
  g_assert_cmpint (measure (self, GTK_ORIENTATION_VERTICAL, 370), <=, 300);
}


static void
choose_demo (WindowFixture *self)
{
  GListModel *profiles = chat_engine_get_profiles (self->engine);
  guint last = g_list_model_get_n_items (profiles) - 1;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.profile", "i",
                                             (int) last));
}


static void
test_profile (WindowFixture *self,
              gconstpointer  script)
{
  AdwWindowTitle *title =
    ADW_WINDOW_TITLE (find_widget (GTK_WIDGET (self->window), ADW_TYPE_WINDOW_TITLE, NULL));
  ChatBanner *banner = CHAT_BANNER (find_widget (GTK_WIDGET (self->window), CHAT_TYPE_BANNER,
                                                 NULL));
  int position;

  g_assert_true (g_str_has_prefix (adw_window_title_get_subtitle (title), "Test · "));
  g_assert_false (chat_banner_is_revealed (banner));
  g_object_get (self->window, "profile-position", &position, NULL);
  g_assert_cmpint (position, ==, -1);

  choose_demo (self);
  g_assert_true (chat_profile_is_demo (chat_engine_get_profile (self->engine)));
  g_assert_cmpstr (adw_window_title_get_subtitle (title), ==, "Demo · Demo model");
  g_assert_true (chat_banner_is_revealed (banner));
  g_object_get (self->window, "profile-position", &position, NULL);
  g_assert_cmpint (position, ==, 0);
}


/* Another account is for the conversation that it was chosen in, and for new ones. */
static void
test_profile_of_conversation (WindowFixture *self,
                              gconstpointer  script)
{
  ChatAccounts *accounts = chat_engine_get_accounts (self->engine);
  g_autoptr(ChatProfile) other = chat_profile_new ("Other", chat_demo_server_get_url (self->server));
  g_autoptr(ChatConversation) first = g_object_ref (window_get_conversation (self));
  AdwWindowTitle *title =
    ADW_WINDOW_TITLE (find_widget (GTK_WIDGET (self->window), ADW_TYPE_WINDOW_TITLE, NULL));
  int position;

  chat_accounts_add (accounts, other);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "win.profile", "i", 0));
  g_assert_true (g_str_has_prefix (adw_window_title_get_subtitle (title), "Other · "));
  window_converse (self, "hello");
  window_activate (self, "win.new-conversation");
  g_assert_true (g_str_has_prefix (adw_window_title_get_subtitle (title), "Other · "));

  choose_demo (self);
  g_assert_true (g_str_has_prefix (adw_window_title_get_subtitle (title), "Demo · "));
  chat_window_show_conversation (CHAT_WINDOW (self->window), chat_conversation_get_uid (first));
  test_wait_until (window_get_conversation (self) == first);
  g_assert_true (g_str_has_prefix (adw_window_title_get_subtitle (title), "Other · "));
  g_object_get (self->window, "profile-position", &position, NULL);
  g_assert_cmpint (position, ==, 0);

  chat_accounts_remove (accounts, other);
}


static int
get_port (ChatProfile *profile)
{
  g_autoptr(GUri) uri = g_uri_parse (chat_profile_get_base_url (profile), G_URI_FLAGS_NONE, NULL);

  g_assert_nonnull (uri);

  return g_uri_get_port (uri);
}


/* Nobody has to choose it at the first start: it listens by itself. */
static void
test_demo_at_start (WindowFixture *self,
                    gconstpointer  script)
{
  GListModel *profiles = chat_engine_get_profiles (self->engine);
  g_autoptr(ChatProfile) profile = g_list_model_get_item (profiles, 0);

  g_assert_true (chat_profile_is_demo (profile));
  test_wait_until (get_port (profile) > 0);
}


/* It is the guided tour that answers then. */
static void
test_demo_answers (WindowFixture *self,
                   gconstpointer  script)
{
  choose_demo (self);
  window_write (self, "hello");
  window_activate (self, "chat.send");
  test_wait_until (chat_message_has_content (
    chat_conversation_get_last (window_get_conversation (self))));
  window_activate (self, "chat.stop");
  window_wait_idle (self);
  g_assert_cmpuint (chat_demo_server_get_n_requests (self->server), ==, 0);
}


/* In a narrow window a conversation needs the room. */
static void
test_banner (WindowFixture *self,
             gconstpointer  script)
{
  ChatBanner *banner = CHAT_BANNER (find_widget (GTK_WIDGET (self->window), CHAT_TYPE_BANNER,
                                                 NULL));
  g_autoptr(ChatProfile) profile = g_object_ref (chat_engine_get_profile (self->engine));

  window_converse (self, "hello");
  choose_demo (self);
  g_assert_true (chat_banner_is_revealed (banner));
  resize (self, 380, 500);
  g_assert_false (chat_banner_is_revealed (banner));
  window_activate (self, "win.new-conversation");
  resize (self, 400, 500);
  g_assert_true (chat_banner_is_revealed (banner));

  /* Whoever has added an account goes on with a message. */
  gtk_widget_grab_focus (find_widget (GTK_WIDGET (banner), GTK_TYPE_BUTTON, NULL));
  chat_engine_set_profile (self->engine, profile);
  g_assert_false (chat_banner_is_revealed (banner));
  g_assert_true (CHAT_IS_PROMPT_VIEW (gtk_window_get_focus (self->window)));
}


/* The line below the header bar says that something is above. */
static void
test_line (WindowFixture *self,
           gconstpointer  script)
{
  GtkWidget *header = find_widget (GTK_WIDGET (self->window), ADW_TYPE_HEADER_BAR, NULL);

  g_assert_false (gtk_widget_has_css_class (header, "scrolled"));
  window_converse (self, "hello");
  test_wait_until (gtk_widget_has_css_class (header, "scrolled"));
  window_activate (self, "win.new-conversation");
  g_assert_false (gtk_widget_has_css_class (header, "scrolled"));
}


/* A button is labelled by its child, in GTK's eyes, also when that is an icon. */
static gboolean
says_something (GtkWidget *widget)
{
  GtkWidget *label = find_widget (widget, GTK_TYPE_LABEL, NULL);

  return gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL)
         || (label != NULL && gtk_label_get_text (GTK_LABEL (label))[0] != '\0');
}


/* What can have the focus has a name, but for a button that a banner has no use for; the buttons of
 * the window's frame and of toasts have the toolkit's. */
static void
assert_names (GtkWidget *root)
{
  gboolean control = GTK_IS_BUTTON (root) || GTK_IS_TEXT_VIEW (root) || GTK_IS_MENU_BUTTON (root)
                     || GTK_IS_EDITABLE (root);

  if (GTK_IS_WINDOW_CONTROLS (root) || g_str_equal (G_OBJECT_TYPE_NAME (root), "AdwToastWidget"))
    return;

  if (control && gtk_widget_get_visible (root) && !says_something (root))
    g_error ("A %s has no name", G_OBJECT_TYPE_NAME (root));
  /* The button within it is the toolkit's affair. */
  if (GTK_IS_MENU_BUTTON (root))
    return;

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_names (child);
}


static void
test_names (WindowFixture *self,
            gconstpointer  script)
{
  choose_demo (self);
  assert_names (GTK_WIDGET (self->window));
  window_write (self, "hello");
  window_activate (self, "chat.send");
  assert_names (GTK_WIDGET (self->window));
  window_activate (self, "chat.stop");
  window_wait_idle (self);
  window_activate (self, "chat.delete-last");
  assert_names (GTK_WIDGET (self->window));
}


/* Types of the widgets that Tab visits until it is back, blank-separated; the buttons by name. */
static char *
walk_focus (WindowFixture *self,
            const char    *key)
{
  GtkRoot *root = GTK_ROOT (self->window);
  GtkWidget *start = gtk_root_get_focus (root);
  g_autoptr(GString) path = g_string_new (NULL);

  do
    {
      GtkWidget *focus = gtk_root_get_focus (root);
      GtkWidget *label = GTK_IS_BUTTON (focus) ? find_widget (focus, GTK_TYPE_LABEL, NULL) : NULL;

      g_string_append_printf (path, "%s%s", path->len > 0 ? ", " : "",
                              label != NULL ? gtk_label_get_label (GTK_LABEL (label))
                                            : G_OBJECT_TYPE_NAME (focus));
      g_assert_cmpuint (path->len, <, 1000);
      press_key (self->window, key);
    }
  while (gtk_root_get_focus (root) != start);

  return g_string_free (g_steal_pointer (&path), FALSE);
}


/* By what it shows while nothing has been said: no tokens. */
#define METER "0"

/* One stop for all rows of the list. */
#define SIDEBAR_FORWARD  "GtkButton, GtkToggleButton, GtkText, GtkListItemWidget, All conversations"
#define SIDEBAR_BACKWARD "All conversations, GtkListItemWidget, GtkText, GtkToggleButton, GtkButton"


static void
test_focus_order (WindowFixture *self,
                  gconstpointer  script)
{
  g_autofree char *forward = NULL;
  g_autofree char *backward = NULL;
  GtkWidget *meter;

  /* The list is read by another thread. */
  test_wait_until (find_widget (GTK_WIDGET (self->window), g_type_from_name ("GtkListItemWidget"),
                                NULL) != NULL);
  /* GTK 4.18 moves the focus by where things lie: not before the first layout. */
  meter = find_widget (GTK_WIDGET (self->window), g_type_from_name ("ChatMeter"), NULL);
  test_wait_until (gtk_widget_get_width (meter) > 0);
  forward = walk_focus (self, "Tab");
  g_assert_cmpstr (forward, ==,
                   "ChatPromptView, GtkButton, " METER ", " SIDEBAR_FORWARD ", GtkButton, Sonnet 5.5, "
                   "GtkToggleButton, Look around, Write a program, Improve a text, Explain an error");
  backward = walk_focus (self, "<Shift>Tab");
  g_assert_cmpstr (backward, ==,
                   "ChatPromptView, Explain an error, Improve a text, Write a program, "
                   "Look around, GtkToggleButton, Sonnet 5.5, GtkButton, " SIDEBAR_BACKWARD ", " METER
                   ", GtkButton");
}


/* The transcript lies on the way, too. */
static void
test_focus_order_conversation (WindowFixture *self,
                               gconstpointer  script)
{
  g_autofree char *path = NULL;

  window_converse (self, "hello");
  press_key (self->window, "<Shift>Tab");
  g_assert_nonnull (gtk_widget_get_ancestor (gtk_root_get_focus (GTK_ROOT (self->window)),
                                             CHAT_TYPE_TRANSCRIPT));
  path = walk_focus (self, "Tab");
  g_assert_nonnull (strstr (path, "ChatPromptView"));
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

#define ADD(path, script, function) \
  g_test_add ("/window/layout/" path, WindowFixture, script, window_fixture_set_up, function, \
              window_fixture_tear_down)
  /* The first, before another chooses the demo. */
  /* First: GTK 4.8 tells scrolled windows that are gone, too, when the setting changes. */
  ADD ("bar", ANSWERS, test_bar);
  ADD ("demo-at-start", ANSWERS, test_demo_at_start);
  ADD ("column", ANSWERS, test_column);
  ADD ("long-prompt", ANSWERS, test_long_prompt);
  ADD ("narrow", ANSWERS, test_narrow);
  ADD ("least-size", ANSWERS, test_least_size);
  ADD ("profile", ANSWERS, test_profile);
  ADD ("profile-of-conversation", ANSWERS, test_profile_of_conversation);
  ADD ("demo-answers", ANSWERS, test_demo_answers);
  ADD ("banner", ANSWERS, test_banner);
  ADD ("line", LONG, test_line);
  ADD ("names", ANSWERS, test_names);
  ADD ("focus-order", ANSWERS, test_focus_order);
  ADD ("focus-order-conversation", ANSWERS, test_focus_order_conversation);
#undef ADD

  return g_test_run ();
}
