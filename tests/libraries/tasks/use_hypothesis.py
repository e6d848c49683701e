# Debian: python3-hypothesis
from hypothesis import Phase, example, find, given, settings, strategies as st


@settings(max_examples=60, derandomize=True, database=None, deadline=None)
@given(st.lists(st.integers(), max_size=6))
@example([3, 1, 2])
def test_sorted(values):
    assert sorted(sorted(values)) == sorted(values) and len(sorted(values)) == len(values)


@settings(max_examples=60, derandomize=True, database=None, deadline=None)
@given(st.text(max_size=5), st.floats(allow_nan=False), st.dictionaries(st.booleans(), st.none()))
def test_round(text, number, mapping):
    assert eval(repr(text)) == text and float(repr(number)) == number and dict(mapping) == mapping


@settings(max_examples=200, derandomize=True, database=None, deadline=None, report_multiple_bugs=False)
@given(st.integers())
def test_wrong(number):
    assert number < 1000


test_sorted()
test_round()
try:
    test_wrong()
except AssertionError:
    print("found")
print(find(st.lists(st.integers(0, 100)), lambda values: sum(values) > 50, settings=settings(database=None, derandomize=True, phases=[Phase.generate, Phase.shrink])))
