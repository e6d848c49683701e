/* completion_modules: what an import can name.
 *
 * Modules:  those that sys.stdlib_module_names has, and what lies on sys.path; of a package, what is embedded or
 *           lies in its folders.
 * Names of a module: of one that is imported, dir(). Others are not imported for a look: their source is parsed, and
 *           what it assigns, defines and imports on its top level is offered. Only modules written in C, which do
 *           nothing when they are imported but to be there, are. */
#include "shell/repl/completion_private.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "heapview/tell/text.h"
#include "parser/parser.h"
#include "runtime/calls/object_operations.h"
#include "runtime/containers/list.h"
#include "runtime/containers/set.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/text/str.h"
#include "shell/repl/highlight.h"
#include "shell/run.h"
#include "shell/session.h"
#include "stdlib/embedded.h"
#include "stdlib/library_names.h"
#include "vm/compile/source_file.h"
#include "vm/import/import.h"
#include "vm/module.h"

static const Word nothing = {"", 0};

static bool is_identifier(const char *name, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!is_name_byte(name[i]))
            return false;
    return length > 0 && !(name[0] >= '0' && name[0] <= '9');
}

/* --- modules -------------------------------------------------------------------------------------------- */

/* Modules and packages in a folder. */
static void offer_folder(Completions *found, Word base, Word typed, const char *folder)
{
    DIR *open = opendir(*folder ? folder : ".");
    for (struct dirent *entry; open && (entry = readdir(open)) != NULL;) {
        char *name = entry->d_name, *ending = strrchr(name, '.');
        bool is_module = ending && (strcmp(ending, ".py") == 0);
        if (is_module)
            *ending = 0;
        if (!is_identifier(name, strlen(name)) || strcmp(name, "__pycache__") == 0 || strcmp(name, "__init__") == 0)
            continue;
        Text init = {0};
        text_format(&init, "%s/%s/__init__.py", *folder ? folder : ".", name);
        if (is_module || (!init.failed && access(init.bytes, R_OK) == 0))
            completion_offer(found, base, typed, name, "");
        text_free(&init);
    }
    if (open)
        closedir(open);
}

/* For each folder of sys.path, followed by `inner` (a package's way: "a/b"). */
static void offer_path(Completions *found, Word base, Word typed, const char *inner)
{
    Ref path = sys_attribute("path");
    for (size_t i = 0; path && path->type == TYPE_LIST && i < ((ListView)path)->used; i++) {
        StrView text = str_view(list_item_peek((ListView)path, i));
        size_t length;
        char *owned;
        const char *utf8 = text ? str_utf8(text, &length, &owned) : NULL;
        Text folder = {0};
        if (utf8)
            text_format(&folder, "%s%s%s", *utf8 || !*inner ? utf8 : ".", *inner ? "/" : "", inner);
        if (utf8 && !folder.failed)
            offer_folder(found, base, typed, folder.bytes);
        text_free(&folder);
        if (utf8)
            str_utf8_free(owned, length);
        completion_drop_error();
    }
    release_maybe(path);
}

static void offer_top_modules(Completions *found, Word typed)
{
    Ref names = library_names();
    size_t position = 0;
    for (View name; names && set_next_peek((SetView)names, &position, &name);) {
        bool is_private = is_str(name) && str_length(name) && str_at(str_view(name), 0) == '_';
        if (!is_private || typed.length)
            completion_offer_str(found, nothing, typed, name, "");
    }
    release_maybe(names);
    completion_drop_error();
    offer_path(found, nothing, typed, "");
}

/* `package`: "a.b"; base: "a.b.". */
static void offer_inner_modules(Completions *found, Word package, Word base, Word typed)
{
    for (size_t i = 0; i < embedded_module_count; i++) {
        const char *name = embedded_modules[i].name;
        if (strncmp(name, package.text, package.length) == 0 && name[package.length] == '.' && !strchr(name + package.length + 1, '.'))
            completion_offer(found, base, typed, name + package.length + 1, "");
    }
    Text inner = {0};
    text_add(&inner, package.text, package.length);
    for (size_t i = 0; !inner.failed && i < inner.length; i++)
        if (inner.bytes[i] == '.')
            inner.bytes[i] = '/';
    if (!inner.failed)
        offer_path(found, base, typed, inner.bytes);
    text_free(&inner);
}

static void offer_modules(Completions *found, Word typed)
{
    size_t dot = typed.length;
    while (dot > 0 && typed.text[dot - 1] != '.')
        dot--;
    if (dot == 0) {
        offer_top_modules(found, typed);
        return;
    }
    found->shown_from = dot;
    offer_inner_modules(found, (Word){typed.text, dot - 1}, (Word){typed.text, dot}, (Word){typed.text + dot, typed.length - dot});
}

/* --- names of a module ---------------------------------------------------------------------------------- */

static void offer_name(Completions *found, Word typed, const Name *name)
{
    if (name && (name->text[0] != '_' || typed.length))
        completion_offer(found, nothing, typed, name->text, "");
}

static void offer_target(Completions *found, Word typed, const Node *target)
{
    if (target->kind == NODE_Name)
        offer_name(found, typed, target->Name.id);
    else if (target->kind == NODE_Tuple)
        for (uint32_t i = 0; i < target->Tuple.elts.count; i++)
            offer_target(found, typed, target->Tuple.elts.items[i]);
}

static void offer_imported(Completions *found, Word typed, const NodeList *names)
{
    for (uint32_t i = 0; i < names->count; i++) {
        const Node *alias = names->items[i];
        const Name *name = alias->alias.asname ? alias->alias.asname : alias->alias.name;
        if (!strchr(name->text, '.') && name->text[0] != '*')
            offer_name(found, typed, name);
    }
}

static void offer_body(Completions *found, Word typed, const NodeList *body);

static void offer_statement(Completions *found, Word typed, const Node *node)
{
    switch (node->kind) {
    case NODE_FunctionDef: offer_name(found, typed, node->FunctionDef.name); break;
    case NODE_AsyncFunctionDef: offer_name(found, typed, node->AsyncFunctionDef.name); break;
    case NODE_ClassDef: offer_name(found, typed, node->ClassDef.name); break;
    case NODE_AnnAssign: offer_target(found, typed, node->AnnAssign.target); break;
    case NODE_Import: offer_imported(found, typed, &node->Import.names); break;
    case NODE_ImportFrom: offer_imported(found, typed, &node->ImportFrom.names); break;
    case NODE_Assign:
        for (uint32_t i = 0; i < node->Assign.targets.count; i++)
            offer_target(found, typed, node->Assign.targets.items[i]);
        break;
    case NODE_If:
        offer_body(found, typed, &node->If.body);
        offer_body(found, typed, &node->If.orelse);
        break;
    case NODE_Try:
        offer_body(found, typed, &node->Try.body);
        offer_body(found, typed, &node->Try.orelse);
        break;
    default: break;
    }
}

static void offer_body(Completions *found, Word typed, const NodeList *body)
{
    for (uint32_t i = 0; i < body->count; i++)
        offer_statement(found, typed, body->items[i]);
}

static void offer_source(Completions *found, Word typed, const char *text, size_t length)
{
    Arena arena;
    SourceError error = {0};
    arena_init(&arena);
    Node *tree = parser_parse(&arena, text, length, "<completion>", PARSE_FILE, &error);
    if (tree)
        offer_body(found, typed, &tree->Module.body);
    arena_destroy(&arena);
    completion_drop_error();
}

/* False: there is no such file. */
static bool offer_file(Completions *found, Word typed, View folder, const char *inner, const char *ending)
{
    Ref path = str_view(folder) && str_length(folder) ? str_format("%U/%s%s", folder, inner, ending) : str_format("%s%s", inner, ending);
    SourceText text;
    bool is_there = path && source_file_read(path, &text);
    completion_drop_error();
    if (is_there) {
        offer_source(found, typed, text.bytes, text.length);
        source_file_free(&text);
    }
    release_maybe(path);
    return is_there;
}

/* `inner`: "a/b". */
static bool offer_file_on_path(Completions *found, Word typed, const char *inner)
{
    Ref path = sys_attribute("path");
    bool is_found = false;
    for (size_t i = 0; !is_found && path && path->type == TYPE_LIST && i < ((ListView)path)->used; i++) {
        Ref folder = retain(list_item_peek((ListView)path, i));
        is_found = is_str(folder) &&
                   (offer_file(found, typed, folder, inner, "/__init__.py") || offer_file(found, typed, folder, inner, ".py"));
        release(folder);
    }
    release_maybe(path);
    return is_found;
}

static bool is_native(const char *name)
{
    const NativeModule *native;
    for (size_t i = 0; (native = module_native_at(i)) != NULL; i++)
        if (strcmp(native->name, name) == 0)
            return true;
    return false;
}

/* Of a module that nobody has imported. */
static void offer_unimported(Completions *found, Word typed, const char *module)
{
    EmbeddedSource source;
    Text inner = {0};
    text_add_words(&inner, module);
    for (size_t i = 0; !inner.failed && i < inner.length; i++)
        if (inner.bytes[i] == '.')
            inner.bytes[i] = '/';
    if (session_find_embedded(module, &source)) {
        offer_source(found, typed, source.text, source.length);
    } else if (!inner.failed && !offer_file_on_path(found, typed, inner.bytes) && is_native(module)) {
        Ref imported = import_by_name(module);
        if (imported)
            completion_offer_attributes(found, nothing, typed, imported, false);
        release_maybe(imported);
        completion_drop_error();
    }
    text_free(&inner);
}

static void offer_module_names(Completions *found, Word module, Word typed)
{
    Text name = {0};
    text_add(&name, module.text, module.length);
    if (name.failed)
        return;
    View known = modules_peek() ? dict_get_text_peek(modules_peek(), name.bytes) : NULL;
    if (known) {
        retain(known);
        completion_offer_attributes(found, nothing, typed, known, false);
        release(known);
    } else {
        offer_unimported(found, typed, name.bytes);
    }
    offer_inner_modules(found, module, nothing, typed);
    text_free(&name);
}

/* --- the statement -------------------------------------------------------------------------------------- */

/* The word at the end, dots included. */
static Word last_word(Word statement)
{
    size_t start = statement.length;
    while (start > 0 && (is_name_byte(statement.text[start - 1]) || statement.text[start - 1] == '.'))
        start--;
    return (Word){statement.text + start, statement.length - start};
}

static bool begins(Word statement, const char *words)
{
    size_t length = strlen(words);
    return statement.length >= length && memcmp(statement.text, words, length) == 0;
}

/* What stands before the word at the end: its last word (not the one before a comma), or nothing. */
static Word word_before(Word statement, Word last)
{
    size_t end = (size_t)(last.text - statement.text);
    while (end > 0 && statement.text[end - 1] == ' ')
        end--;
    return last_word((Word){statement.text, end});
}

static bool is_word(Word word, const char *text)
{
    return word.length == strlen(text) && memcmp(word.text, text, word.length) == 0;
}

/* from MODULE … */
static void offer_from(Completions *found, Word statement)
{
    const char *module = statement.text + 5;
    Word last = last_word(statement), before = word_before(statement, last);
    while (*module == ' ')
        module++;
    if (module >= last.text) {
        if (last.length == 0 || last.text[0] != '.')
            offer_modules(found, last);
        return;
    }
    size_t length = 0;
    while (is_name_byte(module[length]) || module[length] == '.')
        length++;
    const char *rest = module + length;
    while (*rest == ' ')
        rest++;
    if (rest == last.text)
        completion_offer(found, nothing, last, "import", " ");
    else if (module[0] != '.' && !is_word(before, "as"))
        offer_module_names(found, (Word){module, length}, last);
}

bool completion_offer_imports(Completions *found, Word statement)
{
    Word last = last_word(statement);
    if (begins(statement, "from ")) {
        offer_from(found, statement);
        return true;
    }
    if (!begins(statement, "import "))
        return false;
    Word before = word_before(statement, last);
    bool is_name_to_come = is_word(before, "import") || (last.text > statement.text && last.text[-1] == ',') || before.length == 0;
    if (is_name_to_come)
        offer_modules(found, last);
    return true;
}
