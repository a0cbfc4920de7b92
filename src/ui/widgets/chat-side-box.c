/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text with a button at its side or, where that would leave the text too little room, below it.
 */

#include "chat-side-box.h"

/* px between them. */
#define BESIDE 12
#define BELOW  6

struct _ChatSideBox
{
  GtkWidget  parent_instance;

  GtkWidget *text;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (ChatSideBox, chat_side_box, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_TEXT,
  PROP_BUTTON,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];


static int
get_width (GtkWidget *child)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);

  return natural;
}


/* Whoever asks may have less room than @child needs; newer GTK warns when that is handed on. */
static int
get_height (GtkWidget *child,
            int        width)
{
  int least;
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, MAX (width, least), NULL, &natural, NULL,
                      NULL);

  return natural;
}


/* What a button beside it leaves the text; 0: the button goes below. */
static int
get_room (ChatSideBox *self,
          int          width)
{
  int button = get_width (self->button);
  int room = width - BESIDE - button;

  return room >= button ? room : 0;
}


static int
get_button_width (ChatSideBox *self,
                  int          width)
{
  return MIN (get_width (self->button), width);
}


static GtkSizeRequestMode
chat_side_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}


static void
measure_width (ChatSideBox *self,
               int         *minimum,
               int         *natural)
{
  int text;
  int button;
  int text_natural;
  int button_natural;

  gtk_widget_measure (self->text, GTK_ORIENTATION_HORIZONTAL, -1, &text, &text_natural, NULL, NULL);
  gtk_widget_measure (self->button, GTK_ORIENTATION_HORIZONTAL, -1, &button, &button_natural, NULL,
                      NULL);
  *minimum = MAX (text, button);
  *natural = MAX (text_natural, button_natural) + BESIDE + button_natural;
}


static void
chat_side_box_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  ChatSideBox *self = CHAT_SIDE_BOX (widget);
  int button;
  int room;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, minimum, natural);
      return;
    }

  if (for_size < 0)
    measure_width (self, &room, &for_size);
  room = get_room (self, for_size);
  button = get_height (self->button, get_button_width (self, for_size));
  *minimum = room > 0 ? MAX (get_height (self->text, room), button)
                      : get_height (self->text, for_size) + BELOW + button;
  *natural = *minimum;
}


static void
chat_side_box_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  ChatSideBox *self = CHAT_SIDE_BOX (widget);
  const gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  const int room = get_room (self, width);
  const int button_width = get_button_width (self, width);
  const int button_height = get_height (self->button, button_width);
  GtkAllocation text = { 0, 0, width, height - BELOW - button_height };
  GtkAllocation button = { mirrored ? 0 : width - button_width, height - button_height,
                           button_width, button_height };

  if (room > 0)
    {
      text.x = mirrored ? width - room : 0;
      text.width = room;
      text.height = height;
      button.y = (height - button_height) / 2;
    }
  gtk_widget_size_allocate (self->text, &text, -1);
  gtk_widget_size_allocate (self->button, &button, -1);
}


static void
chat_side_box_dispose (GObject *object)
{
  ChatSideBox *self = CHAT_SIDE_BOX (object);

  g_clear_pointer (&self->text, gtk_widget_unparent);
  g_clear_pointer (&self->button, gtk_widget_unparent);

  G_OBJECT_CLASS (chat_side_box_parent_class)->dispose (object);
}


static void
chat_side_box_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  ChatSideBox *self = CHAT_SIDE_BOX (object);
  GtkWidget *child = g_value_get_object (value);

  switch (prop_id)
    {
    case PROP_TEXT:
      self->text = child;
      break;

    case PROP_BUTTON:
      self->button = child;
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }

  /* The order of the focus, whichever came first. */
  gtk_widget_insert_before (child, GTK_WIDGET (self), prop_id == PROP_TEXT ? self->button : NULL);
}


static void
chat_side_box_class_init (ChatSideBoxClass *klass)
{
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chat_side_box_dispose;
  object_class->set_property = chat_side_box_set_property;
  properties[PROP_TEXT] = g_param_spec_object ("text", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_BUTTON] = g_param_spec_object ("button", NULL, NULL, GTK_TYPE_WIDGET, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  widget_class->get_request_mode = chat_side_box_get_request_mode;
  widget_class->measure = chat_side_box_measure;
  widget_class->size_allocate = chat_side_box_size_allocate;
}


static void
chat_side_box_init (ChatSideBox *self)
{
}


GtkWidget *
chat_side_box_new (GtkWidget *text,
                   GtkWidget *button)
{
  return g_object_new (CHAT_TYPE_SIDE_BOX, "text", text, "button", button, NULL);
}
