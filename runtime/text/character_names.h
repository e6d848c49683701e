/* character_names: the names of characters in Unicode 14: \N{…}, the module unicodedata. Constant tables, which
 * the build makes (make_character_names.sh); no objects, so that the parser may ask, too. */
#ifndef OURO_RUNTIME_TEXT_CHARACTER_NAMES_H
#define OURO_RUNTIME_TEXT_CHARACTER_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CHARACTER_NAME_MOST = 256, CHARACTER_SEQUENCE_MOST = 8 };

/* The character's name, without a NUL behind it. Its length, or 0 if it has none. */
size_t character_name(uint32_t character, char name[CHARACTER_NAME_MOST]);

/* The character with this name, or with this other name (a correction, an abbreviation); case does not
 * matter, but in the names that are made by rule (ideographs, Hangul syllables). False if there is none. */
bool character_by_name(const char *name, size_t length, uint32_t *character);

/* The same for the name of a sequence of characters: how many there are, or 0. */
size_t character_sequence_by_name(const char *name, size_t length, uint32_t sequence[CHARACTER_SEQUENCE_MOST]);

#endif
