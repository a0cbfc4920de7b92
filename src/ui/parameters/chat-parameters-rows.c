/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of the form of parameters, and their texts as values.
 */

#include "chat-parameters-rows.h"

#include <string.h>

/* px of a line of text with its share of the space around it. */
#define LINE_HEIGHT 22

/* Beyond this a text scrolls in its box. */
#define MAX_TEXT_HEIGHT 240

/* A count, as it is or in groups of three. */
#define COUNT "^[0-9]+$|^[0-9]{1,3}([,.'\u2019 \u00a0\u202f])[0-9]{3}(?:\\1[0-9]{3})*$"


AdwComboRow *
chat_parameters_rows_add_choice (AdwPreferencesGroup *group,
                                 const char          *title)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  /* Beside a long title a long choice would be cut. */
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (row), TRUE);
  adw_preferences_group_add (group, row);

  return ADW_COMBO_ROW (row);
}


static gboolean
has_names (GListModel *model,
           GPtrArray  *names)
{
  if (model == NULL || g_list_model_get_n_items (model) != names->len)
    return FALSE;

  for (guint i = 0; i < names->len; i++)
    {
      if (strcmp (gtk_string_list_get_string (GTK_STRING_LIST (model), i),
                  g_ptr_array_index (names, i)) != 0)
        return FALSE;
    }

  return TRUE;
}


void
chat_parameters_rows_set_choices (AdwComboRow *row,
                                  GPtrArray   *names,
                                  guint        selected)
{
  if (!has_names (adw_combo_row_get_model (row), names))
    {
      g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

      for (guint i = 0; i < names->len; i++)
        gtk_string_list_append (list, g_ptr_array_index (names, i));
      adw_combo_row_set_model (row, G_LIST_MODEL (list));
    }
  adw_combo_row_set_selected (row, selected);
}


static GtkEditable *
add_entry (AdwPreferencesGroup *group,
           const char          *title,
           GtkInputPurpose      purpose)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (row), purpose);
  adw_preferences_group_add (group, row);

  return GTK_EDITABLE (row);
}


GtkEditable *
chat_parameters_rows_add_number (AdwPreferencesGroup *group,
                                 const char          *title)
{
  return add_entry (group, title, GTK_INPUT_PURPOSE_NUMBER);
}


GtkEditable *
chat_parameters_rows_add_count (AdwPreferencesGroup *group,
                                const char          *title)
{
  return add_entry (group, title, GTK_INPUT_PURPOSE_DIGITS);
}


GtkTextView *
chat_parameters_rows_add_text (AdwPreferencesGroup *group,
                               const char          *name,
                               int                  lines)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (view, "parameters-text");
  g_object_set (scroller,
                "child", view,
                "hscrollbar-policy", GTK_POLICY_NEVER,
                "propagate-natural-height", TRUE,
                "min-content-height", lines * LINE_HEIGHT,
                "max-content-height", MAX_TEXT_HEIGHT,
                "overflow", GTK_OVERFLOW_HIDDEN,
                NULL);
  gtk_widget_add_css_class (scroller, "card");
  gtk_widget_add_css_class (scroller, "parameters-box");
  adw_preferences_group_add (group, scroller);

  return GTK_TEXT_VIEW (view);
}


char *
chat_parameters_rows_dup_text (GtkTextView *view)
{
  char *text;

  g_object_get (gtk_text_view_get_buffer (view), "text", &text, NULL);

  return text;
}


void
chat_parameters_rows_set_text (GtkTextView *view,
                               const char  *text)
{
  g_autofree char *shown = chat_parameters_rows_dup_text (view);

  if (strcmp (shown, text) != 0)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text, -1);
}


/* The signs of other scripts between the digits of a number. */
static gunichar
get_latin_sign (gunichar sign)
{
  switch (sign)
    {
    case 0x066b:  /* Arabic decimal separator */
    case 0xff0e:  /* full-width full stop */
      return '.';

    case 0x066c:  /* Arabic thousands separator */
    case 0xff0c:  /* full-width comma */
      return ',';

    default:
      return sign;
    }
}


/* Without the blanks around it, and in the digits of programs, whichever script it is typed in. */
static char *
dup_latin (const char *text)
{
  g_autoptr(GString) latin = g_string_new (NULL);

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      const gunichar character = g_utf8_get_char (text);
      const int digit = g_unichar_digit_value (character);

      g_string_append_unichar (latin, digit >= 0 ? (gunichar) ('0' + digit)
                                                 : get_latin_sign (character));
    }

  return g_strdup (g_strstrip (latin->str));
}


gboolean
chat_parameters_rows_read_number (const char *text,
                                  double      least,
                                  double      most,
                                  gboolean   *set,
                                  double     *number)
{
  g_autofree char *latin = dup_latin (text);
  char *end = NULL;

  *set = *latin != '\0';
  if (!*set)
    return TRUE;

  *number = g_ascii_strtod (g_strdelimit (latin, ",", '.'), &end);

  return *end == '\0' && *number >= least && *number <= most;
}


/* Only the digits of @count stay. */
static char *
drop_groups (char *count)
{
  char *end = count;

  for (const char *p = count; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p))
        *end++ = *p;
    }
  *end = '\0';

  return count;
}


gboolean
chat_parameters_rows_read_count (const char *text,
                                 double      least,
                                 double      most,
                                 gboolean   *set,
                                 double     *count)
{
  g_autofree char *latin = dup_latin (text);

  *set = *latin != '\0';

  return !*set ||
         (g_regex_match_simple (COUNT, latin, 0, 0) &&
          chat_parameters_rows_read_number (drop_groups (latin), least, most, set, count));
}


static gboolean
read_row (GtkEditable *row,
          double       least,
          double       most,
          gboolean    *set,
          double      *number)
{
  const char *text = gtk_editable_get_text (row);

  return adw_entry_row_get_input_purpose (ADW_ENTRY_ROW (row)) == GTK_INPUT_PURPOSE_DIGITS
         ? chat_parameters_rows_read_count (text, least, most, set, number)
         : chat_parameters_rows_read_number (text, least, most, set, number);
}


static void
mark (GtkEditable *row,
      gboolean     good)
{
  if (good)
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
}


void
chat_parameters_rows_show_number (GtkEditable *row,
                                  gboolean     set,
                                  double       number)
{
  double shown = 0;
  gboolean shown_set;
  g_autofree char *text = NULL;

  if (read_row (row, 0, CHAT_PARAMETERS_MAX_TOKENS, &shown_set, &shown) &&
      shown_set == set && (!set || ABS (shown - number) < 1e-9))
    return;

  text = set ? g_strdup_printf ("%.10g", number) : g_strdup ("");
  gtk_editable_set_text (row, text);
  mark (row, TRUE);
}


gboolean
chat_parameters_rows_take_number (GtkEditable *row,
                                  double       least,
                                  double       most,
                                  gboolean    *set,
                                  double      *number)
{
  const gboolean good = read_row (row, least, most, set, number);

  mark (row, good);

  return good;
}


static void
append_escaped (GString    *out,
                const char *text)
{
  for (; *text != '\0'; text++)
    {
      if (*text == '\n')
        g_string_append (out, "\\n");
      else if (*text == '\t')
        g_string_append (out, "\\t");
      else if (*text == '\\')
        g_string_append (out, "\\\\");
      else
        g_string_append_c (out, *text);
    }
}


char *
chat_parameters_rows_join_stops (const char * const *sequences)
{
  GString *out = g_string_new (NULL);

  for (gsize i = 0; sequences != NULL && sequences[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, '\n');
      append_escaped (out, sequences[i]);
    }

  return g_string_free (out, FALSE);
}


static char *
unescape (const char *line)
{
  GString *out = g_string_new (NULL);

  for (; *line != '\0'; line++)
    {
      if (*line != '\\' || strchr ("nt\\", line[1]) == NULL || line[1] == '\0')
        {
          g_string_append_c (out, *line);
          continue;
        }
      line++;
      g_string_append_c (out, *line == 'n' ? '\n' : *line == 't' ? '\t' : '\\');
    }

  return g_string_free (out, FALSE);
}


GStrv
chat_parameters_rows_split_stops (const char *lines)
{
  g_auto(GStrv) split = g_strsplit (lines, "\n", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; split[i] != NULL; i++)
    {
      g_autofree char *sequence = unescape (split[i]);

      if (*sequence != '\0')
        g_strv_builder_add (builder, sequence);
    }

  return g_strv_builder_end (builder);
}
