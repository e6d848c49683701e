/* call: calling any callable object from C.
 *
 * All ways lead to call_vector: an array of the positional arguments, followed by the values of the keywords,
 * whose names are in a tuple. No tuple and no dict is made unless the callee wants one (vectorcall: PEP 590).
 *
 *     f(1, 2, key=3)      args:  1 │ 2 │ 3      positional: 2      keyword_names: ('key',)
 *
 * Ownership:  everything is borrowed; the caller keeps its references until the call is over. call_tuple
 *             holds the keywords' names and values itself: the callee may change the dict they come from.
 * Depth:      each call looks at the C stack, so a recursion through C ends in RecursionError. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/exceptions.h"
#include "runtime/names.h"
#include "runtime/text/str.h"

Ref call_vector(View callable, View *args, size_t positional, View keyword_names)
{
    TypeObject *type = type_of_peek(callable);
    if (UNLIKELY(!type->call))
        return raise_error(TypeError, "'%T' object is not callable", callable);
    if (UNLIKELY(stack_is_low()))
        return raise_error(RecursionError, "maximum recursion depth exceeded while calling a Python object");
    if (keyword_names && tuple_length(keyword_names) == 0)
        keyword_names = NULL;
    return type->call(callable, args, positional, keyword_names);
}

Ref call_tuple(View callable, View args, View kwargs)
{
    size_t positional = tuple_length(args), keywords = kwargs ? ((DictView)kwargs)->used : 0;
    if (keywords == 0)
        return call_vector(callable, ((TupleView)args)->items, positional, NULL);
    View *all = heap_allocate(heap_array_size(positional + keywords, sizeof *all));
    if (!all)
        return raise_memory_error();
    Ref names = tuple_new(keywords), result = NULL;
    if (!names)
        goto done;
    memcpy(all, ((TupleView)args)->items, positional * sizeof *all);
    View key, value;
    size_t position = 0, i = 0;
    for (; dict_next_peek((DictView)kwargs, &position, &key, &value); i++) {
        if (!is_str(key)) {
            raise_error(TypeError, "keywords must be strings");
            break;
        }
        ((TupleView)names)->items[i] = retain(AS_OBJECT(str_view(key)));
        all[positional + i] = retain(value);
    }
    if (i == keywords)
        result = call_vector(callable, all, positional, names);
    while (i-- > 0)
        release(all[positional + i]);
done:
    if (all)
        heap_free(all, (positional + keywords) * sizeof *all);
    release_maybe(names);
    return result;
}

Ref call_0(View callable)
{
    return call_vector(callable, NULL, 0, NULL);
}

Ref call_1(View callable, View argument)
{
    return call_vector(callable, &argument, 1, NULL);
}

Ref call_2(View callable, View first, View second)
{
    View args[] = {first, second};
    return call_vector(callable, args, 2, NULL);
}

Ref call_3(View callable, View first, View second, View third)
{
    View args[] = {first, second, third};
    return call_vector(callable, args, 3, NULL);
}

static Ref call_method(View object, View name, View *args, size_t count)
{
    Ref method = object_get_attribute(object, name);
    Ref result = method ? call_vector(method, args, count, NULL) : NULL;
    release_maybe(method);
    return result;
}

Ref call_method_0(View object, View name)
{
    return call_method(object, name, NULL, 0);
}

Ref call_method_1(View object, View name, View argument)
{
    return call_method(object, name, &argument, 1);
}

Ref call_method_2(View object, View name, View first, View second)
{
    View args[] = {first, second};
    return call_method(object, name, args, 2);
}
