# A backslash before a character beyond ASCII is no invalid escape: nothing warns of it.
import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(ascii(eval("'\\\u041f'")), len(caught))
    print(ascii(eval("'\\d'")), len(caught))
