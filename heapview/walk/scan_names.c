/* scan_names: the names of what a scan found, and references told in words.
 *
 * A name is the way from a root, written as Python would write it: root_write says the first part, then each
 * edge adds its own ([0], .next). A namespace is no step: what is in the dict of __main__ has just its name,
 * in that of another module `module.name`, in that of an instance or class `owner.name`. What Python has no
 * expression for stands in angle brackets.
 * Ways longer than PATH_DEPTH_MOST begin with "…". Nothing is allocated on the counted heap. */
#include <string.h>

#include "heapview/walk/describe.h"
#include "heapview/walk/scan.h"
#include "runtime/containers/dict.h"
#include "runtime/text/str.h"
#include "vm/module.h"

enum { NAME_LENGTH = 40, PATH_DEPTH_MOST = 12 };

static bool is_field(const Edge *edge, const char *field)
{
    return edge->kind == EDGE_FIELD && edge->field && strcmp(edge->field, field) == 0;
}

bool scan_is_namespace(const Scan *scan, uint32_t node, uint32_t *owner)
{
    const Node *dict = &scan->nodes[node];
    if (!dict->parent || dict->object->type != TYPE_DICT || !is_field(&dict->edge, "__dict__"))
        return false;
    *owner = dict->parent;
    return true;
}

View scan_module_name_peek(const Scan *scan, uint32_t node)
{
    uint32_t owner;
    if (!scan_is_namespace(scan, node, &owner) || scan->nodes[owner].object->type != TYPE_MODULE)
        return NULL;
    return dict_get_text_peek((DictView)scan->nodes[node].object, "__name__");
}

static bool is_main(View module_name)
{
    return module_name && is_str(module_name) && str_equal_text(module_name, "__main__");
}

/* The namespace of code that exec() or a class statement runs, while it runs. */
static bool is_frame_namespace(const Scan *scan, uint32_t node)
{
    const Node *dict = &scan->nodes[node];
    return !dict->parent && dict->frame && is_field(&dict->edge, "namespace");
}

static bool is_string_key(const Edge *edge)
{
    return edge->kind == EDGE_VALUE && edge->name && edge->name->type == TYPE_STR;
}

bool scan_is_named(const Scan *scan, uint32_t node)
{
    const Node *root = &scan->nodes[scan->nodes[node].root];
    return root->is_seed || is_frame_namespace(scan, scan->nodes[node].root) || (root->frame && root->edge.kind == EDGE_LOCAL);
}

bool scan_is_programs(const Scan *scan, uint32_t node)
{
    const Node *root = &scan->nodes[scan->nodes[node].root];
    if (!root->is_seed)
        return root->frame != NULL;
    return is_main(dict_get_text_peek(((ModuleObject *)root->object)->dict, "__name__"));
}

static void root_write(Text *text, const Node *node)
{
    if (node->is_seed) {
        View name = dict_get_text_peek(((ModuleObject *)node->object)->dict, "__name__");
        if (name)
            describe_str(text, name, NAME_LENGTH);
    } else if (node->frame && node->edge.kind == EDGE_LOCAL) {
        describe_str(text, node->edge.name, NAME_LENGTH);
    } else if (node->object->type == TYPE_TYPE) {
        text_format(text, "%s", type_name_peek((TypeObject *)node->object));
    } else if (node->frame && is_field(&node->edge, "namespace")) {
        text_format(text, "the namespace of ");
        describe_str(text, node->frame->code->name, NAME_LENGTH);
    } else if (node->frame && is_field(&node->edge, "function")) {
        describe_str(text, node->frame->code->name, NAME_LENGTH);
    } else if (node->frame && is_field(&node->edge, "code")) {
        describe_str(text, node->frame->code->name, NAME_LENGTH);
        text_format(text, ".__code__");
    } else if (is_field(&node->edge, "modules")) {
        text_format(text, "sys.modules");
    } else if (node->holder && node->edge.kind == EDGE_FIELD) {
        text_format(text, "%s.%s", node->holder, node->edge.field);
    } else {
        text_format(text, "a ");
        describe_type(text, node->object);
        text_format(text, " without a name");
    }
}

/* One step of a path. What Python has no expression for stands in angle brackets. */
static void step_write(Text *text, const Edge *edge)
{
    switch (edge->kind) {
    case EDGE_LOCAL:
        text_format(text, ".gi_frame.f_locals['");
        describe_str(text, edge->name, NAME_LENGTH);
        text_format(text, "']");
        break;
    case EDGE_KEY: text_format(text, "<key %zu>", edge->index); break;
    case EDGE_TEMPORARY: text_format(text, "<temporary %zu>", edge->index); break;
    default: edge_write(text, edge);
    }
}

static void path_write(Text *text, const Scan *scan, uint32_t at, int depth)
{
    const Node *node = &scan->nodes[at];
    uint32_t owner;
    if (depth > PATH_DEPTH_MOST) {
        text_format(text, "…");
    } else if (!node->parent) {
        root_write(text, node);
    } else if (is_string_key(&node->edge) && is_frame_namespace(scan, node->parent)) {
        describe_str(text, node->edge.name, NAME_LENGTH);
    } else if (is_string_key(&node->edge) && scan_is_namespace(scan, node->parent, &owner)) {
        if (!is_main(scan_module_name_peek(scan, node->parent))) { /* a global of __main__ needs no more than its name */
            path_write(text, scan, owner, depth + 1);
            text_add(text, ".", 1);
        }
        describe_str(text, node->edge.name, NAME_LENGTH);
    } else {
        path_write(text, scan, node->parent, depth + 1);
        step_write(text, &node->edge);
    }
}

void scan_path_write(Text *text, const Scan *scan, uint32_t node)
{
    path_write(text, scan, node, 0);
}

/* --- references in words -------------------------------------------------------------------------------- */

static void quoted_str(Text *text, const char *before, View str)
{
    text_format(text, "%s'", before);
    describe_str(text, str, NAME_LENGTH);
    text_format(text, "'");
}

/* Reached only from a value at work, or by nothing. */
static bool is_nameless(const Scan *scan, uint32_t node)
{
    const Node *root = &scan->nodes[scan->nodes[node].root];
    if (root->is_seed || root->object->type == TYPE_TYPE)
        return false;
    return !root->edge.child || root->edge.kind == EDGE_TEMPORARY;
}

/* "list 'b'" */
static void holder_write(Text *text, const Scan *scan, uint32_t holder)
{
    if (is_nameless(scan, holder)) {
        text_format(text, "a ");
        describe_type(text, scan->nodes[holder].object);
        text_format(text, " without a name");
        return;
    }
    View object = scan->nodes[holder].object;
    if (object->type == TYPE_TYPE || (object->type >= TYPE_OBJECT && is_type(object)))
        text_format(text, "class");
    else
        describe_type(text, object);
    text_format(text, " '");
    scan_path_write(text, scan, holder);
    text_format(text, "'");
}

static void frame_reference_write(Text *text, const Root *root, const Edge *edge)
{
    View function = root->frame->code->name;
    switch (edge->kind) {
    case EDGE_LOCAL: quoted_str(text, "local ", edge->name); break;
    case EDGE_TEMPORARY: text_format(text, "a value at work in"); break;
    default: text_format(text, "the %s of", edge->field); break;
    }
    text_format(text, edge->kind == EDGE_LOCAL ? " of " : " ");
    describe_str(text, function, NAME_LENGTH);
    text_format(text, str_equal_text(function, "<module>") ? "" : "()");
}

static void in_holder(Text *text, const char *what, const Scan *scan, uint32_t holder)
{
    text_format(text, "%s ", what);
    holder_write(text, scan, holder);
}

static void value_write(Text *text, const Scan *scan, uint32_t holder, const Edge *edge)
{
    uint32_t owner;
    View module = scan_module_name_peek(scan, holder);
    if (module && is_string_key(edge)) {
        quoted_str(text, "global ", edge->name);
        if (!is_main(module))
            quoted_str(text, " of module ", module);
    } else if (is_string_key(edge) && is_frame_namespace(scan, holder)) {
        quoted_str(text, "variable ", edge->name);
        text_format(text, " of ");
        describe_str(text, scan->nodes[holder].frame->code->name, NAME_LENGTH);
    } else if (is_string_key(edge) && scan_is_namespace(scan, holder, &owner)) {
        quoted_str(text, "attribute ", edge->name);
        in_holder(text, " of", scan, owner);
    } else {
        text_format(text, "value [");
        describe_value(text, edge->name, NAME_LENGTH);
        in_holder(text, "] of", scan, holder);
    }
}

void scan_reference_write(Text *text, const Scan *scan, uint32_t holder, const Root *root, const Edge *edge)
{
    if (root) {
        if (root->frame)
            frame_reference_write(text, root, edge);
        else
            text_format(text, "%s of %s", edge->field, root->holder);
        return;
    }
    if (is_field(&scan->nodes[holder].edge, "literals")) {
        text_format(text, "a literal in the text that runs");
        return;
    }
    switch (edge->kind) {
    case EDGE_ITEM: text_format(text, "items[%zu]", edge->index); break;
    case EDGE_KEY: text_format(text, scan->nodes[holder].object->type == TYPE_DICT ? "a key" : "an element"); break;
    case EDGE_GLOBAL:
    case EDGE_VALUE: value_write(text, scan, holder, edge); return;
    case EDGE_ATTRIBUTE:
        if (edge->name)
            quoted_str(text, "attribute ", edge->name);
        else
            text_format(text, "slot %zu", edge->index);
        break;
    case EDGE_LOCAL: quoted_str(text, "local ", edge->name); break;
    case EDGE_TEMPORARY: text_format(text, "a value at work"); break;
    case EDGE_FIELD: text_format(text, "%s", edge->field); break;
    case EDGE_CLASS: text_format(text, "class"); break;
    case EDGE_WEAK: text_format(text, "weak reference"); break;
    }
    in_holder(text, " of", scan, holder);
}
