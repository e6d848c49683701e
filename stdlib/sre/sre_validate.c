/* sre_validate: are the codes of a pattern whole? Anybody can call _sre.compile with a list of numbers.
 *
 * Invariant:  codes that pass hold nothing that could lead the engine out of them: each skip ends where an
 *             instruction begins, each block ends with the instruction that ends it, each group exists.
 * The blocks are read by recursive descent; too deep ones are refused like invalid ones. */
#include "runtime/memory/stack.h"
#include "stdlib/sre/sre.h"

/* Read from `at` to `stop`. */
typedef struct Reader {
    const Code *at, *stop;
    int64_t groups;
} Reader;

static bool block(const Code *at, const Code *stop, int64_t groups);

static bool take(Reader *reader, Code *code)
{
    if (reader->at >= reader->stop)
        return false;
    *code = *reader->at++;
    return true;
}

/* A skip counts from its own place. Where it leads to; `least` codes must lie between. */
static bool take_target(Reader *reader, size_t least, const Code **target)
{
    const Code *from = reader->at;
    Code skip;
    if (!take(reader, &skip) || skip < least + 1 || skip > (size_t)(reader->stop - from))
        return false;
    *target = from + skip;
    return true;
}

static bool expect(Reader *reader, SreOp op)
{
    Code code;
    return take(reader, &code) && code == op;
}

/* The members of a set, up to FAILURE, which must stand last before `stop`. */
static bool charset(const Code *at, const Code *stop)
{
    Reader reader = {at, stop, 0};
    Code op, count;
    while (take(&reader, &op)) {
        size_t rest = (size_t)(stop - reader.at), needs = 0;
        switch (op) {
        case SRE_FAILURE: return reader.at == stop;
        case SRE_NEGATE: break;
        case SRE_LITERAL: needs = 1; break;
        case SRE_RANGE:
        case SRE_RANGE_UNI_IGNORE: needs = 2; break;
        case SRE_CHARSET: needs = 8; break;
        case SRE_CATEGORY:
            if (rest < 1 || *reader.at >= SRE_CATEGORY_COUNT)
                return false;
            needs = 1;
            break;
        case SRE_BIGCHARSET:
            if (rest < 1 + 64)
                return false;
            count = *reader.at;
            needs = 1 + 64 + (size_t)count * 8;
            for (size_t i = 0; i < 256; i++)
                if (((const unsigned char *)(reader.at + 1))[i] >= count)
                    return false;
            break;
        default: return false;
        }
        if (needs > rest)
            return false;
        reader.at += needs;
    }
    return false;
}

static bool in(Reader *reader)
{
    const Code *target;
    if (!take_target(reader, 1, &target) || !charset(reader->at, target))
        return false;
    reader->at = target;
    return true;
}

/* A prefix: its length, how much of it the search need not match again, its characters, and for each how far
 * the prefix overlaps itself. What is not matched again must be what the pattern begins with. */
static bool info_prefix(Reader *reader, const Code *target)
{
    Code length, skip;
    Reader inner = {reader->at, target, 0};
    if (!take(&inner, &length) || !take(&inner, &skip) || length == 0 || skip > length || (size_t)(target - inner.at) != 2 * (size_t)length)
        return false;
    if ((size_t)(reader->stop - target) < 2 * (size_t)skip)
        return false;
    for (size_t i = 0; i < length; i++)
        if (inner.at[length + i] >= length || (i < skip && (target[2 * i] != SRE_LITERAL || target[2 * i + 1] != inner.at[i])))
            return false;
    return true;
}

static bool info(Reader *reader)
{
    const Code *target;
    Code flags, least, most;
    if (!take_target(reader, 3, &target) || !take(reader, &flags) || !take(reader, &least) || !take(reader, &most))
        return false;
    bool has_prefix = (flags & SRE_INFO_PREFIX) != 0, has_set = (flags & SRE_INFO_CHARSET) != 0;
    if (flags & ~(Code)(SRE_INFO_PREFIX | SRE_INFO_LITERAL | SRE_INFO_CHARSET) || (has_prefix && has_set) ||
        ((flags & SRE_INFO_LITERAL) && !has_prefix))
        return false;
    if (has_prefix ? !info_prefix(reader, target) : has_set ? !charset(reader->at, target) : reader->at != target)
        return false;
    reader->at = target;
    return true;
}

/* BRANCH: ways, each behind its length and ended by a JUMP to the one common end; a length of 0 ends them. */
static bool branch(Reader *reader)
{
    const Code *common = NULL, *target, *end;
    while (reader->at < reader->stop && *reader->at) {
        if (!take_target(reader, 2, &target) || !block(reader->at, target - 2, reader->groups))
            return false;
        reader->at = target - 2;
        if (!expect(reader, SRE_JUMP) || !take_target(reader, 0, &end) || (common && end != common))
            return false;
        common = end;
    }
    Code zero;
    return take(reader, &zero) && common == reader->at;
}

/* The instructions that take one character. */
static bool is_unit(Code op)
{
    switch (op) {
    case SRE_ANY:
    case SRE_ANY_ALL:
    case SRE_IN:
    case SRE_IN_IGNORE:
    case SRE_IN_LOC_IGNORE:
    case SRE_IN_UNI_IGNORE:
    case SRE_LITERAL:
    case SRE_LITERAL_IGNORE:
    case SRE_LITERAL_LOC_IGNORE:
    case SRE_LITERAL_UNI_IGNORE:
    case SRE_NOT_LITERAL:
    case SRE_NOT_LITERAL_IGNORE:
    case SRE_NOT_LITERAL_LOC_IGNORE:
    case SRE_NOT_LITERAL_UNI_IGNORE: return true;
    default: return false;
    }
}

static bool instruction(Reader *reader);

static bool repeat(Reader *reader, Code op)
{
    const Code *target;
    Code least, most, end;
    bool is_single = op == SRE_REPEAT_ONE || op == SRE_MIN_REPEAT_ONE || op == SRE_POSSESSIVE_REPEAT_ONE;
    if (!take_target(reader, is_single ? 3 : 2, &target) || !take(reader, &least) || !take(reader, &most) || least > most)
        return false;
    const Code *stop = target - is_single;
    if (is_single) {
        Reader unit = {reader->at, stop, reader->groups};
        if (reader->at >= stop || !is_unit(*reader->at) || !instruction(&unit) || unit.at != stop)
            return false;
    } else if (!block(reader->at, stop, reader->groups)) {
        return false;
    }
    reader->at = stop;
    if (!take(reader, &end))
        return false;
    return op == SRE_REPEAT ? end == SRE_MAX_UNTIL || end == SRE_MIN_UNTIL : end == SRE_SUCCESS;
}

/* A block that ends with SUCCESS: of ATOMIC_GROUP, and with a width to look back first, of ASSERT. */
static bool group(Reader *reader, bool has_width)
{
    const Code *target;
    Code width = 0;
    if (!take_target(reader, has_width ? 2 : 1, &target) || (has_width && !take(reader, &width)) || width > INT32_MAX ||
        !block(reader->at, target - 1, reader->groups))
        return false;
    reader->at = target - 1;
    return expect(reader, SRE_SUCCESS);
}

/* GROUPREF_EXISTS: the skip leads behind the way that is taken if the group matched; if that ends with a
 * JUMP, the other way follows, up to where that leads. */
static bool conditional(Reader *reader)
{
    const Code *target, *end;
    Code number;
    if (!take(reader, &number) || number >= reader->groups)
        return false;
    const Code *from = reader->at - 1; /* this skip counts from the group's number */
    Code skip;
    if (!take(reader, &skip) || skip < 2 || skip > (size_t)(reader->stop - from))
        return false;
    target = from + skip;
    if (target - reader->at >= 2 && target[-2] == SRE_JUMP && block(reader->at, target - 2, reader->groups)) {
        reader->at = target - 1;
        if (!take_target(reader, 0, &end) || !block(reader->at, end, reader->groups))
            return false;
        reader->at = end;
        return true;
    }
    bool is_whole = block(reader->at, target, reader->groups);
    reader->at = target;
    return is_whole;
}

static bool instruction(Reader *reader)
{
    Code op, argument;
    if (!take(reader, &op))
        return false;
    switch (op) {
    case SRE_FAILURE:
    case SRE_SUCCESS:
    case SRE_ANY:
    case SRE_ANY_ALL: return true;
    case SRE_AT: return take(reader, &argument) && argument < SRE_AT_COUNT;
    case SRE_CATEGORY: return take(reader, &argument) && argument < SRE_CATEGORY_COUNT;
    case SRE_LITERAL:
    case SRE_LITERAL_IGNORE:
    case SRE_LITERAL_LOC_IGNORE:
    case SRE_LITERAL_UNI_IGNORE:
    case SRE_NOT_LITERAL:
    case SRE_NOT_LITERAL_IGNORE:
    case SRE_NOT_LITERAL_LOC_IGNORE:
    case SRE_NOT_LITERAL_UNI_IGNORE: return take(reader, &argument);
    case SRE_IN:
    case SRE_IN_IGNORE:
    case SRE_IN_LOC_IGNORE:
    case SRE_IN_UNI_IGNORE: return in(reader);
    case SRE_INFO: return info(reader);
    case SRE_BRANCH: return branch(reader);
    case SRE_REPEAT:
    case SRE_REPEAT_ONE:
    case SRE_MIN_REPEAT_ONE:
    case SRE_POSSESSIVE_REPEAT:
    case SRE_POSSESSIVE_REPEAT_ONE: return repeat(reader, op);
    case SRE_ATOMIC_GROUP: return group(reader, false);
    case SRE_ASSERT:
    case SRE_ASSERT_NOT: return group(reader, true);
    case SRE_GROUPREF:
    case SRE_GROUPREF_IGNORE:
    case SRE_GROUPREF_LOC_IGNORE:
    case SRE_GROUPREF_UNI_IGNORE: return take(reader, &argument) && argument < reader->groups;
    case SRE_GROUPREF_EXISTS: return conditional(reader);
    case SRE_MARK: return take(reader, &argument) && argument < 2 * reader->groups;
    default: return false;
    }
}

/* Instructions up to `stop`, exactly. */
static bool block(const Code *at, const Code *stop, int64_t groups)
{
    Reader reader = {at, stop, groups};
    if (stack_is_low() || at > stop)
        return false;
    while (reader.at < stop)
        if (!instruction(&reader))
            return false;
    return true;
}

bool sre_validate(const Code *codes, size_t count, int64_t groups)
{
    return groups >= 0 && groups <= SRE_MAXGROUPS && count > 0 && codes[count - 1] == SRE_SUCCESS &&
           block(codes, codes + count - 1, groups);
}
