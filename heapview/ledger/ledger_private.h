/* ledger_private: the book itself, for its halves: ledger.c watches and finds causes, ledger_holders.c names
 * references, ledger_pairs.c compares them, ledger_text.c tells. */
#ifndef OURO_HEAPVIEW_LEDGER_LEDGER_PRIVATE_H
#define OURO_HEAPVIEW_LEDGER_LEDGER_PRIVATE_H

#include "heapview/ledger/ledger.h"
#include "heapview/walk/scan.h"

/* A reference, remembered: what identifies it, and its words. */
typedef struct Holder {
    const void *by;   /* the holding object or frame; NULL: the interpreter */
    const void *name; /* of the edge */
    size_t index;
    EdgeKind kind;
    const char *field;
    bool is_frame;
    bool is_passing;   /* an argument or a value at work: it goes by itself */
    bool is_pending;   /* it goes with the instruction that runs next */
    bool is_unpaired;  /* pairs_of_holders: the other moment does not have it */
    bool is_nameless;  /* the holder had no name, then */
    size_t place;      /* of a passing one: the frame's register */
    char words[96];    /* "items[0] of list 'b'" */
    char label[40];    /* "b": the bare name */
    char function[40]; /* of a frame: its function's name */
} Holder;

typedef struct Holders {
    Holder *list;
    size_t count, capacity;
    bool failed;
} Holders;

typedef struct Entry {
    uint32_t line, watched;
    int32_t delta, count; /* count: afterwards */
    bool is_freed;
    Text cause;
} Entry;

typedef struct Watched {
    View object; /* borrowed; not to be looked into once it is freed */
    int32_t count;
    Holders holders;
    uint32_t nameless_line; /* a holder had no name when the holders were found, on this line: it may get one on it. 0: none */
    uint32_t first_line;
    bool is_fresh;  /* its first count is taken at the next instruction */
    bool is_freed;  /* told by the heap */
    bool is_closed; /* its last entry is written */
    Text title;     /* "list 'b'" */
    int32_t first_count;
    Text first_holders; /* who held it when the watch began */
} Watched;

typedef struct Ledger {
    bool is_kept, failed;
    Watched *watched;
    size_t watched_count;
    Entry *entries;
    size_t entry_count, entry_capacity;
    LedgerWish wishes[8];
    size_t wish_count;
} Ledger;
extern Ledger *ledger_now; /* the book that is being written or told: each watcher has its own */

/* Name all references to the object, as they are now. */
void holders_find(Holders *holders, View object, Text *title);
void holders_free(Holders *holders);

/* ledger_pairs.c: mark in both what is not in the other, and did not come from there or go there. False if
 * there is no memory. */
MUST_USE bool pairs_of_holders(Holders *before, Holders *now);

/* ledger_causes.c: where a value that stands in a register of the running frame will go: "passed to f()",
 * "bound to 'b'", by the next instruction that takes it. */
void causes_write_destination(Text *text, const Frame *frame, size_t place);

void ledger_tell(Forms *forms);

#endif
