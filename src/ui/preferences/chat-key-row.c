/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row that takes a key and never tells it: not to the screen, nor to assistive technologies.
 */

#include "chat-key-row.h"

#include <glib/gi18n.h>
#include <string.h>

/* Longer ones are no keys, but something that was copied by mistake. */
#define MAX_LENGTH 8192

/* Of a long key the end is shown, so that two can be told apart. */
#define LONG_KEY 20
#define END      4
#define DOTS     "••••••••"

struct _ChatKeyRow
{
  AdwActionRow  parent_instance;

  GtkWidget    *clear;
  gboolean      password;    /* else a key */
  GString      *entered;     /* wiped before it is freed */
  gsize         known;       /* length of the key that is there already */
  char          known_end[END + 1];
};

G_DEFINE_FINAL_TYPE (ChatKeyRow, chat_key_row, ADW_TYPE_ACTION_ROW)


static char *
describe (gsize       length,
          const char *end)
{
  g_autofree char *count = g_strdup_printf (ngettext ("%u character", "%u characters", length),
                                            (guint) length);

  return g_strdup_printf ("%s%s · \u2068%s\u2069", DOTS, end, count);
}


static void
update (ChatKeyRow *self)
{
  g_autofree char *subtitle = NULL;

  if (self->entered->len >= LONG_KEY && !self->password)
    subtitle = describe (self->entered->len, self->entered->str + self->entered->len - END);
  else if (self->entered->len > 0)
    subtitle = describe (self->entered->len, "");
  else if (self->known > 0)
    subtitle = describe (self->known, self->known_end);
  else
    subtitle = g_strdup (_("None: paste it here"));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_widget_set_sensitive (self->clear, self->entered->len > 0);
}


static void
wipe (GString *text)
{
  explicit_bzero (text->str, text->allocated_len);
  text->len = 0;
}


static gboolean
is_part (ChatKeyRow *self,
         char        character)
{
  return g_ascii_isgraph (character) || (self->password && character == ' ');
}


/* It never grows beyond what was allocated at first: what that left behind could not be wiped. */
static void
append (ChatKeyRow *self,
        const char *text)
{
  for (; *text != '\0' && self->entered->len < MAX_LENGTH; text++)
    {
      if (is_part (self, *text))
        g_string_append_c (self->entered, *text);
    }
  update (self);
}


static void
clear_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  ChatKeyRow *self = CHAT_KEY_ROW (widget);

  wipe (self->entered);
  update (self);
}


/* People copy more than the key: "Authorization: Bearer KEY". Cuts what follows it. */
static const char *
find_key (char *text)
{
  char *start = g_strchomp (text) + strlen (text);

  while (start > text && !g_ascii_isspace (start[-1]))
    start--;

  return start;
}


static void
pasted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ChatKeyRow) self = user_data;
  char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text == NULL)
    return;

  wipe (self->entered);
  append (self, self->password ? text : find_key (text));
  explicit_bzero (text, strlen (text));
  g_free (text);
}


static void
paste_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, pasted_cb,
                                 g_object_ref (widget));
}


static gboolean
key_pressed_cb (ChatKeyRow      *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  const gunichar character = gdk_keyval_to_unicode (keyval);
  char text[] = { (char) character, '\0' };

  if (!gtk_widget_has_focus (GTK_WIDGET (self)) ||
      (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  if (keyval == GDK_KEY_BackSpace && self->entered->len > 0)
    {
      self->entered->str[self->entered->len - 1] = '\0';
      g_string_truncate (self->entered, self->entered->len - 1);
      update (self);
      return GDK_EVENT_STOP;
    }
  if (character >= 128 || !is_part (self, (char) character))
    return GDK_EVENT_PROPAGATE;

  append (self, text);

  return GDK_EVENT_STOP;
}


static void
chat_key_row_finalize (GObject *object)
{
  ChatKeyRow *self = CHAT_KEY_ROW (object);

  wipe (self->entered);
  g_string_free (self->entered, TRUE);

  G_OBJECT_CLASS (chat_key_row_parent_class)->finalize (object);
}


static void
chat_key_row_class_init (ChatKeyRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chat_key_row_finalize;

  gtk_widget_class_install_action (widget_class, "key.paste", NULL, paste_action);
  gtk_widget_class_install_action (widget_class, "key.clear", NULL, clear_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "key.paste",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Insert, GDK_SHIFT_MASK, "key.paste",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "key.clear", NULL);
}


static GtkWidget *
add_button (ChatKeyRow *self,
            const char *icon_name,
            const char *label,
            const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);

  return button;
}


static void
chat_key_row_init (ChatKeyRow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entered = g_string_sized_new (MAX_LENGTH);
  /* The end of a key may hold what markup would take for its own. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Key"));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  add_button (self, "edit-paste-symbolic", _("Paste the key"), "key.paste");
  self->clear = add_button (self, "edit-clear-symbolic", _("Take back what was entered"),
                            "key.clear");
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  update (self);
}


GtkWidget *
chat_key_row_new (void)
{
  return g_object_new (CHAT_TYPE_KEY_ROW, NULL);
}


GtkWidget *
chat_key_row_new_for_password (const char *title)
{
  ChatKeyRow *self = g_object_new (CHAT_TYPE_KEY_ROW, "title", title, NULL);

  self->password = TRUE;

  return GTK_WIDGET (self);
}


void
chat_key_row_set_known (ChatKeyRow *self,
                        const char *key)
{
  g_return_if_fail (CHAT_IS_KEY_ROW (self));

  self->known = key != NULL ? strlen (key) : 0;
  g_strlcpy (self->known_end,
             self->known >= LONG_KEY && !self->password ? key + self->known - END : "",
             sizeof self->known_end);
  update (self);
}


const char *
chat_key_row_get_key (ChatKeyRow *self)
{
  g_return_val_if_fail (CHAT_IS_KEY_ROW (self), NULL);

  return self->entered->len > 0 ? self->entered->str : NULL;
}
