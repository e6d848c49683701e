/* ledger: every reference taken to and released from chosen objects, in order, with line and cause.
 *
 * The evaluation loop tells of each instruction before it runs. When the count of a watched object differs
 * from what it was, the instruction before has changed it; who came and who went is found by naming all
 * references once more (a scan) and comparing. So entries need no counting in the runtime itself: while no
 * ledger is kept, it costs nothing. References that C code takes and gives back within one instruction are
 * not seen. */
#ifndef OURO_HEAPVIEW_LEDGER_LEDGER_H
#define OURO_HEAPVIEW_LEDGER_LEDGER_H

#include "heapview/tell/view.h"
#include "heapview/tell/watcher.h"

extern TypeObject ledger_type;

/* What is to be watched besides given objects: what these names are bound to, what this line makes, what is
 * of this type. Each may be empty or 0. */
enum { LEDGER_NAME_SIZE = 80 };
typedef struct LedgerWish {
    char name[LEDGER_NAME_SIZE], type[LEDGER_NAME_SIZE];
    uint32_t line; /* of the main script */
} LedgerWish;

/* Begin a book for the watcher of now. False if there is no memory. */
MUST_USE bool ledger_start(void);
void ledger_stop(void);
bool ledger_is_kept(void);

/* Watch the object from the next instruction on; ask for more. False if there is no memory. */
MUST_USE bool ledger_watch(View object);
MUST_USE bool ledger_wish(LedgerWish wish);

/* What was written so far. False if there is no memory. */
MUST_USE bool ledger_make(Forms *forms);

#endif
