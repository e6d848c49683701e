/* weakref: weak references and proxies.
 *
 * The table maps an object's address to the first of its weak references; these are linked to each other:
 * those that are shared, then the others, newest first. It lives outside the heap; an object that has weak
 * references carries the flag GC_HAS_WEAKREFS, so that others pay nothing when they die.
 *
 *
 *      object ──(its address)──► entry ──► ref (shared) ⇄ proxy (shared) ⇄ newest with callback ⇄ … ⇄ oldest
 *
 * A weak reference holds no count of its object, and the object none of it. So either may die first: the
 * object clears its references, a reference takes itself out of its object's chain.
 *
 * Callbacks run when the object is already beyond reach: all weak references to it are cleared before the
 * first callback is called. */
#include "runtime/life/weakref.h"

#include <stdlib.h>

#include "runtime/calls/object_operations.h"
#include "runtime/classes/generic_alias.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/life/gc_hooks.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

typedef struct WeakEntry {
    View object; /* NULL: free */
    WeakrefObject *first;
} WeakEntry;

static WeakEntry *table;
static size_t table_mask, table_used;

/* --- the table ------------------------------------------------------------------------------------------ */

/* Where the search begins. An address is a multiple of 16, so its low bits say nothing. */
static size_t home_of(View object)
{
    return (size_t)(((uintptr_t)object >> 4) * 0x9E3779B97F4A7C15u >> 24) & table_mask;
}

static WeakEntry *find_entry(View object)
{
    if (!table)
        return NULL;
    for (size_t i = home_of(object); table[i].object; i = (i + 1) & table_mask)
        if (table[i].object == object)
            return &table[i];
    return NULL;
}

static void insert_entry(View object, WeakrefObject *first)
{
    size_t i = home_of(object);
    while (table[i].object)
        i = (i + 1) & table_mask;
    table[i] = (WeakEntry){object, first};
}

/* Outside of the counted heap, but it can fail like it (-X failalloc). */
static bool grow_table(void)
{
    size_t old_size = table ? table_mask + 1 : 0, size = old_size ? old_size * 2 : 64;
    if (heap.listening && !heap_instruments_allow())
        return false;
    WeakEntry *old = table, *larger = calloc(size, sizeof *larger);
    if (!larger)
        return false;
    table = larger;
    table_mask = size - 1;
    for (size_t i = 0; i < old_size; i++)
        if (old[i].object)
            insert_entry(old[i].object, old[i].first);
    free(old);
    return true;
}

/* What lies behind the gap moves into it unless that would put it before its home: then no tombstones are
 * needed (Knuth, The Art of Computer Programming, volume 3, section 6.4, algorithm R). */
static void remove_entry(WeakEntry *entry)
{
    size_t gap = (size_t)(entry - table);
    for (size_t i = (gap + 1) & table_mask; table[i].object; i = (i + 1) & table_mask) {
        size_t home = home_of(table[i].object);
        if (((i - home) & table_mask) >= ((i - gap) & table_mask)) {
            table[gap] = table[i];
            gap = i;
        }
    }
    table[gap].object = NULL;
    if (--table_used == 0) {
        free(table);
        table = NULL;
    }
}

/* The references that are shared: a weakref.ref, and a proxy, without callback. */
static bool is_shared_reference(const WeakrefObject *reference)
{
    return reference && !reference->callback && reference->object.type == weakref_type.index;
}

static bool is_shared_proxy(const WeakrefObject *reference)
{
    return reference && !reference->callback &&
           (reference->object.type == weakproxy_type.index || reference->object.type == weakcallableproxy_type.index);
}

/* Put the reference into its object's chain: the shared ones stand first, the others newest first. */
static void link_reference(WeakEntry *entry, WeakrefObject *reference)
{
    WeakrefObject *before = NULL, *after = entry->first;
    if (!is_shared_reference(reference) && is_shared_reference(after)) {
        before = after;
        after = after->next;
    }
    if (!is_shared_reference(reference) && !is_shared_proxy(reference) && is_shared_proxy(after)) {
        before = after;
        after = after->next;
    }
    reference->previous = before;
    reference->next = after;
    if (after)
        after->previous = reference;
    if (before)
        before->next = reference;
    else
        entry->first = reference;
}

/* Take the reference out of its object's chain; the last one leaves the table. */
static void unlink_reference(WeakrefObject *reference)
{
    if (!reference->referent)
        return;
    WeakEntry *entry = find_entry(reference->referent);
    ASSERT(entry);
    if (reference->next)
        reference->next->previous = reference->previous;
    if (reference->previous)
        reference->previous->next = reference->next;
    else if (reference->next)
        entry->first = reference->next;
    else {
        ((GcObject *)reference->referent)->gc &= ~(uint32_t)GC_HAS_WEAKREFS;
        remove_entry(entry);
    }
    reference->referent = NULL;
    reference->previous = reference->next = NULL;
}

/* --- making --------------------------------------------------------------------------------------------- */

/* A reference of this very type without a callback, to be shared. */
static WeakrefObject *find_shared(View object, const TypeObject *type)
{
    WeakEntry *entry = find_entry(object);
    for (WeakrefObject *step = entry ? entry->first : NULL; step; step = step->next)
        if (!step->callback && type_of_peek(AS_OBJECT(step)) == type)
            return step;
    return NULL;
}

/* A reference of an exact type without a callback is shared: `ref(x) is ref(x)`. Making one may collect,
 * which may change the table: so the entry is looked for again after the allocation. */
Ref weakref_make(TypeObject *type, View object, View callback)
{
    if (!type_has(type_of_peek(object), TYPE_FLAG_WEAKREFS))
        return raise_error(TypeError, "cannot create weak reference to '%T' object", object);
    bool is_exact = !type_has(type, TYPE_FLAG_HEAP);
    WeakrefObject *shared = !callback && is_exact ? find_shared(object, type) : NULL;
    if (shared)
        return retain(AS_OBJECT(shared));
    WeakrefObject *reference = (WeakrefObject *)type_allocate(type, 0);
    if (!reference)
        return NULL;
    reference->hash = -1;
    WeakEntry *entry = find_entry(object);
    if (!entry && (!table || table_used * 3 > table_mask * 2) && !grow_table()) {
        raise_memory_error();
        release(AS_OBJECT(reference));
        return NULL;
    }
    if (!entry) {
        insert_entry(object, NULL);
        table_used++;
        entry = find_entry(object);
        ((GcObject *)object)->gc |= GC_HAS_WEAKREFS;
    }
    reference->referent = object;
    reference->callback = retain_maybe(callback);
    link_reference(entry, reference);
    gc_track(AS_OBJECT(reference));
    return AS_OBJECT(reference);
}

Ref weakref_new(View object, View callback)
{
    return weakref_make(&weakref_type, object, callback);
}

/* An object whose count is zero is dying: its finalizer runs, or its weak references are about to be cleared.
 * It cannot be had any more. */
Ref weakref_get(View self)
{
    View referent = ((WeakrefObject *)self)->referent;
    return retain(referent && referent->refcount > 0 ? referent : NONE);
}

size_t weakref_count(View object)
{
    size_t count = 0;
    WeakEntry *entry = find_entry(object);
    for (WeakrefObject *step = entry ? entry->first : NULL; step; step = step->next)
        count++;
    return count;
}

Ref weakref_list(View object)
{
    Ref list = list_new(0);
    WeakEntry *entry = find_entry(object);
    for (WeakrefObject *step = list && entry ? entry->first : NULL; step; step = step->next)
        if (!list_append((ListView)list, AS_OBJECT(step))) {
            release(list);
            return NULL;
        }
    return list;
}

/* --- dying ---------------------------------------------------------------------------------------------- */

/* What the callback raises goes to sys.unraisablehook: there is nobody to raise it to. */
static void call_back(WeakrefObject *reference, bool keeps_callback)
{
    Ref callback = retain(reference->callback);
    if (!keeps_callback)
        clear_place(&reference->callback);
    Ref result = call_1(callback, AS_OBJECT(reference));
    if (!result)
        error_write_unraisable(NULL, callback);
    release_maybe(result);
    release(callback);
}

/* Clear all references to the object; those with a callback that is to be called are chained through `next`,
 * newest first, each held by a reference. */
static WeakrefObject *clear_references(View object, bool skip_garbage)
{
    WeakEntry *entry = find_entry(object);
    if (!entry)
        return NULL;
    WeakrefObject *chain = NULL, **tail = &chain, *step = entry->first;
    ((GcObject *)object)->gc &= ~(uint32_t)GC_HAS_WEAKREFS;
    remove_entry(entry);
    while (step) {
        WeakrefObject *next = step->next;
        step->referent = NULL;
        step->previous = step->next = NULL;
        bool is_called = step->callback && step->object.refcount > 0 && !(skip_garbage && step->gc & GC_COLLECTING);
        if (is_called) {
            retain(AS_OBJECT(step));
            *tail = step;
            tail = &step->next;
        }
        step = next;
    }
    return chain;
}

/* Returns how many of the references died when their callback had run. As in CPython, those that live on keep
 * it if it was the collector that called. */
static size_t call_chain(WeakrefObject *chain, bool keep_callbacks)
{
    size_t died = 0;
    while (chain) {
        WeakrefObject *next = chain->next;
        chain->next = NULL;
        if (UNLIKELY(gc_watcher != NULL))
            gc_watcher->calling_back(AS_OBJECT(chain));
        call_back(chain, keep_callbacks);
        died += chain->object.refcount == 1;
        release(AS_OBJECT(chain));
        chain = next;
    }
    return died;
}

/* For an object whose last reference went. An exception that is on its way is put aside for the callbacks. */
void weakrefs_of_dying(View object)
{
    Ref raised = error_take();
    call_chain(clear_references(object, false), false);
    error_restore_take(raised);
}

static bool is_weak(View object)
{
    TypeObject *type = type_of_peek(object);
    return type_is_subtype(type, &weakref_type) || type == &weakproxy_type || type == &weakcallableproxy_type;
}

/* For all garbage of a collection at once. First every weak reference to garbage goes blank, so that no
 * callback can bring any of it back; a reference that is garbage itself is not called (CPython's
 * handle_weakrefs, Modules/gcmodule.c). Only then the callbacks run. */
size_t weakrefs_of_garbage(GcObject **garbage, size_t count)
{
    WeakrefObject *chain = NULL, **tail = &chain;
    for (size_t i = 0; i < count; i++) {
        if (!garbage[i])
            continue;
        if (is_weak(&garbage[i]->object))
            unlink_reference((WeakrefObject *)garbage[i]);
        if (!(garbage[i]->gc & GC_HAS_WEAKREFS))
            continue;
        *tail = clear_references(&garbage[i]->object, true);
        while (*tail)
            tail = &(*tail)->next;
    }
    return call_chain(chain, true);
}

/* --- weakref.ref ---------------------------------------------------------------------------------------- */

/* The arguments of ref(object, callback=None, /). False with TypeError. */
static bool take_arguments(View args, const char *function, View *object, View *callback)
{
    size_t count = tuple_length(args);
    if (count < 1 || count > 2) {
        raise_error(TypeError, "%s expected at %s argument%s, got %zu", function, count ? "most 2" : "least 1", count ? "s" : "", count);
        return false;
    }
    *object = tuple_item_peek(args, 0);
    *callback = count > 1 && tuple_item_peek(args, 1) != NONE ? tuple_item_peek(args, 1) : NULL;
    return true;
}

/* Keywords are for the __init__ of a subclass; that of ref itself refuses them. */
static Ref ref_new(TypeObject *type, View args, View kwargs UNUSED)
{
    View object, callback;
    return take_arguments(args, "__new__", &object, &callback) ? weakref_make(type, object, callback) : NULL;
}

static bool ref_init(View self UNUSED, View args, View kwargs)
{
    View object, callback;
    if (!kwargs || object_length(kwargs) == 0)
        return take_arguments(args, "__init__", &object, &callback);
    raise_error(TypeError, "ref() takes no keyword arguments");
    return false;
}

static Ref ref_call(View self, View *args UNUSED, size_t positional, View keyword_names)
{
    if (keyword_names && tuple_length(keyword_names))
        return raise_error(TypeError, "weakref() takes no keyword arguments");
    if (positional)
        return raise_error(TypeError, "weakref expected 0 arguments, got %zu", positional);
    return weakref_get(self);
}

/* The hash of the object, kept: a weak reference stays at its place in a dict when the object is gone. */
static Hash ref_hash(View self)
{
    WeakrefObject *reference = (WeakrefObject *)self;
    if (reference->hash != -1)
        return reference->hash;
    if (!reference->referent) {
        raise_error(TypeError, "weak object has gone away");
        return -1;
    }
    Ref referent = retain(reference->referent);
    reference->hash = object_hash(referent);
    release(referent);
    return reference->hash;
}

static Ref ref_compare(View left, View right, Comparison comparison)
{
    if (!is_instance(left, &weakref_type) || !is_instance(right, &weakref_type) || (comparison != COMPARE_EQ && comparison != COMPARE_NE))
        return retain(NOT_IMPLEMENTED);
    Ref a = weakref_get(left), b = weakref_get(right), result;
    if (a == NONE || b == NONE)
        result = bool_new((left == right) == (comparison == COMPARE_EQ));
    else
        result = object_compare(a, b, comparison);
    release(a);
    release(b);
    return result;
}

static Ref ref_repr(View self)
{
    View referent = ((WeakrefObject *)self)->referent;
    if (!referent)
        return str_format("<weakref at %p; dead>", (void *)self);
    retain(referent);
    Ref name = object_get_attribute_maybe(referent, name(__name__)), result = NULL;
    if (name && is_str(name))
        result = str_format("<weakref at %p; to '%T' at %p (%U)>", (void *)self, referent, (void *)referent, name);
    else if (name || !error_is_set())
        result = str_format("<weakref at %p; to '%T' at %p>", (void *)self, referent, (void *)referent);
    release_maybe(name);
    release(referent);
    return result;
}

static void ref_finish(View self)
{
    unlink_reference((WeakrefObject *)self);
    clear_place(&((WeakrefObject *)self)->callback);
}

static void ref_traverse(View self, Visitor visit, void *context)
{
    VISIT(((WeakrefObject *)self)->callback);
}

static Ref ref_get_callback(View self)
{
    View callback = ((WeakrefObject *)self)->callback;
    return retain(callback ? callback : NONE);
}

static const NativeProperty ref_properties[] = {
    {"__callback__", ref_get_callback, descriptor_refuse_write, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject weakref_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "weakref.ReferenceType",
    .size = sizeof(WeakrefObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE,
    .new = ref_new,
    .init = ref_init,
    .call = ref_call,
    .hash = ref_hash,
    .compare = ref_compare,
    .repr = ref_repr,
    .finish = ref_finish,
    .traverse = ref_traverse,
    .clear = ref_finish,
    .properties = ref_properties,
    .class_methods = generic_class_methods,
};
