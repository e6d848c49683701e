/* completion_files: names of files in strings: "~/da" → "~/data/". Folders get a slash, files the quote that ends the
 * string. Hidden files are offered when their dot was typed. */
#include "shell/repl/completion_private.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "heapview/tell/text.h"

/* The folder in which to look, as the system knows it: "~" is the home. */
static Text folder_of(Word typed, size_t name_at)
{
    Text folder = {0};
    const char *home = typed.length && typed.text[0] == '~' && typed.length > 1 && typed.text[1] == '/' ? getenv("HOME") : NULL;
    if (name_at == 0) {
        text_add_words(&folder, "./");
    } else if (home) {
        text_add_words(&folder, home);
        text_add(&folder, typed.text + 1, name_at - 1);
    } else {
        text_add(&folder, typed.text, name_at);
    }
    return folder;
}

static bool is_folder(const Text *folder, const char *name)
{
    struct stat kind;
    Text path = {0};
    text_add(&path, folder->bytes, folder->length);
    text_add_words(&path, name);
    bool answer = !path.failed && stat(path.bytes, &kind) == 0 && S_ISDIR(kind.st_mode);
    text_free(&path);
    return answer;
}

/* A name that would have to be escaped is not offered. */
static bool is_plain(const char *name, char quote)
{
    for (; *name; name++)
        if (*name == quote || *name == '\\' || (unsigned char)*name < ' ')
            return false;
    return true;
}

void completion_offer_files(Completions *found, Word typed, char quote)
{
    size_t name_at = typed.length;
    while (name_at > 0 && typed.text[name_at - 1] != '/')
        name_at--;
    Word base = {typed.text, name_at}, name = {typed.text + name_at, typed.length - name_at};
    Text folder = folder_of(typed, name_at);
    DIR *open = folder.failed ? NULL : opendir(folder.bytes);
    found->shown_from = name_at;
    const char ending[2] = {quote, 0};
    for (struct dirent *entry; open && (entry = readdir(open)) != NULL;) {
        bool is_hidden = entry->d_name[0] == '.';
        bool is_self = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
        if (!is_self && (!is_hidden || (name.length && name.text[0] == '.')) && is_plain(entry->d_name, quote))
            completion_offer(found, base, name, entry->d_name, is_folder(&folder, entry->d_name) ? "/" : ending);
    }
    if (open)
        closedir(open);
    text_free(&folder);
}
