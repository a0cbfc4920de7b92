/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * UTF-8 validation and repair against a table of the well-formed sequences.
 */

#include "chat-utf8.h"

#include "test-guard.h"

#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"

/* A word-at-a-time loop goes wrong at its edges: twice a word, and then some. */
#define LONGEST_ASCII_RUN 40

typedef struct
{
  guint8 low;
  guint8 high;
} Range;

/* The Unicode Standard 15, table 3-7: well-formed UTF-8 byte sequences. */
static const struct
{
  gsize length;
  Range bytes[4];
} well_formed[] = {
  { 1, { { 0x00, 0x7F } } },
  { 2, { { 0xC2, 0xDF }, { 0x80, 0xBF } } },
  { 3, { { 0xE0, 0xE0 }, { 0xA0, 0xBF }, { 0x80, 0xBF } } },
  { 3, { { 0xE1, 0xEC }, { 0x80, 0xBF }, { 0x80, 0xBF } } },
  { 3, { { 0xED, 0xED }, { 0x80, 0x9F }, { 0x80, 0xBF } } },
  { 3, { { 0xEE, 0xEF }, { 0x80, 0xBF }, { 0x80, 0xBF } } },
  { 4, { { 0xF0, 0xF0 }, { 0x90, 0xBF }, { 0x80, 0xBF }, { 0x80, 0xBF } } },
  { 4, { { 0xF1, 0xF3 }, { 0x80, 0xBF }, { 0x80, 0xBF }, { 0x80, 0xBF } } },
  { 4, { { 0xF4, 0xF4 }, { 0x80, 0x8F }, { 0x80, 0xBF }, { 0x80, 0xBF } } },
};

/* How many bytes at the start belong together, by the table; @whole: they are a character. */
static gsize
measure_by_table (const guint8 *bytes,
                  gsize         length,
                  gboolean     *whole)
{
  gsize longest = 0;

  for (gsize row = 0; row < G_N_ELEMENTS (well_formed); row++)
    {
      gsize n = 0;

      while (n < length && n < well_formed[row].length &&
             bytes[n] >= well_formed[row].bytes[n].low &&
             bytes[n] <= well_formed[row].bytes[n].high)
        n++;

      if (n == well_formed[row].length)
        {
          *whole = TRUE;
          return n;
        }
      longest = MAX (longest, n);
    }

  *whole = FALSE;
  return MAX (longest, 1);
}

/* Appends what the standard makes of @bytes. Returns: whether nothing had to be replaced. */
static gboolean
repair_by_table (GString      *out,
                 const guint8 *bytes,
                 gsize         length)
{
  gboolean valid = TRUE;

  while (length > 0)
    {
      gboolean whole;
      gsize n = measure_by_table (bytes, length, &whole);

      g_string_append_len (out, whole ? (const char *) bytes : REPLACEMENT, whole ? (gssize) n : 3);
      valid = valid && whole;
      bytes += n;
      length -= n;
    }

  return valid;
}

static void
check_bytes (const guint8 *bytes,
             gsize         length,
             GString      *expected,
             GString      *out)
{
  g_string_truncate (expected, 0);
  g_string_truncate (out, 0);

  gboolean valid = repair_by_table (expected, bytes, length);

  chat_utf8_append_valid (out, (const char *) bytes, length);

  /* millions of times: the macro only to say what differs */
  if (out->len != expected->len || memcmp (out->str, expected->str, out->len) != 0 ||
      chat_utf8_is_valid ((const char *) bytes, length) != valid)
    {
      g_test_message ("input: %02x %02x %02x %02x, %" G_GSIZE_FORMAT " bytes",
                      bytes[0], length > 1 ? bytes[1] : 0, length > 2 ? bytes[2] : 0,
                      length > 3 ? bytes[3] : 0, length);
      g_assert_cmpmem (out->str, out->len, expected->str, expected->len);
      g_assert_cmpint (chat_utf8_is_valid ((const char *) bytes, length), ==, valid);
    }
}

static void
test_one_and_two_bytes (void)
{
  g_autoptr(GString) expected = g_string_new (NULL);
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; i < 0x100; i++)
    check_bytes ((const guint8[]) { (guint8) i }, 1, expected, out);
  for (guint i = 0; i < 0x10000; i++)
    check_bytes ((const guint8[]) { (guint8) (i >> 8), (guint8) i }, 2, expected, out);
}

static void
test_three_bytes (void)
{
  g_autoptr(GString) expected = g_string_new (NULL);
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; i < 0x1000000; i++)
    check_bytes ((const guint8[]) { (guint8) (i >> 16), (guint8) (i >> 8), (guint8) i }, 3,
                 expected, out);
}

/* Every first byte, and after it both sides of each bound that the table has. */
static void
test_four_bytes (void)
{
  static const guint8 edges[] = {
    0x00, 0x41, 0x7F, 0x80, 0x81, 0x8F, 0x90, 0x9F, 0xA0, 0xBE, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF,
    0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF,
  };
  const guint n = G_N_ELEMENTS (edges);
  g_autoptr(GString) expected = g_string_new (NULL);
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint first = 0; first < 0x100; first++)
    for (guint i = 0; i < n * n * n; i++)
      check_bytes ((const guint8[]) { (guint8) first, edges[i / n / n], edges[i / n % n],
                                      edges[i % n] },
                   4, expected, out);
}

/* A character, a cut one and a lone trail byte at every offset into a run of ASCII, up to the very
 * end of the memory. */
static void
test_at_every_offset (void)
{
  static const char * const inserts[] = { "é", "你", "😀", "\xE4\xBD", "\xF0\x9F\x98", "\x80", "\xFF" };
  g_autoptr(TestGuard) guard = test_guard_new (LONGEST_ASCII_RUN + 4);
  g_autoptr(GString) expected = g_string_new (NULL);
  g_autoptr(GString) out = g_string_new (NULL);

  for (gsize before = 0; before < LONGEST_ASCII_RUN; before++)
    for (gsize i = 0; i < G_N_ELEMENTS (inserts); i++)
      for (gsize after = 0; before + after < LONGEST_ASCII_RUN; after++)
        {
          g_autoptr(GString) input = g_string_new (NULL);

          for (gsize n = 0; n < before; n++)
            g_string_append_c (input, 'a');
          g_string_append (input, inserts[i]);
          for (gsize n = 0; n < after; n++)
            g_string_append_c (input, 'z');

          const char *bytes = test_guard_put (guard, input->str, input->len);

          check_bytes ((const guint8 *) bytes, input->len, expected, out);
        }
}

static void
test_nothing (void)
{
  g_autoptr(GString) out = g_string_new ("kept");
  g_autofree char *shown = chat_utf8_displayable ("", 0);

  g_assert_true (chat_utf8_is_valid ("", 0));
  chat_utf8_append_valid (out, "", 0);
  g_assert_cmpstr (out->str, ==, "kept");
  g_assert_cmpstr (shown, ==, "");
}

static void
test_displayable (void)
{
  static const struct
  {
    const char *bytes;
    gsize       length;
    const char *shown;
  } cases[] = {
    { "plain", 5, "plain" },
    { "a\0b", 3, "a" REPLACEMENT "b" },
    { "\0", 1, REPLACEMENT },
    { "\0\0a\0", 4, REPLACEMENT REPLACEMENT "a" REPLACEMENT },
    /* a character that NUL cuts is two things, not one */
    { "\xE4\xBD\0", 3, REPLACEMENT REPLACEMENT },
    { "\xF0\x9F\x98\x80\0\xFF", 6, "😀" REPLACEMENT REPLACEMENT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = chat_utf8_displayable (cases[i].bytes, cases[i].length);

      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/utf8/nothing", test_nothing);
  g_test_add_func ("/utf8/one-and-two-bytes", test_one_and_two_bytes);
  g_test_add_func ("/utf8/three-bytes", test_three_bytes);
  g_test_add_func ("/utf8/four-bytes", test_four_bytes);
  g_test_add_func ("/utf8/at-every-offset", test_at_every_offset);
  g_test_add_func ("/utf8/displayable", test_displayable);

  return g_test_run ();
}
