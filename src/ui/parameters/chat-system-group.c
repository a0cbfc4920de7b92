/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The system prompt among the parameters: its text, and a button that inserts what the library has.
 */

#include "chat-system-group.h"

#include "chat-parameters-rows.h"
#include "chat-prompt-fill.h"
#include "chat-prompt-popover.h"

#include <glib/gi18n.h>

#define LINES 4

struct _ChatSystemGroup
{
  AdwPreferencesGroup  parent_instance;

  GtkTextView         *view;   /* NULL once disposed of */
};

G_DEFINE_FINAL_TYPE (ChatSystemGroup, chat_system_group, ADW_TYPE_PREFERENCES_GROUP)


static void
filled_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  ChatSystemGroup *self = CHAT_SYSTEM_GROUP (source);
  g_autofree char *text = chat_prompt_fill_finish (result);

  if (text == NULL || self->view == NULL)
    return;

  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (self->view), text, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}


static void
prompt_chosen_cb (ChatSystemGroup *self,
                  ChatLibraryItem *prompt)
{
  chat_prompt_fill_async (GTK_WIDGET (self), prompt, NULL, filled_cb, NULL);
}


static void
chat_system_group_dispose (GObject *object)
{
  CHAT_SYSTEM_GROUP (object)->view = NULL;

  G_OBJECT_CLASS (chat_system_group_parent_class)->dispose (object);
}


static void
chat_system_group_class_init (ChatSystemGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_system_group_dispose;
}


static void
chat_system_group_init (ChatSystemGroup *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  adw_preferences_group_set_title (group, _("System prompt"));
  adw_preferences_group_set_description (group, _("What the model is told before anything else"));
  self->view = chat_parameters_rows_add_text (group, adw_preferences_group_get_title (group),
                                              LINES);
}


/* Without words: beside them a large title would be cut in a narrow window. */
static GtkWidget *
new_prompts_button (ChatSystemGroup *self,
                    ChatEngine      *engine)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = chat_prompt_popover_new (engine);
  const char *name = _("Insert a prompt");

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "list-add-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (popover, "chosen", G_CALLBACK (prompt_chosen_cb), self,
                           G_CONNECT_SWAPPED);

  return button;
}


GtkWidget *
chat_system_group_new (ChatEngine *engine)
{
  ChatSystemGroup *self = g_object_new (CHAT_TYPE_SYSTEM_GROUP, NULL);

  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self),
                                           new_prompts_button (self, engine));

  return GTK_WIDGET (self);
}


GtkTextView *
chat_system_group_get_view (ChatSystemGroup *self)
{
  g_return_val_if_fail (CHAT_IS_SYSTEM_GROUP (self), NULL);

  return self->view;
}
