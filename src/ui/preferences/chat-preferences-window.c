/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The preferences.
 */

#include "chat-preferences-window.h"

#include "chat-accessible.h"
#include "chat-account-page.h"
#include "chat-advanced-page.h"
#include "chat-appearance-page.h"
#include "chat-behaviour-page.h"
#include "chat-data-page.h"
#include "chat-open-address.h"
#include "chat-preferences-reset.h"
#include "chat-preset.h"
#include "chat-shortcuts.h"
#include "chat-toast.h"
#include "chat-words.h"

#include <glib/gi18n.h>

#define WIDTH  640
#define HEIGHT 700

typedef enum
{
  PAGE_ACCOUNTS,
  PAGE_BEHAVIOUR,
  PAGE_APPEARANCE,
  PAGE_DATA,
  PAGE_ADVANCED,
  N_PAGES,
} Page;

struct _ChatPreferencesWindow
{
  AdwPreferencesWindow  parent_instance;

  ChatEngine           *engine;
  GSettings            *settings;
  GVariant             *before;    /* what the last reset took away, or NULL */
  AdwPreferencesGroup  *accounts;
  GPtrArray            *rows;      /* of the accounts, borrowed from their group */
  ChatProfile          *opened;    /* the account that a subpage was opened for last, or NULL */
  GtkWidget            *page;      /* the subpage, also while it goes; weak */
  AdwPreferencesPage   *pages[N_PAGES];   /* borrowed; NULL: there is none */
  guint                 unfilled;  /* bits of pages, by their number */
  guint                 filling;   /* idle source, or 0 */
};

G_DEFINE_FINAL_TYPE (ChatPreferencesWindow, chat_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)


static const struct
{
  const char *name;
  const char *title;
  const char *icon_name;
} pages[N_PAGES] = {
  [PAGE_ACCOUNTS] = { "accounts", N_("Accounts"), "user-available-symbolic" },
  [PAGE_BEHAVIOUR] = { CHAT_BEHAVIOUR_PAGE, N_("Behaviour"), "preferences-system-symbolic" },
  [PAGE_APPEARANCE] = { CHAT_APPEARANCE_PAGE, N_("Appearance"), "applications-graphics-symbolic" },
  [PAGE_DATA] = { "data", N_("Data"), "drive-harddisk-symbolic" },
  [PAGE_ADVANCED] = { CHAT_ADVANCED_PAGE, N_("Advanced"), "utilities-terminal-symbolic" },
};

static void update_accounts (ChatPreferencesWindow *self);   /* its rows lead to changes of it */


static void
add_toast (ChatPreferencesWindow *self,
           AdwToast              *toast)
{
  chat_toast_fit (toast, GTK_WIDGET (self));
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), toast);
}


static void
told_cb (ChatPreferencesWindow *self,
         const char            *sentence)
{
  add_toast (self, chat_toast_new_lasting (sentence));
}


/* Leads to the account, which may be new, at the other end of the page. */
static void
focus_account (ChatPreferencesWindow *self,
               ChatProfile           *profile)
{
  GListModel *profiles = chat_accounts_get_profiles (chat_engine_get_accounts (self->engine));

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autoptr(ChatProfile) listed = g_list_model_get_item (profiles, i);

      if (listed == profile)
        gtk_widget_grab_focus (g_ptr_array_index (self->rows, i));
    }
}


/* Its name may be another one now. */
static void
close_subpage (ChatPreferencesWindow *self)
{
  update_accounts (self);
  adw_preferences_window_close_subpage (ADW_PREFERENCES_WINDOW (self));
  focus_account (self, self->opened);
}


static void
open_account (ChatPreferencesWindow *self,
              ChatProfile           *profile)
{
  GtkWidget *page;

  /* libadwaita cannot take the next one while the last one slides away. */
  if (self->page != NULL)
    return;

  g_set_object (&self->opened, profile);
  page = chat_account_page_new (self->engine, profile);
  g_set_weak_pointer (&self->page, page);
  g_signal_connect_object (page, "closed", G_CALLBACK (close_subpage), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "told", G_CALLBACK (told_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_window_present_subpage (ADW_PREFERENCES_WINDOW (self), page);
  chat_account_page_start (CHAT_ACCOUNT_PAGE (page));
}


static void
row_activated_cb (GtkWidget *row,
                  gpointer   user_data)
{
  ChatPreferencesWindow *self = CHAT_PREFERENCES_WINDOW (gtk_widget_get_root (row));

  open_account (self, user_data);
}


static char *
describe (ChatPreferencesWindow *self,
          ChatProfile           *profile)
{
  g_autofree char *host = chat_profile_dup_host (profile);

  if (chat_profile_is_demo (profile))
    return g_strdup (_("Built in: prepared answers, nothing leaves this computer"));
  if (!chat_accounts_is_own (chat_engine_get_accounts (self->engine), profile))
    /* Translators: %s is a server; the account cannot be changed here */
    return g_strdup_printf (_("%s · from the environment of the program"), host);

  return g_strdup_printf ("%s · %s", host != NULL ? host : "", chat_profile_get_model (profile));
}


static void
add_account_row (ChatPreferencesWindow *self,
                 ChatProfile           *profile)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = describe (self, profile);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), chat_profile_get_name (profile));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (chat_accounts_is_own (chat_engine_get_accounts (self->engine), profile))
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), profile, 0);
    }
  adw_preferences_group_add (self->accounts, row);
  g_ptr_array_add (self->rows, row);
}


/* @problem (nullable): it names a file, whose name may hold what markup would take for its own. */
static void
say_problem (ChatPreferencesWindow *self,
             const char            *problem)
{
  g_autofree char *escaped = problem != NULL ? g_markup_escape_text (problem, -1) : NULL;

  adw_preferences_group_set_description (self->accounts, escaped);
}


static void
update_accounts (ChatPreferencesWindow *self)
{
  ChatAccounts *accounts = chat_engine_get_accounts (self->engine);
  GListModel *profiles = chat_accounts_get_profiles (accounts);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->accounts, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < g_list_model_get_n_items (profiles); i++)
    {
      g_autoptr(ChatProfile) profile = g_list_model_get_item (profiles, i);

      add_account_row (self, profile);
    }
  say_problem (self, chat_accounts_get_problem (accounts));
}


static void
preset_activated_cb (GtkWidget *row,
                     gpointer   user_data)
{
  ChatPreferencesWindow *self = CHAT_PREFERENCES_WINDOW (gtk_widget_get_root (row));
  g_autoptr(ChatProfile) profile = chat_preset_new_profile (user_data);

  open_account (self, profile);
}


static GtkWidget *
new_preset_row (const ChatPreset *preset)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), chat_preset_get_name (preset));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               preset->name != NULL ? preset->base_url
                                                    : _("A gateway, or any server that speaks the "
                                                        "Messages API"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (preset_activated_cb), (gpointer) preset);

  return row;
}


static void
reset_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  ChatPreferencesWindow *self = CHAT_PREFERENCES_WINDOW (widget);
  const char *page = g_variant_get_string (parameter, NULL);
  GVariant *before = chat_preferences_reset (self->settings, page);
  AdwToast *toast = chat_toast_new (before != NULL ? _("Back to the defaults")
                                                   : _("Everything is as it was at first"));

  if (before != NULL)
    {
      g_clear_pointer (&self->before, g_variant_unref);
      self->before = before;
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_action_name (toast, "preferences.undo-reset");
    }
  add_toast (self, toast);
}


static void
undo_reset_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  ChatPreferencesWindow *self = CHAT_PREFERENCES_WINDOW (widget);

  if (self->before != NULL)
    chat_preferences_restore (self->settings, self->before);
  g_clear_pointer (&self->before, g_variant_unref);
}


/* What the window around does, it does in front. */
static void
run_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  g_autoptr(GtkWidget) parent = NULL;

  g_set_object (&parent, GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (widget))));
  gtk_window_close (GTK_WINDOW (widget));
  if (parent != NULL)
    gtk_widget_activate_action (parent, g_variant_get_string (parameter, NULL), NULL);
}


static void
open_folder_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  g_autofree char *uri = g_filename_to_uri (g_variant_get_string (parameter, NULL), NULL, NULL);

  if (uri != NULL)
    chat_open_address (widget, uri);
}


/* @step: 1 or -1. Not behind the page of an account. */
static void
turn_page (ChatPreferencesWindow *self,
           int                    step)
{
  AdwPreferencesWindow *window = ADW_PREFERENCES_WINDOW (self);
  const char *shown = adw_preferences_window_get_visible_page_name (window);
  int number = 0;

  while (number < N_PAGES && g_strcmp0 (pages[number].name, shown) != 0)
    number++;
  do
    number += step;
  while (number >= 0 && number < N_PAGES && self->pages[number] == NULL);

  if (self->page == NULL && number >= 0 && number < N_PAGES)
    adw_preferences_window_set_visible_page (window, self->pages[number]);
}


static void
previous_page_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  turn_page (CHAT_PREFERENCES_WINDOW (widget), -1);
}


static void
next_page_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  turn_page (CHAT_PREFERENCES_WINDOW (widget), 1);
}


static void
chat_preferences_window_dispose (GObject *object)
{
  ChatPreferencesWindow *self = CHAT_PREFERENCES_WINDOW (object);

  g_clear_handle_id (&self->filling, g_source_remove);
  g_clear_weak_pointer (&self->page);
  g_clear_object (&self->opened);
  g_clear_object (&self->engine);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->before, g_variant_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (chat_preferences_window_parent_class)->dispose (object);
}


static void
chat_preferences_window_class_init (ChatPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_preferences_window_dispose;
  gtk_widget_class_install_action (widget_class, "preferences.reset", "s", reset_action);
  gtk_widget_class_install_action (widget_class, "preferences.undo-reset", NULL,
                                   undo_reset_action);
  gtk_widget_class_install_action (widget_class, "preferences.run", "s", run_action);
  gtk_widget_class_install_action (widget_class, "preferences.open-folder", "s",
                                   open_folder_action);
  gtk_widget_class_install_action (widget_class, "preferences.previous-page", NULL,
                                   previous_page_action);
  gtk_widget_class_install_action (widget_class, "preferences.next-page", NULL, next_page_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
}


static void
fill_accounts (ChatPreferencesWindow *self,
               AdwPreferencesPage    *page)
{
  AdwPreferencesGroup *more = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  guint n_presets;
  const ChatPreset *presets = chat_preset_get_all (&n_presets);

  self->accounts = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->accounts, _("Accounts"));
  adw_preferences_group_set_title (more, _("Add account"));
  for (guint i = 0; i < n_presets; i++)
    adw_preferences_group_add (more, new_preset_row (&presets[i]));

  adw_preferences_page_add (page, self->accounts);
  adw_preferences_page_add (page, more);
  update_accounts (self);
}


static void
fill_page (ChatPreferencesWindow *self,
           Page                   number)
{
  AdwPreferencesPage *page = self->pages[number];

  if ((self->unfilled & 1u << number) == 0)
    return;

  self->unfilled &= ~(1u << number);
  if (number == PAGE_ACCOUNTS)
    fill_accounts (self, page);
  else if (number == PAGE_BEHAVIOUR)
    chat_behaviour_page_fill (page, self->settings);
  else if (number == PAGE_APPEARANCE)
    chat_appearance_page_fill (page, self->settings);
  else if (number == PAGE_DATA)
    chat_data_page_fill (CHAT_DATA_PAGE (page), chat_engine_get_history (self->engine));
  else
    chat_advanced_page_fill (page, self->settings);
  chat_words_fit (GTK_WIDGET (page));
}


/* What is not looked at is filled one by one, so that the search finds it. */
static gboolean
fill_cb (gpointer user_data)
{
  ChatPreferencesWindow *self = user_data;

  for (Page number = 0; number < N_PAGES; number++)
    {
      if ((self->unfilled & 1u << number) != 0)
        {
          fill_page (self, number);
          return G_SOURCE_CONTINUE;
        }
    }

  self->filling = 0;

  return G_SOURCE_REMOVE;
}


static void
fill_visible_page (ChatPreferencesWindow *self)
{
  const char *name =
    adw_preferences_window_get_visible_page_name (ADW_PREFERENCES_WINDOW (self));

  for (Page number = 0; number < N_PAGES; number++)
    {
      if (g_strcmp0 (pages[number].name, name) == 0)
        fill_page (self, number);
    }
}


static void
mapped_cb (ChatPreferencesWindow *self)
{
  if (self->filling == 0 && self->unfilled != 0)
    self->filling = g_idle_add_full (G_PRIORITY_LOW, fill_cb, self, NULL);
}


/* Before the scrolled window of the page, which would move sideways. */
static void
add_keys (ChatPreferencesWindow *self)
{
  static const char * const actions[] = { "preferences.previous-page", "preferences.next-page" };
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      chat_shortcuts_new_shortcut (GTK_WIDGET (self), actions[i],
                                   gtk_named_action_new (actions[i])));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}


static void
chat_preferences_window_init (ChatPreferencesWindow *self)
{
  chat_accessible_keep_role (GTK_WIDGET (self));
  chat_words_fit_window (GTK_WIDGET (self));
  add_keys (self);
  self->rows = g_ptr_array_new ();
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  gtk_window_set_title (GTK_WINDOW (self), _("Preferences"));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}


static void
add_page (ChatPreferencesWindow *self,
          Page                   number)
{
  GtkWidget *page = number == PAGE_DATA ? chat_data_page_new () : adw_preferences_page_new ();

  self->pages[number] = ADW_PREFERENCES_PAGE (page);
  self->unfilled |= 1u << number;
  adw_preferences_page_set_name (self->pages[number], pages[number].name);
  adw_preferences_page_set_title (self->pages[number], _(pages[number].title));
  adw_preferences_page_set_icon_name (self->pages[number], pages[number].icon_name);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), self->pages[number]);
}


GtkWidget *
chat_preferences_window_new (GtkWindow  *parent,
                             ChatEngine *engine,
                             GSettings  *settings)
{
  ChatPreferencesWindow *self = g_object_new (CHAT_TYPE_PREFERENCES_WINDOW,
                                              "transient-for", parent,
                                              NULL);
  ChatAccounts *accounts = chat_engine_get_accounts (engine);

  self->engine = g_object_ref (engine);
  self->settings = g_object_ref (settings);
  chat_accessible_name_parts (GTK_WIDGET (self));
  for (Page number = 0; number < N_PAGES; number++)
    {
      if (number != PAGE_DATA || chat_engine_get_history (engine) != NULL)
        add_page (self, number);
    }
  fill_page (self, PAGE_ACCOUNTS);
  g_signal_connect (self, "notify::visible-page-name", G_CALLBACK (fill_visible_page), NULL);
  g_signal_connect (self, "map", G_CALLBACK (mapped_cb), NULL);
  g_signal_connect_object (chat_accounts_get_profiles (accounts), "items-changed",
                           G_CALLBACK (update_accounts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (accounts, "notify::problem", G_CALLBACK (update_accounts), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
