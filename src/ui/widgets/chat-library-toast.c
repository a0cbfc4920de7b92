/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Deletes what was kept under a name, and offers to bring it back.
 */

#include "chat-library-toast.h"

#include "chat-toast.h"

#include <glib/gi18n.h>

/* s; time enough to come to it by keys. */
#define TIMEOUT 10

typedef struct
{
  ChatLibrary *library;
  GPtrArray   *items;      /* the one */
  gboolean     usual;
} Removed;


static void
removed_free (gpointer  data,
              GClosure *closure)
{
  Removed *self = data;

  g_object_unref (self->library);
  g_ptr_array_unref (self->items);
  g_free (self);
}


/* Beside one that has its name by now. */
static void
bring_back_cb (AdwToast *toast,
               Removed  *removed)
{
  ChatLibraryItem *item = g_ptr_array_index (removed->items, 0);

  chat_library_add_all (removed->library, removed->items);
  if (removed->usual && chat_library_get_usual (removed->library) == NULL)
    chat_library_set_usual (removed->library,
                            chat_library_find (removed->library,
                                               chat_library_item_get_name (item)));
}


void
chat_library_toast_remove (AdwToastOverlay *overlay,
                           ChatLibrary     *library,
                           ChatLibraryItem *item,
                           const char      *title)
{
  AdwToast *toast = chat_toast_new (title);
  Removed *removed = g_new0 (Removed, 1);

  removed->library = g_object_ref (library);
  removed->items = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (removed->items, g_object_ref (item));
  removed->usual = item == chat_library_get_usual (library);
  chat_library_remove (library, item);

  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_timeout (toast, TIMEOUT);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (bring_back_cb), removed,
                         removed_free, 0);
  chat_toast_fit (toast, GTK_WIDGET (overlay));
  chat_toast_show (toast, overlay);
}
