/* warnings: how C code warns. The module _warnings decides what becomes of it: shown, ignored, or raised. */
#ifndef OURO_RUNTIME_ERRORS_WARNINGS_H
#define OURO_RUNTIME_ERRORS_WARNINGS_H

#include "runtime/errors/errors.h"

/* Warn of something in the source text. The format is str_format's. False with an exception if the warning
 * was made one. */
MUST_USE bool warn_at(ExceptionKind category, View filename, uint32_t line, const char *format, ...);

/* Warn of what the running Python code does. */
MUST_USE bool warn_here(ExceptionKind category, const char *format, ...);

/* Warn of what happens to an object (a file that nobody closed): where it was allocated is shown, if that is
 * known. */
MUST_USE bool warn_of(View source, ExceptionKind category, const char *format, ...);

#endif
