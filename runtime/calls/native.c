/* native: native functions as Python objects: functions of modules, and methods of built-in types, unbound
 * and bound.
 *
 * A line of a table (native.h) becomes an object here. A method of list lies in list's dict, unbound; looking
 * it up in a list binds it: a second object is made, which holds the list as its self. (The evaluation loop
 * avoids that object where the method is called at once.)
 *
 * A call has three ways, from the quickest to the most general:
 *   1. as many arguments as parameters, all by position: they are passed on where they lie;
 *   2. some of the last ones left out: they are copied, and NULL stands for those that are missing;
 *   3. keywords, *values, **names, or a mistake: signature_bind (native_signature.c) sorts it out.
 *
 * The signature is parsed at the first call, and kept until the program ends.
 * Ownership:  arguments are borrowed from the caller. A bound method owns its self.
 * Safety:     whoever calls `list.append` directly may pass anything as self, so its class is checked.
 *             `object.__new__(int)` is refused: only int's own code can make an int. */
#include "runtime/calls/native.h"

#include "runtime/calls/object_operations.h"
#include "runtime/classes/object_reduce.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/hooks.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

/* --- calling -------------------------------------------------------------------------------------------- */

/* A subclass of int, str … passes the value in its box. */
static View unboxed(View self, const TypeObject *owner)
{
    TypeObject *type = type_of_peek(self);
    if (type_has(type, TYPE_FLAG_BOXED) &&
        type_has(owner, TYPE_FLAG_INT | TYPE_FLAG_FLOAT | TYPE_FLAG_COMPLEX | TYPE_FLAG_STR | TYPE_FLAG_BYTES))
        return ((BoxedObject *)self)->value;
    return self;
}

Ref native_invoke(const Signature *signature, TypeObject *owner, View self, View *args, size_t positional, View keyword_names)
{
    if (!signature)
        return NULL;
    if (!keyword_names && positional == signature->exact)
        return signature->function->code(self, args); /* the arguments stand as they should */
    View bound[NATIVE_MAX_PARAMETERS];
    if (!keyword_names && positional >= signature->least && positional <= signature->positional) {
        for (size_t i = 0; i < signature->count; i++)
            bound[i] = i < positional ? args[i] : NULL;
        return signature->function->code(self, bound);
    }
    if (!signature_bind(signature, owner, args, positional, keyword_names, bound))
        return NULL;
    Ref result = signature->function->code(self, bound);
    signature_unbind(signature, bound);
    return result;
}

View native_keywords_for_new(const Signature *signature, const TypeObject *type, View keyword_names)
{
    if (!keyword_names || !signature || !type_has(type, TYPE_FLAG_HEAP) || signature->positional_only != signature->positional ||
        signature->count != signature->positional + (signature->rest >= 0))
        return keyword_names;
    const TypeObject *native = type;
    while (type_has(native, TYPE_FLAG_HEAP))
        native = native->base;
    return type->init == native->init ? keyword_names : NULL;
}

bool native_new_is_safe(const TypeObject *owner, TypeObject *type)
{
    const TypeObject *native = type, *safe = type;
    if (!type->new) { /* unfinished: its metaclass's mro() runs, or failed */
        raise_error(TypeError, "%N.__new__(%N) is not safe, use %N.__new__()", owner, type, type);
        return false;
    }
    while (type_has(native, TYPE_FLAG_HEAP))
        native = native->base;
    if (native == owner || (owner != &object_type && native->new == owner->new && native->new_native == owner->new_native))
        return true;
    while (safe != native && safe->new != native->new) /* a __new__ in Python */
        safe = safe->base;
    raise_error(TypeError, "%N.__new__(%N) is not safe, use %N.__new__()", owner, type, safe);
    return false;
}

static Ref call_new(NativeObject *native, View *args, size_t positional, View keyword_names)
{
    TypeObject *owner = native->owner;
    if (positional == 0)
        return raise_error(TypeError, "%N.__new__(): not enough arguments", owner);
    if (!is_type(args[0]))
        return raise_error(TypeError, "%N.__new__(X): X is not a type object (%T)", owner, args[0]);
    TypeObject *type = (TypeObject *)args[0];
    if (!type_is_subtype(type, owner))
        return raise_error(TypeError, "%N.__new__(%N): %N is not a subtype of %N", owner, type, type, owner);
    if (!native_new_is_safe(owner, type))
        return NULL;
    if (owner->new == type_new_native) {
        const Signature *signature = signature_of(owner->new_native);
        return native_invoke(signature, owner, args[0], args + 1, positional - 1, native_keywords_for_new(signature, type, keyword_names));
    }
    Ref tuple = tuple_from_array(args + 1, positional - 1), kwargs = NULL, result = NULL;
    if (tuple && signature_keywords_to_dict(keyword_names, args + positional, &kwargs))
        result = owner->new (type, tuple, kwargs);
    release_maybe(tuple);
    release_maybe(kwargs);
    return result;
}

Ref native_name(const NativeFunction *function)
{
    return str_intern_bytes(function->signature, (size_t)(strchr(function->signature, '(') - function->signature));
}

/* Is what it is to be bound to of its class? Whoever calls __get__ may give anything. */
static bool can_bind(const NativeObject *native, View self)
{
    Ref own = native_name(native->function);
    if (!own)
        return false;
    if (native->kind == NATIVE_METHOD && !is_instance(self, native->owner))
        raise_error(TypeError, "descriptor '%U' for '%N' objects doesn't apply to a '%T' object", own, native->owner, self);
    else if (native->kind == NATIVE_CLASS_METHOD && !is_type(self))
        raise_error(TypeError, "descriptor '%U' for type '%N' needs a type, not a '%T' as arg 2", own, native->owner, self);
    else if (native->kind == NATIVE_CLASS_METHOD && !type_is_subtype((TypeObject *)self, native->owner))
        raise_error(TypeError, "descriptor '%U' requires a subtype of '%N' but received '%N'", own, native->owner, (TypeObject *)self);
    release(own);
    return !error_is_set();
}

static Ref native_call(View object, View *args, size_t positional, View keyword_names)
{
    NativeObject *native = (NativeObject *)object;
    if (!check_stack()) /* `__len__ = property(len)`: no frame is entered */
        return NULL;
    if (native->kind == NATIVE_NEW)
        return call_new(native, args, positional, keyword_names);
    if (!native->signature) {
        if (!(native->signature = signature_of(native->function)))
            return NULL;
        if (native->module_name)
            signature_set_module(native->signature, native->module_name);
    }
    View self = native->self;
    if (native->kind == NATIVE_METHOD && !self) {
        if (positional == 0)
            return raise_error(TypeError, "unbound method %N.%.*s() needs an argument", native->owner, native->signature->name_length,
                               native->signature->name);
        self = *args++;
        positional--;
        if (!is_instance(self, native->owner))
            return raise_error(TypeError, "descriptor '%.*s' for '%N' objects doesn't apply to a '%T' object",
                               native->signature->name_length, native->signature->name, native->owner, self);
    }
    if (native->kind == NATIVE_CLASS_METHOD && !self) {
        if (positional == 0)
            return raise_error(TypeError, "descriptor '%.*s' of '%N' object needs an argument", native->signature->name_length,
                               native->signature->name, native->owner);
        self = *args++;
        positional--;
        if (!can_bind(native, self))
            return NULL;
    }
    /* messages name the class of what it is bound to */
    TypeObject *shown = native->kind == NATIVE_CLASS_METHOD             ? (TypeObject *)self
                        : native->self && native->kind == NATIVE_METHOD ? type_of_peek(native->self)
                                                                        : native->owner;
    if (native->kind == NATIVE_METHOD)
        self = unboxed(self, native->owner);
    return native_invoke(native->signature, shown, self, args, positional, keyword_names);
}

/* --- making --------------------------------------------------------------------------------------------- */

static NativeObject *native_new(uint32_t type, const NativeFunction *function, TypeObject *owner, View self, NativeKind kind)
{
    NativeObject *native = gc_new(type, sizeof *native);
    if (!native)
        return NULL;
    native->kind = kind;
    native->function = function;
    native->signature = NULL;
    native->owner = owner;
    native->self = retain_maybe(self);
    native->module_name = NULL;
    return native;
}

Ref native_method_new(const NativeFunction *function, TypeObject *owner, NativeKind kind)
{
    TypeObject *type = kind == NATIVE_METHOD         ? &native_method_type
                       : kind == NATIVE_CLASS_METHOD ? &native_class_method_type
                                                     : &native_function_type;
    return AS_OBJECT(native_new(type->index, function, owner, NULL, kind));
}

Ref native_function_new(const NativeFunction *function, View self, View module_name)
{
    NativeObject *native = native_new(native_function_type.index, function, NULL, self, NATIVE_FUNCTION);
    if (!native)
        return NULL;
    native->module_name = retain_maybe(module_name);
    gc_track(AS_OBJECT(native));
    return AS_OBJECT(native);
}

static inline bool is_bound_well(const NativeObject *native, View self)
{
    if (native->kind == NATIVE_METHOD)
        return is_instance(self, native->owner);
    return native->kind != NATIVE_CLASS_METHOD || (is_type(self) && type_is_subtype((TypeObject *)self, native->owner));
}

static Ref native_bind(View object, View instance, View owner)
{
    NativeObject *native = (NativeObject *)object;
    View self = native->kind == NATIVE_CLASS_METHOD ? owner : instance;
    if (!self && native->kind == NATIVE_CLASS_METHOD && instance)
        self = AS_OBJECT(type_of_peek(instance));
    if (!self)
        return retain(object);
    if (UNLIKELY(!is_bound_well(native, self)) && !can_bind(native, self))
        return NULL;
    NativeObject *bound = native_new(native_function_type.index, native->function, native->owner, self, (NativeKind)native->kind);
    if (!bound)
        return NULL;
    bound->signature = native->signature;
    gc_track(AS_OBJECT(bound));
    return AS_OBJECT(bound);
}

/* --- as an object --------------------------------------------------------------------------------------- */

static void native_finish(View object)
{
    clear_place(&((NativeObject *)object)->self);
    clear_place(&((NativeObject *)object)->module_name);
}

static void native_traverse(View object, Visitor visit, void *context)
{
    VISIT(((NativeObject *)object)->self);
    VISIT(((NativeObject *)object)->module_name);
}

static Ref native_get_name(View object)
{
    NativeObject *native = (NativeObject *)object;
    const char *signature = native->kind == NATIVE_NEW ? "__new__(" : native->function->signature;
    return str_from_utf8(signature, (size_t)(strchr(signature, '(') - signature)); /* not interned, as CPython's */
}

static Ref native_get_qualname(View object)
{
    NativeObject *native = (NativeObject *)object;
    Ref own = native_get_name(object);
    if (!own || !native->owner)
        return own;
    bool is_bound = native->self && native->kind == NATIVE_METHOD;
    Ref result = str_format("%N.%U", is_bound ? type_of_peek(native->self) : native->owner, own);
    release(own);
    return result;
}

static Ref native_repr(View object)
{
    NativeObject *native = (NativeObject *)object;
    Ref own = native_get_name(object), result;
    if (!own)
        return NULL;
    if (object->type == native_method_type.index || object->type == native_class_method_type.index)
        result = str_format("<method '%U' of '%N' objects>", own, native->owner);
    else if (native->kind == NATIVE_METHOD || native->kind == NATIVE_CLASS_METHOD || native->kind == NATIVE_NEW) {
        View self = native->self ? native->self : AS_OBJECT(native->owner);
        result = str_format("<built-in method %U of %T object at %p>", own, self, (void *)self);
    } else
        result = str_format("<built-in function %U>", own);
    release(own);
    return result;
}

/* Behind a signature that the doc begins with, if it does: "(x, /)\n--\n\n…". */
#define NATIVE_SIGNATURE_END "\n--\n\n"
static const char *own_signature_end(const char *doc)
{
    const char *end = *doc == '(' ? strstr(doc, NATIVE_SIGNATURE_END) : NULL;
    return end ? end + strlen(NATIVE_SIGNATURE_END) : doc;
}

static Ref native_get_doc(View object)
{
    NativeObject *native = (NativeObject *)object;
    if (native->kind == NATIVE_NEW)
        return str_from_text("Make a new object of the class that is given first; help(class) tells with which arguments.");
    return native->function && native->function->doc ? str_from_text(own_signature_end(native->function->doc)) : none_new();
}

static Ref native_get_text_signature(View object)
{
    NativeObject *native = (NativeObject *)object;
    if (native->kind == NATIVE_NEW)
        return str_from_text("($type, *args, **kwargs)");
    if (!native->function)
        return none_new();
    const char *parameters = strchr(native->function->signature, '(') + 1;
    const char *first = native->kind == NATIVE_FUNCTION && native->module_name ? "$module"
                        : native->kind == NATIVE_METHOD                        ? "$self"
                        : native->kind == NATIVE_CLASS_METHOD                  ? "$type"
                                                                               : NULL;
    if (!first)
        return str_format("(%s", parameters);
    const char *doc = native->function->doc, *own_end = doc ? own_signature_end(doc) : NULL;
    if (own_end != doc) /* as `native->function->signature` cannot say it */
        return str_format("(%s, %.*s", first, (int)(own_end - doc - (ptrdiff_t)strlen(NATIVE_SIGNATURE_END) - 1), doc + 1);
    const char *end = strstr(parameters, ", /"); /* what comes first is before all others, and by position */
    return str_format(end ? "(%s, %s" : *parameters == ')' ? "(%s, /%s" : "(%s, /, %s", first, parameters);
}

static Ref native_get_self(View object)
{
    NativeObject *native = (NativeObject *)object;
    if (native->kind == NATIVE_NEW || (native->kind == NATIVE_STATIC_METHOD && native->owner))
        return retain(AS_OBJECT(native->owner));
    return retain(native->self ? native->self : NONE);
}

static Ref native_get_module(View object)
{
    View module = ((NativeObject *)object)->module_name;
    return retain(module ? module : NONE);
}

static Ref native_get_objclass(View object)
{
    NativeObject *native = (NativeObject *)object;
    return retain(AS_OBJECT(native->owner));
}

static Ref native_compare(View left, View right, Comparison comparison)
{
    if (left->type != right->type || (comparison != COMPARE_EQ && comparison != COMPARE_NE))
        return retain(NOT_IMPLEMENTED);
    NativeObject *a = (NativeObject *)left, *b = (NativeObject *)right;
    bool same = a->function == b->function && a->self == b->self && a->owner == b->owner && a->kind == b->kind;
    return bool_new(same == (comparison == COMPARE_EQ));
}

static Hash native_hash(View object)
{
    NativeObject *native = (NativeObject *)object;
    return (Hash)(((uintptr_t)native->function >> 3) ^ ((uintptr_t)native->self >> 4));
}

/* A module's function is pickled by its name, a bound method as what getattr gives. */
static Ref native_reduce(View object, View *args UNUSED)
{
    NativeObject *native = (NativeObject *)object;
    if (native->kind == NATIVE_NEW || native->kind == NATIVE_STATIC_METHOD)
        return reduce_to_attribute_take(AS_OBJECT(native->owner), native_get_name(object));
    if (!native->self || native->self->type == TYPE_MODULE)
        return native_get_name(object);
    return reduce_to_attribute_take(native->self, native_get_name(object));
}

static Ref native_method_reduce(View object, View *args UNUSED)
{
    return reduce_to_attribute_take(AS_OBJECT(((NativeObject *)object)->owner), native_get_name(object));
}

static const NativeFunction native_methods[] = {
    {"__reduce__()", native_reduce, NULL},
    {NULL, NULL, NULL},
};
static const NativeFunction native_method_methods[] = {
    {"__reduce__()", native_method_reduce, NULL},
    {NULL, NULL, NULL},
};

static const NativeProperty native_properties[] = {
    {"__name__", native_get_name, NULL, NULL},
    {"__qualname__", native_get_qualname, NULL, NULL},
    {"__doc__", native_get_doc, NULL, NULL},
    {"__self__", native_get_self, NULL, NULL},
    {"__module__", native_get_module, NULL, NULL},
    {"__text_signature__", native_get_text_signature, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static const NativeProperty native_method_properties[] = {
    {"__name__", native_get_name, descriptor_refuse_write, NULL},
    {"__qualname__", native_get_qualname, NULL, NULL},
    {"__doc__", native_get_doc, NULL, NULL},
    {"__objclass__", native_get_objclass, descriptor_refuse_write, NULL},
    {"__text_signature__", native_get_text_signature, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject native_function_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_NATIVE_FUNCTION,
    .name = "builtin_function_or_method",
    .size = sizeof(NativeObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW | TYPE_FLAG_WEAKREFS | TYPE_FLAG_TRASHCAN,
    .call = native_call,
    .repr = native_repr,
    .compare = native_compare,
    .hash = native_hash,
    .finish = native_finish,
    .traverse = native_traverse,
    .clear = native_finish,
    .methods = native_methods,
    .properties = native_properties,
};

TypeObject native_method_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "method_descriptor",
    .size = sizeof(NativeObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_METHOD_DESCRIPTOR | TYPE_FLAG_NO_NEW,
    .call = native_call,
    .descriptor_get = native_bind,
    .repr = native_repr,
    .finish = native_finish,
    .traverse = native_traverse,
    .clear = native_finish,
    .methods = native_method_methods,
    .properties = native_method_properties,
};

TypeObject native_class_method_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "classmethod_descriptor",
    .size = sizeof(NativeObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .call = native_call,
    .descriptor_get = native_bind,
    .repr = native_repr,
    .finish = native_finish,
    .traverse = native_traverse,
    .clear = native_finish,
    .properties = native_method_properties,
};
