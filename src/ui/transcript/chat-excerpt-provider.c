/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A part of a conversation for the clipboard and for a drag.
 */

#include "chat-excerpt-provider.h"

#include <string.h>

struct _ChatExcerptProvider
{
  GdkContentProvider parent_instance;

  ChatExcerpt *excerpt;
  gboolean     exact;     /* plain text is Markdown */
};

G_DEFINE_FINAL_TYPE (ChatExcerptProvider, chat_excerpt_provider, GDK_TYPE_CONTENT_PROVIDER)

typedef char *(*FormatFunc) (ChatExcerpt *excerpt);

static const struct
{
  const char *mime_type;
  FormatFunc  format;
} formats[] = {
  { "text/html", chat_excerpt_to_html },
  { "text/markdown", chat_excerpt_to_markdown },
  { "text/plain;charset=utf-8", chat_excerpt_to_plain },
  { "text/plain", chat_excerpt_to_plain },
};

typedef struct
{
  ChatExcerpt   *excerpt;
  FormatFunc     format;
  GOutputStream *stream;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  chat_excerpt_unref (writing->excerpt);
  g_object_unref (writing->stream);
  g_free (writing);
}

static FormatFunc
find_format (ChatExcerptProvider *self,
             const char          *mime_type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      if (strcmp (formats[i].mime_type, mime_type) == 0)
        return self->exact && formats[i].format == chat_excerpt_to_plain
               ? chat_excerpt_to_markdown : formats[i].format;
    }

  return NULL;
}

static GdkContentFormats *
chat_excerpt_provider_ref_formats (GdkContentProvider *provider)
{
  GdkContentFormatsBuilder *builder = gdk_content_formats_builder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    gdk_content_formats_builder_add_mime_type (builder, formats[i].mime_type);
  /* Within the program, and for the older names of plain text. */
  gdk_content_formats_builder_add_gtype (builder, G_TYPE_STRING);

  return gdk_content_formats_builder_free_to_formats (builder);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Writing *writing = task_data;
  g_autofree char *text = writing->format (writing->excerpt);
  GError *error = NULL;

  if (g_output_stream_write_all (writing->stream, text, strlen (text), NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
chat_excerpt_provider_write_mime_type_async (GdkContentProvider  *provider,
                                             const char          *mime_type,
                                             GOutputStream       *stream,
                                             int                  io_priority,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data)
{
  ChatExcerptProvider *self = CHAT_EXCERPT_PROVIDER (provider);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GTask) work = NULL;
  FormatFunc format = find_format (self, mime_type);
  Writing *writing;

  g_task_set_source_tag (task, chat_excerpt_provider_write_mime_type_async);
  g_task_set_priority (task, io_priority);
  if (format == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s", mime_type);
      return;
    }

  writing = g_new0 (Writing, 1);
  writing->excerpt = chat_excerpt_ref (self->excerpt);
  writing->format = format;
  writing->stream = g_object_ref (stream);
  g_task_set_task_data (task, writing, writing_free);

  /* the thread may be the last to let go of its task: neither the provider nor the stream, which is
   * the display's, may depend on that */
  work = g_task_new (NULL, cancellable, written_cb, g_object_ref (task));
  g_task_set_source_tag (work, write_thread);
  g_task_set_priority (work, io_priority);
  g_task_set_task_data (work, writing, NULL);
  g_task_run_in_thread (work, write_thread);
}

static gboolean
chat_excerpt_provider_write_mime_type_finish (GdkContentProvider  *provider,
                                              GAsyncResult        *result,
                                              GError             **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
chat_excerpt_provider_get_value (GdkContentProvider  *provider,
                                 GValue              *value,
                                 GError             **error)
{
  ChatExcerptProvider *self = CHAT_EXCERPT_PROVIDER (provider);

  if (!G_VALUE_HOLDS (value, G_TYPE_STRING))
    return GDK_CONTENT_PROVIDER_CLASS (chat_excerpt_provider_parent_class)->get_value (provider,
                                                                                       value,
                                                                                       error);

  g_value_take_string (value, find_format (self, "text/plain") (self->excerpt));
  return TRUE;
}

static void
chat_excerpt_provider_finalize (GObject *object)
{
  chat_excerpt_unref (CHAT_EXCERPT_PROVIDER (object)->excerpt);

  G_OBJECT_CLASS (chat_excerpt_provider_parent_class)->finalize (object);
}

static void
chat_excerpt_provider_class_init (ChatExcerptProviderClass *klass)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = chat_excerpt_provider_finalize;
  provider_class->ref_formats = chat_excerpt_provider_ref_formats;
  provider_class->write_mime_type_async = chat_excerpt_provider_write_mime_type_async;
  provider_class->write_mime_type_finish = chat_excerpt_provider_write_mime_type_finish;
  provider_class->get_value = chat_excerpt_provider_get_value;
}

static void
chat_excerpt_provider_init (ChatExcerptProvider *self)
{
}

GdkContentProvider *
chat_excerpt_provider_new (ChatExcerpt *excerpt)
{
  ChatExcerptProvider *self = g_object_new (CHAT_TYPE_EXCERPT_PROVIDER, NULL);

  self->excerpt = chat_excerpt_ref (excerpt);
  return GDK_CONTENT_PROVIDER (self);
}

GdkContentProvider *
chat_excerpt_provider_new_markdown (ChatExcerpt *excerpt)
{
  GdkContentProvider *provider = chat_excerpt_provider_new (excerpt);

  CHAT_EXCERPT_PROVIDER (provider)->exact = TRUE;
  return provider;
}
