/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a connection is tested: the button, the answer, and what was tried.
 */

#include "chat-connection-group.h"

#include "chat-line-break.h"
#include "chat-side-box.h"

#include <glib/gi18n.h>

struct _ChatConnectionGroup
{
  AdwPreferencesGroup  parent_instance;

  AdwPreferencesRow   *answer;
  GtkImage            *icon;
  GtkLabel            *title;
  GtkLabel            *advice;
  AdwExpanderRow      *more;
  GtkLabel            *tried;
  GCancellable        *cancellable;   /* of the test that runs, or NULL */
};

G_DEFINE_FINAL_TYPE (ChatConnectionGroup, chat_connection_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  SIGNAL_TESTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *icon_name;
  const char *css_class;
} looks[] = {
  [CHAT_CONNECTION_WORKS] = { "emblem-ok-symbolic", "success" },
  [CHAT_CONNECTION_LIMITED] = { "dialog-warning-symbolic", "warning" },
  [CHAT_CONNECTION_FAILS] = { "dialog-error-symbolic", "error" },
};


static void
show_look (ChatConnectionGroup   *self,
           ChatConnectionVerdict  verdict)
{
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), looks[i].css_class);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), looks[verdict].css_class);
  gtk_image_set_from_icon_name (self->icon, looks[verdict].icon_name);
}


static void
say (ChatConnectionGroup *self,
     const char          *title,
     const char          *advice)
{
  adw_preferences_row_set_title (self->answer, title);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->advice, advice);
  gtk_widget_set_visible (GTK_WIDGET (self->advice), *advice != '\0');
}


static void
show_more (ChatConnectionGroup        *self,
           const ChatConnectionReport *report)
{
  g_autofree char *text = g_strjoin ("\n", report->tried, report->certificate, NULL);

  gtk_label_set_label (self->tried, text);
  gtk_widget_set_visible (GTK_WIDGET (self->more), *text != '\0');
  /* who sees that a certificate is not trusted wants to see it */
  adw_expander_row_set_expanded (self->more, report->certificate != NULL);
}


static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ChatConnectionGroup) self = user_data;
  g_autoptr(ChatConnectionReport) report = chat_connection_check_finish (result);

  if (report == NULL)
    return;

  g_clear_object (&self->cancellable);
  show_look (self, report->verdict);
  say (self, report->title, report->advice);
  show_more (self, report);
  g_signal_emit (self, signals[SIGNAL_TESTED], 0, report);
}


static void
chat_connection_group_dispose (GObject *object)
{
  ChatConnectionGroup *self = CHAT_CONNECTION_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (chat_connection_group_parent_class)->dispose (object);
}


static void
chat_connection_group_class_init (ChatConnectionGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_connection_group_dispose;

  signals[SIGNAL_TESTED] =
    g_signal_new ("tested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_POINTER);
}


static GtkLabel *
add_line (GtkWidget  *lines,
          const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  chat_line_break_anywhere (GTK_LABEL (label));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (lines), label);

  return GTK_LABEL (label);
}


static GtkWidget *
new_sentences (ChatConnectionGroup *self)
{
  GtkWidget *sentences = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->icon = GTK_IMAGE (gtk_image_new_from_icon_name ("network-transmit-receive-symbolic"));
  self->title = add_line (lines, "title");
  self->advice = add_line (lines, "subtitle");
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (sentences), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (sentences), lines);
  gtk_widget_add_css_class (sentences, "sentences");

  return sentences;
}


static GtkWidget *
new_test_button (void)
{
  GtkWidget *test = gtk_button_new_with_mnemonic (_("_Test connection"));

  gtk_widget_set_valign (test, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (test),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Test connection"),
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (test), "account.test");

  return test;
}


static void
add_answer (ChatConnectionGroup *self)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = chat_side_box_new (new_sentences (self), new_test_button ());

  self->answer = ADW_PREFERENCES_ROW (row);
  adw_preferences_row_set_use_markup (self->answer, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_add_css_class (row, "connection-answer");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->title, NULL,
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->advice, NULL,
                                  -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}


static void
add_more (ChatConnectionGroup *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  self->more = ADW_EXPANDER_ROW (adw_expander_row_new ());
  self->tried = GTK_LABEL (label);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->more), _("What was tried"));
  chat_line_break_anywhere (self->tried);
  gtk_label_set_selectable (self->tried, TRUE);
  gtk_label_set_xalign (self->tried, 0);
  gtk_widget_add_css_class (label, "tried");
  adw_expander_row_add_row (self->more, label);
  gtk_widget_set_visible (GTK_WIDGET (self->more), FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->more));
}


static void
chat_connection_group_init (ChatConnectionGroup *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Connection"));
  add_answer (self);
  add_more (self);
  say (self, _("Not tested yet"), _("The test costs nothing."));
}


GtkWidget *
chat_connection_group_new (void)
{
  return g_object_new (CHAT_TYPE_CONNECTION_GROUP, NULL);
}


void
chat_connection_group_test (ChatConnectionGroup *self,
                            ChatProfile         *profile)
{
  g_return_if_fail (CHAT_IS_CONNECTION_GROUP (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  gtk_image_set_from_icon_name (self->icon, "content-loading-symbolic");
  say (self, _("Asking for the models…"), "");
  gtk_widget_set_visible (GTK_WIDGET (self->more), FALSE);
  chat_connection_check_async (profile, self->cancellable, checked_cb, g_object_ref (self));
}
