/* sre_pattern: re.Pattern: making one of codes, and its methods that search once. Those that search
 * repeatedly are in sre_search_all.c and sre_substitute.c.
 *
 * Invariant:  the codes passed sre_validate, and never change. */
#include <stdio.h>

#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/classes/generic_alias.h"
#include "runtime/classes/layout.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/strbuilder.h"
#include "stdlib/sre/sre.h"

static PatternObject *pattern_of(View self)
{
    return (PatternObject *)self;
}

/* --- making --------------------------------------------------------------------------------------------- */

/* Whatever is no code, a number or not, gets the same words as in CPython. */
static bool read_code(View number, Code *code)
{
    View value = int_view(number);
    int64_t word = 0;
    if (!value || !int_to_int64(value, &word) || word < 0 || word > UINT32_MAX)
        return raise_error(OverflowError, "regular expression code size limit exceeded") != NULL;
    *code = (Code)word;
    return true;
}

static bool read_codes(PatternObject *pattern, ListView list)
{
    size_t count = list->used;
    if (!count)
        return true;
    pattern->codes = heap_allocate(heap_array_size(count, sizeof(Code)));
    if (!pattern->codes)
        return raise_memory_error() != NULL;
    pattern->code_count = count;
    for (size_t i = 0; i < count; i++)
        if (!read_code(list->items[i], &pattern->codes[i]))
            return false;
    return true;
}

/* What the pattern is made of; *kind says what texts it fits. */
static bool read_kind(View text, uint32_t *kind)
{
    const unsigned char *data;
    size_t length;
    *kind = text == NONE ? PATTERN_ANY : is_str(text) ? PATTERN_STR : PATTERN_BYTES;
    if (*kind != PATTERN_BYTES || bytes_data_peek(text, &data, &length))
        return true;
    return raise_error(TypeError, "expected string or bytes-like object, got '%T'", text) != NULL;
}

/* The arguments are pattern, flags, code, groups, groupindex, indexgroup. */
Ref sre_pattern_new(View *args)
{
    Index flags, groups;
    if (!is_list(args[2]))
        return raise_error(TypeError, "compile() argument 'code' must be list, not %K", args[2]);
    if (!is_dict(args[4]))
        return raise_error(TypeError, "compile() argument 'groupindex' must be dict, not %K", args[4]);
    if (!is_tuple(args[5]))
        return raise_error(TypeError, "compile() argument 'indexgroup' must be tuple, not %K", args[5]);
    if (!object_as_ssize(args[1], &flags) || !object_as_ssize(args[3], &groups))
        return NULL;
    PatternObject *pattern = (PatternObject *)type_allocate(&sre_pattern_type, 0);
    if (!pattern)
        return NULL;
    pattern->flags = flags;
    pattern->groups = groups;
    pattern->pattern = retain(args[0]);
    if (((DictView)args[4])->used) { /* without names there is no need to keep them */
        pattern->group_index = retain(args[4]);
        pattern->index_group = retain(args[5]);
    }
    gc_track(AS_OBJECT(pattern));
    if (!read_kind(args[0], &pattern->is_bytes) || !read_codes(pattern, (ListView)args[2]))
        goto fail;
    if (!sre_validate(pattern->codes, pattern->code_count, groups)) {
        raise_error(RuntimeError, "invalid SRE code");
        goto fail;
    }
    if (sre_make_tables(pattern) && sre_make_first(pattern))
        return AS_OBJECT(pattern);
fail:
    release(AS_OBJECT(pattern));
    return NULL;
}

/* --- searching once ------------------------------------------------------------------------------------- */

bool sre_read_bounds(View pos, View endpos, Index *start, Index *stop)
{
    *start = 0;
    *stop = PTRDIFF_MAX;
    return (!pos || object_as_ssize(pos, start)) && (!endpos || object_as_ssize(endpos, stop));
}

typedef enum SearchKind { SEARCH_MATCH, SEARCH_FULL, SEARCH_ANYWHERE } SearchKind;

static Ref search_once(View self, View *args, SearchKind kind)
{
    Index pos, endpos;
    Subject subject;
    Matcher matcher;
    Ref result = NULL;
    if (!sre_read_bounds(args[1], args[2], &pos, &endpos))
        return NULL;
    matcher.marks = NULL;
    matcher.stack = matcher.small_stack;
    if (subject_start(&subject, pattern_of(self), args[0]) && matcher_start(&matcher, pattern_of(self), &subject, pos, endpos)) {
        matcher.match_all = kind == SEARCH_FULL;
        int status = kind == SEARCH_ANYWHERE ? matcher_search(&matcher) : matcher_match(&matcher);
        result = sre_match_new(pattern_of(self), &matcher, &subject, pos, endpos, status);
    }
    matcher_end(&matcher);
    subject_end(&subject);
    return result;
}

static Ref pattern_match(View self, View *args)
{
    return search_once(self, args, SEARCH_MATCH);
}

static Ref pattern_fullmatch(View self, View *args)
{
    return search_once(self, args, SEARCH_FULL);
}

static Ref pattern_search(View self, View *args)
{
    return search_once(self, args, SEARCH_ANYWHERE);
}

static Ref pattern_copy(View self, View *args UNUSED)
{
    return retain(self);
}

/* --- showing and comparing ------------------------------------------------------------------------------ */

static const struct FlagName {
    const char *name;
    int64_t flag;
} flag_names[] = {
    {"re.TEMPLATE", 1}, {"re.IGNORECASE", 2}, {"re.LOCALE", 4},  {"re.MULTILINE", 8}, {"re.DOTALL", 16},
    {"re.UNICODE", 32}, {"re.VERBOSE", 64},   {"re.DEBUG", 128}, {"re.ASCII", 256},
};

static void add_flags(StrBuilder *text, int64_t flags)
{
    const char *between = ", ";
    for (size_t i = 0; i < COUNT_OF(flag_names); i++)
        if (flags & flag_names[i].flag) {
            strbuilder_add_text(text, between);
            strbuilder_add_text(text, flag_names[i].name);
            flags &= ~flag_names[i].flag;
            between = "|";
        }
    if (flags) {
        char rest[32];
        snprintf(rest, sizeof rest, "%s0x%x", between, (unsigned)flags);
        strbuilder_add_text(text, rest);
    }
}

/* re.compile('…', flags), the text cut after 200 characters; UNICODE is not shown where it goes without
 * saying. */
static Ref pattern_repr(View self)
{
    enum { SHOWN_MOST = 200 };
    PatternObject *pattern = pattern_of(self);
    int64_t flags = pattern->flags;
    if (pattern->is_bytes == PATTERN_STR && (flags & (SRE_FLAG_LOCALE | SRE_FLAG_UNICODE | SRE_FLAG_ASCII)) == SRE_FLAG_UNICODE)
        flags &= ~(int64_t)SRE_FLAG_UNICODE;
    Ref shown = object_repr(pattern->pattern);
    if (!shown)
        return NULL;
    size_t length = str_length(shown);
    StrBuilder text;
    strbuilder_start(&text);
    strbuilder_add_text(&text, "re.compile(");
    strbuilder_add_slice(&text, shown, 0, length < SHOWN_MOST ? length : SHOWN_MOST);
    add_flags(&text, flags);
    strbuilder_add_character(&text, ')');
    release(shown);
    return strbuilder_finish(&text);
}

static Hash pattern_hash(View self)
{
    PatternObject *pattern = pattern_of(self);
    Hash hash = object_hash(pattern->pattern);
    if (hash == -1)
        return -1;
    hash ^= (Hash)str_hash_bytes((const unsigned char *)pattern->codes, pattern->code_count * sizeof(Code));
    hash ^= pattern->flags ^ (Hash)pattern->is_bytes ^ (Hash)pattern->code_count;
    return hash == -1 ? -2 : hash;
}

static Ref pattern_compare(View self, View other, Comparison comparison)
{
    if ((comparison != COMPARE_EQ && comparison != COMPARE_NE) || type_of_peek(other) != &sre_pattern_type)
        return retain(NOT_IMPLEMENTED);
    PatternObject *left = pattern_of(self), *right = pattern_of(other);
    int same = left == right;
    if (!same && left->flags == right->flags && left->is_bytes == right->is_bytes && left->code_count == right->code_count &&
        memcmp(left->codes, right->codes, left->code_count * sizeof(Code)) == 0)
        same = object_compare_truth(left->pattern, right->pattern, COMPARE_EQ);
    return same < 0 ? NULL : bool_new((same != 0) == (comparison == COMPARE_EQ));
}

/* --- attributes ----------------------------------------------------------------------------------------- */

static Ref pattern_pattern(View self)
{
    return retain(pattern_of(self)->pattern);
}
static Ref pattern_flags(View self)
{
    return int_new(pattern_of(self)->flags);
}
static Ref pattern_groups(View self)
{
    return int_new(pattern_of(self)->groups);
}
static Ref pattern_groupindex(View self)
{
    Ref names = pattern_of(self)->group_index ? retain(pattern_of(self)->group_index) : dict_new();
    Ref proxy = names ? descriptor_mappingproxy_new(names) : NULL;
    release_maybe(names);
    return proxy;
}

/* As CPython counts it: the codes stand in the object. */
static Ref pattern_sizeof(View self, View *args UNUSED)
{
    return int_new(layout_basic_size(self) + (int64_t)(pattern_of(self)->code_count * sizeof(Code)));
}

static void pattern_traverse(View self, Visitor visit, void *context)
{
    VISIT(pattern_of(self)->pattern);
    VISIT(pattern_of(self)->group_index);
    VISIT(pattern_of(self)->index_group);
}

static void pattern_clear(View self)
{
    clear_place(&pattern_of(self)->group_index);
    clear_place(&pattern_of(self)->index_group);
    replace_take(&pattern_of(self)->pattern, none_new());
}

static void pattern_finish(View self)
{
    PatternObject *pattern = pattern_of(self);
    clear_place(&pattern->group_index);
    clear_place(&pattern->index_group);
    clear_place(&pattern->pattern);
    if (pattern->codes)
        heap_free(pattern->codes, pattern->code_count * sizeof(Code));
    if (pattern->tables)
        heap_free(pattern->tables, (pattern->table_count + 7) / 8 * 256);
    if (pattern->first)
        heap_free(pattern->first, 256);
}

static const NativeFunction pattern_methods[] = {
    {"match(string, pos=0, endpos=sys.maxsize)", pattern_match, "Matches zero or more characters at the beginning of the string."},
    {"fullmatch(string, pos=0, endpos=sys.maxsize)", pattern_fullmatch, "Matches against all of the string."},
    {"search(string, pos=0, endpos=sys.maxsize)", pattern_search,
     "Scan through string looking for a match, and return a corresponding match object instance.\n\nReturn None if no position in the "
     "string matches."},
    {"sub(repl, string, count=0)", sre_sub,
     "Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by the replacement repl."},
    {"subn(repl, string, count=0)", sre_subn,
     "Return the tuple (new_string, number_of_subs_made) found by replacing the leftmost non-overlapping occurrences of pattern with "
     "the replacement repl."},
    {"findall(string, pos=0, endpos=sys.maxsize)", sre_findall, "Return a list of all non-overlapping matches of pattern in string."},
    {"split(string, maxsplit=0)", sre_split, "Split string by the occurrences of pattern."},
    {"finditer(string, pos=0, endpos=sys.maxsize)", sre_finditer,
     "Return an iterator over all non-overlapping matches for the RE pattern in string.\n\nFor each match, the iterator returns a match "
     "object."},
    {"scanner(string, pos=0, endpos=sys.maxsize)", sre_scanner_new, NULL},
    {"__copy__()", pattern_copy, NULL},
    {"__deepcopy__(memo, /)", pattern_copy, NULL},
    {"__sizeof__()", pattern_sizeof, NULL},
    {NULL, NULL, NULL},
};
static const NativeProperty pattern_properties[] = {
    {"pattern", pattern_pattern, descriptor_refuse_write, "The pattern string from which the RE object was compiled."},
    {"flags", pattern_flags, descriptor_refuse_write, "The regex matching flags."},
    {"groups", pattern_groups, descriptor_refuse_write, "The number of capturing groups in the pattern."},
    {"groupindex", pattern_groupindex, NULL, "A dictionary mapping group names to group numbers."},
    {NULL, NULL, NULL, NULL},
};

TypeObject sre_pattern_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "re.Pattern",
    .doc = "Compiled regular expression object.",
    .size = sizeof(PatternObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW | TYPE_FLAG_IMMUTABLE | TYPE_FLAG_WEAKREFS,
    .repr = pattern_repr,
    .hash = pattern_hash,
    .compare = pattern_compare,
    .finish = pattern_finish,
    .traverse = pattern_traverse,
    .clear = pattern_clear,
    .methods = pattern_methods,
    .properties = pattern_properties,
    .class_methods = generic_class_methods,
};
