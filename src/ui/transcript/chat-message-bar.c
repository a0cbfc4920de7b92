/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands at the end of a message's role line: its tools, and the switch between its versions.
 */

#include "chat-message-bar.h"

#include "chat-message-time.h"
#include "chat-shortcuts.h"
#include "chat-words.h"

#include <glib/gi18n.h>

#define PARTS_APART 6

struct _ChatMessageBar
{
  GtkWidget    parent_instance;

  ChatMessage *message;     /* or NULL */
  guint        n_siblings;
  guint        position;
  gboolean     copied;

  GtkWidget   *tools;
  GtkWidget   *time;
  GtkWidget   *copy;
  GtkWidget   *again;       /* edits a prompt, regenerates a reply */
  GtkWidget   *menu;
  GtkWidget   *versions;
  GtkWidget   *previous;
  GtkWidget   *label;
  GtkWidget   *next;
};

G_DEFINE_FINAL_TYPE (ChatMessageBar, chat_message_bar, GTK_TYPE_WIDGET)

static void
name_widget (GtkWidget  *widget,
             const char *name)
{
  gtk_widget_set_tooltip_text (widget, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Names a button and gives it the action, whose key is in the tooltip. */
static void
set_verb (GtkWidget  *button,
          const char *name,
          const char *action,
          const char *uid)
{
  name_widget (button, name);
  chat_shortcuts_set_tooltip (button, name, action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", uid);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
}

static void
append_verb (GMenu      *menu,
             const char *label,
             const char *action,
             const char *uid)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  if (uid != NULL)
    g_menu_item_set_action_and_target (item, action, "s", uid);
  else
    g_menu_item_set_action_and_target (item, action, NULL);
  g_menu_append_item (menu, item);
}

static GMenuModel *
new_menu (const char *uid)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) branches = g_menu_new ();
  g_autoptr(GMenu) last = g_menu_new ();

  append_verb (branches, _("_Fork from here"), "chat.fork", uid);
  append_verb (branches, _("All _branches"), "chat.show-branches", NULL);
  append_verb (last, _("_Links"), "transcript.links", uid);
  append_verb (last, _("De_tails"), "chat.details", uid);
  append_verb (last, _("_Delete"), "chat.delete", uid);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (branches));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));

  return G_MENU_MODEL (menu);
}

static void
show_time (ChatMessageBar   *self,
           ChatConversation *conversation)
{
  g_autofree char *words = chat_message_time_describe (conversation, self->message,
                                                       g_get_real_time () / 1000);

  gtk_label_set_label (GTK_LABEL (self->time), words);
}

static void
show_message (ChatMessageBar *self)
{
  const char *uid = chat_message_get_uid (self->message);
  gboolean user = chat_message_get_role (self->message) == CHAT_ROLE_USER;
  g_autoptr(GMenuModel) menu = new_menu (uid);

  self->copied = FALSE;
  gtk_button_set_icon_name (GTK_BUTTON (self->copy), "edit-copy-symbolic");
  set_verb (self->copy, C_("button", "Copy"), "chat.copy", uid);
  gtk_button_set_icon_name (GTK_BUTTON (self->again),
                            user ? "document-edit-symbolic" : "view-refresh-symbolic");
  if (user)
    set_verb (self->again, C_("button", "Edit"), "chat.edit", uid);
  else
    set_verb (self->again, C_("button", "Regenerate"), "chat.regenerate", uid);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), menu);
  chat_words_fit_menu_button (GTK_MENU_BUTTON (self->menu));
  set_verb (self->previous, _("Previous version"), "chat.previous-version", uid);
  set_verb (self->next, _("Next version"), "chat.next-version", uid);
}

/* GTK leaves the window without a focus when the button that has it can no longer be pressed. */
static void
set_sensitive (GtkWidget *button,
               gboolean   sensitive,
               GtkWidget *other)
{
  if (!sensitive && gtk_widget_has_focus (button))
    {
      gtk_widget_set_sensitive (other, TRUE);
      gtk_widget_grab_focus (other);
    }
  gtk_widget_set_sensitive (button, sensitive);
}

static void
show_versions (ChatMessageBar *self)
{
  /* Translators: which version of a message is shown: "2 of 3". */
  g_autofree char *words = g_strdup_printf (_("%u of %u"), self->position + 1, self->n_siblings);
  /* Translators: the same for those who hear it: "Version 2 of 3". */
  g_autofree char *spoken = g_strdup_printf (_("Version %u of %u"), self->position + 1,
                                             self->n_siblings);

  gtk_widget_set_visible (self->versions, self->n_siblings > 1);
  gtk_label_set_label (GTK_LABEL (self->label), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->versions),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  set_sensitive (self->previous, self->position > 0, self->next);
  set_sensitive (self->next, self->position + 1 < self->n_siblings, self->previous);
}

static GtkWidget *
new_button (void)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);

  return button;
}

static void
copy_clicked_cb (ChatMessageBar *self)
{
  chat_message_bar_set_copied (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "view.announce", "s", C_("button", "Copied"));
}

static GtkWidget *
new_tools (ChatMessageBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->time = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->time), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->time, "message-time");
  gtk_widget_add_css_class (self->time, "numeric");
  gtk_widget_add_css_class (self->time, "dim");
  self->copy = new_button ();
  g_signal_connect_object (self->copy, "clicked", G_CALLBACK (copy_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  self->again = new_button ();
  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "view-more-symbolic");
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_widget_set_valign (self->menu, GTK_ALIGN_CENTER);
  name_widget (self->menu, _("More"));
  gtk_box_append (GTK_BOX (box), self->time);
  gtk_box_append (GTK_BOX (box), self->copy);
  gtk_box_append (GTK_BOX (box), self->again);
  gtk_box_append (GTK_BOX (box), self->menu);
  gtk_widget_add_css_class (box, "message-tools");

  return box;
}

static GtkWidget *
new_versions (ChatMessageBar *self)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);

  self->previous = new_button ();
  self->next = new_button ();
  self->label = gtk_label_new (NULL);
  gtk_button_set_icon_name (GTK_BUTTON (self->previous), "go-previous-symbolic");
  gtk_button_set_icon_name (GTK_BUTTON (self->next), "go-next-symbolic");
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_box_append (GTK_BOX (box), self->previous);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_box_append (GTK_BOX (box), self->next);
  gtk_widget_add_css_class (box, "message-versions");

  return box;
}

static void
chat_message_bar_dispose (GObject *object)
{
  ChatMessageBar *self = CHAT_MESSAGE_BAR (object);

  g_clear_pointer (&self->tools, gtk_widget_unparent);
  g_clear_pointer (&self->versions, gtk_widget_unparent);
  g_clear_object (&self->message);

  G_OBJECT_CLASS (chat_message_bar_parent_class)->dispose (object);
}

static void
chat_message_bar_class_init (ChatMessageBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_message_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
chat_message_bar_init (ChatMessageBar *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), PARTS_APART);
  gtk_widget_set_size_request (GTK_WIDGET (self), -1, CHAT_MESSAGE_BAR_HEIGHT);
  self->tools = new_tools (self);
  gtk_widget_set_parent (self->tools, GTK_WIDGET (self));
  /* At the very end, where it stays while the tools come and go. */
  self->versions = new_versions (self);
  gtk_widget_set_parent (self->versions, GTK_WIDGET (self));
}

GtkWidget *
chat_message_bar_new (void)
{
  return g_object_new (CHAT_TYPE_MESSAGE_BAR, NULL);
}

gboolean
chat_message_bar_set_message (ChatMessageBar   *self,
                              ChatConversation *conversation,
                              ChatMessage      *message,
                              gboolean          tools)
{
  guint n_siblings;
  guint position;

  g_return_val_if_fail (CHAT_IS_MESSAGE_BAR (self), FALSE);

  position = chat_conversation_get_sibling_position (conversation, message, &n_siblings);
  if (message == self->message && position == self->position &&
      n_siblings == self->n_siblings && tools == gtk_widget_get_visible (self->tools))
    return FALSE;

  self->position = position;
  self->n_siblings = n_siblings;
  if (g_set_object (&self->message, message) || (self->copied && !tools))
    show_message (self);
  show_time (self, conversation);
  show_versions (self);
  gtk_widget_set_visible (self->tools, tools);
  return TRUE;
}

ChatMessage *
chat_message_bar_get_message (ChatMessageBar *self)
{
  g_return_val_if_fail (CHAT_IS_MESSAGE_BAR (self), NULL);

  return self->message;
}

void
chat_message_bar_set_copied (ChatMessageBar *self)
{
  g_return_if_fail (CHAT_IS_MESSAGE_BAR (self));

  self->copied = TRUE;
  gtk_button_set_icon_name (GTK_BUTTON (self->copy), "object-select-symbolic");
  name_widget (self->copy, C_("button", "Copied"));
}

gboolean
chat_message_bar_has_tools (ChatMessageBar *self)
{
  g_return_val_if_fail (CHAT_IS_MESSAGE_BAR (self), FALSE);

  return gtk_widget_get_mapped (self->tools);
}

static gboolean
is_menu_open (ChatMessageBar *self)
{
  GtkPopover *popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->menu));

  return popover != NULL && gtk_widget_get_visible (GTK_WIDGET (popover));
}

gboolean
chat_message_bar_is_in_use (ChatMessageBar *self)
{
  g_return_val_if_fail (CHAT_IS_MESSAGE_BAR (self), FALSE);

  return is_menu_open (self) ||
         (gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}
