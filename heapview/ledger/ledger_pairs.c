/* ledger_pairs: which references of one moment are those of the next, or have moved.
 *
 * What is the same in both is paired first. Then a reference that went from one place to another leaves the
 * count as it is, and is told as no change: an argument that is a parameter now, an item that moved up in its
 * list, a result on its way. Where several could be meant, values at work are the ones that are new, and
 * places that last are the ones that were reached. */
#include <stdlib.h>
#include <string.h>

#include "heapview/ledger/ledger_private.h"

typedef enum Rule { SAME, WITHIN_ITS_HOLDER, ARRIVED, FROM_PLACE_TO_PLACE, ANY, RULES } Rule;

/* The new references, by a key that is the same for all that may be paired: in chains, in their order. */
typedef struct Chains {
    uint32_t *heads, *next; /* places in the list plus 1; 0: the end */
    size_t mask;
} Chains;

static bool is_same(const Holder *a, const Holder *b)
{
    return a->by == b->by && a->kind == b->kind && a->index == b->index && a->name == b->name && a->field == b->field &&
           a->is_passing == b->is_passing;
}

static bool may_go(Rule rule, const Holder *from)
{
    return from->is_unpaired && (rule == SAME || rule == ANY || from->is_passing == (rule == ARRIVED));
}

static bool may_come(Rule rule, const Holder *to)
{
    return to->is_unpaired && (rule == SAME || rule == ANY || !to->is_passing);
}

static bool fits(Rule rule, const Holder *from, const Holder *to)
{
    return rule == SAME ? is_same(from, to) : rule != WITHIN_ITS_HOLDER || from->by == to->by;
}

static size_t key_of(Rule rule, const Holder *holder)
{
    if (rule != SAME && rule != WITHIN_ITS_HOLDER)
        return 0;
    uint64_t key = (uintptr_t)holder->by >> 4;
    if (rule == SAME)
        key = (key * 31 + holder->index) * 31 + ((uintptr_t)holder->name >> 4);
    return (size_t)(key * 0x9E3779B97F4A7C15u >> 20);
}

static void fill(Chains *chains, Rule rule, const Holders *now)
{
    memset(chains->heads, 0, (chains->mask + 1) * sizeof *chains->heads);
    for (size_t i = now->count; i-- > 0;) {
        if (!may_come(rule, &now->list[i]))
            continue;
        uint32_t *head = &chains->heads[key_of(rule, &now->list[i]) & chains->mask];
        chains->next[i] = *head;
        *head = (uint32_t)i + 1;
    }
}

static void pair_by(Chains *chains, Rule rule, Holders *before, Holders *now)
{
    fill(chains, rule, now);
    for (size_t i = 0; i < before->count; i++) {
        Holder *from = &before->list[i];
        if (!may_go(rule, from))
            continue;
        uint32_t *place = &chains->heads[key_of(rule, from) & chains->mask];
        while (*place && !fits(rule, from, &now->list[*place - 1]))
            place = &chains->next[*place - 1];
        if (*place) {
            from->is_unpaired = now->list[*place - 1].is_unpaired = false;
            *place = chains->next[*place - 1];
        }
    }
}

bool pairs_of_holders(Holders *before, Holders *now)
{
    for (size_t i = 0; i < before->count; i++)
        before->list[i].is_unpaired = true;
    for (size_t i = 0; i < now->count; i++)
        now->list[i].is_unpaired = true;
    size_t size = 16;
    while (size < now->count)
        size *= 2;
    Chains chains = {calloc(size, sizeof *chains.heads), calloc(now->count + 1, sizeof *chains.next), size - 1};
    bool done = chains.heads && chains.next;
    for (Rule rule = SAME; done && rule < RULES; rule++)
        pair_by(&chains, rule, before, now);
    free(chains.heads);
    free(chains.next);
    return done;
}
