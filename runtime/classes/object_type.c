/* object_type: object, the base of all classes: what every object can do unless its class says otherwise.
 *
 * Its slots are the last that a lookup along the mro finds: repr by address, hash by address, equality by
 * identity, `!=` as the opposite of `==`. object.__new__ makes the instance, object.__init__ does nothing;
 * each refuses arguments only if the class has not overridden the other, as CPython does, so that a class
 * need define but one.
 *
 * Assigning __class__ changes which class an object is of. That is safe only between classes whose instances
 * are laid out alike: the same ancestor added their fields (type_same_layout). */
#include "runtime/calls/audit.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/layout.h"
#include "runtime/classes/object_reduce.h"
#include "runtime/classes/slots.h"
#include "runtime/classes/type.h"
#include "runtime/classes/type_private.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

static bool has_arguments(View args, View kwargs)
{
    return tuple_length(args) > 0 || (kwargs && ((DictView)kwargs)->used > 0);
}

static Ref raise_abstract(TypeObject *type)
{
    Ref methods = object_get_attribute(AS_OBJECT(type), name(__abstractmethods__));
    Ref sorted = methods ? list_from_iterable(methods) : NULL, comma = NULL, joined = NULL;
    if (sorted && list_sort((ListView)sorted, NULL, false) && (comma = str_from_text(", ")) && (joined = str_join(comma, sorted)))
        raise_error(TypeError, "Can't instantiate abstract class %N with abstract method%s %U", type,
                    ((ListView)sorted)->used == 1 ? "" : "s", joined);
    release_maybe(methods);
    release_maybe(sorted);
    release_maybe(comma);
    release_maybe(joined);
    return NULL;
}

Ref object_new(TypeObject *type, View args, View kwargs)
{
    if (has_arguments(args, kwargs)) {
        if (type->new != object_new)
            return raise_error(TypeError, "object.__new__() takes exactly one argument (the type to instantiate)");
        if (type->init == object_init)
            return raise_error(TypeError, "%N() takes no arguments", type);
    }
    if (type_has(type, TYPE_FLAG_ABSTRACT))
        return raise_abstract(type);
    if (!native_new_is_safe(&object_type, type))
        return NULL;
    Ref object = type_allocate(type, 0);
    if (object && !type_has(type, TYPE_FLAG_ATOMIC)) /* a bare object refers to nothing */
        gc_track(object);
    return object;
}

bool object_init(View self, View args, View kwargs)
{
    TypeObject *type = type_of_peek(self);
    if (!has_arguments(args, kwargs))
        return true;
    if (type->init != object_init)
        raise_error(TypeError, "object.__init__() takes exactly one argument (the instance to initialize)");
    else if (type->new == object_new && !type_has(type, TYPE_FLAG_NO_NEW))
        raise_error(TypeError, "%N.__init__() takes exactly one argument (the instance to initialize)", type);
    else
        return true;
    return false;
}

static Ref object_repr_slot(View self)
{
    TypeObject *type = type_of_peek(self);
    Ref module = object_get_attribute(AS_OBJECT(type), name(__module__));
    if (!module)
        error_clear();
    Ref result;
    if (module && is_str(module) && !str_equal_text(AS_OBJECT(str_view(module)), "builtins"))
        result = str_format("<%U.%U object at %p>", str_view(module), type->qualified_name, (void *)self);
    else
        result = str_format("<%s object at %p>", type_name_peek(type), (void *)self);
    release_maybe(module);
    return result;
}

static Ref object_str_slot(View self)
{
    return type_of_peek(self)->repr(self);
}

static Hash object_hash_slot(View self)
{
    uintptr_t address = (uintptr_t)self;
    Hash hash = (Hash)(address >> 4 | address << 60);
    return hash == -1 ? -2 : hash;
}

static Ref object_compare_slot(View self, View other, Comparison comparison)
{
    if (comparison == COMPARE_EQ)
        return retain(self == other ? TRUE : NOT_IMPLEMENTED);
    if (comparison != COMPARE_NE)
        return retain(NOT_IMPLEMENTED);
    TypeObject *type = type_of_peek(self);
    Ref equal = type->compare ? type->compare(self, other, COMPARE_EQ) : NULL;
    if (!equal || equal == NOT_IMPLEMENTED)
        return equal;
    int truth = object_truth(equal);
    release(equal);
    return truth < 0 ? NULL : bool_new(!truth);
}

static Ref object_get_class(View self)
{
    return retain(AS_OBJECT(type_of_peek(self)));
}

/* The nearest ancestor (or self) that adds something to what an instance has. */
static const TypeObject *layout_root(const TypeObject *type)
{
    while (type_has(type, TYPE_FLAG_HEAP) && type->slot_count == type->base->slot_count &&
           ((type->flags ^ type->base->flags) & (TYPE_FLAG_HAS_DICT | TYPE_FLAG_WEAKREFS)) == 0)
        type = type->base;
    return type;
}

/* Are instances laid out alike, but for the number of inline places? As in CPython, the same ancestor must
 * have added things, or two that derive from one class and added the same. */
bool type_same_layout(const TypeObject *a, const TypeObject *b)
{
    a = layout_root(a);
    b = layout_root(b);
    if (a == b)
        return true;
    if (!type_has(a, TYPE_FLAG_HEAP) || !type_has(b, TYPE_FLAG_HEAP) || a->base != b->base || a->slot_count != b->slot_count ||
        ((a->flags ^ b->flags) & (TYPE_FLAG_HAS_DICT | TYPE_FLAG_WEAKREFS)))
        return false;
    size_t names = a->slot_names ? tuple_length(a->slot_names) : 0;
    if (names != (b->slot_names ? tuple_length(b->slot_names) : 0))
        return false;
    for (size_t i = 0; i < names; i++)
        if (tuple_item_peek(a->slot_names, i) != tuple_item_peek(b->slot_names, i)) /* interned */
            return false;
    return true;
}

static bool object_set_class(View self, View value)
{
    if (!value || !is_type(value)) {
        if (value)
            raise_error(TypeError, "__class__ must be set to a class, not '%T' object", value);
        else
            raise_error(TypeError, "can't delete __class__ attribute");
        return false;
    }
    if (!AUDIT("object.__setattr__", "OsO", self, "__class__", value))
        return false;
    TypeObject *from = type_of_peek(self), *to = (TypeObject *)value;
    bool are_modules = type_has(from, TYPE_FLAG_MODULE) && type_has(to, TYPE_FLAG_MODULE);
    if (!are_modules && (!type_has(from, TYPE_FLAG_HEAP) || !type_has(to, TYPE_FLAG_HEAP))) {
        raise_error(TypeError, "__class__ assignment only supported for mutable types or ModuleType subclasses");
        return false;
    }
    if (are_modules ? from->slot_count || to->slot_count : !type_same_layout(from, to)) {
        raise_error(TypeError, "__class__ assignment: '%N' object layout differs from '%N'", to, from);
        return false;
    }
    if (type_has(from, TYPE_FLAG_HAS_DICT) && !instance_move_to_class(self, from, to))
        return false;
    if (type_has(to, TYPE_FLAG_HEAP))
        retain(value);
    self->type = to->index;
    if (type_has(from, TYPE_FLAG_HEAP))
        release(AS_OBJECT(from));
    return true;
}

static const NativeProperty object_properties[] = {
    {"__class__", object_get_class, object_set_class, "the object's class"},
    {NULL, NULL, NULL, NULL},
};

/* --- methods -------------------------------------------------------------------------------------------- */

static Ref object_format_method(View self, View *args)
{
    if (!is_str(args[0]))
        return raise_error(TypeError, "__format__() argument must be str, not %K", args[0]);
    if (str_length(AS_OBJECT(str_view(args[0]))) > 0)
        return raise_error(TypeError, "unsupported format string passed to %T.__format__", self);
    return object_str_as_given(self);
}

static Ref object_sizeof_method(View self, View *args UNUSED)
{
    return int_new(layout_size_of(self));
}

static Ref object_dir_method(View self, View *args UNUSED)
{
    TypeObject *type = type_of_peek(self);
    Ref names = dict_new(), own = NULL, list = NULL;
    if (!names)
        return NULL;
    own = object_get_attribute_maybe(self, name(__dict__));
    if (!own && error_is_set())
        goto done;
    if (own && is_dict(own) && !dict_update((DictView)names, own))
        goto done;
    if (!type_add_names((DictView)names, type))
        goto done;
    list = dict_keys_list((DictView)names);
done:
    release_maybe(own);
    release(names);
    return list;
}

static Ref object_init_subclass_method(View self UNUSED, View *args UNUSED)
{
    return none_new();
}

static Ref object_subclasshook_method(View self UNUSED, View *args UNUSED)
{
    return retain(NOT_IMPLEMENTED);
}

static const NativeFunction object_methods[] = {
    {"__format__(format_spec, /)", object_format_method, "Default object formatter."},
    {"__sizeof__()", object_sizeof_method, "Size of object in memory, in bytes."},
    {"__dir__()", object_dir_method, "Default dir() implementation."},
    {"__reduce__()", object_reduce_method, "Helper for pickle."},
    {"__reduce_ex__(protocol, /)", object_reduce_ex_method, "Helper for pickle."},
    {"__getstate__()", object_getstate_method, "Helper for pickle."},
    {NULL, NULL, NULL},
};

static const NativeFunction object_class_methods[] = {
    {"__init_subclass__()", object_init_subclass_method, "This method is called when a class is subclassed."},
    {"__subclasshook__(subclass, /)", object_subclasshook_method, "Abstract classes can override this to customize issubclass()."},
    {NULL, NULL, NULL},
};

TypeObject object_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_OBJECT,
    .name = "object",
    .size = sizeof(GcObject),
    .flags = TYPE_FLAG_BASE | TYPE_FLAG_GC | TYPE_FLAG_ATOMIC,
    .new = object_new,
    .init = object_init,
    .repr = object_repr_slot,
    .str = object_str_slot,
    .hash = object_hash_slot,
    .compare = object_compare_slot,
    .get_attribute = instance_generic_get_attribute,
    .set_attribute = instance_generic_set_attribute,
    .properties = object_properties,
    .methods = object_methods,
    .class_methods = object_class_methods,
    .doc = "The base class of the class hierarchy.",
};
