try:
    int("x")
except ValueError as e:
    e.add_note("first note\nwith two lines")
    e.add_note("second note")
    raise
