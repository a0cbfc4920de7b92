/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rendered Markdown: however a reply is cut, its page is right at every moment and in the end that
 * of a reply in one piece.
 */

#include "hyphens.h"
#include "transcript-support.h"

#include "chat-prose.h"
#include "chat-text-section.h"

#include <string.h>

/* A page without frames: what is written, not what is laid out. */
typedef struct
{
  Talk         talk;
  ChatPage    *page;
  ChatMessage *message;
  ChatSection *section;
} Sheet;

static void
sheet_open (Sheet *self)
{
  ChatColumn *column;

  talk_open (&self->talk, 700, 500);
  column = CHAT_COLUMN (self->talk.column);
  chat_column_prepare (column);
  self->page = chat_page_new (column, chat_column_get_tags (column));
}

static void
sheet_begin (Sheet *self)
{
  self->message = chat_message_new (CHAT_ROLE_ASSISTANT);
  chat_message_add_block (self->message, chat_content_block_new (
    "{\"type\":\"text\",\"text\":\"\"}", strlen ("{\"type\":\"text\",\"text\":\"\"}"), 0));
  self->section = chat_text_section_new (self->page, 0, FALSE);
  self->section->before = self->page->bottom;
}

static void
sheet_update (Sheet    *self,
              gboolean  live)
{
  g_autoptr(ChatSourceList) sources = chat_source_list_new ();
  ChatSectionContext context = {
    .message = self->message,
    .sources = sources,
    .live = live,
    .budget = G_MAXSIZE,
  };

  if (!live)
    chat_content_block_close (chat_message_get_block (self->message, 0));
  chat_section_update (self->section, &context);
}

static void
sheet_add (Sheet      *self,
           const char *text,
           gsize       length)
{
  g_string_append_len (chat_message_get_block (self->message, 0)->text, text, (gssize) length);
  sheet_update (self, TRUE);
}

static void
sheet_end (Sheet *self)
{
  chat_section_remove (self->section);
  g_clear_object (&self->message);
}

static void
sheet_close (Sheet *self)
{
  chat_page_free (self->page);
  talk_close (&self->talk);
}

static void
describe_line (ChatTags       *tags,
               const ChatLine *line,
               GString        *out)
{
  g_string_append_printf (out, "{%d gap %d%s margin %d hang %d markers %d%s height %d}",
                          line->style, line->gap,
                          line->rtl ? " rtl" : "", line->margin, line->hang, line->n_markers,
                          line->table != 0 ? " table" : "", line->height);
}

/* The tags of parts of lines are the same objects in all pages of one view. */
static void
describe_tags (Sheet             *self,
               const GtkTextIter *at,
               GString           *out)
{
  g_autoptr(GSList) tags = gtk_text_iter_get_tags (at);

  g_string_append_c (out, '[');
  for (GSList *l = tags; l != NULL; l = l->next)
    {
      if (chat_tags_is_line (self->page->tags, l->data))
        describe_line (self->page->tags, chat_tags_get_of (self->page->tags, l->data), out);
      else
        g_string_append_printf (out, "%d,", gtk_text_tag_get_priority (l->data) -
                                            gtk_text_tag_get_priority (
                                              chat_tags_get_inline (self->page->tags, 0)));
    }
  g_string_append_c (out, ']');
}

static void
describe_leaf (const ChatLeaf *leaf,
               GString        *out)
{
  g_string_append_printf (out, "leaf %u+%u gap %d pad %d card %d rtl %d", leaf->offset,
                          leaf->n_chars, leaf->gap, leaf->pad, leaf->card, leaf->rtl);
  for (guint i = 0; i < leaf->n_bars; i++)
    g_string_append_printf (out, " bar %d %d", leaf->bars[i].place, leaf->bars[i].goes_on);
  for (guint i = 0; i < leaf->pills->len; i++)
    g_string_append_printf (out, " pill %u-%u", g_array_index (leaf->pills, ChatPill, i).start,
                            g_array_index (leaf->pills, ChatPill, i).end);
  for (guint i = 0; i < leaf->links->len; i++)
    g_string_append_printf (out, " link %u-%u %s",
                            g_array_index (leaf->links, ChatLeafLink, i).start,
                            g_array_index (leaf->links, ChatLeafLink, i).end,
                            g_array_index (leaf->links, ChatLeafLink, i).target);
  g_string_append_c (out, '\n');
}

/* Text, tags and decorations. */
static char *
sheet_describe (Sheet *self)
{
  GString *out = g_string_new (NULL);
  GtkTextIter at;
  GtkTextIter end;

  for (guint i = 0; i < self->section->prose->leaves->len; i++)
    describe_leaf (g_ptr_array_index (self->section->prose->leaves, i), out);
  if (!chat_section_is_placed (self->section))
    return g_string_free (out, FALSE);

  chat_section_get_bounds (self->section, &at, &end);
  while (gtk_text_iter_compare (&at, &end) < 0)
    {
      GtkTextIter next = at;
      g_autofree char *text = NULL;

      if (!gtk_text_iter_forward_to_tag_toggle (&next, NULL) ||
          gtk_text_iter_compare (&next, &end) > 0)
        next = end;
      text = gtk_text_iter_get_slice (&at, &next);
      describe_tags (self, &at, out);
      g_string_append (out, text);
      at = next;
    }

  return g_string_free (out, FALSE);
}

static guint
count_line_tags (Sheet             *self,
                 const GtkTextIter *at)
{
  g_autoptr(GSList) tags = gtk_text_iter_get_tags (at);
  guint n_tags = 0;

  for (GSList *l = tags; l != NULL; l = l->next)
    n_tags += chat_tags_is_line (self->page->tags, l->data);

  return n_tags;
}

/* Each line has one line tag, which ends before it does; see chat-style.h. */
static void
check_lines (Sheet *self)
{
  GtkTextIter at;
  GtkTextIter end;

  chat_section_get_bounds (self->section, &at, &end);
  while (gtk_text_iter_compare (&at, &end) < 0)
    {
      GtkTextIter last = at;

      g_assert_cmpuint (count_line_tags (self, &at), ==, 1);
      if (!gtk_text_iter_ends_line (&last))
        {
          gtk_text_iter_forward_to_line_end (&last);
          g_assert_cmpuint (count_line_tags (self, &last), ==, 0);
        }
      if (!gtk_text_iter_forward_line (&at))
        break;
    }
}

/* The leaves know how long they are, and nothing stands for an object: a screen reader counts what
 * there is to read. */
static void
check_leaves (Sheet *self)
{
  GPtrArray *leaves = self->section->prose->leaves;
  guint offset = 0;
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *text = NULL;

  for (guint i = 0; i < leaves->len; i++)
    {
      const ChatLeaf *leaf = g_ptr_array_index (leaves, i);

      g_assert_cmpuint (leaf->offset, ==, offset);
      offset += leaf->n_chars + 1;
    }

  chat_section_get_bounds (self->section, &start, &end);
  text = gtk_text_buffer_get_text (self->page->buffer, &start, &end, FALSE);
  g_assert_cmpint (g_utf8_strlen (text, -1), ==, offset);
  g_assert_null (strstr (text, "\ufffc"));
}

static void
check (Sheet *self)
{
  if (!chat_section_is_placed (self->section) || self->section->prose->leaves->len == 0)
    return;

  check_lines (self);
  check_leaves (self);
}

static char *
render_at_once (Sheet      *self,
                const char *text)
{
  char *page;

  sheet_begin (self);
  g_string_append (chat_message_get_block (self->message, 0)->text, text);
  sheet_update (self, FALSE);
  check (self);
  page = sheet_describe (self);
  sheet_end (self);

  return page;
}

/* @largest: bytes that come at once, at most. */
static char *
render_in_parts (Sheet      *self,
                 const char *text,
                 GRand      *random,
                 int         largest)
{
  const gsize length = strlen (text);
  gsize at = 0;
  char *page;

  sheet_begin (self);
  while (at < length)
    {
      gsize size = (gsize) g_rand_int_range (random, 1, largest + 1);

      size = MIN (size, length - at);
      sheet_add (self, text + at, size);
      at += size;
      check (self);
    }
  sheet_update (self, FALSE);
  check (self);
  page = sheet_describe (self);
  sheet_end (self);

  return page;
}

static void
assert_same (const char *text,
             const char *name,
             const char *page,
             const char *expected,
             int         largest)
{
  gsize same = 0;

  if (strcmp (page, expected) == 0)
    return;

  while (page[same] != '\0' && page[same] == expected[same])
    same++;
  g_error ("%s in parts of up to %d bytes:\n…%.200s\nin one piece:\n…%.200s", name, largest,
           page + same - MIN (same, 60), expected + same - MIN (same, 60));
}

static void
check_document (Sheet      *self,
                const char *name,
                const char *text)
{
  const int sizes[] = { 1, 3, 40, 400 };
  g_autofree char *expected = render_at_once (self, text);
  g_autoptr(GRand) random = g_rand_new_with_seed (17);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *page = render_in_parts (self, text, random, sizes[i]);

      assert_same (text, name, page, expected, sizes[i]);
    }
}

typedef void (*CheckFunc) (Sheet      *self,
                           const char *name,
                           const char *text);

static void
check_folder (Sheet      *self,
              const char *folder,
              CheckFunc   check_text)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", folder, NULL);
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *text = NULL;

      if (!g_str_has_suffix (name, ".md") || g_str_equal (name, "README.md"))
        continue;
      g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
      check_text (self, name, text);
    }
}

static void
test_documents (gconstpointer data)
{
  Sheet sheet;

  sheet_open (&sheet);
  check_folder (&sheet, data, check_document);
  sheet_close (&sheet);
}

static gboolean
passed_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* GTK lays out in an idle, which this one is behind. */
static void
wait_for_layout (void)
{
  gboolean passed = FALSE;

  g_idle_add_full (G_PRIORITY_LOW, passed_cb, &passed, NULL);
  while (!passed)
    g_main_context_iteration (NULL, TRUE);
}

/* px of all lines of the text. */
static int
measure_height (Sheet *self)
{
  GtkTextIter at;
  GtkTextIter end;
  int height = 0;

  if (!chat_section_is_placed (self->section))
    return 0;

  wait_for_layout ();
  chat_section_get_bounds (self->section, &at, &end);
  while (gtk_text_iter_compare (&at, &end) < 0)
    {
      int line;

      gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self->page->column), &at, NULL, &line);
      height += line;
      if (!gtk_text_iter_forward_line (&at))
        break;
    }

  return height;
}

/* Display formulas that are drawn: which height one has is known when its end has come. */
static guint
count_formulas (Sheet *self)
{
  GPtrArray *leaves = self->section->prose->leaves;
  guint n_formulas = 0;

  for (guint i = 0; i < leaves->len; i++)
    {
      const ChatMarkdownBlock *block = ((ChatLeaf *) g_ptr_array_index (leaves, i))->block;

      n_formulas += block->kind == CHAT_MARKDOWN_MATH && block->closed;
    }

  return n_formulas;
}

/* px of a line with the space above it: "[name]: " is one until it turns out to define a link. */
static int
measure_line (Sheet *self)
{
  int before;
  int height;

  sheet_begin (self);
  sheet_add (self, "a", 1);
  before = measure_height (self);
  sheet_add (self, "\n\nb", 3);
  height = measure_height (self) - before;
  sheet_end (self);
  g_assert_cmpint (height, >, 0);

  return height;
}

/* What is there may turn out to be something else, but no more than a line of the page goes. */
static void
check_height (Sheet      *self,
              const char *name,
              const char *text,
              int         largest)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (23);
  const gsize length = strlen (text);
  int line = measure_line (self);
  guint n_formulas = 0;
  int before = 0;
  gsize size;

  sheet_begin (self);
  for (gsize at = 0; at < length; at += size)
    {
      guint n_now;
      int height;

      size = (gsize) g_rand_int_range (random, 1, largest + 1);
      size = MIN (size, length - at);
      sheet_add (self, text + at, size);
      height = measure_height (self);
      n_now = count_formulas (self);
      if (before - height > line && n_now <= n_formulas)
        g_error ("%s at byte %zu: %d px, then %d", name, at + size, before, height);
      before = height;
      n_formulas = n_now;
    }
  sheet_end (self);
}

static void
check_heights (Sheet      *self,
               const char *name,
               const char *text)
{
  const int sizes[] = { 1, 12 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    check_height (self, name, text, sizes[i]);
}

static void
test_heights (gconstpointer data)
{
  GtkWidget *window = gtk_window_new ();
  ChatColumn *column = chat_column_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  Sheet sheet = { .page = chat_page_new (column, chat_column_get_tags (column)) };

  chat_column_prepare (column);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (column));
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (window), 500, 500);
  chat_column_set_page (column, sheet.page);
  gtk_window_present (GTK_WINDOW (window));
  test_wait_until (chat_column_get_text_width (column) > 300);
  check_folder (&sheet, data, check_heights);
  chat_column_set_page (column, NULL);
  chat_page_free (sheet.page);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A number has no direction of its own: its sign stands where that of the table puts it, whatever
 * the language of the program. */
static void
test_numbers (void)
{
  g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (ChatMarkdownSpan));
  GString *words = g_string_new ("-1");
  const ChatMarkdownText number = { .text = words, .spans = spans };
  Talk talk;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  talk_open (&talk, 700, 400);
  talk_frame (&talk);
  chat_column_prepare (CHAT_COLUMN (talk.column));
  for (int rtl = 0; rtl < 2; rtl++)
    {
      ChatRuler *ruler = chat_tags_get_ruler (chat_column_get_tags (CHAT_COLUMN (talk.column)));
      g_autoptr(PangoLayout) layout = chat_ruler_lay_out (ruler, &number, FALSE, 1, rtl != 0, 0);

      g_assert_cmpint (pango_layout_get_direction (layout, 0), ==,
                       rtl != 0 ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    }
  talk_close (&talk);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  g_string_free (words, TRUE);
}

/* A word that is longer than its cell goes on in the next line as it is: a hyphen would be wrong in
 * an address and in code. */
static void
test_long_word (void)
{
  g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (ChatMarkdownSpan));
  g_autoptr(GString) words = g_string_new ("https://example.org/internationalisation");
  const ChatMarkdownText address = { .text = words, .spans = spans };
  g_autoptr(PangoLayout) layout = NULL;
  ChatRuler *ruler;
  Talk talk;

  talk_open (&talk, 700, 400);
  talk_frame (&talk);
  chat_column_prepare (CHAT_COLUMN (talk.column));
  ruler = chat_tags_get_ruler (chat_column_get_tags (CHAT_COLUMN (talk.column)));
  layout = chat_ruler_lay_out (ruler, &address, FALSE, 1, FALSE, 0);
  g_assert_cmpuint (hyphens_count (layout), ==, 0);
  talk_close (&talk);
}

static int
get_x (Talk       *talk,
       const char *text)
{
  GtkTextIter start;
  GtkTextIter end;
  GdkRectangle place;

  talk_find (talk, text, &start, &end);
  gtk_text_view_get_iter_location (talk->column, &start, &place);
  return place.x;
}

/* While a row is being written, the head above an empty cell stays where it is: at the left, unless
 * numbers come. */
static void
test_empty_column (void)
{
  Talk talk;
  ChatContentBlock *block;
  int x;

  talk_open (&talk, 700, 400);
  talk_reply (&talk);
  block = talk_block (&talk, "{\"type\":\"text\",\"text\":\"\"}");
  talk_add (&talk, block, "| key | what it is for |\n|---|---|\n");
  talk_frame (&talk);
  x = get_x (&talk, "what");
  talk_add (&talk, block, "| a |");
  talk_frame (&talk);
  g_assert_cmpint (get_x (&talk, "what"), ==, x);
  talk_add (&talk, block, " some words |\n");
  talk_frame (&talk);
  g_assert_cmpint (get_x (&talk, "what"), ==, x);
  talk_close_block (&talk, block);
  talk_end (&talk, CHAT_MESSAGE_COMPLETE);
  talk_close (&talk);
}

int
main (int   argc,
      char *argv[])
{
  talk_init (&argc, &argv);

  g_test_add_data_func ("/transcript-markdown/scenes", "scenes", test_documents);
  g_test_add_data_func ("/transcript-markdown/torture", "markdown/torture", test_documents);
  g_test_add_func ("/transcript-markdown/numbers", test_numbers);
  g_test_add_func ("/transcript-markdown/long-word", test_long_word);
  g_test_add_func ("/transcript-markdown/empty-column", test_empty_column);
  g_test_add_data_func ("/transcript-markdown/heights/scenes", "scenes", test_heights);
  g_test_add_data_func ("/transcript-markdown/heights/torture", "markdown/torture", test_heights);

  return g_test_run ();
}
