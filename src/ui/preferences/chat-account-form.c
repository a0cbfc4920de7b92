/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows in which an account is written down.
 */

#include "chat-account-form.h"

#include "chat-account-rows.h"
#include "chat-dialect-row.h"
#include "chat-file-row.h"
#include "chat-headers-group.h"
#include "chat-key-row.h"
#include "chat-open-address.h"
#include "chat-preset.h"

#include <glib/gi18n.h>

struct _ChatAccountForm
{
  GObject              parent_instance;

  ChatProfile         *profile;
  AdwPreferencesGroup *account;
  AdwPreferencesGroup *details;
  ChatHeadersGroup    *headers;

  GtkEditable         *name;
  GtkEditable         *base_url;
  ChatKeyRow          *key;
  GtkWidget           *key_page;     /* leads to where one gets a key */
  AdwComboRow         *auth;         /* in the order of ChatAuth */
  AdwComboRow         *place;        /* keyring, session */
  GtkEditable         *model;
  ChatDialectRow      *dialect;
  GtkSwitch           *allow_http;
  AdwComboRow         *proxy;        /* in the order of ChatProxy */
  GtkEditable         *proxy_url;
  GtkEditable         *proxy_user;
  ChatKeyRow          *proxy_password;
  GtkEditable         *ca_file;
  GtkEditable         *version;
  char                *bare_url;     /* for which there is no /v1, or NULL */
};

G_DEFINE_FINAL_TYPE (ChatAccountForm, chat_account_form, G_TYPE_OBJECT)

static const char * const auth_names[] = { N_("x-api-key"), N_("Authorization: Bearer"),
                                           N_("None: it needs no key"), NULL };
static const char * const place_names[] = { N_("Keyring"), N_("Memory, until the program ends"),
                                            NULL };
static const char * const proxy_names[] = { N_("As the system says"), N_("None"),
                                            N_("At an address"), NULL };
static const char * const certificates[] = { "*.pem", "*.crt", "*.cer", NULL };


static GtkEditable *
add_entry (AdwPreferencesGroup *group,
           const char          *title,
           const char          *text)
{
  GtkEditable *row = chat_account_rows_new_entry (title, text);

  adw_preferences_group_add (group, GTK_WIDGET (row));

  return row;
}


static AdwComboRow *
add_choice (AdwPreferencesGroup *group,
            const char          *title,
            const char * const  *names,
            guint                selected)
{
  AdwComboRow *row = chat_account_rows_new_choice (title, names, selected);

  adw_preferences_group_add (group, GTK_WIDGET (row));

  return row;
}


/* Returns: (transfer full) */
static char *
dup_text (GtkEditable *editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (editable)));
}


/* Only what is chosen asks for more. */
static void
update_rows (ChatAccountForm *self)
{
  gboolean keyless = adw_combo_row_get_selected (self->auth) == CHAT_AUTH_NONE;
  gboolean own_proxy = adw_combo_row_get_selected (self->proxy) == CHAT_PROXY_OWN;
  g_autofree char *user = dup_text (self->proxy_user);

  gtk_widget_set_visible (GTK_WIDGET (self->key), !keyless);
  gtk_widget_set_visible (GTK_WIDGET (self->place), !keyless);
  gtk_widget_set_visible (GTK_WIDGET (self->proxy_url), own_proxy);
  gtk_widget_set_visible (GTK_WIDGET (self->proxy_user), own_proxy);
  gtk_widget_set_visible (GTK_WIDGET (self->proxy_password), own_proxy && *user != '\0');
}


static void
update_key_page (ChatAccountForm *self)
{
  g_autofree char *base_url = dup_text (self->base_url);
  const char *url = chat_preset_find_key_url (base_url);

  gtk_widget_set_visible (self->key_page, url != NULL);
  gtk_widget_set_tooltip_text (self->key_page, url);
}


static void
key_page_cb (ChatAccountForm *self)
{
  chat_open_address (self->key_page, gtk_widget_get_tooltip_text (self->key_page));
}


static void
add_key_page (ChatAccountForm *self)
{
  /* Translators: a button that opens the page where the service hands out keys */
  self->key_page = gtk_button_new_with_label (_("Get a key"));
  gtk_widget_add_css_class (self->key_page, "flat");
  gtk_widget_set_valign (self->key_page, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->key_page, "clicked", G_CALLBACK (key_page_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (self->account, self->key_page);
  update_key_page (self);
}


static void
build_account (ChatAccountForm *self)
{
  ChatProfile *profile = self->profile;

  self->account = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->account, _("Account"));
  self->name = add_entry (self->account, _("Name"), chat_profile_get_name (profile));
  self->base_url = add_entry (self->account, _("Base URL"), chat_profile_get_base_url (profile));
  self->auth = add_choice (self->account, _("Header for the key"), auth_names,
                           chat_profile_get_auth (profile));
  self->key = CHAT_KEY_ROW (chat_key_row_new ());
  adw_preferences_group_add (self->account, GTK_WIDGET (self->key));
  self->place = add_choice (self->account, _("Keep the key in"), place_names, 0);
  adw_preferences_group_set_description (self->account, _("A key is never written to a file."));
  add_key_page (self);
}


static void
build_details (ChatAccountForm *self)
{
  ChatProfile *profile = self->profile;

  self->details = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->details, _("Details"));
  /* Translators: the one with which new conversations begin; short, as it is never wrapped */
  self->model = add_entry (self->details, _("Usual model"), chat_profile_get_model (profile));
  self->dialect = CHAT_DIALECT_ROW (chat_dialect_row_new (profile));
  adw_preferences_group_add (self->details, GTK_WIDGET (self->dialect));
  adw_preferences_group_add (self->details,
                             chat_account_rows_new_switch (
                               _("Allow plain http"),
                               _("Only to this computer unless switched on"),
                               chat_profile_get_allow_http (profile), &self->allow_http));
  self->proxy = add_choice (self->details, _("Proxy"), proxy_names,
                            chat_profile_get_proxy (profile));
  /* Translators: the titles of these rows should be short, as they are never wrapped */
  self->proxy_url = add_entry (self->details, _("Address of the proxy"),
                               chat_profile_get_proxy_url (profile));
  self->proxy_user = add_entry (self->details, _("User of the proxy"),
                                chat_profile_get_proxy_user (profile));
  self->proxy_password = CHAT_KEY_ROW (chat_key_row_new_for_password (_("Password of the proxy")));
  adw_preferences_group_add (self->details, GTK_WIDGET (self->proxy_password));
  /* Translators: a file with the certificates of authorities (CA) that are trusted; short */
  self->ca_file = GTK_EDITABLE (chat_file_row_new (_("CA file (PEM)"),
                                                   chat_profile_get_ca_file (profile),
                                                   _("Certificates"), certificates));
  adw_preferences_group_add (self->details, GTK_WIDGET (self->ca_file));
  self->version = add_entry (self->details, _("Version of the API"),
                             chat_profile_get_version (profile));
}


/* Each server understands something else. */
static void
base_url_changed_cb (ChatAccountForm *self)
{
  g_autofree char *base_url = dup_text (self->base_url);
  g_autoptr(ChatProfile) there = chat_profile_new ("", base_url);

  chat_dialect_row_set_usual (self->dialect, chat_profile_get_host_dialect (there));
  update_key_page (self);
}


static void
chat_account_form_finalize (GObject *object)
{
  ChatAccountForm *self = CHAT_ACCOUNT_FORM (object);

  g_clear_object (&self->profile);
  g_free (self->bare_url);

  G_OBJECT_CLASS (chat_account_form_parent_class)->finalize (object);
}


static void
chat_account_form_class_init (ChatAccountFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chat_account_form_finalize;
}


static void
chat_account_form_init (ChatAccountForm *self)
{
}


ChatAccountForm *
chat_account_form_new (ChatProfile *profile)
{
  ChatAccountForm *self = g_object_new (CHAT_TYPE_ACCOUNT_FORM, NULL);

  self->profile = g_object_ref (profile);
  if (chat_profile_get_bare_path (profile))
    self->bare_url = g_strdup (chat_profile_get_base_url (profile));
  build_account (self);
  build_details (self);
  self->headers = CHAT_HEADERS_GROUP (chat_headers_group_new (chat_profile_get_headers (profile)));
  chat_account_form_update_key (self);
  update_rows (self);
  g_signal_connect_object (self->base_url, "changed", G_CALLBACK (base_url_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->auth, "notify::selected", G_CALLBACK (update_rows), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->proxy, "notify::selected", G_CALLBACK (update_rows), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->proxy_user, "changed", G_CALLBACK (update_rows), self,
                           G_CONNECT_SWAPPED);

  return self;
}


AdwPreferencesGroup *
chat_account_form_get_account (ChatAccountForm *self)
{
  return self->account;
}


AdwPreferencesGroup *
chat_account_form_get_details (ChatAccountForm *self)
{
  return self->details;
}


AdwPreferencesGroup *
chat_account_form_get_headers (ChatAccountForm *self)
{
  return ADW_PREFERENCES_GROUP (self->headers);
}


static gboolean
is_address (const char *text)
{
  g_autoptr(GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  return uri != NULL && g_uri_get_userinfo (uri) == NULL &&
         g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         (g_strcmp0 (scheme, "http") == 0 || g_strcmp0 (scheme, "https") == 0);
}


gboolean
chat_account_form_focus_gap (ChatAccountForm *self)
{
  g_autofree char *base_url = dup_text (self->base_url);

  if (!is_address (base_url))
    return gtk_widget_grab_focus (GTK_WIDGET (self->base_url));

  return gtk_widget_get_visible (GTK_WIDGET (self->key)) &&
         gtk_widget_grab_focus (GTK_WIDGET (self->key));
}


static const char *
complain (GtkEditable *editable,
          const char  *sentence)
{
  gtk_widget_add_css_class (GTK_WIDGET (editable), "error");
  gtk_widget_grab_focus (GTK_WIDGET (editable));

  return sentence;
}


const char *
chat_account_form_check (ChatAccountForm *self)
{
  g_autofree char *name = dup_text (self->name);
  g_autofree char *base_url = dup_text (self->base_url);
  g_autofree char *proxy_url = dup_text (self->proxy_url);
  g_autofree char *model = dup_text (self->model);

  gtk_widget_remove_css_class (GTK_WIDGET (self->name), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->base_url), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->proxy_url), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->model), "error");

  if (*name == '\0')
    return complain (self->name, _("The account needs a name."));
  if (!is_address (base_url))
    return complain (self->base_url,
                     _("The base URL looks like https://api.example.com, without a password."));
  if (adw_combo_row_get_selected (self->proxy) == CHAT_PROXY_OWN && !is_address (proxy_url))
    return complain (self->proxy_url, _("The address of the proxy looks like "
                                        "http://proxy.example.com:3128, without a password."));
  if (*model == '\0')
    return complain (self->model, _("Type the name of a model, or test the connection to find "
                                    "one."));

  return chat_headers_group_check (self->headers);
}


/* A key is not sent elsewhere than where it was given to. */
static const char *
get_key (ChatAccountForm *self,
         ChatProfile     *written)
{
  g_autofree char *before = chat_profile_dup_host (self->profile);
  g_autofree char *after = chat_profile_dup_host (written);
  const char *entered = chat_key_row_get_key (self->key);

  if (entered != NULL)
    return entered;

  return g_strcmp0 (before, after) == 0 ? chat_profile_get_key (self->profile) : NULL;
}


/* Neither is the password of a proxy. */
static void
copy_proxy (ChatAccountForm *self,
            ChatProfile     *written)
{
  g_autofree char *url = dup_text (self->proxy_url);
  g_autofree char *user = dup_text (self->proxy_user);
  const char *password = chat_key_row_get_key (self->proxy_password);

  chat_profile_set_proxy (written, adw_combo_row_get_selected (self->proxy), url);
  if (password == NULL &&
      g_strcmp0 (chat_profile_get_proxy_url (written),
                 chat_profile_get_proxy_url (self->profile)) == 0 &&
      g_strcmp0 (user, chat_profile_get_proxy_user (self->profile)) == 0)
    password = chat_profile_get_proxy_password (self->profile);
  chat_profile_set_proxy_login (written, user, password);
}


ChatProfile *
chat_account_form_make_profile (ChatAccountForm *self)
{
  g_autofree char *name = dup_text (self->name);
  g_autofree char *base_url = dup_text (self->base_url);
  g_autofree char *model = dup_text (self->model);
  g_autofree char *version = dup_text (self->version);
  g_autofree char *ca_file = dup_text (self->ca_file);
  g_auto(GStrv) headers = chat_headers_group_dup_headers (self->headers);
  ChatProfile *written = chat_profile_new (name, base_url);

  chat_profile_set_bare_path (written, g_strcmp0 (chat_profile_get_base_url (written),
                                                  self->bare_url) == 0);
  chat_profile_set_key (written, adw_combo_row_get_selected (self->auth), get_key (self, written));
  chat_profile_set_model (written, model);
  if (*version != '\0')
    chat_profile_set_version (written, version);
  chat_profile_set_ca_file (written, *ca_file != '\0' ? ca_file : NULL);
  copy_proxy (self, written);
  chat_profile_set_allow_http (written, gtk_switch_get_active (self->allow_http));
  chat_profile_set_headers (written, (const char * const *) headers);
  *chat_profile_get_dialect (written) = chat_dialect_row_get_dialect (self->dialect);

  return written;
}


gboolean
chat_account_form_has_new_key (ChatAccountForm *self)
{
  return chat_key_row_get_key (self->key) != NULL ||
         chat_key_row_get_key (self->proxy_password) != NULL;
}


gboolean
chat_account_form_uses_keyring (ChatAccountForm *self)
{
  return adw_combo_row_get_selected (self->place) == 0;
}


void
chat_account_form_update_key (ChatAccountForm *self)
{
  chat_key_row_set_known (self->key, chat_profile_get_key (self->profile));
  chat_key_row_set_known (self->proxy_password, chat_profile_get_proxy_password (self->profile));
}


void
chat_account_form_take_report (ChatAccountForm            *self,
                               const ChatConnectionReport *report)
{
  g_autofree char *model = dup_text (self->model);

  if (report->base_url != NULL)
    {
      gtk_editable_set_text (self->base_url, report->base_url);
      g_free (self->bare_url);
      self->bare_url = report->bare_path ? g_strdup (report->base_url) : NULL;
    }
  if (*model == '\0' && report->model != NULL)
    gtk_editable_set_text (self->model, report->model);
}
