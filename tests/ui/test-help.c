/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The manual: whether its pages are whole, lead to each other, tell the table of keys, and are read
 * by keys alone.
 */

#include "chat-help-page.h"
#include "chat-help-window.h"
#include "chat-key-rules.h"
#include "window-support.h"

#include <string.h>

#define ANSWERS "{\"text\": \"yes\"}"

/* With this in the environment the page of the keys is written anew. */
#define WRITE_HELP "CHAT_WRITE_HELP"


static char *
dup_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "..", "data", "help", "C", name, NULL);
}


static ChatHelpPage *
load (const char *id)
{
  g_autoptr(GError) error = NULL;
  ChatHelpPage *page = chat_help_page_load (id, &error);

  g_assert_no_error (error);
  g_assert_nonnull (page->title);
  g_assert_nonnull (page->summary);
  return page;
}


static void
check_links (const char *markup)
{
  const char *start = "<a href=\"help:";

  for (const char *at = strstr (markup, start); at != NULL; at = strstr (at + 1, start))
    {
      const char *id = at + strlen (start);
      g_autofree char *name = g_strndup (id, (gsize) (strchr (id, '"') - id));
      g_autoptr(ChatHelpPage) page = load (name);

      g_assert_nonnull (page);
    }
}


/* What is shown is markup that Pango takes. */
static void
check_page (const char *id)
{
  g_autoptr(ChatHelpPage) page = load (id);

  for (guint i = 0; i < page->blocks->len; i++)
    {
      const ChatHelpBlock *block = &g_array_index (page->blocks, ChatHelpBlock, i);

      /* links are the label's own */
      g_assert_true (strstr (block->markup, "<a ") != NULL
                     || pango_parse_markup (block->markup, -1, 0, NULL, NULL, NULL, NULL));
      check_links (block->markup);
    }
}


static void
test_pages (void)
{
  const char * const *ids = chat_help_page_get_topics ();
  g_autofree char *folder = dup_path ("");
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_pages = 0;
  const char *name;

  check_page ("index");
  for (guint i = 0; ids[i] != NULL; i++)
    check_page (ids[i]);
  while ((name = g_dir_read_name (dir)) != NULL)
    n_pages += g_str_has_suffix (name, ".page");
  g_assert_cmpuint (n_pages, ==, g_strv_length ((char **) ids) + 1);
}


static void
test_parse (void)
{
  static const char source[] =
    "<page id='x'><info><title type='sort'>1</title><desc>What</desc>"
    "<license><p>none</p></license></info><title>A &amp; B</title>"
    "<p>Press <keyseq><key>Ctrl</key><key>&lt;</key></keyseq>,\n    <gui>or</gui> "
    "<link xref='y'>not</link>.</p><section><title>S</title>"
    "<steps><item><p>one</p></item><item><p>two</p></item></steps>"
    "<list><item><p>dot</p></item></list><table><tr><td><p>no</p></td></tr></table></section></page>";
  static const struct { ChatHelpKind kind; guint number; const char *markup; } expected[] = {
    { CHAT_HELP_PARAGRAPH, 0,
      "Press <b>Ctrl</b>+<b>&lt;</b>, <b>or</b> <a href=\"help:y\">not</a>." },
    { CHAT_HELP_HEADING, 0, "S" },
    { CHAT_HELP_STEP, 1, "one" },
    { CHAT_HELP_STEP, 2, "two" },
    { CHAT_HELP_ITEM, 0, "dot" },
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(ChatHelpPage) page = chat_help_page_parse (source, strlen (source), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (page->title, ==, "A &amp; B");
  g_assert_cmpstr (page->summary, ==, "What");
  g_assert_cmpuint (page->blocks->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < page->blocks->len; i++)
    {
      const ChatHelpBlock *block = &g_array_index (page->blocks, ChatHelpBlock, i);

      g_assert_cmpint (block->kind, ==, expected[i].kind);
      g_assert_cmpuint (block->number, ==, expected[i].number);
      g_assert_cmpstr (block->markup, ==, expected[i].markup);
    }
  g_assert_null (chat_help_page_parse ("<page><p>", 9, &error));
  g_assert_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_PARSE);
}


static void
append_key (GString    *xml,
            const char *accelerator)
{
  guint key;
  GdkModifierType modifiers;
  g_autofree char *label = NULL;
  g_auto(GStrv) parts = NULL;

  g_assert_true (gtk_accelerator_parse (accelerator, &key, &modifiers));
  label = gtk_accelerator_get_label (key, modifiers);
  parts = g_strsplit (label, "+", -1);
  g_string_append (xml, "<keyseq>");
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *name = g_markup_escape_text (parts[i], -1);

      g_string_append_printf (xml, "<key>%s</key>", name);
    }
  g_string_append (xml, "</keyseq>");
}


/* A row of digits one by one. */
static GStrv
split_keys (const ChatShortcut *entry)
{
  g_autoptr(GStrvBuilder) keys = g_strv_builder_new ();

  if ((entry->flags & CHAT_SHORTCUT_DIGITS) == 0)
    return g_strsplit (entry->keys, " ", -1);

  for (guint i = 0; i < CHAT_SHORTCUTS_N_DIGITS; i++)
    {
      g_autofree char *key = chat_key_rules_dup_nth (entry->keys, i);

      g_strv_builder_add (keys, key);
    }

  return g_strv_builder_end (keys);
}


static void
append_row (GString            *xml,
            const ChatShortcut *entry)
{
  g_auto(GStrv) keys = split_keys (entry);
  g_autofree char *title = g_markup_escape_text (entry->title, -1);

  g_string_append (xml, "      <tr>\n        <td style=\"key\"><p>");
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_string_append (xml, i > 0 ? ", " : "");
      append_key (xml, keys[i]);
    }
  g_string_append_printf (xml, "</p></td>\n        <td><p>%s</p></td>\n      </tr>\n", title);
}


/* The sections of the page, one for each group of the table. */
static char *
dup_sections (void)
{
  GString *xml = g_string_new (NULL);
  const char *group = NULL;
  guint n_groups = 0;

  for (const ChatShortcut *entry = chat_shortcuts_get_all (); entry->action != NULL; entry++)
    {
      if (*entry->keys == '\0')
        continue;
      if (g_strcmp0 (group, entry->group) != 0)
        {
          g_string_append (xml, group != NULL ? "    </table>\n  </section>\n" : "");
          g_string_append_printf (xml, "  <section id=\"group-%u\">\n    <title>%s</title>\n"
                                       "    <table>\n", ++n_groups, entry->group);
        }
      group = entry->group;
      append_row (xml, entry);
    }
  g_string_append (xml, "    </table>\n  </section>\n");

  return g_string_free (xml, FALSE);
}


/* What differs is told without the rest of the page. */
static void
assert_same_lines (const char *text,
                   const char *expected)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto(GStrv) expected_lines = g_strsplit (expected, "\n", -1);

  for (guint i = 0; lines[i] != NULL && expected_lines[i] != NULL; i++)
    g_assert_cmpstr (lines[i], ==, expected_lines[i]);
  g_assert_cmpuint (g_strv_length (lines), ==, g_strv_length (expected_lines));
}


static void
test_keys (void)
{
  g_autofree char *path = dup_path ("keys.page");
  g_autofree char *text = NULL;
  g_autofree char *sections = dup_sections ();
  g_autofree char *head = NULL;
  g_autofree char *expected = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  head = g_strndup (text, strcspn (strstr (text, "</info>"), "\n") + strstr (text, "</info>") - text);
  expected = g_strconcat (head, "\n  <title>All keys</title>\n", sections, "</page>\n", NULL);
  g_test_message ("%s=1 writes it anew", WRITE_HELP);
  if (g_getenv (WRITE_HELP) != NULL)
    g_assert_true (g_file_set_contents (path, expected, -1, NULL));
  else
    assert_same_lines (text, expected);
}


static const char *
get_title (GtkWindow *help)
{
  GtkWidget *title = find_widget (GTK_WIDGET (help), ADW_TYPE_WINDOW_TITLE, NULL);

  return adw_window_title_get_title (ADW_WINDOW_TITLE (title));
}


static GtkAdjustment *
get_adjustment (GtkWindow *help)
{
  GtkWidget *scroller = find_widget (GTK_WIDGET (help), GTK_TYPE_SCROLLED_WINDOW, NULL);

  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
}


/* Whether what is shown has been measured, and is too long to be seen at once. */
static gboolean
can_scroll (GtkWindow *help)
{
  GtkAdjustment *adjustment = get_adjustment (help);

  return gtk_adjustment_get_page_size (adjustment) > 0
         && gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment) + 100;
}


/* px; also where an action has a row of digits, or several keys with Shift and Ctrl. */
static void
assert_narrow (GtkWindow *help)
{
  int width;

  gtk_widget_measure (GTK_WIDGET (help), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_assert_cmpint (width, <=, 360);
}


/* From F1 to a page, down it, back, and out. */
static void
test_read (WindowFixture *self,
           gconstpointer  script)
{
  GtkWindow *help;

  press_key (self->window, "F1");
  test_wait_until (find_window (CHAT_TYPE_HELP_WINDOW) != NULL);
  help = find_window (CHAT_TYPE_HELP_WINDOW);
  test_wait_until (gtk_window_is_active (help));
  g_assert_cmpstr (get_title (help), ==, "Claude Chat");
  press_key (help, "Tab");
  press_key (help, "Down");
  press_key (help, "Return");
  test_wait_until (g_str_equal (get_title (help), "Accounts and models"));
  press_key (help, "<Alt>Left");
  test_wait_until (g_str_equal (get_title (help), "Claude Chat"));
  chat_help_window_show (CHAT_HELP_WINDOW (help), "keys");
  g_assert_cmpstr (get_title (help), ==, "All keys");
  test_wait_until (can_scroll (help));
  assert_narrow (help);
  press_key (help, "Down");
  test_wait_until (gtk_adjustment_get_value (get_adjustment (help)) > 0);
  press_key (help, "Home");
  test_wait_until (gtk_adjustment_get_value (get_adjustment (help)) <= 0);
  chat_help_window_show (CHAT_HELP_WINDOW (help), "no-such-page");
  g_assert_cmpstr (get_title (help), ==, "All keys");
  press_key (help, "Escape");
  test_wait_until (find_window (CHAT_TYPE_HELP_WINDOW) == NULL);
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

  g_test_add_func ("/help/parse", test_parse);
  g_test_add_func ("/help/pages", test_pages);
  g_test_add_func ("/help/keys", test_keys);
  g_test_add ("/help/read", WindowFixture, ANSWERS, window_fixture_set_up, test_read,
              window_fixture_tear_down);

  return g_test_run ();
}
