/* command: `ouro -m heapview COMMAND [options] script.py [arguments]`: heapview on the command line. */
#ifndef OURO_HEAPVIEW_COMMAND_H
#define OURO_HEAPVIEW_COMMAND_H

#include "runtime/life/object.h"

/* What a command does around the run of a script. */
typedef struct RunHooks {
    bool (*started)(void); /* everything is up; the script's text is read and run next. False: the message is written, and nothing is run */
    void (*ended)(void);   /* the script has ended, also by an exception (which has been reported); its objects are still there */
} RunHooks;

/* Run argv[0] as `ouro argv[0] argv[1] …` would be run: the shell's. Returns the exit status. */
typedef int (*ScriptRunner)(int argc, char **argv, const RunHooks *hooks);
extern ScriptRunner heapview_run_script;

/* Run the command of these words, argv[0] being its name. Returns the exit status. */
int heapview_command(int argc, char **argv, ScriptRunner run);

/* A mistake on the command line: writes "ouro -m heapview COMMAND: message" on stderr; returns the exit
 * status, 2. */
int command_error(const char *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
