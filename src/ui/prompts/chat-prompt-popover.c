/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A popover in which a prompt of the library is found and chosen.
 */

#include "chat-prompt-popover.h"

#include "chat-popover-width.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_HEIGHT 320
#define NAME_LINES 2

struct _ChatPromptPopover
{
  GtkPopover    parent_instance;

  ChatEngine   *engine;
  GStrv         words;      /* that are searched for, folded */

  GtkFilter    *filter;

  GtkEditable  *entry;
  GtkListBox   *list;
  GtkWidget    *scroller;
  GtkLabel     *status;
};

G_DEFINE_FINAL_TYPE (ChatPromptPopover, chat_prompt_popover, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

#define ITEM_KEY "chat-prompt"


static ChatLibraryItem *
get_item (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), ITEM_KEY);
}


static gboolean
matches_cb (gpointer item,
            gpointer user_data)
{
  ChatPromptPopover *self = user_data;

  return chat_library_item_matches (item, (const char * const *) self->words);
}


/* The first line says what it is about. */
static char *
dup_first_line (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));

  return g_strndup (trimmed, strcspn (trimmed, "\n"));
}


static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}


static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  g_autofree char *line = dup_first_line (chat_library_item_get_text (item));
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *name = new_label (chat_library_item_get_name (item), NULL);

  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_label_set_lines (GTK_LABEL (name), NAME_LINES);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), new_label (line, "dim"));
  gtk_widget_add_css_class (box, "prompt-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, chat_library_item_get_name (item),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, line,
                                  -1);
  g_object_set_data_full (G_OBJECT (row), ITEM_KEY, g_object_ref (item), g_object_unref);

  return row;
}


static void
update (ChatPromptPopover *self)
{
  ChatLibrary *prompts = chat_engine_get_prompts (self->engine);
  const char *problem = chat_library_get_problem (prompts);
  const gboolean any = g_list_model_get_n_items (chat_library_get_items (prompts)) > 0;
  GtkListBoxRow *first;

  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  first = gtk_list_box_get_row_at_index (self->list, 0);
  gtk_list_box_select_row (self->list, first);
  gtk_widget_set_visible (self->scroller, first != NULL);
  if (problem != NULL)
    gtk_label_set_label (self->status, problem);
  else if (!any)
    gtk_label_set_label (self->status, _("No prompts are kept yet. Manage leads to the library."));
  else
    gtk_label_set_label (self->status, first == NULL ? _("No prompt has these words.") : "");
  gtk_widget_set_visible (GTK_WIDGET (self->status), *gtk_label_get_label (self->status) != '\0');
}


static void
search_changed_cb (ChatPromptPopover *self)
{
  g_autofree char *folded = g_utf8_casefold (gtk_editable_get_text (self->entry), -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) parts = g_strsplit (folded, " ", -1);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] != '\0')
        g_strv_builder_add (builder, parts[i]);
    }
  g_strfreev (self->words);
  self->words = g_strv_builder_end (builder);
  update (self);
}


static void
choose (ChatPromptPopover *self,
        GtkListBoxRow     *row)
{
  g_autoptr(ChatLibraryItem) item = row != NULL ? g_object_ref (get_item (row)) : NULL;
  g_autoptr(ChatPromptPopover) kept G_GNUC_UNUSED = g_object_ref (self);

  if (item == NULL)
    return;

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, item);
}


static void
entry_activate_cb (ChatPromptPopover *self)
{
  choose (self, gtk_list_box_get_selected_row (self->list));
}


/* One goes on writing while the choice moves. */
static gboolean
entry_key_cb (ChatPromptPopover *self,
              guint              keyval)
{
  const int step = keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down ? 1 : -1;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (step == -1 && keyval != GDK_KEY_Up && keyval != GDK_KEY_KP_Up)
    return GDK_EVENT_PROPAGATE;

  row = gtk_list_box_get_row_at_index (self->list,
                                       row != NULL ? gtk_list_box_row_get_index (row) + step : 0);
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);

  return GDK_EVENT_STOP;
}


/* It may have been used before. */
static void
chat_prompt_popover_show (GtkWidget *widget)
{
  gtk_editable_set_text (CHAT_PROMPT_POPOVER (widget)->entry, "");

  GTK_WIDGET_CLASS (chat_prompt_popover_parent_class)->show (widget);
}


static void
chat_prompt_popover_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (chat_prompt_popover_parent_class)->map (widget);

  gtk_widget_grab_focus (GTK_WIDGET (CHAT_PROMPT_POPOVER (widget)->entry));
}


static void
chat_prompt_popover_dispose (GObject *object)
{
  ChatPromptPopover *self = CHAT_PROMPT_POPOVER (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  self->list = NULL;
  g_clear_object (&self->filter);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chat_prompt_popover_parent_class)->dispose (object);
}


static void
chat_prompt_popover_finalize (GObject *object)
{
  g_strfreev (CHAT_PROMPT_POPOVER (object)->words);

  G_OBJECT_CLASS (chat_prompt_popover_parent_class)->finalize (object);
}


static void
chat_prompt_popover_class_init (ChatPromptPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_prompt_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = chat_prompt_popover_finalize;
  GTK_WIDGET_CLASS (klass)->map = chat_prompt_popover_map;
  GTK_WIDGET_CLASS (klass)->show = chat_prompt_popover_show;

  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CHAT_TYPE_LIBRARY_ITEM);
}


static void
chat_prompt_popover_init (ChatPromptPopover *self)
{
  self->words = g_new0 (char *, 1);
}


static GtkWidget *
new_entry (ChatPromptPopover *self)
{
  GtkWidget *entry = gtk_search_entry_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = GTK_EDITABLE (entry);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search prompts"),
                                  -1);
  g_object_set (entry, "placeholder-text", _("Search prompts"), NULL);
  g_signal_connect_object (entry, "changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (entry_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "stop-search", G_CALLBACK (gtk_popover_popdown), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (entry_key_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (entry, keys);

  return entry;
}


static GtkWidget *
new_list (ChatPromptPopover *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "prompt-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Prompts"),
                                  -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (choose), self,
                           G_CONNECT_SWAPPED);
  self->scroller = gtk_scrolled_window_new ();
  g_object_set (self->scroller,
                "child", self->list,
                "hscrollbar-policy", GTK_POLICY_NEVER,
                "propagate-natural-height", TRUE,
                "max-content-height", MAX_HEIGHT,
                NULL);

  return self->scroller;
}


static GtkWidget *
new_manage_button (ChatPromptPopover *self)
{
  GtkWidget *button = gtk_button_new_with_label (_("Manage…"));

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.prompts");
  g_signal_connect_object (button, "clicked", G_CALLBACK (gtk_popover_popdown), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);

  return button;
}


GtkWidget *
chat_prompt_popover_new (ChatEngine *engine)
{
  ChatPromptPopover *self = g_object_new (CHAT_TYPE_PROMPT_POPOVER, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autoptr(GtkFilterListModel) shown = NULL;

  self->engine = g_object_ref (engine);
  gtk_widget_set_size_request (box, CHAT_POPOVER_WIDTH, -1);
  gtk_box_append (GTK_BOX (box), new_entry (self));
  gtk_box_append (GTK_BOX (box), new_list (self));
  self->status = GTK_LABEL (new_label (NULL, "dim"));
  gtk_label_set_ellipsize (self->status, PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (self->status, TRUE);
  gtk_label_set_max_width_chars (self->status, 36);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->status));
  gtk_box_append (GTK_BOX (box), new_manage_button (self));
  chat_popover_set_narrow_child (GTK_POPOVER (self), box);
  self->filter = GTK_FILTER (gtk_custom_filter_new (matches_cb, self, NULL));
  shown = gtk_filter_list_model_new (
    g_object_ref (chat_library_get_items (chat_engine_get_prompts (engine))),
    g_object_ref (self->filter));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (shown), create_row_cb, NULL, NULL);
  g_signal_connect_object (chat_engine_get_prompts (engine), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (chat_engine_get_prompts (engine), "notify::problem",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
