/* functools._lru_cache_wrapper: a function that remembers its results; what the decorators lru_cache and
 * cache make.
 *
 *      cache (a dict):  key ─► link          the ring, when maxsize bounds it:   ring ⇄ oldest ⇄ … ⇄ newest ⇄ ring
 *
 * Three ways to call it, chosen once by maxsize: 0 remembers nothing, None remembers everything (the dict
 * maps keys to results), a number keeps as many results as that and forgets the one that was not asked for
 * the longest time.
 *
 * The key of a call is the tuple of its arguments; keywords follow a mark, and with `typed` the types follow.
 * A single int or str is its own key.
 *
 * Ownership:   the dict and the ring own one reference to each link. A link is no container for the
 *              collector: the wrapper shows it key and result.
 * Callbacks:   hashing and comparing keys, and the function itself, may call the wrapper again or clear it.
 *              So the cache is asked once more after the function returned, and an evicted link that is no
 *              longer in the dict is simply dropped. */
#include "runtime/calls/native.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/descriptors.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/collections/_functools.h"

typedef struct Link {
    Object object;
    struct Link *older, *newer;
    uint32_t hash;
    Ref key, result; /* NULL in the wrapper's own `ring` */
} Link;

typedef struct CacheObject CacheObject;
typedef Ref (*CallWith)(CacheObject *cache, View *args, size_t positional, View keyword_names);

struct CacheObject {
    GC_HEAD(typed);
    Link ring;
    CallWith call;
    Ref function, results;    /* results: the dict */
    Ref info_type;            /* the namedtuple that cache_info makes */
    Index most, hits, misses; /* most: maxsize, -1 for None */
};

/* What stands between positional and keyword arguments in a key: unlike anything that a caller can pass. */
static GcObject keyword_mark = {.object = {1 << 30, TYPE_OBJECT}};

static CacheObject *cache_of(View self)
{
    return (CacheObject *)self;
}

/* --- the ring ------------------------------------------------------------------------------------------- */

static void link_take_out(Link *link)
{
    link->older->newer = link->newer;
    link->newer->older = link->older;
    link->older = link->newer = link;
}

/* Is it on its way out of the cache or into it? */
static bool link_is_loose(const Link *link)
{
    return link->newer == link;
}

static void link_as_newest(CacheObject *cache, Link *link)
{
    Link *ring = &cache->ring;
    link->older = ring->older;
    link->newer = ring;
    ring->older->newer = link;
    ring->older = link;
}

static void link_finish(View self)
{
    clear_place(&((Link *)self)->key);
    clear_place(&((Link *)self)->result);
}

TypeObject lru_cache_link_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "functools._lru_list_elem",
    .size = sizeof(Link),
    .flags = TYPE_FLAG_NO_NEW,
    .finish = link_finish,
};

static Link *link_new(View key, uint32_t hash, View result)
{
    Link *link = object_new_raw(lru_cache_link_type.index, sizeof *link);
    if (!link)
        return NULL;
    link->older = link->newer = link;
    link->hash = hash;
    link->key = retain(key);
    link->result = retain(result);
    return link;
}

/* Detach the ring first: releasing a link may run anything. */
static void forget_all(CacheObject *cache)
{
    Link *link = cache->ring.newer, *next;
    cache->ring.older->newer = NULL;
    cache->ring.older = cache->ring.newer = &cache->ring;
    bool is_empty = link == &cache->ring;
    if (cache->results)
        dict_clear((DictView)cache->results);
    for (; !is_empty && link; link = next) {
        next = link->newer;
        release(AS_OBJECT(link));
    }
}

/* --- keys ----------------------------------------------------------------------------------------------- */

static Ref make_key(const CacheObject *cache, View *args, size_t positional, View keyword_names)
{
    size_t keywords = keyword_names ? tuple_length(keyword_names) : 0;
    if (!cache->typed && !keywords) {
        if (positional == 1 && (args[0]->type == TYPE_STR || args[0]->type == TYPE_INT || args[0]->type == TYPE_BIGINT))
            return retain(args[0]);
        return tuple_from_array(args, positional);
    }
    Ref key = tuple_new((cache->typed ? 2 : 1) * positional + (keywords ? 1 + (cache->typed ? 3 : 2) * keywords : 0));
    if (!key || tuple_length(key) == 0)
        return key;
    Ref *place = ((TupleView)key)->items;
    for (size_t i = 0; i < positional; i++)
        *place++ = retain(args[i]);
    if (keywords)
        *place++ = retain(AS_OBJECT(&keyword_mark));
    for (size_t i = 0; i < keywords; i++) {
        *place++ = retain(tuple_item_peek(keyword_names, i));
        *place++ = retain(args[positional + i]);
    }
    for (size_t i = 0; cache->typed && i < positional + keywords; i++)
        *place++ = retain(AS_OBJECT(type_of_peek(args[i])));
    return key;
}

/* --- calling -------------------------------------------------------------------------------------------- */

static Ref call_uncached(CacheObject *cache, View *args, size_t positional, View keyword_names)
{
    cache->misses++;
    return call_vector(cache->function, args, positional, keyword_names);
}

static Ref call_unbounded(CacheObject *cache, View *args, size_t positional, View keyword_names)
{
    uint32_t hash;
    Ref key = make_key(cache, args, positional, keyword_names), result = NULL;
    if (key && dict_key_hash(key, &hash)) {
        result = dict_get_hashed((DictView)cache->results, key, hash);
        if (result) {
            cache->hits++;
        } else if (!error_is_set()) {
            cache->misses++;
            result = call_vector(cache->function, args, positional, keyword_names);
            if (result && !dict_set_hashed((DictView)cache->results, key, hash, result))
                clear_place(&result);
        }
    }
    release_maybe(key);
    return result;
}

/* There is room for one more result. */
static bool remember(CacheObject *cache, View key, uint32_t hash, View result)
{
    Link *link = link_new(key, hash, result);
    if (!link)
        return false;
    if (!dict_set_hashed((DictView)cache->results, key, hash, AS_OBJECT(link))) {
        release(AS_OBJECT(link));
        return false;
    }
    link_as_newest(cache, link);
    return true;
}

/* The cache is full: the link of the oldest result takes the new one. */
static bool remember_instead(CacheObject *cache, View key, uint32_t hash, View result)
{
    Link *link = cache->ring.newer;
    link_take_out(link); /* the ring's reference is ours now */
    Ref popped = dict_pop_hashed((DictView)cache->results, link->key, link->hash);
    if (!popped && error_is_set()) { /* a failing comparison: the old result stays, as the newest */
        link_as_newest(cache, link);
        return false;
    }
    if (!popped) { /* a reentrant call has removed it already */
        release(AS_OBJECT(link));
        return true;
    }
    Ref old_key = link->key, old_result = link->result;
    link->key = retain(key);
    link->result = retain(result);
    link->hash = hash;
    bool done = dict_set_hashed((DictView)cache->results, key, hash, AS_OBJECT(link));
    if (done)
        link_as_newest(cache, link);
    else
        release(AS_OBJECT(link));
    release(popped);
    release(old_key);
    release(old_result);
    return done;
}

static Ref call_bounded(CacheObject *cache, View *args, size_t positional, View keyword_names)
{
    uint32_t hash;
    DictView results = (DictView)cache->results;
    Ref key = make_key(cache, args, positional, keyword_names), found = NULL, result = NULL;
    if (!key || !dict_key_hash(key, &hash))
        goto done;
    found = dict_get_hashed(results, key, hash);
    if (found) {
        Link *link = (Link *)found;
        if (!link_is_loose(link)) {
            link_take_out(link);
            link_as_newest(cache, link);
        }
        cache->hits++;
        result = retain(link->result);
        goto done;
    }
    if (error_is_set())
        goto done;
    cache->misses++;
    result = call_vector(cache->function, args, positional, keyword_names);
    if (!result || (found = dict_get_hashed(results, key, hash))) /* a reentrant call has remembered it meanwhile */
        goto done;
    bool is_full = (Index)results->used >= cache->most && cache->ring.newer != &cache->ring;
    if (error_is_set() || !(is_full ? remember_instead : remember)(cache, key, hash, result))
        clear_place(&result);
done:
    release_maybe(found);
    release_maybe(key);
    return result;
}

static Ref cache_call(View self, View *args, size_t positional, View keyword_names)
{
    if (!cache_of(self)->results)
        return raise_error(SystemError, "lru_cache wrapper was cleared");
    if (!error_enter_recursion(" while calling a Python object"))
        return NULL;
    retain(self);
    Ref result = cache_of(self)->call(cache_of(self), args, positional, keyword_names);
    leave_recursion();
    release(self);
    return result;
}

/* --- making --------------------------------------------------------------------------------------------- */

static bool most_of(View maxsize, Index *most)
{
    *most = -1;
    if (maxsize == NONE)
        return true;
    if (!type_of_peek(maxsize)->as_index) {
        raise_error(TypeError, "maxsize should be integer or None");
        return false;
    }
    if (!object_as_index_overflow(maxsize, most))
        return false;
    if (*most < 0)
        *most = 0;
    return true;
}

static Ref cache_new(View type, View *args)
{
    Index most;
    if (!object_is_callable(args[0]))
        return raise_error(TypeError, "the first argument must be callable");
    int typed = object_truth(args[2]);
    if (typed < 0 || !most_of(args[1], &most))
        return NULL;
    Ref results = dict_new();
    CacheObject *cache = results ? (CacheObject *)type_allocate((TypeObject *)type, 0) : NULL;
    if (!cache) {
        release_maybe(results);
        return NULL;
    }
    cache->typed = (uint32_t)typed;
    cache->ring.older = cache->ring.newer = &cache->ring;
    cache->call = most < 0 ? call_unbounded : most == 0 ? call_uncached : call_bounded;
    cache->most = most;
    cache->function = retain(args[0]);
    cache->results = results;
    cache->info_type = retain(args[3]);
    gc_track(AS_OBJECT(cache));
    return AS_OBJECT(cache);
}

static Ref cache_bind(View self, View instance, View owner UNUSED)
{
    return !instance || instance == NONE ? retain(self) : method_new(self, instance);
}

/* --- methods -------------------------------------------------------------------------------------------- */

static Ref cache_info(View self, View *args UNUSED)
{
    const CacheObject *cache = cache_of(self);
    Ref numbers[] = {int_new(cache->hits), int_new(cache->misses), cache->most < 0 ? none_new() : int_new(cache->most),
                     int_new(((DictView)cache->results)->used)};
    Ref info = NULL;
    if (numbers[0] && numbers[1] && numbers[2] && numbers[3])
        info = call_vector(cache->info_type, numbers, COUNT_OF(numbers), NULL);
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        release_maybe(numbers[i]);
    return info;
}

static Ref cache_clear_method(View self, View *args UNUSED)
{
    cache_of(self)->hits = cache_of(self)->misses = 0;
    forget_all(cache_of(self));
    return none_new();
}

static Ref cache_reduce(View self, View *args UNUSED)
{
    return object_get_attribute_text(self, "__qualname__");
}
static Ref cache_itself(View self, View *args UNUSED)
{
    return retain(self);
}

/* --- the type ------------------------------------------------------------------------------------------- */

static void cache_finish(View self)
{
    CacheObject *cache = cache_of(self);
    forget_all(cache);
    clear_place(&cache->results);
    clear_place(&cache->function);
    clear_place(&cache->info_type);
}

/* The links' references count as the wrapper's own: nobody else can hold a link. */
static void cache_traverse(View self, Visitor visit, void *context)
{
    CacheObject *cache = cache_of(self);
    for (Link *link = cache->ring.newer; link != &cache->ring; link = link->newer) {
        visit(link->key, context);
        visit(link->result, context);
    }
    VISIT(cache->results);
    VISIT(cache->function);
    VISIT(cache->info_type);
}

static const NativeFunction cache_constructor = {"lru_cache(user_function, maxsize, typed, cache_info_type)", cache_new, NULL};
static const NativeFunction cache_methods[] = {
    {"cache_info()", cache_info, "Report cache statistics"},
    {"cache_clear()", cache_clear_method, "Clear the cache and cache statistics"},
    {"__reduce__()", cache_reduce, NULL},
    {"__copy__()", cache_itself, NULL},
    {"__deepcopy__(memo, /)", cache_itself, NULL},
    {NULL, NULL, NULL},
};

TypeObject lru_cache_wrapper_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "functools._lru_cache_wrapper",
    .doc = "A function that remembers the results of its calls.",
    .size = sizeof(CacheObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_BASE | TYPE_FLAG_WEAKREFS | TYPE_FLAG_HAS_DICT | TYPE_FLAG_DICT_LAST | TYPE_FLAG_METHOD_DESCRIPTOR,
    .new_native = &cache_constructor,
    .call = cache_call,
    .descriptor_get = cache_bind,
    .finish = cache_finish,
    .traverse = cache_traverse,
    .clear = cache_finish,
    .methods = cache_methods,
};
