/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One message in the tree of a conversation, and where the tree puts it.
 */

#include "chat-branch-item.h"

#include "chat-markdown-words.h"
#include "chat-model-info.h"

#include <glib/gi18n.h>
#include <string.h>

/* Characters of a message that a row can show at most; the label cuts off where the row ends. */
#define MAX_WORDS 200

/* Bytes of a message in which that many characters are to be found, marks and targets between
 * them. */
#define MAX_SOURCE 4096

/* What all of a maker's models have in their names. */
#define FAMILY "Claude "

struct _ChatBranchItem
{
  GObject          parent_instance;

  ChatMessage     *message;
  ChatBranchPlace  place;
};

G_DEFINE_FINAL_TYPE (ChatBranchItem, chat_branch_item, G_TYPE_OBJECT)

static void
chat_branch_item_finalize (GObject *object)
{
  g_clear_object (&CHAT_BRANCH_ITEM (object)->message);

  G_OBJECT_CLASS (chat_branch_item_parent_class)->finalize (object);
}

static void
chat_branch_item_class_init (ChatBranchItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chat_branch_item_finalize;
}

static void
chat_branch_item_init (ChatBranchItem *self)
{
}

/* What still has to be written, nearest last. */
typedef struct
{
  ChatMessage *message;
  guint        lane;
  gboolean     side;
  gboolean     rail;
} Pending;

/* The child that goes on in its parent's lane: the shown one, or else the newest. */
static ChatMessage *
find_main_child (ChatConversation *conversation,
                 ChatMessage      *parent,
                 guint             n_children)
{
  for (guint i = n_children; i > 0; i--)
    {
      ChatMessage *child = chat_conversation_get_child (conversation, parent, i - 1);

      if (chat_conversation_find (conversation, child, NULL))
        return child;
    }

  return chat_conversation_get_child (conversation, parent, n_children - 1);
}

static void
push (GArray      *pending,
      ChatMessage *message,
      guint        lane,
      gboolean     side,
      gboolean     rail)
{
  Pending next = { message, lane, side, rail };

  g_array_append_val (pending, next);
}

static void
push_children (GArray           *pending,
               ChatConversation *conversation,
               ChatMessage      *parent,
               guint             lane,
               gboolean          rail)
{
  guint n_children = chat_conversation_get_n_children (conversation, parent);
  ChatMessage *main_child;

  if (n_children == 0)
    return;

  main_child = find_main_child (conversation, parent, n_children);
  push (pending, main_child, lane, FALSE, rail);
  if (lane == 0)
    rail = chat_conversation_find (conversation, main_child, NULL);
  for (guint i = n_children; i > 0; i--)
    {
      ChatMessage *child = chat_conversation_get_child (conversation, parent, i - 1);

      if (child != main_child)
        push (pending, child, lane + 1, TRUE, rail);
    }
}

static ChatBranchItem *
new_item (ChatConversation *conversation,
          const Pending    *next)
{
  ChatBranchItem *self = g_object_new (CHAT_TYPE_BRANCH_ITEM, NULL);
  ChatBranchPlace *place = &self->place;

  self->message = g_object_ref (next->message);
  place->lane = next->lane;
  place->side = next->side;
  place->rail = next->rail;
  place->top = chat_conversation_get_parent (conversation, next->message) == NULL &&
               chat_conversation_get_n_children (conversation, NULL) == 1;
  place->goes_on = chat_conversation_get_n_children (conversation, next->message) > 0;
  place->on_path = chat_conversation_find (conversation, next->message, NULL);
  place->end = next->message == chat_conversation_get_last (conversation);
  place->position = chat_conversation_get_sibling_position (conversation, next->message,
                                                            &place->n_siblings);
  return self;
}

/* Whether the last row so far is what @message follows. */
static gboolean
is_parent (ChatConversation *conversation,
           GPtrArray        *items,
           ChatMessage      *message)
{
  ChatBranchItem *last = g_ptr_array_index (items, items->len - 1);

  return last->message == chat_conversation_get_parent (conversation, message);
}

/* A conversation may be thousands of messages deep: no recursion. */
GPtrArray *
chat_branch_items_new (ChatConversation *conversation,
                       guint            *n_lanes,
                       guint            *n_branches)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GArray) pending = g_array_new (FALSE, FALSE, sizeof (Pending));

  *n_lanes = 1;
  *n_branches = 0;
  push_children (pending, conversation, NULL, 0, FALSE);
  while (pending->len > 0)
    {
      Pending next = g_array_index (pending, Pending, pending->len - 1);
      ChatBranchItem *item = new_item (conversation, &next);

      item->place.near = items->len > 0 && is_parent (conversation, items, next.message);
      g_array_set_size (pending, pending->len - 1);
      g_ptr_array_add (items, item);
      *n_lanes = MAX (*n_lanes, next.lane + 1);
      *n_branches += item->place.goes_on ? 0 : 1;
      push_children (pending, conversation, next.message, next.lane, next.rail);
    }

  return items;
}

ChatMessage *
chat_branch_item_get_message (ChatBranchItem *self)
{
  g_return_val_if_fail (CHAT_IS_BRANCH_ITEM (self), NULL);

  return self->message;
}

const ChatBranchPlace *
chat_branch_item_get_place (ChatBranchItem *self)
{
  g_return_val_if_fail (CHAT_IS_BRANCH_ITEM (self), NULL);

  return &self->place;
}

/* White space of any length is one blank. */
static char *
flatten (const char *text)
{
  GString *out = g_string_new (NULL);
  gboolean blank = FALSE;
  guint n_chars = 0;

  for (const char *p = text; *p != '\0' && n_chars < MAX_WORDS; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (g_unichar_isspace (character) || g_unichar_iscntrl (character))
        {
          blank = out->len > 0;
          continue;
        }
      if (blank)
        g_string_append_c (out, ' ');
      blank = FALSE;
      g_string_append_unichar (out, character);
      n_chars++;
    }

  return g_string_free (out, FALSE);
}

/* A reply may hold nothing but calls of tools. */
static const char *
describe_blocks (ChatMessage *message)
{
  if (chat_message_get_state (message) == CHAT_MESSAGE_OPEN)
    return _("Being written…");
  if (chat_message_get_n_blocks (message) == 0)
    return _("Empty");

  switch (chat_message_get_block (message, 0)->kind)
    {
    case CHAT_BLOCK_TOOL_USE:
    case CHAT_BLOCK_SERVER_TOOL_USE:
      return _("Call of a tool");
    case CHAT_BLOCK_TOOL_RESULT:
    case CHAT_BLOCK_SERVER_TOOL_RESULT:
      return _("Result of a tool");
    case CHAT_BLOCK_THINKING:
    case CHAT_BLOCK_REDACTED_THINKING:
      return _("Thoughts");
    case CHAT_BLOCK_IMAGE:
    case CHAT_BLOCK_DOCUMENT:
      return _("Attachment");
    case CHAT_BLOCK_TEXT:
    case CHAT_BLOCK_COMPACTION:
    case CHAT_BLOCK_FALLBACK:
    case CHAT_BLOCK_OTHER:
    default:
      return _("Empty");
    }
}

/* What a person wrote stands as it is, as on the page. */
static char *
dup_shown_text (ChatMessage *message)
{
  g_autofree char *text = chat_message_dup_text (message);

  return chat_message_get_role (message) == CHAT_ROLE_USER
         ? g_steal_pointer (&text) : chat_markdown_dup_words (text, strlen (text), MAX_SOURCE);
}

char *
chat_branch_item_dup_words (ChatBranchItem *self)
{
  g_autofree char *text = dup_shown_text (self->message);
  g_autofree char *words = NULL;

  g_return_val_if_fail (CHAT_IS_BRANCH_ITEM (self), NULL);

  words = flatten (text);
  return words[0] != '\0' ? g_steal_pointer (&words) : g_strdup (describe_blocks (self->message));
}

static char *
dup_time (ChatMessage *message)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) created =
    g_date_time_new_from_unix_local (chat_message_get_created (message) / 1000);
  GTimeSpan age;

  if (created == NULL)
    return g_strdup ("");

  age = g_date_time_difference (now, created);
  if (age < 6 * G_TIME_SPAN_DAY)
    return g_date_time_format (created, "%a %R");

  return g_date_time_format (created, "%x");
}

static char *
dup_version (ChatBranchItem *self)
{
  const ChatBranchPlace *place = &self->place;

  if (chat_message_get_role (self->message) == CHAT_ROLE_USER)
    /* Translators: a message of which there are several versions: "1 of 2 edits". */
    return g_strdup_printf (_("%u of %u edits"), place->position + 1, place->n_siblings);

  /* Translators: a reply to a message that has several: "2 of 2 replies". */
  return g_strdup_printf (_("%u of %u replies"), place->position + 1, place->n_siblings);
}

/* "Opus 5", as the column is narrow; NULL for a prompt. */
static const char *
get_model_name (ChatMessage *message)
{
  const char *id = chat_message_get_model (message);
  const char *name = id != NULL ? chat_model_info_get_name (id) : NULL;

  if (name != NULL && g_str_has_prefix (name, FAMILY))
    return name + strlen (FAMILY);

  return name;
}

char *
chat_branch_item_dup_remark (ChatBranchItem *self)
{
  const char *model = get_model_name (self->message);
  g_autofree char *first = NULL;

  g_return_val_if_fail (CHAT_IS_BRANCH_ITEM (self), NULL);

  if (self->place.end)
    return g_strdup (_("shown now"));

  first = self->place.n_siblings > 1 ? dup_version (self) : dup_time (self->message);
  if (model == NULL)
    return g_steal_pointer (&first);

  return g_strdup_printf ("%s · %s", first, model);
}
