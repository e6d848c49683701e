/* utf8: the little of UTF-8 that the front end needs. See utf8.h.
 *
 *     U+0000 …     0xxxxxxx                              the first byte tells how many follow;
 *     U+0080 …     110xxxxx 10xxxxxx                     those that follow all begin with 10, so a character
 *     U+0800 …     1110xxxx 10xxxxxx 10xxxxxx            begins at every byte that does not
 *     U+10000 …    11110xxx 10xxxxxx 10xxxxxx 10xxxxxx
 *
 * Refused: more bytes than a character needs (overlong), surrogates, and what is above U+10FFFF. */
#include "lexer/utf8.h"

static bool is_continuation(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

size_t utf8_valid_length(const unsigned char *bytes, size_t available)
{
    unsigned char first = bytes[0];
    if (first < 0x80)
        return 1;
    if (first < 0xC2 || first > 0xF4)
        return 0;
    size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (available < length)
        return 0;
    for (size_t i = 1; i < length; i++)
        if (!is_continuation(bytes[i]))
            return 0;
    if ((first == 0xE0 && bytes[1] < 0xA0) || (first == 0xED && bytes[1] > 0x9F)) /* overlong; surrogate */
        return 0;
    if ((first == 0xF0 && bytes[1] < 0x90) || (first == 0xF4 && bytes[1] > 0x8F)) /* overlong; above U+10FFFF */
        return 0;
    return length;
}

uint32_t utf8_decode(const char *text, uint32_t *length)
{
    const unsigned char *bytes = (const unsigned char *)text;
    if (bytes[0] < 0x80) {
        *length = 1;
        return bytes[0];
    }
    *length = bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4;
    uint32_t character = bytes[0] & (0x7Fu >> *length);
    for (uint32_t i = 1; i < *length; i++)
        character = character << 6 | (bytes[i] & 0x3Fu);
    return character;
}

uint32_t utf8_encode(uint32_t character, char *text)
{
    if (character < 0x80) {
        text[0] = (char)character;
        return 1;
    }
    uint32_t length = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    for (uint32_t i = length - 1; i > 0; i--) {
        text[i] = (char)(0x80 | (character & 0x3F));
        character >>= 6;
    }
    text[0] = (char)((0xF00u >> length & 0xF0) | character);
    return length;
}

uint32_t utf8_count(const char *text, size_t length)
{
    uint32_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += !is_continuation((unsigned char)text[i]);
    return count;
}
