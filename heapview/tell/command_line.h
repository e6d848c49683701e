/* command_line: what every command of `ouro -m heapview` has to do with its words: options, mistakes, the
 * script. */
#ifndef OURO_HEAPVIEW_TELL_COMMAND_LINE_H
#define OURO_HEAPVIEW_TELL_COMMAND_LINE_H

#include "runtime/memory/basics.h"

/* What a command does around the run of a script. */
typedef struct RunHooks {
    bool (*started)(void); /* everything is up; the script's text is read and run next. False: the message is written, and nothing is run */
    void (*ended)(void);   /* the script has ended, also by an exception (which has been reported); its objects are still there */
} RunHooks;

/* Run argv[0] as `ouro argv[0] argv[1] …` would be run: the shell's. Returns the exit status. */
typedef int (*ScriptRunner)(int argc, char **argv, const RunHooks *hooks);
extern ScriptRunner command_run_script;

/* A command begins whose options are these, as its usage writes them: "[-o FILE] [--everything]". */
void command_begin(const char *options);
/* Of a view: the ending of the name says the form. */
#define COMMAND_OUTPUT "[-o FILE]"

/* A mistake on the command line: writes "ouro -m heapview COMMAND: message" on stderr; returns the exit
 * status, 2. */
int command_error(const char *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* An option before the script that the command does not have: the message, and 2. */
int command_unknown_option(const char *command, const char *word);

/* The script and its arguments, argv[0] …, of a command. An option of the command among the arguments is a
 * slip: the message is written, and 2 returned. Else 0; a `--` right after the script, which says that all
 * that follows is the script's, is taken away. */
int command_script(const char *command, int *argc, char ***argv);

#endif
