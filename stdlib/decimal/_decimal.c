/* _decimal: decimal numbers of any precision, by the library libmpdec, which CPython has in itself. Here: the type Decimal, its operators,
 * libmpdec's memory, the module. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/decimal/decimal_methods.h"
#include "stdlib/library_memory.h"
#include "stdlib/module_types.h"

/* --- operators ------------------------------------------------------------------------------------------ */

static Ref operate(View left, View right, BinaryFunction function)
{
    ContextObject *context = decimal_current_peek();
    return context ? decimal_binary(left, right, context, function, OPERAND_OF_OPERATOR) : NULL;
}
static Ref number_add(View left, View right)
{
    return operate(left, right, mpd_qadd);
}
static Ref number_subtract(View left, View right)
{
    return operate(left, right, mpd_qsub);
}
static Ref number_multiply(View left, View right)
{
    return operate(left, right, mpd_qmul);
}
static Ref number_divide(View left, View right)
{
    return operate(left, right, mpd_qdiv);
}
static Ref number_floor_divide(View left, View right)
{
    return operate(left, right, mpd_qdivint);
}
static Ref number_remainder(View left, View right)
{
    return operate(left, right, mpd_qrem);
}
static Ref number_divmod(View left, View right)
{
    ContextObject *context = decimal_current_peek();
    return context ? decimal_divmod(left, right, context, OPERAND_OF_OPERATOR) : NULL;
}
static Ref number_power(View base, View exponent)
{
    return operate(base, exponent, mpd_qpow);
}
static Ref number_power_modulo(View base, View exponent, View modulus)
{
    ContextObject *context = decimal_current_peek();
    return context ? decimal_power(base, exponent, modulus == NONE ? NULL : modulus, context, OPERAND_OF_OPERATOR) : NULL;
}

static Ref operate_on(View self, UnaryFunction function)
{
    ContextObject *context = decimal_current_peek();
    return context ? decimal_unary(self, context, function) : NULL;
}
static Ref number_negative(View self)
{
    return operate_on(self, mpd_qminus);
}
static Ref number_positive(View self)
{
    return operate_on(self, mpd_qplus);
}
static Ref number_absolute(View self)
{
    return operate_on(self, mpd_qabs);
}
static int number_truth(View self)
{
    return !mpd_iszero(number_of(self));
}

/* --- the type ------------------------------------------------------------------------------------------- */

static void number_finish(View self)
{
    mpd_del(number_of(self)); /* the words, where they lie elsewhere; the number itself is in the object */
}

static Ref get_real(View self)
{
    return retain(self);
}
static Ref get_imag(View self UNUSED)
{
    ContextObject *context = decimal_current_peek();
    return context ? decimal_from_int_exact(&decimal_type, AS_OBJECT(&int_small[-SMALL_INT_LOWEST]), context) : NULL;
}

static const NativeFunction constructor = {"Decimal(value='0', context=None)", decimal_make, NULL};
static const NativeFunction class_methods[] = {
    {"from_float(f, /)", decimal_from_float, "A Decimal of a float or int, exactly."},
    {NULL, NULL, NULL},
};
static const NativeProperty properties[] = {
    {"real", get_real, NULL, NULL},
    {"imag", get_imag, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject decimal_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "decimal.Decimal",
    .doc = "(value='0', context=None)\n--\n\nA decimal number of an int, a text, a float, a tuple (sign, digits, exponent), or another "
           "Decimal: exactly so, whatever the\n"
           "context, which only tells whether an invalid text raises.",
    .size = sizeof(DecimalObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_ATOMIC | TYPE_FLAG_BASE,
    .new_native = &constructor,
    .finish = number_finish,
    .repr = decimal_repr,
    .str = decimal_str,
    .hash = decimal_hash,
    .compare = decimal_compare,
    .truth = number_truth,
    .negative = number_negative,
    .positive = number_positive,
    .absolute = number_absolute,
    .as_int = decimal_as_int,
    .as_float = decimal_as_float,
    .binary = {[BINARY_ADD] = number_add,
               [BINARY_SUB] = number_subtract,
               [BINARY_MULT] = number_multiply,
               [BINARY_DIV] = number_divide,
               [BINARY_FLOORDIV] = number_floor_divide,
               [BINARY_MOD] = number_remainder,
               [BINARY_DIVMOD] = number_divmod,
               [BINARY_POW] = number_power},
    .power = number_power_modulo,
    .methods = decimal_methods,
    .class_methods = class_methods,
    .properties = properties,
};

/* --- libmpdec's memory ---------------------------------------------------------------------------------- */

/* A trap of libmpdec's own functions: none of those that have one is called. */
static void ignore_trap(mpd_context_t *settings UNUSED)
{
}

static void memory_start(void)
{
    mpd_mallocfunc = library_allocate;
    mpd_callocfunc = library_allocate_zeroed;
    mpd_reallocfunc = library_reallocate;
    mpd_free = library_free;
    mpd_traphandler = ignore_trap;
    MPD_MINALLOC = DECIMAL_WORDS;
}

/* --- the module ----------------------------------------------------------------------------------------- */

static bool add_constants(DictView names)
{
    static const struct {
        const char *name;
        int64_t value;
    } numbers[] = {{"MAX_PREC", MPD_MAX_PREC}, {"MAX_EMAX", MPD_MAX_EMAX}, {"MIN_EMIN", MPD_MIN_EMIN}, {"MIN_ETINY", MPD_MIN_ETINY}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (!dict_set_text_take(names, numbers[i].name, int_new(numbers[i].value)))
            return false;
    for (size_t i = 0; decimal_roundings[i]; i++)
        if (!dict_set_text_take(names, decimal_roundings[i], str_intern_text(decimal_roundings[i])))
            return false;
    return dict_set_text(names, "HAVE_THREADS", TRUE) && dict_set_text(names, "HAVE_CONTEXTVAR", TRUE) &&
           dict_set_text_take(names, "__version__", str_from_text("1.70")) &&
           dict_set_text_take(names, "__libmpdec_version__", str_from_text(mpd_version()));
}

static bool init(ModuleObject *module)
{
    memory_start();
    return module_type_ready(&decimal_type) && module_type_ready(&decimal_signal_dict_type) && module_type_ready(&decimal_context_type) &&
           module_type_ready(&decimal_manager_type) && decimal_signals_start(module) && decimal_compare_start() &&
           decimal_tuple_start(module) && decimal_current_start(module) && add_constants(module->dict) &&
           dict_set_text_take(module->dict, "__name__", str_from_text("decimal")) &&
           dict_set_text(module->dict, "Decimal", AS_OBJECT(&decimal_type)) &&
           dict_set_text(module->dict, "Context", AS_OBJECT(&decimal_context_type));
}

static const NativeFunction functions[] = {
    {"getcontext()", decimal_getcontext, "The context of the running code."},
    {"localcontext(ctx=None, **kwargs)", decimal_localcontext,
     "A context manager: within it, the current context is a copy of ctx (without one, of the current one) with these settings."},
    {"setcontext(context, /)", decimal_setcontext, "Make this the context of the running code."},
    {NULL, NULL, NULL},
};

const NativeModule _decimal_module = {
    .name = "_decimal",
    .doc = "Decimal arithmetic in C.",
    .functions = functions,
    .init = init,
};
