/* product, permutations, combinations and combinations_with_replacement: all ways to choose items.
 *
 * Each keeps the items in tuples (the pools) and an array of indices, which says what the present result is
 * made of; a step moves the indices on as an odometer does. No Python code runs in a step. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/itertools/itertools.h"

typedef enum Stage { STAGE_FRESH, STAGE_RUNNING, STAGE_ENDED } Stage;

typedef struct Chooser {
    GC_HEAD(stage);
    Ref pool;       /* the tuple of items; for product a tuple of such tuples */
    size_t length;  /* of a result */
    size_t places;  /* in the block of indices */
    Index *indices; /* what the result is made of; for permutations followed by one countdown for each place */
    Ref result;     /* the tuple given last, which is given again if nobody else has it any more */
} Chooser;

static Chooser *chooser_of(View self)
{
    return (Chooser *)self;
}

static void chooser_finish(View self)
{
    Chooser *chooser = chooser_of(self);
    if (chooser->indices)
        heap_free(chooser->indices, chooser->places * sizeof(Index));
    chooser->indices = NULL;
    chooser->stage = STAGE_ENDED;
    clear_place(&chooser->pool);
    clear_place(&chooser->result);
}

static void chooser_traverse(View self, Visitor visit, void *context)
{
    VISIT(chooser_of(self)->pool);
    VISIT(chooser_of(self)->result);
}

/* Consumes pool. The indices are zeros. */
static Ref chooser_new_take(View type, Ref pool, size_t length, size_t places)
{
    Chooser *chooser = (Chooser *)type_allocate((TypeObject *)type, 0);
    if (!chooser) {
        release(pool);
        return NULL;
    }
    chooser->pool = pool;
    chooser->length = length;
    chooser->places = places;
    if (places > 0 && !(chooser->indices = heap_allocate_zeroed(heap_array_size(places, sizeof(Index))))) {
        release(AS_OBJECT(chooser));
        return raise_memory_error();
    }
    gc_track(AS_OBJECT(chooser));
    return AS_OBJECT(chooser);
}

/* The tuple for the next result. */
static Ref result_of(Chooser *chooser)
{
    Ref result = tuple_reuse(chooser->result, chooser->length);
    if (result && result != chooser->result)
        replace_take(&chooser->result, retain(result));
    return result;
}

/* The result that the indices stand for. */
static Ref chosen(Chooser *chooser)
{
    Ref result = result_of(chooser);
    for (size_t i = 0; result && i < chooser->length; i++)
        replace_take(&((TupleView)result)->items[i], retain(tuple_item_peek(chooser->pool, (size_t)chooser->indices[i])));
    return result;
}

static Ref next_by(Chooser *chooser, bool (*advance)(Chooser *), Ref (*result)(Chooser *))
{
    if (chooser->stage == STAGE_RUNNING && !advance(chooser))
        chooser->stage = STAGE_ENDED;
    if (chooser->stage == STAGE_ENDED)
        return NULL;
    chooser->stage = STAGE_RUNNING;
    return result(chooser);
}

/* --- copying and pickling: the state is the indices, once there is a result ----------------------------- */

static Ref indices_tuple(const Index *indices, size_t count)
{
    Ref result = tuple_new(count);
    for (size_t i = 0; result && i < count; i++) {
        Ref index = int_new(indices[i]);
        if (index)
            ((TupleView)result)->items[i] = index;
        else
            clear_place(&result);
    }
    return result;
}

/* Read an index from a state, into the bounds. */
static bool read_index(View state, size_t place, Index least, Index most, Index *index)
{
    Index given;
    if (!itertool_read_place(tuple_item_peek(state, place), &given))
        return false;
    given = given > most ? most : given;
    *index = given < least ? least : given;
    return true;
}

/* The state that the indices were set to: there is a result, of which the next step makes another. False with
 * an exception. */
static bool chooser_start(Chooser *chooser, Ref (*result)(Chooser *))
{
    Ref present = result(chooser);
    release_maybe(present);
    if (present && chooser->stage == STAGE_FRESH)
        chooser->stage = STAGE_RUNNING;
    return present != NULL;
}

/* (type, (pool, r)) of one that has not begun, (type, ((), r)) of one that has ended; else with `state`,
 * which is consumed. */
static Ref reduce_take(View self, Ref state)
{
    const Chooser *chooser = chooser_of(self);
    bool has_ended = chooser->stage == STAGE_ENDED && chooser->result;
    Ref length = int_new((int64_t)chooser->length), nothing = tuple_new(0);
    View pool = chooser->pool && !has_ended ? chooser->pool : nothing;
    Ref arguments = length && pool ? tuple_pack(2, pool, length) : NULL;
    release_maybe(length);
    release_maybe(nothing);
    if (chooser->result && !has_ended)
        return itertool_reduce_state_take(self, arguments, state);
    release_maybe(state);
    return itertool_reduce_take(self, arguments);
}

static Ref indices_reduce(View self, View *args UNUSED)
{
    return reduce_take(self, indices_tuple(chooser_of(self)->indices, chooser_of(self)->indices ? chooser_of(self)->length : 0));
}

static bool is_state_of(View state, size_t count)
{
    return is_tuple(state) && tuple_length(state) == count;
}

/* combinations and combinations_with_replacement; `step`: an item must be followed by later ones
 * (1), or may be followed by itself (0). */
static Ref indices_setstate(View self, View state, Index step)
{
    Chooser *chooser = chooser_of(self);
    if (!is_state_of(state, chooser->length) || !chooser->pool)
        return raise_error(ValueError, "invalid arguments");
    Index count = (Index)tuple_length(chooser->pool), length = (Index)chooser->length;
    if (length > 0 && count < (step ? length : 1)) /* there is no result at all */
        return none_new();
    for (Index i = 0; i < length; i++)
        if (!read_index(state, (size_t)i, 0, step ? count - length + i : count - 1, &chooser->indices[i]))
            return NULL;
    return chooser_start(chooser, chosen) ? none_new() : NULL;
}

static Ref size_with_indices(View self, int64_t head)
{
    return int_new(head + (int64_t)(chooser_of(self)->places * sizeof(Index)));
}

#define CHOOSER_SLOTS                                                                                                            \
    .object = STATIC_HEAD(TYPE_TYPE), .size = sizeof(Chooser), .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE, .iterate = itertool_self, \
    .finish = chooser_finish, .traverse = chooser_traverse, .clear = chooser_finish

/* --- product: a digit for each pool, the last turns fastest --------------------------------------------- */

static Ref product_new(View type, View *args)
{
    Index repeat = 1;
    if (args[1] && !object_as_ssize(args[1], &repeat))
        return NULL;
    if (repeat < 0)
        return raise_error(ValueError, "repeat argument cannot be negative");
    size_t given = repeat ? tuple_length(args[0]) : 0, length;
    if (__builtin_mul_overflow(given, (size_t)repeat, &length) || length > PTRDIFF_MAX / sizeof(Index))
        return raise_error(OverflowError, "repeat argument too large");
    Ref pools = tuple_new(length);
    for (size_t i = 0; pools && i < length; i++) {
        Ref pool = i < given ? tuple_from_iterable(tuple_item_peek(args[0], i)) : retain(tuple_item_peek(pools, i - given));
        if (pool)
            ((TupleView)pools)->items[i] = pool;
        else
            clear_place(&pools);
    }
    if (!pools)
        return NULL;
    return chooser_new_take(type, pools, length, length);
}

static bool product_advance(Chooser *product)
{
    for (size_t i = product->length; i-- > 0;) {
        if (++product->indices[i] < (Index)tuple_length(tuple_item_peek(product->pool, i)))
            return true;
        product->indices[i] = 0;
    }
    return false;
}

static Ref product_result(Chooser *product)
{
    Ref result = result_of(product);
    for (size_t i = 0; result && i < product->length; i++)
        replace_take(&((TupleView)result)->items[i],
                     retain(tuple_item_peek(tuple_item_peek(product->pool, i), (size_t)product->indices[i])));
    return result;
}

/* A pool is empty: there is no result. */
static bool product_is_empty(const Chooser *product)
{
    for (size_t i = 0; i < product->length; i++)
        if (tuple_length(tuple_item_peek(product->pool, i)) == 0)
            return true;
    return false;
}

static Ref product_reduce(View self, View *args UNUSED)
{
    const Chooser *product = chooser_of(self);
    if (product->stage == STAGE_ENDED) {
        Ref nothing = tuple_new(0), pools = nothing ? tuple_pack(1, nothing) : NULL;
        release_maybe(nothing);
        return itertool_reduce_take(self, pools);
    }
    if (!product->result)
        return itertool_reduce_take(self, retain(product->pool));
    return itertool_reduce_state_take(self, retain(product->pool), indices_tuple(product->indices, product->length));
}

static Ref product_setstate(View self, View *args)
{
    Chooser *product = chooser_of(self);
    if (!is_state_of(args[0], product->length) || !product->pool)
        return raise_error(ValueError, "invalid arguments");
    for (size_t i = 0; i < product->length; i++) {
        Index count = (Index)tuple_length(tuple_item_peek(product->pool, i));
        if (count == 0) {
            product->stage = STAGE_ENDED;
            return none_new();
        }
        if (!read_index(args[0], i, 0, count - 1, &product->indices[i]))
            return NULL;
    }
    return chooser_start(product, product_result) ? none_new() : NULL;
}

static Ref product_next(View self)
{
    if (chooser_of(self)->stage == STAGE_FRESH && product_is_empty(chooser_of(self)))
        chooser_of(self)->stage = STAGE_ENDED;
    return next_by(chooser_of(self), product_advance, product_result);
}
static Ref product_sizeof(View self, View *args UNUSED)
{
    return size_with_indices(self, 48);
}

static const NativeFunction product_constructor = {"product(*iterables, repeat=1)", product_new, NULL};
static const NativeFunction product_methods[] = {
    {"__reduce__()", product_reduce, "Return state information for pickling."},
    {"__setstate__(state, /)", product_setstate, "Set state information for unpickling."},
    {"__sizeof__()", product_sizeof, "Returns size in memory, in bytes."},
    {NULL, NULL, NULL},
};
TypeObject product_type = {
    .name = "itertools.product",
    .doc = "All tuples with one item of each iterable: the same as nested for loops.",
    .new_native = &product_constructor,
    .next = product_next,
    .methods = product_methods,
    CHOOSER_SLOTS,
};

/* --- combinations: indices that rise -------------------------------------------------------------------- */

/* The pool and the length of the results; a length that `argument` does not give is that of the pool. */
static Ref read_pool(View iterable, Index r)
{
    Ref pool = tuple_from_iterable(iterable);
    if (pool && r < 0) {
        raise_error(ValueError, "r must be non-negative");
        clear_place(&pool);
    }
    return pool;
}

static Ref combinations_new(View type, View *args)
{
    Index r;
    if (!object_as_ssize(args[1], &r))
        return NULL;
    Ref pool = read_pool(args[0], r), made = pool ? chooser_new_take(type, pool, (size_t)r, (size_t)r) : NULL;
    if (!made)
        return NULL;
    for (Index i = 0; i < r; i++)
        chooser_of(made)->indices[i] = i;
    if ((size_t)r > tuple_length(pool))
        chooser_of(made)->stage = STAGE_ENDED;
    return made;
}

static bool combinations_advance(Chooser *made)
{
    size_t length = made->length, slack = tuple_length(made->pool) - length, i = length;
    while (i > 0 && made->indices[i - 1] == (Index)(i - 1 + slack))
        i--;
    if (i-- == 0)
        return false;
    made->indices[i]++;
    for (; i + 1 < length; i++)
        made->indices[i + 1] = made->indices[i] + 1;
    return true;
}

static Ref combinations_next(View self)
{
    return next_by(chooser_of(self), combinations_advance, chosen);
}
static Ref combinations_sizeof(View self, View *args UNUSED)
{
    return size_with_indices(self, 56);
}

static Ref combinations_setstate(View self, View *args)
{
    return indices_setstate(self, args[0], 1);
}

static const NativeFunction combinations_constructor = {"combinations(iterable, r)", combinations_new, NULL};
static const NativeFunction combinations_methods[] = {
    {"__reduce__()", indices_reduce, "Return state information for pickling."},
    {"__setstate__(state, /)", combinations_setstate, "Set state information for unpickling."},
    {"__sizeof__()", combinations_sizeof, "Returns size in memory, in bytes."},
    {NULL, NULL, NULL},
};
TypeObject combinations_type = {
    .name = "itertools.combinations",
    .doc = "(iterable, r)\n--\n\nAll tuples of r items in the order of the iterable, each item at most once.",
    .new_native = &combinations_constructor,
    .next = combinations_next,
    .methods = combinations_methods,
    CHOOSER_SLOTS,
};

/* --- combinations_with_replacement: indices that do not fall -------------------------------------------- */

static Ref replacement_new(View type, View *args)
{
    Index r;
    if (!object_as_ssize(args[1], &r))
        return NULL;
    Ref pool = read_pool(args[0], r), made = pool ? chooser_new_take(type, pool, (size_t)r, (size_t)r) : NULL;
    if (made && r > 0 && tuple_length(pool) == 0)
        chooser_of(made)->stage = STAGE_ENDED;
    return made;
}

static bool replacement_advance(Chooser *made)
{
    size_t i = made->length;
    Index last = (Index)tuple_length(made->pool) - 1;
    while (i > 0 && made->indices[i - 1] == last)
        i--;
    if (i-- == 0)
        return false;
    for (Index index = made->indices[i] + 1; i < made->length; i++)
        made->indices[i] = index;
    return true;
}

static Ref replacement_next(View self)
{
    return next_by(chooser_of(self), replacement_advance, chosen);
}

static Ref replacement_setstate(View self, View *args)
{
    return indices_setstate(self, args[0], 0);
}

static const NativeFunction replacement_methods[] = {
    {"__reduce__()", indices_reduce, "Return state information for pickling."},
    {"__setstate__(state, /)", replacement_setstate, "Set state information for unpickling."},
    {"__sizeof__()", combinations_sizeof, "Returns size in memory, in bytes."},
    {NULL, NULL, NULL},
};
static const NativeFunction replacement_constructor = {"combinations_with_replacement(iterable, r)", replacement_new, NULL};
TypeObject combinations_with_replacement_type = {
    .name = "itertools.combinations_with_replacement",
    .doc = "(iterable, r)\n--\n\nAll tuples of r items in the order of the iterable, each item as often as wanted.",
    .new_native = &replacement_constructor,
    .next = replacement_next,
    .methods = replacement_methods,
    CHOOSER_SLOTS,
};

/* --- permutations: behind the indices of all items, a countdown for each place of the result: how many items
 * are still to stand there --- */

static Ref permutations_new(View type, View *args)
{
    Ref pool = tuple_from_iterable(args[0]);
    if (!pool)
        return NULL;
    size_t count = tuple_length(pool), places;
    Index r = (Index)count;
    if (args[1] && args[1] != NONE) {
        if (!is_int(args[1]))
            raise_error(TypeError, "Expected int as r");
        else if (object_as_ssize(args[1], &r) && r < 0)
            raise_error(ValueError, "r must be non-negative");
    }
    if (!error_is_set() && __builtin_add_overflow(count, (size_t)r, &places))
        raise_memory_error();
    if (error_is_set()) {
        release(pool);
        return NULL;
    }
    Ref made = chooser_new_take(type, pool, (size_t)r, places);
    if (!made)
        return NULL;
    Index *indices = chooser_of(made)->indices;
    for (size_t i = 0; i < count; i++)
        indices[i] = (Index)i;
    for (Index i = 0; i < r; i++)
        indices[count + (size_t)i] = (Index)count - i;
    if ((size_t)r > count)
        chooser_of(made)->stage = STAGE_ENDED;
    return made;
}

static bool permutations_advance(Chooser *made)
{
    size_t count = tuple_length(made->pool);
    Index *indices = made->indices, *left = indices + count;
    for (size_t i = made->length; i-- > 0;) {
        if (--left[i] > 0) {
            Index *other = &indices[count - (size_t)left[i]], index = indices[i];
            indices[i] = *other;
            *other = index;
            return true;
        }
        Index first = indices[i]; /* all items have stood here: back to the order before */
        memmove(&indices[i], &indices[i + 1], (count - 1 - i) * sizeof *indices);
        indices[count - 1] = first;
        left[i] = (Index)(count - i);
    }
    return false;
}

static Ref permutations_next(View self)
{
    return next_by(chooser_of(self), permutations_advance, chosen);
}
static Ref permutations_sizeof(View self, View *args UNUSED)
{
    return size_with_indices(self, 64);
}

static Ref permutations_reduce(View self, View *args UNUSED)
{
    const Chooser *made = chooser_of(self);
    size_t count = made->pool ? tuple_length(made->pool) : 0;
    Ref indices = indices_tuple(made->indices, count), cycles = indices_tuple(made->indices + count, made->indices ? made->length : 0);
    Ref state = indices && cycles ? tuple_pack(2, indices, cycles) : NULL;
    release_maybe(indices);
    release_maybe(cycles);
    return reduce_take(self, state);
}

static Ref permutations_setstate(View self, View *args)
{
    if (!itertool_check_state(args[0], 2, 2))
        return NULL;
    View indices = tuple_item_peek(args[0], 0), cycles = tuple_item_peek(args[0], 1);
    if (!is_tuple(indices) || !is_tuple(cycles))
        return raise_error(TypeError, "argument %d must be tuple, not %K", is_tuple(indices) ? 2 : 1, is_tuple(indices) ? cycles : indices);
    Chooser *made = chooser_of(self);
    size_t count = made->pool ? tuple_length(made->pool) : 0;
    if (!is_state_of(indices, count) || !is_state_of(cycles, made->length) || !made->pool)
        return raise_error(ValueError, "invalid arguments");
    if (made->length > count) /* there is no result at all */
        return none_new();
    for (size_t i = 0; i < count; i++)
        if (!read_index(indices, i, 0, (Index)count - 1, &made->indices[i]))
            return NULL;
    for (size_t i = 0; i < made->length; i++)
        if (!read_index(cycles, i, 1, (Index)(count - i), &made->indices[count + i]))
            return NULL;
    return chooser_start(made, chosen) ? none_new() : NULL;
}

static const NativeFunction permutations_constructor = {"permutations(iterable, r=None)", permutations_new, NULL};
static const NativeFunction permutations_methods[] = {
    {"__reduce__()", permutations_reduce, "Return state information for pickling."},
    {"__setstate__(state, /)", permutations_setstate, "Set state information for unpickling."},
    {"__sizeof__()", permutations_sizeof, "Returns size in memory, in bytes."},
    {NULL, NULL, NULL},
};
TypeObject permutations_type = {
    .name = "itertools.permutations",
    .doc = "(iterable, r=None)\n--\n\nAll tuples of r different items, in every order.",
    .new_native = &permutations_constructor,
    .next = permutations_next,
    .methods = permutations_methods,
    CHOOSER_SLOTS,
};
