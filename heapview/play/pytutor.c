/* pytutor: a recording as Python Tutor's trace: {"code": …, "trace": [one entry for each step]}, objects
 * encoded as its pg_encoder.py does.
 *
 * Numbers, texts, True, False and None stand where they are used, or, with --heap-primitives, on the heap
 * like all others. What Python Tutor has no word for is said with the nearest one: a yield is a return, a
 * resumption a call; collections are left out. Steps in other files than the script are left out, too. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "heapview/play/play.h"
#include "heapview/tell/command_line.h"
#include "runtime/memory/growing.h"

typedef struct Writer {
    Trace *trace;
    Text *out;
    bool heap_primitives;
    uint64_t *frame_ids; /* by depth */
    size_t frame_capacity;
    uint64_t frames_so_far;
    uint64_t *waiting; /* ids of objects on the heap, to be written once each */
    size_t waiting_count, waiting_capacity;
    bool failed;
} Writer;

static void put(Writer *writer, const char *text)
{
    text_add(writer->out, text, strlen(text));
}

static void put_json(Writer *writer, const char *text)
{
    text_add_json(writer->out, text, strlen(text));
}

/* --- values --------------------------------------------------------------------------------------------- */

static bool is_type(const TraceObject *object, const char *type)
{
    return strcmp(object->type, type) == 0;
}

static bool is_primitive(const TraceObject *object)
{
    return is_type(object, "int") || is_type(object, "float") || is_type(object, "str") || is_type(object, "bool") ||
           is_type(object, "NoneType");
}

/* Undo a repr: without the quotes, and escapes taken back. */
static void put_str(Writer *writer, const char *repr)
{
    static const char letters[] = "nrt", meanings[] = "\n\r\t";
    size_t length = strlen(repr);
    char quote = repr[0], *plain = malloc(length + 1), *end = plain;
    if (!plain) {
        writer->failed = true;
        return;
    }
    size_t stop = length > 1 && repr[length - 1] == quote ? length - 1 : length;
    for (size_t i = 1; i < stop; i++) {
        const char *escape = repr[i] == '\\' && i + 1 < stop ? strchr(letters, repr[i + 1]) : NULL;
        unsigned code;
        if (escape) {
            *end++ = meanings[escape - letters];
            i++;
        } else if (repr[i] == '\\' && i + 3 < stop && repr[i + 1] == 'x' && sscanf(repr + i + 2, "%2x", &code) == 1) {
            if (code >= 0x80)
                *end++ = (char)(0xC0 | code >> 6);
            *end++ = (char)(code >= 0x80 ? 0x80 | (code & 0x3F) : code);
            i += 3;
        } else {
            i += repr[i] == '\\' && i + 1 < stop;
            *end++ = repr[i];
        }
    }
    text_add_json(writer->out, plain, (size_t)(end - plain));
    free(plain);
}

static void put_float(Writer *writer, const char *repr)
{
    size_t length = strlen(repr);
    const char *special = strcmp(repr, "inf") == 0    ? "Infinity"
                          : strcmp(repr, "-inf") == 0 ? "-Infinity"
                          : strcmp(repr, "nan") == 0  ? "NaN"
                                                      : NULL;
    if (special)
        text_format(writer->out, "[\"SPECIAL_FLOAT\", \"%s\"]", special);
    else if (length > 2 && strcmp(repr + length - 2, ".0") == 0)
        text_format(writer->out, "[\"SPECIAL_FLOAT\", \"%s\"]", repr);
    else
        put(writer, repr);
}

static void put_primitive(Writer *writer, const TraceObject *object)
{
    const char *value = object->value ? object->value : "";
    if (is_type(object, "NoneType"))
        put(writer, "null");
    else if (is_type(object, "bool"))
        put(writer, value[0] == 'T' ? "true" : "false");
    else if (is_type(object, "float"))
        put_float(writer, value);
    else if (is_type(object, "int") && (value[0] == '-' || (value[0] >= '0' && value[0] <= '9')))
        put(writer, value);
    else
        put_str(writer, is_type(object, "str") ? value : "'(too large)'");
}

static void wait_for(Writer *writer, uint64_t id)
{
    for (size_t i = 0; i < writer->waiting_count; i++)
        if (writer->waiting[i] == id)
            return;
    if (!GROWING_ROOM(writer->waiting, writer->waiting_count, writer->waiting_capacity, 64)) {
        writer->failed = true;
        return;
    }
    writer->waiting[writer->waiting_count++] = id;
}

/* A value where it is used. A cell is seen through; what the recording does not show is a text that says
 * so. */
static void put_value(Writer *writer, uint64_t id)
{
    const TraceObject *object = trace_find(writer->trace, id);
    if (object && is_type(object, "cell"))
        object = object->edge_count ? trace_find(writer->trace, object->edges[0].to) : NULL;
    if (!object) {
        put(writer, "\"(not recorded)\"");
    } else if (is_primitive(object) && !writer->heap_primitives) {
        put_primitive(writer, object);
    } else {
        text_format(writer->out, "[\"REF\", %" PRIu32 "]", object->label);
        wait_for(writer, object->id);
    }
}

/* --- the heap ------------------------------------------------------------------------------------------- */

static void put_items(Writer *writer, const TraceObject *object, const char *kind)
{
    text_format(writer->out, "[\"%s\"", kind);
    for (size_t i = 0; i < object->edge_count; i++) {
        put(writer, ", ");
        put_value(writer, object->edges[i].to);
    }
    put(writer, "]");
}

/* The key of an edge "['k']": a text, a number, or the object that the edge before led to. */
static void put_key(Writer *writer, const TraceObject *dict, size_t i)
{
    const char *name = dict->edges[i].name;
    size_t length = strlen(name);
    if (i > 0 && strncmp(dict->edges[i - 1].name, "key ", 4) == 0) {
        put_value(writer, dict->edges[i - 1].to);
        return;
    }
    char *key = strndup(name + 1, length > 2 ? length - 2 : 0);
    if (!key) {
        writer->failed = true;
        return;
    }
    if (key[0] == '\'' || key[0] == '"')
        put_str(writer, key);
    else if (strcmp(key, "None") == 0 || strcmp(key, "True") == 0 || strcmp(key, "False") == 0)
        put(writer, key[0] == 'N' ? "null" : key[0] == 'T' ? "true" : "false");
    else if (key[0] == 'b')
        put_json(writer, key);
    else if (strpbrk(key, ".ein"))
        put_float(writer, key);
    else
        put(writer, key);
    free(key);
}

static void put_dict(Writer *writer, const TraceObject *dict)
{
    put(writer, "[\"DICT\"");
    for (size_t i = 0; i < dict->edge_count; i++) {
        if (dict->edges[i].name[0] != '[')
            continue;
        put(writer, ", [");
        put_key(writer, dict, i);
        put(writer, ", ");
        put_value(writer, dict->edges[i].to);
        put(writer, "]");
    }
    put(writer, "]");
}

static void put_attributes(Writer *writer, const TraceObject *object)
{
    for (size_t i = 0; i < object->edge_count; i++) {
        if (object->edges[i].name[0] != '.' || strncmp(object->edges[i].name, ".__bases__", 10) == 0)
            continue;
        put(writer, ", [");
        put_json(writer, object->edges[i].name + 1);
        put(writer, ", ");
        put_value(writer, object->edges[i].to);
        put(writer, "]");
    }
    put(writer, "]");
}

static void put_class(Writer *writer, const TraceObject *class)
{
    const char *space = class->value ? strchr(class->value, ' ') : NULL;
    bool is_first = true;
    put(writer, "[\"CLASS\", ");
    put_json(writer, space ? space + 1 : class->type);
    put(writer, ", [");
    for (size_t i = 0; i < class->edge_count; i++) {
        const TraceObject *base = trace_find(writer->trace, class->edges[i].to);
        if (!base || strncmp(class->edges[i].name, ".__bases__", 10) != 0)
            continue;
        put(writer, is_first ? "" : ", ");
        put_json(writer, base->value ? base->value + strcspn(base->value, " ") + (strchr(base->value, ' ') != NULL) : base->type);
        is_first = false;
    }
    put(writer, "]");
    put_attributes(writer, class);
}

/* "name(a, b)": its parameters are known once its code has run. */
static void put_function(Writer *writer, const TraceObject *function)
{
    const char *name = function->value && strncmp(function->value, "function ", 9) == 0 ? function->value + 9 : "?";
    const Trace *trace = writer->trace;
    Text signature = {0};
    text_format(&signature, "%s(", name);
    for (size_t i = 0; i < trace->code_count; i++) {
        const TraceCode *code = &trace->codes[i];
        if (strcmp(code->name, name) != 0)
            continue;
        for (size_t k = 0; k < code->parameter_count && k < code->variable_count; k++)
            text_format(&signature, "%s%s", k ? ", " : "", code->variables[k]);
        break;
    }
    text_format(&signature, ")");
    put(writer, "[\"FUNCTION\", ");
    put_json(writer, signature.bytes ? signature.bytes : name);
    put(writer, ", null]");
    text_free(&signature);
}

static bool is_instance(const TraceObject *object)
{
    size_t length = strlen(object->type);
    return object->value && strncmp(object->value, object->type, length) == 0 && strcmp(object->value + length, " object") == 0;
}

static void put_object(Writer *writer, const TraceObject *object)
{
    if (is_primitive(object)) {
        put(writer, "[\"HEAP_PRIMITIVE\", ");
        put_json(writer, object->type);
        put(writer, ", ");
        put_primitive(writer, object);
        put(writer, "]");
    } else if (is_type(object, "list")) {
        put_items(writer, object, "LIST");
    } else if (is_type(object, "tuple")) {
        put_items(writer, object, "TUPLE");
    } else if (is_type(object, "set") || is_type(object, "frozenset")) {
        put_items(writer, object, "SET");
    } else if (is_type(object, "dict")) {
        put_dict(writer, object);
    } else if (is_type(object, "function")) {
        put_function(writer, object);
    } else if (object->value && strncmp(object->value, "class ", 6) == 0) {
        put_class(writer, object);
    } else if (is_instance(object)) {
        put(writer, "[\"INSTANCE\", ");
        put_json(writer, object->type);
        put_attributes(writer, object);
    } else {
        put(writer, "[");
        put_json(writer, object->type);
        put(writer, ", ");
        put_json(writer, object->value ? object->value : object->type);
        put(writer, "]");
    }
}

static void put_heap(Writer *writer)
{
    put(writer, "\"heap\": {");
    for (size_t i = 0; i < writer->waiting_count; i++) { /* it grows meanwhile */
        const TraceObject *object = trace_find(writer->trace, writer->waiting[i]);
        text_format(writer->out, "%s\"%" PRIu32 "\": ", i ? ", " : "", object->label);
        put_object(writer, object);
    }
    put(writer, "}");
    writer->waiting_count = 0;
}

/* --- frames --------------------------------------------------------------------------------------------- */

static bool is_call(const char *event)
{
    return strcmp(event, "call") == 0 || strcmp(event, "resume") == 0;
}

static bool name_frames(Writer *writer)
{
    const Trace *trace = writer->trace;
    if (trace->frame_count > writer->frame_capacity) {
        size_t capacity = trace->frame_count * 2;
        uint64_t *ids = realloc(writer->frame_ids, capacity * sizeof *ids);
        if (!ids)
            return false;
        memset(ids + writer->frame_capacity, 0, (capacity - writer->frame_capacity) * sizeof *ids);
        writer->frame_ids = ids;
        writer->frame_capacity = capacity;
    }
    for (size_t i = 0; i < trace->frame_count; i++)
        if (!writer->frame_ids[i] || (i + 1 == trace->frame_count && is_call(trace->step.event)))
            writer->frame_ids[i] = ++writer->frames_so_far;
    return true;
}

/* The variables of a frame, as members of "encoded_locals" or, with `names_only`, as "ordered_varnames". */
static void put_variables(Writer *writer, const TraceFrame *frame, bool names_only)
{
    const TraceCode *code = &writer->trace->codes[frame->code];
    bool is_first = true;
    for (size_t i = 0; i <= code->variable_count; i++) {
        bool is_special = i == code->variable_count;
        if (is_special ? !frame->special || strcmp(frame->special, "exception") == 0 : !frame->values[i])
            continue;
        put(writer, is_first ? "" : ", ");
        is_first = false;
        put_json(writer, is_special ? "__return__" : code->variables[i]);
        if (names_only)
            continue;
        put(writer, ": ");
        put_value(writer, is_special ? frame->special_value : frame->values[i]);
    }
}

static void put_stack(Writer *writer)
{
    const Trace *trace = writer->trace;
    put(writer, "\"stack_to_render\": [");
    for (size_t i = 1; i < trace->frame_count; i++) {
        const TraceFrame *frame = &trace->frames[i];
        text_format(writer->out, "%s{\"frame_id\": %" PRIu64 ", \"func_name\": ", i > 1 ? ", " : "", writer->frame_ids[i]);
        put_json(writer, trace->codes[frame->code].name);
        text_format(
            writer->out,
            ", \"is_highlighted\": %s, \"is_parent\": false, \"is_zombie\": false, \"parent_frame_id_list\": [], \"unique_hash\": \"",
            i + 1 == trace->frame_count ? "true" : "false");
        text_format(writer->out, "%s_f%" PRIu64 "\", \"encoded_locals\": {", trace->codes[frame->code].name, writer->frame_ids[i]);
        put_variables(writer, frame, false);
        put(writer, "}, \"ordered_varnames\": [");
        put_variables(writer, frame, true);
        put(writer, "]}");
    }
    put(writer, "], ");
}

static void put_globals(Writer *writer, bool names_only)
{
    const TraceObject *globals = trace_find(writer->trace, writer->trace->globals);
    bool is_first = true;
    for (size_t i = 0; globals && i < globals->edge_count; i++) {
        const char *name = globals->edges[i].name;
        if (name[0] != '[' || (name[1] != '\'' && name[1] != '"'))
            continue;
        put(writer, is_first ? "" : ", ");
        is_first = false;
        text_add_json(writer->out, name + 2, strlen(name) - 4);
        if (names_only)
            continue;
        put(writer, ": ");
        put_value(writer, globals->edges[i].to);
    }
}

/* --- steps ---------------------------------------------------------------------------------------------- */

static const char *event_of(const char *event)
{
    return is_call(event) ? "call" : strcmp(event, "line") == 0 ? "step_line" : strcmp(event, "yield") == 0 ? "return" : event;
}

/* "KeyError: 'k'": the class of the exception that has come to a handler, and its first argument. */
static void put_exception(Writer *writer, const TraceFrame *top)
{
    const TraceObject *exception = trace_find(writer->trace, top->special_value);
    Text words = {0};
    text_format(&words, "%s", exception ? exception->type : "exception");
    for (size_t i = 0; exception && i < exception->edge_count; i++) {
        const TraceObject *args = trace_find(writer->trace, exception->edges[i].to);
        if (strcmp(exception->edges[i].name, ".args") == 0 && args && args->edge_count) {
            text_format(&words, ": ");
            trace_describe(writer->trace, &words, args->edges[0].to, 80);
        }
    }
    put(writer, "\"exception_msg\": ");
    put_json(writer, words.bytes ? words.bytes : "");
    put(writer, ", ");
    text_free(&words);
}

static void put_step(Writer *writer)
{
    Trace *trace = writer->trace;
    const TraceFrame *top = &trace->frames[trace->frame_count - 1];
    text_format(writer->out, "{\"event\": \"%s\", \"line\": %" PRId64 ", \"func_name\": ", event_of(trace->step.event), top->line);
    put_json(writer, trace->codes[top->code].name);
    put(writer, ", ");
    if (strcmp(trace->step.event, "exception") == 0)
        put_exception(writer, top);
    put_stack(writer);
    put(writer, "\"globals\": {");
    put_globals(writer, false);
    put(writer, "}, \"ordered_globals\": [");
    put_globals(writer, true);
    put(writer, "], ");
    put_heap(writer);
    put(writer, ", \"stdout\": ");
    text_add_json(writer->out, trace->output.bytes ? trace->output.bytes : "", trace->output_length);
    put(writer, "}");
}

static bool is_wanted(const Trace *trace)
{
    return trace->frame_count && trace->codes[trace->frames[trace->frame_count - 1].code].file == 0 &&
           strcmp(trace->step.event, "collection") != 0 && strcmp(trace->step.event, "end") != 0;
}

static bool write_trace(Writer *writer)
{
    Trace *trace = writer->trace;
    bool is_first = true;
    put(writer, "{\"code\": ");
    put_json(writer, trace->file_count ? trace->files[0].source : "");
    put(writer, ", \"trace\": [");
    for (uint64_t step = trace->first; step <= trace->last; step++) {
        if (!trace_go(trace, step) || !name_frames(writer))
            return false;
        if (!is_wanted(trace))
            continue;
        put(writer, is_first ? "\n" : ",\n");
        is_first = false;
        put_step(writer);
    }
    put(writer, "\n]}\n");
    return !writer->failed && !writer->out->failed;
}

static int write_file(const Text *out, const char *path)
{
    FILE *file = path ? fopen(path, "w") : stdout;
    bool done = file && fwrite(out->bytes, 1, out->length, file) == out->length;
    if (file && fflush(file))
        done = false;
    int reason = errno;
    if (file && path)
        fclose(file);
    if (!done)
        fprintf(stderr, "ouro -m heapview pytutor: cannot write %s: %s\n", path ? path : "the trace", strerror(reason));
    return !done;
}

int pytutor_command(int argc, char **argv)
{
    Trace trace;
    Text out = {0};
    Writer writer = {.trace = &trace, .out = &out};
    const char *path = NULL;
    int i = 1;
    for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
        if (strcmp(argv[i], "--heap-primitives") == 0)
            writer.heap_primitives = true;
        else if (strcmp(argv[i], "-o") == 0 && i + 1 < argc)
            path = argv[++i];
        else if (strcmp(argv[i], "-o") == 0)
            return command_error(argv[0], "option -o needs a value");
        else
            return command_unknown_option(argv[0], argv[i]);
    }
    if (i >= argc)
        return command_error(argv[0], "which recording?");
    int status = play_open_recording(&trace, argc - i, argv + i, argv[0]);
    if (status)
        return status;
    bool done = write_trace(&writer);
    status = 1;
    if (done)
        status = write_file(&out, path);
    else
        fputs("ouro -m heapview pytutor: not enough memory\n", stderr);
    free(writer.frame_ids);
    free(writer.waiting);
    text_free(&out);
    trace_close(&trace);
    return status;
}
