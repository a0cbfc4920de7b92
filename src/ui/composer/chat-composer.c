/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The composer: the box in which a prompt is written, with Send, which is Stop while a turn runs.
 */

#include "chat-composer-private.h"

#include "chat-keymap.h"
#include "chat-shortcuts.h"
#include "chat-side-box.h"

#include <glib/gi18n.h>

/* The text begins on the conversation's own edge: its gutter, 30 or 24, less the box's padding. */
#define TEXT_MARGIN        24
#define TEXT_MARGIN_NARROW 18

/* So much of the window's height the text may take before it scrolls, in percent. */
#define MAX_HEIGHT_PERCENT 40

G_DEFINE_FINAL_TYPE (ChatComposer, chat_composer, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_BUSY,
  PROP_NARROW,
  PROP_BLANK,
  PROP_EDITING,
  PROP_DRAFT,
  PROP_MARKDOWN_HELP,
  PROP_CHECKS_SPELLING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];


static void
set_css_class (GtkWidget  *widget,
               const char *css_class,
               gboolean    set)
{
  if (set)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}


static void
update_button (ChatComposer *self)
{
  const char *label = self->busy ? C_("button", "Stop") : C_("button", "Send");
  g_autofree char *key = chat_shortcuts_dup_first_key (GTK_WIDGET (self), "chat.send");
  const char *send = key != NULL ? "chat.send" : "composer.send";

  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button),
                                  self->busy ? "chat.stop" : "chat.send");
  gtk_stack_set_visible_child_name (self->faces, self->busy ? "stop" : "send");
  set_css_class (self->button, "suggested-action", !self->busy);
  chat_shortcuts_set_tooltip (self->button, label, self->busy ? "chat.escape" : send);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}


static void
set_narrow (ChatComposer *self,
            gboolean      narrow)
{
  int margin = narrow ? TEXT_MARGIN_NARROW : TEXT_MARGIN;

  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  set_css_class (GTK_WIDGET (self), "narrow", narrow);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->prompt), margin);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->prompt), margin);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}


static void
set_draft (ChatComposer *self,
           const char   *draft)
{
  g_free (self->draft);
  self->draft = g_strdup (draft);
  gtk_widget_set_visible (self->edit_note, self->draft != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EDITING]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DRAFT]);
}


static void
earlier_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  ChatComposer *self = CHAT_COMPOSER (widget);
  g_autofree char *draft = chat_prompt_view_dup_text (self->prompt);
  g_autofree char *prompt = NULL;

  if (self->history != NULL)
    prompt = chat_prompt_history_earlier (self->history, draft);
  if (prompt != NULL)
    chat_composer_set_text (self, prompt);
}


static void
later_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  ChatComposer *self = CHAT_COMPOSER (widget);
  g_autofree char *prompt = NULL;

  if (self->history != NULL)
    prompt = chat_prompt_history_later (self->history);
  if (prompt != NULL)
    chat_composer_set_text (self, prompt);
}


static void
cancel_edit_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  ChatComposer *self = CHAT_COMPOSER (widget);

  if (self->draft == NULL)
    return;

  chat_composer_clear (self);
  chat_composer_focus (self);
}


static void
buffer_changed_cb (ChatComposer *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DRAFT]);
}


static gint64
sum_attached (ChatComposer *self)
{
  GListModel *items = chat_attachment_row_get_items (self->attachments);
  gint64 sum = 0;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(ChatAttachmentItem) item = g_list_model_get_item (items, i);

      sum += chat_attachment_item_get_tokens (item);
    }

  return sum;
}


static void
attachments_changed_cb (ChatComposer *self)
{
  chat_meter_set_attached (self->meter, sum_attached (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BLANK]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DRAFT]);
}


static void
prompt_blank_cb (ChatComposer *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BLANK]);
}


/* The ring shows where typing goes; a button in the box has its own. */
static void
prompt_focus_cb (ChatComposer *self)
{
  set_css_class (GTK_WIDGET (self), "typing", gtk_widget_has_focus (GTK_WIDGET (self->prompt)));
}


/* The window tells nobody how high it has become; its surface does, once all of it is laid out. */
static void
surface_layout_cb (ChatComposer *self)
{
  GtkScrolledWindow *scroller = GTK_SCROLLED_WINDOW (self->scrolled_window);
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  int least = gtk_scrolled_window_get_min_content_height (scroller);
  int most = gtk_widget_get_height (root) * MAX_HEIGHT_PERCENT / 100;

  gtk_scrolled_window_set_max_content_height (scroller, MAX (least, most));
}


static void
chat_composer_realize (GtkWidget *widget)
{
  ChatComposer *self = CHAT_COMPOSER (widget);

  GTK_WIDGET_CLASS (chat_composer_parent_class)->realize (widget);

  g_signal_connect_object (gtk_native_get_surface (gtk_widget_get_native (widget)), "layout",
                           G_CALLBACK (surface_layout_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  surface_layout_cb (self);
}


static void
chat_composer_unrealize (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_native_get_surface (gtk_widget_get_native (widget)),
                                        surface_layout_cb, widget);

  GTK_WIDGET_CLASS (chat_composer_parent_class)->unrealize (widget);
}


/* GTK leaves the window without a focus when the button that has it can no longer be pressed. */
static void
button_sensitive_cb (ChatComposer *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL && gtk_root_get_focus (root) == NULL && !gtk_widget_get_sensitive (self->button))
    gtk_widget_grab_focus (GTK_WIDGET (self->prompt));
}


static void
chat_composer_dispose (GObject *object)
{
  ChatComposer *self = CHAT_COMPOSER (object);

  if (self->completion != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->completion));
  self->completion = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), CHAT_TYPE_COMPOSER);
  g_clear_object (&self->buffer_signals);
  g_clear_pointer (&self->history, chat_prompt_history_free);
  g_clear_pointer (&self->draft, g_free);

  G_OBJECT_CLASS (chat_composer_parent_class)->dispose (object);
}


static void
chat_composer_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  ChatComposer *self = CHAT_COMPOSER (object);

  switch (prop_id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;

    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;

    case PROP_BLANK:
      g_value_set_boolean (value, chat_composer_is_blank (self));
      break;

    case PROP_EDITING:
      g_value_set_boolean (value, chat_composer_is_editing (self));
      break;

    case PROP_DRAFT:
      g_value_take_string (value, chat_composer_dup_draft (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}


static void
chat_composer_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  ChatComposer *self = CHAT_COMPOSER (object);

  switch (prop_id)
    {
    case PROP_BUSY:
      chat_composer_set_busy (self, g_value_get_boolean (value));
      break;

    case PROP_NARROW:
      set_narrow (self, g_value_get_boolean (value));
      break;

    case PROP_MARKDOWN_HELP:
    case PROP_CHECKS_SPELLING:
      g_object_set_property (G_OBJECT (self->prompt), pspec->name, value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}


static void
install_properties (GObjectClass *object_class)
{
  properties[PROP_BUSY] =
    g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_BLANK] =
    g_param_spec_boolean ("blank", NULL, NULL, TRUE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_EDITING] =
    g_param_spec_boolean ("editing", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_DRAFT] =
    g_param_spec_string ("draft", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MARKDOWN_HELP] =
    g_param_spec_boolean ("markdown-help", NULL, NULL, TRUE,
                          G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CHECKS_SPELLING] =
    g_param_spec_boolean ("checks-spelling", NULL, NULL, FALSE,
                          G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}


static void
chat_composer_class_init (ChatComposerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chat_composer_dispose;
  object_class->get_property = chat_composer_get_property;
  object_class->set_property = chat_composer_set_property;
  widget_class->realize = chat_composer_realize;
  widget_class->unrealize = chat_composer_unrealize;

  install_properties (object_class);

  gtk_widget_class_install_action (widget_class, "composer.earlier", NULL, earlier_action);
  gtk_widget_class_install_action (widget_class, "composer.later", NULL, later_action);
  gtk_widget_class_install_action (widget_class, "composer.cancel-edit", NULL, cancel_edit_action);

  g_type_ensure (CHAT_TYPE_ATTACHMENT_ROW);
  g_type_ensure (CHAT_TYPE_METER);
  g_type_ensure (CHAT_TYPE_PROMPT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/ClaudeChat/ui/chat-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, ChatComposer, edit_note);
  gtk_widget_class_bind_template_child (widget_class, ChatComposer, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, ChatComposer, prompt);
  gtk_widget_class_bind_template_child (widget_class, ChatComposer, attachments);
  gtk_widget_class_bind_template_child (widget_class, ChatComposer, actions);
  gtk_widget_class_bind_template_child (widget_class, ChatComposer, attach_button);
  gtk_widget_class_bind_template_child (widget_class, ChatComposer, meter);
  gtk_widget_class_bind_template_child (widget_class, ChatComposer, button);
  gtk_widget_class_bind_template_child (widget_class, ChatComposer, faces);
  gtk_widget_class_bind_template_callback (widget_class, attachments_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, button_sensitive_cb);
  gtk_widget_class_bind_template_callback (widget_class, chat_composer_focus);
  gtk_widget_class_bind_template_callback (widget_class, prompt_blank_cb);
  gtk_widget_class_bind_template_callback (widget_class, prompt_focus_cb);

  gtk_widget_class_set_css_name (widget_class, "composer");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}


static void
chat_composer_init (ChatComposer *self)
{
  g_type_ensure (CHAT_TYPE_SIDE_BOX);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->completion = chat_completion_new (GTK_TEXT_VIEW (self->prompt), GTK_WIDGET (self));
  chat_composer_follow_paste (self);
  chat_shortcuts_set_tooltip (self->attach_button, C_("button", "Attach"), "chat.attach");
  chat_meter_set_buffer (self->meter, gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->prompt)));
  self->buffer_signals = g_signal_group_new (GTK_TYPE_TEXT_BUFFER);
  g_signal_group_connect_swapped (self->buffer_signals, "changed", G_CALLBACK (buffer_changed_cb),
                                  self);
  g_object_bind_property (self->prompt, "buffer", self->buffer_signals, "target",
                          G_BINDING_SYNC_CREATE);
  g_signal_connect_object (chat_keymap_get (gtk_widget_get_display (GTK_WIDGET (self))), "changed",
                           G_CALLBACK (update_button), self, G_CONNECT_SWAPPED);
  update_button (self);
}


GtkWidget *
chat_composer_new (void)
{
  return g_object_new (CHAT_TYPE_COMPOSER, NULL);
}


void
chat_composer_set_conversation (ChatComposer     *self,
                                ChatConversation *conversation)
{
  g_return_if_fail (CHAT_IS_COMPOSER (self));

  g_clear_pointer (&self->history, chat_prompt_history_free);
  if (conversation != NULL)
    self->history = chat_prompt_history_new (conversation);
}


ChatAttachmentRow *
chat_composer_get_attachments (ChatComposer *self)
{
  g_return_val_if_fail (CHAT_IS_COMPOSER (self), NULL);

  return self->attachments;
}


ChatMeter *
chat_composer_get_meter (ChatComposer *self)
{
  g_return_val_if_fail (CHAT_IS_COMPOSER (self), NULL);

  return self->meter;
}


ChatCompletion *
chat_composer_get_completion (ChatComposer *self)
{
  g_return_val_if_fail (CHAT_IS_COMPOSER (self), NULL);

  return self->completion;
}


void
chat_composer_set_busy (ChatComposer *self,
                        gboolean      busy)
{
  g_return_if_fail (CHAT_IS_COMPOSER (self));

  if (self->busy == busy)
    return;

  self->busy = busy;
  update_button (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}


void
chat_composer_focus (ChatComposer *self)
{
  g_return_if_fail (CHAT_IS_COMPOSER (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->prompt));
}


gboolean
chat_composer_is_blank (ChatComposer *self)
{
  g_return_val_if_fail (CHAT_IS_COMPOSER (self), TRUE);

  return chat_prompt_view_is_blank (self->prompt) &&
         chat_attachment_row_is_blank (self->attachments);
}


gboolean
chat_composer_is_editing (ChatComposer *self)
{
  g_return_val_if_fail (CHAT_IS_COMPOSER (self), FALSE);

  return self->draft != NULL;
}


void
chat_composer_begin_edit (ChatComposer *self,
                          const char   *prompt)
{
  g_return_if_fail (CHAT_IS_COMPOSER (self));

  if (self->draft == NULL)
    {
      g_autofree char *draft = chat_prompt_view_dup_text (self->prompt);

      set_draft (self, draft);
    }
  chat_composer_set_text (self, prompt);
}


void
chat_composer_clear (ChatComposer *self)
{
  g_return_if_fail (CHAT_IS_COMPOSER (self));

  chat_composer_set_text (self, self->draft != NULL ? self->draft : "");
  set_draft (self, NULL);
  /* last: nobody who hears of it is to take what is shown for the edit */
  chat_attachment_row_clear (self->attachments);
  if (self->history != NULL)
    chat_prompt_history_reset (self->history);
}
