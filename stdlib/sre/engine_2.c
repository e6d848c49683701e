/* engine_2: the matcher for characters of 2 bytes. */
#include <stdint.h>

typedef uint16_t Char;
#define NAME(name) name##_2

#include "stdlib/sre/engine.h"
#include "stdlib/sre/engine_match.h"
#include "stdlib/sre/engine_search.h"
