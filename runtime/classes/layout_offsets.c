/* layout_offsets: where CPython's instances keep their __dict__ and their weak references: type.__dictoffset__,
 * type.__weakrefoffset__.
 *
 * A table for what is built in, the rules of type_new (Objects/typeobject.c) for what a class statement makes: weak
 * references stand behind the members of __slots__, the __dict__ at the end of an object with items (-8), or before
 * the object, which CPython 3.11 tells as the size and three words, with a minus. */
#include <stdlib.h>
#include <string.h>

#include "runtime/classes/layout.h"

typedef struct OffsetsRow {
    const char *name;
    LayoutOffsets offsets;
} OffsetsRow;

/* Sorted by name, as strcmp sorts: what layout.def says has LAYOUT_DICT or LAYOUT_WEAKREFS. */
static const OffsetsRow rows[] = {
    /* name, __dict__, weak references */
    {"AttributeError", {16, 0}},
    {"BaseException", {16, 0}},
    {"BaseExceptionGroup", {16, 0}},
    {"ExceptionGroup", {16, 88}},
    {"ImportError", {16, 0}},
    {"NameError", {16, 0}},
    {"OSError", {16, 0}},
    {"StopIteration", {16, 0}},
    {"SyntaxError", {16, 0}},
    {"SystemExit", {16, 0}},
    {"UnicodeDecodeError", {16, 0}},
    {"UnicodeEncodeError", {16, 0}},
    {"UnicodeTranslateError", {16, 0}},
    {"_contextvars.Context", {0, 32}},
    {"_io.BufferedRWPair", {32, 40}},
    {"_io.BufferedRandom", {136, 144}},
    {"_io.BufferedReader", {136, 144}},
    {"_io.BufferedWriter", {136, 144}},
    {"_io.BytesIO", {40, 48}},
    {"_io.FileIO", {40, 32}},
    {"_io.StringIO", {104, 112}},
    {"_io.TextIOWrapper", {184, 176}},
    {"_io._IOBase", {16, 24}},
    {"_struct.Struct", {0, 48}},
    {"_thread.RLock", {0, 40}},
    {"_thread.lock", {0, 24}},
    {"array.array", {0, 48}},
    {"ast.AST", {16, 0}},
    {"async_generator", {0, 24}},
    {"builtin_function_or_method", {0, 40}},
    {"classmethod", {24, 0}},
    {"code", {0, 144}},
    {"collections.OrderedDict", {96, 104}},
    {"collections.deque", {0, 208}},
    {"coroutine", {0, 24}},
    {"frozenset", {0, 192}},
    {"function", {88, 96}},
    {"functools._lru_cache_wrapper", {136, 144}},
    {"functools.partial", {40, 48}},
    {"generator", {0, 24}},
    {"itertools._tee", {0, 32}},
    {"memoryview", {0, 136}},
    {"method", {0, 32}},
    {"module", {16, 40}},
    {"re.Pattern", {0, 64}},
    {"set", {0, 192}},
    {"staticmethod", {24, 0}},
    {"type", {264, 368}},
    {"types.GenericAlias", {0, 40}},
    {"types.SimpleNamespace", {16, 0}},
};

enum { POINTER = 8, WORDS_BEFORE = 3 };

static int compare_names(const void *name, const void *row)
{
    return strcmp(name, ((const OffsetsRow *)row)->name);
}

static LayoutOffsets built_in_offsets(const TypeObject *type)
{
    unsigned flags = layout_of(type).flags;
    for (; type && flags & (LAYOUT_DICT | LAYOUT_WEAKREFS); type = type->base) {
        const OffsetsRow *row = bsearch(type->name, rows, COUNT_OF(rows), sizeof *rows, compare_names);
        if (row)
            return row->offsets;
    }
    return (LayoutOffsets){0, 0};
}

LayoutOffsets layout_offsets_of(const TypeObject *type)
{
    if (!type_has(type, TYPE_FLAG_HEAP) || !type->base)
        return built_in_offsets(type);
    LayoutOffsets offsets = layout_offsets_of(type->base);
    Layout own = layout_of(type), base = layout_of(type->base);
    if (own.flags & ~base.flags & LAYOUT_WEAKREFS)
        offsets.weakrefs = own.basic_size - POINTER;
    if (own.flags & ~base.flags & LAYOUT_DICT)
        offsets.dict = base.item_size ? -POINTER : -own.basic_size - WORDS_BEFORE * POINTER;
    return offsets;
}
