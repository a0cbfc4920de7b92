/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be done with the blocks of code in the transcript: copied, saved, folded.
 */

#include "transcript-support.h"

#include "chat-code-button.h"
#include "chat-code-language.h"
#include "chat-code-save.h"
#include "chat-keymap.h"

#include <string.h>

#define TEXT "{\"type\":\"text\",\"text\":\"\"}"

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
  GtkWidget *image = find_type (gtk_widget_get_last_child (card), GTK_TYPE_IMAGE);

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
  g_signal_emit_by_name (gtk_widget_get_last_child (card), "clicked");
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

/* The key that is shown is the one that copies. */
static void
test_copy_keys_changed (void)
{
  ChatKeymap *keymap = chat_keymap_get (gdk_display_get_default ());
  const ChatShortcut *entry = chat_shortcuts_find ("code.copy");
  GtkWidget *card, *cap;
  Talk talk;

  talk_open (&talk, 800, 600);
  talk_say (&talk, "Code?");
  talk_answer (&talk, TWO_BLOCKS);
  talk_frame (&talk);
  talk_press (&talk, "<Alt>Up");
  talk_frame (&talk);
  card = find_type (GTK_WIDGET (talk.column), CHAT_TYPE_CODE_BUTTON);
  cap = gtk_widget_get_first_child (gtk_button_get_child (
    GTK_BUTTON (gtk_widget_get_last_child (card))));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (cap)), ==, "1");

  chat_keymap_add_key (keymap, entry, "<Alt>1");
  chat_keymap_remove_key (keymap, entry, "1");
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (cap)), ==, "Alt+1");
  talk_press_here (&talk, "<Alt>2");
  talk_frame (&talk);
  assert_copied (&talk, "ls second");
  chat_keymap_remove_key (keymap, entry, "<Alt>1");
  g_assert_false (gtk_widget_get_visible (cap));
  chat_keymap_reset (keymap, NULL);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (cap)), ==, "1");
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

static char *
make_long (guint n_lines)
{
  GString *text = g_string_new ("Before.\n\n```c\n");

  for (guint i = 1; i <= n_lines; i++)
    g_string_append_printf (text, "int line_%u;\n", i);
  g_string_append (text, "```\n\nAfter.\n");

  return g_string_free (text, FALSE);
}

static void
assert_folded (Talk     *talk,
               gboolean  folded)
{
  g_autofree char *text = talk_dup_visible (talk);

  g_assert_nonnull (strstr (text, "int line_40;"));
  g_assert_nonnull (strstr (text, folded ? "Show all (60 lines)" : "Show less"));
  g_assert_null (strstr (text, folded ? "Show less" : "Show all"));
  g_assert_true (folded == (strstr (text, "line_41;") == NULL));
  g_assert_true (folded == (strstr (text, "line_60;") == NULL));
  g_assert_nonnull (strstr (text, "After."));
}

static gboolean
shows (Talk       *talk,
       const char *text)
{
  g_autofree char *visible = talk_dup_visible (talk);

  return strstr (visible, text) != NULL;
}

/* Long code is cut; what is pressed stays where it is, and so does all above it. */
static void
test_fold (void)
{
  g_autofree char *text = make_long (60);
  int y;
  Talk talk;

  talk_open (&talk, 800, 600);
  talk_say (&talk, "Code?");
  talk_answer (&talk, text);
  talk_wait_for_colors (&talk);
  assert_folded (&talk, TRUE);
  g_assert_cmpint (talk_get_look (&talk, "int line_40"), ==, 'c');

  y = talk_get_y (&talk, "int line_40;");
  talk_click (&talk, "Show all", 60);
  talk_wait_for_colors (&talk);
  assert_folded (&talk, FALSE);
  g_assert_cmpint (talk_get_y (&talk, "int line_40;"), ==, y);
  g_assert_cmpint (talk_get_look (&talk, "int line_39"), ==, 'c');
  g_assert_cmpint (talk_get_look (&talk, "int line_60"), ==, 'c');

  talk_press (&talk, "End");
  talk_frame (&talk);
  y = talk_get_y (&talk, "Show less");
  talk_click (&talk, "Show less", 60);
  talk_wait_for_colors (&talk);
  assert_folded (&talk, TRUE);
  g_assert_cmpint (talk_get_y (&talk, "Show all"), ==, y);
  talk_close (&talk);
}

/* So is code that takes several frames to be read: only what comes live stays whole. */
static void
test_fold_large (void)
{
  g_autofree char *text = make_long (10000);
  g_autofree char *visible = NULL;
  Talk talk;

  talk_open (&talk, 800, 600);
  talk_say (&talk, "Code?");
  talk_answer (&talk, text);
  test_wait_until (shows (&talk, "After."));
  visible = talk_dup_visible (&talk);
  g_assert_nonnull (strstr (visible, "int line_40;"));
  g_assert_null (strstr (visible, "int line_41;"));
  g_assert_nonnull (strstr (visible, "Show all (10000 lines)"));
  talk_close (&talk);
}

/* The caret anywhere in it is enough for the key; copying takes all of it. */
static void
test_fold_keys (void)
{
  g_autofree char *text = make_long (60);
  g_autofree char *copied = NULL;
  Talk talk;

  talk_open (&talk, 800, 600);
  talk_say (&talk, "Code?");
  talk_answer (&talk, text);
  talk_frame (&talk);

  talk_put_caret (&talk, "int line_20;");
  talk_press (&talk, "space");
  talk_frame (&talk);
  assert_folded (&talk, FALSE);
  talk_press (&talk, "space");
  talk_frame (&talk);
  assert_folded (&talk, TRUE);

  talk_press (&talk, "<Alt>Up");
  talk_press_here (&talk, "1");
  talk_frame (&talk);
  copied = dup_clipboard (&talk);
  g_assert_true (g_str_has_suffix (copied, "int line_60;"));
  talk_close (&talk);
}

/* Nobody's reading is cut off when the code that he watched is complete. */
static void
test_fold_streamed (void)
{
  g_autofree char *text = make_long (60);
  ChatContentBlock *block;
  Talk talk;

  talk_open (&talk, 800, 600);
  talk_say (&talk, "Code?");
  talk_reply (&talk);
  block = talk_block (&talk, TEXT);
  for (const char *p = text; *p != '\0'; p += MIN (strlen (p), 50))
    {
      g_autofree char *piece = g_strndup (p, 50);

      talk_add (&talk, block, piece);
      talk_frame (&talk);
    }
  talk_close_block (&talk, block);
  talk_end (&talk, CHAT_MESSAGE_COMPLETE);
  talk_wait_for_colors (&talk);
  assert_folded (&talk, FALSE);
  g_assert_cmpint (talk_get_look (&talk, "int line_60"), ==, 'c');
  talk_close (&talk);
}

/* As the reader left it, so it is when he comes back, each block for itself. */
static void
test_fold_remembered (void)
{
  g_autofree char *long_text = make_long (60);
  g_autofree char *text = g_strdup_printf ("```\n%s```\n\n%s", "other\n", long_text);
  g_autofree char *state = NULL;
  g_autoptr(ChatConversation) conversation = NULL;
  Talk talk;

  talk_open (&talk, 800, 600);
  talk_say (&talk, "Code?");
  talk_answer (&talk, text);
  talk_answer (&talk, long_text);
  talk_frame (&talk);
  talk_put_caret (&talk, "int line_20;");
  talk_press (&talk, "space");
  talk_frame (&talk);
  conversation = g_object_ref (talk.conversation);
  state = chat_transcript_dup_state (talk.transcript);
  talk_close (&talk);

  talk_open (&talk, 800, 600);
  g_set_object (&talk.conversation, conversation);
  chat_transcript_set_conversation (talk.transcript, conversation);
  chat_transcript_restore_state (talk.transcript, state);
  test_wait_until (shows (&talk, "Show all (60 lines)"));
  g_assert_true (shows (&talk, "Show less"));
  talk_put_caret (&talk, "int line_20;");
  talk_press (&talk, "space");
  talk_frame (&talk);
  g_assert_false (shows (&talk, "Show less"));
  talk_close (&talk);
}

int
main (int    argc,
      char **argv)
{
  talk_init (&argc, &argv);

  g_test_add_func ("/transcript/code/copy-button", test_copy_button);
  g_test_add_func ("/transcript/code/copy-keys", test_copy_keys);
  g_test_add_func ("/transcript/code/copy-keys-changed", test_copy_keys_changed);
  g_test_add_func ("/transcript/code/few-buttons", test_few_buttons);
  g_test_add_func ("/transcript/code/save-name", test_save_name);
  g_test_add_func ("/transcript/code/fold", test_fold);
  g_test_add_func ("/transcript/code/fold-large", test_fold_large);
  g_test_add_func ("/transcript/code/fold-keys", test_fold_keys);
  g_test_add_func ("/transcript/code/fold-streamed", test_fold_streamed);
  g_test_add_func ("/transcript/code/fold-remembered", test_fold_remembered);

  return g_test_run ();
}
