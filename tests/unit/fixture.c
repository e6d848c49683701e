/* fixture: see fixture.h. */
#include "tests/unit/fixture.h"

#include <string.h>

#include "runtime/containers/dict.h"
#include "runtime/errors/errors.h"
#include "runtime/text/str.h"
#include "shell/session.h"
#include "vm/compile/compile.h"
#include "vm/run/frame.h"

void fixture_start(void)
{
    cr_assert(heap_keep_register());
    cr_assert(session_start());
}

void fixture_stop(void)
{
    error_clear();
    session_stop();
    cr_assert_eq(heap_live_blocks(), 0, "%zu blocks are left", heap_live_blocks());
}

void fixture_run_in(View namespace, const char *text)
{
    Ref filename = str_from_text("<test>");
    cr_assert(filename && dict_set_text((DictView) namespace, "__name__", filename));
    Ref code = compile_source(text, strlen(text), filename, PARSE_FILE, NULL, NULL);
    cr_assert(code, "does not compile: %s", text);
    Ref result = vm_run_code((CodeView)code, namespace, namespace, NULL);
    cr_assert(result, "raises %s: %s", thread.raised ? type_name_peek(type_of_peek(thread.raised)) : "nothing", text);
    release(result);
    release(code);
    release(filename);
}

Ref fixture_run(const char *text)
{
    Ref namespace = dict_new();
    cr_assert(namespace);
    fixture_run_in(namespace, text);
    return namespace;
}

int64_t fixture_int(View namespace, const char *name)
{
    View value = dict_get_text_peek((DictView) namespace, name);
    int64_t number = 0;
    cr_assert(value && int_view(value) && int_to_int64(int_view(value), &number), "%s is no int", name);
    return number;
}
