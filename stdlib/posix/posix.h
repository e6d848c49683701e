/* posix: what other modules ask of it. */
#ifndef OURO_STDLIB_POSIX_POSIX_H
#define OURO_STDLIB_POSIX_POSIX_H

#include "runtime/life/object.h"

/* os.fspath(object): a str or bytes. NULL with an exception. */
MUST_USE Ref posix_path(View object);

#endif
