/* decimal_private: what the files of the module _decimal share: numbers, contexts, and how what libmpdec says of an
 * operation becomes flags and exceptions.
 *
 *     operands ─ convert ─► mpd_t ─ mpd_q…(result, …, &status) ─► decimal_note(context, status) ─► the result
 *                                                                  sets the flags, and raises what is trapped
 *
 * libmpdec's own blocks lie on Ouro's heap: they are counted, can be refused, and are given back. */
#ifndef OURO_STDLIB_DECIMAL_DECIMAL_PRIVATE_H
#define OURO_STDLIB_DECIMAL_DECIMAL_PRIVATE_H

#include <mpdecimal.h>

#include "runtime/errors/errors.h"
#include "vm/module.h"

/* A coefficient of up to so many words (of 19 digits) lies in the object. */
enum { DECIMAL_WORDS = 4 };

typedef struct DecimalObject {
    GC_HEAD(unused);
    Hash hash; /* -1: not computed yet */
    mpd_t number;
    mpd_uint_t words[DECIMAL_WORDS];
} DecimalObject;

typedef struct ContextObject {
    GC_HEAD(unused);
    mpd_context_t settings;
    Ref traps, flags; /* SignalDicts that show those of the settings */
    int capitals;
} ContextObject;

typedef struct SignalDictObject {
    GC_HEAD(unused);
    uint32_t *signals; /* in the context; NULL when that has died */
} SignalDictObject;

extern TypeObject decimal_type, decimal_context_type, decimal_signal_dict_type, decimal_manager_type;

static inline bool is_decimal(View object)
{
    return type_of_peek(object) == &decimal_type || is_instance(object, &decimal_type);
}

static inline bool is_context(View object)
{
    return type_of_peek(object) == &decimal_context_type || is_instance(object, &decimal_context_type);
}

/* The number in a Decimal. */
static inline mpd_t *number_of(View object)
{
    return &((DecimalObject *)object)->number;
}

/* --- numbers (decimal_new.c) ---------------------------------------------------------------------------- */

/* A Decimal, or an instance of a class derived from it, whose number is not set yet. NULL with MemoryError. */
MUST_USE Ref decimal_new(TypeObject *type);

/* A Decimal of this int, float, text, tuple, or Decimal: exactly, or InvalidOperation. NULL with an exception. */
MUST_USE Ref decimal_from_int_exact(TypeObject *type, View value, ContextObject *context);
MUST_USE Ref decimal_from_double_exact(TypeObject *type, double value, ContextObject *context);
MUST_USE Ref decimal_from_object_exact(TypeObject *type, View value, ContextObject *context);
/* The same, rounded as the context says. */
MUST_USE Ref decimal_from_object(View value, ContextObject *context);
MUST_USE Ref decimal_from_double(double value, ContextObject *context);
/* Decimal(value="0", context=None), and Decimal.from_float(f). */
Ref decimal_make(View type, View *args);
Ref decimal_from_float(View type, View *args);

/* An operand as a Decimal: a Decimal itself or an int. `is_operator`: for another type a NOT_IMPLEMENTED, retained; else TypeError. NULL
 * with an exception. */
typedef enum OperandUse { OPERAND_OF_OPERATOR, OPERAND_OF_METHOD } OperandUse;
MUST_USE Ref decimal_operand(View value, ContextObject *context, OperandUse use);

/* --- conditions (decimal_signals.c) --------------------------------------------------------------------- */

enum { DECIMAL_FLOAT_OPERATION = MPD_Not_implemented, DECIMAL_SIGNAL_COUNT = 9 };

/* Make the classes of exceptions, once, and put them into the module. False with an exception. */
MUST_USE bool decimal_signals_start(ModuleObject *module);
/* The tuple of the classes that can be trapped, in CPython's order: borrowed. */
View decimal_signals_peek(void);
/* The flags of one of them by its place, and by the class: 0 with KeyError. */
uint32_t decimal_signal_flag_at(size_t place);
uint32_t decimal_signal_flag(View class);
/* The classes whose flags are set: a list, for a context's repr and reduction. NULL with MemoryError. */
MUST_USE Ref decimal_signals_list(uint32_t flags);
/* The flags of a list of classes, or of a dict from class to truth. False with an exception. */
MUST_USE bool decimal_signals_from_list(View list, uint32_t *flags);
MUST_USE bool decimal_signals_from_dict(View dict, uint32_t *flags);
/* The text "[A, B]" of the names of what is set. NULL with MemoryError. */
MUST_USE Ref decimal_signals_text(uint32_t flags);
/* Raise what is trapped of the status: the first such class, with a list of all that happened. NULL. */
void *decimal_raise(const ContextObject *context, uint32_t status);

/* Set the context's flags for what an operation has met. False with an exception: something is trapped, or memory ran out. */
static inline MUST_USE bool decimal_note(ContextObject *context, uint32_t status)
{
    context->settings.status |= status & ~MPD_Malloc_error;
    if (LIKELY(!(status & (context->settings.traps | MPD_Malloc_error))))
        return true;
    decimal_raise(context, status);
    return false;
}

/* The result of an operation that ended so, consumed: NULL with an exception if something is trapped. */
static inline MUST_USE Ref decimal_finish_take(Ref result, ContextObject *context, uint32_t status)
{
    if (UNLIKELY(!decimal_note(context, status)))
        clear_place(&result);
    return result;
}

/* --- contexts (decimal_context.c, decimal_current.c) ---------------------------------------------------- */

extern const char *const decimal_roundings[]; /* libmpdec's order; ends with NULL */

/* A new context with these settings. NULL with an exception. */
MUST_USE ContextObject *decimal_context_new(TypeObject *type, const ContextObject *like);
/* The rounding that a text names. -1 with TypeError. */
int decimal_rounding(View name);
/* Set an attribute from Python's value: prec, rounding, Emin, Emax, capitals, clamp, flags, traps; None leaves it. */
typedef bool (*ContextSetter)(View context, View value);
extern const NativeProperty decimal_context_properties[];
MUST_USE bool decimal_context_set_all(View context, View *values);
/* The table of the methods that compute; in decimal_context_operations.c. */
extern const NativeFunction decimal_context_methods[];
Ref decimal_context_copy(View self, View *args);
Ref decimal_context_clear_flags(View self, View *args);
Ref decimal_context_clear_traps(View self, View *args);
Ref decimal_context_reduce(View self, View *args);

/* The context of the running code, borrowed: it lives as long as no Python code runs. NULL with an exception. */
ContextObject *decimal_current_peek(void);
/* The context that an optional argument means (NULL and None: the current one), borrowed. NULL with TypeError. */
ContextObject *decimal_context_argument_peek(View argument);
/* Make the three contexts that the module has. False with an exception. */
MUST_USE bool decimal_current_start(ModuleObject *module);
Ref decimal_getcontext(View self, View *args);
Ref decimal_setcontext(View self, View *args);
Ref decimal_localcontext(View self, View *args);

/* --- the rest of a number's type ------------------------------------------------------------------------ */

extern const NativeFunction decimal_methods[];

/* decimal_convert.c: to other types. */
Ref decimal_as_int(View self);
Ref decimal_as_float(View self);
Hash decimal_hash(View self);
/* An int by this rounding; ValueError and OverflowError for what is no number. */
MUST_USE Ref decimal_to_int(View self, ContextObject *context, int rounding);
Ref decimal_as_integer_ratio(View self, View *args);
Ref decimal_as_tuple(View self, View *args);
Ref decimal_complex(View self, View *args);
/* The class DecimalTuple, made with collections.namedtuple. False with an exception. */
MUST_USE bool decimal_tuple_start(ModuleObject *module);

/* decimal_compare.c */
Ref decimal_compare(View self, View other, Comparison comparison);
MUST_USE bool decimal_compare_start(void);

/* decimal_format.c: __format__, and the texts of libmpdec. */
Ref decimal_format(View self, View *args);
Ref decimal_str(View self);
Ref decimal_repr(View self);
/* A text that libmpdec made (NULL: it had no memory) as a str; it is freed. */
MUST_USE Ref decimal_text_take(char *text, mpd_ssize_t length);

#endif
