/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rate of a stream: over the last seconds only, and silence is told.
 */

#include "chat-rate-meter.h"

#define SECOND G_USEC_PER_SEC

/* Feeds sixty times a second, as frames do. Returns the size that was reached. */
static gsize
feed (ChatRateMeter *meter,
      double         from,
      double         to,
      gsize          size,
      double         rate)
{
  for (double t = from; t < to; t += 1.0 / 60)
    {
      size += (gsize) (rate / 60);
      chat_rate_meter_feed (meter, (gint64) (t * SECOND), size);
    }

  return size;
}

static void
assert_rate (const ChatRateMeter *meter,
             double               at,
             double               expected)
{
  double rate = chat_rate_meter_get_rate (meter, (gint64) (at * SECOND));

  g_assert_cmpfloat (rate, >=, expected * 0.95);
  g_assert_cmpfloat (rate, <=, expected * 1.05);
}

static void
test_steady (void)
{
  ChatRateMeter meter = { 0 };

  chat_rate_meter_feed (&meter, 100 * SECOND, 0);
  assert_rate (&meter, 100.5, 0);
  feed (&meter, 100, 103, 0, 600);
  assert_rate (&meter, 103, 600);
}

/* What was a while ago does not count any more. */
static void
test_change (void)
{
  ChatRateMeter meter = { 0 };
  gsize size = feed (&meter, 100, 120, 0, 6000);

  size = feed (&meter, 120, 127, size, 60);
  assert_rate (&meter, 127, 60);
}

static void
test_silence (void)
{
  ChatRateMeter meter = { 0 };
  gsize size = feed (&meter, 100, 103, 0, 600);

  feed (&meter, 103, 110, size, 0);
  assert_rate (&meter, 110, 0);
  g_assert_cmpint (meter.grown_us, >, (gint64) (102.9 * SECOND));
  g_assert_cmpint (meter.grown_us, <=, 103 * SECOND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/transcript-rate/steady", test_steady);
  g_test_add_func ("/transcript-rate/change", test_change);
  g_test_add_func ("/transcript-rate/silence", test_silence);

  return g_test_run ();
}
