/* trace_check: `ouro -m heapview check FILE`: a recording is read forward, keeping each state, then backward and in leaps: every state must come out exactly as it was. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "heapview/command.h"
#include "heapview/play.h"
#include "heapview/trace.h"

enum { LEAPS = 300 };

static uint64_t hash_of(const Trace *trace)
{
    Text text = {0};
    trace_write(trace, &text);
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0; i < text.length; i++)
        hash = (hash ^ (unsigned char)text.bytes[i]) * 0x100000001B3u;
    text_free(&text);
    return hash;
}

static bool is_as_before(Trace *trace, uint64_t step, const uint64_t *hashes, const char *way)
{
    if (trace_go(trace, step) && trace->now == step && hash_of(trace) == hashes[step - trace->first])
        return true;
    printf("step %" PRIu64 ", reached %s, is not as it was\n", step, way);
    return false;
}

static bool check(Trace *trace, uint64_t *hashes)
{
    bool done = true;
    uint64_t count = trace->last - trace->first + 1, random = 1;
    for (uint64_t step = trace->first; step <= trace->last; step++) {
        if (!trace_go(trace, step))
            return false;
        hashes[step - trace->first] = hash_of(trace);
    }
    for (uint64_t step = trace->last; step >= trace->first; step--)
        done = is_as_before(trace, step, hashes, "backward") && done;
    for (int i = 0; i < LEAPS; i++) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        done = is_as_before(trace, trace->first + (random >> 33) % count, hashes, "in a leap") && done;
    }
    return done;
}

int check_command(int argc, char **argv)
{
    if (argc < 2)
        return command_error(argv[0], "which recording?");
    Trace trace;
    if (!recording_open(&trace, argc - 1, argv + 1, argv[0]))
        return 1;
    uint64_t count = trace.last - trace.first + 1;
    uint64_t *hashes = calloc(count, sizeof *hashes);
    bool done = hashes && check(&trace, hashes);
    printf("%" PRIu64 " steps, %zu whole states: %s\n", count, trace.line_count - (size_t)count,
           done ? "forward and backward the same" : "WRONG");
    free(hashes);
    trace_close(&trace);
    return done ? 0 : 1;
}
