/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text of the composer: a text view with a placeholder, and the keys that mean more than text.
 */

#include "chat-prompt-view.h"

#include "chat-prompt-edit.h"
#include "chat-shortcuts.h"
#include "chat-spelling.h"

#include <pango/pangocairo.h>

/* The pitch of lines as a multiple of the font's size, the same as in the transcript. */
#define LINE_PITCH 1.5

/* What was sent comes back by undoing it, too: so many steps of writing and sending are kept. */
#define MAX_UNDO_LEVELS 500

struct _ChatPromptView
{
  GtkTextView  parent_instance;

  char        *placeholder;
  gboolean     composing;   /* an input method shows text that is not in the buffer yet */
  gboolean     blank;
  gboolean     markdown_help;
  gboolean     checks_spelling;
  GSignalGroup *buffer_signals;
};

G_DEFINE_FINAL_TYPE (ChatPromptView, chat_prompt_view, GTK_TYPE_TEXT_VIEW)

enum
{
  PROP_0,
  PROP_PLACEHOLDER,
  PROP_BLANK,
  PROP_MARKDOWN_HELP,
  PROP_CHECKS_SPELLING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* When a key means something. */
typedef enum
{
  ALWAYS,
  WHEN_EMPTY,
  WHEN_SELECTED,
} Condition;


/* Looks no further than the first character that is to be seen: called at each change of a text
 * that may be long. */
static gboolean
buffer_is_blank (GtkTextBuffer *buffer)
{
  GtkTextIter iter;

  gtk_text_buffer_get_start_iter (buffer, &iter);
  while (!gtk_text_iter_is_end (&iter))
    {
      if (!g_unichar_isspace (gtk_text_iter_get_char (&iter)))
        return FALSE;
      gtk_text_iter_forward_char (&iter);
    }

  return TRUE;
}


static gboolean
is_empty (ChatPromptView *self)
{
  return gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self))) == 0;
}


static void
buffer_changed_cb (ChatPromptView *self)
{
  gboolean blank = buffer_is_blank (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)));

  /* A text view measures its lines when it is allocated or, failing that, while it is drawn: then
   * the scroll bar would move when its own allocation is over, and GTK warns. */
  gtk_widget_queue_resize (GTK_WIDGET (self));

  if (blank == self->blank)
    return;

  self->blank = blank;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BLANK]);
}


static void
preedit_changed_cb (ChatPromptView *self,
                    const char     *preedit)
{
  self->composing = preedit[0] != '\0';
  gtk_widget_queue_draw (GTK_WIDGET (self));
}


/* The input method comes first: its Enter takes a candidate. One that shows text and yet lets the
 * key pass is no reason to send either. */
static gboolean
send_pressed (ChatPromptView *self,
              GdkEvent       *event)
{
  if (!gtk_text_view_im_context_filter_keypress (GTK_TEXT_VIEW (self), event) && !self->composing)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "chat.send", NULL);
      gtk_widget_activate_action (GTK_WIDGET (self), "chat.tell-busy", NULL);
    }

  return GDK_EVENT_STOP;
}


static gboolean
new_line_pressed (ChatPromptView *self,
                  GdkEvent       *event)
{
  if (!gtk_text_view_im_context_filter_keypress (GTK_TEXT_VIEW (self), event) && !self->composing)
    chat_prompt_edit_new_line (GTK_TEXT_VIEW (self), self->markdown_help);

  return GDK_EVENT_STOP;
}


static gboolean
is_enter (guint           keyval,
          GdkModifierType modifiers)
{
  return (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter) &&
         (modifiers & gtk_accelerator_get_default_mod_mask ()) == 0;
}


/* In a block of code one more line is meant with Enter alone: whoever is done with it closes it, or
 * adds Ctrl. */
static gboolean
sends (ChatPromptView *self,
       GdkEvent       *event,
       gboolean        enter)
{
  if (enter && self->markdown_help && chat_prompt_edit_is_code (GTK_TEXT_VIEW (self)))
    return FALSE;

  return chat_shortcuts_match (GTK_WIDGET (self), "chat.send", event) ||
         chat_shortcuts_match (GTK_WIDGET (self), "composer.send", event);
}


static gboolean
holds (ChatPromptView *self,
       Condition       condition)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  switch (condition)
    {
    case WHEN_EMPTY:
      return is_empty (self);

    case WHEN_SELECTED:
      return gtk_text_buffer_get_has_selection (buffer);

    case ALWAYS:
    default:
      return TRUE;
    }
}


static gboolean
other_pressed (ChatPromptView *self,
               GdkEvent       *event)
{
  static const struct
  {
    const char *action;
    Condition   condition;
  } others[] = {
    { "composer.earlier", ALWAYS },
    { "composer.later", ALWAYS },
    { "chat.edit-last", WHEN_EMPTY },
    { "composer.bold", ALWAYS },
    { "composer.italic", WHEN_SELECTED },
    { "composer.code", ALWAYS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      if (!holds (self, others[i].condition) ||
          !chat_shortcuts_match (GTK_WIDGET (self), others[i].action, event))
        continue;

      gtk_widget_activate_action (GTK_WIDGET (self), others[i].action, NULL);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}


/* What an input method makes of the key does not count here: it would put a sign in the place of
 * what is selected. */
static gboolean
sign_pressed (ChatPromptView  *self,
              guint            keyval,
              GdkModifierType  modifiers)
{
  const GdkModifierType others = GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK;

  return self->markdown_help && (modifiers & others) == 0 &&
         chat_prompt_edit_surround (GTK_TEXT_VIEW (self), gdk_keyval_to_unicode (keyval));
}


/* Nobody else may take a key for what the input method does not want of it. */
static gboolean
composing_pressed (ChatPromptView *self,
                   GdkEvent       *event,
                   guint           keyval)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  gtk_text_view_im_context_filter_keypress (GTK_TEXT_VIEW (self), event);

  return GDK_EVENT_STOP;
}


static gboolean
key_pressed_cb (GtkEventController *controller,
                guint               keyval,
                guint               keycode,
                GdkModifierType     state,
                ChatPromptView     *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (controller);
  gboolean enter = is_enter (keyval, state);

  if (sends (self, event, enter))
    return send_pressed (self, event);
  if (enter || chat_shortcuts_match (GTK_WIDGET (self), "composer.new-line", event))
    return new_line_pressed (self, event);
  if (self->composing)
    return composing_pressed (self, event, keyval);

  return other_pressed (self, event) || sign_pressed (self, keyval, state);
}


/* Spreads what the pitch has beyond the font's own height: between wrapped lines, and half of it
 * above and half below each paragraph. */
static void
update_pitch (ChatPromptView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, font, NULL);
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;
  int height = PANGO_PIXELS (pango_font_metrics_get_height (metrics));
  int extra;

  if (!pango_font_description_get_size_is_absolute (font))
    size *= pango_cairo_context_get_resolution (context) / 72.0;
  extra = MAX (0, (int) (size * LINE_PITCH + 0.5) - height);

  gtk_text_view_set_pixels_inside_wrap (view, extra);
  gtk_text_view_set_pixels_above_lines (view, extra / 2);
  gtk_text_view_set_pixels_below_lines (view, extra - extra / 2);
  pango_font_metrics_unref (metrics);
}


static void
chat_prompt_view_css_changed (GtkWidget         *widget,
                              GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (chat_prompt_view_parent_class)->css_changed (widget, change);

  update_pitch (CHAT_PROMPT_VIEW (widget));
}


static void
chat_prompt_view_system_setting_changed (GtkWidget        *widget,
                                         GtkSystemSetting  setting)
{
  GTK_WIDGET_CLASS (chat_prompt_view_parent_class)->system_setting_changed (widget, setting);

  if (setting == GTK_SYSTEM_SETTING_DPI || setting == GTK_SYSTEM_SETTING_FONT_NAME)
    update_pitch (CHAT_PROMPT_VIEW (widget));
}


static void
snapshot_placeholder (ChatPromptView *self,
                      GtkSnapshot    *snapshot)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkWidget *widget = GTK_WIDGET (self);
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (widget, self->placeholder);
  int margin = gtk_text_view_get_left_margin (view);
  int above = gtk_text_view_get_top_margin (view) + gtk_text_view_get_pixels_above_lines (view);
  int width = gtk_widget_get_width (widget) - margin - gtk_text_view_get_right_margin (view);
  GdkRGBA color;

  /* Pango's left is the left of a left-to-right widget. */
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, MAX (0, width) * PANGO_SCALE);
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "chat_dim", &color))
    gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (margin, above));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}


static void
chat_prompt_view_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  ChatPromptView *self = CHAT_PROMPT_VIEW (widget);

  if (self->placeholder != NULL && !self->composing && is_empty (self))
    snapshot_placeholder (self, snapshot);

  GTK_WIDGET_CLASS (chat_prompt_view_parent_class)->snapshot (widget, snapshot);
}


static void
set_placeholder (ChatPromptView *self,
                 const char     *placeholder)
{
  g_free (self->placeholder);
  self->placeholder = g_strdup (placeholder);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_PLACEHOLDER, placeholder,
                                  -1);
}


static void
chat_prompt_view_finalize (GObject *object)
{
  ChatPromptView *self = CHAT_PROMPT_VIEW (object);

  g_free (self->placeholder);
  g_object_unref (self->buffer_signals);

  G_OBJECT_CLASS (chat_prompt_view_parent_class)->finalize (object);
}


static void
chat_prompt_view_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  ChatPromptView *self = CHAT_PROMPT_VIEW (object);

  switch (prop_id)
    {
    case PROP_PLACEHOLDER:
      g_value_set_string (value, self->placeholder);
      break;

    case PROP_BLANK:
      g_value_set_boolean (value, self->blank);
      break;

    case PROP_MARKDOWN_HELP:
      g_value_set_boolean (value, self->markdown_help);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}


static void
chat_prompt_view_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  ChatPromptView *self = CHAT_PROMPT_VIEW (object);

  switch (prop_id)
    {
    case PROP_PLACEHOLDER:
      set_placeholder (self, g_value_get_string (value));
      break;

    case PROP_MARKDOWN_HELP:
      self->markdown_help = g_value_get_boolean (value);
      break;

    case PROP_CHECKS_SPELLING:
      self->checks_spelling = g_value_get_boolean (value);
      chat_spelling_set_enabled (GTK_TEXT_VIEW (self), self->checks_spelling);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}


static void
chat_prompt_view_class_init (ChatPromptViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = chat_prompt_view_finalize;
  object_class->get_property = chat_prompt_view_get_property;
  object_class->set_property = chat_prompt_view_set_property;

  widget_class->css_changed = chat_prompt_view_css_changed;
  widget_class->system_setting_changed = chat_prompt_view_system_setting_changed;
  widget_class->snapshot = chat_prompt_view_snapshot;

  properties[PROP_PLACEHOLDER] =
    g_param_spec_string ("placeholder", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_BLANK] =
    g_param_spec_boolean ("blank", NULL, NULL, TRUE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MARKDOWN_HELP] =
    g_param_spec_boolean ("markdown-help", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CHECKS_SPELLING] =
    g_param_spec_boolean ("checks-spelling", NULL, NULL, FALSE,
                          G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  chat_prompt_edit_install_actions (widget_class);
}


static GtkTextBuffer *
new_buffer (void)
{
  GtkTextBuffer *buffer = chat_spelling_new_buffer ();

  gtk_text_buffer_set_max_undo_levels (buffer, MAX_UNDO_LEVELS);

  return buffer;
}


static void
chat_prompt_view_init (ChatPromptView *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();
  g_autoptr(GtkTextBuffer) buffer = new_buffer ();

  self->blank = TRUE;
  self->markdown_help = TRUE;
  gtk_text_view_set_buffer (GTK_TEXT_VIEW (self), buffer);

  /* Before the text view's own handling, which would make a line of Enter. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);

  g_signal_connect_object (self, "preedit-changed", G_CALLBACK (preedit_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->buffer_signals = g_signal_group_new (GTK_TYPE_TEXT_BUFFER);
  g_signal_group_connect_swapped (self->buffer_signals, "changed", G_CALLBACK (buffer_changed_cb),
                                  self);
  g_object_bind_property (self, "buffer", self->buffer_signals, "target", G_BINDING_SYNC_CREATE);
}


gboolean
chat_prompt_view_is_blank (ChatPromptView *self)
{
  g_return_val_if_fail (CHAT_IS_PROMPT_VIEW (self), TRUE);

  return self->blank;
}


void
chat_prompt_view_resume (ChatPromptView *self,
                         GtkTextBuffer  *buffer)
{
  g_return_if_fail (CHAT_IS_PROMPT_VIEW (self));

  chat_spelling_set_enabled (GTK_TEXT_VIEW (self), FALSE);
  gtk_text_view_set_buffer (GTK_TEXT_VIEW (self), buffer);
  chat_spelling_set_enabled (GTK_TEXT_VIEW (self), self->checks_spelling);
  buffer_changed_cb (self);
}


GtkTextBuffer *
chat_prompt_view_release (ChatPromptView *self)
{
  g_autoptr(GtkTextBuffer) fresh = new_buffer ();
  GtkTextBuffer *buffer;

  g_return_val_if_fail (CHAT_IS_PROMPT_VIEW (self), NULL);

  buffer = g_object_ref (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)));
  chat_prompt_view_resume (self, fresh);

  return buffer;
}
