/* type_bases: giving a class other bases, by assigning to __bases__.
 *
 * The instances stay as they are, so the new bases must ask for the same layout. The class and all that
 * descend from it get a new linearisation; if one of them has none, everything goes back to what it was. A
 * metaclass's mro() may itself assign to __bases__ meanwhile: what it assigned last stays. */
#include "runtime/calls/audit.h"
#include "runtime/classes/layout.h"
#include "runtime/classes/type_private.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"

static Ref list_of_subclasses(const TypeObject *type)
{
    Ref list = list_new(0);
    for (uint32_t i = 0; list && i < type->subclasses_count; i++)
        if (!list_append((ListView)list, AS_OBJECT(type->subclasses[i])))
            clear_place(&list);
    return list;
}

/* Linearise the class and its descendants anew. What they had before is noted: (class, new order, order
 * before). Their list is a copy: mro() may make and end classes. */
static MroResult renew_orders(TypeObject *type, ListView before)
{
    if (!check_stack())
        return MRO_FAILED;
    Ref old = retain(type->mro ? type->mro : NONE), note = NULL, subclasses = NULL;
    MroResult result = type_renew_mro(type);
    if (result == MRO_RENEWED) {
        note = tuple_pack(3, AS_OBJECT(type), type->mro, old);
        if (!note) /* then this one is not noted, and goes back at once */
            replace_take(&type->mro, old == NONE ? NULL : retain(old));
        bool is_noted = note && list_append(before, note);
        if (note && !is_noted)
            replace_take(&type->mro, old == NONE ? NULL : retain(old));
        subclasses = is_noted ? list_of_subclasses(type) : NULL;
        result = subclasses ? MRO_RENEWED : MRO_FAILED;
    }
    for (size_t i = 0; subclasses && result != MRO_FAILED && i < ((ListView)subclasses)->used; i++)
        if (renew_orders((TypeObject *)list_item_peek((ListView)subclasses, i), before) == MRO_FAILED)
            result = MRO_FAILED;
    release(old);
    release_maybe(note);
    release_maybe(subclasses);
    return result;
}

static void restore_orders(ListView before)
{
    for (size_t i = 0; i < before->used; i++) {
        View note = list_item_peek(before, i), old = tuple_item_peek(note, 2);
        TypeObject *type = (TypeObject *)tuple_item_peek(note, 0);
        if (type->mro != tuple_item_peek(note, 1)) /* it has a newer one */
            continue;
        replace_take(&type->mro, old == NONE ? NULL : retain(old));
        type_modified(type);
    }
}

static bool update_slots(TypeObject *type, void *context UNUSED)
{
    slots_update(type, NULL);
    return true;
}

/* By what decides the layout: while mro() runs the linearisation does not tell of the new bases yet. */
static bool is_in_base_chain(const TypeObject *type, const TypeObject *base)
{
    for (; type; type = type->base)
        if (type == base)
            return true;
    return false;
}

static bool check(TypeObject *type, View value)
{
    if (!type_has(type, TYPE_FLAG_HEAP) || !value) {
        raise_error(TypeError, "cannot %s '__bases__' attribute of immutable type '%N'", type_has(type, TYPE_FLAG_HEAP) ? "delete" : "set",
                    type);
        return false;
    }
    if (!is_tuple(value))
        raise_error(TypeError, "can only assign tuple to %N.__bases__, not %T", type, value);
    else if (tuple_length(value) == 0)
        raise_error(TypeError, "can only assign non-empty tuple to %N.__bases__, not ()", type);
    for (size_t i = 0; !error_is_set() && i < tuple_length(value); i++) {
        View base = tuple_item_peek(value, i);
        if (!is_type(base))
            raise_error(TypeError, "%N.__bases__ must be tuple of classes, not '%T'", type, base);
        else if (type_is_subtype((TypeObject *)base, type) || is_in_base_chain((TypeObject *)base, type))
            raise_error(TypeError, "a __bases__ item causes an inheritance cycle");
    }
    return !error_is_set();
}

static bool check_layout(const TypeObject *type, const TypeObject *base)
{
    const char *what = NULL;
    if ((layout_of(base).flags ^ layout_of(type->base).flags) & LAYOUT_GC)
        what = "deallocator";
    else if (!type_same_layout(type->base, base))
        what = "object layout";
    if (what)
        raise_error(TypeError, "__bases__ assignment: '%N' %s differs from '%N'", base, what, type->base);
    return !what;
}

/* Enter the class with its new bases, or, on failure, leave those entered so far. */
static bool join(TypeObject *type, View bases)
{
    for (size_t i = 0; i < tuple_length(bases); i++) {
        if (type_add_subclass((TypeObject *)tuple_item_peek(bases, i), type))
            continue;
        while (i-- > 0)
            type_remove_subclass((TypeObject *)tuple_item_peek(bases, i), type);
        return false;
    }
    return true;
}

static void leave(TypeObject *type, View bases)
{
    for (size_t i = 0; i < tuple_length(bases); i++)
        type_remove_subclass((TypeObject *)tuple_item_peek(bases, i), type);
}

/* The orders are there: the class moves from the lists of its old bases to those of the new ones. */
static bool settle(TypeObject *type, View old_bases, View bases)
{
    leave(type, old_bases);
    if (!join(type, bases)) {
        if (!join(type, old_bases)) /* there was room for it a moment ago */
            error_clear();
        raise_memory_error();
        return false;
    }
    type_modified(type);
    type_walk_down(type, update_slots, NULL);
    return true;
}

bool type_set_bases(View self, View value)
{
    TypeObject *type = (TypeObject *)self;
    bool is_allowed = check(type, value) && AUDIT("object.__setattr__", "OsO", self, "__bases__", value);
    TypeObject *base = is_allowed ? type_best_base(value) : NULL;
    if (!base || !check_layout(type, base) || !type_check_distinct(value))
        return false;
    ListView before = (ListView)list_new(0);
    if (!before)
        return false;
    Ref old_bases = type->bases, bases = retain(value);
    TypeObject *old_base = type->base;
    type->bases = retain(value);
    type->base = (TypeObject *)retain(AS_OBJECT(base));
    bool done = renew_orders(type, before) != MRO_FAILED;
    bool is_overtaken = type->bases != bases;
    if (done && !is_overtaken)
        done = settle(type, old_bases, bases);
    if (!done) {
        Ref raised = error_take();
        restore_orders(before);
        if (!is_overtaken) { /* the old ones go back, and the new ones go */
            Ref kept = type->bases;
            TypeObject *kept_base = type->base;
            type->bases = old_bases;
            type->base = old_base;
            old_bases = kept;
            old_base = kept_base;
        }
        error_restore_take(raised);
    }
    release(old_bases);
    release(AS_OBJECT(old_base));
    release(bases);
    release(AS_OBJECT(before));
    return done;
}
