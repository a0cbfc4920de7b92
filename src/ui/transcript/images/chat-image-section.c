/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture. No character of the buffer stands for it: such a one would shift what screen readers
 * read.
 */

#include "chat-image-section.h"

#include <glib/gi18n.h>
#include <string.h>

/* px that a thumbnail fits into; narrow columns leave it less. */
#define MAX_WIDTH  420
#define MAX_HEIGHT 300

/* Where the size is not known before it is decoded. */
#define UNKNOWN_WIDTH  240
#define UNKNOWN_HEIGHT 180

/* px between the words and the picture. */
#define WORDS_APART 6

typedef struct
{
  ChatSection    parent;
  ChatImageData *data;
  char          *words;
  GtkTextMark   *room;     /* in the line that keeps its room, or NULL */
  int            width;    /* px of the picture */
  int            height;
} ChatImageSection;

static void
image_free (ChatSection *section)
{
  ChatImageSection *self = (ChatImageSection *) section;

  if (self->room != NULL)
    gtk_text_buffer_delete_mark (section->page->buffer, self->room);
  chat_image_data_unref (self->data);
  g_free (self->words);
}

static char *
describe (const ChatImageData *data)
{
  GString *out = g_string_new (_("Picture"));

  if (data->name != NULL)
    g_string_append_printf (out, " · %s", data->name);
  if (data->url != NULL)
    g_string_append_printf (out, " · %s", data->url);
  if (data->width > 0 && data->height > 0)
    g_string_append_printf (out, " · %d × %d", data->width, data->height);
  if (data->length > 0)
    {
      g_autofree char *size = g_format_size (data->size);

      g_string_append_printf (out, " · %s", size);
    }
  if (data->length > 0 && !chat_image_data_can_show (data))
    g_string_append_printf (out, " · %s", _("cannot be shown"));

  return g_string_free (out, FALSE);
}

/* Its own size at most, in whole steps so that there are only so many tags for its room. */
static void
fit (ChatImageSection *self)
{
  int width = self->data->width > 0 ? self->data->width : UNKNOWN_WIDTH;
  int height = self->data->height > 0 ? self->data->height : UNKNOWN_HEIGHT;
  int most = MIN (MAX_WIDTH, chat_column_get_text_width (self->parent.page->column));
  double scale = MIN (1, MIN ((double) most / width, (double) MAX_HEIGHT / height));

  self->width = MAX ((int) (width * scale), 1);
  self->height = MAX ((int) (height * scale), 1);
}

static GtkTextTag *
get_room_tag (ChatImageSection *self)
{
  const int step = 4;
  int height = (self->height + WORDS_APART + step - 1) / step * step;

  return chat_tags_get_line (self->parent.page->tags, CHAT_STYLE_SPACER, height, FALSE);
}

static void
add_room (ChatImageSection *self,
          ChatRun          *run)
{
  guint start = run->n_chars;

  chat_run_append (run, "\n\u00a0", strlen ("\n\u00a0"));
  chat_run_tag (run, start, chat_tags_get_inline (self->parent.page->tags, CHAT_INLINE_PAD));
  chat_run_tag (run, start + 1, get_room_tag (self));
}

static void
image_update (ChatSection        *section,
              ChatSectionContext *context)
{
  ChatImageSection *self = (ChatImageSection *) section;
  ChatTags *tags = section->page->tags;
  g_autoptr(ChatRun) run = NULL;
  GtkTextIter iter;

  if (chat_section_is_placed (section))
    return;

  run = chat_run_new ();
  chat_section_add_words (section, run, self->words,
                          self->data->url != NULL ? CHAT_INLINE_LINK : CHAT_N_INLINES);
  chat_run_tag (run, 0, chat_tags_get_inline (tags, CHAT_INLINE_PAD));
  if (!chat_image_data_can_show (self->data))
    {
      chat_section_place (section, run);
      return;
    }

  fit (self);
  add_room (self, run);
  chat_section_place (section, run);
  gtk_text_buffer_get_iter_at_mark (section->page->buffer, &iter, section->tail);
  self->room = gtk_text_buffer_create_mark (section->page->buffer, NULL, &iter, TRUE);
}

static void
image_measure (ChatSection *section)
{
  ChatImageSection *self = (ChatImageSection *) section;
  int width = self->width;
  GtkTextIter iter;

  if (self->room == NULL)
    return;

  fit (self);
  if (self->width == width)
    return;

  gtk_text_buffer_get_iter_at_mark (section->page->buffer, &iter, self->room);
  chat_page_retag (section->page, &iter, get_room_tag (self));
}

/* A picture that is elsewhere is never fetched: its address is a link. */
static const char *
image_get_uri (ChatSection       *section,
               const GtkTextIter *at)
{
  return ((ChatImageSection *) section)->data->url;
}

static const ChatSectionClass image_class = {
  .update = image_update,
  .measure = image_measure,
  .get_uri = image_get_uri,
  .free = image_free,
};

ChatSection *
chat_image_section_new (ChatPage      *page,
                        guint          block,
                        ChatImageData *data)
{
  ChatImageSection *self = g_new0 (ChatImageSection, 1);

  chat_section_init (&self->parent, &image_class, page, CHAT_STYLE_STATUS, block);
  self->data = chat_image_data_ref (data);
  self->words = describe (data);
  return &self->parent;
}

gboolean
chat_section_is_image (ChatSection *section)
{
  return section->klass == &image_class;
}

ChatImageData *
chat_image_section_get_data (ChatSection *section)
{
  return ((ChatImageSection *) section)->data;
}

const char *
chat_image_section_get_words (ChatSection *section)
{
  return ((ChatImageSection *) section)->words;
}

void
chat_image_section_get_size (ChatSection *section,
                             int         *width,
                             int         *height)
{
  *width = ((ChatImageSection *) section)->width;
  *height = ((ChatImageSection *) section)->height;
}

GtkTextMark *
chat_image_section_get_room (ChatSection *section)
{
  return ((ChatImageSection *) section)->room;
}
