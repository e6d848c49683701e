/* colours: see colours.h. The text is made a coloured one when it is about to be written, if the stream is still the one
 * that the session began with: a program that put another in its place gets the plain text. */
#include "shell/repl/colours.h"

#include <stdlib.h>
#include <unistd.h>

#include "heapview/tell/text.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/text/str.h"
#include "shell/repl/highlight.h"
#include "stdlib/builtins/print_exception.h"
#include "stdlib/sys/sys.h"
#include "vm/module.h"

static bool is_original(const char *stream, const char *original)
{
    Ref one = str_intern_text(stream), other = one ? str_intern_text(original) : NULL;
    bool answer = other && sys_attribute_peek(one) && sys_attribute_peek(one) == sys_attribute_peek(other);
    release_maybe(one);
    release_maybe(other);
    error_clear();
    return answer;
}

/* Pieces of one colour, a line at a time: no colour crosses the end of a line. */
static void add_painted(Text *out, const char *text, size_t length, const unsigned char *paints)
{
    for (size_t start = 0; start < length;) {
        size_t end = start + 1;
        while (end < length && paints[end] == paints[start] && text[end] != '\n' && text[start] != '\n')
            end++;
        bool is_painted = paints[start] != PAINT_PLAIN && text[start] != '\n';
        if (is_painted)
            text_add_words(out, paint_sequence(paints[start]));
        text_add(out, text + start, end - start);
        if (is_painted)
            text_add_words(out, paint_sequence(PAINT_PLAIN));
        start = end;
    }
}

typedef void Highlighter(const char *text, size_t length, unsigned char *paints);

/* The text with its colours, owned; itself, if it has characters that are no UTF-8, or memory is lacking. */
static Ref painted(View text, Highlighter *highlight)
{
    char *owned;
    size_t length;
    const char *utf8 = str_utf8((StrView)text, &length, &owned);
    unsigned char *paints = utf8 ? malloc(length + 1) : NULL;
    Text out = {0};
    Ref result = NULL;
    if (paints) {
        highlight(utf8, length, paints);
        add_painted(&out, utf8, length, paints);
        result = out.failed || !length ? NULL : str_from_utf8(out.bytes, out.length);
    }
    if (utf8)
        str_utf8_free(owned, length);
    free(paints);
    text_free(&out);
    error_clear();
    return result ? result : retain(text);
}

static Ref paint_value(View text)
{
    bool is_wanted = paint_is_wanted(STDOUT_FILENO) && is_original("stdout", "__stdout__");
    return is_wanted ? painted(text, highlight_value) : retain(text);
}

static Ref paint_traceback(View text)
{
    bool is_wanted = paint_is_wanted(STDERR_FILENO) && is_original("stderr", "__stderr__");
    return is_wanted ? painted(text, highlight_traceback) : retain(text);
}

void colours_start(void)
{
    sys_paint_value = paint_value;
    print_paint_error = paint_traceback;
}

void colours_stop(void)
{
    sys_paint_value = NULL;
    print_paint_error = NULL;
}
