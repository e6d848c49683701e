/* dict_update: d.update() and its like: a dict takes over the entries of any mapping, or of pairs.
 *
 * What has a method keys is a mapping, as in CPython; all else is iterated over as pairs. A dict is copied
 * entry by entry, without asking its methods, unless its class iterates in a way of its own.
 * Asking the other for its keys and items runs Python code, which may change both: each key and value is
 * owned while it is on its way. What was taken over before a failure stays. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"

Ref dict_keys_of_mapping(View mapping)
{
    Ref keys = call_method_0(mapping, name(keys)), iterator = keys ? object_iterate(keys) : NULL, list = NULL;
    if (iterator)
        list = list_from_iterable(iterator);
    else if (keys && error_clear_if(TypeError))
        raise_error(TypeError, "%T.keys() returned a non-iterable (type %T)", mapping, keys);
    release_maybe(keys);
    release_maybe(iterator);
    return list;
}

bool dict_merge(DictView dict, View mapping, bool override)
{
    if (is_dict(mapping) && type_of_peek(mapping)->iterate == dict_type.iterate)
        return mapping == AS_OBJECT(dict) || dict_merge_dict(dict, (DictView)mapping, override);
    Ref keys = dict_keys_of_mapping(mapping), iterator = keys ? object_iterate(keys) : NULL, key;
    release_maybe(keys);
    bool done = iterator != NULL;
    while (done && (key = object_next(iterator))) {
        int present = override ? 0 : dict_contains(dict, key);
        Ref value = present == 0 ? object_get_item(mapping, key) : NULL;
        done = present > 0 || (value && dict_set(dict, key, value));
        release_maybe(value);
        release(key);
    }
    release_maybe(iterator);
    return done && !error_is_set();
}

static bool update_from_pairs(DictView dict, View pairs)
{
    Ref iterator = object_iterate(pairs), item;
    if (!iterator)
        return false;
    bool done = true;
    for (size_t n = 0; done && (item = object_next(iterator)); n++) {
        Ref pair = list_from_iterable(item);
        if (!pair) {
            if (error_clear_if(TypeError))
                raise_error(TypeError, "cannot convert dictionary update sequence element #%zu to a sequence", n);
            done = false;
        } else if (((ListView)pair)->used != 2) {
            raise_error(ValueError, "dictionary update sequence element #%zu has length %zu; 2 is required", n, ((ListView)pair)->used);
            done = false;
        } else {
            done = dict_set(dict, list_item_peek((ListView)pair, 0), list_item_peek((ListView)pair, 1));
        }
        release_maybe(pair);
        release(item);
    }
    release(iterator);
    return done && !error_is_set();
}

bool dict_update(DictView dict, View other)
{
    if (is_dict(other))
        return dict_merge(dict, other, true);
    Ref keys = object_get_attribute_text(other, "keys");
    if (keys) {
        release(keys);
        return dict_merge(dict, other, true);
    }
    return error_clear_if(AttributeError) && update_from_pairs(dict, other);
}
