/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Scenes of the transcript, made by hand.
 */

#include "scenes.h"

#include <adwaita.h>
#include <string.h>

/* 2026-11-22 10:20 UTC; pictures do not depend on when they were made. */
#define SCENE_TIME G_GINT64_CONSTANT (1795342800000)

#define CODE "size_t n = strcspn (line, \"\\r\\n\");\n" \
             "if (line[n] == '\\0' && !feof (in))\n" \
             "  return PARSE_TOO_LONG;   /* longer than the buffer */\n" \
             "\n" \
             "line[n] = '\\0';\n"

static void
finish (Talk *talk)
{
  ChatTimings *timings = chat_message_get_timings (talk->reply);
  ChatUsage *usage = chat_message_get_usage (talk->reply);

  talk_end (talk, CHAT_MESSAGE_COMPLETE);
  timings->first_delta_us = timings->started_us + 100000;
  timings->first_text_us = timings->started_us + 600000;
  timings->ended_us = timings->started_us + 8120000;
  usage->input_tokens = 262;
  usage->cache_read_input_tokens = 2048;
  usage->cache_creation_input_tokens = 0;
  usage->output_tokens = 575;
  chat_message_set_cost (talk->reply, 16709000);
  chat_message_changed (talk->reply);
}

static ChatContentBlock *
think (Talk       *talk,
       const char *text,
       double      seconds)
{
  ChatContentBlock *block = talk_block (talk, "{\"type\":\"thinking\",\"thinking\":\"\"}");

  block->started_us -= (gint64) (seconds * G_USEC_PER_SEC);
  talk_add (talk, block, text);
  return block;
}

static void
scene_main (Talk *talk)
{
  ChatContentBlock *block;

  talk_say (talk, "My parser crashes on the last line of some files. What is wrong, and which fix is best?");
  talk_reply (talk);
  block = think (talk, "The file may end without a newline.", 12);
  talk_frame (talk);
  talk_close_block (talk, block);
  block = talk_block (talk, "{\"type\":\"text\",\"text\":\"\"}");
  talk_add (talk, block,
            "The last line has no newline when the file does not end in one, so the code cuts a byte that it needs.\n\n"
            "For an empty line `strlen (line) - 1` wraps around to `SIZE_MAX`. The zero byte is then written in front of the buffer.\n\n"
            "```c\n" CODE "```\n\n"
            "Take `strcspn`: it is the smallest change and loses nothing.\n");
  talk_close_block (talk, block);
  finish (talk);
}

static void
scene_streaming (Talk *talk)
{
  ChatContentBlock *block;

  scene_main (talk);
  talk_say (talk, "It crashes when the queue is empty. Here is the function.\n\n```\nnode = queue->head;\n```\nThat is all.");
  talk_reply (talk);
  block = think (talk, "Hm", 4);
  talk_frame (talk);
  talk_close_block (talk, block);
  block = talk_block (talk, "{\"type\":\"text\",\"text\":\"\"}");
  talk_add (talk, block, "The second problem is quieter. When the last node leaves, tail still points to it, so the next push writes into memory that was already given back. Set it to NULL in the same");
}

static void
scene_thinking (Talk *talk)
{
  talk_say (talk, "What is wrong?");
  talk_reply (talk);
  think (talk, "The file may end without a newline. Then strlen - 1 points at the last real byte, and for an empty line it wraps around to a very large number.\n\nLet me look at the reader once more: it may be that fgets", 12);
}

static void
scene_waiting (Talk *talk)
{
  talk_say (talk, "What is wrong?");
  talk_reply (talk);
  fake_turn_set_phase (talk->turn, CHAT_TURN_WAITING);
  fake_turn_set_age (talk->turn, 2);
}

static void
scene_tools (Talk *talk)
{
  ChatContentBlock *block;

  talk_say (talk, "Look up what the driver allows, read my current curve and then apply a quieter one.");
  talk_reply (talk);
  block = talk_block (talk, "{\"type\":\"redacted_thinking\",\"data\":\"xyz\"}");
  talk_close_block (talk, block);
  block = talk_block (talk, "{\"type\":\"server_tool_use\",\"id\":\"s1\",\"name\":\"web_search\",\"input\":{}}");
  talk_add (talk, block, "{\"query\":\"fan curve driver limits\"}");
  talk_close_block (talk, block);
  block = talk_block (talk, "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"s1\",\"content\":["
    "{\"type\":\"web_search_result\",\"url\":\"https://docs.kernel.org/hwmon/pwm.html\",\"title\":\"Hardware monitoring: PWM interface\"},"
    "{\"type\":\"web_search_result\",\"url\":\"https://wiki.example.org/fan\",\"title\":\"Fan control on small laptops\"},"
    "{\"type\":\"web_search_result\",\"url\":\"https://forum.example.net/t/17\",\"title\":\"Why the fan never stops below 45 °C\"}]}");
  talk_close_block (talk, block);
  block = talk_block (talk, "{\"type\":\"text\",\"text\":\"The driver takes five points between 0 and 255\",\"citations\":["
    "{\"type\":\"web_search_result_location\",\"url\":\"https://docs.kernel.org/hwmon/pwm.html\"}]}");
  talk_close_block (talk, block);
  block = talk_block (talk, "{\"type\":\"text\",\"text\":\" and refuses a curve that falls again.\",\"citations\":["
    "{\"type\":\"web_search_result_location\",\"url\":\"https://docs.kernel.org/hwmon/pwm.html\"},"
    "{\"type\":\"page_location\",\"document_index\":0,\"document_title\":\"Manual of the board\"}]}");
  talk_close_block (talk, block);
  block = talk_block (talk, "{\"type\":\"text\",\"text\":\" Below 45 °C the firmware decides alone.\"}");
  talk_close_block (talk, block);
  block = talk_block (talk, "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"read_file\",\"input\":{}}");
  talk_add (talk, block, "{\"path\":\"/sys/class/hwmon/hwmon4/pwm1\",\"lines\":5}");
  talk_close_block (talk, block);
  block = talk_block (talk, "{\"type\":\"tool_use\",\"id\":\"t2\",\"name\":\"shell\",\"input\":{}}");
  talk_add (talk, block, "{\"command\":\"fanctl set --points 45:0,55:6");
  talk_close_block (talk, block);
  block = talk_block (talk, "{\"type\":\"bash_code_execution_tool_result\",\"tool_use_id\":\"b1\",\"content\":{\"type\":\"bash_code_execution_result\",\"stdout\":\"ok\\n\",\"stderr\":\"\",\"return_code\":2}}");
  talk_close_block (talk, block);
  block = talk_block (talk, "{\"type\":\"hologram\",\"n\":1.0}");
  talk_close_block (talk, block);
  block = talk_block (talk, "{\"type\":\"tool_use\",\"id\":\"t3\",\"name\":\"apply_curve\",\"input\":{}}");
  talk_add (talk, block, "{\"cur");
}

/* Calls with their answers, as they come from another program's history. */
static void
scene_calls (Talk *talk)
{
  g_autoptr(ChatMessage) results = chat_message_new (CHAT_ROLE_USER);
  g_autoptr(GString) long_one = g_string_new ("{\"type\":\"tool_result\",\"tool_use_id\":\"t2\",\"content\":\"");
  const char *answers[] = {
    "{\"type\":\"tool_result\",\"tool_use_id\":\"t1\",\"content\":[{\"type\":\"text\",\"text\":\"45 0\\n55 60\\n65 110\\n75 180\\n85 255\\n\"}]}",
    NULL,
    "{\"type\":\"tool_result\",\"tool_use_id\":\"t3\",\"is_error\":true,\"content\":\"Permission denied\"}",
  };
  ChatContentBlock *block;

  talk_say (talk, "Read my curve and apply a quieter one.");
  talk_reply (talk);
  block = talk_block (talk, "{\"type\":\"text\",\"text\":\"I look at the curve, at the log and at the limits.\"}");
  talk_close_block (talk, block);
  block = talk_block (talk, "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"read_file\",\"input\":{\"path\":\"/sys/class/hwmon/hwmon4/pwm1\",\"lines\":5}}");
  talk_close_block (talk, block);
  block = talk_block (talk, "{\"type\":\"tool_use\",\"id\":\"t2\",\"name\":\"shell\",\"input\":{\"command\":\"journalctl --boot --dmesg --grep fan --output short-monotonic --no-pager --lines 120 --reverse --utc\",\"note\":\"a\u202eb\"}}");
  talk_close_block (talk, block);
  block = talk_block (talk, "{\"type\":\"tool_use\",\"id\":\"t3\",\"name\":\"write_file\",\"input\":{\"path\":\"/etc/fancontrol\"}}");
  talk_close_block (talk, block);
  finish (talk);

  for (int i = 1; i <= 120; i++)
    g_string_append_printf (long_one, "[%6d.123] fan1: %d rpm\\n", i, 800 + i * 7);
  g_string_append (long_one, "\"}");
  answers[1] = long_one->str;
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      block = chat_content_block_new (answers[i], strlen (answers[i]), 0);
      chat_content_block_close (block);
      chat_message_add_block (results, block);
    }
  chat_message_set_state (results, CHAT_MESSAGE_COMPLETE);
  chat_conversation_append (talk->conversation, results);
  talk_answer (talk, "The fan is at 1640 rpm, and I may not write the file.");
  talk_frame (talk);
  talk_put_caret (talk, "shell");
}

static char *
paint (int width,
       int height)
{
  g_autoptr(GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  guchar *pixels = gdk_pixbuf_get_pixels (pixbuf);
  int stride = gdk_pixbuf_get_rowstride (pixbuf);
  g_autofree char *bytes = NULL;
  gsize length;

  for (int y = 0; y < height; y++)
    {
      for (int x = 0; x < width; x++)
        {
          pixels[y * stride + x * 3] = (guchar) (y > height * 6 / 10 ? 90 : 140 + x * 60 / width);
          pixels[y * stride + x * 3 + 1] = (guchar) (150 + 60 * y / height);
          pixels[y * stride + x * 3 + 2] = (guchar) (y > height * 6 / 10 ? 110 : 230);
        }
    }
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &bytes, &length, "png", NULL, NULL));
  return g_base64_encode ((const guchar *) bytes, length);
}

static void
add_picture (ChatMessage *message,
             const char  *title,
             int          width,
             int          height)
{
  g_autofree char *data = paint (width, height);
  g_autofree char *start = g_strdup_printf ("{\"type\":\"image\",\"title\":\"%s\",\"source\":{"
                                            "\"type\":\"base64\",\"media_type\":\"image/png\","
                                            "\"data\":\"%s\"}}", title, data);
  ChatContentBlock *block = chat_content_block_new (start, strlen (start), 0);

  chat_content_block_close (block);
  chat_message_add_block (message, block);
}

static void
scene_pictures (Talk *talk)
{
  g_autoptr(ChatMessage) message = chat_message_new_user ("Which of these two is the lake of Zug?");
  ChatContentBlock *block;

  add_picture (message, "lake.png", 1200, 800);
  add_picture (message, "small.png", 64, 48);
  chat_conversation_append (talk->conversation, message);
  talk_reply (talk);
  block = talk_block (talk, "{\"type\":\"text\",\"text\":\"The first one. This one is elsewhere:\"}");
  talk_close_block (talk, block);
  block = talk_block (talk, "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://example.org/lake.jpg\"}}");
  talk_close_block (talk, block);
  finish (talk);
  for (int i = 0; i < 40; i++)
    talk_frame (talk);
}

static void
scene_cited (Talk *talk)
{
  scene_tools (talk);
  finish (talk);
}

static void
scene_errors (Talk *talk)
{
  ChatContentBlock *block;
  g_autoptr(ChatFailure) lost = chat_failure_new (CHAT_FAILURE_CONNECTION_LOST, "Connection reset by peer");
  g_autoptr(ChatFailure) refused = chat_failure_new (CHAT_FAILURE_AUTHENTICATION, "invalid x-api-key");

  refused->status = 401;
  refused->type = g_strdup ("authentication_error");
  refused->request_id = g_strdup ("req_011CSHoEeqs5C35K2UUqR7Fy");
  talk_say (talk, "Write to my landlord that the heating has been off since Monday.");
  talk_reply (talk);
  block = talk_block (talk, "{\"type\":\"text\",\"text\":\"\"}");
  talk_add (talk, block, "Dear Ms Hartmann,\nsince Monday morning the heating in the flat has been off. The thermometer in the living room shows 15 °C, and");
  chat_message_set_failure (talk->reply, lost);
  talk_end (talk, CHAT_MESSAGE_INTERRUPTED);
  talk_say (talk, "Make it shorter and add a date.");
  talk_reply (talk);
  fake_turn_set_retry (talk->turn, 2, 8, CHAT_FAILURE_OVERLOADED);
  talk_frame (talk);
  chat_conversation_remove (talk->conversation, talk->reply);
  talk_reply (talk);
  chat_message_set_failure (talk->reply, refused);
  talk_end (talk, CHAT_MESSAGE_FAILED);
}

static void
scene_details (Talk *talk)
{
  scene_errors (talk);
  talk_frame (talk);
  gtk_widget_activate_action (GTK_WIDGET (talk->column), "transcript.details", NULL);
}

static void
scene_interrupted (Talk *talk)
{
  scene_errors (talk);
  chat_conversation_remove (talk->conversation, talk->reply);
  chat_conversation_remove (talk->conversation, chat_conversation_get_last (talk->conversation));
}

static void
scene_stopped (Talk *talk)
{
  ChatContentBlock *block;

  talk_say (talk, "Tell me a long story.");
  talk_reply (talk);
  block = talk_block (talk, "{\"type\":\"text\",\"text\":\"\"}");
  talk_add (talk, block, "Once upon a time there was a parser");
  talk_end (talk, CHAT_MESSAGE_STOPPED);
}

static void
scene_arabic (Talk *talk)
{
  ChatContentBlock *block;

  talk_say (talk, "يتوقف المحلل عند السطر الأخير في بعض الملفات. ما السبب، وأي إصلاح هو الأفضل؟");
  talk_reply (talk);
  block = think (talk, "قد ينتهي الملف دون سطر جديد.", 12);
  talk_frame (talk);
  talk_close_block (talk, block);
  block = talk_block (talk, "{\"type\":\"text\",\"text\":\"\"}");
  talk_add (talk, block,
            "السطر الأخير لا ينتهي بعلامة سطر جديد، فتقطع الشيفرة بايتًا تحتاج إليه.\n\n"
            "- strlen (line) تصبح القيمة\n"
            "- ثم يُكتب الصفر قبل بداية المخزن.\n\n"
            "```c\n" CODE "// تعليق\n}\n```\n"
            "2048 في النهاية\n");
  talk_close_block (talk, block);
  finish (talk);
  talk_say (talk, "Thanks! And in English?");
  talk_answer (talk, "The last line has no newline.");
}

static void
scene_arabic_streaming (Talk *talk)
{
  ChatContentBlock *block;

  talk_say (talk, "ما السبب؟");
  talk_reply (talk);
  block = talk_block (talk, "{\"type\":\"text\",\"text\":\"\"}");
  talk_add (talk, block, "السطر الأخير لا ينتهي بعلامة سطر جديد، فتقطع الشيفرة بايتًا تحتاج إليه");
}

static void
scene_scrolled (Talk *talk)
{
  scene_streaming (talk);
  talk_frame (talk);
  talk_wheel (talk, TRUE);
}

static void
scene_cursor (Talk *talk)
{
  scene_main (talk);
  scene_streaming (talk);
  talk_frame (talk);
  chat_transcript_move_message (talk->transcript, TRUE);
  chat_transcript_move_message (talk->transcript, TRUE);
}

static void
scene_cut (Talk *talk)
{
  ChatContentBlock *block;

  talk_say (talk, "Code, please.\n\n```\nint x;\n```");
  talk_reply (talk);
  block = talk_block (talk, "{\"type\":\"text\",\"text\":\"\"}");
  talk_add (talk, block, "Here it is:\n```c\n" CODE);
  talk_end (talk, CHAT_MESSAGE_STOPPED);
}

#define LONG_CODE \
  "```python\ndef total (orders):\n" \
  "    return sum (order.price * order.count * (1 - order.discount) for order in orders if order.state != \"cancelled\" and not order.is_test)\n\n" \
  "log.debug (\"%d orders, %d of them paid, the last one at %s\", len (orders), n_paid, orders[-1].time.isoformat ())  # too long for a page\n```\n"

/* Code that does not wrap, and the same block as it was. */
static void
scene_unwrapped (Talk *talk)
{
  talk_say (talk, "What do the orders come to?");
  talk_answer (talk, "The total, with what is cancelled left out:\n\n" LONG_CODE "\nIn a list:\n\n"
                     "1. The same once more:\n\n   ```sh\n   rsync --archive --compress --delete --exclude-from=ignored.txt ~/projects/orders/ backup.example.org:/srv/backup/orders/\n   ```\n\n" LONG_CODE);
  talk_frame (talk);
  gtk_widget_activate_action (GTK_WIDGET (talk->column), "code.wrap", "(su)",
                              chat_message_get_uid (talk->reply), 0);
  gtk_widget_activate_action (GTK_WIDGET (talk->column), "code.wrap", "(su)",
                              chat_message_get_uid (talk->reply), 1);
  talk_frame (talk);
  talk_put_caret (talk, "log.debug");
  for (int i = 0; i < 3; i++)
    gtk_widget_activate_action (GTK_WIDGET (talk->column), "transcript.scroll-sideways", "b", TRUE);
}

static void
scene_long (Talk *talk)
{
  ChatContentBlock *block;

  scene_main (talk);
  talk_reply (talk);
  block = talk_block (talk, "{\"type\":\"text\",\"text\":\"\"}");
  for (int i = 0; i < 900; i++)
    talk_add (talk, block, "words without any end ");
  talk_add (talk, block, "\n\n");
  for (int i = 0; i < 1500; i++)
    talk_add (talk, block, "donaudampfschiff");
}

static const struct
{
  const char  *name;
  void       (*play) (Talk *talk);
} scenes[] = {
  { "main", scene_main },
  { "streaming", scene_streaming },
  { "thinking", scene_thinking },
  { "waiting", scene_waiting },
  { "tools", scene_tools },
  { "cited", scene_cited },
  { "calls", scene_calls },
  { "pictures", scene_pictures },
  { "errors", scene_errors },
  { "details", scene_details },
  { "interrupted", scene_interrupted },
  { "stopped", scene_stopped },
  { "arabic", scene_arabic },
  { "arabic-streaming", scene_arabic_streaming },
  { "long", scene_long },
  { "scrolled", scene_scrolled },
  { "cursor", scene_cursor },
  { "cut", scene_cut },
  { "unwrapped", scene_unwrapped },
};

static GtkStyleProvider *
load_css (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "style", name, NULL);
  GtkCssProvider *provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_path (provider, path);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  return GTK_STYLE_PROVIDER (provider);
}

static void
drop_css (GtkStyleProvider *provider)
{
  gtk_style_context_remove_provider_for_display (gdk_display_get_default (), provider);
  g_object_unref (provider);
}

/* The style sheets of a look, in the order in which the program loads them. */
static void
load_look (GPtrArray *sheets,
           SceneLook  look)
{
  gboolean dark = (look & SCENE_DARK) != 0;

  g_ptr_array_add (sheets, load_css ("style.css"));
  if (dark)
    g_ptr_array_add (sheets, load_css ("style-dark.css"));
  if ((look & SCENE_CONTRAST) != 0)
    g_ptr_array_add (sheets, load_css (dark ? "style-hc-dark.css" : "style-hc.css"));
}

void
scene_init (void)
{
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", NULL);
}

void
scene_open (Talk      *talk,
            SceneLook  look,
            int        width,
            int        height)
{
  GPtrArray *sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) drop_css);

  gtk_widget_set_default_direction ((look & SCENE_MIRRORED) != 0 ? GTK_TEXT_DIR_RTL
                                                                 : GTK_TEXT_DIR_LTR);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      (look & SCENE_DARK) != 0 ? ADW_COLOR_SCHEME_FORCE_DARK
                                                               : ADW_COLOR_SCHEME_FORCE_LIGHT);
  load_look (sheets, look);
  talk_open (talk, width, height);
  /* Buttons of a window behind another look different. */
  test_wait_until (gtk_window_is_active (GTK_WINDOW (talk->window)));
  g_object_set_data_full (G_OBJECT (talk->conversation), "sheets", sheets,
                          (GDestroyNotify) g_ptr_array_unref);
}

void
scene_close (Talk *talk)
{
  talk_close (talk);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
play_file (Talk       *talk,
           const char *name)
{
  g_autofree char *path = g_strdup_printf ("scenes/%s.md", name);
  g_autofree char *text = test_load_fixture (path, NULL);

  talk_answer (talk, text);
}

static void
set_times (Talk *talk)
{
  GListModel *messages = G_LIST_MODEL (talk->conversation);

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr(ChatMessage) message = g_list_model_get_item (messages, i);

      chat_message_set_created (message, SCENE_TIME);
    }
}

void
scene_play (Talk       *talk,
            const char *name)
{
  gboolean found = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (scenes); i++)
    {
      if (g_str_equal (scenes[i].name, name))
        {
          scenes[i].play (talk);
          found = TRUE;
        }
    }
  if (!found)
    play_file (talk, name);

  set_times (talk);
  talk_frame (talk);
  talk_frame (talk);
}

const char *
scene_get_name (guint position)
{
  return position < G_N_ELEMENTS (scenes) ? scenes[position].name : NULL;
}
