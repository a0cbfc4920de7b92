/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys of one action: taken away, reset, and added by pressing them.
 */

#include "chat-key-editor.h"

#include "chat-accessible.h"
#include "chat-key-capture.h"
#include "chat-title-bin.h"
#include "chat-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define WIDTH     400
#define MIN_WIDTH 320
#define MARGIN    18

struct _ChatKeyEditor
{
  AdwWindow           parent_instance;

  ChatKeymap         *keymap;
  const ChatShortcut *entry;
  char               *wanted;   /* a key of somebody else that was pressed, or NULL */

  GtkListBox         *list;
  ChatKeyCapture     *capture;
  GtkLabel           *status;   /* what became of the last press */
  GtkWidget          *offer;    /* to take the key from somebody else */
  GtkWidget          *take;
};

G_DEFINE_FINAL_TYPE (ChatKeyEditor, chat_key_editor, ADW_TYPE_WINDOW)


/* What a row of digits is, or nothing. */
static const char *
get_hint (const ChatShortcut *entry)
{
  return (entry->flags & CHAT_SHORTCUT_DIGITS) != 0
           ? _("Press a digit from 1 to 9, alone or with Ctrl or Alt. The other digits go along.")
           : "";
}


static void
tell (ChatKeyEditor *self,
      const char    *words)
{
  gtk_label_set_label (self->status, words);
  gtk_widget_set_visible (GTK_WIDGET (self->status), *words != '\0');
  /* The focus stays on the button. */
  chat_key_capture_describe (self->capture, words);
}


static void
drop_wanted (ChatKeyEditor *self)
{
  g_clear_pointer (&self->wanted, g_free);
  gtk_widget_set_visible (self->offer, FALSE);
}


static void
remove_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChatKeyEditor *self = CHAT_KEY_EDITOR (widget);

  drop_wanted (self);
  tell (self, get_hint (self->entry));
  /* The button that was pressed goes. */
  gtk_widget_grab_focus (GTK_WIDGET (self->capture));
  chat_keymap_remove_key (self->keymap, self->entry, g_variant_get_string (parameter, NULL));
}


static void
reset_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  ChatKeyEditor *self = CHAT_KEY_EDITOR (widget);

  drop_wanted (self);
  tell (self, get_hint (self->entry));
  gtk_widget_grab_focus (GTK_WIDGET (self->capture));
  chat_keymap_reset (self->keymap, self->entry);
}


static void
add (ChatKeyEditor *self,
     const char    *key)
{
  g_autofree char *label = chat_key_rules_dup_label (self->entry, key);
  g_autofree char *words =
    (self->entry->flags & CHAT_SHORTCUT_DIGITS) != 0
      /* Translators: %s are nine keys: "Ctrl+1 … Ctrl+9" */
      ? g_strdup_printf (_("%s were added."), label)
      /* Translators: %s is a key: "Ctrl+J" */
      : g_strdup_printf (_("%s was added."), label);

  chat_key_capture_end (self->capture);
  chat_keymap_add_key (self->keymap, self->entry, key);
  drop_wanted (self);
  tell (self, words);
}


static void
take_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChatKeyEditor *self = CHAT_KEY_EDITOR (widget);
  g_autofree char *key = g_steal_pointer (&self->wanted);

  if (key == NULL)
    return;

  gtk_widget_grab_focus (GTK_WIDGET (self->capture));
  add (self, key);
}


static void
leave_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  ChatKeyEditor *self = CHAT_KEY_EDITOR (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->capture));
  drop_wanted (self);
  tell (self, get_hint (self->entry));
}


/* Returns: (transfer full): a sentence for each that has the key, or keys of the row */
static char *
dup_owners (ChatKeyEditor *self,
            const char    *key)
{
  g_autoptr(GString) words = g_string_new (NULL);
  const ChatShortcut *owner = NULL;

  while ((owner = chat_keymap_find_owner (self->keymap, self->entry, key, owner)) != NULL)
    {
      g_autofree char *shared = chat_keymap_dup_shared_key (self->keymap, self->entry, key, owner);
      g_autofree char *label = chat_key_rules_dup_label (owner, shared);

      if (words->len > 0)
        g_string_append_c (words, '\n');
      if ((owner->flags & CHAT_SHORTCUT_DIGITS) != 0)
        /* Translators: a row of keys, and what it does: "Alt+1 … Alt+9 are the keys of “First to
         * ninth conversation”." */
        g_string_append_printf (words, _("%s are the keys of “%s”."), label, _(owner->title));
      else
        /* Translators: a key, and what it does: "Ctrl+N is the key of “New conversation”." */
        g_string_append_printf (words, _("%s is the key of “%s”."), label, _(owner->title));
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}


/* Returns: (transfer full) (nullable): what stands against the key */
static char *
dup_objection (ChatKeyEditor      *self,
               ChatKeyVerdict      verdict,
               const char         *key,
               const ChatShortcut *other)
{
  g_autofree char *shared =
    verdict == CHAT_KEY_FIXED
      ? chat_keymap_dup_shared_key (self->keymap, self->entry, key, other)
      : NULL;
  g_autofree char *label = shared != NULL ? chat_key_rules_dup_label (other, shared)
                                          : chat_key_rules_dup_label (self->entry, key);

  switch (verdict)
    {
    case CHAT_KEY_OWN:
      return g_strdup_printf (_("%s is there already."), label);

    case CHAT_KEY_TAKEN:
      return dup_owners (self, key);

    case CHAT_KEY_FIXED:
      return g_strdup_printf (_("%s is the key of “%s”, which has to keep it."), label,
                              _(other->title));

    case CHAT_KEY_RESERVED:
      return g_strdup_printf (_("%s is needed to move about and to write."), label);

    case CHAT_KEY_TYPES:
      return g_strdup_printf (_("%s would write or move in a text. Press it with Ctrl or Alt."),
                              label);

    case CHAT_KEY_NO_DIGIT:
      return g_strdup (get_hint (self->entry));

    case CHAT_KEY_FREE:
    default:
      return NULL;
    }
}


/* Whoever pressed a key that cannot be may press the next one. */
static void
captured_cb (ChatKeyEditor *self,
             const char    *pressed)
{
  gboolean digits = (self->entry->flags & CHAT_SHORTCUT_DIGITS) != 0;
  g_autofree char *row = digits ? chat_key_rules_dup_row (pressed) : NULL;
  const char *key = row != NULL ? row : pressed;
  const ChatShortcut *other;
  ChatKeyVerdict verdict = chat_keymap_judge (self->keymap, self->entry, key, &other);
  g_autofree char *objection = dup_objection (self, verdict, key, other);

  drop_wanted (self);
  if (objection == NULL)
    {
      add (self, key);
      return;
    }

  tell (self, objection);
  if (verdict != CHAT_KEY_TAKEN)
    return;

  self->wanted = g_strdup (key);
  chat_key_capture_end (self->capture);
  gtk_widget_set_visible (self->offer, TRUE);
  gtk_widget_grab_focus (self->take);
}


static GtkWidget *
new_row (ChatKeyEditor *self,
         const char    *key)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-delete-symbolic");
  g_autofree char *label = chat_key_rules_dup_label (self->entry, key);
  /* Translators: a button; %s is a key: "Remove Ctrl+J" */
  g_autofree char *name = g_strdup_printf (_("Remove %s"), label);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  /* Only its button can be pressed. */
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", key);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "key.remove");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}


static void
update (ChatKeyEditor *self)
{
  const char *keys = chat_keymap_get_keys (self->keymap, self->entry->action);
  g_auto(GStrv) list = g_strsplit (keys, " ", -1);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; list[i] != NULL; i++)
    gtk_list_box_append (self->list, new_row (self, list[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->list), *list != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->capture),
                            g_strv_length (list) < CHAT_KEYMAP_MAX_KEYS);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "key.reset",
                                 chat_keymap_is_changed (self->keymap, self->entry->action));
}


static void
chat_key_editor_dispose (GObject *object)
{
  ChatKeyEditor *self = CHAT_KEY_EDITOR (object);

  g_clear_object (&self->keymap);
  g_clear_pointer (&self->wanted, g_free);

  G_OBJECT_CLASS (chat_key_editor_parent_class)->dispose (object);
}


static void
chat_key_editor_class_init (ChatKeyEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_key_editor_dispose;
  gtk_widget_class_install_action (widget_class, "key.remove", "s", remove_action);
  gtk_widget_class_install_action (widget_class, "key.reset", NULL, reset_action);
  gtk_widget_class_install_action (widget_class, "key.take", NULL, take_action);
  gtk_widget_class_install_action (widget_class, "key.leave", NULL, leave_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
}


static GtkWidget *
new_button (const char *label,
            const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);

  return button;
}


static void
add_status (ChatKeyEditor *self,
            GtkBox        *box)
{
  self->status = g_object_new (GTK_TYPE_LABEL,
                               "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                               "wrap", TRUE,
                               "xalign", 0.0,
                               "visible", FALSE,
                               NULL);
  self->offer = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_set_homogeneous (GTK_BOX (self->offer), TRUE);
  gtk_widget_set_visible (self->offer, FALSE);
  self->take = new_button (_("_Take it away there"), "key.take");
  gtk_box_append (GTK_BOX (self->offer), self->take);
  gtk_box_append (GTK_BOX (self->offer), new_button (_("_Leave it"), "key.leave"));
  gtk_box_append (box, GTK_WIDGET (self->status));
  gtk_box_append (box, self->offer);
}


static void
chat_key_editor_init (ChatKeyEditor *self)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  chat_accessible_keep_role (GTK_WIDGET (self));
  chat_words_fit_window (GTK_WIDGET (self));
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, -1);
  gtk_widget_set_size_request (GTK_WIDGET (self), MIN_WIDTH, -1);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);

  gtk_widget_add_css_class (bar, "flat");
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), chat_title_bin_new (GTK_WINDOW (self)));
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), new_button (_("_Reset"), "key.reset"));
  g_object_set (box, "margin-start", MARGIN, "margin-end", MARGIN, "margin-bottom", MARGIN, NULL);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Keys"),
                                  -1);
  self->capture = CHAT_KEY_CAPTURE (chat_key_capture_new ());
  g_signal_connect_object (self->capture, "captured", G_CALLBACK (captured_cb), self,
                           G_CONNECT_SWAPPED);

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->capture));
  add_status (self, GTK_BOX (box));
  gtk_box_append (GTK_BOX (outer), bar);
  gtk_box_append (GTK_BOX (outer), box);
  adw_window_set_content (ADW_WINDOW (self), outer);
}


GtkWidget *
chat_key_editor_new (GtkWindow          *parent,
                     ChatKeymap         *keymap,
                     const ChatShortcut *entry)
{
  ChatKeyEditor *self = g_object_new (CHAT_TYPE_KEY_EDITOR,
                                      "transient-for", parent,
                                      "title", _(entry->title),
                                      NULL);

  g_return_val_if_fail ((entry->flags & CHAT_SHORTCUT_FIXED) == 0, GTK_WIDGET (self));

  self->keymap = g_object_ref (keymap);
  self->entry = entry;
  g_signal_connect_object (keymap, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  tell (self, get_hint (entry));
  gtk_widget_grab_focus (GTK_WIDGET (self->capture));

  return GTK_WIDGET (self);
}
