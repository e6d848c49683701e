/* hooks: the one struct; see hooks.h. */
#include "runtime/memory/hooks.h"

RuntimeHooks hooks;
