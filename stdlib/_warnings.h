/* _warnings: issues warnings, those of C code included. */
#ifndef OURO_STDLIB_WARNINGS_H
#define OURO_STDLIB_WARNINGS_H

#include "runtime/classes/type.h"

/* The deed behind hooks.warn (runtime/memory/hooks.h): shown, ignored or raised, as the filters say. */
MUST_USE bool warnings_issue(TypeObject *category, View text, View filename, uint32_t line, View source);

/* No more of them. */
void warnings_stop(void);

#endif
