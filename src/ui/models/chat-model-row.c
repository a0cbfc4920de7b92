/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row of the models that can be chosen.
 */

#include "chat-model-row.h"

#include "chat-model-text.h"

#include <glib/gi18n.h>

struct _ChatModelRow
{
  GtkWidget  parent_instance;

  ChatModel *model;
  GtkWidget *box;
  GtkImage  *mark;
  GtkLabel  *title;
  GtkLabel  *caption;
  GtkLabel  *retirement;
  GtkButton *star;
  char      *spoken;
};

G_DEFINE_FINAL_TYPE (ChatModelRow, chat_model_row, GTK_TYPE_WIDGET)


static void
chat_model_row_dispose (GObject *object)
{
  ChatModelRow *self = CHAT_MODEL_ROW (object);

  g_clear_object (&self->model);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->spoken, g_free);

  G_OBJECT_CLASS (chat_model_row_parent_class)->dispose (object);
}


static void
chat_model_row_class_init (ChatModelRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_model_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "modelrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}


static GtkLabel *
add_label (GtkWidget  *box,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);

  return GTK_LABEL (label);
}


static void
chat_model_row_init (ChatModelRow *self)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->mark = GTK_IMAGE (gtk_image_new ());
  self->star = GTK_BUTTON (gtk_button_new ());
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->star), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->star), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->star), "circular");
  gtk_image_set_pixel_size (self->mark, 16);

  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->mark));
  gtk_box_append (GTK_BOX (self->box), lines);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->star));
  self->title = add_label (lines, "model-name");
  self->caption = add_label (lines, "caption-line");
  self->retirement = add_label (lines, "retirement");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}


GtkWidget *
chat_model_row_new (void)
{
  return g_object_new (CHAT_TYPE_MODEL_ROW, NULL);
}


static void
set_line (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}


static void
set_star (ChatModelRow *self,
          const char   *id,
          gboolean      favourite)
{
  const char *name = favourite ? _("Take out of the favourites") : _("Add to the favourites");

  gtk_button_set_icon_name (self->star, favourite ? "starred-symbolic" : "non-starred-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->star), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->star),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  /* the target first, as the action's type is looked at */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->star), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->star), "models.toggle-favourite");
}


static void
speak (ChatModelRow *self,
       const char   *name,
       const char   *caption,
       const char   *retirement,
       gboolean      chosen,
       gboolean      favourite)
{
  GString *spoken = g_string_new (name);

  if (chosen)
    g_string_append_printf (spoken, ", %s", _("in use"));
  if (favourite)
    g_string_append_printf (spoken, ", %s", _("favourite"));
  if (retirement != NULL)
    g_string_append_printf (spoken, ", %s", retirement);
  if (*caption != '\0')
    g_string_append_printf (spoken, ", %s", caption);

  g_free (self->spoken);
  self->spoken = g_string_free (spoken, FALSE);
}


void
chat_model_row_set_model (ChatModelRow *self,
                          ChatModel    *model,
                          gboolean      typed,
                          gboolean      chosen,
                          gboolean      favourite)
{
  g_autofree char *caption = NULL;
  g_autofree char *retirement = NULL;
  g_autofree char *tooltip = NULL;
  const char *name;

  g_return_if_fail (CHAT_IS_MODEL_ROW (self));

  g_set_object (&self->model, model);
  if (model == NULL)
    return;

  name = chat_model_get_name (model);
  caption = typed ? g_strdup (_("Not in the list: ask for it by this name"))
                  : chat_model_text_dup_caption (model);
  retirement = chat_model_text_dup_retirement (model);
  gtk_label_set_label (self->title, name);
  set_line (self->caption, caption);
  set_line (self->retirement, retirement);
  gtk_image_set_from_icon_name (self->mark, chosen ? "object-select-symbolic" : NULL);
  set_star (self, chat_model_get_id (model), favourite);
  tooltip = g_strjoin ("\n", chat_model_get_id (model), *caption != '\0' ? caption : NULL, NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  speak (self, name, caption, retirement, chosen, favourite);
}


ChatModel *
chat_model_row_get_model (ChatModelRow *self)
{
  g_return_val_if_fail (CHAT_IS_MODEL_ROW (self), NULL);

  return self->model;
}


const char *
chat_model_row_get_name (ChatModelRow *self)
{
  g_return_val_if_fail (CHAT_IS_MODEL_ROW (self), NULL);

  return self->spoken;
}
