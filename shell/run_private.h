/* run_private: what run.c and run_module.c share. */
#ifndef OURO_SHELL_RUN_PRIVATE_H
#define OURO_SHELL_RUN_PRIVATE_H

#include <stddef.h>

#include "runtime/life/object.h"
#include "shell/options.h"

/* sys.NAME, owned; NULL if it is not there. */
Ref sys_attribute(const char *name);
/* Fill sys.argv. False with MemoryError. */
MUST_USE bool run_set_arguments(const Options *options, const char *first);
/* Fill sys.path; `directory` is where the program is, and comes first unless that is not wanted (-P, -I).
 * False with MemoryError. */
MUST_USE bool run_set_path(const Options *options, const char *directory);
/* The path from the root, owned, as CPython shows the main script. NULL with MemoryError. */
MUST_USE Ref run_absolute_name(const char *path);
/* Where the text of __main__ comes from: a file; a module's file (-m), whose literals nobody holds while it
 * runs, as CPython's import compiles it; or -c and the like. */
typedef enum TextKind { TEXT_SCRIPT, TEXT_MODULE, TEXT_TYPED } TextKind;
/* Run a text as __main__. False with an exception. */
MUST_USE bool run_text(const char *bytes, size_t length, View filename, TextKind kind);

/* The views of -X show, as ShowBits. */
unsigned run_views_wanted(void);
/* With -X show=code,run: show the code, whether the program has ended well or by an exception, which stays
 * the one to be reported. False with an exception of its own. */
MUST_USE bool run_show_afterwards(View code);

/* -m: run the module or package that options->target names. A failure to find it is said on stderr, with
 * *status. False with an exception. */
MUST_USE bool run_module(const Options *options, int *status);
/* A folder is given: run the __main__.py in it. */
MUST_USE bool run_folder(const Options *options, int *status);

#endif
