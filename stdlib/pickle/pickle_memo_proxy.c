/* pickle_memo_proxy: the memo of a pickler or an unpickler as a program sees it: an object that holds the one whose memo it is. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/numbers/int.h"
#include "stdlib/pickle/pickle_private.h"

Ref pickle_memo_proxy_new(TypeObject *type, View owner)
{
    MemoProxy *proxy = (MemoProxy *)type_allocate(type, 0);
    if (!proxy)
        return NULL;
    proxy->owner = retain(owner);
    gc_track(AS_OBJECT(proxy));
    return AS_OBJECT(proxy);
}

/* (dict, (copy,)). The copy is consumed, NULL fails. */
static Ref reduce_take(Ref copy)
{
    Ref arguments = copy ? tuple_pack(1, copy) : NULL;
    Ref result = arguments ? tuple_pack(2, AS_OBJECT(&dict_type), arguments) : NULL;
    release_maybe(copy);
    release_maybe(arguments);
    return result;
}

static void proxy_traverse(View self, Visitor visit, void *context)
{
    VISIT(((MemoProxy *)self)->owner);
}
static void proxy_finish(View self)
{
    clear_place(&((MemoProxy *)self)->owner);
}
/* A proxy that is part of a cycle is reached by nobody; its owner breaks the cycle. */
static void proxy_clear(View self UNUSED)
{
}

#define PROXY_SLOTS                                                                                                         \
    .object = STATIC_HEAD(TYPE_TYPE), .size = sizeof(MemoProxy), .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_NO_NEW, \
    .hash = slot_hash_not_implemented, .finish = proxy_finish, .traverse = proxy_traverse, .clear = proxy_clear

/* --- of a pickler --------------------------------------------------------------------------------------- */

static Ref pickler_clear(View self, View *args UNUSED)
{
    pickle_memo_clear(&pickler_of(((MemoProxy *)self)->owner)->memo);
    return none_new();
}

static Ref pickler_copy(View self, View *args UNUSED)
{
    const PickleMemo *memo = &pickler_of(((MemoProxy *)self)->owner)->memo;
    Ref dict = dict_new();
    for (size_t i = 0; dict && memo->entries && i < memo->size; i++) {
        if (!memo->entries[i].object)
            continue;
        Ref key = int_from_uint64((uintptr_t)memo->entries[i].object), number = key ? int_from_uint64(memo->entries[i].number) : NULL;
        Ref pair = number ? tuple_pack(2, number, memo->entries[i].object) : NULL;
        if (!pair || !dict_set((DictView)dict, key, pair))
            clear_place(&dict);
        release_maybe(key);
        release_maybe(number);
        release_maybe(pair);
    }
    return dict;
}

static Ref pickler_reduce(View self, View *args UNUSED)
{
    return reduce_take(pickler_copy(self, NULL));
}

static const NativeFunction pickler_methods[] = {
    {"clear()", pickler_clear, "Remove all items from memo."},
    {"copy()", pickler_copy, "Copy the memo to a new object."},
    {"__reduce__()", pickler_reduce, "Implement pickle support."},
    {NULL, NULL, NULL},
};
TypeObject pickle_pickler_memo_type = {
    .name = "_pickle.PicklerMemoProxy",
    .methods = pickler_methods,
    PROXY_SLOTS,
};

/* --- of an unpickler ------------------------------------------------------------------------------------ */

static UnpicklerObject *unpickler_behind(View self)
{
    return unpickler_of(((MemoProxy *)self)->owner);
}

static Ref unpickler_clear(View self, View *args UNUSED)
{
    pickle_memo_drop(unpickler_behind(self));
    return none_new();
}

static Ref unpickler_copy(View self, View *args UNUSED)
{
    return pickle_memo_to_dict(unpickler_behind(self));
}

static Ref unpickler_reduce(View self, View *args UNUSED)
{
    return reduce_take(unpickler_copy(self, NULL));
}

static const NativeFunction unpickler_methods[] = {
    {"clear()", unpickler_clear, "Remove all items from memo."},
    {"copy()", unpickler_copy, "Copy the memo to a new object."},
    {"__reduce__()", unpickler_reduce, "Implement pickling support."},
    {NULL, NULL, NULL},
};
TypeObject pickle_unpickler_memo_type = {
    .name = "_pickle.UnpicklerMemoProxy",
    .methods = unpickler_methods,
    PROXY_SLOTS,
};
