/* multibyte: whole texts through an East Asian encoding (multibyte.c), and the classes of _multibytecodec. */
#ifndef OURO_STDLIB_CJK_MULTIBYTE_H
#define OURO_STDLIB_CJK_MULTIBYTE_H

#include "runtime/bytes/bytebuilder.h"
#include "runtime/text/strbuilder.h"
#include "stdlib/cjk/cjk_codec.h"

/* How much a coding has done. Everything is borrowed for as long as it goes on; `errors`: a str, or NULL for
 * "strict". */
typedef struct Encoding {
    const CjkCodec *codec;
    CjkState *state;
    StrView text;
    View errors;
    bool is_final; /* nothing follows: what might go on is complete, and the text ends in the initial state */
    size_t at;     /* set: how many characters were encoded; the rest waits for more */
} Encoding;

typedef struct Decoding {
    const CjkCodec *codec;
    CjkState *state;
    const unsigned char *data;
    size_t length;
    View errors;
    size_t at;
    bool is_cut; /* set: it failed at half a character at the end */
} Decoding;

/* What to do with half a character at the end. */
typedef enum Ending {
    ENDING_WAIT,    /* more may follow */
    ENDING_HANDLE,  /* it is a mistake, which the handler is told once */
    ENDING_COMPLETE /* and whatever the handler wants to see again is decoded, too */
} Ending;

/* The bytes; a handler may run Python code. NULL with an exception. */
MUST_USE Ref multibyte_encode(Encoding *encoding);
/* The str. NULL with an exception. */
MUST_USE Ref multibyte_decode(Decoding *decoding, Ending ending);

/* The initial state. */
typedef enum Direction { ENCODING, DECODING } Direction;
void multibyte_start(const CjkCodec *codec, CjkState *state, Direction direction);

/* The encoding of an object of type MultibyteCodec; NULL without an exception: it is none. */
const CjkCodec *multibyte_codec_of(View object);
extern TypeObject multibyte_codec_type;
/* `input` as a str, owned: another object is shown by str(). NULL with an exception. */
MUST_USE Ref multibyte_text(View input);

/* What encoders and stream writers, decoders and stream readers share. */
enum { PENDING_CHARACTERS = 2, PENDING_BYTES = 8 };
typedef struct CoderObject {
    GC_HEAD(unused);
    const CjkCodec *codec;
    CjkState state;
    Ref errors;                         /* a str */
    Ref stream;                         /* of stream readers and writers, else NULL */
    Ref text;                           /* of encoders: characters that wait for more, or NULL */
    unsigned char bytes[PENDING_BYTES]; /* of decoders: the same */
    size_t byte_count;
} CoderObject;

/* A new one, by the class's attribute `codec`; stream and errors may be NULL. NULL with an exception. */
MUST_USE Ref coder_new(TypeObject *type, Direction direction, View stream, View errors, const char *name);
/* Encode what waited and the input. NULL with an exception; then what waited still waits. */
MUST_USE Ref coder_encode(CoderObject *coder, View input, bool is_final);
/* The same for bytes; after a failure, what waited waits still only if all was right but half a character at the end. */
MUST_USE Ref coder_decode(CoderObject *coder, const unsigned char *data, size_t length, Ending ending);
void coder_finish(View self);
void coder_traverse(View self, Visitor visit, void *context);
bool coder_init(View self, View args, View kwargs);
extern const NativeProperty coder_properties[], coder_stream_properties[];

extern TypeObject multibyte_encoder_type, multibyte_decoder_type, multibyte_reader_type, multibyte_writer_type;

#endif
