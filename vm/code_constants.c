/* code_constants: when two constants are the same: of the same type, and equal to the last bit; tuples and
 * frozensets item by item. Python's own equality knows no difference between 1, 1.0 and True, 0.0 and -0.0.
 *
 * Invariants:  no Python code runs here: constants are of built-in types only. Code objects are the same
 * only if they are one object. */
#include <string.h>

#include "runtime/calls/object_operations.h"
#include "runtime/containers/set.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/stack.h"
#include "runtime/numbers/float.h"
#include "vm/code.h"

static bool is_compared_by_python(View value)
{
    return value->type == TYPE_STR || value->type == TYPE_INT || value->type == TYPE_BIGINT || value->type == TYPE_BYTES;
}

static uint64_t double_bits(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static bool same_items(View a, View b)
{
    if (tuple_length(a) != tuple_length(b))
        return false;
    for (size_t i = 0; i < tuple_length(a); i++)
        if (!code_constant_same(tuple_item_peek(a, i), tuple_item_peek(b, i)))
            return false;
    return true;
}

/* Whatever the order in which the two were filled: CPython takes the first for both, whose order shows. */
static bool same_members(SetView a, SetView b)
{
    View in_a, in_b;
    if (a->used != b->used)
        return false;
    for (size_t at = 0; set_next_peek(a, &at, &in_a);)
        if (!(in_b = set_get_peek(b, in_a)) || !code_constant_same(in_a, in_b)) {
            error_clear(); /* items too deep to compare: they stay two */
            return false;
        }
    return true;
}

bool code_constant_same(View a, View b)
{
    enum { ROOM = 4096 };
    if (a == b || a->type != b->type || !stack_has(ROOM))
        return a == b;
    if (is_compared_by_python(a))
        return object_equal(a, b) > 0; /* of these types: runs no Python code, cannot fail */
    switch (a->type) {
    case TYPE_FLOAT: return double_bits(((FloatObject *)a)->value) == double_bits(((FloatObject *)b)->value);
    case TYPE_COMPLEX:
        return double_bits(((ComplexObject *)a)->real) == double_bits(((ComplexObject *)b)->real) &&
               double_bits(((ComplexObject *)a)->imaginary) == double_bits(((ComplexObject *)b)->imaginary);
    case TYPE_TUPLE: return same_items(a, b);
    case TYPE_FROZENSET: return same_members((SetView)a, (SetView)b);
    default: return false;
    }
}

static uint64_t mixed(uint64_t hash, uint64_t more)
{
    return (hash ^ more) * 0x9E3779B97F4A7C15u + (hash >> 29);
}

/* Of the same kind of constant: equal ones have equal hashes. */
uint64_t code_constant_hash(View value)
{
    enum { ROOM = 4096 }; /* for hashing and comparing the innermost: they must not fail */
    uint64_t hash = value->type;
    View item;
    if (!stack_has(ROOM))
        return hash;
    if (is_compared_by_python(value))
        return mixed(hash, (uint64_t)object_hash(value));
    switch (value->type) {
    case TYPE_FLOAT: return mixed(hash, double_bits(((FloatObject *)value)->value));
    case TYPE_COMPLEX:
        return mixed(mixed(hash, double_bits(((ComplexObject *)value)->real)), double_bits(((ComplexObject *)value)->imaginary));
    case TYPE_TUPLE:
        for (size_t i = 0; i < tuple_length(value); i++)
            hash = mixed(hash, code_constant_hash(tuple_item_peek(value, i)));
        return hash;
    case TYPE_FROZENSET:
        for (size_t at = 0; set_next_peek((SetView)value, &at, &item);)
            hash += mixed(0, code_constant_hash(item)); /* in any order */
        return hash;
    default: return mixed(hash, (uintptr_t)value); /* singletons, code objects */
    }
}
