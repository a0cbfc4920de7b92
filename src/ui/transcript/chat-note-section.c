/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A note below a reply: text on the page, buttons in a slot over a line that keeps their room.
 */

#include "chat-note-section.h"

#include "chat-phrase.h"
#include "chat-slot.h"
#include "chat-wrap-layout.h"

#include <string.h>

#define NOTE_PAD      12   /* px below the last line */
#define BUTTONS_ABOVE 9
#define BUTTONS_APART 6

typedef struct
{
  ChatSection  parent;
  ChatNote    *note;
  ChatSlot    *slot;      /* the column's; claimed while the section lives */
  GtkWidget   *buttons;   /* the slot's */
  GtkTextMark *room;      /* in the line that the slot covers */
  int          height;    /* px of that line */
} ChatNoteSection;

static void
note_free (ChatSection *section)
{
  ChatNoteSection *self = (ChatNoteSection *) section;

  if (self->slot != NULL)
    chat_column_release_slot (section->page->column, self->slot);
  if (self->room != NULL)
    gtk_text_buffer_delete_mark (section->page->buffer, self->room);
  chat_note_free (self->note);
}

static GtkWidget *
new_button (const ChatNoteButton *button)
{
  GtkWidget *widget = gtk_button_new_with_label (button->label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (widget),
                                  button->action != NULL ? button->action : "transcript.details");
  if (button->look == CHAT_BUTTON_SUGGESTED)
    gtk_widget_add_css_class (widget, "suggested-action");
  else if (button->look == CHAT_BUTTON_FLAT)
    gtk_widget_add_css_class (widget, "flat");
  gtk_widget_set_halign (widget, GTK_ALIGN_START);

  return widget;
}

static GtkWidget *
new_buttons (const ChatNote *note)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, chat_wrap_layout_new (BUTTONS_APART));
  for (guint i = 0; i < note->n_buttons; i++)
    gtk_box_append (GTK_BOX (box), new_button (&note->buttons[i]));
  gtk_widget_set_halign (box, GTK_ALIGN_START);

  return box;
}

static GtkTextTag *
get_room_tag (ChatNoteSection *self)
{
  return chat_tags_get_line (self->parent.page->tags, CHAT_STYLE_SPACER, self->height, FALSE);
}

static ChatRun *
compose (ChatNoteSection *self)
{
  ChatSection *section = &self->parent;
  ChatRun *run = chat_run_new ();
  guint start;

  section->own = chat_direction_of_text (self->note->title, strlen (self->note->title));
  chat_section_add_words (section, run, self->note->title, CHAT_INLINE_BOLD);
  if (self->note->body != NULL)
    {
      chat_section_add_words (section, run, chat_phrase_get_gap (), CHAT_N_INLINES);
      chat_section_add_words (section, run, self->note->body, CHAT_N_INLINES);
    }
  if (self->note->n_buttons == 0)
    return run;

  start = run->n_chars;
  chat_run_append (run, "\n\u00a0", strlen ("\n\u00a0"));
  chat_run_tag (run, start, chat_tags_get_inline (section->page->tags, CHAT_INLINE_PAD));
  chat_run_tag (run, start + 1, get_room_tag (self));
  return run;
}

static void
mark_room (ChatNoteSection *self)
{
  GtkTextBuffer *buffer = self->parent.page->buffer;
  GtkTextIter iter;

  if (self->parent.body != NULL)
    {
      gtk_text_buffer_get_iter_at_mark (buffer, &iter, self->parent.body);
      gtk_text_iter_backward_char (&iter);
    }
  else
    {
      gtk_text_buffer_get_iter_at_mark (buffer, &iter, self->parent.tail);
    }

  if (self->room == NULL)
    self->room = gtk_text_buffer_create_mark (buffer, NULL, &iter, TRUE);
  else
    gtk_text_buffer_move_mark (buffer, self->room, &iter);
}

static void
note_update (ChatSection        *section,
             ChatSectionContext *context)
{
  ChatNoteSection *self = (ChatNoteSection *) section;
  g_autoptr(ChatRun) run = NULL;

  if (chat_section_is_placed (section))
    return;

  run = compose (self);
  chat_section_place (section, run);
  if (self->note->n_buttons == 0)
    return;

  mark_room (self);
  self->buttons = new_buttons (self->note);
  self->slot = chat_column_claim_slot (section->page->column, self->buttons, self->room,
                                       BUTTONS_ABOVE);
}

static void
note_fill_body (ChatSection *section)
{
  ChatNoteSection *self = (ChatNoteSection *) section;
  g_auto(GStrv) lines = NULL;
  g_autoptr(ChatRun) run = chat_run_new ();

  if (self->note->details == NULL)
    return;

  lines = g_strsplit (self->note->details, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint start;

      if (i > 0)
        chat_run_append (run, "\n", 1);
      start = run->n_chars;
      chat_section_add_words (section, run, *lines[i] != '\0' ? lines[i] : " ", CHAT_N_INLINES);
      chat_section_tag_line (section, run, start, CHAT_STYLE_DETAIL, i == 0 ? NOTE_PAD : 0);
    }
  chat_section_set_body (section, run);
}

static void
note_measure (ChatSection *section)
{
  ChatNoteSection *self = (ChatNoteSection *) section;
  GtkTextIter iter;
  int height;

  if (self->slot == NULL)
    return;

  /* They begin where the words above them do, whatever runs the other way around them. */
  gtk_widget_set_direction (self->buttons, section->rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  height = BUTTONS_ABOVE + chat_slot_fit (self->slot,
                                          chat_column_get_text_width (section->page->column));
  if (height == self->height)
    return;

  self->height = height;
  gtk_text_buffer_get_iter_at_mark (section->page->buffer, &iter, self->room);
  chat_page_retag (section->page, &iter, get_room_tag (self));
}

static const ChatSectionClass note_class = {
  .update = note_update,
  .fill_body = note_fill_body,
  .measure = note_measure,
  .free = note_free,
};

ChatMarkIcon
chat_note_get_icon (ChatNoteKind kind)
{
  switch (kind)
    {
    case CHAT_NOTE_CUT_OFF:
      return CHAT_MARK_WARNING;
    case CHAT_NOTE_REFUSED:
      return CHAT_MARK_REFUSED;
    case CHAT_NOTE_RETRYING:
      return CHAT_MARK_WAITING;
    case CHAT_NOTE_FAILED:
      return CHAT_MARK_ERROR;
    case CHAT_NOTE_STOPPED:
    case CHAT_NOTE_INTERRUPTED:
    default:
      return CHAT_MARK_STOPPED;
    }
}

static ChatFrame
get_frame (ChatNoteKind kind)
{
  switch (kind)
    {
    case CHAT_NOTE_RETRYING:
      return CHAT_FRAME_WARN;
    case CHAT_NOTE_FAILED:
      return CHAT_FRAME_ERROR;
    case CHAT_NOTE_STOPPED:
    case CHAT_NOTE_INTERRUPTED:
    case CHAT_NOTE_CUT_OFF:
    case CHAT_NOTE_REFUSED:
    default:
      return CHAT_FRAME_CARD;
    }
}

ChatSection *
chat_note_section_new (ChatPage *page,
                       ChatNote *note)
{
  ChatNoteSection *self = g_new0 (ChatNoteSection, 1);

  chat_section_init (&self->parent, &note_class, page, CHAT_STYLE_NOTE, CHAT_NO_BLOCK);
  self->parent.frame = get_frame (note->kind);
  self->parent.icon = chat_note_get_icon (note->kind);
  self->parent.pad = self->parent.pad_open = NOTE_PAD;
  self->note = note;
  return &self->parent;
}

void
chat_note_section_set_note (ChatSection *section,
                            ChatNote    *note)
{
  ChatNoteSection *self = (ChatNoteSection *) section;
  gboolean same = g_strcmp0 (self->note->title, note->title) == 0 &&
                  g_strcmp0 (self->note->body, note->body) == 0;
  g_autoptr(ChatRun) run = NULL;

  chat_note_free (self->note);
  self->note = note;
  if (same || !chat_section_is_placed (section))
    return;

  run = compose (self);
  chat_section_set_header (section, run);
  if (self->room != NULL)
    mark_room (self);
}

ChatNoteKind
chat_note_section_get_kind (ChatSection *section)
{
  return ((ChatNoteSection *) section)->note->kind;
}
