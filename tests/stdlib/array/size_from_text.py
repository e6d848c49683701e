# An array made of text takes just what it needs.
import array
import sys

empty = sys.getsizeof(array.array("u"))
for text in ("", "a", "ab\xe9", "\u3042" * 9, "a\U0001F40D" * 20):
    made = array.array("u", text)
    print(len(made), sys.getsizeof(made) - empty, made.tounicode() == text, made.buffer_info()[1])
