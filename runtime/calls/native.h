/* native: functions written in C that Python code can call.
 *
 * A native function is one line of a table: its signature as Python shows it, the C function, a sentence of
 * documentation. The signature parses the arguments, words the TypeError (native_signature.c), and is what
 * help() prints:
 *
 *     {"insert(index, object, /)", list_insert_native, "Insert object before index."},
 *     {"sort(*, key=None, reverse=False)", list_sort_native, "Sort the list in ascending order."},
 *     {"print(*values, sep=' ', end='\\n', file=None, flush=False)", builtin_print, "…"},
 *
 * The C function gets `args`, one place for each parameter in order: borrowed, NULL for an omitted optional
 * one (a default in the signature is for the reader, except where the comment says otherwise), a tuple for
 * `*values`, a dict for `**names`. For methods `self` is the instance (seen through its box for subclasses of
 * int, str …), for class methods and `new` the type, for module functions the module. */
#ifndef OURO_RUNTIME_CALLS_NATIVE_H
#define OURO_RUNTIME_CALLS_NATIVE_H

#include "runtime/life/object.h"

typedef Ref (*NativeCode)(View self, View *args);

typedef struct NativeFunction {
    const char *signature;
    NativeCode code;
    const char *doc;
} NativeFunction;

enum { NATIVE_MAX_PARAMETERS = 16 };

/* A signature, parsed. Lives as long as the program. */
typedef struct Signature {
    uint8_t exact; /* with just so many arguments, all by position, nothing need be bound; 255: never */
    uint8_t least; /* with so many positional ones or more, those missing are NULL, and no more need be done; 255: not so simple */
    const NativeFunction *function;
    const char *name; /* interned text, without the parameters */
    uint8_t name_length;
    uint8_t count;             /* places in args, *values and **names included */
    uint8_t positional_only;   /* parameters before '/' */
    uint8_t positional;        /* parameters that may be given by position (without *values) */
    uint8_t required;          /* positional parameters without a default */
    int8_t rest, keyword_rest; /* places of *values and **names, or -1 */
    Ref names[NATIVE_MAX_PARAMETERS];
    uint32_t required_mask; /* bit i: parameter i has no default */
    Ref module_name;        /* owned, for messages ("math.sqrt() takes …"); NULL for methods and builtins */
} Signature;

typedef enum NativeKind {
    NATIVE_FUNCTION,     /* of a module; self is the module, or NULL */
    NATIVE_METHOD,       /* of a built-in type: bound by its descriptor slot; self NULL while unbound */
    NATIVE_CLASS_METHOD, /* bound to the class */
    NATIVE_STATIC_METHOD,
    NATIVE_NEW /* a type's __new__ */
} NativeKind;

/* A native function, and with `self` a bound method. */
typedef struct NativeObject {
    GC_HEAD(kind);
    const NativeFunction *function; /* NULL for NATIVE_NEW of a type without signature */
    const Signature *signature;     /* parsed at the first call */
    TypeObject *owner;              /* the type whose table has it, or NULL; static types live for ever */
    Ref self;
    Ref module_name; /* or NULL */
} NativeObject;

extern TypeObject native_function_type, native_method_type, native_class_method_type;

/* An unbound method (or class method …) of a built-in type, for its dict. */
MUST_USE Ref native_method_new(const NativeFunction *function, TypeObject *owner, NativeKind kind);

/* The name in a signature, interned. */
MUST_USE Ref native_name(const NativeFunction *function);

/* The parsed form of a table's line; parsed once and kept. NULL with an exception set. `owner_name` is for
 * messages ("list.append() takes …"), may be NULL. */
const Signature *signature_of(const NativeFunction *function);

/* Let messages name the module that the function is in. */
void signature_set_module(const Signature *signature, View module_name);

/* Bind arguments to parameters: fills `bound`, signature->count places. What had to be made (a tuple for
 * *values, a dict for **names) is owned by bound[rest] and bound[keyword_rest]: release with
 * signature_unbind. False with TypeError set. `owner` is the type whose method it is, for messages, or
 * NULL. */
MUST_USE bool signature_bind(const Signature *signature, const TypeObject *owner, View *args, size_t positional, View keyword_names,
                             View *bound);
/* The keyword arguments as a dict in *result (NULL if there are none), owned by the caller. False with an
 * exception. */
MUST_USE bool signature_keywords_to_dict(View keyword_names, View *values, Ref *result);

void signature_unbind(const Signature *signature, View *bound);

/* A callable Python object for the function. `self` and `module_name` may be NULL. */
MUST_USE Ref native_function_new(const NativeFunction *function, View self, View module_name);

/* The keywords that a native __new__ is to see: none, if it takes none and the class has an __init__ of its
 * own, which may want them; otherwise those given. */
View native_keywords_for_new(const Signature *signature, const TypeObject *type, View keyword_names);

/* Call the line's C code with `positional` arguments by position, and behind them those that keyword_names (a
 * tuple of str, or NULL) names. `owner` is the type whose method it is, for messages, or NULL. */
MUST_USE Ref native_invoke(const Signature *signature, TypeObject *owner, View self, View *args, size_t positional, View keyword_names);

#endif
