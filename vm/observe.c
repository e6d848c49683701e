/* observe: the list of those who are told of every instruction; see observe.h. */
#include "vm/observe.h"

size_t eval_observer_count;
static EvalObserver observers[EVAL_OBSERVERS_MOST];
static size_t pc_users; /* who need frame->pc exact, without being told */

static void update(void)
{
    eval_set_watched(eval_observer_count || pc_users);
}

bool eval_observe(EvalObserver observer)
{
    if (eval_observer_count == EVAL_OBSERVERS_MOST)
        return false;
    observers[eval_observer_count++] = observer;
    update();
    return true;
}

void eval_unobserve(EvalObserver observer)
{
    size_t kept = 0;
    for (size_t i = 0; i < eval_observer_count; i++)
        if (observers[i] != observer)
            observers[kept++] = observers[i];
    eval_observer_count = kept;
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
    for (size_t i = 0; i < eval_observer_count; i++)
        observers[i](frame);
}
