/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row of the sidebar: a conversation's title and what goes on in it, below the heading of its
 * group if it is the first of that.
 */

#include "chat-sidebar-row.h"

#include "chat-date-group.h"

#include <glib/gi18n.h>

struct _ChatSidebarRow
{
  GtkWidget             parent_instance;

  ChatConversationInfo *info;       /* nullable */
  ChatConversationInfo *previous;   /* nullable */
  GDateTime            *now;

  GtkLabel             *heading;
  GtkWidget            *body;
  GtkLabel             *title;
  GtkWidget            *streaming;
  GtkWidget            *dot;
};

G_DEFINE_FINAL_TYPE (ChatSidebarRow, chat_sidebar_row, GTK_TYPE_WIDGET)


/* FALSE while nothing is known of it yet. */
static gboolean
get_group (ChatSidebarRow       *self,
           ChatConversationInfo *info,
           ChatDateGroup        *group)
{
  if (info == NULL || chat_conversation_info_get_uid (info) == NULL)
    return FALSE;

  *group = chat_date_group_get (chat_conversation_info_get_pinned (info),
                                chat_conversation_info_get_updated (info), self->now);

  return TRUE;
}


static gboolean
begins_group (ChatSidebarRow *self,
              ChatDateGroup  *group)
{
  ChatDateGroup above;

  if (!get_group (self, self->info, group))
    return FALSE;

  if (self->previous == NULL)
    return TRUE;

  return get_group (self, self->previous, &above) && !chat_date_group_equal (&above, group);
}


static void
update_heading (ChatSidebarRow *self)
{
  g_autofree char *heading = NULL;
  ChatDateGroup group;

  if (begins_group (self, &group))
    heading = chat_date_group_dup_title (&group, self->now);

  gtk_label_set_label (self->heading, heading != NULL ? heading : "");
  gtk_widget_set_visible (GTK_WIDGET (self->heading), heading != NULL);
}


static void
append_word (GString    *words,
             gboolean    condition,
             const char *word)
{
  if (!condition)
    return;

  if (words->len > 0)
    /* Translators: between the things that are said of a conversation: "Pinned, a reply is being
     * written". */
    g_string_append (words, C_("state", ", "));
  g_string_append (words, word);
}


static char *
dup_state (ChatConversationInfo *info)
{
  ChatActivity activity = chat_conversation_info_get_activity (info);
  g_autoptr(GString) words = g_string_new (NULL);

  append_word (words, chat_conversation_info_get_pinned (info), C_("state", "Pinned"));
  append_word (words, chat_conversation_info_get_archived (info), C_("state", "Archived"));
  append_word (words, chat_conversation_info_get_trashed (info) != 0, C_("state", "In the trash"));
  append_word (words, activity == CHAT_ACTIVITY_STREAMING, C_("state", "A reply is being written"));
  append_word (words, activity == CHAT_ACTIVITY_UNREAD, C_("state", "Unread reply"));

  return g_string_free (g_steal_pointer (&words), FALSE);
}


/* What a screen reader meets is the list's own widget around this one. */
static void
update_accessible (ChatSidebarRow *self)
{
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *state = NULL;

  if (item == NULL || self->info == NULL)
    return;

  state = dup_state (self->info);
  gtk_accessible_update_property (GTK_ACCESSIBLE (item),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_label_get_label (self->title),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, state,
                                  -1);
}


static const char *
get_title (ChatConversationInfo *info)
{
  const char *title;

  if (info == NULL || chat_conversation_info_get_uid (info) == NULL)
    return "";

  title = chat_conversation_info_get_title (info);

  return title != NULL && title[0] != '\0' ? title : _("New conversation");
}


static void
update (ChatSidebarRow *self)
{
  ChatActivity activity =
    self->info != NULL ? chat_conversation_info_get_activity (self->info) : CHAT_ACTIVITY_NONE;

  gtk_label_set_label (self->title, get_title (self->info));
  gtk_widget_set_visible (self->streaming, activity == CHAT_ACTIVITY_STREAMING);
  gtk_widget_set_visible (self->dot, activity == CHAT_ACTIVITY_UNREAD);
  if (activity == CHAT_ACTIVITY_UNREAD)
    gtk_widget_add_css_class (self->body, "unread");
  else
    gtk_widget_remove_css_class (self->body, "unread");

  update_heading (self);
  update_accessible (self);
}


static void
follow (ChatSidebarRow        *self,
        ChatConversationInfo **place,
        ChatConversationInfo  *info,
        GCallback              changed_cb)
{
  if (*place == info)
    return;

  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, changed_cb, self);
  g_set_object (place, info);
  if (info != NULL)
    g_signal_connect_object (info, "notify", changed_cb, self, G_CONNECT_SWAPPED);
}


/* The heading has no part in what a click on the row does. */
static void
heading_pressed_cb (GtkGestureClick *gesture,
                    int              n_press,
                    double           x,
                    double           y,
                    gpointer         user_data)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}


/* The rest of a title that is cut. */
static gboolean
title_query_tooltip_cb (GtkLabel   *label,
                        int         x,
                        int         y,
                        gboolean    keyboard,
                        GtkTooltip *tooltip,
                        gpointer    user_data)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (label)))
    return FALSE;

  gtk_tooltip_set_text (tooltip, gtk_label_get_label (label));

  return TRUE;
}


static void
chat_sidebar_row_dispose (GObject *object)
{
  ChatSidebarRow *self = CHAT_SIDEBAR_ROW (object);

  follow (self, &self->info, NULL, G_CALLBACK (update));
  follow (self, &self->previous, NULL, G_CALLBACK (update_heading));
  gtk_widget_dispose_template (GTK_WIDGET (self), CHAT_TYPE_SIDEBAR_ROW);
  g_clear_pointer (&self->now, g_date_time_unref);

  G_OBJECT_CLASS (chat_sidebar_row_parent_class)->dispose (object);
}


static void
chat_sidebar_row_class_init (ChatSidebarRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_sidebar_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/ClaudeChat/ui/chat-sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ChatSidebarRow, heading);
  gtk_widget_class_bind_template_child (widget_class, ChatSidebarRow, body);
  gtk_widget_class_bind_template_child (widget_class, ChatSidebarRow, title);
  gtk_widget_class_bind_template_child (widget_class, ChatSidebarRow, streaming);
  gtk_widget_class_bind_template_child (widget_class, ChatSidebarRow, dot);
  gtk_widget_class_bind_template_callback (widget_class, heading_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, title_query_tooltip_cb);
}


static void
chat_sidebar_row_init (ChatSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}


GtkWidget *
chat_sidebar_row_new (void)
{
  return g_object_new (CHAT_TYPE_SIDEBAR_ROW, NULL);
}


void
chat_sidebar_row_set (ChatSidebarRow       *self,
                      ChatConversationInfo *info,
                      ChatConversationInfo *previous,
                      GDateTime            *now)
{
  g_return_if_fail (CHAT_IS_SIDEBAR_ROW (self));

  if (self->now != now)
    {
      g_clear_pointer (&self->now, g_date_time_unref);
      self->now = g_date_time_ref (now);
    }
  follow (self, &self->info, info, G_CALLBACK (update));
  follow (self, &self->previous, previous, G_CALLBACK (update_heading));
  update (self);
}


ChatConversationInfo *
chat_sidebar_row_get_info (ChatSidebarRow *self)
{
  g_return_val_if_fail (CHAT_IS_SIDEBAR_ROW (self), NULL);

  return self->info;
}


GtkWidget *
chat_sidebar_row_get_body (ChatSidebarRow *self)
{
  g_return_val_if_fail (CHAT_IS_SIDEBAR_ROW (self), NULL);

  return self->body;
}
