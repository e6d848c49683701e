/* exception_reduce: exceptions for pickle and copy: what makes another one like it.
 *
 *     (class, args)                                      most of them
 *     (class, args, attributes)                          where there are any
 *     (class, (errno, text, filename), …)                an OSError keeps the names of files apart from its args
 *     (class, args, attributes with name and path)       an ImportError: they are no args, but come by keywords */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/exceptions.h"
#include "runtime/names.h"
#include "runtime/text/str.h"

static ExceptionObject *exception_of(View self)
{
    return (ExceptionObject *)self;
}

/* The arguments that make it; owned. */
static Ref arguments_of(View self)
{
    View args = exception_of(self)->args;
    Ref *extra = exception_of(self)->extra;
    if (!is_instance(self, &exception_types[OSError]) || tuple_length(args) != 2 || !extra[EXTRA_FILENAME])
        return retain(args);
    View first = tuple_item_peek(args, 0), second = tuple_item_peek(args, 1);
    if (!extra[EXTRA_FILENAME2])
        return tuple_pack(3, first, second, extra[EXTRA_FILENAME]);
    return tuple_pack(5, first, second, extra[EXTRA_FILENAME], NONE, extra[EXTRA_FILENAME2]);
}

/* A dict of what is set afterwards, owned. */
static Ref state_of(View self)
{
    Ref state = instance_dict_copy(self, type_of_peek(self));
    if (!state || !is_instance(self, &exception_types[ImportError]))
        return state;
    View name = exception_of(self)->extra[EXTRA_NAME], path = exception_of(self)->extra[EXTRA_PATH];
    bool done = (!name || dict_set_text((DictView)state, "name", name)) && (!path || dict_set_text((DictView)state, "path", path));
    if (!done)
        clear_place(&state);
    return state;
}

Ref exception_reduce(View self, View *args UNUSED)
{
    Ref arguments = arguments_of(self), state = arguments ? state_of(self) : NULL, result = NULL;
    if (state)
        result = ((DictView)state)->used ? tuple_pack(3, AS_OBJECT(type_of_peek(self)), arguments, state)
                                         : tuple_pack(2, AS_OBJECT(type_of_peek(self)), arguments);
    release_maybe(arguments);
    release_maybe(state);
    return result;
}

Ref exception_set_state(View self, View *args)
{
    if (args[0] == NONE)
        return none_new();
    if (!is_dict(args[0]))
        return raise_error(TypeError, "state is not a dictionary");
    Ref pairs = dict_items_list((DictView)args[0]);
    bool done = pairs != NULL;
    for (size_t i = 0; done && i < ((ListView)pairs)->used; i++) {
        View pair = list_item_peek((ListView)pairs, i);
        StrView key = str_view(tuple_item_peek(pair, 0));
        done = key && object_set_attribute(self, AS_OBJECT(key), tuple_item_peek(pair, 1));
        if (!key)
            raise_error(TypeError, "attribute name must be string, not '%T'", tuple_item_peek(pair, 0));
    }
    release_maybe(pairs);
    return done ? none_new() : NULL;
}
