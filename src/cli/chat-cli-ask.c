/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chat-cli.h"
int chat_cli_ask (int argc, char **argv) { return 2; }
