/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The demo server's player on a connection whose buffers hold next to nothing.
 */

#include "chat-demo-player.h"

#include "test-support.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The kernel doubles it and rounds it up; a few kilobytes are left. */
#define SMALL_BUFFER 1024

typedef struct
{
  ChatDemoPlayer *player;
  int             reader;     /* the client's end; -1: closed */
  GString        *read;
  GString        *moments;
  gint64          over_us;
} Stage;

static void
moment_cb (ChatDemoPlayer *player,
           ChatDemoMoment  moment,
           gint64          now_us,
           gpointer        user_data)
{
  static const char *const names[] = { "byte", "delta", "over", "kept", "left" };
  Stage *stage = user_data;

  g_string_append_printf (stage->moments, "%s ", names[moment]);
  if (moment == CHAT_DEMO_MOMENT_OVER)
    stage->over_us = now_us;
}

static Stage *
open_stage (ChatDemoPlan *plan)
{
  const int size = SMALL_BUFFER;
  Stage *stage = g_new0 (Stage, 1);
  g_autoptr(GSocket) socket = NULL;
  g_autoptr(GSocketConnection) connection = NULL;
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), ==, 0);
  g_assert_cmpint (setsockopt (ends[0], SOL_SOCKET, SO_SNDBUF, &size, sizeof size), ==, 0);
  socket = g_socket_new_from_fd (ends[0], NULL);
  connection = g_socket_connection_factory_create_connection (socket);
  stage->reader = ends[1];
  stage->read = g_string_new (NULL);
  stage->moments = g_string_new (NULL);
  stage->player = chat_demo_player_new (G_IO_STREAM (connection), socket, plan, 1, moment_cb,
                                        stage);
  chat_demo_player_start (stage->player);
  return stage;
}

static void
close_stage (Stage *stage)
{
  chat_demo_player_free (stage->player);
  if (stage->reader >= 0)
    close (stage->reader);
  g_string_free (stage->read, TRUE);
  g_string_free (stage->moments, TRUE);
  g_free (stage);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stage, close_stage)

/* Takes what there is, a few bytes at a time. */
static gsize
read_some (Stage *stage)
{
  char buffer[700];
  gssize n = recv (stage->reader, buffer, sizeof buffer, MSG_DONTWAIT);

  if (n > 0)
    g_string_append_len (stage->read, buffer, n);
  return stage->read->len;
}

/* The main loop wakes for the player's part; this makes it wake for ours. */
static gboolean
look_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static ChatDemoPlan *
make_plan (gsize size)
{
  ChatDemoPlan *plan = chat_demo_plan_new ();
  char *data = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    data[i] = 'a' + i % 23;
  chat_demo_plan_add_event (plan, g_bytes_new_take (data, size), TRUE);
  return plan;
}

static void
test_small_buffer (void)
{
  const gsize size = 400 * 1000;
  ChatDemoPlan *plan = make_plan (size);
  g_autoptr(Stage) stage = NULL;
  guint waker = g_idle_add (look_cb, NULL);

  chat_demo_plan_add_end (plan, CHAT_DEMO_STEP_FINISH);
  stage = open_stage (plan);
  test_wait_until (read_some (stage) == size);
  g_source_remove (waker);
  for (gsize i = 0; i < size; i++)
    g_assert_cmpint (stage->read->str[i], ==, 'a' + i % 23);
  test_wait_until (stage->over_us > 0);
  g_assert_cmpstr (stage->moments->str, ==, "byte delta over ");
}

/* A wait begins when the client has taken what came before it. */
static void
test_wait_after_full_buffer (void)
{
  const gsize size = 20000;
  ChatDemoPlan *plan = make_plan (size);
  g_autoptr(Stage) stage = NULL;
  gint64 taken_us;
  guint waker;

  chat_demo_plan_add_wait (plan, 200 * 1000);
  chat_demo_plan_add_event (plan, g_bytes_new_static ("x", 1), FALSE);
  chat_demo_plan_add_end (plan, CHAT_DEMO_STEP_FINISH);
  stage = open_stage (plan);
  taken_us = g_get_monotonic_time () + 300 * 1000;
  waker = g_timeout_add (10, look_cb, NULL);
  test_wait_until (g_get_monotonic_time () >= taken_us);
  g_assert_cmpuint (read_some (stage), <=, 700);
  test_wait_until (read_some (stage) == size);
  taken_us = g_get_monotonic_time ();
  test_wait_until (stage->over_us > 0);
  g_source_remove (waker);
  g_assert_cmpint (stage->over_us - taken_us, >=, 50 * 1000);
}

static void
test_leaving_when_full (void)
{
  ChatDemoPlan *plan = make_plan (100 * 1000);
  g_autoptr(Stage) stage = NULL;

  chat_demo_plan_add_end (plan, CHAT_DEMO_STEP_FINISH);
  stage = open_stage (plan);
  close (stage->reader);
  stage->reader = -1;
  test_wait_until (strstr (stage->moments->str, "left") != NULL);
  g_assert_cmpstr (stage->moments->str, ==, "byte delta left ");
}

/* What a client says out of turn is taken and thrown away. */
static void
test_talking_client (void)
{
  ChatDemoPlan *plan = make_plan (3);
  g_autoptr(Stage) stage = NULL;
  char noise[2048] = "?";

  chat_demo_plan_add_wait (plan, 50 * 1000);
  chat_demo_plan_add_end (plan, CHAT_DEMO_STEP_KEEP);
  stage = open_stage (plan);
  for (guint i = 0; i < 500; i++)
    {
      test_wait_until (send (stage->reader, noise, sizeof noise, MSG_DONTWAIT) == sizeof noise);
      g_main_context_iteration (NULL, FALSE);
    }
  test_wait_until (strstr (stage->moments->str, "kept") != NULL);
  g_assert_cmpstr (stage->moments->str, ==, "byte delta kept ");
}

/* A client that takes everything at once must not keep the player from giving way. */
static void
test_flood_yields (void)
{
  ChatDemoPlan *plan = chat_demo_plan_new ();
  g_autoptr(GOutputStream) output = g_memory_output_stream_new_resizable ();
  GMemoryOutputStream *taken = G_MEMORY_OUTPUT_STREAM (output);
  g_autoptr(GSocket) socket = NULL;
  g_autoptr(GSocketConnection) connection = NULL;
  g_autoptr(GIOStream) stream = NULL;
  g_autoptr(Stage) stage = g_new0 (Stage, 1);
  int ends[2];
  gsize turn;

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), ==, 0);
  socket = g_socket_new_from_fd (ends[0], NULL);
  connection = g_socket_connection_factory_create_connection (socket);
  stream = g_simple_io_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)), output);
  stage->reader = ends[1];
  stage->read = g_string_new (NULL);
  stage->moments = g_string_new (NULL);
  chat_demo_plan_add_flood (plan, 0, 0);
  stage->player = chat_demo_player_new (stream, socket, plan, 1, moment_cb, stage);
  chat_demo_player_start (stage->player);

  turn = g_memory_output_stream_get_data_size (taken);
  g_assert_cmpuint (turn, >, 100 * 1000);
  g_assert_cmpuint (turn, <, 4 * 1000 * 1000);
  g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_memory_output_stream_get_data_size (taken), >, turn);
  g_assert_cmpuint (g_memory_output_stream_get_data_size (taken), <, 3 * turn);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo-player/small-buffer", test_small_buffer);
  g_test_add_func ("/demo-player/wait-after-full-buffer", test_wait_after_full_buffer);
  g_test_add_func ("/demo-player/leaving-when-full", test_leaving_when_full);
  g_test_add_func ("/demo-player/talking-client", test_talking_client);
  g_test_add_func ("/demo-player/flood-yields", test_flood_yields);
  return g_test_run ();
}
