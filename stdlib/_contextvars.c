/* _contextvars: variables whose value depends on the context that code runs in: ContextVar, Context, Token.
 *
 * A context is a dict from variable to value, which copies share until one of them is written to: so to copy
 * one costs nothing, and to set a variable after that copies the dict once.
 *
 * Invariants:  a dict that somebody else has (its count is above 1) is never written to. A thread's current
 *              context is in its ThreadState, NULL until it is first asked for.
 * Callbacks:   what is dropped may run finalizers, which may set variables: an old value is released last. */
#include "stdlib/_contextvars.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/generic_alias.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/module_types.h"
#include "vm/module.h"
#include "vm/run/threads.h"

typedef struct ContextObject {
    GC_HEAD(is_entered);
    Ref values; /* a dict */
} ContextObject;

typedef struct VariableObject {
    GC_HEAD(unused);
    Ref name, fallback; /* fallback: the default, or NULL */
} VariableObject;

typedef struct TokenObject {
    GC_HEAD(is_used);
    Ref context, variable, old; /* old: NULL if there was no value */
} TokenObject;

static TypeObject context_type, variable_type, token_type, missing_type;
static Ref missing; /* Token.MISSING, kept until the end */

uint64_t contextvars_changes;

/* --- contexts ------------------------------------------------------------------------------------------- */

static ContextObject *context_of(View self)
{
    return (ContextObject *)self;
}

/* A context with these values. Consumes them, also on failure; NULL: NULL. */
static Ref context_new_take(Ref values)
{
    ContextObject *context = values ? (ContextObject *)type_allocate(&context_type, 0) : NULL;
    if (!context) {
        release_maybe(values);
        return NULL;
    }
    context->values = values;
    gc_track(AS_OBJECT(context));
    return AS_OBJECT(context);
}

/* The current context, borrowed. NULL with MemoryError. */
static ContextObject *current_peek(void)
{
    if (!thread_self->context)
        thread_self->context = context_new_take(dict_new());
    return (ContextObject *)thread_self->context;
}

/* A dict of the context's own, to write to. NULL with MemoryError. */
static DictView writable(ContextObject *context)
{
    if (context->values->refcount != 1) {
        Ref copy = dict_copy((DictView)context->values);
        if (!copy)
            return NULL;
        replace_take(&context->values, copy);
    }
    return (DictView)context->values;
}

static Ref context_make(TypeObject *type UNUSED, View args, View kwargs)
{
    if (tuple_length(args) || (kwargs && ((DictView)kwargs)->used))
        return raise_error(TypeError, "Context() does not accept any arguments");
    return context_new_take(dict_new());
}

static Ref context_copy(View self, View *args UNUSED)
{
    return context_new_take(retain(context_of(self)->values));
}

static Ref copy_context(View self UNUSED, View *args UNUSED)
{
    ContextObject *current = current_peek();
    return current ? context_copy(AS_OBJECT(current), NULL) : NULL;
}

/* run(function, …): call it in this context. */
static Ref context_run(View self, View *args)
{
    ContextObject *context = context_of(self);
    if (tuple_length(args[0]) == 0)
        return raise_error(TypeError, "run() missing 1 required positional argument");
    if (context->is_entered)
        return raise_error(RuntimeError, "cannot enter context: %R is already entered", self);
    Ref rest = tuple_slice(args[0], 1, tuple_length(args[0]));
    if (!rest)
        return NULL;
    Ref before = thread_self->context;
    thread_self->context = retain(self);
    context->is_entered = true;
    contextvars_changes++;
    Ref result = call_tuple(tuple_item_peek(args[0], 0), rest, args[1]);
    context->is_entered = false;
    contextvars_changes++;
    release(rest);
    replace_take(&thread_self->context, before);
    return result;
}

static bool check_key(View key)
{
    if (type_of_peek(key) == &variable_type)
        return true;
    raise_error(TypeError, "a ContextVar key was expected, got %R", key);
    return false;
}

static Ref context_get_item(View self, View key)
{
    if (!check_key(key))
        return NULL;
    Ref value = dict_get((DictView)context_of(self)->values, key);
    return value || error_is_set() ? value : raise_value(KeyError, key);
}

static int context_contains(View self, View key)
{
    return check_key(key) ? dict_contains((DictView)context_of(self)->values, key) : -1;
}

static Index context_length(View self)
{
    return (Index)((DictView)context_of(self)->values)->used;
}

static Ref context_get(View self, View *args)
{
    if (!check_key(args[0]))
        return NULL;
    Ref value = dict_get((DictView)context_of(self)->values, args[0]);
    return value || error_is_set() ? value : retain(args[1] ? args[1] : NONE);
}

static Ref iterate_take(Ref list)
{
    Ref iterator = list ? object_iterate(list) : NULL;
    release_maybe(list);
    return iterator;
}

static Ref context_iterate(View self)
{
    return iterate_take(dict_keys_list((DictView)context_of(self)->values));
}
static Ref context_keys(View self, View *args UNUSED)
{
    return context_iterate(self);
}
static Ref context_values(View self, View *args UNUSED)
{
    return iterate_take(dict_values_list((DictView)context_of(self)->values));
}
static Ref context_items(View self, View *args UNUSED)
{
    return iterate_take(dict_items_list((DictView)context_of(self)->values));
}

static Ref context_compare(View self, View other, Comparison comparison)
{
    if (type_of_peek(other) != &context_type || (comparison != COMPARE_EQ && comparison != COMPARE_NE))
        return retain(NOT_IMPLEMENTED);
    Ref left = retain(context_of(self)->values), right = retain(context_of(other)->values);
    Ref result = object_compare(left, right, comparison);
    release(left);
    release(right);
    return result;
}

static void context_traverse(View self, Visitor visit, void *context)
{
    VISIT(context_of(self)->values);
}

static void context_finish(View self)
{
    clear_place(&context_of(self)->values);
}

/* Break cycles, and stay usable: what is left is empty. Without memory for that, the values stay. */
static void context_clear(View self)
{
    Ref empty = dict_new();
    if (empty)
        replace_take(&context_of(self)->values, empty);
    else
        error_clear();
}

static const NativeFunction context_methods[] = {
    {"copy()", context_copy, "Return a shallow copy of the context object."},
    {"get(key, default=None, /)", context_get,
     "Return the value for `key` if `key` has the value in the context object.\n\nIf `key` does not exist, return `default`. If "
     "`default` is not given,\nreturn None."},
    {"items()", context_items, "Return all variables and their values in the context object.\n\nEach is a 2-tuple (variable, value)."},
    {"keys()", context_keys, "Return all variables in the context object."},
    {"run(*args, **kwargs)", context_run, NULL},
    {"values()", context_values, "Return all variables' values in the context object."},
    {NULL, NULL, NULL},
};

static TypeObject context_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_contextvars.Context",
    .size = sizeof(ContextObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_WEAKREFS,
    .new = context_make,
    .hash = slot_hash_not_implemented,
    .compare = context_compare,
    .iterate = context_iterate,
    .length = context_length,
    .get_item = context_get_item,
    .contains = context_contains,
    .finish = context_finish,
    .traverse = context_traverse,
    .clear = context_clear,
    .methods = context_methods,
};

/* --- variables ------------------------------------------------------------------------------------------ */

static VariableObject *variable_of(View self)
{
    return (VariableObject *)self;
}

static Ref variable_make(View type UNUSED, View *args)
{
    if (!is_str(args[0]))
        return raise_error(TypeError, "context variable name must be a str");
    VariableObject *variable = (VariableObject *)type_allocate(&variable_type, 0);
    if (!variable)
        return NULL;
    variable->name = retain(args[0]);
    variable->fallback = retain_maybe(args[1]);
    gc_track(AS_OBJECT(variable));
    return AS_OBJECT(variable);
}

Ref contextvars_variable_new(const char *name)
{
    View args[2] = {str_from_text(name), NULL};
    Ref made = args[0] ? variable_make(AS_OBJECT(&variable_type), args) : NULL;
    release_maybe(args[0]);
    return made;
}

Ref contextvars_get(View variable)
{
    ContextObject *current = (ContextObject *)thread_self->context;
    return current ? dict_get((DictView)current->values, variable) : NULL;
}

static Ref variable_get(View self, View *args)
{
    Ref value = contextvars_get(self);
    if (value || error_is_set())
        return value;
    View fallback = args[0] ? args[0] : variable_of(self)->fallback;
    return fallback ? retain(fallback) : raise_value(LookupError, self);
}

static Ref token_new(ContextObject *context, View variable, View old)
{
    TokenObject *token = (TokenObject *)type_allocate(&token_type, 0);
    if (!token)
        return NULL;
    token->context = retain(AS_OBJECT(context));
    token->variable = retain(variable);
    token->old = retain_maybe(old);
    gc_track(AS_OBJECT(token));
    return AS_OBJECT(token);
}

static Ref variable_set(View self, View *args)
{
    ContextObject *current = current_peek();
    DictView values = current ? writable(current) : NULL;
    if (!values)
        return NULL;
    contextvars_changes++;
    Ref old = dict_get(values, self), token = error_is_set() ? NULL : token_new(current, self, old);
    if (token && !dict_set(values, self, args[0]))
        clear_place(&token);
    release_maybe(old);
    return token;
}

bool contextvars_set(View variable, View value)
{
    ContextObject *current = current_peek();
    DictView values = current ? writable(current) : NULL;
    contextvars_changes++;
    return values && dict_set(values, variable, value);
}

static Ref variable_reset(View self, View *args)
{
    TokenObject *token = (TokenObject *)args[0];
    if (type_of_peek(args[0]) != &token_type)
        return raise_error(TypeError, "expected an instance of Token, got %R", args[0]);
    if (token->is_used)
        return raise_error(RuntimeError, "%R has already been used once", args[0]);
    if (token->variable != self)
        return raise_error(ValueError, "%R was created by a different ContextVar", args[0]);
    ContextObject *current = current_peek();
    if (!current)
        return NULL;
    if (token->context != AS_OBJECT(current))
        return raise_error(ValueError, "%R was created in a different Context", args[0]);
    DictView values = writable(current);
    if (!values)
        return NULL;
    token->is_used = true;
    contextvars_changes++;
    bool done = token->old ? dict_set(values, self, token->old) : dict_delete(values, self) >= 0;
    return done ? none_new() : NULL;
}

static Ref variable_repr(View self)
{
    VariableObject *variable = variable_of(self);
    if (variable->fallback)
        return str_format("<ContextVar name=%R default=%R at %p>", variable->name, variable->fallback, (void *)self);
    return str_format("<ContextVar name=%R at %p>", variable->name, (void *)self);
}

static Ref variable_name(View self)
{
    return retain(variable_of(self)->name);
}

static void variable_traverse(View self, Visitor visit, void *context)
{
    VISIT(variable_of(self)->name);
    VISIT(variable_of(self)->fallback);
}

static void variable_finish(View self)
{
    clear_place(&variable_of(self)->name);
    clear_place(&variable_of(self)->fallback);
}

static void variable_clear(View self)
{
    clear_place(&variable_of(self)->fallback);
}

static const NativeFunction variable_constructor = {"ContextVar(name, /, *, default=<unrepresentable>)", variable_make, NULL};
static const NativeFunction variable_methods[] = {
    {"get(default=<unrepresentable>, /)", variable_get,
     "Return a value for the context variable for the current context.\n\nIf there is no value for the variable in the current context, "
     "the method will:\n * return the value of the default argument of the method, if provided; or\n * return the default value for the "
     "context variable, if it was created\n   with one; or\n * raise a LookupError."},
    {"reset(token, /)", variable_reset,
     "Reset the context variable.\n\nThe variable is reset to the value it had before the `ContextVar.set()` that\ncreated the token was "
     "used."},
    {"set(value, /)", variable_set,
     "Call to set a new value for the context variable in the current context.\n\nReturns a Token object that can be used to restore the "
     "variable to its previous\nvalue via the `ContextVar.reset()` method."},
    {NULL, NULL, NULL},
};
static const NativeProperty variable_properties[] = {
    {"name", variable_name, descriptor_refuse_write, NULL},
    {NULL, NULL, NULL, NULL},
};

static TypeObject variable_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_contextvars.ContextVar",
    .size = sizeof(VariableObject),
    .flags = TYPE_FLAG_GC,
    .new_native = &variable_constructor,
    .repr = variable_repr,
    .finish = variable_finish,
    .traverse = variable_traverse,
    .clear = variable_clear,
    .methods = variable_methods,
    .properties = variable_properties,
    .class_methods = generic_class_methods,
};

/* --- tokens --------------------------------------------------------------------------------------------- */

static TokenObject *token_of(View self)
{
    return (TokenObject *)self;
}

static Ref token_make(TypeObject *type UNUSED, View args UNUSED, View kwargs UNUSED)
{
    return raise_error(RuntimeError, "Tokens can only be created by ContextVars");
}

static Ref token_repr(View self)
{
    TokenObject *token = token_of(self);
    return str_format("<Token%s var=%R at %p>", token->is_used ? " used" : "", token->variable, (void *)self);
}

static Ref token_var(View self)
{
    return retain(token_of(self)->variable);
}

static Ref token_old_value(View self)
{
    View old = token_of(self)->old;
    return retain(old ? old : missing);
}

static void token_traverse(View self, Visitor visit, void *context)
{
    VISIT(token_of(self)->context);
    VISIT(token_of(self)->variable);
    VISIT(token_of(self)->old);
}

static void token_finish(View self)
{
    clear_place(&token_of(self)->context);
    clear_place(&token_of(self)->variable);
    clear_place(&token_of(self)->old);
}

static void token_clear(View self)
{
    clear_place(&token_of(self)->context);
    clear_place(&token_of(self)->old);
}

static const NativeProperty token_properties[] = {
    {"old_value", token_old_value, NULL, NULL},
    {"var", token_var, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static TypeObject token_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_contextvars.Token",
    .size = sizeof(TokenObject),
    .flags = TYPE_FLAG_GC,
    .new = token_make,
    .hash = slot_hash_not_implemented,
    .repr = token_repr,
    .finish = token_finish,
    .traverse = token_traverse,
    .clear = token_clear,
    .properties = token_properties,
    .class_methods = generic_class_methods,
};

static Ref missing_repr(View self UNUSED)
{
    return str_from_text("<Token.MISSING>");
}

static TypeObject missing_type = {
    .object = STATIC_HEAD(TYPE_TYPE), .name = "Token.MISSING", .size = sizeof(Object), .flags = TYPE_FLAG_NO_NEW, .repr = missing_repr};

/* --- the module ----------------------------------------------------------------------------------------- */

static bool make_missing(void)
{
    if (!missing && module_keep(&missing))
        missing = object_new_raw(missing_type.index, sizeof(Object));
    return missing && dict_set_text((DictView)token_type.dict, "MISSING", missing);
}

static bool init(ModuleObject *module)
{
    return module_type_ready(&context_type) && module_type_ready(&variable_type) && module_type_ready(&token_type) &&
           module_type_ready(&missing_type) && make_missing() && dict_set_text(module->dict, "Context", AS_OBJECT(&context_type)) &&
           dict_set_text(module->dict, "ContextVar", AS_OBJECT(&variable_type)) &&
           dict_set_text(module->dict, "Token", AS_OBJECT(&token_type));
}

static const NativeFunction functions[] = {
    {"copy_context()", copy_context, NULL},
    {NULL, NULL, NULL},
};

const NativeModule _contextvars_module = {.name = "_contextvars", .doc = "Context Variables", .functions = functions, .init = init};
