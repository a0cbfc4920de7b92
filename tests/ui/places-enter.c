/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Begins a window, leads it to a place, and closes it again.
 */

#include "places-private.h"

#include "chat-command-palette.h"
#include "places-front.h"

#define NO_MODELS "\"rules\":[{\"when\":{\"path\":\"/v1/models\"},\"reply\":{\"status\":404}}]"
#define ANSWERS \
  "{\"check\":false," NO_MODELS ",\"replies\":[{\"text\":\"# Heron\\n\\nThe **heron** of " \
  "[a pond](https://heron.example/pond) and of [a lake](https://heron.example/lake), `heron`.\\n\\n" \
  "- heron\\n- heron\\n\\n```c\\nheron ();\\n```\\n\\n| heron | pond |\\n|---|---|\\n| 1 | 2 |\\n\\n" \
  "> heron\\n\"}]}"
#define HANGS  "{\"check\":false," NO_MODELS ",\"replies\":[{\"text\":\"heron heron heron\",\"hang\":3}]}"
#define FAILS  "{\"check\":false," NO_MODELS \
               ",\"replies\":[{\"status\":401,\"error\":\"authentication_error\"}]}"


static const char *
get_script (PlaceTalk talk)
{
  static const char * const scripts[] = { ANSWERS, ANSWERS, HANGS, FAILS };

  return scripts[talk];
}


void
places_activate (WindowFixture *self,
                 const char    *detailed)
{
  g_autofree char *action = NULL;
  g_autoptr(GVariant) target = NULL;
  g_autoptr(GError) error = NULL;

  g_action_parse_detailed_name (detailed, &action, &target, &error);
  g_assert_no_error (error);
  gtk_widget_activate_action_variant (GTK_WIDGET (window_get_view (self)), action, target);
}


/* An account and a prompt of one's own. */
static void
add_belongings (WindowFixture *self)
{
  ChatAccounts *accounts = chat_engine_get_accounts (self->engine);
  ChatLibrary *prompts = chat_engine_get_prompts (self->engine);
  g_autoptr(ChatProfile) profile = chat_profile_new (PLACES_ACCOUNT, "http://127.0.0.1:9");
  g_autoptr(ChatLibraryItem) prompt = chat_library_item_new (PLACES_PROMPT, "Heron, {{where}}?", NULL);

  if (chat_library_find (prompts, PLACES_PROMPT) != NULL)
    return;

  chat_profile_set_key (profile, CHAT_AUTH_NONE, NULL);
  chat_accounts_add (accounts, profile);
  chat_library_put (prompts, NULL, prompt);
}


static void
talk (WindowFixture *self,
      PlaceTalk      talk)
{
  if (talk == PLACE_SILENT)
    return;

  if (talk != PLACE_STREAMING)
    {
      window_converse (self, "heron");
      return;
    }

  window_write (self, "heron");
  window_activate (self, "chat.send");
  test_wait_until (window_is_enabled (self, "chat.stop"));
}


GtkWidget *
places_enter (WindowFixture *self,
              const Place   *place)
{
  return places_enter_after (self, place, NULL);
}


GtkWidget *
places_enter_after (WindowFixture *self,
                    const Place   *place,
                    void         (*prepare) (WindowFixture *self))
{
  window_fixture_set_up (self, get_script (place->talk));
  /* What opens goes by the size of its window, and closes when the window takes the focus. */
  test_wait_until (gtk_widget_get_width (GTK_WIDGET (self->window)) > 0
                   && gtk_window_is_active (self->window));
  add_belongings (self);
  talk (self, place->talk);
  if (prepare != NULL)
    prepare (self);
  if (place->action != NULL)
    places_activate (self, place->action);
  if (place->go != NULL)
    place->go (self);
  /* What follows from a size comes one frame later. */
  gtk_test_widget_wait_for_draw (GTK_WIDGET (front_get_window ()));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (front_get_window ()));
  settle ();

  return front_get ();
}


/* Inside out, as a user does: who goes with an open popover takes the keyboard along. */
static void
close_front (WindowFixture *self)
{
  GtkWidget *front;

  test_wait_until (front_get () != NULL);
  while ((front = front_get ()) != GTK_WIDGET (self->window))
    {
      if (GTK_IS_POPOVER (front))
        gtk_popover_popdown (GTK_POPOVER (front));
      else if (GTK_IS_WINDOW (front))
        gtk_window_close (GTK_WINDOW (front));
      else
        chat_command_palette_close (CHAT_COMMAND_PALETTE (front));
      test_wait_until (front_get () != front && front_get () != NULL);
    }
}


void
places_leave (WindowFixture *self)
{
  ChatHistory *history = chat_engine_get_history (self->engine);
  const char *uid = chat_conversation_get_uid (window_get_conversation (self));

  close_front (self);
  /* The next place is as empty as this was. */
  if (history != NULL && uid != NULL)
    chat_history_purge (history, uid);
  chat_engine_set_online (self->engine, TRUE);
  window_fixture_tear_down (self, NULL);
}
