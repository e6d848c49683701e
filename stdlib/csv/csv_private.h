/* csv_private: what the files of the module _csv share. */
#ifndef OURO_STDLIB_CSV_CSV_PRIVATE_H
#define OURO_STDLIB_CSV_CSV_PRIVATE_H

#include "runtime/text/str.h"
#include "vm/module.h"

typedef enum Quoting { QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE } Quoting;

/* No character: what a dialect has in place of a quote or an escape that it does not know. */
#define CHARACTER_NONE ((Character)-1)

/* How a file is written and read. Never changes once it is made. */
typedef struct DialectObject {
    GC_HEAD(unused);
    bool doublequote, skipinitialspace, strict;
    Quoting quoting;
    Character delimiter, quotechar, escapechar;
    Ref lineterminator; /* a str */
} DialectObject;

extern TypeObject csv_dialect_type, csv_reader_type, csv_writer_type;

/* _csv.Error, borrowed; NULL with an exception. */
View csv_error_peek(void);

/* How many characters a field may have. */
extern int64_t csv_field_limit;

/* The dialect that was registered under this name. NULL with _csv.Error, or what hashing the name raised. */
MUST_USE Ref csv_registered(View name);

/* A dialect as `dialect` (its name, an object with its attributes, or NULL) and the keywords tell. NULL with an exception. */
MUST_USE Ref csv_dialect_from(View dialect, View keywords);

/* One or two arguments by position, for functions that leave the keywords to the dialect; the second is NULL if it was
 * left out. False with TypeError. */
MUST_USE bool csv_take_arguments(View all, View *first, View *second);

/* reader(iterator, dialect, **options) and writer(file, dialect, **options). */
Ref csv_reader(View self, View *args);
Ref csv_writer(View self, View *args);

#endif
