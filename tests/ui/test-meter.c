/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The meter: its words, and its popover in the window.
 */

#include "chat-attachment-row.h"
#include "chat-gauge.h"
#include "chat-meter-popover.h"
#include "chat-meter-text.h"
#include "chat-meter.h"
#include "labels.h"
#include "test-store-tools.h"
#include "window-support.h"

#include <glib/gstdio.h>

#define REPLY "{\"check\":false,\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"Reply.\"}]," \
              "\"usage\":{\"input_tokens\":1000,\"output_tokens\":200," \
              "\"cache_read_input_tokens\":11000}}}"

/* As a label shows them, without what keeps their direction. */
static void
assert_words (char       *words,
              const char *expected)
{
  g_autofree char *owned = words;
  g_auto(GStrv) parts = owned != NULL ? g_strsplit (owned, "\u2068", -1) : NULL;
  g_autofree char *joined = parts != NULL ? g_strjoinv ("", parts) : NULL;
  g_auto(GStrv) ends = joined != NULL ? g_strsplit (joined, "\u2069", -1) : NULL;
  g_autofree char *plain = ends != NULL ? g_strjoinv ("", ends) : NULL;

  g_assert_cmpstr (plain, ==, expected);
}


static void
test_words (void)
{
  ChatForecast forecast = { .tokens = 12412, .limit = 200000, .cost = 50000000 };
  ChatSpent spent = { .cost = 210000000 };

  assert_words (chat_meter_short_number (987), "987");
  assert_words (chat_meter_short_number (12412), "12.4k");
  assert_words (chat_meter_short_number (999949), "999.9k");
  assert_words (chat_meter_short_number (999950), "1.0M");
  assert_words (chat_meter_short_number (1234567), "1.2M");
  assert_words (chat_meter_money (-1), "unknown");
  assert_words (chat_meter_money (0), "nothing");
  assert_words (chat_meter_money (1000), "less than $0.0001");
  assert_words (chat_meter_money (3400000), "$0.0034");
  assert_words (chat_meter_money (21000000), "$0.021");
  assert_words (chat_meter_money (4870000000), "$4.87");
  assert_words (chat_meter_label (&forecast), "12.4k · $0.050");
  assert_words (chat_meter_fill (&forecast), "About 12412 of 200000 tokens · 6 %");
  forecast.tokens = 1000000000000;
  assert_words (chat_meter_fill (&forecast), "About 1000000000000 of 200000 tokens · 500000000 %");
  forecast.limit = 1;
  assert_words (chat_meter_fill (&forecast),
                "About 1000000000000 of 1 tokens · 100000000000000 %");
  forecast.tokens = 12412;
  assert_words (chat_meter_sum (&spent), "$0.21");
  spent.n_unclear = 1;
  assert_words (chat_meter_sum (&spent), "at least $0.21");
  spent.cost = 0;
  assert_words (chat_meter_sum (&spent), "unknown");
  forecast.cost = CHAT_COST_UNKNOWN;
  assert_words (chat_meter_label (&forecast), "12.4k");
  forecast.cache_until = 205000;
  assert_words (chat_meter_cache (&forecast, 5000), "In the server’s cache for 3 min 20 s more");
  assert_words (chat_meter_cache (&forecast, 205000), NULL);
}


static GtkWidget *
get_meter (WindowFixture *self)
{
  return find_widget (GTK_WIDGET (window_get_view (self)), CHAT_TYPE_METER, NULL);
}


static const char *
get_label (WindowFixture *self)
{
  return gtk_label_get_label (GTK_LABEL (find_widget (get_meter (self), GTK_TYPE_LABEL, NULL)));
}


/* What a reply leaves behind, and what is being written. */
static void
test_button (WindowFixture *self,
             gconstpointer  data)
{
  g_autofree char *before = NULL;

  window_converse (self, "hello");
  before = g_strdup (get_label (self));
  g_assert_nonnull (strstr (before, "12.2k"));
  g_assert_cmpfloat (chat_meter_get_fill (CHAT_METER (get_meter (self))), >, 0);
  window_write (self, "0123456789012345678901234567890123456789012345678901234567890123456789"
                      "0123456789012345678901234567890123456789012345678901234567890123456789"
                      "0123456789012345678901234567890123456789012345678901234567890123456789"
                      "0123456789012345678901234567890123456789012345678901234567890123456789"
                      "0123456789012345678901234567890123456789012345678901234567890123456789"
                      "0123456789012345678901234567890123456789012345678901234567890123456789");
  g_assert_nonnull (strstr (get_label (self), "12.3k"));
}


/* NULL before it is first wanted. */
static GtkWidget *
get_popover (WindowFixture *self)
{
  return find_widget (get_meter (self), CHAT_TYPE_METER_POPOVER, NULL);
}


/* Of a conversation that has not begun there is nothing to be counted, and no heading for it. */
static void
test_popover_empty (WindowFixture *self,
                    gconstpointer  data)
{
  GtkWidget *popover;

  window_activate (self, "chat.show-meter");
  popover = get_popover (self);
  test_wait_until (labels_say (popover, "This conversation so far"));
  g_assert_false (labels_say (popover, "In this conversation so far"));
  gtk_popover_popdown (GTK_POPOVER (popover));
  test_wait_until (!gtk_widget_get_mapped (popover));
}


/* What cannot be read is not nothing. */
static void
test_popover_unreadable (WindowFixture *self,
                         gconstpointer  data)
{
  ChatHistory *history = chat_engine_get_history (self->engine);
  GtkWidget *popover;

  test_wait_until (chat_history_get_state (history) == CHAT_HISTORY_READY);
  test_store_run (NULL, "ALTER TABLE ledger RENAME COLUMN cost TO price");
  window_activate (self, "chat.show-meter");
  popover = get_popover (self);
  test_wait_until (labels_say (popover, "This conversation so far"));
  test_wait_until (!labels_say (popover, "nothing"));
  g_assert_true (labels_say (popover, "Today"));
  g_assert_true (labels_say (popover, "unknown"));
  test_store_run (NULL, "ALTER TABLE ledger RENAME COLUMN price TO cost");
  gtk_popover_popdown (GTK_POPOVER (popover));
  test_wait_until (!gtk_widget_get_mapped (popover));
}


/* It fills itself when it opens. */
static void
test_popover (WindowFixture *self,
              gconstpointer  data)
{
  GtkWidget *popover;

  window_converse (self, "hello");
  g_assert_null (get_popover (self));
  window_activate (self, "chat.show-meter");
  popover = get_popover (self);
  g_assert_nonnull (popover);
  test_wait_until (gtk_widget_get_mapped (popover));
  g_assert_true (labels_say (popover, "Today"));
  test_wait_until (labels_say (popover, "Read from the cache"));
  g_assert_true (labels_say (popover, "In this conversation so far"));
  g_assert_true (labels_say (popover, "11000"));
  gtk_popover_popdown (GTK_POPOVER (popover));
  test_wait_until (!gtk_widget_get_mapped (popover));
}


/* By keys alone: the focus is where it was, and the way to the request is one key away. */
static void
test_popover_keys (WindowFixture *self,
                   gconstpointer  data)
{
  GtkWidget *focused = gtk_window_get_focus (self->window);
  GtkWidget *popover;

  g_assert_nonnull (focused);
  press_key (self->window, "<Shift><Control>o");
  test_wait_until (get_popover (self) != NULL);
  popover = get_popover (self);
  test_wait_until (gtk_widget_get_mapped (popover));
  press_key (self->window, "Escape");
  test_wait_until (!gtk_widget_get_mapped (popover));
  test_wait_until (gtk_window_get_focus (self->window) == focused);

  press_key (self->window, "<Shift><Control>o");
  test_wait_until (gtk_widget_get_mapped (popover));
  press_key (self->window, "Return");
  test_wait_until (!gtk_widget_get_mapped (popover));
  test_wait_until (!gtk_window_is_active (self->window));
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, 2);
}


/* Nobody writes, and the button knows it all the same. */
static void
test_expiry (WindowFixture *self,
             gconstpointer  data)
{
  const gint64 five_minutes_ms = 5 * 60 * 1000;
  ChatMessage *reply;
  GtkWidget *popover;

  window_converse (self, "hello");
  reply = chat_conversation_get_last (window_get_conversation (self));
  window_activate (self, "chat.show-meter");
  popover = get_popover (self);
  test_wait_until (labels_say (popover, "Conversation, likely cached"));
  chat_message_set_created (reply, g_get_real_time () / 1000 - five_minutes_ms + 1500);
  chat_meter_look_again (CHAT_METER (get_meter (self)));
  g_assert_true (labels_say (popover, "Conversation, likely cached"));
  test_wait_until (!labels_say (popover, "Conversation, likely cached"));
  gtk_popover_popdown (GTK_POPOVER (popover));
  test_wait_until (!gtk_widget_get_mapped (popover));
}


/* Of what is in the cache it is told how long it stays, also if that begins while it is open. */
static void
test_countdown (WindowFixture *self,
                gconstpointer  data)
{
  const gint64 five_minutes_ms = 5 * 60 * 1000;
  ChatMessage *reply;
  GtkWidget *popover;

  window_converse (self, "hello");
  reply = chat_conversation_get_last (window_get_conversation (self));
  window_activate (self, "chat.show-meter");
  popover = get_popover (self);
  test_wait_until (labels_say (popover, "Conversation, likely cached"));
  chat_message_set_created (reply, g_get_real_time () / 1000 - five_minutes_ms + 500);
  chat_meter_look_again (CHAT_METER (get_meter (self)));
  test_wait_until (!labels_say (popover, "Conversation, likely cached"));

  chat_message_set_created (reply, g_get_real_time () / 1000 - five_minutes_ms + 30900);
  chat_meter_look_again (CHAT_METER (get_meter (self)));
  g_assert_true (labels_say (popover, "In the server’s cache for \u206830 s\u2069 more"));
  test_wait_until (!labels_say (popover, "In the server’s cache for \u206830 s\u2069 more"));
  gtk_popover_popdown (GTK_POPOVER (popover));
  test_wait_until (!gtk_widget_get_mapped (popover));
}


static void
choose_model (WindowFixture *self,
              const char    *model)
{
  ChatProfile *profile = chat_engine_get_profile (self->engine);

  chat_profile_set_model (profile, model);
  chat_engine_choose (self->engine, window_get_conversation (self), profile, model);
}


/* Where there is little room the ring alone tells, unless there is none to be shown. */
static void
test_unknown_limit (WindowFixture *self,
                    gconstpointer  data)
{
  GtkWidget *meter = get_meter (self);
  GtkWidget *label = find_widget (meter, GTK_TYPE_LABEL, NULL);
  GtkWidget *ring = find_widget (meter, CHAT_TYPE_GAUGE, NULL);

  window_converse (self, "hello");
  g_object_set (meter, "narrow", TRUE, NULL);
  g_assert_true (gtk_widget_get_visible (ring));
  g_assert_false (gtk_widget_get_visible (label));
  choose_model (self, "unheard-of");
  g_assert_false (gtk_widget_get_visible (ring));
  g_assert_true (gtk_widget_get_visible (label));
  choose_model (self, "claude-opus-5");
  g_assert_true (gtk_widget_get_visible (ring));
  g_assert_false (gtk_widget_get_visible (label));
}


#define LISTED "{\"check\":false,\"rules\":[{\"when\":{\"path\":\"/v1/models\"},\"reply\":{\"body\":{" \
               "\"data\":[{\"id\":\"unheard-of\",\"max_input_tokens\":13000}]}}}]," \
               "\"replies\":[{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"Reply.\"}]," \
               "\"usage\":{\"input_tokens\":12000,\"output_tokens\":200}}}]}"

/* What the server says of a model counts as soon as it is there. */
static void
test_late_limit (WindowFixture *self,
                 gconstpointer  data)
{
  GtkWidget *meter = get_meter (self);
  ChatProfile *profile = chat_engine_get_profile (self->engine);
  ChatModels *models;

  choose_model (self, "unheard-of");
  window_converse (self, "hello");
  g_assert_cmpfloat (chat_meter_get_fill (CHAT_METER (meter)), ==, 0);
  g_assert_false (gtk_widget_get_visible (find_widget (meter, CHAT_TYPE_GAUGE, NULL)));
  models = chat_engine_get_models (self->engine, profile);
  test_wait_until (chat_models_get_state (models) == CHAT_MODELS_READY);
  g_assert_cmpfloat (chat_meter_get_fill (CHAT_METER (meter)), >=, CHAT_METER_NEAR_END);
  g_assert_true (gtk_widget_get_visible (find_widget (meter, CHAT_TYPE_GAUGE, NULL)));
  test_wait_until (labels_say (GTK_WIDGET (self->window), "Go on with a summary"));
}


#define FULL "{\"check\":false,\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"Reply.\"}]," \
             "\"usage\":{\"input_tokens\":900000,\"output_tokens\":200}}}"

/* It shows what it made, and what it made is not full. */
static void
test_fork (WindowFixture *self,
           gconstpointer  data)
{
  g_autoptr(ChatConversation) first = g_object_ref (window_get_conversation (self));
  ChatConversation *fork;

  window_converse (self, "hello");
  g_assert_cmpfloat (chat_meter_get_fill (CHAT_METER (get_meter (self))), >=,
                     CHAT_METER_NEAR_END);
  test_wait_until (labels_say (GTK_WIDGET (self->window), "Go on with a summary"));
  press_key (self->window, "<Shift><Control>y");
  test_wait_until (window_get_conversation (self) != first);
  fork = window_get_conversation (self);
  g_assert_cmpuint (chat_conversation_get_n_messages (first), ==, 4);
  g_assert_cmpuint (chat_conversation_get_n_messages (fork), ==, 2);
  g_assert_cmpstr (chat_conversation_get_title (fork), ==, "hello (continued)");
  g_assert_false (labels_say (GTK_WIDGET (window_get_view (self)), "Go on with a summary"));
}


/* What fills one model's context may be little for another one. */
static void
test_other_model (WindowFixture *self,
                  gconstpointer  data)
{
  choose_model (self, "claude-opus-5");
  window_converse (self, "hello");
  test_wait_until (labels_say (GTK_WIDGET (self->window), "Go on with a summary"));
  choose_model (self, "unheard-of");
  test_wait_until (!labels_say (GTK_WIDGET (self->window), "Go on with a summary"));
  choose_model (self, "claude-opus-5");
  test_wait_until (labels_say (GTK_WIDGET (self->window), "Go on with a summary"));
}


#define PRICES "{\"format\":1,\"lists\":[{\"servers\":[\"local\"],\"models\":{" \
               "\"claude-demo\":{\"input\":10,\"output\":50,\"cache_read\":1}}}]}"

/* Prices that were written while the program runs count from the next look on. */
static void
test_new_prices (WindowFixture *self,
                 gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "claude-chat", NULL);
  g_autofree char *path = g_build_filename (folder, "prices.json", NULL);
  GtkWidget *popover;

  choose_model (self, "claude-demo");
  window_converse (self, "hello");
  g_assert_null (strstr (get_label (self), "$"));
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, PRICES, -1, NULL));
  window_activate (self, "chat.show-meter");
  test_wait_until (strstr (get_label (self), "$") != NULL);
  popover = get_popover (self);
  gtk_popover_popdown (GTK_POPOVER (popover));
  test_wait_until (!gtk_widget_get_mapped (popover));
  g_unlink (path);
}


/* What was attached can go first. */
static void
test_attachments (WindowFixture *self,
                  gconstpointer  data)
{
  ChatAttachmentRow *row = CHAT_ATTACHMENT_ROW (find_widget (GTK_WIDGET (self->window),
                                                             CHAT_TYPE_ATTACHMENT_ROW, NULL));
  g_autoptr(GBytes) bytes = g_bytes_new_static ("words", 5);

  window_converse (self, "hello");
  test_wait_until (labels_say (GTK_WIDGET (self->window), "Go on with a summary"));
  g_assert_false (labels_say (GTK_WIDGET (self->window), "Take attachments out"));
  chat_attachment_row_add (row, chat_attachment_source_new_bytes (bytes, "words.txt"));
  test_wait_until (labels_say (GTK_WIDGET (self->window), "Take attachments out"));
  window_activate (self, "chat.drop-attachments");
  g_assert_cmpuint (g_list_model_get_n_items (chat_attachment_row_get_items (row)), ==, 0);
  test_wait_until (!labels_say (GTK_WIDGET (self->window), "Take attachments out"));
}


int
main (int   argc,
      char *argv[])
{
  window_test_init (&argc, &argv);

  g_test_add_func ("/meter/words", test_words);
  g_test_add ("/meter/button", WindowFixture, REPLY, window_fixture_set_up, test_button,
              window_fixture_tear_down);
  g_test_add ("/meter/popover", WindowFixture, REPLY, window_fixture_set_up, test_popover,
              window_fixture_tear_down);
  g_test_add ("/meter/popover-empty", WindowFixture, REPLY, window_fixture_set_up,
              test_popover_empty, window_fixture_tear_down);
  g_test_add ("/meter/popover-unreadable", WindowFixture, REPLY, window_fixture_set_up,
              test_popover_unreadable, window_fixture_tear_down);
  g_test_add ("/meter/popover-keys", WindowFixture, REPLY, window_fixture_set_up,
              test_popover_keys, window_fixture_tear_down);
  g_test_add ("/meter/expiry", WindowFixture, REPLY, window_fixture_set_up, test_expiry,
              window_fixture_tear_down);
  g_test_add ("/meter/countdown", WindowFixture, REPLY, window_fixture_set_up, test_countdown,
              window_fixture_tear_down);
  g_test_add ("/meter/unknown-limit", WindowFixture, REPLY, window_fixture_set_up,
              test_unknown_limit, window_fixture_tear_down);
  g_test_add ("/meter/late-limit", WindowFixture, LISTED, window_fixture_set_up, test_late_limit,
              window_fixture_tear_down);
  g_test_add ("/meter/other-model", WindowFixture, FULL, window_fixture_set_up, test_other_model,
              window_fixture_tear_down);
  g_test_add ("/meter/new-prices", WindowFixture, REPLY, window_fixture_set_up, test_new_prices,
              window_fixture_tear_down);
  g_test_add ("/meter/fork", WindowFixture, FULL, window_fixture_set_up, test_fork,
              window_fixture_tear_down);
  g_test_add ("/meter/attachments", WindowFixture, FULL, window_fixture_set_up, test_attachments,
              window_fixture_tear_down);

  return g_test_run ();
}
