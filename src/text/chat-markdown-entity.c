/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Entities and numeric character references (CommonMark 0.31.2, section 2.5).
 */

#include "chat-markdown-private.h"

#include <stdlib.h>
#include <string.h>

#define MAX_NAME 31

typedef struct
{
  char name[MAX_NAME + 1];
  char text[8];
} Entity;

static const Entity entities[] = {
#include "chat-markdown-entities.inc"
};

static int
compare_name_cb (const void *key,
                 const void *entity)
{
  return strcmp (key, ((const Entity *) entity)->name);
}

static gboolean
append_named (GString    *out,
              const char *name,
              gsize       length)
{
  char key[MAX_NAME + 1] = "";
  const Entity *entity;

  if (length > MAX_NAME)
    return FALSE;

  memcpy (key, name, length);
  entity = bsearch (key, entities, G_N_ELEMENTS (entities), sizeof (Entity), compare_name_cb);
  if (entity != NULL)
    g_string_append (out, entity->text);

  return entity != NULL;
}

/* A line break that is written as a number is no break of ours. */
static void
append_number (GString    *out,
               const char *digits)
{
  gboolean hexadecimal = digits[0] == 'x' || digits[0] == 'X';
  guint64 code = g_ascii_strtoull (digits + (hexadecimal ? 1 : 0), NULL, hexadecimal ? 16 : 10);

  if (code == '\n' || code == '\r')
    g_string_append_c (out, ' ');
  else if (code == 0 || code > 0x10FFFF || !g_unichar_validate ((gunichar) code))
    g_string_append_unichar (out, 0xFFFD);
  else
    g_string_append_unichar (out, (gunichar) code);
}

void
chat_markdown_append_entity (GString    *out,
                             const char *entity,
                             gsize       length)
{
  if (entity[1] == '#')
    append_number (out, entity + 2);
  else if (!append_named (out, entity + 1, length - 2))
    g_string_append_len (out, entity, (gssize) length);
}
