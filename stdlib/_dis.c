/* _dis: what the module dis is built on: code objects as text, written by show_code.c.
 *
 * The text grows in C's own memory (open_memstream), not on the heap that a script may be measuring. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "vm/module.h"
#include "vm/run/show_code.h"

static CodeView code_argument(View argument)
{
    if (type_of_peek(argument) == &code_type)
        return (CodeView)argument;
    raise_error(TypeError, "expected a code object, not %T", argument);
    return NULL;
}

/* The text of a stream that is complete, as a str; `done`: whether what was to be written is. Closes the
 * stream and frees its text. */
static Ref finish(FILE *stream, char **text, size_t *length, bool done)
{
    bool is_whole = !ferror(stream);
    if (fclose(stream) != 0 || !is_whole) {
        if (done)
            raise_memory_error();
        done = false;
    }
    Ref result = done ? str_from_utf8(*text, *length) : NULL;
    free(*text);
    return result;
}

/* How deep code objects within code objects are shown: None is all of them. False with an exception. */
static bool levels_of(View depth, int *levels)
{
    int64_t number;
    *levels = SHOW_ALL_LEVELS;
    if (depth == NONE)
        return true;
    if (!is_int(depth)) {
        raise_error(TypeError, "depth must be an int or None, not %T", depth);
        return false;
    }
    if (int_to_int64(int_view(depth), &number) && number <= INT_MAX)
        *levels = number < 0 ? 0 : (int)number;
    return true;
}

static Ref dis_listing(View self UNUSED, View *args)
{
    CodeView code = code_argument(args[0]);
    int levels, is_as_run = code ? object_truth(args[2]) : -1;
    if (is_as_run < 0 || !levels_of(args[1], &levels))
        return NULL;
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    if (!stream)
        return raise_memory_error(), NULL;
    bool done = show_code(stream, code, is_as_run ? SHOW_AS_RUN : SHOW_AS_COMPILED, levels);
    return finish(stream, &text, &length, done);
}

static Ref dis_head(View self UNUSED, View *args)
{
    CodeView code = code_argument(args[0]);
    char *text = NULL;
    size_t length = 0;
    FILE *stream = code ? open_memstream(&text, &length) : NULL;
    if (!stream)
        return code ? (raise_memory_error(), NULL) : NULL;
    return finish(stream, &text, &length, show_code_head(stream, code));
}

static const NativeFunction functions[] = {
    {"head(code, /)", dis_head, "What is known of a code object besides its instructions, as text."},
    {"listing(code, depth=None, as_run=False, /)", dis_listing,
     "The code object as text, and those within it, so many levels deep.\n\nas_run: instructions in the quick forms that they have taken."},
    {NULL, NULL, NULL},
};

const NativeModule _dis_module = {.name = "_dis", .doc = "Code objects as text: what the module dis is built on.", .functions = functions};
