/* hints: see hints.h. What an exception says is the only thing that is looked at. */
#include "shell/repl/hints.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "runtime/calls/object_operations.h"
#include "runtime/classes/instance.h"
#include "runtime/errors/errors.h"
#include "runtime/errors/exceptions.h"
#include "runtime/text/str.h"
#include "shell/repl/highlight.h"
#include "shell/repl/screen.h"

typedef struct Hint {
    ExceptionKind kind;
    const char *holds, *sentence;
} Hint;

static const Hint hints[] = {
#define HINT(kind, holds, sentence) {kind, holds, sentence},
#include "shell/repl/hints.def"
#undef HINT
};

static const char *find(View exception, const char *message)
{
    for (size_t i = 0; i < COUNT_OF(hints); i++)
        if (is_instance(exception, &exception_types[hints[i].kind]) && strstr(message, hints[i].holds))
            return hints[i].sentence;
    return NULL;
}

/* Between words, where the terminal's columns end. */
static void write_wrapped(const char *sentence)
{
    size_t columns, rows, column = 0;
    screen_size(&columns, &rows);
    while (*sentence) {
        size_t length = strcspn(sentence, " ");
        if (column && column + 1 + length >= columns) {
            fputc('\n', stderr);
            column = 0;
        } else if (column) {
            fputc(' ', stderr);
            column++;
        }
        fprintf(stderr, "%.*s", (int)length, sentence);
        column += length;
        sentence += length + (sentence[length] == ' ');
    }
}

void hints_tell(View exception)
{
    char *owned = NULL;
    size_t length = 0;
    Ref text = object_str(exception);
    const char *message = text ? str_utf8((StrView)text, &length, &owned) : NULL;
    const char *sentence = message ? find(exception, message) : NULL;
    bool is_painted = paint_is_wanted(STDERR_FILENO);
    if (sentence) {
        fputs(is_painted ? paint_sequence(PAINT_DIM) : "", stderr);
        write_wrapped(sentence);
        fprintf(stderr, "%s\n", is_painted ? paint_sequence(PAINT_PLAIN) : "");
    }
    if (message)
        str_utf8_free(owned, length);
    release_maybe(text);
    error_clear();
}
