/* property, classmethod and staticmethod: the decorators that are descriptors.
 *
 * An attribute found in a class whose type has __get__ is not the value: __get__ is asked for it.
 *
 *     property       calls a function with the instance; has __set__ too, so it comes before the instance's own
 *                    attributes of that name
 *     classmethod    gives a method bound to the class instead of the instance
 *     staticmethod   gives the function as it is
 *
 * The last two wrap a function, take over its name and docstring, and have a __dict__ of their own. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

/* --- property ------------------------------------------------------------------------------------------- */

static Ref none_as_null(View value)
{
    return value && value != NONE ? retain(value) : NULL;
}

static Ref property_new(View type, View *args UNUSED)
{
    Ref self = type_allocate((TypeObject *)type, 0);
    if (self)
        gc_track(self);
    return self;
}

/* A derived class has a __doc__ of its own, which hides property's: its instances keep theirs in their __dict__. */
static bool take_doc_of_getter(PropertyObject *property)
{
    View self = AS_OBJECT(property);
    Ref doc = object_get_attribute_maybe(property->get, name(__doc__));
    if (!doc)
        return !error_is_set();
    if (type_of_peek(self) == &property_type)
        replace_take(&property->doc, retain(doc));
    bool done = type_of_peek(self) == &property_type || object_set_attribute(self, name(__doc__), doc);
    release(doc);
    property->doc_from_getter = done;
    return done;
}

static Ref property_init(View self, View *args)
{
    PropertyObject *property = (PropertyObject *)self;
    replace_take(&property->get, none_as_null(args[0]));
    replace_take(&property->set, none_as_null(args[1]));
    replace_take(&property->delete, none_as_null(args[2]));
    replace_take(&property->doc, none_as_null(args[3]));
    property->doc_from_getter = 0;
    bool done = property->doc || !property->get || take_doc_of_getter(property);
    return done ? none_new() : NULL;
}

static void *raise_no_accessor(PropertyObject *property, View instance, const char *kind)
{
    View class_name = type_of_peek(instance)->qualified_name;
    if (property->name)
        return raise_error(AttributeError, "property %R of %R object has no %s", property->name, class_name, kind);
    return raise_error(AttributeError, "property of %R object has no %s", class_name, kind);
}

static Ref property_get(View self, View instance, View owner UNUSED)
{
    PropertyObject *property = (PropertyObject *)self;
    if (!instance)
        return retain(self);
    if (!property->get)
        return raise_no_accessor(property, instance, "getter");
    Ref function = retain(property->get);
    Ref result = call_1(function, instance);
    release(function);
    return result;
}

static bool property_set(View self, View instance, View value)
{
    PropertyObject *property = (PropertyObject *)self;
    View function = value ? property->set : property->delete;
    if (!function) {
        raise_no_accessor(property, instance, value ? "setter" : "deleter");
        return false;
    }
    retain(function);
    Ref result = value ? call_2(function, instance, value) : call_1(function, instance);
    release(function);
    release_maybe(result);
    return result != NULL;
}

static Ref copy_with(View self, View get, View set, View delete)
{
    PropertyObject *old = (PropertyObject *)self;
    View args[] = {get ? get : old->get, set ? set : old->set, delete ? delete : old->delete, old->doc_from_getter ? NULL : old->doc};
    for (size_t i = 0; i < COUNT_OF(args); i++)
        if (!args[i])
            args[i] = NONE;
    Ref made = call_vector(AS_OBJECT(type_of_peek(self)), args, COUNT_OF(args), NULL);
    if (made && is_instance(made, &property_type))
        ((PropertyObject *)made)->name = retain_maybe(old->name);
    return made;
}

static Ref property_getter(View self, View *args)
{
    return copy_with(self, args[0], NULL, NULL);
}
static Ref property_setter(View self, View *args)
{
    return copy_with(self, NULL, args[0], NULL);
}
static Ref property_deleter(View self, View *args)
{
    return copy_with(self, NULL, NULL, args[0]);
}

static Ref property_set_name(View self, View *args)
{
    size_t count = tuple_length(args[0]);
    if (count != 2)
        return raise_error(TypeError, "__set_name__() takes 2 positional arguments but %zu were given", count);
    replace_take(&((PropertyObject *)self)->name, retain(tuple_item_peek(args[0], 1)));
    return none_new();
}

static Ref value_or_none(View value)
{
    return retain(value ? value : NONE);
}

static Ref property_fget(View self)
{
    return value_or_none(((PropertyObject *)self)->get);
}
static Ref property_fset(View self)
{
    return value_or_none(((PropertyObject *)self)->set);
}
static Ref property_fdel(View self)
{
    return value_or_none(((PropertyObject *)self)->delete);
}
static Ref property_doc(View self)
{
    return value_or_none(((PropertyObject *)self)->doc);
}

static bool property_set_doc(View self, View value)
{
    replace_take(&((PropertyObject *)self)->doc, retain_maybe(value));
    return true;
}

static Ref is_abstract(View function)
{
    Ref found = function ? object_get_attribute_maybe(function, name(__isabstractmethod__)) : NULL;
    if (!found)
        return error_is_set() ? NULL : bool_new(false);
    int truth = object_truth(found);
    release(found);
    return truth < 0 ? NULL : bool_new(truth);
}

static Ref property_is_abstract(View self)
{
    PropertyObject *property = (PropertyObject *)self;
    View functions[] = {property->get, property->set, property->delete};
    for (size_t i = 0; i < COUNT_OF(functions); i++) {
        Ref result = is_abstract(functions[i]);
        if (result != FALSE)
            return result;
        release(result);
    }
    return bool_new(false);
}

static void property_finish(View self)
{
    PropertyObject *property = (PropertyObject *)self;
    clear_place(&property->get);
    clear_place(&property->set);
    clear_place(&property->delete);
    clear_place(&property->doc);
    clear_place(&property->name);
}

static void property_traverse(View self, Visitor visit, void *context)
{
    PropertyObject *property = (PropertyObject *)self;
    VISIT(property->get);
    VISIT(property->set);
    VISIT(property->delete);
    visit(property->doc ? property->doc : NONE, context);
    VISIT(property->name);
}

static const NativeFunction property_constructor = {"property(*args, **kwargs)", property_new, NULL};
static const NativeFunction property_initialiser = {"property(fget=None, fset=None, fdel=None, doc=None)", property_init, NULL};
static const NativeFunction property_methods[] = {
    {"getter(fget, /)", property_getter, "Descriptor to obtain a copy of the property with a different getter."},
    {"setter(fset, /)", property_setter, "Descriptor to obtain a copy of the property with a different setter."},
    {"deleter(fdel, /)", property_deleter, "Descriptor to obtain a copy of the property with a different deleter."},
    {"__set_name__(*args)", property_set_name, "Method to set name of a property."},
    {NULL, NULL, NULL},
};
static const NativeProperty property_properties[] = {
    {"fget", property_fget, descriptor_refuse_write, NULL},     {"fset", property_fset, descriptor_refuse_write, NULL},
    {"fdel", property_fdel, descriptor_refuse_write, NULL},     {"__doc__", property_doc, property_set_doc, NULL},
    {"__isabstractmethod__", property_is_abstract, NULL, NULL}, {NULL, NULL, NULL, NULL},
};

TypeObject property_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_PROPERTY,
    .name = "property",
    .doc = "(fget=None, fset=None, fdel=None, doc=None)\n--\n\nAn attribute that is computed: functions are called to get, set and delete "
           "it. Used as a decorator:\n\n    @property\n    def x(self): …\n    @x.setter\n    def x(self, value): …",
    .size = sizeof(PropertyObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE,
    .new_native = &property_constructor,
    .init_native = &property_initialiser,
    .descriptor_get = property_get,
    .descriptor_set = property_set,
    .finish = property_finish,
    .traverse = property_traverse,
    .clear = property_finish,
    .methods = property_methods,
    .properties = property_properties,
};

/* --- classmethod and staticmethod ----------------------------------------------------------------------- */

static View function_of(View self)
{
    return ((WrappedFunction *)self)->function;
}

/* The decorator takes over the function's name, docstring and the like, and keeps the function as
 * __wrapped__. */
static bool take_over(View self, View function)
{
    const View names[] = {name(__module__), name(__name__), name(__qualname__), name(__doc__), name(__annotations__)};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        Ref value = object_get_attribute_maybe(function, names[i]);
        bool done = value ? instance_set(self, type_of_peek(self), names[i], value) : !error_is_set();
        release_maybe(value);
        if (!done)
            return false;
    }
    return true;
}

static Ref wrapped_new(View type, View *args UNUSED)
{
    Ref self = type_allocate((TypeObject *)type, 0);
    if (self)
        gc_track(self);
    return self;
}

Ref property_wrapped_function_new(TypeObject *type, View function)
{
    Ref self = wrapped_new(AS_OBJECT(type), NULL);
    if (self)
        ((WrappedFunction *)self)->function = retain(function);
    return self;
}

static Ref wrapped_init(View self, View *args)
{
    replace_take(&((WrappedFunction *)self)->function, retain(args[0]));
    return take_over(self, args[0]) ? none_new() : NULL;
}

static void wrapped_finish(View self)
{
    clear_place(&((WrappedFunction *)self)->function);
}

static void wrapped_traverse(View self, Visitor visit, void *context)
{
    VISIT(function_of(self));
}

static Ref wrapped_get_function(View self)
{
    return value_or_none(function_of(self));
}

static Ref wrapped_is_abstract(View self)
{
    return is_abstract(function_of(self));
}

static Ref wrapped_repr(View self)
{
    return str_format("<%T(%R)>", self, function_of(self));
}

static Ref classmethod_get(View self, View instance, View owner)
{
    View class = owner ? owner : AS_OBJECT(type_of_peek(instance));
    View function = function_of(self);
    if (!function)
        return raise_error(RuntimeError, "uninitialized classmethod object");
    if (function->type != TYPE_FUNCTION && type_of_peek(function)->descriptor_get)
        return check_stack() ? type_of_peek(function)->descriptor_get(function, class, class) : NULL;
    return method_new(function, class);
}

static Ref staticmethod_get(View self, View instance UNUSED, View owner UNUSED)
{
    View function = function_of(self);
    return function ? retain(function) : raise_error(RuntimeError, "uninitialized staticmethod object");
}

static Ref staticmethod_call(View self, View *args, size_t positional, View keyword_names)
{
    return call_vector(function_of(self), args, positional, keyword_names);
}

static const NativeFunction classmethod_constructor = {"classmethod(*args, **kwargs)", wrapped_new, NULL};
static const NativeFunction classmethod_initialiser = {"classmethod(function, /)", wrapped_init, NULL};
static const NativeFunction staticmethod_constructor = {"staticmethod(*args, **kwargs)", wrapped_new, NULL};
static const NativeFunction staticmethod_initialiser = {"staticmethod(function, /)", wrapped_init, NULL};
static const NativeProperty wrapped_properties[] = {
    {"__func__", wrapped_get_function, descriptor_refuse_write, NULL},
    {"__wrapped__", wrapped_get_function, descriptor_refuse_write, NULL},
    {"__isabstractmethod__", wrapped_is_abstract, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject classmethod_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_CLASSMETHOD,
    .name = "classmethod",
    .doc = "classmethod(function): a method that is given the class, not the instance. Used as a decorator.",
    .size = sizeof(WrappedFunction),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_HAS_DICT | TYPE_FLAG_DICT_LAST,
    .inline_capacity = 1,
    .new_native = &classmethod_constructor,
    .init_native = &classmethod_initialiser,
    .descriptor_get = classmethod_get,
    .finish = wrapped_finish,
    .traverse = wrapped_traverse,
    .clear = wrapped_finish,
    .repr = wrapped_repr,
    .properties = wrapped_properties,
};

TypeObject staticmethod_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_STATICMETHOD,
    .name = "staticmethod",
    .doc = "staticmethod(function): a function in a class that is given neither instance nor class. Used as a decorator.",
    .size = sizeof(WrappedFunction),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_HAS_DICT | TYPE_FLAG_DICT_LAST,
    .inline_capacity = 1,
    .new_native = &staticmethod_constructor,
    .init_native = &staticmethod_initialiser,
    .descriptor_get = staticmethod_get,
    .call = staticmethod_call,
    .finish = wrapped_finish,
    .traverse = wrapped_traverse,
    .clear = wrapped_finish,
    .repr = wrapped_repr,
    .properties = wrapped_properties,
};
