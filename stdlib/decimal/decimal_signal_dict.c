/* decimal_signal_dict: SignalDictMixin: the flags or traps of a context as a mapping from class to bool.
 *
 * Invariant: `signals` points into the context as long as that lives; a dict that outlives it is invalid. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/numbers/int.h"
#include "runtime/text/strbuilder.h"
#include "stdlib/decimal/decimal_private.h"

static SignalDictObject *dict_of(View self)
{
    return (SignalDictObject *)self;
}

static bool check_valid(View self)
{
    if (dict_of(self)->signals)
        return true;
    raise_error(ValueError, "invalid signal dict");
    return false;
}

static Index signals_length(View self)
{
    return check_valid(self) ? DECIMAL_SIGNAL_COUNT : -1;
}

static Ref signals_iterate(View self)
{
    return check_valid(self) ? object_iterate(decimal_signals_peek()) : NULL;
}

static Ref signals_get_item(View self, View key)
{
    uint32_t flag = check_valid(self) ? decimal_signal_flag(key) : 0;
    return flag ? bool_new((*dict_of(self)->signals & flag) != 0) : NULL;
}

static bool signals_set_item(View self, View key, View value)
{
    if (!check_valid(self))
        return false;
    if (!value)
        return raise_error(ValueError, "signal keys cannot be deleted") != NULL;
    uint32_t flag = decimal_signal_flag(key);
    int truth = flag ? object_truth(value) : -1;
    if (truth < 0 || !check_valid(self))
        return false;
    *dict_of(self)->signals = (*dict_of(self)->signals & ~flag) | (truth ? flag : 0);
    return true;
}

static Ref signals_repr(View self)
{
    if (!check_valid(self))
        return NULL;
    uint32_t flags = *dict_of(self)->signals;
    StrBuilder builder;
    strbuilder_start(&builder);
    for (size_t i = 0; i < DECIMAL_SIGNAL_COUNT; i++) {
        Ref shown = object_repr(tuple_item_peek(decimal_signals_peek(), i));
        if (!shown) {
            strbuilder_abandon(&builder);
            return NULL;
        }
        strbuilder_add_text(&builder, i ? ", " : "{");
        strbuilder_add_str(&builder, shown);
        strbuilder_add_text(&builder, flags & decimal_signal_flag_at(i) ? ":True" : ":False");
        release(shown);
    }
    strbuilder_add_character(&builder, '}');
    return strbuilder_finish(&builder);
}

static Ref signals_compare(View self, View other, Comparison comparison)
{
    if (!check_valid(self))
        return NULL;
    if (comparison != COMPARE_EQ && comparison != COMPARE_NE)
        return retain(NOT_IMPLEMENTED);
    uint32_t flags;
    if (is_instance(other, &decimal_signal_dict_type)) {
        if (!check_valid(other))
            return NULL;
        flags = *dict_of(other)->signals;
    } else if (!is_dict(other)) {
        return retain(NOT_IMPLEMENTED);
    } else if (!decimal_signals_from_dict(other, &flags)) {
        return error_clear_if(KeyError) ? retain(NOT_IMPLEMENTED) : NULL;
    }
    return check_valid(self) ? bool_new((*dict_of(self)->signals == flags) == (comparison == COMPARE_EQ)) : NULL;
}

static Ref signals_copy(View self, View *args UNUSED)
{
    Ref copy = check_valid(self) ? dict_new() : NULL;
    for (size_t i = 0; copy && i < DECIMAL_SIGNAL_COUNT; i++) {
        View value = *dict_of(self)->signals & decimal_signal_flag_at(i) ? TRUE : FALSE;
        if (!dict_set((DictView)copy, tuple_item_peek(decimal_signals_peek(), i), value))
            clear_place(&copy);
    }
    return copy;
}

static const NativeFunction signals_methods[] = {
    {"copy()", signals_copy, "A dict of the same signals."},
    {NULL, NULL, NULL},
};

TypeObject decimal_signal_dict_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "decimal.SignalDictMixin",
    .size = sizeof(SignalDictObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC | TYPE_FLAG_BASE,
    .repr = signals_repr,
    .hash = slot_hash_not_implemented,
    .compare = signals_compare,
    .iterate = signals_iterate,
    .length = signals_length,
    .get_item = signals_get_item,
    .set_item = signals_set_item,
    .methods = signals_methods,
};
