/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page on which the parameters of a conversation are set.
 */

#include "chat-parameters-form.h"

#include "chat-parameters-rows.h"
#include "chat-parameters-words.h"
#include "chat-status-text.h"
#include "chat-system-group.h"

#include <glib/gi18n.h>

/* ms after the last key until what was typed counts. */
#define TYPING_PAUSE 400

#define MAX_TEMPERATURE 2

struct _ChatParametersForm
{
  AdwBin               parent_instance;

  ChatEngine          *engine;
  ChatConversation    *conversation;
  ChatModels          *models;        /* of the account that answers */
  ChatThinkingMode     modes[4];      /* of the choices in their order */
  ChatEffort           efforts[CHAT_N_EFFORTS];
  gboolean             showing;       /* the widgets are changed by ourselves */
  guint                typing;        /* timer, or 0 */
  GHashTable          *typed;         /* rows, and buffers of texts, that it is about */

  AdwPreferencesGroup *thinking_group;
  AdwPreferencesGroup *sampling_group;
  AdwPreferencesGroup *reply_group;
  GtkWidget           *note_group;
  GtkLabel            *note;
  GtkTextView         *system;
  GtkTextView         *stops;
  AdwComboRow         *thinking;
  AdwComboRow         *display;
  AdwComboRow         *effort;
  GtkEditable         *budget;
  GtkEditable         *max_tokens;
  GtkEditable         *temperature;
  GtkEditable         *top_p;
  GtkEditable         *top_k;
};

G_DEFINE_FINAL_TYPE (ChatParametersForm, chat_parameters_form, ADW_TYPE_BIN)


static ChatProfile *
get_profile (ChatParametersForm *self)
{
  return chat_engine_get_profile_for (self->engine, self->conversation);
}


static ChatCapabilities
get_capabilities (ChatParametersForm *self)
{
  return chat_engine_get_capabilities (self->engine, get_profile (self),
                                       chat_engine_get_model_for (self->engine,
                                                                  self->conversation));
}


/* To be cleared. */
static ChatParameters
get_parameters (ChatParametersForm *self)
{
  return chat_parameters_from_json (chat_conversation_get_parameters (self->conversation));
}


/* What is being typed stays, whatever comes from elsewhere. */
static void
show_row (ChatParametersForm *self,
          GtkEditable        *row,
          gboolean            set,
          double              number)
{
  if (!g_hash_table_contains (self->typed, row))
    chat_parameters_rows_show_number (row, set, number);
}


/* What was wished for and is not offered counts as the model's own. */
static void
show_thinking (ChatParametersForm     *self,
               const ChatCapabilities *capabilities,
               const ChatParameters   *parameters)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  guint selected = 0;

  for (ChatThinkingMode mode = 0; mode <= CHAT_THINKING_MODE_BUDGET; mode++)
    {
      if (!chat_parameters_offers_mode (capabilities, mode))
        continue;
      if (mode == parameters->thinking)
        selected = names->len;
      self->modes[names->len] = mode;
      g_ptr_array_add (names, (gpointer) chat_parameters_name_mode (mode));
    }
  chat_parameters_rows_set_choices (self->thinking, names, selected);

  gtk_widget_set_visible (GTK_WIDGET (self->thinking), names->len > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->budget),
                          self->modes[selected] == CHAT_THINKING_MODE_BUDGET);
  gtk_widget_set_visible (GTK_WIDGET (self->display),
                          names->len > 1 && self->modes[selected] != CHAT_THINKING_MODE_OFF);
  adw_combo_row_set_selected (self->display, parameters->display);
}


static void
show_effort (ChatParametersForm     *self,
             const ChatCapabilities *capabilities,
             const ChatParameters   *parameters)
{
  const gboolean sent = chat_profile_get_dialect (get_profile (self))->effort;
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_autofree char *own = chat_parameters_dup_own_effort (capabilities->effort);
  guint selected = 0;

  g_ptr_array_add (names, own);
  self->efforts[0] = CHAT_EFFORT_DEFAULT;
  for (ChatEffort effort = CHAT_EFFORT_LOW; effort < CHAT_N_EFFORTS; effort++)
    {
      if (!sent || !chat_capabilities_has_effort (capabilities, effort))
        continue;
      if (effort == parameters->effort)
        selected = names->len;
      self->efforts[names->len] = effort;
      g_ptr_array_add (names, (gpointer) chat_parameters_name_effort (effort));
    }
  chat_parameters_rows_set_choices (self->effort, names, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->effort), names->len > 1);
}


static void
show_sampling (ChatParametersForm     *self,
               const ChatCapabilities *capabilities,
               const ChatSampling     *sampling)
{
  const ChatSamplingMembers set = sampling->set;

  show_row (self, self->temperature, (set & CHAT_SAMPLING_TEMPERATURE) != 0, sampling->temperature);
  show_row (self, self->top_p, (set & CHAT_SAMPLING_TOP_P) != 0, sampling->top_p);
  show_row (self, self->top_k, (set & CHAT_SAMPLING_TOP_K) != 0, (double) sampling->top_k);
  gtk_widget_set_visible (GTK_WIDGET (self->sampling_group), capabilities->sampling);
}


static void
show_limit (ChatParametersForm     *self,
            const ChatCapabilities *capabilities,
            const ChatParameters   *parameters)
{
  g_autofree char *most = chat_status_number (capabilities->max_output);
  g_autofree char *words = NULL;

  if (capabilities->max_output > 0)
    words = g_strdup_printf (_("Left empty: as the model has it. It writes at most %s tokens."),
                             most);
  adw_preferences_group_set_description (self->reply_group,
                                         words != NULL ? words
                                                       : _("Left empty: as the model has it"));
  show_row (self, self->max_tokens, parameters->max_tokens > 0, (double) parameters->max_tokens);
  show_row (self, self->budget, parameters->thinking_budget > 0,
            (double) parameters->thinking_budget);
}


static void
show_stops (ChatParametersForm   *self,
            const ChatParameters *parameters)
{
  g_autofree char *typed = chat_parameters_rows_dup_text (self->stops);
  g_auto(GStrv) meant = chat_parameters_rows_split_stops (typed);
  const char * const *sequences = (const char * const *) parameters->stop_sequences;
  const char * const none[] = { NULL };
  g_autofree char *lines = NULL;

  if (sequences == NULL)
    sequences = none;
  if (g_strv_equal ((const char * const *) meant, sequences))
    return;

  lines = chat_parameters_rows_join_stops (sequences);
  chat_parameters_rows_set_text (self->stops, lines);
}


static void
show_note (ChatParametersForm *self)
{
  g_autofree char *words =
    chat_left_out_dup_words (chat_engine_get_left_out (self->engine, self->conversation));

  gtk_label_set_label (self->note, words != NULL ? words : "");
  gtk_widget_set_visible (self->note_group, words != NULL);
}


static void
show (ChatParametersForm *self)
{
  const ChatCapabilities capabilities = get_capabilities (self);
  g_auto(ChatParameters) parameters = get_parameters (self);
  const char *system = chat_conversation_get_system (self->conversation);

  self->showing = TRUE;
  if (!g_hash_table_contains (self->typed, gtk_text_view_get_buffer (self->system)))
    chat_parameters_rows_set_text (self->system, system != NULL ? system : "");
  show_thinking (self, &capabilities, &parameters);
  show_effort (self, &capabilities, &parameters);
  show_sampling (self, &capabilities, &parameters.sampling);
  show_limit (self, &capabilities, &parameters);
  if (!g_hash_table_contains (self->typed, gtk_text_view_get_buffer (self->stops)))
    show_stops (self, &parameters);
  gtk_widget_set_visible (GTK_WIDGET (self->thinking_group),
                          gtk_widget_get_visible (GTK_WIDGET (self->thinking)) ||
                          gtk_widget_get_visible (GTK_WIDGET (self->effort)));
  show_note (self);
  self->showing = FALSE;
}


static void
choice_changed_cb (ChatParametersForm *self,
                   ChatConversation   *conversation)
{
  ChatModels *models;

  if (conversation != self->conversation)
    return;

  models = chat_engine_get_models (self->engine, get_profile (self));
  if (models != self->models)
    {
      if (self->models != NULL)
        g_signal_handlers_disconnect_by_data (self->models, self);
      g_set_object (&self->models, models);
      g_signal_connect_object (models, "notify::state", G_CALLBACK (show), self,
                               G_CONNECT_SWAPPED);
    }
  show (self);
}


static void
thinking_cb (ChatParametersForm *self)
{
  const guint selected = adw_combo_row_get_selected (self->thinking);
  g_auto(ChatParameters) parameters = get_parameters (self);

  if (self->showing || selected == GTK_INVALID_LIST_POSITION)
    return;

  parameters.thinking = self->modes[selected];
  chat_engine_set_parameters (self->engine, self->conversation, &parameters);
}


static void
display_cb (ChatParametersForm *self)
{
  const guint selected = adw_combo_row_get_selected (self->display);
  g_auto(ChatParameters) parameters = get_parameters (self);

  if (self->showing || selected == GTK_INVALID_LIST_POSITION)
    return;

  parameters.display = selected;
  chat_engine_set_parameters (self->engine, self->conversation, &parameters);
}


static void
effort_cb (ChatParametersForm *self)
{
  const guint selected = adw_combo_row_get_selected (self->effort);
  g_auto(ChatParameters) parameters = get_parameters (self);

  if (self->showing || selected == GTK_INVALID_LIST_POSITION)
    return;

  parameters.effort = self->efforts[selected];
  chat_engine_set_parameters (self->engine, self->conversation, &parameters);
}


static void
read_tokens (ChatParametersForm *self,
             GtkEditable        *row,
             gint64              least,
             gint64             *tokens)
{
  gboolean set;
  double number;

  if (g_hash_table_contains (self->typed, row) &&
      chat_parameters_rows_take_number (row, (double) least, CHAT_PARAMETERS_MAX_TOKENS, &set,
                                        &number))
    *tokens = set ? (gint64) number : 0;
}


static void
read_sampling (ChatParametersForm *self,
               ChatSampling       *sampling)
{
  double top_k = (double) sampling->top_k;
  const struct
  {
    GtkEditable         *row;
    ChatSamplingMembers  which;
    double               least;
    double               most;
    double              *number;
  } rows[] = {
    { self->temperature, CHAT_SAMPLING_TEMPERATURE, 0, MAX_TEMPERATURE, &sampling->temperature },
    { self->top_p, CHAT_SAMPLING_TOP_P, 0, 1, &sampling->top_p },
    { self->top_k, CHAT_SAMPLING_TOP_K, 1, CHAT_PARAMETERS_MAX_TOKENS, &top_k },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gboolean set;
      double number;

      if (!g_hash_table_contains (self->typed, rows[i].row) ||
          !chat_parameters_rows_take_number (rows[i].row, rows[i].least, rows[i].most, &set,
                                             &number))
        continue;
      if (set)
        *rows[i].number = number;
      sampling->set = set ? sampling->set | rows[i].which : sampling->set & ~rows[i].which;
    }
  sampling->top_k = (gint64) top_k;
}


/* Nothing else: it may have been set elsewhere meanwhile. */
static void
read_typed (ChatParametersForm *self,
            ChatParameters     *parameters)
{
  g_autofree char *stops = chat_parameters_rows_dup_text (self->stops);

  read_tokens (self, self->max_tokens, 1, &parameters->max_tokens);
  read_tokens (self, self->budget, CHAT_MIN_THINKING_BUDGET, &parameters->thinking_budget);
  read_sampling (self, &parameters->sampling);
  if (!g_hash_table_contains (self->typed, gtk_text_view_get_buffer (self->stops)))
    return;
  g_strfreev (parameters->stop_sequences);
  parameters->stop_sequences = chat_parameters_rows_split_stops (stops);
}


void
chat_parameters_form_flush (ChatParametersForm *self)
{
  g_auto(ChatParameters) parameters = get_parameters (self);
  g_autofree char *system = NULL;

  g_return_if_fail (CHAT_IS_PARAMETERS_FORM (self));

  if (self->typing == 0)
    return;

  system = chat_parameters_rows_dup_text (self->system);
  read_typed (self, &parameters);
  if (g_hash_table_contains (self->typed, gtk_text_view_get_buffer (self->system)))
    chat_engine_set_system (self->engine, self->conversation, *system != '\0' ? system : NULL);
  chat_engine_set_parameters (self->engine, self->conversation, &parameters);
  g_clear_handle_id (&self->typing, g_source_remove);
  g_hash_table_remove_all (self->typed);
}


static gboolean
pause_cb (gpointer user_data)
{
  chat_parameters_form_flush (user_data);

  return G_SOURCE_REMOVE;
}


/* @place: a row, or the buffer of a text. */
static void
typed_cb (ChatParametersForm *self,
          gpointer            place)
{
  if (self->showing)
    return;

  g_hash_table_add (self->typed, place);
  if (self->typing != 0)
    g_source_remove (self->typing);
  self->typing = g_timeout_add (TYPING_PAUSE, pause_cb, self);
}


static void
chat_parameters_form_dispose (GObject *object)
{
  ChatParametersForm *self = CHAT_PARAMETERS_FORM (object);

  if (self->conversation != NULL)
    chat_parameters_form_flush (self);
  if (self->models != NULL)
    g_signal_handlers_disconnect_by_data (self->models, self);
  g_clear_object (&self->models);
  if (self->engine != NULL)
    g_signal_handlers_disconnect_by_data (self->engine, self);
  g_clear_object (&self->conversation);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chat_parameters_form_parent_class)->dispose (object);
}


static void
chat_parameters_form_finalize (GObject *object)
{
  g_hash_table_unref (CHAT_PARAMETERS_FORM (object)->typed);

  G_OBJECT_CLASS (chat_parameters_form_parent_class)->finalize (object);
}


static void
chat_parameters_form_class_init (ChatParametersFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_parameters_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = chat_parameters_form_finalize;
}


static void
chat_parameters_form_init (ChatParametersForm *self)
{
  self->typed = g_hash_table_new (NULL, NULL);
}


static AdwPreferencesGroup *
add_group (AdwPreferencesPage *page,
           const char         *title,
           const char         *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));

  return ADW_PREFERENCES_GROUP (group);
}


static GtkEditable *
hear_row (ChatParametersForm *self,
          GtkEditable        *row)
{
  g_signal_connect_object (row, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);

  return row;
}


static GtkEditable *
add_number (ChatParametersForm  *self,
            AdwPreferencesGroup *group,
            const char          *title)
{
  return hear_row (self, chat_parameters_rows_add_number (group, title));
}


static GtkEditable *
add_count (ChatParametersForm  *self,
           AdwPreferencesGroup *group,
           const char          *title)
{
  return hear_row (self, chat_parameters_rows_add_count (group, title));
}


static void
hear_text (ChatParametersForm *self,
           GtkTextView        *view)
{
  g_signal_connect_object (gtk_text_view_get_buffer (view), "changed", G_CALLBACK (typed_cb), self,
                           G_CONNECT_SWAPPED);
}


static void
add_system (ChatParametersForm *self,
            AdwPreferencesPage *page)
{
  GtkWidget *group = chat_system_group_new (self->engine);

  self->note_group = adw_preferences_group_new ();
  self->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->note, TRUE);
  gtk_label_set_xalign (self->note, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "parameters-note");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->note_group), GTK_WIDGET (self->note));
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (self->note_group));

  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
  self->system = chat_system_group_get_view (CHAT_SYSTEM_GROUP (group));
  hear_text (self, self->system);
}


static void
add_thinking (ChatParametersForm *self,
              AdwPreferencesPage *page)
{
  const char * const displays[] = { C_("thinking", "As a summary"),
                                    C_("thinking", "Not at all: the reply begins sooner"), NULL };
  g_autoptr(GtkStringList) list = gtk_string_list_new (displays);
  AdwPreferencesGroup *group = add_group (page, _("Thinking"), NULL);

  self->thinking_group = group;
  self->thinking = chat_parameters_rows_add_choice (group, _("Thinks"));
  /* Translators: short, as it is never wrapped: how many tokens it may think */
  self->budget = add_count (self, group, _("Tokens: 1024 or more"));
  self->display = chat_parameters_rows_add_choice (group, _("Shown"));
  adw_combo_row_set_model (self->display, G_LIST_MODEL (list));
  self->effort = chat_parameters_rows_add_choice (group, _("Effort"));
  g_signal_connect_object (self->thinking, "notify::selected", G_CALLBACK (thinking_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->display, "notify::selected", G_CALLBACK (display_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->effort, "notify::selected", G_CALLBACK (effort_cb), self,
                           G_CONNECT_SWAPPED);
}


static void
add_reply (ChatParametersForm *self,
           AdwPreferencesPage *page)
{
  AdwPreferencesGroup *stops;

  self->reply_group = add_group (page, _("Reply"), NULL);
  /* Translators: short, as it is never wrapped: how long a reply may become */
  self->max_tokens = add_count (self, self->reply_group, _("Longest, in tokens"));
  /* Translators: leave \n as it is */
  stops = add_group (page, _("Stop at"), _("The reply ends before any of these texts, one a line; "
                                           "\\n stands for a line break"));
  self->stops = chat_parameters_rows_add_text (stops, adw_preferences_group_get_title (stops), 2);
  hear_text (self, self->stops);
  self->sampling_group = add_group (page, _("Choice of words"),
                                    _("Left empty: as the model has it"));
  self->temperature = add_number (self, self->sampling_group, _("Temperature, from 0"));
  self->top_p = add_number (self, self->sampling_group, _("Top-p, from 0 to 1"));
  self->top_k = add_count (self, self->sampling_group, _("Top-k, in tokens"));
}


GtkWidget *
chat_parameters_form_new (ChatEngine       *engine,
                          ChatConversation *conversation)
{
  ChatParametersForm *self = g_object_new (CHAT_TYPE_PARAMETERS_FORM, NULL);
  GtkWidget *page = adw_preferences_page_new ();

  self->engine = g_object_ref (engine);
  self->conversation = g_object_ref (conversation);
  self->showing = TRUE;
  add_system (self, ADW_PREFERENCES_PAGE (page));
  add_thinking (self, ADW_PREFERENCES_PAGE (page));
  add_reply (self, ADW_PREFERENCES_PAGE (page));
  adw_bin_set_child (ADW_BIN (self), page);
  g_signal_connect_object (engine, "choice-changed", G_CALLBACK (choice_changed_cb), self,
                           G_CONNECT_SWAPPED);
  choice_changed_cb (self, conversation);

  return GTK_WIDGET (self);
}


GtkTextView *
chat_parameters_form_get_system (ChatParametersForm *self)
{
  g_return_val_if_fail (CHAT_IS_PARAMETERS_FORM (self), NULL);

  return self->system;
}
