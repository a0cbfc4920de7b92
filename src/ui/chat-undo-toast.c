/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The toast that offers to take something back.
 */

#include "chat-undo-toast.h"

#include <glib/gi18n.h>


static const char *
get_title (ChatUndo undo)
{
  switch (undo)
    {
    case CHAT_UNDO_DELETED_REPLY:
      return _("Reply deleted");

    case CHAT_UNDO_DELETED_PROMPT:
      return _("Message deleted");

    case CHAT_UNDO_REPLACED_REPLY:
      return _("Reply replaced");

    case CHAT_UNDO_REPLACED_PROMPT:
      return _("Message replaced");

    case CHAT_UNDO_NONE:
    default:
      g_return_val_if_reached ("");
    }
}


AdwToast *
chat_undo_toast_new (ChatUndo undo)
{
  AdwToast *toast = adw_toast_new (get_title (undo));

  adw_toast_set_button_label (toast, _("Undo"));
  adw_toast_set_action_name (toast, "chat.undo");
  /* Before a toast that waits until it is closed. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);

  return toast;
}
