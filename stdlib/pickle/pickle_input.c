/* pickle_input: where an unpickler's bytes come from: one bytes-like object, or a file, piece by piece.
 *
 *     input   | read ············ | not yet read ······ |
 *             0      ^ prefetched ^ at                  length
 *
 * A file is asked for no more than is needed, unless it can show what comes (peek): what lies between `prefetched` and `at` was read
 * here, but the file does not know yet. So the file stands behind the pickle when it is loaded. */
#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/numbers/int.h"
#include "stdlib/module_types.h"
#include "stdlib/pickle/pickle_private.h"

enum { PREFETCH = 128 * 1024 };

static bool raise_truncated(void)
{
    raise_unpickling("pickle data was truncated");
    return false;
}

void pickle_input_drop(UnpicklerObject *unpickler)
{
    bytes_let_go(&unpickler->input);
    unpickler->input = (BytesHold){0};
    unpickler->at = unpickler->prefetched = 0;
}

static size_t available(const UnpicklerObject *unpickler)
{
    return unpickler->input.length - unpickler->at;
}

bool unpickler_set_bytes(UnpicklerObject *unpickler, View data)
{
    BytesHold hold;
    if (!bytes_hold_required(data, &hold))
        return false;
    pickle_input_drop(unpickler);
    unpickler->input = hold;
    unpickler->prefetched = hold.length;
    return true;
}

static Ref attribute_maybe(View object, const char *text)
{
    Ref name = str_intern_text(text), value = name ? object_get_attribute_maybe(object, name) : NULL;
    release_maybe(name);
    return value;
}

bool unpickler_set_file(UnpicklerObject *unpickler, View file)
{
    Ref peek = attribute_maybe(file, "peek");
    if (!peek && error_is_set())
        return false;
    replace_take(&unpickler->peek, peek);
    Ref read = attribute_maybe(file, "read");
    Ref readline = read || !error_is_set() ? object_get_attribute_maybe(file, name(readline)) : NULL;
    if (read && readline) {
        replace_take(&unpickler->read, read);
        replace_take(&unpickler->readline, readline);
        return true;
    }
    if (!error_is_set())
        raise_error(TypeError, "file must have 'read' and 'readline' attributes");
    release_maybe(read);
    release_maybe(readline);
    return false;
}

/* method(size), the bytes owned. */
static Ref ask(View method, size_t size)
{
    Ref number = int_from_uint64(size), held = retain(method), data = number ? call_1(held, number) : NULL;
    release_maybe(number);
    release(held);
    return data;
}

bool pickle_skip_consumed(UnpicklerObject *unpickler)
{
    if (unpickler->at <= unpickler->prefetched || !unpickler->read)
        return true;
    size_t consumed = unpickler->at - unpickler->prefetched;
    Ref data = ask(unpickler->read, consumed);
    release_maybe(data);
    unpickler->prefetched = unpickler->at;
    return data != NULL;
}

/* What the file shows, if that is enough: 1; 0: it is not, or the file shows nothing; -1 with an exception. */
static int peek_enough(UnpicklerObject *unpickler, size_t length)
{
    if (!unpickler->peek || length >= PREFETCH)
        return 0;
    Ref data = ask(unpickler->peek, PREFETCH);
    if (!data) {
        if (!error_clear_if(NotImplementedError))
            return -1;
        clear_place(&unpickler->peek);
        return 0;
    }
    bool done = unpickler_set_bytes(unpickler, data);
    release(data);
    if (!done)
        return -1;
    unpickler->prefetched = 0;
    return unpickler->input.length >= length;
}

/* New input of so many bytes (0: a line) from the file. False with an exception, not if there are fewer. */
static bool read_file(UnpicklerObject *unpickler, size_t length)
{
    if (!pickle_skip_consumed(unpickler))
        return false;
    int enough = length ? peek_enough(unpickler, length) : 0;
    if (enough)
        return enough > 0;
    Ref held = retain(length ? unpickler->read : unpickler->readline);
    Ref data = length ? ask(held, length) : call_0(held);
    release(held);
    bool done = data && unpickler_set_bytes(unpickler, data);
    release_maybe(data);
    return done;
}

/* What is left of the input is too little: the rest of it with more from the file. */
const unsigned char *pickle_read_more(UnpicklerObject *unpickler, size_t length)
{
    if (!length)
        return (const unsigned char *)"";
    if (length > PTRDIFF_MAX - unpickler->at) {
        raise_unpickling("read would overflow (invalid bytecode)");
        return NULL;
    }
    if (!unpickler->read || !read_file(unpickler, length) || unpickler->input.length < length) {
        if (!error_is_set())
            raise_truncated();
        return NULL;
    }
    unpickler->at = length;
    return unpickler->input.data;
}

bool pickle_read_possible(UnpicklerObject *unpickler, size_t length)
{
    return unpickler->read || length <= available(unpickler) || raise_truncated();
}

bool pickle_read_into(UnpicklerObject *unpickler, unsigned char *place, size_t length)
{
    size_t ready = available(unpickler) < length ? available(unpickler) : length;
    if (ready)
        memcpy(place, unpickler->input.data + unpickler->at, ready);
    unpickler->at += ready;
    if (ready == length)
        return true;
    const unsigned char *rest = pickle_read_more(unpickler, length - ready);
    if (rest)
        memcpy(place + ready, rest, length - ready);
    return rest != NULL;
}

const char *pickle_read_line(UnpicklerObject *unpickler, size_t least, size_t *length)
{
    const unsigned char *start = unpickler->input.data + unpickler->at;
    const unsigned char *end = available(unpickler) ? memchr(start, '\n', available(unpickler)) : NULL;
    if (end) {
        *length = (size_t)(end - start) + 1;
        unpickler->at += *length;
    } else {
        if (!unpickler->read) {
            raise_truncated();
            return NULL;
        }
        if (!read_file(unpickler, 0))
            return NULL;
        start = unpickler->input.data;
        *length = unpickler->at = unpickler->input.length;
        unpickler->line_size = *length + 1;
        if (!*length || start[*length - 1] != '\n') {
            raise_truncated();
            return NULL;
        }
    }
    if (*length >= least + 1)
        return (const char *)start;
    raise_truncated();
    return NULL;
}
