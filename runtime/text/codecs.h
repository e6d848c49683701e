/* codecs: text to bytes and back, in the encodings that need no library. codec_encode_str and
 * codec_decode_bytes choose one by its name. */
#ifndef OURO_RUNTIME_TEXT_CODECS_H
#define OURO_RUNTIME_TEXT_CODECS_H

#include "runtime/text/str.h"

/* The character at *place (< end), which is moved behind it. NULL, or what is wrong with it; then *wrong
 * bytes belong to the mistake. */
const char *utf8_next(const unsigned char **place, const unsigned char *end, bool surrogates, Character *result, size_t *wrong);
/* Write the character's UTF-8 (1 to 4 bytes, surrogates too); returns how many. */
size_t utf8_put(Character character, unsigned char *out);

/* UnicodeEncodeError and UnicodeDecodeError. NULL. */
void *codec_raise_encode_error(const char *encoding, View text, size_t start, size_t stop, const char *reason);

MUST_USE Ref codec_str_from_utf8(const unsigned char *bytes, size_t length, const char *errors);

/* For a codec that Python code defines: found by name, called as codecs.lookup would be. The vm or stdlib
 * installs it; NULL: LookupError. `decode`: bytes to str, else str to bytes. */
extern Ref (*codec_python)(View input, const char *encoding, const char *errors, bool decode);
/* A handler registered with codecs.register_error, called with the exception; returns (replacement,
 * position). NULL: LookupError. */
extern Ref (*codec_python_handler)(const char *name, View exception);

/* What a file has to know of an encoding to read it piece by piece. */
typedef struct CodecForm {
    unsigned unit;    /* bytes of the smallest character; 0: no encoding that is read piece by piece */
    bool is_utf8;     /* further bytes of a character are 0x80 to 0xBF */
    const char *mark; /* which a text begins with (the byte order mark), or NULL */
    unsigned mark_length;
    const char *unmarked; /* the encoding behind the mark */
} CodecForm;
CodecForm codec_form(const char *encoding);

#endif
