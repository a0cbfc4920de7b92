/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells a screen reader what happens in a conversation: the reply by sentences as it is written,
 * how it goes, and what is said in passing.
 */

#include "config.h"

#include "chat-announcer.h"

#include "chat-announce.h"
#include "chat-failure-text.h"
#include "chat-markdown.h"
#include "chat-phrase.h"
#include "chat-sentence.h"
#include "chat-settings.h"
#include "chat-status-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* Nobody hears faster, and looking costs as much as the reply is long. */
#define LOOK_MS 250

struct _ChatAnnouncer
{
  GObject    parent_instance;

  GtkWidget *widget;     /* owns this */
  GSettings *settings;
  ChatTurn  *turn;       /* whose reply is told, or NULL */
  gsize      told;       /* bytes of its text */
  guint      timeout;    /* until the next look at the text, or 0 */
};

G_DEFINE_FINAL_TYPE (ChatAnnouncer, chat_announcer, G_TYPE_OBJECT)

static guint announced_signal;


static void
announce (ChatAnnouncer *self,
          const char    *words,
          gboolean       urgent)
{
  if (g_settings_get_enum (self->settings, CHAT_SETTING_ANNOUNCEMENTS) == CHAT_ANNOUNCE_NOTHING)
    return;

  chat_announce (self->widget, words, urgent);
  g_signal_emit (self, announced_signal, 0, words);
}


static void
append_words (GString                *words,
              const ChatMarkdownText *text)
{
  if (text->text->len > 0)
    g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", text->text->str);
}


static void
append_table (GString                 *words,
              const ChatMarkdownTable *table)
{
  for (guint i = 0; i < table->rows->len; i++)
    {
      GPtrArray *row = g_ptr_array_index (table->rows, i);

      for (guint j = 0; j < row->len; j++)
        append_words (words, g_ptr_array_index (row, j));
    }
}


/* Without the marks of Markdown. */
static void
tell_sentence (ChatAnnouncer *self,
               const char    *text,
               gsize          length)
{
  g_autoptr(GPtrArray) blocks = chat_markdown_parse (text, length);
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      const ChatMarkdownBlock *block = g_ptr_array_index (blocks, i);

      if (block->table != NULL)
        append_table (words, block->table);
      else
        append_words (words, &block->text);
    }
  if (words->len > 0)
    announce (self, words->str, FALSE);
}


static void
tell_text (ChatAnnouncer *self)
{
  ChatMessage *message = chat_turn_get_message (self->turn);
  gboolean ended = chat_message_get_state (message) != CHAT_MESSAGE_OPEN;
  g_autofree char *text = NULL;
  gsize length;
  gsize end;

  if (g_settings_get_enum (self->settings, CHAT_SETTING_ANNOUNCEMENTS) != CHAT_ANNOUNCE_SENTENCES)
    return;

  text = chat_message_dup_text (message);
  length = strlen (text);
  while (self->told < length
         && (end = chat_sentence_find_end (text + self->told, length - self->told, ended)) > 0)
    {
      tell_sentence (self, text + self->told, end);
      self->told += end;
    }
}


static gboolean
look_cb (gpointer user_data)
{
  ChatAnnouncer *self = CHAT_ANNOUNCER (user_data);

  self->timeout = 0;
  tell_text (self);

  return G_SOURCE_REMOVE;
}


static void
message_changed_cb (ChatAnnouncer *self,
                    ChatMessage   *message)
{
  if (self->turn != NULL && chat_turn_get_message (self->turn) == message && self->timeout == 0)
    self->timeout = g_timeout_add (LOOK_MS, look_cb, self);
}


static void
phase_cb (ChatAnnouncer *self,
          GParamSpec    *pspec,
          ChatTurn      *turn)
{
  ChatRetry retry;
  g_autofree char *words = NULL;

  if (turn != self->turn || !chat_turn_get_retry (turn, &retry))
    return;

  words = chat_status_retry_title (&retry);
  announce (self, words, TRUE);
}


static char *
dup_ending (ChatMessage *message)
{
  ChatFailure *failure = chat_message_get_failure (message);
  g_autoptr(ChatFailureText) text = NULL;

  if (chat_message_get_state (message) == CHAT_MESSAGE_COMPLETE)
    /* Translators: told by a screen reader when a reply has been written to its end */
    return g_strdup (_("The reply is complete"));
  if (chat_message_get_state (message) != CHAT_MESSAGE_FAILED || failure == NULL)
    return chat_status_ending (message);

  text = chat_failure_text_new (failure, FALSE);
  return chat_phrase_join (text->title, text->body);
}


static void
end (ChatAnnouncer *self)
{
  g_autofree char *words = dup_ending (chat_turn_get_message (self->turn));

  g_clear_handle_id (&self->timeout, g_source_remove);
  tell_text (self);
  if (words != NULL)
    announce (self, words, FALSE);
  g_clear_object (&self->turn);
}


static void
begin (ChatAnnouncer *self,
       ChatTurn      *turn)
{
  self->turn = g_object_ref (turn);
  self->told = 0;
  g_signal_connect_object (chat_turn_get_message (turn), "changed",
                           G_CALLBACK (message_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (turn, "notify::phase", G_CALLBACK (phase_cb), self, G_CONNECT_SWAPPED);
  /* Translators: told by a screen reader when a message is sent */
  announce (self, _("Sending"), FALSE);
}


static void
chat_announcer_dispose (GObject *object)
{
  ChatAnnouncer *self = CHAT_ANNOUNCER (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_object (&self->turn);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (chat_announcer_parent_class)->dispose (object);
}


static void
chat_announcer_class_init (ChatAnnouncerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_announcer_dispose;

  announced_signal = g_signal_new ("announced", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}


static void
chat_announcer_init (ChatAnnouncer *self)
{
}


ChatAnnouncer *
chat_announcer_new (GtkWidget *widget,
                    GSettings *settings)
{
  ChatAnnouncer *self = g_object_new (CHAT_TYPE_ANNOUNCER, NULL);

  self->widget = widget;
  self->settings = g_object_ref (settings);

  return self;
}


void
chat_announcer_set_turn (ChatAnnouncer *self,
                         ChatTurn      *turn)
{
  g_return_if_fail (CHAT_IS_ANNOUNCER (self));

  if (turn == self->turn)
    return;

  if (self->turn != NULL)
    end (self);
  if (turn != NULL)
    begin (self, turn);
}


void
chat_announcer_say (ChatAnnouncer *self,
                    const char    *words)
{
  g_return_if_fail (CHAT_IS_ANNOUNCER (self));
  g_return_if_fail (words != NULL);

  announce (self, words, FALSE);
}
