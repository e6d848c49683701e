"""History, keys, the names of an interactive session, Ctrl-C."""

TWO_BLOCKS = "for i in range(2):<Enter>print(i)<Enter><Enter>x = 5<Enter>"

SESSIONS = [
    {"name": "history_is_saved_as_it_grows", "command": "sh -i", "environment": {"PS1": "shell:"}, "begins": "shell:", "steps": [
        ("{ouro} -q<Enter>", ">>>"), (TWO_BLOCKS, ">>> x = 5\n>>>"), ("x = 5<Enter>import os; os.kill(os.getpid(), 9)<Enter>", "shell:"), ("<Enter>{ouro} -q<Enter>", ">>>"),
        ("<Up><Up>", ">>> x = 5"), ("<Up>", ">>> for i in range(2):\n...     print(i)"), ("<Enter>", "print(i)\n..."), ("<Enter>", "\n0\n1\n>>>"), ("<C-d>", "shell:"),
        ("grep -c 'x = 5' .ouro_history<Enter>", "\n1\nshell:"), ("grep -c range .ouro_history<Enter>", "\n2\nshell:")]},
    {"name": "history_without_repeats_and_search", "steps": [
        ("alpha = 1<Enter>beta = 2<Enter>alpha = 1<Enter>gamma = 'größe'<Enter>", ">>>"), ("<Up><Up><Up>", ">>> beta = 2"), ("<C-c>", ">>>"),
        ("<C-r>ö", ">>> gamma = 'größe'\n(reverse-i-search)'ö'"), ("<Enter>gamma<Enter>", "\n'größe'\n>>>"), ("<C-r>a = <C-r><C-r>", "beta = 2\n(reverse-i-search)'a = '"),
        ("<C-g>", "\n>>>"), ("beta<PPage>", ">>> beta = 2"), ("<Enter>", ">>> beta = 2\n>>>"), ("<C-r>zzz", "(failed reverse-i-search)'zzz'"), ("<C-g>7<Enter>", "\n7\n>>>")]},
    {"name": "new_text_waits_while_the_history_is_looked_at", "steps": [
        ("1<Enter>2<Enter>half<Up>", ">>> 2"), ("<Up>", ">>> 1"), ("<Down><Down>", ">>> half"), ("_done = 3; half_done<Enter>", "\n3\n>>>")]},
    {"name": "keys_of_emacs", "steps": [
        ("one two<C-w>three<C-a><Right><Right><C-k><C-e>!<C-a><C-k>'<C-y>'<Enter>", "\n'on!'\n>>>"), ("'abc' + <C-u>12<Enter>", "\n12\n>>>"),
        ("if 1:<Enter>a = 1<Enter>b = 2<C-p><C-a><C-k><C-n><C-e><Enter><Enter>", ">>> if 1:\n...\n...     b = 2\n...\n>>>")]},
    {"name": "function_keys_as_in_3_13", "steps": [
        ("half<F1>", "\nhelp>"), ("quit<Enter>", ">>> half"), ("<C-c>", ">>>"), ("x = 'one'<Enter>if x:<Enter>x<Enter><Enter>", "\n'one'\n>>>"),
        ("1 + <F2>", "x = 'one'\nif x:\n    x\n(END)"), ("q", ">>> 1 +"), ("2<Enter>", "\n3\n>>>"), ("<F3>", "(paste)"),
        ("def f():<Enter>    return 5<Enter><Enter>f()<Enter>", "(paste) def f():\n(paste)     return 5\n(paste)\n(paste) f()\n(paste)"), ("<F3>", "... f()\n..."), ("<Enter>", "\n5\n>>>")]},
    {"name": "prompts_of_the_program", "steps": [
        ("import sys; sys.ps1 = 'δ> '; sys.ps2 = '日> '<Enter>", "δ>"), ("if 1:<Enter>2<Enter><Enter>", "δ> if 1:\n日>     2\n日>\n2\nδ>")]},
    {"name": "names_of_an_interactive_session", "steps": [
        ("copyright<Enter>", "the Ouro authors\n>>>"), ("credits<Enter>", "www.python.org for more information.\n>>>"), ("license<Enter>", "Type license() to see the full license text\n>>>"),
        ("help(len)<Enter>", "Return the number of items in a container.\n(END)"), ("q", ">>>"), ("help<Enter>", "help>"), ("quit<Enter>", "\n>>>"), ("_ = 1; exit = 7; exit<Enter>", "\n7\n>>>"), ("del exit, _<Enter>exit<Enter>", "")]},
    {"name": "interrupt_ends_every_wait", "steps": [
        ("import time, threading<Enter>", ">>>"), ("time.sleep(60)<Enter><wait:0.3><C-c>", "KeyboardInterrupt\n>>>"), ("input('name: ')<Enter>ab", "name: ab"), ("<C-c>", "KeyboardInterrupt\n>>>"),
        ("while True: pass<Enter><Enter><wait:0.3><C-c>", "KeyboardInterrupt\n>>>"), ("lock = threading.Lock(); lock.acquire()<Enter>", "True\n>>>"),
        ("lock.acquire()<Enter><wait:0.3><C-c>", "KeyboardInterrupt\n>>>"), ("import sys; sys.stdin.readline()<Enter><wait:0.3><C-c>", "KeyboardInterrupt\n>>>"), ("40 + 2<Enter>", "\n42\n>>>")]},
    {"name": "threads_run_while_a_text_is_edited", "steps": [
        ("import threading, time; seen = []<Enter>", ">>>"), ("threading.Thread(target=lambda: [seen.append(time.sleep(0.01)) for i in range(20)]).start()<Enter><wait:1>", ">>>"), ("len(seen)<Enter>", "\n20\n>>>")]},
]
