/* decimal_context: Context: precision, rounding, limits of exponents, traps and flags.
 *
 * Invariant: traps and flags are SignalDicts that show the context's own settings; they are told when it dies. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/memory/hooks.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/decimal/decimal_private.h"
#include "stdlib/module_types.h"

const char *const decimal_roundings[] = {"ROUND_UP",        "ROUND_DOWN",      "ROUND_CEILING", "ROUND_FLOOR", "ROUND_HALF_UP",
                                         "ROUND_HALF_DOWN", "ROUND_HALF_EVEN", "ROUND_05UP",    NULL};

static ContextObject *context_of(View self)
{
    return (ContextObject *)self;
}

/* --- making --------------------------------------------------------------------------------------------- */

static Ref signal_class; /* SignalDict(SignalDictMixin, MutableMapping), made with the first context */

/* That class, borrowed. NULL with an exception. */
static View signal_class_peek(void)
{
    if (signal_class || !module_keep(&signal_class))
        return signal_class;
    Ref module = hooks.import_by_name("collections.abc"), mapping = module ? object_get_attribute_text(module, "MutableMapping") : NULL;
    Ref name = mapping ? str_from_text("SignalDict") : NULL, space = name ? dict_new() : NULL;
    Ref bases = space ? tuple_pack(2, AS_OBJECT(&decimal_signal_dict_type), mapping) : NULL;
    if (bases)
        signal_class = call_3(AS_OBJECT(type_of_peek(mapping)), name, bases, space);
    release_maybe(module);
    release_maybe(mapping);
    release_maybe(name);
    release_maybe(space);
    release_maybe(bases);
    return signal_class;
}

static Ref signal_dict_new(uint32_t *signals)
{
    View class = signal_class_peek();
    Ref dict = class ? type_allocate((TypeObject *)class, 0) : NULL;
    if (!dict)
        return NULL;
    ((SignalDictObject *)dict)->signals = signals;
    gc_track(dict);
    return dict;
}

/* What a context has before anything is said, if there is no DefaultContext yet. */
static const mpd_context_t usual = {.prec = 28,
                                    .emax = 999999,
                                    .emin = -999999,
                                    .traps = MPD_IEEE_Invalid_operation | MPD_Division_by_zero | MPD_Overflow,
                                    .round = MPD_ROUND_HALF_EVEN,
                                    .allcr = 1};

ContextObject *decimal_context_new(TypeObject *type, const ContextObject *like)
{
    ContextObject *made = (ContextObject *)type_allocate(type, 0);
    if (!made)
        return NULL;
    made->settings = like ? like->settings : usual;
    made->settings.status = 0;
    made->capitals = like ? like->capitals : 1;
    made->traps = signal_dict_new(&made->settings.traps);
    made->flags = made->traps ? signal_dict_new(&made->settings.status) : NULL;
    if (type != &decimal_context_type)
        gc_track(AS_OBJECT(made));
    if (!made->flags)
        CLEAR(made);
    return made;
}

static void drop_signals(Ref *place)
{
    if (*place)
        ((SignalDictObject *)*place)->signals = NULL;
    clear_place(place);
}

static void context_finish(View self)
{
    drop_signals(&context_of(self)->traps);
    drop_signals(&context_of(self)->flags);
}

static void context_traverse(View self, Visitor visit, void *context)
{
    VISIT(context_of(self)->traps);
    VISIT(context_of(self)->flags);
}

Ref decimal_context_copy(View self, View *args UNUSED)
{
    ContextObject *copy = decimal_context_new(&decimal_context_type, context_of(self));
    if (copy)
        copy->settings.status = context_of(self)->settings.status;
    return AS_OBJECT(copy);
}

/* --- attributes ----------------------------------------------------------------------------------------- */

int decimal_rounding(View name)
{
    if (is_str(name))
        for (int i = 0; decimal_roundings[i]; i++)
            if (str_equal_text(AS_OBJECT(str_view(name)), decimal_roundings[i]))
                return i;
    raise_error(TypeError, "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n"
                           "   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]");
    return -1;
}

/* The value as a number; a deletion and what is no int are refused. */
static bool read_number(View value, Index *number)
{
    if (!value)
        return raise_error(AttributeError, "context attributes cannot be deleted") != NULL;
    if (!is_int(value))
        return raise_error(TypeError, "an integer is required") != NULL;
    return object_as_ssize(value, number);
}

static bool check(bool is_valid, const char *words)
{
    return is_valid || raise_error(ValueError, "%s", words) != NULL;
}

static bool set_prec(View self, View value)
{
    Index number;
    return read_number(value, &number) && check(mpd_qsetprec(&context_of(self)->settings, number), "valid range for prec is [1, MAX_PREC]");
}
static bool set_emin(View self, View value)
{
    Index number;
    return read_number(value, &number) && check(mpd_qsetemin(&context_of(self)->settings, number), "valid range for Emin is [MIN_EMIN, 0]");
}
static bool set_emax(View self, View value)
{
    Index number;
    return read_number(value, &number) && check(mpd_qsetemax(&context_of(self)->settings, number), "valid range for Emax is [0, MAX_EMAX]");
}

static bool set_capitals(View self, View value)
{
    Index number;
    if (!read_number(value, &number) || !check(number == 0 || number == 1, "valid values for capitals are [0, 1]"))
        return false;
    context_of(self)->capitals = (int)number;
    return true;
}

static bool set_clamp(View self, View value)
{
    Index number;
    return read_number(value, &number) && check((number == 0 || number == 1) && mpd_qsetclamp(&context_of(self)->settings, (int)number),
                                                "valid values for clamp are [0, 1]");
}

static bool set_rounding(View self, View value)
{
    if (!value)
        return raise_error(AttributeError, "context attributes cannot be deleted") != NULL;
    int rounding = decimal_rounding(value);
    return rounding >= 0 && mpd_qsetround(&context_of(self)->settings, rounding);
}

/* Flags by a signal dict or a dict. */
static bool set_signals(uint32_t *signals, View value)
{
    if (!value)
        return raise_error(AttributeError, "context attributes cannot be deleted") != NULL;
    uint32_t flags;
    if (is_instance(value, &decimal_signal_dict_type)) {
        const uint32_t *shown = ((SignalDictObject *)value)->signals;
        if (!shown)
            return raise_error(ValueError, "invalid signal dict") != NULL;
        flags = *shown;
    } else if (!decimal_signals_from_dict(value, &flags)) {
        return false;
    }
    *signals = flags;
    return true;
}

static bool set_traps(View self, View value)
{
    return set_signals(&context_of(self)->settings.traps, value);
}
static bool set_flags(View self, View value)
{
    return set_signals(&context_of(self)->settings.status, value);
}

/* False. */
static bool raise_invalid_signals(void)
{
    if (error_clear_if(KeyError))
        raise_error(KeyError, "valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n"
                              "   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]");
    return false;
}

/* The same, or by a list of classes, as the constructor takes them. */
static bool set_listed_signals(uint32_t *signals, View value)
{
    uint32_t flags;
    if (!is_list(value))
        return set_signals(signals, value);
    if (!decimal_signals_from_list(value, &flags))
        return raise_invalid_signals();
    *signals = flags;
    return true;
}

bool decimal_context_set_all(View self, View *values)
{
    static const ContextSetter setters[] = {set_prec, set_rounding, set_emin, set_emax, set_capitals, set_clamp};
    enum { SETTER_COUNT = sizeof setters / sizeof *setters, FLAGS = SETTER_COUNT, TRAPS };
    for (int i = 0; i < SETTER_COUNT; i++)
        if (values[i] && values[i] != NONE && !setters[i](self, values[i]))
            return false;
    mpd_context_t *settings = &context_of(self)->settings;
    return (!values[TRAPS] || values[TRAPS] == NONE || set_listed_signals(&settings->traps, values[TRAPS])) &&
           (!values[FLAGS] || values[FLAGS] == NONE || set_listed_signals(&settings->status, values[FLAGS]));
}

static Ref get_prec(View self)
{
    return int_new(context_of(self)->settings.prec);
}
static Ref get_emin(View self)
{
    return int_new(context_of(self)->settings.emin);
}
static Ref get_emax(View self)
{
    return int_new(context_of(self)->settings.emax);
}
static Ref get_capitals(View self)
{
    return int_new(context_of(self)->capitals);
}
static Ref get_clamp(View self)
{
    return int_new(context_of(self)->settings.clamp);
}
static Ref get_rounding(View self)
{
    return str_intern_text(decimal_roundings[context_of(self)->settings.round]);
}
static Ref get_traps(View self)
{
    return retain(context_of(self)->traps);
}
static Ref get_flags(View self)
{
    return retain(context_of(self)->flags);
}

const NativeProperty decimal_context_properties[] = {
    {"prec", get_prec, set_prec, NULL},    {"rounding", get_rounding, set_rounding, NULL}, {"Emin", get_emin, set_emin, NULL},
    {"Emax", get_emax, set_emax, NULL},    {"capitals", get_capitals, set_capitals, NULL}, {"clamp", get_clamp, set_clamp, NULL},
    {"flags", get_flags, set_flags, NULL}, {"traps", get_traps, set_traps, NULL},          {NULL, NULL, NULL, NULL},
};

/* --- the type ------------------------------------------------------------------------------------------- */

static Ref context_make(TypeObject *type, View args UNUSED, View kwargs UNUSED)
{
    return AS_OBJECT(decimal_context_new(type, NULL));
}

static Ref context_init(View self, View *args)
{
    return decimal_context_set_all(self, args) ? none_new() : NULL;
}

static Ref context_repr(View self)
{
    const ContextObject *context = context_of(self);
    const mpd_context_t *settings = &context->settings;
    Ref flags = decimal_signals_text(settings->status), traps = flags ? decimal_signals_text(settings->traps) : NULL, result = NULL;
    if (traps)
        result = str_format("Context(prec=%zd, rounding=%s, Emin=%zd, Emax=%zd, capitals=%d, clamp=%d, flags=%U, traps=%U)",
                            (Index)settings->prec, decimal_roundings[settings->round], (Index)settings->emin, (Index)settings->emax,
                            context->capitals, settings->clamp, flags, traps);
    release_maybe(flags);
    release_maybe(traps);
    return result;
}

Ref decimal_context_clear_flags(View self, View *args UNUSED)
{
    context_of(self)->settings.status = 0;
    return none_new();
}
Ref decimal_context_clear_traps(View self, View *args UNUSED)
{
    context_of(self)->settings.traps = 0;
    return none_new();
}

Ref decimal_context_reduce(View self, View *args UNUSED)
{
    const mpd_context_t *settings = &context_of(self)->settings;
    Ref flags = decimal_signals_list(settings->status), traps = flags ? decimal_signals_list(settings->traps) : NULL;
    Ref values[8] = {traps ? get_prec(self) : NULL, NULL}, result = NULL, state = NULL;
    static Ref (*const getters[])(View) = {get_rounding, get_emin, get_emax, get_capitals, get_clamp};
    int count = values[0] ? 1 : 0;
    for (size_t i = 0; count && i < sizeof getters / sizeof *getters && (values[count] = getters[i](self)); i++)
        count++;
    if (count == 6) {
        values[6] = retain(flags);
        values[7] = retain(traps);
        state = tuple_from_array_take(values, 8);
        count = 0;
    }
    while (count > 0)
        release(values[--count]);
    if (state)
        result = tuple_pack(2, AS_OBJECT(type_of_peek(self)), state);
    release_maybe(state);
    release_maybe(flags);
    release_maybe(traps);
    return result;
}

static const NativeFunction context_initializer = {
    "Context(prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)", context_init, NULL};

TypeObject decimal_context_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "decimal.Context",
    .doc = "(prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)\n--\n\nHow numbers are "
           "computed: to how many digits (prec), how these are rounded, how large exponents may be,\nwhich conditions raise "
           "exceptions (traps), and which have been met (flags). What is left out is as in\nDefaultContext.",
    .size = sizeof(ContextObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC | TYPE_FLAG_BASE,
    .new = context_make,
    .init_native = &context_initializer,
    .repr = context_repr,
    .finish = context_finish,
    .traverse = context_traverse,
    .methods = decimal_context_methods,
    .properties = decimal_context_properties,
};
