/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line below the header bar that says something about all that is below it, with one or two ways
 * to act on it.
 */

#include "chat-banner.h"

#include "chat-middle-layout.h"
#include "chat-words.h"
#include "chat-wrap-layout.h"

struct _ChatBanner
{
  GtkWidget       parent_instance;

  GtkRevealer    *revealer;
  GtkOrientable  *box;
  GtkWidget      *buttons;
  GtkLabel       *label;
  GtkProgressBar *progress_bar;
  GtkButton      *button;
  GtkButton      *other_button;
};

G_DEFINE_FINAL_TYPE (ChatBanner, chat_banner, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_TEXT,
  PROP_NARROW,
  PROP_REVEALED,
  PROP_LABEL,
  PROP_ACTION,
  PROP_OTHER_LABEL,
  PROP_OTHER_ACTION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];


static void
set_label (GtkButton  *button,
           const char *label)
{
  gtk_button_set_label (button, label);
  chat_words_fit (GTK_WIDGET (button));
  gtk_widget_set_visible (GTK_WIDGET (button), label != NULL);
}


/* Not there at all while nothing is to be seen: its text is not measured with the rest, nor met by
 * a screen reader. */
static void
update_visible (ChatBanner *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self),
                          gtk_revealer_get_reveal_child (self->revealer) ||
                          gtk_revealer_get_child_revealed (self->revealer));
}


static void
chat_banner_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CHAT_TYPE_BANNER);

  G_OBJECT_CLASS (chat_banner_parent_class)->dispose (object);
}


static void
chat_banner_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  ChatBanner *self = CHAT_BANNER (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, gtk_label_get_label (self->label));
      break;

    case PROP_REVEALED:
      g_value_set_boolean (value, chat_banner_is_revealed (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}


static void
chat_banner_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  ChatBanner *self = CHAT_BANNER (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      chat_banner_set_text (self, g_value_get_string (value));
      break;

    case PROP_NARROW:
      chat_banner_set_narrow (self, g_value_get_boolean (value));
      break;

    case PROP_REVEALED:
      chat_banner_set_revealed (self, g_value_get_boolean (value));
      break;

    case PROP_LABEL:
      set_label (self->button, g_value_get_string (value));
      break;

    case PROP_ACTION:
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button),
                                               g_value_get_string (value));
      break;

    case PROP_OTHER_LABEL:
      set_label (self->other_button, g_value_get_string (value));
      break;

    case PROP_OTHER_ACTION:
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->other_button),
                                               g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}


static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags writable = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  properties[PROP_TEXT] =
    g_param_spec_string ("text", NULL, NULL, NULL, writable | G_PARAM_READABLE);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, writable);
  properties[PROP_REVEALED] =
    g_param_spec_boolean ("revealed", NULL, NULL, FALSE, writable | G_PARAM_READABLE);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, writable);
  properties[PROP_ACTION] = g_param_spec_string ("action", NULL, NULL, NULL, writable);
  properties[PROP_OTHER_LABEL] = g_param_spec_string ("other-label", NULL, NULL, NULL, writable);
  properties[PROP_OTHER_ACTION] = g_param_spec_string ("other-action", NULL, NULL, NULL, writable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}


static void
chat_banner_class_init (ChatBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chat_banner_dispose;
  object_class->get_property = chat_banner_get_property;
  object_class->set_property = chat_banner_set_property;
  install_properties (object_class);

  g_type_ensure (CHAT_TYPE_MIDDLE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/ClaudeChat/ui/chat-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, ChatBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, ChatBanner, box);
  gtk_widget_class_bind_template_child (widget_class, ChatBanner, buttons);
  gtk_widget_class_bind_template_child (widget_class, ChatBanner, label);
  gtk_widget_class_bind_template_child (widget_class, ChatBanner, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, ChatBanner, button);
  gtk_widget_class_bind_template_child (widget_class, ChatBanner, other_button);
  gtk_widget_class_bind_template_callback (widget_class, update_visible);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}


static void
chat_banner_init (ChatBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->buttons, chat_wrap_layout_new (6));
}


void
chat_banner_set_text (ChatBanner *self,
                      const char *text)
{
  g_return_if_fail (CHAT_IS_BANNER (self));

  gtk_label_set_label (self->label, text != NULL ? text : "");
}


void
chat_banner_set_fraction (ChatBanner *self,
                          double      fraction)
{
  g_return_if_fail (CHAT_IS_BANNER (self));

  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), fraction >= 0);
  gtk_progress_bar_set_fraction (self->progress_bar, CLAMP (fraction, 0, 1));
}


void
chat_banner_set_narrow (ChatBanner *self,
                        gboolean    narrow)
{
  g_return_if_fail (CHAT_IS_BANNER (self));

  gtk_orientable_set_orientation (self->box, narrow ? GTK_ORIENTATION_VERTICAL
                                                    : GTK_ORIENTATION_HORIZONTAL);
}


void
chat_banner_set_revealed (ChatBanner *self,
                          gboolean    revealed)
{
  g_return_if_fail (CHAT_IS_BANNER (self));

  /* Visible first: what is not on the screen comes without moving in. */
  if (revealed)
    gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, revealed);
  update_visible (self);
}


gboolean
chat_banner_is_revealed (ChatBanner *self)
{
  g_return_val_if_fail (CHAT_IS_BANNER (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}
