"""A docstring
over several
lines.
"""

# comment


def f():
    """Another."""

    # comment
    return [
        1,
        (2,
         undefined),
    ]


f()
