/* record_log: what happens, in a compact form in memory, and its rendering as JSON.
 *
 * A recorded program runs millions of steps a second, of which the last few thousand are kept. So a step is
 * noted in a few dozen bytes, and only what is kept becomes text. The notes lie in segments: each begins with
 * the whole state (a keyframe), and the oldest are dropped. See FORMAT.md for what is written. */
#ifndef OURO_HEAPVIEW_RECORD_RECORD_LOG_H
#define OURO_HEAPVIEW_RECORD_RECORD_LOG_H

#include <string.h>

#include "heapview/tell/text.h"

/* Each note begins with one of these. Numbers behind it are as wide as written here, unaligned. */
typedef enum NoteKind {
    NOTE_STEP,       /* event 8, line 32, number 64, more 64: all notes since the last step belong to this one */
    NOTE_KEYFRAME,   /* step 64, output 64: the state follows, up to NOTE_STATE_END */
    NOTE_STATE_END,  /* globals' id 64 */
    NOTE_NEW,        /* id 64, type 32, count 32, generation 8, birth 64, place 32, value */
    NOTE_GONE,       /* id 64, freed 8 */
    NOTE_COUNT,      /* id 64, count 32 */
    NOTE_GENERATION, /* id 64, generation 8 */
    NOTE_VALUE,      /* id 64, value */
    NOTE_EDGE,       /* id 64, position 32, target 64, weak 8, name */
    NOTE_EDGE_TO,    /* id 64, position 32, target 64: the name is the same as before */
    NOTE_EDGES_CUT,  /* id 64, count 32: those from there on are gone */
    NOTE_PUSH,       /* code 32, line 32 */
    NOTE_POP,        /* by exception 8 */
    NOTE_SET,        /* depth 32, variable 32, id 64 */
    NOTE_SPECIAL,    /* depth 32, what 8, id 64 */
    NOTE_LINE,       /* depth 32, line 32 */
    NOTE_SWAP, /* depth 32, variable 32, old id 64, new id 64, type 32, count 32, birth 64, place 32, value: a number took the place of another, which died */
    NOTE_OUTPUT,  /* text */
    NOTE_GLOBALS, /* id 64: the dict of __main__ has been made */
} NoteKind;

/* The event of a step. */
typedef enum StepEvent { STEP_LINE, STEP_CALL, STEP_RESUME, STEP_RETURN, STEP_YIELD, STEP_EXCEPTION, STEP_COLLECTION, STEP_END } StepEvent;

/* What the special place of a frame holds. */
typedef enum Special { SPECIAL_NONE, SPECIAL_RETURN, SPECIAL_YIELD, SPECIAL_EXCEPTION } Special;

/* How a value is noted: a tag, and the number (64 bits), the length (64 bits), the text (32 bits of length,
 * and UTF-8), or a generator's state and name (64 bits, and text). */
typedef enum ValueTag { VALUE_INT, VALUE_FLOAT, VALUE_TEXT, VALUE_LENGTH, VALUE_STATE } ValueTag;

/* How an edge's name is noted: 32 bits, an index, or the number of a text that was noted before
 * (record_names.h); or a text as usual. */
#define NAME_IS_INDEX 0x80000000u
#define NAME_IS_NUMBER 0x40000000u

typedef struct Log {
    unsigned char *bytes;
    size_t used, capacity;
    bool failed; /* memory was lacking: what did not fit is missing */
} Log;

/* Room for so many bytes; false, and `failed`, if there is no memory. */
bool log_grow(Log *log, size_t more);
static inline bool log_room(Log *log, size_t more)
{
    return __builtin_expect(log->capacity - log->used >= more, 1) || log_grow(log, more);
}

/* For use after log_room: numbers are put one behind the other, then the log is told where they end. (Were it
 * told after each, it would wait for itself.) */
static inline unsigned char *log_end(const Log *log)
{
    return log->bytes + log->used;
}

static inline void log_end_at(Log *log, const unsigned char *end)
{
    log->used = (size_t)(end - log->bytes);
}

static inline unsigned char *put_8(unsigned char *at, unsigned value)
{
    *at = (unsigned char)value;
    return at + sizeof *at;
}

static inline unsigned char *put_32(unsigned char *at, uint32_t value)
{
    memcpy(at, &value, sizeof value);
    return at + sizeof value;
}

static inline unsigned char *put_64(unsigned char *at, uint64_t value)
{
    memcpy(at, &value, sizeof value);
    return at + sizeof value;
}

static inline void log_8(Log *log, unsigned value)
{
    log_end_at(log, put_8(log_end(log), value));
}

static inline void log_32(Log *log, uint32_t value)
{
    log_end_at(log, put_32(log_end(log), value));
}

static inline uint64_t id_of(const void *object)
{
    return (uint64_t)(uintptr_t)object;
}

/* A text with its length; room is made. */
void log_text(Log *log, const char *text, size_t length);

/* The JSON of the notes in [from, used): whole lines, one for each step or keyframe. Returns where the last
 * whole one ended. Names of types are asked for by number, those of edges written by others. */
size_t log_render(const Log *log, size_t from, Text *out, const char *(*type_name)(uint32_t number),
                  void (*write_name)(uint32_t number, Text *out));

#endif
