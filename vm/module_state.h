/* module_state: what module objects (module.c, module_lazy.c), import and its end share. Nobody else needs
 * it. */
#ifndef OURO_VM_MODULE_STATE_H
#define OURO_VM_MODULE_STATE_H

#include "vm/module.h"

/* The namespaces of builtins and sys stay reachable for print() and the like, whatever a program does to
 * sys.modules. All are owned. */
typedef struct ModuleState {
    DictView modules; /* sys.modules */
    DictView builtins_dict;
    DictView sys_dict;
    DictView builtins_copy; /* the builtins as they were at the start */
    bool is_ending;         /* nothing is imported any more */
} ModuleState;

extern ModuleState module_state;

/* --- module_lazy.c; `lazy` may be NULL: nothing is --- */

/* The value of a missing name, made and put into the dict; borrowed. NULL, with an exception only if making
 * it failed. */
View lazy_find_peek(LazyNames *lazy, DictView dict, View name);
/* Make all that was not made yet. False with an exception. */
MUST_USE bool lazy_make_all(LazyNames *lazy, DictView dict);
/* The name is assigned: it is not made any more. */
void lazy_forget(LazyNames *lazy, View name);

#endif
