/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The menu of the column, for what is under the pointer or at the caret.
 */

#include "chat-column-private.h"

#include "chat-code-cards.h"
#include "chat-column-clipboard.h"
#include "chat-open-address.h"
#include "chat-popover.h"
#include "chat-table-find.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  const char *label;
  const char *action;
} Item;

static const Item selection_items[] = {
  { N_("Copy"), "transcript.copy" },
  { N_("Copy as Markdown"), "transcript.copy-markdown" },
  { N_("Quote"), "transcript.quote" },
};

/* Their parameter is the uid of the message and the number of the table. */
static const Item table_items[] = {
  { N_("Copy table as Markdown"), "transcript.copy-table-markdown" },
  { N_("Copy table as CSV"), "transcript.copy-table-csv" },
  { N_("Copy table as HTML"), "transcript.copy-table-html" },
};

/* More of an address does not fit into a menu. */
#define MAX_ADDRESS 60

/* Their parameter is the uid of the message. */
static const Item message_items[] = {
  { N_("Copy message"), "chat.copy" },
  { N_("Copy message as Markdown"), "chat.copy-markdown" },
  { N_("Quote message"), "chat.quote-message" },
  { N_("Edit"), "chat.edit" },
  { N_("Regenerate"), "chat.regenerate" },
  { N_("Fork from here"), "chat.fork" },
  { N_("Details"), "chat.details" },
  { N_("Delete"), "chat.delete" },
};

static void
append_item (GMenu      *section,
             const char *label,
             const char *action,
             GVariant   *parameter)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, parameter);
  /* What makes no sense here is not there. */
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-missing");
  g_menu_append_item (section, item);
}

static void
append_items (GMenu      *menu,
              const Item *items,
              gsize       n_items,
              GVariant   *parameter)
{
  g_autoptr(GMenu) section = g_menu_new ();
  g_autoptr(GVariant) owned G_GNUC_UNUSED =
    parameter != NULL ? g_variant_ref_sink (parameter) : NULL;

  for (gsize i = 0; i < n_items; i++)
    append_item (section, _(items[i].label), items[i].action, parameter);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

/* It says what it leads to: its words can say anything. */
static void
append_link (GMenu      *menu,
             const char *uri)
{
  g_autoptr(GMenu) section = g_menu_new ();
  g_autofree char *start = g_utf8_substring (uri, 0, MIN (g_utf8_strlen (uri, -1), MAX_ADDRESS));
  g_autofree char *shown = g_strconcat (start, strlen (start) < strlen (uri) ? "…" : "", NULL);
  /* Translators: %s is an address. */
  g_autofree char *label = g_strdup_printf (_("Open %s"), shown);
  /* A line below a letter would be its key. */
  g_auto(GStrv) parts = g_strsplit (label, "_", -1);
  g_autofree char *escaped = g_strjoinv ("__", parts);

  append_item (section, escaped, "transcript.open-link", g_variant_new_string (uri));
  append_item (section, _("Copy link address"), "transcript.copy-text",
               g_variant_new_string (uri));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static gboolean
is_selected (ChatColumn        *self,
             const GtkTextIter *at)
{
  GtkTextIter start;
  GtkTextIter end;

  return gtk_text_buffer_get_selection_bounds (self->page->buffer, &start, &end) &&
         gtk_text_iter_compare (at, &start) >= 0 && gtk_text_iter_compare (at, &end) <= 0;
}

/* What is at @at within a message. */
static void
append_block (GMenu             *menu,
              ChatColumn        *self,
              ChatMessageView   *view,
              const GtkTextIter *at)
{
  const char *uid = chat_message_get_uid (chat_message_view_get_message (view));
  g_autoptr(GMenuModel) code = chat_code_cards_new_menu (self->page, at);
  guint table;

  if (code != NULL)
    g_menu_append_section (menu, NULL, code);
  if (chat_table_find_at (view, at, &table))
    append_items (menu, table_items, G_N_ELEMENTS (table_items),
                  g_variant_new ("(su)", uid, table));
}

static GMenuModel *
make_menu (ChatColumn        *self,
           const GtkTextIter *at)
{
  static const Item all = { N_("Select all"), "transcript.select-all" };
  GMenu *menu = g_menu_new ();
  ChatMessageView *view = chat_page_find_view (self->page, at, NULL);
  ChatSection *section = view != NULL ? chat_message_view_find (view, at) : NULL;
  const char *uri = section != NULL ? chat_section_get_uri (section, at) : NULL;

  if (is_selected (self, at))
    append_items (menu, selection_items, G_N_ELEMENTS (selection_items), NULL);
  if (uri != NULL)
    append_link (menu, uri);
  if (view != NULL)
    {
      append_block (menu, self, view, at);
      append_items (menu, message_items, G_N_ELEMENTS (message_items),
                    g_variant_new_string (
                      chat_message_get_uid (chat_message_view_get_message (view))));
    }
  append_items (menu, &all, 1, NULL);

  return G_MENU_MODEL (menu);
}

#define RELAY_KEY "chat-relayed-action"

static void
relay_cb (GtkWidget     *column,
          GVariant      *parameter,
          GSimpleAction *action)
{
  gtk_widget_activate_action_variant (column, g_object_get_data (G_OBJECT (action), RELAY_KEY),
                                      parameter);
}

static void
add_relay (ChatColumn *self,
           GActionMap *map,
           const char *name,
           GVariant   *target)
{
  g_autoptr(GSimpleAction) action =
    g_simple_action_new (strchr (name, '.') + 1,
                         target != NULL ? g_variant_get_type (target) : NULL);

  g_object_set_data_full (G_OBJECT (action), RELAY_KEY, g_strdup (name), g_free);
  g_signal_connect_object (action, "activate", G_CALLBACK (relay_cb), self, G_CONNECT_SWAPPED);
  g_action_map_add_action (map, G_ACTION (action));
}

static void
add_relays (ChatColumn *self,
            GActionMap *map,
            GMenuModel *model,
            const char *prefix)
{
  for (int i = 0; i < g_menu_model_get_n_items (model); i++)
    {
      g_autoptr(GMenuModel) section = g_menu_model_get_item_link (model, i, G_MENU_LINK_SECTION);
      g_autoptr(GVariant) target = g_menu_model_get_item_attribute_value (
        model, i, G_MENU_ATTRIBUTE_TARGET, NULL);
      g_autofree char *name = NULL;

      if (section != NULL)
        add_relays (self, map, section, prefix);
      else if (g_menu_model_get_item_attribute (model, i, G_MENU_ATTRIBUTE_ACTION, "s", &name) &&
               g_str_has_prefix (name, prefix) && name[strlen (prefix)] == '.')
        add_relay (self, map, name, target);
    }
}

/* The menu is no child of the column, which would take its presses for its own; so it does not find
 * the column's actions. */
static void
relay_actions (ChatColumn *self,
               GtkWidget  *popover,
               GMenuModel *model)
{
  static const char * const prefixes[] = { "transcript", "code" };

  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();

      add_relays (self, G_ACTION_MAP (group), model, prefixes[i]);
      gtk_widget_insert_action_group (popover, prefixes[i], G_ACTION_GROUP (group));
    }
}

static void
show_menu (ChatColumn         *self,
           const GtkTextIter  *at,
           const GdkRectangle *place)
{
  GtkWidget *parent = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_OVERLAY);
  g_autoptr(GMenuModel) model = make_menu (self, at);
  GtkWidget *popover = gtk_popover_menu_new_from_model (model);
  GdkRectangle pointing = *place;
  double x;
  double y;

  relay_actions (self, popover, model);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  chat_popover_show (popover, parent, GTK_WIDGET (self));
  gtk_widget_translate_coordinates (GTK_WIDGET (self), parent, place->x, place->y, &x, &y);
  pointing.x = (int) x;
  pointing.y = (int) y;
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &pointing);
}

static void
pressed_cb (ChatColumn      *self,
            int              n_press,
            double           x,
            double           y,
            GtkGestureClick *click)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (click));
  GtkTextIter iter;
  int buffer_x;
  int buffer_y;

  if (self->page == NULL || event == NULL || !gdk_event_triggers_context_menu (event))
    return;

  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET,
                                         (int) x, (int) y, &buffer_x, &buffer_y);
  gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self), &iter, buffer_x, buffer_y);
  show_menu (self, &iter, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
}

/* At the caret, which is where the keys went last. */
static gboolean
menu_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   user_data)
{
  ChatColumn *self = CHAT_COLUMN (widget);
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GdkRectangle place;
  GtkTextIter iter;

  if (self->page == NULL || !gtk_widget_is_focus (widget))
    return FALSE;

  gtk_text_buffer_get_iter_at_mark (self->page->buffer, &iter,
                                    gtk_text_buffer_get_insert (self->page->buffer));
  gtk_text_view_get_iter_location (view, &iter, &place);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y,
                                         &place.x, &place.y);
  place.y = CLAMP (place.y, 0, gtk_widget_get_height (widget) - place.height);
  show_menu (self, &iter, &place);
  return TRUE;
}

static void
menu_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  menu_key_cb (widget, NULL, NULL);
}

static void
open_link_action (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  const char *uri = g_variant_get_string (parameter, NULL);
  const char *scheme = g_uri_peek_scheme (uri);

  /* A source names its address itself; only the web is opened. */
  if (g_strcmp0 (scheme, "https") == 0 || g_strcmp0 (scheme, "http") == 0)
    chat_open_address (widget, uri);
}

static void
copy_text_action (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          g_variant_get_string (parameter, NULL));
}

void
chat_column_install_menu (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "transcript.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "transcript.open-link", "s", open_link_action);
  gtk_widget_class_install_action (widget_class, "transcript.copy-text", "s", copy_text_action);
}

void
chat_column_add_menu (ChatColumn *self)
{
  const struct
  {
    guint           key;
    GdkModifierType modifiers;
  } keys[] = { { GDK_KEY_Menu, 0 }, { GDK_KEY_F10, GDK_SHIFT_MASK } };
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  /* Before the view's own menu, which is that of an editor. */
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (keys[i].key, keys[i].modifiers),
                        gtk_callback_action_new (menu_key_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}
