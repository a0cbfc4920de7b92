/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A button that shows an account and opens a list of all.
 */

#include "chat-account-drop-down.h"

#include "chat-accessible.h"

#include <glib/gi18n.h>


static char *
dup_name_cb (gpointer item,
             gpointer user_data)
{
  return g_strdup (item != NULL ? chat_profile_get_name (item) : "");
}


static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}


static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       chat_profile_get_name (gtk_list_item_get_item (item)));
}


GtkDropDown *
chat_account_drop_down_new (void)
{
  GtkExpression *name = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL,
                                                     G_CALLBACK (dup_name_cb), NULL, NULL);
  GtkDropDown *self = GTK_DROP_DOWN (gtk_drop_down_new (NULL, name));
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  /* A long name may be cut in the button, but not in the list that it opens. */
  gtk_drop_down_set_list_factory (self, gtk_drop_down_get_factory (self));
  gtk_drop_down_set_factory (self, factory);
  chat_accessible_name_drop_down (GTK_WIDGET (self), _("Account"));

  return self;
}


void
chat_account_drop_down_show (GtkDropDown *self,
                             GListModel  *profiles,
                             ChatProfile *profile)
{
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < g_list_model_get_n_items (profiles); i++)
    {
      g_autoptr(ChatProfile) item = g_list_model_get_item (profiles, i);

      if (item == profile)
        selected = i;
    }

  gtk_drop_down_set_model (self, profiles);
  gtk_drop_down_set_selected (self, selected);
}
