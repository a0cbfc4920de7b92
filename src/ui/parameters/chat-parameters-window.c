/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window in which the parameters of one conversation are set.
 */

#include "chat-parameters-window.h"

#include "chat-accessible.h"
#include "chat-parameters-form.h"
#include "chat-preset-popover.h"
#include "chat-title-bin.h"
#include "chat-words.h"

#include <glib/gi18n.h>

#define WIDTH      460
#define HEIGHT     640
#define MIN_WIDTH  340
#define MIN_HEIGHT 280

struct _ChatParametersWindow
{
  AdwWindow           parent_instance;

  ChatConversation   *conversation;
  AdwWindowTitle     *title;
  ChatParametersForm *form;
};

G_DEFINE_FINAL_TYPE (ChatParametersWindow, chat_parameters_window, ADW_TYPE_WINDOW)


static void
update_title (ChatParametersWindow *self)
{
  const char *title = chat_conversation_get_title (self->conversation);

  adw_window_title_set_subtitle (self->title, title != NULL ? title : _("New conversation"));
}


/* Whoever goes on in another window takes what was typed here for done. */
static void
active_cb (ChatParametersWindow *self)
{
  if (self->form != NULL && !gtk_window_is_active (GTK_WINDOW (self)))
    chat_parameters_form_flush (self->form);
}


static gboolean
chat_parameters_window_close_request (GtkWindow *window)
{
  chat_parameters_form_flush (CHAT_PARAMETERS_WINDOW (window)->form);

  return GTK_WINDOW_CLASS (chat_parameters_window_parent_class)->close_request (window);
}


/* The library is the main window's to show. */
static void
prompts_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  gtk_widget_activate_action (GTK_WIDGET (parent), action_name, NULL);
}


static void
chat_parameters_window_dispose (GObject *object)
{
  ChatParametersWindow *self = CHAT_PARAMETERS_WINDOW (object);

  self->form = NULL;
  g_clear_object (&self->conversation);

  G_OBJECT_CLASS (chat_parameters_window_parent_class)->dispose (object);
}


static void
chat_parameters_window_class_init (ChatParametersWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_parameters_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = chat_parameters_window_close_request;
  gtk_widget_class_install_action (widget_class, "win.prompts", NULL, prompts_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
}


static void
chat_parameters_window_init (ChatParametersWindow *self)
{
  chat_accessible_keep_role (GTK_WIDGET (self));
  chat_words_fit_window (GTK_WIDGET (self));
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  gtk_widget_set_size_request (GTK_WIDGET (self), MIN_WIDTH, MIN_HEIGHT);
  gtk_window_set_title (GTK_WINDOW (self), _("Parameters"));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
}


static GtkWidget *
new_presets_button (ChatParametersWindow *self,
                    ChatEngine           *engine)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = chat_preset_popover_new (engine, self->conversation);

  /* A word would leave a large title too little of a narrow window. */
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-list-symbolic");
  gtk_widget_set_tooltip_text (button, _("Presets"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Presets"),
                                  -1);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  /* what was typed belongs to what is saved */
  g_signal_connect_object (popover, "saving", G_CALLBACK (chat_parameters_form_flush), self->form,
                           G_CONNECT_SWAPPED);

  return button;
}


static void
build (ChatParametersWindow *self,
       ChatEngine           *engine)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *toasts = adw_toast_overlay_new ();

  self->title = ADW_WINDOW_TITLE (adw_window_title_new (_("Parameters"), NULL));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar),
                                   g_object_new (CHAT_TYPE_TITLE_BIN, "child", self->title, NULL));
  gtk_widget_add_css_class (bar, "flat");
  self->form = CHAT_PARAMETERS_FORM (chat_parameters_form_new (engine, self->conversation));
  gtk_widget_set_vexpand (GTK_WIDGET (self->form), TRUE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), new_presets_button (self, engine));
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->form));
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), box);
  adw_window_set_content (ADW_WINDOW (self), toasts);
}


GtkWidget *
chat_parameters_window_new (GtkWindow        *parent,
                            ChatEngine       *engine,
                            ChatConversation *conversation)
{
  ChatParametersWindow *self = g_object_new (CHAT_TYPE_PARAMETERS_WINDOW,
                                             "transient-for", parent,
                                             NULL);

  self->conversation = g_object_ref (conversation);
  build (self, engine);
  update_title (self);
  gtk_window_set_focus (GTK_WINDOW (self),
                        GTK_WIDGET (chat_parameters_form_get_system (self->form)));
  g_signal_connect_object (conversation, "notify::title", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);

  return GTK_WIDGET (self);
}


ChatConversation *
chat_parameters_window_get_conversation (ChatParametersWindow *self)
{
  g_return_val_if_fail (CHAT_IS_PARAMETERS_WINDOW (self), NULL);

  return self->conversation;
}
