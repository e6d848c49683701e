/* show_scopes: what the scope pass found out, for people to read. */
#ifndef OURO_VM_COMPILE_SHOW_SCOPES_H
#define OURO_VM_COMPILE_SHOW_SCOPES_H

#include <stdio.h>

#include "vm/compile/scope.h"

/* Write each scope of the tree with its names, what each of them is and where its value will be. An error of
 * `out` is left for the caller to ask (ferror). */
void show_scopes(FILE *out, const Scopes *scopes);

#endif
