/* trace_state: what changes do to the state: objects, in a table by id, and frames. See trace.h.
 *
 *     table (by id) ──► place in objects[]      id, type, value, count, edges       in the order they came
 *     frames[]          the outermost first     the ids of the variables' values
 *
 * Open addressing with linear probing, at most half full. When an object goes, the others keep their order,
 * so places change and the table is filled anew.
 * An id is an address, and may be another object's later: labels (#7) are given by id and birth together, and
 * stay when the trace goes back.
 * Each change is checked, since the file may have been written by anything. A problem is returned as words;
 * the state is then not whole, and the recording is refused. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "heapview/play/trace_private.h"
#include "runtime/memory/growing.h"

static const char no_memory[] = "not enough memory", unknown_object[] = "a change of an object that is not there",
                  malformed[] = "a change that is not as it should be";

char *trace_copy_text(const Json *text)
{
    return strdup(text && text->kind == JSON_TEXT ? text->text : "");
}

int64_t trace_number_of(const Json *object, const char *key, int64_t otherwise)
{
    const Json *member = json_member(object, key);
    return member && member->kind == JSON_NUMBER ? member->number : otherwise;
}

static uint64_t number_at(const Json *list, size_t index)
{
    const Json *item = json_item(list, index);
    return item && item->kind == JSON_NUMBER ? (uint64_t)item->number : 0;
}

/* --- the table of objects ------------------------------------------------------------------------------- */

enum { NOWHERE = UINT32_MAX };

static size_t home_of(const Trace *trace, uint64_t id)
{
    return (size_t)(id * 0x9E3779B97F4A7C15u >> 20) & trace->table_mask;
}

/* The place in the table of the object, or a free one. */
static uint32_t *find_place(const Trace *trace, uint64_t id)
{
    size_t i = home_of(trace, id);
    while (trace->table[i] != NOWHERE && trace->objects[trace->table[i]].id != id)
        i = (i + 1) & trace->table_mask;
    return &trace->table[i];
}

TraceObject *trace_find(const Trace *trace, uint64_t id)
{
    uint32_t place = trace->table ? *find_place(trace, id) : NOWHERE;
    return place == NOWHERE ? NULL : &trace->objects[place];
}

static void fill_table(Trace *trace)
{
    for (size_t i = 0; i <= trace->table_mask; i++)
        trace->table[i] = NOWHERE;
    for (size_t i = 0; i < trace->object_count; i++)
        *find_place(trace, trace->objects[i].id) = (uint32_t)i;
}

static bool make_room(Trace *trace)
{
    if (!GROWING_ROOM(trace->objects, trace->object_count, trace->object_capacity, 64))
        return false;
    if (trace->table && trace->object_count * 2 < trace->table_mask)
        return true;
    size_t size = trace->table ? (trace->table_mask + 1) * 2 : 256;
    uint32_t *table = malloc(size * sizeof *table);
    if (!table)
        return false;
    free(trace->table);
    trace->table = table;
    trace->table_mask = size - 1;
    fill_table(trace);
    return true;
}

/* --- labels --------------------------------------------------------------------------------------------- */

typedef struct TraceLabel {
    uint64_t id, birth;
    uint32_t label; /* 0: a free place */
} TraceLabel;

static TraceLabel *find_label(const Trace *trace, uint64_t id, uint64_t birth)
{
    size_t i = (size_t)((id ^ birth * 0xC2B2AE3D27D4EB4Fu) * 0x9E3779B97F4A7C15u >> 20) & trace->label_mask;
    while (trace->labels[i].label && (trace->labels[i].id != id || trace->labels[i].birth != birth))
        i = (i + 1) & trace->label_mask;
    return &trace->labels[i];
}

static bool grow_labels(Trace *trace)
{
    TraceLabel *old = trace->labels;
    size_t old_size = old ? trace->label_mask + 1 : 0, size = old ? old_size * 2 : 1024;
    TraceLabel *labels = calloc(size, sizeof *labels);
    if (!labels)
        return false;
    trace->labels = labels;
    trace->label_mask = size - 1;
    for (size_t i = 0; i < old_size; i++)
        if (old[i].label)
            *find_label(trace, old[i].id, old[i].birth) = old[i];
    free(old);
    return true;
}

/* The object's label, given out if it has none yet. 0 if there is no memory. */
static uint32_t label_of(Trace *trace, uint64_t id, uint64_t birth)
{
    if ((!trace->labels || trace->label_count * 2 > trace->label_mask) && !grow_labels(trace))
        return 0;
    TraceLabel *place = find_label(trace, id, birth);
    if (!place->label)
        *place = (TraceLabel){id, birth, ++trace->label_count};
    return place->label;
}

/* --- objects -------------------------------------------------------------------------------------------- */

static void object_free(TraceObject *object)
{
    for (size_t i = 0; i < object->edge_count; i++)
        free(object->edges[i].name);
    free(object->edges);
    free(object->type);
    free(object->value);
    free(object->state);
}

static const char *set_value(TraceObject *object, const Json *value)
{
    const Json *text = json_member(value, "value"), *generator = json_member(value, "state");
    free(object->value);
    free(object->state);
    object->value = text ? trace_copy_text(text) : NULL;
    object->state = generator ? trace_copy_text(generator) : NULL;
    object->length = trace_number_of(value, "length", -1);
    return (text && !object->value) || (generator && !object->state) ? no_memory : NULL;
}

static const char *add_object(Trace *trace, const Json *new, uint64_t step)
{
    uint64_t id = (uint64_t)trace_number_of(new, "id", 0);
    const Json *birth = json_member(new, "birth");
    if (!id || trace_find(trace, id))
        return "a new object without an id of its own";
    if (!make_room(trace))
        return no_memory;
    TraceObject *object = &trace->objects[trace->object_count];
    *object = (TraceObject){.id = id,
                            .type = trace_copy_text(json_member(new, "type")),
                            .count = trace_number_of(new, "count", 0),
                            .generation = (int)trace_number_of(new, "generation", -1),
                            .birth_step = (uint64_t)trace_number_of(birth, "step", 0),
                            .birth_file = trace_number_of(birth, "file", -1),
                            .birth_line = trace_number_of(birth, "line", 0),
                            .new_at = step,
                            .changed_at = step};
    object->count_before = object->count;
    object->label = label_of(trace, id, object->birth_step);
    const char *problem = object->type && object->label ? set_value(object, new) : no_memory;
    if (problem) {
        object_free(object);
        return problem;
    }
    *find_place(trace, id) = (uint32_t)trace->object_count++;
    return trace_touch(trace, object) ? NULL : no_memory;
}

/* The others keep their order. */
static const char *remove_object(Trace *trace, uint64_t id, bool is_freed)
{
    TraceObject *object = trace_find(trace, id);
    if (!object)
        return unknown_object;
    if (!trace_touch(trace, object))
        return no_memory;
    if (is_freed) {
        text_format(&trace->freed, "%s#%" PRIu32 " %s", trace->freed.length ? ", " : "", object->label, object->type);
        if (object->value && strstr(object->value, object->type) == NULL)
            text_format(&trace->freed, " %s", object->value);
    }
    object_free(object);
    size_t place = (size_t)(object - trace->objects);
    memmove(object, object + 1, (--trace->object_count - place) * sizeof *object);
    fill_table(trace);
    return NULL;
}

/* --- edges ---------------------------------------------------------------------------------------------- */

static const char *set_edge(TraceObject *object, size_t position, const Json *edge)
{
    if (position > object->edge_count)
        return "an edge behind a gap";
    if (!GROWING_ROOM(object->edges, position, object->edge_capacity, 4))
        return no_memory;
    char *name = trace_copy_text(json_member(edge, "name"));
    if (!name)
        return no_memory;
    const Json *weak = json_member(edge, "weak");
    if (position == object->edge_count)
        object->edge_count++;
    else
        free(object->edges[position].name);
    object->edges[position] = (TraceEdge){name, (uint64_t)trace_number_of(edge, "to", 0), weak && weak->kind == JSON_TRUE};
    return NULL;
}

static const char *change_object(Trace *trace, const char *what, const Json *change, uint64_t step)
{
    TraceObject *object = trace_find(trace, number_at(change, 1));
    size_t number = (size_t)number_at(change, 2);
    if (!object)
        return unknown_object;
    if (!trace_touch(trace, object))
        return no_memory;
    if (object->changed_at != step) {
        object->count_before = object->count;
        object->changed_at = step;
    }
    if (strcmp(what, "count") == 0)
        object->count = (int64_t)number;
    else if (strcmp(what, "generation") == 0)
        object->generation = (int)(int64_t)number;
    else if (strcmp(what, "value") == 0)
        return set_value(object, json_item(change, 2));
    else if (strcmp(what, "edge") == 0)
        return set_edge(object, number, json_item(change, 3));
    else if (strcmp(what, "edge to") == 0 && number < object->edge_count)
        object->edges[number].to = number_at(change, 3);
    else if (strcmp(what, "edges cut") == 0 && number <= object->edge_count)
        for (; object->edge_count > number; object->edge_count--)
            free(object->edges[object->edge_count - 1].name);
    else
        return malformed;
    return NULL;
}

/* --- frames --------------------------------------------------------------------------------------------- */

static void frame_free(TraceFrame *frame)
{
    free(frame->values);
    free(frame->changed_at);
    free(frame->special);
}

static const char *push_frame(Trace *trace, uint64_t code, int64_t line)
{
    if (code >= trace->code_count || !trace->codes[code].name)
        return "a frame of code that is not there";
    if (!GROWING_ROOM(trace->frames, trace->frame_count, trace->frame_capacity, 16))
        return no_memory;
    size_t places = trace->codes[code].variable_count + 1;
    TraceFrame frame = {
        .code = (size_t)code, .line = line, .values = calloc(places, sizeof(uint64_t)), .changed_at = calloc(places, sizeof(uint64_t))};
    if (!frame.values || !frame.changed_at) {
        frame_free(&frame);
        return no_memory;
    }
    trace->frames[trace->frame_count++] = frame;
    return NULL;
}

static const char *change_frame(Trace *trace, const char *what, const Json *change, uint64_t step)
{
    uint64_t depth = number_at(change, 1);
    if (depth >= trace->frame_count)
        return "a change of a frame that is not there";
    TraceFrame *frame = &trace->frames[depth];
    trace_touch_frame(trace, depth);
    if (strcmp(what, "line") == 0) {
        frame->line = (int64_t)number_at(change, 2);
    } else if (strcmp(what, "set") == 0) {
        uint64_t variable = number_at(change, 2);
        if (variable > trace->codes[frame->code].variable_count)
            return "a variable that is not there";
        frame->values[variable] = number_at(change, 3);
        frame->changed_at[variable] = step;
    } else {
        char *special = trace_copy_text(json_item(change, 2));
        if (!special)
            return no_memory;
        free(frame->special);
        frame->special = *special ? special : NULL;
        if (!frame->special)
            free(special);
        frame->special_value = number_at(change, 3);
    }
    return NULL;
}

/* --- changes -------------------------------------------------------------------------------------------- */

static const char *apply_one(Trace *trace, const Json *change, uint64_t step)
{
    const Json *kind = json_item(change, 0);
    if (!kind || kind->kind != JSON_TEXT)
        return malformed;
    const char *what = kind->text;
    if (strcmp(what, "new") == 0)
        return add_object(trace, json_item(change, 1), step);
    if (strcmp(what, "freed") == 0 || strcmp(what, "hidden") == 0)
        return remove_object(trace, number_at(change, 1), what[0] == 'f');
    if (strcmp(what, "push") == 0)
        return push_frame(trace, number_at(change, 1), (int64_t)number_at(change, 2));
    if (strncmp(what, "pop", 3) == 0) {
        if (!trace->frame_count)
            return "a frame ends, but there is none";
        frame_free(&trace->frames[--trace->frame_count]);
        trace_touch_frame(trace, trace->frame_count);
        return NULL;
    }
    if (strcmp(what, "line") == 0 || strcmp(what, "set") == 0 || strcmp(what, "special") == 0)
        return change_frame(trace, what, change, step);
    if (strcmp(what, "output") == 0) {
        const Json *text = json_item(change, 1);
        if (!text || text->kind != JSON_TEXT)
            return malformed;
        if (!trace->is_open)
            text_add(&trace->output, text->text, text->length);
        return trace->output.failed ? no_memory : NULL;
    }
    if (strcmp(what, "globals") == 0) {
        trace->globals = number_at(change, 1);
        return NULL;
    }
    return change_object(trace, what, change, step);
}

const char *trace_apply(Trace *trace, const Json *changes, uint64_t step)
{
    if (!changes || changes->kind != JSON_LIST)
        return "no list of changes";
    for (const Json *change = changes->first; change; change = change->next) {
        const char *problem = apply_one(trace, change, step);
        if (problem)
            return problem;
    }
    return NULL;
}

void trace_clear(Trace *trace)
{
    for (size_t i = 0; i < trace->object_count; i++)
        object_free(&trace->objects[i]);
    for (size_t i = 0; i < trace->frame_count; i++)
        frame_free(&trace->frames[i]);
    trace->object_count = trace->frame_count = 0;
    trace_hash_clear(trace);
    if (trace->table)
        fill_table(trace);
}

void trace_free_state(Trace *trace)
{
    trace_clear(trace);
    free(trace->objects);
    free(trace->frames);
    free(trace->table);
    free(trace->labels);
    free(trace->hash.touched);
    text_free(&trace->output);
    text_free(&trace->freed);
}

/* --- as text -------------------------------------------------------------------------------------------- */

static int compare_ids(const void *a, const void *b)
{
    uint64_t left = (*(TraceObject *const *)a)->id, right = (*(TraceObject *const *)b)->id;
    return left < right ? -1 : left > right;
}

static void write_object(Text *text, const TraceObject *object)
{
    text_format(text, "%" PRIu64 " %s %s %s length %" PRId64 " count %" PRId64 " generation %d born %" PRIu64 " %" PRId64 ":%" PRId64 "\n",
                object->id, object->type, object->value ? object->value : "-", object->state ? object->state : "-", object->length,
                object->count, object->generation, object->birth_step, object->birth_file, object->birth_line);
    for (size_t i = 0; i < object->edge_count; i++)
        text_format(text, "  %s -> %" PRIu64 "%s\n", object->edges[i].name, object->edges[i].to, object->edges[i].is_weak ? " weakly" : "");
}

void trace_write(const Trace *trace, Text *text)
{
    TraceObject **sorted = malloc((trace->object_count + 1) * sizeof *sorted);
    text->failed |= !sorted;
    text_format(text, "globals %" PRIu64 "\n", trace->globals);
    for (size_t i = 0; i < trace->frame_count; i++) {
        const TraceFrame *frame = &trace->frames[i];
        const TraceCode *code = &trace->codes[frame->code];
        text_format(text, "frame %s line %" PRId64 " %s %" PRIu64 "\n", code->qualified_name, frame->line,
                    frame->special ? frame->special : "-", frame->special_value);
        for (size_t k = 0; k <= code->variable_count; k++)
            text_format(text, "  %" PRIu64 "\n", frame->values[k]);
    }
    for (size_t i = 0; sorted && i < trace->object_count; i++)
        sorted[i] = &trace->objects[i];
    if (sorted && trace->object_count)
        qsort(sorted, trace->object_count, sizeof *sorted, compare_ids);
    for (size_t i = 0; sorted && i < trace->object_count; i++)
        write_object(text, sorted[i]);
    free(sorted);
}
