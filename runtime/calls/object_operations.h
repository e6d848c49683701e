/* object_operations: what can be done with any object: the functions behind operators and built-in functions.
 *
 * They find the slot of the object's type and apply the language's rules: reflected operators, fallback from
 * one protocol to another, the words of the TypeError. Any of them may run Python code. */
#ifndef OURO_RUNTIME_CALLS_OBJECT_OPERATIONS_H
#define OURO_RUNTIME_CALLS_OBJECT_OPERATIONS_H

#include "runtime/classes/type.h"
#include "runtime/errors/errors.h"

MUST_USE Ref object_repr(View object);         /* always an exact str */
MUST_USE Ref object_str(View object);          /* always an exact str */
MUST_USE Ref object_str_as_given(View object); /* a str, or of a subclass, if __str__ gave that */
MUST_USE Ref object_ascii(View object);
MUST_USE Ref object_format(View object, View specification); /* specification: a str, or NULL for the empty one */
MUST_USE Hash object_hash(View object);                      /* -1: failed */
MUST_USE int object_truth(View object);                      /* 1, 0, or -1 */

MUST_USE Ref object_compare(View left, View right, Comparison comparison);
/* The comparison of two ints that fit a word, two floats or two strs: 1 or 0; -1 (no exception) for anything
 * else. */
int object_compare_numbers_or_text(View left, View right, Comparison comparison);

/* The same as a C truth: 1, 0 or -1. object_equal and the like take identity for equality, as containers
 * do. */
MUST_USE int object_compare_truth(View left, View right, Comparison comparison);
MUST_USE int object_equal(View left, View right);

MUST_USE Ref object_binary(View left, View right, BinaryOperator operator);
MUST_USE Ref object_inplace(View left, View right, BinaryOperator operator); /* x += y: the new value of x */
MUST_USE Ref object_power(View base, View exponent, View modulus);
MUST_USE Ref object_negative(View object);
MUST_USE Ref object_positive(View object);
MUST_USE Ref object_invert(View object);
MUST_USE Ref object_absolute(View object);
/* Could it be a mapping (PyMapping_Check)? It has items that are asked for by anything. */
bool object_is_mapping(View object);
MUST_USE Ref object_index(View object); /* __index__: an exact int, or TypeError "'x' object cannot be interpreted as an integer" */

/* __index__ as a C number. False with an exception: TypeError, or, where it does not fit,
 * IndexError/OverflowError; object_as_index_clamped clamps instead, as slices want. */
MUST_USE bool object_as_index(View object, Index *result);
/* The same, but OverflowError. (Not to be made of the IndexError afterwards: that may be what __index__ raised.) */
MUST_USE bool object_as_index_overflow(View object, Index *result);
MUST_USE bool object_as_index_clamped(View object, Index *result);
MUST_USE bool object_as_int64(View object, int64_t *result); /* OverflowError "Python int too large to convert to C long" */
/* The same with the words for what is no slice index; None is none either. */
MUST_USE bool object_as_slice_index(View object, Index *result);
MUST_USE bool object_as_ssize(View object, Index *result);  /* OverflowError "Python int too large to convert to C ssize_t" */
MUST_USE bool object_low_bits(View object, uint64_t *bits); /* of an int, whatever its size and sign */
/* The truth of what CPython takes as a C int: 1 or 0, or -1 with an exception: neither a str nor None is taken. */
MUST_USE int object_int_truth(View object);
MUST_USE bool object_as_int32(View object, int32_t *result); /* OverflowError "Python int too large to convert to C int" */
MUST_USE bool object_as_double(View object, double *result); /* float, int, __float__, __index__; "must be real number, not x" */

MUST_USE Index object_length(View object);                       /* -1: failed */
MUST_USE Ref object_length_native(View self, View *args);        /* len(), which the evaluation loop knows again and has a short way for */
MUST_USE Index object_length_hint(View object, Index otherwise); /* -1: failed */
MUST_USE Ref object_get_item(View object, View key);
MUST_USE bool object_set_item(View object, View key, View value);
MUST_USE bool object_delete_item(View object, View key);
MUST_USE int object_contains(View container, View item); /* `item in container` */
MUST_USE int object_search(View container, View item);   /* the same by iterating, whatever __contains__ says */

MUST_USE Ref object_iterate(View object); /* iter(object) */
Ref object_next_failed(View iterator);    /* the rest of object_next when there is no item */
/* The next item; NULL without an exception when exhausted (a StopIteration that Python code raised is
 * cleared). KeyboardInterrupt after Ctrl-C: so no iterator is endless. */
static inline MUST_USE Ref object_next(View iterator)
{
    TypeObject *type = type_of_peek(iterator);
    Ref item = LIKELY(type->next != NULL && !thread.interrupted) ? type->next(iterator) : NULL;
    return LIKELY(item != NULL) ? item : object_next_failed(iterator);
}

MUST_USE Ref object_get_attribute(View object, View name);
/* NULL without an exception if there is no such attribute. */
MUST_USE Ref object_get_attribute_maybe(View object, View name);
MUST_USE Ref object_get_attribute_text(View object, const char *name);
MUST_USE bool object_set_attribute(View object, View name, View value); /* value NULL deletes */
/* The special method `name` found on the object's type, bound to the object. NULL without an exception if
 * absent. */
MUST_USE Ref object_special_method(View object, View name);

/* Calls. `args` holds the positional arguments and behind them the values of the keywords in keyword_names (a
 * tuple of str, or NULL). All borrowed. */
MUST_USE Ref call_vector(View callable, View *args, size_t positional, View keyword_names);
MUST_USE Ref call_tuple(View callable, View args, View kwargs); /* args: a tuple; kwargs: a dict or NULL */
MUST_USE Ref call_0(View callable);
MUST_USE Ref call_1(View callable, View argument);
MUST_USE Ref call_2(View callable, View first, View second);
MUST_USE Ref call_3(View callable, View first, View second, View third);
/* object.name(…) with an interned or plain name. */
MUST_USE Ref call_method_0(View object, View name);
MUST_USE Ref call_method_1(View object, View name, View argument);
MUST_USE Ref call_method_2(View object, View name, View first, View second);
bool object_is_callable(View object);

MUST_USE Ref object_dir(View object);                              /* dir(object): a sorted list */
MUST_USE int object_is_instance(View object, View class_or_tuple); /* isinstance(), with __instancecheck__: 1, 0, -1 */
MUST_USE int object_is_subclass(View class, View class_or_tuple);
/* What type.__instancecheck__ and type.__subclasscheck__ say, also of what only stands for a class: 1, 0,
 * -1. */
MUST_USE int class_has_instance(View class, View object);
MUST_USE int class_has_subclass(View class, View other);

/* Run repr of a container's items, guarding against a container that holds itself: enter returns 1 when
 * `object` is already being shown, -1 on failure. */
MUST_USE int object_repr_enter(View object);
void object_repr_leave(View object);

#endif
