/* sre_matcher: what a search works on: the subject's bytes, held where they are, and the matcher's stack. */
#include "runtime/bytes/memoryview.h"
#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "stdlib/sre/sre.h"

/* --- subjects ------------------------------------------------------------------------------------------- */

static const unsigned char nothing[4];

static bool subject_of_str(Subject *subject, StrView text)
{
    subject->holder = retain(AS_OBJECT(text));
    subject->data = text->data;
    subject->length = (Index)text->length;
    subject->width = text->kind;
    return true;
}

/* Bytes cannot change; whatever else lends its bytes is held by a memoryview, so that it keeps its size. */
static bool subject_of_bytes(Subject *subject, View string)
{
    size_t length;
    const unsigned char *data = NULL;
    subject->is_bytes = true;
    subject->width = 1;
    if (is_bytes(string)) {
        subject->holder = retain(string);
    } else {
        subject->holder = call_1(AS_OBJECT(&memoryview_type), string);
        if (!subject->holder) {
            if (error_clear_if(TypeError))
                raise_error(TypeError, "expected string or bytes-like object, got '%T'", string);
            return false;
        }
    }
    if (!bytes_data_peek(subject->holder, &data, &length)) {
        raise_error(TypeError, "expected string or bytes-like object, got '%T'", string);
        return false;
    }
    subject->data = data ? data : nothing;
    subject->length = (Index)length;
    return true;
}

bool subject_start(Subject *subject, const PatternObject *pattern, View string)
{
    *subject = (Subject){.string = retain(string)};
    StrView text = str_view(string);
    if (!(text ? subject_of_str(subject, text) : subject_of_bytes(subject, string)))
        return false;
    if (pattern && subject->is_bytes && pattern->is_bytes == PATTERN_STR)
        return raise_error(TypeError, "cannot use a string pattern on a bytes-like object") != NULL;
    if (pattern && !subject->is_bytes && pattern->is_bytes == PATTERN_BYTES)
        return raise_error(TypeError, "cannot use a bytes pattern on a string-like object") != NULL;
    return true;
}

void subject_end(Subject *subject)
{
    clear_place(&subject->holder);
    clear_place(&subject->string);
}

Ref subject_slice(const Subject *subject, Index start, Index stop)
{
    if (start > subject->length)
        start = subject->length;
    if (stop > subject->length)
        stop = subject->length;
    if (start > stop)
        start = stop;
    if (!subject->is_bytes)
        return str_slice(subject->holder, (size_t)start, (size_t)stop);
    if (subject->string->type == TYPE_BYTES && start == 0 && stop == subject->length)
        return retain(subject->string);
    return bytes_new(subject->data + start, (size_t)(stop - start));
}

/* --- matchers ------------------------------------------------------------------------------------------- */

static Index clamped(Index value, Index most)
{
    return value < 0 ? 0 : value > most ? most : value;
}

bool matcher_start(Matcher *matcher, const PatternObject *pattern, const Subject *subject, Index pos, Index endpos)
{
    size_t mark_count = 2 * (size_t)pattern->groups;
    matcher->pattern = pattern;
    matcher->width = subject->width;
    matcher->beginning = subject->data;
    matcher->start = subject->data + clamped(pos, subject->length) * subject->width;
    matcher->end = subject->data + clamped(endpos, subject->length) * subject->width;
    matcher->last_mark = matcher->last_index = -1;
    matcher->must_advance = matcher->match_all = false;
    matcher->steps = 0;
    matcher->stack = matcher->small_stack;
    matcher->stack_room = MATCHER_SMALL_STACK;
    matcher->marks = matcher->small_marks;
    if (mark_count > MATCHER_SMALL_MARKS) {
        matcher->marks = heap_allocate(heap_array_size(mark_count, sizeof *matcher->marks));
        if (!matcher->marks)
            return raise_memory_error() != NULL;
    }
    memset(matcher->marks, 0, mark_count * sizeof *matcher->marks);
    return true;
}

void matcher_end(Matcher *matcher)
{
    if (matcher->stack != matcher->small_stack)
        heap_free(matcher->stack, matcher->stack_room * sizeof *matcher->stack);
    if (matcher->marks && matcher->marks != matcher->small_marks)
        heap_free(matcher->marks, 2 * (size_t)matcher->pattern->groups * sizeof *matcher->marks);
}

Word *matcher_grow(Matcher *matcher, Word *top, size_t count)
{
    size_t used = (size_t)(top - matcher->stack), old = matcher->stack_room, room = old * 2;
    while (room - used < count)
        room *= 2;
    bool is_small = matcher->stack == matcher->small_stack;
    size_t size = heap_array_size(room, sizeof *top);
    Word *stack = is_small ? heap_allocate(size) : heap_resize(matcher->stack, old * sizeof *top, size);
    if (!stack)
        return raise_memory_error();
    if (is_small)
        memcpy(stack, matcher->small_stack, used * sizeof *top);
    matcher->stack = stack;
    matcher->stack_room = room;
    return stack + used;
}

bool matcher_look(Matcher *matcher)
{
    matcher->steps = 0;
    return check_interrupt();
}

int matcher_match(Matcher *matcher)
{
    const Code *codes = matcher->pattern->codes;
    matcher->last_mark = matcher->last_index = -1;
    if (matcher->start > matcher->end)
        return 0;
    switch (matcher->width) {
    case STR_1: return sre_match_1(matcher, codes, matcher->start);
    case STR_2: return sre_match_2(matcher, codes, matcher->start);
    default: return sre_match_4(matcher, codes, matcher->start);
    }
}

int matcher_search(Matcher *matcher)
{
    const Code *codes = matcher->pattern->codes;
    matcher->last_mark = matcher->last_index = -1;
    switch (matcher->width) {
    case STR_1: return sre_search_1(matcher, codes);
    case STR_2: return sre_search_2(matcher, codes);
    default: return sre_search_4(matcher, codes);
    }
}

int matcher_group(const Matcher *matcher, Index group, Index *start, Index *stop)
{
    Index mark = 2 * (group - 1);
    if (mark >= matcher->last_mark || !matcher->marks[mark] || !matcher->marks[mark + 1])
        return 0;
    *start = matcher_offset(matcher, matcher->marks[mark]);
    *stop = matcher_offset(matcher, matcher->marks[mark + 1]);
    if (*start <= *stop)
        return 1;
    raise_error(SystemError, "The span of capturing group is wrong, please report a bug for the re module.");
    return -1;
}
