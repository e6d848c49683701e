/* singletons: None, NotImplemented, Ellipsis, and the sentinel for locals without a value.
 *
 * Each is one static object, no block of the heap, and is compared by its address. The first three are
 * counted like any object, from one on: scripts see the counts, and what takes a reference gives it back. The
 * sentinel is never seen by a script, and its count is not kept: a register may hold it without owning
 * anything. */
#include "runtime/classes/singletons.h"

#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/warnings.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

_Alignas(16) Object singleton_none = STATIC_HEAD(TYPE_NONE), singleton_not_implemented = STATIC_HEAD(TYPE_NOT_IMPLEMENTED),
                    singleton_ellipsis = STATIC_HEAD(TYPE_ELLIPSIS), singleton_unbound = {1 << 30, TYPE_UNBOUND};

static Ref none_repr(View self UNUSED)
{
    return str_from_text("None");
}
static int none_truth(View self UNUSED)
{
    return 0;
}
static Hash none_hash(View self UNUSED)
{
    return 0x48242b2;
}
static Ref ellipsis_repr(View self UNUSED)
{
    return str_from_text("Ellipsis");
}
static Ref not_implemented_repr(View self UNUSED)
{
    return str_from_text("NotImplemented");
}
/* A comparison's answer that nobody has looked at: mostly a mistake. */
static int not_implemented_truth(View self UNUSED)
{
    return warn_here(DeprecationWarning, "NotImplemented should not be used in a boolean context") ? 1 : -1;
}

static Ref none_new_native(View type UNUSED, View *args UNUSED)
{
    return retain(NONE);
}
static Ref ellipsis_new_native(View type UNUSED, View *args UNUSED)
{
    return retain(ELLIPSIS);
}
static Ref not_implemented_new_native(View type UNUSED, View *args UNUSED)
{
    return retain(NOT_IMPLEMENTED);
}

static Ref reduce_by_name(View self, View *args UNUSED)
{
    return object_repr(self);
}
static const NativeFunction named_methods[] = {
    {"__reduce__()", reduce_by_name, NULL},
    {NULL, NULL, NULL},
};

static const NativeFunction none_constructor = {"NoneType()", none_new_native, NULL};
static const NativeFunction ellipsis_constructor = {"EllipsisType()", ellipsis_new_native, NULL};
static const NativeFunction not_implemented_constructor = {"NotImplementedType()", not_implemented_new_native, NULL};

TypeObject none_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_NONE,
    .name = "NoneType",
    .size = sizeof(Object),
    .flags = TYPE_FLAG_IMMORTAL,
    .new_native = &none_constructor,
    .repr = none_repr,
    .truth = none_truth,
    .hash = none_hash,
};
TypeObject ellipsis_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_ELLIPSIS,
    .name = "ellipsis",
    .size = sizeof(Object),
    .flags = TYPE_FLAG_IMMORTAL,
    .new_native = &ellipsis_constructor,
    .methods = named_methods,
    .repr = ellipsis_repr,
};
TypeObject not_implemented_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .index = TYPE_NOT_IMPLEMENTED,
    .name = "NotImplementedType",
    .size = sizeof(Object),
    .flags = TYPE_FLAG_IMMORTAL,
    .new_native = &not_implemented_constructor,
    .methods = named_methods,
    .repr = not_implemented_repr,
    .truth = not_implemented_truth,
};
/* Nothing may ever be done with the sentinel; the type is there so that every type index has one. */
TypeObject unbound_type = {
    .object = STATIC_HEAD(TYPE_TYPE), .name = "unbound", .size = sizeof(Object), .flags = TYPE_FLAG_IMMORTAL | TYPE_FLAG_NO_NEW};
