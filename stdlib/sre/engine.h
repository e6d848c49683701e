/* engine: the matcher, for characters of one width. Included by engine_1.c, engine_2.c and engine_4.c, with
 * Char and NAME(x) defined.
 *
 * Matching goes forward through the codes. Wherever there is another way, it leaves a note on the stack:
 *
 *     bottom │ words of a note … │ kind │ words of a note … │ kind ◄─ top
 *
 * To fail is to take the last note: it either restores something (a mark, the count of a repeat) and fails
 * further, or goes the other way. So there is no recursion in C, and how far a pattern may go is limited by
 * the heap alone.
 *
 * Scopes:   lookaround, atomic groups and possessive repeats match their body on its own: SUCCESS in the body
 *           does not end the match but drops all notes of the body (no way back into it). The note of the
 *           scope itself has the marks as they were, for when what follows fails.
 * Repeats:  REPEAT leaves a note with how often its body matched (REP_…), which `repeat` points to (as an
 *           offset: the stack moves when it grows) until UNTIL goes on behind it. */
#include <string.h>
#include <wchar.h>

#include "runtime/errors/errors.h"
#include "stdlib/sre/sre.h"

/* The kinds of notes; behind each its words, bottom first. */
typedef enum NoteKind {
    NOTE_BOTTOM,
    NOTE_MARK,       /* index, old value, last_mark, last_index */
    NOTE_BRANCH,     /* at, the next way, last_mark, last_index */
    NOTE_GREEDY,     /* at, codes, least place: a REPEAT_ONE may give back one */
    NOTE_LAZY,       /* at, codes, count: a MIN_REPEAT_ONE may take one more */
    NOTE_REPEAT,     /* outer repeat, codes, count, last place: see REP_… */
    NOTE_COUNT,      /* repeat, last place: a body was entered */
    NOTE_MAX_TAIL,   /* repeat, last place, at, codes behind: a greedy body was entered, what follows is the other way */
    NOTE_SET_REPEAT, /* repeat: it was left */
    NOTE_MIN_BODY,   /* repeat, at: a lazy repeat was left, its body is the other way */
    NOTE_SCOPE       /* marks …, their number, last_mark, last_index, outer scope, repeat, at, codes, count, state */
} NoteKind;

enum { REP_OUTER, REP_CODES, REP_COUNT, REP_LAST, REP_SIZE };
/* The words of a scope's note, counted from behind. */
enum { SCOPE_STATE = 2, SCOPE_COUNT, SCOPE_CODES, SCOPE_AT, SCOPE_REPEAT, SCOPE_OUTER, SCOPE_LAST_INDEX, SCOPE_LAST_MARK, SCOPE_MARKS };
/* What a scope does: SCOPE_DONE has only marks to restore. */
typedef enum ScopeState { SCOPE_DONE, SCOPE_ASSERT, SCOPE_ASSERT_NOT, SCOPE_ATOMIC, SCOPE_POSSESSIVE } ScopeState;

enum { STEPS_BETWEEN_LOOKS = 4096 };

/* Do tables answer for the character? */
static inline bool NAME(is_narrow)(Character character)
{
    return character < 256;
}

static inline bool NAME(is_word)(Code kind, Character character)
{
    return sre_category(kind, character);
}

static bool NAME(boundary)(const Matcher *matcher, const Char *at, Code kind)
{
    const Char *beginning = (const Char *)matcher->beginning, *end = (const Char *)matcher->end;
    bool before = at > beginning && NAME(is_word)(kind, at[-1]), behind = at < end && NAME(is_word)(kind, *at);
    return before != behind;
}

static bool NAME(is_at)(const Matcher *matcher, const Char *at, Code code)
{
    const Char *beginning = (const Char *)matcher->beginning, *end = (const Char *)matcher->end;
    bool is_empty = beginning == end; /* where there is no boundary, and no place without one either */
    switch ((SreAt)code) {
    case SRE_AT_BEGINNING:
    case SRE_AT_BEGINNING_STRING: return at == beginning;
    case SRE_AT_BEGINNING_LINE: return at == beginning || at[-1] == '\n';
    case SRE_AT_END: return at == end || (end - at == 1 && *at == '\n');
    case SRE_AT_END_LINE: return at == end || *at == '\n';
    case SRE_AT_END_STRING: return at == end;
    case SRE_AT_BOUNDARY: return !is_empty && NAME(boundary)(matcher, at, SRE_CATEGORY_WORD);
    case SRE_AT_NON_BOUNDARY: return !is_empty && !NAME(boundary)(matcher, at, SRE_CATEGORY_WORD);
    case SRE_AT_LOC_BOUNDARY: return !is_empty && NAME(boundary)(matcher, at, SRE_CATEGORY_LOC_WORD);
    case SRE_AT_LOC_NON_BOUNDARY: return !is_empty && !NAME(boundary)(matcher, at, SRE_CATEGORY_LOC_WORD);
    case SRE_AT_UNI_BOUNDARY: return !is_empty && NAME(boundary)(matcher, at, SRE_CATEGORY_UNI_WORD);
    case SRE_AT_UNI_NON_BOUNDARY: return !is_empty && !NAME(boundary)(matcher, at, SRE_CATEGORY_UNI_WORD);
    default: return false;
    }
}

/* Does the IN at `in` take the character? */
static inline ALWAYS_INLINE bool NAME(takes)(const PatternObject *pattern, const Code *in, Char character)
{
    size_t number = *in >> 8;
    if (LIKELY(number != 0 && NAME(is_narrow)(character)))
        return (pattern->tables[(number - 1) / 8 * 256 + character] >> (number - 1) % 8 & 1) != 0;
    return sre_takes(in, character);
}

/* Where the run of characters that the IN takes ends, at `stop` at the latest. */
static inline const Char *NAME(run_of_set)(const PatternObject *pattern, const Code *in, const Char *at, const Char *stop)
{
    size_t number = *in >> 8;
    if (!number) {
        while (at < stop && sre_takes(in, *at))
            at++;
        return at;
    }
    const unsigned char *table = pattern->tables + (number - 1) / 8 * 256;
    unsigned bit = 1u << (number - 1) % 8;
    while (at < stop) {
        if (UNLIKELY(!NAME(is_narrow)(*at)) ? !sre_takes(in, *at) : !(table[*at & 0xFF] & bit))
            break;
        at++;
    }
    return at;
}

/* The next place of the character; `stop` if there is none. */
static inline const Char *NAME(find)(const Char *at, const Char *stop, Code character)
{
    if (sizeof(Char) == 1) {
        if (character > 0xFF || at >= stop)
            return stop;
        const void *found = memchr(at, (int)character, (size_t)(stop - at));
        return found ? found : stop;
    }
    if (sizeof(Char) == 4) {
        const void *found = at < stop ? wmemchr((const void *)at, (wchar_t)character, (size_t)(stop - at)) : NULL;
        return found ? found : stop;
    }
    if (character > 0xFFFF)
        return stop;
    typedef uint16_t Eight __attribute__((vector_size(16)));
    for (; stop - at >= 8; at += 8) { /* eight at a time */
        Eight eight;
        uint64_t equal[2];
        memcpy(&eight, at, sizeof eight);
        eight = (Eight)(eight == (uint16_t)character);
        memcpy(equal, &eight, sizeof equal);
        if (equal[0] | equal[1])
            break;
    }
    while (at < stop && *at != character)
        at++;
    return at;
}

/* Where the run of characters that the instruction `unit` takes ends, after `most` at the latest. */
static const Char *NAME(run)(const Matcher *matcher, const Code *unit, const Char *at, size_t most)
{
    const Char *end = (const Char *)matcher->end;
    const Char *stop = most < (size_t)(end - at) ? at + most : end;
    Code character = unit[1];
    switch (sre_op(*unit)) {
    case SRE_ANY: return NAME(find)(at, stop, '\n');
    case SRE_ANY_ALL: return stop;
    case SRE_LITERAL:
        while (at < stop && *at == character)
            at++;
        return at;
    case SRE_NOT_LITERAL: return NAME(find)(at, stop, character);
    case SRE_LITERAL_IGNORE:
        while (at < stop && sre_lower_ascii(*at) == character)
            at++;
        return at;
    case SRE_NOT_LITERAL_IGNORE:
        while (at < stop && sre_lower_ascii(*at) != character)
            at++;
        return at;
    case SRE_LITERAL_UNI_IGNORE:
        while (at < stop && sre_lower_unicode(*at) == character)
            at++;
        return at;
    case SRE_NOT_LITERAL_UNI_IGNORE:
        while (at < stop && sre_lower_unicode(*at) != character)
            at++;
        return at;
    case SRE_LITERAL_LOC_IGNORE:
        while (at < stop && sre_same_in_locale(character, *at))
            at++;
        return at;
    case SRE_NOT_LITERAL_LOC_IGNORE:
        while (at < stop && !sre_same_in_locale(character, *at))
            at++;
        return at;
    default: return NAME(run_of_set)(matcher->pattern, unit, at, stop);
    }
}

/* Can the instruction match here? True if that is not to be seen quickly. */
static inline bool NAME(may_match)(const PatternObject *pattern, const Code *code, const Char *at, const Char *end)
{
    while (*code == SRE_MARK)
        code += 2;
    if (*code == SRE_LITERAL)
        return at < end && *at == code[1];
    if (sre_op(*code) == SRE_IN)
        return at < end && NAME(takes)(pattern, code, *at);
    return true;
}

/* The last place from `least` to `at` where the instruction may match; NULL if there is none. A repeat that gives
 * back what it took asks this: over a long run the instruction must not be looked at anew for each place. */
static inline const Char *NAME(last_place)(const PatternObject *pattern, const Code *code, const Char *least, const Char *at,
                                           const Char *end)
{
    while (*code == SRE_MARK)
        code += 2;
    bool is_literal = *code == SRE_LITERAL;
    if (!is_literal && sre_op(*code) != SRE_IN)
        return at;
    if (at == end && at-- == least)
        return NULL;
    if (!is_literal) {
        while (!NAME(takes)(pattern, code, *at))
            if (at-- == least)
                return NULL;
        return at;
    }
    if (sizeof(Char) == 1 && at - least >= 16)
        return code[1] > 0xFF ? NULL : memrchr(least, (int)code[1], (size_t)(at - least) + 1);
    while (*at != code[1])
        if (at-- == least)
            return NULL;
    return at;
}

static Code NAME(folded)(SreOp op, Char character)
{
    switch (op) {
    case SRE_GROUPREF_IGNORE: return sre_lower_ascii(character);
    case SRE_GROUPREF_LOC_IGNORE: return sre_lower_locale(character);
    case SRE_GROUPREF_UNI_IGNORE: return sre_lower_unicode(character);
    default: return character;
    }
}

/* The span of a group that has matched so far. */
static inline bool NAME(group_span)(const Matcher *matcher, Code group, const Char **from, const Char **to)
{
    Index place = 2 * (Index)group;
    if (place >= matcher->last_mark)
        return false;
    *from = matcher->marks[place];
    *to = matcher->marks[place + 1];
    return *from && *to && *to >= *from;
}

/* Where the text of the group, found again at `at`, ends; NULL: it does not stand here. */
static const Char *NAME(again)(const Matcher *matcher, SreOp op, Code group, const Char *at)
{
    const Char *from, *to, *end = (const Char *)matcher->end;
    if (!NAME(group_span)(matcher, group, &from, &to))
        return NULL;
    for (; from < to; from++, at++)
        if (at >= end || (*at != *from && NAME(folded)(op, *at) != NAME(folded)(op, *from)))
            return NULL;
    return at;
}
