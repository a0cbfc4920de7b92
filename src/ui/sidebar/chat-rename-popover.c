/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A popover in which a conversation gets another title.
 */

#include "chat-rename-popover.h"

#include "chat-popover-width.h"

#include <glib/gi18n.h>

/* What the sidebar and the header bar show of a title. */
#define WIDTH_CHARS 30

typedef struct
{
  ChatHistory *history;
  char        *uid;
} Renaming;


static void
renaming_free (Renaming *self)
{
  g_object_unref (self->history);
  g_free (self->uid);
  g_free (self);
}


static void
entry_activate_cb (GtkEntry *entry,
                   gpointer  user_data)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (entry), GTK_TYPE_POPOVER);
  Renaming *self = g_object_get_data (G_OBJECT (popover), "renaming");
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  if (title[0] != '\0')
    chat_history_rename (self->history, self->uid, title);
  gtk_popover_popdown (GTK_POPOVER (popover));
}


static GtkWidget *
new_entry (ChatHistory *history,
           const char  *uid)
{
  GtkWidget *entry = gtk_entry_new ();
  ChatConversationInfo *info = chat_history_get_info (history, uid);
  const char *title = info != NULL ? chat_conversation_info_get_title (info) : NULL;

  gtk_editable_set_text (GTK_EDITABLE (entry), title != NULL ? title : "");
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), WIDTH_CHARS);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Title of the conversation"),
                                  -1);
  g_signal_connect (entry, "activate", G_CALLBACK (entry_activate_cb), NULL);

  return entry;
}


GtkWidget *
chat_rename_popover_new (ChatHistory *history,
                         const char  *uid)
{
  GtkWidget *popover = gtk_popover_new ();
  Renaming *self = g_new0 (Renaming, 1);

  self->history = g_object_ref (history);
  self->uid = g_strdup (uid);
  g_object_set_data_full (G_OBJECT (popover), "renaming", self, (GDestroyNotify) renaming_free);
  chat_popover_set_narrow_child (GTK_POPOVER (popover), new_entry (history, uid));

  return popover;
}
