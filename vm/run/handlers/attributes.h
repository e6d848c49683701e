/* handlers/attributes: attributes and methods.
 *
 * The general forms find the attribute (eval_attributes.c) and rewrite the instruction for where it was.
 * Behind the instruction lie two words of cache: the version of the class and the shape of the instance, and
 * where in the object the value is. A form for a cache compares these two, and takes the value. */

/* The guard is one branch, taken together with the second chance: the table for all
 * (eval_attributes.c) knows other classes that have come by. Only a miss there makes the instruction
 * general again. */
#define FIND_ATTRIBUTE_PLACE(place, object, general)                                                        \
    const uint32_t *cache_ = (const uint32_t *)CACHE(0);                                                    \
    Ref *place = (Ref *)(void *)((char *)(object) + *CACHE(1));                                             \
    if (UNLIKELY(type_versions[(object)->type] != cache_[0] || ((GcObject *)(object))->aux != cache_[1]) && \
        !(place = eval_attribute_place_again((Instruction *)(uintptr_t)i, object, K[i->c]))) {              \
        REWRITE(general);                                                                                   \
        DISPATCH;                                                                                           \
    }

/* The general form releases the object only when the value is held: the attribute may be all that
 * keeps it alive, or the object all that keeps the attribute. */
TARGET(LOAD_ATTR)
{
    View object = OPERAND(i->b);
    SAVE;
    Ref value = eval_load_attribute((Instruction *)(uintptr_t)i, object, K[i->c]);
    CONSUME(i->b);
    DELIVER_BY(3, i->a, value);
}
TARGET(LOAD_ATTR_INLINE)
{
    View object = OPERAND(i->b);
    FIND_ATTRIBUTE_PLACE(place, object, OP_LOAD_ATTR);
    Ref value = retain(*place);
    if (IS_TEMPORARY(i->b)) {
        SAVE;
        release(object);
    }
    STORE(i->a, value);
    NEXT_BY(3);
}
/* The commonest of all, `self.x` as an operand: no bits to test, nothing to release. */
TARGET(LOAD_ATTR_LOCAL)
{
    View object = LOCAL_AT(i->b);
    FIND_ATTRIBUTE_PLACE(place, object, OP_LOAD_ATTR);
    TEMPORARY_AT(i->a) = retain(*place);
    NEXT_BY(3);
}
/* `a.b.c`: the middle object may die of this, hence the value is taken first. */
TARGET(LOAD_ATTR_TEMPORARY)
{
    Ref object = TEMPORARY_AT(i->b);
    FIND_ATTRIBUTE_PLACE(place, object, OP_LOAD_ATTR);
    Ref value = retain(*place);
    SAVE;
    release(object);
    TEMPORARY_AT(i->a) = value;
    NEXT_BY(3);
}
TARGET(LOAD_ATTR_SLOT_LOCAL)
{
    View object = LOCAL_AT(i->b);
    if (UNLIKELY(type_versions[object->type] != (uint32_t)*CACHE(0)))
        GO(SLOW_LOAD_ATTRIBUTE);
    Ref value = *(Ref *)(void *)((char *)object + *CACHE(1));
    if (UNLIKELY(!value))
        GO(SLOW_LOAD_ATTRIBUTE);
    TEMPORARY_AT(i->a) = retain(value);
    NEXT_BY(3);
}
/* A member of __slots__ lies at the same place in every instance, so no shape is asked. It may be
 * empty: then the general form raises the AttributeError. */
TARGET(LOAD_ATTR_SLOT)
{
    View object = OPERAND(i->b);
    if (UNLIKELY(type_versions[object->type] != (uint32_t)*CACHE(0)))
        GO(SLOW_LOAD_ATTRIBUTE);
    Ref value = *(Ref *)(void *)((char *)object + *CACHE(1));
    if (UNLIKELY(!value))
        GO(SLOW_LOAD_ATTRIBUTE);
    retain(value);
    SAVE;
    CONSUME(i->b);
    STORE(i->a, value);
    NEXT_BY(3);
}
TARGET(SLOW_LOAD_ATTRIBUTE)
{
    REWRITE(OP_LOAD_ATTR);
    DISPATCH;
}
TARGET(STORE_ATTR)
{
    View object = OPERAND(i->a), value = OPERAND(i->b);
    SAVE;
    bool done = eval_store_attribute((Instruction *)(uintptr_t)i, object, K[i->c], value);
    CONSUME(i->b);
    CONSUME(i->a);
    NEXT_BY_IF(3, done);
}
/* The new value is in its place before anything is released: the old one's finalizer may read the
 * attribute. */
TARGET(STORE_ATTR_INLINE)
{
    View object = OPERAND(i->a);
    FIND_ATTRIBUTE_PLACE(place, object, OP_STORE_ATTR);
    Ref value = OWNED(i->b), old = *place;
    SAVE;
    *place = value;
    CONSUME(i->a);
    release(old);
    NEXT_BY(3);
}
TARGET(STORE_ATTR_LOCAL)
{
    View object = LOCAL_AT(i->a);
    FIND_ATTRIBUTE_PLACE(place, object, OP_STORE_ATTR);
    Ref old = *place;
    *place = TEMPORARY_AT(i->b);
    RELEASE(old);
    NEXT_BY(3);
}
TARGET(STORE_ATTR_SLOT)
{
    View object = OPERAND(i->a);
    if (UNLIKELY(type_versions[object->type] != (uint32_t)*CACHE(0))) {
        REWRITE(OP_STORE_ATTR);
        DISPATCH;
    }
    Ref value = OWNED(i->b);
    Ref *place = (Ref *)(void *)((char *)object + *CACHE(1)), old = *place;
    *place = value;
    SAVE;
    CONSUME(i->a);
    if (old)
        RELEASE(old);
    NEXT_BY(3);
}
/* The instance grows by one attribute and changes its shape with it. No old value dies here. */
TARGET(STORE_ATTR_NEW)
{
    View object = OPERAND(i->a);
    const uint32_t *cache = (const uint32_t *)CACHE(0);
    if (UNLIKELY(type_versions[object->type] != cache[0] || ((GcObject *)object)->aux != cache[1])) {
        REWRITE(OP_STORE_ATTR);
        DISPATCH;
    }
    Ref value = OWNED(i->b);
    *(Ref *)(void *)((char *)object + cache[2]) = value;
    ((GcObject *)object)->aux = cache[3];
    SAVE;
    CONSUME(i->a);
    NEXT_BY(3);
}
TARGET(STORE_ATTR_SLOT_LOCALS)
{
    View object = LOCAL_AT(i->a);
    if (UNLIKELY(type_versions[object->type] != (uint32_t)*CACHE(0))) {
        REWRITE(OP_STORE_ATTR);
        DISPATCH;
    }
    Ref *place = (Ref *)(void *)((char *)object + *CACHE(1)), old = *place;
    *place = retain(LOCAL_AT(i->b));
    SAVE;
    if (old)
        RELEASE(old);
    NEXT_BY(3);
}
TARGET(STORE_ATTR_NEW_LOCALS)
{
    View object = LOCAL_AT(i->a);
    const uint32_t *cache = (const uint32_t *)CACHE(0);
    if (UNLIKELY(type_versions[object->type] != cache[0] || ((GcObject *)object)->aux != cache[1])) {
        REWRITE(OP_STORE_ATTR);
        DISPATCH;
    }
    *(Ref *)(void *)((char *)object + cache[2]) = retain(LOCAL_AT(i->b));
    ((GcObject *)object)->aux = cache[3];
    NEXT_BY(3);
}
/* Held across the call: a descriptor's __delete__ may drop the last other reference to the object. */
TARGET(DELETE_ATTR)
{
    View object = OPERAND(i->a);
    SAVE;
    retain(object);
    bool done = object_set_attribute(object, K[i->c], NULL);
    release(object);
    CONSUME(i->a);
    NEXT_IF(done);
}
/* Two registers for the result, also when there is no method: CALL_METHOD tells by the first one,
 * NULL or not. */
TARGET(LOAD_METHOD)
{
    SAVE;
    Ref *pair = &R[i->a & OPERAND_INDEX];
    Ref self = OWNED(i->b);
    if (!eval_load_method((Instruction *)(uintptr_t)i, self, K[i->c], pair)) {
        release(self);
        FAIL;
    }
    NEXT_BY(3);
}
/* A shape of 0 means that instances of the class have no attributes of their own which could hide
 * the method. The function is borrowed from the class: as long as the version stands, the class has
 * it. */
TARGET(LOAD_METHOD_CACHED)
{
    View object = OPERAND(i->b);
    const uint32_t *cache = (const uint32_t *)CACHE(0);
    View method = (View)(uintptr_t)*CACHE(1);
    if (UNLIKELY(type_versions[object->type] != cache[0] || (cache[1] && ((GcObject *)object)->aux != cache[1])) &&
        !(method = eval_method_again((Instruction *)(uintptr_t)i, object, K[i->c]))) {
        REWRITE(OP_LOAD_METHOD);
        DISPATCH;
    }
    Ref *pair = &R[i->a & OPERAND_INDEX];
    Ref self = OWNED(i->b);
    pair[0] = retain(method);
    pair[1] = self;
    NEXT_BY(3);
}
