/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The groups by date, and a list of conversations that is far too long to be looked through.
 */

#include "chat-conversation-info.h"
#include "chat-conversation-list.h"
#include "chat-date-group.h"
#include "chat-list-choice.h"
#include "window-support.h"

#define N_ROWS 50000
/* The list view keeps some 200 rows; one more is looked at above them, and some when it is built
 * and when it is scrolled. */
#define MAX_ASKED 1500


static GDateTime *
parse_time (const char *text)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  GDateTime *time;

  g_assert_nonnull (zone);
  time = g_date_time_new_from_iso8601 (text, zone);
  g_assert_nonnull (time);

  return time;
}


typedef struct
{
  const char *updated;
  const char *now;
  const char *title;
} GroupCase;

static const GroupCase group_cases[] = {
  { "2026-11-22T10:00:00", "2026-11-22T12:00:00", "Today" },
  { "2026-11-22T00:00:00", "2026-11-22T00:00:00", "Today" },
  { "2026-11-23T09:00:00", "2026-11-22T12:00:00", "Today" },
  { "2026-11-21T23:59:59", "2026-11-22T00:00:00", "Yesterday" },
  { "2026-11-21T00:00:00", "2026-11-22T23:59:59", "Yesterday" },
  { "2026-11-20T23:59:59", "2026-11-22T00:00:00", "Last 7 days" },
  { "2026-11-16T00:00:00", "2026-11-22T12:00:00", "Last 7 days" },
  { "2026-11-15T23:59:59", "2026-11-22T12:00:00", "Last 30 days" },
  { "2026-10-24T00:00:00", "2026-11-22T12:00:00", "Last 30 days" },
  { "2026-10-23T23:59:59", "2026-11-22T12:00:00", "October" },
  { "2026-01-01T00:00:00", "2026-11-22T12:00:00", "January" },
  { "2025-12-31T23:59:59", "2026-11-22T12:00:00", "December 2025" },
  { "2025-12-31T23:59:59", "2026-01-01T00:00:00", "Yesterday" },
  { "2024-02-29T12:00:00", "2026-11-22T12:00:00", "February 2024" },
  /* Days with a change of the clock have 25 and 23 hours. */
  { "2026-10-25T00:00:00", "2026-10-25T23:59:59", "Today" },
  { "2026-10-24T23:59:59", "2026-10-25T23:59:59", "Yesterday" },
  { "2026-03-28T23:59:59", "2026-03-30T00:00:00", "Last 7 days" },
};


static void
test_groups (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (group_cases); i++)
    {
      g_autoptr(GDateTime) updated = parse_time (group_cases[i].updated);
      g_autoptr(GDateTime) now = parse_time (group_cases[i].now);
      gint64 updated_ms = g_date_time_to_unix (updated) * 1000;
      ChatDateGroup group = chat_date_group_get (FALSE, updated_ms, now);
      ChatDateGroup pinned = chat_date_group_get (TRUE, updated_ms, now);
      g_autofree char *title = chat_date_group_dup_title (&group, now);
      g_autofree char *pinned_title = chat_date_group_dup_title (&pinned, now);

      g_test_message ("%s at %s", group_cases[i].updated, group_cases[i].now);
      g_assert_cmpstr (title, ==, group_cases[i].title);
      g_assert_cmpstr (pinned_title, ==, "Pinned");
      g_assert_true (chat_date_group_equal (&group, &group));
      g_assert_false (chat_date_group_equal (&group, &pinned));
    }
}


/* The same month of two years is two groups. */
static void
test_years (void)
{
  g_autoptr(GDateTime) now = parse_time ("2026-11-22T12:00:00");
  g_autoptr(GDateTime) one = parse_time ("2025-03-05T12:00:00");
  g_autoptr(GDateTime) other = parse_time ("2024-03-05T12:00:00");
  ChatDateGroup a = chat_date_group_get (FALSE, g_date_time_to_unix (one) * 1000, now);
  ChatDateGroup b = chat_date_group_get (FALSE, g_date_time_to_unix (other) * 1000, now);

  g_assert_false (chat_date_group_equal (&a, &b));
}


/* No time at all: a clock that stood far in the future. */
static void
test_impossible_time (void)
{
  g_autoptr(GDateTime) now = parse_time ("2026-11-22T12:00:00");
  ChatDateGroup group = chat_date_group_get (FALSE, G_MAXINT64, now);

  g_assert_cmpint (group.kind, ==, CHAT_DATE_GROUP_TODAY);
}


static void
test_rest (void)
{
  g_autoptr(GDateTime) evening = parse_time ("2026-11-22T23:59:59");
  g_autoptr(GDateTime) long_day = parse_time ("2026-10-25T00:00:00");
  const gint64 hour_ms = 60 * 60 * 1000;

  g_assert_cmpint (chat_date_group_get_rest (evening), >, 0);
  g_assert_cmpint (chat_date_group_get_rest (evening), <=, 1001);
  g_assert_cmpint (chat_date_group_get_rest (long_day) / hour_ms, ==, 25);
}


static void
test_choices (void)
{
  g_assert_cmpint (chat_list_choice_get_scope ("all"), ==, CHAT_HISTORY_CURRENT);
  g_assert_cmpint (chat_list_choice_get_scope ("archive"), ==, CHAT_HISTORY_ARCHIVED);
  g_assert_cmpint (chat_list_choice_get_scope ("trash"), ==, CHAT_HISTORY_TRASH);
  g_assert_cmpint (chat_list_choice_get_scope ("tag:trash"), ==, CHAT_HISTORY_CURRENT);
  g_assert_cmpint (chat_list_choice_get_scope ("something"), ==, CHAT_HISTORY_CURRENT);
  g_assert_cmpstr (chat_list_choice_get_tag ("tag:a:b_c"), ==, "a:b_c");
  g_assert_null (chat_list_choice_get_tag ("all"));
  g_assert_cmpstr (chat_list_choice_get_title ("tag:a:b_c"), ==, "a:b_c");
  g_assert_cmpstr (chat_list_choice_get_title ("trash"), ==, "Trash");
}


/* A list that makes each row when it is asked for, and counts that. */
#define TEST_TYPE_LONG_LIST (test_long_list_get_type ())
G_DECLARE_FINAL_TYPE (TestLongList, test_long_list, TEST, LONG_LIST, GObject)

struct _TestLongList
{
  GObject     parent_instance;

  GHashTable *asked;   /* set of positions */
};


static GType
get_item_type (GListModel *model)
{
  return CHAT_TYPE_CONVERSATION_INFO;
}


static guint
get_n_items (GListModel *model)
{
  return N_ROWS;
}


static gpointer
get_item (GListModel *model,
          guint       position)
{
  g_autofree char *uid = g_strdup_printf ("uid-%u", position);
  ChatConversationInfo *info;

  if (position >= N_ROWS)
    return NULL;

  g_hash_table_add (TEST_LONG_LIST (model)->asked, GUINT_TO_POINTER (position));
  info = chat_conversation_info_new (uid);
  chat_conversation_info_set_title (info, uid);

  return info;
}


static void
init_list_model (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestLongList, test_long_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, init_list_model))


static void
test_long_list_finalize (GObject *object)
{
  g_hash_table_unref (TEST_LONG_LIST (object)->asked);

  G_OBJECT_CLASS (test_long_list_parent_class)->finalize (object);
}


static void
test_long_list_class_init (TestLongListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_long_list_finalize;
}


static void
test_long_list_init (TestLongList *self)
{
  self->asked = g_hash_table_new (NULL, NULL);
}


static void
test_long (void)
{
  g_autoptr(TestLongList) model = g_object_new (TEST_TYPE_LONG_LIST, NULL);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *list = g_object_new (CHAT_TYPE_CONVERSATION_LIST, NULL);
  GtkWidget *scrolled_window;
  GtkAdjustment *adjustment;
  g_autofree char *neighbour = NULL;

  gtk_window_set_default_size (GTK_WINDOW (window), 264, 600);
  gtk_window_set_child (GTK_WINDOW (window), list);
  chat_conversation_list_set_model (CHAT_CONVERSATION_LIST (list), G_LIST_MODEL (model));
  /* What can be seen at first, the rest soon after. */
  g_assert_cmpuint (chat_conversation_list_get_n_rows (CHAT_CONVERSATION_LIST (list)), <, 250);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  g_assert_nonnull (chat_conversation_list_find_row (CHAT_CONVERSATION_LIST (list), "uid-0"));

  test_wait_until (chat_conversation_list_get_n_rows (CHAT_CONVERSATION_LIST (list)) == 50000);
  gtk_test_widget_wait_for_draw (window);

  /* To the very end, and one that is shown there. */
  scrolled_window = gtk_widget_get_first_child (list);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled_window));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  gtk_test_widget_wait_for_draw (window);
  gtk_test_widget_wait_for_draw (window);
  chat_conversation_list_set_shown (CHAT_CONVERSATION_LIST (list), "uid-49990");
  g_assert_cmpuint (chat_conversation_list_find_shown (CHAT_CONVERSATION_LIST (list)), ==, 49990);
  neighbour = chat_conversation_list_dup_neighbour (CHAT_CONVERSATION_LIST (list));
  g_assert_cmpstr (neighbour, ==, "uid-49991");

  /* One that was never seen is not looked for. */
  chat_conversation_list_set_shown (CHAT_CONVERSATION_LIST (list), "uid-25000");
  g_assert_cmpuint (chat_conversation_list_find_shown (CHAT_CONVERSATION_LIST (list)), ==,
                    GTK_INVALID_LIST_POSITION);
  g_assert_cmpuint (g_hash_table_size (model->asked), <, MAX_ASKED);

  gtk_window_destroy (GTK_WINDOW (window));
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

  g_test_add_func ("/sidebar/groups/cases", test_groups);
  g_test_add_func ("/sidebar/groups/years", test_years);
  g_test_add_func ("/sidebar/groups/impossible-time", test_impossible_time);
  g_test_add_func ("/sidebar/groups/rest", test_rest);
  g_test_add_func ("/sidebar/choices", test_choices);
  g_test_add_func ("/sidebar/long", test_long);

  return g_test_run ();
}
