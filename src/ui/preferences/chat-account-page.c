/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An account: its address, its key, a test of both, and what is less often changed.
 */

#include "chat-account-page.h"

#include "chat-account-form.h"
#include "chat-connection-group.h"
#include "chat-title-bin.h"
#include "chat-words.h"

#include <glib/gi18n.h>

struct _ChatAccountPage
{
  GtkBox               parent_instance;

  ChatEngine          *engine;
  ChatProfile         *profile;
  ChatAccountForm     *form;
  ChatConnectionGroup *connection;
  GCancellable        *cancellable;   /* of the keyring's answers */
  GtkWindow           *parent;        /* of the preferences, as the keyring was asked; weak */
  gboolean             done;          /* added, saved or removed */
};

G_DEFINE_FINAL_TYPE (ChatAccountPage, chat_account_page, GTK_TYPE_BOX)

enum
{
  SIGNAL_CLOSED,
  SIGNAL_TOLD,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];


static gboolean
is_new (ChatAccountPage *self)
{
  return !chat_accounts_is_own (chat_engine_get_accounts (self->engine), self->profile);
}


/* The keyring may answer when the preferences are no longer there to hear it. */
static void
tell (ChatAccountPage *self,
      const char      *sentence)
{
  if (g_signal_has_handler_pending (self, signals[SIGNAL_TOLD], 0, TRUE))
    g_signal_emit (self, signals[SIGNAL_TOLD], 0, sentence);
  else if (self->parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->parent), "win.tell", "s", sentence);
}


static void
note_parent (ChatAccountPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (GTK_IS_WINDOW (root))
    g_set_weak_pointer (&self->parent, gtk_window_get_transient_for (GTK_WINDOW (root)));
}


static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ChatAccountPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (chat_keyring_store_finish (CHAT_KEYRING (source), result, &error))
    return;

  /* Translators: %s is a sentence about the keyring */
  sentence = g_strdup_printf (_("%s The key is kept until the program ends."), error->message);
  tell (self, sentence);
}


/* Without a keyring there is nothing in it. */
static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(ChatAccountPage) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!chat_keyring_forget_finish (CHAT_KEYRING (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    tell (self, error->message);
}


static void
forget_key (ChatAccountPage *self)
{
  note_parent (self);
  chat_keyring_forget_async (chat_engine_get_keyring (self->engine), self->profile, NULL,
                             forgotten_cb, g_object_ref (self));
}


/* The key is in memory at once; where else it is kept takes a moment. @moved: the keyring has it
 * for another address. */
static void
keep_key (ChatAccountPage *self,
          gboolean         moved)
{
  if ((chat_profile_get_key (self->profile) == NULL &&
       chat_profile_get_proxy_password (self->profile) == NULL) ||
      (!moved && !chat_account_form_has_new_key (self->form)))
    return;

  if (!chat_account_form_uses_keyring (self->form))
    {
      forget_key (self);
      return;
    }

  note_parent (self);
  chat_keyring_store_async (chat_engine_get_keyring (self->engine), self->profile, NULL, stored_cb,
                            g_object_ref (self));
}


static void
take_form (ChatAccountPage *self)
{
  g_autoptr(ChatProfile) written = chat_account_form_make_profile (self->form);

  chat_profile_copy_settings (self->profile, written);
  chat_profile_set_key (self->profile, chat_profile_get_auth (written),
                        chat_profile_get_key (written));
}


static void
close_page (ChatAccountPage *self)
{
  self->done = TRUE;
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}


/* It is what the user wants to talk to. */
static void
add (ChatAccountPage *self)
{
  ChatAccounts *accounts = chat_engine_get_accounts (self->engine);

  take_form (self);
  chat_accounts_add (accounts, self->profile);
  chat_accounts_choose (accounts, self->profile);
  chat_engine_set_profile (self->engine, self->profile);
  keep_key (self, FALSE);
  close_page (self);
}


static void
save (ChatAccountPage *self)
{
  g_autofree char *before = g_strdup (chat_profile_get_base_url (self->profile));

  take_form (self);
  keep_key (self, g_strcmp0 (before, chat_profile_get_base_url (self->profile)) != 0);
  chat_profile_changed (self->profile);
}


static void
add_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  ChatAccountPage *self = CHAT_ACCOUNT_PAGE (widget);
  const char *problem = chat_account_form_check (self->form);

  if (problem != NULL)
    tell (self, problem);
  else
    add (self);
}


/* What was changed counts, unless it cannot be right. */
static void
back_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChatAccountPage *self = CHAT_ACCOUNT_PAGE (widget);
  const char *problem = !is_new (self) ? chat_account_form_check (self->form) : NULL;

  if (problem != NULL)
    {
      tell (self, problem);
      return;
    }

  if (!is_new (self))
    save (self);
  close_page (self);
}


static void
remove_account (ChatAccountPage *self)
{
  ChatAccounts *accounts = chat_engine_get_accounts (self->engine);

  forget_key (self);
  chat_accounts_remove (accounts, self->profile);
  if (chat_engine_get_profile (self->engine) == self->profile)
    chat_engine_set_profile (self->engine, chat_accounts_get_chosen (accounts));
  close_page (self);
}


/* Its key is gone then. */
static void
remove_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ChatAccountPage *self = CHAT_ACCOUNT_PAGE (widget);
  /* Translators: %s is the name of an account */
  g_autofree char *heading = g_strdup_printf (_("Remove “%s”?"),
                                              chat_profile_get_name (self->profile));
  GtkWidget *dialog =
    adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), heading,
                            _("Its key is forgotten. Conversations stay, and go on with another "
                              "account."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("Cancel"),
                                    "remove", _("Remove"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove",
                                              ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response::remove", G_CALLBACK (remove_account), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}


static void
test_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  ChatAccountPage *self = CHAT_ACCOUNT_PAGE (widget);
  g_autoptr(ChatProfile) written = chat_account_form_make_profile (self->form);

  chat_connection_group_test (self->connection, written);
}


static void
tested_cb (ChatAccountPage            *self,
           const ChatConnectionReport *report)
{
  chat_account_form_take_report (self->form, report);
}


/* Whether there is a key is known only to the keyring. */
static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(ChatAccountPage) self = user_data;
  g_autoptr(GError) error = NULL;

  chat_keyring_load_finish (CHAT_KEYRING (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  chat_account_form_update_key (self->form);
  if (error != NULL)
    tell (self, error->message);
}


static void
chat_account_page_dispose (GObject *object)
{
  ChatAccountPage *self = CHAT_ACCOUNT_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->form);
  g_clear_object (&self->profile);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chat_account_page_parent_class)->dispose (object);
}


/* The window was closed: what was changed counts also then. */
static void
chat_account_page_unmap (GtkWidget *widget)
{
  ChatAccountPage *self = CHAT_ACCOUNT_PAGE (widget);

  if (!self->done && !is_new (self) && chat_account_form_check (self->form) == NULL)
    {
      self->done = TRUE;
      save (self);
    }

  GTK_WIDGET_CLASS (chat_account_page_parent_class)->unmap (widget);
}


static void
chat_account_page_class_init (ChatAccountPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = chat_account_page_dispose;
  widget_class->unmap = chat_account_page_unmap;

  signals[SIGNAL_CLOSED] =
    g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[SIGNAL_TOLD] =
    g_signal_new ("told", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "account.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "account.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "account.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "account.test", NULL, test_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "account.back",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "account.back", NULL);
}


static void
chat_account_page_init (ChatAccountPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
}


static GtkWidget *
new_header (ChatAccountPage *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  GtkWidget *title = adw_window_title_new (chat_profile_get_name (self->profile), NULL);
  GtkWidget *add_button;

  gtk_widget_set_tooltip_text (back, _("Back"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (back),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Back"),
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (back), "account.back");
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), back);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header),
                                   g_object_new (CHAT_TYPE_TITLE_BIN, "child", title, NULL));
  if (!is_new (self))
    return header;

  add_button = gtk_button_new_with_mnemonic (_("_Add"));
  gtk_widget_add_css_class (add_button, "suggested-action");
  gtk_accessible_update_property (GTK_ACCESSIBLE (add_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Add account"),
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (add_button), "account.add");
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), add_button);

  return header;
}


static GtkWidget *
new_remove (void)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *button = gtk_button_new_with_label (_("Remove account…"));

  gtk_widget_add_css_class (button, "destructive-action");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "account.remove");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), button);

  return group;
}


static void
build (ChatAccountPage *self)
{
  GtkWidget *page = adw_preferences_page_new ();

  self->form = chat_account_form_new (self->profile);
  self->connection = CHAT_CONNECTION_GROUP (chat_connection_group_new ());
  g_signal_connect_object (self->connection, "tested", G_CALLBACK (tested_cb), self,
                           G_CONNECT_SWAPPED);

  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            chat_account_form_get_account (self->form));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (self->connection));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            chat_account_form_get_details (self->form));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            chat_account_form_get_headers (self->form));
  if (!is_new (self))
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (new_remove ()));

  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (self), new_header (self));
  gtk_box_append (GTK_BOX (self), page);
}


GtkWidget *
chat_account_page_new (ChatEngine  *engine,
                       ChatProfile *profile)
{
  ChatAccountPage *self = g_object_new (CHAT_TYPE_ACCOUNT_PAGE, NULL);

  self->engine = g_object_ref (engine);
  self->profile = g_object_ref (profile);
  build (self);
  chat_words_fit (GTK_WIDGET (self));
  if (!is_new (self) && chat_keyring_is_needed (profile))
    chat_keyring_load_async (chat_engine_get_keyring (engine), profile, self->cancellable,
                             loaded_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}


void
chat_account_page_start (ChatAccountPage *self)
{
  g_return_if_fail (CHAT_IS_ACCOUNT_PAGE (self));

  if (!is_new (self) || !chat_account_form_focus_gap (self->form))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
