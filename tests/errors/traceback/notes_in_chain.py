try:
    {}[1]
except KeyError as e:
    e.add_note("a note on the cause")
    raise RuntimeError("effect") from e
