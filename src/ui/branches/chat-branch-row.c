/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row of the tree: one message in one line.
 */

#include "chat-branch-row.h"

#include "chat-branch-graph.h"

#include <glib/gi18n.h>

/* Characters that a narrow window shows of a message and of the remark beside it. */
#define LEAST_WORDS  10
#define LEAST_REMARK 9

struct _ChatBranchRow
{
  GtkWidget    parent_instance;

  ChatMessage *message;    /* or NULL */
  GtkWidget   *graph;
  GtkWidget   *role;
  GtkWidget   *words;
  GtkWidget   *remark;
};

G_DEFINE_FINAL_TYPE (ChatBranchRow, chat_branch_row, GTK_TYPE_WIDGET)

static void
chat_branch_row_dispose (GObject *object)
{
  ChatBranchRow *self = CHAT_BRANCH_ROW (object);

  g_clear_object (&self->message);
  g_clear_pointer (&self->graph, gtk_widget_unparent);
  g_clear_pointer (&self->role, gtk_widget_unparent);
  g_clear_pointer (&self->words, gtk_widget_unparent);
  g_clear_pointer (&self->remark, gtk_widget_unparent);

  G_OBJECT_CLASS (chat_branch_row_parent_class)->dispose (object);
}

static void
chat_branch_row_class_init (ChatBranchRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_branch_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "branchrow");
}

static GtkWidget *
new_label (ChatBranchRow *self,
           const char    *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_parent (label, GTK_WIDGET (self));

  return label;
}

static void
chat_branch_row_init (ChatBranchRow *self)
{
  self->graph = chat_branch_graph_new ();
  gtk_widget_set_parent (self->graph, GTK_WIDGET (self));
  self->role = new_label (self, "role");
  self->words = new_label (self, "words");
  gtk_label_set_ellipsize (GTK_LABEL (self->words), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (self->words), LEAST_WORDS);
  gtk_widget_set_hexpand (self->words, TRUE);
  self->remark = new_label (self, "remark");
  gtk_label_set_ellipsize (GTK_LABEL (self->remark), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (self->remark), LEAST_REMARK);
  gtk_label_set_xalign (GTK_LABEL (self->remark), 1);
}

GtkWidget *
chat_branch_row_new (void)
{
  return g_object_new (CHAT_TYPE_BRANCH_ROW, NULL);
}

static void
set_css_class (GtkWidget  *widget,
               const char *css_class,
               gboolean    set)
{
  if (set)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

/* The line of the list has the focus, and GTK 4.8 finds no name in what it holds. */
static void
name_line (ChatBranchRow *self,
           const char    *words,
           const char    *remark)
{
  GtkWidget *line = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *name = g_strdup_printf ("%s: %s", gtk_label_get_label (GTK_LABEL (self->role)),
                                           words);

  if (line != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (line),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, remark,
                                    -1);
}

void
chat_branch_row_set_item (ChatBranchRow  *self,
                          ChatBranchItem *item,
                          guint           n_lanes)
{
  const ChatBranchPlace *place = chat_branch_item_get_place (item);
  ChatMessage *message = chat_branch_item_get_message (item);
  gboolean user = chat_message_get_role (message) == CHAT_ROLE_USER;
  g_autofree char *words = chat_branch_item_dup_words (item);
  g_autofree char *remark = chat_branch_item_dup_remark (item);

  g_return_if_fail (CHAT_IS_BRANCH_ROW (self));

  g_set_object (&self->message, message);
  chat_branch_graph_set_item (CHAT_BRANCH_GRAPH (self->graph), item, n_lanes);
  gtk_label_set_label (GTK_LABEL (self->role), user ? _("You") : _("Claude"));
  gtk_label_set_label (GTK_LABEL (self->words), words);
  gtk_label_set_label (GTK_LABEL (self->remark), remark);
  name_line (self, words, remark);
  set_css_class (GTK_WIDGET (self), "off-path", !place->on_path);
  set_css_class (GTK_WIDGET (self), "end", place->end);
}

ChatMessage *
chat_branch_row_get_message (ChatBranchRow *self)
{
  g_return_val_if_fail (CHAT_IS_BRANCH_ROW (self), NULL);

  return self->message;
}
