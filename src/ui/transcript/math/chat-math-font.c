/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Glyphs through Pango; larger forms of brackets and operators through the MATH table of OpenType.
 */

#include "chat-math-font.h"

#include "chat-math-alphabet.h"

#include <hb-ot.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

/* Smaller than this nothing can be read. */
#define SMALLEST_PX 7.0
/* A font whose letters differ more from those of the text is not made to fit. */
#define MIN_FIT 0.85
#define MAX_FIT 1.25
#define MAX_VARIANTS 16
/* Of the font's size, as in Computer Modern; but at least a pixel. */
#define RULE 0.045
/* As \bigl to \Biggr and \sum reach in Computer Modern. */
#define N_SCALED_STEPS 100

static const double level_scales[CHAT_MATH_N_LEVELS] = { 1, 1, 0.72, 0.56 };

/* In the order in which they are asked for. */
static const char *const math_families[] = {
  "STIX Two Math", "XITS Math", "Libertinus Math", "TeX Gyre Termes Math", "TeX Gyre Pagella Math",
  "Latin Modern Math", "DejaVu Math TeX Gyre", "Cambria Math", "Asana Math",
};

typedef struct
{
  PangoStyle  style;
  PangoWeight weight;
  const char *family;   /* (nullable) */
} Face;

/* What comes nearest to an alphabet where a font does not have it. */
static const Face faces[CHAT_MATH_N_ALPHABETS] = {
  [CHAT_MATH_ALPHABET_AUTO] = { PANGO_STYLE_NORMAL, PANGO_WEIGHT_NORMAL, NULL },
  [CHAT_MATH_ALPHABET_ROMAN] = { PANGO_STYLE_NORMAL, PANGO_WEIGHT_NORMAL, NULL },
  [CHAT_MATH_ALPHABET_BOLD] = { PANGO_STYLE_NORMAL, PANGO_WEIGHT_BOLD, NULL },
  [CHAT_MATH_ALPHABET_ITALIC] = { PANGO_STYLE_ITALIC, PANGO_WEIGHT_NORMAL, NULL },
  [CHAT_MATH_ALPHABET_BOLD_ITALIC] = { PANGO_STYLE_ITALIC, PANGO_WEIGHT_BOLD, NULL },
  [CHAT_MATH_ALPHABET_BLACKBOARD] = { PANGO_STYLE_NORMAL, PANGO_WEIGHT_BOLD, NULL },
  [CHAT_MATH_ALPHABET_SCRIPT] = { PANGO_STYLE_ITALIC, PANGO_WEIGHT_NORMAL, NULL },
  [CHAT_MATH_ALPHABET_FRAKTUR] = { PANGO_STYLE_NORMAL, PANGO_WEIGHT_NORMAL, NULL },
  [CHAT_MATH_ALPHABET_SANS] = { PANGO_STYLE_NORMAL, PANGO_WEIGHT_NORMAL, "sans" },
  [CHAT_MATH_ALPHABET_MONO] = { PANGO_STYLE_NORMAL, PANGO_WEIGHT_NORMAL, "monospace" },
};

struct _ChatMathFont
{
  grefcount             ref_count;
  PangoContext         *context;
  PangoFontDescription *math;      /* without a size */
  PangoFontDescription *words;
  gboolean              made_for_mathematics;
  double                math_px;
  double                words_px;
  GHashTable           *glyphs;    /* key as text → ChatMathGlyphs */
  ChatMathMetrics       metrics[CHAT_MATH_N_LEVELS];
};

static void
clear_run (gpointer data)
{
  ChatMathRun *run = data;

  g_object_unref (run->font);
  pango_glyph_string_free (run->glyphs);
}

static void
free_glyphs (gpointer data)
{
  ChatMathGlyphs *self = data;

  g_array_unref (self->runs);
  g_free (self);
}

static ChatMathGlyphs *
new_glyphs (void)
{
  ChatMathGlyphs *self = g_new0 (ChatMathGlyphs, 1);

  self->runs = g_array_new (FALSE, FALSE, sizeof (ChatMathRun));
  g_array_set_clear_func (self->runs, clear_run);
  self->ascent = self->descent = -G_MAXDOUBLE;
  self->left = G_MAXDOUBLE;

  return self;
}

/* Takes the glyphs. */
static void
add_run (ChatMathGlyphs   *self,
         PangoFont        *font,
         PangoGlyphString *glyphs)
{
  ChatMathRun run = { g_object_ref (font), glyphs, self->width };
  PangoRectangle ink;
  PangoRectangle logical;

  pango_glyph_string_extents (glyphs, font, &ink, &logical);
  if (ink.width > 0)
    {
      double x = self->width + (double) ink.x / PANGO_SCALE;

      self->left = MIN (self->left, x);
      self->right = MAX (self->right, x + (double) ink.width / PANGO_SCALE);
      self->ascent = MAX (self->ascent, -(double) ink.y / PANGO_SCALE);
      self->descent = MAX (self->descent, (double) (ink.y + ink.height) / PANGO_SCALE);
    }
  self->width += (double) logical.width / PANGO_SCALE;
  g_array_append_val (self->runs, run);
}

static void
finish (ChatMathGlyphs *self)
{
  if (self->left <= self->right)
    return;

  /* A blank. */
  self->ascent = self->descent = self->left = 0;
  self->right = self->width;
}

static gboolean
has_unknown (const ChatMathGlyphs *self)
{
  for (guint i = 0; i < self->runs->len; i++)
    {
      const PangoGlyphString *glyphs = g_array_index (self->runs, ChatMathRun, i).glyphs;

      for (int n = 0; n < glyphs->num_glyphs; n++)
        {
          if ((glyphs->glyphs[n].glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0)
            return TRUE;
        }
    }

  return FALSE;
}

static void
shape_item (ChatMathGlyphs *self,
            const char     *text,
            PangoItem      *item)
{
  PangoGlyphString *glyphs = pango_glyph_string_new ();

  pango_shape_with_flags (text + item->offset, item->length, text, -1, &item->analysis, glyphs,
                          PANGO_SHAPE_NONE);
  add_run (self, item->analysis.font, glyphs);
}

/* Left to right, whatever is around the formula; words of other scripts run as they do. */
static ChatMathGlyphs *
shape (ChatMathFont               *self,
       const char                 *text,
       const PangoFontDescription *font,
       const Face                 *face,
       double                      px)
{
  g_autoptr(PangoFontDescription) description = pango_font_description_copy (font);
  PangoAttrList *attributes = pango_attr_list_new ();
  ChatMathGlyphs *glyphs = new_glyphs ();
  GList *items;
  GList *ordered;

  if (face->family != NULL)
    pango_font_description_set_family (description, face->family);
  if (face->style != PANGO_STYLE_NORMAL)
    pango_font_description_set_style (description, face->style);
  if (face->weight != PANGO_WEIGHT_NORMAL)
    pango_font_description_set_weight (description, face->weight);
  pango_font_description_set_absolute_size (description, px * PANGO_SCALE);
  pango_attr_list_insert (attributes, pango_attr_font_desc_new (description));

  items = pango_itemize_with_base_dir (self->context, PANGO_DIRECTION_LTR, text, 0,
                                       (int) strlen (text), attributes, NULL);
  ordered = pango_reorder_items (items);
  for (GList *l = ordered; l != NULL; l = l->next)
    shape_item (glyphs, text, l->data);
  g_list_free (ordered);
  g_list_free_full (items, (GDestroyNotify) pango_item_free);
  pango_attr_list_unref (attributes);
  finish (glyphs);

  return glyphs;
}

static gboolean
is_slanted (ChatMathAlphabet alphabet,
            gunichar         c)
{
  return alphabet == CHAT_MATH_ALPHABET_AUTO && chat_math_alphabet_map (alphabet, c) != c &&
         c != 0x2202;
}

/* In a font without mathematical letters: the ordinary ones, slanted or bold. */
static ChatMathGlyphs *
shape_plain (ChatMathFont     *self,
             const char       *text,
             ChatMathAlphabet  alphabet,
             double            px)
{
  ChatMathAlphabet nearest = is_slanted (alphabet, g_utf8_get_char (text))
                             ? CHAT_MATH_ALPHABET_ITALIC : alphabet;

  return shape (self, text, self->math, &faces[nearest], px);
}

/* Letters that other fonts than those for mathematics draw in a manner of their own. */
static gboolean
is_drawn (ChatMathAlphabet alphabet)
{
  return alphabet == CHAT_MATH_ALPHABET_BLACKBOARD || alphabet == CHAT_MATH_ALPHABET_SCRIPT ||
         alphabet == CHAT_MATH_ALPHABET_FRAKTUR;
}

static ChatMathGlyphs *
shape_symbol (ChatMathFont     *self,
              const char       *text,
              ChatMathAlphabet  alphabet,
              double            px)
{
  gunichar c = g_utf8_get_char (text);
  gunichar mapped = chat_math_alphabet_map (alphabet, c);
  char mapped_text[8] = { 0 };
  ChatMathGlyphs *glyphs;

  if (mapped == c || *g_utf8_next_char (text) != '\0' ||
      (!self->made_for_mathematics && !is_drawn (alphabet)))
    return shape_plain (self, text, alphabet, px);

  g_unichar_to_utf8 (mapped, mapped_text);
  glyphs = shape (self, mapped_text, self->math, &faces[CHAT_MATH_ALPHABET_ROMAN], px);
  if (!has_unknown (glyphs))
    return glyphs;

  free_glyphs (glyphs);
  return shape_plain (self, text, alphabet, px);
}

static double
get_px (ChatMathFont  *self,
        ChatMathLevel  level)
{
  return MAX (self->math_px * level_scales[level], MIN (SMALLEST_PX, self->math_px));
}

const ChatMathGlyphs *
chat_math_font_get_symbol (ChatMathFont     *self,
                           const char       *text,
                           ChatMathAlphabet  alphabet,
                           ChatMathLevel     level)
{
  g_autofree char *key = g_strdup_printf ("s%d %d %s", alphabet, level, text);
  ChatMathGlyphs *glyphs = g_hash_table_lookup (self->glyphs, key);

  if (glyphs == NULL)
    {
      glyphs = shape_symbol (self, text, alphabet, get_px (self, level));
      g_hash_table_insert (self->glyphs, g_steal_pointer (&key), glyphs);
    }

  return glyphs;
}

const ChatMathGlyphs *
chat_math_font_get_words (ChatMathFont     *self,
                          const char       *text,
                          ChatMathAlphabet  alphabet,
                          ChatMathLevel     level)
{
  g_autofree char *key = g_strdup_printf ("w%d %d %s", alphabet, level, text);
  ChatMathGlyphs *glyphs = g_hash_table_lookup (self->glyphs, key);

  if (glyphs == NULL)
    {
      glyphs = shape (self, text, self->words, &faces[alphabet],
                      MAX (self->words_px * level_scales[level], SMALLEST_PX));
      g_hash_table_insert (self->glyphs, g_steal_pointer (&key), glyphs);
    }

  return glyphs;
}

const ChatMathGlyphs *
chat_math_font_get_scaled (ChatMathFont  *self,
                           const char    *text,
                           ChatMathLevel  level,
                           double         scale)
{
  int step = (int) ceil (scale * N_SCALED_STEPS);
  g_autofree char *key = g_strdup_printf ("x%d %d %s", step, level, text);
  ChatMathGlyphs *glyphs = g_hash_table_lookup (self->glyphs, key);

  if (glyphs == NULL)
    {
      glyphs = shape_symbol (self, text, CHAT_MATH_ALPHABET_ROMAN,
                             get_px (self, level) * step / N_SCALED_STEPS);
      g_hash_table_insert (self->glyphs, g_steal_pointer (&key), glyphs);
    }

  return glyphs;
}

static ChatMathGlyphs *
new_single (PangoFont  *font,
            PangoGlyph  glyph)
{
  ChatMathGlyphs *self = new_glyphs ();
  PangoGlyphString *glyphs = pango_glyph_string_new ();
  PangoRectangle logical;

  pango_font_get_glyph_extents (font, glyph, NULL, &logical);
  pango_glyph_string_set_size (glyphs, 1);
  glyphs->glyphs[0] = (PangoGlyphInfo) { .glyph = glyph, .geometry.width = logical.width };
  glyphs->log_clusters[0] = 0;
  add_run (self, font, glyphs);
  finish (self);

  return self;
}

/* (nullable) */
static ChatMathGlyphs *
find_variant (PangoFont  *font,
              PangoGlyph  glyph,
              double      height)
{
  hb_font_t *hb = pango_font_get_hb_font (font);
  hb_ot_math_glyph_variant_t variants[MAX_VARIANTS];
  guint n_variants = MAX_VARIANTS;

  if (hb == NULL || !hb_ot_math_has_data (hb_font_get_face (hb)))
    return NULL;

  hb_ot_math_get_glyph_variants (hb, glyph, HB_DIRECTION_TTB, 0, &n_variants, variants);
  for (guint i = 0; i < n_variants; i++)
    {
      if (variants[i].advance >= height * PANGO_SCALE)
        return new_single (font, variants[i].glyph);
    }

  return NULL;
}

const ChatMathGlyphs *
chat_math_font_get_tall (ChatMathFont  *self,
                         const char    *text,
                         ChatMathLevel  level,
                         double         height)
{
  g_autofree char *key = g_strdup_printf ("t%d %d %s", (int) ceil (height), level, text);
  const ChatMathGlyphs *natural;
  const ChatMathRun *run;
  ChatMathGlyphs *glyphs;

  if (!self->made_for_mathematics)
    return NULL;

  glyphs = g_hash_table_lookup (self->glyphs, key);
  if (glyphs != NULL)
    return glyphs;

  natural = chat_math_font_get_symbol (self, text, CHAT_MATH_ALPHABET_ROMAN, level);
  run = &g_array_index (natural->runs, ChatMathRun, 0);
  if (natural->runs->len == 1 && run->glyphs->num_glyphs == 1)
    glyphs = find_variant (run->font, run->glyphs->glyphs[0].glyph, ceil (height));
  if (glyphs != NULL)
    g_hash_table_insert (self->glyphs, g_steal_pointer (&key), glyphs);

  return glyphs;
}

static void
measure (ChatMathFont  *self,
         ChatMathLevel  level)
{
  ChatMathMetrics *metrics = &self->metrics[level];
  const ChatMathGlyphs *x = chat_math_font_get_symbol (self, "x", CHAT_MATH_ALPHABET_ROMAN, level);
  const ChatMathGlyphs *minus = chat_math_font_get_symbol (self, "−", CHAT_MATH_ALPHABET_ROMAN,
                                                           level);

  metrics->em = get_px (self, level);
  metrics->x_height = x->ascent;
  metrics->axis = (minus->ascent - minus->descent) / 2;
  metrics->rule = MAX (1, round (RULE * metrics->em));
}

/* The mathematics of a sans-serif text still have serifs, as in most books: they tell l from 1. */
static void
choose_family (ChatMathFont *self)
{
  PangoFontMap *map = pango_context_get_font_map (self->context);

  self->math = pango_font_description_from_string ("serif");
  for (guint i = 0; i < G_N_ELEMENTS (math_families) && !self->made_for_mathematics; i++)
    {
      if (pango_font_map_get_family (map, math_families[i]) != NULL)
        {
          pango_font_description_set_family_static (self->math, math_families[i]);
          self->made_for_mathematics = TRUE;
        }
    }
}

static void
fit (ChatMathFont *self)
{
  ChatMathGlyphs *words = shape (self, "x", self->words, &faces[CHAT_MATH_ALPHABET_ROMAN],
                                 self->words_px);
  ChatMathGlyphs *math = shape (self, "x", self->math, &faces[CHAT_MATH_ALPHABET_ROMAN],
                                self->words_px);

  if (math->ascent > 0)
    self->math_px = self->words_px * CLAMP (words->ascent / math->ascent, MIN_FIT, MAX_FIT);
  free_glyphs (words);
  free_glyphs (math);
}

/* Like @context, but nothing is rounded to whole pixels, so that scripts sit where they should. */
static PangoContext *
copy_context (PangoContext *context)
{
  PangoContext *copy = pango_font_map_create_context (pango_context_get_font_map (context));
  const cairo_font_options_t *given = pango_cairo_context_get_font_options (context);
  cairo_font_options_t *options = given != NULL ? cairo_font_options_copy (given)
                                                : cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (copy, options);
  pango_cairo_context_set_resolution (copy, pango_cairo_context_get_resolution (context));
  pango_context_set_language (copy, pango_context_get_language (context));
  pango_context_set_round_glyph_positions (copy, FALSE);
  cairo_font_options_destroy (options);

  return copy;
}

ChatMathFont *
chat_math_font_new (PangoContext *context,
                    double        font_px)
{
  ChatMathFont *self = g_new0 (ChatMathFont, 1);

  g_ref_count_init (&self->ref_count);
  self->context = copy_context (context);
  self->words = pango_font_description_copy (pango_context_get_font_description (context));
  self->words_px = self->math_px = font_px;
  self->glyphs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_glyphs);
  choose_family (self);
  fit (self);
  for (int level = 0; level < CHAT_MATH_N_LEVELS; level++)
    measure (self, (ChatMathLevel) level);

  return self;
}

ChatMathFont *
chat_math_font_ref (ChatMathFont *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

void
chat_math_font_unref (ChatMathFont *self)
{
  if (self == NULL || !g_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->glyphs);
  pango_font_description_free (self->math);
  pango_font_description_free (self->words);
  g_object_unref (self->context);
  g_free (self);
}

const ChatMathMetrics *
chat_math_font_get_metrics (ChatMathFont  *self,
                            ChatMathLevel  level)
{
  return &self->metrics[level];
}
