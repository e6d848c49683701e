/* character_data: the properties of characters in Unicode 14, as constant tables. The build makes them
 * (make_character_data.sh, which tells what each is).
 *
 *     code ─ /128 ─► character_blocks ─ + code % 128 ─► character_record_numbers ─► character_records */
#ifndef OURO_STDLIB_UNICODEDATA_CHARACTER_DATA_H
#define OURO_STDLIB_UNICODEDATA_CHARACTER_DATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum CharacterFlags {
    CHARACTER_MIRRORED = 1,
    CHARACTER_OLD = 2 /* Unicode 3.2 has it */
};

/* Does the character stand in texts of this form? No, or perhaps, behind another one. */
enum QuickCheck { NO_IN_NFD = 1, NO_IN_NFKD = 2, NO_IN_NFC = 4, MAYBE_IN_NFC = 8, NO_IN_NFKC = 16, MAYBE_IN_NFKC = 32 };

typedef struct CharacterRecord {
    uint8_t category, bidirectional, combining, flags, width, quick;
} CharacterRecord;

typedef struct DecompositionPlace {
    uint32_t code, place; /* in character_decompositions: tag * 256 + count, then the codes */
} DecompositionPlace;

typedef struct Composition {
    uint32_t first, second, composed;
} Composition;

enum NumericKind { NUMERIC_VALUE = 1, NUMERIC_DIGIT = 2, NUMERIC_DECIMAL = 3 };

/* `count` characters from `code` on: the first one's value is value / divisor, each further one's is greater by
 * `step`. */
typedef struct NumericRun {
    uint32_t code;
    uint16_t count;
    uint8_t kind, step;
    uint16_t divisor;
    double value;
} NumericRun;

extern const CharacterRecord character_records[];
extern const uint16_t character_blocks[], character_record_numbers[];
extern const uint32_t character_decompositions[];
extern const DecompositionPlace character_decomposition_places[], character_old_decompositions[];
extern const size_t character_decomposition_count, character_old_decomposition_count;
extern const Composition character_compositions[]; /* sorted */
extern const size_t character_composition_count;
extern const NumericRun character_numeric_runs[];
extern const size_t character_numeric_run_count;
extern const char *const character_categories[], *const character_bidirectionals[], *const character_widths[], *const character_tags[];

enum { CHARACTER_BLOCK = 128 };

static inline const CharacterRecord *character_record(uint32_t code)
{
    size_t block = character_blocks[code / CHARACTER_BLOCK];
    return &character_records[character_record_numbers[block * CHARACTER_BLOCK + code % CHARACTER_BLOCK]];
}

/* Where the decomposition stands; NULL if there is none. */
const uint32_t *character_decomposition(uint32_t code);

#endif
