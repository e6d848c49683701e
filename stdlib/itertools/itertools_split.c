/* groupby and tee: one iterator becomes several.
 *
 *      tee:   a, b: the iterators      [ 57 items ] ─► [ 57 items ] ─► [ 3 items … ] ─► source
 *                                          ↑ a             ↑ b
 *
 * tee's iterators walk along a chain of buffers, which grows as the foremost one draws items from the source;
 * a buffer dies when the hindmost one has left it. The groups of groupby share its source: a group ends when
 * its groupby moves on. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/iterator_state.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/itertools/itertools.h"

/* --- tee ------------------------------------------------------------------------------------------------ */

enum { TEE_BUFFER = 57 };

typedef struct TeeData {
    GC_HEAD(is_running); /* is_running: an item is being drawn from the source right now */
    Ref source;
    struct TeeData *next;
    size_t used;
    Ref items[TEE_BUFFER];
} TeeData;

typedef struct Tee {
    GC_HEAD(place); /* of the next item in data */
    TeeData *data;
} Tee;

static TeeData *data_of(View self)
{
    return (TeeData *)self;
}
static Tee *tee_of(View self)
{
    return (Tee *)self;
}

static TeeData *tee_data_new(View source)
{
    TeeData *data = (TeeData *)type_allocate(&tee_data_type, 0);
    if (!data)
        return NULL;
    data->source = retain(source);
    gc_track(AS_OBJECT(data));
    return data;
}

static Ref tee_new_at(TypeObject *type, TeeData *data, uint32_t place)
{
    Tee *tee = (Tee *)type_allocate(type, 0);
    if (!tee)
        return NULL;
    tee->data = (TeeData *)retain(AS_OBJECT(data));
    tee->place = place;
    gc_track(AS_OBJECT(tee));
    return AS_OBJECT(tee);
}

static Ref tee_copy(View self, View *args UNUSED)
{
    return tee_new_at(&tee_type, tee_of(self)->data, tee_of(self)->place);
}

static Ref tee_from_iterable(View iterable)
{
    Ref source = object_iterate(iterable);
    if (!source)
        return NULL;
    if (is_instance(source, &tee_type)) {
        Ref copy = tee_copy(source, NULL);
        release(source);
        return copy;
    }
    TeeData *data = tee_data_new(source);
    Ref tee = data ? tee_new_at(&tee_type, data, 0) : NULL;
    release_maybe(AS_OBJECT(data));
    release(source);
    return tee;
}

static Ref tee_new(View type UNUSED, View *args)
{
    return tee_from_iterable(args[0]);
}

/* The item at a place, drawn from the source if nobody has asked for it before. */
static Ref data_item(TeeData *data, size_t place)
{
    if (place < data->used)
        return retain(data->items[place]);
    if (data->is_running)
        return raise_error(RuntimeError, "cannot re-enter the tee iterator");
    if (!data->source)
        return NULL;
    data->is_running = 1;
    Ref item = itertool_next_of(data->source);
    data->is_running = 0;
    if (item)
        data->items[data->used++] = retain(item);
    return item;
}

static Ref tee_next(View self)
{
    if (!check_stack()) /* iterators within iterators */
        return NULL;
    Tee *tee = tee_of(self);
    TeeData *data = tee->data;
    if (!data)
        return NULL;
    if (tee->place == TEE_BUFFER) {
        if (!data->next && !(data->next = tee_data_new(data->source)))
            return NULL;
        tee->data = (TeeData *)retain(AS_OBJECT(data->next));
        tee->place = 0;
        release(AS_OBJECT(data));
        data = tee->data;
    }
    retain(AS_OBJECT(data));
    Ref item = data_item(data, tee->place);
    if (item)
        tee->place++;
    release(AS_OBJECT(data));
    return item;
}

static void tee_finish(View self)
{
    Ref data = AS_OBJECT(tee_of(self)->data);
    tee_of(self)->data = NULL;
    release_maybe(data);
}

static void tee_traverse(View self, Visitor visit, void *context)
{
    VISIT(tee_of(self)->data);
}

static void tee_data_finish(View self)
{
    TeeData *data = data_of(self);
    Ref next = AS_OBJECT(data->next);
    size_t used = data->used;
    data->next = NULL;
    data->used = 0;
    clear_place(&data->source);
    for (size_t i = 0; i < used; i++) /* the first one first, as CPython */
        release(data->items[i]);
    release_maybe(next);
}

static void tee_data_traverse(View self, Visitor visit, void *context)
{
    TeeData *data = data_of(self);
    VISIT(data->source);
    for (size_t i = 0; i < data->used; i++)
        visit(data->items[i], context);
    VISIT(data->next);
}

/* An iterator that can copy itself (another tee) need not be buffered. */
Ref itertools_tee(View self UNUSED, View *args)
{
    Index count = 2;
    if (args[1] && !object_as_ssize(args[1], &count))
        return NULL;
    if (count < 0)
        return raise_error(ValueError, "n must be >= 0");
    Ref result = tuple_new((size_t)count);
    if (!result || count == 0)
        return result;
    Ref name = str_intern_text("__copy__"), first = name ? object_iterate(args[0]) : NULL;
    Ref copy = first ? object_get_attribute_maybe(first, name) : NULL;
    if (first && !copy && !error_is_set()) {
        Ref buffered = tee_from_iterable(first);
        release(first);
        first = buffered;
        copy = first ? object_get_attribute(first, name) : NULL;
    }
    bool done = copy != NULL;
    if (done)
        ((TupleView)result)->items[0] = retain(first);
    for (Index i = 1; done && i < count; i++)
        done = (((TupleView)result)->items[i] = call_0(copy)) != NULL;
    release_maybe(name);
    release_maybe(first);
    release_maybe(copy);
    if (!done)
        clear_place(&result);
    return result;
}

/* A tee is made again as one of nothing, and then given its buffer and its place. */
static Ref tee_reduce(View self, View *args UNUSED)
{
    const Tee *tee = tee_of(self);
    Ref nothing = tuple_new(0), arguments = nothing ? tuple_pack(1, nothing) : NULL, place = int_new(tee->place);
    Ref state = place ? tuple_pack(2, itertool_or_none(AS_OBJECT(tee->data)), place) : NULL;
    release_maybe(nothing);
    release_maybe(place);
    return itertool_reduce_state_take(self, arguments, state);
}

static Ref tee_setstate(View self, View *args)
{
    if (!itertool_check_state(args[0], 2, 2))
        return NULL;
    View data = tuple_item_peek(args[0], 0);
    Index place;
    if (!is_instance(data, &tee_data_type))
        return raise_error(TypeError, "argument 1 must be itertools._tee_dataobject, not %K", data);
    if (!object_as_ssize(tuple_item_peek(args[0], 1), &place))
        return NULL;
    if (place < 0 || place > TEE_BUFFER)
        return raise_error(ValueError, "Index out of range");
    Ref old = AS_OBJECT(tee_of(self)->data);
    tee_of(self)->data = (TeeData *)retain(data);
    tee_of(self)->place = (uint32_t)place;
    release_maybe(old);
    return none_new();
}

/* (type, (source, items, the next buffer or None)) */
static Ref tee_data_reduce(View self, View *args UNUSED)
{
    const TeeData *data = data_of(self);
    Ref items = list_new(0);
    for (size_t i = 0; items && i < data->used; i++)
        if (!list_append((ListView)items, data->items[i]))
            clear_place(&items);
    Ref arguments = items ? tuple_pack(3, itertool_or_none(data->source), items, itertool_or_none(AS_OBJECT(data->next))) : NULL;
    release_maybe(items);
    return itertool_reduce_take(self, arguments);
}

/* Only a full buffer has another behind it. */
static Ref tee_data_make(View type UNUSED, View *args)
{
    ListView items = (ListView)args[1];
    if (!is_kind(args[1], TYPE_FLAG_LIST))
        return raise_error(TypeError, "teedataobject() argument 2 must be list, not %K", args[1]);
    bool has_next = args[2] != NONE;
    if (items->used > TEE_BUFFER || (has_next && (items->used < TEE_BUFFER || !is_instance(args[2], &tee_data_type))))
        return raise_error(ValueError, "Invalid arguments");
    TeeData *data = tee_data_new(args[0]);
    if (!data)
        return NULL;
    for (; data->used < items->used; data->used++)
        data->items[data->used] = retain(list_item_peek(items, data->used));
    if (has_next)
        data->next = (TeeData *)retain(args[2]);
    return AS_OBJECT(data);
}

static const NativeFunction tee_data_constructor = {"teedataobject(iterable, values, next, /)", tee_data_make, NULL};
static const NativeFunction tee_data_methods[] = {
    {"__reduce__()", tee_data_reduce, "Return state information for pickling."},
    {NULL, NULL, NULL},
};
static const NativeFunction tee_constructor = {"_tee(iterable, /)", tee_new, NULL};
static const NativeFunction tee_methods[] = {
    {"__copy__()", tee_copy, "Returns an independent iterator."},
    {"__reduce__()", tee_reduce, "Return state information for pickling."},
    {"__setstate__(state, /)", tee_setstate, "Set state information for unpickling."},
    {NULL, NULL, NULL},
};
TypeObject tee_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "itertools._tee",
    .doc = "(iterable, /)\n--\n\nIterator wrapped to make it copyable.",
    .size = sizeof(Tee),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_WEAKREFS,
    .new_native = &tee_constructor,
    .iterate = itertool_self,
    .next = tee_next,
    .finish = tee_finish,
    .traverse = tee_traverse,
    .clear = tee_finish,
    .methods = tee_methods,
};
TypeObject tee_data_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "itertools._tee_dataobject",
    .doc = "A buffer that iterators made by tee share.",
    .size = sizeof(TeeData),
    .flags = TYPE_FLAG_GC,
    .new_native = &tee_data_constructor,
    .methods = tee_data_methods,
    .finish = tee_data_finish,
    .traverse = tee_data_traverse,
    .clear = tee_data_finish,
};

/* --- groupby -------------------------------------------------------------------------------------------- */

typedef struct GroupBy {
    GC_HEAD(unused);
    Ref source, function; /* function: NULL for the item itself */
    Ref item, key;        /* drawn from the source and given to nobody yet; NULL if there is none */
    Ref group_key;        /* of the group that was given last */
    View group;           /* borrowed: that group, the only one that may still draw items. Compared, never followed. */
} GroupBy;

typedef struct Group {
    GC_HEAD(unused);
    GroupBy *parent;
    Ref key;
} Group;

static GroupBy *groupby_of(View self)
{
    return (GroupBy *)self;
}

static Ref groupby_new(View type, View *args)
{
    Ref source = object_iterate(args[0]);
    GroupBy *groupby = source ? (GroupBy *)type_allocate((TypeObject *)type, 0) : NULL;
    if (!groupby) {
        release_maybe(source);
        return NULL;
    }
    groupby->source = source;
    groupby->function = args[1] && args[1] != NONE ? retain(args[1]) : NULL;
    gc_track(AS_OBJECT(groupby));
    return AS_OBJECT(groupby);
}

/* Draw an item and its key. False at the end, or with an exception. */
static bool groupby_step(GroupBy *groupby)
{
    Ref item = groupby->source ? object_next(groupby->source) : NULL;
    if (!item)
        return false;
    Ref key = groupby->function ? call_1(groupby->function, item) : retain(item);
    if (!key) {
        release(item);
        return false;
    }
    replace_take(&groupby->item, item);
    replace_take(&groupby->key, key);
    return true;
}

/* Are they equal? 1, 0 or -1; both are held meanwhile. */
static int keys_equal(View key, View other)
{
    retain(key);
    retain(other);
    int equal = object_equal(key, other);
    release(key);
    release(other);
    return equal;
}

static Ref group_new(GroupBy *groupby, View key)
{
    Group *group = (Group *)type_allocate(&grouper_type, 0);
    if (!group)
        return NULL;
    group->parent = (GroupBy *)retain(AS_OBJECT(groupby));
    group->key = retain(key);
    groupby->group = AS_OBJECT(group);
    gc_track(AS_OBJECT(group));
    return AS_OBJECT(group);
}

static Ref groupby_next(View self)
{
    if (!check_stack()) /* iterators within iterators */
        return NULL;
    GroupBy *groupby = groupby_of(self);
    groupby->group = NULL;
    for (;;) { /* skip what is left of the group before */
        if (groupby->key) {
            int equal = groupby->group_key ? keys_equal(groupby->group_key, groupby->key) : 0;
            if (equal < 0)
                return NULL;
            if (equal == 0 && groupby->key)
                break;
        }
        if (!groupby_step(groupby))
            return NULL;
    }
    Ref key = retain(groupby->key);
    replace_take(&groupby->group_key, retain(key));
    Ref group = group_new(groupby, key), pair = group ? tuple_pack(2, key, group) : NULL;
    release(key);
    release_maybe(group);
    return pair;
}

static Ref group_next(View self)
{
    if (!check_stack()) /* iterators within iterators */
        return NULL;
    Group *group = (Group *)self;
    GroupBy *groupby = group->parent;
    if (!groupby || groupby->group != self || (!groupby->item && !groupby_step(groupby)))
        return NULL;
    if (keys_equal(group->key, groupby->key) <= 0)
        return NULL;
    Ref item = groupby->item;
    groupby->item = NULL;
    clear_place(&groupby->key);
    return item;
}

static Ref group_make(View type UNUSED, View *args)
{
    if (!is_instance(args[0], &groupby_type))
        return raise_error(TypeError, "_grouper() argument 1 must be itertools.groupby, not %K", args[0]);
    return group_new(groupby_of(args[0]), args[1]);
}

static void groupby_finish(View self)
{
    GroupBy *groupby = groupby_of(self);
    clear_place(&groupby->source);
    clear_place(&groupby->function);
    clear_place(&groupby->item);
    clear_place(&groupby->key);
    clear_place(&groupby->group_key);
}

static void groupby_traverse(View self, Visitor visit, void *context)
{
    GroupBy *groupby = groupby_of(self);
    VISIT(groupby->source);
    VISIT(groupby->function);
    VISIT(groupby->item);
    VISIT(groupby->key);
    VISIT(groupby->group_key);
}

static void group_finish(View self)
{
    Group *group = (Group *)self;
    GroupBy *parent = group->parent;
    group->parent = NULL;
    if (parent && parent->group == self)
        parent->group = NULL;
    release_maybe(AS_OBJECT(parent));
    clear_place(&group->key);
}

static void group_traverse(View self, Visitor visit, void *context)
{
    VISIT(((Group *)self)->parent);
    VISIT(((Group *)self)->key);
}

/* The state of a groupby that has begun: the item in hand, its key, and the key of the group given last. */
static Ref groupby_reduce(View self, View *args UNUSED)
{
    const GroupBy *groupby = groupby_of(self);
    Ref arguments = tuple_pack(2, itertool_or_none(groupby->source), itertool_or_none(groupby->function));
    if (!groupby->item || !groupby->key || !groupby->group_key)
        return itertool_reduce_take(self, arguments);
    return itertool_reduce_state_take(self, arguments, tuple_pack(3, groupby->key, groupby->item, groupby->group_key));
}

static Ref groupby_setstate(View self, View *args)
{
    if (!itertool_check_state(args[0], 3, 3))
        return NULL;
    GroupBy *groupby = groupby_of(self);
    Ref state = retain(args[0]);
    replace_take(&groupby->key, retain(tuple_item_peek(state, 0)));
    replace_take(&groupby->item, retain(tuple_item_peek(state, 1)));
    replace_take(&groupby->group_key, retain(tuple_item_peek(state, 2)));
    release(state);
    return none_new();
}

/* A group whose groupby has moved on is one of nothing. */
static Ref group_reduce(View self, View *args UNUSED)
{
    const Group *group = (const Group *)self;
    if (group->parent && group->parent->group == self)
        return itertool_reduce_take(self, tuple_pack(2, AS_OBJECT(group->parent), itertool_or_none(group->key)));
    Ref nothing = tuple_new(0), result = nothing ? iterator_reduce("iter", NULL, 0, nothing) : NULL;
    release_maybe(nothing);
    return result;
}

static const NativeFunction groupby_constructor = {"groupby(iterable, key=None)", groupby_new, NULL};
static const NativeFunction group_constructor = {"_grouper(parent, tgtkey, /)", group_make, NULL};
static const NativeFunction groupby_methods[] = {
    {"__reduce__()", groupby_reduce, "Return state information for pickling."},
    {"__setstate__(state, /)", groupby_setstate, "Set state information for unpickling."},
    {NULL, NULL, NULL},
};
TypeObject groupby_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "itertools.groupby",
    .doc = "(iterable, key=None)\n--\n\nPairs of a key and an iterator over the neighbouring items that have it.",
    .size = sizeof(GroupBy),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE,
    .new_native = &groupby_constructor,
    .iterate = itertool_self,
    .next = groupby_next,
    .methods = groupby_methods,
    .finish = groupby_finish,
    .traverse = groupby_traverse,
    .clear = groupby_finish,
};

static const NativeFunction grouper_methods[] = {
    {"__reduce__()", group_reduce, "Return state information for pickling."},
    {NULL, NULL, NULL},
};
TypeObject grouper_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "itertools._grouper",
    .size = sizeof(Group),
    .flags = TYPE_FLAG_GC,
    .new_native = &group_constructor,
    .iterate = itertool_self,
    .next = group_next,
    .methods = grouper_methods,
    .finish = group_finish,
    .traverse = group_traverse,
    .clear = group_finish,
};
