/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keys as a trigger of GTK's shortcuts.
 */

#include "chat-key-trigger.h"

static const struct
{
  guint key;
  guint twin;
} twins[] = {
  { GDK_KEY_Up, GDK_KEY_KP_Up },
  { GDK_KEY_Down, GDK_KEY_KP_Down },
  { GDK_KEY_Left, GDK_KEY_KP_Left },
  { GDK_KEY_Right, GDK_KEY_KP_Right },
  { GDK_KEY_Home, GDK_KEY_KP_Home },
  { GDK_KEY_End, GDK_KEY_KP_End },
  { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up },
  { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down },
  { GDK_KEY_Insert, GDK_KEY_KP_Insert },
  { GDK_KEY_Delete, GDK_KEY_KP_Delete },
  { GDK_KEY_Return, GDK_KEY_KP_Enter },
  { GDK_KEY_KP_Enter, GDK_KEY_ISO_Enter },
};


static guint
find_twin (guint key)
{
  if (key >= GDK_KEY_0 && key <= GDK_KEY_9)
    return key - GDK_KEY_0 + GDK_KEY_KP_0;
  for (gsize i = 0; i < G_N_ELEMENTS (twins); i++)
    {
      if (twins[i].key == key)
        return twins[i].twin;
    }

  return 0;
}


/* @trigger (transfer full) (nullable) */
static GtkShortcutTrigger *
add (GtkShortcutTrigger *trigger,
     guint               key,
     GdkModifierType     modifiers)
{
  GtkShortcutTrigger *added = gtk_keyval_trigger_new (key, modifiers);

  return trigger != NULL ? gtk_alternative_trigger_new (trigger, added) : added;
}


GtkShortcutTrigger *
chat_key_trigger_new (const char *keys)
{
  g_auto(GStrv) list = g_strsplit (keys, " ", -1);
  GtkShortcutTrigger *trigger = NULL;

  for (guint i = 0; list[i] != NULL; i++)
    {
      GdkModifierType modifiers;
      guint key;

      if (!gtk_accelerator_parse (list[i], &key, &modifiers) || key == 0)
        continue;
      for (; key != 0; key = find_twin (key))
        trigger = add (trigger, key, modifiers);
    }

  return trigger != NULL ? trigger : g_object_ref (gtk_never_trigger_get ());
}
