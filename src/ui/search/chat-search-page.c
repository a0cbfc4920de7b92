/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The search through all conversations: what is looked for, and the list of what was found.
 */

#include "chat-search-page.h"

#include "chat-search-help.h"
#include "chat-search-list.h"
#include "chat-status-text.h"
#include "chat-words.h"
#include "chat-wrap-layout.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Rows that Page Up and Page Down go by. */
#define PAGE_ROWS 8

struct _ChatSearchPage
{
  GtkWidget           parent_instance;

  ChatSearchResults  *results;
  char               *query;
  char               *summary;      /* "6 hits in 4 conversations" */
  const char         *filter;       /* of the chip that is pressed; static */
  GtkWidget          *content;
  GtkSearchEntry     *other_entry;  /* weak, or NULL */

  GtkSearchEntry     *entry;
  GtkBox             *chips;
  GtkMenuButton      *help_button;
  GtkStack           *stack;
  AdwClamp           *help;
  ChatSearchList     *list;
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
  g_autofree char *elapsed = chat_status_number (elapsed_ms);
  g_autofree char *status = NULL;

  if (!chat_search_results_has_answer (self->results))
    status = g_strdup ("");
  else
    /* Translators: "6 hits in 4 conversations · 8 ms". */
    status = g_strdup_printf (_("%s · %s ms"), found, elapsed);

  if (g_strcmp0 (gtk_label_get_label (self->status), status) != 0)
    gtk_label_set_label (self->status, status);
}


/* @problem (nullable): what the database says, while a description is markup. */
static void
describe_none (ChatSearchPage *self,
               const char     *problem)
{
  g_autofree char *escaped = problem != NULL ? g_markup_escape_text (problem, -1) : NULL;

  adw_status_page_set_title (self->none, problem != NULL ? _("This cannot be searched for")
                                                         : _("No results"));
  adw_status_page_set_description (self->none,
                                   problem != NULL ? escaped
                                                   : _("Try fewer words, or take a filter away."));
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
  describe_none (self, problem);
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
list_open_cb (ChatSearchPage *self,
              ChatSearchItem *item)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0, item);
}


static void
leave (ChatSearchPage *self)
{
  g_signal_emit (self, signals[SIGNAL_CLOSE], 0);
}


/* The cursor stays in the entry, so that a screen reader hears of the choice only here. */
static void
say_chosen (ChatSearchPage *self,
            guint           position)
{
  guint n_hits = g_list_model_get_n_items (G_LIST_MODEL (self->results));
  g_autoptr(ChatSearchItem) item = g_list_model_get_item (G_LIST_MODEL (self->results), position);
  const char *title = chat_search_item_get_hit (item)->title;
  /* Translators: which hit is chosen, and its conversation: "2 of 17 · Trip to Kyoto". */
  g_autofree char *words = g_strdup_printf (_("%u of %u · %s"), position + 1, n_hits,
                                            title != NULL ? title : _("New conversation"));

  gtk_label_set_label (self->status, words);
}


static void
choose (ChatSearchPage *self,
        int             step)
{
  if (chat_search_list_choose (self->list, step))
    say_chosen (self, chat_search_list_get_chosen (self->list));
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
  chat_search_list_open_chosen (self->list);
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
add_cap (GtkBox     *box,
         const char *key)
{
  GtkWidget *cap = gtk_label_new (key);

  gtk_widget_add_css_class (cap, "keycap");
  gtk_widget_set_valign (cap, GTK_ALIGN_CENTER);
  gtk_box_append (box, cap);
}


/* @other is another key that does the same, or NULL. They stay in one line with what they do. */
static void
add_keys (ChatSearchPage *self,
          const char     *key,
          const char     *other,
          const char     *meaning)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (meaning);

  add_cap (GTK_BOX (box), key);
  if (other != NULL)
    add_cap (GTK_BOX (box), other);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (self->keys, box);
}


static void
fill_keys (ChatSearchPage *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self->keys), chat_wrap_layout_new (6));
  add_keys (self, "↑", "↓", _("choose"));
  add_keys (self, C_("keyboard label", "Enter"), NULL, _("go to the message"));
  add_keys (self, C_("keyboard label", "Esc"), NULL, _("back"));
}


static void
chat_search_page_dispose (GObject *object)
{
  ChatSearchPage *self = CHAT_SEARCH_PAGE (object);

  g_clear_weak_pointer (&self->other_entry);
  if (self->results != NULL)
    chat_search_results_set_query (self->results, "");
  g_clear_object (&self->results);
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

  g_type_ensure (CHAT_TYPE_SEARCH_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/ClaudeChat/ui/chat-search-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ChatSearchPage, content);
  gtk_widget_class_bind_template_child (widget_class, ChatSearchPage, entry);
  gtk_widget_class_bind_template_child (widget_class, ChatSearchPage, chips);
  gtk_widget_class_bind_template_child (widget_class, ChatSearchPage, help_button);
  gtk_widget_class_bind_template_child (widget_class, ChatSearchPage, stack);
  gtk_widget_class_bind_template_child (widget_class, ChatSearchPage, help);
  gtk_widget_class_bind_template_child (widget_class, ChatSearchPage, list);
  gtk_widget_class_bind_template_child (widget_class, ChatSearchPage, none);
  gtk_widget_class_bind_template_child (widget_class, ChatSearchPage, foot);
  gtk_widget_class_bind_template_child (widget_class, ChatSearchPage, keys);
  gtk_widget_class_bind_template_child (widget_class, ChatSearchPage, status);
  gtk_widget_class_bind_template_callback (widget_class, leave);
  gtk_widget_class_bind_template_callback (widget_class, list_open_cb);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "searchpage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SEARCH);
}


static void
chat_search_page_init (ChatSearchPage *self)
{
  self->query = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  chat_words_fit (GTK_WIDGET (self));
  adw_clamp_set_child (self->help, chat_search_help_new ());
  chat_search_help_attach (self->help_button);
  fill_keys (self);
  chat_search_page_set_history (self, NULL);
  add_chips (self);
  connect_entry (self, self->entry);
}


void
chat_search_page_set_history (ChatSearchPage *self,
                              ChatHistory    *history)
{
  g_return_if_fail (CHAT_IS_SEARCH_PAGE (self));

  g_clear_object (&self->results);
  self->results = chat_search_results_new (history);
  g_signal_connect_object (self->results, "changed", G_CALLBACK (results_changed_cb), self,
                           G_CONNECT_SWAPPED);
  chat_search_list_set_results (self->list, self->results);
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
