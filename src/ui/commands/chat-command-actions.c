/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The actions of the table of keys as commands: those that can be activated at this moment.
 */

#include "chat-command-actions.h"

#include "chat-shortcuts.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  GtkWidget  *from;
  const char *message;
  gboolean    conversation;
} Scene;

/* These lead to a second step in the palette instead of a popover of their own. */
static const struct
{
  const char      *action;
  ChatCommandKind  kind;
} asking[] = {
  { "win.choose-model", CHAT_COMMAND_ASKS_MODEL },
  { "win.rename::", CHAT_COMMAND_ASKS_TITLE },
};


static gboolean
class_has_action (GtkWidget           *widget,
                  const char          *name,
                  const GVariantType **type)
{
  GtkWidgetClass *klass = GTK_WIDGET_GET_CLASS (widget);
  const char *found, *property;
  GType owner;

  for (guint i = 0; gtk_widget_class_query_action (klass, i, &owner, &found, type, &property); i++)
    {
      if (g_str_equal (found, name))
        return TRUE;
    }

  return FALSE;
}


static GtkWidget *
find_owner (GtkWidget           *from,
            const char          *name,
            const GVariantType **type)
{
  for (GtkWidget *widget = from; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      if (class_has_action (widget, name, type))
        return widget;
    }

  return NULL;
}


/* A button is as sensitive as its action is enabled; there is no other way to ask. Unseen, so that
 * nothing is laid out anew. */
static gboolean
is_enabled (GtkWidget  *owner,
            const char *name,
            GVariant   *target)
{
  GtkWidget *button = g_object_ref_sink (gtk_button_new ());
  gboolean enabled;

  gtk_widget_set_visible (button, FALSE);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), name);
  gtk_widget_insert_before (button, owner, NULL);
  enabled = gtk_widget_get_sensitive (button);
  gtk_widget_unparent (button);
  g_object_unref (button);

  return enabled;
}


/* @target (out, transfer full, nullable). FALSE: there is nothing that it could be. */
static gboolean
get_target (const Scene         *scene,
            const ChatShortcut  *entry,
            const GVariantType  *type,
            GVariant           **target)
{
  *target = NULL;
  if (type == NULL)
    return TRUE;
  if (!g_variant_type_equal (type, G_VARIANT_TYPE_STRING))
    return FALSE;

  if (strstr (entry->action, "::") != NULL && scene->conversation)
    *target = g_variant_ref_sink (g_variant_new_string (""));
  else if (g_str_has_prefix (entry->action, "chat.") && scene->message != NULL)
    *target = g_variant_ref_sink (g_variant_new_string (scene->message));

  return *target != NULL;
}


static ChatCommand *
new_command (const ChatShortcut *entry,
             const char         *name,
             GVariant           *target,
             GtkWidget          *owner)
{
  g_autofree char *keys = chat_shortcuts_dup_first_key (owner, entry->action);
  gboolean of_message = entry->scope == CHAT_SHORTCUT_WIDGET && target != NULL;
  ChatCommand *command = chat_command_new (entry->action, _(entry->title),
                                           of_message ? _("Message") : _(entry->group), name,
                                           target, owner);

  command->keys = g_steal_pointer (&keys);
  if (entry->words != NULL)
    command->words = g_strconcat (g_dpgettext2 (NULL, "slash command", entry->words), " ",
                                  entry->words, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (asking); i++)
    {
      if (g_str_equal (asking[i].action, entry->action))
        command->kind = asking[i].kind;
    }

  return command;
}


static void
add_application_action (const Scene        *scene,
                        const ChatShortcut *entry,
                        GPtrArray          *commands)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (scene->from));
  GActionGroup *group = G_ACTION_GROUP (gtk_window_get_application (window));

  if (g_action_group_get_action_enabled (group, entry->action + strlen ("app.")))
    g_ptr_array_add (commands, new_command (entry, entry->action, NULL, GTK_WIDGET (window)));
}


static void
add_action (const Scene        *scene,
            const ChatShortcut *entry,
            GPtrArray          *commands)
{
  g_autofree char *name = g_strndup (entry->action, strcspn (entry->action, ":"));
  g_autoptr(GVariant) target = NULL;
  const GVariantType *type;
  GtkWidget *owner = find_owner (scene->from, name, &type);

  if (owner != NULL && get_target (scene, entry, type, &target) &&
      is_enabled (owner, name, target))
    g_ptr_array_add (commands, new_command (entry, name, target, owner));
}


void
chat_command_actions_list (GtkWidget  *from,
                           const char *message,
                           gboolean    conversation,
                           GPtrArray  *commands)
{
  const Scene scene = { from, message, conversation };

  for (const ChatShortcut *entry = chat_shortcuts_get_all (); entry->action != NULL; entry++)
    {
      /* The palette itself is there already. */
      if (g_str_equal (entry->action, "win.show-palette"))
        continue;
      if (g_str_has_prefix (entry->action, "app."))
        add_application_action (&scene, entry, commands);
      else
        add_action (&scene, entry, commands);
    }
}
