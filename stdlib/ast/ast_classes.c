/* ast_classes: the classes of module ast, made from asdl.def when they are first asked for.
 *
 *     AST (ast_node.c) ─► mod, stmt, expr … ─► Module, Assign, BinOp …        each class has its fields' names (_fields), those
 *                     └─► arguments, alias …                                  of its place (_attributes), and its grammar as __doc__
 *
 * They are ordinary classes, as a class statement makes them, so that everything about them is as for a program's own: attributes,
 * subclasses, weak references. A field that may be missing is None on the class.
 *
 * Ownership:  the list `kept` owns classes, shared instances and names until the program ends; all else in ast_classes borrows.
 * Failure:    half of it is none of it: `kept` goes, and the next call begins anew. */
#include "runtime/calls/object_operations.h"
#include "runtime/containers/dict.h"
#include "runtime/containers/list.h"
#include "runtime/containers/tuple.h"
#include "runtime/errors/errors.h"
#include "runtime/text/str.h"
#include "runtime/text/strbuilder.h"
#include "stdlib/ast/ast_private.h"
#include "stdlib/module_types.h"

const AstRow ast_rows[AST_CLASS_COUNT] = {
#define TRAVERSING(name) " while traversing '" #name "' node"
#define SUM(name, attributes) {#name, AST_SUM, AST_##name, attributes, "", TRAVERSING(name)},
#define CHOICE(name) {#name, AST_CHOICE, AST_##name, NO_PLACE, "", TRAVERSING(name)},
#define KIND(sum, name, fields) {#name, AST_KIND, AST_##sum, NO_PLACE, fields, TRAVERSING(name)},
#define PRODUCT(name, attributes, fields) {#name, AST_PRODUCT, AST_##name, attributes, fields, TRAVERSING(name)},
#include "stdlib/ast/asdl.def"
};

enum { FIELDS_MOST = 256 };
static AstField fields[FIELDS_MOST];
static uint32_t fields_used;

AstClasses ast_classes;

/* Hand an object to `kept`: borrowed from there. NULL with MemoryError, or if it was NULL. */
static View keep_take(Ref object)
{
    return object && list_append_take((ListView)ast_classes.kept, object) ? object : NULL;
}

static View keep_name(const char *text, size_t length)
{
    return keep_take(str_intern_bytes(text, length));
}

/* --- fields --------------------------------------------------------------------------------------------- */

/* What the values of a field are, by the name of their type. */
static AstClass holds_of(const char *text, size_t length)
{
    static const char *const others[] = {"identifier", "string", "int", "constant"};
    for (int i = 0; i < (int)COUNT_OF(others); i++)
        if (strlen(others[i]) == length && memcmp(text, others[i], length) == 0)
            return (AstClass)(AST_FIELD_IDENTIFIER + i);
    int which = 0;
    while (strlen(ast_rows[which].name) != length || memcmp(ast_rows[which].name, text, length) != 0)
        which++;
    return (AstClass)which;
}

/* Where the parser's node has the field. */
static void find_in_node(AstField *field, NodeKind kind, const char *name, size_t length)
{
    field->form = FIELD_HIDDEN;
    for (const NodeField *own = kind < NODE_KIND_COUNT ? ast_fields[kind] : NULL; own && own->form != FIELD_END; own++)
        if (strlen(own->name) == length && memcmp(own->name, name, length) == 0) {
            field->form = own->form;
            field->offset = own->offset;
        }
}

/* "expr left, operator op": the fields of a class. */
static bool read_fields(AstClass which)
{
    const char *at = ast_rows[which].fields;
    ast_classes.fields[which] = fields + fields_used;
    while (*at) {
        AstField *field = &fields[fields_used++];
        size_t type = strcspn(at, "?* ");
        field->holds = holds_of(at, type);
        field->quantifier = at[type] == ' ' ? 0 : at[type];
        at += type + (at[type] != ' ') + 1;
        size_t length = strcspn(at, ",");
        find_in_node(field, ast_classes.node_kind[which], at, length);
        if (!(field->name = keep_name(at, length)))
            return false;
        at += length;
        at += strspn(at, ", ");
        ast_classes.field_count[which]++;
    }
    return true;
}

static void match_node_kinds(void)
{
    for (int which = 0; which < AST_CLASS_COUNT; which++) {
        ast_classes.node_kind[which] = NODE_KIND_COUNT;
        for (int kind = 0; kind < NODE_KIND_COUNT; kind++)
            if (strcmp(ast_rows[which].name, ast_kind_names[kind]) == 0) {
                ast_classes.node_kind[which] = (NodeKind)kind;
                ast_classes.class_of_node[kind] = (AstClass)which;
            }
    }
}

/* --- documentation -------------------------------------------------------------------------------------- */

/* "BinOp(expr left, operator op, expr right)" */
static void write_kind(StrBuilder *builder, const AstRow *row)
{
    strbuilder_add_text(builder, row->name);
    if (!row->fields[0])
        return;
    strbuilder_add_text(builder, "(");
    strbuilder_add_text(builder, row->fields);
    strbuilder_add_text(builder, ")");
}

/* "name = Kind(…) | Kind(…)": a line each, if they have fields. */
static void write_sum(StrBuilder *builder, const AstRow *sum)
{
    AstClass own = sum->sum;
    strbuilder_add_text(builder, sum->name);
    for (int which = (int)own + 1; which < AST_CLASS_COUNT && ast_rows[which].form == AST_KIND && ast_rows[which].sum == own; which++) {
        if (which == (int)own + 1) {
            strbuilder_add_text(builder, " = ");
        } else if (sum->form == AST_CHOICE) {
            strbuilder_add_text(builder, " | ");
        } else {
            strbuilder_add_text(builder, "\n");
            strbuilder_add_repeated(builder, ' ', strlen(sum->name) + 1);
            strbuilder_add_text(builder, "| ");
        }
        write_kind(builder, &ast_rows[which]);
    }
}

static Ref doc_new(const AstRow *row)
{
    StrBuilder builder;
    strbuilder_start(&builder);
    if (row->form == AST_SUM || row->form == AST_CHOICE)
        write_sum(&builder, row);
    else
        write_kind(&builder, row);
    return strbuilder_finish(&builder);
}

/* --- classes -------------------------------------------------------------------------------------------- */

static Ref field_names(AstClass which)
{
    Ref names = tuple_new(ast_classes.field_count[which]);
    for (uint32_t i = 0; names && i < ast_classes.field_count[which]; i++)
        ((TupleView)names)->items[i] = retain(ast_classes.fields[which][i].name);
    return names;
}

static bool set_fields(DictView space, AstClass which)
{
    Ref names = field_names(which);
    bool done = names && dict_set_text(space, "_fields", names) && dict_set_text(space, "__match_args__", names) &&
                dict_set_text_take(space, "__module__", str_intern_text("ast")) &&
                dict_set_text_take(space, "__doc__", doc_new(&ast_rows[which]));
    release_maybe(names);
    return done;
}

/* A field that may be missing is None. */
static bool set_absent(View which, View name)
{
    return object_set_attribute(which, name, NONE);
}

static bool set_attributes(AstClass which)
{
    const AstRow *row = &ast_rows[which];
    View type = ast_classes.types[which];
    if (row->form != AST_KIND) {
        Ref names = tuple_from_array(ast_classes.place_names, row->place == NO_PLACE ? 0 : AST_PLACE_NAMES);
        Ref key = names ? str_intern_text("_attributes") : NULL;
        bool done = key && object_set_attribute(type, key, names);
        release_maybe(names);
        release_maybe(key);
        if (!done)
            return false;
    }
    for (uint32_t i = 0; i < ast_classes.field_count[which]; i++)
        if (ast_classes.fields[which][i].quantifier == '?' && !set_absent(type, ast_classes.fields[which][i].name))
            return false;
    return row->place != PLACE || (set_absent(type, ast_classes.place_names[2]) && set_absent(type, ast_classes.place_names[3]));
}

/* type(name, (base,), {…}) */
static Ref class_new(AstClass which)
{
    const AstRow *row = &ast_rows[which];
    View base = row->form == AST_KIND ? ast_classes.types[row->sum] : AS_OBJECT(&ast_node_type);
    Ref space = dict_new(), name = space ? str_intern_text(row->name) : NULL, bases = name ? tuple_pack(1, base) : NULL, made = NULL;
    if (bases && set_fields((DictView)space, which)) {
        type_inline_hint = ast_classes.field_count[which] + AST_PLACE_NAMES;
        made = type_new(&type_type, name, bases, space, NULL);
    }
    release_maybe(space);
    release_maybe(name);
    release_maybe(bases);
    return made;
}

static bool make_class(AstClass which)
{
    ast_classes.types[which] = read_fields(which) ? keep_take(class_new(which)) : NULL;
    if (!ast_classes.types[which] || !set_attributes(which))
        return false;
    const AstRow *row = &ast_rows[which];
    if (row->form != AST_KIND || ast_rows[row->sum].form != AST_CHOICE)
        return true;
    ast_classes.instance[which] = keep_take(call_0(ast_classes.types[which]));
    return ast_classes.instance[which] != NULL;
}

/* What AST itself has. */
static bool set_base(void)
{
    static const char *const names[] = {"_fields", "__match_args__", "_attributes"};
    DictView space = (DictView)ast_node_type.dict;
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (!dict_set_text(space, names[i], AS_OBJECT(&tuple_empty_object)))
            return false;
    return true;
}

static bool make_all(void)
{
    static const char *const places[AST_PLACE_NAMES] = {"lineno", "col_offset", "end_lineno", "end_col_offset"};
    fields_used = 0;
    match_node_kinds();
    for (int i = 0; i < AST_PLACE_NAMES; i++)
        if (!(ast_classes.place_names[i] = keep_name(places[i], strlen(places[i]))))
            return false;
    for (int which = 0; which < AST_CLASS_COUNT; which++)
        if (!make_class((AstClass)which))
            return false;
    return true;
}

bool ast_classes_ready(void)
{
    if (ast_classes.kept)
        return true;
    if (!module_type_ready(&ast_node_type) || !set_base() || !module_keep(&ast_classes.kept))
        return false;
    memset(&ast_classes, 0, sizeof ast_classes);
    if ((ast_classes.kept = list_new(0)) && make_all())
        return true;
    clear_place(&ast_classes.kept);
    return false;
}
