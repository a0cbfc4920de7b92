/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The transcript: one conversation as a scrolled column, with its "Latest" pill.
 */

#include "chat-transcript.h"

struct _ChatTranscript
{
  GtkWidget         parent_instance;

  GtkWidget        *scrolled_window;
  ChatConversation *conversation;
  ChatTurn         *turn;
  gboolean          pinned;
  gboolean          scrolled;
};

G_DEFINE_FINAL_TYPE (ChatTranscript, chat_transcript, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_PINNED,
  PROP_SCROLLED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
chat_transcript_dispose (GObject *object)
{
  ChatTranscript *self = CHAT_TRANSCRIPT (object);

  g_clear_pointer (&self->scrolled_window, gtk_widget_unparent);
  g_clear_object (&self->conversation);
  g_clear_object (&self->turn);

  G_OBJECT_CLASS (chat_transcript_parent_class)->dispose (object);
}

static void
chat_transcript_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  ChatTranscript *self = CHAT_TRANSCRIPT (object);

  switch (prop_id)
    {
    case PROP_PINNED:
      g_value_set_boolean (value, self->pinned);
      break;

    case PROP_SCROLLED:
      g_value_set_boolean (value, self->scrolled);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
chat_transcript_class_init (ChatTranscriptClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chat_transcript_dispose;
  object_class->get_property = chat_transcript_get_property;

  properties[PROP_PINNED] =
    g_param_spec_boolean ("pinned", NULL, NULL, TRUE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SCROLLED] =
    g_param_spec_boolean ("scrolled", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
chat_transcript_init (ChatTranscript *self)
{
  self->pinned = TRUE;
  self->scrolled_window = gtk_scrolled_window_new ();
  gtk_widget_set_parent (self->scrolled_window, GTK_WIDGET (self));
}

GtkWidget *
chat_transcript_new (void)
{
  return g_object_new (CHAT_TYPE_TRANSCRIPT, NULL);
}

void
chat_transcript_set_conversation (ChatTranscript   *self,
                                  ChatConversation *conversation)
{
  g_return_if_fail (CHAT_IS_TRANSCRIPT (self));

  g_set_object (&self->conversation, conversation);
}

void
chat_transcript_set_turn (ChatTranscript *self,
                          ChatTurn       *turn)
{
  g_return_if_fail (CHAT_IS_TRANSCRIPT (self));

  g_set_object (&self->turn, turn);
}

void
chat_transcript_scroll_to_latest (ChatTranscript *self)
{
  g_return_if_fail (CHAT_IS_TRANSCRIPT (self));
}
