/* record: `ouro -m heapview record`: a run as a sequence of steps, in a file that FORMAT.md describes. */
#ifndef OURO_HEAPVIEW_RECORD_RECORD_H
#define OURO_HEAPVIEW_RECORD_RECORD_H

#include <stdio.h>

/* The command. Returns the exit status: the script's own, or that of a mistake on the command line. */
int record_command(int argc, char **argv);

/* Record a run of the script argv[0] …, whole or its last steps, into `file`, which is rewritten from its
 * beginning and stays open. For commands that show a script which has not been recorded yet. Returns the
 * script's exit status; -1 if nothing was recorded, with a message written. */
int record_script(int argc, char **argv, FILE *file, const char *command);

#endif
