/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The button that waits for a key to be pressed.
 */

#include "chat-key-capture.h"

#include "chat-key-rules.h"

#include <glib/gi18n.h>

struct _ChatKeyCapture
{
  GtkWidget  parent_instance;

  gboolean   capturing;
  guint      held;        /* keycode that pressed the button and is still down, or 0 */

  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (ChatKeyCapture, chat_key_capture, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_CAPTURING,
  N_PROPS
};

enum
{
  SIGNAL_CAPTURED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];


static void
set_capturing (ChatKeyCapture *self,
               gboolean        capturing)
{
  if (self->capturing == capturing)
    return;

  self->capturing = capturing;
  gtk_button_set_label (GTK_BUTTON (self->button),
                        capturing ? _("Press the new key, or Escape") : _("_Add a key"));
  if (capturing)
    gtk_widget_add_css_class (self->button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->button, "suggested-action");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAPTURING]);
}


static void
clicked_cb (ChatKeyCapture *self)
{
  set_capturing (self, !self->capturing);
}


/* Also before the button's own keys. */
static gboolean
key_pressed_cb (ChatKeyCapture        *self,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  g_autofree char *key = NULL;

  if (!self->capturing)
    {
      self->held = keycode;
      return GDK_EVENT_PROPAGATE;
    }
  if (self->held == keycode)
    return GDK_EVENT_STOP;
  if (keyval == GDK_KEY_Escape || keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab)
    {
      set_capturing (self, FALSE);
      return keyval == GDK_KEY_Escape ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
    }

  key = chat_key_rules_dup_pressed (event);
  if (key != NULL)
    g_signal_emit (self, signals[SIGNAL_CAPTURED], 0, key);

  return GDK_EVENT_STOP;
}


static void
key_released_cb (ChatKeyCapture *self)
{
  self->held = 0;
}


static void
chat_key_capture_dispose (GObject *object)
{
  g_clear_pointer (&CHAT_KEY_CAPTURE (object)->button, gtk_widget_unparent);

  G_OBJECT_CLASS (chat_key_capture_parent_class)->dispose (object);
}


static void
chat_key_capture_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CAPTURING:
      g_value_set_boolean (value, CHAT_KEY_CAPTURE (object)->capturing);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}


static gboolean
chat_key_capture_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (CHAT_KEY_CAPTURE (widget)->button);
}


static void
chat_key_capture_class_init (ChatKeyCaptureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chat_key_capture_dispose;
  object_class->get_property = chat_key_capture_get_property;
  GTK_WIDGET_CLASS (klass)->grab_focus = chat_key_capture_grab_focus;

  properties[PROP_CAPTURING] =
    g_param_spec_boolean ("capturing", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_CAPTURED] =
    g_signal_new ("captured", CHAT_TYPE_KEY_CAPTURE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}


static void
chat_key_capture_init (ChatKeyCapture *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->button = gtk_button_new_with_mnemonic (_("_Add a key"));
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self,
                           G_CONNECT_SWAPPED);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-released", G_CALLBACK (key_released_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (focus, "leave", G_CALLBACK (chat_key_capture_end), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}


GtkWidget *
chat_key_capture_new (void)
{
  return g_object_new (CHAT_TYPE_KEY_CAPTURE, NULL);
}


gboolean
chat_key_capture_is_capturing (ChatKeyCapture *self)
{
  g_return_val_if_fail (CHAT_IS_KEY_CAPTURE (self), FALSE);

  return self->capturing;
}


void
chat_key_capture_end (ChatKeyCapture *self)
{
  g_return_if_fail (CHAT_IS_KEY_CAPTURE (self));

  set_capturing (self, FALSE);
}


void
chat_key_capture_describe (ChatKeyCapture *self,
                           const char     *words)
{
  g_return_if_fail (CHAT_IS_KEY_CAPTURE (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words,
                                  -1);
}
