/* cjk_map: sets of East Asian characters as constant tables, made by the build (tables/make_tables.c).
 *
 *     map ─ upper byte of the key ─► page: the first and the last lower byte it has, and where their values begin
 *                                      │
 *                                      └─ lower byte ─► value; 0: it has none
 *
 * Both directions are maps of the same kind: from code to character and from character to code.
 *
 * A map may be laid over another: it then has only what differs. The value CJK_NONE says: this one has none. */
#ifndef OURO_STDLIB_CJK_MAP_H
#define OURO_STDLIB_CJK_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct CjkPage {
    uint32_t place; /* among the values */
    uint8_t first;
    uint16_t count; /* 0: an empty page */
} CjkPage;

typedef struct CjkMap {
    const struct CjkMap *base; /* asked for what this one does not mention; NULL: nothing */
    const uint16_t *values;
    CjkPage pages[256]; /* by the key's upper byte */
} CjkMap;

/* Two characters that have one code. Pairs with the same first character lie together. */
typedef struct CjkPair {
    uint16_t first, second, code, alone; /* alone: the code of the first by itself */
} CjkPair;

/* Values that say more: */
enum {
    CJK_NONE = 0xFFFF,
    CJK_PAIRS = 0xD800,      /* decode: from here on, up to CJK_PLANE2, a place among the pairs */
    CJK_PLANE2 = 0xDC00,     /* decode: the character is in the second plane's map */
    CJK_FIRST_OF_PAIR = 255, /* encode, the lower byte: the upper one is the place of the first of its pairs */
};

/* `count` characters from `first` on, which are numbered from `number` on. */
typedef struct CjkRun {
    uint16_t first, count, number;
} CjkRun;

/* A set of characters. The second plane's (U+20000 …) are in maps of their own, by their lower 16 bits. */
typedef struct CjkSet {
    const CjkMap *decode, *encode;
    const CjkMap *decode_plane2, *encode_plane2; /* or NULL */
    const CjkPair *pairs;                        /* or NULL */
} CjkSet;

extern const CjkSet cjk_jisx0208, cjk_jisx0212, cjk_jisx0213; /* codes of two bytes 21 … 7E; | 0x8000: the second plane of JIS X 0213 */
extern const CjkSet cjk_cp932;                                /* bytes of Shift-JIS: what differs from JIS X 0208 */
extern const CjkSet cjk_gb2312, cjk_gbk, cjk_gb18030;         /* bytes; each lies over the one before */
extern const CjkSet cjk_ksx1001, cjk_uhc;                     /* likewise */
extern const CjkSet cjk_big5, cjk_cp950, cjk_hkscs;           /* the latter two lie over Big5 */
extern const CjkMap cjk_greek;                                /* ISO 8859-7, from code to character */
extern const CjkRun cjk_gb18030_runs[];                       /* of the characters with four bytes, by number and by character */
extern const size_t cjk_gb18030_run_count;

/* What the map itself has for the key (< 0x10000), CJK_NONE, or 0: it does not mention it. */
static inline unsigned cjk_find(const CjkMap *map, unsigned key)
{
    const CjkPage *page = &map->pages[key >> 8];
    unsigned place = (key & 255) - page->first;
    return place < page->count ? map->values[page->place + place] : 0;
}

/* What the map or its base has for the key; 0: nothing. */
static inline unsigned cjk_look_up(const CjkMap *map, unsigned key)
{
    unsigned value = 0;
    while (map && !(value = cjk_find(map, key)))
        map = map->base;
    return value == CJK_NONE ? 0 : value;
}

#endif
