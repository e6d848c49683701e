#!/bin/sh
# make_character_names FOLDER: the tables of runtime/text/character_names.h, as C, from the Unicode database in FOLDER (Debian's package unicode-data).
#
# Names are made of few words, so a name is stored as the numbers of its words; the most frequent ones take one byte, others two. 0 ends a name; 1 stands for
# the character's own code in hexadecimal. A hyphen ends a word, too. Between two words there is a space, unless the first one ends with a hyphen or a space.
# Characters that came with Unicode 15 are left out: CPython 3.11 has Unicode 14.
set -eu
export LC_ALL=C
folder=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

hex='function hex(text,   i, value) {
    for (i = 1; i <= length(text); i++)
        value = value * 16 + index("0123456789ABCDEF", substr(text, i, 1)) - 1
    return value
}'
# is_new[code], from DerivedAge.txt
ages='FNR == 1 { file++ }
file == 1 {
    if ($0 !~ /; 15\.0/) next
    split($1, ends, /\.\./)
    gsub(/ /, "", ends[1])
    gsub(/ /, "", ends[2])
    for (code = hex(ends[1]); code <= hex(ends[2] == "" ? ends[1] : ends[2]); code++)
        is_new[code] = 1
    next
}'

# ---- names: code, then the words, between tabs ----
awk -F';' "$hex $ages"'
    $2 ~ /^</ { next }
    is_new[hex($1)] { next }
    {
        name = $2
        gsub(/- /, "-@ ", name)          # BKA- SHOG: a hyphen and a space
        own = "-" $1
        if (length(name) > length(own) && substr(name, length(name) - length(own) + 1) == own)
            name = substr(name, 1, length(name) - length(own)) "-#"
        gsub(/ /, "\t", name)
        gsub(/-/, "-\t", name)
        gsub(/-\t@\t/, "-@\t", name)
        sub(/\t$/, "", name)
        gsub(/@/, " ", name)
        print hex($1) "\t" name
    }' "$folder/DerivedAge.txt" "$folder/UnicodeData.txt" > "$work/names"

# ---- the words, the most frequent first ----
awk -F'\t' '{ for (i = 2; i <= NF; i++) if ($i != "#") count[$i]++ } END { for (word in count) print count[word] "\t" word }' "$work/names" |
    sort -t "$(printf '\t')" -k1,1nr -k2 | cut -f2 > "$work/words"

awk -F'\t' -v words="$work/words" '
    function flush() { printf "\n" }
    BEGIN {
        print "/* Made by runtime/text/make_character_names.sh. */"
        print "#include \"runtime/text/character_names_private.h\"\n"
        total = 2
        while ((getline word < words) > 0) { number[word] = total++; text[total - 1] = word }
        for (one = 255; (256 - one) * 256 + one < total; one--) ;
        number["#"] = 1
        # the text of the words; a group of sixteen has its place, and each word its length
        printf "const char character_words[] ="
        for (i = 2; i < total; i++) {
            if ((i - 2) % 16 == 0) { printf "\n    "; place[(i - 2) / 16] = at }
            printf "\"%s\"", text[i]
            at += length(text[i])
        }
        print ";\n"
        printf "const uint8_t character_word_lengths[] = {"
        for (i = 2; i < total; i++) printf "%s%d,", (i - 2) % 32 ? "" : "\n    ", length(text[i])
        print "\n};\n"
        printf "const uint32_t character_word_places[] = {"
        for (i = 0; i * 16 + 2 < total; i++) printf "%s%d,", i % 16 ? "" : "\n    ", place[i]
        print "\n};\n"
        print "const unsigned character_words_short = " one ";\n"
        printf "const uint8_t character_names_packed[] = {"
        at = runs = count = 0
    }
    {
        if (count % 16 == 0) group[count / 16] = at
        if ($1 != last + 1 || count == 0) { run_code[runs] = $1; run_index[runs++] = count }
        last = $1
        printf "\n    "
        for (i = 2; i <= NF; i++) {
            n = number[$i]
            if (n < one) { printf "%d,", n; at++ }
            else { printf "%d,%d,", one + int((n - one) / 256), (n - one) % 256; at += 2 }
        }
        printf "0,"
        at++
        count++
    }
    END {
        print "\n};\n"
        printf "const uint32_t character_name_groups[] = {"
        for (i = 0; i * 16 < count; i++) printf "%s%d,", i % 16 ? "" : "\n    ", group[i]
        print "\n};\n"
        printf "const CharacterRun character_runs[] = {"
        for (i = 0; i < runs; i++) printf "%s{%d, %d}, ", i % 8 ? "" : "\n    ", run_code[i], run_index[i]
        print "\n};\n"
        print "const size_t character_run_count = " runs ";"
        print "const size_t character_name_count = " count ";\n"
    }' "$work/names"

# ---- the names in alphabetical order ----
printf 'const uint16_t character_names_sorted[] = {'
awk -F'\t' '
    {
        name = ""
        for (i = 2; i <= NF; i++) {
            word = $i
            if (word == "#") word = sprintf("%04X", $1)
            name = name (i > 2 && name !~ /[- ]$/ ? " " : "") word
        }
        print name "\t" NR - 1
    }' "$work/names" | sort | awk -F'\t' '{ printf "%s%d,", (NR - 1) % 16 ? "" : "\n    ", $2 } END { print "\n};\n" }'

# ---- aliases, and names of sequences ----
awk -F';' "$hex $ages"'
    /^#/ || /^$/ { next }
    # these, too, came with Unicode 15
    $2 == "EM" || $2 ~ /^ARABIC SMALL HIGH LIGATURE ALEF WITH YEH/ || $2 == "SUNDANESE LETTER ARCHAIC I" { next }
    file == 2 { if (!is_new[hex($1)]) print $2 "\t" $1; next }
    { print $1 "\t" $2 }' "$folder/DerivedAge.txt" "$folder/NameAliases.txt" "$folder/NamedSequences.txt" | sort > "$work/others"
awk -F'\t' "$hex"'
    { name[NR] = $1; codes[NR] = $2 }
    END {
        printf "const char character_aliases[] ="
        for (i = 1; i <= NR; i++) printf "\n    \"%s\"", name[i]
        print ";\n"
        printf "const CharacterAlias character_alias_places[] = {"
        for (i = 1; i <= NR; i++) {
            n = split(codes[i], parts, " ")
            printf "\n    {%d, %d, %d, %d},", at, first, length(name[i]), n
            at += length(name[i])
            for (j = 1; j <= n; j++) all[first++] = hex(parts[j])
        }
        print "\n};\n"
        print "const size_t character_alias_count = " NR ";\n"
        printf "const uint32_t character_alias_codes[] = {"
        for (i = 0; i < first; i++) printf "%s%d,", i % 16 ? "" : "\n    ", all[i]
        print "\n};"
    }' "$work/others"
