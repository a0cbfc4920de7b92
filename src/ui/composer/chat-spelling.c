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


static SpellingTextBufferAdapter *
add_adapter (GtkTextView *view)
{
  GtkSourceBuffer *buffer = GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (view));
  SpellingTextBufferAdapter *adapter =
    spelling_text_buffer_adapter_new (buffer, spelling_checker_get_default ());

  gtk_widget_insert_action_group (GTK_WIDGET (view), "spelling", G_ACTION_GROUP (adapter));
  gtk_text_view_set_extra_menu (view, spelling_text_buffer_adapter_get_menu_model (adapter));
  g_object_set_data_full (G_OBJECT (view), ADAPTER_KEY, adapter, g_object_unref);

  return adapter;
}


void
chat_spelling_set_enabled (GtkTextView *view,
                           gboolean     enabled)
{
  SpellingTextBufferAdapter *adapter = g_object_get_data (G_OBJECT (view), ADAPTER_KEY);

  /* Dictionaries are not read before they are wanted. */
  if (adapter == NULL && enabled)
    adapter = add_adapter (view);
  if (adapter != NULL)
    spelling_text_buffer_adapter_set_enabled (adapter, enabled);
}


void
chat_spelling_forget (GtkTextView *view)
{
  if (g_object_get_data (G_OBJECT (view), ADAPTER_KEY) == NULL)
    return;

  /* Nothing stays underlined. */
  chat_spelling_set_enabled (view, FALSE);
  gtk_widget_insert_action_group (GTK_WIDGET (view), "spelling", NULL);
  gtk_text_view_set_extra_menu (view, NULL);
  g_object_set_data (G_OBJECT (view), ADAPTER_KEY, NULL);
}
