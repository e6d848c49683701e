/* cjk_jisx0213: JIS X 0213 in its two editions. The table is that of 2004, which brought ten characters, and
 * took another for one of the codes. */
#include "stdlib/cjk/cjk_codec.h"

enum { CHANGED_CODE = 0xFD3B, CHANGED_2000 = 0x9B1D };

static bool is_of_2004(unsigned code)
{
    switch (code) {
    case 0x2E21:
    case 0x2F7E:
    case 0x4F54:
    case 0x4F7E:
    case 0x7427:
    case 0x7E7A:
    case 0x7E7B:
    case 0x7E7C:
    case 0x7E7D:
    case 0x7E7E: return true;
    default: return false;
    }
}

unsigned cjk_decode_0213(unsigned edition, unsigned code, Character *c)
{
    if (edition == JISX0213_2000 && is_of_2004(code))
        return 0;
    unsigned count = cjk_set_decode(&cjk_jisx0213, code, c);
    if (edition == JISX0213_2000 && code == CHANGED_CODE)
        c[0] = CHANGED_2000;
    return count;
}

/* CPython takes U+0000 behind the first character of a pair for the end of it, so that it is lost. */
static bool takes_zero(const CjkInput *input)
{
    if (input->next == input->text->length || str_at(input->text, input->next) != 0)
        return false;
    int taken;
    CjkInput alone = {.c = input->c, .text = input->text, .next = input->text->length, .is_last = false};
    return cjk_set_encode_pair(&cjk_jisx0213, &alone, &taken) < 0;
}

int cjk_encode_0213(unsigned edition, const CjkInput *input, int *taken)
{
    *taken = 1;
    if (edition == JISX0213_2000 && input->c == CHANGED_2000)
        return CHANGED_CODE;
    int code = cjk_set_encode_pair(&cjk_jisx0213, input, taken);
    if (takes_zero(input))
        *taken = 2;
    return edition == JISX0213_2000 && code > 0 && (code == CHANGED_CODE || is_of_2004((unsigned)code)) ? 0 : code;
}
