/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tags of the lines of tables: each table has its own, with its tabs.
 */

#include "chat-tags-private.h"

guint
chat_tags_new_table (ChatTags *self)
{
  return ++self->last_table;
}

void
chat_tags_drop_table (ChatTags *self,
                      guint     table)
{
  GHashTableIter iter;
  gpointer key;
  gpointer tag;

  g_hash_table_remove (self->tabs, GUINT_TO_POINTER (table));
  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &key, &tag))
    {
      if (((ChatLine *) key)->table != table)
        continue;
      gtk_text_tag_table_remove (self->table, tag);
      g_hash_table_iter_remove (&iter);
    }
}

static gboolean
equal_tabs (PangoTabArray *tabs,
            PangoTabArray *other)
{
  if (tabs == NULL || pango_tab_array_get_size (tabs) != pango_tab_array_get_size (other))
    return FALSE;

  for (int i = 0; i < pango_tab_array_get_size (tabs); i++)
    {
      PangoTabAlign align[2];
      int place[2];

      pango_tab_array_get_tab (tabs, i, &align[0], &place[0]);
      pango_tab_array_get_tab (other, i, &align[1], &place[1]);
      if (align[0] != align[1] || place[0] != place[1])
        return FALSE;
    }

  return TRUE;
}

/* Each change of a tag makes GTK lay out all its text anew. */
void
chat_tags_set_tabs (ChatTags      *self,
                    guint          table,
                    PangoTabArray *tabs)
{
  GHashTableIter iter;
  gpointer key;
  gpointer tag;

  if (equal_tabs (g_hash_table_lookup (self->tabs, GUINT_TO_POINTER (table)), tabs))
    return;

  g_hash_table_insert (self->tabs, GUINT_TO_POINTER (table), pango_tab_array_copy (tabs));
  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, &key, &tag))
    {
      if (((ChatLine *) key)->table == table)
        g_object_set (tag, "tabs", tabs, NULL);
    }
}
