/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A window with nothing but a composer, and actions that only note that they were wanted.
 */

#include "composer-support.h"


static void
action_cb (GSimpleAction   *action,
           GVariant        *parameter,
           ComposerFixture *self)
{
  g_string_append_printf (self->log, "%s ", g_action_get_name (G_ACTION (action)));
}


static void
add_actions (ComposerFixture *self)
{
  static const char * const names[] = { "send", "stop", "edit-last" };

  self->actions = g_simple_action_group_new ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GSimpleAction) action = g_simple_action_new (names[i], NULL);

      g_signal_connect (action, "activate", G_CALLBACK (action_cb), self);
      g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "chat",
                                  G_ACTION_GROUP (self->actions));
}


void
composer_fixture_set_up (ComposerFixture *self,
                         gconstpointer    data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->log = g_string_new (NULL);
  self->conversation = chat_conversation_new ();
  self->composer = CHAT_COMPOSER (chat_composer_new ());
  chat_composer_set_conversation (self->composer, self->conversation);
  self->prompt = find_widget (GTK_WIDGET (self->composer), CHAT_TYPE_PROMPT_VIEW, NULL);
  self->button = find_widget (GTK_WIDGET (self->composer), GTK_TYPE_BUTTON, "send");

  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, 600, 500);
  gtk_box_append (GTK_BOX (box), gtk_button_new_with_label ("Elsewhere"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->composer));
  gtk_window_set_child (self->window, box);
  add_actions (self);

  chat_composer_focus (self->composer);
  gtk_window_present (self->window);
  test_wait_until (gtk_window_is_active (self->window));
  /* GTK 4.18 moves the focus by where things lie: not before the first layout. */
  test_wait_until (gtk_widget_get_width (self->button) > 0);
}


void
composer_fixture_tear_down (ComposerFixture *self,
                            gconstpointer    data)
{
  g_autoptr(ChatComposer) composer = g_object_ref (self->composer);

  gtk_window_destroy (self->window);
  settle ();
  g_assert_finalize_object (g_steal_pointer (&composer));
  g_assert_finalize_object (self->conversation);
  g_object_unref (self->actions);
  g_string_free (self->log, TRUE);
}


void
composer_assert_text (ComposerFixture *self,
                      const char      *expected)
{
  g_autofree char *text = chat_composer_dup_text (self->composer);

  g_assert_cmpstr (text, ==, expected);
}


static gboolean
passed_cb (GtkEventController *controller,
           guint               keyval,
           guint               keycode,
           GdkModifierType     state,
           ComposerFixture    *self)
{
  /* Those that only change others. */
  if (g_str_has_suffix (gdk_keyval_name (keyval), "_L"))
    return GDK_EVENT_PROPAGATE;

  g_string_append_printf (self->log, "%s ", gdk_keyval_name (keyval));

  return GDK_EVENT_STOP;
}


void
composer_note_passed (ComposerFixture *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  g_signal_connect (controller, "key-pressed", G_CALLBACK (passed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->window), controller);
}
