/* run_private: what run.c, run_path.c, run_module.c and run_settings.c share. */
#ifndef OURO_SHELL_RUN_PRIVATE_H
#define OURO_SHELL_RUN_PRIVATE_H

#include <stddef.h>

#include "runtime/life/object.h"
#include "shell/options.h"
#include "shell/run.h"

/* --- run_path.c ----------------------------------------------------------------------------------------- */

/* Bytes of the command line or the environment as text: what is not UTF-8 becomes lone surrogates. NULL with
 * MemoryError. */
MUST_USE Ref run_text_of_bytes(const char *bytes, size_t length);
/* Fill sys.argv, once, before any Python code runs: from then on it is the program's. False with MemoryError. */
MUST_USE bool run_set_arguments(const Options *options);
/* Fill sys.path but for the program's own folder; run site, if that is wanted. False with an exception. */
MUST_USE bool run_prepare_path(const Options *options);
/* Put a folder at the head of sys.path: the script's, which -P and -I leave out, or that which is itself the
 * program. False with an exception. */
typedef enum PathPlace { PATH_OF_SCRIPT, PATH_OF_PROGRAM } PathPlace;
MUST_USE bool run_put_first(const Options *options, View directory, PathPlace place);
MUST_USE bool run_put_first_text(const Options *options, const char *directory); /* a script's */
/* The path from the root, owned, as CPython shows the main script. NULL with MemoryError. */
MUST_USE Ref run_absolute_name(const char *path);

/* --- run.c ---------------------------------------------------------------------------------------------- */

/* Flush sys.stdout and sys.stderr. False if one of them fails; for stdout that is reported. */
bool run_flush_streams(void);
/* Write on sys.stderr, or, if that is not possible, on C's. */
void run_say(View text);

/* --- run_settings.c ------------------------------------------------------------------------------------- */

/* Tell sys, the compiler and the others what the options and variables say, before the session starts. False
 * with CPython's words on stderr. */
bool run_settle(const Options *options);
/* What has to wait until it has started: tracing of memory, faulthandler. False likewise. */
bool run_start_instruments(const Options *options);
/* Have the module warnings read the options for warnings, if there are any. False with an exception. */
MUST_USE bool run_obey_warnings(void);

/* --- run_module.c --------------------------------------------------------------------------------------- */

/* -m: run the module or package that options->target names. False with an exception. */
MUST_USE bool run_module(const Options *options);
/* Run the __main__ in a folder or zip file, which has this absolute name. False with an exception. */
MUST_USE bool run_importer(const Options *options, View place);
/* Run a file of compiled code. False with an exception. */
MUST_USE bool run_compiled(const char *bytes, size_t length, View filename);
/* Is this the name of a zip archive, or of a folder within one? -1 with an exception. */
MUST_USE int run_is_archive(View filename);
/* May these bytes be an archive, whatever stands before it? */
bool run_looks_like_archive(const char *bytes, size_t length);

#endif
