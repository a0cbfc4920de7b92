/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The accounts: the profiles that there are, and the file that keeps the user's own.
 */

#include "chat-accounts.h"

#include "chat-accounts-file.h"
#include "chat-saver.h"

#include <glib/gi18n.h>
#include <string.h>

#define FOLDER_NAME "claude-chat"
#define FILE_NAME   "accounts.json"

/* What no file brings, and every computer can be asked at. */
#define DEMO_URL "http://127.0.0.1"

struct _ChatAccounts
{
  GObject      parent_instance;

  GListStore  *profiles;
  guint        n_before;     /* of the environment */
  char        *path;
  char        *chosen;       /* id, or NULL */
  GPtrArray   *favourites;   /* ids of models */
  char        *problem;
  ChatSaver   *saver;
};

G_DEFINE_FINAL_TYPE (ChatAccounts, chat_accounts, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_PROBLEM,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
take_problem (ChatAccounts *self,
              char         *problem)
{
  g_free (self->problem);
  self->problem = problem;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
saved_cb (gpointer      owner,
          const char   *aside,
          const GError *error)
{
  ChatAccounts *self = owner;

  if (error != NULL)
    take_problem (self,
                  /* Translators: %s is what the system says */
                  g_strdup_printf (_("The accounts cannot be saved (%s). The changes are lost "
                                     "when the program ends."), error->message));
  else if (aside != NULL)
    take_problem (self,
                  /* Translators: %s is the name of a file */
                  g_strdup_printf (_("The file of accounts was damaged. It is kept as %s."),
                                   aside));
  else if (self->problem != NULL)
    take_problem (self, NULL);
}

static char *
print_cb (gpointer owner)
{
  ChatAccounts *self = owner;
  GListModel *profiles = G_LIST_MODEL (self->profiles);

  return chat_accounts_file_print (profiles, self->n_before,
                                   g_list_model_get_n_items (profiles) - 1, self->chosen,
                                   self->favourites);
}

static void
save_later (ChatAccounts *self)
{
  chat_saver_save (self->saver);
}

static void
watch (ChatAccounts *self,
       ChatProfile  *profile)
{
  g_signal_connect_object (profile, "changed", G_CALLBACK (save_later), self, G_CONNECT_SWAPPED);
}

static void
chat_accounts_dispose (GObject *object)
{
  ChatAccounts *self = CHAT_ACCOUNTS (object);

  g_clear_pointer (&self->saver, chat_saver_free);
  g_clear_object (&self->profiles);

  G_OBJECT_CLASS (chat_accounts_parent_class)->dispose (object);
}

static void
chat_accounts_finalize (GObject *object)
{
  ChatAccounts *self = CHAT_ACCOUNTS (object);

  g_free (self->path);
  g_free (self->chosen);
  g_free (self->problem);
  g_ptr_array_unref (self->favourites);

  G_OBJECT_CLASS (chat_accounts_parent_class)->finalize (object);
}

static void
chat_accounts_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_PROBLEM:
      g_value_set_string (value, CHAT_ACCOUNTS (object)->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
chat_accounts_class_init (ChatAccountsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chat_accounts_dispose;
  object_class->finalize = chat_accounts_finalize;
  object_class->get_property = chat_accounts_get_property;

  properties[PROP_PROBLEM] =
    g_param_spec_string ("problem", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
chat_accounts_init (ChatAccounts *self)
{
  self->profiles = g_list_store_new (CHAT_TYPE_PROFILE);
  self->favourites = g_ptr_array_new_with_free_func (g_free);
}

static void
add_environment (ChatAccounts *self)
{
  g_autoptr(ChatProfile) environment = chat_profile_new_from_environment ();

  if (environment == NULL)
    return;

  g_list_store_append (self->profiles, environment);
  self->n_before = 1;
}

static void
add_demo (ChatAccounts *self)
{
  g_autoptr(ChatProfile) demo = chat_profile_new (_("Demo"), DEMO_URL);

  chat_profile_set_demo (demo, DEMO_URL);
  g_list_store_append (self->profiles, demo);
}

static void
read_file (ChatAccounts *self)
{
  const ChatAccountsFileState state =
    chat_accounts_file_read (self->path, self->profiles, &self->chosen, self->favourites);

  if (state != CHAT_ACCOUNTS_FILE_GOOD)
    chat_saver_keep_old (self->saver);
  if (state == CHAT_ACCOUNTS_FILE_DAMAGED)
    self->problem =
      /* Translators: %s is the name of a file */
      g_strdup_printf (_("The file of accounts, %s, is damaged. What could be read of it is here; "
                         "the file is kept as it is."), self->path);
  else if (state == CHAT_ACCOUNTS_FILE_CLOSED)
    self->problem =
      g_strdup_printf (_("The file of accounts, %s, cannot be read. It is kept as it is."),
                       self->path);
}

ChatAccounts *
chat_accounts_new (const char *folder)
{
  ChatAccounts *self = g_object_new (CHAT_TYPE_ACCOUNTS, NULL);

  self->path = folder != NULL
               ? g_build_filename (folder, FILE_NAME, NULL)
               : g_build_filename (g_get_user_config_dir (), FOLDER_NAME, FILE_NAME, NULL);
  self->saver = chat_saver_new (self->path, print_cb, saved_cb, self);
  add_environment (self);
  read_file (self);
  for (guint i = self->n_before; i < g_list_model_get_n_items (G_LIST_MODEL (self->profiles)); i++)
    {
      g_autoptr(ChatProfile) profile = g_list_model_get_item (G_LIST_MODEL (self->profiles), i);

      watch (self, profile);
    }
  add_demo (self);

  return self;
}

void
chat_accounts_flush (ChatAccounts *self)
{
  g_return_if_fail (CHAT_IS_ACCOUNTS (self));

  chat_saver_flush (self->saver);
}

GListModel *
chat_accounts_get_profiles (ChatAccounts *self)
{
  g_return_val_if_fail (CHAT_IS_ACCOUNTS (self), NULL);

  return G_LIST_MODEL (self->profiles);
}

/* The list goes on holding it. */
static ChatProfile *
get_nth (ChatAccounts *self,
         guint         position)
{
  g_autoptr(ChatProfile) profile = g_list_model_get_item (G_LIST_MODEL (self->profiles), position);

  return profile;
}

static ChatProfile *
find_by (ChatAccounts *self,
         const char   *text,
         const char *(*get) (ChatProfile *profile))
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->profiles)); i++)
    {
      ChatProfile *profile = get_nth (self, i);

      if (g_ascii_strcasecmp (get (profile), text) == 0)
        return profile;
    }

  return NULL;
}

ChatProfile *
chat_accounts_find (ChatAccounts *self,
                    const char   *id_or_name)
{
  ChatProfile *profile;

  g_return_val_if_fail (CHAT_IS_ACCOUNTS (self), NULL);

  if (id_or_name == NULL)
    return NULL;

  profile = find_by (self, id_or_name, chat_profile_get_id);

  return profile != NULL ? profile : find_by (self, id_or_name, chat_profile_get_name);
}

ChatProfile *
chat_accounts_get_chosen (ChatAccounts *self)
{
  ChatProfile *profile;

  g_return_val_if_fail (CHAT_IS_ACCOUNTS (self), NULL);

  if (self->n_before > 0 || self->chosen == NULL)
    return get_nth (self, 0);

  profile = find_by (self, self->chosen, chat_profile_get_id);

  return profile != NULL ? profile : get_nth (self, 0);
}

void
chat_accounts_choose (ChatAccounts *self,
                      ChatProfile  *profile)
{
  g_return_if_fail (CHAT_IS_ACCOUNTS (self));
  g_return_if_fail (CHAT_IS_PROFILE (profile));

  if (!g_list_store_find (self->profiles, profile, NULL) ||
      g_strcmp0 (self->chosen, chat_profile_get_id (profile)) == 0)
    return;

  g_free (self->chosen);
  self->chosen = g_strdup (chat_profile_get_id (profile));
  save_later (self);
}

void
chat_accounts_set_model (ChatAccounts *self,
                         ChatProfile  *profile,
                         const char   *model)
{
  g_return_if_fail (CHAT_IS_ACCOUNTS (self));
  g_return_if_fail (CHAT_IS_PROFILE (profile));

  if (strcmp (chat_profile_get_model (profile), model) == 0)
    return;

  chat_profile_set_model (profile, model);
  if (chat_accounts_is_own (self, profile))
    save_later (self);
}

gboolean
chat_accounts_is_favourite (ChatAccounts *self,
                            const char   *model)
{
  g_return_val_if_fail (CHAT_IS_ACCOUNTS (self), FALSE);

  return g_ptr_array_find_with_equal_func (self->favourites, model, g_str_equal, NULL);
}

void
chat_accounts_set_favourite (ChatAccounts *self,
                             const char   *model,
                             gboolean      favourite)
{
  guint position;

  g_return_if_fail (CHAT_IS_ACCOUNTS (self));

  if (favourite == chat_accounts_is_favourite (self, model))
    return;

  if (favourite)
    g_ptr_array_add (self->favourites, g_strdup (model));
  else if (g_ptr_array_find_with_equal_func (self->favourites, model, g_str_equal, &position))
    g_ptr_array_remove_index (self->favourites, position);
  save_later (self);
}

gboolean
chat_accounts_is_own (ChatAccounts *self,
                      ChatProfile  *profile)
{
  guint position;

  g_return_val_if_fail (CHAT_IS_ACCOUNTS (self), FALSE);

  return g_list_store_find (self->profiles, profile, &position) &&
         position >= self->n_before && !chat_profile_is_demo (profile);
}

/* "My gateway (Berlin)" becomes "my-gateway-berlin". */
static char *
make_slug (const char *name)
{
  GString *slug = g_string_new (NULL);
  g_autofree char *ascii = g_str_to_ascii (name, NULL);

  for (const char *at = ascii; *at != '\0'; at++)
    {
      if (g_ascii_isalnum (*at))
        g_string_append_c (slug, g_ascii_tolower (*at));
      else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
        g_string_append_c (slug, '-');
    }
  if (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);
  if (slug->len == 0)
    g_string_append (slug, "account");

  return g_string_free (slug, FALSE);
}

/* The environment's may come at the next start. */
static gboolean
is_taken (ChatAccounts *self,
          const char   *id)
{
  return strcmp (id, CHAT_PROFILE_ENVIRONMENT) == 0 ||
         find_by (self, id, chat_profile_get_id) != NULL;
}

static char *
make_id (ChatAccounts *self,
         const char   *name)
{
  g_autofree char *slug = make_slug (name);
  char *id = g_strdup (slug);

  for (guint i = 2; is_taken (self, id); i++)
    {
      g_free (id);
      id = g_strdup_printf ("%s-%u", slug, i);
    }

  return id;
}

void
chat_accounts_add (ChatAccounts *self,
                   ChatProfile  *profile)
{
  g_autofree char *id = NULL;

  g_return_if_fail (CHAT_IS_ACCOUNTS (self));
  g_return_if_fail (CHAT_IS_PROFILE (profile));

  id = make_id (self, chat_profile_get_name (profile));
  chat_profile_set_id (profile, id);
  watch (self, profile);
  g_list_store_insert (self->profiles,
                       g_list_model_get_n_items (G_LIST_MODEL (self->profiles)) - 1, profile);
  save_later (self);
}

void
chat_accounts_remove (ChatAccounts *self,
                      ChatProfile  *profile)
{
  guint position;

  g_return_if_fail (CHAT_IS_ACCOUNTS (self));
  g_return_if_fail (chat_accounts_is_own (self, profile));

  g_signal_handlers_disconnect_by_data (profile, self);
  if (g_list_store_find (self->profiles, profile, &position))
    g_list_store_remove (self->profiles, position);
  save_later (self);
}

const char *
chat_accounts_get_problem (ChatAccounts *self)
{
  g_return_val_if_fail (CHAT_IS_ACCOUNTS (self), NULL);

  return self->problem;
}
