/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the next message holds and costs, and what was spent: the popover of the meter.
 */

#include "chat-meter-popover.h"

#include "chat-engine-spending.h"
#include "chat-gauge.h"
#include "chat-meter-text.h"
#include "chat-popover-width.h"
#include "chat-shortcuts.h"
#include "chat-side-box.h"
#include "chat-status-text.h"

#include <glib/gi18n.h>

#define MS_US 1000

/* Of a line. */
#define MIN_CHARS 8
#define MAX_CHARS 36

/* px between what belongs to each other less than the rows of a group. */
#define SPACING 12

typedef enum
{
  ROW_CACHED,
  ROW_CONVERSATION,
  ROW_NEW,
  ROW_NEXT,
  ROW_SO_FAR,
  ROW_TODAY,
  ROW_MONTH,
  ROW_BUDGET,
  ROW_INPUT,
  ROW_CACHE_WRITE,
  ROW_CACHE_READ,
  ROW_OUTPUT,
  ROW_THINKING,
  ROW_SEARCHES,
  ROW_SAVED,
  N_ROWS,
} Row;

typedef enum
{
  GROUP_PROMPT,
  GROUP_MONEY,
  GROUP_COUNTS,
} Group;

/* Where a row stands, and what it is called. */
static const struct
{
  Group       group;
  const char *title;
} rows[N_ROWS] = {
  [ROW_CACHED] = { GROUP_PROMPT, N_("Conversation, likely cached") },
  [ROW_CONVERSATION] = { GROUP_PROMPT, N_("Conversation") },
  [ROW_NEW] = { GROUP_PROMPT, N_("New, by its length") },
  [ROW_NEXT] = { GROUP_MONEY, N_("Next message, about") },
  [ROW_SO_FAR] = { GROUP_MONEY, N_("This conversation so far") },
  [ROW_TODAY] = { GROUP_MONEY, N_("Today") },
  [ROW_MONTH] = { GROUP_MONEY, N_("This month") },
  [ROW_BUDGET] = { GROUP_MONEY, N_("Budget of the month") },
  [ROW_INPUT] = { GROUP_COUNTS, N_("Read, not cached") },
  [ROW_CACHE_WRITE] = { GROUP_COUNTS, N_("Written to the cache") },
  [ROW_CACHE_READ] = { GROUP_COUNTS, N_("Read from the cache") },
  [ROW_OUTPUT] = { GROUP_COUNTS, N_("Written by the model") },
  [ROW_THINKING] = { GROUP_COUNTS, N_("Thinking, of that") },
  [ROW_SEARCHES] = { GROUP_COUNTS, N_("Web searches") },
  [ROW_SAVED] = { GROUP_COUNTS, N_("Saved by the cache") },
};

struct _ChatMeterPopover
{
  GtkPopover        parent_instance;

  ChatEngine       *engine;
  ChatConversation *conversation;
  ChatForecast      forecast;
  guint             timer;       /* a second, while it is shown and something counts down */

  GtkLabel         *fill;
  ChatGauge        *bar;
  GtkLabel         *cache;
  GtkLabel         *problem;
  GtkWidget        *counts;      /* what has been counted in the conversation, under its heading */
  GtkWidget        *boxes[N_ROWS];
  GtkLabel         *values[N_ROWS];
};

G_DEFINE_FINAL_TYPE (ChatMeterPopover, chat_meter_popover, GTK_TYPE_POPOVER)


static gint64
get_now_ms (void)
{
  return g_get_real_time () / MS_US;
}


/* Takes @text; NULL hides the row. */
static void
set_row (ChatMeterPopover *self,
         Row               row,
         char             *text)
{
  g_autofree char *owned = text;

  gtk_widget_set_visible (self->boxes[row], owned != NULL);
  gtk_label_set_label (self->values[row], owned != NULL ? owned : "");
}


static void
set_count (ChatMeterPopover *self,
           Row               row,
           gint64            count)
{
  set_row (self, row, count > 0 ? chat_status_number (count) : NULL);
}


static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
  gtk_label_set_label (label, text != NULL ? text : "");
}


static void
show_cache (ChatMeterPopover *self)
{
  g_autofree char *text = chat_meter_cache (&self->forecast, get_now_ms ());

  set_text (self->cache, text);
}


static void
show_forecast (ChatMeterPopover *self)
{
  const ChatForecast *forecast = &self->forecast;
  const double limit = (double) MAX (forecast->limit, 1);
  g_autofree char *fill = chat_meter_fill (forecast);
  gint64 known = forecast->known_tokens - forecast->from_cache;

  gtk_label_set_label (self->fill, fill);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), forecast->limit > 0);
  chat_gauge_set (self->bar, forecast->from_cache / limit,
                  (forecast->tokens - forecast->from_cache) / limit, FALSE);
  set_count (self, ROW_CACHED, forecast->from_cache);
  set_count (self, ROW_CONVERSATION, known);
  set_count (self, ROW_NEW, forecast->tokens - forecast->known_tokens);
  set_row (self, ROW_NEXT, chat_meter_money (forecast->cost));
  show_cache (self);
}


static void
show_spending (ChatMeterPopover *self)
{
  ChatSpending *spending = chat_engine_get_spending (self->engine);
  const ChatBudget *budget = chat_spending_get_budget (spending);

  set_row (self, ROW_TODAY, chat_meter_sum (chat_spending_get_today (spending)));
  set_row (self, ROW_MONTH, chat_meter_sum (chat_spending_get_month (spending)));
  set_row (self, ROW_BUDGET, budget->limit > 0 ? chat_meter_money (budget->limit) : NULL);
  set_text (self->problem, chat_spending_get_problem (spending));
}


static gboolean
has_counts (ChatMeterPopover *self)
{
  for (Row row = 0; row < N_ROWS; row++)
    {
      if (rows[row].group == GROUP_COUNTS && gtk_widget_get_visible (self->boxes[row]))
        return TRUE;
    }

  return FALSE;
}


static void
show_conversation (ChatMeterPopover *self,
                   const ChatSpent  *spent)
{
  set_row (self, ROW_SO_FAR, chat_meter_sum (spent));
  set_count (self, ROW_INPUT, spent->counts[CHAT_SPENT_INPUT]);
  set_count (self, ROW_CACHE_WRITE, spent->counts[CHAT_SPENT_CACHE_WRITE]);
  set_count (self, ROW_CACHE_READ, spent->counts[CHAT_SPENT_CACHE_READ]);
  set_count (self, ROW_OUTPUT, spent->counts[CHAT_SPENT_OUTPUT]);
  set_count (self, ROW_THINKING, spent->counts[CHAT_SPENT_THINKING]);
  set_count (self, ROW_SEARCHES, spent->counts[CHAT_SPENT_SEARCHES]);
  set_row (self, ROW_SAVED, spent->saved > 0 ? chat_meter_money (spent->saved) : NULL);
  gtk_widget_set_visible (self->counts, has_counts (self));
}


static void
summed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ChatMeterPopover) self = user_data;
  g_autoptr(GPtrArray) sums = chat_spending_sum_finish (CHAT_SPENDING (source), result, NULL);
  const ChatSpent nothing = { NULL };

  if (self->engine == NULL)
    return;

  if (sums == NULL)
    show_conversation (self, &chat_spent_unknown);
  else
    show_conversation (self, sums->len > 0 ? sums->pdata[0] : &nothing);
}


/* Only while it can be seen. */
static void
refresh (ChatMeterPopover *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  show_spending (self);
  chat_spending_sum_async (chat_engine_get_spending (self->engine), 0, G_MAXINT64,
                           chat_conversation_get_uid (self->conversation), CHAT_SPENDING_ALL,
                           summed_cb, g_object_ref (self));
}


static gboolean
tick_cb (gpointer user_data)
{
  ChatMeterPopover *self = user_data;

  show_cache (self);
  if (self->forecast.cache_until > get_now_ms ())
    return G_SOURCE_CONTINUE;

  self->timer = 0;
  return G_SOURCE_REMOVE;
}


static void
count_down (ChatMeterPopover *self)
{
  if (self->timer == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      self->forecast.cache_until > get_now_ms ())
    self->timer = g_timeout_add_seconds (1, tick_cb, self);
}


static void
chat_meter_popover_map (GtkWidget *widget)
{
  ChatMeterPopover *self = CHAT_METER_POPOVER (widget);

  GTK_WIDGET_CLASS (chat_meter_popover_parent_class)->map (widget);

  chat_spending_reload (chat_engine_get_spending (self->engine));
  chat_spending_refresh (chat_engine_get_spending (self->engine));
  refresh (self);
  show_cache (self);
  count_down (self);
}


static void
chat_meter_popover_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&CHAT_METER_POPOVER (widget)->timer, g_source_remove);

  GTK_WIDGET_CLASS (chat_meter_popover_parent_class)->unmap (widget);
}


static void
chat_meter_popover_dispose (GObject *object)
{
  ChatMeterPopover *self = CHAT_METER_POPOVER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->conversation);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chat_meter_popover_parent_class)->dispose (object);
}


static void
chat_meter_popover_class_init (ChatMeterPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_meter_popover_dispose;
  widget_class->map = chat_meter_popover_map;
  widget_class->unmap = chat_meter_popover_unmap;
}


static GtkLabel *
add_label (GtkWidget  *box,
           const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), MIN_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CHARS);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);

  return GTK_LABEL (label);
}


static void
add_row (ChatMeterPopover *self,
         GtkWidget        *group,
         Row               row)
{
  GtkWidget *title = gtk_label_new (_(rows[row].title));
  GtkWidget *value = gtk_label_new (NULL);
  GtkWidget *box = chat_side_box_new (title, value);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_add_css_class (value, "numeric");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (value),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL,
                                  -1);
  gtk_box_append (GTK_BOX (group), box);
  gtk_widget_set_visible (box, FALSE);
  self->boxes[row] = box;
  self->values[row] = GTK_LABEL (value);
}


static GtkWidget *
new_group (ChatMeterPopover *self,
           Group             group)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (Row row = 0; row < N_ROWS; row++)
    {
      if (rows[row].group == group)
        add_row (self, box, row);
    }

  return box;
}


static GtkWidget *
new_counts (ChatMeterPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);

  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  add_label (box, _("In this conversation so far"), "dim");
  gtk_box_append (GTK_BOX (box), new_group (self, GROUP_COUNTS));
  gtk_widget_set_visible (box, FALSE);

  return box;
}


/* The window that it opens should not open below this one. */
static GtkWidget *
new_preview_button (ChatMeterPopover *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("See _what will be sent"));

  chat_shortcuts_set_tooltip (button, _("The request as it is"), "chat.preview");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "chat.preview");
  g_signal_connect_object (button, "clicked", G_CALLBACK (gtk_popover_popdown), self,
                           G_CONNECT_SWAPPED);

  return button;
}


static void
chat_meter_popover_init (ChatMeterPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);

  self->counts = new_counts (self);
  add_label (box, _("What the next message holds"), "heading");
  self->fill = add_label (box, NULL, "dim");
  self->bar = CHAT_GAUGE (chat_gauge_new (FALSE));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->bar));
  gtk_box_append (GTK_BOX (box), new_group (self, GROUP_PROMPT));
  self->cache = add_label (box, NULL, "dim");
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), new_group (self, GROUP_MONEY));
  gtk_box_append (GTK_BOX (box), self->counts);
  self->problem = add_label (box, NULL, "dim");
  gtk_box_append (GTK_BOX (box), new_preview_button (self));

  chat_popover_set_narrow_child (GTK_POPOVER (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "meter");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Tokens and costs"),
                                  -1);
}


GtkWidget *
chat_meter_popover_new (ChatEngine       *engine,
                        ChatConversation *conversation)
{
  ChatMeterPopover *self = g_object_new (CHAT_TYPE_METER_POPOVER, NULL);

  self->engine = g_object_ref (engine);
  self->conversation = g_object_ref (conversation);
  g_signal_connect_object (chat_engine_get_spending (engine), "changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}


void
chat_meter_popover_set_forecast (ChatMeterPopover   *self,
                                 const ChatForecast *forecast)
{
  g_return_if_fail (CHAT_IS_METER_POPOVER (self));

  self->forecast = *forecast;
  show_forecast (self);
  count_down (self);
}
