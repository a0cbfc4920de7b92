/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What will be sent: the next request, its parts, and a chance to change it once.
 */

#include "chat-preview-window.h"

#include "chat-accessible.h"
#include "chat-code-classes.h"
#include "chat-preview-parts.h"
#include "chat-status-text.h"
#include "chat-token-count.h"
#include "chat-words.h"
#include "chat-wrap-layout.h"

#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

#define WIDTH      640
#define HEIGHT     640
#define MIN_WIDTH  340
#define MIN_HEIGHT 280
#define MARGIN     12

/* Bytes. Text views choke on more than this, and on endless lines. */
#define MAX_TEXT (1024 * 1024)
#define MAX_LINE (64 * 1024)

/* Characters. To look at more takes longer than a frame may, up to 40 ms: that waits until no key
 * was pressed for so long. */
#define MAX_AT_ONCE (64 * 1024)
#define CHECK_MS    300

struct _ChatPreviewWindow
{
  AdwWindow      parent_instance;

  ChatPreview   *preview;
  gboolean       can_send;
  gboolean       editable;   /* it is short enough to be shown whole */

  GtkTextView   *view;
  GtkLabel      *problem;
  GtkLabel      *sum;        /* of the tokens of all parts */
  guint          checking;   /* source that will look at what was written; or 0 */
  GCancellable  *counting;
};

G_DEFINE_FINAL_TYPE (ChatPreviewWindow, chat_preview_window, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_SEND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];


/* (transfer full) (nullable): NULL if nothing was changed */
static char *
dup_changed (ChatPreviewWindow *self)
{
  char *text;

  if (!self->editable)
    return NULL;

  g_object_get (gtk_text_view_get_buffer (self->view), "text", &text, NULL);
  if (strcmp (text, self->preview->text) == 0)
    g_clear_pointer (&text, g_free);

  return text;
}


static void
check (ChatPreviewWindow *self)
{
  g_autofree char *changed = dup_changed (self);
  g_autofree char *problem = changed != NULL ? chat_preview_check (changed) : NULL;

  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.send",
                                 self->can_send && problem == NULL);
}


static gboolean
check_cb (gpointer user_data)
{
  ChatPreviewWindow *self = user_data;

  self->checking = 0;
  check (self);

  return G_SOURCE_REMOVE;
}


static void
changed_cb (ChatPreviewWindow *self)
{
  g_clear_handle_id (&self->checking, g_source_remove);
  if (gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->view)) > MAX_AT_ONCE)
    self->checking = g_timeout_add (CHECK_MS, check_cb, self);
  else
    check (self);
}


/* Whether nothing is wrong with all that was written up to now. */
static gboolean
may_send (ChatPreviewWindow *self)
{
  if (self->checking != 0)
    {
      g_clear_handle_id (&self->checking, g_source_remove);
      check (self);
    }

  return self->can_send && !gtk_widget_get_visible (GTK_WIDGET (self->problem));
}


static void
send_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChatPreviewWindow *self = CHAT_PREVIEW_WINDOW (widget);
  g_autofree char *changed = NULL;

  if (!may_send (self))
    return;

  changed = dup_changed (self);
  g_signal_emit (self, signals[SIGNAL_SEND], 0, changed);
  gtk_window_close (GTK_WINDOW (self));
}


static void
chat_preview_window_dispose (GObject *object)
{
  ChatPreviewWindow *self = CHAT_PREVIEW_WINDOW (object);

  g_clear_handle_id (&self->checking, g_source_remove);
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  g_clear_pointer (&self->preview, chat_preview_free);

  G_OBJECT_CLASS (chat_preview_window_parent_class)->dispose (object);
}


static void
chat_preview_window_class_init (ChatPreviewWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_preview_window_dispose;

  signals[SIGNAL_SEND] =
    g_signal_new ("send", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "preview.send", NULL, send_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "preview.send", NULL);
}


static void
chat_preview_window_init (ChatPreviewWindow *self)
{
  chat_accessible_keep_role (GTK_WIDGET (self));
  chat_words_fit_window (GTK_WIDGET (self));
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  gtk_widget_set_size_request (GTK_WIDGET (self), MIN_WIDTH, MIN_HEIGHT);
  gtk_window_set_title (GTK_WINDOW (self), _("What will be sent"));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  /* what is written goes on to belong to what is shown */
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}


static gboolean
is_short (const char *text)
{
  if (strlen (text) > MAX_TEXT)
    return FALSE;

  while (*text != '\0')
    {
      const gsize length = strcspn (text, "\n");

      if (length > MAX_LINE)
        return FALSE;
      text += length + (text[length] == '\n');
    }

  return TRUE;
}


static void
show_estimate (ChatPreviewWindow *self,
               gboolean           counting)
{
  g_autofree char *number = chat_status_number (self->preview->tokens);
  g_autofree char *sum = NULL;

  if (counting)
    sum = g_strdup_printf (_("About %s tokens in all, by the length of the text. The server is "
                             "asked for the exact number…"), number);
  else
    sum = g_strdup_printf (_("About %s tokens in all. This is an estimate from the length of the "
                             "text."), number);
  gtk_label_set_label (self->sum, sum);
}


static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(ChatPreviewWindow) self = user_data;
  const gint64 tokens = chat_token_count_finish (result);
  g_autofree char *number = NULL;
  g_autofree char *sum = NULL;

  if (self->preview == NULL)
    return;
  if (tokens < 0)
    {
      show_estimate (self, FALSE);
      return;
    }

  number = chat_status_number (tokens);
  sum = g_strdup_printf (ngettext ("%s token in all, as the server counts. What each part takes is "
                                   "an estimate.",
                                   "%s tokens in all, as the server counts. What each part takes "
                                   "is an estimate.", (gulong) tokens), number);
  gtk_label_set_label (self->sum, sum);
}


static GtkWidget *
new_note (const char *text)
{
  GtkWidget *note = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (note), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_widget_add_css_class (note, "details-note");
  gtk_widget_add_css_class (note, "dim");

  return note;
}


static GtkWidget *
new_parts (ChatPreviewWindow *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = chat_accessible_new_scroller ();
  GtkWidget *sum = new_note (NULL);

  self->sum = GTK_LABEL (sum);
  show_estimate (self, FALSE);
  g_object_set (scroller,
                "child", chat_preview_parts_new (self->preview->parts),
                "hscrollbar-policy", GTK_POLICY_NEVER,
                "vexpand", TRUE,
                NULL);
  gtk_box_append (GTK_BOX (page), sum);
  gtk_box_append (GTK_BOX (page), scroller);

  return page;
}


static void
follow_style (GtkSourceBuffer *buffer)
{
  const gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleSchemeManager *schemes = gtk_source_style_scheme_manager_get_default ();
  g_autoptr(GtkSourceStyleScheme) light = dark ? NULL : chat_code_classes_load_light ();

  if (dark)
    gtk_source_buffer_set_style_scheme (
      buffer, gtk_source_style_scheme_manager_get_scheme (schemes, "Adwaita-dark"));
  else if (light != NULL)
    gtk_source_buffer_set_style_scheme (buffer, light);
}


/* The text would take it for a new line. */
static gboolean
key_cb (ChatPreviewWindow *self,
        guint              keyval,
        guint              keycode,
        GdkModifierType    state)
{
  const gboolean enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter;

  if (!enter || (state & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;

  gtk_widget_activate_action (GTK_WIDGET (self), "preview.send", NULL);

  return GDK_EVENT_STOP;
}


/* What is too long is not shown. */
static GtkSourceBuffer *
new_buffer (ChatPreviewWindow *self)
{
  GtkSourceLanguageManager *languages = gtk_source_language_manager_get_default ();
  GtkSourceLanguage *json = gtk_source_language_manager_get_language (languages, "json");
  GtkSourceBuffer *buffer = gtk_source_buffer_new (NULL);
  GtkTextIter start;

  gtk_source_buffer_set_language (buffer, self->editable ? json : NULL);
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (buffer),
                            self->editable
                            ? self->preview->text
                            : _("This request is too long to be shown here. It can be sent as it "
                                "is, and its message's details show it afterwards."), -1);
  gtk_text_buffer_get_start_iter (GTK_TEXT_BUFFER (buffer), &start);
  gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (buffer), &start);
  follow_style (buffer);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (follow_style), buffer, G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return buffer;
}


static void
add_keys (ChatPreviewWindow *self,
          GtkWidget         *view)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (view, keys);
}


static GtkWidget *
new_json (ChatPreviewWindow *self)
{
  g_autoptr(GtkSourceBuffer) buffer = new_buffer (self);
  GtkWidget *view = gtk_source_view_new_with_buffer (buffer);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->view = GTK_TEXT_VIEW (view);
  gtk_text_view_set_editable (self->view, self->editable);
  gtk_text_view_set_monospace (self->view, self->editable);
  /* code runs from left to right in every language */
  if (self->editable)
    gtk_widget_set_direction (view, GTK_TEXT_DIR_LTR);
  gtk_text_view_set_accepts_tab (self->view, FALSE);
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (view, "details-text");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("The request as JSON"),
                                  -1);
  add_keys (self, view);
  g_object_set (scroller, "child", view, "hscrollbar-policy", GTK_POLICY_NEVER, NULL);

  return scroller;
}


static GtkWidget *
new_bar (GtkStack *stack)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *switcher = gtk_stack_switcher_new ();

  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), stack);
  gtk_widget_set_layout_manager (switcher, chat_wrap_layout_new (0));
  gtk_widget_add_css_class (bar, "flat");
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), switcher);

  return bar;
}


static GtkWidget *
new_send_button (void)
{
  GtkWidget *send = gtk_button_new_with_mnemonic (_("_Send this"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (send), "preview.send");
  gtk_widget_set_tooltip_text (send, _("Send this (Ctrl+Return)"));
  gtk_widget_set_halign (send, GTK_ALIGN_END);
  gtk_widget_set_margin_start (send, MARGIN);
  gtk_widget_set_margin_end (send, MARGIN);
  gtk_widget_set_margin_top (send, MARGIN);
  gtk_widget_set_margin_bottom (send, MARGIN);
  gtk_widget_add_css_class (send, "suggested-action");

  return send;
}


static GtkWidget *
new_head_note (ChatPreviewWindow *self)
{
  g_autofree char *head = chat_exchange_dup_head (self->preview->exchange);
  /* From left to right, within words that may run the other way. */
  g_autofree char *line = g_strdup_printf ("\u2066%.*s\u2069", (int) strcspn (head, "\n"), head);
  g_autofree char *text = g_strdup_printf (_("%s · keys are left out. A change counts for this one "
                                             "time."), line);

  return new_note (text);
}


GtkWidget *
chat_preview_window_new (GtkWindow   *parent,
                         ChatPreview *preview,
                         gboolean     can_send)
{
  ChatPreviewWindow *self = g_object_new (CHAT_TYPE_PREVIEW_WINDOW, "transient-for", parent, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *stack = gtk_stack_new ();

  self->preview = preview;
  self->can_send = can_send;
  self->editable = is_short (preview->text);
  self->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_label_set_xalign (self->problem, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "details-note");
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
  gtk_stack_add_titled (GTK_STACK (stack), new_json (self), "json", _("Request"));
  gtk_stack_add_titled (GTK_STACK (stack), new_parts (self), "parts", _("Parts"));
  gtk_widget_set_vexpand (stack, TRUE);
  gtk_box_append (GTK_BOX (box), new_bar (GTK_STACK (stack)));
  gtk_box_append (GTK_BOX (box), new_head_note (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->problem));
  gtk_box_append (GTK_BOX (box), stack);
  gtk_box_append (GTK_BOX (box), new_send_button ());
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->view));
  check (self);

  return GTK_WIDGET (self);
}


void
chat_preview_window_count (ChatPreviewWindow *self,
                           ChatEngine        *engine,
                           ChatProfile       *profile)
{
  g_return_if_fail (CHAT_IS_PREVIEW_WINDOW (self));
  g_return_if_fail (self->counting == NULL);

  if (!chat_token_count_is_offered (profile))
    return;

  self->counting = g_cancellable_new ();
  show_estimate (self, TRUE);
  chat_token_count_body_async (engine, profile, self->preview->exchange->body, self->counting,
                               counted_cb, g_object_ref (self));
}
