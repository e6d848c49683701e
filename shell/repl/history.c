/* history: see history.h. The file is libedit's: a first line that says so, then a line for each entry, in which a
 * backslash and three octal digits stand for a newline, a backslash, or (as libedit writes it) any other character. */
#include "shell/repl/history.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "heapview/tell/text.h"
#include "runtime/memory/growing.h"

enum { KEPT = 2000 };

static char **entries;
static size_t count, capacity;
static bool uses_file; /* somebody asked for the file, */
static bool is_read;   /* and it was read, which waits until somebody looks at an entry: starting is quick */
static char *last;     /* what was added last, if the file was not read yet; owned */

static void read_file(void);

static const char first_line[] = "_HiStOrY_V2_\n";

static const char *file_name(void)
{
    static char path[4096];
    const char *named = getenv("PYTHON_HISTORY"), *home = getenv("HOME");
    if (named && *named)
        return named;
    if (!home || snprintf(path, sizeof path, "%s/.ouro_history", home) >= (int)sizeof path)
        return NULL;
    return path;
}

/* --- in memory ------------------------------------------------------------------------------------------ */

/* Takes the text. */
static void append_take(char *text)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(entries[i], text) == 0) {
            free(entries[i]);
            memmove(entries + i, entries + i + 1, (--count - i) * sizeof *entries);
            break;
        }
    if (!GROWING_ROOM(entries, count, capacity, 64)) {
        free(text);
        return;
    }
    entries[count++] = text;
    if (count > KEPT) {
        free(entries[0]);
        memmove(entries, entries + 1, --count * sizeof *entries);
    }
}

size_t history_count(void)
{
    read_file();
    return count;
}

const char *history_entry_peek(size_t index)
{
    return entries[index];
}

static bool fits(const char *entry, const char *text, bool begins)
{
    return begins ? strncmp(entry, text, strlen(text)) == 0 : strstr(entry, text) != NULL;
}

size_t history_find_before(size_t before, const char *text, bool begins)
{
    for (size_t i = before; i-- > 0;)
        if (fits(entries[i], text, begins))
            return i;
    return SIZE_MAX;
}

size_t history_find_after(size_t after, const char *text, bool begins)
{
    for (size_t i = after + 1; i < count; i++)
        if (fits(entries[i], text, begins))
            return i;
    return SIZE_MAX;
}

void history_free(void)
{
    for (size_t i = 0; i < count; i++)
        free(entries[i]);
    free(entries);
    free(last);
    entries = NULL;
    last = NULL;
    count = capacity = 0;
    uses_file = is_read = false;
}

/* --- the file ------------------------------------------------------------------------------------------- */

static void write_entry(Text *out, const char *text)
{
    for (; *text; text++)
        if (*text == '\n' || *text == '\\' || *text == '\r')
            text_format(out, "\\%03o", (unsigned)*text);
        else
            text_add(out, text, 1);
    text_add(out, "\n", 1);
}

static bool is_octal(char c)
{
    return c >= '0' && c <= '7';
}

/* In its place; libedit writes a backslash as two. */
static void decode(char *line)
{
    char *to = line;
    for (const char *from = line; *from; from++)
        if (from[0] == '\\' && is_octal(from[1]) && is_octal(from[2]) && is_octal(from[3])) {
            *to++ = (char)((from[1] - '0') << 6 | (from[2] - '0') << 3 | (from[3] - '0'));
            from += 3;
        } else {
            *to++ = *from;
            if (from[0] == '\\' && from[1] == '\\')
                from++;
        }
    *to = 0;
}

/* The whole file, written beside it and moved over it: whoever reads sees the old one or the new one. */
static void rewrite(const char *path)
{
    Text out = {0}, name = {0};
    text_add_words(&out, first_line);
    for (size_t i = 0; i < count; i++)
        write_entry(&out, entries[i]);
    text_format(&name, "%s.%ld", path, (long)getpid());
    int file = out.failed || name.failed ? -1 : open(name.bytes, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file >= 0) {
        bool is_whole = write(file, out.bytes, out.length) == (ssize_t)out.length;
        is_whole = close(file) == 0 && is_whole;
        if (!is_whole || rename(name.bytes, path) != 0)
            unlink(name.bytes);
    }
    text_free(&out);
    text_free(&name);
}

void history_use_file(void)
{
    uses_file = true;
}

static void read_file(void)
{
    if (is_read || !uses_file)
        return;
    is_read = true;
    const char *path = file_name();
    FILE *file = path ? fopen(path, "re") : NULL;
    if (!file)
        return;
    char *line = NULL;
    size_t room = 0, lines = 0;
    for (ssize_t length; (length = getline(&line, &room, file)) >= 0; lines++) {
        if (length > 0 && line[length - 1] == '\n')
            line[--length] = 0;
        if (lines == 0 && strncmp(line, first_line, sizeof first_line - 2) == 0)
            continue;
        decode(line);
        char *copy = *line ? strdup(line) : NULL;
        if (copy)
            append_take(copy);
    }
    free(line);
    fclose(file);
    if (lines > 2 * (size_t)KEPT)
        rewrite(path);
}

/* One write, at the end: lines of two sessions do not mix. */
static void append_to_file(const char *path, const char *text)
{
    Text out = {0};
    int file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (file >= 0) {
        if (lseek(file, 0, SEEK_END) == 0)
            text_add_words(&out, first_line);
        write_entry(&out, text);
        if (!out.failed && write(file, out.bytes, out.length) < 0)
            text_free(&out); /* the disk is full, say: it is remembered for this session only */
        close(file);
    }
    text_free(&out);
}

void history_add(const char *text)
{
    const char *path = uses_file ? file_name() : NULL;
    bool is_kept = is_read || !path; /* in memory: else it will be read from the file */
    const char *before = !is_kept ? last : count ? entries[count - 1] : NULL;
    if (!*text || (before && strcmp(before, text) == 0))
        return;
    char *copy = strdup(text);
    if (!copy)
        return;
    if (path)
        append_to_file(path, text);
    if (is_kept) {
        append_take(copy);
    } else {
        free(last);
        last = copy;
    }
}
