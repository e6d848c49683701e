/* _imp: for the shell, which hands it on, the names of frozen modules; for fork, the lock of imports. */
#ifndef OURO_STDLIB_IMP_H
#define OURO_STDLIB_IMP_H

#include "runtime/life/object.h"

/* Has CPython 3.11 a frozen module of this name? */
bool imp_is_frozen(View name);

/* -X frozen_modules=off: the library's files count; false: on. */
void imp_switch_frozen(bool off);

/* --check-hash-based-pycs, which importlib obeys. */
extern const char *imp_check_hash_based_pycs;

/* As _imp.acquire_lock() and release_lock(): whoever forks holds the lock, so that no other thread is within an
 * import then. False with what a signal's handler raised: it is not held. */
MUST_USE bool imp_lock_take(void);
void imp_lock_give(void);

#endif
