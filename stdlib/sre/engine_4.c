/* engine_4: the matcher for characters of 4 bytes. */
#include <stdint.h>

typedef uint32_t Char;
#define NAME(name) name##_4

#include "stdlib/sre/engine.h"
#include "stdlib/sre/engine_match.h"
#include "stdlib/sre/engine_search.h"
