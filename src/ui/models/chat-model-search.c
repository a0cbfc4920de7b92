/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a search for models finds: favourites first, a few at a time, and any name that is typed.
 */

#include "chat-model-search.h"

#include <gtk/gtk.h>

/* As many rows as fill the list, and as many more at a time. */
#define FIRST 8
#define STEP  24

struct _ChatModelSearch
{
  ChatAccounts       *accounts;
  ChatModels         *models;     /* or NULL */
  GStrv               words;      /* folded */
  GtkCustomFilter    *filter;
  GtkCustomSorter    *sorter;
  GtkFilterListModel *filtered;
  GtkSliceListModel  *slice;
  char               *chosen;     /* id of the model that comes first, or NULL */
  GListStore         *typed;      /* the name, if no model has it */
  GListModel         *results;
};


static gboolean
matches_cb (gpointer item,
            gpointer user_data)
{
  ChatModelSearch *self = user_data;

  return chat_model_matches (item, (const char * const *) self->words);
}


static gboolean
is_favourite (ChatModelSearch *self,
              gconstpointer    model)
{
  return chat_accounts_is_favourite (self->accounts, chat_model_get_id ((ChatModel *) model));
}


static int
rank (ChatModelSearch *self,
      gconstpointer    model)
{
  if (self->words[0] == NULL &&
      g_strcmp0 (self->chosen, chat_model_get_id ((ChatModel *) model)) == 0)
    return 2;

  return is_favourite (self, model) ? 1 : 0;
}


/* The sort is stable: within each part the server's order stays. */
static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      user_data)
{
  return rank (user_data, b) - rank (user_data, a);
}


ChatModelSearch *
chat_model_search_new (ChatAccounts *accounts)
{
  ChatModelSearch *self = g_new0 (ChatModelSearch, 1);
  GListStore *parts = g_list_store_new (G_TYPE_LIST_MODEL);
  GtkSortListModel *sorted;

  self->accounts = g_object_ref (accounts);
  self->words = g_new0 (char *, 1);
  self->typed = g_list_store_new (CHAT_TYPE_MODEL);
  self->filter = gtk_custom_filter_new (matches_cb, self, NULL);
  self->sorter = gtk_custom_sorter_new (compare_cb, self, NULL);
  self->filtered = gtk_filter_list_model_new (NULL, g_object_ref (GTK_FILTER (self->filter)));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->filtered)),
                                    g_object_ref (GTK_SORTER (self->sorter)));
  self->slice = gtk_slice_list_model_new (G_LIST_MODEL (sorted), 0, FIRST);
  g_list_store_append (parts, self->slice);
  g_list_store_append (parts, self->typed);
  self->results = G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (parts)));

  return self;
}


void
chat_model_search_free (ChatModelSearch *self)
{
  if (self == NULL)
    return;

  /* Whoever shows the results may hold them a little longer. */
  gtk_filter_list_model_set_model (self->filtered, NULL);
  gtk_filter_list_model_set_filter (self->filtered, NULL);
  g_object_unref (self->results);
  g_object_unref (self->typed);
  g_object_unref (self->slice);
  g_object_unref (self->filtered);
  g_object_unref (self->sorter);
  g_object_unref (self->filter);
  g_strfreev (self->words);
  g_free (self->chosen);
  g_clear_object (&self->models);
  g_object_unref (self->accounts);
  g_free (self);
}


GListModel *
chat_model_search_get_results (ChatModelSearch *self)
{
  return self->results;
}


void
chat_model_search_set_models (ChatModelSearch *self,
                              ChatModels      *models)
{
  g_set_object (&self->models, models);
  gtk_filter_list_model_set_model (self->filtered, chat_models_get_list (models));
}


void
chat_model_search_set_chosen (ChatModelSearch *self,
                              const char      *id)
{
  if (g_strcmp0 (self->chosen, id) == 0)
    return;

  g_free (self->chosen);
  self->chosen = g_strdup (id);
  chat_model_search_sort (self);
}


static void
update_typed (ChatModelSearch *self,
              const char      *name)
{
  g_autoptr(ChatModel) model = NULL;

  g_list_store_remove_all (self->typed);
  if (*name == '\0' || self->models == NULL || chat_models_find (self->models, name) != NULL)
    return;

  model = chat_model_new (name);
  g_list_store_append (self->typed, model);
}


void
chat_model_search_set_text (ChatModelSearch *self,
                            const char      *text)
{
  g_autofree char *name = g_strstrip (g_strdup (text));
  g_autofree char *folded = g_utf8_casefold (name, -1);
  const gboolean was_empty = self->words[0] == NULL;

  g_strfreev (self->words);
  self->words = g_strsplit_set (folded, " \t", -1);
  if (was_empty != (self->words[0] == NULL))
    chat_model_search_sort (self);
  gtk_slice_list_model_set_size (self->slice, FIRST);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  update_typed (self, name);
}


void
chat_model_search_grow (ChatModelSearch *self)
{
  gtk_slice_list_model_set_size (self->slice, gtk_slice_list_model_get_size (self->slice) + STEP);
}


void
chat_model_search_sort (ChatModelSearch *self)
{
  gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
}
