/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Branches of a conversation in a window, by keys and by pointer: nothing that was tried is lost.
 */

#include "chat-branch-item.h"
#include "chat-branches-window.h"
#include "chat-message-bar.h"
#include "chat-transcript.h"
#include "window-support.h"

#define ANSWERS "{\"text\": \"You said: {{prompt}}\"}"
#define BETTER  "{\"text\": \"Better: {{prompt}}\"}"


/* "u:one a:two", what is shown. */
static void
assert_path (WindowFixture *self,
             const char    *expected)
{
  ChatConversation *conversation = window_get_conversation (self);
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; i < chat_conversation_get_n_messages (conversation); i++)
    {
      ChatMessage *message = chat_conversation_get_message (conversation, i);
      g_autofree char *text = chat_message_dup_text (message);

      g_string_append_printf (out, "%s%s:%s", i > 0 ? " " : "",
                              chat_message_get_role (message) == CHAT_ROLE_USER ? "u" : "a", text);
    }

  g_assert_cmpstr (out->str, ==, expected);
}


static guint
get_size (WindowFixture *self)
{
  return chat_conversation_get_size (window_get_conversation (self));
}


static ChatTranscript *
get_transcript (WindowFixture *self)
{
  return CHAT_TRANSCRIPT (find_widget (GTK_WIDGET (window_get_view (self)), CHAT_TYPE_TRANSCRIPT,
                                       NULL));
}


static GtkWidget *
get_column (WindowFixture *self)
{
  return find_widget (GTK_WIDGET (get_transcript (self)), GTK_TYPE_TEXT_VIEW, NULL);
}


/* The text at the message cursor, or NULL. (transfer full) */
static char *
dup_at_cursor (WindowFixture *self)
{
  ChatMessage *message = chat_transcript_get_cursor (get_transcript (self));

  return message != NULL ? chat_message_dup_text (message) : NULL;
}


static void
assert_cursor (WindowFixture *self,
               const char    *expected)
{
  g_autofree char *text = dup_at_cursor (self);

  g_assert_cmpstr (text, ==, expected);
}


static void
assert_prompt (WindowFixture *self,
               const char    *expected)
{
  g_autofree char *text = window_dup_prompt (self);

  g_assert_cmpstr (text, ==, expected);
}


static gboolean
count_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       n_frames)
{
  (*(guint *) n_frames)++;
  return G_SOURCE_CONTINUE;
}


/* Lets all that was changed so far come to the screen: what a frame begins the next one ends. */
static void
frame_of (GtkWindow *window)
{
  guint n_frames = 0;
  guint tick = gtk_widget_add_tick_callback (GTK_WIDGET (window), count_cb, &n_frames, NULL);

  test_wait_until (n_frames >= 3);
  gtk_widget_remove_tick_callback (GTK_WIDGET (window), tick);
  settle ();
}


static void
frame (WindowFixture *self)
{
  frame_of (self->window);
}


/* One question with two answers, the second one shown. */
static void
make_versions (WindowFixture *self)
{
  window_converse (self, "hello");
  chat_demo_server_set_script (self->server, BETTER, NULL);
  press_key (self->window, "<Alt>Up");
  assert_cursor (self, "You said: hello");
  press_key (self->window, "r");
  window_wait_idle (self);
  assert_path (self, "u:hello a:Better: hello");
  g_assert_cmpuint (get_size (self), ==, 3);
}


static void
test_keys (WindowFixture *self,
           gconstpointer  script)
{
  make_versions (self);
  press_key (self->window, "<Alt>Up");
  assert_cursor (self, "Better: hello");
  press_key (self->window, "k");
  assert_cursor (self, "hello");
  press_key (self->window, "j");
  assert_cursor (self, "Better: hello");

  press_key (self->window, "bracketleft");
  assert_path (self, "u:hello a:You said: hello");
  assert_cursor (self, "You said: hello");
  press_key (self->window, "bracketleft");
  assert_path (self, "u:hello a:You said: hello");
  press_key (self->window, "bracketright");
  assert_path (self, "u:hello a:Better: hello");
  press_key (self->window, "bracketright");
  assert_path (self, "u:hello a:Better: hello");
}


/* Without the cursor the letters mean nothing; in the composer they are letters. */
static void
test_letters (WindowFixture *self,
              gconstpointer  script)
{
  window_converse (self, "hello");
  press_keys (self->window, "rec");
  assert_prompt (self, "rec");
  gtk_widget_grab_focus (get_column (self));
  press_key (self->window, "Delete");
  g_assert_cmpuint (get_size (self), ==, 2);
}


static void
test_edit (WindowFixture *self,
           gconstpointer  script)
{
  window_converse (self, "one");
  window_converse (self, "two");

  window_write (self, "a draft");
  for (int i = 0; i < 5; i++)
    press_key (self->window, "<Alt>Up");
  assert_cursor (self, "one");
  press_key (self->window, "e");
  assert_prompt (self, "one");
  press_key (self->window, "Escape");
  assert_prompt (self, "a draft");

  for (int i = 0; i < 5; i++)
    press_key (self->window, "<Alt>Up");
  press_key (self->window, "e");
  press_keys (self->window, "x");
  press_key (self->window, "Return");
  window_wait_idle (self);
  assert_path (self, "u:onex a:You said: onex");
  assert_prompt (self, "a draft");
  g_assert_cmpuint (get_size (self), ==, 6);

  press_key (self->window, "<Alt>Up");
  press_key (self->window, "<Alt>Up");
  assert_cursor (self, "onex");
  press_key (self->window, "bracketleft");
  assert_path (self, "u:one a:You said: one u:two a:You said: two");
}


static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}


static void
test_copy (WindowFixture *self,
           gconstpointer  script)
{
  g_autofree char *text = NULL;

  window_converse (self, "hello");
  press_key (self->window, "<Alt>Up");
  press_key (self->window, "<Alt>Up");
  press_key (self->window, "c");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), NULL,
                                 read_cb, &text);
  test_wait_until (text != NULL);
  g_assert_cmpstr (text, ==, "hello");
}


static void
test_delete (WindowFixture *self,
             gconstpointer  script)
{
  window_converse (self, "one");
  window_converse (self, "two");
  for (int i = 0; i < 5; i++)
    press_key (self->window, "<Alt>Up");
  press_key (self->window, "j");
  assert_cursor (self, "You said: one");
  press_key (self->window, "Delete");
  assert_path (self, "u:one");
  window_activate (self, "chat.undo");
  assert_path (self, "u:one a:You said: one u:two a:You said: two");
}


/* What is looked at meanwhile is nobody's business but the reader's. */
static void
test_streaming (WindowFixture *self,
                gconstpointer  script)
{
  ChatMessage *reply;

  window_converse (self, "hello");
  chat_demo_server_set_script (self->server,
                               "{\"text\": \"one two three four five six\", \"hang\": 5}", NULL);
  press_key (self->window, "<Alt>Up");
  press_key (self->window, "k");
  assert_cursor (self, "hello");
  press_key (self->window, "r");
  reply = chat_conversation_get_last (window_get_conversation (self));
  test_wait_until (chat_message_has_content (reply));
  press_key (self->window, "<Alt>Up");
  press_key (self->window, "bracketleft");
  assert_path (self, "u:hello a:You said: hello");
  g_assert_true (window_is_enabled (self, "chat.stop"));

  press_key (self->window, "bracketright");
  g_assert_true (chat_transcript_get_cursor (get_transcript (self)) == reply);
  press_key (self->window, "bracketleft");
  press_key (self->window, "Escape");
  window_wait_idle (self);
  g_assert_cmpint (chat_message_get_state (reply), ==, CHAT_MESSAGE_STOPPED);
  assert_path (self, "u:hello a:You said: hello");
}


/* The bar of the message at @position. */
static ChatMessageBar *
find_bar (WindowFixture *self,
          guint          position)
{
  ChatMessage *message = chat_conversation_get_message (window_get_conversation (self), position);
  GtkWidget *column = get_column (self);

  for (GtkWidget *child = gtk_widget_get_first_child (column); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      for (GtkWidget *slot = gtk_widget_get_first_child (child); slot != NULL;
           slot = gtk_widget_get_next_sibling (slot))
        {
          GtkWidget *bar = find_widget (slot, CHAT_TYPE_MESSAGE_BAR, NULL);

          if (bar != NULL && chat_message_bar_get_message (CHAT_MESSAGE_BAR (bar)) == message)
            return CHAT_MESSAGE_BAR (bar);
        }
    }

  return NULL;
}


static GtkWidget *
find_named (GtkWidget  *root,
            const char *action)
{
  GtkWidget *found = NULL;

  if (GTK_IS_ACTIONABLE (root) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), action) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_named (child, action);

  return found;
}


static void
click (GtkWidget *button)
{
  g_assert_true (gtk_widget_get_mapped (button));
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  settle ();
}


static void
test_switch (WindowFixture *self,
             gconstpointer  script)
{
  ChatMessageBar *bar;
  GtkWidget *previous;
  GtkWidget *next;
  GtkWidget *label;

  make_versions (self);
  test_wait_until (find_bar (self, 1) != NULL);
  g_assert_null (find_bar (self, 0));
  bar = find_bar (self, 1);
  previous = find_named (GTK_WIDGET (bar), "chat.previous-version");
  next = find_named (GTK_WIDGET (bar), "chat.next-version");
  label = find_widget (gtk_widget_get_parent (previous), GTK_TYPE_LABEL, NULL);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, "2 of 2");
  g_assert_false (gtk_widget_is_sensitive (next));

  /* The same widgets go on, so that one can press again and again. */
  click (previous);
  assert_path (self, "u:hello a:You said: hello");
  test_wait_until (find_bar (self, 1) != NULL);
  g_assert_true (find_bar (self, 1) == bar);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, "1 of 2");
  g_assert_false (gtk_widget_is_sensitive (previous));
  click (next);
  assert_path (self, "u:hello a:Better: hello");
}


/* Where the role line at @position is, from the top of the column. */
static int
get_y (WindowFixture *self,
       const char    *text)
{
  GtkTextView *column = GTK_TEXT_VIEW (get_column (self));
  GtkTextIter start;
  GtkTextIter found;
  GdkRectangle place;
  int y;

  gtk_text_buffer_get_start_iter (gtk_text_view_get_buffer (column), &start);
  g_assert_true (gtk_text_iter_forward_search (&start, text, 0, &found, NULL, NULL));
  gtk_text_iter_backward_line (&found);
  gtk_text_view_get_iter_location (column, &found, &place);
  gtk_text_view_buffer_to_window_coords (column, GTK_TEXT_WINDOW_WIDGET, 0, place.y, NULL, &y);
  return y;
}


static ChatMessage *
add_reply (WindowFixture *self,
           ChatMessage   *parent,
           const char    *name,
           guint          n_lines)
{
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autoptr(GString) text = g_string_new (name);

  for (guint i = 0; i < n_lines; i++)
    g_string_append_printf (text, "\n\nline %u of %s", i, name);
  chat_message_add_block (message, chat_content_block_new_text (text->str));
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  chat_conversation_add (window_get_conversation (self), parent, message);
  return message;
}


/* Three versions of a reply between a long beginning and, after two of them, a long end. */
static void
fill (WindowFixture *self)
{
  ChatConversation *conversation = window_get_conversation (self);
  g_autoptr(ChatMessage) prompt = chat_message_new_user ("the question");
  ChatMessage *first;
  ChatMessage *second;
  ChatMessage *third;

  chat_conversation_set_title (conversation, "Versions");
  add_reply (self, NULL, "the beginning", 40);
  chat_conversation_append (conversation, prompt);
  first = add_reply (self, prompt, "version A", 30);
  second = add_reply (self, prompt, "version B", 60);
  third = add_reply (self, prompt, "version C", 35);
  add_reply (self, first, "the end of A", 20);
  add_reply (self, second, "the end of B", 5);
  chat_conversation_select (conversation, third);
  frame (self);
}


static void
assert_stays (WindowFixture *self,
              const char    *key,
              const char    *name,
              int            y)
{
  press_key (self->window, key);
  g_assert_cmpint (get_y (self, name), ==, y);
  frame (self);
  g_assert_cmpint (get_y (self, name), ==, y);
}


/* The line under the eye: the role of the message whose version changes. */
static void
test_stays (WindowFixture *self,
            gconstpointer  script)
{
  GtkAdjustment *adjustment;
  gboolean pinned;
  int y;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  fill (self);
  press_key (self->window, "<Alt>Up");
  frame (self);
  assert_stays (self, "bracketleft", "version B", get_y (self, "version C"));

  /* Somewhere in the middle of the window. */
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (get_column (self)));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) - 201);
  frame (self);
  y = get_y (self, "version B");
  g_assert_cmpint (y, >, 200);
  assert_stays (self, "bracketleft", "version A", y);
  assert_stays (self, "bracketright", "version B", y);
  assert_stays (self, "bracketright", "version C", y);
  g_object_get (get_transcript (self), "pinned", &pinned, NULL);
  g_assert_false (pinned);
}


/* An open menu stays, wherever the pointer goes, and holds what can be done. */
static void
test_menu (WindowFixture *self,
           gconstpointer  script)
{
  GtkWidget *button;
  GtkWidget *popover;

  make_versions (self);
  press_key (self->window, "<Alt>Up");
  test_wait_until (find_bar (self, 1) != NULL);
  frame (self);
  button = find_widget (GTK_WIDGET (find_bar (self, 1)), GTK_TYPE_MENU_BUTTON, NULL);
  g_assert_true (gtk_widget_get_mapped (button));
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  test_wait_until (gtk_widget_get_mapped (popover));

  /* The cursor's turn is over, and the pointer is elsewhere. */
  chat_transcript_scroll_to_latest (get_transcript (self));
  frame (self);
  g_assert_true (gtk_widget_get_mapped (popover));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  test_wait_until (!gtk_widget_get_mapped (popover));
}


static GtkWindow *
find_tree (WindowFixture *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (CHAT_IS_BRANCHES_WINDOW (window))
        return window;
    }

  return NULL;
}


static GtkWindow *
open_tree (WindowFixture *self)
{
  GtkWindow *tree;

  press_key (self->window, "<Shift><Control>b");
  tree = find_tree (self);
  g_assert_nonnull (tree);
  test_wait_until (gtk_window_is_active (tree));
  frame_of (tree);
  return tree;
}


static void
test_tree (WindowFixture *self,
           gconstpointer  script)
{
  g_autofree char *text = NULL;
  GtkWindow *tree;

  fill (self);
  tree = open_tree (self);

  /* The shown leaf is chosen: above it version B with its end, and version A with its end. */
  press_key (tree, "Up");
  press_key (tree, "Up");
  press_key (tree, "Return");
  test_wait_until (find_tree (self) == NULL);
  test_wait_until (gtk_window_is_active (self->window));
  text = dup_at_cursor (self);
  g_assert_true (g_str_has_prefix (text, "version B"));
  g_assert_cmpuint (chat_conversation_get_n_messages (window_get_conversation (self)), ==, 4);

  tree = open_tree (self);
  press_key (tree, "Escape");
  test_wait_until (find_tree (self) == NULL);
}


static void
test_tree_delete (WindowFixture *self,
                  gconstpointer  script)
{
  GtkWindow *tree;

  fill (self);
  tree = open_tree (self);
  press_key (tree, "Up");
  press_key (tree, "Up");
  press_key (tree, "Delete");
  g_assert_cmpuint (get_size (self), ==, 5);
  frame_of (tree);
  press_key (tree, "<Control>z");
  g_assert_cmpuint (get_size (self), ==, 7);
  frame_of (tree);
  press_key (tree, "Escape");
  test_wait_until (find_tree (self) == NULL);
}


/* The copy holds the path up to the message, and is shown at once; the first one stays as it is. */
static void
assert_forks (WindowFixture *self,
              const char    *key,
              const char    *expected)
{
  g_autoptr(ChatConversation) first = g_object_ref (window_get_conversation (self));

  press_key (self->window, key);
  test_wait_until (window_get_conversation (self) != first);
  test_wait_until (chat_conversation_get_n_messages (window_get_conversation (self)) > 0);
  assert_path (self, expected);
  g_assert_cmpuint (chat_conversation_get_n_messages (first), ==, 4);
}


static void
test_fork (WindowFixture *self,
           gconstpointer  script)
{
  window_converse (self, "one");
  window_converse (self, "two");
  for (int i = 0; i < 3; i++)
    press_key (self->window, "<Alt>Up");
  assert_cursor (self, "You said: one");
  assert_forks (self, "f", "u:one a:You said: one");
}


/* From wherever the focus is: all that is shown. */
static void
test_fork_all (WindowFixture *self,
               gconstpointer  script)
{
  window_converse (self, "one");
  window_converse (self, "two");
  assert_forks (self, "<Shift><Control>k", "u:one a:You said: one u:two a:You said: two");
}


static char *
describe (ChatBranchItem *item)
{
  const ChatBranchPlace *place = chat_branch_item_get_place (item);
  g_autofree char *words = chat_branch_item_dup_words (item);

  return g_strdup_printf ("%s %u%s%s%s%s%s", words, place->lane, place->side ? " side" : "",
                          place->goes_on ? " on" : "", place->on_path ? " path" : "",
                          place->end ? " end" : "", place->rail ? " rail" : "");
}


static ChatMessage *
add_prompt (ChatConversation *conversation,
            ChatMessage      *parent,
            const char       *text)
{
  g_autoptr(ChatMessage) message = chat_message_new_user (text);

  chat_conversation_add (conversation, parent, message);
  return message;
}


/* Branches come before what goes on, a lane further. */
static void
test_places (void)
{
  static const char * const expected[] = {
    "one 0 on path",
    "side 1 side on rail",
    "deep 2 side rail",
    "later 1 rail",
    "two 0 on path",
    "other 1 side rail",
    "end 0 path end",
  };
  g_autoptr(ChatConversation) conversation = chat_conversation_new ();
  ChatMessage *one = add_prompt (conversation, NULL, "one");
  ChatMessage *two = add_prompt (conversation, one, "two");
  ChatMessage *side = add_prompt (conversation, one, "side");
  g_autoptr(GPtrArray) items = NULL;
  ChatMessage *end;
  guint n_lanes;
  guint n_branches;

  add_prompt (conversation, side, "deep");
  add_prompt (conversation, side, "later");
  end = add_prompt (conversation, two, "end");
  add_prompt (conversation, two, "other");
  chat_conversation_select (conversation, end);

  items = chat_branch_items_new (conversation, &n_lanes, &n_branches);
  g_assert_cmpuint (items->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *actual = describe (g_ptr_array_index (items, i));

      g_assert_cmpstr (actual, ==, expected[i]);
    }
  g_assert_cmpuint (n_lanes, ==, 3);
  g_assert_cmpuint (n_branches, ==, 4);
}


/* However long, a conversation without branches has one lane. */
static void
test_chain (void)
{
  enum { LENGTH = 20000 };
  g_autoptr(ChatConversation) conversation = chat_conversation_new ();
  g_autoptr(GPtrArray) items = NULL;
  guint n_lanes;
  guint n_branches;

  for (guint i = 0; i < LENGTH; i++)
    {
      g_autoptr(ChatMessage) message = chat_message_new_user ("a\n\t b  c");

      chat_conversation_append (conversation, message);
    }
  items = chat_branch_items_new (conversation, &n_lanes, &n_branches);
  g_assert_cmpuint (items->len, ==, LENGTH);
  g_assert_cmpuint (n_lanes, ==, 1);
  g_assert_cmpuint (n_branches, ==, 1);
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

  g_test_add_func ("/branches/places", test_places);
  g_test_add_func ("/branches/chain", test_chain);
#define ADD(path, function) \
  g_test_add ("/branches/" path, WindowFixture, ANSWERS, window_fixture_set_up, function, \
              window_fixture_tear_down)
  ADD ("keys", test_keys);
  ADD ("letters", test_letters);
  ADD ("edit", test_edit);
  ADD ("copy", test_copy);
  ADD ("delete", test_delete);
  ADD ("streaming", test_streaming);
  ADD ("switch", test_switch);
  ADD ("menu", test_menu);
  ADD ("stays", test_stays);
  ADD ("tree", test_tree);
  ADD ("tree-delete", test_tree_delete);
  ADD ("fork", test_fork);
  ADD ("fork-all", test_fork_all);
#undef ADD

  return g_test_run ();
}
