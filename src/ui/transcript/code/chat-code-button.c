/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The buttons of a block of code: one copies it, one lets its lines wrap or not.
 */

#include "chat-code-button.h"

#include "chat-keymap.h"

#include <glib/gi18n.h>

#define COPIED_MS  2000
#define PART_SPACE 6

struct _ChatCodeButton
{
  GtkWidget  parent_instance;

  char      *uid;       /* of the message, or NULL */
  char      *head;      /* of the block, or NULL */
  guint      number;
  ChatCodeLines lines;
  gboolean   key;       /* the key that copies is shown, if there is one */
  guint      copied;    /* source that ends the word, or 0 */

  GtkWidget *wrap;
  GtkWidget *button;
  GtkWidget *cap;
  GtkWidget *icon;
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (ChatCodeButton, chat_code_button, GTK_TYPE_WIDGET)

static void
show_words (ChatCodeButton *self)
{
  gboolean copied = self->copied != 0;

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                copied ? "object-select-symbolic" : "edit-copy-symbolic");
  gtk_label_set_label (GTK_LABEL (self->label), copied ? C_("button", "Copied")
                                                       : C_("button", "Copy"));
}

static gboolean
copied_over_cb (gpointer user_data)
{
  ChatCodeButton *self = user_data;

  self->copied = 0;
  show_words (self);
  return G_SOURCE_REMOVE;
}

static void
end_copied (ChatCodeButton *self)
{
  g_clear_handle_id (&self->copied, g_source_remove);
  show_words (self);
}

static void
show_key (ChatCodeButton *self)
{
  g_autofree char *label =
    self->key ? chat_shortcuts_dup_nth_label (GTK_WIDGET (self), "code.copy", self->number) : NULL;

  gtk_label_set_label (GTK_LABEL (self->cap), label != NULL ? label : "");
  gtk_widget_set_visible (self->cap, label != NULL);
}

static void
add_content (ChatCodeButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, PART_SPACE);

  gtk_widget_set_direction (box, GTK_TEXT_DIR_LTR);
  self->cap = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->cap, "keycap");
  gtk_widget_set_valign (self->cap, GTK_ALIGN_CENTER);
  self->icon = gtk_image_new ();
  self->label = gtk_label_new (NULL);
  gtk_box_append (GTK_BOX (box), self->cap);
  gtk_box_append (GTK_BOX (box), self->icon);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_button_set_child (GTK_BUTTON (self->button), box);
}

static void
chat_code_button_dispose (GObject *object)
{
  ChatCodeButton *self = CHAT_CODE_BUTTON (object);

  g_clear_handle_id (&self->copied, g_source_remove);
  g_clear_pointer (&self->wrap, gtk_widget_unparent);
  g_clear_pointer (&self->button, gtk_widget_unparent);

  G_OBJECT_CLASS (chat_code_button_parent_class)->dispose (object);
}

static void
chat_code_button_finalize (GObject *object)
{
  g_free (CHAT_CODE_BUTTON (object)->uid);
  g_free (CHAT_CODE_BUTTON (object)->head);

  G_OBJECT_CLASS (chat_code_button_parent_class)->finalize (object);
}

static void
chat_code_button_class_init (ChatCodeButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_code_button_dispose;
  G_OBJECT_CLASS (klass)->finalize = chat_code_button_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static GtkWidget *
add_button (ChatCodeButton *self)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "code-copy");
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_size_request (button, -1, CHAT_CODE_BUTTON_HEIGHT);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  return button;
}

static void
chat_code_button_init (ChatCodeButton *self)
{
  self->wrap = add_button (self);
  self->button = add_button (self);
  /* As the code and its line do. */
  gtk_widget_set_direction (GTK_WIDGET (self), GTK_TEXT_DIR_LTR);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_END);
  add_content (self);
  show_words (self);
  g_signal_connect_object (chat_keymap_get (gtk_widget_get_display (GTK_WIDGET (self))), "changed",
                           G_CALLBACK (show_key), self, G_CONNECT_SWAPPED);
}

GtkWidget *
chat_code_button_new (void)
{
  return g_object_new (CHAT_TYPE_CODE_BUTTON, NULL);
}

/* @taken: (transfer full) */
static void
speak (GtkWidget *button,
       char      *taken)
{
  g_autofree char *words = taken;

  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/* What can be heard of the buttons; the head grows while code comes. */
static void
set_head (ChatCodeButton *self,
          const char     *head)
{
  if (g_strcmp0 (self->head, head) == 0)
    return;

  g_free (self->head);
  self->head = g_strdup (head);
  /* Translators: what a button copies, for those who hear it. */
  speak (self->button, g_strdup_printf (_("Copy code: %s"), head));
}

static void
set_lines (ChatCodeButton *self,
           ChatCodeLines   lines)
{
  gboolean wraps = lines == CHAT_CODE_WRAPPED;

  self->lines = lines;
  gtk_widget_set_visible (self->wrap, lines != CHAT_CODE_FITS);
  gtk_button_set_icon_name (GTK_BUTTON (self->wrap), wraps ? "chat-unwrap-symbolic"
                                                           : "chat-wrap-symbolic");
  gtk_widget_set_tooltip_text (self->wrap, wraps ? _("Don’t wrap lines") : _("Wrap lines"));
  /* Translators: the same for the lines of code that are longer than their card is wide. */
  speak (self->wrap, wraps ? g_strdup_printf (_("Don’t wrap lines of code: %s"), self->head)
                           : g_strdup_printf (_("Wrap lines of code: %s"), self->head));
}

static void
set_place (ChatCodeButton      *self,
           const ChatCodePlace *place)
{
  const char *uid = chat_message_get_uid (place->message);

  g_free (self->uid);
  self->uid = g_strdup (uid);
  self->number = place->number;
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "(su)", uid, self->number);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "code.copy");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->wrap), "(su)", uid, self->number);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->wrap), "code.wrap");
  end_copied (self);
}

gboolean
chat_code_button_set (ChatCodeButton      *self,
                      const ChatCodePlace *place,
                      const char          *head,
                      ChatCodeLines        lines,
                      gboolean             key)
{
  gboolean same = g_strcmp0 (self->uid, chat_message_get_uid (place->message)) == 0 &&
                  self->number == place->number;
  gboolean same_lines = self->lines == lines && self->head != NULL &&
                        g_str_equal (self->head, head);

  g_return_val_if_fail (CHAT_IS_CODE_BUTTON (self), FALSE);

  set_head (self, head);
  if (!same_lines)
    set_lines (self, lines);
  key = key && place->number < CHAT_SHORTCUTS_N_DIGITS;
  if (same && same_lines && self->key == key)
    return FALSE;

  if (!same)
    set_place (self, place);
  self->key = key;
  show_key (self);
  return TRUE;
}

void
chat_code_button_set_copied (ChatCodeButton *self)
{
  g_return_if_fail (CHAT_IS_CODE_BUTTON (self));

  g_clear_handle_id (&self->copied, g_source_remove);
  self->copied = g_timeout_add (COPIED_MS, copied_over_cb, self);
  show_words (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "view.announce", "s", C_("button", "Copied"));
}

gboolean
chat_code_button_is_in_use (ChatCodeButton *self)
{
  g_return_val_if_fail (CHAT_IS_CODE_BUTTON (self), FALSE);

  return (gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}
