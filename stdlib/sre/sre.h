/* sre: what the files of the engine share: the codes of a pattern, the objects, the matcher's state.
 *
 *     re/_compiler.py ─ a list of codes ─► sre_validate ─► sre_charset (tables) ─► Pattern
 *     Pattern + subject ─► Matcher ─► sre_search, sre_match (engine.h, once for each width of characters)
 *
 * A code is 32 bits. Of an instruction that tests a set (IN and its kin, INFO) only the low 8 bits are the
 * operation: above them stands the number, from 1 on, of its table, which answers for characters below
 * 256. */
#ifndef OURO_STDLIB_SRE_SRE_H
#define OURO_STDLIB_SRE_SRE_H

#include "runtime/bytes/bytes.h"
#include "runtime/classes/type.h"
#include "runtime/text/str.h"

typedef uint32_t Code;

typedef enum SreOp {
#define OP(name) SRE_##name,
#include "stdlib/sre/sre_codes.def"
    SRE_OP_COUNT
} SreOp;
typedef enum SreAt {
#define AT(name) SRE_AT_##name,
#include "stdlib/sre/sre_codes.def"
    SRE_AT_COUNT
} SreAt;
typedef enum SreCategory {
#define CATEGORY(name) SRE_CATEGORY_##name,
#include "stdlib/sre/sre_codes.def"
    SRE_CATEGORY_COUNT
} SreCategory;

enum {
    SRE_MAGIC = 20220615,
    SRE_FLAG_LOCALE = 4,
    SRE_FLAG_UNICODE = 32,
    SRE_FLAG_ASCII = 256,
    SRE_INFO_PREFIX = 1,
    SRE_INFO_LITERAL = 2,
    SRE_INFO_CHARSET = 4
};
#define SRE_MAXREPEAT UINT32_MAX
#define SRE_MAXGROUPS (INT32_MAX / 2)

static inline SreOp sre_op(Code code)
{
    return (SreOp)(code & 0xFF);
}

/* --- patterns ------------------------------------------------------------------------------------------- */

typedef struct PatternObject {
    GC_HEAD(is_bytes); /* 1: of bytes, 0: of str, 2: made without a text, fits both */
    Ref pattern, group_index, index_group;
    Code *codes;
    size_t code_count;
    /* 256 bytes for each eight sets: bit i of byte c tells whether the ith of them has the character c */
    unsigned char *tables;
    size_t table_count;   /* of sets */
    unsigned char *first; /* 256 bytes: may a match begin with this character? NULL: that is not known */
    int64_t groups;
    int64_t flags;
} PatternObject;

enum { PATTERN_STR, PATTERN_BYTES, PATTERN_ANY };

typedef struct MatchObject {
    GC_HEAD(span_count); /* how many spans: groups + 1 */
    Ref string;
    Ref regs; /* the tuple of spans, once asked for; or NULL */
    PatternObject *pattern;
    Index pos, endpos, last_index;
    Index spans[]; /* start and end of each group; -1: none */
} MatchObject;

extern TypeObject sre_pattern_type, sre_match_type, sre_scanner_type;

/* --- the subject and the matcher ------------------------------------------------------------------------ */

/* A text to search in. `holder` keeps its bytes where they are: the str, the bytes, or a memoryview. */
typedef struct Subject {
    Ref string, holder;
    const unsigned char *data;
    Index length;
    int width; /* bytes of a character */
    bool is_bytes;
} Subject;

/* Fill it. False with TypeError if `string` is no text, or one of the wrong kind for the pattern (may be
 * NULL). What it holds is released with subject_end, also when this fails. */
MUST_USE bool subject_start(Subject *subject, const PatternObject *pattern, View string);
void subject_end(Subject *subject);
/* The piece from start to stop: the string itself if that is all of it. */
MUST_USE Ref subject_slice(const Subject *subject, Index start, Index stop);

typedef union Word {
    const void *pointer;
    Index number;
} Word;

enum { MATCHER_SMALL_STACK = 256, MATCHER_SMALL_MARKS = 20 };

/* One search, or a row of them over one subject.
 * The stack holds what is to be done when the present way fails; see engine.h. */
typedef struct Matcher {
    const PatternObject *pattern;
    const unsigned char *beginning, *end; /* of the subject, up to endpos */
    const unsigned char *start, *at;      /* where the match begins, and after a success where it ends */
    const void **marks;                   /* two for each group */
    Index last_mark, last_index;          /* the highest mark that is valid; the group closed last; -1: none */
    Word *stack;
    size_t stack_room;
    unsigned steps; /* since the last look for Ctrl-C */
    int width;
    bool must_advance, match_all;
    const void *small_marks[MATCHER_SMALL_MARKS];
    Word small_stack[MATCHER_SMALL_STACK];
} Matcher;

/* Ready to search from pos to endpos, which are clamped. False with MemoryError. */
MUST_USE bool matcher_start(Matcher *matcher, const PatternObject *pattern, const Subject *subject, Index pos, Index endpos);
void matcher_end(Matcher *matcher);

/* Match at `start`; or find the first match from there on, and set `start` to it. 1: found, `at` is where it
 * ends; 0: nothing; -1: an exception. */
MUST_USE int matcher_match(Matcher *matcher);
MUST_USE int matcher_search(Matcher *matcher);
/* After a search that found: the next one begins where this match ends, and may not be empty there if this
 * one was. */
static inline void matcher_advance(Matcher *matcher)
{
    matcher->must_advance = matcher->at == matcher->start;
    matcher->start = matcher->at;
}

static inline Index matcher_offset(const Matcher *matcher, const void *place)
{
    return ((const unsigned char *)place - matcher->beginning) / matcher->width;
}

/* The span of a group (from 1) of the match just found. 1; 0: it took no part; -1 with SystemError. */
MUST_USE int matcher_group(const Matcher *matcher, Index group, Index *start, Index *stop);

/* For engine.h: room for `count` more words above `top`; the new top. NULL with MemoryError. */
Word *matcher_grow(Matcher *matcher, Word *top, size_t count);

/* For engine.h, each few thousand steps: look for Ctrl-C. False with KeyboardInterrupt. */
MUST_USE bool matcher_look(Matcher *matcher);

/* engine_1.c, engine_2.c, engine_4.c: by width. */
int sre_match_1(Matcher *matcher, const Code *code, const void *at);
int sre_match_2(Matcher *matcher, const Code *code, const void *at);
int sre_match_4(Matcher *matcher, const Code *code, const void *at);
int sre_search_1(Matcher *matcher, const Code *code);
int sre_search_2(Matcher *matcher, const Code *code);
int sre_search_4(Matcher *matcher, const Code *code);

/* --- characters (sre_charset.c) ------------------------------------------------------------------------- */

/* Once, when the module is made: see what the first 256 characters are. */
void sre_characters_start(void);
Character sre_lower_unicode(Character character);
Character sre_upper_unicode(Character character);
Character sre_lower_locale(Character character);
Character sre_upper_locale(Character character);
static inline Character sre_lower_ascii(Character character)
{
    return character - 'A' < 26 ? character | 0x20 : character;
}
bool sre_category(Code category, Character character);
/* Is the character in the set whose codes begin at `set`? */
bool sre_in_set(const Code *set, Character character);
/* Does the instruction IN (or one of its kin), at its operation, take the character? */
bool sre_takes(const Code *in, Character character);
/* Does LITERAL_LOC_IGNORE of this character take that one? */
bool sre_same_in_locale(Code literal, Character character);

/* Make the tables of the pattern's sets, and number them in its codes. False with MemoryError. */
MUST_USE bool sre_make_tables(PatternObject *pattern);
/* Make the table of the characters that a match may begin with, if that helps a search (sre_first.c). False
 * with MemoryError. */
MUST_USE bool sre_make_first(PatternObject *pattern);

/* --- the rest ------------------------------------------------------------------------------------------- */

/* Are these codes whole and true, so that the engine may run them without looking? */
bool sre_validate(const Code *codes, size_t count, int64_t groups);

MUST_USE Ref sre_pattern_new(View *args);
/* A Match of what was just found; None if status is 0, NULL if it is below. */
MUST_USE Ref sre_match_new(PatternObject *pattern, const Matcher *matcher, const Subject *subject, Index pos, Index endpos, int status);
/* matcher.pos and endpos as the arguments give them: 0 and the greatest by default. */
MUST_USE bool sre_read_bounds(View pos, View endpos, Index *start, Index *stop);

Ref sre_scanner_new(View pattern, View *args);
Ref sre_finditer(View pattern, View *args);
Ref sre_findall(View pattern, View *args);
Ref sre_split(View pattern, View *args);
Ref sre_sub(View pattern, View *args);
Ref sre_subn(View pattern, View *args);
/* re.NAME(first, …) of the module re: second and third may be NULL. */
MUST_USE Ref sre_call_re(const char *name, View first, View second, View third);

#endif
