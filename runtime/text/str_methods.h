/* str_methods: the methods of str that are spread over several files and gathered in the table of
 * str_methods.c. */
#ifndef OURO_RUNTIME_TEXT_STR_METHODS_H
#define OURO_RUNTIME_TEXT_STR_METHODS_H

#include "runtime/text/str.h"

/* The exact str of an argument; NULL with TypeError (a format with %T for the object). */
MUST_USE StrView str_argument(View object, const char *message);
/* The text with so many fill characters before and behind it. */
MUST_USE Ref str_padded(View text, size_t left, size_t right, Character fill);

#define DECLARE(name) Ref str_method_##name(View self, View *args)

/* str_parts.c */
DECLARE(find);
DECLARE(rfind);
DECLARE(index);
DECLARE(rindex);
DECLARE(count);
DECLARE(startswith);
DECLARE(endswith);
DECLARE(removeprefix);
DECLARE(removesuffix);
DECLARE(replace);

/* str_split.c */
DECLARE(split);
DECLARE(rsplit);
DECLARE(splitlines);
DECLARE(partition);
DECLARE(rpartition);

/* str_case.c */
DECLARE(capitalize);
DECLARE(casefold);
DECLARE(title);
DECLARE(lower);
DECLARE(upper);
DECLARE(swapcase);

/* str_predicates.c */
DECLARE(isascii);
DECLARE(islower);
DECLARE(isupper);
DECLARE(istitle);
DECLARE(isspace);
DECLARE(isdecimal);
DECLARE(isdigit);
DECLARE(isnumeric);
DECLARE(isalpha);
DECLARE(isalnum);
DECLARE(isidentifier);
DECLARE(isprintable);

/* str_translate.c */
DECLARE(expandtabs);
DECLARE(translate);
Ref str_maketrans(View self, View *args);

/* str_format_method.c */
DECLARE(format_map);
#undef DECLARE

#endif
