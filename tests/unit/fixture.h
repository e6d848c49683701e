/* fixture: a running interpreter for the tests of its components, counted from the start to the end: nothing
 * may be left. */
#ifndef OURO_TESTS_UNIT_FIXTURE_H
#define OURO_TESTS_UNIT_FIXTURE_H

#include <criterion/criterion.h>

#include "runtime/life/object.h"
#include "runtime/numbers/int.h"

void fixture_start(void);
void fixture_stop(void); /* fails the test if an object or a block is left */

/* Run Python text as a module body in a fresh namespace; the namespace, owned. An exception fails the
 * test. */
Ref fixture_run(const char *text);

/* The same in a namespace that there is. */
void fixture_run_in(View namespace, const char *text);

/* The int that `name` is bound to there. */
int64_t fixture_int(View namespace, const char *name);

#endif
