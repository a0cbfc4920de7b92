/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row of the sidebar: a conversation's title and what goes on in it, below the heading of its
 * group if it is the first of that.
 */

#include "chat-sidebar-row.h"

#include "chat-date-group.h"
#include "chat-row-title.h"

#include <glib/gi18n.h>

struct _ChatSidebarRow
{
  GtkWidget             parent_instance;

  ChatConversationInfo *info;       /* nullable */
  ChatConversationInfo *previous;   /* nullable */
  GDateTime            *now;

  GtkWidget            *heading;    /* nullable: made for the first group that begins here */
  ChatRowTitle         *title;
  gboolean              described;  /* the screen reader has been told more than the title */
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


static GtkWidget *
new_heading (void)
{
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL,
                                     "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                                     "xalign", 0.0,
                                     "ellipsize", PANGO_ELLIPSIZE_END,
                                     NULL);
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (heading_pressed_cb), NULL);
  gtk_widget_add_controller (heading, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_css_class (heading, "group-heading");
  gtk_widget_add_css_class (heading, "dim");

  return heading;
}


static void
show_heading (ChatSidebarRow *self,
              const char     *text)
{
  if (self->heading == NULL)
    {
      self->heading = new_heading ();
      gtk_widget_insert_after (self->heading, GTK_WIDGET (self), NULL);
    }
  gtk_label_set_label (GTK_LABEL (self->heading), text);
  gtk_widget_set_visible (self->heading, TRUE);
}


static void
update_heading (ChatSidebarRow *self)
{
  g_autofree char *heading = NULL;
  ChatDateGroup group;

  if (begins_group (self, &group))
    {
      heading = chat_date_group_dup_title (&group, self->now);
      show_heading (self, heading);
    }
  else if (self->heading != NULL)
    {
      gtk_widget_set_visible (self->heading, FALSE);
    }
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

  gtk_accessible_update_property (GTK_ACCESSIBLE (item),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  chat_row_title_get_text (self->title),
                                  -1);
  state = dup_state (self->info);
  if (state[0] == '\0' && !self->described)
    return;

  self->described = state[0] != '\0';
  gtk_accessible_update_property (GTK_ACCESSIBLE (item),
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


static ChatRowMark
get_mark (ChatConversationInfo *info)
{
  ChatActivity activity =
    info != NULL ? chat_conversation_info_get_activity (info) : CHAT_ACTIVITY_NONE;

  if (activity == CHAT_ACTIVITY_STREAMING)
    return CHAT_ROW_MARK_STREAMING;

  return activity == CHAT_ACTIVITY_UNREAD ? CHAT_ROW_MARK_UNREAD : CHAT_ROW_MARK_NONE;
}


static void
update (ChatSidebarRow *self)
{
  chat_row_title_set_text (self->title, get_title (self->info));
  chat_row_title_set_mark (self->title, get_mark (self->info));
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


/* (nullable) */
static GtkWidget *
get_shown_heading (ChatSidebarRow *self)
{
  return self->heading != NULL && gtk_widget_get_visible (self->heading) ? self->heading : NULL;
}


static int
get_heading_height (ChatSidebarRow *self)
{
  GtkWidget *heading = get_shown_heading (self);
  int height = 0;

  if (heading != NULL)
    gtk_widget_measure (heading, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);

  return height;
}


/* All widths are enough for a heading: a list asks all its rows, and each would set its text in
 * several. */
static void
chat_sidebar_row_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  ChatSidebarRow *self = CHAT_SIDEBAR_ROW (widget);

  gtk_widget_measure (GTK_WIDGET (self->title), orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;

  *minimum += get_heading_height (self);
  *natural = *minimum;
}


static void
chat_sidebar_row_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  ChatSidebarRow *self = CHAT_SIDEBAR_ROW (widget);
  int top = get_heading_height (self);

  if (top > 0)
    gtk_widget_size_allocate (self->heading, &(GtkAllocation) { 0, 0, width, top }, -1);
  gtk_widget_size_allocate (GTK_WIDGET (self->title),
                            &(GtkAllocation) { 0, top, width, height - top }, -1);
}


static void
chat_sidebar_row_dispose (GObject *object)
{
  ChatSidebarRow *self = CHAT_SIDEBAR_ROW (object);

  follow (self, &self->info, NULL, G_CALLBACK (update));
  follow (self, &self->previous, NULL, G_CALLBACK (update_heading));
  g_clear_pointer (&self->heading, gtk_widget_unparent);
  g_clear_pointer ((GtkWidget **) &self->title, gtk_widget_unparent);
  g_clear_pointer (&self->now, g_date_time_unref);

  G_OBJECT_CLASS (chat_sidebar_row_parent_class)->dispose (object);
}


static void
chat_sidebar_row_class_init (ChatSidebarRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_sidebar_row_dispose;

  widget_class->measure = chat_sidebar_row_measure;
  widget_class->size_allocate = chat_sidebar_row_size_allocate;
}


static void
chat_sidebar_row_init (ChatSidebarRow *self)
{
  self->title = CHAT_ROW_TITLE (chat_row_title_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->title), GTK_WIDGET (self));
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

  if (self->info == info && self->previous == previous && self->now == now)
    return;

  if (self->now != now)
    {
      g_clear_pointer (&self->now, g_date_time_unref);
      self->now = g_date_time_ref (now);
    }
  follow (self, &self->info, info, G_CALLBACK (update));
  follow (self, &self->previous, previous, G_CALLBACK (update_heading));
  update (self);
}


void
chat_sidebar_row_unset (ChatSidebarRow *self)
{
  g_return_if_fail (CHAT_IS_SIDEBAR_ROW (self));

  follow (self, &self->info, NULL, G_CALLBACK (update));
  follow (self, &self->previous, NULL, G_CALLBACK (update_heading));
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

  return GTK_WIDGET (self->title);
}
