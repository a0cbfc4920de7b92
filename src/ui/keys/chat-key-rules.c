/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a key may be, and how one that was pressed is written.
 */

#include "chat-key-rules.h"

#include <string.h>

/* Shift alone does not keep a key from being typed. */
#define COMMAND_MASK (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK | \
                      GDK_HYPER_MASK)

/* keysymdef.h and XF86keysym.h: the keys that write nothing and are there to be given a meaning. */
#define IS_FUNCTION_KEY(keyval) \
  (((keyval) >= GDK_KEY_F1 && (keyval) <= GDK_KEY_F35) || ((keyval) & 0xffff0000) == 0x10080000)

/* What every box of text understands (GTK's own bindings), and what closes a window. */
static const char * const reserved[] = {
  "<Control>a", "<Control>c", "<Control>v", "<Control>x", "<Control>z", "<Shift><Control>z",
  "<Control>y", "<Shift><Control>u", "<Control>Insert", "<Shift>Insert", "<Shift>Delete",
  "<Control>BackSpace", "<Control>Delete", "<Control>Left", "<Control>Right", "<Control>Home",
  "<Control>End", "<Shift><Control>Left", "<Shift><Control>Right", "<Shift><Control>Home",
  "<Shift><Control>End", "<Alt>F4", NULL
};


/* gtk_accelerator_valid() would refuse an arrow without Ctrl, which can mean something too. */
static gboolean
parse (const char      *key,
       guint           *keyval,
       GdkModifierType *modifiers)
{
  return gtk_accelerator_parse (key, keyval, modifiers) && *keyval != 0;
}


char *
chat_key_rules_normalize (const char *key)
{
  GdkModifierType modifiers;
  guint keyval;

  return parse (key, &keyval, &modifiers) ? gtk_accelerator_name (keyval, modifiers) : NULL;
}


static gboolean
is_default (const ChatShortcut *entry,
            const char         *key)
{
  g_auto(GStrv) keys = g_strsplit (entry->keys, " ", -1);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *name = chat_key_rules_normalize (keys[i]);

      if (g_strcmp0 (name, key) == 0)
        return TRUE;
    }

  return FALSE;
}


static gboolean
begins_row (const char *key)
{
  g_autofree char *row = chat_key_rules_dup_row (key);

  return g_strcmp0 (row, key) == 0;
}


ChatKeyVerdict
chat_key_rules_judge (const ChatShortcut *entry,
                      const char         *key)
{
  GdkModifierType modifiers;
  guint keyval;

  if (is_default (entry, key))
    return CHAT_KEY_FREE;
  if ((entry->flags & CHAT_SHORTCUT_DIGITS) != 0 && !begins_row (key))
    return CHAT_KEY_NO_DIGIT;
  if (!parse (key, &keyval, &modifiers) || keyval == GDK_KEY_Escape || keyval == GDK_KEY_Tab ||
      keyval == GDK_KEY_ISO_Left_Tab || g_strv_contains (reserved, key))
    return CHAT_KEY_RESERVED;
  if (chat_shortcuts_is_typed_over (entry) && (modifiers & COMMAND_MASK) == 0 &&
      !IS_FUNCTION_KEY (keyval))
    return CHAT_KEY_TYPES;

  return CHAT_KEY_FREE;
}


/* The letter that a Latin layout, if there is one, has on the same key. */
static guint
find_latin (GdkDisplay *display,
            guint       keycode,
            guint       keyval)
{
  g_autofree GdkKeymapKey *keys = NULL;
  g_autofree guint *keyvals = NULL;
  int n_keys;

  if (gdk_keyval_to_unicode (keyval) < 0x80 ||
      !gdk_display_map_keycode (display, keycode, &keys, &keyvals, &n_keys))
    return keyval;

  for (int i = 0; i < n_keys; i++)
    {
      if (keys[i].level == 0 && g_unichar_isalpha (gdk_keyval_to_unicode (keyvals[i])) &&
          gdk_keyval_to_unicode (keyvals[i]) < 0x80)
        return keyvals[i];
    }

  return keyval;
}


char *
chat_key_rules_dup_pressed (GdkEvent *event)
{
  GdkModifierType modifiers =
    gdk_event_get_modifier_state (event) & gtk_accelerator_get_default_mod_mask ();
  guint pressed = gdk_key_event_get_keyval (event);
  guint keyval = gdk_keyval_to_lower (find_latin (gdk_event_get_display (event),
                                                  gdk_key_event_get_keycode (event), pressed));

  if (gdk_key_event_is_modifier (event))
    return NULL;

  /* Shift is in the question mark already, but not in a letter. */
  if (gdk_keyval_to_upper (keyval) == keyval)
    modifiers &= ~(gdk_key_event_get_consumed_modifiers (event) & GDK_SHIFT_MASK);
  if (keyval == GDK_KEY_ISO_Left_Tab)
    keyval = GDK_KEY_Tab;

  return gtk_accelerator_name (keyval, modifiers);
}


char *
chat_key_rules_dup_row (const char *key)
{
  GdkModifierType modifiers;
  guint keyval;

  if (!parse (key, &keyval, &modifiers) ||
      !((keyval >= GDK_KEY_1 && keyval <= GDK_KEY_9) ||
        (keyval >= GDK_KEY_KP_1 && keyval <= GDK_KEY_KP_9)))
    return NULL;

  return gtk_accelerator_name (GDK_KEY_1, modifiers);
}


char *
chat_key_rules_dup_nth (const char *first,
                        guint       n)
{
  GdkModifierType modifiers;
  guint keyval;

  g_return_val_if_fail (begins_row (first) && n < CHAT_SHORTCUTS_N_DIGITS, NULL);

  gtk_accelerator_parse (first, &keyval, &modifiers);

  return gtk_accelerator_name (keyval + n, modifiers);
}


static char *
dup_label (const char *key)
{
  GdkModifierType modifiers;
  guint keyval;

  if (!gtk_accelerator_parse (key, &keyval, &modifiers))
    return g_strdup (key);

  return gtk_accelerator_get_label (keyval, modifiers);
}


char *
chat_key_rules_dup_label (const ChatShortcut *entry,
                          const char         *key)
{
  g_autofree char *label = dup_label (key);
  g_autofree char *end = NULL;
  g_autofree char *end_label = NULL;

  if ((entry->flags & CHAT_SHORTCUT_DIGITS) == 0 || !begins_row (key))
    return g_steal_pointer (&label);

  end = chat_key_rules_dup_nth (key, CHAT_SHORTCUTS_N_DIGITS - 1);
  end_label = dup_label (end);

  return g_strdup_printf ("%s … %s", label, end_label);
}
