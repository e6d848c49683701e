/* eval_observe: who wants to be told of every instruction that the evaluation loop runs: memory_profiler,
 * heapview's ledger and its recorder.
 *
 * While somebody does, each entry of the loop's table of handlers leads first to one that stores frame->pc
 * and tells the observers (eval.c). While nobody does, the loop has no trace of it. */
#ifndef OURO_VM_RUN_EVAL_OBSERVE_H
#define OURO_VM_RUN_EVAL_OBSERVE_H

#include "vm/run/frame.h"

/* Called before each instruction of Python code: frame->pc is the instruction, the state that which the one
 * before has left. It must not run Python code, change a count or set an exception (one may be set: leave
 * it). A frame that ends is simply gone at the next call. */
typedef void (*EvalObserver)(Frame *frame);

/* Add an observer; false if there are EVAL_OBSERVERS_MOST already. */
enum { EVAL_OBSERVERS_MOST = 8 };
MUST_USE bool eval_observe(EvalObserver observer);
void eval_unobserve(EvalObserver observer);

/* From now on keep `pc` of the running frame exact at every instruction, for what looks at the line of each
 * allocation; as many times as asked, until as many times taken back. */
void eval_store_pc(void);
void eval_store_pc_no_longer(void);

/* While a thread has a trace function: trace_step is called before each instruction, and observers are told as well. */
void eval_trace(bool wanted);

/* For eval.c. */
void eval_tell_observers(Frame *frame);
typedef enum EvalWatch { EVAL_UNWATCHED, EVAL_STORING_PC, EVAL_TELLING, EVAL_TRACING, EVAL_WATCHES } EvalWatch;
void eval_set_watch(EvalWatch wanted);

#endif
