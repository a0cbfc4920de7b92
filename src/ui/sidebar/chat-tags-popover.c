/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A popover in which a conversation gets and loses tags.
 */

#include "chat-tags-popover.h"

#include "chat-popover-width.h"
#include "chat-words.h"

#include <glib/gi18n.h>

/* More scroll, so that the entry below stays on the screen. */
#define MAX_UNSCROLLED 7
#define MAX_LIST_HEIGHT 240
#define WIDTH_CHARS 24

struct _ChatTagsPopover
{
  GtkPopover   parent_instance;

  ChatHistory *history;
  char        *uid;
  GtkWidget   *scrolled_window;
  GtkWidget   *box;      /* a GtkCheckButton for each tag, sorted */
  GtkWidget   *entry;
  guint        n_checks;
};

G_DEFINE_FINAL_TYPE (ChatTagsPopover, chat_tags_popover, GTK_TYPE_POPOVER)


static void
save (ChatTagsPopover *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) tags = NULL;

  for (GtkWidget *check = gtk_widget_get_first_child (self->box);
       check != NULL;
       check = gtk_widget_get_next_sibling (check))
    {
      if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
        g_strv_builder_add (builder, gtk_check_button_get_label (GTK_CHECK_BUTTON (check)));
    }

  tags = g_strv_builder_end (builder);
  chat_history_set_tags (self->history, self->uid, (const char * const *) tags);
}


static GtkWidget *
find_check (ChatTagsPopover *self,
            const char      *tag)
{
  for (GtkWidget *check = gtk_widget_get_first_child (self->box);
       check != NULL;
       check = gtk_widget_get_next_sibling (check))
    {
      if (g_str_equal (gtk_check_button_get_label (GTK_CHECK_BUTTON (check)), tag))
        return check;
    }

  return NULL;
}


/* The one that a new check has to follow. */
static GtkWidget *
find_place (ChatTagsPopover *self,
            const char      *tag)
{
  GtkWidget *place = NULL;

  for (GtkWidget *check = gtk_widget_get_first_child (self->box);
       check != NULL
       && g_utf8_collate (gtk_check_button_get_label (GTK_CHECK_BUTTON (check)), tag) < 0;
       check = gtk_widget_get_next_sibling (check))
    place = check;

  return place;
}


static void
add_check (ChatTagsPopover *self,
           const char      *tag,
           gboolean         active)
{
  GtkWidget *check = gtk_check_button_new_with_label (tag);

  chat_words_fit (check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), active);
  g_signal_connect_object (check, "toggled", G_CALLBACK (save), self, G_CONNECT_SWAPPED);
  gtk_box_insert_child_after (GTK_BOX (self->box), check, find_place (self, tag));
  gtk_widget_set_visible (self->scrolled_window, TRUE);

  /* A window that could scroll is never lower than its bar. */
  self->n_checks++;
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled_window), GTK_POLICY_NEVER,
                                  self->n_checks > MAX_UNSCROLLED ? GTK_POLICY_AUTOMATIC
                                                                  : GTK_POLICY_NEVER);
}


static void
entry_activate_cb (ChatTagsPopover *self)
{
  g_autofree char *tag = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  GtkWidget *check = find_check (self, tag);

  if (tag[0] == '\0')
    {
      gtk_popover_popdown (GTK_POPOVER (self));
      return;
    }

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  if (check != NULL)
    {
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
      return;
    }

  add_check (self, tag, TRUE);
  save (self);
}


static void
fill (ChatTagsPopover *self)
{
  ChatConversationInfo *info = chat_history_get_info (self->history, self->uid);
  g_auto(GStrv) all = chat_history_dup_tags (self->history);
  const char * const *tags;

  if (info == NULL)
    return;

  tags = chat_conversation_info_get_tags (info);
  for (guint i = 0; all[i] != NULL; i++)
    add_check (self, all[i], g_strv_contains (tags, all[i]));
  for (guint i = 0; tags[i] != NULL; i++)
    {
      if (find_check (self, tags[i]) == NULL)
        add_check (self, tags[i], TRUE);
    }
}


static void
chat_tags_popover_dispose (GObject *object)
{
  ChatTagsPopover *self = CHAT_TAGS_POPOVER (object);

  g_clear_object (&self->history);
  g_clear_pointer (&self->uid, g_free);

  G_OBJECT_CLASS (chat_tags_popover_parent_class)->dispose (object);
}


/* One writes, whatever stands above. */
static void
chat_tags_popover_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (chat_tags_popover_parent_class)->map (widget);

  gtk_widget_grab_focus (CHAT_TAGS_POPOVER (widget)->entry);
}


static void
chat_tags_popover_class_init (ChatTagsPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_tags_popover_dispose;
  GTK_WIDGET_CLASS (klass)->map = chat_tags_popover_map;
}


static GtkWidget *
new_list (ChatTagsPopover *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->scrolled_window = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scrolled_window),
                                                    TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scrolled_window),
                                              MAX_LIST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled_window), self->box);
  gtk_widget_set_visible (self->scrolled_window, FALSE);

  return self->scrolled_window;
}


static GtkWidget *
new_entry (ChatTagsPopover *self)
{
  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _("Add a tag"));
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), WIDTH_CHARS);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Add a tag"),
                                  -1);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activate_cb), self,
                           G_CONNECT_SWAPPED);

  return self->entry;
}


static void
chat_tags_popover_init (ChatTagsPopover *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (content), new_list (self));
  gtk_box_append (GTK_BOX (content), new_entry (self));
  chat_popover_set_narrow_child (GTK_POPOVER (self), content);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Tags of the conversation"),
                                  -1);
}


GtkWidget *
chat_tags_popover_new (ChatHistory *history,
                       const char  *uid)
{
  ChatTagsPopover *self = g_object_new (CHAT_TYPE_TAGS_POPOVER, NULL);

  self->history = g_object_ref (history);
  self->uid = g_strdup (uid);
  fill (self);

  return GTK_WIDGET (self);
}
