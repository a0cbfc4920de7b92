/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the settings say about a transcript.
 */

#include "chat-page-views.h"
#include "chat-settings.h"
#include "chat-transcript-private.h"
#include "chat-transcript.h"

#include <adwaita.h>

static void
apply_width (ChatTranscript *self)
{
  GtkWidget *clamp = gtk_widget_get_parent (GTK_WIDGET (self->column));

  self->width = (int) g_settings_get_uint (self->settings, CHAT_SETTING_COLUMN_WIDTH);
  adw_clamp_scrollable_set_maximum_size (ADW_CLAMP_SCROLLABLE (clamp), self->width);
  adw_clamp_scrollable_set_tightening_threshold (ADW_CLAMP_SCROLLABLE (clamp), self->width);
}

static void
apply_code_font (ChatTranscript *self)
{
  g_autofree char *family = g_settings_get_string (self->settings, CHAT_SETTING_CODE_FONT);

  chat_column_set_code_font (self->column, family[0] != '\0' ? family : NULL);
}

static void
apply_code_scheme (ChatTranscript *self)
{
  chat_column_take_style (self->column);
}

static void
apply_follow (ChatTranscript *self)
{
  self->leaves = !g_settings_get_boolean (self->settings, CHAT_SETTING_FOLLOW_REPLIES);
}

static void
apply_kinetic (ChatTranscript *self)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self->column),
                                               GTK_TYPE_SCROLLED_WINDOW);

  gtk_scrolled_window_set_kinetic_scrolling (
    GTK_SCROLLED_WINDOW (window),
    g_settings_get_boolean (self->settings, CHAT_SETTING_KINETIC_SCROLLING));
}

static void
apply_wrap_code (ChatTranscript *self)
{
  chat_follower_set_wrap_code (self->follower,
                               g_settings_get_boolean (self->settings, CHAT_SETTING_WRAP_CODE));
}

static const struct
{
  const char *key;
  void      (*apply) (ChatTranscript *self);
} settings[] = {
  { CHAT_SETTING_COLUMN_WIDTH, apply_width },
  { CHAT_SETTING_CODE_FONT, apply_code_font },
  { CHAT_SETTING_CODE_SCHEME, apply_code_scheme },
  { CHAT_SETTING_WRAP_CODE, apply_wrap_code },
  { CHAT_SETTING_FOLLOW_REPLIES, apply_follow },
  { CHAT_SETTING_KINETIC_SCROLLING, apply_kinetic },
};

static void
changed_cb (ChatTranscript *self,
            const char     *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      if (g_str_equal (settings[i].key, key))
        settings[i].apply (self);
    }
}

void
chat_transcript_set_settings (ChatTranscript *self,
                              GSettings      *given)
{
  g_return_if_fail (CHAT_IS_TRANSCRIPT (self));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (given);
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    settings[i].apply (self);
  g_signal_connect_object (given, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

void
chat_transcript_leave_reply (ChatTranscript *self)
{
  ChatMessage *reply = self->conversation != NULL ? chat_conversation_get_last (self->conversation)
                                                  : NULL;
  ChatMessageView *view = NULL;
  int height;

  if (!self->leaves || reply == NULL || self->page == NULL || !chat_transcript_is_live (self) ||
      !chat_scroll_rule_get_pinned (self->rule))
    return;

  view = chat_page_find_message (self->page, reply);
  if (view != NULL && chat_column_get_message_top (self->column, view, &height) <= 0)
    {
      chat_scroll_rule_unpin (self->rule);
      chat_scroll_rule_put (self->rule, GTK_TEXT_VIEW (self->column),
                            chat_message_view_get_start (view), 0);
    }
}
