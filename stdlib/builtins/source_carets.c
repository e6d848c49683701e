/* source_carets: the source line of a traceback entry, and the carets under it.
 *
 * CPython marks the columns that the instruction came from with ^, unless that is the whole line. If the
 * marked text is an operation or a subscription, the operator (or the brackets) keeps ^ and the rest becomes
 * ~; vm/compile/source_anchors.c finds it. */
#include "stdlib/builtins/source_carets.h"

#include <stdio.h>
#include <string.h>

#include "runtime/errors/errors.h"
#include "runtime/text/str.h"
#include "vm/compile/source_anchors.h"
#include "vm/compile/source_file.h"

bool (*source_find_typed)(View filename, const char **text, size_t *length);
static bool has_stopped;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\f';
}

/* --- drawing -------------------------------------------------------------------------------------------- */

static void add_line(StrBuilder *out, const char *start, size_t length)
{
    Ref text = str_from_utf8(start, length);
    strbuilder_add_text(out, "    ");
    if (text)
        strbuilder_add_str(out, text);
    else
        error_clear();
    release_maybe(text);
    strbuilder_add_character(out, '\n');
}

/* Characters, not bytes, are marked. */
static void add_marks(StrBuilder *out, const SourceLine *line, size_t from, size_t to, const SourceAnchors *anchors)
{
    size_t first = 0;
    while (first < line->length && is_blank(line->start[first]))
        first++;
    strbuilder_add_text(out, "    ");
    for (size_t i = first; i < to && i < line->length; i++) {
        if ((line->start[i] & 0xC0) == 0x80)
            continue;
        char mark = i < from ? ' ' : '^';
        if (i >= from && anchors && (i < anchors->left_end || i >= anchors->right_start))
            mark = '~';
        strbuilder_add_character(out, (Character)mark);
    }
    strbuilder_add_character(out, '\n');
}

static void add_source(StrBuilder *out, const char *bytes, size_t length, const CodePosition *position)
{
    SourceLine line;
    if (!source_find_numbered_line(bytes, length, position->line, &line))
        return;
    size_t start = 0, stop = line.length;
    while (start < stop && is_blank(line.start[start]))
        start++;
    while (stop > start && (is_blank(line.start[stop - 1]) || line.start[stop - 1] == '\r' || line.start[stop - 1] == '\n'))
        stop--;
    add_line(out, line.start + start, stop - start);
    if (code_hides_ranges || position->column == 0xFFFF || position->line == 0 ||
        (position->end_line == position->line && position->end_column <= position->column))
        return;
    bool one_line = position->end_line == position->line;
    size_t from = position->column, to = one_line ? position->end_column : stop;
    if (from < start)
        from = start;
    if (to > stop)
        to = stop;
    if (one_line && from <= start && to >= stop) {
        SourceAnchors whole;
        if (!source_find_anchors(line.start, from, to, &whole))
            return;
        add_marks(out, &line, from, to, &whole);
        return;
    }
    SourceAnchors anchors;
    bool has_anchors = one_line && from < to && source_find_anchors(line.start, from, to, &anchors);
    if (!one_line && from <= start)
        return;
    add_marks(out, &line, from, to, has_anchors ? &anchors : NULL);
}

void source_stop(void)
{
    has_stopped = true;
}

void source_add_line(StrBuilder *out, View filename, const CodePosition *position)
{
    if (has_stopped)
        return;
    const char *typed;
    size_t length;
    if (source_find_typed && source_find_typed(filename, &typed, &length)) {
        add_source(out, typed, length, position);
        return;
    }
    SourceText text;
    if (source_file_read(filename, &text)) {
        add_source(out, text.bytes, text.length, position);
        source_file_free(&text);
    }
    error_clear();
}

void source_add_syntax_line(StrBuilder *out, View text, int64_t offset, int64_t end_offset)
{
    size_t length = str_length(text), start = 0;
    while (length > 0 && (str_at((StrView)text, length - 1) == '\n' || str_at((StrView)text, length - 1) == '\r'))
        length--;
    while (start < length && str_at((StrView)text, start) < 128 && is_blank((char)str_at((StrView)text, start)))
        start++;
    strbuilder_add_text(out, "    ");
    strbuilder_add_slice(out, text, start, length);
    strbuilder_add_character(out, '\n');
    if (offset < 1)
        return;
    int64_t end = (int64_t)length + 1;
    offset = offset < end ? offset : end;
    end_offset = end_offset < end ? end_offset : end;
    int64_t from = offset - 1 - (int64_t)start, to = end_offset > offset ? end_offset - 1 - (int64_t)start : from + 1;
    if (from < 0)
        return;
    strbuilder_add_text(out, "    ");
    strbuilder_add_repeated(out, ' ', (size_t)from);
    strbuilder_add_repeated(out, '^', (size_t)(to - from));
    strbuilder_add_character(out, '\n');
}
