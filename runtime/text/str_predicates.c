/* str_predicates: isalpha and its sisters.
 *
 * Unicode says what a character is (character.h): a letter, a digit, a space, of lower, upper or title case.
 * Most methods ask whether all characters are of a kind; the empty string is of none, but printable and
 * ASCII. islower and isupper want one cased character, and none of the other cases.
 * A name of Python begins with one kind of character and goes on with another (PEP 3131). */
#include "runtime/numbers/int.h"
#include "runtime/text/character.h"
#include "runtime/text/str_methods.h"
#include "runtime/text/str_private.h"

/* Does every character have one of these properties? The empty string: no. */
static Ref all_are(View self, unsigned wanted)
{
    StrView text = (StrView)self;
    for (size_t i = 0; i < text->length; i++)
        if (!character_is(str_at(text, i), wanted))
            return bool_new(false);
    return bool_new(text->length > 0);
}

Ref str_method_isspace(View self, View *args UNUSED)
{
    return all_are(self, CHARACTER_SPACE);
}
Ref str_method_isdecimal(View self, View *args UNUSED)
{
    return all_are(self, CHARACTER_DECIMAL);
}
Ref str_method_isdigit(View self, View *args UNUSED)
{
    return all_are(self, CHARACTER_DIGIT);
}
Ref str_method_isnumeric(View self, View *args UNUSED)
{
    return all_are(self, CHARACTER_NUMERIC);
}
Ref str_method_isalpha(View self, View *args UNUSED)
{
    return all_are(self, CHARACTER_ALPHA);
}
Ref str_method_isalnum(View self, View *args UNUSED)
{
    return all_are(self, CHARACTER_ALPHANUMERIC);
}

Ref str_method_isprintable(View self, View *args)
{
    return str_length(self) ? all_are(self, CHARACTER_PRINTABLE) : str_method_isascii(self, args);
}

Ref str_method_isascii(View self, View *args UNUSED)
{
    return bool_new(((StrView)self)->is_ascii);
}

bool str_is_identifier(View self)
{
    StrView text = str_view(self);
    if (text->length == 0 || !character_is(str_at(text, 0), CHARACTER_NAME_START))
        return false;
    for (size_t i = 1; i < text->length; i++)
        if (!character_is(str_at(text, i), CHARACTER_NAME_PART))
            return false;
    return true;
}

Ref str_method_isidentifier(View self, View *args UNUSED)
{
    return bool_new(str_is_identifier(self));
}

/* Some character has `wanted` and none has `forbidden`. */
static Ref some_and_none(View self, unsigned wanted, unsigned forbidden)
{
    StrView text = (StrView)self;
    bool any = false;
    for (size_t i = 0; i < text->length; i++) {
        Character c = str_at(text, i);
        if (character_is(c, forbidden))
            return bool_new(false);
        any = any || character_is(c, wanted);
    }
    return bool_new(any);
}

Ref str_method_islower(View self, View *args UNUSED)
{
    return some_and_none(self, CHARACTER_LOWER, CHARACTER_UPPER | CHARACTER_TITLE);
}
Ref str_method_isupper(View self, View *args UNUSED)
{
    return some_and_none(self, CHARACTER_UPPER, CHARACTER_LOWER | CHARACTER_TITLE);
}

Ref str_method_istitle(View self, View *args UNUSED)
{
    StrView text = (StrView)self;
    bool any = false, in_word = false;
    for (size_t i = 0; i < text->length; i++) {
        Character c = str_at(text, i);
        bool starts = character_is(c, CHARACTER_UPPER | CHARACTER_TITLE), continues = !starts && character_is(c, CHARACTER_LOWER);
        if ((starts && in_word) || (continues && !in_word))
            return bool_new(false);
        in_word = starts || continues;
        any = any || in_word;
    }
    return bool_new(any);
}
