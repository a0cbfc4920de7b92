/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Saves a block of code as a file.
 */

#include "chat-code-save.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#define MAX_NAME_CHARACTERS 60

typedef struct
{
  GtkWindow            *parent;
  GtkFileChooserNative *chooser;
  GBytes               *code;
} Save;

static void
save_free (Save *self)
{
  g_clear_object (&self->chooser);
  g_object_unref (self->parent);
  g_bytes_unref (self->code);
  g_free (self);
}

/* "title=main.c", "filename="src/main.c"", "main.c" → "main.c"; NULL if it is nothing like that. */
static char *
dup_file_name (const char *word)
{
  static const char * const keys[] = { "title=", "filename=", "file=", "path=", "name=" };
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  const char *value = word;
  const char *dot;

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (g_str_has_prefix (word, keys[i]))
        value = word + strlen (keys[i]);
    }

  /* A name with a space in it was torn. */
  if ((strchr (value, '"') != NULL) != (strchr (value, '"') != strrchr (value, '"')))
    return NULL;

  path = g_strdup (value);
  name = g_path_get_basename (g_strdelimit (path, "\"'", ' '));
  g_strstrip (name);
  dot = strrchr (name, '.');
  if (dot == NULL || dot == name || dot[1] == '\0' || strpbrk (name, "{}=<>|:*?\\,") != NULL ||
      g_utf8_strlen (name, -1) > MAX_NAME_CHARACTERS)
    return NULL;

  return g_steal_pointer (&name);
}

char *
chat_code_save_dup_name (const char             *info,
                         const ChatCodeLanguage *language)
{
  g_auto(GStrv) words = g_strsplit_set (info != NULL ? info : "", " \t", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      char *name = dup_file_name (words[i]);

      if (name != NULL)
        return name;
    }

  /* Translators: the name of a file with code, without the part behind the dot. */
  return g_strdup_printf ("%s.%s", _("code"), language != NULL ? language->extension : "txt");
}

static void
tell_failure (GtkWindow    *parent,
              const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, _("The code was not saved"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _("%s. Choose another place or make room there."),
                                  error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Save *self = user_data;
  g_autoptr(GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    tell_failure (self->parent, error);
  save_free (self);
}

static void
response_cb (GtkNativeDialog *chooser,
             int              response,
             gpointer         user_data)
{
  Save *self = user_data;
  g_autoptr(GFile) target = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    target = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (target == NULL)
    {
      save_free (self);
      return;
    }

  g_file_replace_contents_bytes_async (target, self->code, NULL, FALSE,
                                       G_FILE_CREATE_REPLACE_DESTINATION, NULL, written_cb, self);
}

/* Files end with the end of a line. */
static GBytes *
get_contents (ChatCodeBlock *block)
{
  const GString *text = chat_code_block_get_text (block);
  g_autoptr(GString) contents = g_string_new_len (text->str, (gssize) text->len);

  if (text->len > 0 && text->str[text->len - 1] != '\n')
    g_string_append_c (contents, '\n');

  return g_string_free_to_bytes (g_steal_pointer (&contents));
}

void
chat_code_save (GtkWidget     *widget,
                ChatCodeBlock *block)
{
  Save *self = g_new0 (Save, 1);
  g_autofree char *name = chat_code_save_dup_name (chat_code_block_get_leaf (block)->block->info,
                                                   chat_code_block_get_language (block));

  self->parent = g_object_ref (GTK_WINDOW (gtk_widget_get_root (widget)));
  self->code = get_contents (block);
  self->chooser = gtk_file_chooser_native_new (_("Save code"), self->parent,
                                               GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _("_Save"), _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect (self->chooser, "response", G_CALLBACK (response_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}
