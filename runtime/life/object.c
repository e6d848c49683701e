/* object: how an object dies.
 *
 * The order is CPython's: the finalizer runs first, and may bring the object back; then weak references are
 * cleared and their callbacks run; then what the object holds is released; last its memory, and its class's
 * reference.
 *
 * A long chain of objects (a linked list of a million nodes) must not recurse in C once for each link. Beyond
 * a depth of 50 the dead wait, linked through their own unused fields (the refcount, which stays at zero or
 * below, and the collector's index), until the outermost death is over; the last comes first. That is
 * CPython's trashcan (_PyTrash_begin, Objects/object.c), and as finalizers show the order in which objects
 * die, the depth and the types that count are CPython's: instances of classes made at run time and the types
 * with TYPE_FLAG_TRASHCAN. Other containers (functions, cells) wait only when the C stack is almost used
 * up. */
#include "runtime/life/object.h"

#include "runtime/classes/instance.h"
#include "runtime/classes/type.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/life/weakref.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

enum {
    DEATH_DEPTH_LIMIT = 50,
    DEATH_STACK_MARGIN = 128 * 1024 /* what is left of the C stack when other containers wait, too */
};

/* Two depths, of two kinds of death. `death_depth` counts those that CPython's trashcan counts, and alone
 * decides in which order finalizers run. `other_depth` counts the rest, which CPython lets recurse: it is
 * there to see that this is not the first of them, so that whoever waits is let go by an outer one. */
static GcObject *waiting; /* the dead whose turn is yet to come, last in first out */
static int death_depth, other_depth;

/* The next one's address, without the four bits that are zero: 29 bits in the place of the collector's index,
 * the rest in a count that no weak reference takes for a living one. */
static void waiting_push(GcObject *object)
{
    uintptr_t next = (uintptr_t)waiting >> 4;
    ASSERT(object->object.refcount <= 0 && !gc_is_tracked(AS_OBJECT(object)));
    object->object.refcount = -(int32_t)(next >> 29);
    object->gc = (object->gc & ~(uint32_t)GC_INDEX_MASK) | (uint32_t)(next & GC_INDEX_MASK);
    waiting = object;
}

static GcObject *waiting_pop(void)
{
    GcObject *object = waiting;
    ASSERT(object && object->object.refcount <= 0);
    uintptr_t next = (uintptr_t)(-object->object.refcount) << 29 | (object->gc & GC_INDEX_MASK);
    waiting = (GcObject *)(next << 4);
    object->object.refcount = 0;
    object->gc &= ~(uint32_t)GC_INDEX_MASK;
    return object;
}

static NOINLINE void empty_waiting(void);

/* A container dies, and the collector forgets it. False: it is too deep, and waits. */
static inline ALWAYS_INLINE bool death_begins(Object *object)
{
    gc_untrack(object);
    if (UNLIKELY(death_depth >= DEATH_DEPTH_LIMIT)) {
        waiting_push((GcObject *)object);
        return false;
    }
    death_depth++;
    return true;
}

static inline ALWAYS_INLINE void death_ends(void)
{
    ASSERT(death_depth > 0);
    if (--death_depth == 0 && UNLIKELY(waiting != NULL))
        empty_waiting();
}

/* Run __del__ unless it has run. True if the object lives again. Only what the collector knows remembers that it has. */
static bool finalize(Object *object, TypeObject *type)
{
    if (LIKELY(!type_has(type, TYPE_FLAG_ATOMIC)))
        ((GcObject *)object)->gc |= GC_FINALIZED;
    object->refcount = 1;
    type->finalize(object);
    return --object->refcount > 0;
}

/* Out of the collector's books: one container less. */
static inline ALWAYS_INLINE void leave_collector(void)
{
    if (LIKELY(gc_state.generations[0].count > 0))
        gc_state.generations[0].count--;
}

/* What the instance of a class made at run time, with nothing but attributes, holds. Nobody can reach it any
 * more: no place need be emptied. */
static inline ALWAYS_INLINE void finish_plain(Object *object, TypeObject *type)
{
    size_t count = (size_t)type->slot_count + type->inline_capacity;
    ASSERT(!gc_is_tracked(object));
    Ref *places = (Ref *)(void *)((GcObject *)object + 1);
    for (size_t i = 0; i < count; i++)
        if (places[i])
            release(places[i]);
    heap_free(object, sizeof(GcObject) + count * sizeof(Ref));
    release(AS_OBJECT(type));
}

/* An instance whose memory is its head and its attributes, one after the other: no table of its own, no
 * attribute that a shape of another class put elsewhere, nothing for the type to finish. Most objects of
 * programs are so. */
static bool is_plain(const TypeObject *type)
{
    return type->slots_offset == sizeof(GcObject) && !type->finish && type_has(type, TYPE_FLAG_HEAP) && !type->foreign_shapes;
}

/* heap_free wants the size that was asked for. A type whose objects differ in length works it out from the
 * object: before the object is finished, as the length is part of it. */
static inline ALWAYS_INLINE size_t size_in_heap(View object, TypeObject *type)
{
    size_t size = UNLIKELY(type->allocated_size != NULL) ? type->allocated_size(object) : type->size;
    return type->slots_offset ? size + instance_extra_size_of(object, type) : size;
}

/* The general way. The size is taken first, the class released last: the object's layout is known only as
 * long as its class is. */
static void finish_any(Object *object, TypeObject *type)
{
    size_t size = size_in_heap(object, type);
    if (type->slots_offset)
        instance_clear_attributes(object, type);
    if (type->finish)
        type->finish(object);
    heap_free(object, size);
    if (type_has(type, TYPE_FLAG_HEAP))
        release(AS_OBJECT(type));
}

/* The most frequent types first, with what their slots say known beforehand. */
static inline ALWAYS_INLINE void destroy_tuple(Object *object)
{
    size_t size = sizeof(TupleObject) + tuple_length(object) * sizeof(Ref);
    tuple_finish(object);
    heap_free(object, size);
}

static inline ALWAYS_INLINE void destroy_list(Object *object)
{
    list_drop_items((ListView)object);
    heap_free(object, sizeof(ListObject));
}

static inline ALWAYS_INLINE void destroy_dict(Object *object)
{
    dict_finish(object);
    heap_free(object, sizeof(DictObject));
}

static inline ALWAYS_INLINE void destroy_other(Object *object, TypeObject *type)
{
    if (LIKELY(is_plain(type)))
        finish_plain(object, type);
    else
        finish_any(object, type);
}

/* An interned string is in the table of interned strings without being counted there: the table must forget
 * it before its memory goes. */
static __attribute__((noinline)) void destroy_str(Object *object)
{
    if (UNLIKELY(((StrView)object)->is_interned))
        str_type.finish(object);
    heap_free(object, str_block_size((StrView)object));
}

/* An object without references inside, of none of the frequent types. */
static void destroy_simple(Object *object, TypeObject *type)
{
    if (UNLIKELY(type_has(type, TYPE_FLAG_IMMORTAL))) {
        ASSERT(object == UNBOUND); /* whose count is not kept */
        object->refcount = object == UNBOUND ? 1 << 30 : 1;
        return;
    }
    size_t size = object_allocated_size(object);
    if (type->finish)
        type->finish(object);
    heap_free(object, size);
}

/* Each of these is a function by itself, which object_release_last only jumps to: so the death of a number
 * need not save registers for them. */
#define APART static __attribute__((noinline)) void

/* The frequent containers. Untracked before anything of them is released: what dies with them may run a
 * finalizer, which may collect, and the collector must not traverse a half-empty list. */
APART die_tuple(Object *object)
{
    if (death_begins(object)) {
        leave_collector();
        destroy_tuple(object);
        death_ends();
    }
}

APART die_list(Object *object)
{
    if (death_begins(object)) {
        leave_collector();
        destroy_list(object);
        death_ends();
    }
}

APART die_dict(Object *object)
{
    if (death_begins(object)) {
        leave_collector();
        destroy_dict(object);
        death_ends();
    }
}

/* All weak references to it go blank, then their callbacks run. After the finalizer, as in CPython: __del__
 * may still be reached through them, a callback never finds the object. */
static void end_weakrefs(Object *object)
{
    gc_untrack(object); /* callbacks may collect: they must not find what has no reference any more */
    weakrefs_of_dying(object);
}

/* What its type does before an object dies. True if it lives on. As in CPython, it becomes one of the
 * youngest; and a generator's weak references end before it is closed, those of all others after their
 * __del__. */
static bool delete_first(Object *object, TypeObject *type)
{
    if (((GcObject *)object)->gc & GC_FINALIZED)
        return false;
    gc_untrack(object);
    if (type->send && ((GcObject *)object)->gc & GC_HAS_WEAKREFS)
        weakrefs_of_dying(object);
    ((GcObject *)object)->gc &= ~(uint32_t)GC_COLLECTING; /* no candidate of a collection that is under way: it is new to it */
    if (LIKELY(!type_has(type, TYPE_FLAG_ATOMIC)))
        gc_track(object);
    gc_state.made_young++;
    return finalize(object, type);
}

/* The finalizer as it was before PEP 442, behind the weak references. True if the object lives on. */
static bool finalize_legacy(Object *object, TypeObject *type)
{
    gc_untrack(object);
    gc_track(object);
    gc_state.made_young++;
    object->refcount = 1;
    type->legacy_finalize(object);
    return --object->refcount > 0;
}

/* A death with all that can belong to it, in CPython's order (subtype_dealloc, Objects/typeobject.c):
 *
 *     __del__  ─►  weak references and their callbacks  ─►  attributes and items  ─►  memory  ─►  the class
 *        └── a new reference was made: the object lives on, and will not be finalized again
 */
static NOINLINE void die_wholly(Object *object, TypeObject *type)
{
    if (UNLIKELY(type->finalize != NULL) && delete_first(object, type))
        return;
    type = type_of_peek(object); /* __del__ may have assigned to __class__ */
    if (UNLIKELY(((GcObject *)object)->gc & GC_HAS_WEAKREFS))
        end_weakrefs(object);
    if (UNLIKELY(type->legacy_finalize != NULL) && finalize_legacy(object, type))
        return;
    gc_untrack(object);
    if (LIKELY(!type_has(type, TYPE_FLAG_ATOMIC)))
        leave_collector();
    destroy_other(object, type);
}

/* A container whose death CPython's trashcan does not count. */
static NOINLINE void die_uncounted(Object *object, TypeObject *type)
{
    if (UNLIKELY(other_depth && !stack_has(DEATH_STACK_MARGIN))) {
        gc_untrack(object);
        waiting_push((GcObject *)object);
        return;
    }
    other_depth++;
    die_wholly(object, type);
    if (--other_depth == 0 && death_depth == 0 && waiting)
        empty_waiting();
}

APART die_other(Object *object)
{
    TypeObject *type = type_of_peek(object);
    if (!type_has(type, TYPE_FLAG_GC)) {
        destroy_simple(object, type);
    } else if (UNLIKELY(!type_has(type, TYPE_FLAG_HEAP | TYPE_FLAG_TRASHCAN))) {
        die_uncounted(object, type);
    } else if (death_begins(object)) {
        if (LIKELY(!type->finalize && !type->legacy_finalize && !(((GcObject *)object)->gc & GC_HAS_WEAKREFS))) {
            leave_collector();
            destroy_other(object, type);
        } else {
            die_wholly(object, type);
        }
        death_ends();
    }
}

/* None of them comes back here by its own death: the depth is not zero. */
static NOINLINE void empty_waiting(void)
{
    int others = other_depth;
    other_depth = 0; /* the first of those that wait for the sake of the C stack gets its turn, however deep this is */
    death_depth++;
    while (waiting)
        object_release_last(AS_OBJECT(waiting_pop()));
    death_depth--;
    other_depth = others;
}

/* The count has gone from one to zero, or was below zero. Numbers come first, and without a call: they are
 * what dies most. A death may run Python code (__del__, callbacks) when the caller does not expect any:
 * whoever releases looks afresh at what it works on. */
void object_release_last(Object *object)
{
    if (UNLIKELY(object->refcount < 0)) { /* stuck: stay in the middle of the negative numbers */
        object->refcount = INT32_MIN / 2;
        return;
    }
    switch (object->type) {
    case TYPE_INT:
    case TYPE_FLOAT: heap_free(object, sizeof(IntObject)); break;
    case TYPE_STR: destroy_str(object); break;
    case TYPE_TUPLE: die_tuple(object); break;
    case TYPE_LIST: die_list(object); break;
    case TYPE_DICT: die_dict(object); break;
    default: die_other(object);
    }
}

/* A count that would pass INT32_MAX sticks: it goes to the middle of the negative numbers, from where neither
 * retaining nor releasing a billion times brings it back to zero. Such an object is never freed, which is
 * safe. */
void object_retain_many(View object, size_t count)
{
    int64_t total = (int64_t)object->refcount + (int64_t)(count < INT32_MAX ? count : INT32_MAX);
    if (object->refcount >= 0)
        object->refcount = total > INT32_MAX ? INT32_MIN / 2 : (int32_t)total;
}

/* None of these is a block of the heap. A class made at run time is, a built-in one is not; small ints, the
 * empty tuple and short strings are told by their counts, which begin at SHARED_COUNT. */
bool object_is_static(View object)
{
    switch (object->type) {
    case TYPE_UNBOUND:
    case TYPE_NONE:
    case TYPE_NOT_IMPLEMENTED:
    case TYPE_ELLIPSIS:
    case TYPE_BOOL: return true;
    default: return is_type(object) ? !type_has((TypeObject *)object, TYPE_FLAG_HEAP) : object->refcount >= SHARED_COUNT / 2;
    }
}

size_t object_allocated_size(View object)
{
    return size_in_heap(object, type_of_peek(object));
}

void *object_new_raw(uint32_t type, size_t size)
{
    Object *object = heap_allocate_object(size);
    if (UNLIKELY(!object))
        return raise_memory_error();
    object->refcount = 1;
    object->type = type;
    return object;
}
