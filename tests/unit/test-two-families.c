/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A name with an address of each family: IPv6 first, and IPv4 while that one says nothing.
 */

#include "test-support.h"
#include "test-talk.h"

#include <libsoup/soup.h>
#include <string.h>

/* The resolver of the tests: two.test is this computer by IPv6 and by IPv4. */
#define TEST_TYPE_RESOLVER (test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GResolver)

struct _TestResolver
{
  GResolver parent_instance;
};

G_DEFINE_FINAL_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

static void
free_addresses (gpointer addresses)
{
  g_resolver_free_addresses (addresses);
}

static void
test_resolver_lookup_by_name_with_flags_async (GResolver                *resolver,
                                               const char               *host,
                                               GResolverNameLookupFlags  flags,
                                               GCancellable             *cancellable,
                                               GAsyncReadyCallback       callback,
                                               gpointer                  user_data)
{
  g_autoptr(GTask) task = g_task_new (resolver, cancellable, callback, user_data);
  GList *addresses = NULL;

  if ((flags & G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY) == 0)
    addresses = g_list_prepend (addresses, g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4));
  if ((flags & G_RESOLVER_NAME_LOOKUP_FLAGS_IPV4_ONLY) == 0)
    addresses = g_list_prepend (addresses, g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV6));
  g_task_return_pointer (task, addresses, free_addresses);
}

static GList *
test_resolver_lookup_by_name_with_flags_finish (GResolver     *resolver,
                                                GAsyncResult  *result,
                                                GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_with_flags_async = test_resolver_lookup_by_name_with_flags_async;
  resolver_class->lookup_by_name_with_flags_finish =
    test_resolver_lookup_by_name_with_flags_finish;
}

static void
test_resolver_init (TestResolver *self)
{
}

/* Its queue of connections that nobody accepts is full, so that another one hears nothing.
 * Returns: (transfer full) (nullable): NULL where there is no IPv6 */
static GSocket *
open_ipv6 (guint     port,
           gboolean  dead,
           GSocket **filler)
{
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV6);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new (loopback, (guint16) port);
  g_autoptr(GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV6, G_SOCKET_TYPE_STREAM,
                                            G_SOCKET_PROTOCOL_TCP, NULL);

  if (socket == NULL || !g_socket_bind (socket, address, TRUE, NULL))
    return NULL;

  g_socket_set_listen_backlog (socket, dead ? 0 : 10);
  g_assert_true (g_socket_listen (socket, NULL));
  if (dead)
    {
      *filler = g_socket_new (G_SOCKET_FAMILY_IPV6, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                              NULL);
      g_assert_true (g_socket_connect (*filler, address, NULL, NULL));
    }
  return g_steal_pointer (&socket);
}

static void
test_families (gconstpointer data)
{
  const gboolean dead = GPOINTER_TO_INT (data);
  g_autoptr(GSocket) filler = NULL;
  g_autoptr(GSocket) listener = NULL;
  g_autoptr(ChatTurn) turn = NULL;
  g_autofree char *url = NULL;
  TestTalk talk;

  test_talk_set_up (&talk, "{\"check\":false,\"text\":\"Yes.\"}");
  listener = open_ipv6 (chat_demo_server_get_port (talk.server), dead, &filler);
  if (listener == NULL)
    {
      g_test_skip ("there is no IPv6");
      test_talk_tear_down (&talk);
      return;
    }

  g_object_unref (talk.profile);
  url = g_strdup_printf ("http://two.test:%u", chat_demo_server_get_port (talk.server));
  talk.profile = chat_profile_new ("Two", url);
  chat_profile_set_key (talk.profile, CHAT_AUTH_NONE, NULL);
  chat_profile_set_allow_http (talk.profile, TRUE);
  chat_profile_set_proxy (talk.profile, CHAT_PROXY_NONE, NULL);
  chat_engine_set_profile (talk.engine, talk.profile);
  turn = g_object_ref (chat_engine_send (talk.engine, talk.conversation, "hello", NULL));
  if (dead)
    {
      test_talk_wait (turn);
      test_assert_reply (chat_turn_get_message (turn), CHAT_MESSAGE_COMPLETE, CHAT_FAILURE_NONE,
                         "Yes.");
    }
  else
    {
      test_wait_until (g_socket_condition_check (listener, G_IO_IN) != 0);
      g_assert_cmpuint (chat_demo_server_get_n_connections (talk.server), ==, 0);
      chat_turn_stop (turn);
      test_talk_wait (turn);
    }
  g_clear_object (&turn);
  test_talk_tear_down (&talk);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GResolver) resolver = NULL;

  g_test_init (&argc, &argv, NULL);

  resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);
  g_resolver_set_default (resolver);
  g_test_add_data_func ("/two-families/ipv6-first", GINT_TO_POINTER (FALSE), test_families);
  g_test_add_data_func ("/two-families/dead-ipv6", GINT_TO_POINTER (TRUE), test_families);

  return g_test_run ();
}
