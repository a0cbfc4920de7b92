/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The meter: how full the context is and what the next message will cost, in the composer.
 */

#include "chat-meter.h"

#include "chat-gauge.h"
#include "chat-meter-popover.h"
#include "chat-meter-text.h"
#include "chat-shortcuts.h"
#include "chat-token-count.h"

#include <glib/gi18n.h>

/* What is being written is counted while the popover is open only, and after a pause: each time the
 * whole conversation goes to the server. */
#define PAUSE_MS 600

#define MS_US     1000
#define SECOND_MS 1000

struct _ChatMeter
{
  GtkWidget         parent_instance;

  ChatEngine       *engine;
  ChatConversation *conversation;
  ChatMessage      *edited;      /* (nullable) */
  ChatForecast      forecast;
  GtkTextBuffer    *buffer;      /* what is being written */
  gint64            attached;    /* tokens */
  guint             pause;       /* until the server is asked */
  GCancellable     *counting;    /* of the last question */
  guint             expiry;      /* when the server's cache is empty; 0: nothing is due */
  GtkWidget        *focused;     /* weak: where the focus was before the popover */
  guint             refocus;     /* source id */
  gboolean          narrow;

  GtkMenuButton    *button;
  ChatGauge        *ring;
  GtkLabel         *label;
  ChatMeterPopover *popover;     /* of the button, once it was wanted; or NULL */
};

G_DEFINE_FINAL_TYPE (ChatMeter, chat_meter, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];


static void
describe_button (ChatMeter *self)
{
  g_autofree char *fill = chat_meter_fill (&self->forecast);
  g_autofree char *money = chat_meter_money (self->forecast.cost);
  /* Translators: what the next message holds, and what it is likely to cost */
  g_autofree char *name = g_strdup_printf (_("Next message: %s, %s"), fill, money);

  chat_shortcuts_set_tooltip (GTK_WIDGET (self->button), _("Tokens and costs"), "chat.show-meter");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}


/* The ring is enough where there is little room, and cannot be drawn without a limit. */
static void
show_parts (ChatMeter *self)
{
  const gboolean limited = self->forecast.limit > 0;

  gtk_widget_set_visible (GTK_WIDGET (self->ring), limited);
  gtk_widget_set_visible (GTK_WIDGET (self->label), !self->narrow || !limited);
}


static void
show (ChatMeter *self)
{
  const ChatForecast *forecast = &self->forecast;
  const double limit = (double) MAX (forecast->limit, 1);
  g_autofree char *label = chat_meter_label (forecast);

  gtk_label_set_label (self->label, label);
  show_parts (self);
  chat_gauge_set (self->ring, forecast->from_cache / limit,
                  (forecast->tokens - forecast->from_cache) / limit,
                  chat_meter_get_fill (self) >= CHAT_METER_NEAR_END);
  describe_button (self);
  if (self->popover != NULL)
    chat_meter_popover_set_forecast (self->popover, forecast);
}


static void
update (ChatMeter *self)
{
  int n_characters;

  if (self->engine == NULL)
    return;

  n_characters = self->buffer != NULL ? gtk_text_buffer_get_char_count (self->buffer) : 0;
  chat_forecast_draft (&self->forecast, self->engine, self->conversation, (gsize) n_characters,
                       self->attached, g_get_real_time () / MS_US);
  show (self);
}


static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ChatMeter) self = user_data;
  gint64 counted = chat_token_count_finish (result);

  if (counted <= 0 || self->popover == NULL)
    return;

  self->forecast.counted = counted;
  update (self);
}


static char *
dup_draft (ChatMeter *self)
{
  GtkTextIter start, end;

  if (self->buffer == NULL)
    return NULL;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}


static gboolean
count_cb (gpointer user_data)
{
  ChatMeter *self = user_data;
  g_autofree char *draft = dup_draft (self);

  self->pause = 0;
  self->counting = g_cancellable_new ();
  chat_token_count_async (self->engine, self->conversation, self->edited, draft, self->counting,
                          counted_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}


static void
forget_count (ChatMeter *self)
{
  self->forecast.counted = 0;
  g_clear_handle_id (&self->pause, g_source_remove);
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
}


/* What was counted is another prompt now. Without one the last reply would not be sent: there is
 * nothing to count. */
static void
count_again (ChatMeter *self)
{
  forget_count (self);
  if (self->attached == 0 && self->popover != NULL &&
      gtk_widget_get_mapped (GTK_WIDGET (self->popover)) &&
      gtk_text_buffer_get_char_count (self->buffer) > 0)
    self->pause = g_timeout_add (PAUSE_MS, count_cb, self);
}


static void
buffer_changed_cb (ChatMeter *self)
{
  count_again (self);
  update (self);
}


static gboolean
expired_cb (gpointer user_data)
{
  ChatMeter *self = user_data;

  self->expiry = 0;
  update (self);
  return G_SOURCE_REMOVE;
}


/* From then on the next message costs more. */
static void
await_expiry (ChatMeter *self)
{
  const gint64 left_ms = self->forecast.cache_until - g_get_real_time () / MS_US;

  g_clear_handle_id (&self->expiry, g_source_remove);
  if (left_ms > 0)
    self->expiry = g_timeout_add_seconds ((guint) (left_ms / SECOND_MS) + 1, expired_cb, self);
}


static gboolean
refocus_cb (gpointer data)
{
  ChatMeter *self = data;
  GtkWidget *focused = self->focused;

  self->refocus = 0;
  g_clear_weak_pointer (&self->focused);
  if (focused != NULL)
    gtk_widget_grab_focus (focused);
  return G_SOURCE_REMOVE;
}


/* GTK 4.18 gives the focus to the button after this. */
static void
closed_cb (ChatMeter *self)
{
  if (self->refocus == 0)
    self->refocus = g_idle_add (refocus_cb, self);
}


static void
create_popover_cb (GtkMenuButton *button,
                   gpointer       user_data)
{
  ChatMeter *self = user_data;

  if (self->popover != NULL)
    return;

  self->popover = CHAT_METER_POPOVER (chat_meter_popover_new (self->engine, self->conversation));
  g_signal_connect_object (self->popover, "map", G_CALLBACK (count_again), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->popover, "closed", G_CALLBACK (closed_cb), self,
                           G_CONNECT_SWAPPED);
  chat_meter_popover_set_forecast (self->popover, &self->forecast);
  gtk_menu_button_set_popover (button, GTK_WIDGET (self->popover));
}


static void
chat_meter_dispose (GObject *object)
{
  ChatMeter *self = CHAT_METER (object);

  self->popover = NULL;
  forget_count (self);
  g_clear_handle_id (&self->expiry, g_source_remove);
  g_clear_handle_id (&self->refocus, g_source_remove);
  g_clear_weak_pointer (&self->focused);
  g_clear_object (&self->buffer);
  g_clear_pointer ((GtkWidget **) &self->button, gtk_widget_unparent);
  g_clear_object (&self->edited);
  g_clear_object (&self->conversation);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chat_meter_parent_class)->dispose (object);
}


static void
chat_meter_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  ChatMeter *self = CHAT_METER (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      self->narrow = g_value_get_boolean (value);
      show_parts (self);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}


static void
chat_meter_class_init (ChatMeterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chat_meter_dispose;
  object_class->set_property = chat_meter_set_property;

  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}


static void
chat_meter_init (ChatMeter *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->ring = CHAT_GAUGE (chat_gauge_new (TRUE));
  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->ring));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_menu_button_set_child (self->button, box);
  gtk_menu_button_set_direction (self->button, GTK_ARROW_UP);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "meter");
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}


void
chat_meter_set_conversation (ChatMeter        *self,
                             ChatEngine       *engine,
                             ChatConversation *conversation)
{
  g_return_if_fail (CHAT_IS_METER (self));
  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
  self->conversation = g_object_ref (conversation);
  gtk_menu_button_set_create_popup_func (self->button, create_popover_cb, self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  g_signal_connect_object (engine, "choice-changed", G_CALLBACK (chat_meter_look_again), self,
                           G_CONNECT_SWAPPED);
  /* they say how much they can read */
  g_signal_connect_object (engine, "models-changed", G_CALLBACK (chat_meter_look_again), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "notify::profile", G_CALLBACK (chat_meter_look_again), self,
                           G_CONNECT_SWAPPED);
  /* perhaps by its prices */
  g_signal_connect_object (chat_engine_get_spending (engine), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  chat_meter_look_again (self);
}


void
chat_meter_look_again (ChatMeter *self)
{
  g_return_if_fail (CHAT_IS_METER (self));

  if (self->engine == NULL)
    return;

  count_again (self);
  chat_forecast_look (&self->forecast, self->engine, self->conversation, self->edited);
  await_expiry (self);
  update (self);
}


void
chat_meter_set_edited (ChatMeter   *self,
                       ChatMessage *edited)
{
  g_return_if_fail (CHAT_IS_METER (self));

  if (g_set_object (&self->edited, edited))
    chat_meter_look_again (self);
}


void
chat_meter_set_buffer (ChatMeter     *self,
                       GtkTextBuffer *buffer)
{
  g_return_if_fail (CHAT_IS_METER (self));

  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_func (self->buffer, buffer_changed_cb, self);
  g_set_object (&self->buffer, buffer);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (buffer_changed_cb), self,
                           G_CONNECT_SWAPPED);
  buffer_changed_cb (self);
}


void
chat_meter_set_attached (ChatMeter *self,
                         gint64     tokens)
{
  g_return_if_fail (CHAT_IS_METER (self));

  if (tokens == self->attached)
    return;

  self->attached = tokens;
  count_again (self);
  update (self);
}


void
chat_meter_open (ChatMeter *self)
{
  g_return_if_fail (CHAT_IS_METER (self));

  update (self);
  g_clear_handle_id (&self->refocus, g_source_remove);
  if (self->focused == NULL)
    g_set_weak_pointer (&self->focused,
                        gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_menu_button_popup (self->button);
}


double
chat_meter_get_fill (ChatMeter *self)
{
  g_return_val_if_fail (CHAT_IS_METER (self), 0);

  return self->forecast.limit > 0 ? (double) self->forecast.tokens / self->forecast.limit : 0;
}
