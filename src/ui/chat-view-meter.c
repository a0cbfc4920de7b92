/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The line above the composer that tells of a context or a budget that comes to its end.
 */

#include "chat-view-private.h"

#include "chat-engine-spending.h"
#include "chat-meter-text.h"
#include "chat-meter.h"

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


static void
show_context (ChatView *self,
              double    fill)
{
  g_autofree char *text = NULL;

  /* Translators: %d is a percentage; the conversation as the model reads it with each message */
  text = g_strdup_printf (_("This conversation fills %d %% of what the model can read. Ask for a "
                            "summary to go on with in a new one, or fork from an earlier message."),
                          (int) (fill * PERCENT));
  show (self, text, _("Ask for a summary"), "chat.ask-for-summary",
        _("New conversation"), "win.new-conversation");
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


void
chat_view_update_meter (ChatView *self)
{
  const double fill = chat_meter_get_fill (chat_composer_get_meter (self->composer));

  if (fill >= CHAT_METER_NEAR_END)
    show_context (self, fill);
  else if (chat_spending_get_state (chat_engine_get_spending (self->engine)) != CHAT_BUDGET_FINE)
    show_budget (self);
  else
    chat_banner_set_revealed (self->meter_banner, FALSE);
}
