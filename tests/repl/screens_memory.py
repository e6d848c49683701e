"""Memory at a keystroke."""

NODE = "class Node: pass<Enter><Enter>"
ON = (":memory<Enter>", "memory after each statement: on\n>>>")


def after(line):
    return "\nmemory: " + line + "\n>>>"


# What is asked of memory, whether somebody looks or not: counts, ids, blocks.
ASKED = ["x = [[], 'two']; y = x", "import sys, gc; gc.collect() and 0", "(sys.getrefcount(x), sys.getrefcount(x[0]), gc.get_count())",
         "(id([]), id(x), id('a' + str(x)), sys._debugmallocstats is None)", "[id(object()) for i in range(3)]", "z = {1: x}; (id(z), id(z.copy()))"]
seen = {}


def looks_at(last, is_first):
    def check(screen, shown):
        if not shown.endswith(last + "\n>>>"):
            return False
        values = [line for line in shown.splitlines() if line.startswith(("(", "["))]
        if is_first:
            seen["values"] = values
        return len(values) == 4 and values == seen["values"]
    check.__doc__ = f"(the values {seen} and {last!r})"
    return check


def asking(between, is_first):
    steps = []
    for line in ASKED:
        steps += [*between, (line + "<Enter>", lambda screen, shown: shown.endswith(">>>"))]
    return [*steps, ("'done'<Enter>", lambda screen, shown: "\n'done'\n" in shown and shown.endswith(">>>")),
            ("print('end')<Enter>", lambda screen, shown: looks_at("end", is_first)(screen, "\n".join(
                line for line in screen.tmux("capture-pane", "-p", "-S", "-1000").rstrip().splitlines() if not line.startswith("memory:"))))]


SESSIONS = [
    {"name": "memory_line_after_each_statement", "size": (90, 40), "steps": [
        (NODE, ">>>"), ON, ("a = Node()<Enter>", after("Node 4→5 · born Node a")), ("b = a<Enter>", after("a 1→2")),
        ("b = Node()<Enter>", after("Node 5→6, a 2→1 · born Node b")), ("a.other, b.other = b, a<Enter>", after("a 1→2, b 1→2")),
        ("del a, b<Enter>", after("Node (was a) 2→1, Node (was b) 2→1")), ("import gc<Enter>", ">>>"),
        ("gc.collect()<Enter>", "\n2\nmemory: Node 6→4 · died 2 Node · collector: generation 2, 2 collected\n>>>"),
        ("c = [1, 2]<Enter>", after("born list c")), ("c<Enter>", after("c 1→2 (_)")), ("del c<Enter>", after("_ 2→1")), ("7<Enter>", after("died list (was _)")),
        ("pass<Enter>", after("nothing changed")), ("1/0<Enter>", lambda screen, shown: "born ZeroDivisionError sys.last_value, traceback sys.last_traceback" in shown),
        ("<F4>", "memory after each statement: off\n>>>"), ("d = 3.5<Enter>", ">>> d = 3.5\n>>>"), ("<F4>e = 4.5<Enter>", ">>> e = 4.5" + after("born float e"))]},
    {"name": "memory_line_is_no_wider_than_the_terminal", "size": (40, 24), "steps": [
        ON, ("first = [[1], [2], [3]]; second = [first]; third = {}<Enter>", lambda screen, shown: shown.endswith(">>>") and "+" in shown.splitlines()[-2] and len(shown.splitlines()[-2]) <= 40)]},
    {"name": "why_names_all_that_keeps_it_alive", "size": (110, 40), "steps": [
        (NODE, ">>>"), ("a = Node(); a.me = a; b = [a]; a<Enter>", ">>>"),
        (":why a<Enter>", "\n4 = global 'a' + global '_' of module 'builtins' + attribute 'me' of Node 'a' + items[0] of list 'b'\n"
                          "_ is the last value that was shown: the next one takes its place.\n>>>"),
        ("def fail(kept): raise ValueError<Enter><Enter>fail(a)<Enter>", "ValueError\n>>>"),
        (":why a<Enter>", "  + local 'kept' of frame 'sys.last_traceback.tb_next.tb_frame'\n"
                          "_ is the last value that was shown: the next one takes its place.\n"
                          "The last traceback keeps its frames and their variables, until the next error, or:\n"
                          "    import sys; del sys.last_value, sys.last_traceback\n>>>"),
        ("0<Enter>import sys; del sys.last_value, sys.last_traceback<Enter>", ">>>"), (":why b[0]<Enter>", "there is no 'b[0]'\n>>>"),
        ("len(str(a<F5>", "3 = global 'a' + attribute 'me' of Node 'a' + items[0] of list 'b'\n>>> len(str(a"), (")) > 9<Enter>", "\nTrue\n>>>"),
        (":why a.me<Enter>", "3 = global 'a' + attribute 'me' of Node 'a' + items[0] of list 'b'\n>>>"), (":why gone<Enter>", "there is no 'gone'\n>>>"),
        (":why a.__str__<Enter>", "'__str__' is made when it is asked for: nothing keeps it\n>>>")]},
    {"name": "graph_heap_and_collect", "release_only": True, "size": (110, 90), "steps": [
        (NODE, ">>>"), ("a = Node(); a.me = a<Enter>", ">>>"), (":graph a<Enter>", "in cycle 1\n└─ .me → ↻ Node object 'a' (above)\n>>>"),
        ("a<F6>", "in cycle 1\n└─ .me → ↻ Node object 'a' (above)\n>>> a"), ("<C-c>", ">>>"), (":heap<Enter>", lambda screen, shown: "blocks in use" in shown and shown.endswith(">>>")),
        ("<C-l><F7>", lambda screen, shown: "arena 0x" in shown and shown.endswith(">>>")), ("<C-l>:collect<Enter>", lambda screen, shown: "\n0 collected; " in shown),
        ("import gc; gc.freeze()<Enter>c = Node(); c.me = c<Enter>c = None<Enter>", ">>>"), ("<C-l><F8>", lambda screen, shown: "\n1 collected; " in shown)]},
    {"name": "help_in_ten_lines", "steps": [
        (":help<Enter>", lambda screen, shown: len(shown.splitlines()) == 12 and "Looking changes no count" in shown), (":nonsense<Enter>", "there is no command :nonsense; :help lists them\n>>>")]},
    {"name": "nobody_looks", "release_only": True, "command": "{ouro} -q -X reproducible", "size": (100, 80), "steps": asking([], True)},
    {"name": "looking_does_not_disturb", "release_only": True, "command": "{ouro} -q -X reproducible", "size": (100, 80), "steps": [
        ON, *asking([("<C-l>:why sys<Enter>:graph sys<Enter><C-l>:heap<Enter><C-l>", ">>>")], False)]},
    {"name": "memory_without_a_locale", "environment": {"LANG": "C", "LC_ALL": "C"}, "size": (90, 24), "steps": [
        ON, ("größe = [1]<Enter>", after("born list größe +1 more")), (":why größe<Enter>", "\n1 = global 'größe'\n>>>")]},
]
