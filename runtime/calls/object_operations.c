/* object_operations: repr, str, hash, truth, comparison and attributes of any object.
 *
 * A protocol is a set of slots in the type: C functions that do what the language asks of an object. A class
 * that is written in Python has slots too, which call its __repr__, __hash__ and so on (classes/slots.h). So
 * what is here reads a slot, calls it, checks what came back, and knows what to do where a slot is empty.
 *
 * Comparison:  `a < b` asks a's type; if that answers NotImplemented, b's type is asked for `b > a`, the
 *              reflected operator. If b's class derives from a's, b is asked first: it knows more. When
 *              neither answers, == and != compare identities, and the others are a TypeError.
 * Containers:  they take identity for equality (object_equal), so a nan in a list is found there.
 * Callbacks:   nearly every slot may run Python code, which may drop the last other reference to an operand.
 *              repr, str and comparison hold theirs meanwhile.
 * Recursion:   repr, str and comparison count as calls. A container that holds itself is found in `shown`,
 *              the list of those whose repr is running.
 * Elsewhere:   object_number.c has arithmetic, object_container.c items and iteration, call.c calls. */
#include "runtime/calls/object_operations.h"

#include "runtime/bytes/bytes.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/instance.h"
#include "runtime/classes/slots.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/names.h"
#include "runtime/numbers/float.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"

/* --- text ----------------------------------------------------------------------------------------------- */

/* The exact str of what __repr__ or __str__ returned. */
static Ref exact_text_take(Ref text, const char *method)
{
    if (!text || text->type == TYPE_STR)
        return text;
    StrView view = str_view(text);
    Ref result = view ? retain(AS_OBJECT(view)) : raise_error(TypeError, "%s returned non-string (type %T)", method, text);
    release(text);
    return result;
}

Ref object_repr(View object)
{
    if (!error_enter_recursion(" while getting the repr of an object"))
        return NULL;
    Ref held = retain(object), text = type_of_peek(object)->repr(object);
    leave_recursion();
    release(held);
    return exact_text_take(text, "__repr__");
}

Ref object_str(View object)
{
    if (object->type == TYPE_STR)
        return retain(object);
    if (object->type == TYPE_INT)
        return int_to_str(object, 10, false);
    return exact_text_take(object_str_as_given(object), "__str__");
}

Ref object_str_as_given(View object)
{
    if (object->type == TYPE_STR)
        return retain(object);
    if (!error_enter_recursion(" while getting the str of an object"))
        return NULL;
    Ref held = retain(object), text = type_of_peek(object)->str(object);
    leave_recursion();
    release(held);
    return !text || is_str(text) ? text : exact_text_take(text, "__str__");
}

Ref object_ascii(View object)
{
    Ref text = object_repr(object);
    if (!text || ((StrView)text)->is_ascii)
        return text;
    Ref bytes = codec_encode_str(text, "ascii", "backslashreplace");
    release(text);
    Ref result = bytes ? codec_decode_bytes(bytes, "ascii", "strict") : NULL;
    release_maybe(bytes);
    return result;
}

Ref object_format(View object, View specification)
{
    View text = specification ? specification : str_empty;
    if (str_length(text) == 0 && (object->type == TYPE_STR || object->type == TYPE_INT))
        return object_str(object);
    if (str_length(text) == 0 && type_has(type_of_peek(object), TYPE_FLAG_BOXED)) {
        View found = type_lookup_peek(type_of_peek(object), name(__format__));
        if (found && found->type == native_method_type.index)
            return object_str(object); /* what int's, float's, str's … do; they only get the exact value to see */
    }
    Ref method = object_special_method(object, name(__format__));
    if (!method)
        return error_is_set() ? NULL : raise_error(TypeError, "Type %T doesn't define __format__", object);
    Ref result = call_1(method, text);
    release(method);
    if (!result || is_str(result))
        return exact_text_take(result, "__format__");
    raise_error(TypeError, "__format__ must return a str, not %T", result);
    release(result);
    return NULL;
}

/* --- containers that hold themselves -------------------------------------------------------------------- */

static ListView shown(void)
{
    return (ListView)thread.shown;
}

int object_repr_enter(View object)
{
    if (!thread.shown && !(thread.shown = list_new(0)))
        return -1;
    for (size_t i = 0; i < shown()->used; i++)
        if (shown()->items[i] == object)
            return 1;
    if (list_append(shown(), object))
        return 0;
    if (shown()->used == 0)
        clear_place(&thread.shown);
    return -1;
}

void object_repr_leave(View object)
{
    ListView list = shown();
    for (size_t i = list ? list->used : 0; i-- > 0;) {
        if (list->items[i] != object)
            continue;
        memmove(&list->items[i], &list->items[i + 1], (list->used - i - 1) * sizeof(Ref));
        list->used--;
        if (list->used == 0)
            clear_place(&thread.shown);
        release(object);
        return;
    }
}

/* --- hash, truth, comparison ---------------------------------------------------------------------------- */

Hash object_hash(View object)
{
    if (object->type == TYPE_STR)
        return str_hash((StrView)object);
    TypeObject *type = type_of_peek(object);
    if (UNLIKELY(!check_stack()))
        return -1;
    return type->hash ? type->hash(object) : slot_hash_not_implemented(object);
}

int object_truth(View object)
{
    if (object == TRUE)
        return 1;
    if (object == FALSE || object == NONE)
        return 0;
    TypeObject *type = type_of_peek(object);
    if (UNLIKELY(!check_stack()))
        return -1;
    if (type->truth)
        return type->truth(object);
    if (!type->length)
        return 1;
    Index length = type->length(object);
    return length < 0 ? -1 : length > 0;
}

static const Comparison reflected[] = {COMPARE_GT, COMPARE_GE, COMPARE_EQ, COMPARE_NE, COMPARE_LT, COMPARE_LE};
static const char *const symbols[] = {"<", "<=", "==", "!=", ">", ">="};

static Ref compare_slots(View left, View right, Comparison comparison)
{
    TypeObject *a = type_of_peek(left), *b = type_of_peek(right);
    bool right_asked = false;
    if (a != b && b->compare && type_is_subtype(b, a)) {
        right_asked = true;
        Ref result = b->compare(right, left, reflected[comparison]);
        if (result != NOT_IMPLEMENTED)
            return result;
        release(result);
    }
    if (a->compare) {
        Ref result = a->compare(left, right, comparison);
        if (result != NOT_IMPLEMENTED)
            return result;
        release(result);
    }
    if (!right_asked && b->compare) {
        Ref result = b->compare(right, left, reflected[comparison]);
        if (result != NOT_IMPLEMENTED)
            return result;
        release(result);
    }
    if (comparison == COMPARE_EQ || comparison == COMPARE_NE)
        return bool_new((left == right) == (comparison == COMPARE_EQ));
    return raise_error(TypeError, "'%s' not supported between instances of '%T' and '%T'", symbols[comparison], left, right);
}

#define COMPARE_NUMBERS(a, b)           \
    switch (comparison) {               \
    case COMPARE_LT: return (a) < (b);  \
    case COMPARE_LE: return (a) <= (b); \
    case COMPARE_EQ: return (a) == (b); \
    case COMPARE_NE: return (a) != (b); \
    case COMPARE_GT: return (a) > (b);  \
    default: return (a) >= (b);         \
    }

int object_compare_numbers_or_text(View left, View right, Comparison comparison)
{
    if (left->type != right->type)
        return -1;
    if (left->type == TYPE_INT) {
        int64_t a = ((IntObject *)left)->value, b = ((IntObject *)right)->value;
        COMPARE_NUMBERS(a, b)
    }
    if (left->type == TYPE_FLOAT) {
        double a = ((FloatObject *)left)->value, b = ((FloatObject *)right)->value;
        COMPARE_NUMBERS(a, b)
    }
    if (left->type == TYPE_STR) {
        if (comparison == COMPARE_EQ || comparison == COMPARE_NE)
            return str_equal(left, right) == (comparison == COMPARE_EQ);
        int order = str_compare(left, right);
        COMPARE_NUMBERS(order, 0)
    }
    return -1;
}

Ref object_compare(View left, View right, Comparison comparison)
{
    if (!error_enter_recursion(" in comparison"))
        return NULL;
    retain(left);
    retain(right);
    Ref result = compare_slots(left, right, comparison);
    release(left);
    release(right);
    leave_recursion();
    return result;
}

int object_compare_truth(View left, View right, Comparison comparison)
{
    int known = object_compare_numbers_or_text(left, right, comparison);
    if (known >= 0)
        return known;
    Ref result = object_compare(left, right, comparison);
    if (!result)
        return -1;
    int truth = object_truth(result);
    release(result);
    return truth;
}

int object_equal(View left, View right)
{
    if (left == right)
        return 1;
    return object_compare_truth(left, right, COMPARE_EQ);
}

/* --- attributes ----------------------------------------------------------------------------------------- */

Ref object_get_attribute(View object, View name)
{
    Ref result = check_stack() ? type_of_peek(object)->get_attribute(object, name) : NULL;
    if (UNLIKELY(!result)) /* one that a __getattr__ raised */
        error_note_attribute(object, name);
    return result;
}

Ref object_get_attribute_maybe(View object, View name)
{
    TypeObject *type = type_of_peek(object);
    if (!check_stack())
        return NULL;
    if (type->get_attribute == instance_generic_get_attribute) {
        Ref result = instance_generic_get_attribute_maybe(object, name);
        if (!result)
            error_clear_if(AttributeError);
        return result;
    }
    Ref result = object_get_attribute(object, name);
    if (!result)
        error_clear_if(AttributeError);
    return result;
}

Ref object_get_attribute_text(View object, const char *text)
{
    Ref name = str_intern_text(text);
    Ref result = name ? object_get_attribute(object, name) : NULL;
    release_maybe(name);
    return result;
}

bool object_set_attribute(View object, View name, View value)
{
    return check_stack() && type_of_peek(object)->set_attribute(object, name, value);
}

Ref object_special_method(View object, View name)
{
    TypeObject *type = type_of_peek(object);
    View found = type_lookup_peek(type, name);
    if (!found)
        return NULL;
    if (!type_of_peek(found)->descriptor_get)
        return retain(found);
    if (!check_stack())
        return NULL;
    retain(found);
    Ref bound = type_of_peek(found)->descriptor_get(found, object, AS_OBJECT(type));
    release(found);
    return bound;
}

Ref object_dir(View object)
{
    Ref method = object_special_method(object, name(__dir__));
    if (!method && !error_is_set())
        raise_error(TypeError, "object does not provide __dir__");
    Ref given = method ? call_0(method) : NULL, names = given ? list_from_iterable(given) : NULL;
    release_maybe(method);
    release_maybe(given);
    if (names && !list_sort((ListView)names, NULL, false))
        clear_place(&names);
    return names;
}

bool object_is_callable(View object)
{
    TypeObject *type = type_of_peek(object);
    return type->call && (type->call != slot_call || type_lookup_peek(type, name(__call__)));
}
