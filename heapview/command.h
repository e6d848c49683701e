/* command: `ouro -m heapview COMMAND [options] script.py [arguments]`: heapview on the command line. */
#ifndef OURO_HEAPVIEW_COMMAND_H
#define OURO_HEAPVIEW_COMMAND_H

#include "heapview/tell/command_line.h"

/* Run the command of these words, argv[0] being its name. Returns the exit status. */
int heapview_command(int argc, char **argv, ScriptRunner run);

#endif
