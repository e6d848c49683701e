/* handlers/items: x[i], x[i] = y, del x[i]. Lists, tuples, strings and dicts have forms of their
 * own.
 *
 * The order is the same everywhere: take the element (one reference more), then release the
 * operands, then store. A temporary container may die of the second step, and takes along every
 * element that nobody else holds; storing may release the old value of a local, whose finalizer may
 * look at anything.
 *
 * A form for a built-in sequence does what it can: an index in range. Negative ones are put right at
 * once where it costs nothing; what is out of range goes the general way, which raises. */
TARGET(GET_ITEM)
{
    Instruction general = *i; /* Python code may come to it meanwhile and rewrite it */
    View object = OPERAND(general.b), key = OPERAND(general.c);
    SAVE;
    if (object->type == TYPE_LIST && key->type == TYPE_INT)
        quick_list_item((Instruction *)(uintptr_t)i);
    else if (object->type == TYPE_TUPLE && key->type == TYPE_INT)
        REWRITE(OP_GET_ITEM_TUPLE);
    else if (object->type == TYPE_STR && key->type == TYPE_INT)
        REWRITE(OP_GET_ITEM_STR);
    else if (object->type == TYPE_DICT)
        REWRITE(OP_GET_ITEM_DICT);
    Ref value = object_get_item(object, key);
    CONSUME(general.c);
    CONSUME(general.b);
    DELIVER(general.a, value);
}

#define LIST_ITEM_HANDLER(label, left_place, right_place, is_left_consumed, is_right_consumed, is_to_temporary) \
    TARGET(label)                                                                                               \
    {                                                                                                           \
        ListView list = (ListView)left_place;                                                                   \
        Ref key = right_place;                                                                                  \
        if (UNLIKELY(list->object.type != TYPE_LIST || key->type != TYPE_INT))                                  \
            GO(SLOW_LIST_ITEM);                                                                                 \
        int64_t index = VALUE_INT(key);                                                                         \
        if (index < 0)                                                                                          \
            index += (int64_t)list->used;                                                                       \
        if (UNLIKELY((uint64_t)index >= list->used))                                                            \
            GO(SLOW_LIST_ITEM);                                                                                 \
        Ref value = retain(list->items[index]);                                                                 \
        if (is_right_consumed)                                                                                  \
            release_known_number(key);                                                                          \
        if (is_left_consumed) {                                                                                 \
            SAVE;                                                                                               \
            release(AS_OBJECT(list));                                                                           \
        }                                                                                                       \
        Ref *place = &R[i->a];                                                                                  \
        if (is_to_temporary) {                                                                                  \
            *place = value;                                                                                     \
        } else {                                                                                                \
            Ref old = *place;                                                                                   \
            *place = value;                                                                                     \
            RELEASE(old);                                                                                       \
        }                                                                                                       \
        NEXT;                                                                                                   \
    }
#define LIST_ITEM_VARIANT(number, suffix, left, right, l, r, ...) \
    LIST_ITEM_HANDLER(LIST_ITEM_##suffix, left, right, l, r, 0)   \
    LIST_ITEM_HANDLER(LIST_ITEM_##suffix##_T, left, right, l, r, 1)
EACH_VARIANT(LIST_ITEM_VARIANT, )

TARGET(SLOW_LIST_ITEM)
{
    *(Instruction *)(uintptr_t)i = quick_general_form(*i);
    GO(GET_ITEM_GENERIC);
}

/* Compared as unsigned: an index that is still negative is a very large number. */
TARGET(GET_ITEM_TUPLE)
{
    View object = OPERAND(i->b), key = OPERAND(i->c);
    if (UNLIKELY(object->type != TYPE_TUPLE || key->type != TYPE_INT))
        GO(SLOW_GET_ITEM);
    int64_t index = VALUE_INT(key);
    if (index < 0)
        index += ((TupleView)object)->length;
    if (UNLIKELY((uint64_t)index >= ((TupleView)object)->length))
        GO(SLOW_GET_ITEM);
    Ref value = retain(((TupleView)object)->items[index]);
    SAVE;
    CONSUME(i->c);
    CONSUME(i->b);
    STORE(i->a, value);
    NEXT;
}
/* Texts of one byte per character only: there every character is one of 256 objects that exist
 * already. */
TARGET(GET_ITEM_STR)
{
    View object = OPERAND(i->b), key = OPERAND(i->c);
    if (UNLIKELY(object->type != TYPE_STR || key->type != TYPE_INT))
        GO(SLOW_GET_ITEM);
    StrView text = (StrView)object;
    int64_t index = VALUE_INT(key);
    if (index < 0)
        index += (int64_t)text->length;
    if (UNLIKELY((uint64_t)index >= text->length || text->kind != STR_1))
        GO(SLOW_GET_ITEM);
    Ref value = retain(AS_OBJECT(&str_characters[text->data[index]]));
    SAVE;
    CONSUME(i->c);
    CONSUME(i->b);
    STORE(i->a, value);
    NEXT;
}
/* dict_find_quick answers for keys whose hash and comparison run no Python code; others go through
 * dict_get, which may run some. A missing key is no error there: KeyError is raised here, with the
 * key itself as its argument. */
TARGET(GET_ITEM_DICT)
{
    View object = OPERAND(i->b), key = OPERAND(i->c);
    if (UNLIKELY(object->type != TYPE_DICT))
        GO(SLOW_GET_ITEM);
    SAVE;
    DictView dict = (DictView)object;
    Index place = dict_find_quick(dict, key);
    Ref value = LIKELY(place >= 0) ? retain(dict->entries[place].value) : dict_get(dict, key);
    if (UNLIKELY(!value)) {
        if (!error_is_set())
            raise_value(KeyError, key);
        CONSUME(i->c);
        CONSUME(i->b);
        FAIL;
    }
    CONSUME(i->c);
    CONSUME(i->b);
    STORE(i->a, value);
    NEXT;
}
/* This once the general way is taken without choosing a form: the next execution does that. */
TARGET(SLOW_GET_ITEM)
{
    REWRITE(OP_GET_ITEM);
    GO(GET_ITEM_GENERIC);
}
TARGET(GET_ITEM_GENERIC)
{
    Instruction general = *i;
    View object = OPERAND(general.b), key = OPERAND(general.c);
    SAVE;
    Ref value = object_get_item(object, key);
    CONSUME(general.c);
    CONSUME(general.b);
    DELIVER(general.a, value);
}
TARGET(SET_ITEM)
{
    View object = OPERAND(i->a), key = OPERAND(i->b);
    if (object->type == TYPE_LIST && key->type == TYPE_INT) {
        bool is_plain = !((i->a | i->b) & (OPERAND_CONSTANT | OPERAND_TEMPORARY)) && IS_TEMPORARY(i->c);
        REWRITE(is_plain ? OP_SET_ITEM_LIST_LOCAL : OP_SET_ITEM_LIST);
    } else if (object->type == TYPE_DICT) {
        REWRITE(OP_SET_ITEM_DICT);
    }
    GO(SET_ITEM_GENERIC);
}
TARGET(SET_ITEM_GENERIC)
{
    View object = OPERAND(i->a), key = OPERAND(i->b), value = OPERAND(i->c);
    SAVE;
    bool done = object_set_item(object, key, value);
    CONSUME(i->c);
    CONSUME(i->b);
    CONSUME(i->a);
    NEXT_IF(done);
}
/* The place has its new value before anything dies. What dies may change the list, which therefore
 * is not looked at again; and the old value goes last, when the operands are gone. */
TARGET(SET_ITEM_LIST)
{
    View object = OPERAND(i->a), key = OPERAND(i->b), value = OPERAND(i->c);
    ListView list = (ListView)object;
    if (UNLIKELY(object->type != TYPE_LIST || key->type != TYPE_INT || (uint64_t)VALUE_INT(key) >= list->used)) {
        REWRITE(OP_SET_ITEM);
        GO(SET_ITEM_GENERIC); /* negative, out of range: this once */
    }
    Ref *place = &list->items[VALUE_INT(key)], old = *place;
    *place = IS_TEMPORARY(i->c) ? value : retain(value);
    SAVE;
    CONSUME(i->b);
    CONSUME(i->a);
    RELEASE(old);
    NEXT;
}
TARGET(SET_ITEM_LIST_LOCAL)
{
    ListView list = (ListView)LOCAL_AT(i->a);
    View key = LOCAL_AT(i->b);
    if (UNLIKELY(list->object.type != TYPE_LIST || key->type != TYPE_INT || (uint64_t)VALUE_INT(key) >= list->used)) {
        REWRITE(OP_SET_ITEM);
        GO(SET_ITEM_GENERIC);
    }
    Ref *place = &list->items[VALUE_INT(key)], old = *place;
    *place = TEMPORARY_AT(i->c);
    RELEASE(old);
    NEXT;
}
/* The value's own reference goes into the dict: no count changes for a temporary. */
TARGET(SET_ITEM_DICT)
{
    View object = OPERAND(i->a), key = OPERAND(i->b);
    if (UNLIKELY(object->type != TYPE_DICT)) {
        REWRITE(OP_SET_ITEM);
        DISPATCH;
    }
    SAVE;
    bool done = dict_set_take((DictView)object, key, OWNED(i->c));
    CONSUME(i->b);
    CONSUME(i->a);
    NEXT_IF(done);
}
TARGET(DELETE_ITEM)
{
    View object = OPERAND(i->a), key = OPERAND(i->b);
    SAVE;
    bool done = object_delete_item(object, key);
    CONSUME(i->b);
    CONSUME(i->a);
    NEXT_IF(done);
}
