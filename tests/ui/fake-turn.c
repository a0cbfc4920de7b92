/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A turn that does as it is told, in the place of the engine's.
 */

#include "fake-turn.h"

struct _ChatTurn
{
  GObject           parent_instance;

  ChatConversation *conversation;
  ChatMessage      *message;
  ChatTurnPhase     phase;
  gint64            started_us;
  ChatRetry         retry;
};

G_DEFINE_FINAL_TYPE (ChatTurn, chat_turn, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_PHASE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
chat_turn_finalize (GObject *object)
{
  ChatTurn *self = CHAT_TURN (object);

  g_clear_object (&self->conversation);
  g_clear_object (&self->message);
  g_clear_pointer (&self->retry.failure, chat_failure_unref);

  G_OBJECT_CLASS (chat_turn_parent_class)->finalize (object);
}

static void
chat_turn_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  g_value_set_int (value, CHAT_TURN (object)->phase);
}

static void
chat_turn_class_init (ChatTurnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = chat_turn_finalize;
  object_class->get_property = chat_turn_get_property;
  properties[PROP_PHASE] =
    g_param_spec_int ("phase", NULL, NULL, 0, G_MAXINT, 0, G_PARAM_READABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
chat_turn_init (ChatTurn *self)
{
  self->started_us = g_get_monotonic_time ();
}

ChatMessage *
chat_turn_get_message (ChatTurn *self)
{
  return self->message;
}

ChatTurnPhase
chat_turn_get_phase (ChatTurn *self)
{
  return self->phase;
}

gint64
chat_turn_get_phase_started (ChatTurn *self)
{
  return self->started_us;
}

gboolean
chat_turn_get_retry (ChatTurn  *self,
                     ChatRetry *retry)
{
  if (self->phase != CHAT_TURN_RETRYING)
    return FALSE;

  *retry = self->retry;
  return TRUE;
}

ChatTurn *
fake_turn_new (ChatConversation *conversation,
               ChatMessage      *message)
{
  ChatTurn *self = g_object_new (CHAT_TYPE_TURN, NULL);

  self->conversation = g_object_ref (conversation);
  self->message = g_object_ref (message);
  return self;
}

void
fake_turn_set_phase (ChatTurn      *turn,
                     ChatTurnPhase  phase)
{
  turn->phase = phase;
  turn->started_us = g_get_monotonic_time ();
  g_object_notify_by_pspec (G_OBJECT (turn), properties[PROP_PHASE]);
}

void
fake_turn_set_age (ChatTurn *turn,
                   double    seconds)
{
  turn->started_us = g_get_monotonic_time () - (gint64) (seconds * G_USEC_PER_SEC);
  g_object_notify_by_pspec (G_OBJECT (turn), properties[PROP_PHASE]);
}

void
fake_turn_set_retry (ChatTurn        *turn,
                     guint            number,
                     double           seconds,
                     ChatFailureKind  kind)
{
  g_clear_pointer (&turn->retry.failure, chat_failure_unref);
  turn->retry.number = number;
  turn->retry.max_number = 5;
  turn->retry.at_us = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);
  turn->retry.failure = chat_failure_new (kind, NULL);
  fake_turn_set_phase (turn, CHAT_TURN_RETRYING);
}
