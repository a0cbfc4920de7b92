/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line of the palette: what a command is called, what it belongs to, its key.
 */

#include "chat-command-row.h"

#include "chat-side-box.h"
#include "chat-words.h"
#include "chat-wrap-layout.h"

#include <glib/gi18n.h>

/* px. */
#define SPACING     12
#define KEY_SPACING 6

/* Of a title. */
#define MAX_LINES 9

/* The title is worth more. */
#define MAX_PLACE_CHARS 16

struct _ChatCommandRow
{
  GtkWidget         parent_instance;

  GtkLabel         *title;
  GtkLabel         *place;
  GtkShortcutLabel *keys;
};

G_DEFINE_FINAL_TYPE (ChatCommandRow, chat_command_row, GTK_TYPE_WIDGET)


static void
chat_command_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (chat_command_row_parent_class)->dispose (object);
}


static void
chat_command_row_class_init (ChatCommandRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_command_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "command");
}


static void
chat_command_row_init (ChatCommandRow *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  GtkWidget *keys = gtk_shortcut_label_new ("");

  self->title = GTK_LABEL (gtk_label_new (NULL));
  self->place = GTK_LABEL (gtk_label_new (NULL));
  self->keys = GTK_SHORTCUT_LABEL (keys);

  gtk_label_set_wrap (self->title, TRUE);
  gtk_label_set_wrap_mode (self->title, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (self->title, MAX_LINES);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->title, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_label_set_ellipsize (self->place, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->place, MAX_PLACE_CHARS);
  gtk_widget_add_css_class (GTK_WIDGET (self->place), "command-place");
  gtk_widget_set_layout_manager (keys, chat_wrap_layout_new (KEY_SPACING));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->place));
  chat_words_fit (words);
  gtk_widget_set_parent (chat_side_box_new (words, keys), GTK_WIDGET (self));
}


/* What matched is bold. */
static PangoAttrList *
new_attributes (ChatCommand *command)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  for (guint i = 0; i < command->places->len; i++)
    {
      guint place = g_array_index (command->places, guint, i);
      PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

      bold->start_index = place;
      bold->end_index = (guint) (g_utf8_next_char (command->title + place) - command->title);
      pango_attr_list_change (attributes, bold);
    }

  return attributes;
}


GtkWidget *
chat_command_row_new (void)
{
  return g_object_new (CHAT_TYPE_COMMAND_ROW, NULL);
}


void
chat_command_row_set_command (ChatCommandRow *self,
                              ChatCommand    *command)
{
  PangoAttrList *attributes = new_attributes (command);

  g_return_if_fail (CHAT_IS_COMMAND_ROW (self));

  gtk_label_set_label (self->title, command->title);
  gtk_label_set_attributes (self->title, attributes);
  gtk_label_set_label (self->place, command->place != NULL ? command->place : "");
  gtk_shortcut_label_set_accelerator (self->keys, command->keys != NULL ? command->keys : "");
  gtk_widget_set_visible (GTK_WIDGET (self->keys), command->keys != NULL);
  pango_attr_list_unref (attributes);
}


static char *
dup_key_label (const char *key)
{
  GdkModifierType modifiers;
  guint keyval;

  gtk_accelerator_parse (key, &keyval, &modifiers);

  return gtk_accelerator_get_label (keyval, modifiers);
}


char *
chat_command_row_dup_name (ChatCommand *command)
{
  g_autofree char *key = command->keys != NULL ? dup_key_label (command->keys) : NULL;

  if (command->place == NULL)
    return g_strdup (command->title);
  if (key == NULL)
    return g_strdup_printf ("%s, %s", command->title, command->place);

  /* Translators: said by a screen reader: an action, what it belongs to, its key:
   * "Rename, Conversations, key F2" */
  return g_strdup_printf (_("%s, %s, key %s"), command->title, command->place, key);
}
