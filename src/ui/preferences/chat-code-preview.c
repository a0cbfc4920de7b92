/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A few lines of code as conversations show them. A label: a source view would load a language.
 */

#include "chat-code-preview.h"

#include "chat-settings.h"

#include <glib/gi18n.h>
#include <string.h>

struct _ChatCodePreview
{
  AdwPreferencesRow  parent_instance;

  GSettings         *settings;
  GtkWidget         *label;
};

G_DEFINE_FINAL_TYPE (ChatCodePreview, chat_code_preview, ADW_TYPE_PREFERENCES_ROW)

/* Words of C, and the colours of the style sheet that they have. */
static const struct
{
  const char *text;
  const char *color;
  gboolean    bold;
} parts[] = {
  { "/* Greets whoever is there. */", "chat_code_comment", FALSE },
  { "\n", NULL, FALSE },
  { "void", "chat_code_string", TRUE },
  { " ", NULL, FALSE },
  { "greet", "chat_code_function", FALSE },
  { " (", NULL, FALSE },
  { "int", "chat_code_string", TRUE },
  { " n)\n{\n  ", NULL, FALSE },
  { "while", "chat_code_statement", TRUE },
  { " (n-- > ", NULL, FALSE },
  { "0", "chat_code_number", FALSE },
  { ")\n    puts (", NULL, FALSE },
  { "\"Hello\"", "chat_code_string", FALSE },
  { ");\n}", NULL, FALSE },
};


static void
add_attribute (PangoAttrList  *list,
               PangoAttribute *attribute,
               guint           start,
               guint           end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (list, attribute);
}


static void
add_color (ChatCodePreview *self,
           PangoAttrList   *list,
           const char      *name,
           guint            start,
           guint            end)
{
  GdkRGBA color;

  if (gtk_style_context_lookup_color (gtk_widget_get_style_context (self->label), name, &color))
    add_attribute (list,
                   pango_attr_foreground_new ((guint16) (color.red * G_MAXUINT16),
                                              (guint16) (color.green * G_MAXUINT16),
                                              (guint16) (color.blue * G_MAXUINT16)),
                   start, end);
}


static void
update (ChatCodePreview *self)
{
  g_autofree char *family = g_settings_get_string (self->settings, CHAT_SETTING_CODE_FONT);
  g_autoptr(PangoAttrList) list = pango_attr_list_new ();
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      guint start = (guint) text->len;

      g_string_append (text, parts[i].text);
      if (parts[i].color != NULL)
        add_color (self, list, parts[i].color, start, (guint) text->len);
      if (parts[i].bold)
        add_attribute (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, (guint) text->len);
    }
  pango_attr_list_insert (list, pango_attr_family_new (family[0] != '\0' ? family : "monospace"));
  gtk_label_set_text (GTK_LABEL (self->label), text->str);
  gtk_label_set_attributes (GTK_LABEL (self->label), list);
}


static void
chat_code_preview_dispose (GObject *object)
{
  g_clear_object (&CHAT_CODE_PREVIEW (object)->settings);

  G_OBJECT_CLASS (chat_code_preview_parent_class)->dispose (object);
}


static void
chat_code_preview_class_init (ChatCodePreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_code_preview_dispose;
}


static void
chat_code_preview_init (ChatCodePreview *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  /* Code runs to the right in every language. */
  gtk_widget_set_direction (self->label, GTK_TEXT_DIR_LTR);
  gtk_widget_add_css_class (self->label, "code-preview");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), self->label);
}


GtkWidget *
chat_code_preview_new (GSettings *settings)
{
  ChatCodePreview *self = g_object_new (CHAT_TYPE_CODE_PREVIEW, "title", _("Example"), NULL);
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::" CHAT_SETTING_CODE_SCHEME, G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::" CHAT_SETTING_CODE_FONT, G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->label, "realize", G_CALLBACK (update), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
