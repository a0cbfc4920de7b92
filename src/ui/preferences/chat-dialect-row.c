/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the server of an account understands, as switches that unfold.
 */

#include "chat-dialect-row.h"

#include "chat-account-rows.h"

#include <glib/gi18n.h>
#include <string.h>

static const struct
{
  gsize       offset;
  const char *title;
  const char *subtitle;
} parts[] = {
  { G_STRUCT_OFFSET (ChatDialect, cache_control), N_("Cache the conversation"),
    N_("Later messages cost less and start sooner") },
  { G_STRUCT_OFFSET (ChatDialect, thinking), N_("Thinking"),
    N_("Say how much the model is to think, where it can") },
  { G_STRUCT_OFFSET (ChatDialect, effort), N_("Effort"),
    N_("Say how thorough the model is to be, where it can") },
  { G_STRUCT_OFFSET (ChatDialect, documents), N_("Text files as documents"),
    N_("Otherwise they are sent as text of the message") },
  { G_STRUCT_OFFSET (ChatDialect, unsigned_thinking), N_("Return thinking without a signature"),
    N_("Some servers sign nothing, and want their thinking back with the results of tools") },
  { G_STRUCT_OFFSET (ChatDialect, strict_end), N_("Expect a proper end of replies"),
    N_("A reply that just stops counts as interrupted") },
};

#define N_PARTS G_N_ELEMENTS (parts)

struct _ChatDialectRow
{
  AdwExpanderRow  parent_instance;

  GtkSwitch      *switches[N_PARTS];
  ChatDialect     usual;
};

G_DEFINE_FINAL_TYPE (ChatDialectRow, chat_dialect_row, ADW_TYPE_EXPANDER_ROW)


static gboolean
get_part (const ChatDialect *dialect,
          gsize              i)
{
  return G_STRUCT_MEMBER (gboolean, dialect, parts[i].offset);
}


static void
update_subtitle (ChatDialectRow *self)
{
  ChatDialect dialect = chat_dialect_row_get_dialect (self);
  gboolean usual = memcmp (&dialect, &self->usual, sizeof dialect) == 0;

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self),
                                 usual ? _("As usual for its address")
                                       : _("Other than usual for its address"));
}


static void
chat_dialect_row_class_init (ChatDialectRowClass *klass)
{
}


static void
chat_dialect_row_init (ChatDialectRow *self)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("What the server understands"));
  for (gsize i = 0; i < N_PARTS; i++)
    {
      GtkWidget *row = chat_account_rows_new_switch (_(parts[i].title), _(parts[i].subtitle),
                                                     FALSE, &self->switches[i]);

      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
      g_signal_connect_object (self->switches[i], "notify::active", G_CALLBACK (update_subtitle),
                               self, G_CONNECT_SWAPPED);
    }
}


GtkWidget *
chat_dialect_row_new (ChatProfile *profile)
{
  ChatDialectRow *self = g_object_new (CHAT_TYPE_DIALECT_ROW, NULL);

  self->usual = *chat_profile_get_host_dialect (profile);
  for (gsize i = 0; i < N_PARTS; i++)
    gtk_switch_set_active (self->switches[i],
                           get_part (chat_profile_get_dialect (profile), i));
  update_subtitle (self);

  return GTK_WIDGET (self);
}


void
chat_dialect_row_set_usual (ChatDialectRow    *self,
                            const ChatDialect *usual)
{
  const ChatDialect before = self->usual;

  g_return_if_fail (CHAT_IS_DIALECT_ROW (self));

  self->usual = *usual;
  for (gsize i = 0; i < N_PARTS; i++)
    {
      if (gtk_switch_get_active (self->switches[i]) == get_part (&before, i))
        gtk_switch_set_active (self->switches[i], get_part (usual, i));
    }
  update_subtitle (self);
}


ChatDialect
chat_dialect_row_get_dialect (ChatDialectRow *self)
{
  ChatDialect dialect = { FALSE };

  g_return_val_if_fail (CHAT_IS_DIALECT_ROW (self), dialect);

  for (gsize i = 0; i < N_PARTS; i++)
    G_STRUCT_MEMBER (gboolean, &dialect, parts[i].offset) =
      gtk_switch_get_active (self->switches[i]);

  return dialect;
}
