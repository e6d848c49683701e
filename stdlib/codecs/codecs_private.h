/* codecs_private: what the files of the module _codecs share. */
#ifndef OURO_STDLIB_CODECS_PRIVATE_H
#define OURO_STDLIB_CODECS_PRIVATE_H

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/text/codecs.h"
#include "runtime/text/str.h"

/* --- codec_registry.c --- */

MUST_USE bool codec_registry_add(View search_function);
MUST_USE bool codec_registry_remove(View search_function);
/* The handler registered for a name, owned. NULL with LookupError. */
MUST_USE Ref codec_registry_handler(const char *name);
MUST_USE bool codec_registry_set_handler(View name, View handler);
/* input encoded or decoded by whatever codec has that name; errors may be NULL. */
MUST_USE Ref codec_registry_convert(View input, const char *encoding, View errors, bool decode);

/* --- codec_handlers.c --- */

/* The handlers that are there from the start: functions of one exception, each named after its handler, some
 * with "_errors" behind. */
extern const NativeFunction codec_handler_functions[];

/* --- codec_bytes_escape.c --- */

MUST_USE Ref codec_escape_encode_native(View self, View *args);
MUST_USE Ref codec_escape_decode_native(View self, View *args);

/* An argument that is str or None (NULL): its text, or *wrong with TypeError. `place` counts from 1. */
const char *codec_text_argument(View object, const char *function, int place, bool *wrong);
/* (result, count); consumes result, which may be NULL. */
MUST_USE Ref codec_pair_take(Ref result, size_t count);

#endif
