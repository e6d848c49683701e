/* faulthandler: what the shell asks of it. */
#ifndef OURO_STDLIB_FAULTHANDLER_FAULTHANDLER_H
#define OURO_STDLIB_FAULTHANDLER_FAULTHANDLER_H

#include <stdbool.h>

#include "runtime/life/object.h"

/* -X faulthandler: as faulthandler.enable(). False with an exception. */
MUST_USE bool faulthandler_start(void);

/* The program has ended: nothing is reported any more, and files are let go. */
void faulthandler_stop(void);

#endif
