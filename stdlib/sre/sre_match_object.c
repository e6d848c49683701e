/* sre_match_object: re.Match: where a pattern and its groups matched.
 *
 * Invariant:  spans holds start and end of the whole and of each group, -1 and -1 for one that took no part;
 *             an end may lie behind the string's, if that is mutable and has shrunk. */
#include "runtime/calls/object_operations.h"
#include "runtime/classes/generic_alias.h"
#include "runtime/classes/layout.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/sre/sre.h"

static MatchObject *match_of(View self)
{
    return (MatchObject *)self;
}

static bool fill_spans(MatchObject *match, const Matcher *matcher)
{
    match->spans[0] = matcher_offset(matcher, matcher->start);
    match->spans[1] = matcher_offset(matcher, matcher->at);
    for (Index group = 1; group < (Index)match->span_count; group++) {
        Index *span = match->spans + 2 * group;
        int has = matcher_group(matcher, group, &span[0], &span[1]);
        if (has < 0)
            return false;
        if (!has)
            span[0] = span[1] = -1;
    }
    return true;
}

Ref sre_match_new(PatternObject *pattern, const Matcher *matcher, const Subject *subject, Index pos, Index endpos, int status)
{
    if (status <= 0)
        return status < 0 ? NULL : none_new();
    size_t count = (size_t)pattern->groups + 1;
    MatchObject *match = gc_new(sre_match_type.index, sizeof *match + heap_array_size(2 * count, sizeof(Index)));
    if (!match)
        return NULL;
    match->span_count = (uint32_t)count;
    match->string = retain(subject->string);
    match->regs = NULL;
    match->pattern = (PatternObject *)retain(AS_OBJECT(pattern));
    match->pos = pos < 0 ? 0 : pos > subject->length ? subject->length : pos;
    match->endpos = endpos < 0 ? 0 : endpos > subject->length ? subject->length : endpos;
    match->last_index = matcher->last_index;
    bool done = fill_spans(match, matcher);
    gc_track(AS_OBJECT(match));
    if (done)
        return AS_OBJECT(match);
    release(AS_OBJECT(match));
    return NULL;
}

/* --- groups --------------------------------------------------------------------------------------------- */

/* The number of a group that is given by number or name (NULL: 0). -1 with IndexError. */
static Index group_number(MatchObject *match, View which)
{
    Index number = -1;
    if (!which)
        return 0;
    if (is_int(which) || type_of_peek(which)->as_index) {
        if (!object_as_index(which, &number))
            number = -1;
    } else if (match->pattern->group_index) {
        Ref found = dict_get((DictView)match->pattern->group_index, which);
        if (found && is_int(found) && !object_as_index(found, &number))
            number = -1;
        release_maybe(found);
    }
    if (number >= 0 && number < (Index)match->span_count)
        return number;
    if (!error_is_set() || error_clear_if(IndexError))
        raise_error(IndexError, "no such group");
    return -1;
}

static Ref text_of(MatchObject *match, Index group, View otherwise)
{
    const Index *span = match->spans + 2 * group;
    if (match->string == NONE || span[0] < 0)
        return retain(otherwise);
    if (match->string->type == TYPE_STR) /* the usual string needs no holding */
        return str_slice(match->string, (size_t)span[0], (size_t)span[1]);
    Subject subject;
    Ref text = subject_start(&subject, NULL, match->string) ? subject_slice(&subject, span[0], span[1]) : NULL;
    subject_end(&subject);
    return text;
}

static Ref text_of_which(MatchObject *match, View which)
{
    Index group = group_number(match, which);
    return group < 0 ? NULL : text_of(match, group, NONE);
}

static Ref match_get_item(View self, View key)
{
    return text_of_which(match_of(self), key);
}

static Ref match_group(View self, View *args)
{
    MatchObject *match = match_of(self);
    size_t count = tuple_length(args[0]);
    if (count == 0)
        return text_of(match, 0, NONE);
    if (count == 1)
        return text_of_which(match, tuple_item_peek(args[0], 0));
    Ref result = tuple_new(count);
    for (size_t i = 0; result && i < count; i++) {
        Ref text = text_of_which(match, tuple_item_peek(args[0], i));
        if (text)
            ((TupleView)result)->items[i] = text;
        else
            clear_place(&result);
    }
    return result;
}

static Ref match_groups(View self, View *args)
{
    MatchObject *match = match_of(self);
    Ref result = tuple_new(match->span_count - 1);
    for (size_t i = 1; result && i < match->span_count; i++) {
        Ref text = text_of(match, (Index)i, args[0] ? args[0] : NONE);
        if (text)
            ((TupleView)result)->items[i - 1] = text;
        else
            clear_place(&result);
    }
    return result;
}

static Ref match_groupdict(View self, View *args)
{
    MatchObject *match = match_of(self);
    Ref result = dict_new(), names = result && match->pattern->group_index ? dict_keys_list((DictView)match->pattern->group_index) : NULL;
    if (result && match->pattern->group_index && !names)
        clear_place(&result);
    Ref iterator = names ? object_iterate(names) : NULL, name;
    bool done = !names || iterator;
    while (done && iterator && (name = object_next(iterator))) {
        Index group = group_number(match, name);
        Ref text = group < 0 ? NULL : text_of(match, group, args[0] ? args[0] : NONE);
        done = text && dict_set_take((DictView)result, name, text);
        release(name);
    }
    release_maybe(iterator);
    release_maybe(names);
    if (!done || error_is_set())
        clear_place(&result);
    return result;
}

static Ref match_start(View self, View *args)
{
    Index group = group_number(match_of(self), args[0]);
    return group < 0 ? NULL : int_new(match_of(self)->spans[2 * group]);
}

static Ref match_end(View self, View *args)
{
    Index group = group_number(match_of(self), args[0]);
    return group < 0 ? NULL : int_new(match_of(self)->spans[2 * group + 1]);
}

static Ref span_pair(const MatchObject *match, Index group)
{
    Ref start = int_new(match->spans[2 * group]), end = start ? int_new(match->spans[2 * group + 1]) : NULL;
    Ref pair = end ? tuple_pack(2, start, end) : NULL;
    release_maybe(start);
    release_maybe(end);
    return pair;
}

static Ref match_span(View self, View *args)
{
    Index group = group_number(match_of(self), args[0]);
    return group < 0 ? NULL : span_pair(match_of(self), group);
}

static Ref match_expand(View self, View *args)
{
    return sre_call_re("_expand", AS_OBJECT(match_of(self)->pattern), self, args[0]);
}

static Ref match_copy(View self, View *args UNUSED)
{
    return retain(self);
}

/* --- attributes ----------------------------------------------------------------------------------------- */

static Ref match_lastindex(View self)
{
    return match_of(self)->last_index >= 0 ? int_new(match_of(self)->last_index) : none_new();
}

static Ref match_lastgroup(View self)
{
    View names = match_of(self)->pattern->index_group;
    Index index = match_of(self)->last_index;
    return index >= 0 && names && index < (Index)tuple_length(names) ? retain(tuple_item_peek(names, (size_t)index)) : none_new();
}

static Ref match_regs(View self)
{
    MatchObject *match = match_of(self);
    if (match->regs)
        return retain(match->regs);
    Ref regs = tuple_new(match->span_count);
    for (size_t i = 0; regs && i < match->span_count; i++) {
        Ref pair = span_pair(match, (Index)i);
        if (pair)
            ((TupleView)regs)->items[i] = pair;
        else
            clear_place(&regs);
    }
    match->regs = retain_maybe(regs);
    return regs;
}

static Ref match_string(View self)
{
    return retain(match_of(self)->string);
}
static Ref match_re(View self)
{
    return retain(AS_OBJECT(match_of(self)->pattern));
}
static Ref match_pos(View self)
{
    return int_new(match_of(self)->pos);
}
static Ref match_endpos(View self)
{
    return int_new(match_of(self)->endpos);
}

/* --- the type ------------------------------------------------------------------------------------------- */

static Ref match_repr(View self)
{
    MatchObject *match = match_of(self);
    Ref text = text_of(match, 0, NONE);
    Ref shown = text ? str_format("<%N object; span=(%zd, %zd), match=%R>", type_of_peek(self), match->spans[0], match->spans[1], text)
                     : NULL;
    release_maybe(text);
    return shown;
}

static size_t match_allocated_size(View self)
{
    return sizeof(MatchObject) + 2 * (size_t)match_of(self)->span_count * sizeof(Index);
}

/* As CPython counts it. */
static Ref match_sizeof(View self, View *args UNUSED)
{
    return int_new(layout_basic_size(self) + 2 * (int64_t)match_of(self)->span_count * (int64_t)sizeof(Index));
}

static void match_traverse(View self, Visitor visit, void *context)
{
    VISIT(match_of(self)->string);
    VISIT(match_of(self)->regs);
    VISIT(match_of(self)->pattern);
}

static void match_finish(View self)
{
    clear_place(&match_of(self)->string);
    clear_place(&match_of(self)->regs);
    CLEAR(match_of(self)->pattern);
}

/* In a cycle it lives on without its string, whose groups then are None; the pattern refers to no match. */
static void match_clear(View self)
{
    replace_take(&match_of(self)->string, none_new());
    clear_place(&match_of(self)->regs);
}

static const NativeFunction match_methods[] = {
    {"group(*groups)", match_group,
     "group([group1, ...]) -> str or tuple.\n    Return subgroup(s) of the match by indices or names.\n    For 0 returns the entire "
     "match."},
    {"start(group=0, /)", match_start, "Return index of the start of the substring matched by group."},
    {"end(group=0, /)", match_end, "Return index of the end of the substring matched by group."},
    {"span(group=0, /)", match_span, "For match object m, return the 2-tuple (m.start(group), m.end(group))."},
    {"groups(default=None)", match_groups,
     "Return a tuple containing all the subgroups of the match, from 1.\n\n  default\n    Is used for groups that did not participate "
     "in the match."},
    {"groupdict(default=None)", match_groupdict,
     "Return a dictionary containing all the named subgroups of the match, keyed by the subgroup name.\n\n  default\n    Is used for "
     "groups that did not participate in the match."},
    {"expand(template)", match_expand,
     "Return the string obtained by doing backslash substitution on the string template, as done by the sub() method."},
    {"__copy__()", match_copy, NULL},
    {"__deepcopy__(memo, /)", match_copy, NULL},
    {"__sizeof__()", match_sizeof, NULL},
    {NULL, NULL, NULL},
};
static const NativeProperty match_properties[] = {
    {"string", match_string, descriptor_refuse_write, "The string passed to match() or search()."},
    {"re", match_re, descriptor_refuse_write, "The regular expression object."},
    {"pos", match_pos, descriptor_refuse_write, "The index into the string at which the RE engine started looking for a match."},
    {"endpos", match_endpos, descriptor_refuse_write, "The index into the string beyond which the RE engine will not go."},
    {"lastindex", match_lastindex, NULL, "The integer index of the last matched capturing group."},
    {"lastgroup", match_lastgroup, NULL, "The name of the last matched capturing group."},
    {"regs", match_regs, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject sre_match_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "re.Match",
    .doc = "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.",
    .size = sizeof(MatchObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW | TYPE_FLAG_IMMUTABLE,
    .allocated_size = match_allocated_size,
    .get_item = match_get_item,
    .repr = match_repr,
    .finish = match_finish,
    .traverse = match_traverse,
    .clear = match_clear,
    .methods = match_methods,
    .properties = match_properties,
    .class_methods = generic_class_methods,
};
