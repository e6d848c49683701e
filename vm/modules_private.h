/* modules_private: what import (modules.c) and the end of the program (modules_stop.c) share. */
#ifndef OURO_VM_MODULES_PRIVATE_H
#define OURO_VM_MODULES_PRIVATE_H

#include "runtime/dict.h"

typedef struct ModulesState {
    DictView modules; /* sys.modules; owned, as are the others */
    DictView
        builtins_dict; /* the namespaces of these two stay reachable for print() and the like, whatever a program does to sys.modules */
    DictView sys_dict;
    DictView builtins_copy; /* the builtins as they were at the start */
    bool is_ending;         /* nothing is imported any more */
} ModulesState;

ModulesState *modules_state(void);

#endif
