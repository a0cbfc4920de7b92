/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The search through all conversations: what is looked for, and the list of what was found.
 */

#include "chat-search-page.h"

#include "chat-search-help.h"
#include "chat-search-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Screens below the last visible row that are loaded ahead. */
#define AHEAD 2

/* Rows that Page Up and Page Down go by. */
#define PAGE_ROWS 8

struct _ChatSearchPage
{
  GtkWidget           parent_instance;

  ChatSearchResults  *results;
  GtkSingleSelection *selection;
  char               *query;
  char               *summary;      /* "6 hits in 4 conversations" */
  const char         *filter;       /* of the chip that is pressed; static */
  GtkWidget          *content;
  GtkSearchEntry     *other_entry;  /* weak, or NULL */

  GtkSearchEntry     *entry;
  GtkBox             *chips;
  GtkPopover         *help_popover;
  GtkStack           *stack;
  AdwClamp           *help;
  GtkScrolledWindow  *scrolled;
  GtkListView        *list;
  AdwStatusPage      *none;
  GtkWidget          *foot;
  GtkBox             *keys;
  GtkLabel           *status;
};

G_DEFINE_FINAL_TYPE (ChatSearchPage, chat_search_page, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_QUERY,
  PROP_SHOW_ENTRY,
  PROP_SUMMARY,
  N_PROPS
};

enum
{
  SIGNAL_OPEN,
  SIGNAL_CLOSE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* What a chip puts before the words. */
static const struct
{
  const char *label;
  const char *filter;
} chips[] = {
  { N_("All"), NULL },
  { N_("You"), "role:user" },
  { N_("Claude"), "role:assistant" },
  { N_("Code"), "has:code" },
  { N_("Pictures"), "has:image" },
  { N_("Tools"), "has:tool" },
};


static char *
describe_results (ChatSearchPage *self)
{
  guint n_hits = g_list_model_get_n_items (G_LIST_MODEL (self->results));
  guint n_conversations = chat_search_results_count_conversations (self->results);
  g_autofree char *hits = NULL;
  g_autofree char *conversations = NULL;

  if (n_hits == 0)
    return g_strdup (chat_search_results_has_answer (self->results) ? _("No results") : "");
  if (chat_search_results_has_more (self->results))
    return g_strdup_printf (_("The newest %u hits"), n_hits);

  hits = g_strdup_printf (ngettext ("%u hit", "%u hits", n_hits), n_hits);
  conversations = g_strdup_printf (ngettext ("%u conversation", "%u conversations",
                                             n_conversations), n_conversations);
  /* Translators: "6 hits in 4 conversations"; both have their number. */
  return g_strdup_printf (C_("search", "%s in %s"), hits, conversations);
}


static void
update_status (ChatSearchPage *self,
               const char     *found)
{
  gint64 elapsed_ms = (chat_search_results_get_elapsed_us (self->results) + 500) / 1000;
  g_autofree char *status = NULL;

  if (!chat_search_results_has_answer (self->results))
    status = g_strdup ("");
  else
    /* Translators: "6 hits in 4 conversations · 8 ms". */
    status = g_strdup_printf (_("%s · %" G_GINT64_FORMAT " ms"), found, elapsed_ms);

  if (g_strcmp0 (gtk_label_get_label (self->status), status) != 0)
    gtk_label_set_label (self->status, status);
}


static void
update (ChatSearchPage *self)
{
  const char *problem = chat_search_results_get_problem (self->results);
  guint n_hits = g_list_model_get_n_items (G_LIST_MODEL (self->results));
  g_autofree char *found = describe_results (self);
  const char *page = "help";

  if (n_hits > 0)
    page = "list";
  else if (problem != NULL || chat_search_results_has_answer (self->results))
    page = "none";
  adw_status_page_set_title (self->none, problem != NULL ? _("This cannot be searched for")
                                                         : _("No results"));
  adw_status_page_set_description (self->none,
                                   problem != NULL ? problem
                                                   : _("Try fewer words, or take a filter away."));
  /* Before the first answer the help stays, so that nothing flickers. */
  gtk_stack_set_visible_child_name (self->stack, page);
  update_status (self, found);
  if (g_strcmp0 (self->summary, found) == 0)
    return;

  g_free (self->summary);
  self->summary = g_steal_pointer (&found);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}


static void
results_changed_cb (ChatSearchPage *self)
{
  update (self);
}


/* Whatever was found, the first one is what Enter opens; more behind it changes nothing. */
static void
items_changed_cb (ChatSearchPage *self,
                  guint           position,
                  guint           n_removed,
                  guint           n_added,
                  GListModel     *model)
{
  if (position > 0 || n_added == 0)
    return;

  gtk_single_selection_set_selected (self->selection, 0);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
}


static void
search (ChatSearchPage *self)
{
  g_autofree char *query = NULL;

  /* Before the words: the last one counts as unfinished while nothing follows it. */
  if (self->filter != NULL && *self->query != '\0')
    query = g_strconcat (self->filter, " ", self->query, NULL);
  chat_search_results_set_query (self->results, query != NULL ? query : self->query);
}


static void
open_item (ChatSearchPage *self,
           guint           position)
{
  g_autoptr(ChatSearchItem) item = g_list_model_get_item (G_LIST_MODEL (self->results), position);

  if (item != NULL)
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, item);
}


static void
list_activate_cb (ChatSearchPage *self,
                  guint           position)
{
  open_item (self, position);
}


static void
leave (ChatSearchPage *self)
{
  g_signal_emit (self, signals[SIGNAL_CLOSE], 0);
}


static void
scrolled_cb (ChatSearchPage *self,
             GtkAdjustment  *adjustment)
{
  double left = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_value (adjustment);

  if (left < gtk_adjustment_get_page_size (adjustment) * (1 + AHEAD))
    chat_search_results_load_more (self->results);
}


static void
choose (ChatSearchPage *self,
        int             step)
{
  guint n_hits = g_list_model_get_n_items (G_LIST_MODEL (self->results));
  guint selected = gtk_single_selection_get_selected (self->selection);
  gint64 wanted = selected == GTK_INVALID_LIST_POSITION ? 0 : (gint64) selected + step;

  if (n_hits == 0)
    return;

  wanted = CLAMP (wanted, 0, (gint64) n_hits - 1);
  gtk_single_selection_set_selected (self->selection, (guint) wanted);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u",
                              (guint) wanted);
}


/* The cursor stays in the entry while the keys choose in the list. */
static gboolean
entry_key_cb (ChatSearchPage        *self,
              guint                  keyval,
              guint                  keycode,
              GdkModifierType        state,
              GtkEventControllerKey *controller)
{
  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      choose (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      choose (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      choose (self, -PAGE_ROWS);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      choose (self, PAGE_ROWS);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}


static void
entry_activate_cb (ChatSearchPage *self)
{
  open_item (self, gtk_single_selection_get_selected (self->selection));
}


static void
connect_entry (ChatSearchPage *self,
               GtkSearchEntry *entry)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_object_bind_property (self, "query", entry, "text",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_signal_connect_object (entry, "activate", G_CALLBACK (entry_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "stop-search", G_CALLBACK (leave), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (entry_key_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (entry), keys);
}


static void
chip_toggled_cb (ChatSearchPage  *self,
                 GtkToggleButton *chip)
{
  if (!gtk_toggle_button_get_active (chip))
    return;

  self->filter = g_object_get_data (G_OBJECT (chip), "filter");
  search (self);
}


static void
add_chips (ChatSearchPage *self)
{
  GtkToggleButton *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (chips); i++)
    {
      GtkWidget *chip = gtk_toggle_button_new_with_label (_(chips[i].label));

      g_object_set_data (G_OBJECT (chip), "filter", (gpointer) chips[i].filter);
      gtk_widget_add_css_class (chip, "chip");
      gtk_widget_set_focus_on_click (chip, FALSE);
      if (first != NULL)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (chip), first);
      else
        first = GTK_TOGGLE_BUTTON (chip);
      g_signal_connect_object (chip, "toggled", G_CALLBACK (chip_toggled_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (self->chips, chip);
    }
  gtk_toggle_button_set_active (first, TRUE);
}


static void
add_key (GtkBox     *box,
         const char *key,
         const char *meaning)
{
  GtkWidget *cap = gtk_label_new (key);

  gtk_widget_add_css_class (cap, "keycap");
  gtk_widget_set_valign (cap, GTK_ALIGN_CENTER);
  gtk_box_append (box, cap);
  if (meaning != NULL)
    {
      GtkWidget *label = gtk_label_new (meaning);

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_set_margin_end (label, 12);
      gtk_box_append (box, label);
    }
}


static void
add_keys (ChatSearchPage *self)
{
  add_key (self->keys, "↑", NULL);
  add_key (self->keys, "↓", _("choose"));
  add_key (self->keys, C_("keyboard label", "Enter"), _("go to the message"));
  add_key (self->keys, C_("keyboard label", "Esc"), _("back"));
}


static void
row_clicked_cb (GtkListItem     *item,
                int              n_press,
                double           x,
                double           y,
                GtkGestureClick *click)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));
  GtkWidget *page = gtk_widget_get_ancestor (row, CHAT_TYPE_SEARCH_PAGE);

  if (n_press == 1 && page != NULL && gtk_widget_contains (row, x, y))
    open_item (CHAT_SEARCH_PAGE (page), gtk_list_item_get_position (item));
}


/* Not the list's own way with one click: it lets the pointer choose, also when it only lies there
 * while the list changes under it. */
static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *row = chat_search_row_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (click, "released", G_CALLBACK (row_clicked_cb), item,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  gtk_list_item_set_child (item, row);
}


static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  chat_search_row_set_item (CHAT_SEARCH_ROW (gtk_list_item_get_child (item)),
                            CHAT_SEARCH_ITEM (gtk_list_item_get_item (item)));
}


static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           gpointer                  user_data)
{
  chat_search_row_set_item (CHAT_SEARCH_ROW (gtk_list_item_get_child (item)), NULL);
}


static void
set_factory (ChatSearchPage *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
}


static void
chat_search_page_dispose (GObject *object)
{
  ChatSearchPage *self = CHAT_SEARCH_PAGE (object);

  g_clear_weak_pointer (&self->other_entry);
  if (self->results != NULL)
    chat_search_results_set_query (self->results, "");
  g_clear_object (&self->results);
  g_clear_object (&self->selection);
  gtk_widget_dispose_template (GTK_WIDGET (self), CHAT_TYPE_SEARCH_PAGE);

  G_OBJECT_CLASS (chat_search_page_parent_class)->dispose (object);
}


static void
chat_search_page_finalize (GObject *object)
{
  g_free (CHAT_SEARCH_PAGE (object)->query);
  g_free (CHAT_SEARCH_PAGE (object)->summary);

  G_OBJECT_CLASS (chat_search_page_parent_class)->finalize (object);
}


static void
chat_search_page_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  ChatSearchPage *self = CHAT_SEARCH_PAGE (object);

  switch (prop_id)
    {
    case PROP_QUERY:
      g_value_set_string (value, self->query);
      break;

    case PROP_SHOW_ENTRY:
      g_value_set_boolean (value, gtk_widget_get_visible (GTK_WIDGET (self->entry)));
      break;

    case PROP_SUMMARY:
      g_value_set_string (value, self->summary);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}


static void
chat_search_page_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  ChatSearchPage *self = CHAT_SEARCH_PAGE (object);

  switch (prop_id)
    {
    case PROP_QUERY:
      chat_search_page_set_query (self, g_value_get_string (value));
      break;

    case PROP_SHOW_ENTRY:
      gtk_widget_set_visible (GTK_WIDGET (self->entry), g_value_get_boolean (value));
      gtk_widget_set_visible (GTK_WIDGET (self->keys), !g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}


static void
install_properties (GObjectClass *object_class)
{
  properties[PROP_QUERY] =
    g_param_spec_string ("query", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_ENTRY] =
    g_param_spec_boolean ("show-entry", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SUMMARY] =
    g_param_spec_string ("summary", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_OPEN] =
    g_signal_new ("open", G_TYPE_FROM_CLASS (object_class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CHAT_TYPE_SEARCH_ITEM);
  signals[SIGNAL_CLOSE] =
    g_signal_new ("close", G_TYPE_FROM_CLASS (object_class), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 0);
}


static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  leave (CHAT_SEARCH_PAGE (widget));
  return GDK_EVENT_STOP;
}


static void
chat_search_page_class_init (ChatSearchPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chat_search_page_dispose;
  object_class->finalize = chat_search_page_finalize;
  object_class->get_property = chat_search_page_get_property;
  object_class->set_property = chat_search_page_set_property;
  install_properties (object_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/ClaudeChat/ui/chat-search-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ChatSearchPage, content);
  gtk_widget_class_bind_template_child (widget_class, ChatSearchPage, entry);
  gtk_widget_class_bind_template_child (widget_class, ChatSearchPage, chips);
  gtk_widget_class_bind_template_child (widget_class, ChatSearchPage, help_popover);
  gtk_widget_class_bind_template_child (widget_class, ChatSearchPage, stack);
  gtk_widget_class_bind_template_child (widget_class, ChatSearchPage, help);
  gtk_widget_class_bind_template_child (widget_class, ChatSearchPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, ChatSearchPage, list);
  gtk_widget_class_bind_template_child (widget_class, ChatSearchPage, none);
  gtk_widget_class_bind_template_child (widget_class, ChatSearchPage, foot);
  gtk_widget_class_bind_template_child (widget_class, ChatSearchPage, keys);
  gtk_widget_class_bind_template_child (widget_class, ChatSearchPage, status);
  gtk_widget_class_bind_template_callback (widget_class, leave);
  gtk_widget_class_bind_template_callback (widget_class, list_activate_cb);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "searchpage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SEARCH);
}


static void
chat_search_page_init (ChatSearchPage *self)
{
  self->query = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_clamp_set_child (self->help, chat_search_help_new ());
  gtk_popover_set_child (self->help_popover, chat_search_help_new ());
  add_keys (self);
  set_factory (self);
  chat_search_page_set_history (self, NULL);
  add_chips (self);
  connect_entry (self, self->entry);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scrolled), "value-changed",
                           G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scrolled), "changed",
                           G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}


void
chat_search_page_set_history (ChatSearchPage *self,
                              ChatHistory    *history)
{
  g_return_if_fail (CHAT_IS_SEARCH_PAGE (self));

  g_clear_object (&self->selection);
  g_clear_object (&self->results);
  self->results = chat_search_results_new (history);
  g_signal_connect_object (self->results, "changed", G_CALLBACK (results_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->selection =
    gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->results)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  /* After the selection, which keeps to its item. */
  g_signal_connect_object (self->results, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
}


void
chat_search_page_add_entry (ChatSearchPage *self,
                            GtkSearchEntry *entry)
{
  g_return_if_fail (CHAT_IS_SEARCH_PAGE (self));

  g_set_weak_pointer (&self->other_entry, entry);
  connect_entry (self, entry);
}


const char *
chat_search_page_get_query (ChatSearchPage *self)
{
  g_return_val_if_fail (CHAT_IS_SEARCH_PAGE (self), NULL);

  return self->query;
}


void
chat_search_page_set_query (ChatSearchPage *self,
                            const char     *query)
{
  g_return_if_fail (CHAT_IS_SEARCH_PAGE (self));

  if (query == NULL)
    query = "";
  if (g_str_equal (self->query, query))
    return;

  g_free (self->query);
  self->query = g_strdup (query);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUERY]);
  search (self);
}


void
chat_search_page_focus (ChatSearchPage *self)
{
  GtkSearchEntry *entry;

  g_return_if_fail (CHAT_IS_SEARCH_PAGE (self));

  entry = self->other_entry != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->other_entry))
          ? self->other_entry : self->entry;
  gtk_widget_grab_focus (GTK_WIDGET (entry));
}


const char *
chat_search_page_get_summary (ChatSearchPage *self)
{
  g_return_val_if_fail (CHAT_IS_SEARCH_PAGE (self), NULL);

  return self->summary;
}
