/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an empty conversation shows: a question, four ways to begin, three keys.
 */

#include "chat-start-page.h"

#include "chat-middle-layout.h"
#include "chat-shortcuts.h"
#include "chat-words.h"
#include "chat-wrap-layout.h"

#include <glib/gi18n.h>

#define COLUMNS 2

typedef struct
{
  const char *icon_name;
  const char *title;
  const char *subtitle;
  const char *prompt;
  gboolean    send;       /* it is whole; else it waits for the rest of the sentence */
} Starter;

typedef struct
{
  const char *action;
  const char *title;
} Key;

struct _ChatStartPage
{
  GtkWidget  parent_instance;

  char      *description;
  gboolean   narrow;

  GtkWidget *page;      /* named, so that it goes with the template */
  GtkGrid   *cards;
  GtkBox    *keys;
};

G_DEFINE_FINAL_TYPE (ChatStartPage, chat_start_page, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_DESCRIPTION,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const Starter starters[] = {
  { "emoji-objects-symbolic", N_("Look around"), N_("What a reply can look like"),
    N_("Show me what you can do."), TRUE },
  { "utilities-terminal-symbolic", N_("Write a program"), N_("Small, and explained"),
    N_("Write a small C program that counts the words of a file, and explain how it works."),
    TRUE },
  { "accessories-text-editor-symbolic", N_("Improve a text"), N_("Paste it, say for whom"),
    N_("Improve this text. It is for "), FALSE },
  { "dialog-warning-symbolic", N_("Explain an error"), N_("The message and the code"),
    N_("Explain this error, and how to get rid of it:\n"), FALSE },
};

static const Key keys[] = {
  { "composer.new-line", N_("new line") },
  { "chat.escape", N_("stop") },
  { "win.show-shortcuts", N_("all keys") },
};


static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  chat_words_fit_part (label);

  return label;
}


/* A box would ask its children how narrow they can be at its height, which makes a label that wraps
 * try one width after the other. A grid does not. */
static GtkWidget *
new_grid (int spacing)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), spacing);

  return grid;
}


static GtkWidget *
new_card (const Starter *starter)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *grid = new_grid (12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *icon = gtk_image_new_from_icon_name (starter->icon_name);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_grid_attach (GTK_GRID (grid), icon, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), lines, 1, 0, 1, 1);
  gtk_box_append (GTK_BOX (lines), new_label (_(starter->title), "heading"));
  gtk_box_append (GTK_BOX (lines), new_label (_(starter->subtitle), "dim"));

  gtk_button_set_child (GTK_BUTTON (button), grid);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_add_css_class (button, "card");
  gtk_widget_add_css_class (button, "starter");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "chat.start-with");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(sb)",
                                    _(starter->prompt), starter->send);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _(starter->title),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _(starter->subtitle),
                                  -1);

  return button;
}


static GtkWidget *
new_key (const Key *key)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, chat_wrap_layout_new (6));
  gtk_box_append (GTK_BOX (box), chat_shortcuts_new_label (key->action));
  gtk_box_append (GTK_BOX (box), new_label (_(key->title), "dim"));

  return box;
}


/* Also called with the cards already in the grid: they only move. */
static void
place_cards (ChatStartPage *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->cards));
  int columns = self->narrow ? 1 : COLUMNS;
  int i = 0;

  for (GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards));
       card != NULL;
       card = gtk_widget_get_next_sibling (card), i++)
    g_object_set (gtk_layout_manager_get_layout_child (layout, card),
                  "column", i % columns,
                  "row", i / columns,
                  NULL);
}


static void
set_narrow (ChatStartPage *self,
            gboolean       narrow)
{
  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  place_cards (self);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->keys),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (self->keys, narrow ? 6 : 24);
}


static void
chat_start_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CHAT_TYPE_START_PAGE);

  G_OBJECT_CLASS (chat_start_page_parent_class)->dispose (object);
}


static void
chat_start_page_finalize (GObject *object)
{
  ChatStartPage *self = CHAT_START_PAGE (object);

  g_free (self->description);

  G_OBJECT_CLASS (chat_start_page_parent_class)->finalize (object);
}


static void
chat_start_page_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  ChatStartPage *self = CHAT_START_PAGE (object);

  switch (prop_id)
    {
    case PROP_DESCRIPTION:
      g_value_set_string (value, self->description);
      break;

    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}


static void
chat_start_page_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  ChatStartPage *self = CHAT_START_PAGE (object);

  switch (prop_id)
    {
    case PROP_DESCRIPTION:
      g_free (self->description);
      self->description = g_value_dup_string (value);
      break;

    case PROP_NARROW:
      set_narrow (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}


static void
chat_start_page_class_init (ChatStartPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chat_start_page_dispose;
  object_class->finalize = chat_start_page_finalize;
  object_class->get_property = chat_start_page_get_property;
  object_class->set_property = chat_start_page_set_property;

  properties[PROP_DESCRIPTION] =
    g_param_spec_string ("description", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (CHAT_TYPE_MIDDLE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/ClaudeChat/ui/chat-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ChatStartPage, page);
  gtk_widget_class_bind_template_child (widget_class, ChatStartPage, cards);
  gtk_widget_class_bind_template_child (widget_class, ChatStartPage, keys);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}


static void
chat_start_page_init (ChatStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < G_N_ELEMENTS (starters); i++)
    gtk_grid_attach (self->cards, new_card (&starters[i]), 0, i, 1, 1);
  place_cards (self);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_box_append (self->keys, new_key (&keys[i]));
}
