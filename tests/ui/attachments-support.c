/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of attachments share: files to attach, and what has become of them.
 */

#include "attachments-support.h"

#include "chat-json.h"


ChatComposer *
attachments_get_composer (WindowFixture *self)
{
  return CHAT_COMPOSER (find_widget (GTK_WIDGET (window_get_view (self)), CHAT_TYPE_COMPOSER,
                                     NULL));
}


ChatAttachmentRow *
attachments_get_row (WindowFixture *self)
{
  return chat_composer_get_attachments (attachments_get_composer (self));
}


GFile *
attachments_get_file (const char *name)
{
  return g_file_new_for_path (g_test_get_filename (G_TEST_DIST, "fixtures", "attachments", name,
                                                   NULL));
}


void
attachments_begin (WindowFixture *self,
                   const char    *name)
{
  g_autoptr(GFile) file = attachments_get_file (name);

  chat_attachment_row_add (attachments_get_row (self), chat_attachment_source_new_file (file));
}


void
attachments_add (WindowFixture *self,
                 const char    *name)
{
  attachments_begin (self, name);
  test_wait_until (!chat_attachment_row_is_reading (attachments_get_row (self)));
}


/* "notes.txt:ready page.pdf:ready" */
static char *
describe (WindowFixture *self)
{
  static const char * const states[] = { "reading", "ready", "failed" };
  GListModel *items = chat_attachment_row_get_items (attachments_get_row (self));
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(ChatAttachmentItem) item = g_list_model_get_item (items, i);

      g_string_append_printf (out, "%s%s:%s", i > 0 ? " " : "",
                              chat_attachment_item_get_name (item),
                              states[chat_attachment_item_get_state (item)]);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}


void
attachments_assert (WindowFixture *self,
                    const char    *expected)
{
  g_autofree char *actual = describe (self);

  g_assert_cmpstr (actual, ==, expected);
  g_assert_cmpint (gtk_widget_get_visible (GTK_WIDGET (attachments_get_row (self))), ==,
                   *expected != '\0');
}


/* "image,document,text" of the last user message of request @number. */
void
attachments_assert_sent (WindowFixture *self,
                         guint          number,
                         const char    *expected)
{
  g_autoptr(JsonObject) body =
    chat_json_parse_object (chat_demo_server_get_body (self->server, number), -1, NULL);
  JsonArray *messages = chat_json_get_array (body, "messages");
  JsonObject *last = json_array_get_object_element (messages,
                                                    json_array_get_length (messages) - 1);
  JsonArray *content = chat_json_get_array (last, "content");
  g_autoptr(GString) types = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (content); i++)
    g_string_append_printf (types, "%s%s", i > 0 ? "," : "",
                            chat_json_get_string (json_array_get_object_element (content, i),
                                                  "type"));
  g_assert_cmpstr (types->str, ==, expected);
}


void
attachments_assert_prompt (WindowFixture *self,
                           const char    *expected)
{
  g_autofree char *prompt = window_dup_prompt (self);

  g_assert_cmpstr (prompt, ==, expected);
}


void
attachments_set_up (WindowFixture *self,
                    gconstpointer  script)
{
  window_fixture_set_up (self, script);
  chat_profile_get_dialect (chat_engine_get_profile (self->engine))->documents = TRUE;
}


/* The next test finds no draft of this one. */
void
attachments_tear_down (WindowFixture *self,
                       gconstpointer  script)
{
  chat_composer_clear (attachments_get_composer (self));
  window_fixture_tear_down (self, script);
}
