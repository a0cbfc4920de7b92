/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window in which one prompt of the library is written.
 */

#include "chat-prompt-editor.h"

#include "chat-accessible.h"
#include "chat-parameters-rows.h"
#include "chat-prompt-files.h"
#include "chat-title-bin.h"
#include "chat-words.h"
#include "chat-wrap-layout.h"

#include <glib/gi18n.h>

#define WIDTH      460
#define HEIGHT     480
#define MIN_WIDTH  340
#define MIN_HEIGHT 280
#define TEXT_LINES 8

struct _ChatPromptEditor
{
  AdwWindow        parent_instance;

  ChatLibrary     *library;
  ChatLibraryItem *prompt;    /* NULL: a new one */

  GtkEditable     *name;
  GtkTextView     *text;
};

G_DEFINE_FINAL_TYPE (ChatPromptEditor, chat_prompt_editor, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_DELETE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];


/* As it is written now. (transfer full) */
static ChatLibraryItem *
make_item (ChatPromptEditor *self)
{
  g_autofree char *text = chat_parameters_rows_dup_text (self->text);

  return chat_library_item_new (gtk_editable_get_text (self->name), text, NULL);
}


static void
update_actions (ChatPromptEditor *self)
{
  g_autoptr(ChatLibraryItem) item = make_item (self);
  ChatLibraryItem *other = chat_library_find (self->library, chat_library_item_get_name (item));
  const gboolean named = *chat_library_item_get_name (item) != '\0';
  const gboolean taken = other != NULL && other != self->prompt;

  if (taken)
    gtk_widget_add_css_class (GTK_WIDGET (self->name), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->name), "error");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name),
                                 taken ? _("Name: another prompt has this one") : _("Name"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "prompt.save",
                                 named && !taken && *chat_library_item_get_text (item) != '\0');
}


static void
save_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChatPromptEditor *self = CHAT_PROMPT_EDITOR (widget);
  g_autoptr(ChatLibraryItem) item = make_item (self);

  chat_library_put (self->library, self->prompt, item);
  gtk_window_destroy (GTK_WINDOW (self));
}


static void
delete_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChatPromptEditor *self = CHAT_PROMPT_EDITOR (widget);

  g_signal_emit (self, signals[SIGNAL_DELETE], 0, self->prompt);
  gtk_window_destroy (GTK_WINDOW (self));
}


static void
export_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChatPromptEditor *self = CHAT_PROMPT_EDITOR (widget);
  g_autoptr(ChatLibraryItem) item = make_item (self);
  g_autofree char *text = chat_library_file_print_markdown (item);
  g_autofree char *name = g_strconcat (chat_library_item_get_name (item), ".md", NULL);

  chat_prompt_files_save (GTK_WINDOW (self), g_strdelimit (name, "/", '-'), text);
}


static gboolean
is_changed (ChatPromptEditor *self)
{
  g_autoptr(ChatLibraryItem) item = make_item (self);
  const char *name = self->prompt != NULL ? chat_library_item_get_name (self->prompt) : "";
  const char *text = self->prompt != NULL ? chat_library_item_get_text (self->prompt) : "";

  return !g_str_equal (chat_library_item_get_name (item), name) ||
         !g_str_equal (chat_library_item_get_text (item), text);
}


static void
answered_cb (ChatPromptEditor *self,
             const char       *response,
             GtkWindow        *question)
{
  if (!g_str_equal (response, "discard"))
    return;

  /* It is held while it is answered, goes after us, and would then look for us. */
  gtk_window_set_transient_for (question, NULL);
  gtk_window_destroy (question);
  gtk_window_destroy (GTK_WINDOW (self));
}


static void
ask (ChatPromptEditor *self)
{
  GtkWidget *dialog =
    adw_message_dialog_new (GTK_WINDOW (self), _("Discard what was written?"), NULL);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "discard", _("_Discard"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  chat_words_tell_whole (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}


static gboolean
chat_prompt_editor_close_request (GtkWindow *window)
{
  ChatPromptEditor *self = CHAT_PROMPT_EDITOR (window);

  if (!is_changed (self))
    return GTK_WINDOW_CLASS (chat_prompt_editor_parent_class)->close_request (window);

  ask (self);
  return GDK_EVENT_STOP;
}


static void
chat_prompt_editor_dispose (GObject *object)
{
  ChatPromptEditor *self = CHAT_PROMPT_EDITOR (object);

  g_clear_object (&self->library);
  g_clear_object (&self->prompt);

  G_OBJECT_CLASS (chat_prompt_editor_parent_class)->dispose (object);
}


static void
chat_prompt_editor_class_init (ChatPromptEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_prompt_editor_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = chat_prompt_editor_close_request;

  signals[SIGNAL_DELETE] =
    g_signal_new ("delete", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CHAT_TYPE_LIBRARY_ITEM);

  gtk_widget_class_install_action (widget_class, "prompt.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "prompt.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "prompt.export", NULL, export_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "prompt.save",
                                       NULL);
}


static void
chat_prompt_editor_init (ChatPromptEditor *self)
{
  chat_accessible_keep_role (GTK_WIDGET (self));
  chat_words_fit_window (GTK_WIDGET (self));
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  gtk_widget_set_size_request (GTK_WIDGET (self), MIN_WIDTH, MIN_HEIGHT);
  gtk_window_set_title (GTK_WINDOW (self), _("Prompt"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}


static GtkWidget *
new_button (const char *label,
            const char *action,
            const char *css_class)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);
  chat_words_fit_part (button);

  return button;
}


static GtkWidget *
new_bar (ChatPromptEditor *self)
{
  GtkWidget *bar = adw_header_bar_new ();

  gtk_widget_add_css_class (bar, "flat");
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar),
                                   chat_title_bin_new (GTK_WINDOW (self)));
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar),
                             new_button (_("_Cancel"), "window.close", NULL));
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar),
                           new_button (_("_Save"), "prompt.save", "suggested-action"));

  return bar;
}


static AdwPreferencesGroup *
add_group (AdwPreferencesPage *page,
           const char         *title,
           const char         *description)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, description);
  adw_preferences_page_add (page, group);

  return group;
}


static void
add_verbs (AdwPreferencesPage *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, chat_wrap_layout_new (12));
  gtk_box_append (GTK_BOX (box), new_button (_("Export as _Markdown…"), "prompt.export", NULL));
  gtk_box_append (GTK_BOX (box), new_button (_("_Delete"), "prompt.delete", "destructive-action"));
  adw_preferences_group_add (add_group (page, "", NULL), box);
}


static GtkWidget *
new_page (ChatPromptEditor *self)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  /* Translators: leave what is in braces as it is */
  const char *hint = _("{{clipboard}}, {{date}} and {{selection}} are filled in when the prompt is "
                       "inserted; any other {{name}} is asked for.");

  self->name = chat_parameters_rows_add_number (add_group (page, "", NULL), _("Name"));
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (self->name), GTK_INPUT_PURPOSE_FREE_FORM);
  self->text = chat_parameters_rows_add_text (add_group (page, _("Text"), hint), _("Text"),
                                              TEXT_LINES);
  if (self->prompt != NULL)
    {
      gtk_editable_set_text (self->name, chat_library_item_get_name (self->prompt));
      chat_parameters_rows_set_text (self->text, chat_library_item_get_text (self->prompt));
      add_verbs (page);
    }
  g_signal_connect_object (self->name, "changed", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_text_view_get_buffer (self->text), "changed",
                           G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (page);
}


GtkWidget *
chat_prompt_editor_new (GtkWindow       *parent,
                        ChatLibrary     *library,
                        ChatLibraryItem *prompt)
{
  ChatPromptEditor *self = g_object_new (CHAT_TYPE_PROMPT_EDITOR, "transient-for", parent, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page;

  self->library = g_object_ref (library);
  g_set_object (&self->prompt, prompt);
  page = new_page (self);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), new_bar (self));
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self), box);
  update_actions (self);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->name));

  return GTK_WIDGET (self);
}
