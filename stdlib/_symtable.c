/* _symtable: what the compiler found out about the names of a text, from which CPython's symtable.py answers.
 *
 *     symtable(text, name, mode) ─ compile_text, up to the scopes ─► one entry for each scope: the module's, with its children
 *
 * An entry shows what CPython's does: symbols is a dict of names to flags, some for how a name is used, some (above SCOPE_OFF) for
 * where it lives. */
#include "runtime/bytes/bytes.h"
#include "runtime/classes/type.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "runtime/text/str.h"
#include "stdlib/builtins/builtins.h"
#include "stdlib/module_types.h"
#include "vm/compile/compile.h"
#include "vm/compile/scope.h"
#include "vm/module.h"

enum {
    DEF_GLOBAL = 1,
    DEF_LOCAL = 2,
    DEF_PARAM = 4,
    DEF_NONLOCAL = 8,
    USE = 16,
    DEF_FREE = 32,
    DEF_FREE_CLASS = 64,
    DEF_IMPORT = 128,
    DEF_ANNOT = 256,
    DEF_COMP_ITER = 512,
    SCOPE_OFF = 11
};
enum { TYPE_OF_FUNCTION, TYPE_OF_CLASS, TYPE_OF_MODULE };
enum { LOCAL = 1, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, FREE, CELL };

typedef struct EntryObject {
    GC_HEAD(unused);
    Ref id, name, symbols, varnames, children, nested, type, lineno;
} EntryObject;

#define ENTRY(self) ((EntryObject *)(self))

static TypeObject entry_type;

/* --- entries -------------------------------------------------------------------------------------------- */

static int64_t symbol_flags(const Symbol *symbol)
{
    static const int64_t places[] = {[SYMBOL_LOCAL] = LOCAL,
                                     [SYMBOL_GLOBAL_EXPLICIT] = GLOBAL_EXPLICIT,
                                     [SYMBOL_GLOBAL_IMPLICIT] = GLOBAL_IMPLICIT,
                                     [SYMBOL_CELL] = CELL,
                                     [SYMBOL_FREE] = FREE};
    return (symbol->is_global ? DEF_GLOBAL : 0) | (symbol->is_local ? DEF_LOCAL : 0) | (symbol->is_parameter ? DEF_PARAM : 0) |
           (symbol->is_nonlocal ? DEF_NONLOCAL : 0) | (symbol->is_used ? USE : 0) | (symbol->is_free_in_class ? DEF_FREE_CLASS : 0) |
           (symbol->is_imported ? DEF_IMPORT : 0) | (symbol->is_annotated ? DEF_ANNOT : 0) |
           (symbol->is_comprehension_target ? DEF_COMP_ITER : 0) | places[symbol->scope] << SCOPE_OFF;
}

static Ref name_str(const Name *name)
{
    return str_intern_bytes(name->text, name->length);
}

static bool fill_symbols(EntryObject *entry, const Scope *scope)
{
    for (uint32_t i = 0; i < scope->symbols.count; i++) {
        const Symbol *symbol = scope->symbols.items[i];
        Ref name = name_str(symbol->name);
        bool done = name && dict_set_take((DictView)entry->symbols, name, int_new(symbol_flags(symbol))) &&
                    (!symbol->is_parameter || list_append((ListView)entry->varnames, name));
        release_maybe(name);
        if (!done)
            return false;
    }
    return true;
}

static Ref scope_title(const Scope *scope)
{
    if (scope->name)
        return name_str(scope->name);
    switch ((int)scope->node->kind) {
    case NODE_Lambda: return str_intern_text("lambda");
    case NODE_ListComp: return str_intern_text("listcomp");
    case NODE_SetComp: return str_intern_text("setcomp");
    case NODE_DictComp: return str_intern_text("dictcomp");
    case NODE_GeneratorExp: return str_intern_text("genexpr");
    default: return str_intern_text("top");
    }
}

/* The entry alone, without children. */
static Ref entry_new(const Scope *scope)
{
    EntryObject *entry = (EntryObject *)type_allocate(&entry_type, 0);
    if (!entry)
        return NULL;
    int kind = scope->kind == SCOPE_MODULE ? TYPE_OF_MODULE : scope->kind == SCOPE_CLASS ? TYPE_OF_CLASS : TYPE_OF_FUNCTION;
    entry->id = int_new((int64_t)(intptr_t)scope);
    entry->name = scope_title(scope);
    entry->symbols = dict_new();
    entry->varnames = list_new(0);
    entry->children = list_new(0);
    entry->nested = int_new(scope->is_nested);
    entry->type = int_new(kind);
    entry->lineno = int_new(scope->kind == SCOPE_MODULE ? 0 : scope->node->line);
    gc_track(AS_OBJECT(entry));
    if (entry->id && entry->name && entry->symbols && entry->varnames && entry->children && entry->nested && entry->type && entry->lineno &&
        fill_symbols(entry, scope))
        return AS_OBJECT(entry);
    release(AS_OBJECT(entry));
    return NULL;
}

/* The entries of all scopes, which come in the order of the text, each child given to its parent: the module's. */
static Ref entries_of(Arena *arena, const Node *root, SourceError *error)
{
    const Scopes *scopes = scopes_build(arena, (Node *)(uintptr_t)root, error);
    uint32_t count = scopes ? scopes_count(scopes) : 0;
    View *entries = count ? arena_alloc(arena, count * sizeof *entries) : NULL;
    if (count && !entries)
        return raise_memory_error();
    Ref top = NULL;
    for (uint32_t i = 0; i < count; i++) {
        const Scope *scope = scopes_at(scopes, i);
        Ref entry = entry_new(scope);
        uint32_t parent = 0;
        while (scope->parent && scopes_at(scopes, parent) != scope->parent)
            parent++;
        entries[i] = entry;
        if (i == 0)
            top = entry;
        else if (!entry || !list_append_take((ListView)ENTRY(entries[parent])->children, entry))
            clear_place(&top);
        if (!top)
            return NULL;
    }
    return top;
}

static void entry_finish(View self)
{
    EntryObject *entry = ENTRY(self);
    Ref *const places[] = {&entry->id,       &entry->name,   &entry->symbols, &entry->varnames,
                           &entry->children, &entry->nested, &entry->type,    &entry->lineno};
    for (size_t i = 0; i < COUNT_OF(places); i++)
        clear_place(places[i]);
}

static void entry_traverse(View self, Visitor visit, void *context)
{
    VISIT(ENTRY(self)->symbols);
    VISIT(ENTRY(self)->varnames);
    VISIT(ENTRY(self)->children);
}

static void entry_clear(View self)
{
    list_clear((ListView)ENTRY(self)->children);
}

static Ref entry_repr(View self)
{
    EntryObject *entry = ENTRY(self);
    return str_format("<symtable entry %U(%R), line %R>", entry->name, entry->id, entry->lineno);
}

#define GETTER(field)                      \
    static Ref get_##field(View self)      \
    {                                      \
        return retain(ENTRY(self)->field); \
    }
GETTER(id)
GETTER(name)
GETTER(symbols)
GETTER(varnames)
GETTER(children)
GETTER(nested)
GETTER(type)
GETTER(lineno)

static const NativeProperty entry_properties[] = {
    {"id", get_id, descriptor_refuse_write, NULL},
    {"name", get_name, descriptor_refuse_write, NULL},
    {"symbols", get_symbols, descriptor_refuse_write, NULL},
    {"varnames", get_varnames, descriptor_refuse_write, NULL},
    {"children", get_children, descriptor_refuse_write, NULL},
    {"nested", get_nested, descriptor_refuse_write, NULL},
    {"type", get_type, descriptor_refuse_write, NULL},
    {"lineno", get_lineno, descriptor_refuse_write, NULL},
    {NULL, NULL, NULL, NULL},
};

static TypeObject entry_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "symtable entry",
    .size = sizeof(EntryObject),
    .flags = TYPE_FLAG_GC | TYPE_FLAG_NO_NEW,
    .finish = entry_finish,
    .traverse = entry_traverse,
    .clear = entry_clear,
    .repr = entry_repr,
    .properties = entry_properties,
};

/* --- the module ----------------------------------------------------------------------------------------- */

static bool read_mode(View text, ParseMode *mode)
{
    if (str_equal_text(text, "exec"))
        *mode = PARSE_FILE;
    else if (str_equal_text(text, "eval"))
        *mode = PARSE_EVAL;
    else if (str_equal_text(text, "single"))
        *mode = PARSE_SINGLE;
    else
        return raise_error(ValueError, "symtable() arg 3 must be 'exec' or 'eval' or 'single'") != NULL;
    return true;
}

static Ref table_of(const char *text, size_t length, View filename, const CompileOptions *options)
{
    if (memchr(text, 0, length))
        return raise_error(ValueError, "source code string cannot contain null bytes");
    return compile_text(text, length, filename, options, NULL, NULL);
}

static Ref symtable_symtable(View self UNUSED, View *args)
{
    CompileOptions options = {.optimize = -1, .convert = entries_of};
    const unsigned char *bytes;
    size_t length;
    if (!is_str(args[2]))
        return raise_error(TypeError, "symtable() argument 3 must be str, not %K", args[2]);
    if (!read_mode(AS_OBJECT(str_view(args[2])), &options.mode))
        return NULL;
    Ref filename = builtin_filename(args[1]), result = NULL;
    char *owned = NULL;
    StrView source = str_view(args[0]);
    const char *text = !filename ? NULL : source ? str_utf8(source, &length, &owned) : NULL;
    if (text) {
        options.flags = COMPILE_IGNORE_COOKIE;
        result = table_of(text, length, filename, &options);
        str_utf8_free(owned, length);
    } else if (filename && !source && bytes_data_peek(args[0], &bytes, &length)) {
        result = table_of((const char *)bytes, length, filename, &options);
    } else if (filename && !source) {
        raise_error(TypeError, "symtable() arg 1 must be a string or bytes");
    }
    release_maybe(filename);
    return result;
}

static bool init(ModuleObject *module)
{
    static const struct {
        const char *name;
        int64_t value;
    } numbers[] = {{"USE", USE},
                   {"DEF_GLOBAL", DEF_GLOBAL},
                   {"DEF_NONLOCAL", DEF_NONLOCAL},
                   {"DEF_LOCAL", DEF_LOCAL},
                   {"DEF_PARAM", DEF_PARAM},
                   {"DEF_FREE", DEF_FREE},
                   {"DEF_FREE_CLASS", DEF_FREE_CLASS},
                   {"DEF_IMPORT", DEF_IMPORT},
                   {"DEF_BOUND", DEF_LOCAL | DEF_PARAM | DEF_IMPORT},
                   {"DEF_ANNOT", DEF_ANNOT},
                   {"TYPE_FUNCTION", TYPE_OF_FUNCTION},
                   {"TYPE_CLASS", TYPE_OF_CLASS},
                   {"TYPE_MODULE", TYPE_OF_MODULE},
                   {"LOCAL", LOCAL},
                   {"GLOBAL_EXPLICIT", GLOBAL_EXPLICIT},
                   {"GLOBAL_IMPLICIT", GLOBAL_IMPLICIT},
                   {"FREE", FREE},
                   {"CELL", CELL},
                   {"SCOPE_OFF", SCOPE_OFF},
                   {"SCOPE_MASK", 15}};
    if (!module_type_ready(&entry_type))
        return false;
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        if (!dict_set_text_take(module->dict, numbers[i].name, int_new(numbers[i].value)))
            return false;
    return true;
}

static const NativeFunction functions[] = {
    {"symtable(source, filename, startstr, /)", symtable_symtable, "Return symbol and scope dictionaries used internally by compiler."},
    {NULL, NULL, NULL},
};

const NativeModule _symtable_module = {.name = "_symtable", .functions = functions, .init = init};
