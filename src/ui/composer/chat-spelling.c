/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Spelling in a text view, by libspelling.
 */

#include "chat-spelling.h"

#include <libspelling.h>

#define ADAPTER_KEY "chat-spelling"


gboolean
chat_spelling_is_available (void)
{
  return TRUE;
}


/* The library takes no other kind. */
GtkTextBuffer *
chat_spelling_new_buffer (void)
{
  GtkSourceBuffer *buffer = gtk_source_buffer_new (NULL);

  gtk_source_buffer_set_highlight_syntax (buffer, FALSE);
  gtk_source_buffer_set_highlight_matching_brackets (buffer, FALSE);

  return GTK_TEXT_BUFFER (buffer);
}


/* Menus and timers of the library keep it for a while, and it would go on to read a buffer that is
 * no longer there. */
static void
drop_adapter (gpointer data)
{
  g_autoptr(SpellingTextBufferAdapter) adapter = data;

  spelling_text_buffer_adapter_set_enabled (adapter, FALSE);
}


/* It belongs to the buffer, which outlives its view: each new one would leave a tag behind. */
static SpellingTextBufferAdapter *
add_adapter (GtkTextBuffer *buffer)
{
  SpellingChecker *checker = spelling_checker_get_default ();
  SpellingTextBufferAdapter *adapter =
    spelling_text_buffer_adapter_new (GTK_SOURCE_BUFFER (buffer), checker);

  /* Up to 0.4.10 the menu of languages changes only what is written afterwards. */
  g_signal_connect_object (checker, "notify::language",
                           G_CALLBACK (spelling_text_buffer_adapter_invalidate_all), adapter,
                           G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (buffer), ADAPTER_KEY, adapter, drop_adapter);

  return adapter;
}


static void
show_menu (GtkTextView               *view,
           SpellingTextBufferAdapter *adapter)
{
  gtk_widget_insert_action_group (GTK_WIDGET (view), "spelling", G_ACTION_GROUP (adapter));
  gtk_text_view_set_extra_menu (view, spelling_text_buffer_adapter_get_menu_model (adapter));
}


static void
hide_menu (GtkTextView *view)
{
  gtk_text_view_set_extra_menu (view, NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (view), "spelling", NULL);
}


void
chat_spelling_set_enabled (GtkTextView *view,
                           gboolean     enabled)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  SpellingTextBufferAdapter *adapter = g_object_get_data (G_OBJECT (buffer), ADAPTER_KEY);

  /* Dictionaries are not read before they are wanted. */
  if (adapter == NULL && enabled)
    adapter = add_adapter (buffer);
  if (adapter == NULL)
    return;

  spelling_text_buffer_adapter_set_enabled (adapter, enabled);
  if (enabled)
    show_menu (view, adapter);
  else
    hide_menu (view);
}
