/* record_log: notes, and their rendering; see record_log.h.
 *
 * A note is a byte for its kind, then numbers and texts, unaligned, as record_log.h lists them. Noting is
 * what the recorded program waits for, so it only copies; JSON is made later, of what is kept.
 *
 * A step's changes are noted before the step itself, so they are rendered up to the NOTE_STEP that ends them;
 * a step whose end has not been noted yet is left for the next time.
 * Notes refer to no object: a value is noted as words or bits. So rendering needs no care for what has died
 * meanwhile. Types, code and names of edges are noted by number; their texts are kept by the recorder. */
#include "heapview/record/record_log.h"

#include <inttypes.h>
#include <stdlib.h>

#include "runtime/numbers/float.h"

bool log_grow(Log *log, size_t more)
{
    size_t capacity = log->capacity ? log->capacity * 2 : 1 << 14;
    while (capacity - log->used < more)
        capacity *= 2;
    unsigned char *bytes = log->failed ? NULL : realloc(log->bytes, capacity);
    if (!bytes) {
        log->failed = true;
        return false;
    }
    log->bytes = bytes;
    log->capacity = capacity;
    return true;
}

void log_text(Log *log, const char *text, size_t length)
{
    if (!log_room(log, length + sizeof(uint32_t)))
        return;
    log_32(log, (uint32_t)length);
    memcpy(log->bytes + log->used, text, length);
    log->used += length;
}

/* --- reading notes -------------------------------------------------------------------------------------- */

typedef struct Reader {
    const unsigned char *at, *end;
    const char *(*type_name)(uint32_t number);
    void (*write_name)(uint32_t number, Text *out);
    Text *out;
    bool is_first; /* of the changes of a step */
} Reader;

static uint32_t read_8(Reader *reader)
{
    return *reader->at++;
}

static uint32_t read_32(Reader *reader)
{
    uint32_t value;
    memcpy(&value, reader->at, sizeof value);
    reader->at += sizeof value;
    return value;
}

static uint64_t read_64(Reader *reader)
{
    uint64_t value;
    memcpy(&value, reader->at, sizeof value);
    reader->at += sizeof value;
    return value;
}

/* -1: none. */
static int read_generation(Reader *reader)
{
    unsigned value = read_8(reader);
    return value == UINT8_MAX ? -1 : (int)value;
}

static void write_text(Reader *reader)
{
    uint32_t length = read_32(reader);
    text_add_json(reader->out, (const char *)reader->at, length);
    reader->at += length;
}

/* The members "value", "length" or "state". */
static void write_value(Reader *reader)
{
    uint32_t tag = read_8(reader);
    if (tag == VALUE_TEXT) {
        text_format(reader->out, "\"value\": ");
        write_text(reader);
        return;
    }
    uint64_t bits = read_64(reader);
    if (tag == VALUE_STATE) {
        static const char *const states[] = {"not started", "suspended", "running", "finished"};
        text_format(reader->out, "\"state\": \"%s\", \"value\": ", states[bits & 3]);
        write_text(reader);
    } else if (tag == VALUE_LENGTH) {
        text_format(reader->out, "\"length\": %" PRIu64, bits);
    } else if (tag == VALUE_INT) {
        text_format(reader->out, "\"value\": \"%" PRId64 "\"", (int64_t)bits);
    } else {
        char buffer[40];
        double value;
        memcpy(&value, &bits, sizeof value);
        size_t length = float_repr_text(value, buffer);
        text_format(reader->out, "\"value\": \"%.*s\"", (int)length, buffer);
    }
}

static void begin_change(Reader *reader, const char *what)
{
    text_format(reader->out, reader->is_first ? "[\"%s\"" : ", [\"%s\"", what);
    reader->is_first = false;
}

static void write_birth(Reader *reader)
{
    uint64_t step = read_64(reader);
    uint32_t place = read_32(reader), line = place & 0xFFFFF, file = place >> 20;
    if (step)
        text_format(reader->out, ", \"birth\": {\"step\": %" PRIu64 ", \"file\": %" PRId32 ", \"line\": %" PRIu32 "}", step,
                    file ? (int32_t)file - 1 : -1, line);
    text_format(reader->out, ", ");
}

static void write_new(Reader *reader)
{
    uint64_t id = read_64(reader);
    text_format(reader->out, "{\"id\": %" PRIu64 ", \"type\": ", id);
    const char *type = reader->type_name(read_32(reader));
    text_add_json(reader->out, type, strlen(type));
    int32_t count = (int32_t)read_32(reader);
    int generation = read_generation(reader);
    if (count)
        text_format(reader->out, ", \"count\": %" PRId32, count);
    if (generation >= 0)
        text_format(reader->out, ", \"generation\": %d", generation);
    write_birth(reader);
    write_value(reader);
    text_format(reader->out, "}");
}

static void write_swap(Reader *reader)
{
    uint32_t depth = read_32(reader), variable = read_32(reader);
    uint64_t old = read_64(reader), id = read_64(reader);
    begin_change(reader, "freed");
    text_format(reader->out, ", %" PRIu64 "]", old);
    begin_change(reader, "new");
    text_format(reader->out, ", {\"id\": %" PRIu64 ", \"type\": ", id);
    const char *type = reader->type_name(read_32(reader));
    text_add_json(reader->out, type, strlen(type));
    text_format(reader->out, ", \"count\": %" PRId32, (int32_t)read_32(reader));
    write_birth(reader);
    write_value(reader);
    text_format(reader->out, "}]");
    begin_change(reader, "set");
    text_format(reader->out, ", %" PRIu32 ", %" PRIu32 ", %" PRIu64 "]", depth, variable, id);
}

static void write_edge_name(Reader *reader)
{
    uint32_t number;
    memcpy(&number, reader->at, sizeof number);
    if (!(number & (NAME_IS_INDEX | NAME_IS_NUMBER))) {
        write_text(reader);
        return;
    }
    read_32(reader);
    if (number & NAME_IS_INDEX) {
        text_format(reader->out, "\"[%" PRIu32 "]\"", number & ~NAME_IS_INDEX);
        return;
    }
    reader->write_name(number & ~NAME_IS_NUMBER, reader->out);
}

static const char *const special_names[] = {"", "return value", "yielded value", "exception"};

static void write_edge(Reader *reader)
{
    uint64_t id = read_64(reader);
    uint32_t position = read_32(reader);
    uint64_t target = read_64(reader);
    uint32_t is_weak = read_8(reader);
    begin_change(reader, "edge");
    text_format(reader->out, ", %" PRIu64 ", %" PRIu32 ", {\"name\": ", id, position);
    write_edge_name(reader);
    text_format(reader->out, ", \"to\": %" PRIu64 "%s}]", target, is_weak ? ", \"weak\": true" : "");
}

/* The changes that are a name and numbers. A letter for each number, in the order in which they were noted: q
 * an id, u a number, i one with a sign, g a generation, s a special place in words. */
static const struct {
    const char *name, *fields;
} plain_changes[] = {
    [NOTE_COUNT] = {"count", "qi"},      [NOTE_GENERATION] = {"generation", "qg"},
    [NOTE_EDGE_TO] = {"edge to", "quq"}, [NOTE_EDGES_CUT] = {"edges cut", "qu"},
    [NOTE_PUSH] = {"push", "uu"},        [NOTE_SET] = {"set", "uuq"},
    [NOTE_SPECIAL] = {"special", "usq"}, [NOTE_LINE] = {"line", "uu"},
    [NOTE_GLOBALS] = {"globals", "q"},
};

static void write_field(Reader *reader, char field)
{
    switch (field) {
    case 'q': text_format(reader->out, ", %" PRIu64, read_64(reader)); break;
    case 'u': text_format(reader->out, ", %" PRIu32, read_32(reader)); break;
    case 'i': text_format(reader->out, ", %" PRId32, (int32_t)read_32(reader)); break;
    case 'g': text_format(reader->out, ", %d", read_generation(reader)); break;
    default: text_format(reader->out, ", \"%s\"", special_names[read_8(reader)]);
    }
}

static void write_plain_change(Reader *reader, NoteKind kind)
{
    begin_change(reader, plain_changes[kind].name);
    for (const char *field = plain_changes[kind].fields; *field; field++)
        write_field(reader, *field);
}

/* A change that is more than numbers. False: it has written its end, too. */
static bool write_other_change(Reader *reader, NoteKind kind)
{
    uint64_t id;
    switch (kind) {
    case NOTE_NEW:
        begin_change(reader, "new");
        text_format(reader->out, ", ");
        write_new(reader);
        break;
    case NOTE_GONE:
        id = read_64(reader);
        begin_change(reader, read_8(reader) ? "freed" : "hidden");
        text_format(reader->out, ", %" PRIu64, id);
        break;
    case NOTE_VALUE:
        begin_change(reader, "value");
        text_format(reader->out, ", %" PRIu64 ", {", read_64(reader));
        write_value(reader);
        text_format(reader->out, "}");
        break;
    case NOTE_POP: begin_change(reader, read_8(reader) ? "pop by exception" : "pop"); break;
    case NOTE_OUTPUT:
        begin_change(reader, "output");
        text_format(reader->out, ", ");
        write_text(reader);
        break;
    case NOTE_EDGE: write_edge(reader); return false;
    case NOTE_SWAP: write_swap(reader); return false;
    default: ASSERT(kind == NOTE_STEP || kind == NOTE_KEYFRAME || kind == NOTE_STATE_END); /* no changes */
    }
    return true;
}

/* A change; the kind has been read. */
static void write_change(Reader *reader, NoteKind kind)
{
    if ((size_t)kind < COUNT_OF(plain_changes) && plain_changes[kind].name)
        write_plain_change(reader, kind);
    else if (!write_other_change(reader, kind))
        return;
    text_format(reader->out, "]");
}

static const char *const event_names[] = {"line", "call", "resume", "return", "yield", "exception", "collection", "end"};

/* Write the changes up to the step that they belong to, and it. False if it has not been noted yet. */
static bool write_step(Reader *reader)
{
    Text *out = reader->out;
    size_t start = out->length;
    text_format(out, "{\"changes\": [");
    reader->is_first = true;
    while (reader->at < reader->end) {
        NoteKind kind = (NoteKind)read_8(reader);
        if (kind != NOTE_STEP) {
            write_change(reader, kind);
            continue;
        }
        uint32_t event = read_8(reader), line = read_32(reader);
        uint64_t number = read_64(reader), more = read_64(reader);
        text_format(out, "], \"step\": %" PRIu64 ", \"event\": \"%s\", \"line\": %" PRIu32, number, event_names[event], line);
        if (event == STEP_COLLECTION)
            text_format(out, ", \"generation\": %" PRIu64 ", \"collected\": %" PRIu64, more & 3, more >> 2);
        text_format(out, "}\n");
        return true;
    }
    if (!out->failed)
        out->length = start;
    return false;
}

static void write_keyframe(Reader *reader)
{
    text_format(reader->out, "{\"keyframe\": %" PRIu64, read_64(reader));
    text_format(reader->out, ", \"output\": %" PRIu64 ", \"changes\": [", read_64(reader));
    reader->is_first = true;
    NoteKind kind;
    while ((kind = (NoteKind)read_8(reader)) != NOTE_STATE_END)
        write_change(reader, kind);
    text_format(reader->out, "], \"globals\": %" PRIu64 "}\n", read_64(reader));
}

size_t log_render(const Log *log, size_t from, Text *out, const char *(*type_name)(uint32_t number),
                  void (*write_name)(uint32_t number, Text *out))
{
    Reader reader = {.at = log->bytes + from, .end = log->bytes + log->used, .type_name = type_name, .write_name = write_name, .out = out};
    while (reader.at < reader.end) {
        if (*reader.at == NOTE_KEYFRAME) {
            reader.at++;
            write_keyframe(&reader);
        } else if (!write_step(&reader)) {
            break;
        }
        from = (size_t)(reader.at - log->bytes);
    }
    return from;
}
