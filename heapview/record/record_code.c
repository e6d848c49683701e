/* record_code: a hash table of code objects by address, emptied when one has died, since another may get its
 * address; numbers stay.
 *
 * Code is the script's own if its file lies in the script's folder, and not in the installed library: only
 * that makes steps. Of own code the names and a line for each instruction are copied when it is first met; so
 * nothing of it need live, and a number means the same code to the end of the recording. */
#include "heapview/record/record_code.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "heapview/walk/describe.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/tuple.h"
#include "runtime/memory/growing.h"
#include "runtime/text/str.h"
#include "vm/module.h"

enum { TABLE_SIZE = 1024, NAME_MOST = 4000, FILES_MOST = 4000 };

static struct {
    char *folder; /* of the script, with a slash at its end */
    size_t folder_length;
    CodeInfo *table[TABLE_SIZE];
    CodeInfo **own; /* by number */
    size_t own_count, own_capacity;
    CodeInfo *foreign; /* unlinked ones, kept for the end */
    char **files;
    size_t file_count, file_capacity;
    uint64_t deaths;
    View last_own_module, last_foreign_module; /* names, compared only, valid while `deaths` stands */
} codes;

static const CodeInfo unknown = {.is_own = false};

bool code_start(const char *script)
{
    char *here = script[0] == '/' ? NULL : getcwd(NULL, 0);
    while (script[0] == '.' && script[1] == '/')
        script += 2;
    size_t room = (here ? strlen(here) + 1 : 0) + strlen(script) + 1;
    codes.folder = malloc(room);
    if (!codes.folder) {
        free(here);
        return false;
    }
    snprintf(codes.folder, room, "%s%s%s", here ? here : "", here ? "/" : "", script);
    free(here);
    codes.folder_length = (size_t)(strrchr(codes.folder, '/') - codes.folder) + 1;
    codes.folder[codes.folder_length] = 0;
    return true;
}

static void info_free(CodeInfo *info)
{
    for (uint32_t i = 0; info->variables && i < info->variable_count; i++)
        free(info->variables[i]);
    free(info->variables);
    free(info->lines);
    free(info->name);
    free(info->qualified_name);
    free(info);
}

void code_stop(void)
{
    for (size_t i = 0; i < TABLE_SIZE; i++)
        for (CodeInfo *info = codes.table[i], *next; info; info = next) {
            next = info->next;
            if (!info->is_own)
                info_free(info);
        }
    for (size_t i = 0; i < codes.own_count; i++)
        info_free(codes.own[i]);
    for (size_t i = 0; i < codes.file_count; i++)
        free(codes.files[i]);
    free(codes.own);
    free(codes.files);
    free(codes.folder);
    memset(&codes, 0, sizeof codes);
}

static bool is_in_folder(const char *path)
{
    return strncmp(path, codes.folder, codes.folder_length) == 0 && strncmp(path, "/usr/lib/python3", 16) != 0 && path[0] != '<';
}

/* A copy of the text of a str. NULL if there is no memory. */
static char *copy_of(View str)
{
    Text text = {0};
    describe_str(&text, str, NAME_MOST);
    return text.bytes ? text.bytes : strdup("");
}

/* The number of a file; a new one is noted. SIZE_MAX if there is no memory. */
static size_t file_number_take(char *path)
{
    for (size_t i = 0; i < codes.file_count; i++)
        if (strcmp(codes.files[i], path) == 0) {
            free(path);
            return i;
        }
    if (codes.file_count == codes.file_capacity) {
        size_t capacity = codes.file_capacity ? codes.file_capacity * 2 : 8;
        char **files = capacity > FILES_MOST ? NULL : realloc(codes.files, capacity * sizeof *files);
        if (!files) {
            free(path);
            return SIZE_MAX;
        }
        codes.files = files;
        codes.file_capacity = capacity;
    }
    codes.files[codes.file_count] = path;
    return codes.file_count++;
}

static bool note_lines(CodeInfo *info, CodeView code)
{
    info->lines = calloc(code->instruction_count + 1u, sizeof *info->lines);
    if (!info->lines)
        return false;
    for (uint32_t p = 0; p < code->position_count; p++) {
        uint32_t stop = p + 1 < code->position_count ? code->positions[p + 1].start : code->instruction_count;
        for (uint32_t i = code->positions[p].start; i < stop; i++)
            info->lines[i] = code_is_generator_start(code, code->instructions + i) ? 0 : code_position_own_line(&code->positions[p]);
    }
    for (uint32_t h = 0; h < code->handler_count; h++)
        if (code->handlers[h].target != HANDLER_RESTORES)
            info->lines[code->handlers[h].target] |= HANDLER_START;
    return true;
}

static bool note_names(CodeInfo *info, CodeView code)
{
    const struct {
        View names;
        uint32_t count;
    } groups[] = {{code->local_names, code->local_count}, {code->cell_names, code->cell_count}, {code->free_names, code->free_count}};
    info->variables = calloc(info->variable_count + 1u, sizeof *info->variables);
    info->name = copy_of(code->name);
    info->qualified_name = copy_of(code->qualified_name);
    bool done = info->variables && info->name && info->qualified_name;
    uint32_t place = 0;
    for (size_t g = 0; done && g < COUNT_OF(groups); g++)
        for (uint32_t i = 0; done && i < groups[g].count; i++)
            done = (info->variables[place++] = copy_of(tuple_item_peek(groups[g].names, i))) != NULL;
    return done;
}

static bool note_own(CodeInfo *info, CodeView code)
{
    if (!GROWING_ROOM(codes.own, codes.own_count, codes.own_capacity, 32))
        return false;
    info->variable_count = code->local_count + code->cell_count + code->free_count;
    info->parameter_count = (uint32_t)code_parameter_count(code);
    info->first_line = code->first_line;
    info->instruction_count = code->instruction_count;
    if (!note_lines(info, code) || !note_names(info, code))
        return false;
    info->number = (uint32_t)codes.own_count;
    codes.own[codes.own_count++] = info;
    return true;
}

static CodeInfo *make_info(CodeView code)
{
    CodeInfo *info = calloc(1, sizeof *info);
    char *path = info ? copy_of(code->filename) : NULL;
    if (!path) {
        free(info);
        return NULL;
    }
    info->code = code;
    info->is_own = is_in_folder(path);
    if (!info->is_own) {
        free(path);
        return info;
    }
    size_t file = file_number_take(path);
    info->file = (uint32_t)file;
    if (file == SIZE_MAX || !note_own(info, code)) {
        info_free(info);
        return NULL;
    }
    return info;
}

/* A code object has died: what the table says of an address may be wrong. */
static void forget(void)
{
    for (size_t i = 0; i < TABLE_SIZE; i++) {
        for (CodeInfo *info = codes.table[i], *next; info; info = next) {
            next = info->next;
            if (!info->is_own)
                info_free(info);
        }
        codes.table[i] = NULL;
    }
    codes.deaths = code_deaths;
}

/* One that was numbered before it was forgotten gets its number back. */
static CodeInfo *find_numbered(CodeView code)
{
    for (size_t i = codes.own_count; i-- > 0;) {
        CodeInfo *info = codes.own[i];
        if (info->code == code && info->first_line == code->first_line && info->instruction_count == code->instruction_count &&
            str_equal_text(code->qualified_name, info->qualified_name))
            return info;
    }
    return NULL;
}

const CodeInfo *code_info_of(CodeView code)
{
    if (codes.deaths != code_deaths)
        forget();
    CodeInfo **place = &codes.table[((uintptr_t)code >> 4) % TABLE_SIZE];
    for (CodeInfo *info = *place; info; info = info->next)
        if (info->code == code)
            return info;
    CodeInfo *info = find_numbered(code);
    if (!info)
        info = make_info(code);
    if (!info)
        return &unknown;
    info->next = *place;
    *place = info;
    return info;
}

/* --- classes -------------------------------------------------------------------------------------------- */

static bool is_own_module(View name)
{
    if (str_equal_text(name, "__main__"))
        return true;
    View module = dict_get_str_peek((DictView)modules_peek(), name);
    View file = module && module->type == TYPE_MODULE ? dict_get_text_peek(((ModuleObject *)module)->dict, "__file__") : NULL;
    if (!file || !is_str(file))
        return false;
    Text text = {0};
    describe_str(&text, file, NAME_MOST);
    bool is_own = text.bytes && is_in_folder(text.bytes);
    text_free(&text);
    return is_own;
}

bool code_is_own_class(const TypeObject *type)
{
    if (!type_has(type, TYPE_FLAG_HEAP) || !type->dict)
        return false;
    View module = dict_get_text_peek((DictView)type->dict, "__module__");
    return module && module->type == TYPE_STR && is_own_module(module);
}

/* --- as JSON -------------------------------------------------------------------------------------------- */

static void write_source(Text *out, const char *path)
{
    FILE *file = fopen(path, "rb");
    char buffer[4096];
    Text source = {0};
    for (size_t got; file && (got = fread(buffer, 1, sizeof buffer, file)) > 0;)
        text_add(&source, buffer, got);
    if (file)
        fclose(file);
    text_add_json(out, source.bytes ? source.bytes : "", source.length);
    text_free(&source);
}

static void write_code(Text *out, const CodeInfo *info)
{
    text_format(out, "{\"code\": %" PRIu32 ", \"file\": %" PRIu32 ", \"name\": ", info->number, info->file);
    text_add_json(out, info->name, strlen(info->name));
    text_format(out, ", \"qualified name\": ");
    text_add_json(out, info->qualified_name, strlen(info->qualified_name));
    text_format(out, ", \"line\": %" PRIu32 ", \"parameters\": %" PRIu32 ", \"variables\": [", info->first_line, info->parameter_count);
    for (uint32_t i = 0; i < info->variable_count; i++) {
        text_format(out, i ? ", " : "");
        text_add_json(out, info->variables[i], strlen(info->variables[i]));
    }
    text_format(out, "]}\n");
}

void code_write(Text *out, CodeCounts *from)
{
    for (; from->files < codes.file_count; from->files++) {
        text_format(out, "{\"file\": %zu, \"name\": ", from->files);
        const char *path = codes.files[from->files],
                   *slash = strncmp(path, codes.folder, codes.folder_length) == 0 ? path + codes.folder_length : path;
        text_add_json(out, slash, strlen(slash));
        text_format(out, ", \"source\": ");
        write_source(out, path);
        text_format(out, "}\n");
    }
    for (; from->codes < codes.own_count; from->codes++)
        write_code(out, codes.own[from->codes]);
}
