/* modules_private: what import (modules.c) and the end of the program (modules_stop.c) share. */
#ifndef OURO_VM_IMPORT_MODULES_PRIVATE_H
#define OURO_VM_IMPORT_MODULES_PRIVATE_H

#include "vm/import/modules.h"

typedef struct ModulesState {
    DictView modules; /* sys.modules; owned, as are the others */
    /* the namespaces of these two stay reachable for print() and the like, whatever a program does to
     * sys.modules */
    DictView builtins_dict;
    DictView sys_dict;
    DictView builtins_copy;                                          /* the builtins as they were at the start */
    bool (*find_embedded)(const char *name, EmbeddedSource *result); /* or NULL */
    bool is_ending;                                                  /* nothing is imported any more */
} ModulesState;

ModulesState *modules_state(void);

/* modules_lazy.c; `lazy` may be NULL: nothing is. */

/* The value of a missing name, made and put into the dict; borrowed. NULL, with an exception only if making
 * it failed. */
View lazy_find_peek(LazyNames *lazy, DictView dict, View name);
/* Make all that was not made yet. False with an exception. */
MUST_USE bool lazy_make_all(LazyNames *lazy, DictView dict);
/* The name is assigned: it is not made any more. */
void lazy_forget(LazyNames *lazy, View name);

#endif
