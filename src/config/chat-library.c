/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the user keeps under a name for later, and the file that it is kept in.
 */

#include "chat-library.h"

#include "chat-saver.h"

#include <glib/gi18n.h>
#include <string.h>

#define FOLDER_NAME "claude-chat"

static const char * const file_names[] = {
  [CHAT_LIBRARY_PROMPTS] = "prompts.json",
  [CHAT_LIBRARY_PRESETS] = "presets.json",
};

struct _ChatLibrary
{
  GObject          parent_instance;

  ChatLibraryKind  kind;
  GListStore      *items;
  char            *usual;     /* name, or NULL */
  char            *problem;
  ChatSaver       *saver;
};

G_DEFINE_FINAL_TYPE (ChatLibrary, chat_library, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_PROBLEM,
  N_PROPS,
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
take_problem (ChatLibrary *self,
              char        *problem)
{
  if (problem == NULL && self->problem == NULL)
    return;

  g_free (self->problem);
  self->problem = problem;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
saved_cb (gpointer      owner,
          const char   *aside,
          const GError *error)
{
  ChatLibrary *self = owner;

  if (error != NULL)
    take_problem (self,
                  /* Translators: %s is what the system says */
                  g_strdup_printf (_("This cannot be saved (%s). The changes are lost when the "
                                     "program ends."), error->message));
  else if (aside != NULL)
    take_problem (self,
                  /* Translators: %s is the name of a file */
                  g_strdup_printf (_("The file was damaged. It is kept as %s."), aside));
  else
    take_problem (self, NULL);
}

static char *
print_cb (gpointer owner)
{
  ChatLibrary *self = owner;

  return chat_library_file_print (self->kind, G_LIST_MODEL (self->items), self->usual);
}

static void
changed (ChatLibrary *self)
{
  chat_saver_save (self->saver);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      user_data)
{
  return g_utf8_collate (chat_library_item_get_name ((ChatLibraryItem *) a),
                         chat_library_item_get_name ((ChatLibraryItem *) b));
}

static void
chat_library_dispose (GObject *object)
{
  ChatLibrary *self = CHAT_LIBRARY (object);

  g_clear_pointer (&self->saver, chat_saver_free);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (chat_library_parent_class)->dispose (object);
}

static void
chat_library_finalize (GObject *object)
{
  ChatLibrary *self = CHAT_LIBRARY (object);

  g_free (self->usual);
  g_free (self->problem);

  G_OBJECT_CLASS (chat_library_parent_class)->finalize (object);
}

static void
chat_library_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_PROBLEM:
      g_value_set_string (value, CHAT_LIBRARY (object)->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
chat_library_class_init (ChatLibraryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chat_library_dispose;
  object_class->finalize = chat_library_finalize;
  object_class->get_property = chat_library_get_property;

  properties[PROP_PROBLEM] =
    g_param_spec_string ("problem", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
chat_library_init (ChatLibrary *self)
{
  self->items = g_list_store_new (CHAT_TYPE_LIBRARY_ITEM);
}

static void
add (ChatLibrary     *self,
     ChatLibraryItem *item)
{
  g_list_store_insert_sorted (self->items, item, compare_cb, NULL);
}

/* FALSE if something of it is not understood. */
static gboolean
parse (ChatLibrary *self,
       const char  *text,
       gsize        length)
{
  gboolean whole;
  g_autoptr(GPtrArray) items =
    chat_library_file_parse (self->kind, text, length, &self->usual, &whole);

  for (guint i = 0; items != NULL && i < items->len; i++)
    add (self, g_ptr_array_index (items, i));

  return whole;
}

static void
read_file (ChatLibrary *self)
{
  const char *path = chat_saver_get_path (self->saver);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &error))
    {
      if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return;
      chat_saver_keep_old (self->saver);
      self->problem =
        /* Translators: %s is the name of a file */
        g_strdup_printf (_("The file %s cannot be read. It is kept as it is."), path);
    }
  else if (!parse (self, text, length))
    {
      chat_saver_keep_old (self->saver);
      self->problem = g_strdup_printf (_("The file %s is damaged. What could be read of it is "
                                         "here; the file is kept as it is."), path);
    }
}

ChatLibrary *
chat_library_new (ChatLibraryKind  kind,
                  const char      *folder)
{
  ChatLibrary *self = g_object_new (CHAT_TYPE_LIBRARY, NULL);
  g_autofree char *path = NULL;

  self->kind = kind;
  path = folder != NULL
         ? g_build_filename (folder, file_names[kind], NULL)
         : g_build_filename (g_get_user_config_dir (), FOLDER_NAME, file_names[kind], NULL);
  self->saver = chat_saver_new (path, print_cb, saved_cb, self);
  read_file (self);

  return self;
}

GListModel *
chat_library_get_items (ChatLibrary *self)
{
  g_return_val_if_fail (CHAT_IS_LIBRARY (self), NULL);

  return G_LIST_MODEL (self->items);
}

ChatLibraryItem *
chat_library_find (ChatLibrary *self,
                   const char  *name)
{
  g_return_val_if_fail (CHAT_IS_LIBRARY (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr(ChatLibraryItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (g_strcmp0 (chat_library_item_get_name (item), name) == 0)
        return item;   /* the list goes on holding it */
    }

  return NULL;
}

static void
take_out (ChatLibrary     *self,
          ChatLibraryItem *item)
{
  guint position;

  if (item != NULL && g_list_store_find (self->items, item, &position))
    g_list_store_remove (self->items, position);
}

static gboolean
is_usual (ChatLibrary     *self,
          ChatLibraryItem *item)
{
  return item != NULL && g_strcmp0 (self->usual, chat_library_item_get_name (item)) == 0;
}

static void
name_usual (ChatLibrary *self,
            const char  *name)
{
  g_free (self->usual);
  self->usual = g_strdup (name);
}

void
chat_library_put (ChatLibrary     *self,
                  ChatLibraryItem *replaced,
                  ChatLibraryItem *item)
{
  g_return_if_fail (CHAT_IS_LIBRARY (self));
  g_return_if_fail (CHAT_IS_LIBRARY_ITEM (item));

  if (is_usual (self, replaced))
    name_usual (self, chat_library_item_get_name (item));
  take_out (self, replaced);
  take_out (self, chat_library_find (self, chat_library_item_get_name (item)));
  add (self, item);
  changed (self);
}

void
chat_library_remove (ChatLibrary     *self,
                     ChatLibraryItem *item)
{
  g_return_if_fail (CHAT_IS_LIBRARY (self));

  if (is_usual (self, item))
    name_usual (self, NULL);
  take_out (self, item);
  changed (self);
}

static gboolean
is_same (ChatLibraryItem *a,
         ChatLibraryItem *b)
{
  return strcmp (chat_library_item_get_text (a), chat_library_item_get_text (b)) == 0 &&
         g_strcmp0 (chat_library_item_get_parameters (a),
                    chat_library_item_get_parameters (b)) == 0;
}

/* FALSE if it is there already. */
static gboolean
add_imported (ChatLibrary     *self,
              ChatLibraryItem *item)
{
  const char *name = chat_library_item_get_name (item);
  g_autofree char *free_name = g_strdup (name);
  g_autoptr(ChatLibraryItem) renamed = NULL;

  for (guint i = 2; chat_library_find (self, free_name) != NULL; i++)
    {
      if (is_same (chat_library_find (self, free_name), item))
        return FALSE;
      g_free (free_name);
      free_name = g_strdup_printf ("%s (%u)", name, i);
    }

  renamed = chat_library_item_new (free_name, chat_library_item_get_text (item),
                                   chat_library_item_get_parameters (item));
  add (self, renamed);

  return TRUE;
}

guint
chat_library_add_all (ChatLibrary *self,
                      GPtrArray   *items)
{
  guint n_added = 0;

  g_return_val_if_fail (CHAT_IS_LIBRARY (self), 0);

  for (guint i = 0; i < items->len; i++)
    n_added += add_imported (self, g_ptr_array_index (items, i));
  if (n_added > 0)
    changed (self);

  return n_added;
}

ChatLibraryItem *
chat_library_get_usual (ChatLibrary *self)
{
  g_return_val_if_fail (CHAT_IS_LIBRARY (self), NULL);

  return chat_library_find (self, self->usual);
}

void
chat_library_set_usual (ChatLibrary     *self,
                        ChatLibraryItem *item)
{
  g_return_if_fail (CHAT_IS_LIBRARY (self));

  name_usual (self, item != NULL ? chat_library_item_get_name (item) : NULL);
  changed (self);
}

const char *
chat_library_get_problem (ChatLibrary *self)
{
  g_return_val_if_fail (CHAT_IS_LIBRARY (self), NULL);

  return self->problem;
}

void
chat_library_flush (ChatLibrary *self)
{
  g_return_if_fail (CHAT_IS_LIBRARY (self));

  chat_saver_flush (self->saver);
}
