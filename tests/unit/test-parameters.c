/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parameters in the form that the history keeps.
 */

#include "chat-parameters.h"

static void
assert_back (ChatParameters  parameters,
             const char     *expected)
{
  g_autofree char *json = chat_parameters_to_json (&parameters);
  g_auto(ChatParameters) back = chat_parameters_from_json (json);
  g_autofree char *again = chat_parameters_to_json (&back);

  g_assert_cmpstr (json, ==, expected);
  g_assert_cmpint (back.max_tokens, ==, parameters.max_tokens);
  g_assert_cmpint (back.thinking, ==, parameters.thinking);
  g_assert_cmpint (back.thinking_budget, ==, parameters.thinking_budget);
  g_assert_cmpstr (again, ==, expected);
}

static void
test_there_and_back (void)
{
  char *stop[] = { (char *) "END", (char *) "\n", NULL };

  assert_back ((ChatParameters) CHAT_PARAMETERS_INIT, NULL);
  assert_back ((ChatParameters) { .max_tokens = 5 }, "{\"max_tokens\":5}");
  assert_back ((ChatParameters) { .thinking = CHAT_THINKING_MODE_OFF }, "{\"thinking\":\"off\"}");
  assert_back ((ChatParameters) { .thinking = CHAT_THINKING_MODE_ADAPTIVE },
               "{\"thinking\":\"adaptive\"}");
  assert_back ((ChatParameters) { 9, CHAT_THINKING_MODE_BUDGET, 2048 },
               "{\"max_tokens\":9,\"thinking\":\"budget\",\"thinking_budget\":2048}");
  assert_back ((ChatParameters) { .display = CHAT_DISPLAY_OMITTED, .effort = CHAT_EFFORT_XHIGH },
               "{\"display\":\"omitted\",\"effort\":\"xhigh\"}");
  assert_back ((ChatParameters) { .sampling = { CHAT_SAMPLING_ALL, 0, 0.1, 40 } },
               "{\"temperature\":0,\"top_p\":0.1,\"top_k\":40}");
  assert_back ((ChatParameters) { .stop_sequences = stop },
               "{\"stop_sequences\":[\"END\",\"\\n\"]}");
}

/* A damaged or a later form is no reason to fail. */
static void
test_no_good (void)
{
  static const char * const forms[] = {
    "", "[]", "{", "null", "{\"max_tokens\":-4}", "{\"max_tokens\":\"x\",\"thinking\":7}",
    "{\"thinking\":\"later\",\"temperature\":-1,\"effort\":\"huge\"}",
    "{\"temperature\":3,\"top_p\":2,\"top_k\":0,\"display\":1,\"stop_sequences\":[1,null]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_auto(ChatParameters) parameters = chat_parameters_from_json (forms[i]);
      g_autofree char *again = chat_parameters_to_json (&parameters);

      g_assert_cmpint (parameters.max_tokens, ==, 0);
      g_assert_cmpint (parameters.thinking, ==, CHAT_THINKING_MODE_DEFAULT);
      g_assert_cmpint (parameters.thinking_budget, ==, 0);
      g_assert_null (again);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/parameters/there-and-back", test_there_and_back);
  g_test_add_func ("/parameters/no-good", test_no_good);

  return g_test_run ();
}
