/* str_translate: translate, maketrans, expandtabs.
 *
 * A translation table is any object with __getitem__: it is asked for the number of each character, and gives
 * a number, a str, or None for nothing; LookupError keeps the character. It may be Python code, so each
 * answer is held while it is used. maketrans makes such a table, a dict from numbers.
 * expandtabs counts columns, one for each character, from the last line break. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str_methods.h"
#include "runtime/text/str_private.h"
#include "runtime/text/strbuilder.h"

/* --- translate ------------------------------------------------------------------------------------------ */

/* Add what the table says of one character. */
static bool add_translated(StrBuilder *builder, View table, Character c)
{
    Ref key = int_new(c), mapped = key ? object_get_item(table, key) : NULL;
    bool done = true;
    release_maybe(key);
    if (!mapped) {
        done = error_clear_if(LookupError);
        if (done)
            strbuilder_add_character(builder, c);
        return done;
    }
    View number = int_view(mapped);
    int64_t code;
    if (number && (!int_to_int64(number, &code) || code < 0 || code > 0x10FFFF)) {
        raise_error(ValueError, "character mapping must be in range(0x110000)");
        done = false;
    } else if (number) {
        strbuilder_add_character(builder, (Character)code);
    } else if (is_str(mapped)) {
        StrView text = str_view(mapped);
        if (text->length == 1)
            strbuilder_add_character(builder, str_at(text, 0));
        else
            strbuilder_add_str(builder, mapped);
    } else if (mapped != NONE) {
        raise_error(TypeError, "character mapping must return integer, None or str");
        done = false;
    }
    release(mapped);
    return done;
}

Ref str_method_translate(View self, View *args)
{
    StrView text = (StrView)self;
    StrBuilder builder;
    strbuilder_start(&builder);
    for (size_t i = 0; i < text->length; i++) {
        if (!check_interrupt() || !add_translated(&builder, args[0], str_at(text, i))) {
            strbuilder_abandon(&builder);
            return NULL;
        }
    }
    return strbuilder_finish(&builder);
}

/* --- maketrans ------------------------------------------------------------------------------------------ */

static bool set_code(Ref table, Character key, View value)
{
    Ref code = int_new(key);
    bool done = code && dict_set((DictView)table, code, value);
    release_maybe(code);
    return done;
}

/* x[i] becomes y[i]. */
static bool map_characters(Ref table, StrView x, StrView y)
{
    for (size_t i = 0; i < x->length; i++) {
        Ref value = int_new(str_at(y, i));
        bool done = value && check_interrupt() && set_code(table, str_at(x, i), value);
        release_maybe(value);
        if (!done)
            return false;
    }
    return true;
}

static bool map_two(Ref table, View x_object, View y_object, View z_object)
{
    StrView x = str_view(x_object), y = str_argument(y_object, "maketrans() argument 2 must be str, not %K"), z = NULL;
    if (!y || (z_object && !(z = str_argument(z_object, "maketrans() argument 3 must be str, not %K"))))
        return false;
    if (!x) {
        raise_error(TypeError, "first maketrans argument must be a string if there is a second argument");
        return false;
    }
    if (x->length != y->length) {
        raise_error(ValueError, "the first two maketrans arguments must have equal length");
        return false;
    }
    if (!map_characters(table, x, y))
        return false;
    for (size_t i = 0; z && i < z->length; i++)
        if (!check_interrupt() || !set_code(table, str_at(z, i), NONE))
            return false;
    return true;
}

static bool copy_entry(Ref table, View key, View value)
{
    StrView text = str_view(key);
    if (text && text->length == 1)
        return set_code(table, str_at(text, 0), value);
    if (is_int(key))
        return dict_set((DictView)table, key, value);
    if (text)
        raise_error(ValueError, "string keys in translate table must be of length 1");
    else
        raise_error(TypeError, "keys in translate table must be strings or integers");
    return false;
}

static bool map_dict(Ref table, View mapping)
{
    if (mapping->type != TYPE_DICT) {
        raise_error(TypeError, "if you give only one argument to maketrans it must be a dict");
        return false;
    }
    size_t position = 0;
    View key, value;
    while (dict_next_peek((DictView)mapping, &position, &key, &value))
        if (!check_interrupt() || !copy_entry(table, key, value))
            return false;
    return true;
}

Ref str_maketrans(View self UNUSED, View *args)
{
    Ref table = dict_new();
    if (table && !(args[1] ? map_two(table, args[0], args[1], args[2]) : map_dict(table, args[0])))
        clear_place(&table);
    return table;
}

/* --- expandtabs ----------------------------------------------------------------------------------------- */

Ref str_method_expandtabs(View self, View *args)
{
    int32_t size = 8;
    if (args[0] && !object_as_int32(args[0], &size))
        return NULL;
    StrView text = (StrView)self;
    if (!memchr(text->data, '\t', text->length * text->kind))
        return retain(self);
    StrBuilder builder;
    strbuilder_start(&builder);
    size_t column = 0;
    for (size_t i = 0; i < text->length; i++) {
        Character c = str_at(text, i);
        if (!check_interrupt_at(i)) {
            strbuilder_abandon(&builder);
            return NULL;
        }
        if (c != '\t') {
            strbuilder_add_character(&builder, c);
            column = c == '\n' || c == '\r' ? 0 : column + 1;
        } else if (size > 0) {
            size_t spaces = (size_t)size - column % (size_t)size;
            strbuilder_add_repeated(&builder, ' ', spaces);
            column += spaces;
        }
    }
    return strbuilder_finish(&builder);
}
