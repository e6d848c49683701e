/* weakref: references that do not keep their object alive.
 *
 * A table beside the heap maps an object to its weak references, newest first; the object itself only carries
 * the flag GC_HAS_WEAKREFS, so objects without weak references pay nothing. */
#ifndef OURO_RUNTIME_LIFE_WEAKREF_H
#define OURO_RUNTIME_LIFE_WEAKREF_H

#include "runtime/classes/type.h"

typedef struct WeakrefObject {
    GC_HEAD(is_linked);
    View referent;                         /* borrowed; NULL once dead */
    Ref callback;                          /* or NULL */
    Hash hash;                             /* of the referent, -1: not asked yet */
    struct WeakrefObject *previous, *next; /* among the weak references to the same object */
} WeakrefObject;

extern TypeObject weakref_type, weakproxy_type, weakcallableproxy_type;

/* A weak reference to object (shared if one without a callback exists). `callback` may be NULL. NULL with
 * TypeError if the type does not allow it. */
MUST_USE Ref weakref_new(View object, View callback);

/* The same of a given type, and a proxy. */
MUST_USE Ref weakref_make(TypeObject *type, View object, View callback);
MUST_USE Ref weakproxy_new(View object, View callback);

/* The object, owned, or None. */
MUST_USE Ref weakref_get(View weakref);

/* How many there are, and the list of them. */
size_t weakref_count(View object);
MUST_USE Ref weakref_list(View object);

/* The object's count went to zero: clear its weak references, then call their callbacks, newest first. */
void weakrefs_of_dying(View object);

/* The collector found garbage (entries may be NULL): clear all weak references in it and to it, then call the
 * callbacks of those that are not garbage themselves. Returns how many of these died of it: CPython counts
 * them with the garbage. */
size_t weakrefs_of_garbage(GcObject **garbage, size_t count);

#endif
