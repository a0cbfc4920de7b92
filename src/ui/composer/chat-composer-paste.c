/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is pasted into the composer or dropped onto it: files, pictures, and text, which is attached
 * when it is long.
 */

#include "chat-composer-private.h"

#include "chat-shortcuts.h"

#include <glib/gi18n.h>
#include <string.h>

/* Bytes, some pages: more than this is something to be read, and would bury what is asked of it. */
#define LONG_TEXT 8000


static char *
dup_unix_lines (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\r\n", -1);

  return g_strjoinv ("\n", lines);
}


static void
insert_text (ChatComposer *self,
             const char   *text)
{
  g_autofree char *lines = dup_unix_lines (text);

  chat_composer_insert (self, lines);
}


static void
take_text (ChatComposer *self,
           const char   *text)
{
  if (strlen (text) > LONG_TEXT)
    chat_attachment_row_add_text (self->attachments, text, _("Pasted text"));
  else
    insert_text (self, text);
}


/* What is not of this computer stays an address, which nobody fetches. */
static void
take_files (ChatComposer *self,
            GdkFileList  *list)
{
  g_autoptr(GSList) files = gdk_file_list_get_files (list);
  g_autoptr(GString) addresses = g_string_new (NULL);

  for (GSList *l = files; l != NULL; l = l->next)
    {
      g_autofree char *uri = NULL;

      if (g_file_peek_path (l->data) != NULL)
        {
          chat_attachment_row_add (self->attachments, chat_attachment_source_new_file (l->data));
          continue;
        }
      uri = g_file_get_uri (l->data);
      g_string_append_printf (addresses, "%s%s", addresses->len > 0 ? "\n" : "", uri);
    }
  if (addresses->len > 0)
    insert_text (self, addresses->str);
}


void
chat_composer_take_value (ChatComposer *self,
                          const GValue *value)
{
  g_return_if_fail (CHAT_IS_COMPOSER (self));

  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    take_files (self, g_value_get_boxed (value));
  else if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    chat_attachment_row_add (self->attachments,
                             chat_attachment_source_new_texture (g_value_get_object (value),
                                                                 _("Pasted picture")));
  else if (G_VALUE_HOLDS (value, G_TYPE_STRING) && g_value_get_string (value) != NULL)
    take_text (self, g_value_get_string (value));
}


/* Says it where it would have been, as of a file that cannot be read. */
static void
tell_failure (ChatComposer *self,
              const char   *name,
              const GError *problem)
{
  g_autoptr(ChatAttachmentItem) item = chat_attachment_item_new_failed (name, problem);

  chat_attachment_row_append (self->attachments, item);
}


/* What is read from the clipboard. */
typedef struct
{
  ChatComposer *composer;
  const char   *name;       /* of what it is, for the user */
} Paste;


static void
value_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autofree Paste *paste = user_data;
  g_autoptr(ChatComposer) self = paste->composer;
  g_autoptr(GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  /* the window may be gone */
  if (self->prompt == NULL)
    return;

  if (value != NULL)
    chat_composer_take_value (self, value);
  else
    tell_failure (self, paste->name, error);
}


static void
text_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(ChatComposer) self = CHAT_COMPOSER (user_data);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, &error);

  if (self->prompt == NULL)
    return;

  if (text != NULL)
    insert_text (self, text);
  /* where there is no text, nothing was asked for */
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    tell_failure (self, _("Pasted text"), error);
}


/* Text goes before pictures: programs also offer a picture of the text that was copied. */
static GType
choose_type (GdkClipboard *clipboard)
{
  const GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_STRING, GDK_TYPE_TEXTURE };
  g_autoptr(GdkContentFormats) formats = gdk_content_formats_union_deserialize_gtypes (
    gdk_content_formats_ref (gdk_clipboard_get_formats (clipboard)));

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (gdk_content_formats_contain_gtype (formats, types[i]))
        return types[i];
    }

  return G_TYPE_INVALID;
}


static const char *
get_name (GType type)
{
  if (type == G_TYPE_STRING)
    return _("Pasted text");

  return type == GDK_TYPE_TEXTURE ? _("Pasted picture") : _("Attachment");
}


static void
paste_cb (ChatComposer *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  GType type = choose_type (clipboard);
  Paste *paste;

  g_signal_stop_emission_by_name (self->prompt, "paste-clipboard");
  if (type == G_TYPE_INVALID)
    return;

  paste = g_new (Paste, 1);
  *paste = (Paste) { g_object_ref (self), get_name (type) };
  gdk_clipboard_read_value_async (clipboard, type, G_PRIORITY_DEFAULT, NULL, value_read_cb, paste);
}


static gboolean
paste_text_cb (GtkWidget *widget,
               GVariant  *arguments,
               gpointer   user_data)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, text_read_cb,
                                 g_object_ref (CHAT_COMPOSER (user_data)));

  return TRUE;
}


void
chat_composer_follow_paste (ChatComposer *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  g_signal_connect_object (self->prompt, "paste-clipboard", G_CALLBACK (paste_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    chat_shortcuts_new_shortcut (GTK_WIDGET (self->prompt), "composer.paste-text",
                                 gtk_callback_action_new (paste_text_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->prompt), keys);
}
