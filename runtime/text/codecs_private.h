/* codecs_private: what the files codec*.c share: an encoding or decoding under way, and what to do about a
 * mistake. */
#ifndef OURO_RUNTIME_TEXT_CODECS_PRIVATE_H
#define OURO_RUNTIME_TEXT_CODECS_PRIVATE_H

#include "runtime/bytes/bytebuilder.h"
#include "runtime/errors/errors.h"
#include "runtime/text/codecs.h"
#include "runtime/text/strbuilder.h"

typedef enum ErrorHandler {
    HANDLER_STRICT,
    HANDLER_IGNORE,
    HANDLER_REPLACE,
    HANDLER_BACKSLASHREPLACE,
    HANDLER_XMLCHARREFREPLACE,
    HANDLER_SURROGATEESCAPE,
    HANDLER_SURROGATEPASS,
    HANDLER_OTHER /* registered by Python code */
} ErrorHandler;

typedef enum Endian { ENDIAN_BIG, ENDIAN_LITTLE } Endian;

typedef struct Encoder {
    StrView text;
    const char *encoding; /* as exceptions name it */
    const char *errors;
    ErrorHandler handler;
    Endian endian;
    Ref error; /* the exception that a registered handler is given; the same one each time */
    ByteBuilder out;
    View map;                                                  /* of a character map */
    bool (*put)(struct Encoder *encoder, Character character); /* false: the encoding does not have it */
    unsigned unit;                                             /* bytes in the smallest piece of output */
    Character limit;                                           /* of the simple encodings: the first character they do not have */
} Encoder;

typedef struct Decoder {
    const unsigned char *data;
    size_t length, start;            /* start: behind a byte order mark */
    size_t rest;                     /* set by `decode`: where it stopped */
    bool is_final;                   /* half a character at the end is a mistake, else it is left */
    size_t kept;                     /* set by `decode`: characters of the result that count, SIZE_MAX: all */
    unsigned char invalid_escape[4]; /* behind the backslash: the first escape that means nothing, or too much; empty: none */
    Ref object, error;               /* other bytes that a handler put in the place of these, or NULL; its exception */
    const char *encoding, *errors;
    ErrorHandler handler;
    Endian endian;
    unsigned unit;
    StrBuilder out;
} Decoder;

/* The characters from start to stop cannot be encoded: add what the handler says and set *next to where to go
 * on. False with an exception. */
MUST_USE bool codec_encode_error(Encoder *encoder, size_t start, size_t stop, const char *reason, size_t *next);
/* The same for bytes that cannot be decoded. */
MUST_USE bool codec_decode_error(Decoder *decoder, size_t start, size_t stop, const char *reason, size_t *next);

bool codec_put_simple(Encoder *encoder, Character character); /* ascii and latin-1, by limit */
bool codec_put_utf8(Encoder *encoder, Character character);
bool codec_put_utf16(Encoder *encoder, Character character);
bool codec_put_utf32(Encoder *encoder, Character character);
bool codec_put_escape(Encoder *encoder, Character character);
bool codec_put_raw_escape(Encoder *encoder, Character character);

bool codec_put_charmap(Encoder *encoder, Character character);
/* Encode the whole text: every character that `put` refuses, with its like behind it, goes to the handler. */
MUST_USE bool codec_encode_all(Encoder *encoder, const char *reason);
MUST_USE Ref codec_encode_utf7(StrView text);
MUST_USE bool codec_decode_utf7(Decoder *decoder);
ErrorHandler codec_handler_named(const char *errors);

MUST_USE bool codec_decode_simple(Decoder *decoder, Character limit);
/* The str of UTF-8 that is sound. *is_sound: it was; then NULL is a MemoryError. */
MUST_USE Ref codec_utf8_quick(const unsigned char *data, size_t length, bool *is_sound);
MUST_USE bool codec_decode_utf8(Decoder *decoder);
MUST_USE bool codec_decode_utf16(Decoder *decoder);
MUST_USE bool codec_decode_utf32(Decoder *decoder);
MUST_USE bool decode_escape(Decoder *decoder);
MUST_USE bool codec_decode_raw_escape(Decoder *decoder);

#endif
