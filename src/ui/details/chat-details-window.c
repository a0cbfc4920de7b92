/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The details of a message.
 */

#include "chat-details-window.h"

#include "chat-accessible.h"
#include "chat-details-text.h"
#include "chat-engine-exchange.h"
#include "chat-line-break.h"
#include "chat-words.h"
#include "chat-wrap-layout.h"

#include <glib/gi18n.h>
#include <string.h>

/* px between the name and the value of a row. */
#define ROW_APART 12

struct _ChatDetailsWindow
{
  AdwWindow     parent_instance;

  ChatExchange *exchange;        /* NULL until it is found, and for a user message */
  char         *json;            /* the request as text, without a cut; NULL until it is laid out */
  GCancellable *cancellable;

  GtkStack     *stack;
  GtkWidget    *switcher;
  GtkBox       *facts;
  GtkStackPage *request_page;
  GtkStackPage *stream_page;
  GtkLabel     *request_note;
  GtkLabel     *stream_note;
  GtkTextView  *request;
  GtkTextView  *stream;
};

G_DEFINE_FINAL_TYPE (ChatDetailsWindow, chat_details_window, ADW_TYPE_WINDOW)

/* What a thread makes of the bytes, which can be many. */
typedef struct
{
  GBytes *body;      /* nullable */
  GBytes *stream;    /* nullable */
  char   *head;      /* nullable */
  char   *json;
  char   *request_text;
  char   *stream_text;
} Layout;

static void
free_layout (Layout *layout)
{
  g_clear_pointer (&layout->body, g_bytes_unref);
  g_clear_pointer (&layout->stream, g_bytes_unref);
  g_free (layout->head);
  g_free (layout->json);
  g_free (layout->request_text);
  g_free (layout->stream_text);
  g_free (layout);
}

static void
lay_out (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  Layout *layout = data;
  g_autofree char *body = chat_details_lay_out (layout->body, &layout->json);

  layout->request_text = g_strconcat (layout->head, "\n", body, NULL);
  if (layout->stream != NULL)
    layout->stream_text = chat_details_lay_out (layout->stream, NULL);
  g_task_return_boolean (task, TRUE);
}

/* A hyphen at the end of a line is wrong in code. */
static void
set_text (GtkTextView *view,
          const char  *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextTag *code = gtk_text_buffer_create_tag (buffer, NULL, "insert-hyphens", FALSE, NULL);
  GtkTextIter start;

  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_insert_with_tags (buffer, &start, text, -1, code, NULL);
}

static void
laid_out_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(ChatDetailsWindow) self = user_data;
  Layout *layout = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;

  set_text (self->request, layout->request_text);
  if (layout->stream_text != NULL)
    set_text (self->stream, layout->stream_text);
  self->json = g_steal_pointer (&layout->json);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "details.copy-json", TRUE);
}

static void
start_layout (ChatDetailsWindow *self)
{
  Layout *layout = g_new0 (Layout, 1);
  /* not its source: the thread may be the last to let go of the task, and must not end a window */
  g_autoptr(GTask) task = g_task_new (NULL, self->cancellable, laid_out_cb, g_object_ref (self));

  layout->body = g_bytes_ref (self->exchange->body);
  layout->head = chat_exchange_dup_head (self->exchange);
  if (self->exchange->stream != NULL)
    layout->stream = g_bytes_ref (self->exchange->stream);
  g_task_set_task_data (task, layout, (GDestroyNotify) free_layout);
  g_task_run_in_thread (task, lay_out);
}

static void
copy (ChatDetailsWindow *self,
      const char        *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
copy_json_action (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  ChatDetailsWindow *self = CHAT_DETAILS_WINDOW (widget);

  copy (self, self->json);
}

static void
copy_curl_action (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  ChatDetailsWindow *self = CHAT_DETAILS_WINDOW (widget);
  g_autofree char *command = chat_exchange_to_curl (self->exchange);

  copy (self, command);
}

static void
copy_stream_action (GtkWidget  *widget,
                    const char *action,
                    GVariant   *parameter)
{
  ChatDetailsWindow *self = CHAT_DETAILS_WINDOW (widget);
  gsize length;
  const char *bytes = g_bytes_get_data (self->exchange->stream, &length);
  g_autofree char *text = g_utf8_make_valid (bytes, (gssize) length);

  copy (self, text);
}

static void
copy_value_action (GtkWidget  *widget,
                   const char *action,
                   GVariant   *parameter)
{
  copy (CHAT_DETAILS_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static GtkWidget *
new_copy_button (const ChatDetail *detail)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  /* Translators: the name of a button; %s is what it copies, such as "Request id" */
  g_autofree char *label = g_strdup_printf (_("Copy: %s"), detail->name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", detail->value);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "details.copy-value");

  return button;
}

static GtkWidget *
new_value (const ChatDetail *detail)
{
  GtkWidget *label = gtk_label_new (detail->value);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  chat_line_break_anywhere (GTK_LABEL (label));
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_halign (label, GTK_ALIGN_END);
  /* As its name is: else only its first line counts for the height of the row. */
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_can_focus (label, FALSE);
  if (strchr (detail->value, '\n') != NULL)
    {
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "monospace");
    }

  return label;
}

static GtkWidget *
new_row (const ChatDetail *detail)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, ROW_APART);
  GtkWidget *name = gtk_label_new (detail->name);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_widget_set_valign (name, GTK_ALIGN_BASELINE);
  gtk_widget_add_css_class (name, "dim");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), new_value (detail));
  if (detail->copyable)
    gtk_box_append (GTK_BOX (box), new_copy_button (detail));
  gtk_widget_add_css_class (box, "details-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY, name,
                                  NULL, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  detail->value, -1);

  return row;
}

static GtkWidget *
add_group (ChatDetailsWindow *self,
           const char        *heading)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (heading);
  GtkWidget *list = gtk_list_box_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, heading,
                                  -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (self->facts, box);

  return list;
}

static void
show_facts (ChatDetailsWindow *self,
            ChatMessage       *message)
{
  g_autoptr(GPtrArray) details = chat_details_new (message);
  const char *group = NULL;
  GtkWidget *list = NULL;

  for (guint i = 0; i < details->len; i++)
    {
      const ChatDetail *detail = g_ptr_array_index (details, i);

      if (g_strcmp0 (group, detail->group) != 0)
        list = add_group (self, detail->group);
      group = detail->group;
      gtk_list_box_append (GTK_LIST_BOX (list), new_row (detail));
    }
}

static const char *
get_request_words (const ChatExchange *exchange)
{
  return exchange->rebuilt
         ? _("What was sent is no longer kept. This request was made again from the history: it "
             "may differ from what was sent. The key is left out.")
         : _("This is what was sent. The key is left out, and so are headers that may be secret.");
}

static const char *
get_stream_words (const ChatExchange *exchange)
{
  if (exchange->stream == NULL)
    return _("What came is no longer kept: only replies of this session are, and the newest of "
             "them.");
  if (exchange->cut)
    return _("The reply as it came. Only its beginning is kept.");

  return _("The reply as it came, event by event.");
}

/* The pages of a request stand before it is found, so that the focus begins where it stays. */
static void
show_pages (ChatDetailsWindow *self,
            gboolean           is_reply)
{
  gtk_widget_set_visible (self->switcher, is_reply);
  gtk_stack_page_set_visible (self->request_page, is_reply);
  gtk_stack_page_set_visible (self->stream_page, is_reply);
}

static void
show_exchange (ChatDetailsWindow *self)
{
  gboolean known = self->exchange != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "details.copy-json", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "details.copy-curl", known);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "details.copy-stream",
                                 known && self->exchange->stream != NULL);
  if (!known)
    return;

  gtk_label_set_label (self->request_note, get_request_words (self->exchange));
  gtk_label_set_label (self->stream_note, get_stream_words (self->exchange));
  start_layout (self);
}

static void
chat_details_window_dispose (GObject *object)
{
  ChatDetailsWindow *self = CHAT_DETAILS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHAT_TYPE_DETAILS_WINDOW);
  g_clear_pointer (&self->exchange, chat_exchange_free);
  g_clear_pointer (&self->json, g_free);

  G_OBJECT_CLASS (chat_details_window_parent_class)->dispose (object);
}

static void
chat_details_window_finalize (GObject *object)
{
  g_object_unref (CHAT_DETAILS_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (chat_details_window_parent_class)->finalize (object);
}

static void
chat_details_window_class_init (ChatDetailsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_details_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = chat_details_window_finalize;
  gtk_widget_class_install_action (widget_class, "details.copy-json", NULL, copy_json_action);
  gtk_widget_class_install_action (widget_class, "details.copy-curl", NULL, copy_curl_action);
  gtk_widget_class_install_action (widget_class, "details.copy-stream", NULL, copy_stream_action);
  gtk_widget_class_install_action (widget_class, "details.copy-value", "s", copy_value_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/example/ClaudeChat/ui/chat-details-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ChatDetailsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, ChatDetailsWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, ChatDetailsWindow, facts);
  gtk_widget_class_bind_template_child (widget_class, ChatDetailsWindow, request_page);
  gtk_widget_class_bind_template_child (widget_class, ChatDetailsWindow, stream_page);
  gtk_widget_class_bind_template_child (widget_class, ChatDetailsWindow, request_note);
  gtk_widget_class_bind_template_child (widget_class, ChatDetailsWindow, stream_note);
  gtk_widget_class_bind_template_child (widget_class, ChatDetailsWindow, request);
  gtk_widget_class_bind_template_child (widget_class, ChatDetailsWindow, stream);
}

static void
chat_details_window_init (ChatDetailsWindow *self)
{
  chat_accessible_keep_role (GTK_WIDGET (self));
  chat_words_fit_window (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->switcher, chat_wrap_layout_new (0));
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(ChatDetailsWindow) self = user_data;
  ChatExchange *exchange = chat_engine_find_exchange_finish (CHAT_ENGINE (source), result);

  /* the window is gone */
  if (exchange == NULL)
    return;

  self->exchange = exchange;
  show_exchange (self);
}

GtkWidget *
chat_details_window_new (ChatEngine       *engine,
                         ChatConversation *conversation,
                         ChatMessage      *message,
                         GtkWindow        *parent)
{
  ChatDetailsWindow *self = g_object_new (CHAT_TYPE_DETAILS_WINDOW, "transient-for", parent, NULL);
  const gboolean is_reply = chat_message_get_role (message) == CHAT_ROLE_ASSISTANT;

  if (is_reply)
    chat_engine_find_exchange_async (engine, conversation, message, self->cancellable, found_cb,
                                     g_object_ref (self));
  show_pages (self, is_reply);
  show_facts (self, message);
  show_exchange (self);

  return GTK_WIDGET (self);
}
