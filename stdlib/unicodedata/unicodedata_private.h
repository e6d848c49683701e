/* unicodedata_private: what the two files of the module share. */
#ifndef OURO_STDLIB_UNICODEDATA_UNICODEDATA_PRIVATE_H
#define OURO_STDLIB_UNICODEDATA_UNICODEDATA_PRIVATE_H

#include "runtime/text/str.h"
#include "stdlib/unicodedata/character_data.h"

/* The functions normalize and is_normalized for the database of Unicode 14, or (is_old) 3.2. */
MUST_USE Ref unicodedata_normalize(View form, View text, bool is_old);
MUST_USE Ref unicodedata_is_normalized(View form, View text, bool is_old);

#endif
