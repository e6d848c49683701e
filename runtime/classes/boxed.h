/* boxed: making instances of subclasses of int, float, complex, str and bytes, which keep an exact value in a
 * box. */
#ifndef OURO_RUNTIME_CLASSES_BOXED_H
#define OURO_RUNTIME_CLASSES_BOXED_H

#include "runtime/classes/type.h"

/* What a constructor returns: the value itself for the built-in class, an instance holding it for a subclass.
 * Consumes value; NULL value: returns NULL (its maker raised). */
static inline MUST_USE Ref boxed_new_take(View type, const TypeObject *exact, Ref value)
{
    if (!value || (const TypeObject *)type == exact)
        return value;
    Ref box = type_allocate((TypeObject *)type, 0);
    if (!box) {
        release(value);
        return NULL;
    }
    ((BoxedObject *)box)->value = value;
    gc_track(box);
    return box;
}

#endif
