/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whatever comes to pass in a transcript, in any order: it streams, folds, is selected, resized,
 * switched, searched, cut and jumped through. CLAUDE_CHAT_RANDOM_SECONDS says how long, the seed of
 * GLib's tests what.
 */

#include "transcript-support.h"

#include "chat-slot.h"
#include "chat-transcript-find.h"

#include <stdlib.h>
#include <string.h>

#define SECONDS "3"
#define N_CONVERSATIONS 4

typedef struct
{
  Talk              talk;
  ChatConversation *conversations[N_CONVERSATIONS];
  ChatContentBlock *block;   /* that is being written, or NULL */
} World;

static const char * const pieces[] = {
  "Some words of an answer, ", "**bold", "** and *so* on. ", "\n\n", "- an item\n", "  - inner\n",
  "```c\nint x = 1;\n", "```\n", "| a | b |\n|---|---|\n| 1 | 2 |\n", "> said\n", "# Heading\n",
  "`code` ", "[link](https://example.org/a) ", "$x^2$ ", "\n$$\\frac{a}{b}$$\n", "שלום עולם ",
  "漢字かな ", "😀 ", "<b>html</b> ", "https://example.org ", "1. one\n2. two\n", "~~gone~~ ",
};

static const char * const blocks[] = {
  "{\"type\":\"text\",\"text\":\"\"}",
  "{\"type\":\"thinking\",\"thinking\":\"\"}",
  "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"read_file\",\"input\":{}}",
};

static int
pick (int n)
{
  return g_test_rand_int_range (0, n);
}

static ChatMessage *
pick_message (World *world)
{
  guint n = chat_conversation_get_n_messages (world->talk.conversation);

  return n > 0 ? chat_conversation_get_message (world->talk.conversation, (guint) pick ((int) n))
               : NULL;
}

static void
end_turn (World *world)
{
  const ChatMessageState states[] = {
    CHAT_MESSAGE_COMPLETE, CHAT_MESSAGE_STOPPED, CHAT_MESSAGE_INTERRUPTED, CHAT_MESSAGE_CUT_OFF,
  };

  if (world->talk.turn == NULL)
    return;
  if (world->block != NULL && world->block->state == CHAT_BLOCK_OPEN)
    talk_close_block (&world->talk, world->block);
  world->block = NULL;
  talk_end (&world->talk, states[pick (G_N_ELEMENTS (states))]);
}

static void
begin_turn (World *world)
{
  if (world->talk.turn != NULL)
    return;

  talk_say (&world->talk, "A question, and what belongs to it");
  talk_reply (&world->talk);
}

static void
stream (World *world)
{
  if (world->talk.turn == NULL)
    return;
  if (world->block == NULL || pick (20) == 0)
    {
      if (world->block != NULL)
        talk_close_block (&world->talk, world->block);
      world->block = talk_block (&world->talk, blocks[pick (G_N_ELEMENTS (blocks))]);
    }
  if (world->block->kind != CHAT_BLOCK_TOOL_USE)
    talk_add (&world->talk, world->block, pieces[pick (G_N_ELEMENTS (pieces))]);
}

static void
fold (World *world)
{
  gtk_widget_activate_action (GTK_WIDGET (world->talk.column), "transcript.toggle-fold", NULL);
}

static void
pick_iter (World       *world,
           GtkTextIter *iter)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (world->talk.column);

  gtk_text_buffer_get_iter_at_offset (buffer, iter,
                                      pick (gtk_text_buffer_get_char_count (buffer) + 1));
}

static void
select_some (World *world)
{
  GtkTextIter start;
  GtkTextIter end;

  if (pick (4) == 0)
    {
      gtk_widget_activate_action (GTK_WIDGET (world->talk.column), "transcript.select-all", NULL);
      return;
    }
  pick_iter (world, &start);
  pick_iter (world, &end);
  gtk_text_buffer_select_range (gtk_text_view_get_buffer (world->talk.column), &start, &end);
}

static void
copy (World *world)
{
  const char *actions[] = { "transcript.copy", "transcript.copy-markdown" };

  gtk_widget_activate_action (GTK_WIDGET (world->talk.column), actions[pick (2)], NULL);
}

static void
place_caret (World *world)
{
  GtkTextIter iter;

  pick_iter (world, &iter);
  gtk_text_buffer_place_cursor (gtk_text_view_get_buffer (world->talk.column), &iter);
}

static void
resize (World *world)
{
  gtk_window_set_default_size (GTK_WINDOW (world->talk.window), 360 + pick (700), 300 + pick (500));
}

static void
scroll (World *world)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (world->talk.column),
                                               GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *bar = gtk_scrolled_window_get_vscrollbar (GTK_SCROLLED_WINDOW (window));
  double value = gtk_adjustment_get_value (world->talk.adjustment) + pick (4000) - 2000;
  gboolean handled;

  if (pick (5) == 0)
    value = g_test_rand_double () * talk_get_end (&world->talk);
  g_signal_emit_by_name (gtk_widget_get_first_child (bar), "change-value", GTK_SCROLL_JUMP, value,
                         &handled);
}

static void
jump (World *world)
{
  ChatMessage *message = pick_message (world);

  if (message != NULL && pick (3) > 0)
    chat_transcript_show_message (world->talk.transcript, message);
  else if (pick (2) == 0)
    chat_transcript_move_message (world->talk.transcript, pick (2) == 0);
  else
    chat_transcript_scroll_to_latest (world->talk.transcript);
}

static void
search (World *world)
{
  const char *words[] = { "words", "a", "question", "42", "" };
  g_autoptr(ChatNeedle) needle = chat_needle_new (words[pick (G_N_ELEMENTS (words))], FALSE);
  ChatMessage *message = pick_message (world);
  ChatFindHit hit = { message, 0, 1, 0 };

  chat_transcript_set_needle (world->talk.transcript, needle);
  if (message != NULL && chat_message_get_n_blocks (message) > 0)
    chat_transcript_show_hit (world->talk.transcript, &hit);
}

static void
delete_some (World *world)
{
  ChatMessage *message = pick_message (world);

  if (message != NULL && world->talk.turn == NULL && pick (4) == 0)
    chat_conversation_remove (world->talk.conversation, message);
}

static void
branch (World *world)
{
  ChatMessage *message = pick_message (world);
  g_autoptr(ChatMessage) other = chat_message_new_user ("Another way to ask");
  ChatMessage *parent;

  if (message == NULL || world->talk.turn != NULL)
    return;

  parent = chat_conversation_get_parent (world->talk.conversation, message);
  chat_transcript_hold (world->talk.transcript, message);
  if (pick (2) == 0)
    {
      chat_conversation_add (world->talk.conversation, parent, other);
      chat_conversation_select (world->talk.conversation, other);
      chat_transcript_let_go (world->talk.transcript, other);
      return;
    }
  chat_conversation_select (world->talk.conversation,
                            chat_conversation_get_child (world->talk.conversation, parent, 0));
  chat_transcript_let_go (world->talk.transcript, message);
}

static void
switch_conversation (World *world)
{
  ChatConversation *next = world->conversations[pick (N_CONVERSATIONS)];
  g_autofree char *state = chat_transcript_dup_state (world->talk.transcript);

  end_turn (world);
  g_set_object (&world->talk.conversation, next);
  chat_transcript_set_conversation (world->talk.transcript, next);
  if (pick (2) == 0)
    chat_transcript_restore_state (world->talk.transcript, state);
}

static void
hide (World *world)
{
  gtk_widget_set_visible (GTK_WIDGET (world->talk.transcript), pick (4) > 0);
}

/* Some desktops show the scrollbar always, and with it whether it was allocated in time. */
static void
change_bar (World *world)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (world->talk.column),
                                               GTK_TYPE_SCROLLED_WINDOW);

  gtk_scrolled_window_set_overlay_scrolling (GTK_SCROLLED_WINDOW (window), pick (2) == 0);
}

static void
wait_for_frame (World *world)
{
  talk_frame (&world->talk);
}

static const struct
{
  void (*run) (World *world);
  int    weight;
} operations[] = {
  { stream, 40 }, { wait_for_frame, 20 }, { scroll, 15 }, { begin_turn, 4 }, { end_turn, 2 },
  { fold, 4 }, { select_some, 4 }, { copy, 2 }, { place_caret, 3 }, { resize, 3 }, { jump, 5 },
  { search, 3 }, { delete_some, 2 }, { branch, 2 }, { switch_conversation, 2 }, { hide, 1 },
  { change_bar, 1 },
};

static void
do_something (World *world)
{
  int sum = 0;
  int number;

  for (gsize i = 0; i < G_N_ELEMENTS (operations); i++)
    sum += operations[i].weight;
  number = pick (sum);
  for (gsize i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      number -= operations[i].weight;
      if (number < 0)
        {
          operations[i].run (world);
          return;
        }
    }
}

static void
fill (World *world,
      guint  n_messages)
{
  for (guint i = 0; i < n_messages; i++)
    {
      g_autofree char *text = g_strdup_printf ("Message %u with words.\n\n%s\n\n```c\nint y%u;\n```\n"
                                               "%s", i, pieces[pick (G_N_ELEMENTS (pieces))], i,
                                               pieces[pick (G_N_ELEMENTS (pieces))]);

      if (i % 2 == 0)
        talk_say (&world->talk, text);
      else
        talk_answer (&world->talk, text);
    }
}

/* At the end while it is followed, at every frame. */
static void
check (World *world)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (world->talk.column)) && talk_is_pinned (&world->talk))
    g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (world->talk.adjustment),
                                    MAX (talk_get_end (&world->talk), 0), 0.5);
}

static void
test_random (void)
{
  const guint lengths[N_CONVERSATIONS] = { 0, 5, 60, 900 };
  const char *seconds = g_getenv ("CLAUDE_CHAT_RANDOM_SECONDS");
  gint64 end = g_get_monotonic_time () +
               g_ascii_strtoll (seconds != NULL ? seconds : SECONDS, NULL, 10) * G_USEC_PER_SEC;
  World world = { 0 };

  talk_open (&world.talk, 700, 500);
  for (guint i = 0; i < N_CONVERSATIONS; i++)
    {
      g_autoptr(ChatConversation) conversation = chat_conversation_new ();

      g_set_object (&world.talk.conversation, conversation);
      fill (&world, lengths[i]);
      world.conversations[i] = g_steal_pointer (&conversation);
    }
  chat_transcript_set_conversation (world.talk.transcript, world.talk.conversation);

  while (g_get_monotonic_time () < end)
    {
      for (int i = 0; i < 20; i++)
        do_something (&world);
      talk_frame (&world.talk);
      check (&world);
    }

  end_turn (&world);
  talk_close (&world.talk);
  for (guint i = 0; i < N_CONVERSATIONS; i++)
    g_object_unref (world.conversations[i]);
}

/* What was shown and is no longer takes no room: widgets and buffers are as many as they were.
 * Slots over the text are kept for the next one, but never more than this. */
#define MAX_SLOTS 24

/* @n_slots is added to; what is in them does not count. */
static guint
count_widgets (GtkWidget *widget,
               guint     *n_slots)
{
  guint n = 1;

  if (CHAT_IS_SLOT (widget))
    {
      ++*n_slots;
      return 0;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_widgets (child, n_slots);

  return n;
}

static void
gone_cb (gpointer  data,
         GObject  *object)
{
  guint *n_alive = data;

  --*n_alive;
}

static void
test_many_opened (void)
{
  World world = { 0 };
  guint n_widgets = 0;
  guint n_alive = 0;
  guint n_slots;
  guint n_now;

  talk_open (&world.talk, 700, 500);
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr(ChatConversation) conversation = chat_conversation_new ();

      g_set_object (&world.talk.conversation, conversation);
      fill (&world, 40);
      chat_transcript_set_conversation (world.talk.transcript, conversation);
      n_alive++;
      g_object_weak_ref (G_OBJECT (gtk_text_view_get_buffer (world.talk.column)), gone_cb,
                         &n_alive);
      talk_frame (&world.talk);
      n_slots = 0;
      n_now = count_widgets (world.talk.window, &n_slots);
      if (i == 5)
        n_widgets = n_now;
      if (i >= 5)
        g_assert_cmpuint (n_now, <=, n_widgets + 10);
      g_assert_cmpuint (n_slots, <=, MAX_SLOTS);
      g_assert_cmpuint (n_alive, <=, 2);
    }
  talk_close (&world.talk);
  g_assert_cmpuint (n_alive, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  talk_init (&argc, &argv);

  g_test_add_func ("/transcript-random/random", test_random);
  g_test_add_func ("/transcript-random/many-opened", test_many_opened);

  return g_test_run ();
}
