/* compression_private: what the modules _bz2 and _lzma share: how data flow through a stream of a library, and what a decompressor keeps.
 *
 *     data ─► flow: step, step … into a growing bytes ─► the result
 *              └ what was not read, because of a limit, waits in the object; what lies behind the end is its unused_data
 *
 * The libraries' own blocks lie on Ouro's heap: so memory can run out in them like anywhere else, and nothing is left. */
#ifndef OURO_STDLIB_COMPRESSION_PRIVATE_H
#define OURO_STDLIB_COMPRESSION_PRIVATE_H

#include "runtime/bytes/bytebuilder.h"
#include "runtime/bytes/bytes.h"
#include "vm/module.h"

typedef enum StepResult { STEP_FAILED, STEP_ON, STEP_END } StepResult;

/* What a step reads and where it writes; it moves both. */
typedef struct Flow {
    const unsigned char *data;
    size_t left;
    unsigned char *room;
    size_t room_left;
    bool is_last; /* a compressor is to finish */
} Flow;

/* One step of a library. STEP_FAILED with an exception. */
typedef StepResult (*FlowStep)(View self, Flow *flow);

/* compress(data) and flush() of an object that begins as a CompressorHead: the output. NULL with an exception, ValueError after flush(). */
typedef struct CompressorHead {
    GC_HEAD(is_flushed);
} CompressorHead;
MUST_USE Ref flow_compress(View self, FlowStep step, View data);
MUST_USE Ref flow_flush(View self, FlowStep step);

/* What a decompressor has, directly behind its head. */
typedef struct Unpacked {
    Ref waiting;     /* a bytes: not read yet; or NULL */
    Ref unused_data; /* a bytes: behind the end */
    bool is_at_end, needs_input;
    bool ends_with_error; /* the library's state is not to be used again after an error */
    bool has_failed;      /* and there was one */
    bool keeps_output;    /* the library may have output left when all input is read */
} Unpacked;

/* How an object begins for which these are the properties eof, needs_input and unused_data. */
typedef struct DecompressorHead {
    GC_HEAD(own);
    Unpacked unpacked;
} DecompressorHead;
Ref unpacked_get_eof(View self);
Ref unpacked_get_needs_input(View self);
Ref unpacked_get_unused_data(View self);

/* False with MemoryError. */
MUST_USE bool unpacked_start(Unpacked *unpacked);
void unpacked_finish(Unpacked *unpacked);

/* decompress(data, max_length): feed a decompressor; not more than max_length bytes come out, unless that is negative. NULL with an exception,
 * EOFError with these words after the end. */
MUST_USE Ref flow_decompress(View self, Unpacked *unpacked, FlowStep step, View data, View max_length, const char *after_end);

/* Blocks of the libraries. */
void *compression_allocate(void *context, size_t count, size_t size);
void compression_free(void *context, void *block);

#endif
