/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture in full.
 */

#include "chat-image-window.h"

#include "chat-accessible.h"
#include "chat-image-loader.h"
#include "chat-words.h"
#include "chat-zoom-view.h"

#include <glib/gi18n.h>
#include <math.h>

#define ZOOM_STEP 1.25
#define ZOOM_MIN  0.05
#define ZOOM_MAX  16
/* px of a touchpad that are as much as a click of a wheel. */
#define CLICK 40

/* px of the window at first, header bar included. */
#define DEFAULT_WIDTH  900
#define DEFAULT_HEIGHT 700

struct _ChatImageWindow
{
  AdwWindow       parent_instance;

  ChatImageData  *data;
  GdkTexture     *texture;       /* NULL until it is decoded */
  GCancellable   *cancellable;
  double          zoom;          /* 0: it fits into the window */
  double          drag_x;        /* where it was scrolled to when the drag began */
  double          drag_y;

  GtkWidget      *stack;
  GtkWidget      *scrolled;
  GtkWidget      *picture;
  GtkFileChooserNative *chooser; /* while it is open */
};

G_DEFINE_FINAL_TYPE (ChatImageWindow, chat_image_window, ADW_TYPE_WINDOW)

static double
get_fit (ChatImageWindow *self)
{
  double width = gtk_widget_get_width (self->scrolled);
  double height = gtk_widget_get_height (self->scrolled);

  if (width <= 0 || height <= 0)
    return 1;

  return MIN (1, MIN (width / gdk_texture_get_width (self->texture),
                      height / gdk_texture_get_height (self->texture)));
}

static void
set_zoom (ChatImageWindow *self,
          double           zoom)
{
  if (self->texture == NULL)
    return;

  self->zoom = CLAMP (zoom, ZOOM_MIN, ZOOM_MAX);
  chat_zoom_view_set_zoom (CHAT_ZOOM_VIEW (self->picture), self->zoom);
}

static void
zoom_in_action (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  ChatImageWindow *self = CHAT_IMAGE_WINDOW (widget);

  set_zoom (self, chat_image_window_get_zoom (self) * ZOOM_STEP);
}

static void
zoom_out_action (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  ChatImageWindow *self = CHAT_IMAGE_WINDOW (widget);

  set_zoom (self, chat_image_window_get_zoom (self) / ZOOM_STEP);
}

static void
zoom_normal_action (GtkWidget  *widget,
                    const char *action,
                    GVariant   *parameter)
{
  set_zoom (CHAT_IMAGE_WINDOW (widget), 1);
}

static void
zoom_fit_action (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  ChatImageWindow *self = CHAT_IMAGE_WINDOW (widget);

  self->zoom = 0;
  chat_zoom_view_set_zoom (CHAT_ZOOM_VIEW (self->picture), 0);
}

static void
copy_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  ChatImageWindow *self = CHAT_IMAGE_WINDOW (widget);

  gdk_clipboard_set_texture (gtk_widget_get_clipboard (widget), self->texture);
}

static const char *
get_suffix (ChatImageFormat format)
{
  switch (format)
    {
    case CHAT_IMAGE_JPEG:
      return "jpg";
    case CHAT_IMAGE_GIF:
      return "gif";
    case CHAT_IMAGE_WEBP:
      return "webp";
    case CHAT_IMAGE_PNG:
    case CHAT_IMAGE_UNKNOWN:
    default:
      return "png";
    }
}

/* The file as it came, not as it was decoded. */
static void
write_file (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  GFile *file = g_object_get_data (G_OBJECT (task), "file");
  g_autoptr(GBytes) bytes = data != NULL ? chat_image_source_decode (data) : NULL;
  GError *error = NULL;
  gsize length;
  const char *contents = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (contents == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s",
                             _("The picture is no longer there."));
  else if (g_file_replace_contents (file, contents, length, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                    cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ChatImageWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  GtkWindow *parent = gtk_widget_get_realized (GTK_WIDGET (self)) ? GTK_WINDOW (self) : NULL;
  GtkWidget *dialog;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    return;

  dialog = adw_message_dialog_new (parent, _("The picture was not saved"), error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
chosen_cb (ChatImageWindow      *self,
           int                   response,
           GtkFileChooserNative *chooser)
{
  g_autoptr(GFile) file = NULL;
  g_autoptr(GTask) task = NULL;
  GBytes *source;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      /* What was asked for is done, the window closed or not. It is not the task's source: the
       * thread may be the last to let go of the task, and ends no window. */
      task = g_task_new (NULL, NULL, written_cb, g_object_ref (self));
      source = chat_image_data_dup_source (self->data);
      g_object_set_data_full (G_OBJECT (task), "file", g_steal_pointer (&file), g_object_unref);
      if (source != NULL)
        g_task_set_task_data (task, source, (GDestroyNotify) g_bytes_unref);
      g_task_run_in_thread (task, write_file);
    }
  g_clear_object (&self->chooser);
}

static void
save_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  ChatImageWindow *self = CHAT_IMAGE_WINDOW (widget);
  /* Translators: the name of a file that a picture is saved in; %s is png or jpg. */
  g_autofree char *name = g_strdup_printf (_("Picture.%s"), get_suffix (self->data->format));

  if (self->chooser != NULL)
    return;

  self->chooser = gtk_file_chooser_native_new (_("Save the picture"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser),
                                     self->data->name != NULL ? self->data->name : name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
scroll_cb (ChatImageWindow          *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *scroll)
{
  if (gtk_event_controller_scroll_get_unit (scroll) == GDK_SCROLL_UNIT_SURFACE)
    dy /= CLICK;
  set_zoom (self, chat_image_window_get_zoom (self) * pow (ZOOM_STEP, -dy));
  return TRUE;
}

static GtkAdjustment *
get_adjustment (ChatImageWindow *self,
                gboolean         vertical)
{
  GtkScrolledWindow *scrolled = GTK_SCROLLED_WINDOW (self->scrolled);

  return vertical ? gtk_scrolled_window_get_vadjustment (scrolled)
                  : gtk_scrolled_window_get_hadjustment (scrolled);
}

static void
drag_begin_cb (ChatImageWindow *self,
               double           x,
               double           y,
               GtkGestureDrag  *drag)
{
  self->drag_x = gtk_adjustment_get_value (get_adjustment (self, FALSE));
  self->drag_y = gtk_adjustment_get_value (get_adjustment (self, TRUE));
}

static void
drag_update_cb (ChatImageWindow *self,
                double           dx,
                double           dy,
                GtkGestureDrag  *drag)
{
  gtk_adjustment_set_value (get_adjustment (self, FALSE), self->drag_x - dx);
  gtk_adjustment_set_value (get_adjustment (self, TRUE), self->drag_y - dy);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ChatImageWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) texture = chat_image_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (texture == NULL)
    {
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "broken");
      return;
    }

  g_set_object (&self->texture, texture);
  chat_zoom_view_set_texture (CHAT_ZOOM_VIEW (self->picture), texture);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "picture");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "image.copy", TRUE);
}

static void
chat_image_window_dispose (GObject *object)
{
  ChatImageWindow *self = CHAT_IMAGE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->texture);

  G_OBJECT_CLASS (chat_image_window_parent_class)->dispose (object);
}

static void
chat_image_window_finalize (GObject *object)
{
  ChatImageWindow *self = CHAT_IMAGE_WINDOW (object);

  g_clear_pointer (&self->data, chat_image_data_unref);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (chat_image_window_parent_class)->finalize (object);
}

static void
install_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint            key;
    GdkModifierType  modifiers;
    const char      *action;
  } keys[] = {
    { GDK_KEY_plus, 0, "image.zoom-in" },
    { GDK_KEY_equal, 0, "image.zoom-in" },
    { GDK_KEY_KP_Add, 0, "image.zoom-in" },
    { GDK_KEY_minus, 0, "image.zoom-out" },
    { GDK_KEY_KP_Subtract, 0, "image.zoom-out" },
    { GDK_KEY_0, 0, "image.zoom-normal" },
    { GDK_KEY_KP_0, 0, "image.zoom-normal" },
    { GDK_KEY_f, 0, "image.zoom-fit" },
    { GDK_KEY_c, GDK_CONTROL_MASK, "image.copy" },
    { GDK_KEY_s, GDK_CONTROL_MASK, "image.save" },
    { GDK_KEY_Escape, 0, "window.close" },
    { GDK_KEY_w, GDK_CONTROL_MASK, "window.close" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].modifiers,
                                         keys[i].action, NULL);
}

static void
chat_image_window_class_init (ChatImageWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_image_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = chat_image_window_finalize;
  gtk_widget_class_install_action (widget_class, "image.zoom-in", NULL, zoom_in_action);
  gtk_widget_class_install_action (widget_class, "image.zoom-out", NULL, zoom_out_action);
  gtk_widget_class_install_action (widget_class, "image.zoom-normal", NULL, zoom_normal_action);
  gtk_widget_class_install_action (widget_class, "image.zoom-fit", NULL, zoom_fit_action);
  gtk_widget_class_install_action (widget_class, "image.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "image.save", NULL, save_action);
  install_keys (widget_class);
}

static GtkWidget *
new_button (const char *icon,
            const char *name,
            const char *tooltip,
            const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
new_header (void)
{
  GtkWidget *header = adw_header_bar_new ();
  AdwHeaderBar *bar = ADW_HEADER_BAR (header);

  adw_header_bar_pack_start (bar, new_button ("zoom-out-symbolic", _("Zoom out"),
                                              _("Zoom out (−)"), "image.zoom-out"));
  adw_header_bar_pack_start (bar, new_button ("zoom-fit-best-symbolic", _("Fit the window"),
                                              _("Fit the window (F)"), "image.zoom-fit"));
  adw_header_bar_pack_start (bar, new_button ("zoom-original-symbolic", _("Its own size"),
                                              _("Its own size (0)"), "image.zoom-normal"));
  adw_header_bar_pack_start (bar, new_button ("zoom-in-symbolic", _("Zoom in"), _("Zoom in (+)"),
                                              "image.zoom-in"));
  adw_header_bar_pack_end (bar, new_button ("document-save-symbolic", _("Save as…"),
                                            _("Save as… (Ctrl+S)"), "image.save"));
  adw_header_bar_pack_end (bar, new_button ("edit-copy-symbolic", C_("button", "Copy"),
                                            _("Copy (Ctrl+C)"), "image.copy"));
  adw_header_bar_set_title_widget (bar, gtk_label_new (NULL));
  gtk_widget_add_css_class (header, "flat");

  return header;
}

static void
add_gestures (ChatImageWindow *self)
{
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->scrolled, scroll);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->scrolled, GTK_EVENT_CONTROLLER (drag));
}

static void
chat_image_window_init (ChatImageWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *broken = gtk_label_new (_("This picture cannot be shown."));
  GtkWidget *spinner = gtk_spinner_new ();

  chat_accessible_keep_role (GTK_WIDGET (self));
  chat_words_fit_window (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->picture = chat_zoom_view_new ();
  self->scrolled = chat_accessible_new_scroller ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->picture);

  gtk_spinner_start (GTK_SPINNER (spinner));
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), spinner, "awaited");
  gtk_stack_add_named (GTK_STACK (self->stack), self->scrolled, "picture");
  gtk_stack_add_named (GTK_STACK (self->stack), broken, "broken");
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_box_append (GTK_BOX (box), new_header ());
  gtk_box_append (GTK_BOX (box), self->stack);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), DEFAULT_WIDTH, DEFAULT_HEIGHT);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "image.copy", FALSE);
  add_gestures (self);
}

GtkWidget *
chat_image_window_new (ChatImageData *data,
                       const char    *words,
                       GtkWindow     *parent)
{
  ChatImageWindow *self = g_object_new (CHAT_TYPE_IMAGE_WINDOW, "transient-for", parent,
                                        "title", words, NULL);

  self->data = chat_image_data_ref (data);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
  /* It has the focus, and its keys move the picture. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scrolled), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
  chat_image_load_async (data, 0, 0, self->cancellable, loaded_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

double
chat_image_window_get_zoom (ChatImageWindow *self)
{
  if (self->zoom > 0)
    return self->zoom;

  return self->texture != NULL ? get_fit (self) : 1;
}

gboolean
chat_image_window_is_ready (ChatImageWindow *self)
{
  return self->texture != NULL;
}
