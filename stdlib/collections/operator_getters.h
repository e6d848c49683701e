/* operator_getters: operator.itemgetter, attrgetter and methodcaller. */
#ifndef OURO_STDLIB_COLLECTIONS_OPERATOR_GETTERS_H
#define OURO_STDLIB_COLLECTIONS_OPERATOR_GETTERS_H

#include "runtime/classes/type.h"

extern TypeObject itemgetter_type, attrgetter_type, methodcaller_type;

#endif
