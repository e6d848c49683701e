# Ouro: how it is built, tried and checked. `make help` lists the targets.
#
# Every C file of the source folders is compiled once for each flavour, into build/<flavour>/:
#
#   release   what people run                      debug   no optimisation, OURO_DEBUG's assertions
#   asan      AddressSanitizer, UBSan and the      clang   the other compiler, for its warnings
#             assertions
#
# Generated code (lexer, grammar, embedded library) goes to build/gen/, once for all flavours. BUILD=elsewhere builds into another
# folder; WERROR=1 makes warnings errors, as the tests do.

BUILD ?= build
CC := gcc
CLANG ?= clang
# For programs that only the build runs.
HOSTCC ?= $(CC)
RE2C ?= re2c
BISON ?= bison
PYTHON ?= /usr/bin/python3.11
PREFIX ?= /usr/local
# Where the part of the library that CPython writes in Python is taken from, and what of it is embedded (see stdlib/embed/embed.sh).
LIBRARY ?= /usr/lib/python3.11
WERROR ?= 0
, := ,

# All processors, unless -j says otherwise.
ifeq ($(filter -j% --jobserver%,$(MAKEFLAGS)),)
MAKEFLAGS += -j$(shell nproc)
endif
MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all

FOLDERS := lexer parser runtime vm stdlib heapview shell
# A folder's C files lie in it, or in rooms of their own one step below.
# shell/stage1 is a program of the build (see below).
SOURCES := $(filter-out shell/stage1/%,$(wildcard $(FOLDERS:=/*.c) $(FOLDERS:=/*/*.c)))
UNIT_SOURCES := $(wildcard tests/unit/*.c)
GEN := $(BUILD)/gen
GENERATED := $(if $(wildcard lexer/lexer.re),$(GEN)/lexer.c) $(if $(wildcard parser/grammar.y),$(GEN)/grammar.c) $(GEN)/embedded.c $(GEN)/character_names.c \
             $(GEN)/character_data.c $(GEN)/cjk_tables.c

WARNINGS := -Wall -Wextra
STRICT := -Wshadow -Wconversion
BASE := -std=gnu11 -D_GNU_SOURCE -g -I. -I$(GEN) $(WARNINGS) $(if $(filter 1,$(WERROR)),-Werror)
# Libraries go into the binary, which stands alone: loading them would take longer than all the rest of the start.
LIBS := -Wl,--as-needed -l:libedit.a -l:libbsd.a -l:libmd.a -l:libtinfo.a -l:libgmp.a -l:libutf8proc.a -l:libz.a -l:libmpdec.a -l:libcrypto.a -l:libb2.a -l:libbz2.a -l:liblzma.a -l:libexpat.a -lm
# gcc would merge the indirect jumps of the evaluation loop into one, which the processor then predicts badly; and gather the fields of a new frame in vector
# registers, which takes more instructions than storing them.
EVAL_GCC := -fno-gcse -fno-crossjumping --param max-goto-duplication-insns=100 -fno-tree-slp-vectorize

# ---- one flavour: $(1) name, $(2) compiler, $(3) its flags, $(4) further flags for vm/run/eval.c, $(5) for linking ouro ----------------------------------

# The linker writes its file piece by piece. A copy, written in one go, lies in the system's cache in larger pieces, which are mapped in fewer steps: ouro starts
# a tenth sooner.
define flavour
OBJECTS_$(1) := $$(SOURCES:%.c=$(BUILD)/$(1)/%.o) $$(GENERATED:$(GEN)/%.c=$(BUILD)/$(1)/gen/%.o)
UNIT_OBJECTS_$(1) := $$(UNIT_SOURCES:%.c=$(BUILD)/$(1)/%.o)
DEPENDENCIES += $$(OBJECTS_$(1):.o=.d) $$(UNIT_OBJECTS_$(1):.o=.d) $(BUILD)/$(1)/shell/stage1/compile_modules.d

$(BUILD)/$(1)/ouro: $$(OBJECTS_$(1)) $(BUILD)/$(1)/gen/embedded_code.o
	@echo "  link  $$@"
	@$(2) $(3) $(5) -o $$@.linked $$(filter %.o,$$^) $$(LIBS)
	@cp $$@.linked $$@.copy && rm $$@.linked && mv $$@.copy $$@

# All of Ouro, but with another main: it compiles the embedded modules, and the result goes into the binary.
$(BUILD)/$(1)/compile_modules: $$(filter-out %/shell/main.o,$$(OBJECTS_$(1))) $(BUILD)/$(1)/shell/stage1/compile_modules.o
	@$(2) $(3) $(5) -s -o $$@ $$^ $$(LIBS)

$(BUILD)/$(1)/gen/embedded_code.c: $(BUILD)/$(1)/compile_modules
	@echo "  compile the embedded modules"
	@$$< $$(@:.c=.blob) $$@

$(BUILD)/$(1)/gen/embedded_code.o: $(BUILD)/$(1)/gen/embedded_code.c
	@$(2) $$(BASE) $(3) -c -o $$@ $$<

$(BUILD)/$(1)/unit-tests: $$(filter-out %/shell/main.o,$$(OBJECTS_$(1))) $$(UNIT_OBJECTS_$(1))
	@echo "  link  $$@"
	@$(2) $(3) -o $$@ $$^ $$(LIBS) -lcriterion

$(BUILD)/$(1)/vm/run/eval.o: EXTRA := $(4)

$(BUILD)/$(1)/gen/%.o: $(GEN)/%.c
	@mkdir -p $$(@D)
	@echo "  cc    $$@"
	@$(2) $$(BASE) -Wno-unused-label -Wno-unused-but-set-variable $(3) -MMD -MP -c -o $$@ $$<

$(BUILD)/$(1)/%.o: %.c | $$(GENERATED)
	@mkdir -p $$(@D)
	@echo "  cc    $$@"
	@$(2) $$(BASE) $$(STRICT) $(3) $$(EXTRA) -MMD -MP -c -o $$@ $$<
endef

# libedit can look up home directories (~name), for which the linker warns that a static binary needs the system's own libc: it is not used so here.
# Without relocations there is nothing to seal after them, which would take a system call and a page at each start.
STATIC := -Wl,--no-warnings -Wl,-z,norelro
# What a start touches lies side by side, in few pages (see shell/start_order); the map says where all else is.
ORDERED := -Wl,-T,shell/start.ld -Wl,-T,shell/no_init.ld -Wl,-Map=$(BUILD)/release/map
# At a fixed address, nothing of the tables of types and opcodes needs relocation at the start, and the loop finds its jump table in one instruction.
$(eval $(call flavour,release,$(CC),-O2 -fno-pie -no-pie -ffunction-sections -fdata-sections,$(EVAL_GCC),-static $(STATIC) $(ORDERED)))
$(BUILD)/release/ouro: shell/start.ld shell/no_init.ld
# The recorder looks at every instruction: a seventh faster with its short loops unrolled and its small functions in their callers.
$(BUILD)/release/heapview/record/record_%.o: EXTRA := -O3
# In the hundreds of handlers of the evaluation loop gcc would take many minutes over the checks of every pointer: there the other ones must do, and
# AddressSanitizer, which sees a NULL that is used.
$(eval $(call flavour,asan,$(CC),-O1 -DOURO_DEBUG -fno-omit-frame-pointer -fsanitize=address$(,)undefined -fno-sanitize-recover,-fno-sanitize=null$(,)alignment$(,)object-size$(,)pointer-overflow$(,)nonnull-attribute$(,)returns-nonnull-attribute))
$(eval $(call flavour,debug,$(CC),-O0 -DOURO_DEBUG,))
# The loop as functions that call each other in their own place: so both ways of compiling its handlers stay true.
$(eval $(call flavour,clang,$(CLANG),-O1 -DEVAL_TAIL_CALLS=1,))

-include $(DEPENDENCIES)

# ---- generated code -----------------------------------------------------------------------------------------------------------

$(GEN)/lexer.c: lexer/lexer.re | $(GEN)
	@echo "  re2c  $<"
	@$(RE2C) -W $(if $(filter 1,$(WERROR)),-Werror) --no-generation-date $(RE2CFLAGS) -o $@ $<

$(GEN)/grammar.c: parser/grammar.y | $(GEN)
	@echo "  bison $<"
	@$(BISON) -Werror --header=$(GEN)/grammar.h -o $@ $<

$(GEN)/grammar.h: $(GEN)/grammar.c ;

EMBEDDED := $(wildcard stdlib/*.py) $(addprefix $(LIBRARY)/,$(shell sed 's/[[:space:]]*\#.*//; /^$$/d' stdlib/embedded.list 2>/dev/null))

$(GEN)/embedded.c: stdlib/embed/embed.sh $(wildcard stdlib/embedded.list) $(EMBEDDED) | $(GEN)
	@echo "  embed $(words $(EMBEDDED)) modules"
	@sh stdlib/embed/embed.sh $(LIBRARY) $(EMBEDDED) > $@

# The Unicode database, of Debian's unicode-data.
UNICODE ?= /usr/share/unicode
UNICODE_FILES := $(addprefix $(UNICODE)/,UnicodeData.txt DerivedAge.txt NameAliases.txt NamedSequences.txt)

$(GEN)/character_names.c: runtime/text/make_character_names.sh $(UNICODE_FILES) | $(GEN)
	@echo "  names of characters"
	@sh $< $(UNICODE) > $@

$(GEN)/character_data.c: stdlib/unicodedata/make_character_data.sh $(UNICODE_FILES) | $(GEN)
	@echo "  properties of characters"
	@sh $< $(UNICODE) > $@

# The sets of East Asian characters, of the C library's iconv: its modules are shared libraries, which the program that asks them may load, Ouro not.
$(GEN)/make_cjk_tables: stdlib/cjk/tables/make_tables.c stdlib/cjk/tables/exceptions.def stdlib/cjk/cjk_map.h | $(GEN)
	@$(HOSTCC) -std=gnu11 -D_GNU_SOURCE -O1 -I. $(WARNINGS) $(if $(filter 1,$(WERROR)),-Werror) -o $@ $<

$(GEN)/cjk_tables.c: $(GEN)/make_cjk_tables
	@echo "  East Asian characters"
	@$< > $@

$(GEN):
	@mkdir -p $@

# ---- what people ask for ------------------------------------------------------------------------------------------------------

.PHONY: test-libraries test-cpython test-heapview fuzz-diff start-order measure-code all debug asan clang deps demo test test-unit test-recorded test-asan test-gcstress test-oom bench lint fmt check clean help install

all: $(BUILD)/release/ouro ## build Ouro: build/ouro
	@ln -sfn release/ouro $(BUILD)/ouro

debug: $(BUILD)/debug/ouro ## build with the debug assertions
asan: $(BUILD)/asan/ouro ## build with AddressSanitizer and UBSan
clang: $(BUILD)/clang/ouro ## build with clang, for its warnings

deps: ## install what building and testing need (Debian; only what is missing)
	@sh .ci/deps build test

demo: ## install what is needed, build, and run the document's examples
	@sh .ci/deps build
	@$(MAKE) --no-print-directory all
	@sh samples/document/demo $(BUILD)/release/ouro

TEST_ALL = $(PYTHON) tests/all --build $(BUILD)

test: ## everything: units and recorded tests, under ASan and gcstress too, and failing allocations
	@sh .ci/deps build test
	@$(MAKE) --no-print-directory WERROR=1 all asan $(if $(UNIT_SOURCES),$(BUILD)/release/unit-tests $(BUILD)/asan/unit-tests)
	@$(TEST_ALL) unit recorded programs asan gcstress oom heapview

test-unit: $(if $(UNIT_SOURCES),$(BUILD)/release/unit-tests) ## the Criterion tests
	@$(TEST_ALL) unit

test-recorded: all ## the scripts with recorded output (tests/run takes more options)
	@$(TEST_ALL) recorded

test-asan: asan $(if $(UNIT_SOURCES),$(BUILD)/asan/unit-tests) ## all tests under AddressSanitizer and UBSan
	@$(TEST_ALL) asan

test-gcstress: all ## the recorded tests with a collection at every allocation
	@$(TEST_ALL) gcstress

test-oom: all ## every sample with each of the first 2000 allocations failing (long)
	@$(TEST_ALL) oom-complete

test-heapview: all ## what must be true of heapview: over 5000 random heaps, random programs, each sample observed, every script recorded and checked (long)
	@$(TEST_ALL) heapview-complete

fuzz-diff: all ## 20,000 random programs on Ouro and on CPython, output for output (long; make fuzz-diff COUNT=300 FIRST=0)
	@$(PYTHON) tests/fuzz/run --ouro $(BUILD)/release/ouro --keep $(BUILD)/fuzz --count $(or $(COUNT),20000) --first $(or $(FIRST),0)

test-cpython: all ## CPython's own tests, run by its own unittest on Ouro, against tests/cpython/EXPECTED (long)
	@$(CURDIR)/.ci/deps cpython
	@$(PYTHON) tests/cpython/run --ouro $(BUILD)/release/ouro

test-libraries: all ## pure-Python packages of Debian's at work on Ouro and on CPython (installs them)
	@$(CURDIR)/.ci/deps libraries
	@$(PYTHON) tests/libraries/run --ouro $(BUILD)/release/ouro

bench: all ## speed and memory against python3.11, as a table of ratios
	@$(PYTHON) tests/bench/run --binary $(BUILD)/release/ouro

start-order: all ## shell/start.ld anew: what a start touches (uses valgrind)
	@shell/start_order $(BUILD)/release/ouro $(BUILD)/release/map > $(BUILD)/start.ld && mv $(BUILD)/start.ld shell/start.ld

lint: all ## directions (in includes and at the link), file lengths, clang-tidy, cppcheck
	@$(PYTHON) tests/lint/run --gen $(GEN)

measure-code: all ## how the code reads, in numbers: functions, files, comments, names, arrows
	@$(PYTHON) tests/lint/measure --build $(BUILD)

fmt: ## format the C sources
	@clang-format -i $(wildcard $(FOLDERS:=/*.[ch]) $(FOLDERS:=/*/*.[ch]) $(FOLDERS:=/*/*/*.[ch]) tests/unit/*.[ch])

check: all ## before a commit: format, lint of what changed, quick tests
	@clang-format --dry-run -Werror $$(git diff --name-only --diff-filter=d HEAD -- '*.c' '*.h') /dev/null
	@$(PYTHON) tests/lint/run --gen $(GEN) --changed
	@$(TEST_ALL) recorded

install: all ## install Ouro under PREFIX (/usr/local)
	@install -D -m 755 $(BUILD)/release/ouro $(DESTDIR)$(PREFIX)/bin/ouro

clean: ## remove everything generated
	@rm -rf $(BUILD)

help: ## this list
	@grep -hE '^[a-z-]+:.*##' Makefile | awk -F ':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'
