/* basics: the words of C that every file may need: what a compiler is told of a function or a branch, and
 * ASSERT. */
#ifndef OURO_RUNTIME_MEMORY_BASICS_H
#define OURO_RUNTIME_MEMORY_BASICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define MUST_USE __attribute__((warn_unused_result))
#define LIKELY(x) __builtin_expect(!!(x), 1)
#define ALWAYS_INLINE __attribute__((always_inline))
#define NOINLINE __attribute__((noinline))
#define NEVER_INLINE __attribute__((noinline, cold))
#define UNLIKELY(x) __builtin_expect(!!(x), 0)
#define UNUSED __attribute__((unused))
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* What is believed at this point: debug builds check it, the static analyser takes it for granted, others do
 * not evaluate it. */
#if defined(OURO_DEBUG)
#include <assert.h>
#define ASSERT(condition) assert(condition)
#elif defined(__clang_analyzer__)
#define ASSERT(condition) ((condition) ? (void)0 : __builtin_unreachable())
#else
#define ASSERT(condition) ((void)sizeof(condition))
#endif

#endif
