/* trace: a recording's lines: what is in the file, and the way from state to state; see trace.h.
 *
 *     file:   header │ file, code … │ STATE │ step │ step │ step │ STATE │ step │ …    lines of JSON
 *                                     └──────────────────► now: the changes of each step are applied in turn
 *
 * A step is only a list of changes, and cannot be undone. To go back, the last whole state before the wanted
 * step is taken, and the steps from there are applied; to go forward, those from `now` on, unless a state
 * lies nearer. `lines` says where in the file each step and state is, found by halving.
 *
 * Opening:    the whole file is gone through once. Steps must be in order, and the changes before a whole
 *             state must lead to just that state; so a damaged file is refused with its line, and afterwards
 *             applying a line fails only for want of memory.
 * Output:     what the script printed is collected while opening; later a step says how much of it was there.
 * Ownership:  the trace owns the bytes, all copies of texts, and the one state at `now`. Nothing lies on the
 *             counted heap. */
#include "heapview/play/trace.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "heapview/play/trace_private.h"
#include "runtime/memory/growing.h"

static bool read_all(Trace *trace, FILE *file)
{
    Text text = {0};
    char buffer[1 << 16];
    for (size_t got; (got = fread(buffer, 1, sizeof buffer, file)) > 0;)
        text_add(&text, buffer, got);
    if (text.failed || ferror(file)) {
        text_free(&text);
        return false;
    }
    trace->bytes = text.bytes;
    trace->length = text.length;
    return true;
}

/* --- lines that name things ----------------------------------------------------------------------------- */

static const char no_memory[] = "not enough memory";

static const char *add_file(Trace *trace, const Json *line)
{
    if ((size_t)trace_number_of(line, "file", -1) != trace->file_count)
        return "a file out of order";
    TraceFile *files = realloc(trace->files, (trace->file_count + 1) * sizeof *files);
    if (!files)
        return no_memory;
    trace->files = files;
    files[trace->file_count] = (TraceFile){trace_copy_text(json_member(line, "name")), trace_copy_text(json_member(line, "source"))};
    trace->file_count++;
    return files[trace->file_count - 1].name && files[trace->file_count - 1].source ? NULL : no_memory;
}

static const char *add_code(Trace *trace, const Json *line)
{
    const Json *variables = json_member(line, "variables");
    if ((size_t)trace_number_of(line, "code", -1) != trace->code_count)
        return "code out of order";
    if (!variables || variables->kind != JSON_LIST || (size_t)trace_number_of(line, "file", -1) >= trace->file_count)
        return "code without its variables or its file";
    TraceCode *codes = realloc(trace->codes, (trace->code_count + 1) * sizeof *codes);
    if (!codes)
        return no_memory;
    trace->codes = codes;
    TraceCode *code = &codes[trace->code_count++];
    *code = (TraceCode){.name = trace_copy_text(json_member(line, "name")),
                        .qualified_name = trace_copy_text(json_member(line, "qualified name")),
                        .file = (size_t)trace_number_of(line, "file", 0),
                        .parameter_count = (size_t)trace_number_of(line, "parameters", 0),
                        .first_line = trace_number_of(line, "line", 0),
                        .variables = calloc(variables->length + 1, sizeof *code->variables)};
    if (!code->name || !code->qualified_name || !code->variables)
        return no_memory;
    for (const Json *name = variables->first; name; name = name->next) {
        char *copy = trace_copy_text(name);
        if (!copy)
            return no_memory;
        code->variables[code->variable_count++] = copy;
    }
    return NULL;
}

static const char *add_line(Trace *trace, TraceLine line)
{
    if (!GROWING_ROOM(trace->lines, trace->line_count, trace->line_capacity, 1024))
        return no_memory;
    trace->lines[trace->line_count++] = line;
    return NULL;
}

/* --- steps and states ----------------------------------------------------------------------------------- */

static void set_step(TraceStep *step, const Json *line)
{
    const Json *event = json_member(line, "event");
    snprintf(step->event, sizeof step->event, "%s", event && event->kind == JSON_TEXT ? event->text : "?");
    step->line = trace_number_of(line, "line", 0);
    step->generation = trace_number_of(line, "generation", -1);
    step->collected = trace_number_of(line, "collected", -1);
}

static const char *apply_step(Trace *trace, const Json *line)
{
    trace->now = (uint64_t)trace_number_of(line, "step", 0);
    set_step(&trace->step, line);
    trace->freed.length = 0;
    if (trace->freed.bytes)
        trace->freed.bytes[0] = 0;
    return trace_apply(trace, json_member(line, "changes"), trace->now);
}

/* The state is now that before step `now` + 1. */
static const char *apply_state(Trace *trace, const Json *line)
{
    trace_clear(trace);
    trace->globals = (uint64_t)trace_number_of(line, "globals", 0);
    trace->now = (uint64_t)trace_number_of(line, "keyframe", 0) - 1;
    return trace_apply(trace, json_member(line, "changes"), 0);
}

/* Do the changes lead to the state that the file says is the next? */
static const char *check_state(Trace *trace, const Json *line)
{
    Text before = {0}, after = {0};
    trace_write(trace, &before);
    const char *problem = apply_state(trace, line);
    trace_write(trace, &after);
    if (!problem && (before.failed || after.failed))
        problem = no_memory;
    if (!problem && (before.length != after.length || (before.length && memcmp(before.bytes, after.bytes, before.length) != 0)))
        problem = "the changes before it do not lead to this state";
    text_free(&before);
    text_free(&after);
    return problem;
}

static const char *take_state(Trace *trace, const Json *line, TraceLine place)
{
    place.is_state = true;
    place.step = (uint64_t)trace_number_of(line, "keyframe", 0);
    if (trace->line_count == 0) {
        trace->first = place.step;
        trace->last = place.step - 1;
        return add_line(trace, place) || place.step == 0 ? "a state of no step" : apply_state(trace, line);
    }
    if (place.step != trace->last + 1)
        return "a state out of order";
    const char *problem = check_state(trace, line);
    return problem ? problem : add_line(trace, place);
}

static const char *take_step(Trace *trace, const Json *line, TraceLine place)
{
    place.step = (uint64_t)trace_number_of(line, "step", 0);
    if (trace->line_count == 0)
        return "a step before any state";
    if (place.step != trace->last + 1)
        return "a step out of order";
    trace->last = place.step;
    const char *problem = apply_step(trace, line);
    place.depth = (uint32_t)trace->frame_count;
    place.output_length = trace->output.length;
    memcpy(place.event, trace->step.event, sizeof place.event);
    return problem ? problem : add_line(trace, place);
}

static const char *take_header(Trace *trace, const Json *line)
{
    const Json *format = json_member(line, "format");
    if (!format || format->kind != JSON_TEXT || strcmp(format->text, "ouro recording") != 0)
        return "this is no recording of Ouro";
    if (trace_number_of(line, "version", 0) != 1)
        return "a version of the format that this Ouro does not know";
    trace->script = trace_copy_text(json_member(line, "script"));
    return trace->script ? NULL : no_memory;
}

static const char *take_line(Trace *trace, const Json *line, TraceLine place)
{
    if (!trace->script)
        return take_header(trace, line);
    if (json_member(line, "step"))
        return take_step(trace, line, place);
    if (json_member(line, "keyframe"))
        return take_state(trace, line, place);
    if (json_member(line, "code"))
        return add_code(trace, line);
    if (json_member(line, "file"))
        return add_file(trace, line);
    if (json_member(line, "end")) {
        trace->is_complete = true;
        trace->status = trace_number_of(line, "status", 0);
        return NULL;
    }
    return "a line that says nothing known";
}

/* Go through the whole file. What is wrong, at *number and, if it is no JSON, *column. */
static const char *take_all(Trace *trace, size_t *number, size_t *column)
{
    const char *at = trace->bytes, *end = at + trace->length;
    *number = 1;
    *column = 0;
    if (trace->length == 0)
        return "the file is empty";
    for (; at < end; (*number)++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        const char *line_end = stop ? stop : end;
        const Json *line = json_read(&trace->reader, at, line_end);
        if (!line) {
            *column = (size_t)(trace->reader.at - at) + 1;
            return trace->reader.problem;
        }
        const char *problem = take_line(trace, line,
                                        (TraceLine){.start = (size_t)(at - trace->bytes), .end = (size_t)(line_end - trace->bytes)});
        if (problem)
            return problem;
        at = stop ? stop + 1 : end;
    }
    if (trace->line_count == 0 || trace->last < trace->first)
        return "the recording has no steps";
    return NULL;
}

bool trace_open(Trace *trace, FILE *file, const char *name, Text *problem)
{
    size_t number = 0, column = 0;
    *trace = (Trace){0};
    const char *wrong = read_all(trace, file) ? take_all(trace, &number, &column) : "it cannot be read";
    trace->is_open = true;
    if (!wrong && !trace_go(trace, trace->first))
        wrong = no_memory;
    if (!wrong)
        return true;
    text_format(problem, "%s: ", name);
    if (number)
        text_format(problem, "line %zu", number);
    if (column)
        text_format(problem, ", column %zu", column);
    text_format(problem, "%s%s", number ? ": " : "", wrong);
    trace_close(trace);
    return false;
}

void trace_close(Trace *trace)
{
    trace_free_state(trace);
    for (size_t i = 0; i < trace->file_count; i++) {
        free(trace->files[i].name);
        free(trace->files[i].source);
    }
    for (size_t i = 0; i < trace->code_count; i++) {
        for (size_t k = 0; k < trace->codes[i].variable_count; k++)
            free(trace->codes[i].variables[k]);
        free(trace->codes[i].variables);
        free(trace->codes[i].name);
        free(trace->codes[i].qualified_name);
    }
    free(trace->files);
    free(trace->codes);
    free(trace->lines);
    free(trace->bytes);
    free(trace->script);
    json_free(&trace->reader);
    *trace = (Trace){0};
}

/* --- from step to step ---------------------------------------------------------------------------------- */

/* The line of a step: states stand between, so it is found by halving. */
static size_t place_of(const Trace *trace, uint64_t step)
{
    size_t low = 0, high = trace->line_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const TraceLine *line = &trace->lines[middle];
        if (line->step < step || (line->step == step && line->is_state))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const TraceLine *trace_look(const Trace *trace, uint64_t step)
{
    return step < trace->first || step > trace->last ? NULL : &trace->lines[place_of(trace, step)];
}

static const char *apply_line(Trace *trace, size_t place)
{
    const TraceLine *line = &trace->lines[place];
    const Json *json = json_read(&trace->reader, trace->bytes + line->start, trace->bytes + line->end);
    if (!json)
        return trace->reader.problem;
    return line->is_state ? apply_state(trace, json) : apply_step(trace, json);
}

bool trace_go(Trace *trace, uint64_t step)
{
    size_t place = place_of(trace, step), from = place;
    if (trace->now + 1 != step) { /* else it is the next one: nothing to look for */
        while (!trace->lines[from].is_state)
            from--;
        bool is_ahead = trace->now < step && trace->now + 1 >= trace->lines[from].step;
        if (is_ahead)
            from = place_of(trace, trace->now + 1);
    }
    for (; from <= place; from++)
        if (apply_line(trace, from))
            return false;
    trace->output_length = trace->lines[place].output_length;
    return true;
}

uint64_t trace_death(Trace *trace, uint64_t id)
{
    for (size_t i = place_of(trace, trace->now) + 1; i < trace->line_count; i++) {
        const TraceLine *line = &trace->lines[i];
        if (line->is_state)
            continue;
        const Json *json = json_read(&trace->reader, trace->bytes + line->start, trace->bytes + line->end),
                   *changes = json_member(json, "changes");
        for (const Json *change = changes ? changes->first : NULL; change; change = change->next) {
            const Json *what = json_item(change, 0), *which = json_item(change, 1);
            if (what && which && what->kind == JSON_TEXT && strcmp(what->text, "freed") == 0 && (uint64_t)which->number == id)
                return line->step;
        }
    }
    return 0;
}

/* --- values --------------------------------------------------------------------------------------------- */

enum { NEST_MOST = 3 };

static const char *brackets_of(const TraceObject *object)
{
    const char *type = object->type;
    if (object->length < 0)
        return NULL;
    if (strcmp(type, "tuple") == 0)
        return "()";
    return strcmp(type, "dict") == 0 || strstr(type, "set") ? "{}" : "[]";
}

/* What an object is described inside of: Python shows a container in itself as "[...]". */
typedef struct Outer {
    const TraceObject *object;
    const struct Outer *outer;
    int depth;
} Outer;

static void describe(const Trace *trace, Text *text, uint64_t id, size_t most, const Outer *outer);

static void describe_items(const Trace *trace, Text *text, const TraceObject *object, const char *brackets, size_t most, const Outer *outer)
{
    size_t start = text->length;
    Outer here = {object, outer, outer ? outer->depth + 1 : 1};
    bool is_dict = brackets[0] == '{' && strcmp(object->type, "dict") == 0;
    text_add(text, brackets, 1);
    for (size_t i = 0; i < object->edge_count; i++) {
        const TraceEdge *edge = &object->edges[i];
        text_format(text, i ? ", " : "");
        if (text->length - start > most) {
            text_format(text, "…");
            break;
        }
        if (is_dict && edge->name[0] == '[')
            text_format(text, "%.*s: ", (int)strlen(edge->name) - 2, edge->name + 1);
        describe(trace, text, edge->to, most, &here);
    }
    if (object->edge_count < (size_t)object->length && object->edge_count && text->length - start <= most)
        text_format(text, ", …");
    if (brackets[0] == '(' && object->length == 1)
        text_add(text, ",", 1);
    text_add(text, brackets + 1, 1);
}

static bool is_inside(const TraceObject *object, const Outer *outer)
{
    while (outer && outer->object != object)
        outer = outer->outer;
    return outer != NULL;
}

static void describe(const Trace *trace, Text *text, uint64_t id, size_t most, const Outer *outer)
{
    const TraceObject *object = trace_find(trace, id);
    const char *brackets = object ? brackets_of(object) : NULL;
    if (!object) {
        text_format(text, "…");
    } else if (brackets && is_inside(object, outer)) {
        text_format(text, "%c...%c", brackets[0], brackets[1]);
    } else if (brackets && (!outer || outer->depth < NEST_MOST) && (object->edge_count || object->length == 0)) {
        describe_items(trace, text, object, brackets, most, outer);
    } else if (brackets) {
        text_format(text, "%c…%c", brackets[0], brackets[1]);
    } else {
        text_format(text, "%s", object->value ? object->value : "?");
        if (object->state)
            text_format(text, " (%s)", object->state);
    }
}

void trace_describe(const Trace *trace, Text *text, uint64_t id, size_t most)
{
    describe(trace, text, id, most, NULL);
}
