/* view: the type heapview.View, and views as files; see view.h.
 *
 * A view owns its four texts and no reference to what it shows: keeping one keeps nothing alive, and it never
 * changes. It is made by C code only; Python code runs in show(), which writes to any stream with a method
 * write, and holds the stream meanwhile.
 * Colours are escape sequences in the text; they are taken out of a copy, but for a terminal. */
#include "heapview/tell/view.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "heapview/tell/command_line.h"
#include "runtime/calls/object_operations.h"
#include "runtime/errors/errors.h"
#include "runtime/names.h"
#include "runtime/text/str.h"
#include "vm/module.h"

typedef struct ViewObject {
    Object object;
    Forms forms;
} ViewObject;

void view_forms_free(Forms *forms)
{
    text_free(&forms->text);
    text_free(&forms->json);
    text_free(&forms->dot);
    text_free(&forms->svg);
}

static bool has_failed(const Forms *forms)
{
    return forms->text.failed || forms->json.failed || forms->dot.failed || forms->svg.failed;
}

Ref view_new_take(Forms *forms)
{
    ViewObject *view = has_failed(forms) ? raise_memory_error() : object_new_raw(view_type.index, sizeof *view);
    if (!view) {
        view_forms_free(forms);
        return NULL;
    }
    view->forms = *forms;
    return AS_OBJECT(view);
}

static Forms *forms_of(View self)
{
    return &((ViewObject *)self)->forms;
}

static void view_finish(View self)
{
    view_forms_free(forms_of(self));
}

static Ref str_of(const Text *text)
{
    return str_from_utf8(text->bytes ? text->bytes : "", text->length);
}

static Ref plain_str(const Text *text)
{
    Text plain = text_strip(text);
    Ref result = plain.failed ? raise_memory_error() : str_of(&plain);
    text_free(&plain);
    return result;
}

/* --- methods -------------------------------------------------------------------------------------------- */

static Ref view_str(View self)
{
    return plain_str(&forms_of(self)->text);
}

static Ref view_text(View self, View *args)
{
    int colour = args[0] ? object_truth(args[0]) : 0;
    if (colour < 0)
        return NULL;
    return colour ? str_of(&forms_of(self)->text) : plain_str(&forms_of(self)->text);
}

static Ref view_json(View self, View *args UNUSED)
{
    return str_of(&forms_of(self)->json);
}

static Ref view_data(View self, View *args UNUSED)
{
    return data_from_json(&forms_of(self)->json);
}

static Ref picture(const Text *text, const char *kind)
{
    return text->length ? str_of(text) : raise_error(ValueError, "this view is no picture: it has no %s", kind);
}

static Ref view_dot(View self, View *args UNUSED)
{
    return picture(&forms_of(self)->dot, "DOT");
}

static Ref view_svg(View self, View *args UNUSED)
{
    return picture(&forms_of(self)->svg, "SVG");
}

/* Does the stream say that it is a terminal? */
static int is_terminal(View stream)
{
    Ref answer = call_method_0(stream, name(isatty));
    if (!answer) {
        if (!error_clear_if(AttributeError))
            return -1;
        return 0;
    }
    int result = object_truth(answer);
    release(answer);
    return result;
}

static Ref view_show(View self, View *args)
{
    View stream = args[0] && args[0] != NONE ? args[0] : sys_attribute_peek(name(stdout));
    if (!stream)
        return raise_error(RuntimeError, "lost sys.stdout");
    retain(stream);
    int colour = args[1] && args[1] != NONE ? object_truth(args[1]) : is_terminal(stream);
    Ref text = colour < 0 ? NULL : colour ? str_of(&forms_of(self)->text) : plain_str(&forms_of(self)->text);
    Ref line = text ? str_format("%U\n", text) : NULL, done = line ? call_method_1(stream, name(write), line) : NULL;
    release_maybe(line);
    release_maybe(text);
    release(stream);
    release_maybe(done);
    return done ? none_new() : NULL;
}

/* The form that the name's ending asks for; NULL if it asks for none that there is. */
static const Text *form_for(const Forms *forms, const char *path)
{
    const char *ending = strrchr(path, '.');
    const struct {
        const char *ending;
        const Text *text;
    } known[] = {{".txt", &forms->text}, {".json", &forms->json}, {".dot", &forms->dot}, {".svg", &forms->svg}};
    for (size_t i = 0; ending && i < COUNT_OF(known); i++)
        if (strcmp(ending, known[i].ending) == 0 && (known[i].text->length || i < 2))
            return known[i].text;
    return NULL;
}

/* 0, or errno. */
static int write_file(const char *path, const Text *text)
{
    FILE *file = fopen(path, "w");
    if (!file)
        return errno;
    bool done = fprintf(file, "%s\n", text->bytes ? text->bytes : "") > 0;
    if (fclose(file) != 0 || !done)
        return errno ? errno : EIO;
    return 0;
}

static int write_form(const Forms *forms, const Text *form, const char *path)
{
    if (form != &forms->text)
        return write_file(path, form);
    Text plain = text_strip(form);
    int status = plain.failed ? ENOMEM : write_file(path, &plain);
    text_free(&plain);
    return status;
}

static Ref view_save(View self, View *args)
{
    if (!is_str(args[0]))
        return raise_error(TypeError, "save() argument must be str, not %T", args[0]);
    size_t length;
    char *owned;
    const char *path = str_utf8(str_view(args[0]), &length, &owned);
    if (!path)
        return NULL;
    const Text *form = form_for(forms_of(self), path);
    int status = strlen(path) != length ? EINVAL : form ? write_form(forms_of(self), form, path) : 0;
    str_utf8_free(owned, length);
    if (!form)
        return raise_error(ValueError, "the name must end in .txt or .json, or, for a picture, in .dot or .svg: %R", args[0]);
    return status ? raise_errno(status, args[0]) : none_new();
}

static const NativeFunction methods[] = {
    {"data()", view_data, "The view as dicts, lists, strings and numbers: what json() has."},
    {"dot()", view_dot, "The picture in the language of Graphviz."},
    {"json()", view_json, "The view as JSON; heapview/README.md says what is in it."},
    {"save(path)", view_save, "Write the view into a file; the name's ending says how: .txt, .json, .dot, .svg."},
    {"show(file=None, color=None)", view_show, "Write the text on sys.stdout or another stream, in colours if that is a terminal."},
    {"svg()", view_svg, "The picture as SVG."},
    {"text(color=False)", view_text, "The text, with colours for a terminal if asked for."},
    {NULL, NULL, NULL},
};

TypeObject view_type = {
    .object = STATIC_HEAD(TYPE_TYPE),
    .name = "heapview.View",
    .doc = "A look at the heap: a moment, as text (str), JSON, and, for pictures, DOT and SVG. It holds no reference to what it shows.",
    .size = sizeof(ViewObject),
    .flags = TYPE_FLAG_NO_NEW,
    .finish = view_finish,
    .repr = view_str,
    .methods = methods};

/* --- the command line ----------------------------------------------------------------------------------- */

static bool wants_colour(void)
{
    const char *no = getenv("NO_COLOR");
    return isatty(1) && !(no && *no);
}

int view_forms_write_take(Forms *forms, const char *path, const char *command)
{
    int status = 0;
    const Text *form = path ? form_for(forms, path) : &forms->text;
    Text plain = {0};
    if (!path && !wants_colour()) {
        plain = text_strip(form);
        form = &plain;
    }
    if (has_failed(forms) || plain.failed) {
        fprintf(stderr, "ouro -m heapview %s: not enough memory\n", command);
        status = 1;
    } else if (!form) {
        status = command_error(command, "cannot write '%s': its name must end in .txt or .json, or, for a picture, in .dot or .svg", path);
    } else if (!path) {
        puts(form->bytes ? form->bytes : "");
        fflush(stdout);
    } else {
        int problem = write_form(forms, form, path);
        if (problem)
            fprintf(stderr, "ouro -m heapview %s: '%s': %s\n", command, path, strerror(problem));
        status = problem ? 1 : 0;
    }
    text_free(&plain);
    view_forms_free(forms);
    return status;
}
