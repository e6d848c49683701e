/* pwd and grp: users and groups as /etc/passwd and /etc/group have them.
 *
 * The binary stands alone: other sources, which the C library loads as shared libraries (LDAP and the like), are not
 * asked. What fgetpwent gives is overwritten by the next call: everything is copied out of it at once, while this
 * thread holds the interpreter. */
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <unistd.h>

#include "runtime/bytes/bytes.h"
#include "runtime/calls/object_operations.h"
#include "runtime/classes/structseq.h"
#include "runtime/containers/list.h"
#include "runtime/errors/errors.h"
#include "runtime/numbers/int.h"
#include "stdlib/module_types.h"
#include "stdlib/posix/posix_private.h"
#include "vm/module.h"

static Ref text(const char *bytes)
{
    return bytes ? posix_text(bytes, strlen(bytes)) : none_new();
}

/* -1 is no user. */
static Ref id_to_python(uint32_t id)
{
    return int_new(id == UINT32_MAX ? -1 : (int64_t)id);
}

/* KeyError(text), consuming it. */
static Ref raise_key_take(Ref message)
{
    if (message)
        raise_value(KeyError, message);
    release_maybe(message);
    return NULL;
}

/* The name for a search, owned. `words` is how CPython's function calls the argument. */
static Ref name_argument(View argument, const char *words)
{
    if (!is_str(argument))
        return raise_error(TypeError, "%s must be str, not %T", words, argument);
    return posix_system_text(argument);
}

/* --- the files ------------------------------------------------------------------------------------------ */

/* The first user of this name (or number, if name is NULL). */
static const struct passwd *find_user(const char *name, uid_t id)
{
    FILE *file = fopen("/etc/passwd", "re");
    const struct passwd *user = NULL;
    while (file && (user = fgetpwent(file)) != NULL)
        if (name ? strcmp(user->pw_name, name) == 0 : user->pw_uid == id)
            break;
    if (file)
        fclose(file);
    return user;
}

static const struct group *find_group(const char *name, gid_t id)
{
    FILE *file = fopen("/etc/group", "re");
    const struct group *group = NULL;
    while (file && (group = fgetgrent(file)) != NULL)
        if (name ? strcmp(group->gr_name, name) == 0 : group->gr_gid == id)
            break;
    if (file)
        fclose(file);
    return group;
}

size_t posix_groups_of_user(const char *user, gid_t first, gid_t *groups, size_t most)
{
    size_t count = 0;
    FILE *file = fopen("/etc/group", "re");
    groups[count++] = first;
    for (const struct group *group; file && count < most && (group = fgetgrent(file)) != NULL;)
        for (char **member = group->gr_mem; *member; member++)
            if (strcmp(*member, user) == 0 && group->gr_gid != first) {
                groups[count++] = group->gr_gid;
                break;
            }
    if (file)
        fclose(file);
    return count;
}

Ref posix_getlogin(View self UNUSED, View *args UNUSED)
{
    unsigned id = UINT32_MAX;
    FILE *file = fopen("/proc/self/loginuid", "re");
    if (file && fscanf(file, "%u", &id) != 1)
        id = UINT32_MAX;
    if (file)
        fclose(file);
    const struct passwd *user = id == UINT32_MAX ? NULL : find_user(NULL, id);
    return user ? text(user->pw_name) : raise_errno(ENXIO, NULL);
}

/* --- users ---------------------------------------------------------------------------------------------- */

static const StructSeqField user_fields[] = {
    {"pw_name", "user name"},  {"pw_passwd", "password"},    {"pw_uid", "user id"},         {"pw_gid", "group id"},
    {"pw_gecos", "real name"}, {"pw_dir", "home directory"}, {"pw_shell", "shell program"}, {NULL, NULL},
};
static StructSeqType user_type = STRUCTSEQ("pwd.struct_passwd", user_fields, 7, 0, "A user of the system's database.");

static Ref user_new(const struct passwd *p)
{
    return structseq_new_take(&user_type, (Ref[]){text(p->pw_name), text(p->pw_passwd), id_to_python(p->pw_uid), id_to_python(p->pw_gid),
                                                  text(p->pw_gecos), text(p->pw_dir), text(p->pw_shell)});
}

static Ref user_by_name(View self UNUSED, View *args)
{
    Ref name = name_argument(args[0], "getpwnam() argument");
    if (!name)
        return NULL;
    const struct passwd *found = find_user(posix_text_of(name), 0);
    release(name);
    return found ? user_new(found) : raise_key_take(str_format("getpwnam(): name not found: %R", args[0]));
}

static Ref user_by_id(View self UNUSED, View *args)
{
    uint32_t id;
    if (!posix_owner_id(args[0], "uid", &id))
        return error_clear_if(OverflowError) ? raise_key_take(str_from_text("getpwuid(): uid not found")) : NULL;
    const struct passwd *found = find_user(NULL, id);
    if (found)
        return user_new(found);
    return raise_key_take(str_format("getpwuid(): uid not found: %lld", id == UINT32_MAX ? -1LL : (long long)id));
}

static Ref all_users(View self UNUSED, View *args UNUSED)
{
    Ref list = list_new(0);
    FILE *file = fopen("/etc/passwd", "re");
    for (const struct passwd *user; list && file && (user = fgetpwent(file)) != NULL;) {
        Ref item = user_new(user);
        if (!item || !list_append_take((ListView)list, item))
            clear_place(&list);
    }
    if (file)
        fclose(file);
    return list;
}

static const NativeFunction user_functions[] = {
    {"getpwall()", all_users, "Return a list of all users, in any order."},
    {"getpwnam(name, /)", user_by_name, "Return the user of this name."},
    {"getpwuid(uidobj, /)", user_by_id, "Return the user of this number."},
    {NULL, NULL, NULL},
};

static bool init_users(ModuleObject *module)
{
    return structseq_ready(&user_type, module_type_ready) && dict_set_text(module->dict, "struct_passwd", AS_OBJECT(&user_type));
}

const NativeModule pwd_module = {.name = "pwd", .doc = "The system's database of users.", .functions = user_functions, .init = init_users};

/* --- groups --------------------------------------------------------------------------------------------- */

static const StructSeqField group_fields[] = {
    {"gr_name", "group name"}, {"gr_passwd", "password"}, {"gr_gid", "group id"}, {"gr_mem", "group members"}, {NULL, NULL},
};
static StructSeqType group_type = STRUCTSEQ("grp.struct_group", group_fields, 4, 0, "A group of the system's database.");

static Ref members(char *const *names)
{
    Ref list = list_new(0);
    for (; list && names && *names; names++) {
        Ref name = text(*names);
        if (!name || !list_append_take((ListView)list, name))
            clear_place(&list);
    }
    return list;
}

static Ref group_new(const struct group *g)
{
    return structseq_new_take(&group_type, (Ref[]){text(g->gr_name), text(g->gr_passwd), id_to_python(g->gr_gid), members(g->gr_mem)});
}

static Ref group_by_name(View self UNUSED, View *args)
{
    Ref name = name_argument(args[0], "getgrnam() argument 'name'");
    if (!name)
        return NULL;
    const struct group *found = find_group(posix_text_of(name), 0);
    release(name);
    return found ? group_new(found) : raise_key_take(str_format("getgrnam(): name not found: %R", args[0]));
}

static Ref group_by_id(View self UNUSED, View *args)
{
    uint32_t id;
    if (!posix_owner_id(args[0], "gid", &id))
        return NULL;
    const struct group *found = find_group(NULL, id);
    if (found)
        return group_new(found);
    return raise_key_take(str_format("getgrgid(): gid not found: %lld", id == UINT32_MAX ? -1LL : (long long)id));
}

static Ref all_groups(View self UNUSED, View *args UNUSED)
{
    Ref list = list_new(0);
    FILE *file = fopen("/etc/group", "re");
    for (const struct group *group; list && file && (group = fgetgrent(file)) != NULL;) {
        Ref item = group_new(group);
        if (!item || !list_append_take((ListView)list, item))
            clear_place(&list);
    }
    if (file)
        fclose(file);
    return list;
}

static const NativeFunction group_functions[] = {
    {"getgrall()", all_groups, "Return a list of all groups, in any order."},
    {"getgrgid(id)", group_by_id, "Return the group of this number."},
    {"getgrnam(name)", group_by_name, "Return the group of this name."},
    {NULL, NULL, NULL},
};

static bool init_groups(ModuleObject *module)
{
    return structseq_ready(&group_type, module_type_ready) && dict_set_text(module->dict, "struct_group", AS_OBJECT(&group_type));
}

const NativeModule grp_module = {
    .name = "grp", .doc = "The system's database of groups.", .functions = group_functions, .init = init_groups};
