/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of the sidebar share: an empty history, and its list in words.
 */

#include "sidebar-support.h"

#include "chat-row-title.h"


ChatHistory *
sidebar_get_history (WindowFixture *self)
{
  return chat_engine_get_history (self->engine);
}


ChatSidebar *
sidebar_get (WindowFixture *self)
{
  return chat_window_get_sidebar (CHAT_WINDOW (self->window));
}


ChatConversationList *
sidebar_get_list (WindowFixture *self)
{
  return chat_sidebar_get_list (sidebar_get (self));
}


static void
answered_cb (GObject      *history,
             GAsyncResult *result,
             gpointer      user_data)
{
  gboolean *answered = user_data;

  *answered = TRUE;
}


/* What is read of conversations, unlike drafts and places, waits for all that is to be saved. It is
 * answered in the order in which it was asked for: what a list asked for before has come, too. */
static void
wait_for_store (WindowFixture *self)
{
  gboolean answered = FALSE;

  chat_history_load_async (sidebar_get_history (self), "no such conversation", NULL, answered_cb,
                           &answered);
  test_wait_until (answered);
}


/* A list asks again for what changed while it was read, so that one which is empty may still be
 * waiting. */
static void
purge_all (WindowFixture *self)
{
  g_autoptr(GListModel) list =
    chat_history_new_list (sidebar_get_history (self), CHAT_HISTORY_CURRENT, NULL);
  guint n_empty = 0;

  test_wait_until (chat_history_get_state (sidebar_get_history (self)) != CHAT_HISTORY_OPENING);
  while (n_empty < 3)
    {
      g_autoptr(ChatConversationInfo) info = NULL;

      wait_for_store (self);
      settle ();
      n_empty++;
      info = g_list_model_get_item (list, 0);
      if (info == NULL)
        continue;

      n_empty = 0;
      test_wait_until (chat_conversation_info_get_uid (info) != NULL);
      chat_history_purge (sidebar_get_history (self), chat_conversation_info_get_uid (info));
    }
}


/* Each case begins with nothing: the history is that of the whole program. */
void
sidebar_set_up (WindowFixture *self,
                gconstpointer  script)
{
  window_fixture_set_up (self, script);
  purge_all (self);
  chat_history_empty_trash (sidebar_get_history (self));
}


/* What is listed anew is there a moment later. */
void
sidebar_choose_list (WindowFixture *self,
                     const char    *choice,
                     guint          n_rows)
{
  chat_sidebar_set_choice (sidebar_get (self), choice);
  test_wait_until (chat_conversation_list_get_n_rows (sidebar_get_list (self)) == n_rows);
}


/* A conversation of its own. */
void
sidebar_converse (WindowFixture *self,
                  const char    *prompt)
{
  window_activate (self, "win.new-conversation");
  window_converse (self, prompt);
}


/* "Pinned: one, *two; Today: three", the one that is shown with a star; "" for no rows. */
char *
sidebar_describe (WindowFixture *self)
{
  ChatConversationList *list = sidebar_get_list (self);
  g_autoptr(GString) text = g_string_new (NULL);

  settle ();
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
  for (guint i = 0; i < chat_conversation_list_get_n_rows (list); i++)
    {
      g_autofree char *uid = chat_conversation_list_dup_uid (list, i);
      GtkWidget *body = chat_conversation_list_find_row (list, uid);
      GtkWidget *heading;

      g_assert_nonnull (body);
      heading = gtk_widget_get_first_child (gtk_widget_get_parent (body));
      if (heading != body && gtk_widget_get_visible (heading))
        g_string_append_printf (text, "%s%s: ", i > 0 ? "; " : "",
                                gtk_label_get_label (GTK_LABEL (heading)));
      else
        g_string_append (text, ", ");
      if (chat_conversation_list_find_shown (list) == i)
        g_string_append_c (text, '*');
      g_string_append (text, chat_row_title_get_text (CHAT_ROW_TITLE (body)));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}


void
sidebar_assert_title (WindowFixture *self,
                      const char    *expected)
{
  test_wait_until (g_strcmp0 (gtk_window_get_title (self->window), expected) == 0);
}


/* A conversation that is not in memory any more is there a moment later. */
void
sidebar_press (WindowFixture *self,
               const char    *key,
               const char    *title)
{
  press_key (self->window, key);
  sidebar_assert_title (self, title);
}


GtkWidget *
sidebar_get_popover (WindowFixture *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));

  return focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) : NULL;
}
