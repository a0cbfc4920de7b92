/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One line of what a completion offers.
 */

#include "chat-completion-item.h"

#include <glib/gi18n.h>

/* Of a title; more than one only where there is little room. */
#define MAX_LINES 9

#define SPACING 12

/* With fewer characters in a line there is no room for a key, and none for a note. */
#define KEY_CHARS  56
#define NOTE_CHARS 28

G_DEFINE_FINAL_TYPE (ChatCompletionItem, chat_completion_item, G_TYPE_OBJECT)


static void
chat_completion_item_finalize (GObject *object)
{
  ChatCompletionItem *self = CHAT_COMPLETION_ITEM (object);

  g_free (self->title);
  g_free (self->note);
  g_free (self->icon_name);
  g_free (self->keys);
  g_free (self->text);
  g_clear_object (&self->data);

  G_OBJECT_CLASS (chat_completion_item_parent_class)->finalize (object);
}


static void
chat_completion_item_class_init (ChatCompletionItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chat_completion_item_finalize;
}


static void
chat_completion_item_init (ChatCompletionItem *self)
{
}


ChatCompletionItem *
chat_completion_item_new (const char *title,
                          const char *note)
{
  ChatCompletionItem *self = g_object_new (CHAT_TYPE_COMPLETION_ITEM, NULL);

  self->title = g_strdup (title);
  self->note = g_strdup (note);

  return self;
}


static char *
dup_key_label (const char *keys)
{
  GdkModifierType modifiers;
  guint keyval;

  gtk_accelerator_parse (keys, &keyval, &modifiers);

  return gtk_accelerator_get_label (keyval, modifiers);
}


char *
chat_completion_item_dup_name (ChatCompletionItem *self)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (CHAT_IS_COMPLETION_ITEM (self), NULL);

  if (self->note == NULL)
    return g_strdup (self->title);
  if (self->keys == NULL)
    return g_strdup_printf ("%s, %s", self->title, self->note);

  key = dup_key_label (self->keys);

  /* Translators: said by a screen reader: an action, what it belongs to, its key:
   * "Rename, Conversations, key F2" */
  return g_strdup_printf (_("%s, %s, key %s"), self->title, self->note, key);
}


static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), MAX_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);

  return label;
}


static GtkWidget *
new_content (ChatCompletionItem *self,
             int                 n_chars)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  GtkWidget *words = gtk_box_new (n_chars < NOTE_CHARS ? GTK_ORIENTATION_VERTICAL
                                                       : GTK_ORIENTATION_HORIZONTAL,
                                  n_chars < NOTE_CHARS ? 0 : SPACING);
  GtkWidget *note = new_label (self->note != NULL ? self->note : "", "completion-note");

  if (self->icon_name != NULL)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (self->icon_name));
  gtk_box_append (GTK_BOX (words), new_label (self->title, "completion-title"));
  gtk_widget_set_hexpand (note, TRUE);
  gtk_widget_set_visible (note, self->note != NULL);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), note);
  gtk_box_append (GTK_BOX (box), words);
  if (self->keys != NULL && n_chars >= KEY_CHARS)
    {
      GtkWidget *keys = gtk_shortcut_label_new (self->keys);

      gtk_widget_set_valign (keys, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), keys);
    }

  return box;
}


GtkWidget *
chat_completion_item_new_row (ChatCompletionItem *self,
                              int                 n_chars)
{
  g_autofree char *name = chat_completion_item_dup_name (self);
  /* Not an option, which GTK makes a pane of options for readers. */
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW,
                                 "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM,
                                 "child", new_content (self, n_chars),
                                 NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);

  return row;
}
