/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is selected, and how it gets out: text, Markdown and HTML at once, across messages, while
 * they stream, and beyond the page.
 */

#include "labels.h"
#include "transcript-support.h"

#include <string.h>

static void
select_text (Talk       *talk,
             const char *first,
             const char *last)
{
  GtkTextIter start;
  GtkTextIter end;
  GtkTextIter unused;

  talk_find (talk, first, &start, &unused);
  talk_find (talk, last, &unused, &end);
  gtk_text_buffer_select_range (gtk_text_view_get_buffer (talk->column), &end, &start);
}

static void
assert_copied (Talk       *talk,
               const char *mime_type,
               const char *expected)
{
  g_autofree char *text = talk_read_clipboard (
    gtk_widget_get_clipboard (GTK_WIDGET (talk->column)), mime_type);

  g_assert_cmpstr (text, ==, expected);
}

static void
activate (Talk       *talk,
          const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (talk->column), action, NULL));
}

static void
test_formats (void)
{
  Talk talk;

  talk_open (&talk, 700, 500);
  talk_say (&talk, "What is <b>?");
  talk_answer (&talk, "It is **bold**.\n\nAnd more.");
  talk_say (&talk, "Thanks");
  talk_frame (&talk);

  select_text (&talk, "You", "And more.");
  activate (&talk, "transcript.copy");
  assert_copied (&talk, "text/markdown",
                 "## You\n\nWhat is <b>?\n\n## Claude Opus 5\n\nIt is **bold**.\n\nAnd more.");
  assert_copied (&talk, "text/html",
                 "<h2>You</h2>\n<p style=\"white-space: pre-wrap\">What is &lt;b&gt;?</p>\n"
                 "<h2>Claude Opus 5</h2>\n<p>It is <strong>bold</strong>.</p>\n<p>And more.</p>\n");

  activate (&talk, "transcript.copy-markdown");
  assert_copied (&talk, "text/plain;charset=utf-8",
                 "## You\n\nWhat is <b>?\n\n## Claude Opus 5\n\nIt is **bold**.\n\nAnd more.");
  talk_close (&talk);
}

/* Within a message nobody is named; a prompt is what was typed, not what it could mean. */
static void
test_part (void)
{
  Talk talk;

  talk_open (&talk, 700, 500);
  talk_say (&talk, "one *two* three\nfour");
  talk_answer (&talk, "And more of it.");
  talk_frame (&talk);
  select_text (&talk, "two", "four");
  activate (&talk, "transcript.copy");
  assert_copied (&talk, "text/plain;charset=utf-8", "two* three\nfour");
  assert_copied (&talk, "text/html",
                 "<p style=\"white-space: pre-wrap\">two* three\nfour</p>\n");

  select_text (&talk, "more", "of");
  activate (&talk, "transcript.copy");
  assert_copied (&talk, "text/plain;charset=utf-8", "more of");
  assert_copied (&talk, "text/html", "<p style=\"white-space: pre-wrap\">more of</p>\n");

  /* Nothing selected: what was copied stays. */
  talk_put_caret (&talk, "more");
  activate (&talk, "transcript.copy");
  assert_copied (&talk, "text/plain;charset=utf-8", "more of");
  talk_close (&talk);
}

/* Blocks as a whole are the source to the byte, with all that is between them. */
static void
test_blocks (void)
{
  Talk talk;

  talk_open (&talk, 700, 500);
  talk_say (&talk, "Show me");
  talk_answer (&talk, "Before **it**.\n\n\n*  one `a`\n*  two\n    - inner\n\n> said\n> so\n\n"
               "```c\nint x;\nint y;\n```\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n\nThe end.");
  talk_frame (&talk);
  select_text (&talk, "one", "so");
  activate (&talk, "transcript.copy");
  assert_copied (&talk, "text/markdown",
                 "one a\n\n*  two\n    - inner\n\n> said\n> so");
  select_text (&talk, "Before", "so");
  activate (&talk, "transcript.copy");
  assert_copied (&talk, "text/markdown",
                 "Before **it**.\n\n\n*  one `a`\n*  two\n    - inner\n\n> said\n> so");
  select_text (&talk, "int y", "y;");
  activate (&talk, "transcript.copy");
  assert_copied (&talk, "text/markdown", "```c\nint y;\n```\n");
  assert_copied (&talk, "text/html", "<pre><code>int y;</code></pre>\n");
  select_text (&talk, "int x", "The end.");
  activate (&talk, "transcript.copy");
  talk_close (&talk);
}

static char *
dup_selected (Talk *talk)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (talk->column);
  GtkTextIter start;
  GtkTextIter end;

  if (!gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
    return g_strdup ("");

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* It stays while text comes behind it, in it, and when the turn ends. */
static void
test_stream (void)
{
  Talk talk;
  ChatContentBlock *block;
  g_autofree char *selected = NULL;

  talk_open (&talk, 700, 500);
  talk_say (&talk, "A question");
  talk_reply (&talk);
  block = talk_block (&talk, "{\"type\":\"text\",\"text\":\"\"}");
  talk_add (&talk, block, "The beginning of an answer");
  talk_frame (&talk);
  select_text (&talk, "question", "beginning");
  selected = dup_selected (&talk);
  for (int i = 0; i < 30; i++)
    {
      g_autofree char *now = NULL;

      talk_add (&talk, block, " and it goes on\n\n- and on");
      talk_frame (&talk);
      now = dup_selected (&talk);
      g_assert_cmpstr (now, ==, selected);
    }
  talk_end (&talk, CHAT_MESSAGE_COMPLETE);
  talk_say (&talk, "And another");
  talk_frame (&talk);
  g_clear_pointer (&selected, g_free);
  selected = dup_selected (&talk);
  g_assert_nonnull (strstr (selected, "The beginning"));
  talk_close (&talk);
}

static void
fill (Talk  *talk,
      guint  n_messages)
{
  for (guint i = 0; i < n_messages; i++)
    {
      g_autofree char *text = g_strdup_printf ("text of message %u, "
                                               "which is the one with that number", i);

      if (i % 2 == 0)
        talk_say (talk, text);
      else
        talk_answer (talk, text);
    }
  for (int i = 0; i < 10; i++)
    talk_frame (talk);
}

/* All of the conversation, whatever is on the page; and what comes later is selected as well. */
static void
test_all (void)
{
  Talk talk;
  g_autofree char *text = NULL;
  g_autofree char *selected = NULL;

  talk_open (&talk, 700, 500);
  fill (&talk, 500);
  activate (&talk, "transcript.select-all");
  selected = dup_selected (&talk);
  g_assert_nonnull (strstr (selected, "message 499,"));
  g_assert_null (strstr (selected, "message 3,"));
  activate (&talk, "transcript.copy");
  text = talk_read_clipboard (gtk_widget_get_clipboard (GTK_WIDGET (talk.column)), "text/markdown");
  g_assert_true (g_str_has_prefix (text, "## You\n\ntext of message 0, "));
  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *words = g_strdup_printf ("message %u,", i);

      g_assert_nonnull (strstr (text, words));
    }

  /* Elsewhere in it all that is seen is selected. */
  chat_transcript_show_message (talk.transcript,
                                chat_conversation_get_message (talk.conversation, 100));
  activate (&talk, "transcript.copy");
  talk_frame (&talk);
  talk_close (&talk);
}

/* The reader goes elsewhere and comes back: what was selected is, and can be copied from there. */
static void
test_jump (void)
{
  Talk talk;
  g_autofree char *selected = NULL;
  g_autofree char *back = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *text = NULL;

  talk_open (&talk, 700, 500);
  fill (&talk, 500);
  select_text (&talk, "one with that number", "message 484");
  select_text (&talk, "message 480,", "message 484");
  selected = dup_selected (&talk);
  g_assert_true (g_str_has_prefix (selected, "message 480, which"));
  activate (&talk, "transcript.copy");

  talk_press (&talk, "Home");
  talk_frame (&talk);
  shown = talk_dup_text (&talk);
  g_assert_null (strstr (shown, "message 480"));
  activate (&talk, "transcript.copy");
  text = talk_read_clipboard (gtk_widget_get_clipboard (GTK_WIDGET (talk.column)), "text/markdown");
  g_assert_cmpstr (text, ==,
                   "message 480, which is the one with that number\n\n"
                   "## Claude Opus 5\n\ntext of message 481, which is the one with that number\n\n"
                   "## You\n\ntext of message 482, which is the one with that number\n\n"
                   "## Claude Opus 5\n\ntext of message 483, which is the one with that number\n\n"
                   "## You\n\ntext of message 484");

  chat_transcript_scroll_to_latest (talk.transcript);
  talk_frame (&talk);
  back = dup_selected (&talk);
  g_assert_cmpstr (back, ==, selected);
  talk_close (&talk);
}

/* The middle button gives what is read, without what is there for looks. */
static void
test_primary (void)
{
  Talk talk;
  GdkClipboard *primary;
  GdkContentProvider *before;
  g_autofree char *text = NULL;

  talk_open (&talk, 700, 500);
  fill (&talk, 4);
  primary = gtk_widget_get_primary_clipboard (GTK_WIDGET (talk.column));
  gdk_clipboard_set_text (primary, "before");
  before = gdk_clipboard_get_content (primary);
  select_text (&talk, "number", "message 3");
  test_wait_until (gdk_clipboard_get_content (primary) != before);
  text = talk_read_clipboard (primary, "text/plain;charset=utf-8");
  g_assert_nonnull (strstr (text, "Claude\ntext of message 3"));
  g_assert_null (strstr (text, "\xc2\xa0"));
  /* Something else offers, and the selection stays. */
  gdk_clipboard_set_text (primary, "elsewhere");
  talk_frame (&talk);
  g_clear_pointer (&text, g_free);
  text = dup_selected (&talk);
  g_assert_true (g_str_has_suffix (text, "message 3"));
  talk_close (&talk);
}

static GtkWidget *
find_menu (GtkWidget *widget)
{
  if (GTK_IS_POPOVER_MENU (widget))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_menu (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* At what is selected; it goes when it is closed. */
static void
test_menu (void)
{
  Talk talk;
  GtkWidget *menu;

  talk_open (&talk, 700, 500);
  fill (&talk, 4);
  select_text (&talk, "text of message 2", "which");
  gtk_widget_grab_focus (GTK_WIDGET (talk.column));
  activate (&talk, "transcript.menu");
  talk_frame (&talk);
  menu = find_menu (GTK_WIDGET (talk.transcript));
  g_assert_nonnull (menu);
  g_assert_true (gtk_widget_get_mapped (menu));
  g_assert_true (labels_say (menu, "Copy"));
  g_assert_true (labels_say (menu, "Copy as Markdown"));
  g_assert_true (labels_say (menu, "Select all"));
  gtk_popover_popdown (GTK_POPOVER (menu));
  test_wait_until (find_menu (GTK_WIDGET (talk.transcript)) == NULL);
  talk_close (&talk);
}

/* Opens the menu at the line with @text, as its key does. */
static GtkWidget *
open_menu (Talk       *talk,
           const char *text)
{
  GtkWidget *menu;

  talk_put_caret (talk, text);
  gtk_widget_grab_focus (GTK_WIDGET (talk->column));
  activate (talk, "transcript.menu");
  talk_frame (talk);
  menu = find_menu (GTK_WIDGET (talk->transcript));
  g_assert_nonnull (menu);
  return menu;
}

static void
close_menu (Talk      *talk,
            GtkWidget *menu)
{
  gtk_popover_popdown (GTK_POPOVER (menu));
  test_wait_until (find_menu (GTK_WIDGET (talk->transcript)) == NULL);
}

/* Does what the item says, from where the menu is. */
static gboolean
choose_from (GtkWidget  *menu,
             GMenuModel *model,
             const char *label)
{
  for (int i = 0; i < g_menu_model_get_n_items (model); i++)
    {
      g_autoptr(GMenuModel) section = g_menu_model_get_item_link (model, i, G_MENU_LINK_SECTION);
      g_autoptr(GVariant) target = NULL;
      g_autofree char *name = NULL;
      g_autofree char *action = NULL;

      if (section != NULL && choose_from (menu, section, label))
        return TRUE;
      if (!g_menu_model_get_item_attribute (model, i, G_MENU_ATTRIBUTE_LABEL, "s", &name) ||
          !g_str_equal (name, label))
        continue;
      g_assert_true (g_menu_model_get_item_attribute (model, i, G_MENU_ATTRIBUTE_ACTION, "s",
                                                      &action));
      target = g_menu_model_get_item_attribute_value (model, i, G_MENU_ATTRIBUTE_TARGET, NULL);
      return gtk_widget_activate_action_variant (menu, action, target);
    }

  return FALSE;
}

static void
choose (Talk       *talk,
        const char *text,
        const char *label)
{
  GtkWidget *menu = open_menu (talk, text);

  g_assert_true (choose_from (menu, gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (menu)),
                              label));
  close_menu (talk, menu);
}

#define NARROW "| a | b |\n|--:|---|\n| *1* | x, y |\n"
#define WIDE "| " WORDS " | " WORDS " | " WORDS " |\n|---|---|---|\n| wide | " WORDS " | end |\n"
#define WORDS "a few words that take some room in a row"

static void
talk_of_tables (Talk *talk)
{
  talk_open (talk, 500, 500);
  talk_say (talk, "Tables?");
  talk_answer (talk, "One:\n\n" NARROW "\nTwo:\n\n" WIDE "\n```c\nint code;\n```\n");
  talk_frame (talk);
}

/* A table can be had in three ways, whether it is drawn or written. */
static void
test_tables (void)
{
  Talk talk;

  talk_of_tables (&talk);
  choose (&talk, "x, y", "Copy table as Markdown");
  assert_copied (&talk, "text/plain;charset=utf-8", "| a | b |\n|--:|---|\n| *1* | x, y |");
  choose (&talk, "x, y", "Copy table as CSV");
  assert_copied (&talk, "text/plain;charset=utf-8", "a,b\r\n1,\"x, y\"\r\n");
  assert_copied (&talk, "text/csv;charset=utf-8", "a,b\r\n1,\"x, y\"\r\n");
  choose (&talk, "x, y", "Copy table as HTML");
  assert_copied (&talk, "text/html",
                 "<table>\n<thead>\n"
                 "<tr><th style=\"text-align: right\">a</th><th>b</th></tr>\n"
                 "</thead>\n<tbody>\n"
                 "<tr><td style=\"text-align: right\"><em>1</em></td><td>x, y</td></tr>\n"
                 "</tbody>\n</table>\n");
  assert_copied (&talk, "text/plain;charset=utf-8",
                 "<table>\n<thead>\n"
                 "<tr><th style=\"text-align: right\">a</th><th>b</th></tr>\n"
                 "</thead>\n<tbody>\n"
                 "<tr><td style=\"text-align: right\"><em>1</em></td><td>x, y</td></tr>\n"
                 "</tbody>\n</table>\n");
  choose (&talk, "wide", "Copy table as CSV");
  assert_copied (&talk, "text/plain;charset=utf-8",
                 WORDS "," WORDS "," WORDS "\r\nwide," WORDS ",end\r\n");
  talk_close (&talk);
}

/* What can be done with a block is offered within it only. */
static void
test_menu_of_block (void)
{
  const struct
  {
    const char *text;
    gboolean    table;
    gboolean    code;
  } cases[] = { { "One:", FALSE, FALSE }, { "x, y", TRUE, FALSE }, { "wide", TRUE, FALSE },
                { "int code", FALSE, TRUE } };
  Talk talk;

  talk_of_tables (&talk);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *menu = open_menu (&talk, cases[i].text);

      g_assert_cmpint (labels_say (menu, "Copy table as CSV"), ==, cases[i].table);
      g_assert_cmpint (labels_say (menu, "Copy code"), ==, cases[i].code);
      close_menu (&talk, menu);
    }
  choose (&talk, "int code", "Copy _code");
  assert_copied (&talk, "text/plain;charset=utf-8", "int code;");
  talk_close (&talk);
}

static gpointer
find_drag (Talk *talk)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (talk->column));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DRAG_SOURCE (controller))
        return controller;
    }

  g_error ("Nothing can be dragged");
}

/* However fast the presses, no timer of theirs is left to write into what is gone. */
static void
test_presses (void)
{
  gpointer drag;
  Talk talk;

  talk_open (&talk, 600, 400);
  drag = find_drag (&talk);
  for (int i = 0; i < 3; i++)
    g_signal_emit_by_name (drag, "begin", NULL);
  talk_close (&talk);

  g_assert_null (g_main_context_find_source_by_user_data (NULL, drag));
}

int
main (int    argc,
      char **argv)
{
  talk_init (&argc, &argv);

  g_test_add_func ("/transcript-copy/formats", test_formats);
  g_test_add_func ("/transcript-copy/part", test_part);
  g_test_add_func ("/transcript-copy/blocks", test_blocks);
  g_test_add_func ("/transcript-copy/stream", test_stream);
  g_test_add_func ("/transcript-copy/all", test_all);
  g_test_add_func ("/transcript-copy/jump", test_jump);
  g_test_add_func ("/transcript-copy/menu", test_menu);
  g_test_add_func ("/transcript-copy/menu-of-block", test_menu_of_block);
  g_test_add_func ("/transcript-copy/tables", test_tables);
  g_test_add_func ("/transcript-copy/primary", test_primary);
  g_test_add_func ("/transcript-copy/presses", test_presses);

  return g_test_run ();
}
