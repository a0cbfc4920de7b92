/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A reply streams into the transcript: how often the page changes, what stays, what folds.
 */

#include "transcript-support.h"

#include <string.h>

#define TEXT     "{\"type\":\"text\",\"text\":\"\"}"
#define THINKING "{\"type\":\"thinking\",\"thinking\":\"\"}"
#define TOOL     "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"weather\",\"input\":{}}"

typedef struct
{
  guint    n_insertions;
  guint    n_deletions;
  int      longest;     /* insertion, in bytes */
  GString *inserted;
} Changes;

static void
insert_cb (GtkTextBuffer *buffer,
           GtkTextIter   *location,
           const char    *text,
           int            length,
           Changes       *changes)
{
  changes->n_insertions++;
  changes->longest = MAX (changes->longest, length);
  g_string_append_len (changes->inserted, text, length);
}

static void
delete_cb (GtkTextBuffer *buffer,
           GtkTextIter   *start,
           GtkTextIter   *end,
           Changes       *changes)
{
  changes->n_deletions++;
}

static void
watch (Talk    *talk,
       Changes *changes)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (talk->column);

  changes->n_insertions = changes->n_deletions = 0;
  if (changes->inserted == NULL)
    changes->inserted = g_string_new (NULL);
  g_string_truncate (changes->inserted, 0);
  g_signal_handlers_disconnect_by_data (buffer, changes);
  g_signal_connect (buffer, "insert-text", G_CALLBACK (insert_cb), changes);
  g_signal_connect (buffer, "delete-range", G_CALLBACK (delete_cb), changes);
}

/* However many deltas come between two frames, the page gets one insertion of what is new. */
static void
test_one_insertion (void)
{
  Talk talk;
  Changes changes = { 0 };
  ChatContentBlock *block;

  talk_open (&talk, 600, 400);
  talk_say (&talk, "Go");
  talk_reply (&talk);
  block = talk_block (&talk, TEXT);
  talk_add (&talk, block, "Begin");
  talk_frame (&talk);

  watch (&talk, &changes);
  for (int i = 0; i < 100; i++)
    talk_add (&talk, block, " more\n\nand");
  g_assert_cmpuint (changes.n_insertions, ==, 0);
  talk_frame (&talk);

  g_assert_cmpuint (changes.n_insertions, ==, 1);
  g_assert_cmpuint (changes.n_deletions, ==, 0);
  g_assert_cmpuint (changes.inserted->len, ==, 100 * strlen (" more\nand"));
  g_string_free (changes.inserted, TRUE);
  talk_close (&talk);
}

/* Nothing runs when nothing happens. */
static void
test_idle (void)
{
  Talk talk;
  Changes changes = { 0 };

  talk_open (&talk, 600, 400);
  talk_say (&talk, "Go");
  talk_answer (&talk, "Gone");
  talk_frame (&talk);
  watch (&talk, &changes);
  talk_frame (&talk);
  talk_frame (&talk);

  g_assert_cmpuint (changes.n_insertions, ==, 0);
  g_string_free (changes.inserted, TRUE);
  talk_close (&talk);
}

/* In the end it is all on the page, whatever the cut, characters and lines included. */
static void
test_prefixes (void)
{
  const char *text = "Zwölf – ```not code``` \n\n```c\nint x;\n\n  y ();\n```\n~~~~\r\nz\r~~~~\nEnd “鼠”.";
  const char *shown = "Zwölf – not code\nC · 3 lines\nint x;\n\n  y ();\nCode · 1 line\nz\nEnd “鼠”.";
  Talk talk;
  ChatContentBlock *block;
  g_autofree char *page = NULL;

  talk_open (&talk, 600, 400);
  talk_say (&talk, "Go");
  talk_reply (&talk);
  block = talk_block (&talk, TEXT);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      g_autofree char *c = g_strndup (p, (gsize) (g_utf8_next_char (p) - p));

      talk_add (&talk, block, c);
      talk_frame (&talk);
    }

  page = talk_dup_text (&talk);
  g_assert_nonnull (strstr (page, shown));
  talk_close (&talk);
}

/* Half a character waits for its other half, and what can never be one is replaced. */
static void
test_bad_text (void)
{
  Talk talk;
  ChatContentBlock *block;

  talk_open (&talk, 600, 400);
  talk_say (&talk, "Go");
  talk_reply (&talk);
  block = talk_block (&talk, TEXT);
  talk_add (&talk, block, "mouse \xe9\xbc");
  talk_frame (&talk);
  talk_assert_shows (&talk, "mouse");
  talk_assert_hides (&talk, "\ufffd");
  talk_add (&talk, block, "\xa0 end");
  talk_frame (&talk);
  talk_assert_shows (&talk, "mouse 鼠 end");

  g_string_append_len (block->text, "nul\0nul", 7);
  talk_add (&talk, block, " bad \xff. good");
  talk_frame (&talk);
  talk_assert_shows (&talk, "nul\ufffdnul bad \ufffd. good");

  talk_add (&talk, block, "\xe9\xbc");
  talk_close_block (&talk, block);
  talk_frame (&talk);
  talk_assert_shows (&talk, "good\ufffd");
  talk_close (&talk);
}

static void
test_thinking_folds (void)
{
  Talk talk;
  ChatContentBlock *block;

  talk_open (&talk, 600, 400);
  talk_say (&talk, "Go");
  talk_reply (&talk);
  block = talk_block (&talk, THINKING);
  talk_frame (&talk);
  talk_assert_shows (&talk, "Thinking… ");

  block->started_us -= 12 * G_USEC_PER_SEC;
  talk_add (&talk, block, "Let me see.");
  talk_frame (&talk);
  talk_assert_shows (&talk, "Claude\nThinking…\nLet me see.\n");

  talk_close_block (&talk, block);
  block = talk_block (&talk, TEXT);
  talk_add (&talk, block, "Yes.");
  talk_frame (&talk);
  talk_assert_shows (&talk, "Claude\nThought for 12 s\nYes.");
  talk_assert_hides (&talk, "Let me see.");
  talk_close (&talk);
}

/* A reader who has folded it by hand, or unfolded it, is not corrected. */
static void
test_thinking_touched (void)
{
  Talk talk;
  ChatContentBlock *block;

  talk_open (&talk, 600, 400);
  talk_say (&talk, "Go");
  talk_reply (&talk);
  block = talk_block (&talk, THINKING);
  talk_add (&talk, block, "Let me see.");
  talk_frame (&talk);
  talk_put_caret (&talk, "Thinking…");

  gtk_widget_activate_action (GTK_WIDGET (talk.column), "transcript.toggle-fold", NULL);
  talk_assert_hides (&talk, "Let me see.");
  talk_add (&talk, block, " More.");
  talk_frame (&talk);
  talk_assert_hides (&talk, "More.");

  gtk_widget_activate_action (GTK_WIDGET (talk.column), "transcript.toggle-fold", NULL);
  talk_assert_shows (&talk, "Let me see. More.");
  talk_close_block (&talk, block);
  block = talk_block (&talk, TEXT);
  talk_add (&talk, block, "Yes.");
  talk_frame (&talk);
  talk_assert_shows (&talk, "Let me see. More.");
  talk_close (&talk);
}

/* Providers may keep the words of thinking to themselves: one line, without a fold. */
static void
test_thinking_hidden (void)
{
  Talk talk;
  ChatContentBlock *block;

  talk_open (&talk, 600, 400);
  talk_say (&talk, "Go");
  talk_reply (&talk);
  block = talk_block (&talk, THINKING);
  block->started_us -= 3 * G_USEC_PER_SEC;
  talk_close_block (&talk, block);
  block = talk_block (&talk, "{\"type\":\"redacted_thinking\",\"data\":\"x\"}");
  talk_close_block (&talk, block);
  talk_frame (&talk);

  talk_assert_shows (&talk, "Thought for 3 s\nThinking that the provider keeps hidden\n");
  gtk_widget_activate_action (GTK_WIDGET (talk.column), "transcript.toggle-fold", NULL);
  talk_close (&talk);
}

/* llama.cpp closes no block before the end: the next one shows that thinking is over. */
static void
test_overlap (void)
{
  Talk talk;
  ChatContentBlock *thinking;
  ChatContentBlock *text;

  talk_open (&talk, 600, 400);
  talk_say (&talk, "Go");
  talk_reply (&talk);
  thinking = talk_block (&talk, THINKING);
  talk_add (&talk, thinking, "Let me see.");
  talk_frame (&talk);
  text = talk_block (&talk, TEXT);
  talk_add (&talk, text, "Yes");
  talk_frame (&talk);
  talk_assert_shows (&talk, "Claude\nThought for 0.");
  talk_assert_hides (&talk, "Let me see.");

  talk_add (&talk, thinking, " Late.");
  talk_add (&talk, text, " and no.");
  talk_frame (&talk);
  talk_assert_shows (&talk, "Yes and no.");
  talk_assert_hides (&talk, "Late.");
  talk_close (&talk);
}

static void
test_tool (void)
{
  Talk talk;
  ChatContentBlock *block;

  talk_open (&talk, 600, 400);
  talk_say (&talk, "Go");
  talk_reply (&talk);
  block = talk_block (&talk, TOOL);
  talk_frame (&talk);
  talk_assert_shows (&talk, "Preparing weather…\n");

  talk_add (&talk, block, "{\"city\":\"Kyo");
  talk_frame (&talk);
  talk_assert_hides (&talk, "city");

  talk_add (&talk, block, "to\"}");
  talk_close_block (&talk, block);
  talk_frame (&talk);
  talk_assert_shows (&talk, "\nweather  Kyoto\nNot run: no tool of that name is connected.\n"
                       "{\n  \"city\": \"Kyoto\"\n}\n");
  talk_close (&talk);
}

static void
test_tool_cut (void)
{
  Talk talk;
  ChatContentBlock *block;

  talk_open (&talk, 600, 400);
  talk_say (&talk, "Go");
  talk_reply (&talk);
  block = talk_block (&talk, TOOL);
  talk_add (&talk, block, "{\"city\":\"Kyo");
  talk_end (&talk, CHAT_MESSAGE_CUT_OFF);
  talk_frame (&talk);

  talk_assert_shows (&talk, "weather\nNot run: its input broke off.\n{\"city\":\"Kyo\n");
  talk_close (&talk);
}

/* Citations split sentences into blocks; on the page they read on, with numbers in between. */
static void
test_citations (void)
{
  Talk talk;
  ChatContentBlock *block;

  talk_open (&talk, 600, 400);
  talk_say (&talk, "Go");
  talk_reply (&talk);
  block = talk_block (&talk, "{\"type\":\"text\",\"text\":\"The driver takes \"}");
  talk_close_block (&talk, block);
  block = talk_block (&talk, "{\"type\":\"text\",\"text\":\"five points\",\"citations\":[{\"type\":"
                             "\"web_search_result_location\",\"url\":\"https://a.example/x\","
                             "\"title\":\"PWM\"}]}");
  talk_frame (&talk);
  talk_assert_shows (&talk, "The driver takes five points\n");
  talk_close_block (&talk, block);
  block = talk_block (&talk, TEXT);
  talk_add (&talk, block, " between");
  talk_frame (&talk);
  talk_assert_shows (&talk, "The driver takes five points1 between\n");
  talk_assert_hides (&talk, "Sources");

  talk_close_block (&talk, block);
  talk_end (&talk, CHAT_MESSAGE_COMPLETE);
  talk_frame (&talk);
  talk_assert_shows (&talk, "Sources\n1 PWM · a.example\n");
  talk_close (&talk);
}

static void
test_search (void)
{
  Talk talk;
  ChatContentBlock *block;

  talk_open (&talk, 600, 400);
  talk_say (&talk, "Go");
  talk_reply (&talk);
  block = talk_block (&talk, "{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\"}");
  talk_add (&talk, block, "{\"query\":\"fans\"}");
  talk_close_block (&talk, block);
  talk_frame (&talk);
  talk_assert_shows (&talk, "Searched the web · “fans”\n");
  talk_assert_shows (&talk, "Running web_search… ");

  block = talk_block (&talk, "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"s\",\"content\":"
                             "[{\"url\":\"https://a.example/x\",\"title\":\"PWM\"}]}");
  talk_close_block (&talk, block);
  talk_frame (&talk);
  talk_assert_shows (&talk, "Searched the web · “fans” · 1 source\n1 PWM · a.example\n");
  talk_close (&talk);
}

/* A restarted stream begins on a clean page, and nothing of the first one is left. */
static void
test_restart (void)
{
  Talk talk;
  ChatContentBlock *block;

  talk_open (&talk, 600, 400);
  talk_say (&talk, "Go");
  talk_reply (&talk);
  block = talk_block (&talk, THINKING);
  talk_add (&talk, block, "First thought");
  block = talk_block (&talk, TEXT);
  talk_add (&talk, block, "First text ```");
  talk_frame (&talk);

  chat_message_clear_blocks (talk.reply);
  block = talk_block (&talk, TEXT);
  talk_add (&talk, block, "Second text");
  talk_frame (&talk);

  talk_assert_shows (&talk, "You\nGo\nClaude\nSecond text\n");
  talk_assert_hides (&talk, "First");
  talk_close (&talk);
}

/* What is marked while the reply streams is marked when it is done, to the character, also up to
 * the very place where text is about to arrive. */
static void
test_selection (gconstpointer data)
{
  gboolean backwards = GPOINTER_TO_INT (data);
  Talk talk;
  ChatContentBlock *block;
  GtkTextBuffer *buffer;
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *selected = NULL;

  talk_open (&talk, 600, 400);
  talk_say (&talk, "Go");
  talk_reply (&talk);
  block = talk_block (&talk, TEXT);
  talk_add (&talk, block, "one two three");
  talk_frame (&talk);

  buffer = gtk_text_view_get_buffer (talk.column);
  talk_find (&talk, "two three", &start, &end);
  gtk_text_buffer_select_range (buffer, backwards ? &start : &end, backwards ? &end : &start);
  talk_add (&talk, block, " four\n\nfive");
  talk_frame (&talk);
  talk_add (&talk, block, " six");
  talk_close_block (&talk, block);
  talk_end (&talk, CHAT_MESSAGE_COMPLETE);
  talk_say (&talk, "And now?");
  talk_frame (&talk);

  g_assert_true (gtk_text_buffer_get_selection_bounds (buffer, &start, &end));
  selected = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  g_assert_cmpstr (selected, ==, "two three");
  talk_close (&talk);
}

/* A flood is shown a piece a frame, so that the window stays alive; in the end all is there. */
static void
test_flood (void)
{
  Talk talk;
  Changes changes = { 0 };
  ChatContentBlock *block;
  g_autoptr(GString) text = g_string_new (NULL);

  while (text->len < 300000)
    g_string_append (text, "Zwölf Boxkämpfer jagen Viktor.\n\n");

  talk_open (&talk, 600, 400);
  talk_say (&talk, "Go");
  talk_reply (&talk);
  watch (&talk, &changes);
  block = talk_block (&talk, TEXT);
  talk_add (&talk, block, text->str);
  talk_close_block (&talk, block);
  talk_end (&talk, CHAT_MESSAGE_COMPLETE);

  g_string_truncate (text, text->len - 2);
  g_string_replace (text, "\n\n", "\n", 0);
  test_wait_until (changes.inserted->len > text->len);
  talk_frame (&talk);
  g_assert_cmpint (changes.longest, <, 33000);
  talk_assert_shows (&talk, text->str);
  talk_assert_hides (&talk, "\ufffd");
  talk_assert_shows (&talk, "Viktor.\nClaude Opus 5");
  g_string_free (changes.inserted, TRUE);
  talk_close (&talk);
}

/* A paragraph that never ends is broken up, so that no frame has to lay out all of it. */
static void
test_long_paragraph (void)
{
  Talk talk;
  ChatContentBlock *block;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *copied = NULL;
  GtkTextIter start;
  GtkTextIter end;

  talk_open (&talk, 600, 400);
  talk_say (&talk, "Go");
  talk_reply (&talk);
  block = talk_block (&talk, TEXT);
  while (text->len < 56000)
    {
      g_string_append (text, "never a line's end ");
      if (text->len % 1000 < 19)
        {
          talk_add (&talk, block, text->str + block->text->len);
          talk_frame (&talk);
        }
    }
  talk_add (&talk, block, text->str + block->text->len);
  talk_frame (&talk);

  gtk_text_buffer_get_start_iter (gtk_text_view_get_buffer (talk.column), &start);
  do
    g_assert_cmpint (gtk_text_iter_get_chars_in_line (&start), <, 5200);
  while (gtk_text_iter_forward_line (&start));

  /* For the reader it is one paragraph, also in another program. */
  talk_find (&talk, "never", &start, &end);
  copied = talk_copy (&talk, &start, NULL);
  g_strchomp (text->str);
  g_assert_true (g_str_has_prefix (copied, text->str));
  talk_close (&talk);
}

/* Each paragraph goes by its own words, else by those of the message; code runs to the right. */
static void
test_directions (void)
{
  Talk talk;
  ChatContentBlock *block;
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *copied = NULL;
  const char *text = "2048 نص\n- English first\n- GTK نص\n\n```\nتعليق\n}\n```\n7?";
  const char *lines[] = { "نص", "English", "GTK", "Code", "تعليق", "}", "7?" };
  gboolean rtl[] = { TRUE, FALSE, TRUE, FALSE, FALSE, FALSE, TRUE };

  talk_open (&talk, 600, 400);
  talk_say (&talk, "Go");
  talk_reply (&talk);
  block = talk_block (&talk, TEXT);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      g_autofree char *c = g_strndup (p, (gsize) (g_utf8_next_char (p) - p));

      talk_add (&talk, block, c);
      talk_frame (&talk);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      GdkRectangle place;

      talk_find (&talk, lines[i], &start, &end);
      gtk_text_iter_set_line_offset (&start, 0);
      gtk_text_view_get_cursor_locations (talk.column, &start, &place, NULL);
      g_test_message ("%s begins at %d", lines[i], place.x);
      g_assert_true ((place.x > 300) == rtl[i]);
    }

  /* What was added to turn the lines is not copied. */
  talk_find (&talk, "2048", &start, &end);
  copied = talk_copy (&talk, &start, "7?");
  g_assert_cmpstr (copied, ==, "2048 نص\n•\tEnglish first\n•\tGTK نص\nتعليق\n}\n7?");
  talk_close (&talk);
}

int
main (int   argc,
      char *argv[])
{
  talk_init (&argc, &argv);

  g_test_add_func ("/transcript-stream/one-insertion", test_one_insertion);
  g_test_add_func ("/transcript-stream/idle", test_idle);
  g_test_add_func ("/transcript-stream/prefixes", test_prefixes);
  g_test_add_func ("/transcript-stream/bad-text", test_bad_text);
  g_test_add_func ("/transcript-stream/thinking-folds", test_thinking_folds);
  g_test_add_func ("/transcript-stream/thinking-touched", test_thinking_touched);
  g_test_add_func ("/transcript-stream/thinking-hidden", test_thinking_hidden);
  g_test_add_func ("/transcript-stream/overlap", test_overlap);
  g_test_add_func ("/transcript-stream/tool", test_tool);
  g_test_add_func ("/transcript-stream/tool-cut", test_tool_cut);
  g_test_add_func ("/transcript-stream/citations", test_citations);
  g_test_add_func ("/transcript-stream/search", test_search);
  g_test_add_func ("/transcript-stream/restart", test_restart);
  g_test_add_data_func ("/transcript-stream/selection", GINT_TO_POINTER (FALSE), test_selection);
  g_test_add_data_func ("/transcript-stream/selection-backwards", GINT_TO_POINTER (TRUE),
                        test_selection);
  g_test_add_func ("/transcript-stream/flood", test_flood);
  g_test_add_func ("/transcript-stream/long-paragraph", test_long_paragraph);
  g_test_add_func ("/transcript-stream/directions", test_directions);

  return g_test_run ();
}
