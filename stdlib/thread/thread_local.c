/* thread_local: _thread._local, an object whose attributes are another set in each thread.
 *
 *     local ─► | thread 1: dict | thread 3: dict | …      made when the thread first touches the object
 *                     ▲
 *              the instance's __dict__ while thread 1 touches it
 *
 * Before each access the dict of the running thread becomes the instance's __dict__; from there on all is as
 * with any object. Where a class derives from it, __init__ runs once for each thread, with the arguments
 * that the object was made with.
 *
 * Invariants:  all that exist are in a ring, so that a thread that ends can drop its attributes.
 *              Serial numbers of threads are never given twice: a new thread does not find an old one's. */
#include <string.h>

#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/heap.h"
#include "runtime/names.h"
#include "runtime/text/str.h"
#include "stdlib/thread/thread_private.h"

typedef struct Place {
    uint64_t serial; /* of the thread */
    Ref dict;
} Place;

typedef struct LocalObject {
    GC_HEAD(count); /* of places */
    uint32_t capacity;
    Place *places;
    Ref args, kwargs; /* for __init__ in other threads; NULL: none */
    uint64_t shown;   /* whose dict is the instance's __dict__; 0: nobody's */
    struct LocalObject *next, **link;
} LocalObject;

static LocalObject *all;

static LocalObject *local_of(View self)
{
    return (LocalObject *)self;
}

static Place *find_place(const LocalObject *local, uint64_t serial)
{
    for (uint32_t i = 0; i < local->count; i++)
        if (local->places[i].serial == serial)
            return &local->places[i];
    return NULL;
}

static bool add_place_take(LocalObject *local, uint64_t serial, Ref dict)
{
    if (local->count == local->capacity) {
        uint32_t capacity = local->capacity ? local->capacity * 2 : 2;
        Place *grown = heap_allocate(heap_array_size(capacity, sizeof *grown));
        if (!grown) {
            release(dict);
            raise_memory_error();
            return false;
        }
        if (local->places) {
            memcpy(grown, local->places, local->count * sizeof *grown);
            heap_free(local->places, local->capacity * sizeof *grown);
        }
        local->places = grown;
        local->capacity = capacity;
    }
    local->places[local->count++] = (Place){serial, dict};
    return true;
}

static bool show_dict(LocalObject *local, const Place *place)
{
    View self = AS_OBJECT(local);
    uint64_t serial = place->serial;
    if (!instance_set_dict(self, type_of_peek(self), place->dict))
        return false;
    local->shown = serial;
    return true;
}

/* The object is new to this thread. */
static bool enter_thread(LocalObject *local)
{
    View self = AS_OBJECT(local);
    uint64_t serial = thread_self->serial;
    Ref dict = AS_OBJECT(dict_new());
    if (!dict || !add_place_take(local, serial, dict) || !show_dict(local, find_place(local, serial)))
        return false;
    TypeObject *type = type_of_peek(self);
    if (!type->init || type->init == object_type.init || type->init(self, local->args, local->kwargs))
        return true;
    Ref raised = error_take(); /* what could not be initialised is tried again next time */
    Place *place = find_place(local, serial);
    if (place) {
        Ref dead = place->dict;
        *place = local->places[--local->count];
        local->shown = 0;
        release(dead);
    }
    error_restore_take(raised);
    return false;
}

static bool prepare(View self)
{
    LocalObject *local = local_of(self);
    if (LIKELY(local->shown == thread_self->serial))
        return true;
    const Place *place = find_place(local, thread_self->serial);
    return place ? show_dict(local, place) : enter_thread(local);
}

void thread_local_forget(const ThreadState *state)
{
    for (LocalObject *local = all, *next; local; local = next) {
        retain(AS_OBJECT(local));
        Place *place = find_place(local, state->serial);
        Ref dead = NULL;
        if (place) {
            dead = place->dict;
            *place = local->places[--local->count];
        }
        if (local->shown == state->serial) {
            local->shown = 0;
            Ref empty = AS_OBJECT(dict_new()); /* else the instance would keep the old one */
            if (!empty || !instance_set_dict(AS_OBJECT(local), type_of_peek(AS_OBJECT(local)), empty))
                error_clear();
            release_maybe(empty);
        }
        release_maybe(dead);
        next = local->next;
        release(AS_OBJECT(local));
    }
}

/* --- the type ------------------------------------------------------------------------------------------- */

static Ref local_new(TypeObject *type, View args, View kwargs)
{
    bool is_given = tuple_length(args) || (kwargs && ((DictView)kwargs)->used);
    if (is_given && type->init == object_type.init)
        return raise_error(TypeError, "Initialization arguments are not supported");
    LocalObject *local = (LocalObject *)type_allocate(type, 0);
    Ref dict = local ? AS_OBJECT(dict_new()) : NULL;
    if (!dict)
        goto fail;
    local->args = retain(args);
    local->kwargs = retain_maybe(kwargs);
    local->next = all;
    if (all)
        all->link = &local->next;
    local->link = &all;
    all = local;
    if (add_place_take(local, thread_self->serial, dict) && show_dict(local, &local->places[0])) {
        gc_track(AS_OBJECT(local));
        return AS_OBJECT(local);
    }
fail:
    release_maybe(AS_OBJECT(local));
    return NULL;
}

static void drop_places(LocalObject *local)
{
    Place *places = local->places;
    uint32_t count = local->count, capacity = local->capacity;
    local->places = NULL;
    local->count = local->capacity = 0;
    local->shown = 0;
    for (uint32_t i = 0; i < count; i++)
        release(places[i].dict);
    if (places)
        heap_free(places, capacity * sizeof *places);
}

static void local_clear(View self)
{
    clear_place(&local_of(self)->args);
    clear_place(&local_of(self)->kwargs);
    drop_places(local_of(self));
}

static void local_finish(View self)
{
    LocalObject *local = local_of(self);
    if (local->link) {
        *local->link = local->next;
        if (local->next)
            local->next->link = local->link;
        local->link = NULL;
    }
    local_clear(self);
}

static void local_traverse(View self, Visitor visit, void *context)
{
    LocalObject *local = local_of(self);
    VISIT(local->args);
    VISIT(local->kwargs);
    for (uint32_t i = 0; i < local->count; i++)
        VISIT(local->places[i].dict);
}

static Ref local_get_attribute(View self, View name)
{
    return prepare(self) ? instance_generic_get_attribute(self, name) : NULL;
}

static bool local_set_attribute(View self, View name, View value)
{
    if (str_equal_text(name, "__dict__")) {
        raise_error(AttributeError, "'%T' object attribute '__dict__' is read-only", self);
        return false;
    }
    return prepare(self) && instance_generic_set_attribute(self, name, value);
}

static Ref get_dict(View self)
{
    if (!prepare(self))
        return NULL;
    const Place *place = find_place(local_of(self), thread_self->serial);
    return place ? retain(place->dict) : raise_attribute_error(self, name(__dict__));
}

static const NativeProperty properties[] = {
    {"__dict__", get_dict, NULL, "The attributes in this thread."},
    {NULL, NULL, NULL, NULL},
};

TypeObject thread_local_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_thread._local",
    .doc = "Thread-local data",
    .size = sizeof(LocalObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_HAS_DICT | TYPE_FLAG_WEAKREFS,
    .new = local_new,
    .finish = local_finish,
    .traverse = local_traverse,
    .clear = local_clear,
    .get_attribute = local_get_attribute,
    .set_attribute = local_set_attribute,
    .properties = properties,
};
