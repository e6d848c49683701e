/* function: Python functions: a code object together with its globals, defaults and closure.
 *
 *     def outer(x):             function inner
 *         def inner(y=1):         code ─────► the code object, one for all functions that this `def` makes
 *             return x + y        globals ──► the module's dict
 *         return inner            defaults ─► (1,)      closure ─► (cell of x,) */
#ifndef OURO_VM_RUN_FUNCTION_H
#define OURO_VM_RUN_FUNCTION_H

#include "runtime/containers/dict.h"
#include "vm/code.h"

typedef struct FunctionObject {
    GC_HEAD(version);     /* aux: for call caches; 0: none; a change of code or defaults sets it to 0 */
    CodeView code;        /* owned */
    DictView globals;     /* owned */
    DictView builtins;    /* owned */
    Ref closure;          /* a tuple of cells, or NULL */
    Ref defaults;         /* a tuple, or NULL */
    Ref keyword_defaults; /* a dict, or NULL */
    Ref annotations;      /* a dict, or NULL until asked for */
    Ref name, qualified_name, doc, module;
} FunctionObject;

typedef FunctionObject *FunctionView;

extern TypeObject function_type;

/* A function of this code. NULL with MemoryError. */
MUST_USE Ref function_new(CodeView code, DictView globals);

/* Call a function without arguments, as eval calls the code of one: what locals() gives it (or the generator
 * that it makes) are these, any mapping, brought up to date by each locals(). NULL with an exception. */
MUST_USE Ref function_call_with_locals(FunctionView function, View locals);

/* Put the arguments into the registers of a frame to be: `registers` has room for all of the code's
 * registers; references are taken. On failure nothing is left there. The other locals become unbound, the
 * closure's cells are put in place. */
MUST_USE bool function_bind(FunctionView function, Ref *registers, View *args, size_t positional, View keyword_names);

/* The same for arguments, owned, that stand where the registers will be, if nothing needs making: every
 * keyword names a parameter, defaults fill the rest. False, without an exception and with the arguments as
 * they were, if there is more to it. */
MUST_USE bool function_bind_in_place(FunctionView function, Ref *args, size_t positional, View keyword_names);

/* Do `positional` arguments and the keywords behind them stand where their parameters' registers are, with
 * nothing to gather? Then only defaults are missing. */
bool function_takes_in_order(FunctionView function, size_t positional, View keyword_names);

#endif
