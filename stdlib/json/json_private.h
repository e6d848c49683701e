/* json_private: what the files of the module _json share. */
#ifndef OURO_STDLIB_JSON_JSON_PRIVATE_H
#define OURO_STDLIB_JSON_JSON_PRIVATE_H

#include "runtime/text/str.h"
#include "runtime/text/strbuilder.h"
#include "vm/module.h"

extern TypeObject json_scanner_type, json_encoder_type;

/* json.decoder.JSONDecodeError(message, text, place). NULL. */
void *json_raise(const char *message, StrView text, Index place);

/* The JSON string whose first character, behind the quote, is at `begin` (not behind the text's end); *end: behind the closing
 * quote. `strict`: control characters are mistakes. NULL with JSONDecodeError or MemoryError. */
MUST_USE Ref json_string(StrView text, size_t begin, bool strict, size_t *end);

/* The four digits from `at` on as a number; -1: some are none, or the text ends before a character follows them. */
int32_t json_hex(StrView text, size_t at);

/* Append a str (exact) in quotes. */
typedef enum JsonEscape { JSON_ESCAPE_SOME, JSON_ESCAPE_NON_ASCII } JsonEscape;
void json_add_escaped(StrBuilder *out, StrView text, JsonEscape escape);

/* encode_basestring(string) and encode_basestring_ascii(string), which the encoder knows again. */
Ref json_encode_basestring(View self, View *args);
Ref json_encode_basestring_ascii(View self, View *args);

#endif
