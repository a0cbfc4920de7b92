/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line below the header bar that says something about all that is below it, with one or two ways
 * to act on it.
 */

#include "chat-banner.h"

#include "chat-middle-layout.h"
#include "chat-words.h"
#include "chat-wrap-layout.h"

#define UI "/org/example/ClaudeChat/ui/chat-banner.ui"

typedef struct
{
  char *label;
  char *action;
} Verb;

struct _ChatBanner
{
  GtkWidget       parent_instance;

  char           *text;
  Verb            verb;
  Verb            other_verb;
  gboolean        narrow;

  /* All NULL until it first has something to say: most windows never see most of their banners. */
  GtkRevealer    *revealer;
  GtkOrientable  *box;
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
verb_clear (Verb *self)
{
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->action, g_free);
}


/* @button (nullable) */
static void
show_verb (GtkButton  *button,
           const Verb *verb)
{
  if (button == NULL)
    return;

  if (verb->label != NULL)
    gtk_button_set_label (button, verb->label);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), verb->action);
  gtk_widget_set_visible (GTK_WIDGET (button), verb->label != NULL);
  chat_words_fit (GTK_WIDGET (button));
}


static void
set_string (char       **place,
            const char  *string)
{
  g_free (*place);
  *place = g_strdup (string);
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
turn_box (ChatBanner *self)
{
  gtk_orientable_set_orientation (self->box, self->narrow ? GTK_ORIENTATION_VERTICAL
                                                          : GTK_ORIENTATION_HORIZONTAL);
}


static void
fill (ChatBanner *self)
{
  gtk_label_set_label (self->label, self->text);
  turn_box (self);
  show_verb (self->button, &self->verb);
  show_verb (self->other_button, &self->other_verb);
  chat_words_fit (GTK_WIDGET (self->label));
}


static void
build (ChatBanner *self)
{
  g_autoptr(GtkBuilder) builder = NULL;

  if (self->revealer != NULL)
    return;

  g_type_ensure (CHAT_TYPE_MIDDLE_LAYOUT);
  builder = gtk_builder_new_from_resource (UI);
  self->revealer = GTK_REVEALER (gtk_builder_get_object (builder, "revealer"));
  self->box = GTK_ORIENTABLE (gtk_builder_get_object (builder, "box"));
  self->label = GTK_LABEL (gtk_builder_get_object (builder, "label"));
  self->progress_bar = GTK_PROGRESS_BAR (gtk_builder_get_object (builder, "progress_bar"));
  self->button = GTK_BUTTON (gtk_builder_get_object (builder, "button"));
  self->other_button = GTK_BUTTON (gtk_builder_get_object (builder, "other_button"));
  gtk_widget_set_layout_manager (GTK_WIDGET (gtk_builder_get_object (builder, "buttons")),
                                 chat_wrap_layout_new (6));
  fill (self);

  g_signal_connect_object (self->revealer, "notify::child-revealed", G_CALLBACK (update_visible),
                           self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (GTK_WIDGET (self->revealer), GTK_WIDGET (self));
}


static void
chat_banner_dispose (GObject *object)
{
  ChatBanner *self = CHAT_BANNER (object);

  g_clear_pointer ((GtkWidget **) &self->revealer, gtk_widget_unparent);
  self->box = NULL;
  self->label = NULL;
  self->button = NULL;
  self->other_button = NULL;

  G_OBJECT_CLASS (chat_banner_parent_class)->dispose (object);
}


static void
chat_banner_finalize (GObject *object)
{
  ChatBanner *self = CHAT_BANNER (object);

  g_free (self->text);
  verb_clear (&self->verb);
  verb_clear (&self->other_verb);

  G_OBJECT_CLASS (chat_banner_parent_class)->finalize (object);
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
      g_value_set_string (value, self->text);
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
      set_string (&self->verb.label, g_value_get_string (value));
      show_verb (self->button, &self->verb);
      break;

    case PROP_ACTION:
      set_string (&self->verb.action, g_value_get_string (value));
      show_verb (self->button, &self->verb);
      break;

    case PROP_OTHER_LABEL:
      set_string (&self->other_verb.label, g_value_get_string (value));
      show_verb (self->other_button, &self->other_verb);
      break;

    case PROP_OTHER_ACTION:
      set_string (&self->other_verb.action, g_value_get_string (value));
      show_verb (self->other_button, &self->other_verb);
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
  object_class->finalize = chat_banner_finalize;
  object_class->get_property = chat_banner_get_property;
  object_class->set_property = chat_banner_set_property;
  install_properties (object_class);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}


static void
chat_banner_init (ChatBanner *self)
{
  self->text = g_strdup ("");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}


void
chat_banner_set_text (ChatBanner *self,
                      const char *text)
{
  g_return_if_fail (CHAT_IS_BANNER (self));

  set_string (&self->text, text != NULL ? text : "");
  if (self->label != NULL)
    gtk_label_set_label (self->label, self->text);
}


void
chat_banner_set_fraction (ChatBanner *self,
                          double      fraction)
{
  g_return_if_fail (CHAT_IS_BANNER (self));

  build (self);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), fraction >= 0);
  gtk_progress_bar_set_fraction (self->progress_bar, CLAMP (fraction, 0, 1));
}


void
chat_banner_set_narrow (ChatBanner *self,
                        gboolean    narrow)
{
  g_return_if_fail (CHAT_IS_BANNER (self));

  self->narrow = narrow;
  if (self->box != NULL)
    turn_box (self);
}


void
chat_banner_set_revealed (ChatBanner *self,
                          gboolean    revealed)
{
  g_return_if_fail (CHAT_IS_BANNER (self));

  if (!revealed && self->revealer == NULL)
    return;

  build (self);
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

  return self->revealer != NULL && gtk_revealer_get_reveal_child (self->revealer);
}
