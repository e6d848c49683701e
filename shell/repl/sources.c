/* sources: see sources.h. */
#include "shell/repl/sources.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/errors/errors.h"
#include "runtime/memory/growing.h"
#include "runtime/text/str.h"
#include "stdlib/builtins/source_carets.h"

typedef struct Source {
    char *text; /* NULL: there was no memory for it */
    size_t length;
} Source;

static Source *sources;
static size_t count, capacity;

Ref sources_add(const char *text, size_t length)
{
    if (!GROWING_ROOM(sources, count, capacity, 64))
        return raise_memory_error();
    char *copy = malloc(length + 2);
    if (copy) {
        memcpy(copy, text, length);
        memcpy(copy + length, "\n", 2);
    }
    sources[count] = (Source){copy, copy ? length + 1 : 0};
    return str_format("<python-input-%zu>", count++);
}

static bool find(View filename, const char **text, size_t *length)
{
    static const char start[] = "<python-input-";
    size_t size, number;
    char *owned, end = 0;
    const char *name = str_utf8((StrView)filename, &size, &owned);
    bool is_ours = name && strncmp(name, start, sizeof start - 1) == 0 && sscanf(name + sizeof start - 1, "%zu%c", &number, &end) == 2 &&
                   end == '>' && number < count && sources[number].text;
    if (name)
        str_utf8_free(owned, size);
    error_clear();
    if (is_ours) {
        *text = sources[number].text;
        *length = sources[number].length;
    }
    return is_ours;
}

void sources_start(void)
{
    source_find_typed = find;
}

void sources_stop(void)
{
    source_find_typed = NULL;
    for (size_t i = 0; i < count; i++)
        free(sources[i].text);
    free(sources);
    sources = NULL;
    count = capacity = 0;
}
