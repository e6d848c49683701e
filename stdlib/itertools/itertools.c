/* itertools: iterators made of iterators. Here: the module's table and what its types share; the types are in
 * itertools_*.c by theme.
 *
 * Most have one layout (Itertool): a source, a function, another reference, a number. What these mean is said
 * at each type. An iterator draws from its source only when it is asked itself.
 * Invariant:  each step may be entered again from within (the source is Python code that asks this iterator),
 *             and fields may be another's or NULL afterwards: itertool_next_of holds what it asks. */
#include "stdlib/itertools/itertools.h"

#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/module_types.h"
#include "vm/module.h"

Ref itertool_new_take(View type, Ref source, Ref function, Ref other, Index number)
{
    Itertool *made = (Itertool *)type_allocate((TypeObject *)type, 0);
    if (!made) {
        release_maybe(source);
        release_maybe(function);
        release_maybe(other);
        return NULL;
    }
    made->source = source;
    made->function = function;
    made->other = other;
    made->number = number;
    gc_track(AS_OBJECT(made));
    return AS_OBJECT(made);
}

void itertool_finish(View self)
{
    clear_place(&itertool_of(self)->source);
    clear_place(&itertool_of(self)->function);
    clear_place(&itertool_of(self)->other);
}

void itertool_traverse(View self, Visitor visit, void *context)
{
    VISIT(itertool_of(self)->source);
    VISIT(itertool_of(self)->function);
    VISIT(itertool_of(self)->other);
}

Ref itertool_self(View self)
{
    return retain(self);
}

Ref itertool_next_of(View iterator)
{
    retain(iterator);
    Ref item = object_next(iterator);
    release(iterator);
    return item;
}

Ref itertool_reduce_take(View self, Ref arguments)
{
    Ref result = arguments ? tuple_pack(2, AS_OBJECT(type_of_peek(self)), arguments) : NULL;
    release_maybe(arguments);
    return result;
}

Ref itertool_reduce_state_take(View self, Ref arguments, Ref state)
{
    Ref result = arguments && state ? tuple_pack(3, AS_OBJECT(type_of_peek(self)), arguments, state) : NULL;
    release_maybe(arguments);
    release_maybe(state);
    return result;
}

Ref itertool_reduce_function(View self, View *args UNUSED)
{
    return itertool_reduce_take(self, tuple_pack(2, itertool_of(self)->function, itertool_or_none(itertool_of(self)->source)));
}

bool itertool_read_place(View state, Index *place)
{
    if (is_int(state) || type_of_peek(state)->as_index)
        return object_as_ssize(state, place);
    raise_error(TypeError, "an integer is required");
    return false;
}

Ref itertool_set_state(View iterator, View state)
{
    Ref method = object_get_attribute_text(iterator, "__setstate__"), result = method ? call_1(method, state) : NULL;
    release_maybe(method);
    return result;
}

bool itertool_check_state(View state, size_t least, size_t most)
{
    if (!is_tuple(state))
        return raise_error(TypeError, "state is not a tuple") != NULL;
    size_t given = tuple_length(state), bound = given < least ? least : most;
    if (given >= least && given <= most)
        return true;
    raise_error(TypeError, "function takes %s %zu argument%s (%zu given)",
                least == most   ? "exactly"
                : given < least ? "at least"
                                : "at most",
                bound, bound == 1 ? "" : "s", given);
    return false;
}

static bool init(ModuleObject *module)
{
    static TypeObject *const all[] = {&count_type,        &repeat_type,       &cycle_type,
                                      &accumulate_type,   &compress_type,     &dropwhile_type,
                                      &takewhile_type,    &chain_type,        &starmap_type,
                                      &pairwise_type,     &zip_longest_type,  &filterfalse_type,
                                      &islice_type,       &product_type,      &groupby_type,
                                      &grouper_type,      &tee_type,          &tee_data_type,
                                      &permutations_type, &combinations_type, &combinations_with_replacement_type};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (!module_type_ready(all[i]) || !dict_set(module->dict, all[i]->name_object, AS_OBJECT(all[i])))
            return false;
    return true;
}

static const NativeFunction functions[] = {
    {"tee(iterable, n=2, /)", itertools_tee, "Returns a tuple of n independent iterators."},
    {NULL, NULL, NULL},
};

const NativeModule itertools_module = {
    .name = "itertools", .doc = "Functional tools for creating and using iterators.", .functions = functions, .init = init};
