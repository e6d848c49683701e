/* make_tables: a program of the build. It asks the C library's iconv for the character of every code of every
 * set, mends what CPython has otherwise (exceptions.def), and writes the tables of stdlib/cjk/cjk_map.h as C.
 *
 *     code ─ form ─► bytes ─ iconv ─► one character or two ─ exceptions ─► decode[code]
 *     encode[character] = the lowest of its codes, or the preferred one
 *     less what the set's base has, too ─► pages and values
 *
 * Ouro itself cannot ask: a static binary must not load iconv's modules, which are shared libraries. */
#include <iconv.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stdlib/cjk/cjk_map.h"

enum { CODES = 0x10000, CHARACTERS = 0x30000, PAIRS = 64 /* and one place behind them */, PAIR = 0x200000 /* in decode: two characters */ };

/* How the bytes of a code look. */
typedef enum Form {
    ROWS,       /* two bytes 21 … 7E, in the text with the upper bit */
    THIRD_ROWS, /* the same behind 8F */
    TWO_ROWS,   /* codes with the upper bit are behind 8F */
    BYTES,      /* the bytes themselves, the first from 81 on */
    EUC_BYTES,  /* the bytes themselves, from A1 on */
} Form;

typedef struct Set {
    const char *name, *charset;
    Form form;
    struct Set *base;
    bool encodes_as_base; /* a character without a code has the base's, though that code is another character here */
    unsigned decode[CODES], encode[CHARACTERS];
    CjkPair pairs[PAIRS];
    size_t pair_count;
} Set;

static Set jisx0208 = {.name = "jisx0208", .charset = "EUC-JP", .form = ROWS};
static Set jisx0212 = {.name = "jisx0212", .charset = "EUC-JP", .form = THIRD_ROWS};
static Set jisx0213 = {.name = "jisx0213", .charset = "EUC-JISX0213", .form = TWO_ROWS, .base = &jisx0208};
static Set sjis = {.name = "sjis"}; /* JIS X 0208 once more, as Shift-JIS has it: a base only */
static Set cp932 = {.name = "cp932", .charset = "CP932", .form = BYTES, .base = &sjis, .encodes_as_base = true};
static Set gb2312 = {.name = "gb2312", .charset = "EUC-CN", .form = EUC_BYTES};
static Set gbk = {.name = "gbk", .charset = "GBK", .form = BYTES, .base = &gb2312};
static Set gb18030 = {.name = "gb18030", .charset = "GB18030", .form = BYTES, .base = &gbk};
static Set ksx1001 = {.name = "ksx1001", .charset = "UHC", .form = EUC_BYTES};
static Set uhc = {.name = "uhc", .charset = "UHC", .form = BYTES, .base = &ksx1001};
static Set big5 = {.name = "big5", .charset = "BIG5", .form = BYTES};
static Set cp950 = {.name = "cp950", .charset = "BIG5", .form = BYTES, .base = &big5, .encodes_as_base = true};
static Set hkscs = {.name = "hkscs", .charset = "BIG5-HKSCS", .form = BYTES, .base = &big5};

static Set *const sets[] = {&jisx0208, &jisx0212, &jisx0213, &cp932, &gb2312, &gbk, &gb18030, &ksx1001, &uhc, &big5, &cp950, &hkscs};
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static void fail(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    fputs("make_tables: ", stderr);
    vfprintf(stderr, format, values);
    va_end(values);
    fputc('\n', stderr);
    exit(1);
}

/* --- asking iconv --------------------------------------------------------------------------------------- */

static iconv_t open_charset(const char *charset)
{
    iconv_t conversion = iconv_open("UTF-32LE", charset);
    if (conversion == (iconv_t)-1)
        fail("iconv does not know %s", charset);
    return conversion;
}

/* The characters that these bytes stand for; 0: they are wrong, or too few. */
static size_t convert(iconv_t conversion, const unsigned char *bytes, size_t count, uint32_t *characters, size_t room)
{
    char *in = (char *)bytes, *out = (char *)characters;
    size_t left = count, out_left = room * 4;
    iconv(conversion, NULL, NULL, NULL, NULL);
    if (iconv(conversion, &in, &left, &out, &out_left) != 0 || left)
        return 0;
    iconv(conversion, NULL, NULL, &out, &out_left);
    return room - out_left / 4;
}

/* The bytes of a code; 0: it has none. */
static size_t bytes_of(Form form, unsigned code, unsigned char *bytes)
{
    unsigned lead = code >> 8, trail = code & 255;
    size_t count = 0;
    if (form == BYTES || form == EUC_BYTES) {
        unsigned lowest = form == BYTES ? 0x81 : 0xA1;
        if (lead < lowest || lead == 255 || trail < (form == BYTES ? 0x30 : 0xA1) || trail == 255)
            return 0;
    } else {
        if ((lead & 127) < 0x21 || (lead & 127) > 0x7E || trail < 0x21 || trail > 0x7E || (lead > 127 && form != TWO_ROWS))
            return 0;
        if (form == THIRD_ROWS || lead > 127)
            bytes[count++] = 0x8F;
        lead |= 128;
        trail |= 128;
    }
    bytes[count++] = (unsigned char)lead;
    bytes[count++] = (unsigned char)trail;
    return count;
}

static void ask(Set *set)
{
    iconv_t conversion = open_charset(set->charset);
    for (unsigned code = 0; code < CODES; code++) {
        unsigned char bytes[4];
        uint32_t found[4];
        size_t count = bytes_of(set->form, code, bytes), got = count ? convert(conversion, bytes, count, found, 4) : 0;
        if (got == 1 && found[0] < CHARACTERS) {
            set->decode[code] = found[0];
        } else if (got == 2 && !convert(conversion, bytes, 1, &found[2], 2)) {
            if (set->pair_count == PAIRS - 1)
                fail("%s has more than %d pairs", set->name, PAIRS - 1);
            set->decode[code] = PAIR;
            set->pairs[set->pair_count++] = (CjkPair){.first = (uint16_t)found[0], .second = (uint16_t)found[1], .code = (uint16_t)code};
        }
    }
    iconv_close(conversion);
}

/* --- what CPython has otherwise ------------------------------------------------------------------------- */

static void has(Set *set, unsigned code, unsigned count, unsigned character)
{
    for (unsigned i = 0; i < count; i++)
        set->decode[code + i] = character ? character + i : 0;
}

static void is_like(Set *set, const Set *other, unsigned first, unsigned last)
{
    memcpy(&set->decode[first], &other->decode[first], (last - first + 1) * sizeof *set->decode);
}

static void prefers(Set *set, unsigned code, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        set->encode[set->decode[code + i]] = code + i;
}

static void make_encode(Set *set)
{
    for (unsigned code = CODES; code-- > 0;)
        if (set->decode[code] && set->decode[code] < CHARACTERS)
            set->encode[set->decode[code]] = code;
}

static void make_all(void)
{
    for (size_t i = 0; i < COUNT_OF(sets); i++)
        ask(sets[i]);
    memset(&cp932.decode[0xF000], 0, 0xA00 * sizeof *cp932.decode); /* the user's own characters are computed */
#define HAS(set, code, count, character) has(&set, code, count, character);
#define LIKE(set, other, first, last) is_like(&set, &other, first, last);
#define PREFERS(set, code, count)
#include "stdlib/cjk/tables/exceptions.def"
#undef HAS
#undef LIKE
#undef PREFERS
    for (unsigned code = 0; code < CODES; code++) {
        unsigned row = (code >> 8) - 0x21, column = (code & 255) - 0x21;
        if (jisx0208.decode[code])
            sjis.decode[(row / 2 + (row < 62 ? 0x81 : 0xC1)) << 8 | (row % 2 ? column + 0x9F : column + (column < 63 ? 0x40 : 0x41))] =
                jisx0208.decode[code];
    }
    make_encode(&sjis);
    for (size_t i = 0; i < COUNT_OF(sets); i++)
        make_encode(sets[i]);
#define HAS(set, code, count, character)
#define LIKE(set, other, first, last)
#define PREFERS(set, code, count) prefers(&set, code, count);
#include "stdlib/cjk/tables/exceptions.def"
}

/* --- writing -------------------------------------------------------------------------------------------- */

typedef struct Writing {
    unsigned value[CODES];
    bool is_set[CODES];
} Writing;

/* The first lower byte that the page has, and how many it has up to the last; 0: none. */
static unsigned span_of(const bool *is_set, unsigned *first)
{
    unsigned last = 256;
    while (last > 0 && !is_set[last - 1])
        last--;
    for (*first = 0; *first < last && !is_set[*first];)
        ++*first;
    return last - *first;
}

/* The map `name`; base: the name of the map it lies over, or NULL; "": the map is public. */
static void write_map(const Writing *writing, const char *name, const char *base)
{
    unsigned first, count, written = 0;
    printf("static const uint16_t %s_values[] = {", name);
    for (unsigned page = 0; page < 256; page++) {
        count = span_of(&writing->is_set[page * 256], &first);
        for (unsigned i = 0; i < count; i++)
            printf("%s%u,", written++ % 24 ? "" : "\n    ", writing->value[page * 256 + first + i]);
    }
    printf("\n};\n%sconst CjkMap %s = {.base = %s%s, .values = %s_values, .pages = {", base && !*base ? "" : "static ", name,
           base && *base ? "&" : "", base && *base ? base : "NULL", name);
    written = 0;
    for (unsigned page = 0; page < 256; page++) {
        count = span_of(&writing->is_set[page * 256], &first);
        printf("%s{%u, %u, %u},", page % 8 ? " " : "\n    ", count ? written : 0, count ? first : 0, count);
        written += count;
    }
    printf("\n}};\n\n");
}

static unsigned written_value(bool decode, unsigned plane, unsigned value)
{
    if (!value)
        return CJK_NONE;
    if (!decode || value >> 16 == plane)
        return value & 0xFFFF;
    return value < PAIR ? CJK_PLANE2 : CJK_PAIRS + value - PAIR;
}

/* The set's part of a map, less what the base has: decode or encode, of plane 0 or 2. Returns how many. */
static unsigned collect(const Set *set, bool decode, unsigned plane, Writing *writing)
{
    unsigned found = 0;
    memset(writing, 0, sizeof *writing);
    for (unsigned key = 0; key < CODES; key++) {
        unsigned place = decode ? key : plane << 16 | key;
        unsigned value = decode ? set->decode[place] : set->encode[place];
        unsigned base = !set->base ? 0 : decode ? set->base->decode[place] : set->base->encode[place];
        if (value == base || (!decode && !value && set->encodes_as_base) || (decode && plane && value >> 16 != plane))
            continue;
        writing->is_set[key] = true;
        writing->value[key] = written_value(decode, plane, value);
        found++;
    }
    return found;
}

static void write_part(const Set *set, bool decode, unsigned plane)
{
    static Writing writing;
    char name[64], base[64] = "";
    const char *part = decode ? plane ? "decode_plane2" : "decode" : plane ? "encode_plane2" : "encode";
    snprintf(name, sizeof name, "%s_%s", set->name, part);
    if (set->base && set->base != &sjis && !plane)
        snprintf(base, sizeof base, "%s_%s", set->base->name, part);
    collect(set, decode, plane, &writing);
    write_map(&writing, name, *base ? base : NULL);
}

static int compare_pairs(const void *left, const void *right)
{
    const CjkPair *a = left, *b = right;
    return a->first != b->first ? a->first - b->first : a->second - b->second;
}

/* The maps say which characters and codes are of pairs. */
static void mark_pairs(Set *set)
{
    qsort(set->pairs, set->pair_count, sizeof *set->pairs, compare_pairs);
    for (unsigned i = 0; i < set->pair_count; i++) {
        CjkPair *pair = &set->pairs[i];
        bool follows = i > 0 && pair[-1].first == pair->first;
        set->decode[pair->code] = PAIR + i;
        pair->alone = (uint16_t)(follows ? pair[-1].alone : set->encode[pair->first]);
        if (!follows)
            set->encode[pair->first] = i << 8 | CJK_FIRST_OF_PAIR;
    }
}

static void write_set(Set *set)
{
    static Writing writing;
    bool has_plane2 = collect(set, true, 2, &writing) > 0;
    mark_pairs(set);
    for (unsigned plane = 0; plane <= (has_plane2 ? 2 : 0); plane += 2) {
        write_part(set, true, plane);
        write_part(set, false, plane);
    }
    if (set->pair_count) {
        printf("static const CjkPair %s_pairs[] = {", set->name);
        for (size_t i = 0; i <= set->pair_count; i++)
            printf("\n    {%u, %u, %u, %u},", set->pairs[i].first, set->pairs[i].second, set->pairs[i].code, set->pairs[i].alone);
        printf("\n};\n");
    }
    printf("const CjkSet cjk_%s = {.decode = &%s_decode, .encode = &%s_encode", set->name, set->name, set->name);
    if (has_plane2)
        printf(", .decode_plane2 = &%s_decode_plane2, .encode_plane2 = &%s_encode_plane2", set->name, set->name);
    if (set->pair_count)
        printf(", .pairs = %s_pairs", set->name);
    printf("};\n\n");
}

/* GB 18030 numbers all that has no two bytes, in the order of Unicode; surrogates are no characters. */
static void write_runs(void)
{
    unsigned number = 0, count = 0, length = 0;
    printf("const CjkRun cjk_gb18030_runs[] = {");
    for (unsigned c = 0x80; c <= CODES; c++) {
        bool counts = c < CODES && !gb18030.encode[c] && !(c >= 0xD800 && c < 0xE000);
        length += counts;
        number += counts;
        if (counts || !length)
            continue;
        printf("%s{%u, %u, %u},", count++ % 8 ? " " : "\n    ", c - length, length, number - length);
        length = 0;
    }
    printf("\n};\nconst size_t cjk_gb18030_run_count = %u;\n\n", count);
}

/* ISO 8859-7, which one encoding of the ISO 2022 family can read. */
static void write_greek(void)
{
    static Writing decode;
    iconv_t conversion = open_charset("ISO-8859-7");
    for (unsigned code = 0xA0; code < 256; code++) {
        unsigned char byte = (unsigned char)code;
        uint32_t c;
        if (code == 0xA4 || code == 0xA5 || code == 0xAA || convert(conversion, &byte, 1, &c, 1) != 1)
            continue; /* three came in 2003 */
        decode.is_set[code] = true;
        decode.value[code] = c;
    }
    iconv_close(conversion);
    write_map(&decode, "cjk_greek", "");
}

int main(void)
{
    make_all();
    printf("/* Made by stdlib/cjk/tables/make_tables.c. */\n#include \"stdlib/cjk/cjk_map.h\"\n\n");
    for (size_t i = 0; i < COUNT_OF(sets); i++)
        write_set(sets[i]);
    write_runs();
    write_greek();
    return fflush(stdout) != 0 || ferror(stdout);
}
