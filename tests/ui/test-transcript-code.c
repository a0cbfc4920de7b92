/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks of code in the transcript: their colours, what hides in them, and what is done to them.
 */

#include "transcript-support.h"

#include "chat-code-button.h"
#include "chat-code-language.h"
#include "chat-code-save.h"
#include "chat-column.h"

#include <string.h>

#define TEXT "{\"type\":\"text\",\"text\":\"\"}"

#define N_SEEDS 2

static ChatCodeTags *
get_code_tags (Talk *talk)
{
  return chat_tags_get_code (chat_column_get_tags (CHAT_COLUMN (talk->column)));
}

static void
wait_for_colors (Talk *talk)
{
  ChatHighlighter *highlighter = chat_column_get_highlighter (CHAT_COLUMN (talk->column));

  talk_frame (talk);
  test_wait_until (chat_highlighter_is_idle (highlighter));
}

static char
get_letter (ChatCodeTags      *tags,
            const GtkTextIter *at)
{
  char letter = '.';

  for (int i = CHAT_CODE_PLAIN + 1; i < CHAT_N_CODE_STYLES; i++)
    {
      if (gtk_text_iter_has_tag (at, chat_code_tags_get (tags, (ChatCodeStyle) i)))
        {
          g_assert_cmpint (letter, ==, '.');
          letter = (char) ('a' + i - 1);
        }
    }

  return letter;
}

/* What each character of the page looks like: its style as a letter, plain ones as dots. */
static char *
dup_letters (Talk *talk)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (talk->column);
  GString *letters = g_string_new (NULL);
  GtkTextIter at;

  gtk_text_buffer_get_start_iter (buffer, &at);
  do
    {
      char letter = get_letter (get_code_tags (talk), &at);

      /* No tag may run over the end of a line. */
      if (gtk_text_iter_ends_line (&at))
        g_assert_cmpint (letter, ==, '.');
      g_string_append_c (letters, gtk_text_iter_ends_line (&at) ? '\n' : letter);
    }
  while (gtk_text_iter_forward_char (&at));

  /* Below a reply stands how long it took, and room. */
  for (int i = 0; i < 2; i++)
    g_string_truncate (letters, (gsize) (strrchr (letters->str, '\n') - letters->str));

  return g_string_free (letters, FALSE);
}

static char *
wrap (const char *name)
{
  const ChatCodeLanguage *language = chat_code_language_find (strrchr (name, '.') + 1);
  g_autofree char *path = g_strconcat ("code/samples/", name, NULL);
  g_autofree char *code = test_load_fixture (path, NULL);

  /* Four backticks: one of the samples has fences itself. */
  return g_strdup_printf ("Before.\n\n````%s\n%s````\n\nBetween.\n\n```sh\nls $HOME\n```\n",
                          language->extension, code);
}

static char *
answer_at_once (const char *text)
{
  Talk talk;
  char *letters;

  talk_open (&talk, 800, 600);
  talk_say (&talk, "Code?");
  talk_answer (&talk, text);
  wait_for_colors (&talk);
  letters = dup_letters (&talk);
  talk_close (&talk);
  return letters;
}

static char *
stream (const char *text,
        GRand      *rand)
{
  const char *end = text + strlen (text);
  int largest = g_rand_int_range (rand, 20, 300);
  ChatContentBlock *block;
  Talk talk;
  char *letters;

  talk_open (&talk, 800, 600);
  talk_say (&talk, "Code?");
  talk_reply (&talk);
  block = talk_block (&talk, TEXT);
  while (text < end)
    {
      gsize length = (gsize) MIN (g_rand_int_range (rand, 1, largest), end - text);
      g_autofree char *piece = g_strndup (text, length);

      talk_add (&talk, block, piece);
      text += length;
      if (g_rand_int_range (rand, 0, 4) == 0)
        talk_frame (&talk);
    }
  talk_close_block (&talk, block);
  talk_end (&talk, CHAT_MESSAGE_COMPLETE);
  wait_for_colors (&talk);
  letters = dup_letters (&talk);
  talk_close (&talk);
  return letters;
}

/* However a reply came, its code has the colours of one that came at once. */
static void
test_stream (gconstpointer data)
{
  g_autofree char *text = wrap (data);
  g_autofree char *expected = answer_at_once (text);

  g_assert_cmpuint (strcspn (expected, "abcdefghijklmnop"), <, strlen (expected));
  for (guint seed = 0; seed < N_SEEDS; seed++)
    {
      g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
      g_autofree char *letters = stream (text, rand);

      g_test_message ("seed %u", seed);
      g_assert_cmpstr (letters, ==, expected);
    }
}

static char
get_letter_of (Talk       *talk,
               const char *text)
{
  GtkTextIter start;
  GtkTextIter end;

  talk_find (talk, text, &start, &end);
  return get_letter (get_code_tags (talk), &start);
}

/* While it streams the open line has its colours in the frame in which it comes. */
static void
test_live (void)
{
  ChatContentBlock *block;
  Talk talk;

  talk_open (&talk, 800, 600);
  talk_say (&talk, "Code?");
  /* The language is there. */
  talk_answer (&talk, "```c\nint a;\n```\n");
  wait_for_colors (&talk);

  talk_reply (&talk);
  block = talk_block (&talk, TEXT);
  talk_add (&talk, block, "```c\n/* one\ntwo */ retur");
  talk_frame (&talk);
  g_assert_cmpint (get_letter_of (&talk, "two"), ==, 'a');
  g_assert_cmpint (get_letter_of (&talk, "retur"), ==, '.');
  talk_add (&talk, block, "n \"x");
  talk_frame (&talk);
  g_assert_cmpint (get_letter_of (&talk, "return"), ==, 'd');
  g_assert_cmpint (get_letter_of (&talk, "\"x"), ==, 'b');

  talk_end (&talk, CHAT_MESSAGE_COMPLETE);
  talk_close (&talk);
}

/* Without a word after the fence the language is what is certain. */
static void
test_guess (void)
{
  g_autofree char *text = NULL;
  Talk talk;

  talk_open (&talk, 800, 600);
  talk_say (&talk, "Code?");
  talk_answer (&talk, "```\n#!/bin/sh\nif true; then ls; fi\n```\n\n```\nif x\n```\n"
                      "\n```Elvish\nx\n```\n");
  wait_for_colors (&talk);

  text = talk_dup_visible (&talk);
  g_assert_nonnull (strstr (text, "Shell · 2 lines\n"));
  g_assert_nonnull (strstr (text, "Code · 1 line\n"));
  g_assert_nonnull (strstr (text, "Elvish · 1 line\n"));
  g_assert_cmpint (get_letter_of (&talk, "if true"), ==, 'd');
  g_assert_cmpint (get_letter_of (&talk, "if x"), ==, '.');
  talk_close (&talk);
}

/* What hides shows, has no effect, and is copied as it is. */
static void
test_deceptive (void)
{
  const char *code = "if (admin\u202e) { /\u200b* x */ }";
  g_autofree char *text = g_strdup_printf ("```c\n%s\n```\n", code);
  g_autofree char *copied = NULL;
  GtkTextTag *unseen;
  GtkTextIter start;
  GtkTextIter end;
  Talk talk;

  talk_open (&talk, 800, 600);
  talk_say (&talk, "Code?");
  talk_answer (&talk, text);
  wait_for_colors (&talk);

  talk_find (&talk, "⟦RLO⟧", &start, &end);
  unseen = chat_tags_get_inline (chat_column_get_tags (CHAT_COLUMN (talk.column)),
                                 CHAT_INLINE_UNSEEN);
  g_assert_true (gtk_text_iter_has_tag (&end, unseen));
  g_assert_cmphex (gtk_text_iter_get_char (&end), ==, 0x202e);
  talk_find (&talk, "⟦ZWSP⟧", &start, &end);
  g_assert_cmphex (gtk_text_iter_get_char (&end), ==, 0x200b);

  talk_find (&talk, "if (admin", &start, &end);
  copied = talk_copy (&talk, &start, "x */ }");
  g_assert_cmpstr (copied, ==, code);
  talk_close (&talk);
}

#define TWO_BLOCKS "One:\n\n```c\nint first;\n```\n\nTwo:\n\n```sh\nls second\n```\n"

static char *
dup_clipboard (Talk *talk)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (talk->column));
  GdkContentProvider *content = gdk_clipboard_get_content (clipboard);
  g_auto(GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_assert_nonnull (content);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  return g_value_dup_string (&value);
}

static void
assert_copied (Talk       *talk,
               const char *expected)
{
  g_autofree char *copied = dup_clipboard (talk);

  g_assert_cmpstr (copied, ==, expected);
}

static void
count_type_in (GtkWidget *widget,
               GType      type,
               guint     *count)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    (*count)++;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count_type_in (child, type, count);
}

static guint
count_buttons (Talk *talk)
{
  guint count = 0;

  count_type_in (GTK_WIDGET (talk->column), CHAT_TYPE_CODE_BUTTON, &count);
  return count;
}

static GtkWidget *
find_type (GtkWidget *widget,
           GType      type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_type (child, type);

  return found;
}

static const char *
get_words (GtkWidget *card)
{
  GtkWidget *image = find_type (card, GTK_TYPE_IMAGE);

  return gtk_label_get_label (GTK_LABEL (gtk_widget_get_next_sibling (image)));
}

/* The button stands over the line of its card, copies the code and says so. */
static void
test_copy_button (void)
{
  GtkWidget *card;
  Talk talk;

  talk_open (&talk, 800, 600);
  talk_say (&talk, "Code?");
  talk_answer (&talk, TWO_BLOCKS);
  test_wait_until (count_buttons (&talk) == 2);

  card = find_type (GTK_WIDGET (talk.column), CHAT_TYPE_CODE_BUTTON);
  g_assert_cmpstr (get_words (card), ==, "Copy");
  g_signal_emit_by_name (find_type (card, GTK_TYPE_BUTTON), "clicked");
  talk_frame (&talk);
  assert_copied (&talk, "int first;");
  g_assert_cmpstr (get_words (card), ==, "Copied");
  test_wait_until (g_str_equal (get_words (card), "Copy"));
  talk_close (&talk);
}

/* The keys are for the message at the cursor, and show only there. */
static void
test_copy_keys (void)
{
  Talk talk;

  talk_open (&talk, 800, 600);
  talk_say (&talk, "Code?");
  talk_answer (&talk, TWO_BLOCKS);
  talk_frame (&talk);

  talk_press (&talk, "<Alt>Up");
  talk_press_here (&talk, "2");
  talk_frame (&talk);
  assert_copied (&talk, "ls second");
  talk_press_here (&talk, "1");
  talk_frame (&talk);
  assert_copied (&talk, "int first;");
  talk_press_here (&talk, "3");
  talk_frame (&talk);
  assert_copied (&talk, "int first;");
  talk_close (&talk);
}

/* However many blocks there are, only those near have a button. */
static void
test_few_buttons (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  Talk talk;

  for (int i = 0; i < 200; i++)
    g_string_append_printf (text, "```c\nint x%d;\n```\n\n", i);
  talk_open (&talk, 800, 600);
  talk_say (&talk, "Code?");
  talk_answer (&talk, text->str);
  test_wait_until (count_buttons (&talk) > 2);
  for (int i = 0; i < 5; i++)
    {
      talk_wheel (&talk, TRUE);
      talk_frame (&talk);
      g_assert_cmpuint (count_buttons (&talk), <=, 24);
    }
  talk_close (&talk);
}

/* What stands after the fence may name the file, but never where it goes. */
static void
test_save_name (void)
{
  static const struct
  {
    const char *info;
    const char *language;
    const char *name;
  } cases[] = {
    { "c", "c", "code.c" },
    { NULL, NULL, "code.txt" },
    { "python title=tools/run.py", "python", "run.py" },
    { "js filename=\"a b.js\"", "js", "code.js" },
    { "c filename=\"src/main.c\"", "c", "main.c" },
    { "src/app.tsx", NULL, "app.tsx" },
    { "rust,no_run", "rust", "code.rs" },
    { "c ../../.bashrc", "c", "code.c" },
    { "c ..", "c", "code.c" },
    { "js {1,3-5}", "js", "code.js" },
    { "html", "html", "code.html" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name =
        chat_code_save_dup_name (cases[i].info, chat_code_language_find (cases[i].language));

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

/* A real key would open the menu, which takes all that comes after it. */
static void
press_menu_key (Talk *talk)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (talk->column));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GObject) controller = g_list_model_get_item (controllers, i);
      gboolean handled;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
          gtk_event_controller_get_propagation_phase (GTK_EVENT_CONTROLLER (controller)) ==
          GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", GDK_KEY_Menu, 0, 0, &handled);
    }
}

/* With the caret in code the context menu has its verbs, elsewhere it has not. */
static void
test_menu (void)
{
  GMenuModel *menu;
  Talk talk;

  talk_open (&talk, 800, 600);
  talk_say (&talk, "Code?");
  talk_answer (&talk, TWO_BLOCKS);
  talk_frame (&talk);

  talk_put_caret (&talk, "ls second");
  press_menu_key (&talk);
  menu = gtk_text_view_get_extra_menu (talk.column);
  g_assert_nonnull (menu);
  g_assert_cmpint (g_menu_model_get_n_items (menu), >=, 2);
  talk_put_caret (&talk, "Two:");
  press_menu_key (&talk);
  g_assert_null (gtk_text_view_get_extra_menu (talk.column));
  talk_close (&talk);
}

static void
add_samples (void)
{
  g_auto(GStrv) names = test_list_fixtures ("code/samples", "");

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/transcript/code/stream/%s", names[i]);

      g_test_add_data_func_full (path, g_strdup (names[i]), test_stream, g_free);
    }
}

int
main (int    argc,
      char **argv)
{
  talk_init (&argc, &argv);

  g_test_add_func ("/transcript/code/live", test_live);
  g_test_add_func ("/transcript/code/guess", test_guess);
  g_test_add_func ("/transcript/code/deceptive", test_deceptive);
  g_test_add_func ("/transcript/code/copy-button", test_copy_button);
  g_test_add_func ("/transcript/code/copy-keys", test_copy_keys);
  g_test_add_func ("/transcript/code/few-buttons", test_few_buttons);
  g_test_add_func ("/transcript/code/save-name", test_save_name);
  g_test_add_func ("/transcript/code/menu", test_menu);
  add_samples ();

  return g_test_run ();
}
