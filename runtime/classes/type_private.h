/* type_private: what the files of classes share. */
#ifndef OURO_RUNTIME_CLASSES_TYPE_PRIVATE_H
#define OURO_RUNTIME_CLASSES_TYPE_PRIVATE_H

#include "runtime/classes/type.h"
#include "runtime/containers/dict.h"

void type_give_index(TypeObject *type);
void type_remove_subclass(TypeObject *base, TypeObject *type);

/* Decide where slots and inline attributes begin, from size, slot_count and inline_capacity. */
void type_set_layout(TypeObject *type);

/* type_new.c: the nearest ancestor (or the class itself) that adds fields to instances. */
TypeObject *type_solid_base(TypeObject *type);
/* The base that decides the layout of instances: one of the classes in the tuple. NULL with TypeError if they
 * contradict each other. */
TypeObject *type_best_base(View bases);

/* Is no class twice among the bases? False with TypeError. */
MUST_USE bool type_check_distinct(View bases);

/* mro.c: linearise the class, by its metaclass's mro(), and put the order in. */
typedef enum MroResult { MRO_FAILED = -1, MRO_OVERTAKEN, MRO_RENEWED } MroResult;
MUST_USE MroResult type_renew_mro(TypeObject *type);

/* type_object.c: add what dir() tells of a class: its names and, whatever its mro says, those of all its
 * bases. False with an exception. */
MUST_USE bool type_add_names(DictView into, TypeObject *type);

/* object_type.c: are instances laid out alike, but for the number of inline places? */
bool type_same_layout(const TypeObject *a, const TypeObject *b);

/* type_bases.c: class.__bases__ = value. False with an exception, everything as before. */
MUST_USE bool type_set_bases(View type, View value);

#endif
