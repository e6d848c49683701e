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

#endif
