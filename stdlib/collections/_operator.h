/* _operator: what other modules have of it, too. */
#ifndef OURO_STDLIB_COLLECTIONS_OPERATOR_H
#define OURO_STDLIB_COLLECTIONS_OPERATOR_H

#include "runtime/life/object.h"

/* compare_digest(a, b): are two secrets equal? In a time that tells nothing of where they differ. */
Ref operator_compare_digest(View self, View *args);

#endif
