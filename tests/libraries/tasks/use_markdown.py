# Debian: python3-markdown
import markdown

text = """# Title

A *paragraph* with **bold**, `code` and [a link](http://x "t").

* one
* two
    1. nested

> quote

    code block

Term
:   Definition

| a | b |
|---|:-:|
| 1 | 2 |

Footnote[^1].

[^1]: The note.
"""
print(markdown.markdown(text))
print(markdown.markdown(text, extensions=["extra", "toc", "sane_lists", "smarty"]))
