/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A section: the lines on the page that show one thing, be it a role, a block or a note.
 */

#pragma once

#include "chat-direction.h"
#include "chat-frame.h"
#include "chat-message.h"
#include "chat-page.h"
#include "chat-source-list.h"

G_BEGIN_DECLS

/* What sections look at when they are brought up to date. */
typedef struct
{
  ChatMessage    *message;
  ChatMessage    *previous;  /* on the page, or NULL */
  ChatMessage    *next;
  ChatSourceList *sources;
  gint64          now_us;
  gboolean        live;      /* more may come */
  gboolean        pinned;    /* the view follows the end: what folds above it moves nothing */
  gsize           budget;    /* bytes of streamed text that may still be written */
} ChatSectionContext;

typedef struct _ChatSection ChatSection;

/* All optional. fill_body writes what was folded away, each time that it is unfolded: what is folded is
 * not on the page; measure makes room for widgets, whose size may have changed; can_activate tells
 * whether there is something to press that calls show_all, which writes what was cut from a long body;
 * get_uri says what the text there links to. */
typedef struct
{
  void        (*update)    (ChatSection        *self,
                            ChatSectionContext *context);
  void        (*fill_body) (ChatSection        *self);
  void        (*measure)   (ChatSection        *self);
  gboolean    (*can_activate) (ChatSection     *self,
                            const GtkTextIter  *at);
  gboolean    (*show_all)  (ChatSection        *self);
  const char *(*get_uri)   (ChatSection        *self,
                            const GtkTextIter  *at);
  void        (*free)      (ChatSection        *self);
} ChatSectionClass;

/* The first member of each kind of section. On the page a section is its header (one line or more),
 * its body if it has one, and always an end of line. Interior marks lie one character into their
 * line, so that what is inserted in front of a section never gets behind them. */
struct _ChatSection
{
  const ChatSectionClass *klass;
  ChatPage               *page;       /* borrowed */
  GtkTextMark            *before;     /* borrowed, until it is placed: what it goes in front of */
  GtkTextMark            *start;      /* left gravity, or NULL: not on the page yet */
  GtkTextMark            *tail;       /* right gravity, before the last end of line */
  GtkTextMark            *body;       /* left gravity, where its first line begins; NULL: folded */
  ChatStyle               style;      /* of the first line */
  int                     gap;        /* px above it */
  ChatDirection           own;        /* of words that are not those of the message; else NONE */
  gboolean                rtl;        /* its lines begin at the right edge */
  ChatFrame               frame;
  int                     pad;        /* px of the frame below the last line */
  int                     pad_open;   /* the same while the body shows */
  ChatMarkIcon            icon;
  ChatMarkIcon            end_icon;   /* at the end edge of the first line */
  gboolean                busy;       /* the icon is that of something that goes on */
  guint                   block;      /* the first block it shows, or CHAT_NO_BLOCK */
  gboolean                foldable;
  gboolean                open;
  struct _ChatProse      *prose;      /* its rendered text, borrowed from itself, or NULL */
  gboolean                touched;    /* folded or unfolded by the reader: left alone from then on */
};

#define CHAT_NO_BLOCK G_MAXUINT

void     chat_section_init         (ChatSection            *self,
                                    const ChatSectionClass *klass,
                                    ChatPage               *page,
                                    ChatStyle               style,
                                    guint                   block);
/* Writes header and end of line in front of section->before, which moves along. */
void     chat_section_place        (ChatSection            *self,
                                    ChatRun                *header);
gboolean chat_section_is_placed    (ChatSection            *self);
/* Frees it: with its lines, because they have gone already, or because the whole page goes. */
void     chat_section_remove       (ChatSection            *self);
void     chat_section_drop         (ChatSection            *self);
void     chat_section_free         (ChatSection            *self);
void     chat_section_update       (ChatSection            *self,
                                    ChatSectionContext     *context);
void     chat_section_measure      (ChatSection            *self);
gboolean chat_section_can_activate (ChatSection            *self,
                                    const GtkTextIter      *at);
/* FALSE if nothing was cut. */
gboolean chat_section_show_all     (ChatSection            *self);
const char *chat_section_get_uri   (ChatSection            *self,
                                    const GtkTextIter      *at);

void     chat_section_get_bounds   (ChatSection            *self,
                                    GtkTextIter            *start,
                                    GtkTextIter            *end);
gboolean chat_section_contains     (ChatSection            *self,
                                    const GtkTextIter      *at);
/* Whether @at is in the header of something that folds. */
gboolean chat_section_is_handle    (ChatSection            *self,
                                    const GtkTextIter      *at);
/* A place in the last line that shows. */
void     chat_section_get_last     (ChatSection            *self,
                                    GtkTextIter            *at);
void     chat_section_set_header   (ChatSection            *self,
                                    const ChatRun          *header);
/* All that was appended from @offset on. */
void     chat_section_adopt_body   (ChatSection            *self,
                                    int                     offset);
/* @body: NULL removes it. */
void     chat_section_set_body     (ChatSection            *self,
                                    const ChatRun          *body);
void     chat_section_set_open     (ChatSection            *self,
                                    gboolean                open);
void     chat_section_set_gap      (ChatSection            *self,
                                    int                     gap);
/* The edge for lines in the program's words. */
void     chat_section_set_rtl      (ChatSection            *self,
                                    gboolean                rtl);
/* px below the last line that belong to its frame. */
int      chat_section_get_pad      (ChatSection            *self);
/* Appends words of the program as part of one line; their isolating characters are not copied. */
void     chat_section_add_words    (ChatSection            *self,
                                    ChatRun                *run,
                                    const char             *words,
                                    ChatInline              part);
/* Ends a line that began at @start in @run and gives it its look. */
void     chat_section_tag_line     (ChatSection            *self,
                                    ChatRun                *run,
                                    guint                   start,
                                    ChatStyle               style,
                                    int                     gap);

G_END_DECLS
