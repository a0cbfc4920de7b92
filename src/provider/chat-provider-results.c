/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was found, as the desktop's search knows it.
 */

#include "config.h"

#include "chat-provider-results.h"

#include <glib/gi18n.h>

/* Between the uids of a conversation and of a message. */
#define SEPARATOR "/"

/* So many are kept; a search brings far fewer. */
#define MAX_KEPT 1000

struct _ChatProviderResults
{
  GHashTable *hits;   /* identifier → ChatSearchHit of the last searches */
};


static void
free_hit_cb (gpointer hit)
{
  chat_search_hit_free (hit);
}


ChatProviderResults *
chat_provider_results_new (void)
{
  ChatProviderResults *self = g_new0 (ChatProviderResults, 1);

  self->hits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_hit_cb);

  return self;
}


void
chat_provider_results_free (ChatProviderResults *self)
{
  g_hash_table_unref (self->hits);
  g_free (self);
}


static char *
make_id (const ChatSearchHit *hit)
{
  return hit->message != NULL ? g_strconcat (hit->conversation, SEPARATOR, hit->message, NULL)
                              : g_strdup (hit->conversation);
}


GVariant *
chat_provider_results_take (ChatProviderResults *self,
                            GPtrArray           *hits)
{
  GVariantBuilder builder;

  if (g_hash_table_size (self->hits) > MAX_KEPT)
    g_hash_table_remove_all (self->hits);

  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; i < hits->len; i++)
    {
      ChatSearchHit *hit = g_steal_pointer (&hits->pdata[i]);
      char *id = make_id (hit);

      g_variant_builder_add (&builder, "s", id);
      g_hash_table_replace (self->hits, id, hit);
    }

  return g_variant_ref_sink (g_variant_builder_end (&builder));
}


static void
add_hit (GVariantDict        *meta,
         const ChatSearchHit *hit)
{
  /* A title that matched is no news below itself. */
  if (hit->message != NULL)
    g_variant_dict_insert (meta, "description", "s", hit->snippet);
}


GVariant *
chat_provider_results_describe (ChatProviderResults *self,
                                const char          *id)
{
  const ChatSearchHit *hit = g_hash_table_lookup (self->hits, id);
  g_autoptr(GIcon) icon = g_themed_icon_new (APPLICATION_ID);
  g_autoptr(GVariant) picture = g_icon_serialize (icon);
  g_autofree char *icon_name = g_icon_to_string (icon);
  const char *title = hit != NULL ? hit->title : NULL;
  GVariantDict meta;

  g_variant_dict_init (&meta, NULL);
  g_variant_dict_insert (&meta, "id", "s", id);
  g_variant_dict_insert (&meta, "name", "s", title != NULL ? title : _("Conversation"));
  g_variant_dict_insert_value (&meta, "icon", picture);
  g_variant_dict_insert (&meta, "gicon", "s", icon_name);
  if (hit != NULL)
    add_hit (&meta, hit);

  return g_variant_dict_end (&meta);
}


void
chat_provider_results_split (const char  *id,
                             char       **conversation,
                             char       **message)
{
  g_auto(GStrv) parts = g_strsplit (id, SEPARATOR, 2);

  *conversation = g_strdup (parts[0] != NULL ? parts[0] : "");
  *message = g_strdup (parts[0] != NULL && parts[1] != NULL ? parts[1] : "");
}
