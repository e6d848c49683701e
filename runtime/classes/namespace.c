/* namespace: types.SimpleNamespace: an object that is nothing but its attributes, which are kept like any
 * instance's (instance.h). */
#include "runtime/classes/namespace.h"

#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/text/str.h"
#include "runtime/text/strbuilder.h"

Ref namespace_new(void)
{
    Ref self = type_allocate(&namespace_type, 0);
    if (self)
        gc_track(self);
    return self;
}

static Ref namespace_new_slot(TypeObject *type, View args UNUSED, View kwargs UNUSED)
{
    Ref self = type_allocate(type, 0);
    if (self)
        gc_track(self);
    return self;
}

static bool namespace_init(View self, View args, View kwargs)
{
    if (tuple_length(args)) {
        raise_error(TypeError, "no positional arguments expected");
        return false;
    }
    View dict = kwargs ? instance_dict_peek(self, type_of_peek(self)) : NULL;
    return !kwargs || (dict && dict_update((DictView)dict, kwargs));
}

/* "key=value" for each attribute. The dict is a copy: a repr may change the namespace. */
static bool show_attributes(StrBuilder *text, View dict)
{
    size_t position = 0;
    bool is_first = true;
    for (View key, value; dict_next_peek((DictView)dict, &position, &key, &value);) {
        StrView name = str_view(key);
        if (!name || !name->length)
            continue;
        Ref shown = object_repr(value);
        if (!shown)
            return false;
        if (!is_first)
            strbuilder_add_text(text, ", ");
        is_first = false;
        strbuilder_add_str(text, AS_OBJECT(name));
        strbuilder_add_character(text, '=');
        strbuilder_add_str(text, shown);
        release(shown);
    }
    return true;
}

static Ref namespace_repr(View self)
{
    TypeObject *type = type_of_peek(self);
    const char *title = type == &namespace_type ? "namespace" : type_name_peek(type);
    int shown = object_repr_enter(self);
    if (shown)
        return shown > 0 ? str_format("%s(...)", title) : NULL;
    Ref dict = instance_dict_copy(self, type), start = dict ? str_format("%s(", title) : NULL, result = NULL;
    StrBuilder text;
    strbuilder_start(&text);
    if (start)
        strbuilder_add_str(&text, start);
    if (start && show_attributes(&text, dict)) {
        strbuilder_add_character(&text, ')');
        result = strbuilder_finish(&text);
    } else {
        strbuilder_abandon(&text);
    }
    object_repr_leave(self);
    release_maybe(start);
    release_maybe(dict);
    return result;
}

static Ref namespace_compare(View left, View right, Comparison comparison)
{
    if (!is_instance(left, &namespace_type) || !is_instance(right, &namespace_type))
        return retain(NOT_IMPLEMENTED);
    Ref a = instance_dict_copy(left, type_of_peek(left)), b = a ? instance_dict_copy(right, type_of_peek(right)) : NULL;
    Ref result = b ? object_compare(a, b, comparison) : NULL; /* dicts have no order, and say so */
    release_maybe(a);
    release_maybe(b);
    return result;
}

static Ref namespace_reduce(View self, View *args UNUSED)
{
    Ref none = tuple_new(0), dict = none ? instance_dict_copy(self, type_of_peek(self)) : NULL;
    Ref result = dict ? tuple_pack(3, AS_OBJECT(type_of_peek(self)), none, dict) : NULL;
    release_maybe(none);
    release_maybe(dict);
    return result;
}

bool namespace_finish_ready(void)
{
    return dict_set_text_take((DictView)namespace_type.dict, "__dict__",
                              descriptor_property_new(&descriptor_dict_property, &namespace_type));
}

static const NativeFunction namespace_methods[] = {
    {"__reduce__()", namespace_reduce, "Return state information for pickling"},
    {NULL, NULL, NULL},
};

static void namespace_traverse(View self UNUSED, Visitor visit UNUSED,
                               void *context UNUSED) /* attributes are visited by instance_traverse_object */
{
}

TypeObject namespace_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "types.SimpleNamespace",
    .size = sizeof(GcObject),
    .inline_capacity = 1,
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_HAS_DICT,
    .traverse = namespace_traverse,
    .new = namespace_new_slot,
    .init = namespace_init,
    .repr = namespace_repr,
    .compare = namespace_compare,
    .methods = namespace_methods,
    .doc = "A simple attribute-based namespace.\n\nSimpleNamespace(**kwargs)",
};
