/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program in the language of with-pseudo-language, and what is still in English there.
 */

#include "config.h"

#include "pseudo-language.h"

#include <dlfcn.h>
#include <libintl.h>
#include <locale.h>
#include <string.h>

/* Of which no word of English is made. */
#define LETTER "ø"

/* Patterns of words that are nobody's to translate. */
static const char * const known[] = {
  /* What tests/ui/places.c has said and made. */
  "heron(?: server| prompt)?", "the heron of a pond and of a lake", "(?:a )?(?:pond|lake)",
  "test(?= · )", "where(?=}}|$)",
  /* What a server says of itself and of its models. */
  "claude-[-a-z0-9]+", "(?:claude )?sonnet 5\\.5", "(?:req|msg)_\\w+", "end_turn",
  /* Products. */
  "Claude Chat", "Anthropic", "DeepSeek", "Kimi", "llama\\.cpp", "LM Studio", "Ollama",
  "OpenRouter", "vLLM",
  /* Addresses, files, commands and what is filled in. */
  "https?://\\S+", "\\S*claude-chat-test\\S*", "history-\\d\\S+", "POST", "--quick-ask",
  "{{\\w+}}",
  /* The language of searches is the same everywhere. */
  "(?:after|before|has|in|model|role|tag):\\S+",
  /* Of GLib and of the C library. */
  "(?<=\\d )[km]B",
  "(?:mon|tue|wed|thu|fri|sat|sun) (?:[a-z]{3} [\\d ]\\d )?(?=\\d\\d:\\d\\d)",
  NULL
};

/* Requests and programs are shown as they are. */
#define CODE "^(?:\\{|/\\*)[\\s\\S]*\\}\\s*$"

static const GtkAccessibleProperty properties[] = {
  GTK_ACCESSIBLE_PROPERTY_LABEL,
  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
  GTK_ACCESSIBLE_PROPERTY_PLACEHOLDER,
  GTK_ACCESSIBLE_PROPERTY_ROLE_DESCRIPTION,
  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
};

typedef struct
{
  GPtrArray *found;
  GRegex    *word;
} Search;

static gboolean is_spoken;


/* Words beside the known ones. Returns: (transfer full) */
static GRegex *
make_pattern (void)
{
  g_autofree char *others = g_strjoinv ("|", (GStrv) known);
  g_autofree char *pattern = g_strdup_printf ("(?:" CODE "|(?<![a-z])(?:%s)(?![a-z]))"
                                              "(*SKIP)(*FAIL)|[a-z]{2,}", others);
  g_autoptr(GError) error = NULL;
  g_autoptr(GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, &error);

  g_assert_no_error (error);

  return g_steal_pointer (&regex);
}


static void
read_text (Search     *self,
           GtkWidget  *widget,
           const char *what,
           const char *text)
{
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *word = NULL;

  if (text == NULL || !g_regex_match (self->word, text, 0, &match))
    return;

  word = g_match_info_fetch (match, 0);
  g_ptr_array_add (self->found, g_strdup_printf ("%s, %s “%s”: “%s” was not translated",
                                                 G_OBJECT_TYPE_NAME (widget), what, text, word));
}


static void
read_buffer (Search      *self,
             GtkTextView *view)
{
  g_autofree char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (view), "text", &text, NULL);
  read_text (self, GTK_WIDGET (view), "text", text);
}


/* What differs from the empty text is told. */
static void
read_properties (Search    *self,
                 GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  for (gsize i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      g_autofree char *text = NULL;

      if (gtk_test_accessible_has_property (accessible, properties[i]))
        text = gtk_test_accessible_check_property (accessible, properties[i], "");
      read_text (self, widget, "name", text);
    }
}


static void
read_widget (Search    *self,
             GtkWidget *widget)
{
  read_text (self, widget, "tooltip", gtk_widget_get_tooltip_text (widget));
  /* A label's name is its text. */
  if (!GTK_IS_LABEL (widget))
    read_properties (self, widget);
  if (GTK_IS_LABEL (widget))
    read_text (self, widget, "text", gtk_label_get_text (GTK_LABEL (widget)));
  else if (GTK_IS_TEXT (widget))
    read_text (self, widget, "placeholder", gtk_text_get_placeholder_text (GTK_TEXT (widget)));
  else if (GTK_IS_WINDOW (widget))
    read_text (self, widget, "title", gtk_window_get_title (GTK_WINDOW (widget)));
  else if (GTK_IS_TEXT_VIEW (widget))
    read_buffer (self, GTK_TEXT_VIEW (widget));
}


static void
search (Search    *self,
        GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;

  read_widget (self, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    search (self, child);
}


static char *
make_foreign (const char *message)
{
  GString *foreign = g_string_new (NULL);

  for (const char *at = message; *at != '\0'; at++)
    {
      if (g_ascii_isalpha (*at))
        g_string_append (foreign, LETTER);
      else
        g_string_append_c (foreign, *at);
    }

  return g_string_free (foreign, FALSE);
}


/* In place of the C library's, which GLib calls for every library: the toolkit's catalogues are not
 * everywhere, none is in this language, and its messages differ from version to version. */
#undef dcgettext
char *
dcgettext (const char *domain,
           const char *message,
           int         category)
{
  static char *(*lookup) (const char *, const char *, int);
  const char *context = strchr (message, '\004');
  g_autofree char *foreign = NULL;

  if (lookup == NULL)
    *(void **) &lookup = dlsym (RTLD_NEXT, "dcgettext");
  /* What has a mark is a format, or a word of the toolkit for itself. */
  if (!is_spoken || domain == NULL || g_str_equal (domain, GETTEXT_PACKAGE)
      || strpbrk (message, "%:") != NULL)
    return lookup (domain, message, category);

  foreign = make_foreign (context != NULL ? context + 1 : message);

  return (char *) g_intern_string (foreign);
}


void
pseudo_language_begin (const char *locales,
                       gboolean    pseudo)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locales);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  is_spoken = pseudo;
}


GPtrArray *
pseudo_language_find_left_out (GtkWidget *root)
{
  g_autoptr(GRegex) word = make_pattern ();
  Search self = { g_ptr_array_new_with_free_func (g_free), word };

  search (&self, root);

  return self.found;
}
