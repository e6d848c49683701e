/* super: an object whose attributes are looked up in the mro beyond a given class.
 *
 *     mro of the object's class:   D   B   C   A   object          super(B, obj).f: f of C, A or object, the first
 *                                      └─► from here                that has it, bound to obj
 *
 * `start` is the class whose mro is walked: that of the object, or the object itself if it is a class below
 * the given one (in a classmethod). `super()` without arguments takes both from its caller: the compiler
 * gives each method that mentions super a cell __class__, and the first argument is the object. */
#include "runtime/classes/super.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/hooks.h"
#include "runtime/names.h"
#include "runtime/text/str.h"

/* The class in whose mro to look: the object itself if it is a class below `class`, else its class, else the one
 * that it claims to be of by __class__, as proxies do. NULL with TypeError, or what asking for __class__ raised. */
static Ref start_of(TypeObject *class, View object)
{
    if (is_type(object) && type_is_subtype((TypeObject *)object, class))
        return retain(object);
    if (type_is_subtype(type_of_peek(object), class))
        return retain(AS_OBJECT(type_of_peek(object)));
    Ref claimed = object_get_attribute_maybe(object, name(__class__));
    if (claimed && is_type(claimed) && claimed != AS_OBJECT(type_of_peek(object)) && type_is_subtype((TypeObject *)claimed, class))
        return claimed;
    release_maybe(claimed);
    return error_is_set() ? NULL : raise_error(TypeError, "super(type, obj): obj must be an instance or subtype of type");
}

static Ref super_new(View type, View *args UNUSED)
{
    Ref self = type_allocate((TypeObject *)type, 0);
    if (self)
        gc_track(self);
    return self;
}

static Ref super_init(View self, View *args)
{
    SuperObject *super = (SuperObject *)self;
    size_t count = tuple_length(args[0]);
    if (count > 2)
        return raise_error(TypeError, "super() expected at most 2 arguments, got %zu", count);
    View given[] = {count > 0 ? tuple_item_peek(args[0], 0) : NULL, count > 1 ? tuple_item_peek(args[0], 1) : NULL};
    Ref class = retain_maybe(given[0]), object = given[1] && given[1] != NONE ? retain(given[1]) : NULL;
    if (!class && !hooks.find_super_caller(&class, &object))
        return NULL;
    Ref start = NULL;
    if (!is_type(class)) {
        raise_error(TypeError, "super() argument 1 must be a type, not %T", class);
        goto fail;
    }
    if (object && !(start = start_of((TypeObject *)class, object)))
        goto fail;
    replace_take(&super->class, class);
    replace_take(&super->bound, object);
    replace_take(&super->start, start);
    return none_new();
fail:
    release(class);
    release_maybe(object);
    return NULL;
}

Ref super_of_caller(void)
{
    Ref class, object;
    if (!hooks.find_super_caller(&class, &object))
        return NULL;
    Ref start = is_type(class) ? start_of((TypeObject *)class, object)
                               : raise_error(RuntimeError, "super(): __class__ is not a type (%T)", class);
    SuperObject *super = start ? gc_new(super_type.index, sizeof *super) : NULL;
    if (!super) {
        release(class);
        release(object);
        release_maybe(start);
        return NULL;
    }
    super->class = class;
    super->bound = object;
    super->start = start;
    gc_track(AS_OBJECT(super));
    return AS_OBJECT(super);
}

View super_lookup_peek(TypeObject *class, TypeObject *start, View name)
{
    View mro = start->mro; /* NULL while its metaclass's mro() is asked for it */
    size_t i = 0, count = mro ? tuple_length(mro) : 0;
    while (i < count && tuple_item_peek(mro, i) != AS_OBJECT(class))
        i++;
    for (i++; i < count; i++) {
        View found = dict_get_str_peek((DictView)((TypeObject *)tuple_item_peek(mro, i))->dict, name);
        if (found)
            return found;
    }
    return NULL;
}

static Ref super_get_attribute(View self, View name)
{
    SuperObject *super = (SuperObject *)self;
    View found = NULL;
    if (super->start && name != name(__class__))
        found = super_lookup_peek((TypeObject *)super->class, (TypeObject *)super->start, name);
    if (!found)
        return instance_generic_get_attribute(self, name);
    TypeObject *kind = type_of_peek(found);
    retain(found);
    if (!kind->descriptor_get)
        return found;
    Ref result = kind->descriptor_get(found, super->bound == super->start ? NULL : super->bound, super->start);
    release(found);
    return result;
}

static Ref super_descriptor_get(View self, View instance, View owner UNUSED)
{
    SuperObject *super = (SuperObject *)self;
    if (!instance || super->bound || !super->class)
        return retain(self);
    return call_2(AS_OBJECT(type_of_peek(self)), super->class, instance);
}

static void super_finish(View self)
{
    clear_place(&((SuperObject *)self)->class);
    clear_place(&((SuperObject *)self)->bound);
    clear_place(&((SuperObject *)self)->start);
}

static void super_traverse(View self, Visitor visit, void *context)
{
    VISIT(((SuperObject *)self)->bound);
    VISIT(((SuperObject *)self)->class);
    VISIT(((SuperObject *)self)->start);
}

static Ref super_repr(View self)
{
    SuperObject *super = (SuperObject *)self;
    const char *class = super->class ? type_name_peek((TypeObject *)super->class) : "NULL";
    if (!super->start)
        return str_format("<super: <class '%s'>, NULL>", class);
    return str_format("<super: <class '%s'>, <%s object>>", class, type_name_peek((TypeObject *)super->start));
}

static Ref or_none(View value)
{
    return retain(value ? value : NONE);
}
static Ref super_this_class(View self)
{
    return or_none(((SuperObject *)self)->class);
}
static Ref super_self(View self)
{
    return or_none(((SuperObject *)self)->bound);
}
static Ref super_self_class(View self)
{
    return or_none(((SuperObject *)self)->start);
}

static const NativeFunction super_constructor = {"super(*args, **kwargs)", super_new, NULL};
static const NativeFunction super_initialiser = {"super(*args)", super_init, NULL};
static const NativeProperty super_properties[] = {
    {"__thisclass__", super_this_class, descriptor_refuse_write, "the class invoking super()"},
    {"__self__", super_self, descriptor_refuse_write, "the instance invoking super(); may be None"},
    {"__self_class__", super_self_class, descriptor_refuse_write, "the type of the instance invoking super(); may be None"},
    {NULL, NULL, NULL, NULL},
};

TypeObject super_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_SUPER,
    .name = "super",
    .doc = "super(), super(type), super(type, object), super(type, type2): attributes as those behind the type in the order of classes "
           "have them.\nWithout arguments, in a method: its class and its first argument.",
    .size = sizeof(SuperObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE,
    .new_native = &super_constructor,
    .init_native = &super_initialiser,
    .get_attribute = super_get_attribute,
    .descriptor_get = super_descriptor_get,
    .finish = super_finish,
    .traverse = super_traverse,
    .clear = super_finish,
    .repr = super_repr,
    .properties = super_properties,
};
