/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The meter's verbs, and the line above the composer that tells of a context or a budget that comes
 * to its end.
 */

#include "chat-view-private.h"

#include "chat-engine-spending.h"
#include "chat-meter-text.h"
#include "chat-meter.h"
#include "chat-summary.h"

#include <glib/gi18n.h>

#define PERCENT 100


static void
show (ChatView   *self,
      const char *text,
      const char *label,
      const char *action,
      const char *other_label,
      const char *other_action)
{
  g_object_set (self->meter_banner, "text", text, "label", label, "action", action,
                "other-label", other_label, "other-action", other_action, NULL);
  chat_banner_set_revealed (self->meter_banner, TRUE);
}


static GListModel *
get_attachments (ChatView *self)
{
  return chat_attachment_row_get_items (chat_composer_get_attachments (self->composer));
}


static void
show_context (ChatView *self,
              double    fill)
{
  const int percent = (int) MIN (fill * PERCENT, G_MAXINT);
  const gboolean attached = g_list_model_get_n_items (get_attachments (self)) > 0;
  g_autofree char *text = NULL;

  if (attached)
    /* Translators: %d is a percentage; the conversation as the model reads it with each message */
    text = g_strdup_printf (_("This conversation fills %d %% of what the model can read. Take the "
                              "attachments out, or go on in a new one that begins with a "
                              "summary."), percent);
  else
    text = g_strdup_printf (_("This conversation fills %d %% of what the model can read. Go on in "
                              "a new one that begins with a summary, or fork from an earlier "
                              "message."), percent);
  show (self, text, _("Go on with a summary"), "chat.fork-with-summary",
        attached ? _("Take attachments out") : NULL, "chat.drop-attachments");
}


static void
show_budget (ChatView *self)
{
  ChatSpending *spending = chat_engine_get_spending (self->engine);
  g_autofree char *spent = chat_meter_money (chat_spending_get_month (spending)->cost);
  g_autofree char *limit = chat_meter_money (chat_spending_get_budget (spending)->limit);
  g_autofree char *text = NULL;

  /* Translators: two amounts of money */
  text = g_strdup_printf (_("%s of this month’s budget of %s are spent."), spent, limit);
  show (self, text, _("Open preferences"), "win.open-preferences", NULL, "win.open-preferences");
}


static void
show_meter_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  chat_meter_open (chat_composer_get_meter (CHAT_VIEW (widget)->composer));
}


/* Whoever has gone elsewhere meanwhile finds it in the list. */
static void
forked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ChatView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(ChatConversation) fork = chat_summary_fork_finish (CHAT_ENGINE (source), result,
                                                               &error);

  if (fork != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-conversation", "s",
                                chat_conversation_get_uid (fork));
  else if (error != NULL)
    g_debug ("No fork: %s", error->message);
}


static void
fork_with_summary_action (GtkWidget  *widget,
                          const char *action_name,
                          GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);

  chat_session_send (self->session, chat_summary_get_prompt ());
  chat_summary_fork_async (self->engine, chat_session_get_turn (self->session), forked_cb,
                           g_object_ref (self));
  chat_transcript_scroll_to_latest (self->transcript);
}


static void
drop_attachments_action (GtkWidget  *widget,
                         const char *action_name,
                         GVariant   *parameter)
{
  ChatView *self = CHAT_VIEW (widget);
  g_autoptr(ChatAttachmentItem) item = NULL;

  while ((item = g_list_model_get_item (get_attachments (self), 0)) != NULL)
    {
      chat_attachment_row_remove (chat_composer_get_attachments (self->composer), item);
      g_clear_object (&item);
    }
  chat_composer_focus (self->composer);
}


void
chat_view_install_meter_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chat.show-meter", NULL, show_meter_action);
  gtk_widget_class_install_action (widget_class, "chat.fork-with-summary", NULL,
                                   fork_with_summary_action);
  gtk_widget_class_install_action (widget_class, "chat.drop-attachments", NULL,
                                   drop_attachments_action);
}


void
chat_view_update_meter (ChatView *self)
{
  const double fill = chat_meter_get_fill (chat_composer_get_meter (self->composer));
  const ChatBudgetState budget =
    chat_spending_get_state (chat_engine_get_spending (self->engine));

  if (fill >= CHAT_METER_NEAR_END)
    show_context (self, fill);
  else if (budget == CHAT_BUDGET_NEAR || budget == CHAT_BUDGET_SPENT)
    show_budget (self);
  else
    chat_banner_set_revealed (self->meter_banner, FALSE);
}
