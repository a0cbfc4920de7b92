/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The headers that an account adds to its requests.
 */

#include "chat-headers-group.h"

#include "chat-account-rows.h"
#include "chat-profile.h"

#include <glib/gi18n.h>

struct _ChatHeadersGroup
{
  AdwPreferencesGroup  parent_instance;

  GPtrArray           *rows;       /* each titled with the name of its header, borrowed */
  GtkWidget           *name;       /* of the next one */
};

G_DEFINE_FINAL_TYPE (ChatHeadersGroup, chat_headers_group, ADW_TYPE_PREFERENCES_GROUP)


static const char *
get_name (GtkWidget *row)
{
  return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
}


/* Returns: (transfer full) */
static char *
dup_text (GtkWidget *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}


static GtkWidget *
find_row (ChatHeadersGroup *self,
          const char       *name)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (g_ascii_strcasecmp (get_name (row), name) == 0)
        return row;
    }

  return NULL;
}


static const char *
get_sentence (ChatHeaderCheck check)
{
  switch (check)
    {
    case CHAT_HEADER_BAD:
      return _("A header has a name of letters, digits and dashes, and a value in ASCII.");
    case CHAT_HEADER_TAKEN:
      return _("The program sets this header by itself.");
    case CHAT_HEADER_SECRET:
      return _("By its name this header brings a key along, and headers are kept in a file: "
               "enter it as the key above.");
    case CHAT_HEADER_GOOD:
    default:
      return NULL;
    }
}


/* Says below the title what is wrong. */
static const char *
mark (ChatHeadersGroup *self,
      GtkWidget        *row,
      const char       *sentence)
{
  if (sentence != NULL)
    {
      gtk_widget_add_css_class (row, "error");
      gtk_widget_grab_focus (row);
    }
  else
    gtk_widget_remove_css_class (row, "error");
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), sentence);

  return sentence;
}


static void
remove_cb (GtkWidget *button,
           GtkWidget *row)
{
  ChatHeadersGroup *self = CHAT_HEADERS_GROUP (gtk_widget_get_ancestor (row,
                                                                CHAT_TYPE_HEADERS_GROUP));

  gtk_widget_grab_focus (self->name);
  g_ptr_array_remove (self->rows, row);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
}


/* The row for the next one stays the last. */
static GtkWidget *
add_row (ChatHeadersGroup *self,
         const char       *name,
         const char       *value)
{
  GtkWidget *row = adw_password_entry_row_new ();
  g_autofree char *label = NULL;
  GtkWidget *button;

  /* Translators: %s is the name of a header of requests */
  label = g_strdup_printf (_("Remove %s"), name);
  button = chat_account_rows_new_button ("user-trash-symbolic", label);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  gtk_editable_set_text (GTK_EDITABLE (row), value);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), row, 0);

  g_object_ref (self->name);
  if (gtk_widget_get_parent (self->name) != NULL)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->name);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->name);
  g_object_unref (self->name);
  g_ptr_array_add (self->rows, row);

  return row;
}


/* Its value is written next. */
static void
name_applied_cb (ChatHeadersGroup *self)
{
  g_autofree char *name = dup_text (self->name);
  GtkWidget *row = find_row (self, name);

  if (row == NULL &&
      mark (self, self->name, get_sentence (chat_profile_check_header (name, ""))) != NULL)
    return;

  if (row == NULL)
    row = add_row (self, name, "");
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  gtk_widget_grab_focus (row);
}


static void
chat_headers_group_dispose (GObject *object)
{
  ChatHeadersGroup *self = CHAT_HEADERS_GROUP (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (chat_headers_group_parent_class)->dispose (object);
}


static void
chat_headers_group_class_init (ChatHeadersGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_headers_group_dispose;
}


static void
chat_headers_group_init (ChatHeadersGroup *self)
{
  self->rows = g_ptr_array_new ();
  self->name = GTK_WIDGET (chat_account_rows_new_entry (_("Name of another header"), NULL));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->name), TRUE);
  g_signal_connect_object (self->name, "apply", G_CALLBACK (name_applied_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Headers"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->name);
}


GtkWidget *
chat_headers_group_new (const char * const *headers)
{
  ChatHeadersGroup *self = g_object_new (CHAT_TYPE_HEADERS_GROUP, NULL);

  for (gsize i = 0; headers[i] != NULL && headers[i + 1] != NULL; i += 2)
    add_row (self, headers[i], headers[i + 1]);

  return GTK_WIDGET (self);
}


char **
chat_headers_group_dup_headers (ChatHeadersGroup *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (CHAT_IS_HEADERS_GROUP (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      g_autofree char *value = dup_text (row);

      g_strv_builder_add_many (builder, get_name (row), value, NULL);
    }

  return g_strv_builder_end (builder);
}


const char *
chat_headers_group_check (ChatHeadersGroup *self)
{
  g_return_val_if_fail (CHAT_IS_HEADERS_GROUP (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      g_autofree char *value = dup_text (row);
      ChatHeaderCheck check = chat_profile_check_header (get_name (row), value);

      if (mark (self, row, get_sentence (check)) != NULL)
        return get_sentence (check);
    }

  if (*gtk_editable_get_text (GTK_EDITABLE (self->name)) != '\0')
    return mark (self, self->name, _("Press Enter after the name of the header to add it."));
  mark (self, self->name, NULL);

  return NULL;
}
