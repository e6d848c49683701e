/* decimal_signals: the conditions of the decimal arithmetic as classes of exceptions, and as flags of libmpdec.
 *
 *     DecimalException(ArithmeticError)
 *         Clamped, DivisionByZero (ZeroDivisionError), FloatOperation (TypeError), InvalidOperation, Subnormal
 *         Inexact, Rounded ── Overflow(Inexact, Rounded), Underflow(Inexact, Rounded, Subnormal)
 *         InvalidOperation ── ConversionSyntax, DivisionImpossible, DivisionUndefined, InvalidContext: its sorts,
 *                             which cannot be trapped one by one, but are named in the exception's argument */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/text/str.h"
#include "runtime/text/strbuilder.h"
#include "stdlib/decimal/decimal_private.h"
#include "stdlib/module_types.h"

typedef struct Condition {
    const char *name;
    uint32_t flags;
} Condition;

/* what can be trapped, in CPython's order */
static const Condition signals[DECIMAL_SIGNAL_COUNT] = {
    {"InvalidOperation", MPD_IEEE_Invalid_operation},
    {"FloatOperation", DECIMAL_FLOAT_OPERATION},
    {"DivisionByZero", MPD_Division_by_zero},
    {"Overflow", MPD_Overflow},
    {"Underflow", MPD_Underflow},
    {"Subnormal", MPD_Subnormal},
    {"Inexact", MPD_Inexact},
    {"Rounded", MPD_Rounded},
    {"Clamped", MPD_Clamped},
};

/* the sorts of invalid operations; the first is the plain one */
enum { SORT_COUNT = 5 };
static const Condition sorts[SORT_COUNT] = {
    {"InvalidOperation", MPD_Invalid_operation},     {"ConversionSyntax", MPD_Conversion_syntax},
    {"DivisionImpossible", MPD_Division_impossible}, {"DivisionUndefined", MPD_Division_undefined},
    {"InvalidContext", MPD_Invalid_context},
};

static Ref signal_classes, sort_classes; /* tuples, in these orders */
static Ref decimal_exception;            /* the base of all */

View decimal_signals_peek(void)
{
    return signal_classes;
}

uint32_t decimal_signal_flag_at(size_t place)
{
    return signals[place].flags;
}

/* --- making the classes --------------------------------------------------------------------------------- */

/* A class of the module decimal with one to three bases (the others NULL). NULL with an exception. */
static Ref make_class(const char *name, View first, View second, View third)
{
    if (!first)
        return NULL;
    Ref space = dict_new(), title = space ? str_from_text(name) : NULL, bases = NULL, class = NULL;
    if (title)
        bases = tuple_pack(third ? 3 : second ? 2 : 1, first, second, third);
    if (bases && dict_set_text_take((DictView)space, "__module__", str_from_text("decimal")))
        class = call_3(AS_OBJECT(&type_type), title, bases, space);
    release_maybe(space);
    release_maybe(title);
    release_maybe(bases);
    return class;
}

static bool make_classes(void)
{
    enum { INVALID, FLOAT, DIVISION, OVERFLOW, UNDERFLOW, SUBNORMAL, INEXACT, ROUNDED, CLAMPED };
    Ref made[DECIMAL_SIGNAL_COUNT] = {NULL}, sort[SORT_COUNT] = {NULL};
    Ref base = make_class("DecimalException", AS_OBJECT(&exception_types[ArithmeticError]), NULL, NULL);
    View by_zero = AS_OBJECT(&exception_types[ZeroDivisionError]);
    bool done = base && (made[CLAMPED] = make_class("Clamped", base, NULL, NULL)) &&
                (made[ROUNDED] = make_class("Rounded", base, NULL, NULL)) && (made[INEXACT] = make_class("Inexact", base, NULL, NULL)) &&
                (made[SUBNORMAL] = make_class("Subnormal", base, NULL, NULL)) &&
                (made[UNDERFLOW] = make_class("Underflow", made[INEXACT], made[ROUNDED], made[SUBNORMAL])) &&
                (made[OVERFLOW] = make_class("Overflow", made[INEXACT], made[ROUNDED], NULL)) &&
                (made[DIVISION] = make_class("DivisionByZero", base, by_zero, NULL)) &&
                (made[FLOAT] = make_class("FloatOperation", base, AS_OBJECT(&exception_types[TypeError]), NULL)) &&
                (made[INVALID] = make_class("InvalidOperation", base, NULL, NULL));
    if (done)
        sort[0] = retain(made[INVALID]);
    for (int i = 1; done && i < SORT_COUNT; i++)
        done = (sort[i] = make_class(sorts[i].name, made[INVALID], sorts[i].flags == MPD_Division_undefined ? by_zero : NULL, NULL)) !=
               NULL;
    done = done && (sort_classes = tuple_from_array(sort, SORT_COUNT)) && (signal_classes = tuple_from_array(made, DECIMAL_SIGNAL_COUNT));
    if (done)
        decimal_exception = retain(base);
    else
        clear_place(&sort_classes);
    for (int i = 0; i < DECIMAL_SIGNAL_COUNT; i++)
        release_maybe(made[i]);
    for (int i = 0; i < SORT_COUNT; i++)
        release_maybe(sort[i]);
    release_maybe(base);
    return done;
}

bool decimal_signals_start(ModuleObject *module)
{
    if (!module_keep(&signal_classes) || !module_keep(&sort_classes) || !module_keep(&decimal_exception))
        return false;
    if (!signal_classes && !make_classes())
        return false;
    if (!dict_set_text(module->dict, "DecimalException", decimal_exception))
        return false;
    for (size_t i = 0; i < DECIMAL_SIGNAL_COUNT; i++)
        if (!dict_set_text(module->dict, signals[i].name, tuple_item_peek(signal_classes, i)))
            return false;
    for (size_t i = 1; i < SORT_COUNT; i++)
        if (!dict_set_text(module->dict, sorts[i].name, tuple_item_peek(sort_classes, i)))
            return false;
    return true;
}

/* --- flags and classes ---------------------------------------------------------------------------------- */

uint32_t decimal_signal_flag(View class)
{
    for (size_t i = 0; i < DECIMAL_SIGNAL_COUNT; i++)
        if (tuple_item_peek(signal_classes, i) == class)
            return signals[i].flags;
    raise_error(KeyError, "invalid error flag");
    return 0;
}

Ref decimal_signals_list(uint32_t flags)
{
    Ref list = list_new(0);
    for (size_t i = 0; list && i < DECIMAL_SIGNAL_COUNT; i++)
        if (flags & signals[i].flags && !list_append((ListView)list, tuple_item_peek(signal_classes, i)))
            clear_place(&list);
    return list;
}

bool decimal_signals_from_list(View list, uint32_t *flags)
{
    *flags = 0;
    ListView items = (ListView)list;
    for (size_t i = 0; i < items->used; i++) {
        uint32_t flag = decimal_signal_flag(items->items[i]);
        if (!flag)
            return false;
        *flags |= flag;
    }
    return true;
}

bool decimal_signals_from_dict(View dict, uint32_t *flags)
{
    *flags = 0;
    if (!is_dict(dict))
        return raise_error(TypeError, "argument must be a signal dict") != NULL;
    if (((DictView)dict)->used != DECIMAL_SIGNAL_COUNT)
        return raise_error(KeyError, "invalid signal dict") != NULL;
    Ref pairs = dict_items_list((DictView)dict); /* a truth may run Python code, which may change the dict */
    bool done = pairs != NULL;
    for (size_t i = 0; done && i < DECIMAL_SIGNAL_COUNT; i++) {
        View pair = list_item_peek((ListView)pairs, i);
        uint32_t flag = decimal_signal_flag(tuple_item_peek(pair, 0));
        int truth = flag ? object_truth(tuple_item_peek(pair, 1)) : -1;
        done = truth >= 0;
        if (truth > 0)
            *flags |= flag;
    }
    release_maybe(pairs);
    return done;
}

/* The signal that a single flag belongs to. */
static size_t signal_of_bit(uint32_t bit)
{
    size_t i = 0;
    while (i + 1 < DECIMAL_SIGNAL_COUNT && !(signals[i].flags & bit))
        i++;
    return i;
}

/* In the order of libmpdec's flags, as CPython shows them. */
Ref decimal_signals_text(uint32_t flags)
{
    StrBuilder builder;
    const char *separator = "";
    strbuilder_start(&builder);
    strbuilder_add_character(&builder, '[');
    for (uint32_t bit = 1; bit <= MPD_Max_status; bit <<= 1) {
        if (!(flags & bit & ~MPD_Malloc_error))
            continue;
        size_t signal = signal_of_bit(bit);
        strbuilder_add_text(&builder, separator);
        strbuilder_add_text(&builder, signals[signal].name);
        separator = ", ";
        flags &= ~signals[signal].flags; /* once */
    }
    strbuilder_add_character(&builder, ']');
    return strbuilder_finish(&builder);
}

/* --- raising -------------------------------------------------------------------------------------------- */

/* All that happened, as a list: sorts of invalid operations, then the other signals. */
static Ref happened(uint32_t flags)
{
    Ref list = list_new(0);
    for (size_t i = 0; list && i < SORT_COUNT; i++)
        if (flags & sorts[i].flags && !list_append((ListView)list, tuple_item_peek(sort_classes, i)))
            clear_place(&list);
    for (size_t i = 1; list && i < DECIMAL_SIGNAL_COUNT; i++)
        if (flags & signals[i].flags && !list_append((ListView)list, tuple_item_peek(signal_classes, i)))
            clear_place(&list);
    return list;
}

void *decimal_raise(const ContextObject *context, uint32_t status)
{
    if (status & MPD_Malloc_error)
        return raise_memory_error();
    uint32_t trapped = status & context->settings.traps;
    size_t first = 0;
    while (first + 1 < DECIMAL_SIGNAL_COUNT && !(trapped & signals[first].flags))
        first++;
    Ref list = happened(trapped), exception = list ? call_1(tuple_item_peek(signal_classes, first), list) : NULL;
    release_maybe(list);
    return exception ? raise_take(exception) : NULL;
}
