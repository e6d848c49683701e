/* type_private: what the files type.c, type_new.c and start.c share. */
#ifndef OURO_RUNTIME_TYPE_PRIVATE_H
#define OURO_RUNTIME_TYPE_PRIVATE_H

#include "runtime/type.h"

/* Give type a place in `types`. False with MemoryError when all are taken. */
MUST_USE bool type_take_index(TypeObject *type);
void type_give_index(TypeObject *type);
MUST_USE bool type_add_subclass(TypeObject *base, TypeObject *type);
void type_remove_subclass(TypeObject *base, TypeObject *type);

/* Decide where slots and inline attributes begin, from size, slot_count and inline_capacity. */
void type_set_layout(TypeObject *type);

/* Release what type_ready made, when the program ends. */
void type_unready(TypeObject *type);

#endif
