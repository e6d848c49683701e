/* engine_1: the matcher for characters of 1 byte. */
#include <stdint.h>

typedef uint8_t Char;
#define NAME(name) name##_1

#include "stdlib/sre/engine.h"
#include "stdlib/sre/engine_match.h"
#include "stdlib/sre/engine_search.h"
