/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Framing: any bytes at any cut give what the HTML standard says.
 */

#include "fuzz.h"

#include "test-frames.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  if (size < 1)
    return 0;

  const char *bytes = (const char *) data + 1;
  gsize chunk = 1 + data[0] % 32;
  g_autoptr(GString) expected = test_frames_by_the_book (bytes, size - 1);
  g_autoptr(GString) whole = test_frames_parse (NULL, bytes, size - 1, size);
  g_autoptr(GString) cut = test_frames_parse (NULL, bytes, size - 1, chunk);

  test_frames_assert_equal (whole, expected);
  test_frames_assert_equal (cut, expected);

  return 0;
}
