/* sre_search_all: findall, split, finditer and scanners: what searches one string again and again.
 *
 * After a match the next search begins where it ended; if it was empty, the next one may not be empty at the
 * same place (matcher_advance). */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/iterators.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "stdlib/sre/sre.h"

static PatternObject *pattern_of(View self)
{
    return (PatternObject *)self;
}

/* The text of a group of the match just found; `otherwise`, or the empty text if that is NULL, if it took no
 * part. */
static Ref group_text(const Matcher *matcher, const Subject *subject, Index group, View otherwise)
{
    Index start = 0, stop = 0;
    int has = matcher_group(matcher, group, &start, &stop);
    if (has < 0)
        return NULL;
    return has || !otherwise ? subject_slice(subject, start, stop) : retain(otherwise);
}

/* --- findall -------------------------------------------------------------------------------------------- */

static Ref found_item(const Matcher *matcher, const Subject *subject)
{
    Index groups = (Index)matcher->pattern->groups;
    if (groups == 0)
        return subject_slice(subject, matcher_offset(matcher, matcher->start), matcher_offset(matcher, matcher->at));
    if (groups == 1)
        return group_text(matcher, subject, 1, NULL);
    Ref item = tuple_new((size_t)groups);
    for (Index i = 0; item && i < groups; i++) {
        Ref text = group_text(matcher, subject, i + 1, NULL);
        if (text)
            ((TupleView)item)->items[i] = text;
        else
            clear_place(&item);
    }
    return item;
}

static bool find_all(Matcher *matcher, const Subject *subject, ListView list)
{
    int status;
    while ((status = matcher_search(matcher)) > 0) {
        Ref item = found_item(matcher, subject);
        if (!item || !list_append_take(list, item))
            return false;
        matcher_advance(matcher);
    }
    return status == 0;
}

Ref sre_findall(View self, View *args)
{
    Index pos, endpos;
    Subject subject;
    Matcher matcher;
    Ref list = NULL;
    if (!sre_read_bounds(args[1], args[2], &pos, &endpos))
        return NULL;
    matcher.marks = NULL;
    matcher.stack = matcher.small_stack;
    if (subject_start(&subject, pattern_of(self), args[0]) && matcher_start(&matcher, pattern_of(self), &subject, pos, endpos) &&
        (list = list_new(0)) && !find_all(&matcher, &subject, (ListView)list))
        clear_place(&list);
    matcher_end(&matcher);
    subject_end(&subject);
    return list;
}

/* --- split ---------------------------------------------------------------------------------------------- */

static bool append(Ref list, Ref item_take)
{
    return item_take && list_append_take((ListView)list, item_take);
}

static bool split(Matcher *matcher, const Subject *subject, Index most, Ref list)
{
    Index last = matcher_offset(matcher, matcher->start), groups = (Index)matcher->pattern->groups;
    int status = 0;
    for (Index count = 0; (!most || count < most) && (status = matcher_search(matcher)) > 0; count++) {
        if (!append(list, subject_slice(subject, last, matcher_offset(matcher, matcher->start))))
            return false;
        for (Index i = 1; i <= groups; i++)
            if (!append(list, group_text(matcher, subject, i, NONE)))
                return false;
        last = matcher_offset(matcher, matcher->at);
        matcher_advance(matcher);
    }
    return status >= 0 && append(list, subject_slice(subject, last, subject->length));
}

Ref sre_split(View self, View *args)
{
    Index most = 0;
    Subject subject;
    Matcher matcher;
    Ref list = NULL;
    if (args[1] && !object_as_ssize(args[1], &most))
        return NULL;
    matcher.marks = NULL;
    matcher.stack = matcher.small_stack;
    if (subject_start(&subject, pattern_of(self), args[0]) && matcher_start(&matcher, pattern_of(self), &subject, 0, PTRDIFF_MAX) &&
        (list = list_new(0)) && !split(&matcher, &subject, most, list))
        clear_place(&list);
    matcher_end(&matcher);
    subject_end(&subject);
    return list;
}

/* --- scanners ------------------------------------------------------------------------------------------- */

/* A search that waits between two matches. The matcher is made for each of them: its stack would cost more
 * memory than it saves time. */
typedef struct ScannerObject {
    GC_HEAD(is_running);
    PatternObject *pattern;
    Subject subject;
    Index pos, endpos;
    Index next; /* where to go on; -1: at the end */
    bool must_advance;
} ScannerObject;

static ScannerObject *scanner_of(View self)
{
    return (ScannerObject *)self;
}

Ref sre_scanner_new(View pattern, View *args)
{
    Index pos, endpos;
    if (!sre_read_bounds(args[1], args[2], &pos, &endpos))
        return NULL;
    ScannerObject *scanner = (ScannerObject *)type_allocate(&sre_scanner_type, 0);
    if (!scanner)
        return NULL;
    scanner->pattern = pattern_of(retain(pattern));
    bool done = subject_start(&scanner->subject, scanner->pattern, args[0]);
    Index length = scanner->subject.length;
    scanner->pos = pos < 0 ? 0 : pos > length ? length : pos;
    scanner->endpos = endpos < 0 ? 0 : endpos > length ? length : endpos;
    scanner->next = scanner->pos;
    gc_track(AS_OBJECT(scanner));
    if (done)
        return AS_OBJECT(scanner);
    release(AS_OBJECT(scanner));
    return NULL;
}

static Ref scan(View self, bool anywhere)
{
    ScannerObject *scanner = scanner_of(self);
    Matcher matcher;
    Ref result = NULL;
    if (scanner->is_running)
        return raise_error(ValueError, "regular expression scanner already executing");
    if (scanner->next < 0 || !scanner->pattern)
        return none_new();
    scanner->is_running = true;
    matcher.marks = NULL;
    matcher.stack = matcher.small_stack;
    if (matcher_start(&matcher, scanner->pattern, &scanner->subject, scanner->next, scanner->endpos)) {
        matcher.must_advance = scanner->must_advance;
        int status = anywhere ? matcher_search(&matcher) : matcher_match(&matcher);
        result = sre_match_new(scanner->pattern, &matcher, &scanner->subject, scanner->pos, scanner->endpos, status);
        scanner->must_advance = status > 0 && matcher.at == matcher.start;
        scanner->next = status > 0 ? matcher_offset(&matcher, matcher.at) : status == 0 ? -1 : scanner->next;
    }
    matcher_end(&matcher);
    scanner->is_running = false;
    return result;
}

static Ref scanner_match(View self, View *args UNUSED)
{
    return scan(self, false);
}

static Ref scanner_search(View self, View *args UNUSED)
{
    return scan(self, true);
}

static Ref scanner_pattern(View self)
{
    View pattern = AS_OBJECT(scanner_of(self)->pattern);
    return retain(pattern ? pattern : NONE);
}

Ref sre_finditer(View self, View *args)
{
    Ref scanner = sre_scanner_new(self, args), search = scanner ? object_get_attribute_text(scanner, "search") : NULL;
    Ref iterator = search ? iterator_of_callable_new(search, NONE) : NULL;
    release_maybe(scanner);
    release_maybe(search);
    return iterator;
}

static void scanner_traverse(View self, Visitor visit, void *context)
{
    VISIT(scanner_of(self)->pattern);
    VISIT(scanner_of(self)->subject.string);
    VISIT(scanner_of(self)->subject.holder);
}

static void scanner_finish(View self)
{
    scanner_of(self)->next = -1;
    subject_end(&scanner_of(self)->subject);
    CLEAR(scanner_of(self)->pattern);
}

static const NativeFunction scanner_methods[] = {
    {"match()", scanner_match, NULL},
    {"search()", scanner_search, NULL},
    {NULL, NULL, NULL},
};
static const NativeProperty scanner_properties[] = {
    {"pattern", scanner_pattern, descriptor_refuse_write, NULL},
    {NULL, NULL, NULL, NULL},
};

TypeObject sre_scanner_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "_sre.SRE_Scanner",
    .size = sizeof(ScannerObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW | TYPE_FLAG_IMMUTABLE,
    .finish = scanner_finish,
    .traverse = scanner_traverse,
    .clear = scanner_finish,
    .methods = scanner_methods,
    .properties = scanner_properties,
};
