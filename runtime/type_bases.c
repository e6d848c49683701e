/* type_bases: giving a class other bases, by assigning to __bases__.
 *
 * The instances stay as they are, so the new bases must ask for the same layout. The class and all that descend from it get a new linearisation; if one
 * of them has none, everything goes back to what it was. */
#include "runtime/errors.h"
#include "runtime/list.h"
#include "runtime/tuple.h"
#include "runtime/type_private.h"

/* Linearise the class and its descendants anew. What they had before is noted: class, order, class, order … */
static bool renew_orders(TypeObject *type, ListView before)
{
    Ref order = type_compute_mro(type);
    if (!order)
        return false;
    if (!list_append(before, AS_OBJECT(type)) || !list_append(before, type->mro)) {
        if (before->used % 2)
            release(list_pop(before, -1));
        release(order);
        return false;
    }
    replace_take(&type->mro, order);
    for (uint32_t i = 0; i < type->subclasses_count; i++)
        if (!renew_orders(type->subclasses[i], before))
            return false;
    return true;
}

static void restore_orders(ListView before)
{
    for (size_t i = 0; i + 1 < before->used; i += 2) {
        TypeObject *type = (TypeObject *)list_item_peek(before, i);
        replace_take(&type->mro, retain(list_item_peek(before, i + 1)));
    }
}

static void update_slots(TypeObject *type)
{
    slots_update(type, NULL);
    for (uint32_t i = 0; i < type->subclasses_count; i++)
        update_slots(type->subclasses[i]);
}

static bool check(TypeObject *type, View value)
{
    if (!type_has(type, TYPE_FLAG_HEAP) || !value) {
        raise_error(TypeError, "cannot set '__bases__' attribute of immutable type '%N'", type);
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
        else if (type_is_subtype((TypeObject *)base, type))
            raise_error(TypeError, "a __bases__ item causes an inheritance cycle");
    }
    return !error_is_set();
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

bool type_set_bases(View self, View value)
{
    TypeObject *type = (TypeObject *)self;
    TypeObject *base = check(type, value) ? type_best_base(value) : NULL;
    if (!base)
        return false;
    if (type_solid_base(base) != type_solid_base(type->base) || !base->inline_capacity != !type->base->inline_capacity) {
        raise_error(TypeError, "__bases__ assignment: '%N' object layout differs from '%N'", base, type->base);
        return false;
    }
    ListView before = (ListView)list_new(0);
    Ref old_bases = type->bases;
    TypeObject *old_base = type->base;
    leave(type, old_bases);
    type->bases = retain(value);
    type->base = (TypeObject *)retain(AS_OBJECT(base));
    bool done = before && renew_orders(type, before) && join(type, value);
    if (done) {
        type_modified(type);
        update_slots(type);
        release(old_bases);
        release(AS_OBJECT(old_base));
    } else {
        Ref raised = error_take();
        if (before)
            restore_orders(before);
        replace_take((Ref *)(void *)&type->base, AS_OBJECT(old_base));
        replace_take(&type->bases, old_bases);
        if (!join(type, old_bases)) /* there was room for it a moment ago */
            error_clear();
        error_restore_take(raised);
    }
    release_maybe(AS_OBJECT(before));
    return done;
}
