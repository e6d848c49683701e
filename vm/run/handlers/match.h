/* handlers/match: the tests of `match` that are more than a comparison.
 *
 *     case [a, *_]:       JUMP_NO_SEQUENCE_STAR t0, 1 item     then GET_ITEM, or UNPACK for all of them
 *     case {"k": v}:      JUMP_NO_MAPPING t0, 1 item;  MATCH_KEYS t1 ← t0, ('k',);  UNPACK t1
 *     case Point(x=0):    MATCH_CLASS t1 ← t0, Point;  UNPACK t1
 *
 * The subject stays in its register: the next case may want it. MATCH_KEYS and MATCH_CLASS give None when
 * the subject does not fit; the compiler asks for that. */
TARGET(JUMP_NO_SEQUENCE)
{
    View subject = R[i->a];
    uint64_t count = *CACHE(0);
    int matches;
    if (LIKELY(subject->type == TYPE_TUPLE)) {
        matches = tuple_length(subject) == count;
    } else if (subject->type == TYPE_LIST) {
        matches = ((ListView)subject)->used == count;
    } else {
        SAVE;
        matches = eval_match_sequence(subject, count, false);
    }
    if (matches < 0)
        FAIL;
    if (!matches)
        JUMP_LONG;
    NEXT_BY(2);
}
TARGET(JUMP_NO_SEQUENCE_STAR)
{
    SAVE;
    int matches = eval_match_sequence(R[i->a], *CACHE(0), true);
    if (matches < 0)
        FAIL;
    if (!matches)
        JUMP_LONG;
    NEXT_BY(2);
}
TARGET(JUMP_NO_MAPPING)
{
    SAVE;
    int matches = eval_match_mapping(R[i->a], *CACHE(0));
    if (matches < 0)
        FAIL;
    if (!matches)
        JUMP_LONG;
    NEXT_BY(2);
}
TARGET(LENGTH)
{
    SAVE;
    Index length = object_length(R[i->b]);
    if (length < 0)
        FAIL;
    DELIVER(i->a, int_new(length));
}
/* Keys that are a constant are literals, which the compiler has compared. */
TARGET(MATCH_KEYS)
{
    View keys = OPERAND(i->c);
    SAVE;
    Ref values = eval_match_keys(R[i->b], keys, !(i->c & OPERAND_CONSTANT));
    CONSUME(i->c);
    DELIVER_SAFELY(1, i->a, values);
}
TARGET(MAPPING_REST)
{
    View keys = OPERAND(i->c);
    SAVE;
    Ref rest = eval_mapping_rest(R[i->b], keys);
    CONSUME(i->c);
    DELIVER_SAFELY(1, i->a, rest);
}
TARGET(MATCH_CLASS)
{
    View class = OPERAND(i->c);
    uint64_t word = *CACHE(0);
    SAVE;
    Ref values = eval_match_class(R[i->b], class, (size_t)(word >> 32), K[(uint32_t)word]);
    CONSUME(i->c);
    DELIVER_SAFELY(2, i->a, values);
}
