/* sre_substitute: Pattern.sub and subn.
 *
 * The pieces between the matches and what replaces these are gathered in a list, and joined at the end. A
 * replacement without a backslash stands for itself; one with, re._subx turns into a function of the match
 * (or into a text, if it has no groups).
 * Callbacks:  the function may do anything, also change a bytearray that is searched: the subject holds it,
 *             so that its size stays. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/memory/hooks.h"
#include "runtime/numbers/int.h"
#include "stdlib/sre/sre.h"

Ref sre_call_re(const char *name, View first, View second, View third)
{
    Ref module = hooks.import_by_name("re"), function = module ? object_get_attribute_text(module, name) : NULL;
    View args[3] = {first, second, third};
    Ref result = function ? call_vector(function, args, third ? 3 : 2, NULL) : NULL;
    release_maybe(module);
    release_maybe(function);
    return result;
}

/* Does the replacement stand for itself? */
static bool is_literal(View replacement)
{
    const unsigned char *data;
    size_t length;
    StrView text = str_view(replacement);
    if (text) {
        View backslash = AS_OBJECT(&str_characters['\\'].text);
        return text->length == 0 || str_find(AS_OBJECT(text), backslash, 0, text->length, false) < 0;
    }
    return bytes_data_peek(replacement, &data, &length) && (!length || !memchr(data, '\\', length));
}

/* One substitution: what is to be put in for the match just found; NONE for nothing. */
static Ref replacement_for(PatternObject *pattern, const Matcher *matcher, const Subject *subject, View filter, bool is_function)
{
    if (!is_function)
        return retain(filter);
    Ref match = sre_match_new(pattern, matcher, subject, 0, PTRDIFF_MAX, 1);
    Ref item = match ? call_1(filter, match) : NULL;
    release_maybe(match);
    return item;
}

static bool append(Ref list, Ref item_take)
{
    return item_take && list_append_take((ListView)list, item_take);
}

/* Gather the pieces; *count is how many matches were replaced. */
static bool gather(PatternObject *pattern, Matcher *matcher, const Subject *subject, View filter, Index most, Ref list, Index *count)
{
    bool is_function = object_is_callable(filter);
    Index last = 0;
    int status = 0;
    for (*count = 0; (!most || *count < most) && (status = matcher_search(matcher)) > 0; ++*count) {
        Index start = matcher_offset(matcher, matcher->start), stop = matcher_offset(matcher, matcher->at);
        if (last < start && !append(list, subject_slice(subject, last, start)))
            return false;
        Ref item = replacement_for(pattern, matcher, subject, filter, is_function);
        if (item == NONE)
            release(item);
        else if (!append(list, item))
            return false;
        last = stop;
        matcher_advance(matcher);
    }
    if (status < 0)
        return false;
    return last >= subject->length || append(list, subject_slice(subject, last, subject->length));
}

static Ref joined(const Subject *subject, Ref list)
{
    Ref nothing = subject_slice(subject, 0, 0);
    if (!nothing || ((ListView)list)->used == 0)
        return nothing;
    Ref result;
    if (subject->is_bytes) {
        Ref name = str_intern_text("join");
        result = name ? call_method_1(nothing, name, list) : NULL;
        release_maybe(name);
    } else {
        result = str_join(nothing, list);
    }
    release(nothing);
    return result;
}

/* The arguments are repl, string, count. */
static Ref substitute(View self, View *args, Index *count)
{
    PatternObject *pattern = (PatternObject *)self;
    Index most = 0;
    Subject subject;
    Matcher matcher;
    Ref list = NULL, result = NULL, filter;
    if (args[2] && !object_as_ssize(args[2], &most))
        return NULL;
    if (object_is_callable(args[0]) || is_literal(args[0]))
        filter = retain(args[0]);
    else
        filter = sre_call_re("_subx", self, args[0], NULL);
    if (!filter)
        return NULL;
    retain(self);
    matcher.marks = NULL;
    matcher.stack = matcher.small_stack;
    if (subject_start(&subject, pattern, args[1]) && matcher_start(&matcher, pattern, &subject, 0, PTRDIFF_MAX) && (list = list_new(0)) &&
        gather(pattern, &matcher, &subject, filter, most, list, count))
        result = joined(&subject, list);
    release_maybe(list);
    matcher_end(&matcher);
    subject_end(&subject);
    release(filter);
    release(self);
    return result;
}

Ref sre_sub(View pattern, View *args)
{
    Index count;
    return substitute(pattern, args, &count);
}

Ref sre_subn(View pattern, View *args)
{
    Index count = 0;
    Ref text = substitute(pattern, args, &count), number = text ? int_new(count) : NULL;
    Ref pair = number ? tuple_pack(2, text, number) : NULL;
    release_maybe(text);
    release_maybe(number);
    return pair;
}
