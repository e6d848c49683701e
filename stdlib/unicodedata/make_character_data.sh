#!/bin/sh
# make_character_data FOLDER: the tables of stdlib/unicodedata/character_data.h, as C, from the Unicode database in FOLDER (Debian's package unicode-data).
#
# Characters that have the same properties share a record; a table in two steps leads from the code to the record. Decompositions, numeric values and
# compositions lie in sorted tables of their own. Characters that came with Unicode 15 are left out: CPython 3.11 has Unicode 14.
set -eu
export LC_ALL=C
folder=$1

awk -F';' '
    function hex(text,   i, value) {
        for (i = 1; i <= length(text); i++)
            value = value * 16 + index("0123456789ABCDEF", substr(text, i, 1)) - 1
        return value
    }
    # "0041..005A " to first and last
    function range(text,   ends) {
        gsub(/ /, "", text)
        split(text, ends, /\.\./)
        first = hex(ends[1])
        last = hex(ends[2] == "" ? ends[1] : ends[2])
    }
    function word(text) {
        sub(/ *#.*/, "", text)
        gsub(/ /, "", text)
        return text
    }
    function number_of(names, text) {
        if (!((names, text) in number)) {
            number[names, text] = count[names]++
            text_of[names, number[names, text]] = text
        }
        return number[names, text]
    }
    function print_names(names, what,   i) {
        printf "const char *const character_%s[] = {", what
        for (i = 0; i < count[names]; i++) printf "\"%s\", ", text_of[names, i]
        print "};"
    }
    function note(code, category, bidirectional, combining, mirrored) {
        is_there[code] = 1
        key[code] = number_of("category", category) ", " number_of("bidirectional", bidirectional) ", " combining ", " (mirrored == "Y") + 2 * is_old[code] ", " \
            number_of("width", width[code] == "" ? "N" : width[code]) ", " quick[code] + 0
    }
    BEGIN {
        number_of("category", "Cn"); number_of("bidirectional", ""); number_of("width", "F"); number_of("tag", "")
    }
    FNR == 1 { file++ }
    /^#/ || /^$/ { next }
    file == 1 { # DerivedAge
        range($1)
        age = word($2)
        for (code = first; code <= last; code++)
            if (age == "15.0") is_new[code] = 1
            else if (age + 0 <= 3.2) is_old[code] = 1
        next
    }
    file == 2 { # EastAsianWidth
        range($1)
        for (code = first; code <= last; code++) width[code] = word($2)
        next
    }
    file == 3 { # DerivedNormalizationProps
        property = word($2)
        value = word($3)
        bit = property == "NFD_QC" ? 1 : property == "NFKD_QC" ? 2 : property == "NFC_QC" ? (value == "M" ? 8 : 4) : property == "NFKC_QC" ? (value == "M" ? 32 : 16) : 0
        if (!bit && property != "Full_Composition_Exclusion") next
        range($1)
        for (code = first; code <= last; code++)
            if (bit) quick[code] += bit
            else is_excluded[code] = 1
        next
    }
    file == 4 { # DerivedNumericValues
        range($1)
        value = word($4)
        for (code = first; code <= last; code++) numeric[code] = value
        next
    }
    file == 5 { # NormalizationCorrections
        if (word($4) + 0 > 3.2) old_decomposition[hex($1)] = $2
        next
    }
    { # UnicodeData
        code = hex($1)
        if ($2 ~ /First>$/) { range_first = code; next }
        if ($2 ~ /Last>$/) {
            for (; range_first <= code; range_first++)
                if (!is_new[range_first]) note(range_first, $3, $5, $4, $10)
            next
        }
        if (is_new[code]) next
        note(code, $3, $5, $4, $10)
        kind[code] = $7 != "" ? 3 : $8 != "" ? 2 : $9 != "" ? 1 : 0
        if ($6 != "") { decomposition[code] = $6; decomposed[decompositions++] = code }
    }
    END {
        print "/* Made by stdlib/unicodedata/make_character_data.sh. */"
        print "#include \"stdlib/unicodedata/character_data.h\"\n"
        # records: number 0 is that of what is not assigned
        records = 1
        record_text[0] = "0, 0, 0, 0, 0, 0"
        for (block = 0; block < 8704; block++) {
            text = ""
            for (code = block * 128; code < block * 128 + 128; code++) {
                id = 0
                if (code in is_there) {
                    if (!(key[code] in id_of)) { id_of[key[code]] = records; record_text[records++] = key[code] }
                    id = id_of[key[code]]
                }
                text = text id ","
            }
            if (!(text in block_of)) { block_of[text] = blocks; block_text[blocks++] = text }
            first_step[block] = block_of[text]
        }
        printf "const CharacterRecord character_records[] = {"
        for (i = 0; i < records; i++) printf "%s{%s}, ", i % 6 ? "" : "\n    ", record_text[i]
        print "\n};\n"
        printf "const uint16_t character_blocks[] = {"
        for (i = 0; i < 8704; i++) printf "%s%d,", i % 32 ? "" : "\n    ", first_step[i]
        print "\n};\n"
        printf "const uint16_t character_record_numbers[] = {"
        for (i = 0; i < blocks; i++) printf "\n    %s", block_text[i]
        print "\n};\n"

        # decompositions: the tag, how many, and the codes
        printf "const uint32_t character_decompositions[] = {"
        for (i = 0; i < decompositions; i++) {
            n = split(decomposition[decomposed[i]], parts, " ")
            tag = ""
            if (parts[1] ~ /^</) { tag = parts[1]; for (j = 1; j < n; j++) parts[j] = parts[j + 1]; n-- }
            place[i] = at
            printf "\n    %d, ", number_of("tag", tag) * 256 + n
            for (j = 1; j <= n; j++) printf "0x%X, ", hex(parts[j])
            at += n + 1
            if (tag == "" && n == 2 && !is_excluded[decomposed[i]])
                composition[compositions++] = sprintf("%07d%07d {0x%X, 0x%X, 0x%X}", hex(parts[1]), hex(parts[2]), hex(parts[1]), hex(parts[2]), decomposed[i])
        }
        print "\n};\n"
        printf "const DecompositionPlace character_decomposition_places[] = {"
        for (i = 0; i < decompositions; i++) printf "%s{0x%X, %d}, ", i % 8 ? "" : "\n    ", decomposed[i], place[i]
        print "\n};\nconst size_t character_decomposition_count = " decompositions ";\n"
        printf "const DecompositionPlace character_old_decompositions[] = { /* code, what it was in Unicode 3.2 */\n    "
        old = 0
        for (code in old_decomposition) { printf "{0x%X, 0x%s}, ", code, old_decomposition[code]; old++ }
        print "\n};\nconst size_t character_old_decomposition_count = " old ";\n"

        # compositions, sorted by their parts (a merge would do; there are less than a thousand)
        for (i = 1; i < compositions; i++) {
            this = composition[i]
            for (j = i - 1; j >= 0 && composition[j] > this; j--) composition[j + 1] = composition[j]
            composition[j + 1] = this
        }
        printf "const Composition character_compositions[] = {"
        for (i = 0; i < compositions; i++) printf "%s%s, ", i % 4 ? "" : "\n    ", substr(composition[i], 16)
        print "\n};\nconst size_t character_composition_count = " compositions ";\n"

        # numeric values: runs of characters whose values are all the same, or grow by one
        printf "const NumericRun character_numeric_runs[] = {"
        for (code = 0; code < 1114112; code++) {
            if (!(code in numeric) || !(code in is_there)) continue
            n = split(numeric[code], parts, "/")
            of = n == 2 ? parts[2] : 1
            what = kind[code] ? kind[code] : 1
            if (runs && code == run_last + 1 && what == run_kind && of == run_of && run_of == 1 && (run_length == 1 || run_step == 1) && parts[1] == run_value + 1) {
                run_length++; run_step = 1
            } else {
                if (runs) printf "%s{0x%X, %d, %d, %d, %d, %.0f}, ", runs % 5 == 1 ? "\n    " : "", run_first, run_length, run_kind, run_step, run_of, run_start
                runs++; run_first = code; run_length = 1; run_step = 0; run_kind = what; run_of = of; run_start = parts[1]
            }
            run_last = code
            run_value = parts[1]
        }
        printf "{0x%X, %d, %d, %d, %d, %.0f}", run_first, run_length, run_kind, run_step, run_of, run_start
        print "\n};\nconst size_t character_numeric_run_count = " runs ";\n"
        print_names("category", "categories")
        print_names("bidirectional", "bidirectionals")
        print_names("width", "widths")
        print_names("tag", "tags")
    }' "$folder/DerivedAge.txt" "$folder/EastAsianWidth.txt" "$folder/DerivedNormalizationProps.txt" "$folder/extracted/DerivedNumericValues.txt" \
    "$folder/NormalizationCorrections.txt" "$folder/UnicodeData.txt"
