/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How wide text is in the font of the transcript. Plain ASCII is added up from the widths of its
 * characters: a table has thousands of such cells.
 */

#include "chat-ruler.h"

#include <math.h>
#include <string.h>

#define CODE_SCALE 0.86
/* Around code: U+202F on both sides. */
#define HAIR "\u202f"

/* px that a formula may reach into the space between lines. */
#define SLACK 2

/* Of a formula that is still being written the last characters are shown: the rest of a long source
 * would take rows that the formula gives back. */
#define TAIL_CHARS 12

#define FIRST ' '
#define LAST  '~'

struct _ChatRuler
{
  ChatFormulas *formulas;                      /* borrowed */
  PangoContext *contexts[2];                   /* for text to the right, and to the left */
  const char   *mono;
  int           widths[2][LAST - FIRST + 1];   /* Pango units; normal and bold */
  int           hair;
  PangoColor    link;
};

/* What a layout is to look like. */
typedef struct
{
  gboolean bold;
  double   scale;
  gboolean rtl;
  int      room;    /* px for a formula, 0: any */
} Look;

ChatRuler *
chat_ruler_new (ChatFormulas *formulas)
{
  ChatRuler *self = g_new0 (ChatRuler, 1);

  self->formulas = formulas;
  return self;
}

void
chat_ruler_free (ChatRuler *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->contexts[0]);
  g_clear_object (&self->contexts[1]);
  g_free (self);
}

void
chat_ruler_set_link (ChatRuler     *self,
                     const GdkRGBA *color)
{
  self->link.red = (guint16) (color->red * G_MAXUINT16);
  self->link.green = (guint16) (color->green * G_MAXUINT16);
  self->link.blue = (guint16) (color->blue * G_MAXUINT16);
}

static void
add_attribute (PangoAttrList          *list,
               const ChatMarkdownSpan *span,
               PangoAttribute         *attribute)
{
  attribute->start_index = (guint) span->start;
  attribute->end_index = (guint) span->end;
  pango_attr_list_insert (list, attribute);
}

/* Half-way into the space between lines at most, as a line of plain text else. */
static int
get_reach (double px,
           int    line)
{
  return px > line + SLACK ? (int) ceil (px) - SLACK : line;
}

/* Takes no room at all. */
static void
hide (PangoAttrList          *list,
      const ChatMarkdownSpan *span,
      const PangoRectangle   *line)
{
  PangoRectangle none = { 0, line->y, 0, line->height };

  if (span->start < span->end)
    add_attribute (list, span, pango_attr_shape_new (&none, &none));
}

/* The first byte of the source takes the room of the formula, the others take none, and no row
 * begins between them. */
static void
add_shapes (PangoAttrList          *list,
            const char             *text,
            const ChatMarkdownSpan *span,
            ChatMathLayout         *formula,
            PangoRectangle         *room)
{
  ChatMarkdownSpan first = *span;
  ChatMarkdownSpan rest = *span;

  first.end = (gsize) (g_utf8_next_char (text + span->start) - text);
  rest.start = first.end;
  add_attribute (list, &first,
                 pango_attr_shape_new_with_data (room, room, chat_math_layout_ref (formula),
                                                 (PangoAttrDataCopyFunc) chat_math_layout_ref,
                                                 (GDestroyNotify) chat_math_layout_unref));
  hide (list, &rest, room);
  add_attribute (list, span, pango_attr_allow_breaks_new (FALSE));
}

static void
add_half_formula (ChatRuler              *self,
                  PangoAttrList          *list,
                  const char             *text,
                  const ChatMarkdownSpan *span,
                  const Look             *look)
{
  const char *start = text + span->start;
  const char *end = text + span->end;
  long n_hidden = g_utf8_strlen (start, end - start) - TAIL_CHARS;
  ChatMarkdownSpan hidden = *span;
  int ascent;
  int descent;

  /* It may be an amount of money after all. */
  if (n_hidden <= 0 || start + strcspn (start, "\\^_{") >= end)
    return;

  hidden.end = (gsize) (g_utf8_offset_to_pointer (start, n_hidden) - text);
  chat_formulas_get_line (self->formulas, look->scale, &ascent, &descent);
  hide (list, &hidden, &(PangoRectangle) { .y = -ascent * PANGO_SCALE,
                                           .height = (ascent + descent) * PANGO_SCALE });
  add_attribute (list, span, pango_attr_allow_breaks_new (FALSE));
}

static gboolean
add_formula (ChatRuler              *self,
             PangoAttrList          *list,
             const char             *text,
             const ChatMarkdownSpan *span,
             const Look             *look)
{
  g_autoptr(ChatMathLayout) formula = NULL;
  PangoRectangle room;
  double width;
  double ascent;
  double descent;
  int line_ascent;
  int line_descent;

  if (span->start == span->end)
    return FALSE;
  formula = chat_formulas_lay_out (self->formulas, text + span->start, span->end - span->start,
                                   look->scale, (span->style & CHAT_MARKDOWN_DISPLAY) != 0,
                                   look->room);
  if (formula == NULL)
    return FALSE;
  chat_math_layout_get_size (formula, &width, &ascent, &descent);
  if (look->room > 0 && width > look->room)
    return FALSE;

  chat_formulas_get_line (self->formulas, look->scale, &line_ascent, &line_descent);
  room.x = 0;
  room.y = -get_reach (ascent, line_ascent) * PANGO_SCALE;
  room.width = (int) ceil (width * PANGO_SCALE);
  room.height = get_reach (descent, line_descent) * PANGO_SCALE - room.y;
  add_shapes (list, text, span, formula, &room);
  return TRUE;
}

static void
add_span (ChatRuler              *self,
          PangoAttrList          *list,
          const char             *text,
          const ChatMarkdownSpan *span,
          const Look             *look)
{
  gboolean formula = (span->style & CHAT_MARKDOWN_FORMULA) != 0;

  if (formula && (span->style & CHAT_MARKDOWN_OPEN) != 0)
    add_half_formula (self, list, text, span, look);
  else if (formula && add_formula (self, list, text, span, look))
    return;
  if ((span->style & CHAT_MARKDOWN_STRONG) != 0)
    add_attribute (list, span, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  if ((span->style & CHAT_MARKDOWN_EMPHASIS) != 0)
    add_attribute (list, span, pango_attr_style_new (PANGO_STYLE_ITALIC));
  if ((span->style & CHAT_MARKDOWN_STRIKE) != 0)
    add_attribute (list, span, pango_attr_strikethrough_new (TRUE));
  if ((span->style & (CHAT_MARKDOWN_CODE_SPAN | CHAT_MARKDOWN_FORMULA)) != 0)
    {
      add_attribute (list, span, pango_attr_family_new (self->mono));
      add_attribute (list, span, pango_attr_scale_new (CODE_SCALE));
    }
  if ((span->style & (CHAT_MARKDOWN_LINK | CHAT_MARKDOWN_IMAGE)) != 0)
    {
      add_attribute (list, span, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE));
      add_attribute (list, span, pango_attr_foreground_new (self->link.red, self->link.green,
                                                            self->link.blue));
    }
}

static PangoLayout *
lay_out (ChatRuler    *self,
         const char   *text,
         int           length,
         const GArray *spans,
         const Look   *look)
{
  PangoLayout *layout = pango_layout_new (self->contexts[look->rtl ? 1 : 0]);
  g_autoptr(PangoAttrList) list = pango_attr_list_new ();

  /* Wrong in an address and in code. */
  pango_attr_list_insert (list, pango_attr_insert_hyphens_new (FALSE));
  if (look->scale < 1)
    pango_attr_list_insert (list, pango_attr_scale_new (look->scale));
  if (look->bold)
    pango_attr_list_insert (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  for (guint i = 0; spans != NULL && i < spans->len; i++)
    add_span (self, list, text, &g_array_index (spans, ChatMarkdownSpan, i), look);
  pango_layout_set_attributes (layout, list);
  pango_layout_set_text (layout, text, length);

  return layout;
}

static int
get_width (PangoLayout *layout)
{
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return width;
}

/* The same font for the other direction. (transfer full) */
static PangoContext *
copy_context (PangoContext   *context,
              PangoDirection  direction)
{
  PangoContext *copy = pango_font_map_create_context (pango_context_get_font_map (context));

  pango_context_set_font_description (copy, pango_context_get_font_description (context));
  pango_context_set_language (copy, pango_context_get_language (context));
  pango_context_set_round_glyph_positions (copy,
                                           pango_context_get_round_glyph_positions (context));
  pango_cairo_context_set_resolution (copy, pango_cairo_context_get_resolution (context));
  pango_cairo_context_set_font_options (copy, pango_cairo_context_get_font_options (context));
  pango_context_set_base_dir (copy, direction);
  return copy;
}

void
chat_ruler_update (ChatRuler    *self,
                   PangoContext *context,
                   const char   *mono)
{
  g_autoptr(PangoLayout) hair = NULL;

  self->mono = mono;
  g_clear_object (&self->contexts[0]);
  g_clear_object (&self->contexts[1]);
  self->contexts[0] = copy_context (context, PANGO_DIRECTION_LTR);
  self->contexts[1] = copy_context (context, PANGO_DIRECTION_RTL);
  for (int bold = 0; bold < 2; bold++)
    {
      for (char c = FIRST; c <= LAST; c++)
        {
          const Look look = { .bold = bold != 0, .scale = 1 };
          g_autoptr(PangoLayout) layout = lay_out (self, &c, 1, NULL, &look);

          self->widths[bold][c - FIRST] = get_width (layout);
        }
    }
  hair = lay_out (self, HAIR, -1, NULL, &(Look) { .scale = 1 });
  self->hair = get_width (hair);
}

/* In Pango units; -1 if it is not that plain. */
static int
add_up (ChatRuler     *self,
        const GString *text,
        gboolean       bold)
{
  int width = 0;

  for (gsize i = 0; i < text->len; i++)
    {
      if (text->str[i] < FIRST || text->str[i] > LAST)
        return -1;
      width += self->widths[bold ? 1 : 0][text->str[i] - FIRST];
    }

  return width;
}

static int
count_hairs (const GArray *spans)
{
  int n_hairs = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const ChatMarkdownSpan *span = &g_array_index (spans, ChatMarkdownSpan, i);

      if ((span->style & (CHAT_MARKDOWN_CODE_SPAN | CHAT_MARKDOWN_FORMULA)) != 0)
        n_hairs += 2;
    }

  return n_hairs;
}

int
chat_ruler_measure (ChatRuler              *self,
                    const ChatMarkdownText *text,
                    gboolean                bold)
{
  g_autoptr(PangoLayout) layout = NULL;
  int width = -1;

  g_return_val_if_fail (self->contexts[0] != NULL, 0);

  if (text->spans->len == 0)
    width = add_up (self, text->text, bold);
  if (width < 0)
    {
      layout = chat_ruler_lay_out (self, text, bold, 1, FALSE, 0);
      width = get_width (layout) + count_hairs (text->spans) * self->hair;
    }

  return (int) ceil ((double) width / PANGO_SCALE);
}

PangoLayout *
chat_ruler_lay_out (ChatRuler              *self,
                    const ChatMarkdownText *text,
                    gboolean                bold,
                    double                  scale,
                    gboolean                rtl,
                    int                     room)
{
  const Look look = { bold, scale, rtl, room };

  return lay_out (self, text->text->str, (int) text->text->len, text->spans, &look);
}

ChatMathLayout *
chat_ruler_find_formula (PangoLayout *layout,
                         gsize        index)
{
  GSList *all = pango_attr_list_get_attributes (pango_layout_get_attributes (layout));
  ChatMathLayout *formula = NULL;

  for (GSList *l = all; l != NULL && formula == NULL; l = l->next)
    {
      const PangoAttribute *attribute = l->data;

      if (attribute->klass->type == PANGO_ATTR_SHAPE && attribute->start_index == index)
        formula = ((const PangoAttrShape *) attribute)->data;
    }
  /* The list has them for good; these are copies that hold the formula as well. */
  g_slist_free_full (all, (GDestroyNotify) pango_attribute_destroy);

  return formula;
}

int
chat_ruler_get_line_height (ChatRuler *self,
                            double     scale)
{
  int ascent;
  int descent;

  chat_formulas_get_line (self->formulas, scale, &ascent, &descent);
  return ascent + descent;
}
