/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The toast that offers to take something back.
 */

#include "chat-undo-toast.h"

#include "chat-toast.h"

#include <glib/gi18n.h>


static char *
dup_title (ChatSession *session)
{
  guint size = chat_session_get_undo_size (session);

  switch (chat_session_get_undo (session))
    {
    case CHAT_UNDO_DELETED_REPLY:
    case CHAT_UNDO_DELETED_PROMPT:
      if (size > 1)
        return g_strdup_printf (ngettext ("%u message deleted", "%u messages deleted", size), size);
      return g_strdup (chat_session_get_undo (session) == CHAT_UNDO_DELETED_REPLY
                       ? _("Reply deleted") : _("Message deleted"));

    case CHAT_UNDO_LEFT_REPLY:
      return g_strdup (_("The reply before is kept"));

    case CHAT_UNDO_LEFT_PROMPT:
      return g_strdup (_("The message before is kept"));

    case CHAT_UNDO_NONE:
    default:
      g_return_val_if_reached (g_strdup (""));
    }
}


static const char *
get_label (ChatUndo undo)
{
  return undo == CHAT_UNDO_LEFT_REPLY || undo == CHAT_UNDO_LEFT_PROMPT ? _("Go back") : _("Undo");
}


AdwToast *
chat_undo_toast_new (ChatSession *session)
{
  g_autofree char *title = dup_title (session);
  AdwToast *toast = chat_toast_new (title);

  adw_toast_set_button_label (toast, get_label (chat_session_get_undo (session)));
  adw_toast_set_action_name (toast, "chat.undo");
  /* Before a toast that waits until it is closed. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);

  return toast;
}
