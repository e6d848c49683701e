/* cjk_map: sets of characters: what lies beyond one look at a table: two characters for one code, the second
 * plane. */
#include "stdlib/cjk/cjk_codec.h"

unsigned cjk_set_decode(const CjkSet *set, unsigned code, Character *c)
{
    unsigned value = cjk_look_up(set->decode, code);
    c[0] = value;
    if (value < CJK_PAIRS || value > CJK_PLANE2)
        return value != 0;
    if (value == CJK_PLANE2) {
        c[0] = 0x20000 + cjk_look_up(set->decode_plane2, code);
        return 1;
    }
    c[0] = set->pairs[value - CJK_PAIRS].first;
    c[1] = set->pairs[value - CJK_PAIRS].second;
    return 2;
}

/* What the map says of the character: a code, CJK_FIRST_OF_PAIR, or 0. */
static unsigned encoded(const CjkSet *set, Character c)
{
    if (c < 0x10000)
        return cjk_look_up(set->encode, c);
    return c >> 16 == 2 && set->encode_plane2 ? cjk_look_up(set->encode_plane2, c & 0xFFFF) : 0;
}

unsigned cjk_set_encode(const CjkSet *set, Character c)
{
    unsigned value = encoded(set, c);
    return (value & 255) == CJK_FIRST_OF_PAIR ? set->pairs[value >> 8].alone : value;
}

int cjk_set_encode_pair(const CjkSet *set, const CjkInput *input, int *taken)
{
    unsigned value = encoded(set, input->c);
    *taken = 1;
    if ((value & 255) != CJK_FIRST_OF_PAIR)
        return (int)value;
    const CjkPair *pair = &set->pairs[value >> 8];
    if (input->next == input->text->length)
        return input->is_last ? pair->alone : -1;
    Character second = str_at(input->text, input->next);
    for (const CjkPair *other = pair; other->first == pair->first; other++)
        if (other->second == second) {
            *taken = 2;
            return other->code;
        }
    return pair->alone;
}
