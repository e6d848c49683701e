/* ordered_dict_update: how an OrderedDict takes over the entries of others: as
 * collections.abc.MutableMapping.update, whose steps a subclass can see. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "stdlib/collections/ordered_dict.h"

/* The next of exactly two values, or NULL with ValueError. */
static Ref expect_next(View iterator, const char *otherwise)
{
    Ref value = object_next(iterator);
    if (!value && !error_is_set())
        raise_error(ValueError, "%s", otherwise);
    return value;
}

static bool add_pair(View self, View pair)
{
    Ref iterator = object_iterate(pair), key = iterator ? expect_next(iterator, "need more than 0 values to unpack") : NULL;
    Ref value = key ? expect_next(iterator, "need more than 1 value to unpack") : NULL, more = value ? object_next(iterator) : NULL;
    if (more)
        raise_error(ValueError, "too many values to unpack (expected 2)");
    bool done = value && !error_is_set() && object_set_item(self, key, value);
    release_maybe(more);
    release_maybe(value);
    release_maybe(key);
    release_maybe(iterator);
    return done;
}

static bool add_pairs(View self, View pairs)
{
    Ref iterator = object_iterate(pairs), pair;
    bool done = iterator != NULL;
    while (done && (pair = object_next(iterator))) {
        done = add_pair(self, pair);
        release(pair);
    }
    release_maybe(iterator);
    return done && !error_is_set();
}

static bool add_by_keys(View self, View other, View keys)
{
    Ref iterator = object_iterate(keys), key;
    bool done = iterator != NULL;
    while (done && (key = object_next(iterator))) {
        Ref value = object_get_item(other, key);
        done = value && object_set_item(self, key, value);
        release_maybe(value);
        release(key);
    }
    release_maybe(iterator);
    return done && !error_is_set();
}

/* What the method gives, owned; NULL without an exception if there is no such method. */
static Ref ask(View object, const char *method)
{
    Ref bound = object_get_attribute_text(object, method);
    if (!bound) {
        error_clear_if(AttributeError);
        return NULL;
    }
    Ref result = call_0(bound);
    release(bound);
    return result;
}

bool ordered_update_from(View self, View other)
{
    Ref pairs = other->type == TYPE_DICT ? dict_items_list((DictView)other) : NULL;
    Ref keys = pairs || error_is_set() || other->type == TYPE_DICT ? NULL : ask(other, "keys");
    if (!pairs && !keys && !error_is_set())
        pairs = ask(other, "items");
    bool done = !error_is_set() && (keys ? add_by_keys(self, other, keys) : add_pairs(self, pairs ? pairs : other));
    release_maybe(pairs);
    release_maybe(keys);
    return done;
}

bool ordered_update(View self, View args, View kwargs, const char *arity_message)
{
    if (tuple_length(args) > 1) {
        raise_error(TypeError, arity_message, tuple_length(args));
        return false;
    }
    if (tuple_length(args) == 1 && !ordered_update_from(self, tuple_item_peek(args, 0)))
        return false;
    return !kwargs || !((DictView)kwargs)->used || ordered_update_from(self, kwargs);
}
