/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A page of the manual: what is translated is the inside of an element, with its marks, as the
 * catalogues have it.
 */

#include "config.h"

#include "chat-help-page.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#define FOLDER "/org/example/ClaudeChat/help/"

static const char * const topics[] = {
  "first-steps", "accounts", "conversations", "keyboard", "keys", "privacy", "troubleshooting", NULL
};

/* What stands for an element within a text. */
static const struct { const char *name; const char *start; const char *end; } inlines[] = {
  { "app", "<b>", "</b>" },
  { "code", "<tt>", "</tt>" },
  { "file", "<tt>", "</tt>" },
  { "gui", "<b>", "</b>" },
  { "key", "<b>", "</b>" },
};

typedef struct
{
  ChatHelpPage *page;
  GString      *text;       /* the inside of the element that is being read, or NULL */
  guint         depth;      /* of elements within it */
  guint         n_skipped;  /* open elements of which nothing is shown */
  guint         n_sections;
  guint         n_steps;
  gboolean      in_steps;
  gboolean      in_item;
} Reader;

/* From the inside of an element to Pango's markup. */
typedef struct
{
  GString  *out;
  gboolean  after_key;      /* in a row of keys that are pressed together */
} Converter;

const char * const *
chat_help_page_get_topics (void)
{
  return topics;
}

static void
clear_block (gpointer data)
{
  g_free (((ChatHelpBlock *) data)->markup);
}

void
chat_help_page_free (ChatHelpPage *self)
{
  g_free (self->title);
  g_free (self->summary);
  g_array_unref (self->blocks);
  g_free (self);
}

static void
convert_start_cb (GMarkupParseContext  *context,
                  const char           *name,
                  const char          **names,
                  const char          **values,
                  gpointer              user_data,
                  GError              **error)
{
  Converter *self = user_data;

  if (g_str_equal (name, "keyseq"))
    self->after_key = FALSE;
  else if (g_str_equal (name, "key") && self->after_key)
    g_string_append_c (self->out, '+');

  for (gsize i = 0; i < G_N_ELEMENTS (inlines); i++)
    {
      if (g_str_equal (name, inlines[i].name))
        g_string_append (self->out, inlines[i].start);
    }
  for (guint i = 0; g_str_equal (name, "link") && names[i] != NULL; i++)
    {
      g_autofree char *target = g_markup_escape_text (values[i], -1);

      if (g_str_equal (names[i], "xref"))
        g_string_append_printf (self->out, "<a href=\"help:%s\">", target);
    }
}

static void
convert_end_cb (GMarkupParseContext  *context,
                const char           *name,
                gpointer              user_data,
                GError              **error)
{
  const char *parent = g_markup_parse_context_get_element_stack (context)->next != NULL
                         ? g_markup_parse_context_get_element_stack (context)->next->data : "";
  Converter *self = user_data;

  self->after_key = g_str_equal (name, "key") && g_str_equal (parent, "keyseq");
  for (gsize i = 0; i < G_N_ELEMENTS (inlines); i++)
    {
      if (g_str_equal (name, inlines[i].name))
        g_string_append (self->out, inlines[i].end);
    }
  if (g_str_equal (name, "link"))
    g_string_append (self->out, "</a>");
}

static void
convert_text_cb (GMarkupParseContext  *context,
                 const char           *text,
                 gsize                 length,
                 gpointer              user_data,
                 GError              **error)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

  g_string_append (((Converter *) user_data)->out, escaped);
}

/* Returns: (transfer full): NULL if it is not well-formed, as a translation might be */
static char *
convert (const char *inside)
{
  static const GMarkupParser parser = {
    .start_element = convert_start_cb,
    .end_element = convert_end_cb,
    .text = convert_text_cb,
  };
  g_autoptr(GString) out = g_string_new (NULL);
  Converter converter = { .out = out };
  g_autoptr(GMarkupParseContext) context =
    g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &converter, NULL);

  if (!g_markup_parse_context_parse (context, "<p>", -1, NULL)
      || !g_markup_parse_context_parse (context, inside, -1, NULL)
      || !g_markup_parse_context_parse (context, "</p>", -1, NULL)
      || !g_markup_parse_context_end_parse (context, NULL))
    return NULL;

  return g_strdup (out->str);
}

/* As xgettext does: white space of any length is one blank, none at the ends. */
static char *
collapse (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text++)
    {
      if (!g_ascii_isspace (*text))
        g_string_append_c (out, *text);
      else if (out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }
  if (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);

  return g_string_free (out, FALSE);
}

static char *
translate (const char *text)
{
  g_autofree char *inside = collapse (text);
  g_autofree char *markup = *inside != '\0' ? convert (_(inside)) : NULL;

  return markup != NULL ? g_steal_pointer (&markup) : convert (inside);
}

static gboolean
is_text (const char *name)
{
  return g_str_equal (name, "p") || g_str_equal (name, "title") || g_str_equal (name, "desc");
}

/* What holds nothing for the reader of this page. */
static gboolean
is_skipped (const char  *name,
            const char **names)
{
  return g_str_equal (name, "license") || g_str_equal (name, "table")
         || (g_str_equal (name, "title") && names[0] != NULL && g_str_equal (names[0], "type"));
}

static void
append_start (GString     *text,
              const char  *name,
              const char **names,
              const char **values)
{
  g_string_append_printf (text, "<%s", name);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *value = g_markup_escape_text (values[i], -1);

      g_string_append_printf (text, " %s=\"%s\"", names[i], value);
    }
  g_string_append_c (text, '>');
}

static void
enter (Reader     *self,
       const char *name)
{
  if (is_text (name))
    self->text = g_string_new (NULL);
  else if (g_str_equal (name, "section"))
    self->n_sections++;
  else if (g_str_equal (name, "steps"))
    {
      self->in_steps = TRUE;
      self->n_steps = 0;
    }
  else if (g_str_equal (name, "item"))
    {
      self->in_item = TRUE;
      self->n_steps += self->in_steps;
    }
}

static void
start_cb (GMarkupParseContext  *context,
          const char           *name,
          const char          **names,
          const char          **values,
          gpointer              user_data,
          GError              **error)
{
  Reader *self = user_data;

  if (self->n_skipped > 0 || is_skipped (name, names))
    self->n_skipped++;
  else if (self->text == NULL)
    enter (self, name);
  else
    {
      self->depth++;
      append_start (self->text, name, names, values);
    }
}

static ChatHelpKind
choose_kind (const Reader *self,
             const char   *name)
{
  if (g_str_equal (name, "title"))
    return CHAT_HELP_HEADING;
  if (!self->in_item)
    return CHAT_HELP_PARAGRAPH;

  return self->in_steps ? CHAT_HELP_STEP : CHAT_HELP_ITEM;
}

static void
end_text (Reader     *self,
          const char *name)
{
  g_autoptr(GString) text = g_steal_pointer (&self->text);
  ChatHelpBlock block = { .kind = choose_kind (self, name), .markup = translate (text->str) };

  if (g_str_equal (name, "desc"))
    self->page->summary = block.markup;
  else if (g_str_equal (name, "title") && self->n_sections == 0)
    self->page->title = block.markup;
  else
    {
      block.number = block.kind == CHAT_HELP_STEP ? self->n_steps : 0;
      g_array_append_val (self->page->blocks, block);
    }
}

static void
end_cb (GMarkupParseContext  *context,
        const char           *name,
        gpointer              user_data,
        GError              **error)
{
  Reader *self = user_data;

  if (self->n_skipped > 0)
    self->n_skipped--;
  else if (self->text != NULL && self->depth > 0)
    {
      self->depth--;
      g_string_append_printf (self->text, "</%s>", name);
    }
  else if (self->text != NULL)
    end_text (self, name);
  else if (g_str_equal (name, "steps"))
    self->in_steps = FALSE;
  else if (g_str_equal (name, "item"))
    self->in_item = FALSE;
}

static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              user_data,
         GError              **error)
{
  Reader *self = user_data;
  g_autofree char *escaped = NULL;

  if (self->text == NULL || self->n_skipped > 0)
    return;

  /* as a catalogue has it: quotes stand for themselves */
  escaped = g_strndup (text, length);
  for (const char *p = escaped; *p != '\0'; p++)
    {
      if (*p == '&' || *p == '<' || *p == '>')
        g_string_append (self->text, *p == '&' ? "&amp;" : *p == '<' ? "&lt;" : "&gt;");
      else
        g_string_append_c (self->text, *p);
    }
}

ChatHelpPage *
chat_help_page_parse (const char  *text,
                      gsize        length,
                      GError     **error)
{
  static const GMarkupParser parser = {
    .start_element = start_cb,
    .end_element = end_cb,
    .text = text_cb,
  };
  g_autoptr(ChatHelpPage) page = g_new0 (ChatHelpPage, 1);
  Reader reader = { .page = page };
  g_autoptr(GMarkupParseContext) context =
    g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &reader, NULL);
  gboolean whole;

  page->blocks = g_array_new (FALSE, FALSE, sizeof (ChatHelpBlock));
  g_array_set_clear_func (page->blocks, clear_block);
  whole = g_markup_parse_context_parse (context, text, (gssize) length, error)
          && g_markup_parse_context_end_parse (context, error);
  if (reader.text != NULL)
    g_string_free (reader.text, TRUE);

  return whole ? g_steal_pointer (&page) : NULL;
}

ChatHelpPage *
chat_help_page_load (const char  *id,
                     GError     **error)
{
  g_autofree char *path = g_strconcat (FOLDER, id, ".page", NULL);
  g_autoptr(GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  gsize length;
  const char *text;

  if (bytes == NULL)
    return NULL;

  text = g_bytes_get_data (bytes, &length);
  return chat_help_page_parse (text, length, error);
}
