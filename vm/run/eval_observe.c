/* eval_observe: the list of those who are told of every instruction; see eval_observe.h.
 *
 * Who watches is decided here, how the loop does it in eval.c (eval_set_watch). The dearest wish
 * wins: an observer is told of each instruction, and frame->pc is exact for him anyway; who only
 * needs that is content with less. */
#include "vm/run/eval_observe.h"

static EvalObserver observers[EVAL_OBSERVERS_MOST];
static size_t observer_count;
static size_t pc_users; /* who need frame->pc exact, without being told */

static bool is_traced;

static void update(void)
{
    eval_set_watch(is_traced ? EVAL_TRACING : observer_count ? EVAL_TELLING : pc_users ? EVAL_STORING_PC : EVAL_UNWATCHED);
}

bool eval_observe(EvalObserver observer)
{
    if (observer_count == EVAL_OBSERVERS_MOST)
        return false;
    observers[observer_count++] = observer;
    update();
    return true;
}

void eval_trace(bool wanted)
{
    if (wanted == is_traced)
        return;
    is_traced = wanted;
    update();
}

/* The order of the others stays: they are told in the order in which they came. */
void eval_unobserve(EvalObserver observer)
{
    size_t kept = 0;
    for (size_t i = 0; i < observer_count; i++)
        if (observers[i] != observer)
            observers[kept++] = observers[i];
    observer_count = kept;
    update();
}

void eval_store_pc(void)
{
    pc_users++;
    update();
}

void eval_store_pc_no_longer(void)
{
    pc_users--;
    update();
}

void eval_tell_observers(Frame *frame)
{
    for (size_t i = 0; i < observer_count; i++)
        observers[i](frame);
}
