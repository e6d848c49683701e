/* character_names_private: the tables that make_character_names.sh writes, which tells their form. */
#ifndef OURO_RUNTIME_TEXT_CHARACTER_NAMES_PRIVATE_H
#define OURO_RUNTIME_TEXT_CHARACTER_NAMES_PRIVATE_H

#include <stddef.h>
#include <stdint.h>

/* Characters that follow each other and have names; `index` is the number of the first one's name. */
typedef struct CharacterRun {
    uint32_t code;
    uint32_t index;
} CharacterRun;

/* Another name of a character, or the name of a sequence of them: `length` bytes at `name` in
 * character_aliases, `count` codes from `first` on. In the order of the names. */
typedef struct CharacterAlias {
    uint16_t name, first;
    uint8_t length, count;
} CharacterAlias;

extern const char character_words[];            /* all words, one behind the other */
extern const uint8_t character_word_lengths[];  /* of word 2, 3 … */
extern const uint32_t character_word_places[];  /* of each sixteenth word */
extern const unsigned character_words_short;    /* words with smaller numbers take one byte */
extern const uint8_t character_names_packed[];  /* the words' numbers, and 0 behind each name */
extern const uint32_t character_name_groups[];  /* where each sixteenth name begins */
extern const uint16_t character_names_sorted[]; /* numbers of names, in the order of the texts */
extern const CharacterRun character_runs[];
extern const size_t character_run_count, character_name_count;
extern const char character_aliases[];
extern const CharacterAlias character_alias_places[];
extern const uint32_t character_alias_codes[];
extern const size_t character_alias_count;

#endif
