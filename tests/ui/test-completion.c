/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A completion by itself: when it opens, what its keys do, what an input method and a screen reader
 * have of it.
 */

#include "chat-completion.h"
#include "window-support.h"

typedef struct
{
  GtkWindow      *window;
  GtkWidget      *view;
  GtkTextBuffer  *buffer;
  ChatCompletion *completion;
  GListStore     *late;       /* comes into the list later */
  guint           n_opened;
  char           *accepted;   /* title and words */
} Fixture;


/* A word after "=". */
static gboolean
find_cb (const GtkTextIter *cursor,
         GtkTextIter       *start,
         gpointer           user_data)
{
  *start = *cursor;
  while (gtk_text_iter_backward_char (start))
    {
      gunichar character = gtk_text_iter_get_char (start);

      if (character == '=')
        return gtk_text_iter_forward_char (start) || gtk_text_iter_equal (start, cursor);
      if (g_unichar_isspace (character))
        return FALSE;
    }

  return FALSE;
}


static GListModel *
list_cb (const char *words,
         gboolean    opening,
         gpointer    user_data)
{
  static const char * const titles[] = { "apple", "apricot", "banana" };
  Fixture *self = user_data;
  GListStore *items = g_list_store_new (CHAT_TYPE_COMPLETION_ITEM);

  self->n_opened += opening;
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autoptr(ChatCompletionItem) item = chat_completion_item_new (titles[i], "fruit");

      item->text = g_strdup (titles[i]);
      if (g_str_has_prefix (titles[i], words))
        g_list_store_append (items, item);
    }
  if (g_str_equal (words, "z"))
    g_set_object (&self->late, items);

  return G_LIST_MODEL (items);
}


static void
accept_cb (ChatCompletionItem *item,
           GtkTextIter        *start,
           GtkTextIter        *end,
           gpointer            user_data)
{
  Fixture *self = user_data;
  g_autofree char *words = gtk_text_iter_get_slice (start, end);

  g_free (self->accepted);
  self->accepted = g_strdup_printf ("%s for %s", item->title, words);
  gtk_text_buffer_delete (gtk_text_iter_get_buffer (start), start, end);
}


static const ChatCompletionSource source = { find_cb, list_cb, accept_cb };


static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->view = gtk_text_view_new ();
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->view), FALSE);
  gtk_widget_set_vexpand (self->view, TRUE);
  gtk_box_append (GTK_BOX (box), self->view);
  gtk_box_append (GTK_BOX (box), gtk_button_new_with_label ("Elsewhere"));
  self->completion = chat_completion_new (GTK_TEXT_VIEW (self->view), box);
  chat_completion_add_source (self->completion, &source, self);

  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, 600, 500);
  gtk_window_set_child (self->window, box);
  gtk_widget_grab_focus (self->view);
  gtk_window_present (self->window);
  test_wait_until (gtk_window_is_active (self->window));
  test_wait_until (gtk_widget_get_width (self->view) > 0);
}


static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(ChatCompletion) completion = g_object_ref (self->completion);

  gtk_widget_unparent (GTK_WIDGET (self->completion));
  gtk_window_destroy (self->window);
  settle ();
  g_assert_finalize_object (g_steal_pointer (&completion));
  g_clear_object (&self->late);
  g_free (self->accepted);
}


static void
assert_text (Fixture    *self,
             const char *expected)
{
  g_autofree char *text = NULL;

  g_object_get (self->buffer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, expected);
}


/* NULL: it is closed. */
static void
assert_choice (Fixture    *self,
               const char *expected)
{
  ChatCompletionItem *choice = chat_completion_get_choice (self->completion);

  g_assert_cmpstr (choice != NULL ? choice->title : NULL, ==, expected);
  g_assert_true (chat_completion_is_open (self->completion) == (expected != NULL));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (self->completion)) == (expected != NULL));
  g_assert_true (gtk_widget_has_focus (self->view));
}


static void
test_choose (Fixture       *self,
             gconstpointer  data)
{
  press_keys (self->window, "an ");
  assert_choice (self, NULL);
  press_keys (self->window, "=");
  assert_choice (self, "apple");
  press_key (self->window, "Down");
  assert_choice (self, "apricot");
  press_key (self->window, "Up");
  press_key (self->window, "Up");
  assert_choice (self, "banana");
  press_key (self->window, "Page_Up");
  assert_choice (self, "apple");
  press_key (self->window, "Page_Down");
  assert_choice (self, "banana");
  press_keys (self->window, "ap");
  assert_choice (self, "apple");
  press_key (self->window, "Down");
  press_key (self->window, "Return");
  assert_choice (self, NULL);
  g_assert_cmpstr (self->accepted, ==, "apricot for ap");
  assert_text (self, "an =");
  g_assert_cmpuint (self->n_opened, ==, 1);
}


/* Without anything to choose every key is a key of the text again, and with it at once. */
static void
test_nothing (Fixture       *self,
              gconstpointer  data)
{
  press_keys (self->window, "=ax");
  assert_choice (self, NULL);
  press_key (self->window, "Return");
  assert_text (self, "=ax\n");
  press_key (self->window, "BackSpace");
  press_key (self->window, "BackSpace");
  press_keys (self->window, "p");
  assert_choice (self, "apple");
  press_key (self->window, "<Shift>Return");
  assert_choice (self, NULL);
  assert_text (self, "=ap\n");
  g_assert_null (self->accepted);
}


static void
test_write_out (Fixture       *self,
                gconstpointer  data)
{
  press_keys (self->window, "=ap");
  press_key (self->window, "Down");
  press_key (self->window, "Tab");
  assert_text (self, "=apricot");
  assert_choice (self, "apricot");
  g_assert_null (self->accepted);
  press_key (self->window, "Return");
  g_assert_cmpstr (self->accepted, ==, "apricot for apricot");
  press_key (self->window, "<Control>z");
  press_key (self->window, "<Control>z");
  assert_text (self, "=ap");
  assert_choice (self, NULL);
}


/* The text stays, and the list closed until another sign is written. */
static void
test_dismiss (Fixture       *self,
              gconstpointer  data)
{
  press_keys (self->window, "=a");
  press_key (self->window, "Escape");
  assert_choice (self, NULL);
  assert_text (self, "=a");
  press_keys (self->window, "p");
  assert_choice (self, NULL);
  press_keys (self->window, " =");
  assert_choice (self, "apple");
}


/* Only what is typed opens it. */
static void
test_not_typed (Fixture       *self,
                gconstpointer  data)
{
  gtk_text_buffer_set_text (self->buffer, "=ap", -1);
  assert_choice (self, NULL);
  press_key (self->window, "Left");
  assert_choice (self, NULL);
  press_key (self->window, "End");
  press_keys (self->window, "r");
  assert_choice (self, "apricot");
}


static void
test_leave (Fixture       *self,
            gconstpointer  data)
{
  press_keys (self->window, "a =a");
  assert_choice (self, "apple");
  press_key (self->window, "Home");
  assert_choice (self, NULL);

  press_key (self->window, "End");
  press_keys (self->window, " =");
  assert_choice (self, "apple");
  gtk_widget_child_focus (GTK_WIDGET (self->window), GTK_DIR_TAB_FORWARD);
  g_assert_false (chat_completion_is_open (self->completion));
  gtk_widget_grab_focus (self->view);
  assert_choice (self, NULL);
}


/* What comes later opens the list, and does not move a choice that was made. */
static void
test_late (Fixture       *self,
           gconstpointer  data)
{
  static const char * const titles[] = { "zebra", "zoo", "zero" };

  press_keys (self->window, "=z");
  assert_choice (self, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autoptr(ChatCompletionItem) item = chat_completion_item_new (titles[i], NULL);

      g_list_store_append (self->late, item);
      if (i == 1)
        press_key (self->window, "Down");
    }
  assert_choice (self, "zoo");
  /* Without a text to write out it is chosen. */
  press_key (self->window, "Tab");
  g_assert_cmpstr (self->accepted, ==, "zoo for z");
}


/* One that shows text has its keys to itself. */
static void
test_composing (Fixture       *self,
                gconstpointer  data)
{
  press_keys (self->window, "=a");
  g_signal_emit_by_name (self->view, "preedit-changed", "か");
  press_key (self->window, "Down");
  assert_choice (self, "apple");
  press_key (self->window, "Escape");
  assert_choice (self, "apple");
  g_signal_emit_by_name (self->view, "preedit-changed", "");
  press_key (self->window, "Down");
  assert_choice (self, "apricot");

  /* A real one: Ctrl+Shift+U and digits, Enter takes the character, which is typed then. */
  press_keys (self->window, "p");
  press_key (self->window, "<Control><Shift>u");
  press_keys (self->window, "72");
  assert_choice (self, "apple");
  press_key (self->window, "Return");
  assert_text (self, "=apr");
  assert_choice (self, "apricot");
  g_assert_null (self->accepted);
}


/* The first row's, or the one after it. */
static GtkWidget *
get_row (Fixture *self,
         int      position)
{
  GtkWidget *list = find_widget (GTK_WIDGET (self->completion), GTK_TYPE_LIST_BOX, NULL);

  return GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), position));
}


static void
test_accessible (Fixture       *self,
                 gconstpointer  data)
{
  GtkAccessible *view = GTK_ACCESSIBLE (self->view);
  GtkWidget *list;

  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE);

  press_keys (self->window, "=ap");
  list = find_widget (GTK_WIDGET (self->completion), GTK_TYPE_LIST_BOX, NULL);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_ROLE_LIST_BOX);
  press_key (self->window, "Down");
  gtk_test_accessible_assert_state (view, GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "apricot, fruit");
  gtk_test_accessible_assert_relation (view, GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT,
                                       get_row (self, 1));
  gtk_test_accessible_assert_relation (view, GTK_ACCESSIBLE_RELATION_CONTROLS, list, NULL);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (get_row (self, 1)),
                                   GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_row (self, 0)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "apple, fruit");

  press_key (self->window, "Escape");
  gtk_test_accessible_assert_state (view, GTK_ACCESSIBLE_STATE_EXPANDED, FALSE);
  g_assert_false (gtk_test_accessible_has_relation (view,
                                                    GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT));
  g_assert_false (gtk_test_accessible_has_property (view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

#define ADD(path, function) \
  g_test_add ("/completion/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("choose", test_choose);
  ADD ("nothing", test_nothing);
  ADD ("write-out", test_write_out);
  ADD ("dismiss", test_dismiss);
  ADD ("not-typed", test_not_typed);
  ADD ("leave", test_leave);
  ADD ("late", test_late);
  ADD ("composing", test_composing);
  ADD ("accessible", test_accessible);
#undef ADD

  return g_test_run ();
}
