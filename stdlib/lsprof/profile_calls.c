/* profile_calls: see profile_calls.h. */
#include "stdlib/lsprof/profile_calls.h"

#include "runtime/memory/heap.h"

typedef struct KeyedEntry {
    const void *key;
    ProfileEntry *entry;
} KeyedEntry;

ProfileEntry *profile_entry_of(const ProfileCalls *calls, const void *key)
{
    KeyedEntry *found = calls->has_table ? address_table_find(&calls->entries, key) : NULL;
    return found ? found->entry : NULL;
}

ProfileEntry *profile_entry_new_take(ProfileCalls *calls, const void *key, Ref code)
{
    if (!calls->has_table && !(calls->has_table = address_table_make(&calls->entries, sizeof(KeyedEntry))))
        return NULL;
    ProfileEntry *entry = heap_allocate_zeroed(sizeof *entry);
    KeyedEntry *keyed = entry ? address_table_put(&calls->entries, key) : NULL;
    if (!keyed) {
        if (entry)
            heap_free(entry, sizeof *entry);
        return NULL;
    }
    entry->code = code;
    entry->next = calls->newest;
    calls->newest = keyed->entry = entry;
    return entry;
}

/* The caller's part for `entry`, moved to the front: the next call is likely the same. NULL: none yet. */
static ProfilePart *part_of(ProfileEntry *caller, const ProfileEntry *entry)
{
    for (ProfilePart **place = &caller->parts; *place; place = &(*place)->next)
        if ((*place)->entry == entry) {
            ProfilePart *part = *place;
            *place = part->next;
            part->next = caller->parts;
            return caller->parts = part;
        }
    return NULL;
}

static ProfilePart *part_made(ProfileEntry *caller, ProfileEntry *entry)
{
    ProfilePart *part = part_of(caller, entry);
    if (!part && (part = heap_allocate_zeroed(sizeof *part))) {
        part->entry = entry;
        part->next = caller->parts;
        caller->parts = part;
    }
    return part;
}

ProfileCall *profile_call_begin(ProfileCalls *calls, ProfileEntry *entry, bool by_caller)
{
    ProfileCall *call = heap_allocate_zeroed(sizeof *call);
    if (!call)
        return NULL;
    if (by_caller && calls->innermost) {
        ProfilePart *part = part_made(calls->innermost->entry, entry);
        if (!part) {
            heap_free(call, sizeof *call);
            return NULL;
        }
        part->times.depth++;
    }
    entry->times.depth++;
    call->entry = entry;
    call->outer = calls->innermost;
    return calls->innermost = call;
}

static void add(ProfileTimes *times, int64_t total, int64_t inside)
{
    if (--times->depth == 0)
        times->total += total;
    else
        times->recursive++;
    times->inside += inside;
    times->calls++;
}

void profile_call_end(ProfileCalls *calls, ProfileEntry *entry, int64_t now, bool by_caller)
{
    const ProfileCall *call = calls->innermost;
    int64_t total = now - call->start, inside = total - call->in_calls;
    if (call->outer)
        call->outer->in_calls += total;
    add(&entry->times, total, inside);
    ProfilePart *part = by_caller && call->outer ? part_of(call->outer->entry, entry) : NULL;
    if (part)
        add(&part->times, total, inside);
    profile_call_drop(calls);
}

void profile_call_drop(ProfileCalls *calls)
{
    ProfileCall *call = calls->innermost;
    calls->innermost = call->outer;
    heap_free(call, sizeof *call);
}

static void entry_free(ProfileEntry *entry)
{
    while (entry->parts) {
        ProfilePart *part = entry->parts;
        entry->parts = part->next;
        heap_free(part, sizeof *part);
    }
    release(entry->code);
    heap_free(entry, sizeof *entry);
}

void profile_calls_clear(ProfileCalls *calls)
{
    while (calls->innermost)
        profile_call_drop(calls);
    ProfileEntry *entry = calls->newest;
    if (calls->has_table)
        address_table_free(&calls->entries);
    *calls = (ProfileCalls){0};
    while (entry) {
        ProfileEntry *next = entry->next;
        entry_free(entry);
        entry = next;
    }
}
