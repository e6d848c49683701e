/* engine_search: where a match begins. Included by engine_*.c behind engine_match.h.
 *
 * Most places of a text cannot begin a match. What the pattern's INFO says of its beginning (a literal
 * prefix, a set of first characters) finds those that may, and only there the codes are run. */
#include "runtime/text/search.h"

static int NAME(match_from)(Matcher *matcher, const Code *code, const Char *start, const Char *at)
{
    matcher->last_mark = matcher->last_index = -1;
    matcher->start = (const unsigned char *)start;
    return NAME(sre_match)(matcher, code, at);
}

enum { PREFIX_MOST = 64 };

/* The next place of the prefix, of which `length` characters are in `part`; `stop` if there is none. */
static const Char *NAME(find_prefix)(const Char *part, size_t length, const Code *prefix, size_t whole, const Char *at, const Char *stop)
{
    for (; (size_t)(stop - at) >= whole; at++) {
        if (length == 1) {
            at = NAME(find)(at, stop, *part);
            if ((size_t)(stop - at) < whole)
                break;
        } else {
            Characters text = {(const unsigned char *)at, (size_t)(stop - at), sizeof(Char)};
            Characters wanted = {(const unsigned char *)part, length, sizeof(Char)};
            Index found = search_same_kind(text, wanted, false);
            if (found < 0 || (size_t)(stop - at - found) < whole)
                break;
            at += found;
        }
        size_t same = length;
        while (same < whole && at[same] == prefix[same])
            same++;
        if (same == whole)
            return at;
    }
    return stop;
}

/* INFO, flags, least, most, length, skip, characters …: the pattern begins with these characters. */
static int NAME(search_prefix)(Matcher *matcher, const Code *info, const Code *code)
{
    const Char *at = (const Char *)matcher->start, *end = (const Char *)matcher->end;
    const Code *prefix = info + 7;
    size_t length = info[5], skip = info[6], short_length = length < PREFIX_MOST ? length : PREFIX_MOST;
    Char part[PREFIX_MOST];
    for (size_t i = 0; i < short_length; i++) {
        part[i] = (Char)prefix[i];
        if (part[i] != prefix[i])
            return 0; /* too wide for this text */
    }
    matcher->must_advance = false;
    for (;; at++) {
        at = NAME(find_prefix)(part, short_length, prefix, length, at, end);
        if (at >= end)
            return 0;
        if (info[2] & SRE_INFO_LITERAL) {
            matcher->last_mark = matcher->last_index = -1;
            matcher->start = (const unsigned char *)at;
            matcher->at = (const unsigned char *)(at + skip);
            return 1;
        }
        int status = NAME(match_from)(matcher, code + 2 * skip, at, at + skip);
        if (status)
            return status;
    }
}

/* The pattern begins with a character of the set that INFO has. */
static int NAME(search_set)(Matcher *matcher, const Code *info, const Code *code)
{
    const Char *at = (const Char *)matcher->start, *end = (const Char *)matcher->end;
    size_t number = info[0] >> 8;
    const unsigned char *table = number ? matcher->pattern->tables + (number - 1) / 8 * 256 : NULL;
    unsigned bit = number ? 1u << (number - 1) % 8 : 0;
    matcher->must_advance = false;
    for (;; at++) {
        for (; at < end; at++)
            if (table && NAME(is_narrow)(*at) ? (table[*at & 0xFF] & bit) != 0 : sre_in_set(info + 5, *at))
                break;
        if (at >= end)
            return 0;
        int status = NAME(match_from)(matcher, code, at, at);
        if (status)
            return status;
    }
}

/* Find the first match from matcher->start on: 1, 0, or -1 with an exception. */
int NAME(sre_search)(Matcher *matcher, const Code *code)
{
    const Char *at = (const Char *)matcher->start, *last = (const Char *)matcher->end;
    if (at > last)
        return 0;
    if (sre_op(*code) == SRE_INFO) {
        const Code *info = code;
        if ((size_t)(last - at) < info[3])
            return 0;
        last -= info[3];
        code += 1 + info[1];
        if (info[2] & SRE_INFO_PREFIX)
            return NAME(search_prefix)(matcher, info, code);
        if (info[2] & SRE_INFO_CHARSET)
            return NAME(search_set)(matcher, info, code);
    }
    bool is_anchored = code[0] == SRE_AT && (code[1] == SRE_AT_BEGINNING || code[1] == SRE_AT_BEGINNING_STRING);
    /* A search for `.*x` that fails here fails at every place that the run reaches: it could have begun there. */
    bool begins_with_run = code[0] == SRE_REPEAT_ONE && code[3] == SRE_MAXREPEAT;
    const unsigned char *first = matcher->pattern->first;
    for (;; at++) {
        while (first && !is_anchored && at < last && NAME(is_narrow)(*at) && !first[*at & 0xFF])
            at++;
        int status = NAME(match_from)(matcher, code, at, at);
        if (status)
            return status;
        if (is_anchored || at >= last)
            return 0;
        if (begins_with_run && !matcher->must_advance) {
            at = NAME(run)(matcher, code + 4, at, SIZE_MAX);
            if (at >= last)
                return 0;
        }
        matcher->must_advance = false;
    }
}
