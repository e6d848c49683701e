/* _functools: what the module functools (of the installed library) is built on: reduce, cmp_to_key, and the
 * types partial and _lru_cache_wrapper.
 *
 * A key of cmp_to_key remembers the comparing function and a value; comparing two keys calls the function and
 * compares its answer with 0. The function may drop either key, so all three are held during the call. */
#include "stdlib/collections/_functools.h"

#include "runtime/calls/native.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/module_types.h"
#include "vm/module.h"

/* --- reduce --------------------------------------------------------------------------------------------- */

static Ref functools_reduce(View self UNUSED, View *args)
{
    Ref iterator = object_iterate(args[1]);
    if (!iterator) {
        if (error_clear_if(TypeError))
            raise_error(TypeError, "reduce() arg 2 must support iteration");
        return NULL;
    }
    Ref result = args[2] ? retain(args[2]) : object_next(iterator), item;
    if (!result && !error_is_set())
        raise_error(TypeError, "reduce() of empty iterable with no initial value");
    while (result && (item = object_next(iterator))) {
        Ref next = call_2(args[0], result, item);
        release(item);
        release(result);
        result = next;
    }
    release(iterator);
    if (result && error_is_set())
        clear_place(&result);
    return result;
}

/* --- cmp_to_key: a key remembers the comparing function and the value; comparing two keys calls it ------ */

typedef struct KeyObject {
    GC_HEAD(unused);
    Ref compare; /* the function of two arguments */
    Ref value;   /* NULL in what cmp_to_key itself returns, which is called to make keys */
} KeyObject;

static TypeObject key_type;

static KeyObject *key_of(View self)
{
    return (KeyObject *)self;
}

static Ref key_new(View compare, View value)
{
    KeyObject *key = (KeyObject *)type_allocate(&key_type, 0);
    if (!key)
        return NULL;
    key->compare = retain(compare);
    key->value = retain_maybe(value);
    gc_track(AS_OBJECT(key));
    return AS_OBJECT(key);
}

static Ref functools_cmp_to_key(View self UNUSED, View *args)
{
    return key_new(args[0], NULL);
}

static Ref key_make(View self, View *args)
{
    return key_new(key_of(self)->compare, args[0]);
}

static Ref key_call(View self, View *args, size_t positional, View keyword_names)
{
    size_t given = positional + (keyword_names ? tuple_length(keyword_names) : 0);
    if (given > 1)
        return raise_error(TypeError, "K() takes at most 1 argument (%zu given)", given);
    static const NativeFunction call = {"K(obj)", key_make, NULL};
    return native_invoke(signature_of(&call), NULL, self, args, positional, keyword_names);
}

static Ref key_compare(View self, View other, Comparison comparison)
{
    if (self->type != other->type)
        return raise_error(TypeError, "other argument must be K instance");
    KeyObject *left = key_of(self), *right = key_of(other);
    if (!left->value || !right->value)
        return raise_error(AttributeError, "object");
    View held[] = {retain(left->compare), retain(left->value), retain(right->value)};
    Ref answer = call_2(held[0], held[1], held[2]), zero = answer ? int_new(0) : NULL;
    Ref result = zero ? object_compare(answer, zero, comparison) : NULL;
    release_maybe(answer);
    release_maybe(zero);
    for (size_t i = 0; i < COUNT_OF(held); i++)
        release(held[i]);
    return result;
}

static Ref key_value(View self)
{
    return retain(key_of(self)->value ? key_of(self)->value : NONE);
}

static bool key_set_value(View self, View value)
{
    replace_take(&key_of(self)->value, retain_maybe(value));
    return true;
}

static void key_finish(View self)
{
    clear_place(&key_of(self)->compare);
    clear_place(&key_of(self)->value);
}

/* Break cycles through the value alone: a key without a function could not be compared any more. */
static void key_clear(View self)
{
    replace_take(&key_of(self)->compare, none_new());
    clear_place(&key_of(self)->value);
}

static void key_traverse(View self, Visitor visit, void *context)
{
    VISIT(key_of(self)->compare);
    VISIT(key_of(self)->value);
}

static const NativeProperty key_properties[] = {
    {"obj", key_value, key_set_value, "Value wrapped by a key function."},
    {NULL, NULL, NULL, NULL},
};
static TypeObject key_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "functools.KeyWrapper",
    .size = sizeof(KeyObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .call = key_call,
    .compare = key_compare,
    .hash = slot_hash_not_implemented,
    .finish = key_finish,
    .traverse = key_traverse,
    .clear = key_clear,
    .properties = key_properties,
};

/* --- the module ----------------------------------------------------------------------------------------- */

/* Make the type ready and give it the attribute __dict__. */
static bool ready_with_dict(TypeObject *type)
{
    return module_type_ready(type) &&
           dict_set_text_take((DictView)type->dict, "__dict__", descriptor_property_new(&descriptor_dict_property, type));
}

static bool init(ModuleObject *module)
{
    return module_type_ready(&key_type) && module_type_ready(&lru_cache_link_type) && ready_with_dict(&partial_type) &&
           ready_with_dict(&lru_cache_wrapper_type) && dict_set_text(module->dict, "partial", AS_OBJECT(&partial_type)) &&
           dict_set_text(module->dict, "_lru_cache_wrapper", AS_OBJECT(&lru_cache_wrapper_type));
}

static const NativeFunction functions[] = {
    {"cmp_to_key(mycmp)", functools_cmp_to_key, "Convert a function that compares two values (-1, 0 or 1) into a key function."},
    {"reduce(function, iterable, initial=None, /)", functools_reduce,
     "Combine the items of an iterable, from left to right, with a function of two arguments: reduce(f, [a, b, c]) is f(f(a, b), c)."},
    {NULL, NULL, NULL},
};

const NativeModule _functools_module = {
    .name = "_functools", .doc = "Tools that operate on functions.", .functions = functions, .init = init};
