/* run: starts everything, runs the program, and takes everything down. */
#ifndef OURO_SHELL_RUN_H
#define OURO_SHELL_RUN_H

#include "runtime/life/object.h"
#include "shell/options.h"

enum { STATUS_INTERRUPTED = 130, STATUS_FLUSH_FAILED = 120 };

/* Returns the exit status. */
int run_program(const Options *options);

/* The module __main__, made if it is not there, owned. NULL with an exception. */
MUST_USE Ref run_main_module(void);

/* --- for the interactive interpreter, too ---------------------------------------------------------------- */

/* sys.NAME, owned; NULL if it is not there. */
Ref sys_attribute(const char *name);

/* Where the text of __main__ comes from: a file, standard input, or -c, which is UTF-8 whatever it says itself. */
typedef enum TextKind { TEXT_SCRIPT, TEXT_INPUT, TEXT_COMMAND } TextKind;
/* Run a text as __main__. False with an exception. */
MUST_USE bool run_text(const char *bytes, size_t length, View filename, TextKind kind);

/* The views of -X show, as ShowBits. */
unsigned run_views_wanted(void);
/* With -X show=code,run: show the code, whether the program has ended well or by an exception, which stays
 * the one to be reported. False with an exception of its own. */
MUST_USE bool run_show_afterwards(View code);

#endif
