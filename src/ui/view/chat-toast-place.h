/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A place where toasts are shown, and what they offer there.
 */

#pragma once

#include <adwaita.h>

#include "chat-announcer.h"

G_BEGIN_DECLS

#define CHAT_TYPE_TOAST_PLACE (chat_toast_place_get_type ())
G_DECLARE_FINAL_TYPE (ChatToastPlace, chat_toast_place, CHAT, TOAST_PLACE, GObject)

/* In @overlay, which must outlive it. @announcer says what is shown. */
ChatToastPlace *chat_toast_place_new        (AdwToastOverlay *overlay,
                                             ChatAnnouncer   *announcer);
/* Shows @toast (transfer full) once those before it are gone, or now if it offers what can be done
 * wherever one is: the button that is seen is for what was done last. */
void            chat_toast_place_add        (ChatToastPlace  *self,
                                             AdwToast        *toast);
/* The same with what is so now: what was told of it before goes. */
void            chat_toast_place_tell_state (ChatToastPlace  *self,
                                             AdwToast        *toast);
/* Does what was offered last, also while its toast waits for its turn; the toast goes. FALSE: nothing
 * is offered. */
gboolean        chat_toast_place_take_offer (ChatToastPlace  *self);
/* What a toast offers to do with @action_name and @target was done, so that it is not offered in another
 * place; the toast itself goes when its time has come. */
void            chat_toast_place_forget     (ChatToastPlace  *self,
                                             const char      *action_name,
                                             GVariant        *target);
/* Takes over what @before, which is no longer in front, offers to do wherever one is. */
void            chat_toast_place_follow     (ChatToastPlace  *self,
                                             ChatToastPlace  *before);
/* The same with all that @before offers, and what it told to be so now: it was in front of @self. */
void            chat_toast_place_take_over  (ChatToastPlace  *self,
                                             ChatToastPlace  *before);

G_END_DECLS
