/* _collections: what the module collections (of the installed library) is built on: deque, defaultdict, the
 * counting of Counter, and the attributes of named tuples.
 *
 * Counting:  a Counter whose class stores and looks up as dict does is counted in the hash table itself, with
 *            one hash for looking up and storing. Any other mapping is asked by its methods.
 * Fields:    the descriptor of a named tuple's field is an index: it reads that item.
 * Callbacks: the key's __hash__ and __eq__, and a mapping's methods; the key is owned meanwhile. */
#include "stdlib/collections/_collections.h"

#include "runtime/calls/native.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/collections/ordered_dict.h"
#include "stdlib/module_types.h"
#include "vm/module.h"

/* --- Counter: counting the elements of an iterable ------------------------------------------------------ */

/* Does the class store and look up as dict itself does? */
static bool is_plain_mapping(View mapping)
{
    TypeObject *type = type_of_peek(mapping);
    return is_dict(mapping) && type_lookup_peek(type, name(get)) == type_lookup_peek(&dict_type, name(get)) &&
           type_lookup_peek(type, name(__setitem__)) == type_lookup_peek(&dict_type, name(__setitem__));
}

static bool count_in_dict(DictView dict, View key, View one)
{
    uint32_t hash;
    if (!dict_key_hash(key, &hash))
        return false;
    Ref old = dict_get_hashed(dict, key, hash);
    if (!old)
        return !error_is_set() && dict_set_hashed(dict, key, hash, one);
    Ref sum = object_binary(old, one, BINARY_ADD);
    bool done = sum && dict_set_hashed(dict, key, hash, sum);
    release(old);
    release_maybe(sum);
    return done;
}

static bool count_in_mapping(View mapping, View get, View key, View zero, View one)
{
    Ref old = call_2(get, key, zero), sum = old ? object_binary(old, one, BINARY_ADD) : NULL;
    bool done = sum && object_set_item(mapping, key, sum);
    release_maybe(old);
    release_maybe(sum);
    return done;
}

static Ref count_elements(View self UNUSED, View *args)
{
    View mapping = args[0];
    bool is_plain = is_plain_mapping(mapping), done = false;
    Ref zero = int_new(0), one = int_new(1), get = NULL, iterator = object_iterate(args[1]), key;
    if (iterator && zero && one && (is_plain || (get = object_get_attribute(mapping, name(get))))) {
        done = true;
        while (done && (key = object_next(iterator))) {
            done = is_plain ? count_in_dict((DictView)mapping, key, one) : count_in_mapping(mapping, get, key, zero, one);
            release(key);
        }
    }
    release_maybe(zero);
    release_maybe(one);
    release_maybe(get);
    release_maybe(iterator);
    return done && !error_is_set() ? none_new() : NULL;
}

/* --- named tuples: the descriptor of a field reads one item --------------------------------------------- */

typedef struct TupleGetter {
    GC_HEAD(unused);
    Index index;
    Ref doc;
} TupleGetter;

static TupleGetter *getter_of(View self)
{
    return (TupleGetter *)self;
}

static Ref getter_new(View type, View *args)
{
    Index index;
    if (!object_as_ssize(args[0], &index))
        return NULL;
    TupleGetter *getter = (TupleGetter *)type_allocate((TypeObject *)type, 0);
    if (!getter)
        return NULL;
    getter->index = index;
    getter->doc = retain(args[1]);
    gc_track(AS_OBJECT(getter));
    return AS_OBJECT(getter);
}

static Ref getter_get(View self, View instance, View owner UNUSED)
{
    Index index = getter_of(self)->index;
    if (!instance)
        return retain(self);
    if (!is_tuple(instance)) {
        if (instance == NONE)
            return retain(self);
        return raise_error(TypeError, "descriptor for index '%zd' for tuple subclasses doesn't apply to '%T' object", index, instance);
    }
    if (index < 0 || index >= (Index)tuple_length(instance))
        return raise_error(IndexError, "tuple index out of range");
    return retain(tuple_item_peek(instance, (size_t)index));
}

static bool getter_set(View self UNUSED, View instance UNUSED, View value)
{
    raise_error(AttributeError, value ? "can't set attribute" : "can't delete attribute");
    return false;
}

static Ref getter_repr(View self)
{
    return str_format("%U(%zd, %R)", type_of_peek(self)->name_object, getter_of(self)->index, getter_of(self)->doc);
}

static Ref getter_reduce(View self, View *args UNUSED)
{
    Ref index = int_new(getter_of(self)->index), made_with = index ? tuple_pack(2, index, getter_of(self)->doc) : NULL;
    Ref result = made_with ? tuple_pack(2, AS_OBJECT(type_of_peek(self)), made_with) : NULL;
    release_maybe(index);
    release_maybe(made_with);
    return result;
}

static Ref getter_doc(View self)
{
    return retain(getter_of(self)->doc);
}

static bool getter_set_doc(View self, View value)
{
    replace_take(&getter_of(self)->doc, retain(value ? value : NONE));
    return true;
}

static void getter_finish(View self)
{
    clear_place(&getter_of(self)->doc);
}
static void getter_clear(View self)
{
    replace_take(&getter_of(self)->doc, none_new());
}
static void getter_traverse(View self, Visitor visit, void *context)
{
    VISIT(getter_of(self)->doc);
}

static const NativeFunction getter_constructor = {"_tuplegetter(index, doc, /)", getter_new, NULL};
static const NativeFunction getter_methods[] = {
    {"__reduce__()", getter_reduce, NULL},
    {NULL, NULL, NULL},
};
static const NativeProperty getter_properties[] = {
    {"__doc__", getter_doc, getter_set_doc, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject tuplegetter_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_collections._tuplegetter",
    .size = sizeof(TupleGetter),
    .flags = TYPE_FLAG_GC,
    .new_native = &getter_constructor,
    .descriptor_get = getter_get,
    .descriptor_set = getter_set,
    .finish = getter_finish,
    .traverse = getter_traverse,
    .clear = getter_clear,
    .repr = getter_repr,
    .methods = getter_methods,
    .properties = getter_properties,
};

/* --- the module ----------------------------------------------------------------------------------------- */

static bool init(ModuleObject *module)
{
    static TypeObject *const types_here[] = {&deque_type,       &defaultdict_type, &deque_iterator_type, &deque_reverse_iterator_type,
                                             &tuplegetter_type, &ordered_dict_type};
    static TypeObject *const nameless[] = {&ordered_iterator_type, &ordered_keys_type, &ordered_values_type, &ordered_items_type};
    for (size_t i = 0; i < COUNT_OF(nameless); i++)
        if (!module_type_ready(nameless[i]))
            return false;
    for (size_t i = 0; i < COUNT_OF(types_here); i++)
        if (!module_type_ready(types_here[i]) || !dict_set(module->dict, types_here[i]->name_object, AS_OBJECT(types_here[i])))
            return false;
    return true;
}

static const NativeFunction functions[] = {
    {"_count_elements(mapping, iterable, /)", count_elements, "Count elements in the iterable, updating the mapping"},
    {NULL, NULL, NULL},
};

const NativeModule _collections_module = {
    .name = "_collections", .doc = "High performance data structures.", .functions = functions, .init = init};
