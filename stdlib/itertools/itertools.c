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

bool itertool_read_index(View argument, Index *result)
{
    if (object_as_index(argument, result))
        return true;
    if (error_clear_if(IndexError))
        int_raise_too_large("ssize_t");
    return false;
}

Ref itertool_next_of(View iterator)
{
    retain(iterator);
    Ref item = object_next(iterator);
    release(iterator);
    return item;
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
