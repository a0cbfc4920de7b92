/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A section of one line: a role, the status, the end, a placeholder.
 */

#include "chat-line-section.h"

typedef struct
{
  ChatSection  parent;
  char        *words;
} ChatLineSection;

static void
line_free (ChatSection *section)
{
  g_free (((ChatLineSection *) section)->words);
}

static ChatRun *
compose (ChatSection *section)
{
  ChatRun *run = chat_run_new ();

  chat_section_add_words (section, run, ((ChatLineSection *) section)->words, CHAT_N_INLINES);
  return run;
}

static void
line_update (ChatSection        *section,
             ChatSectionContext *context)
{
  g_autoptr(ChatRun) run = NULL;

  if (chat_section_is_placed (section))
    return;

  run = compose (section);
  chat_section_place (section, run);
}

static const ChatSectionClass line_class = {
  .update = line_update,
  .free = line_free,
};

ChatSection *
chat_line_section_new (ChatPage   *page,
                       ChatStyle   style,
                       guint       block,
                       const char *words)
{
  ChatLineSection *self = g_new0 (ChatLineSection, 1);

  chat_section_init (&self->parent, &line_class, page, style, block);
  self->words = g_strdup (words);
  return &self->parent;
}

void
chat_line_section_set_text (ChatSection *section,
                            const char  *words)
{
  ChatLineSection *self = (ChatLineSection *) section;
  g_autoptr(ChatRun) run = NULL;

  if (g_str_equal (self->words, words))
    return;

  g_free (self->words);
  self->words = g_strdup (words);
  if (!chat_section_is_placed (section))
    return;

  run = compose (section);
  chat_section_set_header (section, run);
}
