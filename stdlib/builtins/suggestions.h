/* suggestions: "Did you mean: 'append'?" */
#ifndef OURO_STDLIB_BUILTINS_SUGGESTIONS_H
#define OURO_STDLIB_BUILTINS_SUGGESTIONS_H

#include "runtime/life/object.h"

/* The name that was probably meant, for a NameError, AttributeError or ImportError: an owned str, or NULL.
 * May leave an exception set, for the caller to clear. */
Ref suggestion_for(View exception);

#endif
