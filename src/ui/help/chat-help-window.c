/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The manual in a window: a list of pages, and each page as text to read and scroll. It is
 * translated as the program is, shows the keys as they are now, and needs no reader in a sandbox.
 */

#include "chat-help-window.h"

#include "chat-accessible.h"
#include "chat-help-page.h"
#include "chat-shortcuts.h"
#include "chat-title-bin.h"
#include "chat-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define WIDTH 640
#define HEIGHT 680
#define MIN_WIDTH 340
#define MIN_HEIGHT 300
#define COLUMN 560
#define MARGIN 18

#define INDEX "index"
#define KEYS "keys"

/* Of links from one page to another. */
#define SCHEME "help:"

struct _ChatHelpWindow
{
  AdwWindow  parent_instance;

  GPtrArray *trail;       /* (element-type utf8): the ids that led here, the shown one last */
  GtkWidget *title;
  GtkWidget *scroller;
};

G_DEFINE_FINAL_TYPE (ChatHelpWindow, chat_help_window, ADW_TYPE_WINDOW)


static gboolean
link_cb (ChatHelpWindow *self,
         const char     *uri)
{
  if (!g_str_has_prefix (uri, SCHEME))
    return FALSE;

  chat_help_window_show (self, uri + strlen (SCHEME));
  return TRUE;
}


static GtkWidget *
new_text (ChatHelpWindow      *self,
          const ChatHelpBlock *block)
{
  gboolean is_heading = block->kind == CHAT_HELP_HEADING;
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "accessible-role", is_heading ? GTK_ACCESSIBLE_ROLE_HEADING
                                                                 : GTK_ACCESSIBLE_ROLE_LABEL,
                                   "label", block->markup,
                                   "use-markup", TRUE,
                                   "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "natural-wrap-mode", GTK_NATURAL_WRAP_NONE,
                                   "xalign", 0.0f,
                                   "hexpand", TRUE,
                                   NULL);

  if (is_heading)
    gtk_widget_add_css_class (label, "title-4");
  g_signal_connect_object (label, "activate-link", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);

  return label;
}


/* What stands before an item, and the item. */
static GtkWidget *
new_item (ChatHelpWindow      *self,
          const ChatHelpBlock *block)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  g_autofree char *number = block->kind == CHAT_HELP_STEP
                              /* Translators: before a step of several: "1." */
                              ? g_strdup_printf (C_("step", "%u."), block->number)
                              : g_strdup ("•");
  GtkWidget *mark = gtk_label_new (number);

  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_widget_add_css_class (mark, "dim-label");
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), new_text (self, block));

  return box;
}


/* @headings: FALSE where they would stand over nothing, as the tables of the keys are left out. */
static void
add_blocks (ChatHelpWindow     *self,
            const ChatHelpPage *page,
            gboolean            headings,
            GtkBox             *box)
{
  for (guint i = 0; i < page->blocks->len; i++)
    {
      const ChatHelpBlock *block = &g_array_index (page->blocks, ChatHelpBlock, i);
      gboolean is_item = block->kind == CHAT_HELP_ITEM || block->kind == CHAT_HELP_STEP;
      GtkWidget *widget;

      if (block->kind == CHAT_HELP_HEADING && !headings)
        continue;

      widget = is_item ? new_item (self, block) : new_text (self, block);
      if (block->kind == CHAT_HELP_HEADING && i > 0)
        gtk_widget_set_margin_top (widget, 12);
      gtk_box_append (box, widget);
    }
}


static void
topic_activated_cb (GtkWidget      *row,
                    ChatHelpWindow *self)
{
  chat_help_window_show (self, gtk_widget_get_name (row));
}


static GtkWidget *
new_topic (ChatHelpWindow     *self,
           const char         *id,
           const ChatHelpPage *page)
{
  GtkWidget *row = adw_action_row_new ();

  gtk_widget_set_name (row, id);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), page->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), page->summary);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (topic_activated_cb), self, 0);

  return row;
}


static void
add_topics (ChatHelpWindow *self,
            GtkBox         *box)
{
  const char * const *ids = chat_help_page_get_topics ();
  GtkWidget *group = adw_preferences_group_new ();

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr(ChatHelpPage) page = chat_help_page_load (ids[i], NULL);

      if (page != NULL)
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_topic (self, ids[i], page));
    }
  gtk_box_append (box, group);
}


/* The keys as they are now: people may have changed them. */
static void
add_keys (GtkBox *box)
{
  AdwPreferencesGroup *group = NULL;
  const char *title = NULL;

  for (const ChatShortcut *entry = chat_shortcuts_get_all (); entry->action != NULL; entry++)
    {
      GtkWidget *row = adw_action_row_new ();

      if (g_strcmp0 (title, entry->group) != 0)
        {
          group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
          adw_preferences_group_set_title (group, _(entry->group));
          gtk_box_append (box, GTK_WIDGET (group));
        }
      title = entry->group;
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(entry->title));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), chat_shortcuts_new_label (entry->action));
      adw_preferences_group_add (group, row);
    }
}


static GtkWidget *
new_content (ChatHelpWindow     *self,
             const char         *id,
             const ChatHelpPage *page)
{
  GtkWidget *clamp = g_object_new (ADW_TYPE_CLAMP,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP,
                                   "focusable", TRUE,
                                   NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  g_object_set (box,
                "margin-top", MARGIN, "margin-bottom", MARGIN,
                "margin-start", MARGIN, "margin-end", MARGIN,
                NULL);
  add_blocks (self, page, !g_str_equal (id, KEYS), GTK_BOX (box));
  if (g_str_equal (id, INDEX))
    add_topics (self, GTK_BOX (box));
  else if (g_str_equal (id, KEYS))
    add_keys (GTK_BOX (box));
  gtk_accessible_update_property (GTK_ACCESSIBLE (clamp),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, page->title,
                                  -1);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), COLUMN);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);

  return clamp;
}


/* Shows the last page of the trail, from its top. */
static void
update (ChatHelpWindow *self)
{
  const char *id = self->trail->pdata[self->trail->len - 1];
  g_autoptr(GError) error = NULL;
  g_autoptr(ChatHelpPage) page = chat_help_page_load (id, &error);
  GtkAdjustment *adjustment =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  GtkWidget *content;

  if (page == NULL)
    {
      g_warning ("The manual lacks its page \"%s\": %s", id, error->message);
      return;
    }

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "help.back", self->trail->len > 1);
  adw_window_title_set_title (ADW_WINDOW_TITLE (self->title), page->title);
  content = new_content (self, id, page);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), content);
  /* From there the keys scroll, and Tab leads to what the page holds. */
  gtk_widget_grab_focus (content);
  gtk_adjustment_set_value (adjustment, 0);
}


static void
back_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChatHelpWindow *self = CHAT_HELP_WINDOW (widget);

  g_ptr_array_set_size (self->trail, (int) self->trail->len - 1);
  update (self);
}


static void
chat_help_window_dispose (GObject *object)
{
  g_clear_pointer (&CHAT_HELP_WINDOW (object)->trail, g_ptr_array_unref);

  G_OBJECT_CLASS (chat_help_window_parent_class)->dispose (object);
}


static void
chat_help_window_class_init (ChatHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_help_window_dispose;
  gtk_widget_class_install_action (widget_class, "help.back", NULL, back_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "help.back",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
}


static gboolean
scroll_cb (GtkWidget *scroller,
           GVariant  *arguments,
           gpointer   user_data)
{
  gboolean done;

  g_signal_emit_by_name (scroller, "scroll-child", GPOINTER_TO_INT (user_data), FALSE, &done);

  return done;
}


static void
add_scroll_key (GtkEventController *controller,
                guint               key,
                GtkScrollType       scroll)
{
  GtkShortcut *shortcut =
    gtk_shortcut_new (gtk_keyval_trigger_new (key, 0),
                      gtk_callback_action_new (scroll_cb, GINT_TO_POINTER (scroll), NULL));

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
}


/* Up and Down, where the page holds nothing to go to: a window would look for that. */
static GtkWidget *
new_scroller (void)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *controller = gtk_shortcut_controller_new ();

  add_scroll_key (controller, GDK_KEY_Up, GTK_SCROLL_STEP_UP);
  add_scroll_key (controller, GDK_KEY_Down, GTK_SCROLL_STEP_DOWN);
  gtk_widget_add_controller (scroller, controller);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);

  return scroller;
}


static GtkWidget *
new_bar (ChatHelpWindow *self)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");

  gtk_widget_add_css_class (bar, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (back), "help.back");
  gtk_widget_set_tooltip_text (back, _("Back (Alt+Left)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (back),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, C_("manual", "Back"),
                                  -1);
  self->title = adw_window_title_new (NULL, NULL);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), back);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar),
                                   g_object_new (CHAT_TYPE_TITLE_BIN, "child", self->title, NULL));

  return bar;
}


static void
chat_help_window_init (ChatHelpWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  chat_accessible_keep_role (GTK_WIDGET (self));
  chat_words_fit_window (GTK_WIDGET (self));
  self->trail = g_ptr_array_new_with_free_func (g_free);
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  gtk_widget_set_size_request (GTK_WIDGET (self), MIN_WIDTH, MIN_HEIGHT);
  gtk_window_set_title (GTK_WINDOW (self), _("Manual"));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);

  self->scroller = new_scroller ();
  gtk_box_append (GTK_BOX (box), new_bar (self));
  gtk_box_append (GTK_BOX (box), self->scroller);
  adw_window_set_content (ADW_WINDOW (self), box);
  chat_help_window_show (self, INDEX);
}


GtkWidget *
chat_help_window_new (GtkWindow *parent)
{
  return g_object_new (CHAT_TYPE_HELP_WINDOW, "transient-for", parent, NULL);
}


void
chat_help_window_show (ChatHelpWindow *self,
                       const char     *id)
{
  g_autoptr(ChatHelpPage) page = NULL;

  g_return_if_fail (CHAT_IS_HELP_WINDOW (self));

  page = chat_help_page_load (id, NULL);
  if (page == NULL)
    return;

  g_ptr_array_add (self->trail, g_strdup (id));
  update (self);
}
