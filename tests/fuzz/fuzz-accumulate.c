/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bytes to a message, the whole line: any cut gives the same one, and it is sound JSON.
 */

#include "fuzz.h"

#include "test-replay.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  if (size < 1)
    return 0;

  const char *bytes = (const char *) data + 1;
  g_autoptr(TestReplay) whole = test_replay_new (bytes, size - 1, size, TRUE);
  g_autoptr(TestReplay) cut = test_replay_new (bytes, size - 1, 1 + data[0] % 32, FALSE);
  g_autofree char *whole_json = test_replay_to_json (whole);
  g_autofree char *cut_json = test_replay_to_json (cut);

  g_assert_cmpstr (cut_json, ==, whole_json);
  g_assert_cmpint (whole->outcome, !=, CHAT_OUTCOME_PENDING);
  g_assert_cmpint (whole->failure != NULL, ==, whole->outcome == CHAT_OUTCOME_ERROR);

  return 0;
}
