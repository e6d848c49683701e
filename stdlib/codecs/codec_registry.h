/* codec_registry: the codecs and error handlers that Python code registered. */
#ifndef OURO_STDLIB_CODEC_REGISTRY_H
#define OURO_STDLIB_CODEC_REGISTRY_H

#include "runtime/life/object.h"

/* Let the runtime's codecs ask the registry for what they do not know. */
void codec_registry_install(void);
/* The CodecInfo of an encoding, owned, as codecs.lookup gives it. NULL with an exception. */
MUST_USE Ref codec_registry_find(const char *encoding);
/* The same, which must be one of text: else LookupError, which tells to use `alternative`. */
MUST_USE Ref codec_registry_find_text(const char *encoding, const char *alternative);
/* For hooks.decode_source: any text encoding of the registry, and those of the runtime. */
bool codec_decode_source(const char *encoding, const unsigned char *bytes, size_t length, void *(*allocate)(void *arena, size_t size),
                         void *arena, char **out, size_t *out_length);
/* Give back all that is registered. */
void codec_registry_stop(void);

#endif
