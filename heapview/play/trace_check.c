/* trace_check: `ouro -m heapview check FILE`: a recording is read forward, keeping a number for each state,
 * then backward, from whole state to whole state, and in leaps: every state must come out exactly as it was.
 * All of it takes time in proportion to the length of the recording. */
#include <inttypes.h>
#include <stdlib.h>

#include "heapview/play/play.h"
#include "heapview/play/trace.h"
#include "heapview/tell/command_line.h"

enum { LEAPS_MOST = 300, LEAPS_LEAST = 20 };

/* What is found out about each step of the recording. */
typedef struct Check {
    Trace *trace;
    uint64_t *hashes; /* of the states, as they were reached forward */
} Check;

static bool is_as_before(const Check *check, uint64_t step, const char *way)
{
    Trace *trace = check->trace;
    uint64_t hash;
    if (trace_go(trace, step) && trace->now == step && trace_hash(trace, &hash) && hash == check->hashes[step - trace->first])
        return true;
    printf("step %" PRIu64 ", reached %s, is not as it was\n", step, way);
    return false;
}

/* The steps that follow each whole state, from the last one to the first: each time the state is made anew,
 * from a later one. */
static bool check_backward(const Check *check)
{
    const Trace *trace = check->trace;
    bool done = true;
    uint64_t end = trace->last;
    for (size_t i = trace->line_count; i-- > 0;) {
        const TraceLine *line = &trace->lines[i];
        if (!line->is_state)
            continue;
        for (uint64_t step = line->step; step <= end; step++)
            done = is_as_before(check, step, "backward") && done;
        end = line->step - 1;
    }
    return done;
}

/* A leap costs the steps from the whole state before its end: together not many more than there are. */
static bool check_leaps(const Check *check)
{
    const Trace *trace = check->trace;
    bool done = true;
    uint64_t count = trace->last - trace->first + 1, random = 1, per_leap = count / (trace->line_count - count) / 2 + 1;
    uint64_t leaps = count / per_leap < LEAPS_LEAST ? LEAPS_LEAST : count / per_leap > LEAPS_MOST ? LEAPS_MOST : count / per_leap;
    for (uint64_t i = 0; i < leaps; i++) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        done = is_as_before(check, trace->first + (random >> 33) % count, "in a leap") && done;
    }
    return done;
}

static bool check_all(const Check *check)
{
    Trace *trace = check->trace;
    for (uint64_t step = trace->first; step <= trace->last; step++)
        if (!trace_go(trace, step) || !trace_hash(trace, &check->hashes[step - trace->first]))
            return false;
    bool done = check_backward(check);
    return check_leaps(check) && done;
}

int check_command(int argc, char **argv)
{
    if (argc < 2)
        return command_error(argv[0], "which recording?");
    Trace trace;
    int status = play_open_recording(&trace, argc - 1, argv + 1, argv[0]);
    if (status)
        return status;
    uint64_t count = trace.last - trace.first + 1;
    uint64_t *hashes = calloc(count, sizeof *hashes);
    bool done = hashes && check_all(&(Check){&trace, hashes});
    printf("%" PRIu64 " steps, %zu whole states: %s\n", count, trace.line_count - (size_t)count,
           done ? "forward and backward the same" : "WRONG");
    free(hashes);
    trace_close(&trace);
    return done ? 0 : 1;
}
