/* utf8: the little of UTF-8 that the front end needs. */
#ifndef OURO_LEXER_UTF8_H
#define OURO_LEXER_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The length of the valid character at bytes (of which `available` are left), or 0 if it is not valid
 * UTF-8. */
size_t utf8_valid_length(const unsigned char *bytes, size_t available);

/* Decode the character at text, which must be valid; *length is its length in bytes. */
uint32_t utf8_decode(const char *text, uint32_t *length);

/* Write a code point (also a surrogate) as UTF-8; the number of bytes, at most 4. */
uint32_t utf8_encode(uint32_t character, char *text);

/* The number of characters in the first `length` bytes. */
uint32_t utf8_count(const char *text, size_t length);

#endif
