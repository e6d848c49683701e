/* handlers/jumps: jumps, and the loops of `for`. Comparing and jumping is one instruction.
 *
 *     for x in y:      GET_ITER t ← y               while a < b:        JUMP_NOT_LT a, b, behind
 *         body         JUMP next                        body      body: …
 *               body:  …                                                SAFE_POINT
 *               next:  FOR_ITER x ← t, body                             JUMP_LT a, b, body
 *
 * The test stands at the end, so a round costs one jump. Every loop has one safe point in each
 * round, where Ctrl-C and the collector get in: otherwise neither could reach a program that only
 * counts. */
TARGET(JUMP)
{
    JUMP_LONG;
}
TARGET(JUMP_BACK)
{
    SAFE_POINT_HERE;
    JUMP_LONG;
}
TARGET(SAFE_POINT)
{
    SAFE_POINT_HERE;
    NEXT;
}
ALSO(JUMP_IF_TRUE, JUMP_IF_FALSE)
/* True, False and None are compared by address: there is one of each. Only what remains is asked for
 * its truth, which may run Python code (__bool__, __len__). */
TARGET(JUMP_IF_FALSE)
{
    View value = OPERAND(i->a);
    int truth;
    if (value == TRUE) {
        truth = 1;
    } else if (value == FALSE || value == NONE) {
        truth = 0;
    } else {
        SAVE;
        truth = object_truth(value);
    }
    CONSUME(i->a);
    if (truth < 0)
        FAIL;
    if (truth == (i->op == OP_JUMP_IF_TRUE))
        JUMP_LONG;
    NEXT;
}
ALSO(JUMP_LT, JUMP_NOT_GE)
ALSO(JUMP_LE, JUMP_NOT_GE)
ALSO(JUMP_EQ, JUMP_NOT_GE)
ALSO(JUMP_NE, JUMP_NOT_GE)
ALSO(JUMP_GT, JUMP_NOT_GE)
ALSO(JUMP_GE, JUMP_NOT_GE)
ALSO(JUMP_NOT_LT, JUMP_NOT_GE)
ALSO(JUMP_NOT_LE, JUMP_NOT_GE)
ALSO(JUMP_NOT_EQ, JUMP_NOT_GE)
ALSO(JUMP_NOT_NE, JUMP_NOT_GE)
ALSO(JUMP_NOT_GT, JUMP_NOT_GE)
/* NOT_LT is not GE: with a NaN both are false. So each comparison has a jump for its being true and
 * one for its being false. */
TARGET(JUMP_NOT_GE)
{
    Instruction general = *i;
    View left = OPERAND(general.b), right = OPERAND(general.c);
    SAVE;
    unsigned condition = (unsigned)(general.op - OP_JUMP_LT);
    if (left->type == TYPE_INT || left->type == TYPE_FLOAT)
        quick_jump((Instruction *)(uintptr_t)i, left, right);
    bool negated = condition >= 6;
    unsigned asked = negated ? condition - 6 : condition;
    bool are_texts = left->type == TYPE_STR && right->type == TYPE_STR && (asked == COMPARE_EQ || asked == COMPARE_NE);
    int truth = are_texts ? is_same_text((StrView)left, (StrView)right) == (asked == COMPARE_EQ) : eval_compare_truth(left, right, asked);
    CONSUME(general.c);
    CONSUME(general.b);
    if (truth < 0)
        FAIL;
    if ((truth != 0) != negated)
        JUMP_SHORT;
    NEXT;
}

#define JUMP_HANDLER(number, suffix, left_place, right_place, is_left_consumed, is_right_consumed, label, kind, condition, wanted) \
    TARGET(label##_##suffix)                                                                                                       \
    {                                                                                                                              \
        Ref left = left_place, right = right_place;                                                                                \
        if (UNLIKELY(left->type != TYPE_##kind || right->type != TYPE_##kind))                                                     \
            GO(SLOW_TYPE);                                                                                                         \
        bool truth = VALUE_##kind(left) condition VALUE_##kind(right);                                                             \
        if (is_right_consumed)                                                                                                     \
            release_known_number(right);                                                                                           \
        if (is_left_consumed)                                                                                                      \
            release_known_number(left);                                                                                            \
        if (truth == (wanted))                                                                                                     \
            JUMP_SHORT;                                                                                                            \
        NEXT;                                                                                                                      \
    }
#define JUMP_HANDLERS(name, condition)                               \
    EACH_VARIANT(JUMP_HANDLER, JI_##name, INT, condition, true)      \
    EACH_VARIANT(JUMP_HANDLER, JI_NOT_##name, INT, condition, false) \
    EACH_VARIANT(JUMP_HANDLER, JF_##name, FLOAT, condition, true)    \
    EACH_VARIANT(JUMP_HANDLER, JF_NOT_##name, FLOAT, condition, false)
JUMP_HANDLERS(LT, <)
JUMP_HANDLERS(LE, <=)
JUMP_HANDLERS(EQ, ==)
JUMP_HANDLERS(NE, !=)
JUMP_HANDLERS(GT, >)
JUMP_HANDLERS(GE, >=)

ALSO(JUMP_IS, JUMP_IS_NOT)
TARGET(JUMP_IS_NOT)
{
    View left = OPERAND(i->b), right = OPERAND(i->c);
    bool truth = (left == right) == (i->op == OP_JUMP_IS);
    SAVE;
    CONSUME(i->c);
    CONSUME(i->b);
    if (truth)
        JUMP_SHORT;
    NEXT;
}
ALSO(JUMP_IN, JUMP_NOT_IN)
TARGET(JUMP_NOT_IN)
{
    View left = OPERAND(i->b), right = OPERAND(i->c);
    SAVE;
    Index place = right->type == TYPE_DICT ? dict_find_quick((DictView)right, left) : DICT_NOT_QUICK;
    int found = LIKELY(place != DICT_NOT_QUICK) ? place >= 0 : object_contains(right, left);
    CONSUME(i->c);
    CONSUME(i->b);
    if (found < 0)
        FAIL;
    if ((found != 0) == (i->op == OP_JUMP_IN))
        JUMP_SHORT;
    NEXT;
}
TARGET(GET_ITER)
{
    View iterable = OPERAND(i->b);
    SAVE;
    Ref iterator = object_iterate(iterable);
    CONSUME(i->b);
    DELIVER(i->a, iterator);
}
/* at the end of the loop: with an item, back to its body */
TARGET(FOR_ITER)
{
    SAFE_POINT_HERE;
    View iterator = R[i->b];
    if (iterator->type == TYPE_LIST_ITERATOR)
        REWRITE(OP_FOR_ITER_LIST);
    else if (iterator->type == TYPE_RANGE_ITERATOR)
        REWRITE(OP_FOR_ITER_RANGE);
    else if (iterator->type == TYPE_GENERATOR)
        REWRITE(OP_FOR_ITER_GENERATOR);
    GO(FOR_ITER_GENERIC);
}
/* No item without an exception is the end of the loop: StopIteration is not made where nobody asks
 * for it. The iterator stays in its register; the compiler clears it behind the loop. */
TARGET(FOR_ITER_GENERIC)
{
    View iterator = R[i->b];
    SAVE;
    Ref item = object_next(iterator);
    if (!item) {
        if (error_is_set())
            FAIL;
        NEXT_BY(2);
    }
    STORE(i->a, item);
    JUMP_FAR;
}
/* The iterator reads the list's length at each step, so a list that grows in its own loop goes on.
 * At the end it lets go of the list and stays exhausted for ever, even if the list grows later. */
TARGET(FOR_ITER_LIST)
{
    SAFE_POINT_HERE;
    ListIterator *iterator = (ListIterator *)R[i->b];
    if (UNLIKELY(iterator->object.type != TYPE_LIST_ITERATOR)) {
        REWRITE(OP_FOR_ITER);
        DISPATCH;
    }
    ListView list = iterator->list;
    if (UNLIKELY(!list || iterator->index >= list->used)) {
        SAVE;
        iterator->list = NULL;
        release_maybe(AS_OBJECT(list));
        NEXT_BY(2);
    }
    SAVE;
    STORE(i->a, retain(list->items[iterator->index++]));
    JUMP_FAR;
}
/* The number goes straight into the local when the old one dies of that (swap_int): counting
 * allocates nothing. The iterator moves on only when the item is stored, since making it may fail. */
TARGET(FOR_ITER_RANGE)
{
    SAFE_POINT_HERE;
    RangeIterator *iterator = (RangeIterator *)R[i->b];
    if (UNLIKELY(iterator->object.type != TYPE_RANGE_ITERATOR)) {
        REWRITE(OP_FOR_ITER);
        DISPATCH;
    }
    if (UNLIKELY(iterator->remaining == 0))
        NEXT_BY(2);
    int64_t next = iterator->next;
    if (UNLIKELY(i->a & OPERAND_TEMPORARY || !swap_int(&R[i->a], next))) {
        SAVE;
        Ref value = int_new(next);
        if (UNLIKELY(!value))
            FAIL;
        STORE(i->a, value);
    }
    iterator->next = (int64_t)((uint64_t)next + (uint64_t)iterator->step);
    iterator->remaining--;
    JUMP_FAR;
}
/* The generator's frame runs in this loop. What it yields comes to R[a] by YIELD_VALUE, its end by
 * RETURN: both find this instruction through the frame's pc. */
TARGET(FOR_ITER_GENERATOR)
{
    GeneratorObject *generator = (GeneratorObject *)R[i->b];
    if (UNLIKELY(generator->object.type != TYPE_GENERATOR || generator->state > GENERATOR_SUSPENDED)) {
        REWRITE(OP_FOR_ITER);
        GO(FOR_ITER_GENERIC);
    }
    SAVE;
    if (generator->state == GENERATOR_SUSPENDED)
        generator_deliver_take(generator, none_new());
    Frame *callee = generator_push(generator, FRAME_ITERATED);
    if (UNLIKELY(!callee))
        FAIL;
    ENTER_FRAME(callee);
    SAFE_POINT_RESUMED;
    DISPATCH;
}
