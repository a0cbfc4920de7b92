/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Copying tables, narrow and wide ones alike.
 */

#include "chat-column-clipboard.h"

#include "chat-column-private.h"
#include "chat-excerpt-provider.h"
#include "chat-page-extract.h"
#include "chat-table-copy.h"
#include "chat-table-find.h"

#include <string.h>

/* @parameter: the uid of the message and the number of the table. */
static gboolean
find_table (ChatColumn     *self,
            GVariant       *parameter,
            ChatTablePlace *place)
{
  ChatMessageView *view;
  const char *uid;
  guint number;

  g_variant_get (parameter, "(&su)", &uid, &number);
  view = self->page != NULL ? chat_page_find_uid (self->page, uid) : NULL;
  return view != NULL && chat_table_find (view, number, place);
}

static void
copy_markdown_action (GtkWidget  *widget,
                      const char *action,
                      GVariant   *parameter)
{
  ChatColumn *self = CHAT_COLUMN (widget);
  g_autoptr(ChatExcerpt) excerpt = chat_excerpt_new ();
  g_autoptr(GdkContentProvider) provider = NULL;
  ChatTablePlace place;
  GtkTextIter start;
  GtkTextIter end;

  if (!find_table (self, parameter, &place))
    return;

  chat_prose_get_iter (place.prose, place.leaf->offset, &start);
  chat_prose_get_iter (place.prose, place.leaf->offset + place.leaf->n_chars, &end);
  chat_page_extract (self->page, &start, &end, excerpt);
  provider = chat_excerpt_provider_new_markdown (excerpt);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), provider);
}

/* As what it is and, for whoever takes only text, as text. */
static void
offer (GtkWidget  *widget,
       const char *mime_type,
       char       *text)
{
  gsize length = strlen (text);
  g_autoptr(GBytes) bytes = g_bytes_new_take (text, length);
  GdkContentProvider *providers[] = {
    gdk_content_provider_new_for_bytes (mime_type, bytes),
    gdk_content_provider_new_typed (G_TYPE_STRING, text),
  };
  g_autoptr(GdkContentProvider) all =
    gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));

  gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), all);
}

static void
copy_csv_action (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  ChatTablePlace place;

  if (find_table (CHAT_COLUMN (widget), parameter, &place))
    offer (widget, "text/csv;charset=utf-8", chat_table_to_csv (place.leaf->block->table));
}

static void
copy_html_action (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  ChatTablePlace place;

  if (find_table (CHAT_COLUMN (widget), parameter, &place))
    offer (widget, "text/html", chat_table_to_html (place.leaf->block->table));
}

void
chat_column_install_tables (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "transcript.copy-table-markdown", "(su)",
                                   copy_markdown_action);
  gtk_widget_class_install_action (widget_class, "transcript.copy-table-csv", "(su)",
                                   copy_csv_action);
  gtk_widget_class_install_action (widget_class, "transcript.copy-table-html", "(su)",
                                   copy_html_action);
}
