/* handlers/values: lists, tuples, sets, dicts, strings and slices are made and filled; sequences are
 * unpacked.
 *
 * The items of a display stand in consecutive temporaries, computed from left to right. The
 * container takes their references as they are: the registers are dead afterwards, nothing is
 * counted up and down.
 *
 * Making a container may be the allocation that is one too many for the youngest generation. So the
 * collector gets in behind it (DELIVER_SAFELY), when the container is in its register and whole. */
TARGET(BUILD_LIST)
{
    SAVE;
    Ref list = list_from_array_take(&R[i->b & OPERAND_INDEX], i->c);
    DELIVER_SAFELY(1, i->a, list);
}
TARGET(BUILD_TUPLE)
{
    SAVE;
    Ref tuple = tuple_from_array_take(&R[i->b & OPERAND_INDEX], i->c);
    DELIVER_SAFELY(1, i->a, tuple);
}
TARGET(BUILD_SET)
{
    SAVE;
    Ref set = eval_build_set_take(&R[i->b & OPERAND_INDEX], i->c);
    DELIVER_SAFELY(1, i->a, set);
}
TARGET(BUILD_DICT)
{
    SAVE;
    Ref dict = eval_build_dict_take(&R[i->b & OPERAND_INDEX], i->c);
    DELIVER_SAFELY(1, i->a, dict);
}
TARGET(BUILD_STRING)
{
    SAVE;
    Ref *items = &R[i->b & OPERAND_INDEX];
    Ref text = str_join_array(str_empty, items, i->c);
    for (unsigned n = i->c; n-- > 0;)
        release(items[n]);
    DELIVER(i->a, text);
}
/* If the slice is only made for the GET_ITEM behind it, both are done at once: see eval_get_slice. */
TARGET(BUILD_SLICE)
{
    if (i->c != 2 || i[1].op != OP_GET_ITEM || i[1].c != i->a)
        GO(BUILD_SLICE_GENERIC);
    REWRITE(OP_GET_SLICE);
    GO(GET_SLICE);
}
TARGET(BUILD_SLICE_GENERIC)
{
    SAVE;
    Ref *items = &R[i->b & OPERAND_INDEX];
    Ref slice = slice_new(items[0], items[1], i->c == 3 ? items[2] : NULL);
    release_arguments(items, i->c);
    DELIVER(i->a, slice);
}
/* It stands for two instructions. While it works frame->pc is at the second one, which is where an
 * exception belongs and where its position table entry is; if the bounds are not plain, the two are
 * executed one by one. */
TARGET(GET_SLICE)
{
    Ref *items = &R[i->b & OPERAND_INDEX];
    frame->pc = i + 1;
    Ref result = eval_get_slice(OPERAND(i[1].b), items[0], items[1]);
    if (UNLIKELY(result == UNBOUND))
        GO(BUILD_SLICE_GENERIC); /* this once */
    i++;
    release_arguments(items, 2);
    CONSUME(i->b);
    DELIVER(i->a, result);
}
TARGET(LIST_APPEND)
{
    SAVE;
    if (!list_append_take((ListView)R[i->a], OWNED(i->b)))
        FAIL;
    NEXT;
}
TARGET(LIST_EXTEND)
{
    View iterable = OPERAND(i->b);
    SAVE;
    bool done = eval_extend_by_star((ListView)R[i->a], iterable, i->c != 0);
    CONSUME(i->b);
    NEXT_IF(done);
}
TARGET(LIST_TO_TUPLE)
{
    SAVE;
    View list = OPERAND(i->b);
    Ref tuple = list_to_tuple((ListView)list);
    CONSUME(i->b);
    DELIVER(i->a, tuple);
}
TARGET(SET_ADD)
{
    View item = OPERAND(i->b);
    SAVE;
    bool done = set_add((SetView)R[i->a], item);
    CONSUME(i->b);
    NEXT_IF(done);
}
TARGET(SET_UPDATE)
{
    View iterable = OPERAND(i->b);
    SAVE;
    bool done = set_update((SetView)R[i->a], iterable);
    CONSUME(i->b);
    NEXT_IF(done);
}
TARGET(DICT_PUT)
{
    View key = OPERAND(i->b), value = OPERAND(i->c);
    SAVE;
    bool done = dict_set((DictView)R[i->a], key, value);
    CONSUME(i->c);
    CONSUME(i->b);
    NEXT_IF(done);
}
TARGET(DICT_UPDATE)
{
    View mapping = OPERAND(i->b);
    SAVE;
    bool done = eval_update_by_stars((DictView)R[i->a], mapping);
    CONSUME(i->b);
    NEXT_IF(done);
}
TARGET(DICT_MERGE)
{
    View mapping = OPERAND(i->b);
    SAVE;
    bool done = eval_merge_keywords((DictView)R[i->a], mapping, R[i->c]);
    CONSUME(i->b);
    NEXT_IF(done);
}
TARGET(CONVERT)
{
    View value = OPERAND(i->b);
    SAVE;
    Ref text = i->c == 's' ? object_str(value) : i->c == 'r' ? object_repr(value) : object_ascii(value);
    CONSUME(i->b);
    DELIVER(i->a, text);
}
/* f"{x}" of a str or int without a specification is what str() gives, and no __format__ can be in
 * between: derived classes have other types. Anything else is asked. */
TARGET(FORMAT)
{
    View value = OPERAND(i->b);
    View specification = i->c == NO_OPERAND ? NULL : OPERAND(i->c);
    SAVE;
    if (!specification && value->type == TYPE_STR) { /* it is its own text */
        STORE(i->a, OWNED(i->b));
        NEXT;
    }
    Ref text;
    if (!specification && value->type == TYPE_INT) {
        text = int_to_str(value, 10, false);
    } else {
        retain(value);
        text = object_format(value, specification);
        release(value);
    }
    if (i->c != NO_OPERAND)
        CONSUME(i->c);
    CONSUME(i->b);
    DELIVER(i->a, text);
}
TARGET(UNPACK)
{
    View value = OPERAND(i->b);
    SAVE;
    bool is_consumed = IS_TEMPORARY(i->b);
    retain(value); /* its own register may be among those written */
    if (is_consumed)
        release(value);
    bool done = eval_unpack(value, &R[i->a & OPERAND_INDEX], i->c);
    release(value);
    NEXT_IF(done);
}
TARGET(UNPACK_STAR)
{
    View value = OPERAND(i->b);
    SAVE;
    bool is_consumed = IS_TEMPORARY(i->b);
    retain(value);
    if (is_consumed)
        release(value);
    bool done = eval_unpack_star(value, &R[i->a & OPERAND_INDEX], i->c, *CACHE(0));
    release(value);
    NEXT_BY_IF(2, done);
}
