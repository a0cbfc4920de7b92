/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text with a name that the user keeps for later: a prompt, or a set of parameters.
 */

#include "chat-library-item.h"

#include <string.h>

struct _ChatLibraryItem
{
  GObject  parent_instance;

  char    *name;
  char    *text;
  char    *parameters;   /* JSON, or NULL */
  char    *folded;       /* name and text, for the search */
};

G_DEFINE_FINAL_TYPE (ChatLibraryItem, chat_library_item, G_TYPE_OBJECT)

static void
chat_library_item_finalize (GObject *object)
{
  ChatLibraryItem *self = CHAT_LIBRARY_ITEM (object);

  g_free (self->name);
  g_free (self->text);
  g_free (self->parameters);
  g_free (self->folded);

  G_OBJECT_CLASS (chat_library_item_parent_class)->finalize (object);
}

static void
chat_library_item_class_init (ChatLibraryItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chat_library_item_finalize;
}

static void
chat_library_item_init (ChatLibraryItem *self)
{
}

ChatLibraryItem *
chat_library_item_new (const char *name,
                       const char *text,
                       const char *parameters)
{
  ChatLibraryItem *self = g_object_new (CHAT_TYPE_LIBRARY_ITEM, NULL);
  g_autofree char *both = NULL;

  self->name = g_strstrip (g_strdup (name));
  self->text = g_strdup (text != NULL ? text : "");
  self->parameters = g_strdup (parameters);
  both = g_strconcat (self->name, "\n", self->text, NULL);
  self->folded = g_utf8_casefold (both, -1);

  return self;
}

const char *
chat_library_item_get_name (ChatLibraryItem *self)
{
  g_return_val_if_fail (CHAT_IS_LIBRARY_ITEM (self), NULL);

  return self->name;
}

const char *
chat_library_item_get_text (ChatLibraryItem *self)
{
  g_return_val_if_fail (CHAT_IS_LIBRARY_ITEM (self), NULL);

  return self->text;
}

const char *
chat_library_item_get_parameters (ChatLibraryItem *self)
{
  g_return_val_if_fail (CHAT_IS_LIBRARY_ITEM (self), NULL);

  return self->parameters;
}

gboolean
chat_library_item_matches (ChatLibraryItem    *self,
                           const char * const *words)
{
  g_return_val_if_fail (CHAT_IS_LIBRARY_ITEM (self), FALSE);

  for (gsize i = 0; words[i] != NULL; i++)
    {
      if (strstr (self->folded, words[i]) == NULL)
        return FALSE;
    }

  return TRUE;
}
