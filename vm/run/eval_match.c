/* eval_match: what a subject is, and what it has, for the patterns of `match`.
 *
 *     sequence, mapping    flags of the class: list, tuple, range, dict …, and what was registered with
 *                          collections.abc (stdlib/_abc.c) or descends from such a class
 *     class                isinstance(); attributes by the names in its __match_args__; some built-in types
 *                          match as a whole: case int(n)
 *
 * Callbacks: __len__, get, __getattribute__, __instancecheck__ run any code. Subject, class and keys are held
 *            by registers of the frame, and no code but the frame's own changes those. */
#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "vm/run/eval_helpers.h"

/* Without a star any length is compared; with one that no item goes with, len() is not asked at all. */
int eval_match_sequence(View subject, uint64_t count, bool is_least)
{
    if (!is_kind(subject, TYPE_FLAG_SEQUENCE))
        return 0;
    if (is_least && count == 0)
        return 1;
    Index length = object_length(subject);
    return length < 0 ? -1 : is_least ? (uint64_t)length >= count : (uint64_t)length == count;
}

int eval_match_mapping(View subject, uint64_t least)
{
    if (!is_kind(subject, TYPE_FLAG_MAPPING))
        return 0;
    Index length = least ? object_length(subject) : 0;
    return length < 0 ? -1 : (uint64_t)length >= least;
}

/* --- mappings ------------------------------------------------------------------------------------------- */

static bool note_key(SetView seen, View key)
{
    int known = set_contains(seen, key);
    if (known > 0)
        raise_error(ValueError, "mapping pattern checks duplicate key (%R)", key);
    return known == 0 && set_add(seen, key);
}

/* By get(), not by __getitem__: a defaultdict must not grow by being looked at. `absent` is what get() shall
 * answer for a key that is not there. NULL without an exception: it is not there. */
static Ref look_up(View get, View mapping, View key, View absent)
{
    if (!get)
        return dict_get((DictView)mapping, key);
    Ref value = call_2(get, key, absent);
    if (value == absent) {
        release(value);
        return NULL;
    }
    return value;
}

Ref eval_match_keys(View mapping, View keys, bool may_repeat)
{
    bool is_plain = mapping->type == TYPE_DICT;
    size_t count = tuple_length(keys);
    Ref get = is_plain ? NULL : object_get_attribute(mapping, name(get));
    Ref absent = get ? object_new(&object_type, AS_OBJECT(&tuple_empty_object), NULL) : NULL;
    Ref seen = may_repeat ? set_new(NULL) : NULL, values = NULL;
    if ((!is_plain && !absent) || (may_repeat && !seen) || !(values = tuple_new(count)))
        goto done;
    for (size_t i = 0; i < count; i++) {
        View key = tuple_item_peek(keys, i);
        Ref value = !seen || note_key((SetView)seen, key) ? look_up(get, mapping, key, absent) : NULL;
        if (!value) {
            release(values);
            values = error_is_set() ? NULL : none_new();
            break;
        }
        ((TupleView)values)->items[i] = value;
    }
done:
    release_maybe(seen);
    release_maybe(absent);
    release_maybe(get);
    return values;
}

Ref eval_mapping_rest(View mapping, View keys)
{
    Ref rest = dict_new();
    bool done = rest && eval_update_by_stars((DictView)rest, mapping);
    for (size_t i = 0; done && i < tuple_length(keys); i++) {
        View key = tuple_item_peek(keys, i);
        int deleted = dict_delete((DictView)rest, key);
        if (deleted == 0)
            raise_value(KeyError, key);
        done = deleted > 0;
    }
    if (!done)
        release_maybe(rest);
    return done ? rest : NULL;
}

/* --- classes -------------------------------------------------------------------------------------------- */

/* Does `case Class(x)` give x the subject itself? So it is with the simple built-in types, and with classes
 * derived from them that do not say otherwise. */
static bool matches_itself(const TypeObject *type)
{
    enum {
        ITSELF = TYPE_FLAG_INT | TYPE_FLAG_FLOAT | TYPE_FLAG_STR | TYPE_FLAG_BYTES | TYPE_FLAG_LIST | TYPE_FLAG_TUPLE | TYPE_FLAG_DICT |
                 TYPE_FLAG_SET | TYPE_FLAG_FROZENSET
    };
    return type_has(type, ITSELF) || type_is_subtype(type, &bytearray_type);
}

/* The attributes found so far, and their names: each may be asked for only once. */
typedef struct Attributes {
    View subject;
    TypeObject *class;
    Ref values; /* a tuple that is being filled */
    View *names;
    size_t count;
} Attributes;

/* 1: found. 0: the subject lacks it. -1: an exception is set. */
static int add_attribute(Attributes *found, View name)
{
    for (size_t i = 0; i < found->count; i++)
        if (found->names[i] == name || str_equal(found->names[i], name)) {
            raise_error(TypeError, "%N() got multiple sub-patterns for attribute %R", found->class, name);
            return -1;
        }
    Ref value = object_get_attribute_maybe(found->subject, name);
    if (!value)
        return error_is_set() ? -1 : 0;
    ((TupleView)found->values)->items[found->count] = value;
    found->names[found->count++] = name;
    return 1;
}

static int add_positional(Attributes *found, View match_args, size_t count)
{
    int outcome = 1;
    for (size_t i = 0; i < count && outcome > 0; i++) {
        View name = tuple_item_peek(match_args, i);
        if (name->type != TYPE_STR) {
            raise_error(TypeError, "__match_args__ elements must be strings (got %T)", name);
            return -1;
        }
        outcome = add_attribute(found, name);
    }
    return outcome;
}

/* The class's __match_args__, owned; NULL without an exception if it has none. */
static Ref match_args_of(TypeObject *class)
{
    Ref args = object_get_attribute_maybe(AS_OBJECT(class), name(__match_args__));
    if (!args || args->type == TYPE_TUPLE)
        return args;
    raise_error(TypeError, "%N.__match_args__ must be a tuple (got %T)", class, args);
    release(args);
    return NULL;
}

static bool check_count(TypeObject *class, size_t allowed, size_t given)
{
    if (allowed >= given)
        return true;
    raise_error(TypeError, "%N() accepts %zu positional sub-pattern%s (%zu given)", class, allowed, allowed == 1 ? "" : "s", given);
    return false;
}

static int add_all(Attributes *found, View match_args, size_t positional, View names)
{
    int outcome = 1;
    if (match_args) {
        outcome = add_positional(found, match_args, positional);
    } else if (positional) { /* the subject itself, which has no name that could come twice */
        found->names[0] = AS_OBJECT(str_empty);
        ((TupleView)found->values)->items[0] = retain(found->subject);
        found->count = 1;
    }
    for (size_t i = 0; i < tuple_length(names) && outcome > 0; i++)
        outcome = add_attribute(found, tuple_item_peek(names, i));
    return outcome;
}

Ref eval_match_class(View subject, View class, size_t positional, View names)
{
    if (!is_type(class))
        return raise_error(TypeError, "called match pattern must be a type");
    int is_one = AS_OBJECT(type_of_peek(subject)) == class ? 1 : object_is_instance(subject, class);
    if (is_one <= 0)
        return is_one < 0 ? NULL : none_new();
    enum { FEW = 16 };
    View few[FEW];
    size_t count = positional + tuple_length(names);
    Attributes found = {subject, (TypeObject *)class, tuple_new(count), few, 0};
    Ref match_args = positional && found.values ? match_args_of(found.class) : NULL;
    int outcome = !found.values || error_is_set() ? -1 : 1;
    size_t allowed = match_args ? tuple_length(match_args) : matches_itself(found.class);
    if (outcome > 0 && positional && !check_count(found.class, allowed, positional))
        outcome = -1;
    if (count > FEW && outcome > 0 && !(found.names = heap_allocate(heap_array_size(count, sizeof(View))))) {
        raise_memory_error();
        outcome = -1;
    }
    if (outcome > 0)
        outcome = add_all(&found, match_args, positional, names);
    if (found.names && found.names != few)
        heap_free(found.names, heap_array_size(count, sizeof(View)));
    release_maybe(match_args);
    if (outcome <= 0)
        clear_place(&found.values);
    return outcome == 0 ? none_new() : found.values;
}
