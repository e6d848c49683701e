"""Run the cases of one of CPython's test files, on the Python that runs this, and tell of each as it ends.

    cases.py FILE [--after CASE] [--only CASE]      FILE: as test_gc

One line for each case: its number among all, a word (begin, ok, skip, fail, error, expected), its id. A driver that has seen `begin` and
nothing more knows which case crashed or hung, and goes on behind it.
"""
import importlib
import sys
import unittest


def flatten(suite):
    for part in suite:
        if isinstance(part, unittest.TestSuite):
            yield from flatten(part)
        else:
            yield part


def key_of(case):
    return case.id()


class Telling(unittest.TestResult):
    """Tells of each case on the stream that the driver reads, whatever the case does with sys.stdout."""

    def __init__(self, stream):
        super().__init__()
        self.stream = stream
        self.told = set()

    def tell(self, word, case):
        self.stream.write(f'\x01{word} {key_of(case)}\n')
        self.stream.flush()

    def startTest(self, case):
        super().startTest(case)
        self.bad = None
        self.tell('begin', case)

    def addFailure(self, case, error):
        super().addFailure(case, error)
        self.bad = 'fail'

    def addError(self, case, error):
        super().addError(case, error)
        self.bad = 'error'
        if not isinstance(case, unittest.TestCase):  # of a class's or module's set-up
            self.tell('error', case)

    def addSkip(self, case, reason):
        super().addSkip(case, reason)
        self.bad = self.bad or 'skip'

    def addExpectedFailure(self, case, error):
        super().addExpectedFailure(case, error)
        self.bad = self.bad or 'skip'

    def addUnexpectedSuccess(self, case):
        super().addUnexpectedSuccess(case)
        self.bad = 'fail'

    def addSubTest(self, case, subtest, error):
        super().addSubTest(case, subtest, error)
        if error is not None:
            self.bad = 'fail'

    def stopTest(self, case):
        self.tell(self.bad or 'ok', case)
        super().stopTest(case)


def claim_all():
    """Cases that are CPython's alone, by test.support's word, are run on Ouro too: it means to pass them."""
    from test import support

    def check(**guards):
        guards, default = support._parse_guards(guards)
        return guards.get('cpython', default)
    support.check_impl_detail = check


def main():
    import os
    name, options = sys.argv[1], sys.argv[2:]
    stream = os.fdopen(os.dup(1), 'w', encoding='utf-8', errors='backslashreplace')
    os.dup2(2, 1)  # what cases print is no report
    sys.argv[1:] = []
    claim_all()
    suite = unittest.defaultTestLoader.loadTestsFromName('test.' + name)
    cases = list(flatten(suite))
    while options:
        option, key = options.pop(0), options.pop(0)
        keys = [key_of(case) for case in cases]
        if option == '--after' and key in keys:
            cases = cases[len(keys) - keys[::-1].index(key):]
        elif option == '--only':
            cases = [case for case in cases if key_of(case) == key]
    result = Telling(stream)
    unittest.TestSuite(cases).run(result)
    if '--show' in os.environ.get('CASES_SHOW', ''):
        for case, text in result.failures + result.errors:
            sys.stderr.write(f'=== {key_of(case)}\n{text}\n')
    stream.write('\x01end\n')
    stream.flush()
    os._exit(0)  # what threads and daemons a case has left is none of our business


if __name__ == '__main__':
    main()
