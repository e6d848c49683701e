/* profile_calls: calls under way, and what they add up to, for each code and for each pair of caller and called.
 *
 *     under way ─► call ─► call ─► …          each: of which entry, since when, how long in calls of its own
 *     entries: key ─► entry ─► parts ─► …     a part: what of another entry happened in calls by this one
 *
 * A recursive call adds to the total when the outermost ends, else it would be counted twice.
 * Source: the definitions in the documentation of profile, "What Is Deterministic Profiling?", and CPython's figures. */
#ifndef OURO_STDLIB_LSPROF_PROFILE_CALLS_H
#define OURO_STDLIB_LSPROF_PROFILE_CALLS_H

#include "runtime/life/object.h"
#include "runtime/memory/address_table.h"

typedef struct ProfileTimes {
    int64_t total, inside; /* inside: without the calls made */
    int64_t calls, recursive;
    int64_t depth; /* calls under way */
} ProfileTimes;

/* What happened of `entry` in calls by the one that has this part. */
typedef struct ProfilePart {
    struct ProfilePart *next;
    struct ProfileEntry *entry;
    ProfileTimes times;
} ProfilePart;

typedef struct ProfileEntry {
    struct ProfileEntry *next; /* the one that was first called before this one */
    Ref code;                  /* a code object, or the text for a built-in function; owned */
    ProfileTimes times;
    ProfilePart *parts;
} ProfileEntry;

typedef struct ProfileCall {
    struct ProfileCall *outer;
    ProfileEntry *entry;
    int64_t start, in_calls;
} ProfileCall;

typedef struct ProfileCalls {
    AddressTable entries; /* by key */
    ProfileEntry *newest;
    ProfileCall *innermost;
    bool has_table;
} ProfileCalls;

/* The entry of the key, NULL: none yet. */
ProfileEntry *profile_entry_of(const ProfileCalls *calls, const void *key);

/* A new entry, which owns the code. NULL if there is no memory; then the code is the caller's still. */
ProfileEntry *profile_entry_new_take(ProfileCalls *calls, const void *key, Ref code);

/* A call begins; its start is set by the caller. NULL if there is no memory. */
ProfileCall *profile_call_begin(ProfileCalls *calls, ProfileEntry *entry, bool by_caller);

/* The innermost call ends, as one of `entry`. */
void profile_call_end(ProfileCalls *calls, ProfileEntry *entry, int64_t now, bool by_caller);

/* The innermost call is no longer under way, and counts nothing. */
void profile_call_drop(ProfileCalls *calls);

/* Everything is forgotten; the entries' codes are released. */
void profile_calls_clear(ProfileCalls *calls);

#endif
