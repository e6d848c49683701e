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

/* The encodings that need no registry. */
typedef enum Codec {
    CODEC_UTF8,
    CODEC_UTF8_SIG,
    CODEC_ASCII,
    CODEC_LATIN1,
    CODEC_UTF16,
    CODEC_UTF16_LE,
    CODEC_UTF16_BE,
    CODEC_UTF32,
    CODEC_UTF32_LE,
    CODEC_UTF32_BE,
    CODEC_ESCAPE,
    CODEC_RAW_ESCAPE,
    CODEC_UTF7,
    CODEC_OTHER
} Codec;

/* The name in lower case, every run of punctuation within as one underscore. False: it has no room. */
bool codec_normalise(const char *encoding, char *name, size_t room);
/* The codec of that name; CODEC_OTHER: the registry may know it. */
Codec codec_named(const char *encoding);

/* A text that is decoded piece by piece: what a codec has to be told and tells of a piece. */
typedef struct CodecPiece {
    bool is_final;   /* nothing follows: half a character at the end is a mistake */
    int byte_order;  /* of UTF-16 and -32: -1 little, 1 big, 0: a mark at the beginning says so, and it is set */
    size_t consumed; /* set: how many bytes were decoded */
} CodecPiece;

/* text in the encoding, with its mark if it has one (byte_order: 0 the machine's with a mark, -1, 1 without).
 * NULL with an exception. */
MUST_USE Ref codec_encode_as(View text, Codec codec, const char *errors, int byte_order);
/* The str that the bytes stand for; whoever calls keeps them. NULL with an exception. */
MUST_USE Ref codec_decode_piece(const unsigned char *data, size_t length, Codec codec, const char *errors, CodecPiece *piece);
/* The same by a character map (codec_charmap.c): a str, any mapping, or NULL for Latin-1. */
MUST_USE Ref codec_charmap_decode(const unsigned char *data, size_t length, const char *errors, View map);
MUST_USE Ref codec_charmap_encode(View text, const char *errors, View map);
/* The map for encoding that goes with one for decoding. */
MUST_USE Ref codec_charmap_build(View decoding);
extern TypeObject encoding_map_type;

/* Hooks of the registry (stdlib/codecs), NULL until it is there: a codec found by its name (`decode`: bytes to
 * str, else str to bytes), and the error handler of a name, called with the exception; it returns
 * (replacement, position). */
extern Ref (*codec_python)(View input, const char *encoding, const char *errors, bool decode);
extern Ref (*codec_python_handler)(const char *name, View exception);
/* The exception that is set came from a codec: "encoding with 'x' codec failed (TypeError: …)", if it is
 * of the plain kind whose text says all. */
void codec_wrap_error(const char *operation, const char *encoding);

/* -X dev: str.encode, bytes.decode and the like look up both names before all else. */
extern bool codecs_check_names;
/* Then: are they known? encoding and errors may be NULL. False with LookupError. */
MUST_USE bool codec_check_names(const char *encoding, const char *errors);

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
