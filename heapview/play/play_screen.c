/* play_screen: panes are lists of lines, made once; the terminal puts them side by side, plain text one below
 * the other. See play_screen.h.
 *
 * A pane's text is written line by line with a mark for each (new, changed, here); colours and cuts come when
 * it is put on the screen. Width is counted in columns, not bytes. All is made anew for each step: the
 * trace's state is all that there is to show. */
#include "heapview/play/play_screen.h"
#include "runtime/memory/growing.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { VALUE_MOST = 60, EDGES_MOST = 12, OUTPUT_LINES = 2 };

/* How a line is to be told from others. */
typedef enum Mark { MARK_NONE, MARK_HEADING, MARK_HERE, MARK_NEW, MARK_CHANGED, MARK_DIM } Mark;

typedef struct PaneLine {
    size_t start, length; /* in the pane's text */
    Mark mark;
} PaneLine;

typedef struct Pane {
    Text text;
    PaneLine *lines;
    size_t count, capacity;
    size_t here; /* the line that must be seen */
} Pane;

static void pane_free(Pane *pane)
{
    text_free(&pane->text);
    free(pane->lines);
    *pane = (Pane){0};
}

/* What was written to the text since the last line is a line. */
static void end_line(Pane *pane, Mark mark)
{
    if (!GROWING_ROOM(pane->lines, pane->count, pane->capacity, 64))
        return;
    size_t start = pane->count ? pane->lines[pane->count - 1].start + pane->lines[pane->count - 1].length : 0;
    pane->lines[pane->count++] = (PaneLine){start, pane->text.length - start, mark};
}

static void add_heading(Pane *pane, const char *words)
{
    text_format(&pane->text, "%s", words);
    end_line(pane, MARK_HEADING);
}

/* --- source --------------------------------------------------------------------------------------------- */

const char *play_source_line(const Trace *trace, size_t file, int64_t line, size_t *length)
{
    const char *at = file < trace->file_count ? trace->files[file].source : "";
    for (int64_t i = 1; i < line && at; i++) {
        at = strchr(at, '\n');
        at = at ? at + 1 : NULL;
    }
    if (!at)
        at = "";
    at += strspn(at, " \t");
    *length = strcspn(at, "\r\n");
    return at;
}

static const TraceFrame *top_frame(const Trace *trace)
{
    return trace->frame_count ? &trace->frames[trace->frame_count - 1] : NULL;
}

static void fill_source(const Trace *trace, Pane *pane)
{
    const TraceFrame *top = top_frame(trace);
    size_t file = top ? trace->codes[top->code].file : 0;
    int64_t here = top ? top->line : trace->step.line, number = 0;
    const char *at = file < trace->file_count ? trace->files[file].source : "";
    while (*at) {
        size_t length = strcspn(at, "\n");
        bool is_here = ++number == here;
        text_format(&pane->text, "%s%4" PRId64 "  %.*s", is_here ? ">" : " ", number, (int)length, at);
        if (is_here)
            pane->here = pane->count;
        end_line(pane, is_here ? MARK_HERE : MARK_NONE);
        at += length;
        at += *at == '\n';
    }
}

/* --- frames --------------------------------------------------------------------------------------------- */

static bool is_number_or_text(const TraceObject *object)
{
    static const char *const plain[] = {"int", "float", "str", "bool", "NoneType", "bytes", "complex"};
    for (size_t i = 0; i < COUNT_OF(plain); i++)
        if (strcmp(object->type, plain[i]) == 0)
            return true;
    return false;
}

/* "#12 [1, 2]", "7", or "…" for what is not in the picture. */
static void write_reference(const Trace *trace, Text *text, uint64_t id)
{
    const TraceObject *object = trace_find(trace, id);
    if (!object) {
        text_format(text, id ? "…" : "(unbound)");
        return;
    }
    if (object->count)
        text_format(text, "#%" PRIu32 " ", object->label);
    trace_describe(trace, text, id, VALUE_MOST);
}

/* A cell is a box around the variable's value. */
static void write_variable(const Trace *trace, Pane *pane, const char *name, uint64_t id, bool has_changed)
{
    const TraceObject *object = trace_find(trace, id);
    bool is_cell = object && strcmp(object->type, "cell") == 0;
    text_format(&pane->text, "%s %s = ", has_changed ? "*" : " ", name);
    if (is_cell)
        text_format(&pane->text, "cell #%" PRIu32 ": ", object->label);
    write_reference(trace, &pane->text, is_cell ? (object->edge_count ? object->edges[0].to : 0) : id);
    end_line(pane, has_changed ? MARK_CHANGED : MARK_NONE);
}

static void fill_namespace(const Trace *trace, Pane *pane, uint64_t id)
{
    const TraceObject *dict = trace_find(trace, id);
    for (size_t i = 0; dict && i < dict->edge_count; i++) {
        const char *name = dict->edges[i].name;
        const TraceObject *value = trace_find(trace, dict->edges[i].to);
        size_t length = strlen(name);
        char plain[100];
        bool is_name = length > 4 && length < sizeof plain && name[1] == '\'';
        snprintf(plain, sizeof plain, "%.*s", is_name ? (int)length - 4 : (int)sizeof plain - 1, is_name ? name + 2 : name);
        write_variable(trace, pane, plain, dict->edges[i].to, value && value->new_at == trace->now);
    }
}

static void fill_frame(const Trace *trace, Pane *pane, const TraceFrame *frame)
{
    const TraceCode *code = &trace->codes[frame->code];
    bool is_top = frame == top_frame(trace);
    text_format(&pane->text, "%s, line %" PRId64, code->qualified_name, frame->line);
    if (is_top)
        pane->here = pane->count;
    end_line(pane, is_top ? MARK_HERE : MARK_HEADING);
    for (size_t i = 0; i < code->variable_count; i++)
        if (frame->values[i])
            write_variable(trace, pane, code->variables[i], frame->values[i], frame->changed_at[i] == trace->now);
    if (frame == trace->frames)
        fill_namespace(trace, pane, trace->globals);
    else if (frame->values[code->variable_count])
        fill_namespace(trace, pane, frame->values[code->variable_count]);
    if (frame->special)
        write_variable(trace, pane, frame->special, frame->special_value, true);
}

static void fill_generators(const Trace *trace, Pane *pane)
{
    for (size_t i = 0; i < trace->object_count; i++) {
        const TraceObject *object = &trace->objects[i];
        if (!object->state || (strcmp(object->state, "suspended") != 0 && strcmp(object->state, "not started") != 0))
            continue;
        text_format(&pane->text, "#%" PRIu32 " %s (%s)", object->label, object->value ? object->value : "generator", object->state);
        end_line(pane, MARK_HEADING);
        for (size_t k = 0; k < object->edge_count; k++)
            write_variable(trace, pane, object->edges[k].name, object->edges[k].to, object->changed_at == trace->now);
    }
}

static void fill_frames(const Trace *trace, Pane *pane)
{
    for (size_t i = 0; i < trace->frame_count; i++)
        fill_frame(trace, pane, &trace->frames[i]);
    if (!trace->frame_count) {
        add_heading(pane, "the program has ended; its globals:");
        fill_namespace(trace, pane, trace->globals);
    }
    fill_generators(trace, pane);
}

/* --- objects -------------------------------------------------------------------------------------------- */

static void write_edges(const Trace *trace, Text *text, const TraceObject *object)
{
    for (size_t i = 0; i < object->edge_count; i++) {
        const TraceEdge *edge = &object->edges[i];
        const TraceObject *target = trace_find(trace, edge->to);
        text_format(text, i ? ", " : "  ");
        if (i == EDGES_MOST) {
            text_format(text, "… %zu more", object->edge_count - i);
            break;
        }
        text_format(text, "%s%s ", edge->name, edge->is_weak ? " (weak)" : "");
        if (target && (!target->count || is_number_or_text(target)))
            trace_describe(trace, text, edge->to, 20);
        else if (target)
            text_format(text, "#%" PRIu32, target->label);
        else
            text_format(text, "…");
    }
}

static void write_object(const Trace *trace, Pane *pane, const TraceObject *object)
{
    Text *text = &pane->text;
    bool is_new = object->new_at == trace->now, has_changed = !is_new && object->changed_at == trace->now;
    text_format(text, "%s #%" PRIu32 " %s", is_new ? "+" : has_changed ? "*" : " ", object->label, object->type);
    text_format(text, has_changed && object->count_before != object->count ? "  count %" PRId64 "→" : "  count ", object->count_before);
    text_format(text, "%" PRId64, object->count);
    if (object->generation >= 0)
        text_format(text, "  gen %d", object->generation);
    if (object->length >= 0)
        text_format(text, "  length %" PRId64, object->length);
    else if (object->value && (object->edge_count == 0 || object->state))
        text_format(text, "  %s", object->value);
    if (object->state)
        text_format(text, " (%s)", object->state);
    write_edges(trace, text, object);
    end_line(pane, is_new ? MARK_NEW : has_changed ? MARK_CHANGED : MARK_NONE);
}

/* What has changed comes first. What all of the interpreter share, and the dict of globals, which the frames
 * show, are left out. */
static void fill_objects(const Trace *trace, Pane *pane)
{
    for (int changed = 1; changed >= 0; changed--)
        for (size_t i = 0; i < trace->object_count; i++) {
            const TraceObject *object = &trace->objects[i];
            if ((object->changed_at == trace->now) == changed && object->count && object->id != trace->globals)
                write_object(trace, pane, object);
        }
}

/* --- the step ------------------------------------------------------------------------------------------- */

static void write_event(const Trace *trace, Text *text)
{
    const TraceFrame *top = top_frame(trace);
    size_t length;
    text_format(text, "step %" PRIu64 " of %" PRIu64 "-%" PRIu64 ": ", trace->now, trace->first, trace->last);
    if (strcmp(trace->step.event, "collection") == 0)
        text_format(text, "collection of generation %" PRId64 ", %" PRId64 " found", trace->step.generation, trace->step.collected);
    else if (strcmp(trace->step.event, "end") == 0)
        text_format(text, "end, exit status %" PRId64, trace->status);
    else
        text_format(text, "%s", trace->step.event);
    if (!top)
        return;
    const TraceCode *code = &trace->codes[top->code];
    const char *line = play_source_line(trace, code->file, top->line, &length);
    text_format(text, ", %s, line %" PRId64 ": %.*s", code->qualified_name, top->line, (int)length, line);
}

static void write_freed(const Trace *trace, Text *text)
{
    if (trace->freed.length)
        text_format(text, "freed: %s", trace->freed.bytes);
}

/* The last lines of what the script has printed. */
static void write_output(const Trace *trace, Text *text)
{
    size_t end = trace->output_length, start = end;
    const char *bytes = trace->output.bytes ? trace->output.bytes : "";
    end -= end && bytes[end - 1] == '\n';
    start = end;
    for (int lines = 0; start > 0; start--)
        if (bytes[start - 1] == '\n' && ++lines == OUTPUT_LINES)
            break;
    if (end)
        text_format(text, "printed: %s%.*s", start ? "… " : "", (int)(end - start), bytes + start);
}

static void write_pane(Text *text, const char *heading, const Pane *pane)
{
    text_format(text, "%s:\n", heading);
    for (size_t i = 0; i < pane->count; i++)
        text_format(text, "  %.*s\n", (int)pane->lines[i].length, pane->text.bytes + pane->lines[i].start);
}

void play_write_plain(const Trace *trace, Text *text)
{
    Pane frames = {0}, objects = {0};
    fill_frames(trace, &frames);
    fill_objects(trace, &objects);
    write_event(trace, text);
    text_add(text, "\n", 1);
    write_pane(text, "frames", &frames);
    write_pane(text, "objects", &objects);
    size_t start = text->length;
    write_freed(trace, text);
    if (text->length > start)
        text_add(text, "\n", 1);
    start = text->length;
    write_output(trace, text);
    if (text->length > start)
        text_add(text, "\n", 1);
    pane_free(&frames);
    pane_free(&objects);
}

/* --- on a terminal -------------------------------------------------------------------------------------- */

static const char *const mark_sequences[] = {"", "\x1b[1m", "\x1b[7m", "\x1b[32m", "\x1b[33m", "\x1b[2m"};

/* The text, cut or filled up with spaces to the width. */
static void add_fitted(Text *out, const char *bytes, size_t length, size_t width)
{
    size_t used = 0, i = 0;
    while (i < length) {
        utf8proc_int32_t c;
        utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)bytes + i, (utf8proc_ssize_t)(length - i), &c);
        bool is_control = taken > 0 && (c < 32 || c == 127);
        int columns = taken <= 0 || is_control ? 1 : utf8proc_charwidth(c);
        if (used + (size_t)columns > width)
            break;
        if (taken <= 0 || is_control)
            text_add(out, taken > 0 && c == '\n' ? "|" : taken > 0 && c == '\t' ? " " : "?", 1);
        else
            text_add(out, bytes + i, (size_t)taken);
        used += (size_t)columns;
        i += taken > 0 ? (size_t)taken : 1;
    }
    while (used++ < width)
        text_add(out, " ", 1);
}

/* Row `row` of the `rows` that are shown of a pane: such that its line `here` is among them. */
static void add_row(Text *out, const Pane *pane, size_t row, size_t rows, size_t width)
{
    size_t first = pane->here > rows / 2 ? pane->here - rows / 2 : 0;
    if (first + rows > pane->count)
        first = pane->count > rows ? pane->count - rows : 0;
    size_t i = first + row;
    const PaneLine *line = i < pane->count ? &pane->lines[i] : NULL;
    text_format(out, "%s", line ? mark_sequences[line->mark] : "");
    add_fitted(out, line ? pane->text.bytes + line->start : "", line ? line->length : 0, width);
    text_format(out, "\x1b[0m");
}

static void add_line(Text *out, const char *sequence, const Text *text, size_t width)
{
    text_format(out, "%s", sequence);
    add_fitted(out, text->bytes ? text->bytes : "", text->length, width);
    text_format(out, "\x1b[0m\r\n");
}

static void add_columns(Text *out, const Pane *const *panes, const size_t *widths, size_t count, size_t rows)
{
    for (size_t row = 0; row < rows; row++) {
        for (size_t i = 0; i < count; i++) {
            if (i)
                text_format(out, "\x1b[2m│\x1b[0m");
            add_row(out, panes[i], row, rows, widths[i]);
        }
        text_format(out, "\r\n");
    }
}

/* Three columns where there is room; else the objects stand below. */
static void add_panes(Text *out, const Pane *const *panes, size_t width, size_t height)
{
    enum { WIDE = 120 };
    if (width >= WIDE) {
        size_t third = (width - 2) / 3, widths[] = {third, third, width - 2 - 2 * third};
        add_columns(out, panes, widths, 3, height);
        return;
    }
    size_t half = (width - 1) / 2, widths[] = {half, width - 1 - half}, rows = height / 2;
    add_columns(out, panes, widths, 2, rows);
    Text title = {0};
    text_format(&title, "objects");
    add_line(out, "\x1b[4m", &title, width);
    text_free(&title);
    add_columns(out, panes + 2, &width, 1, height - rows - 1);
}

void play_write_screen(const Trace *trace, Text *out, size_t width, size_t height)
{
    enum { LEAST = 8, OTHER_LINES = 4 };
    Pane source = {0}, frames = {0}, objects = {0};
    Text event = {0}, freed = {0}, output = {0};
    fill_source(trace, &source);
    fill_frames(trace, &frames);
    fill_objects(trace, &objects);
    write_event(trace, &event);
    write_freed(trace, &freed);
    write_output(trace, &output);
    text_format(out, "\x1b[H");
    add_line(out, "\x1b[7m", &event, width);
    if (height >= LEAST)
        add_panes(out, (const Pane *const[]){&source, &frames, &objects}, width, height - OTHER_LINES);
    add_line(out, "\x1b[31m", &freed, width);
    add_line(out, "\x1b[36m", &output, width);
    Text *const texts[] = {&event, &freed, &output};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        text_free(texts[i]);
    pane_free(&source);
    pane_free(&frames);
    pane_free(&objects);
}
