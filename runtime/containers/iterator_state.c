/* iterator_state: see iterator_state.h. The built-in functions are asked for by name, as CPython does: a
 * program may have replaced them. */
#include "runtime/containers/iterator_state.h"

#include "runtime/calls/object_operations.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/hooks.h"
#include "runtime/numbers/int.h"

static Ref builtin_named(const char *name)
{
    Ref module = hooks.import_by_name ? hooks.import_by_name("builtins") : NULL;
    Ref function = module ? object_get_attribute_text(module, name) : NULL;
    release_maybe(module);
    return function;
}

Ref iterator_reduce(const char *builtin, View sequence, int64_t index, View empty)
{
    Ref held = retain(sequence ? sequence : empty); /* to ask for a name may run code */
    bool has_ended = !sequence;
    Ref function = builtin_named(builtin), arguments = function ? tuple_pack(1, held) : NULL, result = NULL;
    if (arguments && has_ended) {
        result = tuple_pack(2, function, arguments);
    } else if (arguments) {
        Ref number = int_new(index);
        result = number ? tuple_pack(3, function, arguments, number) : NULL;
        release_maybe(number);
    }
    release_maybe(function);
    release_maybe(arguments);
    release(held);
    return result;
}

Ref iterator_reduce_items_take(Ref list)
{
    Ref function = list ? builtin_named("iter") : NULL, arguments = function ? tuple_pack(1, list) : NULL;
    Ref result = arguments ? tuple_pack(2, function, arguments) : NULL;
    release_maybe(list);
    release_maybe(function);
    release_maybe(arguments);
    return result;
}

bool iterator_state_index(View state, int64_t least, int64_t most, int64_t *index)
{
    int64_t given;
    if (!is_int(state) && !type_of_peek(state)->as_index)
        raise_error(TypeError, "an integer is required");
    if (error_is_set() || !object_as_int64(state, &given))
        return false;
    *index = given < least ? least : given > most ? most : given;
    return true;
}
