# An option that says nothing is said to be ignored.
import _tell

_tell.tell()
