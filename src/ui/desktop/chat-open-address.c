/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Leaves an address to the program of the desktop that opens it.
 */

#include "chat-open-address.h"

#include "chat-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Characters of an address that are shown; all of it is copied. */
#define MAX_ADDRESS 200

/* With which a window knows the dialog that it shows. */
#define SHOWN "chat-open-address"

/* Of newer GTK; its first code is a failure, the others are of somebody who gave it up. */
#define DIALOG_ERROR "gtk-dialog-error-quark"


static void
answered_cb (AdwMessageDialog *dialog,
             const char       *response,
             const char       *uri)
{
  if (g_str_equal (response, "copy"))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (dialog)), uri);
}


static void
free_uri (gpointer  uri,
          GClosure *closure)
{
  g_free (uri);
}


static void
forget_cb (gpointer  parent,
           GObject  *dialog)
{
  g_autoptr(GtkWindow) owned = parent;

  g_object_set_data (G_OBJECT (owned), SHOWN, NULL);
}


static char *
dup_shown (const char *uri)
{
  g_autofree char *start = g_utf8_substring (uri, 0, MIN (g_utf8_strlen (uri, -1), MAX_ADDRESS));

  return g_strconcat (start, strlen (start) < strlen (uri) ? "…" : "", NULL);
}


/* One at a time: whatever is wrong with one is wrong with the next. */
static void
tell (GtkWindow    *parent,
      const char   *uri,
      const GError *error)
{
  g_autofree char *shown = dup_shown (uri);
  GtkWidget *dialog;

  if (g_object_get_data (G_OBJECT (parent), SHOWN) != NULL)
    return;

  dialog = adw_message_dialog_new (parent, _("The address cannot be opened"), NULL);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), "%s\n\n%s", shown, error->message);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "close", _("_Close"),
                                    "copy", _("Copy link address"),
                                    NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "copy");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), g_strdup (uri), free_uri, 0);
  chat_words_tell_whole (dialog);
  g_object_set_data (G_OBJECT (parent), SHOWN, dialog);
  g_object_weak_ref (G_OBJECT (dialog), forget_cb, g_object_ref (parent));
  gtk_window_present (GTK_WINDOW (dialog));
}


static gboolean
is_given_up (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
         (g_str_equal (g_quark_to_string (error->domain), DIALOG_ERROR) && error->code != 0);
}


static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GtkWindow *parent = GTK_WINDOW (source);
  g_autofree char *uri = user_data;
  g_autoptr(GError) error = NULL;

  if (gtk_show_uri_full_finish (parent, result, &error) || is_given_up (error))
    return;

  g_dbus_error_strip_remote_error (error);
  /* It may have been closed meanwhile. */
  if (gtk_widget_get_visible (GTK_WIDGET (parent)))
    tell (parent, uri, error);
}


void
chat_open_address (GtkWidget  *widget,
                   const char *uri)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (uri != NULL);

  gtk_show_uri_full (GTK_WINDOW (gtk_widget_get_root (widget)), uri, GDK_CURRENT_TIME, NULL,
                     opened_cb, g_strdup (uri));
}
